"""Telling that a child does not go to school, as leerplicht or as a parent: who sees no case, and changes none.

Of a child with a case the melding is kept beside it, with an agreement for who looks after it: a person decides what
it changes. Who tells learns nothing of what there was.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk, Systeem, rechten_nodig
from kern.gebruikers.rollen import Permissie, Rol
from kern.logboek.actions import vastleggen
from kern.post.actions import melden as bericht
from scholen.models import Gemeente, Gezag, Leerling
from scholen.models.leerling import VERTEGENWOORDIGT
from thuiszitters.mensen import wie_hoort
from thuiszitters.models import OPEN, Casus, Casusstatus, Melding
from thuiszitters.rules.melding import absoluut_fout, eerste_dag_fout, school_fout, zelfde_casus
from thuiszitters.rules.soorten import Soort

from .melden import Gegevens, Hoe, afspreken, laten_bekijken, nieuwe_casus, opschrijven
from .plan import plan_meenemen
from .plekken import school_van, swv_voor
from .sluiten import heropenen
from .verzuim import na_eerder

P = Permissie


@transaction.atomic
def doorgeven(gegevens: Gegevens, *, door: Gebruiker, op: datetime, sleutel: str) -> Casus:
    """Write it down, all of it or nothing. sleutel: of the form; a second time gives the first one.

    Raises NietMogelijk with the sentence why it cannot be, 404 for a child that this parent does not represent.
    """
    rechten_nodig(door, P.THUISZITTER_DOORGEVEN)
    if eerder := Melding.objects.filter(sleutel=sleutel, door=door).select_related("casus").first():
        return eerder.casus
    vandaag = timezone.localdate(op)
    kind = _kind(gegevens, door=door, op=op)
    if fout := eerste_dag_fout(gegevens.van, geboortedatum=kind.geboortedatum, vandaag=vandaag):
        raise NietMogelijk(f"{fout}.")
    gemeld, gegevens = gegevens, _zoals_bekend(_bij_school(gegevens, kind, vandaag), kind, door)
    if fout := school_fout(gegevens.soort, op_school=gegevens.school is not None):
        raise NietMogelijk(f"{fout}.")
    casus, hoe = _bestaande(gegevens, kind, op=op)
    if casus is None:
        casus = nieuwe_casus(gegevens, kind, door=door, op=op)
        plan_meenemen(casus)
        if gemeld.woongemeente is not None and casus.woongemeente != gemeld.woongemeente:
            afspreken(casus, "Nagaan in welke gemeente het kind woont", door=door, op=op)
        if _anderen_met_gezag(kind, door, vandaag):
            afspreken(casus, "Iedere ouder met gezag bellen", door=door, op=op)
    else:
        laten_bekijken(casus, door=door, op=op)
    melding = opschrijven(casus, gemeld, hoe, door=door, op=op, sleutel=sleutel)
    for wie in _te_vertellen(casus, vandaag):
        bericht(wie=wie, sleutel=f"melding-{melding.public_id}-{wie.public_id}", op=op)
    return casus


def eigen_gemeenten(gebruiker: Gebruiker, dag: date) -> list[Gemeente]:
    """Those of which this user is leerplicht on this day, by name."""
    leden = Lidmaatschap.objects.geldig(dag).filter(gebruiker=gebruiker, rol=Rol.LEERPLICHT)
    return list(Gemeente.objects.filter(plekken__lidmaatschap__in=leden).distinct().order_by("naam"))


def _bij_school(gegevens: Gegevens, kind: Leerling, dag: date) -> Gegevens:
    """With the school where the child is enrolled, also where who tells did not know, and the SWV of that school."""
    school = school_van(kind, dag) or gegevens.school
    return replace(gegevens, school=school, swv=swv_voor(school, kind.geboortedatum, dag))


def _zoals_bekend(gegevens: Gegevens, kind: Leerling, door: Gebruiker) -> Gegevens:
    """What a case may begin with of what was told. A child on a school is not absoluut, whoever says so; and where a
    child lives that was here already is not for leerplicht to say: it would open the case to whoever types a name."""
    if absoluut_fout(gegevens.soort, op_school=gegevens.school is not None):
        gegevens = replace(gegevens, soort=Soort.RELATIEF)
    return replace(gegevens, woongemeente=kind.gemeente) if Rol.LEERPLICHT in door.rollen else gegevens


def _kind(gegevens: Gegevens, *, door: Gebruiker, op: datetime) -> Leerling:
    """The child, locked: the own one of a parent; one that was typed and is known here, or else a new row."""
    wie = gegevens.leerling
    if isinstance(wie, Leerling):
        eigen = Leerling.objects.visible_to(door, P.THUISZITTER_DOORGEVEN).select_for_update(of=("self",))
        rij: Leerling = get_object_or_404(eigen, pk=wie.pk)
        return rij.opgegaan_in or rij
    if Rol.LEERPLICHT not in door.rollen:
        raise NietMogelijk("Kies om welk kind het gaat.")
    bekend = Leerling.objects.filter(
        roepnaam__iexact=wie.roepnaam,
        achternaam__iexact=wie.achternaam,
        geboortedatum=wie.geboortedatum,
        opgegaan_in=None,
    )
    if zelfde := bekend.select_for_update(of=("self",)).order_by("pk").first():
        return zelfde
    kind = Leerling.objects.create(
        roepnaam=wie.roepnaam,
        tussenvoegsel=wie.tussenvoegsel,
        achternaam=wie.achternaam,
        geboortedatum=wie.geboortedatum,
        gemeente=gegevens.woongemeente,
    )
    vastleggen("leerling_toevoegen", kind, door=door, op=op)
    return kind


def _bestaande(gegevens: Gegevens, kind: Leerling, *, op: datetime) -> tuple[Casus | None, Hoe]:
    """The case that runs, or the one that was closed so shortly ago that it is the same: then it is opened again."""
    alle = Casus.objects.filter(swv=gegevens.swv, leerling=kind).select_for_update(of=("self",))
    if lopend := alle.filter(status__in=OPEN).first():
        return lopend, Hoe.LOPEND
    dicht = alle.filter(status=Casusstatus.GESLOTEN, opgegaan_in=None).order_by("-gesloten_op").first()
    vandaag = timezone.localdate(op)
    if dicht is None or dicht.gesloten_op is None or not zelfde_casus(timezone.localdate(dicht.gesloten_op), vandaag):
        return None, Hoe.NIEUW
    van = na_eerder(dicht, gegevens.van, op=op)
    weer = heropenen(dicht, door=Systeem("melding"), op=op, soort=gegevens.soort, van=van, uren=gegevens.uren)
    return weer, Hoe.HEROPEND


def _anderen_met_gezag(kind: Leerling, door: Gebruiker, dag: date) -> bool:
    """Whether somebody else than this parent represents the child: that person reads the case now too, and hears it
    best from somebody. Not so of what leerplicht tells: that says itself whether the parents know."""
    if Rol.LEERPLICHT in door.rollen:
        return False
    gezag = Gezag.objects.geldig(dag).filter(leerling=kind, soort__in=VERTEGENWOORDIGT)
    return gezag.exclude(betrokkene__gebruiker=door).exists()


def _te_vertellen(casus: Casus, dag: date) -> list[Gebruiker]:
    """Who looks after the case, or else the desk, and its school: they get a mail that something waits."""
    leden = Lidmaatschap.objects.geldig(dag).filter(rol=Rol.IB, gebruiker__is_active=True)
    school = [een.gebruiker for een in leden.filter(plek__school=casus.school_id or 0).select_related("gebruiker")]
    return list(dict.fromkeys([*wie_hoort(casus, dag), *school]))
