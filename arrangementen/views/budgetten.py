"""Budgets: the overview of a school year, one budget and how it stands, making one and changing it.

Every amount is a sum that the database keeps, so a page reads as many rows however many lines there are.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from arrangementen.actions import potten as acties
from arrangementen.budgetstand import Bekend
from arrangementen.forms.budget import BegrotingForm, Periodekeuze, PotForm, PotWijzigenForm
from arrangementen.models import Pot, Potdeel
from arrangementen.rules.aanbod import schooljaren
from arrangementen.rules.boekingen import EERSTE, KOLOMMEN, TWEEDE
from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.gelukt import gelukt
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.termijnen.schooljaar import schooljaar
from scholen.models import Instelling, Samenwerkingsverband

from .bank import Tab, banktabs
from .bladen import PER_PAGINA, bladzijde

P = Permissie
SOMMEN = (*KOLOMMEN, *(f"eerste_{kolom}" for kolom in KOLOMMEN))
UITGAVEN = tuple(som for som in SOMMEN if not som.endswith("begroot"))


def potten_van(request: Verzoek, jaar: int) -> QuerySet[Pot]:
    """The budgets of a school year that this user sees, in the order of the overview."""
    rijen = Pot.objects.visible_to(request.user, P.BUDGET_LEZEN).filter(schooljaar=jaar)
    return rijen.select_related("swv", "werkgebied", "bestuur", "school", "aanbod").order_by("naam", "pk")


def potdelen_van(request: Verzoek, jaar: int) -> QuerySet[Potdeel]:
    """What of the budgets of a school year went to the schools that this user sees."""
    rijen = Potdeel.objects.visible_to(request.user, P.BUDGET_LEZEN).filter(pot__schooljaar=jaar)
    return rijen.select_related("pot", "school__bestuur").order_by("school__naam", "pot__naam", "pk")


def periode(request: Verzoek) -> Periodekeuze:
    """The school year and the part of it that the address asks for; those that have a budget can be chosen."""
    vandaag = timezone.localdate()
    eigen = Pot.objects.visible_to(request.user, P.BUDGET_LEZEN).values_list("schooljaar", flat=True)
    via = Potdeel.objects.visible_to(request.user, P.BUDGET_LEZEN).values_list("pot__schooljaar", flat=True)
    jaren = sorted({*eigen.distinct(), *via.distinct(), *schooljaren(vandaag)}, reverse=True)
    return Periodekeuze(request.GET, jaren=jaren, vandaag=vandaag)


def budgettabs(request: Verzoek, huidig: str, vraag: str = "") -> list[Tab]:
    """The parts of the budgets that this user may come to."""
    beheer = request.user.heeft(P.BUDGET_BEHEREN)
    namen = {"budgetten": "Per budget", "budget_besturen": "Per schoolbestuur", "budget_werkgebieden": "Per werkgebied"}
    if beheer:
        namen |= {"facturen": "Facturen", "boekhouding": "Boekhouding", "jaareinde": "31 december"}
        namen["verantwoordingen"] = "Verantwoording"
    if request.user.heeft(P.ARRANGEMENT_VRAGEN):
        namen["verantwoordtaken"] = "Verantwoorden"
    erbij = f"?{vraag}" if vraag else ""
    gewoon: list[Tab] = [
        (woorden, reverse(f"arrangementen:{naam}") + (erbij if naam.startswith("budget") else ""), None, naam == huidig)
        for naam, woorden in namen.items()
    ]
    return gewoon + banktabs(request, huidig)


@require_safe
@beleid(P.BUDGET_LEZEN)
def budgetten(request: Verzoek) -> HttpResponse:
    """All budgets of a school year with their totals; for a school or board what it got of the budgets of others."""
    keuze = periode(request)
    potten = potten_van(request, keuze.schooljaar)
    anders = potdelen_van(request, keuze.schooljaar).exclude(pot__in=potten.order_by().values("pk"))
    pagina, bekend = Paginator(potten, 2 * PER_PAGINA).get_page(request.GET.get("pagina")), Bekend(request.user)
    context = {
        "keuze": keuze,
        "pagina": pagina,
        "rijen": [(pot, pot.stand_in(keuze.deel)) for pot in bekend.rijen(pagina)],
        "totaal": bekend.opgeteld(potten, SOMMEN, keuze.deel),
        "delen": [(een, een.stand_in(keuze.deel)) for een in bekend.rijen(anders[: 2 * PER_PAGINA])],
        "mag_beheren": request.user.heeft(P.BUDGET_BEHEREN),
        "vraag": keuze.vraag,
        "tabs": budgettabs(request, "budgetten", keuze.vraag),
    }
    return render(request, "arrangementen/budgetten.html", context)


def pot_of_404(request: Verzoek, public_id: str) -> Pot:
    """The budget of this address, when this user sees it, with its sums as this user may know them."""
    rijen = Pot.objects.visible_to(request.user, P.BUDGET_LEZEN)
    rij: Pot = get_object_or_404(
        rijen.select_related("swv", "werkgebied", "bestuur", "school", "aanbod"), public_id=public_id
    )
    return Bekend(request.user).rij(rij)


@require_safe
@beleid(P.BUDGET_LEZEN)
def budget(request: Verzoek, public_id: str) -> HttpResponse:
    """One budget: how it stands over the school year and over both calendar years, and what each school got of it."""
    pot = pot_of_404(request, public_id)
    delen = Potdeel.objects.visible_to(request.user, P.BUDGET_LEZEN).filter(pot=pot).select_related("school")
    pagina = bladzijde(request, delen.order_by("-toegekend", "school__naam", "pk"))
    context = {
        "pot": pot,
        "stand": pot.stand,
        "standen": [(pot.schooljaar + nummer, pot.stand_in(deel)) for nummer, deel in enumerate((EERSTE, TWEEDE))],
        "pagina": pagina,
        "delen": [(een, een.stand) for een in Bekend(request.user).rijen(pagina)],
        "mag_beheren": request.user.heeft(P.BUDGET_BEHEREN),
    }
    return render(request, "arrangementen/budget.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BUDGET_BEHEREN)
@eenmaal
def budget_nieuw(request: Verzoek) -> HttpResponse:
    """Make a budget; whether it blocks begins as the SWV has set."""
    vandaag = timezone.localdate()
    eigen = Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code").first()
    blokkeert = Instelling.objects.visible_to(request.user).geldig(eigen, vandaag).budget_blokkeert if eigen else True
    begin = {"schooljaar": schooljaar(vandaag), "blokkeert": blokkeert, "van": "swv"}
    form = PotForm(request.POST or None, jaren=schooljaren(vandaag), initial=begin)
    if request.method == "POST" and form.is_valid():
        try:
            pot = acties.pot_maken(door=request.user, op=timezone.now(), **form.cleaned_data)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Het budget is gemaakt.")
            return redirect("arrangementen:budget", pot.public_id)
    return render(request, "arrangementen/budget_nieuw.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BUDGET_BEHEREN)
def budget_wijzigen(request: Verzoek, public_id: str) -> HttpResponse:
    """Raise or lower what is budgeted, or change what the budget is called and whether it blocks."""
    pot = pot_of_404(request, public_id)
    actie, data = request.POST.get("actie", ""), request.POST or None
    begroting = BegrotingForm(data if actie == "begroting" else None, prefix="begroting")
    gegevens = PotWijzigenForm(data if actie == "gegevens" else None, pot=pot, prefix="gegevens")

    def verzetten(*, reden: str, sleutel: str, door: Gebruiker, op: datetime, **rest: Any) -> None:
        acties.begroting_wijzigen(pot, door=door, op=op, verschil=begroting.verschil, reden=reden, sleutel=sleutel)

    if gelukt(request, begroting, verzetten) or gelukt(request, gegevens, acties.pot_wijzigen, pot):
        messages.success(request, "De begroting is aangepast." if begroting.is_bound else "Bewaard.")
        return redirect("arrangementen:budget", public_id)
    context = {"pot": pot, "stand": pot.stand, "begroting": begroting, "gegevens": gegevens}
    return render(request, "arrangementen/budget_wijzigen.html", context)
