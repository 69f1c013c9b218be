"""Who does which work: handing over many at once and taking that back, days off, and rules for new work."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from kern.gebruikers.collegas import met_rol
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie, Rol
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from loket.models import (
    IN_BEHANDELING,
    Aanvraag,
    Status,
    Zaakbrief,
)
from loket.models.werkplek import Verdeelregel, Waarneming
from loket.rules.verdeling import Regel, kies
from scholen.models import Samenwerkingsverband, SchoolDeelname, Werkgebied

from .overgang import overgang
from .zaakbrief import brieven_maken

S = Status
AFWEZIG_HOOGSTENS = 366
"""Days. Longer than a year is a typing error, or somebody who has left."""


@overgang(van=IN_BEHANDELING, naar=sorted(IN_BEHANDELING), permissie=Permissie.AANVRAAG_CONTROLEREN)
def toewijzing_terugdraaien(
    aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, toegewezen: Gebruiker, terug_naar: Gebruiker | None
) -> None:
    """Undo an assignment, unless somebody else has taken the case since. The status stays as it is."""
    if aanvraag.behandelaar_id != toegewezen.pk:
        raise NietMogelijk("Een collega heeft deze aanvraag intussen overgenomen.")
    aanvraag.behandelaar = terug_naar


@overgang(van={S.AANVULLING_GEVRAAGD}, naar=S.AANVULLING_GEVRAAGD, permissie=Permissie.AANVRAAG_CONTROLEREN)
def school_herinneren(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime) -> None:
    """Mail whoever submitted that something waits: no name, no number; once a day per aanvraag.

    While there is time to complete it, a letter in its portal says what is still missing and until when.
    """
    wie = aanvraag.ingediend_door
    if wie is None or not wie.is_active:
        raise NietMogelijk("Wie deze aanvraag indiende, werkt er niet meer. Bel de school.")
    sleutel = f"herinnering-{aanvraag.public_id}-{timezone.localdate(op):%Y%m%d}"
    if melden(wie=wie, sleutel=sleutel, op=op, dringend=True).created_at != op:
        raise NietMogelijk("De school kreeg vandaag al een herinnering.")
    gevraagd = aanvraag.aanvullingen.filter(aangevuld_op=None, verlopen_op=None).first()
    if gevraagd and gevraagd.hersteltermijn_tot >= timezone.localdate(op):
        brieven_maken(aanvraag, Zaakbrief.Soort.HERINNERING, op=op, door=door)


# --- days off -----------------------------------------------------------------------------------------------------


@transaction.atomic
def afwezig_melden(
    *, gebruiker: Gebruiker, waarnemer: Gebruiker, van: date, tot: date, door: Gebruiker, op: datetime
) -> Waarneming:
    """From van up to and including tot, the stand-in sees and does the work of this colleague."""
    _van_het_loket(door)
    if tot < van:
        raise NietMogelijk("De laatste dag ligt voor de eerste dag.")
    if tot < timezone.localdate(op):
        raise NietMogelijk("Deze dagen zijn al voorbij.")
    if (tot - van).days > AFWEZIG_HOOGSTENS:
        raise NietMogelijk("Kies een periode van hoogstens een jaar.")
    if gebruiker == waarnemer:
        raise NietMogelijk("Kies een ander als waarnemer.")
    for wie in (gebruiker, waarnemer):
        if Rol.LOKETMEDEWERKER not in wie.rollen:
            raise NietMogelijk("Kies een collega van het loket.")
    if Waarneming.objects.filter(gebruiker=waarnemer, van__lte=tot, tot__gte=van).exists():
        raise NietMogelijk(f"{waarnemer.naam} is dan zelf ook weg. Kies een ander.")
    try:
        with transaction.atomic():
            rij = Waarneming.objects.create(gebruiker=gebruiker, waarnemer=waarnemer, van=van, tot=tot)
    except IntegrityError as fout:
        raise NietMogelijk("In deze periode is al een waarnemer gekozen. Beëindig die eerst.") from fout
    vastleggen("afwezig_melden", rij, door=door, op=op, gebruiker=gebruiker.log_id, waarnemer=waarnemer.log_id)
    return rij


@transaction.atomic
def afwezigheid_beeindigen(rij: Waarneming, *, door: Gebruiker, op: datetime) -> None:
    """Back at work: from today the stand-in no longer sees the work. What is still to come is taken off."""
    _van_het_loket(door)
    rij = Waarneming.objects.visible_to(door).select_for_update(of=("self",)).get(pk=rij.pk)
    gisteren = timezone.localdate(op) - timedelta(days=1)
    meer = {"gebruiker": rij.gebruiker.log_id, "waarnemer": rij.waarnemer.log_id}
    vastleggen("afwezigheid_beeindigen", rij, door=door, op=op, **meer)
    if rij.van > gisteren:
        rij.delete()
    elif rij.tot > gisteren:
        rij.tot = gisteren
        rij.save()


# --- who gets new work --------------------------------------------------------------------------------------------


@transaction.atomic
def verdeelregel_maken(
    *,
    swv: Samenwerkingsverband,
    werkgebied: Werkgebied | None,
    soort: str,
    collega: Gebruiker,
    door: Gebruiker,
    op: datetime,
) -> Verdeelregel:
    """From now on new work of this kind from there goes to this colleague. Replaces the rule that was there."""
    _van_het_loket(door)
    if Rol.LOKETMEDEWERKER not in collega.rollen:
        raise NietMogelijk("Kies een collega van het loket.")
    regel, _ = Verdeelregel.objects.update_or_create(
        swv=swv, werkgebied=werkgebied, soort=soort, defaults={"collega": collega}
    )
    vastleggen("verdeelregel_maken", regel, door=door, op=op, collega=collega.log_id, soort=soort)
    return regel


@transaction.atomic
def verdeelregel_verwijderen(regel: Verdeelregel, *, door: Gebruiker, op: datetime) -> None:
    _van_het_loket(door)
    vastleggen("verdeelregel_verwijderen", regel, door=door, op=op, collega=regel.collega.log_id, soort=regel.soort)
    regel.delete()


def _van_het_loket(door: Gebruiker) -> None:
    """The desk divides its own work; nobody else does it, by whatever page or task."""
    rechten_nodig(door, Permissie.AANVRAAG_CONTROLEREN)


def behandelaar_voor(aanvraag: Aanvraag, dag: date) -> Gebruiker | None:
    """Who gets this new aanvraag by the rules; None when no rule fits, or who it names has left the desk."""
    rijen = {rij.pk: rij for rij in Verdeelregel.objects.filter(swv=aanvraag.swv).select_related("collega")}
    if not rijen:
        return None
    deelname = SchoolDeelname.objects.geldig(dag).filter(school=aanvraag.school, swv=aanvraag.swv).first()
    gebied = deelname.werkgebied_id if deelname else None
    regels = [Regel(rij.pk, rij.werkgebied_id, rij.soort) for rij in rijen.values()]
    gekozen = kies(regels, werkgebied=gebied, soort=aanvraag.soort)
    if gekozen is None:
        return None
    return met_rol(Rol.LOKETMEDEWERKER, dag).filter(pk=rijen[gekozen].collega_id).first()
