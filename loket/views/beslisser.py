"""The list of the beslisser, and sending a case back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions.adviesronde import terug as terug_actie
from loket.actions.bezwaar.feiten import zonder_eigen_besluit
from loket.actions.overgang import overgang
from loket.forms.behandeling import TerugForm
from loket.models import (
    Aanvraag,
    Advies,
    Bezwaarstatus,
    Bezwaarzaak,
    Doorzending,
    Intrekking,
    Meelezing,
    Status,
)
from loket.rules.termijn import Beslistermijn

from .overlegwerk import mijn_acties
from .weergaven import met_rijen
from .zaak import TE_BESLUITEN, haal_zaak, kop

P = Permissie


@dataclass(frozen=True)
class Besluitrij:
    aanvraag: Aanvraag
    termijn: Beslistermijn | None
    adviezen: str
    ouders: str


@require_safe
@beleid(P.BESLUIT_NEMEN)
def besluiten(request: Verzoek) -> HttpResponse:
    """What is expected of me: what is ready to be decided, soonest first, and what else waits for a beslisser."""
    vandaag = timezone.localdate()
    zichtbaar = Aanvraag.objects.visible_to(request.user, P.BESLUIT_NEMEN)
    lijst = zichtbaar.filter(status=Status.BESLUIT_VOORBEREIDEN).op_termijn(vandaag)
    rijen = [
        Besluitrij(een, een.termijn(vandaag), _adviezen(een), een.onderdeel_mening.get_ouders_eens_display())
        for een in met_rijen(lijst, request.user).select_related(
            "leerling", "school", "instelling", "behandelaar", "onderdeel_mening"
        )
    ]
    context: dict[str, Any] = {"rijen": rijen, "vandaag": vandaag, **verwacht(request.user, vandaag)}
    return render(request, "loket/besluiten.html", context)


def verwacht(wie: Gebruiker, vandaag: date) -> dict[str, Any]:
    """What else is asked of this beslisser: bezwaren, proposals to send on, second pairs of eyes, TLVs, actions."""
    mee = Meelezing.objects.visible_to(wie, P.BESLUIT_NEMEN).filter(
        beoordeeld_op=None, aanvraag__status=Status.BESLUIT_VOORBEREIDEN
    )
    mee = mee.select_related("aanvraag__leerling", "gevraagd_door", "gevraagd_aan").order_by("gevraagd_op")
    door = Doorzending.objects.visible_to(wie, P.BESLUIT_NEMEN).filter(besloten_op=None)
    door = door.filter(aanvraag__status__in=[Status.INGEDIEND, Status.IN_CONTROLE]).exclude(voorgesteld_door=wie)
    terug = Intrekking.objects.visible_to(wie, P.BESLUIT_NEMEN).filter(gestopt_op=None, besluit=None)
    terug = (
        terug.select_related("tlv__leerling", "ronde").prefetch_related("ronde__zienswijzen").order_by("reageren_tot")
    )
    return {
        "bezwaren": _bezwaren(wie),
        "meelezingen": mee.filter(gevraagd_aan=wie),
        "bij_collega": mee.filter(gevraagd_door=wie),
        "voorstellen": door.select_related("aanvraag__leerling", "aanvraag__school", "voorgesteld_door").order_by("pk"),
        "intrekkingen": [een for een in terug if een.beide_gereageerd or een.reageren_tot < vandaag],
        "mijn_acties": mijn_acties(wie),
    }


def _bezwaren(wie: Gebruiker) -> QuerySet[Bezwaarzaak]:
    """Where the decision on bezwaar is to be written, without those that the law keeps from this beslisser."""
    zaken = Bezwaarzaak.objects.visible_to(wie, P.BEZWAAR_BESLISSEN).filter(status=Bezwaarstatus.BESLISSING_CONCEPT)
    return zonder_eigen_besluit(zaken, wie).select_related("besluit__aanvraag__leerling").order_by("created_at")


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BESLUIT_NEMEN)
def terug(request: Verzoek, public_id: str) -> HttpResponse:
    """Back to the loket or to an expert, with a reason; the clock goes on (afspraak 34)."""
    aanvraag = haal_zaak(request, public_id, P.BESLUIT_NEMEN)
    nu = timezone.now()
    form = TerugForm(request.POST or None, opdrachten=aanvraag.opdrachten)
    if request.method == "POST" and form.is_valid():
        try:
            terug_actie(aanvraag, door=request.user, op=nu, **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "De aanvraag is teruggestuurd. De termijn loopt door.")
            return redirect("loket:besluiten")
    waarom_niet = overgang.regels["terug"].waarom_niet(aanvraag, request.user, nu)
    context = kop(aanvraag, request.user, nu, onder=TE_BESLUITEN) | {"form": form, "waarom_niet": waarom_niet}
    return render(request, "loket/terug.html", context)


def _adviezen(aanvraag: Aanvraag) -> str:
    """2 adviezen: so, niet toelaatbaar."""
    lijst = [een.advies for een in aanvraag.opdrachten if getattr(een, "advies", None)]
    woorden = [
        advies.soort.lower() if advies.conclusie == Advies.Conclusie.TOELAATBAAR else "niet toelaatbaar"
        for advies in lijst
        if advies.ondertekend_op
    ]
    return f"{len(woorden)} adviezen: {', '.join(woorden)}"
