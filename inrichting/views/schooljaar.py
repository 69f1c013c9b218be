"""The change of school year: choose, see what would be made, make it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from inrichting.actions.schooljaar import Jaarvoorstel, jaarvoorstel, schooljaar_klaarzetten
from inrichting.forms import SchooljaarForm
from inrichting.rules.schooljaar import BLIJFT, te_doen
from inrichting.stand import zonder_tarief
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.termijnen.schooljaar import laatste_dag, notatie, schooljaar
from loket.models import Mandaat
from scholen.models import Instelling, Samenwerkingsverband

KLAARZETTEN = "klaarzetten"
RECHT = {"tarief": Permissie.AANBOD_BEHEREN, "budget": Permissie.BUDGET_BEHEREN}
"""What is asked only of who may do it."""


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(Permissie.AANBOD_BEHEREN, Permissie.BUDGET_BEHEREN, opnieuw_inloggen=True)
def schooljaar_wisselen(request: Verzoek, code: str = "") -> HttpResponse:
    """What the next school year begins with; nothing is made before it was shown."""
    eigen = Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code")
    swv = get_object_or_404(eigen, code__iexact=code) if code else eigen.first()
    if swv is None:
        raise Http404
    dit = schooljaar(timezone.localdate())
    niet = [naam for naam, recht in RECHT.items() if not request.user.heeft(recht)]
    form = SchooljaarForm(request.POST or None, jaren=(dit + 1, dit), niet=niet, initial={"tarief": 0, "budget": 0})
    voorstel: Jaarvoorstel | None = None
    if request.method == "POST" and form.is_valid():
        if request.POST.get("knop") == KLAARZETTEN and _klaargezet(request, swv, form):
            return redirect("inrichting:schooljaar_van", swv.code.lower())
        voorstel = jaarvoorstel(swv, door=request.user, **form.velden())
    jaar = form.velden()["schooljaar"] if voorstel else dit + 1
    context = {
        "swv_": swv,
        "anderen": [een for een in eigen if een != swv],
        "form": form,
        "voorstel": voorstel,
        "jaar": notatie(jaar),
        "dit_jaar": notatie(jaar - 1),
        "blijft": BLIJFT,
        "te_doen": _te_doen(request, swv, jaar),
    }
    return render(request, "inrichting/schooljaar.html", context)


def _klaargezet(request: Verzoek, swv: Samenwerkingsverband, form: SchooljaarForm) -> bool:
    akkoord, nu = request.POST.get("akkoord", ""), timezone.now()
    velden: dict[str, Any] = form.velden()
    try:
        tarieven, potten = schooljaar_klaarzetten(swv, door=request.user, op=nu, akkoord=akkoord, **velden)
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    jaar = notatie(velden["schooljaar"])
    messages.success(request, f"Schooljaar {jaar} staat klaar: tarieven {tarieven}, budgetten {potten}.")
    return True


def _te_doen(request: Verzoek, swv: Samenwerkingsverband, jaar: int) -> tuple[tuple[str, str], ...]:
    """What a person must still do; only for who may do it."""
    if not request.user.heeft(Permissie.AANBOD_BEHEREN):
        return ()
    vandaag: date = timezone.localdate()
    loopt_af = Q(tot__gte=vandaag, tot__lt=laatste_dag(jaar))
    return te_doen(
        plan=Instelling.objects.visible_to(request.user).geldig(swv, vandaag).ondersteuningsplan,
        jaar=jaar,
        zonder_tarief=zonder_tarief(swv, jaar),
        mandaten_lopen_af=Mandaat.objects.visible_to(request.user).filter(loopt_af, swv=swv).count(),
    )
