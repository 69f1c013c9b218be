"""The check before submitting: per criterion what is in, missing, too old or thin. Pure; it advises, it never decides.

What stops submitting is said by volledigheid.gaten() alone; here it is shown beside what is there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kern.bsn import lijkt_op_bsn

from .soorten import Soort
from .volledigheid import Antwoorden, Eisen, Gat, leeg, maanden_oud

IN_ORDE, MIST, TE_OUD, DUN, GEWEIGERD = "in_orde", "mist", "te_oud", "dun", "geweigerd"
DUN_TEKENS = 40
"""A text with fewer characters than this says little to who must decide on it."""


@dataclass(frozen=True)
class Criterium:
    """One thing that the decision rests on. velden: (section, field) it looks at; stukken: kinds of document."""

    code: str
    naam: str
    velden: tuple[tuple[str, str], ...] = ()
    stukken: tuple[str, ...] = ()


@dataclass(frozen=True)
class Oordeel:
    """How a criterion stands. zinnen: what to do, with section and field; nodig: whether it stops submitting."""

    criterium: Criterium
    stand: str
    zinnen: tuple[tuple[str, str, str], ...] = ()
    nodig: bool = False


@dataclass(frozen=True)
class Stuk:
    """A document that is in: its kind and, when known, its date."""

    soort: str
    datum: date | None = None


def _c(code: str, naam: str, deel: str = "", *velden: str, stukken: tuple[str, ...] = ()) -> Criterium:
    return Criterium(code, naam, tuple((deel, veld) for veld in velden), stukken)


CRITERIA: tuple[Criterium, ...] = (
    _c("leerling", "Gegevens van de leerling en de ouders", "leerling", "gegevens_kloppen", "groep", "tolk_nodig"),
    _c("contact", "Wie wij kunnen bellen", "school", "contactpersoon", "telefoon", "directeur"),
    _c("gevraagd", "Wat je vraagt", "vraag", "gewenste_start", "schooljaren", "is_er_plek", "beoogde_school_anders"),
    _c(
        "hulpvraag",
        "Je vraag",
        "hulpvraag",
        "hulpvraag",
        "doel",
        "vorm",
        "van",
        "tot",
        "ouders_weten",
        "contactpersoon",
        "telefoon",
    ),
    _c("iq", "Intelligentieonderzoek", "toetsen", "iq", "iq_test", "iq_datum", "iq_door"),
    _c(
        "achterstand",
        "Leerachterstand",
        "toetsen",
        *(f"{domein}_{maat}" for domein in ("ir", "bl", "tl", "sp") for maat in ("dle", "dl")),
        "toets_namen",
        "toets_datum",
    ),
    _c("keuze", "Waarom deze soort onderwijs", "toetsen", "keuze_motivering", "sem", "sem_onderzoek"),
    _c("behoefte", "Wat de leerling nodig heeft", "behoefte", "onderwijsbehoeften", "sterke_kanten", "belemmeringen"),
    _c("gedaan", "Wat de school al deed, met het effect", "gedaan", "interventies"),
    _c("grens", "Waarom lichtere hulp niet genoeg is", "gedaan", "grens"),
    _c("ouders", "Mening van de ouders", "mening", "besproken_op", "ouders_eens", "ouders_woorden"),
    _c(
        "hoorrecht",
        "Mening van de leerling (hoorrecht)",
        "mening",
        "leerling_gehoord",
        "leerling_hoe",
        "leerling_woorden",
        "leerling_niet_reden",
    ),
    _c("opp", "Ontwikkelingsperspectief (OPP)", "stukken", "opp", "opp_datum", "handelingsdeel", stukken=("opp",)),
    _c(
        "rapport",
        "Onderwijskundig rapport",
        "stukken",
        "onderwijskundig_rapport",
        stukken=("onderwijskundig_rapport",),
    ),
    _c(
        "zienswijze",
        "Mening van de ouders op papier",
        "stukken",
        "zienswijze_ouders",
        stukken=("zienswijze_ouders",),
    ),
    _c("verslagen", "Verslagen en onderzoeken", "", stukken=("verslag",)),
)
EIGEN = Criterium("eigen", "Vragen van het samenwerkingsverband")
LANGE_TEKSTEN = frozenset(
    {
        "hulpvraag",
        "onderwijsbehoeften",
        "sterke_kanten",
        "belemmeringen",
        "grens",
        "ouders_woorden",
        "keuze_motivering",
        "leerling_niet_reden",
    }
)
"""Texts that the decision leans on; a few words are too thin. What the pupil says is never too short."""


def oordelen(
    antwoorden: Antwoorden,
    gaten: Iterable[Gat],
    *,
    soort: Soort,
    stukken: Collection[Stuk],
    geweigerd: Collection[str],
    eisen: Eisen,
    vandaag: date,
    met_leerling: bool = True,
) -> list[Oordeel]:
    """Every criterion that counts for this kind, with how it stands. gaten: what volledigheid.gaten() found."""
    lijst = list(gaten)
    delen = soort.delen(met_leerling=met_leerling)
    per_criterium = [
        _oordeel(criterium, antwoorden, lijst, stukken, geweigerd, eisen, vandaag)
        for criterium in CRITERIA
        if _telt(criterium, soort, delen, {stuk.soort for stuk in stukken} | set(geweigerd))
    ]
    bekend = {plek for criterium in CRITERIA for plek in criterium.velden}
    if eigen := [gat for gat in lijst if (gat.onderdeel, gat.veld) not in bekend]:
        per_criterium.append(Oordeel(EIGEN, MIST, _zinnen(eigen), nodig=any(gat.nodig for gat in eigen)))
    return per_criterium


def _telt(criterium: Criterium, soort: Soort, delen: tuple[str, ...], er_is: set[str]) -> bool:
    if criterium.stukken:
        gevraagd = set(soort.stukken) | ({"opp"} if soort.opp else set())
        return "stukken" in delen and not (gevraagd | er_is).isdisjoint(criterium.stukken)
    return any(deel in delen for deel, _ in criterium.velden)


def _oordeel(
    criterium: Criterium,
    antwoorden: Antwoorden,
    gaten: list[Gat],
    stukken: Collection[Stuk],
    geweigerd: Collection[str],
    eisen: Eisen,
    vandaag: date,
) -> Oordeel:
    if criterium.stukken and not set(geweigerd).isdisjoint(criterium.stukken):
        return Oordeel(criterium, GEWEIGERD)
    mist = [gat for gat in gaten if (gat.onderdeel, gat.veld) in criterium.velden]
    oud = [gat for gat in mist if _gaat_over_leeftijd(gat, antwoorden)]
    if echt := [gat for gat in mist if gat not in oud and gat.nodig]:
        return Oordeel(criterium, MIST, _zinnen(echt + oud), nodig=True)
    if oude_stukken := _oude_stukken(criterium, stukken, eisen, vandaag):
        return Oordeel(criterium, TE_OUD, oude_stukken)
    if oud:
        return Oordeel(criterium, TE_OUD, _zinnen(oud), nodig=any(gat.nodig for gat in oud))
    if mist:
        return Oordeel(criterium, MIST, _zinnen(mist))
    if dun := _dun(criterium, antwoorden):
        return Oordeel(criterium, DUN, dun)
    return Oordeel(criterium, IN_ORDE)


def _gaat_over_leeftijd(gat: Gat, antwoorden: Antwoorden) -> bool:
    """A date that is filled in and still makes a gap is too old (or lies in the future)."""
    return isinstance(antwoorden.get(gat.onderdeel, {}).get(gat.veld), date)


def _zinnen(gaten: Iterable[Gat]) -> tuple[tuple[str, str, str], ...]:
    return tuple((gat.onderdeel, gat.veld, gat.zin) for gat in gaten)


def _oude_stukken(
    criterium: Criterium, stukken: Collection[Stuk], eisen: Eisen, vandaag: date
) -> tuple[tuple[str, str, str], ...]:
    if criterium.code != "verslagen":
        return ()
    grens = eisen.onderzoek_max_maanden
    oud = [stuk for stuk in stukken if stuk.soort == "verslag" and stuk.datum]
    if not any(maanden_oud(stuk.datum, vandaag) >= grens for stuk in oud if stuk.datum):
        return ()
    return (("stukken", "opp", f"Een verslag is ouder dan {grens} maanden. Is er iets nieuwers?"),)


def _dun(criterium: Criterium, antwoorden: Antwoorden) -> tuple[tuple[str, str, str], ...]:
    lijst = []
    for deel, veld in criterium.velden:
        tekst = antwoorden.get(deel, {}).get(veld)
        if veld in LANGE_TEKSTEN and isinstance(tekst, str) and not leeg(tekst) and len(tekst.strip()) < DUN_TEKENS:
            lijst.append((deel, veld, "Dit is kort. Kun je er meer over vertellen?"))
    return tuple(lijst)


def bsn_achtige(antwoorden: Mapping[str, Mapping[str, object]]) -> list[tuple[str, str]]:
    """The (section, field) of every text that holds a number like a BSN; the number itself is never repeated."""
    return [
        (deel, veld)
        for deel, velden in antwoorden.items()
        for veld, waarde in velden.items()
        if isinstance(waarde, str) and lijkt_op_bsn(waarde)
    ]
