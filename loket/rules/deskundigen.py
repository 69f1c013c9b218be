"""Who may advise, and when an advice counts (R-DES-01 to R-DES-06, afspraak 25). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .soorten import EERSTE, SOORTEN

ZELFDE_VAK = {"orthopedagoog": "pedagoog"}


@dataclass(frozen=True)
class Bevinding:
    """One thing about a choice of experts. blokkeert: it cannot go on; otherwise it is something to weigh."""

    zin: str
    blokkeert: bool


@dataclass(frozen=True)
class Betrokkenheid:
    """What one person has to do with the aanvraag already, as the portal knows it today.

    schreef_mee: made, edited or submitted it; werkt_bij_school: has a role at the school that asks, now or since it
    asked; mag_beslissen: could take the decision; organiseert: is the behandelaar.
    """

    is_deskundige: bool
    schreef_mee: bool = False
    werkt_bij_school: bool = False
    mag_beslissen: bool = False
    organiseert: bool = False


def disciplines(soort: str, volgorde: int) -> tuple[str, ...]:
    """The disciplines that may take this place (1 or 2) for this kind of aanvraag."""
    if volgorde == 1:
        return EERSTE
    return SOORTEN[soort].tweede


def deskundige_bevindingen(
    naam: str, wie: Betrokkenheid, *, discipline: str, volgorde: int, soort: str
) -> list[Bevinding]:
    """What speaks against this person on this place (R-DES-01, -02, -05, -06), what blocks first; [] when nothing."""
    lijst = []
    if not wie.is_deskundige:
        lijst.append(Bevinding(f"{naam} is geen deskundige van het samenwerkingsverband.", True))
    if discipline not in disciplines(soort, volgorde):
        plaats = "eerste" if volgorde == 1 else "tweede"
        lijst.append(Bevinding(f"Kies voor de {plaats} deskundige een discipline uit de lijst.", True))
    if wie.schreef_mee:
        lijst.append(
            Bevinding(
                f"{naam} schreef mee aan de aanvraag en mag er daarom niet over adviseren.",
                True,
            )
        )
    if wie.werkt_bij_school:
        lijst.append(Bevinding(f"{naam} is verbonden aan de school die de aanvraag doet.", True))
    if wie.mag_beslissen:
        lijst.append(
            Bevinding(
                f"{naam} kan na een advies niet meer over deze aanvraag beslissen.",
                False,
            )
        )
    if wie.organiseert:
        lijst.append(
            Bevinding(
                f"{naam} behandelt deze aanvraag ook. Kan een ander dat overnemen?",
                False,
            )
        )
    return lijst


def koppel_bevindingen(personen: Iterable[object], disciplines: Iterable[str]) -> list[Bevinding]:
    """What speaks against these two together (afspraak 25): the same person blocks, the same discipline warns."""
    lijst = []
    if len(set(personen)) < 2:
        lijst.append(Bevinding("Kies twee verschillende deskundigen.", True))
    if len({ZELFDE_VAK.get(vak, vak) for vak in disciplines}) < 2:
        lijst.append(
            Bevinding(
                "Beide deskundigen hebben hetzelfde vak. Een ander vak geeft een breder advies.",
                False,
            )
        )
    return lijst


@dataclass(frozen=True)
class Adviestekst:
    """What an expert has written, as far as the law asks for it."""

    niet_van_school: bool
    niet_betrokken: bool
    beslist_niet: bool
    bronnen: str
    ouders_gesproken: str
    leerling_gesproken: str
    conclusie: str
    soort: str
    categorie: str
    schooljaren: int | None
    motivering: str
    waarom_niet_lichter: str


def advies_ontbreekt(advies: Adviestekst) -> list[tuple[str, str]]:
    """What is still missing before the advice can be signed, as (field, sentence); [] when complete.

    R-DES-04: reasoned, and it says why lighter support is not enough; R-DES-05 and -06: the three declarations.
    """
    punten = [*_onderzoek(advies), *_oordeel(advies), *_verklaringen(advies)]
    return [(veld, zin) for veld, waarde, zin in punten if not waarde]


def _onderzoek(advies: Adviestekst) -> list[tuple[str, object, str]]:
    return [
        ("bronnen", advies.bronnen.strip(), "Schrijf op wat je hebt gelezen en gezien."),
        ("ouders_gesproken", advies.ouders_gesproken, "Kies of je de ouders hebt gesproken."),
        ("leerling_gesproken", advies.leerling_gesproken, "Kies of je de leerling hebt gesproken of gezien."),
    ]


def _oordeel(advies: Adviestekst) -> list[tuple[str, object, str]]:
    """The conclusion with its reasons; kind, duration and lighter help only when it says: admissible."""
    punten: list[tuple[str, object, str]] = [
        ("conclusie", advies.conclusie, "Kies je conclusie."),
        ("motivering", advies.motivering.strip(), "Schrijf op waarom je dit adviseert."),
    ]
    if advies.conclusie != "toelaatbaar":
        return punten
    past = bool(advies.categorie) == (advies.soort in ("SO", "VSO"))
    return [
        *punten,
        ("soort", advies.soort, "Kies welke soort onderwijs je adviseert."),
        ("categorie", past, "Kies een categorie bij so en vso, en geen categorie bij de andere soorten."),
        ("schooljaren", advies.schooljaren or advies.soort == "PRO", "Kies voor hoeveel schooljaren."),
        ("waarom_niet_lichter", advies.waarom_niet_lichter.strip(), "Schrijf op waarom lichtere hulp niet genoeg is."),
    ]


def _verklaringen(advies: Adviestekst) -> list[tuple[str, object, str]]:
    return [
        ("niet_van_school", advies.niet_van_school, "Verklaar dat je niet verbonden bent aan de school."),
        ("niet_betrokken", advies.niet_betrokken, "Verklaar dat je niet betrokken was bij de aanvraag."),
        ("beslist_niet", advies.beslist_niet, "Verklaar dat je niet meebeslist."),
    ]
