"""The fictional case: its people, its days and its decisions. The SWV that sends the letters is the real one."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from loket.letters.gegevens import (
    Advies,
    Afzender,
    Beslissing,
    Geadresseerde,
    Leerling,
    Ondertekening,
    Overwegingen,
    Rechtsmiddelen,
    Verzoek,
    Zienswijze,
    adresregels,
)


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What of a letter is of the SWV and not of the case. sector: PO or VO; soorten: the kinds it decides on."""

    afzender: Afzender
    rechtsmiddelen: Rechtsmiddelen
    ondertekening: Ondertekening
    sector: str
    soorten: tuple[str, ...]
    ondersteuningsplan: str
    grondslagen: Mapping[str, str] = field(default_factory=dict)
    voorbeeld: bool = True


AANGEVRAAGD, ONTVANGEN = date(2026, 10, 5), date(2026, 10, 6)
BESLOTEN, BEGIN, EIND = date(2026, 11, 20), date(2027, 1, 4), date(2029, 7, 31)
LATER, NOG_LATER = date(2026, 12, 14), date(2027, 1, 25)
KENMERK, BEZWAARNUMMER = "AV-2026-0000", "BZ-2026-0000"
LEERLING = Leerling(naam="Sam Voorbeeld", roepnaam="Sam", geboortedatum=date(2017, 3, 14))
ADRES = adresregels("Voorbeeldstraat 1", "1234 AB", "Voorbeelddorp")
SCHOOL = "basisschool Het Voorbeeld"
OUDER, VOOGD, KIND, BESTUUR = "ouder", "voogd", "leerling", "school"
LEZERS = {
    OUDER: Geadresseerde(soort=OUDER, naam="mevrouw V. Voorbeeld", aanhef="Beste mevrouw Voorbeeld", adresregels=ADRES),
    VOOGD: Geadresseerde(
        soort=VOOGD,
        naam="Stichting Voogdij Voorbeeld",
        ter_attentie_van="mevrouw T. Test",
        aanhef="Beste mevrouw Test",
        adresregels=ADRES,
    ),
    KIND: Geadresseerde(soort=KIND, naam="Sam Voorbeeld", aanhef="Beste Sam", adresregels=ADRES),
    BESTUUR: Geadresseerde(
        soort=BESTUUR,
        naam="Stichting Scholen Voorbeeld",
        ter_attentie_van="het bestuur",
        aanhef="Geacht bestuur",
        adresregels=ADRES,
    ),
}
AAN = {
    OUDER: "aan een ouder",
    VOOGD: "aan een voogd",
    KIND: "aan een leerling van 18",
    BESTUUR: "aan het schoolbestuur",
}
AFGESCHERMD = dataclasses.replace(LEZERS[OUDER], afgeschermd=True)
AFSCHRIFTEN = ("het schoolbestuur", "de ouders met gezag")
CATEGORIE = {"SO": "M", "VSO": "M"}
REDEN = "Wij wachten nog op een advies dat wij nodig hebben."
MENING = "De ouders willen dat Sam in de buurt naar school kan."


def basis_van(basis: Basis, aan: Geadresseerde) -> dict[str, Any]:
    """What every letter has."""
    vast = {"afzender": basis.afzender, "leerling": LEERLING, "kenmerk": KENMERK, "voorbeeld": basis.voorbeeld}
    return {**vast, "geadresseerde": aan}


def van_zaak(basis: Basis, aan: Geadresseerde) -> dict[str, Any]:
    """What a letter about the case has, that is no decision on what was asked."""
    vast = {"soort": basis.soorten[0], "schoolnaam": SCHOOL, "aangevraagd_op": AANGEVRAAGD}
    return {**basis_van(basis, aan), **vast, "tekent": basis.ondertekening.naam}


def van_bezwaar(basis: Basis, aan: Geadresseerde) -> dict[str, Any]:
    """What a letter in the course of a bezwaar has."""
    vast = {"bezwaarnummer": BEZWAARNUMMER, "besloten_op": BESLOTEN, "eigen_op": date(2026, 12, 1)}
    hulp = "" if aan.soort == BESTUUR else basis.rechtsmiddelen.steunpunt
    return {**basis_van(basis, aan), **vast, "tekent": basis.ondertekening.naam, "steunpunt": hulp}


def besluit_van(basis: Basis) -> dict[str, Any]:
    """What a decision has."""
    return {
        "rechtsmiddelen": basis.rechtsmiddelen,
        "ondertekening": basis.ondertekening,
        "afschriften": AFSCHRIFTEN,
    }


def beslissing(basis: Basis, uitkomst: str, soort: str) -> Beslissing:
    """What was decided in the case; a refusal has no days."""
    grondslag = basis.grondslagen.get(soort, "")
    if uitkomst == "afgewezen":
        return Beslissing(uitkomst=uitkomst, soort=soort, besloten_op=BESLOTEN, grondslag=grondslag)
    return Beslissing(
        uitkomst=uitkomst,
        soort=soort,
        besloten_op=BESLOTEN,
        nummer=f"{basis.afzender.swv_code}-2627-{soort}-0000",
        categorie=CATEGORIE.get(soort, ""),
        begin=BEGIN,
        eind=EIND,
        grondslag=grondslag,
    )


def verzoek(soort: str, uitkomst: str) -> Verzoek:
    """What was asked: less long than was granted when the outcome is another."""
    return Verzoek(
        school=SCHOOL,
        bij_school="ingeschreven",
        soort=soort,
        aangevraagd_op=AANGEVRAAGD,
        ontvangen_op=ONTVANGEN,
        categorie=CATEGORIE.get(soort, ""),
        begin=BEGIN,
        eind=date(2028, 7, 31) if uitkomst == "afwijkend" else EIND,
    )


def overwegingen(basis: Basis, uitkomst: str, soort: str) -> Overwegingen:
    """Reasons of ordinary length, for each outcome complete."""
    wel = uitkomst != "afgewezen"
    return Overwegingen(
        feiten="Sam heeft veel rust en structuur nodig. In een grote groep lukt leren nu niet.",
        redenen_school="Wij hebben alles gedaan wat in onze school kan. Dat is niet genoeg.",
        motivering="Wij hebben de adviezen en de mening van ouders en school naast elkaar gelegd. " * 6,
        ondersteuningsplan=basis.ondersteuningsplan,
        adviezen=tuple(
            Advies(
                deskundige=naam,
                discipline=discipline,
                datum=date(2026, 11, 10),
                conclusie="Advies: toelaatbaar." if wel else "Advies: niet toelaatbaar.",
                toelichting="Dit volgt uit het onderzoek en het gesprek met de school.",
            )
            for naam, discipline in (("J. Bedacht", "orthopedagoog"), ("S. Fictief", "kinder- of jeugdpsycholoog"))
        ),
        zienswijzen=(Zienswijze(van="mevrouw V. Voorbeeld", tekst=MENING),),
        antwoord_zienswijze="Wij zoeken samen een school die past.",
        mening_leerling="Sam wil graag rust in de klas.",
        antwoord_leerling="Dat hebben wij meegewogen.",
        niet_lichter="Extra hulp in de klas is geprobeerd en was niet genoeg." if wel else "",
        categorie="Deze categorie past bij de hulp die nodig is." if CATEGORIE.get(soort) and wel else "",
        duur="In deze tijd kan Sam groeien. Daarna kijken wij opnieuw." if wel else "",
        afwijking="Met een langere tijd ontstaat er rust." if uitkomst == "afwijkend" else "",
        passende_hulp="" if wel else "Begeleiding in de eigen klas, door de school en het samenwerkingsverband.",
    )
