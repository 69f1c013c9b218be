"""Sending a decision: letters are dated for one day, printed and marked as sent; only then it is seen."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions.bekendmaken import bekendmaken as bekendmaken_actie
from loket.actions.bekendmaken import klaarzetten
from loket.actions.ontvangst import ontvangst_te_dateren
from loket.actions.overgang import overgang
from loket.forms.bekendmaken import OntvangstForm, VerzondenForm
from loket.models import BESLOTEN, VERSTUURD, Aanvraag, Bekendmaking, Uitkomst, Zaakbrief

from .brieven import Briefstand, briefstand, met_versies
from .klaarzetten import klaarzetten_form, waarschuw_voor_dag
from .post import post_van_vandaag
from .zaak import bekeken, haal_zaak, kop

P = Permissie
PER_PAGINA = 25
HOOGSTENS_ANDERE = 100


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BRIEF_VERZENDEN)
def bekendmaken(request: Verzoek, public_id: str) -> HttpResponse:
    """The letters of one decision: how far each is, dating them, and marking what went out."""
    aanvraag = haal_zaak(request, public_id, P.BRIEF_VERZENDEN)
    nu = timezone.now()
    brieven = _brieven(request, aanvraag)
    keuzes = [(een.bekendmaking.public_id, een.bekendmaking.naam) for een in brieven if een.stand == "klaar"]
    actie, data = request.POST.get("actie", ""), request.POST or None
    klaar = klaarzetten_form(request, aanvraag, brieven)
    weg = VerzondenForm(data if actie == "verzonden" else None, keuzes=keuzes)
    if actie == "klaarzetten" and _doen(request, aanvraag, klaar, klaarzetten):
        messages.success(request, "De brieven worden gemaakt. Meestal is dat klaar binnen een minuut.")
        waarschuw_voor_dag(request, klaar)
        return redirect("loket:bekendmaken", public_id)
    if actie == "verzonden" and _doen(request, aanvraag, weg, bekendmaken_actie):
        messages.success(request, "De brieven zijn verzonden. Ouders en school zien het besluit nu.")
        return redirect("loket:bekendmaken", public_id)
    if request.method != "POST":
        bekeken(request, aanvraag, P.BRIEF_VERZENDEN)
    context = kop(aanvraag, request.user, nu) | _stand(request, aanvraag, brieven)
    context |= {"klaarzetten": klaar, "verzonden": weg, "keuzes": keuzes}
    return render(request, "loket/bekendmaken.html", context)


@require_safe
@beleid(P.BRIEF_VERZENDEN)
def brieven_stand(request: Verzoek, public_id: str) -> HttpResponse:
    """The list of letters alone, for the page that waits until they are made."""
    aanvraag = haal_zaak(request, public_id, P.BRIEF_VERZENDEN)
    context = {"aanvraag": aanvraag, "vandaag": timezone.localdate()}
    return render(request, "loket/_brieven.html", context | _stand(request, aanvraag, _brieven(request, aanvraag)))


@require_safe
@beleid(P.BRIEF_VERZENDEN)
def verzenden(request: Verzoek) -> HttpResponse:
    """Everything that is decided and has not gone out yet, oldest decision first."""
    vandaag = timezone.localdate()
    zichtbaar = Bekendmaking.objects.visible_to(request.user, P.BRIEF_VERZENDEN)
    besloten = Q(besluit__aanvraag__status__in=sorted(BESLOTEN | VERSTUURD)) | Q(besluit__uitkomst=Uitkomst.INTREKKING)
    open_ = zichtbaar.filter(besloten, verzonden_op=None, vervallen_op=None)
    lijst = met_versies(open_).select_related(
        "brief", "betrokkene", "school__bestuur", "leerling", "besluit__aanvraag__leerling", "besluit__intrekking__tlv"
    )
    pagina = Paginator(lijst.order_by("besluit__besluitdatum", "besluit", "pk"), PER_PAGINA).get_page(
        request.GET.get("pagina")
    )
    rijen = [briefstand(een, vandaag) for een in pagina]
    andere = _andere(request, vandaag)
    context = {"pagina": pagina, "rijen": rijen, "andere": andere, "vandaag": vandaag}
    te_bevestigen = ontvangst_te_dateren(request.user, vandaag).count()
    context |= {"te_bevestigen": te_bevestigen, "ontvangst": OntvangstForm(vandaag=vandaag)}
    context["aantal"] = te_bevestigen + pagina.paginator.count + len(andere)
    context["stand"] = post_van_vandaag(request.user, vandaag)
    return render(request, "loket/verzenden.html", context)


def _andere(request: Verzoek, vandaag: date) -> list[Briefstand]:
    """Letters without a decision that still have to go out, oldest first."""
    zichtbaar = Zaakbrief.objects.visible_to(request.user, P.BRIEF_VERZENDEN).met_de_hand()
    open_ = zichtbaar.exclude(pk__in=ontvangst_te_dateren(request.user, vandaag).values("pk"))
    lijst = met_versies(open_).select_related(
        "brief", "betrokkene", "school__bestuur", "leerling", "aanvraag__leerling"
    )
    return [briefstand(een, vandaag) for een in lijst.order_by("pk")[:HOOGSTENS_ANDERE]]


def _brieven(request: Verzoek, aanvraag: Aanvraag) -> list[Briefstand]:
    zichtbaar = Bekendmaking.objects.visible_to(request.user, P.BRIEF_VERZENDEN)
    lijst = met_versies(
        zichtbaar.filter(besluit__aanvraag=aanvraag, vervallen_op=None).exclude(besluit__uitkomst="intrekking")
    ).order_by("pk")
    return [briefstand(een, timezone.localdate()) for een in lijst]


def _stand(request: Verzoek, aanvraag: Aanvraag, brieven: list[Briefstand]) -> dict[str, Any]:
    nu = timezone.now()
    return {
        "brieven": brieven,
        "mag_terug": True,
        "bezig": any(een.stand == "bezig" for een in brieven),
        "open": [een for een in brieven if een.open],
        "waarom_niet": overgang.regels["klaarzetten"].waarom_niet(aanvraag, request.user, nu),
    }


def _doen(request: Verzoek, aanvraag: Aanvraag, form: Any, actie: Any) -> bool:
    """Whether it was done; otherwise the form says why not."""
    if not form.is_valid():
        return False
    try:
        actie(aanvraag, door=request.user, op=timezone.now(), **form.cleaned_data)
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    return True
