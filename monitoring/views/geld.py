"""Where does the money go? Help that was granted and the budgets it came from (M15, M16)."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from arrangementen.models import Aanbod, Arrangement, Boeking, Pot
from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.termijnen.woorden import datum_voluit
from monitoring.grafieken import Grafiek, gestapeld, liggend
from monitoring.kengetallen import binnen, niveaus
from monitoring.kengetallen import geld as m
from monitoring.kengetallen.aandeel import aandeel_uit
from monitoring.kengetallen.bronnen import telt_alles
from monitoring.kengetallen.hulpsommen import Hulpsommen
from monitoring.rules.cellen import bij_grafiek
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.kengetal import vergeleken
from monitoring.rules.tabel import Maat, Rij, Tabel

from .beelden import Beeld, beeld
from .keuze import Keuze, Veld
from .vragen import Regel, alleen, bestand, lijst
from .wegen import weg, wegen

P = Permissie
TITEL = "Waar gaat het geld heen?"
VELDEN = ("bestuur", "werkgebied", "school", "niveau", "thema")
NAAR_THEMA = "Naar de thema’s van het samenwerkingsverband."
HOOGSTENS = 12
"""Bars in a chart of schools; the table has them all."""


def keuze_van(request: Verzoek) -> Keuze:
    """Also by level, and by theme where the support has any."""
    return alleen(request, *VELDEN, meer=_velden(request))


def _velden(request: Verzoek) -> tuple[Veld, ...]:
    zichtbaar = Aanbod.objects.visible_to(request.user, P.MONITORING_LEZEN).exclude(thema="").order_by("thema")
    themas = [(een, een) for een in zichtbaar.values_list("thema", flat=True).distinct()]
    lijsten = (("niveau", "Niveau", "Alle niveaus", niveaus.NAMEN.items()), ("thema", "Thema", "Alle thema’s", themas))
    nu = {naam: request.GET.get(naam, "") for naam, *_ in lijsten}
    return tuple(
        Veld(naam, label, alle, tuple((code, heet, code == nu[naam]) for code, heet in opties))
        for naam, label, alle, opties in lijsten
        if opties
    )


def hulp_van(request: Verzoek, keuze: Keuze) -> QuerySet[Arrangement]:
    """What schools asked, of what the address asks for."""
    zichtbaar = Arrangement.objects.visible_to(request.user, P.MONITORING_LEZEN)
    return zichtbaar.filter(binnen.hulp(keuze.filter, keuze.gebiedsdag))


def _potten(request: Verzoek, keuze: Keuze) -> QuerySet[Pot]:
    """Budgets are of the whole SWV or of a part of it; a choice of schools says nothing of them."""
    return Pot.objects.visible_to(request.user, P.MONITORING_LEZEN)


def tabellen(request: Verzoek, keuze: Keuze) -> list[Tabel]:
    """All tables of this page, as its file holds them."""
    potten, hulp = _potten(request, keuze), sommen_van(request, keuze)
    return [
        m.pottabel(potten, keuze.periode),
        hulp.hulptabel(),
        hulp.niveautabel(),
        *hulp.thematabellen(),
        hulp.deeltabel(),
        hulp.doelentabel(),
        hulp.schooltabel(),
        m.jarentabel(potten, keuze.periode),
        hulp.boektabel(),
    ]


def sommen_van(request: Verzoek, keuze: Keuze) -> Hulpsommen:
    """Help and its money: from sums per month for who sees all of it and chose nothing of it."""
    boekingen = Boeking.objects.visible_to(request.user, P.MONITORING_LEZEN)
    boekingen = boekingen.filter(binnen.hulp(keuze.filter, keuze.gebiedsdag, "arrangement"))
    alles = not keuze.filter.gekozen and telt_alles(request.user, Arrangement, Boeking)
    return Hulpsommen(hulp_van(request, keuze), boekingen, keuze.periode, alles)


def _beelden(keuze: Keuze, alle: list[Tabel]) -> list[Beeld]:
    potten, hulp, niveau, *thema, delen, doelen, scholen, jaren, geboekt = alle
    per = {een.code: wegen("geld", keuze, een) for een in alle}
    nu = keuze.periode.naam
    naar_pot = {
        (rij.sleutel, kop): reverse("arrangementen:budget", args=[rij.sleutel])
        for rij in potten.rijen
        for kop in m.GEBRUIK
    }
    rijen = {(naam, nu): f"{reverse('monitoring:geld_rijen', args=[naam])}?{keuze.vraag}" for naam in m.DELEN}
    schoolkeuze = {
        (rij.sleutel, "Aantal"): f"{reverse('monitoring:geld_rijen', args=['toegekend'])}?"
        f"{replace(keuze, filter=replace(keuze.filter, school=rij.sleutel)).vraag}"
        for rij in scholen.rijen
    }
    return [
        beeld(
            potten,
            gestapeld,
            regel="Uitgegeven, toegezegd en nog vrij per budget.",
            adressen=per[potten.code] | naar_pot,
        ),
        beeld(hulp, _bedragen, regel="Wat is toegekend, in euro’s per soort hulp.", adressen=per[hulp.code]),
        beeld(
            niveau,
            open=True,
            regel="Van basisondersteuning tot een speciale voorziening.",
            adressen=per[niveau.code],
        ),
        *(beeld(een, open=True, regel=NAAR_THEMA, adressen=per[een.code]) for een in thema),
        beeld(
            delen, adressen=per[delen.code] | rijen, open=True, regel="Kies een getal voor de arrangementen erachter."
        ),
        beeld(doelen, open=True, regel="Van wat bij een eindevaluatie is beoordeeld.", adressen=per[doelen.code]),
        beeld(
            scholen, _bedragen, regel="De scholen met het meeste geld eerst.", adressen=per[scholen.code] | schoolkeuze
        ),
        beeld(jaren, open=True, adressen=per[jaren.code]),
        beeld(geboekt, open=True, regel="Op de dag van boeken, van elk budget.", adressen=per[geboekt.code]),
    ]


def _bedragen(tabel: Tabel) -> Grafiek:
    """A chart of the amounts alone."""
    plek = len(tabel.kolommen) - 1
    rijen = tuple(Rij(rij.naam, (rij.cellen[plek],), rij.sleutel) for rij in tabel.rijen[:HOOGSTENS])
    return liggend(replace(tabel, kolommen=(tabel.kolommen[plek],), rijen=rijen, totaal=None))


@require_safe
@beleid(P.MONITORING_LEZEN)
def geld(request: Verzoek) -> HttpResponse:
    """How much was promised and spent, on what and for whom."""
    keuze = keuze_van(request)
    alle = tabellen(request, keuze)
    stand = m.stand(_potten(request, keuze), keuze.periode)
    delen = {rij.sleutel: rij.cellen for rij in alle[-5].rijen}
    doelen, deel = aandeel_uit(alle[-4]), m.verplicht(stand)
    toegekend, eerder = (int(een or 0) for een in delen["toegekend"])
    kinderen = alle[-5].rijen[2].cellen[0]
    vragen, jaren = (wegen("geld", keuze, alle[nr]) for nr in (-5, -2))
    euro = {naam: bij_grafiek(getattr(stand, naam), Maat.EURO) for naam in ("begroot", "toegekend", "betaald", "vrij")}
    context = {
        "keuze": keuze,
        "titel": TITEL,
        "excel": reverse("monitoring:geld_excel"),
        "cijfers": [
            (
                "Budget toegekend",
                deel.als_procent,
                f"{euro['toegekend']} van {euro['begroot']}" if deel.noemer else "",
                "",
            ),
            ("Betaald", euro["betaald"], f"nog vrij: {euro['vrij']}", weg(jaren, "betaald", alle[-2])),
            ("Toegekende hulp", toegekend, vergeleken(toegekend, eerder), weg(vragen, "toegekend", alle[-5])),
            ("Leerlingen", kinderen, "met toegekende hulp", weg(vragen, m.KINDEREN, alle[-5])),
            (
                "Doelen bereikt",
                doelen.als_procent,
                doelen.breuk,
                weg(wegen("geld", keuze, alle[-4]), keuze.periode.code, alle[-4]),
            ),
        ],
        "beelden": _beelden(keuze, alle),
        "definities": [DEFINITIES["M16"], DEFINITIES["M15"]],
    }
    return render(request, "monitoring/vraag.html", context)


@require_safe
@beleid(P.MONITORING_LEZEN)
def rijen(request: Verzoek, deel: str) -> HttpResponse:
    """The arrangementen that one number of M15 counts."""
    if deel not in m.DELEN:
        raise Http404
    keuze = keuze_van(request)
    gevonden = hulp_van(request, keuze).filter(m.deel(keuze.periode, deel)).select_related("aanbod", "school")
    return lijst(
        request,
        keuze,
        gevonden.order_by("pk"),
        titel=m.DELEN[deel],
        terug=(reverse("monitoring:geld"), TITEL),
        koppen=("Arrangement", "School", "Hulp", "Van", "Tot en met"),
        regel=_regel,
    )


def _regel(een: Arrangement) -> Regel:
    adres = reverse("arrangementen:arrangement", args=[een.public_id])
    return adres, een.kenmerk, (een.school.naam, een.aanbod.naam, datum_voluit(een.van), datum_voluit(een.tot))


@require_safe
@beleid(P.MONITORING_LEZEN, opnieuw_inloggen=True)
def geld_excel(request: Verzoek) -> HttpResponse:
    """The same tables as a file; nobody is named."""
    keuze = keuze_van(request)
    return bestand(request, keuze, TITEL, tabellen(request, keuze), "geld")
