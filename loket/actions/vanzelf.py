"""Messages that go out by the portal by themselves, as soon as their PDF is there; never a decision (ADR 17)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from kern.brieven.models import BriefVersie
from kern.gebruikers.overgang import Systeem
from kern.logboek.actions import vastleggen
from loket.models import Zaakbrief

from .bekendmaken import als_verzonden, dateren
from .geadresseerden import mag_plek_niet_weten
from .opdrachtbrief import opdrachtbrieven_sluiten
from .zaakwoorden import NIET_VAN_HIER, geadresseerd, leest_mee

VERZENDER = Systeem("brieven")
PER_KEER = 200


def vanzelf_versturen(*, op: datetime) -> int:
    """Send what is dated and made; gives how many went. Running twice, or at once, sends each once."""
    opdrachtbrieven_sluiten(op=op)
    klaar = BriefVersie.objects.filter(brief=OuterRef("brief"), vervallen_op=None, pdf__isnull=False)
    open_ = Zaakbrief.objects.te_verzenden().filter(Exists(klaar), vanzelf=True)
    return sum(_versturen(pk, op) for pk in open_.order_by("pk").values_list("pk", flat=True)[:PER_KEER])


@transaction.atomic
def _versturen(pk: int, op: datetime) -> bool:
    """Whether this letter went. Made on an earlier day, it gets today's date and is made anew: never a wrong one.

    Who cannot open the portal any more gets it by post; so does who may not learn any more where the child is, after a
    person looked (afspraak 37).
    """
    rijen = Zaakbrief.objects.te_verzenden().select_for_update(of=("self",), skip_locked=True)
    rij = rijen.select_related("aanvraag__leerling", "brief", "betrokkene__gebruiker").filter(pk=pk).first()
    if rij is None:
        return False
    vandaag = timezone.localdate(op)
    assert rij.klaargezet_door is not None
    aan = {een.sleutel: een for een in geadresseerd(rij.aanvraag, rij.soort, vandaag)}.get(rij.sleutel)
    if aan is None and rij.soort not in NIET_VAN_HIER:
        rij.vervallen_op, rij.vervallen_reden = op, "geen geadresseerde meer"
        rij.save()
        return False
    if aan is not None and (not leest_mee(aan, vandaag) or mag_plek_niet_weten(aan, rij.aanvraag.leerling)):
        rij.vanzelf, rij.kanaal = False, Zaakbrief.Kanaal.POST
        rij.save()
        return False
    if rij.verzenddatum != vandaag:
        dateren(rij, vandaag, door=rij.klaargezet_door, op=op)
        return False
    als_verzonden(rij, door=rij.klaargezet_door, op=op)
    vastleggen("zaakbrief_vanzelf", rij, door=VERZENDER, op=op, soort=rij.soort)
    return True
