"""The bookkeeping: closing a period, the journaal that goes out, and what comes back laid beside ours."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from arrangementen.actions import boekhouding as acties
from arrangementen.actions import realisatie as realisaties
from arrangementen.forms.betalen import JournaalForm, RealisatieForm, SlotForm, vorige_maand
from arrangementen.models import Journaal, Journaalregel, Periodeslot, Realisatie, Realisatieregel
from arrangementen.rules.journaal import volgende_periode
from kern.bestanden.rekenblad import veilige_cel
from kern.formulieren.eenmaal import eenmaal
from kern.gebruikers.beleid import beleid
from kern.gebruikers.gelukt import gelukt
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien

from .bladen import bladzijde
from .budgetexcel import als_bestand
from .budgetten import budgettabs

P = Permissie
INTUSSEN_ANDERS = "Er is intussen geboekt of een ander bestand ingelezen. Kijk opnieuw, en neem het dan over."
KOPPEN = (
    "Journaal", "Datum", "Rekening", "Kostenplaats", "Debet", "Credit", "Kenmerk", "Soort", "School", "Omschrijving",
    "Periode",
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BUDGET_BEHEREN)
@eenmaal
def boekhouding(request: Verzoek) -> HttpResponse:
    """Up to when it is closed, the journalen, and the files of the bookkeeping."""
    van, tot = vorige_maand(timezone.localdate())
    journalen = Journaal.objects.visible_to(request.user).select_related("gemaakt_door", "swv").order_by("-pk")
    sloten = Periodeslot.objects.visible_to(request.user).select_related("gezet_door").order_by("-pk")
    vorige, slot = journalen.first(), sloten.first()
    begin = {"van": van, "tot": tot, "tot_en_met": slot.tot_en_met if slot else tot}
    volgende, achtergebleven = _volgende(vorige)
    actie, data = request.POST.get("actie", ""), request.POST or None
    sluiten = SlotForm(data if actie == "slot" else None, prefix="slot", initial=begin)
    journaal = JournaalForm(data if actie == "journaal" else None, prefix="journaal", initial=volgende)
    lezen = RealisatieForm(
        data if actie == "lezen" else None, request.FILES if actie == "lezen" else None, prefix="lezen", initial=begin
    )
    if gelukt(request, sluiten, lambda **velden: acties.periode_sluiten(velden.pop("swv"), **velden)):
        messages.success(request, "Vastgelegd.")
        return redirect("arrangementen:boekhouding")
    if rij := gelukt(request, journaal, lambda **velden: acties.journaal_maken(velden.pop("swv"), **velden)):
        messages.success(request, f"Journaal {rij.nummer} is gemaakt. Download het hieronder.")
        return redirect("arrangementen:boekhouding")
    naam = str(getattr(request.FILES.get("lezen-bestand"), "name", ""))
    if gelezen := gelukt(
        request,
        lezen,
        lambda **velden: realisaties.realisatie_lezen(velden.pop("swv"), velden.pop("bestand"), bestand=naam, **velden),
    ):
        return redirect("arrangementen:realisatie", gelezen.public_id)
    gelezen_ = Realisatie.objects.visible_to(request.user).filter(overgenomen_op__isnull=False)
    context = {
        "tabs": budgettabs(request, "boekhouding"),
        "slot": slot,
        "sloten": sloten[:5],
        "journalen": bladzijde(request, journalen),
        "realisaties": gelezen_.select_related("gelezen_door").order_by("-pk")[:10],
        "sluiten": sluiten,
        "journaal": journaal,
        "lezen": lezen,
    }
    return render(request, "arrangementen/boekhouding.html", context | achtergebleven)


def _volgende(vorige: Journaal | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the next journaal begins with, after this one; and how many lines of earlier days are in none."""
    geboekt_tot = acties.vorige_tot(vorige.swv) if vorige else None
    van, tot = volgende_periode(geboekt_tot, timezone.localdate())
    if vorige is None:
        return {"van": van, "tot": tot}, {}
    velden = ("rekening_nog_te_betalen", "rekening_bank")
    begin = {"van": van, "tot": tot} | {veld: getattr(vorige, veld) for veld in velden}
    achter = acties.niet_geboekt(vorige.swv).filter(boekdatum__lte=geboekt_tot).count()
    return begin, {"achtergebleven": achter, "geboekt_tot": geboekt_tot}


