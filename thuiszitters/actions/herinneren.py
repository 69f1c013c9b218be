"""Reminding who looks after a case of what is due; each once, whatever restarts (13.5). A mail never names a child."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.overgang import Systeem
from kern.gebruikers.rollen import Rol
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from scholen.models import Instelling, Samenwerkingsverband
from thuiszitters.beeld import MET, beeld_van, herinneringen
from thuiszitters.models import OPEN, Casus, Herinnering
from thuiszitters.rules.herinneren import EEN_DAG, Punt, Soort

HERINNERAAR = Systeem("thuiszitters-herinneringen")
PER_KEER = 200


def thuiszitters_herinneren(*, op: datetime) -> int:
    """Remind of everything that is due today and was not said before; gives how many reminders.

    A task may run twice, late or not at all: what was missed goes out the next time, what was said is not said again.
    On which day and at which hour the mail goes is for kern.post.
    """
    vandaag, aantal = timezone.localdate(op), 0
    for swv in Samenwerkingsverband.objects.filter(eigen=True).order_by("code"):
        instelling = Instelling.objects.geldig(swv, vandaag)
        rijen = Casus.objects.filter(swv=swv, status__in=OPEN).order_by("pk")
        met = rijen.select_related("leerling", "school", "swv", "protocol", "regievoerder")
        for casus in met.prefetch_related(*MET, "herinneringen").iterator(chunk_size=PER_KEER):
            al = {(een.soort, een.dag) for een in casus.herinneringen.all()}
            for punt in herinneringen(beeld_van(casus, instelling, vandaag), vandaag):
                if (punt.soort, punt.dag) not in al:
                    aantal += _herinneren(casus, punt, op)
    return aantal


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
    """Whose reminder this is: of an agreement its owner, without a regievoerder the desk."""
    mensen: set[Gebruiker | None] = {casus.regievoerder}
    if punt.soort == Soort.AFSPRAAK:
        open_ = casus.afspraken.filter(klaar_op=None, voor=punt.dag - EEN_DAG).select_related("wie")
        mensen = {een.wie or casus.regievoerder for een in open_}
    if punt.soort == Soort.REGIE:
        leden = Lidmaatschap.objects.geldig(vandaag).filter(rol=Rol.LOKETMEDEWERKER)
        mensen = set(Gebruiker.objects.filter(pk__in=leden.values("gebruiker")))
    return sorted((een for een in mensen if een is not None and een.is_active), key=lambda een: een.pk)
