"""Form fields and how they are drawn, for every app: labels, hints and errors in one accessible order (ux.md §4)."""

from kern.formulieren.velden import (
    Akkoord,
    Bestanden,
    DatumKiezer,
    DatumVeld,
    Emailadres,
    JaNee,
    Keuze,
    LangeTekst,
    Meerkeuze,
    Opname,
    Postcode,
    Tekst,
    Telefoonnummer,
)

__all__ = [
    "Akkoord",
    "Bestanden",
    "DatumKiezer",
    "DatumVeld",
    "Emailadres",
    "JaNee",
    "Keuze",
    "LangeTekst",
    "Meerkeuze",
    "Opname",
    "Postcode",
    "Tekst",
    "Telefoonnummer",
]
