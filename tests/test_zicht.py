"""The registry of who sees what is complete, and roles do not add up."""

import pytest
from django.apps import apps

from kern.gebruikers.rollen import PERMISSIES, Rol
from kern.gebruikers.zicht import OPENBAAR, ZICHT, ZichtbareQuerySet

ZONDER_ZICHT = {
    # Counters, contents and outboxes: reached only through the thing they belong to, never listed for a person.
    "bestanden.Inhoud",
    "brieven.Brief",
    "brieven.BriefVersie",
    "gebruikers.MislukteInlog",
    "gebruikers.Uitnodiging",
    "logboek.Logregel",
    "loket.Kenmerknummer",
    "loket.TlvGebeurtenis",
    "loket.Volgnummer",
    "post.Bericht",
}

EIGEN = ("kern.", "scholen", "loket", "dossier", "arrangementen", "thuiszitters", "monitoring")


def eigen_modellen():
    return [model for model in apps.get_models() if model.__module__.startswith(EIGEN)]


@pytest.mark.parametrize("model", eigen_modellen(), ids=lambda model: model._meta.label)
def test_every_model_says_for_every_role_what_it_sees(model):
    if model._meta.label in ZONDER_ZICHT or model in OPENBAAR:
        return
    assert set(ZICHT.get(model, {})) == set(Rol), f"{model._meta.label}: name the missing roles in scopes.py"


def test_every_role_has_a_line_of_rights():
    assert set(PERMISSIES) == set(Rol)


def test_every_scoped_model_can_be_asked_who_sees_it():
    zonder = [model._meta.label for model in ZICHT if not isinstance(model._default_manager.all(), ZichtbareQuerySet)]
    assert zonder == []
