"""Leaving an aanvraag aside because it stays incomplete: a decision like any other, without a TLV (Awb 4:5)."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from kern.brieven.tekens import niet_af_te_drukken
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.woorden import opsomming
from loket import letters
from loket.models import Aanvraag, Status, Uitkomst
from loket.rules import buiten_behandeling as regel

from .afscherming import geheim_in_besluit
from .besluit import besluit_vastleggen, gezag_bekend, niet_zelf_geadviseerd, ondertekenaar
from .brief import Beslissing
from .brief_buiten_behandeling import bevriezen, gegevens, woorden
from .geadresseerden import geadresseerden
from .overgang import overgang
from .zaakbrief import brieven_vervallen

S = Status


def kans_gehad(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """Only after a term to complete that is over, and within four weeks (R-TERM-05, T20)."""
    if not aanvraag.tlv_soort:
        return "Een vraag om advies eindigt niet in een besluit. Bel de school als er iets ontbreekt."
    feiten = aanvraag.termijnfeiten()
    return regel.waarom_niet(feiten.onderbrekingen if feiten else (), vandaag=timezone.localdate(op))


@overgang(
    van={S.IN_CONTROLE, S.AANVULLING_GEVRAAGD},
    naar=S.BUITEN_BEHANDELING,
    permissie=Permissie.BESLUIT_NEMEN,
    mits=(kans_gehad, niet_zelf_geadviseerd, gezag_bekend),
)
def buiten_behandeling_stellen(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, motivering: str) -> None:
    """Decide not to treat it. motivering: which papers are missing, and why we cannot judge without them.

    Makes the Besluit and the frozen words of one letter per addressee, with the bezwaarclausule; no TLV and no number.
    """
    if not motivering.strip():
        raise NietMogelijk("Schrijf op wat er ontbreekt en waarom wij zonder dat niet kunnen oordelen.")
    vandaag = timezone.localdate(op)
    if open_ := aanvraag.aanvullingen.filter(aangevuld_op=None, verlopen_op=None).first():
        open_.verlopen_op = vandaag
        open_.save()
    keuze = Beslissing(uitkomst=Uitkomst.BUITEN_BEHANDELING, soort=aanvraag.tlv_soort, motivering=motivering.strip())
    tekent, fout = ondertekenaar(aanvraag, keuze, door=door, dag=vandaag)
    if fout := fout or geheim_in_besluit(aanvraag, keuze, vandaag):
        raise NietMogelijk(fout)
    besluit = besluit_vastleggen(aanvraag, keuze, vandaag, tekent=tekent, door=door, op=op)
    allen = geadresseerden(aanvraag, vandaag)
    for aan in allen:
        brief = gegevens(besluit, aan, allen=allen)
        if ontbreekt := letters.buiten_behandeling_ontbreekt(brief):
            raise NietMogelijk(f"In de brief ontbreekt: {opsomming(ontbreekt)}.")
        if fout := niet_af_te_drukken(woorden(brief).html):
            raise NietMogelijk(fout)
        bevriezen(besluit, aan, allen=allen, op=op)
    brieven_vervallen(aanvraag, op=op, reden="er is een besluit genomen")
