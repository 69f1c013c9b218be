"""Who may advise, and when an advice counts (R-DES-01 to R-DES-06, afspraken 25 and 52). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .soorten import EERSTE, SOORTEN

ZELFDE_VAK = {"orthopedagoog": "pedagoog"}
PLAATS = {1: "eerste", 2: "tweede", 3: "derde"}


@dataclass(frozen=True)
class Bevinding:
    """One thing about a choice of experts. blokkeert: it cannot go on; otherwise it is something to weigh."""

    zin: str
    blokkeert: bool


@dataclass(frozen=True)
class Betrokkenheid:
    """What one person has to do with the aanvraag already, as the portal knows it today.

    schreef_mee: made, edited or submitted it; werkt_bij_school: has a role at the school that asks, now or since it
    asked; mag_beslissen: could take the decision; organiseert: is the behandelaar. About the child, over all aanvragen:
    is_naaste: is a parent or another person around it; schreef_eerder, adviseerde_eerder, besliste_eerder: had a part
    in an earlier aanvraag; werkte_bij_leerling: had a role at a school while the child was there; sprak_erover: took
    part in a meeting, wrote a note or answered a consult about the child.
    """

    is_deskundige: bool
    schreef_mee: bool = False
    werkt_bij_school: bool = False
    mag_beslissen: bool = False
    organiseert: bool = False
    is_naaste: bool = False
    schreef_eerder: bool = False
    adviseerde_eerder: bool = False
    besliste_eerder: bool = False
    werkte_bij_leerling: bool = False
    sprak_erover: bool = False


def disciplines(soort: str, volgorde: int) -> tuple[str, ...]:
    """The disciplines that may take this place (1, 2 or 3) for this kind. A third may be of any of the lists."""
    tweede = SOORTEN[soort].tweede
    return {1: EERSTE, 2: tweede, 3: tuple(dict.fromkeys((*EERSTE, *tweede)))}[volgorde]


def deskundige_bevindingen(
    naam: str, wie: Betrokkenheid, *, discipline: str, volgorde: int, soort: str
) -> list[Bevinding]:
    """What speaks against this person on this place (R-DES-01, -02, -05, -06), what blocks first; [] when nothing.

    An earlier part in the life of the child blocks nothing by itself: a person weighs it, and the expert declares it.
    """
    blokkeert = (
        (not wie.is_deskundige, "{wie} is geen deskundige van het samenwerkingsverband."),
        (
            discipline not in disciplines(soort, volgorde),
            f"Kies voor de {PLAATS[volgorde]} deskundige een discipline uit de lijst.",
        ),
        (wie.schreef_mee, "{wie} schreef mee aan de aanvraag en mag er daarom niet over adviseren."),
        (wie.werkt_bij_school, "{wie} is verbonden aan de school die de aanvraag doet."),
        (wie.is_naaste, "{wie} hoort bij de mensen rond deze leerling en mag daarom niet adviseren."),
    )
    weegt = (
        (wie.mag_beslissen, "{wie} kan na een advies niet meer over deze aanvraag beslissen."),
        (wie.organiseert, "{wie} behandelt deze aanvraag ook. Kan een ander dat overnemen?"),
        (wie.adviseerde_eerder, "{wie} adviseerde eerder over deze leerling. Is een nieuwe blik beter?"),
        (wie.besliste_eerder, "{wie} besliste eerder over deze leerling. Is een nieuwe blik beter?"),
        (wie.schreef_eerder, "{wie} werkte eerder mee aan een aanvraag voor deze leerling."),
        (wie.sprak_erover, "{wie} sprak of schreef eerder over deze leerling: in een overleg, notitie of consult."),
        (wie.werkte_bij_leerling, "{wie} werkte bij een school toen deze leerling daar zat."),
    )
    return [
        Bevinding(zin.replace("{wie}", naam), ernst)
        for lijst, ernst in ((blokkeert, True), (weegt, False))
        for geldt, zin in lijst
        if geldt
    ]


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
    eerder_gezien: str
    eerder_gezien_uitleg: str


def advies_ontbreekt(advies: Adviestekst, *, eerder_gezien_mag: bool = True) -> list[tuple[str, str]]:
    """What is still missing before the advice can be signed, as (field, sentence); [] when complete.

    R-DES-04: reasoned, and it says why lighter support is not enough; R-DES-05 and -06: the declarations. Who treated
    or saw the child before says why the advice is independent all the same, or gives the assignment back when
    eerder_gezien_mag is False (afspraak 52).
    """
    punten = [*_onderzoek(advies), *_oordeel(advies), *_verklaringen(advies), *_eerder(advies, eerder_gezien_mag)]
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


def _eerder(advies: Adviestekst, mag: bool) -> list[tuple[str, object, str]]:
    gezien = advies.eerder_gezien == "ja"
    return [
        ("eerder_gezien", advies.eerder_gezien, "Kies of je deze leerling eerder hebt behandeld of gezien."),
        ("eerder_gezien", mag or not gezien, "Je zag deze leerling eerder. Geef de opdracht terug aan het loket."),
        (
            "eerder_gezien_uitleg",
            not gezien or not mag or advies.eerder_gezien_uitleg.strip(),
            "Schrijf op waarom je advies toch onafhankelijk is.",
        ),
    ]


def deskundigen_nodig(soort: str) -> int:
    """How many separate advices this kind of aanvraag needs before a decision (R-DES-01, R-DES-03)."""
    return SOORTEN[soort].deskundigen


def lege_plaats(bezet: Iterable[int], *, nodig: int) -> int | None:
    """The first place (1, 2, 3) without an expert, of as many as this kind needs and then the third; None when full."""
    vol = set(bezet)
    return next((plaats for plaats in sorted({*range(1, nodig + 1), 3}) if plaats not in vol), None)


def adviezen_verschillen(oordelen: Iterable[tuple[bool, str, str]]) -> bool:
    """Whether these conclusions (admissible, kind, category) are not all the same; duration is no difference."""
    return len(set(oordelen)) > 1


def herinnering(uiterlijk_op: date, vandaag: date) -> str:
    """The moment whose reminder is due: "bijna" from 3 days before, "verlopen" after the day, "week" a week later.

    One at a time, the latest: an expert who was not reminded for a week gets one mail and not three. "" before that.
    """
    dagen = (vandaag - uiterlijk_op).days
    return next((moment for moment, vanaf in (("week", 7), ("verlopen", 1), ("bijna", -3)) if dagen >= vanaf), "")
