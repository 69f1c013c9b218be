"""Basisondersteuning: working it out, sharing it out, and the overview that a board gets."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from arrangementen.actions import basis as acties
from arrangementen.actions.betalen import termijn_uitbetalen
from arrangementen.actions.rekeningen import betaalbestand_aan
from arrangementen.forms.basis import BasisForm, TermijnForm
from arrangementen.models import Basisbedrag, Basisronde
from kern.gebruikers.beleid import beleid
from kern.gebruikers.gelukt import gelukt
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from scholen.models import Bestuur, LeerlingAantal

from .budgetten import pot_of_404

P = Permissie


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BUDGET_BEHEREN)
def basis(request: Verzoek, public_id: str) -> HttpResponse:
    """Work out what each school gets, look at it, and share it out; afterwards what each board got."""
    pot = pot_of_404(request, public_id)
    ronde = Basisronde.objects.visible_to(request.user).filter(pot=pot).first()
    if ronde is not None:
        return _verdeeld(request, ronde)
    geteld = LeerlingAantal.objects.visible_to(request.user).filter(
        school__in=acties.scholen_voor(pot, timezone.localdate()).order_by(), onderdeel=""
    )
    dagen = list(geteld.order_by("-teldatum").values_list("teldatum", flat=True).distinct()[:6])
    form = BasisForm(request.POST or None, dagen=dagen)
    delen = []
    if request.method == "POST" and form.is_valid():
        nu = timezone.now()
        bedragen = {naam: waarde for naam, waarde in form.cleaned_data.items() if naam != "over_mag"}
        delen = acties.basis_berekenen(pot, dag=timezone.localdate(nu), **bedragen)
        if request.POST.get("actie") == "verdelen":
            try:
                acties.basis_verdelen(pot, door=request.user, op=nu, **form.cleaned_data)
            except NietMogelijk as reden:
                form.geweigerd(reden)
            else:
                messages.success(request, "De basisondersteuning is verdeeld en geboekt.")
                return redirect("arrangementen:basis", public_id)
    som = sum((deel.bedrag for _, deel in delen), Decimal(0))
    context = {"pot": pot, "stand": pot.stand, "form": form, "delen": delen, "som": som, "dagen": dagen}
    return render(request, "arrangementen/basis.html", context)


def _verdeeld(request: Verzoek, ronde: Basisronde) -> HttpResponse:
    """What each board got and is still to be paid; a form books an instalment for one of them or for all."""
    bedragen = Basisbedrag.objects.visible_to(request.user).filter(ronde=ronde).select_related("school", "bestuur")
    rijen = [(een, een.stand) for een in bedragen.met_stand().order_by("bestuur__naam", "school__naam")]
    per: dict[Any, list[Any]] = defaultdict(lambda: [0, 0, Decimal(0), Decimal(0), Decimal(0)])
    for een, stand in rijen:
        nieuw = (1, een.leerlingen, een.bedrag, stand.betaald, stand.nog_te_betalen)
        per[een.bestuur] = [eerder + erbij for eerder, erbij in zip(per[een.bestuur], nieuw, strict=True)]
    form = TermijnForm(request.POST or None, besturen=[*filter(None, per)], initial={"datum": timezone.localdate()})
    if geboekt := gelukt(request, form, termijn_uitbetalen, ronde):
        messages.success(request, f"Geboekt: {len(geboekt)} {'betaling' if len(geboekt) == 1 else 'betalingen'}.")
        return redirect("arrangementen:basis", ronde.pot.public_id)
    samen = [sum((rij[plaats] for rij in per.values()), Decimal(0)) for plaats in range(5)]
    context = {"pot": ronde.pot, "ronde": ronde, "besturen": [*per.items()], "samen": samen, "form": form}
    context |= {"rijen": rijen, "bestand": betaalbestand_aan(ronde.pot.swv, timezone.localdate())}
    return render(request, "arrangementen/basis_verdeeld.html", context)


@require_safe
@beleid(P.BUDGET_LEZEN)
def basis_bestuur(request: Verzoek, public_id: str, bestuur_id: str) -> HttpResponse:
    """What each school of one board gets and how that was worked out: a page to print or to send as PDF."""
    rondes = Basisronde.objects.visible_to(request.user, P.BUDGET_LEZEN).select_related("pot__swv")
    ronde = get_object_or_404(rondes, pot__public_id=public_id)
    bestuur = get_object_or_404(Bestuur.objects.visible_to(request.user), public_id=bestuur_id)
    bedragen = Basisbedrag.objects.visible_to(request.user, P.BUDGET_LEZEN).filter(ronde=ronde, bestuur=bestuur)
    met_stand = bedragen.met_stand().select_related("school", "ronde__pot").order_by("school__naam")
    rijen = [(een, een.stand) for een in met_stand]
    get_object_or_404(bedragen[:1])
    context = {"ronde": ronde, "pot": ronde.pot, "bestuur": bestuur, "rijen": rijen}
    context["som"] = sum((een.bedrag for een, _ in rijen), Decimal(0))
    context["leerlingen"] = sum(een.leerlingen for een, _ in rijen)
    context["betaald"] = sum((stand.betaald for _, stand in rijen), Decimal(0))
    context["open"] = sum((stand.nog_te_betalen for _, stand in rijen), Decimal(0))
    return render(request, "arrangementen/basis_bestuur.html", context)
