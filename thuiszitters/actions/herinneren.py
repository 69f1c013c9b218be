"""Reminding who looks after a case of what is due; each once, whatever restarts (13.5). A mail never names a child."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Systeem
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from scholen.models import Instelling, Onderdeel, Samenwerkingsverband
from scholen.onderdelen import uit_op
from thuiszitters.beeld import MET, beeld_van, herinneringen
from thuiszitters.mensen import loket_op, wie_hoort
from thuiszitters.models import OPEN, Casus, Herinnering, begeleiders_op
from thuiszitters.rules.herinneren import EEN_DAG, Punt, Soort

HERINNERAAR = Systeem("thuiszitters-herinneringen")
PER_KEER = 200


def thuiszitters_herinneren(*, op: datetime) -> int:
    """Remind of everything that is due today and was not said before; gives how many reminders.

    A task may run twice, late or not at all: what was missed goes out the next time, what was said is not said again.
    On which day and at which hour the mail goes is for kern.post. A case in which something is wrong does not keep the
    others waiting: its fault is raised when all had their turn.
    """
    vandaag, aantal, fouten = timezone.localdate(op), 0, []
    if Onderdeel.THUISZITTERS in uit_op(vandaag):
        return 0
    for swv in Samenwerkingsverband.objects.filter(eigen=True).order_by("code"):
        instelling = Instelling.objects.geldig(swv, vandaag)
        mensen = {*begeleiders_op(vandaag).values_list("pk", flat=True)}
        rijen = Casus.objects.filter(swv=swv, status__in=OPEN).order_by("pk")
        met = rijen.select_related("leerling", "school", "swv", "protocol", "regievoerder")
        for casus in met.prefetch_related(*MET, "herinneringen").iterator(chunk_size=PER_KEER):
            try:
                aantal += _van(casus, instelling, mensen, op)
            except Exception as fout:
                fout.add_note(f"casus {casus.kenmerk}")
                fouten.append(fout)
    if fouten:
        raise ExceptionGroup("thuiszitters_herinneren", fouten)
    return aantal


def _van(casus: Casus, instelling: Instelling, mensen: set[int], op: datetime) -> int:
    """Everything that is due of one case; gives how many reminders."""
    vandaag = timezone.localdate(op)
    al = {(een.soort, een.dag) for een in casus.herinneringen.all()}
    alle = herinneringen(beeld_van(casus, instelling, vandaag, begeleiders=mensen), vandaag)
    return sum(_herinneren(casus, punt, op) for punt in alle if (punt.soort, punt.dag) not in al)


@transaction.atomic
def _herinneren(casus: Casus, punt: Punt, op: datetime) -> bool:
    """The row and its mails, together or not at all. False when somebody else was first, or there is nobody to tell."""
    rij = Casus.objects.select_for_update(of=("self",)).get(pk=casus.pk)
    mensen = _wie(rij, punt, timezone.localdate(op))
    if not rij.loopt or not mensen:
        return False
    herinnering, nieuw = Herinnering.objects.get_or_create(
        casus=rij, soort=punt.soort, dag=punt.dag, defaults={"op": op}
    )
    if not nieuw:
        return False
    for wie in mensen:
        melden(wie=wie, sleutel=f"thuiszitter:{herinnering.pk}:{wie.pk}", op=op)
    vastleggen("herinneren", rij, door=HERINNERAAR, op=op, soort=punt.soort.value, dag=punt.dag.isoformat())
    return True


def _wie(casus: Casus, punt: Punt, vandaag: date) -> list[Gebruiker]:
    """Whose reminder this is. Of an agreement its owner, as long as that person sees the case at all."""
    if punt.soort == Soort.REGIE:
        return loket_op(vandaag)
    if punt.soort != Soort.AFSPRAAK:
        return wie_hoort(casus, vandaag)
    open_ = casus.afspraken.filter(klaar_op=None, voor=punt.dag - EEN_DAG).select_related("wie")
    mensen: set[Gebruiker] = set()
    for een in open_:
        mensen |= {een.wie} if een.wie is not None and _ziet(een.wie, casus) else {*wie_hoort(casus, vandaag)}
    return sorted(mensen, key=lambda een: een.pk)


def _ziet(wie: Gebruiker, casus: Casus) -> bool:
    """Whether this person can still do something about it: nobody sees a case through an account that is off."""
    return Casus.objects.visible_to(wie).filter(pk=casus.pk).exists()
