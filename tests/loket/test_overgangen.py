"""Every transition × role × status: from the wrong status, by the wrong role, twice, and by two people at once.

Generated from the table of transitions itself, so that a new one is tested the day it is written.
"""

from __future__ import annotations

import importlib
import pkgutil
import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.http import Http404
from django.utils import timezone

import loket.actions
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import PERMISSIES, SCHOOLROLLEN, Rol
from kern.logboek.models import Logregel, Uitkomst
from loket.actions.overgang import overgang
from loket.models import Aanvraag, Aanvulling, Doorzending, Status
from tests.factories import aanvraag_in, gebruiker_met

S = Status
MODULES = [importlib.import_module(f"loket.actions.{een.name}") for een in pkgutil.iter_modules(loket.actions.__path__)]
ACTIES = {naam: next(getattr(module, naam) for module in MODULES if hasattr(module, naam)) for naam in overgang.regels}
DAG = timedelta(days=1)


def nu():
    return timezone.now()


def velden(naam, door):
    """Keywords that would do, for the transitions that ask for any."""
    vandaag = timezone.localdate()
    return {
        "toewijzen": {"behandelaar": door},
        "aanvulling_vragen": {"vraag": "Een OPP.", "hersteltermijn_dagen": 14},
        "deskundigen_vragen": {
            "eerste": door,
            "eerste_discipline": "orthopedagoog",
            "tweede": door,
            "tweede_discipline": "arts",
            "uiterlijk_op": vandaag,
        },
        "deskundige_erbij": {"deskundige": door, "discipline": "arts", "uiterlijk_op": vandaag},
        "terug": {"reden": "x", "naar": S.IN_CONTROLE},
        "aanvullen": {"antwoord": "Klaar."},
        "intrekken": {"reden": "Verhuisd."},
        "verdagen": {"tot": vandaag + 90 * DAG, "reden": "x"},
        "uitstel_instemmen": {"schriftelijk_op": vandaag, "tot": vandaag + 9 * DAG, "reden": "x"},
        "doorzending_voorstellen": {"naar_naam": "SWV Elders", "reden": "x"},
        "doorzending_afwijzen": {"reden": "x"},
        "buiten_behandeling_stellen": {"motivering": "x"},
        "zienswijze_openen": {"waarover": "x", "besproken_op": vandaag},
        "zienswijze_sluiten": {"reden": "x"},
        "klaarzetten": {"verzenddatum": vandaag},
        "besluiten": {"uitkomst": "afgewezen", "soort": "SO", "motivering": "x"},
    }.get(naam, {})


def mag(regel, rol, status):
    return regel.permissie in PERMISSIES[rol] and status in regel.van


def in_status(status):
    """A row in this status; what came before it is laid down as far as the status needs."""
    return aanvraag_in(status)


def test_every_transition_of_the_table_is_an_action():
    assert set(ACTIES) == set(overgang.regels)
    assert len(ACTIES) >= 25


@pytest.mark.django_db
@pytest.mark.parametrize("status", Status.values)
def test_no_role_does_what_is_not_its_step_now(status):
    """Who may not, or not now, gets a sentence (or finds nothing), and nothing is written but the refusal."""
    aanvraag = in_status(status)
    mensen = {
        rol: gebruiker_met(rol, school=aanvraag.school) if rol in SCHOOLROLLEN else gebruiker_met(rol) for rol in Rol
    }
    voor = Aanvraag.objects.filter(pk=aanvraag.pk).values().get()
    for naam, regel in overgang.regels.items():
        for rol, wie in mensen.items():
            if mag(regel, rol, status):
                continue
            assert regel.waarom_niet(aanvraag, wie, nu()).endswith("."), (naam, rol)
            if regel.permissie not in PERMISSIES[rol] and status not in regel.van:
                continue  # wrong twice: the rule has just said so, and each of the two alone is tried for real
            with pytest.raises((NietMogelijk, Http404)) as fout:
                ACTIES[naam](aanvraag, door=wie, op=nu(), **velden(naam, wie))
            if fout.type is NietMogelijk:
                assert str(fout.value).endswith("."), (naam, rol)
                geweigerd = Logregel.objects.using("logboek").filter(actie=naam, wie=wie.public_id)
                assert [een.uitkomst for een in geweigerd] == [Uitkomst.GEWEIGERD], (naam, rol)
    assert Aanvraag.objects.filter(pk=aanvraag.pk).values().get() == voor
    assert not Logregel.objects.filter(uitkomst=Uitkomst.GEDAAN).exists()


# --- twice, and at once ------------------------------------------------------------------------------------------


