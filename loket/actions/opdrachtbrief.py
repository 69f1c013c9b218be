"""The letter in which an expert is asked for advice: frozen with the assignment, and read in the portal alone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from kern.brieven.actions import opstellen, versie_maken, verzonden
from kern.brieven.models import Brief, BriefVersie
from kern.taken import aanstoten
from loket import letters
from loket.models import Aanvraag, Adviesopdracht

from .brief import afzender
from .oefening import is_voorbeeld

SJABLOON = "brieven/zaakbrief.html"
PER_KEER = 200


def opdrachtbrief_bevriezen(opdracht: Adviesopdracht, *, op: datetime) -> Brief:
    """Freeze and date the letter of this assignment; the mail that something is ready goes by itself."""
    gegevens = _gegevens(opdracht, op)
    brief = opstellen(
        SJABLOON,
        gegevens,
        soort="opdracht",
        titel=gegevens.documenttitel,
        bestandsnaam=f"{opdracht.aanvraag.kenmerk}-opdracht.pdf",
        op=op,
    )
    _dateren(brief, op)
    return brief


def opdrachtbrieven_sluiten(*, op: datetime) -> int:
    """Say of each letter that was made that it is there; gives how many. Made on another day, it gets today's date.

    Who was replaced before it was made, was never sent it.
    """
    klaar = BriefVersie.objects.filter(brief=OuterRef("brief"), vervallen_op=None, verzonden_op=None, pdf__isnull=False)
    open_ = Adviesopdracht.objects.geldig().filter(Exists(klaar)).order_by("pk").values_list("pk", flat=True)
    return sum(_sluiten(pk, op) for pk in open_[:PER_KEER])


@transaction.atomic
def _sluiten(pk: int, op: datetime) -> bool:
    rij = Adviesopdracht.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
    if rij is None or rij.brief is None:
        return False
    versie = rij.brief.versies.filter(vervallen_op=None, verzonden_op=None, pdf__isnull=False).first()
    if versie is None:
        return False
    if versie.dagtekening != timezone.localdate(op):
        _dateren(rij.brief, op)
        return False
    verzonden(versie, op=op)
    return True


def _dateren(brief: Brief, op: datetime) -> None:
    versie = versie_maken(brief, dagtekening=timezone.localdate(op), bezwaar_tot=None, op=op)
    aanstoten("kern.brieven.tasks.pdf_maken", versie_id=versie.pk)


def _gegevens(opdracht: Adviesopdracht, op: datetime) -> letters.Deskundigebrief:
    aanvraag: Aanvraag = opdracht.aanvraag
    leerling, naam = aanvraag.leerling, opdracht.deskundige.naam
    assert leerling is not None
    assert aanvraag.ingediend_op is not None
    return letters.Deskundigebrief(
        afzender=afzender(aanvraag, timezone.localdate(op)),
        geadresseerde=letters.Geadresseerde(soort="deskundige", naam=naam, aanhef=f"Beste {naam}", adresregels=()),
        kenmerk=aanvraag.kenmerk or "",
        leerling=letters.Leerling(naam=leerling.naam, roepnaam=leerling.roepnaam, geboortedatum=leerling.geboortedatum),
        tekent=opdracht.gevraagd_door.naam,
        soort=aanvraag.tlv_soort,
        schoolnaam=aanvraag.school.naam,
        aangevraagd_op=timezone.localdate(aanvraag.ingediend_op),
        gevraagd_op=timezone.localdate(op),
        uiterlijk=opdracht.uiterlijk_op,
        discipline=opdracht.get_discipline_display(),
        sector=aanvraag.swv.sector,
        voorbeeld=is_voorbeeld(aanvraag.swv),
    )
