"""Whether somebody may decide this in the name of the board (Awb 10:3, 10:10; checklist 4.1 item 8). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

ARRANGEMENT = "ARR"
"""A mandate about arrangementen, for a child or a group: where the answer is a besluit (R-ARR-02)."""
ZWAARTE = {"": 0, "L": 1, "M": 2, "H": 3}
CATEGORIE = {"L": "1 (laag)", "M": "2 (midden)", "H": "3 (hoog)"}


@dataclass(frozen=True)
class Mandaatregel:
    """One line of the register as it stands for this person.

    soorten: the kinds it is about; max_categorie "" and max_bedrag None: no bound; van and tot inclusive, tot None is
    open. als_vervanger: held as stand-in; dan_afwezig: whether the holder is absent on the day that is judged.
    """

    nummer: str
    soorten: frozenset[str]
    van: date
    tot: date | None = None
    max_categorie: str = ""
    max_bedrag: Decimal | None = None
    als_vervanger: bool = False
    dan_afwezig: bool = False


def waarom_buiten(regel: Mandaatregel, *, soort: str, categorie: str, dag: date, bedrag: Decimal | None = None) -> str:
    """Why this mandate does not cover a decision of this kind, category ("" for none) and amount on this day, or ""."""
    wat = f"Mandaat {regel.nummer}"
    if dag < regel.van:
        return f"{wat} geldt pas later."
    if regel.tot is not None and dag > regel.tot:
        return f"{wat} is voorbij."
    if regel.als_vervanger and not regel.dan_afwezig:
        return f"{wat} is van een ander. Jij vervangt alleen op dagen dat die afwezig is."
    if soort not in regel.soorten:
        return f"{wat} gaat niet over deze soort."
    if regel.max_categorie and ZWAARTE[categorie] > ZWAARTE[regel.max_categorie]:
        return f"{wat} gaat tot en met categorie {CATEGORIE[regel.max_categorie]}."
    if regel.max_bedrag is not None and bedrag is not None and bedrag > regel.max_bedrag:
        return f"{wat} gaat tot een lager bedrag."
    return ""


def kies_mandaat(
    regels: Iterable[Mandaatregel], *, soort: str, categorie: str, dag: date, bedrag: Decimal | None = None
) -> tuple[Mandaatregel | None, str]:
    """The mandate under which this can be decided, own ones before those of others; or None and why not."""
    lijst = sorted(regels, key=lambda regel: (regel.als_vervanger, regel.nummer))
    redenen = []
    for regel in [regel for regel in lijst if regel.tot is None or regel.tot >= dag] or lijst:
        reden = waarom_buiten(regel, soort=soort, categorie=categorie, dag=dag, bedrag=bedrag)
        if not reden:
            return regel, ""
        redenen.append(reden)
    if not redenen:
        return None, "Jij hebt geen mandaat. Laat een ander besluiten, of laat je mandaat vastleggen bij Beheer."
    return None, f"Dit besluit valt buiten jouw mandaat. {' '.join(redenen)} Laat een ander besluiten."
