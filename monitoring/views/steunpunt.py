"""What do parents and pupils tell the steunpunt, and how did it go for them? (M19, M20)"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.termijnen.woorden import datum_voluit
from loket.models import Signaal
from loket.views.eigen_swv import swvs_van
from monitoring.grafieken import liggend
from monitoring.kengetallen import binnen, tevreden
from monitoring.kengetallen import signalen as m
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.kengetal import vergeleken_met
from monitoring.rules.rapport import ernaast
from monitoring.rules.tabel import Tabel
from scholen.models import Samenwerkingsverband

from .beelden import Beeld, beeld
from .keuze import Keuze
from .vragen import Regel, alleen, bestand, lijst
from .wegen import weg, wegen

P = Permissie
TITEL = "Wat hoort het steunpunt?"
VELDEN = ("bestuur", "werkgebied", "gemeente", "school")
"""Of a signal without a school or gemeente nobody knows these: a choice leaves it out."""
VAN_IEDEREEN = "Van het hele samenwerkingsverband: een antwoord weet niet van welke school het is."
SLEUTELS = {"signalen-per-thema": "thema", "signalen-van-wie": "van"}


def _binnen(keuze: Keuze, rijen: QuerySet[Signaal]) -> QuerySet[Signaal]:
    daar = rijen.filter(binnen.scholen(keuze.filter, keuze.gebiedsdag, "school"))
    return daar.filter(gemeente__code=keuze.filter.gemeente) if keuze.filter.gemeente else daar


def signalen_van(request: Verzoek, keuze: Keuze) -> QuerySet[Signaal]:
    """What is counted, of what the address asks for."""
    return _binnen(keuze, m.te_tellen(swvs_van(request)))


def tabellen(request: Verzoek, keuze: Keuze) -> list[Tabel]:
    """All tables of this page, as its file holds them."""
    return [*m.tabellen(signalen_van(request, keuze), keuze.periode), *_gegaan(swvs_van(request), keuze)]


def _gegaan(swvs: list[Samenwerkingsverband], keuze: Keuze) -> list[Tabel]:
    """M19 of each SWV by itself: of both together one could subtract one of them."""
    alle = [(een, tevreden.tabel(een, keuze.periode, keuze.vandaag)) for een in swvs]
    if len(alle) == 1:
        return [alle[0][1]]
    return [replace(een, code=f"{een.code}-{swv.code}", titel=f"{een.titel}, {swv.naam}") for swv, een in alle]


def _beeld(request: Verzoek, keuze: Keuze, tabel: Tabel) -> Beeld:
    """With the way down: to the signals for who may read those, for others to their days and themes."""
    adressen = wegen("steunpunt", keuze, tabel)
    if request.user.heeft(P.SIGNAAL_OPSCHRIJVEN):
        pagina, veld = reverse("monitoring:steunpunt_rijen"), SLEUTELS[tabel.code]
        adressen |= {
            (rij.sleutel, een.naam): f"{pagina}?{replace(keuze, periode=een).vraag}&{urlencode({veld: rij.sleutel})}"
            for rij in tabel.rijen
            for een in (keuze.periode, ernaast(keuze.periode)[0])
        }
    return beeld(tabel, liggend, regel="Naast de periode ervoor.", adressen=adressen)


@require_safe
@beleid(P.MONITORING_LEZEN)
def steunpunt(request: Verzoek) -> HttpResponse:
    """How often each theme came, and who told it; nobody is named."""
    keuze = alleen(request, *VELDEN)
    alle = tabellen(request, keuze)
    nu, toen = (int(een or 0) for een in alle[0].totaal.cellen) if alle[0].totaal else (0, 0)
    meest = next((rij for rij in alle[0].rijen if rij.cellen[0]), None)
    naar_alle = weg(wegen("steunpunt", keuze, alle[0]), "", alle[0])
    cijfers = [("Signalen", nu, vergeleken_met(nu, toen, "de periode ervoor"), naar_alle)]
    if meest is not None:
        hier = weg(wegen("steunpunt", keuze, alle[0]), meest.sleutel, alle[0])
        cijfers.append(("Vaakst genoemd", int(meest.cellen[0] or 0), meest.naam, hier))
    context = {
        "keuze": keuze,
        "titel": TITEL,
        "excel": reverse("monitoring:steunpunt_excel"),
        "cijfers": cijfers,
        "beelden": [
            _beeld(request, keuze, een) if een.code in SLEUTELS else beeld(een, open=True, regel=VAN_IEDEREEN)
            for een in alle
        ],
        "definities": [DEFINITIES["M20"], DEFINITIES["M19"]],
    }
    return render(request, "monitoring/vraag.html", context)


@require_safe
@beleid(P.SIGNAAL_OPSCHRIJVEN)
def rijen(request: Verzoek) -> HttpResponse:
    """The signals that one number of M20 counts."""
    keuze = alleen(request, *VELDEN)
    waar = {naam: waarde for naam in SLEUTELS.values() if (waarde := request.GET.get(naam, ""))}
    zichtbaar = Signaal.objects.visible_to(request.user, P.SIGNAAL_OPSCHRIJVEN).geldig()
    hier = _binnen(keuze, zichtbaar.filter(swv__in=swvs_van(request)))
    gevonden = hier.filter(m.deel(keuze.periode, **waar))
    return lijst(
        request,
        keuze,
        gevonden.select_related("school", "gemeente").order_by("dag", "pk"),
        titel="Signalen",
        terug=(reverse("monitoring:steunpunt"), TITEL),
        koppen=("Signaal", "Wanneer", "Van wie", "Waar"),
        regel=_regel,
    )


def _regel(een: Signaal) -> Regel:
    waar = een.school or een.gemeente
    cellen = (datum_voluit(een.dag), een.get_van_display(), waar.naam if waar else "")
    return reverse("loket:signaal", args=[een.public_id]), een.thema, cellen


@require_safe
@beleid(P.MONITORING_LEZEN, opnieuw_inloggen=True)
def steunpunt_excel(request: Verzoek) -> HttpResponse:
    """The same tables as a file."""
    keuze = alleen(request, *VELDEN)
    return bestand(request, keuze, TITEL, tabellen(request, keuze), "steunpunt")
