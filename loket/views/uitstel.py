"""More time to decide: telling it in time, or recording that the school agrees."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions.overgang import overgang
from loket.actions.uitstel import uitstel_instemmen, verdagen
from loket.forms.uitstel import InstemmingForm, VerdagenForm
from loket.models import Uitstel

from .zaak import haal_zaak, kop

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.TERMIJN_VERZETTEN)
def uitstel(request: Verzoek, public_id: str) -> HttpResponse:
    """Both ways to get more time on one page, with what each does to the term and why it cannot."""
    aanvraag = haal_zaak(request, public_id, P.TERMIJN_VERZETTEN)
    nu = timezone.now()
    actie, data = request.POST.get("actie", ""), request.POST or None
    verdaag = VerdagenForm(data if actie == "verdagen" else None)
    instem = InstemmingForm(data if actie == "instemmen" else None, vandaag=timezone.localdate(nu))
    form, doen, gelukt = {
        "instemmen": (instem, uitstel_instemmen, "De termijn staat stil in deze dagen."),
    }.get(actie, (verdaag, verdagen, "De brief staat klaar. De nieuwe datum geldt zodra de brief weg is."))
    if request.method == "POST" and form.is_valid():
        try:
            doen(aanvraag, door=request.user, op=nu, **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, gelukt)
            naar = (
                "loket:zaakbrieven"
                if doen is verdagen and request.user.heeft(P.BRIEF_VERZENDEN)
                else "loket:behandelen"
            )
            return redirect(naar, public_id)
    context = kop(aanvraag, request.user, nu) | {
        "verdagen": verdaag,
        "instemmen": instem,
        "waarom_niet": overgang.regels["verdagen"].waarom_niet(aanvraag, request.user, nu),
        "waarom_geen_instemming": overgang.regels["uitstel_instemmen"].waarom_niet(aanvraag, request.user, nu),
        "gepland": Uitstel.objects.visible_to(request.user)
        .filter(aanvraag=aanvraag, soort=Uitstel.Soort.VERDAGING, van=None, vervallen_op=None)
        .first(),
    }
    return render(request, "loket/uitstel.html", context)
