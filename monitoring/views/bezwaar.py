"""How do bezwaren end, and were pupils heard? (M18, M23)"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.termijnen.woorden import datum_voluit
from loket.models import Aanvraag, Bezwaarzaak, Stem
from loket.scopes.aanvraag import HELE_SWV
from monitoring.grafieken import liggend
from monitoring.kengetallen import bezwaar as m
from monitoring.kengetallen import binnen
from monitoring.kengetallen.aandeel import aandeel_uit
from monitoring.kengetallen.bronnen import telt_alles
from monitoring.kengetallen.standen import BEZWAAR, bewaard
from monitoring.kengetallen.tijd import besloten_in
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.kengetal import Kengetal, vergeleken
from monitoring.rules.tabel import Tabel

from .beelden import beeld
from .keuze import Keuze, aanvragen_van, gekozen, sommen_van
from .rijen import rijenpagina
from .vragen import Regel, bestand, lijst
from .wegen import weg, wegen

P = Permissie
TITEL = "Bezwaar en gehoord worden"


def zaken_van(request: Verzoek, keuze: Keuze) -> QuerySet[Any]:
    """The files of bezwaar that this viewer sees and the address asks for."""
    zaken = Bezwaarzaak.objects.visible_to(request.user, P.MONITORING_LEZEN)
    if keuze.filter.gekozen:
        aanvragen = Aanvraag.objects.visible_to(request.user, P.MONITORING_LEZEN)
        erin = aanvragen.filter(binnen.aanvragen(keuze.filter, keuze.gebiedsdag))
        zaken = zaken.filter(besluit__aanvraag__in=erin.order_by().values("pk"))
    return m.zaken(zaken)


def _stemmen(request: Verzoek) -> QuerySet[Stem]:
    return Stem.objects.visible_to(request.user, P.MONITORING_LEZEN)


def _gehoord(request: Verzoek, keuze: Keuze) -> Tabel:
    """M23: from the sums per month, for who sees of every aanvraag whether the pupil was heard."""
    if telt_alles(request.user, Stem, rollen=HELE_SWV):
        return sommen_van(request, keuze).stemtabel(keuze.periode)
    return m.stemtabel(aanvragen_van(request, keuze), _stemmen(request), keuze.periode)


def tabellen(request: Verzoek, keuze: Keuze) -> list[Tabel]:
    """All tables of this page, as its file holds them."""
    stroom, tijd = _bewaard(request, keuze) or (None, None)
    stroom = stroom or stroom_van(request, keuze)
    tijd = tijd or m.tijdtabel(zaken_van(request, keuze), keuze.periode)
    return [m.afloop_van(stroom), _gehoord(request, keuze), stroom, tijd]


def stroom_van(request: Verzoek, keuze: Keuze) -> Tabel:
    """M18 beside a year before."""
    if bewaard_ := _bewaard(request, keuze):
        return bewaard_[0]
    return m.stroomtabel(zaken_van(request, keuze), keuze.periode)


def _bewaard(request: Verzoek, keuze: Keuze) -> tuple[Tabel, Tabel] | None:
    """M18 as the worker kept it: for who sees every file, and chose nothing."""
    if keuze.filter.gekozen or not telt_alles(request.user, Bezwaarzaak, rollen=HELE_SWV):
        return None
    alle = bewaard(BEZWAAR, keuze.periode, keuze.vandaag)
    return (alle[0], alle[1]) if alle else None


@require_safe
@beleid(P.MONITORING_LEZEN)
def bezwaar(request: Verzoek) -> HttpResponse:
    """What came in and how it ended, and of how many aanvragen the pupil was heard."""
    keuze = gekozen(request)
    alle = tabellen(request, keuze)
    nu, toen = (m.stroom_uit(alle[2], kolom) for kolom in (0, 1))
    stem = {rij.sleutel: int(rij.cellen[0] or 0) for rij in alle[1].rijen}
    gehoord = Kengetal(DEFINITIES["M23"], stem.get("gehoord", 0), sum(stem.values()))
    tijdig, kop = aandeel_uit(alle[3]), keuze.periode.naam
    afloop, stemmen, stroom, tijd = (wegen("bezwaar", keuze, een) for een in alle)
    adressen = {(naam, kop): f"{reverse('monitoring:bezwaar_rijen', args=[naam])}?{keuze.vraag}" for naam in m.STROOM}
    stemmen |= {(naam, kop): f"{reverse('monitoring:gehoord_rijen', args=[naam])}?{keuze.vraag}" for naam in m.GEHOORD}
    context = {
        "keuze": keuze,
        "titel": TITEL,
        "excel": reverse("monitoring:bezwaar_excel"),
        "cijfers": [
            (
                "Bezwaren ontvangen",
                nu.ontvangen,
                vergeleken(nu.ontvangen, toen.ontvangen),
                weg(stroom, "ontvangen", alle[2]),
            ),
            ("Geheel of deels gegrond", nu.gelijk.als_procent, nu.gelijk.breuk, ""),
            ("Op tijd besloten", tijdig.als_procent, tijdig.breuk, weg(tijd, keuze.periode.code, alle[3])),
            ("Nog open", nu.open_eind, "", weg(stroom, "open_eind", alle[2])),
            ("Leerling gehoord", gehoord.als_procent, gehoord.breuk, ""),
        ],
        "beelden": [
            beeld(alle[0], liggend, regel=f"In {kop}, naast een jaar eerder.", adressen=afloop | adressen),
            beeld(alle[1], liggend, regel="Van de aanvragen waarover is besloten.", adressen=stemmen),
            beeld(alle[2], open=True, regel="Kies een getal voor de zaken erachter.", adressen=stroom | adressen),
            beeld(alle[3], open=True, regel="Binnen de termijn van de wet, met verlenging.", adressen=tijd),
        ],
        "definities": [DEFINITIES["M18"], DEFINITIES["M23"]],
    }
    return render(request, "monitoring/vraag.html", context)


@require_safe
@beleid(P.MONITORING_LEZEN)
def rijen(request: Verzoek, deel: str) -> HttpResponse:
    """The files that one number of M18 counts."""
    if deel not in m.STROOM:
        raise Http404
    keuze = gekozen(request)
    gevonden = zaken_van(request, keuze).filter(m.delen(keuze.periode)[deel])
    return lijst(
        request,
        keuze,
        gevonden.select_related("besluit__aanvraag__school").order_by("dag_ontvangen", "pk"),
        titel=m.STROOM[deel],
        terug=(reverse("monitoring:bezwaar"), TITEL),
        koppen=("Bezwaar", "School", "Ontvangen", "Besloten", "Stand"),
        regel=_regel,
    )


def _regel(een: Any) -> Regel:
    dagen = [datum_voluit(dag) if dag else "" for dag in (een.dag_ontvangen, een.dag_beslist)]
    adres = reverse("loket:bezwaar", args=[een.public_id])
    return adres, een.kenmerk, (een.besluit.aanvraag.school.naam, *dagen, een.get_status_display())


@require_safe
@beleid(P.MONITORING_LEZEN)
def gehoord_rijen(request: Verzoek, deel: str) -> HttpResponse:
    """The aanvragen that one number of M23 counts."""
    if deel not in m.GEHOORD:
        raise Http404
    keuze = gekozen(request)
    besloten = besloten_in(aanvragen_van(request, keuze), keuze.periode)
    gevonden = m.met_stem(besloten, _stemmen(request)).filter(m.STEMDELEN[deel])
    terug = f"{reverse('monitoring:bezwaar')}?{keuze.vraag}"
    return rijenpagina(request, keuze, gevonden, titel=m.GEHOORD[deel], terug=terug, terugtitel=TITEL)


@require_safe
@beleid(P.MONITORING_LEZEN, opnieuw_inloggen=True)
def bezwaar_excel(request: Verzoek) -> HttpResponse:
    """The same tables as a file; nobody is named."""
    keuze = gekozen(request)
    return bestand(request, keuze, TITEL, tabellen(request, keuze), "bezwaar")
