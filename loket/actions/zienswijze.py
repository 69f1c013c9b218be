"""Hearing parents and school before the decision: open a round, write down what they say, close it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk, Systeem
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.termijnen.woorden import datum_voluit
from loket.models import (
    Aanvraag,
    Helperconcept,
    Intrekking,
    Reactieuitstel,
    Status,
    Zaakbrief,
    Zienswijze,
    ZienswijzeConcept,
    Zienswijzeronde,
    ZienswijzeVertrouwelijk,
)

from .geadresseerden import geadresseerden
from .opdrachten import alle_ondertekend
from .overgang import overgang
from .terugbellen import afdoen_bij_mening
from .zaakbrief import brieven_maken

S = Status
RONDE = Systeem("zienswijzeronde")
"""The actor in the logbook when a round closes by itself."""
P = Permissie
EIGEN_DAG = Coalesce("tot", "ronde__tot")
"""The last day of one who was asked: that of the round, or the own one when more time was given."""
OPEN_VOOR_MENING = (S.ZIENSWIJZE_LOOPT, S.BESLUIT_VOORBEREIDEN)
"""After the round a late view still counts, as long as there is no decision."""


@overgang(
    van={S.ADVIES_GEREED, S.BESLUIT_VOORBEREIDEN},
    naar=S.ZIENSWIJZE_LOOPT,
    permissie=P.ZIENSWIJZE_VRAGEN,
    mits=(alle_ondertekend,),
)
def zienswijze_openen(
    aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, waarover: str, besproken_op: date | None, dagen: int = 0
) -> None:
    """Ask everybody who gets the decision what they think, each by an own letter; the clock goes on (13.1).

    besproken_op: when it was talked over with the parents, before this (afspraak 48). dagen: how long they have, 0 for
    what the SWV has set. From besluit_voorbereiden it is the beslisser who wants to hear more first (afspraak 34).
    """
    vandaag = timezone.localdate(op)
    dagen = dagen or aanvraag.instelling.zienswijze_dagen
    if besproken_op is None or besproken_op > vandaag:
        raise NietMogelijk("Bespreek het eerst met de ouders. Vul daarna in op welke dag dat was.")
    if not waarover.strip():
        raise NietMogelijk("Schrijf op wat wij willen besluiten en waarom. Dit komt in de brief.")
    if not 1 <= dagen <= 60:
        raise NietMogelijk("Geef 1 tot en met 60 dagen om te reageren.")
    tot = vandaag + timedelta(days=dagen)
    ronde_maken(aanvraag, waarover=waarover, besproken_op=besproken_op, geopend_op=vandaag, tot=tot, door=door)
    brieven_maken(aanvraag, Zaakbrief.Soort.ZIENSWIJZE, op=op)


def ronde_maken(
    aanvraag: Aanvraag,
    *,
    waarover: str,
    besproken_op: date,
    geopend_op: date,
    tot: date,
    door: Gebruiker,
    intrekking: Intrekking | None = None,
) -> Zienswijzeronde:
    """The question to everybody who gets the decision, in the running transaction."""
    ronde: Zienswijzeronde = Zienswijzeronde.objects.create(
        aanvraag=aanvraag,
        waarover=waarover.strip(),
        besproken_op=besproken_op,
        geopend_op=geopend_op,
        geopend_door=door,
        tot=tot,
        intrekking=intrekking,
    )
    for aan in geadresseerden(aanvraag, geopend_op):
        Zienswijze.objects.create(
            ronde=ronde, aan=aan.aan, school=aan.school, betrokkene=aan.betrokkene, leerling=aan.leerling
        )
    return ronde


def kan_nog(ronde: Zienswijzeronde, aanvraag: Aanvraag) -> bool:
    """Whether something can still be said: until the decision, and over a withdrawal until that was decided."""
    return ronde.gesloten_op is None if ronde.intrekking_id else aanvraag.status in OPEN_VOOR_MENING


@transaction.atomic
def zienswijze_vastleggen(
    zienswijze: Zienswijze,
    *,
    door: Gebruiker,
    op: datetime,
    gegeven_op: date,
    kanaal: str,
    tekst: str,
    eens: str = "",
    vertrouwelijk: str = "",
) -> Zienswijze:
    """Write down what somebody said, as it was said; when it was the last one, the round closes by itself.

    Also after the round, as long as there is no decision. vertrouwelijk: for the SWV alone (afspraak 36).
    """
    zichtbaar = Zienswijze.objects.visible_to(door, P.ZIENSWIJZE_VRAGEN)
    zaken = Aanvraag.objects.filter(pk__in=zichtbaar.filter(pk=zienswijze.pk).values("ronde__aanvraag"))
    aanvraag = get_object_or_404(zaken.select_for_update(of=("self",)))
    rij: Zienswijze = get_object_or_404(
        zichtbaar.select_for_update(of=("self",)).select_related("ronde"), pk=zienswijze.pk
    )
    if aanvraag.status not in OPEN_VOOR_MENING:
        raise NietMogelijk("Er is al een besluit. Een mening vastleggen kan niet meer.")
    if rij.gegeven_op is not None:
        raise NietMogelijk("Deze mening is al vastgelegd en verandert niet. Vraag een nieuwe ronde als er meer is.")
    if not tekst.strip():
        raise NietMogelijk("Schrijf op wat er is gezegd.")
    if eens and eens not in Zienswijze.Eens.values:
        raise NietMogelijk("Kies of deze persoon het eens is.")
    if kanaal not in Zienswijze.Kanaal.values:
        raise NietMogelijk("Kies hoe de mening binnenkwam.")
    if not rij.ronde.geopend_op <= gegeven_op <= timezone.localdate(op):
        raise NietMogelijk("Kies de dag waarop de mening binnenkwam: na de vraag en niet na vandaag.")
    wat = {"eens": eens, "tekst": tekst, "vertrouwelijk": vertrouwelijk}
    opschrijven(rij, door=door, op=op, gegeven_op=gegeven_op, kanaal=kanaal, opname=False, **wat)
    vastleggen("zienswijze_vastleggen", aanvraag, door=door, op=op, kanaal=kanaal)
    afdoen_bij_mening(rij, door=door, op=op)
    sluiten_als_laatste(rij, aanvraag, op=op)
    return rij


def opschrijven(
    rij: Zienswijze,
    *,
    door: Gebruiker,
    op: datetime,
    gegeven_op: date,
    kanaal: str,
    eens: str,
    tekst: str,
    vertrouwelijk: str,
    opname: bool,
) -> None:
    """Lay down the words; they never change. What somebody was typing in the portal about it is gone."""
    rij.gegeven_op, rij.kanaal = gegeven_op, kanaal
    rij.eens, rij.tekst, rij.opname = eens, tekst.strip(), opname
    rij.vastgelegd_op, rij.vastgelegd_door = op, door
    rij.save()
    if vertrouwelijk.strip():
        ZienswijzeVertrouwelijk.objects.create(zienswijze=rij, tekst=vertrouwelijk.strip())
    ZienswijzeConcept.objects.filter(zienswijze=rij).delete()
    Helperconcept.objects.filter(zienswijze=rij).delete()


def sluiten_als_laatste(rij: Zienswijze, aanvraag: Aanvraag, *, op: datetime) -> None:
    """When everybody has spoken there is nothing to wait for."""
    if aanvraag.status == S.ZIENSWIJZE_LOOPT and not rij.ronde.zienswijzen.filter(gegeven_op=None).exists():
        zienswijze_sluiten(aanvraag, door=RONDE, op=op)


def klaar_of_gegrond(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """The portal closes a round only when all reacted or the time is over."""
    if not isinstance(door, Systeem):
        return ""
    ronde = aanvraag.zienswijzeronden.filter(gesloten_op=None).first()
    laatste = wacht_tot(ronde) if ronde else None
    if laatste and laatste >= timezone.localdate(op):
        return f"Er is nog tijd om te reageren, tot en met {datum_voluit(laatste)}."
    return ""


def wacht_tot(ronde: Zienswijzeronde) -> date | None:
    """Until when this round waits, inclusive: the latest day of who did not react; None when all did."""
    stil = ronde.zienswijzen.filter(gegeven_op=None).annotate(eigen_dag=EIGEN_DAG)
    laatste: date | None = stil.aggregate(Max("eigen_dag"))["eigen_dag__max"]
    return laatste


def geen_verzoek(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """Who asked for more time first hears whether there is."""
    if aanvraag.status == S.ZIENSWIJZE_LOOPT and _vraagt_tijd().filter(ronde__aanvraag=aanvraag).exists():
        return "Iemand vroeg om meer tijd. Beslis daar eerst over."
    return ""


def _vraagt_tijd() -> QuerySet[Zienswijze]:
    open_ = Reactieuitstel.objects.filter(zienswijze=OuterRef("pk"), besloten_op=None)
    stil = Zienswijze.objects.filter(Exists(open_), gegeven_op=None, ronde__intrekking=None)
    return stil.filter(ronde__gesloten_op=None)


@overgang(
    van={S.ZIENSWIJZE_LOOPT},
    naar=S.BESLUIT_VOORBEREIDEN,
    permissie=P.ZIENSWIJZE_VRAGEN,
    mits=(geen_verzoek, klaar_of_gegrond),
    systeem=RONDE.naam,
)
def zienswijze_sluiten(aanvraag: Aanvraag, *, door: Actor, op: datetime, reden: str = "") -> None:
    """Close the round and hand the case to the beslisser. Before its last day a person says why (Awb 4:11)."""
    vandaag = timezone.localdate(op)
    ronde = aanvraag.zienswijzeronden.select_for_update().get(gesloten_op=None, intrekking=None)
    laatste = wacht_tot(ronde)
    if laatste and laatste >= vandaag and not reden.strip():
        raise NietMogelijk(
            f"Reageren kan nog tot en met {datum_voluit(laatste)}. Schrijf op waarom je niet langer wacht."
        )
    ronde.gesloten_op, ronde.sluit_reden = vandaag, reden.strip()
    ronde.save()


def ronden_sluiten(*, op: datetime) -> int:
    """Close every round whose time is over; gives how many. Doing it twice changes nothing."""
    vandaag = timezone.localdate(op)
    over = Aanvraag.objects.filter(
        status=S.ZIENSWIJZE_LOOPT, zienswijzeronden__gesloten_op=None, zienswijzeronden__tot__lt=vandaag
    )
    wacht = Zienswijze.objects.annotate(eigen_dag=EIGEN_DAG).filter(gegeven_op=None, eigen_dag__gte=vandaag)
    wacht = wacht.filter(ronde__intrekking=None, ronde__gesloten_op=None)
    over = over.exclude(pk__in=wacht.values("ronde__aanvraag"))
    over = over.exclude(pk__in=_vraagt_tijd().values("ronde__aanvraag"))
    aantal = 0
    for aanvraag in over.distinct():
        try:
            zienswijze_sluiten(aanvraag, door=RONDE, op=op)
        except NietMogelijk:
            continue  # somebody was first
        aantal += 1
    return aantal