def _gevraagd(aanvraag, geleden):
    dag = timezone.localdate() - geleden * DAG
    Aanvulling.objects.filter(aanvraag=aanvraag).delete()
    Aanvulling.objects.create(
        aanvraag=aanvraag,
        vraag="x",
        gevraagd_op=dag,
        gevraagd_door=gebruiker_met(Rol.LOKETMEDEWERKER),
        hersteltermijn_tot=dag + 14 * DAG,
    )


def _voorstel(aanvraag, _):
    Doorzending.objects.create(
        aanvraag=aanvraag,
        naar_naam="SWV Elders",
        reden="x",
        voorgesteld_op=nu(),
        voorgesteld_door=gebruiker_met(Rol.LOKETMEDEWERKER),
    )


EEN_KEER = [
    ("in_controle_nemen", S.INGEDIEND, Rol.LOKETMEDEWERKER, None),
    ("aanvulling_vragen", S.IN_CONTROLE, Rol.LOKETMEDEWERKER, None),
    ("aanvullen", S.AANVULLING_GEVRAAGD, Rol.IB, None),
    ("aanvulling_verlopen", S.AANVULLING_GEVRAAGD, Rol.LOKETMEDEWERKER, lambda een, _: _gevraagd(een, 15)),
    ("compleet_verklaren", S.IN_CONTROLE, Rol.LOKETMEDEWERKER, None),
    ("naar_besluit", S.ADVIES_GEREED, Rol.LOKETMEDEWERKER, None),
    ("zienswijze_openen", S.ADVIES_GEREED, Rol.LOKETMEDEWERKER, None),
    ("zienswijze_sluiten", S.ZIENSWIJZE_LOOPT, Rol.LOKETMEDEWERKER, None),
    ("terug", S.BESLUIT_VOORBEREIDEN, Rol.BESLISSER, None),
    ("intrekken", S.IN_ADVIES, Rol.IB, None),
    ("doorzending_voorstellen", S.IN_CONTROLE, Rol.LOKETMEDEWERKER, None),
    ("doorzenden", S.IN_CONTROLE, Rol.BESLISSER, _voorstel),
    ("doorzending_afwijzen", S.IN_CONTROLE, Rol.BESLISSER, _voorstel),
    ("buiten_behandeling_stellen", S.AANVULLING_GEVRAAGD, Rol.BESLISSER, lambda een, _: _gevraagd(een, 15)),
    ("verwijderen", S.CONCEPT, Rol.IB, None),
]
"""Transitions that can be done once: name, from, who, and what must be there first."""


def klaar_voor(naam, status, rol, eerst):
    aanvraag = in_status(status)
    if eerst:
        eerst(aanvraag, naam)
    return aanvraag, [gebruiker_met(rol, school=aanvraag.school) for _ in range(2)]


@pytest.mark.django_db
@pytest.mark.parametrize(("naam", "status", "rol", "eerst"), EEN_KEER, ids=[een[0] for een in EEN_KEER])
def test_a_second_time_is_refused_with_the_reason(naam, status, rol, eerst):
    aanvraag, mensen = klaar_voor(naam, status, rol, eerst)
    ACTIES[naam](aanvraag, door=mensen[0], op=nu(), **velden(naam, mensen[0]))
    na = Aanvraag.objects.filter(pk=aanvraag.pk).values().get()
    gedaan = Logregel.objects.filter(actie=naam, uitkomst=Uitkomst.GEDAAN).count()
    with pytest.raises((NietMogelijk, Http404)):  # a draft that was thrown away is not there any more
        ACTIES[naam](aanvraag, door=mensen[1], op=nu(), **velden(naam, mensen[1]))
    assert Aanvraag.objects.filter(pk=aanvraag.pk).values().get() == na
    assert Logregel.objects.filter(actie=naam, uitkomst=Uitkomst.GEDAAN).count() == gedaan == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("naam", "status", "rol", "eerst"), EEN_KEER, ids=[een[0] for een in EEN_KEER])
def test_of_two_people_at_once_one_does_it_and_the_other_reads_why(naam, status, rol, eerst):
    aanvraag, mensen = klaar_voor(naam, status, rol, eerst)
    start, uitkomsten = threading.Barrier(2), []

    def doen(wie):
        try:
            start.wait(5)
            ACTIES[naam](aanvraag, door=wie, op=nu(), **velden(naam, wie))
            uitkomsten.append("gelukt")
        except NietMogelijk as reden:
            uitkomsten.append(str(reden))
        except Http404:
            uitkomsten.append("Dit bestaat niet meer.")
        finally:
            connections.close_all()

    draden = [threading.Thread(target=doen, args=(wie,)) for wie in mensen]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(20)
    assert uitkomsten.count("gelukt") == 1, uitkomsten
    assert len(uitkomsten) == 2
    assert all(een == "gelukt" or een.endswith(".") for een in uitkomsten)
    assert Logregel.objects.filter(actie=naam, uitkomst=Uitkomst.GEDAAN).count() == 1
