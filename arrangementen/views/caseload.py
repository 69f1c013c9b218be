"""The hours of one arrangement beside what was granted, and the caseload of who gives help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from arrangementen.actions import urenstand as stand
from arrangementen.actions.uren import collegas_voor, inzet_beeindigen, inzet_toevoegen, schrijft_uren
from arrangementen.forms.uren import InzetForm
from arrangementen.models import Arrangement, Inzet, Urenregel
from arrangementen.rules import uren as regels
from kern.bestanden.rekenblad import SOORT, rekenblad
from kern.gebruikers.beleid import beleid
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien_alle

from .arrangement import bekeken, haal
from .doen import VOLGT_UREN

P = Permissie
KOPPEN = [
    "Kenmerk",
    "Hulp",
    "School",
    "Voor",
    "Tot en met",
    "Deze week",
    "Deze maand",
    "Geschreven",
    "Toegekend",
    "Over",
]
WEKEN = 12
"""So many weeks back the hours of one arrangement are shown by the week."""


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(*VOLGT_UREN)
def arrangement_uren(request: Verzoek, public_id: str) -> HttpResponse:
    """Who gives the help, what was planned and written down, by the week and by the day."""
    vandaag = timezone.localdate()
    rij = haal(request, public_id)
    if rij.feiten().van is None:
        raise Http404
    bekeken(request, rij)
    mag = schrijft_uren(rij, request.user)
    stuurt = request.method == "POST" and mag
    form = InzetForm(
        request.POST if stuurt and "weg" not in request.POST else None, collegas=collegas_voor(rij, vandaag)
    )
    if stuurt and _inzet(request, rij, form):
        return redirect("arrangementen:arrangement_uren", public_id)
    per_inzet = Inzet.objects.visible_to(request.user).filter(arrangement=rij).select_related("gebruiker")
    context = {
        "arrangement": rij,
        "namen": stand.namen(request.user, [rij]).get(rij.pk, ""),
        "stand": stand.Stand(
            rij.beslissing.aantal, stand.per_arrangement([rij], vandaag).get(rij.pk, stand.Geschreven())
        ),
        "inzetten": [
            (een, regels.getal(regels.uren(een.som or 0)))
            for een in per_inzet.annotate(som=Sum("urenregels__kwartieren"))
        ],
        "weken": _per_week(request, rij, vandaag),
        "regels": _dagen(request, rij),
        "form": form,
        "mag": mag,
    }
    return render(request, "arrangementen/arrangement_uren.html", context)


def _inzet(request: Verzoek, rij: Arrangement, form: InzetForm) -> bool:
    if weg := request.POST.get("weg"):
        een = get_object_or_404(Inzet.objects.visible_to(request.user), arrangement=rij, public_id=weg)
        inzet_beeindigen(een, door=request.user, op=timezone.now())
        messages.success(request, f"{een.wie} geeft deze hulp niet meer. Geschreven uren blijven staan.")
        return True
    if not form.is_valid():
        return False
    try:
        een = inzet_toevoegen(rij, door=request.user, op=timezone.now(), **form.gegevens)
    except NietMogelijk as reden:
        form.add_error(None, str(reden))
        return False
    messages.success(request, f"{een.wie} staat erbij.")
    return True


def _per_week(request: Verzoek, rij: Arrangement, vandaag: date) -> list[tuple[str, str]]:
    """The last weeks with hours in them, the newest first."""
    vanaf = regels.maandag(vandaag) - timedelta(weeks=WEKEN - 1)
    per: dict[date, int] = {}
    alle = Urenregel.objects.visible_to(request.user).filter(arrangement=rij, dag__gte=vanaf)
    for dag, kwartieren in alle.values_list("dag", "kwartieren"):
        per[regels.maandag(dag)] = per.get(regels.maandag(dag), 0) + kwartieren
    return [
        (f"Vanaf {regels.kort(week)}", regels.getal(regels.uren(som)))
        for week, som in sorted(per.items(), reverse=True)
    ]


def _dagen(request: Verzoek, rij: Arrangement) -> list[tuple[Urenregel, str, str]]:
    """The last lines, those that were taken away too."""
    soorten = dict(stand.soorten(rij))
    alle = Urenregel.objects.visible_to(request.user).filter(arrangement=rij, corrigeert=None)
    laatste = alle.select_related("inzet__gebruiker", "correctie").order_by("-dag", "-pk")[:40]
    return [(een, regels.in_woorden(een.kwartieren), soorten[een.soort]) for een in laatste]


# --- all that somebody helps in ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Regel:
    """One running arrangement in a caseload."""

    arrangement: Arrangement
    wie: str
    stand: stand.Stand
    laatste_dag: date
    gepland: str


@require_safe
@beleid(P.UREN_SCHRIJVEN)
def caseload(request: Verzoek) -> HttpResponse:
    """The running arrangementen of this user with their hours; a controller of time, not of children."""
    vandaag, alle = timezone.localdate(), "alle" in request.GET
    regels_, meer = _caseload(request, vandaag, alle=alle)
    sommen = [regel.stand.geschreven for regel in regels_]
    context = {
        "regels": regels_,
        "meer": meer,
        "alle": alle,
        "week": regels.getal(regels.uren(sum(een.week for een in sommen))),
        "maand": regels.getal(regels.uren(sum(een.maand for een in sommen))),
        "vandaag": vandaag,
    }
    return render(request, "arrangementen/caseload.html", context)


@require_safe
@beleid(P.UREN_SCHRIJVEN, opnieuw_inloggen=True)
def caseload_excel(request: Verzoek) -> HttpResponse:
    """The same as a spreadsheet, by kenmerk and without names of children."""
    vandaag = timezone.localdate()
    regels_, _ = _caseload(request, vandaag, alle="alle" in request.GET)
    gezien_alle([een.arrangement for een in regels_], door=request.user, op=timezone.now(), wat="caseload_gedownload")
    rijen = [
        [
            een.arrangement.kenmerk,
            een.arrangement.aanbod.naam,
            een.arrangement.school.naam,
            een.arrangement.get_voor_display(),
            f"{een.laatste_dag:%d-%m-%Y}",
            een.stand.week,
            een.stand.maand,
            een.stand.gedaan,
            een.stand.van,
            een.stand.over,
        ]
        for een in regels_
    ]
    antwoord = HttpResponse(rekenblad("Caseload", KOPPEN, rijen), content_type=SOORT)
    antwoord["Content-Disposition"] = f'attachment; filename="caseload-{vandaag:%Y-%m-%d}.xlsx"'
    antwoord["Cache-Control"] = "private, no-store"
    return antwoord


def _caseload(request: Verzoek, vandaag: date, *, alle: bool) -> tuple[list[Regel], int]:
    mijn, meer = stand.van_mij(request.user, vandaag, vandaag, alle=alle)
    namen, sommen = stand.namen(request.user, mijn), stand.per_arrangement(mijn, vandaag)
    plannen = Inzet.objects.visible_to(request.user).filter(arrangement__in=mijn, gebruiker=request.user, tot=None)
    gepland = {een.arrangement_id: een for een in plannen}
    regels_ = []
    for een in mijn:
        plan = gepland.get(een.pk)
        per_week = plan.uren_per_week if plan else None
        regels_.append(
            Regel(
                een,
                namen.get(een.pk, ""),
                stand.Stand(een.beslissing.aantal, sommen.get(een.pk, stand.Geschreven())),
                stand.met_hulp(een)[1],
                regels.getal(per_week) if per_week else "",
            )
        )
    return regels_, meer
