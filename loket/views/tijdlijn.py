"""One timeline per aanvraag: what happened on which day, what it did to the term and by which rule; for each reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.models import (
    Aanvraag,
    Aanvulling,
    Adviesopdracht,
    Arrangementuitkomst,
    Bekendmaking,
    Consultadvies,
    Zaakbrief,
    Zienswijzeronde,
)
from loket.rules.doorlooptijd import streefdatum, verstreken
from loket.rules.rekensommen import GROEPEN
from loket.rules.termijn import stilstand
from loket.rules.verloop import Stap, overschrijding, verloop
from loket.rules.voorbeelden import VOORBEELDEN
from scholen.models import Instelling

LOKET = {
    "ontvangst": "Aanvraag ontvangen",
    "aanvulling": "Aanvulling gevraagd aan de school",
    "aangevuld": "De school vulde aan",
    "verlopen": "Niet aangevuld binnen de tijd",
    "instemming": "De school stemde in met uitstel",
    "verdaging": "Bericht verstuurd dat het besluit later komt",
    "compleet": "Compleet verklaard",
    "deskundigen": "Deskundigen gevraagd",
    "advies": "Advies ondertekend",
    "zienswijze": "Mening gevraagd van ouders en school",
    "zienswijze_klaar": "Ronde van meningen gesloten",
    "besluit": "Besluit genomen",
    "brief": "Brief met het besluit verstuurd",
    "gegeven": "Advies gegeven",
    "beantwoord": "Antwoord gegeven op de vraag om hulp",
    "ingetrokken": "De school trok de aanvraag in",
    "doorgezonden": "Doorgestuurd naar een ander samenwerkingsverband",
}
SCHOOL = LOKET | {
    "ontvangst": "Wij ontvingen je aanvraag",
    "aanvulling": "Wij vroegen je om aan te vullen",
    "aangevuld": "Je vulde aan",
    "instemming": "Je stemde in met uitstel",
    "verdaging": "Wij lieten weten dat het besluit later komt",
    "compleet": "De aanvraag is compleet",
    "zienswijze": "Wij vroegen de ouders en jou om een mening",
    "gegeven": "Wij gaven je advies",
    "beantwoord": "Wij gaven antwoord op je vraag om hulp",
    "ingetrokken": "Je trok de aanvraag in",
}
"""What happened, in the words of the desk and of a school; those of a family are in dossier.rules.verloop."""
BUITEN = frozenset(LOKET) - {"besluit", "advies"}
"""What a school may know; brief only when the own letter went out."""


@dataclass(frozen=True)
class Gebeurtenis:
    """One line. stap: what it did to the term, or None when nothing."""

    dag: date
    soort: str
    woorden: Any
    stap: Stap | None = None


Dagen: TypeAlias = "list[tuple[str, date | None]]"


def gebeurtenissen(aanvraag: Aanvraag, gebruiker: Gebruiker, woorden: Mapping[str, str]) -> list[Gebeurtenis]:
    """Every event with its day, oldest first, as far as this reader may know it; a constant number of queries."""
    if aanvraag.ontvangstdatum is None:
        return []
    geeft_advies = aanvraag.soortregels.geeft_advies
    dagen = _van_advies(aanvraag, gebruiker) if geeft_advies else _van_rijen(aanvraag, gebruiker)
    lijst = gebeurtenissen_van(aanvraag, woorden, dagen)
    return lijst if woorden is LOKET else [een for een in lijst if een.soort in BUITEN]


def gebeurtenissen_van(aanvraag: Aanvraag, woorden: Mapping[str, Any], gelezen: Dagen) -> list[Gebeurtenis]:
    """The same of days that were read already: kinds of events with the days that this reader may know.

    woorden: per kind, a text or a sentence that is still to be translated. None of them when not submitted.
    """
    feiten = aanvraag.termijnfeiten()
    if feiten is None:
        return []
    geeft_advies = aanvraag.soortregels.geeft_advies  # without a decision there is no term of the law
    lijst = []
    beantwoord = iter(sorted(aanvraag.aanvullingen.all(), key=lambda een: (een.gevraagd_op, een.pk)))
    for stap in verloop(feiten):
        lijst.append(Gebeurtenis(stap.dag, stap.soort, woorden[stap.soort], None if geeft_advies else stap))
        if stap.soort == "aanvulling" and (antwoord := _antwoord(next(beantwoord), woorden)):
            lijst.append(antwoord)
    dagen = [("compleet", aanvraag.compleetdatum), ("ingetrokken", _dag(aanvraag.ingetrokken_op)), *gelezen]
    lijst += dict.fromkeys(Gebeurtenis(dag, soort, woorden[soort]) for soort, dag in dagen if dag)
    return sorted(lijst, key=lambda een: een.dag)


def _antwoord(aanvulling: Aanvulling, woorden: Mapping[str, Any]) -> Gebeurtenis | None:
    """How a request for more ended; told right after it, also when the loket asked again on the same day."""
    if aanvulling.aangevuld_op:
        return Gebeurtenis(aanvulling.aangevuld_op, "aangevuld", woorden["aangevuld"])
    if aanvulling.verlopen_op:
        return Gebeurtenis(aanvulling.verlopen_op, "verlopen", woorden["verlopen"])
    return None


def termijntab(aanvraag: Aanvraag, gebruiker: Gebruiker) -> dict[str, Any]:
    """The timeline of the desk, with both clocks: the law's, and our own norm."""
    vandaag = timezone.localdate()
    feiten, instelling = aanvraag.termijnfeiten(), aanvraag.instelling
    if feiten is None:
        return {}
    klaar = min((een.besluitdatum for een in aanvraag.besluiten.all()), default=_dag(aanvraag.ingetrokken_op))
    stil, norm = stilstand(feiten), instelling.doorlooptijd_werkdagen
    nu = Instelling.objects.visible_to(gebruiker).geldig(instelling.swv, vandaag)  # a day off has its own day
    hier: dict[str, Any] = {"regio": instelling.vakantieregio, "vrij": nu.vrij, "stil": stil}
    termijn = aanvraag.termijn(vandaag)
    assert termijn is not None
    uiterlijk = min(termijn.uiterlijk, termijn.wettelijk)
    streef = streefdatum(feiten.ontvangen, werkdagen=norm, hoogstens=uiterlijk, **hier)
    return {
        "gebeurtenissen": gebeurtenissen(aanvraag, gebruiker, LOKET),
        "overschrijding": overschrijding(feiten, besloten=klaar, vandaag=vandaag),
        "streefdatum": streef,
        "streef_begrensd": verstreken(feiten.ontvangen, streef, **hier) < norm,
        "verstreken": verstreken(feiten.ontvangen, klaar or vandaag, **hier),
        "norm": norm,
        "vakantieregio": instelling.get_vakantieregio_display(),
    }


