"""Making the one PDF of a batch, by the worker. The row says what is to be done; a task is only a nudge."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from kern.bestanden.actions import bewaren
from kern.bestanden.opslag import lezen
from kern.brieven.bundel import Stuk, aantal_bladzijden, bundelen, met_codes, vellen_van
from kern.brieven.models import BriefVersie
from loket.actions.toegang import codes_op_papier
from loket.models.post import Postpartij, PostpartijQuerySet
from loket.rules.post import printvolgorde

LEASE = timedelta(minutes=5)
MAX_POGINGEN = 10


def te_maken(*, op: datetime) -> QuerySet[Postpartij]:
    """Batches that still need their PDF and that nobody is at."""
    return Postpartij.objects.open().filter(
        Q(lease_tot__isnull=True) | Q(lease_tot__lte=op), pdf=None, pogingen__lt=MAX_POGINGEN
    )


def vastgelopen(*, op: datetime) -> PostpartijQuerySet:
    """Batches whose PDF failed so often that nobody tries any more: a person must look."""
    niemand = Q(lease_tot__isnull=True) | Q(lease_tot__lte=op)
    return Postpartij.objects.open().filter(niemand, pdf=None, pogingen__gte=MAX_POGINGEN)


def partij_printklaar(partij_id: int, *, op: datetime) -> bool:
    """Join the letters of a batch. True when made now; safe to run twice, late or to be killed anywhere."""
    if not te_maken(op=op).filter(pk=partij_id).update(lease_tot=op + LEASE, pogingen=F("pogingen") + 1):
        return False
    try:
        _maken(Postpartij.objects.get(pk=partij_id), op=op)
    except Exception as fout:
        reden = f"Samenvoegen lukte niet ({type(fout).__name__})."
        Postpartij.objects.filter(pk=partij_id, pdf=None).update(laatste_fout=reden, lease_tot=None)
        raise
    return True


def _maken(partij: Postpartij, *, op: datetime) -> None:
    stukken = []
    for regel in partij.regels.filter(vervallen_op=None).select_related("versie__pdf", "versie__brief"):
        pdfs, stond = _papieren(regel.versie), regel.versie.brief.context["geadresseerde"]
        regel.vellen = sum(vellen_van(aantal_bladzijden(pdf), dubbelzijdig=partij.dubbelzijdig) for pdf in pdfs)
        stukken.append((printvolgorde(stond["soort"], regel.vellen, stond["adresregels"]), regel.pk, regel, pdfs))
    stukken.sort(key=lambda stuk: stuk[:2])
    bundel = bundelen((Stuk(pdfs, regel.code) for *_, regel, pdfs in stukken), dubbelzijdig=partij.dubbelzijdig)
    with transaction.atomic():
        inhoud = bewaren(bundel, soort="application/pdf", op=op)
        for volgorde, (*_, regel, _pdfs) in enumerate(stukken, start=1):
            regel.volgorde = volgorde
            regel.save(update_fields=["volgorde", "vellen"])
        Postpartij.objects.filter(pk=partij.pk, pdf=None).update(pdf=inhoud, lease_tot=None, laatste_fout="")


def partij_op_papier(partij: Postpartij) -> bytes:
    """The PDF of a batch for the printer, with the codes to come in with written in its letters (ADR 22).

    What is stored has none. Raises OpslagFout when it cannot be read.
    """
    assert partij.pdf is not None
    regels = dict(partij.regels.filter(vervallen_op=None).values_list("versie", "code"))
    bundel, codes = lezen(partij.pdf.sha256), codes_op_papier(regels)
    return met_codes(bundel, {regels[versie]: code for versie, code in codes.items()}) if codes else bundel


def _papieren(versie: BriefVersie) -> tuple[bytes, ...]:
    """The letter and what goes along with it, in the order in which they lie in the envelope."""
    bij = BriefVersie.objects.filter(brief__bijlage_bij__brief=versie.brief_id, vervallen_op=None)
    alle = [versie, *bij.select_related("pdf").order_by("brief__bijlage_bij__volgorde")]
    if not all(een.pdf for een in alle):
        raise BijlageOntbreekt
    return tuple(lezen(een.pdf.sha256) for een in alle if een.pdf)


class BijlageOntbreekt(Exception):
    """What goes along with a letter is not made yet."""
