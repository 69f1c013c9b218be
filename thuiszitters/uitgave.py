"""A return that was fixed, as what leaves: its lines, its tables, and how they were counted."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from kern.telling.klein import DREMPEL
from kern.termijnen.woorden import datum_voluit

from .models import Opgave, Opgaveregel
from .rules.cijfers import TELT, Cijfers
from .rules.uitvoer import EXACT, VOOR, Uitvoertabel, inhoud


def cijfers_van(opgave: Opgave, regels: Sequence[Opgaveregel]) -> Cijfers:
    """The figures as they were fixed."""
    return Cijfers([een.regel for een in regels], opgave.klassewoorden, opgave.dag, opgave.formulieren)


def tabellen(opgave: Opgave, regels: Sequence[Opgaveregel], voor: str) -> list[Uitvoertabel]:
    """All tables of a file for this receiver, how they were counted first."""
    return [toelichting(opgave, voor), *inhoud(cijfers_van(opgave, regels), voor)]


def toelichting(rij: Opgave, voor: str) -> Uitvoertabel:
    """Source, days and rules, so that the figures can be read without us (R-MON-07)."""
    klein = (
        f"Aantallen onder {DREMPEL} staan als <{DREMPEL}. Met × is er een getal bij verborgen, zodat het niet uit te "
        "rekenen is."
    )
    if voor in EXACT:
        klein = "Precieze getallen: er is een wettelijke grond."
    regels = [
        ("Samenwerkingsverband", f"{rij.swv.naam} ({rij.swv.code})"),
        ("Teldag", datum_voluit(rij.dag)),
        ("Vergeleken met", datum_voluit(rij.vorige)),
        ("Vastgelegd op", datum_voluit(timezone.localdate(rij.vastgelegd_op))),
        ("Voor", VOOR[voor].partition(":")[0]),
        ("Kleine aantallen", klein),
        ("Volgens de wet", TELT["officieel"] + ": absoluut verzuim, of langer dan vier weken ongeoorloofd thuis."),
        ("Schoolvakantie in de duur", "telt mee" if rij.vakantie_meetellen else "telt niet mee"),
        ("Bron", "Casussen in het portaal"),
        ("Controlegetal", rij.controlegetal),
    ]
    if voor in EXACT:
        regels.append(("Onterecht gemeld, niet geteld", str(rij.weggelaten)))
    return Uitvoertabel("Toelichting", ("Wat", "Waarde"), regels)
