"""What an aanvraag still lacks before it can be submitted. Pure; asked again each time, never stored.

Sources: Awb 4:2 and table 2.5 of the domain (what must be in), R-HOOR-01 (the pupil is heard, or why not), afspraken
35 and 38 (aanmelding or inschrijving is asked by the action; unknown gezag allows submitting).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Gat:
    """One thing that is missing: in which section, at which field, and what to do. nodig False only advises."""

    onderdeel: str
    veld: str
    zin: str
    nodig: bool = True


Antwoorden = Mapping[str, Mapping[str, object]]
"""Section → field → answer, as stored."""

VERPLICHT: dict[str, dict[str, str]] = {
    "leerling": {
        "gegevens_kloppen": "Kijk na of naam, adres en gezag kloppen",
        "groep": "Vul de groep of het leerjaar in",
        "tolk_nodig": "Geef aan of de ouders een tolk nodig hebben",
    },
    "school": {
        "contactpersoon": "Vul in wie we kunnen bellen",
        "telefoon": "Vul een telefoonnummer in",
        "directeur": "Vul de naam van de directeur in",
    },
    "vraag": {
        "gewenste_start": "Vul in vanaf wanneer",
        "schooljaren": "Kies hoe lang",
        "is_er_plek": "Geef aan of er een plek is",
    },
    "behoefte": {
        "onderwijsbehoeften": "Schrijf op wat {v} nodig heeft",
        "sterke_kanten": "Schrijf op wat goed gaat",
        "belemmeringen": "Schrijf op wat moeilijk gaat",
    },
    "gedaan": {"grens": "Schrijf op waarom lichtere hulp niet genoeg is"},
    "mening": {
        "besproken_op": "Vul in wanneer je met de ouders hebt gesproken",
        "ouders_eens": "Kies of de ouders het eens zijn",
        "ouders_woorden": "Schrijf op wat de ouders vinden",
        "leerling_gehoord": "Geef aan of je {v} zelf hebt gehoord",
    },
    "stukken": {},
}


def gaten(
    antwoorden: Antwoorden,
    *,
    roepnaam: str,
    vandaag: date,
    interventies_met_effect: int,
    bijlagen: Collection[str],
    opp_verplicht: bool,
    opp_max_maanden: int,
) -> list[Gat]:
    """Everything that is missing, in the order of the form; those with nodig=True stop submitting.

    bijlagen: the kinds of the documents that are in, or withheld with reason (Awb 4:3). opp_verplicht: whether this SWV
    asks for an OPP; the law does not, so without the setting it is only advised (LBT 107168).
    """
    lijst = [
        Gat(onderdeel, veld, zin.format(v=roepnaam))
        for onderdeel, velden in VERPLICHT.items()
        for veld, zin in velden.items()
        if leeg(antwoorden.get(onderdeel, {}).get(veld))
    ]
    lijst += _vraag(antwoorden.get("vraag", {}))
    if interventies_met_effect == 0:
        lijst.append(Gat("gedaan", "interventies", "Beschrijf minstens één ding dat de school deed, met het effect"))
    lijst += _mening(antwoorden.get("mening", {}), roepnaam, vandaag)
    lijst += _opp(antwoorden.get("stukken", {}), vandaag, bijlagen, opp_verplicht, opp_max_maanden)
    volgorde = list(VERPLICHT)
    return sorted(lijst, key=lambda gat: volgorde.index(gat.onderdeel))


def leeg(waarde: object) -> bool:
    """Whether an answer was not given; a text of spaces and a box that is not ticked are no answer."""
    return waarde is None or waarde is False or (isinstance(waarde, str) and not waarde.strip())


def maanden_oud(datum: date, vandaag: date) -> int:
    """Whole months between a day and today."""
    return (vandaag.year - datum.year) * 12 + vandaag.month - datum.month - (vandaag.day < datum.day)


def _vraag(vraag: Mapping[str, object]) -> list[Gat]:
    if (
        vraag.get("is_er_plek") == "ja"
        and leeg(vraag.get("beoogde_school"))
        and leeg(vraag.get("beoogde_school_anders"))
    ):
        return [Gat("vraag", "beoogde_school_anders", "Vul in op welke school er een plek is")]
    return []


def _mening(mening: Mapping[str, object], roepnaam: str, vandaag: date) -> list[Gat]:
    lijst = []
    besproken = mening.get("besproken_op")
    if isinstance(besproken, date) and besproken > vandaag:
        lijst.append(Gat("mening", "besproken_op", "Vul een datum in die niet in de toekomst ligt"))
    gehoord = mening.get("leerling_gehoord")
    if gehoord == "ja":
        if leeg(mening.get("leerling_hoe")):
            lijst.append(Gat("mening", "leerling_hoe", f"Geef aan hoe {roepnaam} is gehoord"))
        if leeg(mening.get("leerling_woorden")):
            lijst.append(Gat("mening", "leerling_woorden", f"Schrijf op wat {roepnaam} zelf vindt"))
    if gehoord == "nee" and leeg(mening.get("leerling_niet_reden")):
        lijst.append(Gat("mening", "leerling_niet_reden", f"Schrijf op waarom {roepnaam} niet is gehoord"))
    return lijst


def _opp(
    stukken: Mapping[str, object], vandaag: date, bijlagen: Collection[str], verplicht: bool, max_maanden: int
) -> list[Gat]:
    geweigerd = stukken.get("geweigerd")
    if isinstance(geweigerd, list) and "opp" in geweigerd:
        return []
    lijst = []
    if "opp" not in bijlagen:
        lijst.append(Gat("stukken", "opp", "Voeg het ontwikkelingsperspectief (OPP) toe", verplicht))
    datum = stukken.get("opp_datum")
    if not isinstance(datum, date):
        lijst.append(Gat("stukken", "opp_datum", "Vul de datum van het OPP in", verplicht))
    elif datum > vandaag:
        lijst.append(Gat("stukken", "opp_datum", "Vul een datum in die niet in de toekomst ligt"))
    elif maanden_oud(datum, vandaag) >= max_maanden:
        van = f"{datum.day}-{datum.month}-{datum.year}"
        zin = f"Het OPP is van {van}. Voeg een OPP toe dat jonger is dan {max_maanden} maanden"
        lijst.append(Gat("stukken", "opp_datum", zin, verplicht))
    if leeg(stukken.get("handelingsdeel")):
        lijst.append(
            Gat("stukken", "handelingsdeel", "Geef aan of het handelingsdeel met de ouders is besproken", False)
        )
    return lijst
