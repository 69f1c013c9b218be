"""The start page of a school: what is asked of you first, then what is with the SWV, drafts, and what is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions.concepten import ligt_stil, met_bewerkt_op
from loket.actions.schoolovergang import stappen_van
from loket.models import STANDWOORDEN, Aanvraag, Aanvulling, Bekendmaking, Status, standen
from loket.rules.bezwaar import Besluitstand, Stand
from loket.rules.fase import aan_zet, fase
from loket.rules.soorten import UIT_AANBOD
from loket.scopes.arrangement import nog_niet_verteld
from scholen.actions.nakijken import Stand as Lijststand
from scholen.actions.nakijken import standen as lijststanden
from scholen.kringwerk import kringwerk

from .gevraagd import reageren_tot
from .gezinswerk import gezinswerk
from .overlegwerk import mijn_acties

S = Status
MENING = "Geef de mening van de school, als jullie dat willen."
KLAAR = frozenset({S.INGETROKKEN, S.DOORGEZONDEN, S.GESLOTEN})
NA_BEZWAAR = {Stand.IN_BEZWAAR, Stand.BESLIST_OP_BEZWAAR, Stand.IN_BEROEP}
GROEPEN = (
    ("aan_zet", "Jij bent aan zet"),
    ("concept", "Concept"),
    ("bij_swv", "Bij het samenwerkingsverband"),
    ("afgerond", "Afgerond"),
)


@dataclass(frozen=True)
class Regel:
    """One aanvraag in the list of a school, with its status as the school may know it."""

    aanvraag: Aanvraag
    fase: str
    woorden: str
    aan_zet: str
    wat: str
    laatste_dag: date | None
    brief: Bekendmaking | None
    bewerkt_op: datetime | None = None
    ligt_stil: bool = False
    stand: str = ""
    vraagt_mening: bool = False

    @property
    def groep(self) -> str:
        if self.vraagt_mening or self.fase in (S.AANVULLING_GEVRAAGD, S.ADVIES_UITGEBRACHT):
            return "aan_zet"
        if self.fase == S.CONCEPT:
            return "concept"
        return "afgerond" if self.brief or self.fase in KLAAR else "bij_swv"


@require_safe
@beleid(Permissie.AANVRAAG_SCHRIJVEN)
def school_home(request: Verzoek) -> HttpResponse:
    """What is asked of this school and its drafts first, then what is with the SWV, and what is done."""
    rijen = Aanvraag.objects.visible_to(request.user, Permissie.AANVRAAG_SCHRIJVEN)
    rijen = rijen.select_related("leerling", "school", "instelling").prefetch_related(
        "aanvullingen__punten", "uitstellen"
    )
    lijst = regels(request.user, met_bewerkt_op(rijen).order_by("-created_at")[:200], timezone.localdate())
    groepen = [(naam, titel, [regel for regel in lijst if regel.groep == naam]) for naam, titel in GROEPEN]
    aantal = {naam: len(rijen) for naam, _, rijen in groepen}
    context = {"groepen": groepen, "aantal": aantal, "vandaag": timezone.localdate()}
    context["mijn_acties"] = mijn_acties(request.user)
    context["gezinswerk"] = gezinswerk(request.user)
    context["lijsten"] = _lijsten(request.user)
    context["kringwerk"] = kringwerk(request.user, timezone.now())
    context["overgangsstappen"] = stappen_van(request.user, timezone.localdate()).count()
    return render(request, "loket/school_home.html", context)


def _lijsten(gebruiker: Gebruiker) -> list[Lijststand]:
    """The lists of colleagues that this user has to look through this quarter."""
    if not gebruiker.heeft(Permissie.GEBRUIKERS_SCHOOL):
        return []
    leden = Lidmaatschap.objects.visible_to(gebruiker, Permissie.GEBRUIKERS_SCHOOL)
    return [een for een in lijststanden(leden, timezone.localdate()) if een.open]


def regels(gebruiker: Gebruiker, aanvragen: Iterable[Aanvraag], vandaag: date) -> list[Regel]:
    """Each aanvraag with what the school may know of it; a fixed number of queries, however many there are."""
    aanvragen = list(aanvragen)
    brieven = {
        brief.besluit.aanvraag_id: brief
        for brief in Bekendmaking.objects.visible_to(gebruiker)
        .filter(besluit__aanvraag__in=aanvragen)
        .select_related("besluit")
        .order_by("verzenddatum", "besluit__versie")
    }
    stand = standen([een for een in aanvragen if een.pk in brieven], vandaag)
    meningen, verzwegen = reageren_tot(gebruiker, aanvragen), nog_niet_verteld(gebruiker, aanvragen)
    return [
        regel(
            een,
            brieven.get(een.pk),
            vandaag,
            stand.get(een.pk),
            meningen.get(een.pk),
            verzwegen=een.pk in verzwegen,
        )
        for een in aanvragen
    ]


def regel(
    aanvraag: Aanvraag,
    brief: Bekendmaking | None,
    vandaag: date,
    besluitstand: Besluitstand | None = None,
    mening_tot: date | None = None,
    *,
    verzwegen: bool = False,
) -> Regel:
    """One line: the status as the school may know it, who must act and by when.

    besluitstand: where the decision stands (loket.models.standen), once the own letter was sent; mening_tot: until when
    the school can give its view, when it was asked. verzwegen: as of loket.rules.fase.
    """
    naam = fase(aanvraag.status, eigen_brief_verzonden=brief is not None, verzwegen=verzwegen)
    open_ = next(
        (een for een in aanvraag.aanvullingen.all() if een.aangevuld_op is None and een.verlopen_op is None), None
    )
    laatste_dag = None
    if naam == S.AANVULLING_GEVRAAGD and open_:
        laatste_dag = open_.hersteltermijn_tot
    elif mening_tot:
        laatste_dag = mening_tot
    elif aanvraag.ontvangstdatum and naam not in (S.ADVIES_UITGEBRACHT, *KLAAR) and brief is None:
        termijn = aanvraag.termijn(vandaag)
        laatste_dag = termijn.uiterlijk if termijn else None
    return Regel(
        aanvraag=aanvraag,
        fase=naam,
        woorden=_woorden(aanvraag, naam, brief, besluitstand),
        aan_zet="jij" if mening_tot else aan_zet(naam),
        wat=_wat(aanvraag, naam, open_, mening_tot),
        vraagt_mening=mening_tot is not None,
        laatste_dag=laatste_dag,
        brief=brief,
        bewerkt_op=getattr(aanvraag, "bewerkt_op", None),
        ligt_stil=naam == S.CONCEPT and ligt_stil(aanvraag, op=timezone.now()),
        stand=STANDWOORDEN[besluitstand.stand] if brief and besluitstand else "",
    )


def _wat(aanvraag: Aanvraag, naam: str, aanvulling: Aanvulling | None, mening_tot: date | None) -> str:
    """What is asked of the school, in one text: of a supplement its items, or the words when there are none."""
    if aanvulling is not None:
        punten = aanvulling.punten.all()
        return "\n".join(f"• {punt.wat}" for punt in punten) if punten else aanvulling.vraag
    if mening_tot:
        return MENING
    if naam != S.ADVIES_UITGEBRACHT:
        return ""
    return "Lees het antwoord." if aanvraag.soort in UIT_AANBOD else "Lees het advies."


def _woorden(aanvraag: Aanvraag, naam: str, brief: Bekendmaking | None, besluitstand: Besluitstand | None) -> str:
    if brief is not None and besluitstand and besluitstand.stand in NA_BEZWAAR:
        return STANDWOORDEN[besluitstand.stand]
    if brief is not None:
        woord = {
            "afgewezen": "Besloten: afgewezen",
            "buiten_behandeling": "Besloten: niet in behandeling",
            "intrekking": "TLV ingetrokken",
        }
        return woord.get(brief.besluit.uitkomst, "Besloten: toegekend")
    return aanvraag.get_status_display() if naam == aanvraag.status else str(Status(naam).label)
