"""The registry of who sees what is complete, and roles do not add up."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Q
from django.utils import timezone

from arrangementen.models import Aanbod
from kern.gebruikers import zicht
from kern.gebruikers.inloggen import MetRollen
from kern.gebruikers.rollen import PERMISSIES, Permissie, Rol
from kern.gebruikers.zicht import OPENBAAR, ZICHT, ZichtbareQuerySet, eigen_kolommen
from loket.models import Aanvraag
from tests.elk import elk
from tests.factories import aanbod, aanvraag_in, gebruiker_met

ZONDER_ZICHT = {
    # Counters, contents and outboxes: reached only through the thing they belong to, never listed for a person.
    "bestanden.Inhoud",
    "brieven.Brief",
    "brieven.BriefVersie",
    "brieven.Briefbijlage",
    "gebruikers.MislukteInlog",
    "gebruikers.Uitnodiging",
    "logboek.Logregel",
    "arrangementen.StaleHelpMonth",
    "loket.Bezorgfeit",
    "loket.Kenmerknummer",
    "loket.StaleMonth",
    "loket.Stemsleutel",
    "loket.Tekensleutel",
    "loket.TlvGebeurtenis",
    "loket.Volgnummer",
    "monitoring.Boekcijfer",
    "monitoring.Duurcijfer",
    "monitoring.Hulpcijfer",
    "monitoring.Hulpkinderen",
    "monitoring.Maandcijfer",
    "monitoring.Schoolduur",
    "monitoring.Standcijfer",
    "post.Bericht",
    "scholen.StaleFigures",
    "post.Dagmail",
    "post.Mailkeuze",
    "toezicht.Dagzegel",
    "toezicht.Verborgen",
    "toezicht.Woordafdruk",
}

EIGEN = (
    "kern.",
    "scholen",
    "voorlichting",
    "loket",
    "dossier",
    "arrangementen",
    "thuiszitters",
    "monitoring",
    "toezicht",
    "inrichting",
)


def eigen_modellen():
    return [model for model in apps.get_models() if model.__module__.startswith(EIGEN)]


@elk("model", eigen_modellen(), ids=lambda model: model._meta.label)
def test_every_model_says_for_every_role_what_it_sees(model):
    if model._meta.label in ZONDER_ZICHT or model in OPENBAAR:
        return
    assert set(ZICHT.get(model, {})) == set(Rol), f"{model._meta.label}: name the missing roles in scopes.py"


def test_every_role_has_a_line_of_rights():
    assert set(PERMISSIES) == set(Rol)


def test_every_scoped_model_can_be_asked_who_sees_it():
    zonder = [model._meta.label for model in ZICHT if not isinstance(model._default_manager.all(), ZichtbareQuerySet)]
    assert zonder == []


@pytest.mark.parametrize(
    ("voorwaarde", "verwacht"),
    [
        (Q(status="concept"), True),
        (~Q(status__in=["concept"]) & Q(behandelaar__in=[1]), True),
        (Q(behandelaar_id=1) | Q(pk__isnull=False), True),
        (Q(school__naam="x"), False),
        (Q(leerling__gezag__tot=None), False),
        (Q(adviesopdrachten__deskundige=1), False),
        (Q(status="concept") | (Q(soort="SO") & Q(besluiten__versie=1)), False),
        (Q(Exists(Aanvraag.objects.all())), False),
    ],
)
def test_a_scope_of_own_columns_is_told_from_one_that_looks_elsewhere(voorwaarde, verwacht):
    assert eigen_kolommen(Aanvraag, voorwaarde) is verwacht


def test_what_somebody_sees_is_said_once_for_a_request_and_anew_for_the_next(db, monkeypatch):
    """And an object that lives longer remembers nothing: a worker, a test."""
    rij = aanvraag_in()
    ib, gezegd = rij.aangemaakt_door, []
    monkeypatch.setattr(zicht, "zicht", lambda *wat, echt=zicht.zicht: gezegd.append(wat[0]) or echt(*wat))
    nu = MetRollen().get_user(ib.pk)
    for _ in range(2):
        assert rij in Aanvraag.objects.visible_to(nu)
    assert gezegd.count(Aanvraag) == 1
    assert rij not in Aanvraag.objects.visible_to(nu, Permissie.BEZWAAR_BESLISSEN), "a right is a question of its own"
    for _ in range(2):
        assert rij in Aanvraag.objects.visible_to(ib)
    assert gezegd.count(Aanvraag) == 4
    ib.lidmaatschappen.update(tot=timezone.localdate() - timedelta(days=1))
    assert rij not in Aanvraag.objects.visible_to(MetRollen().get_user(ib.pk))


def test_of_a_model_that_is_partly_public_everybody_sees_that_part_and_no_right_widens_it(db):
    open_, dicht = aanbod("open"), aanbod("dicht", openbaar=False)
    bezoeker, ouder, ib = AnonymousUser(), gebruiker_met(Rol.OUDER), gebruiker_met(Rol.IB)

    def ziet(kijker, permissie=None):
        return {*Aanbod.objects.visible_to(kijker, permissie)}

    assert ziet(bezoeker) == ziet(ouder) == {open_}
    assert ziet(ib) == {open_, dicht}
    assert ziet(ouder, Permissie.DOSSIER_LEZEN) == set(), "through a right only what that role sees"
