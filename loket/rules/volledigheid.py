"""What an aanvraag still lacks before it can be submitted. Pure; asked again each time, never stored.

Sources: Awb 4:2 and table 2.5 of the domain (what must be in, per kind), R-HOOR-01 (the pupil is heard, or why not),
afspraken 35 and 38 (aanmelding or inschrijving is asked by the action; unknown gezag allows submitting).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from .soorten import Soort
from .toetsen import DOMEINEN, ZWAAR


@dataclass(frozen=True)
class Gat:
    """One thing that is missing: in which section, at which field, and what to do. nodig False only advises."""

    onderdeel: str
    veld: str
    zin: str
    nodig: bool = True


@dataclass(frozen=True, kw_only=True)
class Eisen:
    """What the SWV asks on top of the law, with ages in months: an older OPP or older research does not do.

    handtekening: whether it wants the agreement of the family under the handelingsdeel; it never stops anything.
    """

    opp_verplicht: bool
    opp_max_maanden: int
    onderzoek_max_maanden: int
    lwoo_eigen_criteria: bool = False
    handtekening: bool = False


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
    "toetsen": {},
    "hulpvraag": {"hulpvraag": "Schrijf op wat je wilt vragen"},
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
STUKKEN = {
    "onderwijskundig_rapport": "Voeg het onderwijskundig rapport toe",
    "zienswijze_ouders": "Voeg de mening van de ouders op papier toe",
}


def gaten(
    antwoorden: Antwoorden,
    *,
    soort: Soort,
    roepnaam: str,
    vandaag: date,
    interventies_met_effect: int,
    bijlagen: Collection[str],
    eisen: Eisen,
    met_leerling: bool = True,
    getekend: bool = False,
) -> list[Gat]:
    """Everything that is missing, in the order of the form; those with nodig=True stop submitting.

    bijlagen: the kinds of the documents that are in; getekend: whether the family agreed with the handelingsdeel.
    Which sections and documents count follows the kind.
    """
    delen = soort.delen(met_leerling=met_leerling)
    lijst = [
        Gat(onderdeel, veld, zin.format(v=roepnaam))
        for onderdeel, velden in VERPLICHT.items()
        for veld, zin in velden.items()
        if onderdeel in delen and _gevraagd(soort, veld) and leeg(antwoorden.get(onderdeel, {}).get(veld))
    ]
    if "vraag" in delen:
        lijst += _vraag(antwoorden.get("vraag", {}), vandaag)
    if "toetsen" in delen:
        hard = not (soort.code == "LWOO" and eisen.lwoo_eigen_criteria)
        lijst += _toetsen(antwoorden.get("toetsen", {}), vandaag, hard, eisen.onderzoek_max_maanden)
    if "hulpvraag" in delen:
        lijst += _hulpvraag(antwoorden.get("hulpvraag", {}), soort, roepnaam, met_leerling)
    if "gedaan" in delen and interventies_met_effect == 0:
        zin = "Beschrijf minstens één ding dat de school deed, met het effect"
        lijst.append(Gat("gedaan", "interventies", zin, soort.interventies_nodig))
    if "mening" in delen:
        lijst += _mening(antwoorden.get("mening", {}), roepnaam, vandaag)
    if "stukken" in delen:
        lijst += _stukken(antwoorden.get("stukken", {}), vandaag, bijlagen, soort, eisen)
        if eisen.handtekening and soort.opp and not getekend:
            lijst.append(Gat("stukken", "handelingsdeel", HANDTEKENING, False))
    return sorted(lijst, key=lambda gat: delen.index(gat.onderdeel))


HANDTEKENING = "Vraag de ouders om akkoord met het handelingsdeel, in het portaal of op papier. Insturen kan ook zonder"
"""Agreement is no condition for a TLV (LBT 107168), so this is only asked."""

NAKIJKEN = {
    "leerling": "Kijk de gegevens van de leerling na en sla ze op",
    "vraag": "Kijk na of je vraag nog klopt en sla die op",
    "behoefte": "Kijk na wat de leerling nodig heeft en sla het op",
    "gedaan": "Kijk na wat de school al deed en sla het op",
}
"""Sections of a renewal that begin with the earlier answers, and so must be looked at by a person; and what to do."""


def niet_nagekeken(versies: Mapping[str, int]) -> list[Gat]:
    """The sections of a renewal or change that nobody saved since they were taken over. versies: 0 is never saved."""
    return [Gat(slug, next(iter(VERPLICHT[slug])), zin) for slug, zin in NAKIJKEN.items() if versies.get(slug) == 0]


def leeg(waarde: object) -> bool:
    """Whether an answer was not given; a text of spaces and a box that is not ticked are no answer."""
    return waarde is None or waarde is False or (isinstance(waarde, str) and not waarde.strip())


def maanden_oud(datum: date, vandaag: date) -> int:
    """Whole months between a day and today."""
    return (vandaag.year - datum.year) * 12 + vandaag.month - datum.month - (vandaag.day < datum.day)


def _gevraagd(soort: Soort, veld: str) -> bool:
    """How long is not asked when it is for the whole school career, nor for PrO, which has no end by law."""
    return veld != "schooljaren" or not (soort.loopbaan or soort.code == "PRO")


def _hulpvraag(vraag: Mapping[str, object], soort: Soort, roepnaam: str, met_leerling: bool) -> list[Gat]:
    """What a question or an arrangement needs at its weight (afspraak 51)."""
    vragen: dict[str, str] = {}
    if soort.vraagt_plan:
        vragen |= {
            "doel": "Schrijf op welk doel je wilt bereiken",
            "vorm": "Kies welke hulp je wilt",
            "van": "Vul in vanaf wanneer",
            "tot": "Vul in tot wanneer",
        }
    if met_leerling:
        vragen["ouders_weten"] = f"Geef aan of de ouders van {roepnaam} dit weten"
    if "school" not in soort.delen():
        vragen |= {"contactpersoon": "Vul in wie we kunnen bellen", "telefoon": "Vul een telefoonnummer in"}
    lijst = [Gat("hulpvraag", veld, zin) for veld, zin in vragen.items() if leeg(vraag.get(veld))]
    van, tot = vraag.get("van"), vraag.get("tot")
    if soort.vraagt_plan and isinstance(van, date) and isinstance(tot, date) and tot <= van:
        lijst.append(Gat("hulpvraag", "tot", "Vul een einddatum in die na de begindatum ligt"))
    if met_leerling and vraag.get("ouders_weten") == "nee":
        zin = f"Vertel de ouders van {roepnaam} dat je dit vraagt, voordat je het instuurt"
        lijst.append(Gat("hulpvraag", "ouders_weten", zin, False))
    return lijst


def _vraag(vraag: Mapping[str, object], vandaag: date) -> list[Gat]:
    lijst = []
    start = vraag.get("gewenste_start")
    if isinstance(start, date) and start < vandaag:  # P1: never before the day of the decision
        zin = "Kies een begindag die nog komt: een verklaring geldt nooit voor dagen die voorbij zijn"
        lijst.append(Gat("vraag", "gewenste_start", zin, False))
    if (
        vraag.get("is_er_plek") == "ja"
        and leeg(vraag.get("beoogde_school"))
        and leeg(vraag.get("beoogde_school_anders"))
    ):
        lijst.append(Gat("vraag", "beoogde_school_anders", "Vul in op welke school er een plek is"))
    return lijst


def _toetsen(toetsen: Mapping[str, object], vandaag: date, hard: bool, max_maanden: int) -> list[Gat]:
    """IQ and leerachterstand with the names of the tests (15d lid 2); hard unless the SWV has own lwoo criteria."""
    vragen = {
        "iq": "Vul het totaal-IQ in",
        "iq_test": "Vul in welke intelligentietest is gedaan",
        "iq_datum": "Vul in wanneer de intelligentietest was",
        "iq_door": "Vul in welke psycholoog of orthopedagoog de test leidde",
        "toets_namen": "Vul in welke toetsen de leerachterstand meten",
    }
    lijst = [Gat("toetsen", veld, zin, hard) for veld, zin in vragen.items() if leeg(toetsen.get(veld))]
    half = [d for d in DOMEINEN if leeg(toetsen.get(f"{d}_dle")) != leeg(toetsen.get(f"{d}_dl"))]
    lijst += [Gat("toetsen", _mist(toetsen, d), f"Vul bij {DOMEINEN[d]} DLE én DL in", hard) for d in half]
    heel = {d for d in DOMEINEN if not leeg(toetsen.get(f"{d}_dle")) and not leeg(toetsen.get(f"{d}_dl"))}
    if not half and (len(heel) < 2 or heel.isdisjoint(ZWAAR)):
        zin = "Vul DLE en DL in bij minstens twee domeinen, waarvan één inzichtelijk rekenen of begrijpend lezen"
        lijst.append(Gat("toetsen", "ir_dle" if heel.isdisjoint(ZWAAR) else "tl_dle", zin, hard))
    if toetsen.get("sem") == "ja" and leeg(toetsen.get("sem_onderzoek")):
        lijst.append(Gat("toetsen", "sem_onderzoek", "Schrijf op welk onderzoek de problemen laat zien", hard))
    if leeg(toetsen.get("keuze_motivering")):
        lijst.append(Gat("toetsen", "keuze_motivering", "Schrijf op waarom deze soort onderwijs past"))
    lijst += _te_oud(toetsen, "iq_datum", "De intelligentietest", vandaag, max_maanden)
    return lijst + _te_oud(toetsen, "toets_datum", "Het onderzoek naar de leerachterstand", vandaag, max_maanden)


def _mist(toetsen: Mapping[str, object], domein: str) -> str:
    return f"{domein}_dle" if leeg(toetsen.get(f"{domein}_dle")) else f"{domein}_dl"


def _te_oud(toetsen: Mapping[str, object], veld: str, wat: str, vandaag: date, max_maanden: int) -> list[Gat]:
    """Old research is advised against, never refused: the SWV weighs it (LBT: research must be recent)."""
    datum = toetsen.get(veld)
    if not isinstance(datum, date):
        return []
    if datum > vandaag:
        return [Gat("toetsen", veld, "Vul een datum in die niet in de toekomst ligt")]
    if maanden_oud(datum, vandaag) < max_maanden:
        return []
    return [Gat("toetsen", veld, f"{wat} is ouder dan {max_maanden} maanden. Is er iets nieuwers?", False)]


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


def _stukken(
    stukken: Mapping[str, object], vandaag: date, bijlagen: Collection[str], soort: Soort, eisen: Eisen
) -> list[Gat]:
    """The documents of this kind; what was withheld because privacy weighs more is not asked again (Awb 4:3)."""
    geweigerd = stukken.get("geweigerd")
    er_is = {*bijlagen, *(geweigerd if isinstance(geweigerd, list) else ())}
    lijst = [Gat("stukken", stuk, STUKKEN[stuk]) for stuk in soort.stukken if stuk not in er_is]
    if "opp" in er_is and "opp" not in bijlagen:
        return lijst
    return lijst + _opp(stukken, vandaag, bijlagen, soort, eisen)


def _opp(
    stukken: Mapping[str, object], vandaag: date, bijlagen: Collection[str], soort: Soort, eisen: Eisen
) -> list[Gat]:
    """The law does not ask for an OPP, the SWV may (LBT 107168); PrO only when there is one, lwoo never."""
    verplicht = eisen.opp_verplicht and soort.opp
    datum = stukken.get("opp_datum")
    if not soort.opp and "opp" not in bijlagen and datum is None:
        return []
    lijst = []
    if "opp" not in bijlagen:
        lijst.append(Gat("stukken", "opp", "Voeg het ontwikkelingsperspectief (OPP) toe", verplicht))
    if not isinstance(datum, date):
        lijst.append(Gat("stukken", "opp_datum", "Vul de datum van het OPP in", verplicht))
    elif datum > vandaag:
        lijst.append(Gat("stukken", "opp_datum", "Vul een datum in die niet in de toekomst ligt"))
    elif maanden_oud(datum, vandaag) >= eisen.opp_max_maanden:
        van = f"{datum.day}-{datum.month}-{datum.year}"
        zin = f"Het OPP is van {van}. Voeg een OPP toe dat jonger is dan {eisen.opp_max_maanden} maanden"
        lijst.append(Gat("stukken", "opp_datum", zin, verplicht))
    if leeg(stukken.get("handelingsdeel")):
        zin = "Geef aan of het handelingsdeel met de ouders is besproken"
        lijst.append(Gat("stukken", "handelingsdeel", zin, False))
    return lijst