@require_safe
@beleid(P.BUDGET_BEHEREN, opnieuw_inloggen=True)
def journaal_bestand(request: Verzoek, public_id: str, vorm: str) -> HttpResponse:
    """A journaal as it was fixed, to download as often as one wants. vorm: csv or xlsx."""
    if vorm not in ("csv", "xlsx"):
        raise Http404
    rij = get_object_or_404(Journaal.objects.visible_to(request.user), public_id=public_id)
    gezien(rij, door=request.user, op=timezone.now(), wat="geexporteerd")
    regels = Journaalregel.objects.visible_to(request.user).filter(journaal=rij).order_by("pk")
    rijen = _journaalrijen(rij, regels.select_related("boeking__arrangement", "boeking__school", "boeking__pot"))
    naam = f"journaal-{rij.nummer:04d}"
    return als_bestand("Journaal", KOPPEN, rijen, naam=naam) if vorm == "xlsx" else als_csv(KOPPEN, rijen, naam=naam)


def _journaalrijen(journaal: Journaal, regels: QuerySet[Journaalregel]) -> Iterator[tuple[object, ...]]:
    for regel in regels.iterator():
        boeking = regel.boeking
        yield (
            journaal.nummer,
            boeking.boekdatum,
            regel.rekening,
            regel.kostenplaats,
            regel.bedrag if regel.kant == "D" else "",
            regel.bedrag if regel.kant == "C" else "",
            boeking.kenmerk,
            boeking.get_soort_display(),
            boeking.school.brin6 if boeking.school else "",
            boeking.omschrijving,
            "eerdere periode" if boeking.boekdatum < journaal.van else "",
        )


def als_csv(koppen: tuple[str, ...], rijen: Iterator[tuple[object, ...]], *, naam: str) -> HttpResponse:
    """A file that bookkeeping programs in the Netherlands read: semicolons, commas in amounts, no formulas."""
    tekst = io.StringIO(newline="")
    schrijver = csv.writer(tekst, delimiter=";")
    schrijver.writerow(koppen)
    for rij in rijen:
        schrijver.writerow(
            [f"{cel:.2f}".replace(".", ",") if isinstance(cel, Decimal) else veilige_cel(cel) for cel in rij]
        )
    antwoord = HttpResponse("\ufeff" + tekst.getvalue(), content_type="text/csv; charset=utf-8")
    antwoord["Content-Disposition"] = f'attachment; filename="{naam}.csv"'
    return antwoord


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(P.BUDGET_BEHEREN)
def realisatie(request: Verzoek, public_id: str) -> HttpResponse:
    """A file of the bookkeeping beside ours: what agrees, what only we have and what only they have. Then keep it."""
    rijen = Realisatie.objects.visible_to(request.user, P.BUDGET_BEHEREN).select_related("swv", "gelezen_door")
    rij = get_object_or_404(rijen, public_id=public_id)
    if request.method == "POST":
        try:
            nu = realisaties.realisatie_overnemen(rij, door=request.user, op=timezone.now())
        except NietMogelijk as reden:
            messages.error(request, str(reden))
        else:
            if nu.overgenomen_op:
                messages.success(request, "Ingelezen. Dit bestand kan niet nog een keer.")
            else:
                messages.warning(request, INTUSSEN_ANDERS)
        return redirect("arrangementen:realisatie", public_id)
    regels = Realisatieregel.objects.visible_to(request.user).filter(realisatie=rij).order_by("rij")
    alleen_wij = realisaties.alleen_onze(rij)
    context = {
        "realisatie": rij,
        "klopt": regels.filter(boeking__isnull=False).count(),
        "pagina": bladzijde(request, regels.filter(boeking=None, eerder=None)),
        "eerder": regels.filter(eerder__isnull=False).select_related("eerder__realisatie")[:200],
        "eerder_aantal": regels.filter(eerder__isnull=False).count(),
        "alleen_wij": alleen_wij[:200],
        "alleen_wij_aantal": len(alleen_wij),
    }
    return render(request, "arrangementen/realisatie.html", context)
