"""When the absence of a child changed: another kind, other hours, or it is over."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.termijnen.woorden import datum_voluit
from scholen.models import Leerling, Samenwerkingsverband
from thuiszitters.models import Casus, Verzuim
from thuiszitters.models.verzuim import telt_van
from thuiszitters.rules.melding import absoluut_fout, eerste_dag_fout, school_fout

from .overgang import Intussen, afdruk, lopende_casus

P = Permissie
TOEKOMST = "Deze dag ligt in de toekomst. Kies vandaag of een eerdere dag."


@transaction.atomic
def verzuim_wijzigen(casus: Casus, *, door: Gebruiker, op: datetime, soort: str, van: date, uren: Decimal) -> Verzuim:
    """From this day on it is another kind, or other hours; what was open ends the day before.

    On the first day of what is open itself, that was written down wrongly and is put right.
    """
    rij = lopende_casus(casus, P.THUISZITTER_MELDEN, P.THUISZITTER_BEGELEIDEN, door=door, op=op)
    if fout := school_fout(soort, op_school=rij.school is not None):
        raise NietMogelijk(f"{fout}.")
    return verzuim_zetten(rij, door=door, op=op, soort=soort, van=van, uren=uren)


def verzuim_zetten(rij: Casus, *, door: Actor, op: datetime, soort: str, van: date, uren: Decimal) -> Verzuim:
    """The same, in a running transaction, by who holds the case."""
    if fout := eerste_dag_fout(van, geboortedatum=rij.leerling.geboortedatum, vandaag=timezone.localdate(op)):
        raise NietMogelijk(f"{fout}.")
    if fout := absoluut_fout(soort, op_school=rij.school is not None):
        raise NietMogelijk(f"{fout}.")
    open_ = rij.verzuim.select_for_update().filter(tot=None).first()
    if open_ is not None and open_.van == van:
        nieuw, was = open_, {"was_soort": open_.soort, "was_uren": str(open_.uren)}
        nieuw.soort, nieuw.uren = soort, uren
    else:
        if open_ is not None:
            beeindigen(open_, van - timedelta(days=1))
        nieuw, was = Verzuim(casus=rij, soort=soort, van=van, uren=uren), {}
    bewaren(nieuw)
    vastleggen("verzuim_wijzigen", rij, door=door, op=op, soort=soort, van=str(van), uren=str(uren), **was)
    return nieuw


@transaction.atomic
def verzuim_beeindigen(casus: Casus, *, door: Gebruiker, op: datetime, laatste_dag: date) -> Verzuim:
    """The child goes to school again as it should; laatste_dag (inclusive) is the last one that it did not."""
    rij = lopende_casus(casus, P.THUISZITTER_MELDEN, P.THUISZITTER_BEGELEIDEN, door=door, op=op)
    open_ = rij.verzuim.select_for_update().filter(tot=None).first()
    if open_ is None:
        raise NietMogelijk("Er loopt nu geen verzuim.")
    if laatste_dag > timezone.localdate(op):
        raise NietMogelijk(TOEKOMST)
    beeindigen(open_, laatste_dag)
    vastleggen("verzuim_beeindigen", rij, door=door, op=op, laatste_dag=str(laatste_dag))
    return open_


def verzuim_nu(verzuim: Verzuim) -> str:
    """A print of what is written down now."""
    return afdruk((verzuim.soort, verzuim.van, verzuim.tot, verzuim.uren.normalize()))


@transaction.atomic
def verzuim_verbeteren(
    verzuim: Verzuim,
    *,
    door: Gebruiker,
    op: datetime,
    soort: str,
    van: date,
    tot: date | None,
    uren: Decimal,
    waarom: str,
    toen: str | None = None,
) -> Verzuim:
    """Put right what was written down wrongly, also of a case that is closed; the logbook keeps how it was, and why.

    toen: verzuim_nu when the page was opened; raises Intussen when it is something else by now.
    Only what lasts in a running case may have no last day. Counts of days that are past come out otherwise after this;
    figures that were given out say so themselves.
    """
    casussen = Casus.objects.visible_to(door, P.THUISZITTER_BEGELEIDEN).select_for_update(of=("self",))
    casus: Casus = get_object_or_404(casussen.select_related("leerling"), pk=verzuim.casus_id)
    rij = casus.verzuim.select_for_update().get(pk=verzuim.pk)
    vandaag, waarom = timezone.localdate(op), waarom.strip()
    if toen is not None and toen != verzuim_nu(rij):
        raise Intussen
    if not waarom:
        raise NietMogelijk("Schrijf op waarom je dit verbetert.")
    if fout := eerste_dag_fout(van, geboortedatum=casus.leerling.geboortedatum, vandaag=vandaag):
        raise NietMogelijk(f"{fout}.")
    if tot is not None and tot > vandaag:
        raise NietMogelijk(TOEKOMST)
    if fout := absoluut_fout(soort, op_school=tot is None and casus.school is not None):
        raise NietMogelijk(f"{fout}.")
    if tot is None and (rij.tot is not None or not casus.loopt):
        raise NietMogelijk("Vul in wat de laatste dag was.")
    if tot is not None and casus.gesloten_op is not None and tot > timezone.localdate(casus.gesloten_op):
        dicht = datum_voluit(timezone.localdate(casus.gesloten_op))
        raise NietMogelijk(f"Deze casus sloot op {dicht}. De laatste dag kan niet later zijn.")
    was = {"was_soort": rij.soort, "was_van": str(rij.van), "was_tot": str(rij.tot or ""), "was_uren": str(rij.uren)}
    rij.soort, rij.van, rij.tot, rij.uren = soort, van, tot, uren
    bewaren(rij)
    wordt = {"soort": soort, "van": str(van), "tot": str(tot or ""), "uren": str(uren)}
    vastleggen("verzuim_verbeteren", casus, door=door, op=op, reden=waarom, **wordt, **was)
    return rij


def vrij_vanaf(swv: Samenwerkingsverband, kind: Leerling, van: date, *, op: datetime) -> date:
    """From when absence that is told now is new: after the days that an earlier case of this child has already."""
    bezet = telt_van(swv, kind, van).aggregate(tot=Max("tot"))["tot"]
    vrij: date = max(van, bezet + timedelta(days=1)) if bezet else van
    if vrij > timezone.localdate(op):
        raise NietMogelijk(gettext("Hier is vandaag al iets over opgeschreven. Bel ons."))
    return vrij


def na_eerder(dicht: Casus, van: date, *, op: datetime) -> date:
    """From when absence that is told now is new in this case that was closed, by who does not see what it has."""
    laatste = dicht.verzuim.aggregate(tot=Max("tot"))["tot"]
    nieuw: date = max(van, laatste + timedelta(days=1)) if laatste else van
    if nieuw > timezone.localdate(op):
        raise NietMogelijk(gettext("Hier is vandaag al iets over opgeschreven. Bel ons."))
    return nieuw


def beeindigen(open_: Verzuim, tot: date) -> None:
    """Let absence that lasts end after this day (inclusive). In a running transaction, by who holds the case."""
    if tot < open_.van:
        raise NietMogelijk("De laatste dag ligt voor de eerste dag.")
    open_.tot = tot
    bewaren(open_)


def tot_en_met(rij: Casus, laatste_dag: date | None, *, op: datetime) -> None:
    """End the absence that lasts, if there is any, after this day (inclusive). In a running transaction."""
    open_ = rij.verzuim.select_for_update().filter(tot=None).first()
    if open_ is None:
        return
    if laatste_dag is None:
        raise NietMogelijk("Vul in wat de laatste dag thuis was.")
    if laatste_dag > timezone.localdate(op):
        raise NietMogelijk(TOEKOMST)
    beeindigen(open_, laatste_dag)
