"""The catalogue for everybody. Families and visitors read their own words; staff and schools read the rest too."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from arrangementen.actions.plaatsen import vrij_vandaag
from arrangementen.models import Aanbod, Niveau, Tarief
from arrangementen.rules.aanbod import duur_in_woorden, schooljaren
from arrangementen.scopes import is_vakmens
from kern.gebruikers.beleid import beleid, openbaar
from kern.gebruikers.rollen import Permissie
from kern.termijnen.schooljaar import notatie, schooljaar


@require_safe
@beleid(openbaar)
def aanbod(request: HttpRequest) -> HttpResponse:
    """What there is today, by level and kind."""
    vandaag = timezone.localdate()
    zichtbaar = Aanbod.objects.visible_to(request.user).geldig(vandaag)
    rijen = sorted(zichtbaar, key=lambda een: (een.get_soort_display(), een.naam))
    vakmens = is_vakmens(request.user)
    tarieven = _tarieven(request, rijen, [schooljaar(vandaag)])
    per_niveau = [
        (niveau, [(een, tarieven.get((een.pk, schooljaar(vandaag)))) for een in rijen if een.niveau == niveau])
        for niveau in Niveau
    ]
    context = {
        "niveaus": [(niveau, deel) for niveau, deel in per_niveau if deel],
        "mag_vragen": request.user.is_authenticated and request.user.heeft(Permissie.ARRANGEMENT_VRAGEN),
        "mag_beheren": request.user.is_authenticated and request.user.heeft(Permissie.AANBOD_BEHEREN),
    }
    return render(request, "arrangementen/aanbod_vak.html" if vakmens else "arrangementen/aanbod.html", context)


@require_safe
@beleid(openbaar)
def aanbod_soort(request: HttpRequest, public_id: str) -> HttpResponse:
    """One kind of support. What ended or is still to come, only who works with it reads."""
    vandaag = timezone.localdate()
    vakmens = is_vakmens(request.user)
    rijen = Aanbod.objects.visible_to(request.user).select_related("swv")
    een = get_object_or_404(rijen if vakmens else rijen.geldig(vandaag), public_id=public_id)
    jaren = schooljaren(vandaag)[1:]
    tarieven = _tarieven(request, [een], jaren)
    context = {
        "aanbod": een,
        "duur": duur_in_woorden(een.weken),
        "tarieven": [(notatie(jaar), tarieven.get((een.pk, jaar))) for jaar in jaren],
        "gestopt": een.tot is not None and een.tot < vandaag,
        "komt": een.van > vandaag,
        "vrij": vrij_vandaag(een, vandaag) if vakmens and not een.op_elke_school else None,
        "mag_vragen": request.user.is_authenticated and request.user.heeft(Permissie.ARRANGEMENT_VRAGEN),
        "mag_beheren": request.user.is_authenticated and request.user.heeft(Permissie.AANBOD_BEHEREN),
    }
    sjabloon = "arrangementen/aanbod_soort_vak.html" if vakmens else "arrangementen/aanbod_soort.html"
    return render(request, sjabloon, context)


def _tarieven(request: HttpRequest, rijen: Sequence[Aanbod], jaren: Sequence[int]) -> dict[tuple[int, int], Tarief]:
    """(kind, school year) → the tariff in force, as far as this viewer sees any."""
    alle = Tarief.objects.visible_to(request.user).filter(aanbod__in=rijen, schooljaar__in=jaren)
    return {(een.aanbod_id, een.schooljaar): een for een in alle.geldend()}
