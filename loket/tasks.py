"""What the clock does for the loket. The rows say what is to be done; a task may run twice, late or not at all."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from .actions import berichten, bezorgmail, stemconcept, tlvherinnering, vanzelf, zienswijze
from .actions.concepten import concepten_herinneren as herinner_aan_concepten
from .actions.herinneren import deskundigen_herinneren
from .actions.inzage import bestand, pakket
from .actions.post import portaal, printen
from .actions.privacytermijn import privacyverzoeken_herinneren as herinner_aan_privacyverzoeken
from .actions.schoolovergang import overgangen_herinneren as herinner_aan_overgangen


@shared_task(acks_late=True)
def adviezen_herinneren() -> None:
    """Each working morning. Idempotent by the key of each mail, see actions.herinneren."""
    deskundigen_herinneren(op=timezone.now())


@shared_task(acks_late=True)
def aanvullingen_herinneren() -> None:
    """Remind schools of what was asked and is due soon."""
    berichten.herinneren(op=timezone.now())


@shared_task(acks_late=True)
def concepten_herinneren() -> None:
    """Each working morning: drafts that were never sent. Idempotent by the key of each mail."""
    herinner_aan_concepten(op=timezone.now())


@shared_task(acks_late=True)
def tlvs_herinneren() -> None:
    """Each working morning: TLVs that end this school year, on the dates that the SWV set. Idempotent by mail key."""
    tlvherinnering.tlvs_herinneren(op=timezone.now())


@shared_task(acks_late=True)
def overgangen_herinneren() -> None:
    """Each working morning: steps of going to a next school that are due or late. Idempotent by the key of each."""
    herinner_aan_overgangen(op=timezone.now())


@shared_task(acks_late=True)
def zienswijzeronden_sluiten() -> None:
    """Hand on what waited for views whose time is over."""
    zienswijze.ronden_sluiten(op=timezone.now())


@shared_task(acks_late=True)
def stemconcepten_opruimen() -> None:
    """Throw away what a pupil wrote and did not send, after its term."""
    stemconcept.concepten_opruimen(op=timezone.now())


@shared_task(acks_late=True)
def brieven_vanzelf() -> None:
    """Put messages in the portal as soon as they are made; what was made on an earlier day is dated anew."""
    vanzelf.vanzelf_versturen(op=timezone.now())


@shared_task(acks_late=True, autoretry_for=(OSError,), retry_backoff=True, max_retries=5)
def postpartij_maken(*, partij_id: int) -> None:
    """Join the letters of one batch. Idempotent by compare-and-swap on the lease, see actions.post.printen."""
    printen.partij_printklaar(partij_id, op=timezone.now())


@shared_task(acks_late=True)
def post_van_vandaag() -> None:
    """Sweep: nudge every batch that still has no PDF."""
    for partij_id in printen.te_maken(op=timezone.now()).values_list("pk", flat=True):
        postpartij_maken.delay(partij_id=partij_id)


@shared_task(acks_late=True)
def bezorging_melden() -> None:
    """Each working morning: how many letters need somebody. Idempotent by the key of each mail."""
    bezorgmail.bezorging_melden(op=timezone.now())


@shared_task(acks_late=True)
def portaalpost() -> None:
    """Each minute: today's letters that go through the portal, and the notices that did not arrive."""
    nu = timezone.now()
    portaal.portaalbrieven_plaatsen(op=nu)
    portaal.mislukte_meldingen_verwerken(op=nu)


@shared_task(acks_late=True, autoretry_for=(OSError,), retry_backoff=True, max_retries=5)
def inzage_bijwerken(*, pakket_id: int) -> None:
    """Do what this copy waits for: gather, or make its file. Idempotent by the lease, see actions.inzage."""
    nu = timezone.now()
    pakket.kopie_verzamelen(pakket_id, op=nu)
    bestand.bestand_maken(pakket_id, op=nu)


@shared_task(acks_late=True)
def inzage_inhalen() -> None:
    """Sweep: nudge every copy that waits, and throw away what can no longer be fetched."""
    nu = timezone.now()
    for wachtend in (pakket.te_verzamelen(op=nu), bestand.te_maken(op=nu)):
        for pakket_id in wachtend.values_list("pk", flat=True):
            inzage_bijwerken.delay(pakket_id=pakket_id)
    bestand.opruimen(op=nu)


@shared_task(acks_late=True)
def privacyverzoeken_herinneren() -> None:
    """Each morning: requests about own data that are due within a week. Idempotent by the key of each mail."""
    herinner_aan_privacyverzoeken(op=timezone.now())
