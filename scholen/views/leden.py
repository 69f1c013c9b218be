"""Beheer of accounts: who has which role where, who never logs in, invite, end, review."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.forms import UitnodigForm
from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.ongebruikt import ONGEBRUIKT
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import VAN_GEMEENTE, Permissie, Rol
from kern.gebruikers.verzoek import Verzoek
from scholen.actions import leden as acties
from scholen.actions.nakijken import nog_open
from scholen.actions.ongebruikt import account_vrijgeven
from scholen.beheerkaarten import kaarten_voor
from scholen.forms.beeindigen import BeeindigForm
from scholen.models import Bestuur, Gemeente, Organisatie, School
from scholen.onderdelen import uit_vandaag
from scholen.scopes import BEHEERT_SCHOOL, scholen_van

WIE = acties.BEHEERT_LEDEN


@require_safe
@beleid(*WIE, Permissie.SCHOLEN_IMPORTEREN)
def beheer(request: Verzoek) -> HttpResponse:
    """What there is to manage, for this user."""
    return render(request, "scholen/beheer.html", {"groepen": kaarten_voor(request.user, uit_vandaag(request))})


@require_safe
@beleid(*WIE, Permissie.FACTOR_HERSTELLEN)
def leden(request: Verzoek) -> HttpResponse:
    """The memberships this user may manage; ?lijst= shows who did not log in for 90 days, or was blocked for it."""
    vandaag = timezone.localdate()
    rijen = Lidmaatschap.objects.visible_to(request.user, *WIE, Permissie.FACTOR_HERSTELLEN).geldig(vandaag)
    scholen = _scholen_van(rijen)
    if (brin6 := request.GET.get("school", "")) in dict(scholen):
        rijen = rijen.filter(plek__school__brin6=brin6)
    beheert = rijen.filter(pk__in=Lidmaatschap.objects.visible_to(request.user, *WIE).values("pk"))
    lijsten, lijst = _lijsten(rijen), request.GET.get("lijst", "")
    lijst = lijst if lijst in lijsten else ""
    gekozen = (
        lijsten[lijst][1]
        .select_related("gebruiker", "plek__school", "plek__bestuur", "plek__gemeente", "plek__organisatie")
        .order_by("gebruiker__naam", "pk")
    )
    pad = reverse("scholen:leden")
    context = {
        "nakijken": beheert.filter(nog_open(vandaag), ~Q(rol__in=acties.NIET_HIER)).count(),
        "bladzijde": (bladzijde := Paginator(gekozen, 50).get_page(request.GET.get("pagina"))),
        "eigen": {*beheert.filter(pk__in=[lid.pk for lid in bladzijde]).values_list("pk", flat=True)},
        "tabs": [
            (naam, f"{pad}?lijst={code}" if code else pad, welke.count(), code == lijst)
            for code, (naam, welke) in lijsten.items()
        ],
        "lijst": lijst,
        "scholen": scholen if len(scholen) > 1 else [],
        "brin6": brin6,
        "gezin": acties.NIET_HIER,
        "mag_beheren": any(map(request.user.heeft, WIE)),
        "mag_vrijgeven": request.user.heeft(Permissie.GEBRUIKERS_ALLE),
    }
    return render(request, "scholen/leden.html", context)


def _lijsten(rijen: QuerySet[Lidmaatschap]) -> dict[str, tuple[str, QuerySet[Lidmaatschap]]]:
    """The tabs of the list: code → words and rows."""
    lang = timezone.now() - ONGEBRUIKT
    ongebruikt = Q(gebruiker__last_login__lt=lang) | Q(gebruiker__last_login=None, van__lt=timezone.localdate(lang))
    return {
        "": ("Iedereen", rijen),
        "ongebruikt": ("90 dagen niet gebruikt", rijen.filter(ongebruikt, gebruiker__geblokkeerd_op=None)),
        "geblokkeerd": ("Geblokkeerd", rijen.filter(gebruiker__geblokkeerd_op__isnull=False)),
    }


def _scholen_van(rijen: QuerySet[Lidmaatschap]) -> list[tuple[str, str]]:
    """The schools of these memberships, to choose one of; the name of a person would be in the address."""
    van = rijen.filter(plek__school__isnull=False).order_by("plek__school__naam", "plek__school__brin6")
    return [*van.values_list("plek__school__brin6", "plek__school__naam").distinct()]


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(*WIE, opnieuw_inloggen=True)
def lid_uitnodigen(request: Verzoek) -> HttpResponse:
    """Invite somebody; the mail holds the way in and nothing else."""
    scholen = School.objects.visible_to(request.user).order_by("naam")
    if not request.user.heeft(Permissie.GEBRUIKERS_ALLE):
        scholen = scholen.filter(pk__in=scholen_van(request.user, *BEHEERT_SCHOOL))
    else:
        scholen = scholen.filter(deelnames__swv__eigen=True).distinct()
    form = UitnodigForm(
        request.POST or None,
        rollen=[(rol.value, rol.label.capitalize()) for rol in acties.uit_te_nodigen(request.user)],
        scholen=[(school.brin6, f"{school.naam}, {school.plaats} ({school.brin6})") for school in scholen],
        besturen=[(een.nummer, f"{een.naam} ({een.nummer})") for een in _besturen(request)],
        gemeenten=[(een.code, een.naam) for een in _gemeenten(request)],
        soorten=[(code, f"{zin[0].upper()}{zin[1:]}") for code, zin in Organisatie.Soort.choices],
    )
    if form.is_valid():
        try:
            _uitnodigen(request, form, scholen)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "De uitnodiging is onderweg.")
            return redirect("scholen:leden")
    return render(request, "scholen/lid_uitnodigen.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@beleid(*WIE, opnieuw_inloggen=True)
def lid_beeindigen(request: Verzoek, public_id: str) -> HttpResponse:
    """End a membership; what this person has in hand goes to whom is chosen here."""
    rijen = Lidmaatschap.objects.visible_to(request.user, *WIE).select_related("gebruiker", "plek")
    lid = get_object_or_404(rijen, public_id=public_id)
    werk = acties.open_werk(lid, timezone.localdate())
    form = BeeindigForm(request.POST if request.method == "POST" else None, werk=werk)
    if form.is_valid():
        try:
            acties.lid_beeindigen(lid, door=request.user, op=timezone.now(), naar=form.naar)
        except NietMogelijk as reden:
            form.add_error(None, str(reden))
        else:
            messages.success(request, "Beëindigd. Deze persoon is nu uitgelogd.")
            return redirect("scholen:leden")
    return render(request, "scholen/lid_beeindigen.html", {"lid": lid, "werk": werk, "form": form})


@require_POST
@beleid(*WIE)
def lid_nakijken(request: Verzoek, public_id: str) -> HttpResponse:
    """Say that this membership is still right."""
    lid = get_object_or_404(Lidmaatschap.objects.visible_to(request.user, *WIE), public_id=public_id)
    acties.lid_nakijken(lid, door=request.user, op=timezone.now())
    messages.success(request, "Nagekeken.")
    return redirect("scholen:leden")


@require_POST
@beleid(Permissie.GEBRUIKERS_ALLE, opnieuw_inloggen=True)
def lid_vrijgeven(request: Verzoek, public_id: str) -> HttpResponse:
    """Open an account again that was closed because nobody used it."""
    leden = Lidmaatschap.objects.visible_to(request.user, Permissie.GEBRUIKERS_ALLE)
    try:
        account_vrijgeven(get_object_or_404(leden, public_id=public_id), door=request.user, op=timezone.now())
    except NietMogelijk as reden:
        messages.error(request, str(reden))
    else:
        messages.success(request, "Het account is weer open. Deze persoon krijgt daarover een mail.")
    return redirect("scholen:leden")


def _waar(request: Verzoek, data: dict[str, Any], scholen: QuerySet[School]) -> acties.Waar:
    """The place that belongs to the chosen role; what was filled in beside it, for another role, does not count."""
    if data["rol"] == Rol.BESTUUR:
        nummer = data.get("bestuur")
        return acties.Waar(bestuur=get_object_or_404(_besturen(request), nummer=nummer) if nummer else None)
    if data["rol"] in VAN_GEMEENTE:
        code = data.get("gemeente")
        return acties.Waar(gemeente=get_object_or_404(_gemeenten(request), code=code) if code else None)
    if data["rol"] == Rol.PARTNER:
        naam, soort = data.get("organisatie"), data.get("soort")
        return acties.Waar(organisatie=(soort, naam) if naam and soort else None)
    return acties.Waar(school=get_object_or_404(scholen, brin6=data["school"]) if data["school"] else None)


def _gemeenten(request: Verzoek) -> QuerySet[Gemeente]:
    """Of which gemeente somebody may be: any that is known, for children live in the next one too. Beheer only."""
    zichtbaar = Gemeente.objects.visible_to(request.user).order_by("naam")
    return zichtbaar if request.user.heeft(Permissie.GEBRUIKERS_ALLE) else zichtbaar.none()


def _besturen(request: Verzoek) -> QuerySet[Bestuur]:
    """Of which board somebody may be: one with a school here. Beheer only."""
    zichtbaar = Bestuur.objects.visible_to(request.user).filter(scholen__deelnames__swv__eigen=True).distinct()
    return zichtbaar.order_by("naam") if request.user.heeft(Permissie.GEBRUIKERS_ALLE) else zichtbaar.none()


def _uitnodigen(request: Verzoek, form: UitnodigForm, scholen: QuerySet[School]) -> None:
    data = form.cleaned_data
    acties.lid_uitnodigen(
        door=request.user,
        op=timezone.now(),
        email=data["email"],
        naam=data["naam"],
        rol=Rol(data["rol"]),
        waar=_waar(request, data, scholen),
        adres=settings.SITE_URL + reverse("gebruikers:uitnodiging"),
    )
