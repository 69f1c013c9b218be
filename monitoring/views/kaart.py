"""The schools of the region on a map, each as large as what it asked (M08)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import partial

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from monitoring.grafieken import liggend
from monitoring.kaarten import kaart as kaart_
from monitoring.kengetallen import binnen
from monitoring.kengetallen.verdeling import ONTVANGEN
from monitoring.rules.cellen import getal
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.filter import Dimensie
from monitoring.rules.tabel import Tabel
from scholen.models import School
from scholen.plekken import BRON, plekken

from .beelden import beeld
from .keuze import Keuze, gekozen, sommen_van
from .wegen import wegen

TITEL = "Scholen op de kaart"
ELDERS = "Elders"
MEESTE = 12


def _gebieden(request: Verzoek, keuze: Keuze) -> dict[str, list[str]]:
    """Werkgebied, or gemeente where there are none, → the schools in it that took part on the last day."""
    scholen = School.objects.visible_to(request.user).open(keuze.vandaag)
    dag = keuze.gebiedsdag
    nu = Q(deelnames__tot=None) | Q(deelnames__tot__gte=dag)
    hier = nu & Q(deelnames__swv__eigen=True, deelnames__van__lte=dag)
    mee = scholen.filter(hier, binnen.scholen(keuze.filter, dag))
    per: dict[str, dict[str, list[str]]] = {"gebied": defaultdict(list), "gemeente": defaultdict(list)}
    velden = ("brin6", "deelnames__werkgebied__naam", "gemeente__naam")
    for brin6, gebied, gemeente in mee.order_by("brin6").values_list(*velden).distinct():
        per["gebied"][gebied or ""].append(brin6)
        per["gemeente"][gemeente or ELDERS].append(brin6)
    gebieden = {naam or ELDERS: groep for naam, groep in per["gebied"].items()}
    return gebieden if set(gebieden) - {ELDERS} else per["gemeente"]


def _meeste(tabel: Tabel) -> Tabel:
    """The schools that asked most, beside what they asked a year before."""
    hoogste = sorted(tabel.rijen, key=lambda rij: (-(getal(rij.cellen[0]) or 0), rij.naam))[:MEESTE]
    rijen = tuple(replace(rij, cellen=rij.cellen[:2]) for rij in hoogste)
    titel = "Scholen met de meeste aanvragen"
    return replace(tabel, code="meeste", titel=titel, kolommen=tabel.kolommen[:2], rijen=rijen, totaal=None)


@require_safe
@beleid(Permissie.MONITORING_LEZEN)
def kaart(request: Verzoek) -> HttpResponse:
    """What came in per school, on a map and in its table."""
    keuze = gekozen(request)
    tabel = sommen_van(request, keuze).stroom_per(keuze.periode, Dimensie.SCHOOL, keuze.vandaag)
    gebieden, waar = _gebieden(request, keuze), plekken()
    weg = sum(brin6 not in waar for groep in gebieden.values() for brin6 in groep)
    rijen = reverse("monitoring:aanvragen_rijen", args=["ontvangen"])
    adressen = {
        (rij.sleutel, ONTVANGEN): f"{rijen}?{vraag}"
        for rij in tabel.rijen
        if (vraag := _van_school(keuze, rij.sleutel))
    }
    meeste, per_school = _meeste(tabel), wegen("aanvragen", keuze, tabel)
    regel = "Hoe groter de cirkel, hoe meer aanvragen. De lijnen lopen om de scholen van een gebied."
    if weg:
        staan = "1 school staat" if weg == 1 else f"{weg} scholen staan"
        regel += f" {staan} er niet op: wij weten de plek nog niet."
    tekenen = partial(kaart_, kolom=0, plekken=waar, gebieden=gebieden)
    context = {
        "keuze": keuze,
        "titel": TITEL,
        "excel": reverse("monitoring:aanvragen_excel"),
        "excel_per": "school",
        "beelden": [
            beeld(tabel, tekenen, regel=regel, adressen=per_school | adressen),
            beeld(meeste, liggend, adressen=per_school),
        ],
        "onder": f"Plaats op de kaart: {BRON}.",
        "definities": [DEFINITIES["M08"]],
    }
    return render(request, "monitoring/vraag.html", context)


def _van_school(keuze: Keuze, brin6: str) -> str:
    """The choice of this page, of one school alone; empty when nobody knows which."""
    return Keuze(keuze.periode, keuze.vandaag, keuze.filter, Dimensie.SCHOOL).deel(brin6)
