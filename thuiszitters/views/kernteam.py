"""The core team of each school: whom to call, and keeping it up to date."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from kern.formulieren.eenmaal import eenmaal
from kern.formulieren.velden import zonder_nul
from kern.gebruikers.beleid import beleid, openbaar
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from scholen.models import School, SchoolDeelname
from thuiszitters.actions import kernteam as acties
from thuiszitters.forms.kernteam import KernpartnerForm
from thuiszitters.models import Kernpartner
from thuiszitters.scopes import kernteamscholen

P = Permissie
PER_PAGINA = 50


@require_safe
@beleid(P.THUISZITTER_LEZEN)
def kernteams(request: Verzoek) -> HttpResponse:
    """The own schools, each with how many people are in its team; straight to the only one."""
    leden = Count("kernteam", filter=Q(kernteam__tot=None))
    scholen = _scholen(request).annotate(leden=leden).order_by("naam", "pk")
    pagina = Paginator(scholen, PER_PAGINA).get_page(request.GET.get("pagina"))
    if pagina.paginator.count == 1:
        return redirect("thuiszitters:kernteam", pagina[0].brin6)
    return render(request, "thuiszitters/kernteams.html", {"pagina": pagina})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.THUISZITTER_LEZEN)
@eenmaal
def kernteam(request: Verzoek, brin6: str) -> HttpResponse:
    """Whom to call around this school. The school and the SWV keep it."""
    school = get_object_or_404(_scholen(request), brin6=brin6)
    mag = request.user.heeft(P.THUISZITTER_MELDEN)
    actie, _, wie = zonder_nul(request.POST.get("actie", "")).partition(":")
    form = KernpartnerForm(request.POST if actie == "toevoegen" else None)
    if actie == "stop":
        leden = Kernpartner.objects.visible_to(request.user, P.THUISZITTER_MELDEN).filter(school=school)
        acties.kernpartner_stoppen(get_object_or_404(leden, public_id=wie), door=request.user, op=timezone.now())
        messages.success(request, "Deze persoon hoort niet meer bij het kernteam.")
        return redirect("thuiszitters:kernteam", brin6)
    if form.is_valid():
        try:
            acties.kernpartner_toevoegen(school, door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Toegevoegd aan het kernteam.")
            return redirect("thuiszitters:kernteam", brin6)
    team = Kernpartner.objects.visible_to(request.user, P.THUISZITTER_LEZEN).filter(school=school)
    context = {"school": school, "team": team.nu(timezone.localdate()), "form": form, "mag": mag}
    return render(request, "thuiszitters/kernteam.html", context)


@require_safe
@beleid(openbaar)
def kernteam_openbaar(request: HttpRequest, brin6: str) -> HttpResponse:
    """What everybody reads of a team: function, organisation and number of who wanted that. Never a name."""
    school = get_object_or_404(School.objects.visible_to(request.user), brin6=brin6)
    team = Kernpartner.objects.visible_to(request.user).filter(school=school, openbaar=True)
    context = {"school": school, "team": team.nu(timezone.localdate())}
    return render(request, "thuiszitters/kernteam_openbaar.html", context)


def _scholen(request: Verzoek) -> QuerySet[School]:
    """The schools here of which this user keeps or reads the team."""
    deelnames = SchoolDeelname.objects.visible_to(request.user).geldig(timezone.localdate()).filter(swv__eigen=True)
    zichtbaar = School.objects.visible_to(request.user).filter(gesloten_op=None, pk__in=deelnames.values("school"))
    eigen = School.objects.visible_to(request.user).filter(kernteamscholen(request.user))
    return zichtbaar.filter(pk__in=eigen.values("pk"))
