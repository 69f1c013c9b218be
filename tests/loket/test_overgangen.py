"""Every transition × role × status: from the wrong status, by the wrong role, twice, and by two people at once.

Generated from the table of transitions itself: a new one is red until it has a case in tests/loket/overgangen.py.
"""

from __future__ import annotations

import importlib
import pkgutil
import threading

import pytest
from django.db import connections
from django.http import Http404

import loket.actions
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import PERMISSIES, SCHOOLROLLEN, Rol
from kern.logboek.models import Logregel, Uitkomst
from loket.actions.overgang import overgang
from loket.models import Aanvraag, Status
from tests.factories import aanvraag_in, gebruiker_met

from .overgangen import RECEPTEN, nu

MODULES = [importlib.import_module(f"loket.actions.{een.name}") for een in pkgutil.iter_modules(loket.actions.__path__)]
ACTIES = {naam: next(getattr(module, naam) for module in MODULES if hasattr(module, naam)) for naam in overgang.regels}
ALLE = sorted(RECEPTEN)


def mag(regel, rol, status):
    return regel.permissie in PERMISSIES[rol] and status in regel.van


def rij_van(aanvraag):
    return Aanvraag.objects.filter(pk=aanvraag.pk).values().get()


def gedaan(naam):
    return Logregel.objects.filter(actie=naam, uitkomst=Uitkomst.GEDAAN).count()


def test_every_transition_of_the_table_is_an_action_with_a_case_to_try():
    assert set(ACTIES) == set(overgang.regels) == set(RECEPTEN)
    assert len(ACTIES) >= 40


@pytest.mark.django_db
@pytest.mark.parametrize("status", Status.values)
def test_no_role_does_what_is_not_its_step_now(status):
    """Who may not, or not now, gets a sentence (or finds nothing), and nothing is written but the refusal.

    All transitions by all roles that see the row and have the right, only not now. For who has not the right or does
    not see the row, every transition ends before it looks at the status: of those each status tries some others, so
    that all statuses together try them all, five times over by who sees it.
    """
    aanvraag = aanvraag_in(status)
    mensen = {
        rol: gebruiker_met(rol, school=aanvraag.school) if rol in SCHOOLROLLEN else gebruiker_met(rol) for rol in Rol
    }
    voor, op, verwacht = rij_van(aanvraag), nu(), set()
    for rol, wie in mensen.items():
        ziet = Aanvraag.objects.visible_to(wie).filter(pk=aanvraag.pk).exists()
        for nummer, naam in enumerate(ALLE):
            regel = overgang.regels[naam]
            if mag(regel, rol, status):
                continue
            recht = ziet and regel.permissie in PERMISSIES[rol]
            if not recht and (nummer - Status.values.index(status)) % (4 if ziet else len(Status)):
                continue
            with pytest.raises(NietMogelijk if ziet else Http404) as fout:
                ACTIES[naam](aanvraag, door=wie, op=op)
            if ziet:
                assert str(fout.value).endswith("."), (naam, rol)
                verwacht.add((naam, wie.public_id))
    geweigerd = Logregel.objects.using("logboek").filter(uitkomst=Uitkomst.GEWEIGERD).values_list("actie", "wie")
    assert sorted(geweigerd) == sorted(verwacht)
    assert rij_van(aanvraag) == voor
    assert not Logregel.objects.filter(uitkomst=Uitkomst.GEDAAN).exists()


# --- twice, and at once ------------------------------------------------------------------------------------------


def klaar_voor(naam):
    """The case, two people, and for each the keywords; made beforehand, so that two at once only do the step."""
    recept = RECEPTEN[naam]
    aanvraag = recept.maken()
    mensen = recept.mensen(aanvraag)
    return aanvraag, [(wie, recept.velden(aanvraag, wie)) for wie in mensen]


@pytest.mark.django_db
@pytest.mark.parametrize("naam", ALLE)
def test_a_second_time_is_refused_with_the_reason_or_only_repeats_the_first(naam):
    aanvraag, ((wie, velden), (ander, weer)) = klaar_voor(naam)
    ACTIES[naam](aanvraag, door=wie, op=nu(), **velden)
    assert gedaan(naam) == 1
    na = rij_van(aanvraag)
    if RECEPTEN[naam].weer:
        ACTIES[naam](aanvraag, door=ander, op=nu(), **weer)
        assert (rij_van(aanvraag)["status"], gedaan(naam)) == (na["status"], 2)
        return
    with pytest.raises((NietMogelijk, Http404)) as fout:  # a draft that was thrown away is not there any more
        ACTIES[naam](aanvraag, door=ander, op=nu(), **weer)
    assert fout.type is Http404 or str(fout.value).endswith(".")
    assert (rij_van(aanvraag), gedaan(naam)) == (na, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("naam", ALLE)
def test_of_two_people_at_once_one_does_it_and_the_other_reads_why(naam):
    """Unless the second only repeats the first: then both are done, one after the other."""
    aanvraag, wat = klaar_voor(naam)
    start, uitkomsten = threading.Barrier(2), []

    def doen(wie, velden):
        try:
            start.wait(5)
            ACTIES[naam](aanvraag, door=wie, op=nu(), **velden)
            uitkomsten.append("gelukt")
        except NietMogelijk as reden:
            uitkomsten.append(str(reden))
        except Http404:
            uitkomsten.append("Dit bestaat niet meer.")
        finally:
            connections.close_all()

    draden = [threading.Thread(target=doen, args=een) for een in wat]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(20)
    assert len(uitkomsten) == 2
    assert uitkomsten.count("gelukt") == (2 if RECEPTEN[naam].weer else 1), uitkomsten
    assert all(een == "gelukt" or een.endswith(".") for een in uitkomsten)
    assert gedaan(naam) == uitkomsten.count("gelukt")
