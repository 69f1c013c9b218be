"""The PDF of a return: asked on the page, made by the worker. The row says what is to be done."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.template.loader import render_to_string

from kern.bestanden.actions import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import rechten_nodig
from kern.gebruikers.rollen import Permissie
from thuiszitters.models import Opgave, Opgavepdf
from thuiszitters.rules.uitvoer import VOOR, inhoud
from thuiszitters.uitgave import cijfers_van, toelichting

MAX_POGINGEN = 3


@transaction.atomic
def pdf_vragen(opgave: Opgave, *, door: Gebruiker, op: datetime, voor: str) -> Opgavepdf:
    """The PDF of this return for this receiver; the worker makes what nobody asked before."""
    rechten_nodig(door, Permissie.THUISZITTER_TELLEN)
    Opgave.objects.select_for_update().get(pk=opgave.pk)
    gevraagd = {"gevraagd_op": op, "gevraagd_door": door}
    pdf, _ = Opgavepdf.objects.select_related("inhoud").get_or_create(opgave=opgave, voor=voor, defaults=gevraagd)
    return pdf


def te_maken() -> QuerySet[Opgavepdf]:
    """What still waits, and did not fail too often."""
    return Opgavepdf.objects.filter(inhoud=None, pogingen__lt=MAX_POGINGEN)


def pdf_maken(pdf_id: int, *, op: datetime) -> bool:
    """Make one, unless it is there. True when made. Safe to run twice or to be killed: the same file each time."""
    from kern.brieven.pdf import html_naar_pdf  # WeasyPrint is heavy: only a worker loads it

    if not te_maken().filter(pk=pdf_id).update(pogingen=F("pogingen") + 1):
        return False
    pdf = Opgavepdf.objects.select_related("opgave__swv").get(pk=pdf_id)
    data = html_naar_pdf(als_html(pdf))
    with transaction.atomic():
        rij = bewaren(data, soort="application/pdf", op=op)
        return bool(Opgavepdf.objects.filter(pk=pdf_id, inhoud=None).update(inhoud=rij))


def als_html(pdf: Opgavepdf) -> str:
    """What is printed: how it was counted, and each table. The long list of all sides at once is in the sheet only."""
    cijfers = cijfers_van(pdf.opgave, list(pdf.opgave.regels.all()))
    tabellen = [een for een in inhoud(cijfers, pdf.voor) if een.titel != "Alles"]
    context = {
        "opgave": pdf.opgave,
        "voor": VOOR[pdf.voor].partition(":")[0],
        "toelichting": toelichting(pdf.opgave, pdf.voor).rijen,
        "tabellen": tabellen,
    }
    return render_to_string("thuiszitters/opgave_pdf.html", context)
