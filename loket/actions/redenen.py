"""Where the reasons of a decision come from: criteria and advices to pick from, and keeping what was picked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kern.gebruikers.overgang import NietMogelijk
from loket.models import Aanvraag, Advies, Besluit, Besluitreden, Criterialijst, Criterium

from .brief import adviezen


@dataclass(frozen=True)
class Reden:
    """One paragraph. bron: "zelf", "criterium:<id>" or "advies:<id>:<paragraph>", the sleutel of a Bron."""

    bron: str
    tekst: str


@dataclass(frozen=True)
class Bron:
    """Something to pick. groep: under which heading; naam: what the tag says; tekst: what it begins with."""

    sleutel: str
    groep: str
    naam: str
    tekst: str
    uitleg: str = ""


def bronnen(aanvraag: Aanvraag) -> list[Bron]:
    """What can be picked for this aanvraag: the criteria in force for its kind, and each paragraph of each advice."""
    return [*_criteria(aanvraag), *(bron for advies in adviezen(aanvraag) for bron in _punten(advies))]


def motivering_van(redenen: Sequence[Reden]) -> str:
    """The reasons as one text, as the letter prints it."""
    return "\n\n".join(reden.tekst.strip() for reden in redenen)


def redenen_vastleggen(besluit: Besluit, redenen: Sequence[Reden]) -> None:
    """Freeze where each paragraph came from. Without redenen all of the text was written by hand."""
    if redenen and motivering_van(redenen) != besluit.motivering.strip():
        raise NietMogelijk("De redenen zijn intussen gewijzigd. Lees het besluit nog een keer.")
    beschikbaar = {bron.sleutel: bron for bron in bronnen(besluit.aanvraag)}
    for volgorde, reden in enumerate(redenen or [Reden("zelf", besluit.motivering.strip())], 1):
        criterium, advies = _bron_van(besluit, reden.bron)
        bron = beschikbaar.get(reden.bron)
        Besluitreden.objects.create(
            besluit=besluit,
            volgorde=volgorde,
            bron="criterium" if criterium else "advies" if advies else "zelf",
            criterium=criterium,
            advies=advies,
            tekst=reden.tekst.strip(),
            aangepast=bool(criterium or advies) and (bron is None or bron.tekst != reden.tekst.strip()),
        )


def _bron_van(besluit: Besluit, sleutel: str) -> tuple[Criterium | None, Advies | None]:
    """What this paragraph came from: a criterion of this SWV, or an advice in force about this aanvraag."""
    soort, _, rest = sleutel.partition(":")
    if soort == "criterium":
        lijsten = Criterium.objects.filter(lijst__swv=besluit.swv_id, lijst__vastgesteld_op__isnull=False)
        if criterium := lijsten.filter(public_id=rest).first():
            return criterium, None
    elif soort == "advies":
        geldig = Advies.objects.filter(
            opdracht__aanvraag=besluit.aanvraag_id, opdracht__vervallen_op__isnull=True, ondertekend_op__isnull=False
        )
        if advies := geldig.filter(public_id=rest.partition(":")[0]).first():
            return None, advies
    else:
        return None, None
    raise NietMogelijk(
        "Een reden komt uit een advies of criterium dat niet meer telt. Haal die weg, of schrijf hem zelf."
    )


def _criteria(aanvraag: Aanvraag) -> list[Bron]:
    lijst = Criterialijst.objects.geldig(aanvraag.swv)
    if lijst is None:
        return []
    naam = aanvraag.leerling.roepnaam if aanvraag.leerling else "de leerling"
    return [
        Bron(
            f"criterium:{een.public_id}",
            f"Criteria van het ondersteuningsplan {lijst.plan}",
            f"Criterium {een.code}",
            een.tekst.replace("{leerling}", naam).strip(),
            een.uitleg,
        )
        for een in lijst.criteria.filter(soort=aanvraag.tlv_soort).order_by("volgorde", "code")
    ]


def _punten(advies: Advies) -> list[Bron]:
    vak = advies.opdracht.get_discipline_display()
    tekst = f"{advies.motivering}\n{advies.waarom_niet_lichter}"
    alineas = [regel.strip() for regel in tekst.splitlines() if regel.strip()]
    return [
        Bron(f"advies:{advies.public_id}:{nummer}", f"Advies van de {vak}", f"Advies van de {vak}", alinea)
        for nummer, alinea in enumerate(alineas)
    ]