@require_safe
@beleid(
    Permissie.AANVRAAG_CONTROLEREN, Permissie.BESLUIT_NEMEN, Permissie.BEZWAAR_BEHANDELEN, Permissie.BEZWAAR_ADVISEREN
)
def rekenvoorbeelden(request: Verzoek) -> HttpResponse:
    """How we count, by the worked examples: each with its steps, the rule of each, and the last day."""
    return render(request, "loket/rekenvoorbeelden.html", {"voorbeelden": VOORBEELDEN, "groepen": GROEPEN})


def _van_advies(aanvraag: Aanvraag, gebruiker: Gebruiker) -> Dagen:
    """A question that ends in advice has no experts, rounds or letters."""
    gegeven = Consultadvies.objects.visible_to(gebruiker).filter(aanvraag=aanvraag, uitgebracht_op__isnull=False)
    dagen: Dagen = [("gegeven", _dag(moment)) for moment in gegeven.values_list("uitgebracht_op", flat=True)]
    if aanvraag.uit_aanbod:
        antwoord = Arrangementuitkomst.objects.visible_to(gebruiker).filter(aanvraag=aanvraag)
        dagen += [("beantwoord", dag) for dag in antwoord.values_list("besloten_op", flat=True)]
    return dagen


def _van_rijen(aanvraag: Aanvraag, gebruiker: Gebruiker) -> Dagen:
    dagen: Dagen = []
    opdrachten = Adviesopdracht.objects.visible_to(gebruiker).filter(aanvraag=aanvraag).select_related("advies")
    for opdracht in opdrachten:
        dagen.append(("deskundigen", _dag(opdracht.gevraagd_op)))
        advies = getattr(opdracht, "advies", None)
        dagen.append(("advies", _dag(advies.ondertekend_op) if advies else None))
    for ronde in Zienswijzeronde.objects.visible_to(gebruiker).filter(aanvraag=aanvraag, intrekking=None):
        dagen += [("zienswijze", ronde.geopend_op), ("zienswijze_klaar", ronde.gesloten_op)]
    dagen += [("besluit", een.besluitdatum) for een in aanvraag.besluiten.all()]
    brieven = Bekendmaking.objects.visible_to(gebruiker).filter(besluit__aanvraag=aanvraag, verzonden_op__isnull=False)
    dagen += [("brief", dag) for dag in brieven.values_list("verzenddatum", flat=True)]
    andere = Zaakbrief.objects.visible_to(gebruiker).filter(aanvraag=aanvraag, verzonden_op__isnull=False)
    per_soort = {"zienswijze": "zienswijze", "doorzending": "doorgezonden"}
    for soort, dag in andere.filter(soort__in=per_soort).values_list("soort", "verzenddatum"):
        dagen.append((per_soort[soort], dag))
    return dagen


def _dag(moment: Any) -> date | None:
    return timezone.localdate(moment) if moment else None
