"""What a family asks us beside its view: to be called, and more time to react."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.geluid import met_opnemer
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from loket.actions.reactietijd import meer_tijd_vragen
from loket.actions.terugbellen import bellen_vragen, te_bellen_over
from loket.forms.gezin import BelForm, MeerTijdForm
from loket.models import Aanvraag, Belverzoek
from loket.views.gevraagd import mijn_zienswijze, wacht_op
from loket.views.mening import meer_tijd_van
from loket.views.stem import formulier as stemformulier
from loket.views.terugblik import over_aanvraag
from scholen.models import Leerling

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.DOSSIER_LEZEN)
def bellen(request: Verzoek, public_id: str) -> HttpResponse:
    """Ask the loket to call about an aanvraag that was submitted."""
    zaken = Aanvraag.objects.visible_to(request.user, P.DOSSIER_LEZEN).select_related("leerling", "behandelaar")
    aanvraag = get_object_or_404(zaken, public_id=public_id)
    return _bellen(request, aanvraag, bij_school=False)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.DOSSIER_LEZEN)
def bellen_school(request: Verzoek, public_id: str) -> HttpResponse:
    """Ask the school to call while it is writing; of what it writes nothing is shown (afspraak 19)."""
    kind = get_object_or_404(Leerling.objects.visible_to(request.user, P.DOSSIER_LEZEN), public_id=public_id)
    aanvraag = te_bellen_over(kind, request.user)
    if aanvraag is None:
        raise Http404
    return _bellen(request, aanvraag, bij_school=True)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.DOSSIER_LEZEN)
def terugblik(request: Verzoek, public_id: str) -> HttpResponse:
    """The one question after the decision or the advice, once and only when wanted."""
    zaken = Aanvraag.objects.visible_to(request.user, P.DOSSIER_LEZEN).select_related("leerling")
    aanvraag = get_object_or_404(zaken, public_id=public_id)
    form = over_aanvraag(request, aanvraag, je=False)
    if form is None:
        return redirect("dossier:dossier", public_id)
    if request.method != "POST":
        gezien(aanvraag, door=request.user, op=timezone.now(), wat="terugblik_gezien")
    context = {"form": form, "kind": aanvraag.leerling, "na": "brief"}
    context["terug"] = reverse("dossier:dossier", args=[public_id])
    return render(request, "dossier/terugblik.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.DOSSIER_LEZEN)
def meer_tijd(request: Verzoek, public_id: str) -> HttpResponse:
    """Ask for more time to give the own view."""
    zaken = Aanvraag.objects.visible_to(request.user, P.DOSSIER_LEZEN).select_related("leerling")
    aanvraag = get_object_or_404(zaken, public_id=public_id)
    zienswijze = mijn_zienswijze(request.user, aanvraag)
    if zienswijze is None or not wacht_op(zienswijze):
        raise Http404
    form = MeerTijdForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            meer_tijd_vragen(zienswijze, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            return redirect("dossier:meer_tijd", public_id)
    verzoek = meer_tijd_van(request, zienswijze)
    context = {"aanvraag": aanvraag, "zienswijze": zienswijze, "form": form, "verzoek": verzoek}
    context["voorbij"] = zienswijze.uiterlijk < timezone.localdate() or zienswijze.ronde.gesloten_op is not None
    return render(request, "dossier/meer_tijd.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.DOSSIER_LEZEN)
def stem(request: Verzoek, public_id: str) -> HttpResponse:
    """What the pupil thinks: told by itself in its own account, or with or by help of who represents it."""
    zaken = Aanvraag.objects.visible_to(request.user, P.DOSSIER_LEZEN).select_related("leerling")
    aanvraag = get_object_or_404(zaken, public_id=public_id)
    zelf = aanvraag.leerling is not None and aanvraag.leerling.gebruiker_id == request.user.pk
    if request.method != "POST":
        gezien(aanvraag, door=request.user, op=timezone.now(), wat="stem_gezien")
    gedaan, context = stemformulier(request, aanvraag, zelf=zelf)
    return gedaan or met_opnemer(render(request, "dossier/stem.html", context), nodig=context["neemt_op"])


def _bellen(request: Verzoek, aanvraag: Aanvraag, *, bij_school: bool) -> HttpResponse:
    """The form, and once asked who will call. bij_school: the school writes; then nothing else of it is named."""
    mijn = Belverzoek.objects.visible_to(request.user, P.DOSSIER_LEZEN)
    mijn = mijn.filter(aanvraag=aanvraag, gevraagd_door=request.user, voor="school" if bij_school else "loket")
    form: forms.Form = BelForm(request.POST or None)
    if request.method != "POST" and aanvraag.leerling is not None:
        gezien(aanvraag.leerling, door=request.user, op=timezone.now(), wat="bellen_gezien")
    if request.method == "POST" and form.is_valid():
        try:
            bellen_vragen(aanvraag, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            return redirect(request.path)
    context = {
        "form": form,
        "kind": aanvraag.leerling,
        "bij_school": bij_school,
        "nummer": "" if bij_school else aanvraag.kenmerk,
        "wie": "" if bij_school or aanvraag.behandelaar is None else aanvraag.behandelaar.naam,
        "terug_naar": "" if bij_school else aanvraag.public_id,
        "verzoek": mijn.order_by("-pk").first(),
    }
    return render(request, "dossier/bellen.html", context)
