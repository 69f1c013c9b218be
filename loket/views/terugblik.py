"""How it went: the question for who got a letter, and the figures for the desk."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.actions.terugblik import terugblik_brief, terugblik_geven, terugblik_overslaan
from loket.forms.terugblik import TerugblikForm
from loket.models import Aanvraag, Terugblik
from loket.rules.terugblik import MINSTENS, te_tonen

from .zaak import bekeken

P = Permissie


def terugblikvraag(request: Verzoek, aanvraag: Aanvraag, *, je: bool) -> tuple[bool, dict[str, Any]]:
    """Whether it was answered or passed now, and the context of the page. Http404 when it is not asked."""
    nu = timezone.now()
    brief = terugblik_brief(request.user, aanvraag.pk, timezone.localdate(nu))
    if brief is None:
        raise Http404
    overslaan = request.method == "POST" and "overslaan" in request.POST
    eigen = aanvraag.instelling.terugblik_vraag
    form = TerugblikForm(request.POST if request.method == "POST" and not overslaan else None, je=je, vraag=eigen)
    try:
        if overslaan:
            terugblik_overslaan(brief, door=request.user, op=nu)
            return True, {}
        if request.method == "POST" and form.is_valid():
            terugblik_geven(brief, door=request.user, op=nu, **form.cleaned_data)
            messages.success(
                request, gettext("Bedankt.") if je else gettext("Bedankt. Wij weten niet dat dit van u is.")
            )
            return True, {}
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
    return False, {"aanvraag": aanvraag, "form": form}


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.AANVRAAG_INDIENEN)
def school_terugblik(request: Verzoek, public_id: str) -> HttpResponse:
    """The question for who asked for the school."""
    zaken = Aanvraag.objects.visible_to(request.user, P.AANVRAAG_INDIENEN).select_related("leerling", "school")
    aanvraag = get_object_or_404(zaken, public_id=public_id)
    gedaan, context = terugblikvraag(request, aanvraag, je=True)
    if gedaan:
        return redirect("loket:aanvraag", public_id)
    if request.method != "POST":
        bekeken(request, aanvraag, P.AANVRAAG_INDIENEN)
    return render(request, "loket/terugblik_vraag.html", context)


@require_safe
@beleid(P.AANVRAAG_CONTROLEREN)
def terugblik(request: Verzoek) -> HttpResponse:
    """Figures of the months that are over, and what was written, in an order by chance."""
    deze_maand = timezone.localdate().replace(day=1)
    rijen = Terugblik.objects.visible_to(request.user, P.AANVRAAG_CONTROLEREN).filter(maand__lt=deze_maand)
    alle = list(rijen.select_related("werkgebied"))
    groepen = [_groep(naam, [een for een in alle if een.rol == rol]) for rol, naam in Terugblik.Rol.choices]
    return render(request, "loket/terugblik.html", {"groepen": groepen, "minstens": MINSTENS})


def _groep(naam: str, rijen: list[Terugblik]) -> dict[str, Any]:
    genoeg = len(rijen) >= MINSTENS
    teksten = [een.tekst for een in rijen if een.tekst]
    random.SystemRandom().shuffle(teksten)
    tel = Counter(een.gezicht for een in rijen)
    per_gebied = te_tonen(Counter(een.werkgebied.naam if een.werkgebied else "" for een in rijen))
    goed = Counter(een.werkgebied.naam for een in rijen if een.werkgebied and een.gezicht in "45")
    return {
        "naam": naam[:1].upper() + naam[1:],
        "genoeg": genoeg,
        "aantal": len(rijen) if genoeg else 0,
        "gezichten": [(woord, tel[waarde]) for waarde, woord in Terugblik.Gezicht.choices] if genoeg else [],
        "gebieden": [(gebied, aantal, goed[gebied]) for gebied, aantal in sorted(per_gebied.items())],
        "teksten": teksten if len(teksten) >= MINSTENS else [],
    }
