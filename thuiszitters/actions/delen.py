"""Letting somebody who works elsewhere see a part of a case, ending it, and what that person adds to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import BUITEN, Permissie, Rol
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from scholen.models import Gemeente, Toestemming
from thuiszitters.models import Afspraak, Casus, Deling
from thuiszitters.rules import delen as regels
from thuiszitters.rules.melding import komende_dag_fout

from .overgang import lopende_casus

P = Permissie


@transaction.atomic
def delen(
    casus: Casus,
    *,
    door: Gebruiker,
    op: datetime,
    lid: Lidmaatschap,
    wat: Iterable[str],
    grond: str,
    tot: date,
    toestemming: Toestemming | None = None,
    uitleg: str = "",
    gesprek_op: date | None = None,
) -> Deling:
    """Let this person see these parts up to and including tot, in the place of what it saw before; it gets a mail.

    toestemming: for that ground, one of the SWV that holds today. Raises NietMogelijk with the sentence why not.
    """
    rij, dag = lopende_casus(casus, P.THUISZITTER_BEGELEIDEN, door=door, op=op), timezone.localdate(op)
    mag = Lidmaatschap.objects.geldig(dag).filter(rol__in=[*BUITEN], plek__isnull=False, gebruiker__is_active=True)
    wie = mag.filter(pk=lid.pk).select_related("gebruiker", "plek__organisatie", "plek__gemeente").first()
    if wie is None:
        raise NietMogelijk("Deze persoon heeft geen account om mee te kijken.")
    if wie.rol == Rol.LEERPLICHT and not _inwoner(rij, wie):
        raise NietMogelijk("Het kind woont niet in de gemeente van deze leerplichtambtenaar.")
    delen_ = [een for een in regels.Deel if een in {*wat}]
    voorstel = regels.Voorstel(soort_van(wie), delen_, grond, uitleg, dag, tot, gesprek_op)
    gegeven = None if grond != regels.Grond.TOESTEMMING else _gegeven(rij, toestemming, dag)
    if fout := regels.waarom_niet(voorstel, gegeven, (wie.gebruiker.naam, str(wie.plek))):
        raise NietMogelijk(fout)
    for oud in Deling.objects.select_for_update().filter(casus=rij, lid=wie, beeindigd_op=None):
        _stoppen(oud, door=door, op=op)
    deling = Deling(casus=rij, lid=wie, wat=delen_, grond=grond, uitleg=uitleg.strip(), van=dag, tot=tot)
    deling.toestemming = toestemming if gegeven else None
    deling.gesprek_op = gesprek_op
    deling.gedeeld_op, deling.gedeeld_door = op, door
    bewaren(deling)
    vastleggen("delen", deling, door=door, op=op, grond=grond, tot=tot.isoformat(), wat=[*map(str, delen_)])
    melden(wie=wie.gebruiker, sleutel=f"deling-{deling.public_id}", op=op)
    return deling


@transaction.atomic
def delen_stoppen(deling: Deling, *, door: Gebruiker, op: datetime) -> Deling:
    """End it now. Ending what has ended changes nothing."""
    rijen = Deling.objects.visible_to(door, P.THUISZITTER_BEGELEIDEN).select_for_update(of=("self",))
    rij: Deling = get_object_or_404(rijen.select_related("casus"), pk=deling.pk)
    if rij.beeindigd_op is None:
        _stoppen(rij, door=door, op=op)
    return rij


def delen_beeindigen(casus: Casus, *, door: Gebruiker, op: datetime) -> None:
    """End all that is shared of this case, for good, also when it is opened again. In a running transaction."""
    for een in Deling.objects.select_for_update().filter(casus=casus, beeindigd_op=None).order_by("pk"):
        _stoppen(een, door=door, op=op)


@transaction.atomic
def woongemeente_zetten(casus: Casus, *, door: Gebruiker, op: datetime, gemeente: Gemeente) -> Casus:
    """Write down where the child lives: from now on leerplicht of that gemeente sees the case, and no other."""
    rij = lopende_casus(casus, P.THUISZITTER_BEGELEIDEN, door=door, op=op)
    if rij.woongemeente_id != gemeente.pk:
        rij.woongemeente = gemeente
        rij.save(update_fields=["woongemeente"])
        vastleggen("woongemeente_zetten", rij, door=door, op=op)
    return rij


@transaction.atomic
def eigen_afspraak_maken(casus: Casus, *, door: Gebruiker, op: datetime, wat: str, voor: date) -> Afspraak:
    """Say what one does oneself before a day, as somebody who looks along."""
    rij = lopende_casus(casus, P.THUISZITTER_SAMEN, door=door, op=op)
    if fout := komende_dag_fout(voor, timezone.localdate(op)):
        raise NietMogelijk(fout)
    afspraak = Afspraak(casus=rij, wat=wat, voor=voor, wie=door, gemaakt_op=op, gemaakt_door=door)
    bewaren(afspraak)
    vastleggen("afspraak_maken", rij, door=door, op=op, voor=str(voor))
    return afspraak


def soort_van(lid: Lidmaatschap) -> str:
    """The kind of organisation where this membership holds, as the rules call it. Uses plek."""
    return lid.plek.organisatie.soort if lid.plek.organisatie else regels.GEMEENTE


def kandidaten(casus: Casus, dag: date) -> list[Lidmaatschap]:
    """With whom something of this case can be shared: every partner, and leerplicht of where the child lives."""
    leden = Lidmaatschap.objects.geldig(dag).filter(gebruiker__is_active=True)
    hier = Q(rol=Rol.LEERPLICHT, plek__gemeente=casus.woongemeente_id or 0)
    wie = leden.filter(Q(rol=Rol.PARTNER, plek__organisatie__isnull=False) | hier)
    return list(wie.select_related("gebruiker", "plek__organisatie", "plek__gemeente").order_by("gebruiker__naam"))


def meekijkers(casus: Casus, dag: date) -> list[Lidmaatschap]:
    """Who looks along today: leerplicht of where the child lives, and with whom a part is shared."""
    leden = kandidaten(casus, dag)
    gedeeld = {*Deling.objects.filter(casus=casus).geldig(dag).values_list("lid", flat=True)}
    return [een for een in leden if een.pk in gedeeld or (een.rol == Rol.LEERPLICHT and _inwoner(casus, een))]


def _inwoner(casus: Casus, lid: Lidmaatschap) -> bool:
    """Whether this leerplichtambtenaar sees the case on the ground of the law already: sharing only adds parts."""
    return (
        lid.plek.gemeente_id == casus.woongemeente_id
        and Casus.objects.visible_through(lid.gebruiker, Rol.LEERPLICHT).filter(pk=casus.pk).exists()
    )


def _gegeven(casus: Casus, toestemming: Toestemming | None, dag: date) -> regels.Gegeven | None:
    """This consent as the rules read it, when it is one of the SWV about this child that holds today."""
    if toestemming is None:
        return None
    van_ons = Toestemming.objects.filter(pk=toestemming.pk, leerling=casus.leerling_id, school=None)
    rij = van_ons.geldig(dag).first()
    return regels.Gegeven(rij.aan, rij.aan_naam, rij.wat, rij.tot) if rij else None


def _stoppen(rij: Deling, *, door: Gebruiker, op: datetime) -> None:
    rij.beeindigd_op, rij.beeindigd_door = op, door
    rij.save(update_fields=["beeindigd_op", "beeindigd_door"])
    vastleggen("delen_stoppen", rij, door=door, op=op)
