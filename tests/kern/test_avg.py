"""Every model says what it holds about people and until when, and every column that can hold words is sorted."""

from types import SimpleNamespace

import pytest
from django.db import models

from kern.avg import GAAT_MEE, Regel, Van, gegevens, ongesorteerd
from loket.models import Bijlage
from loket.models.notitie import Notitie
from loket.rules.inzage import GAAT_MEE as OVER_EEN_KIND
from tests.test_zicht import eigen_modellen

OVER = {Van.KIND, Van.GEZIN}
ZONDER_KIND = {
    "arrangementen.Bijeenkomst",  # a day; who was there is Aanwezigheid
    "arrangementen.Boeking",  # of a help and not of a child: its description is of the budget
    "loket.Zoekwoord",  # a word, not of whom
}
"""Sorted as about a child, though nobody finds a child through them (loket.rules.inzage)."""


def zegt():
    return {model: gegevens(model) for model in eigen_modellen()}


def test_every_model_says_it_and_every_column_is_sorted():
    assert {model._meta.label: fout for model in eigen_modellen() if (fout := ongesorteerd(model))} == {}


def test_a_model_or_a_column_that_is_forgotten_is_named(monkeypatch):
    monkeypatch.setattr(Notitie, "Avg", SimpleNamespace(van="kind", regel="dossier", bij="aanvraag"))
    assert ongesorteerd(Notitie) == ["eenmalig", "tekst"]
    monkeypatch.setattr(Notitie, "Avg", SimpleNamespace(van="niemand", regel="-", gewoon=("weg",)))
    assert ongesorteerd(Notitie) == ["weg"]
    monkeypatch.delattr(Bijlage, "Avg")
    with pytest.raises(LookupError, match=r"loket\.Bijlage"):
        gegevens(Bijlage)


def test_what_it_belongs_to_is_a_relation_and_leads_to_what_goes_by_a_rule():
    alle = zegt()
    for model, avg in alle.items():
        for naam in avg.bij:
            veld = model._meta.get_field(naam)
            assert isinstance(veld, models.ForeignKey | models.OneToOneField), f"{model._meta.label}.{naam}"
            assert alle[veld.related_model].regel in {*GAAT_MEE, Regel.GELD, Regel.ACCOUNT}, f"{model._meta.label}"
    staan_alleen = {model._meta.label for model, avg in alle.items() if avg.regel == Regel.DOSSIER and not avg.bij}
    assert staan_alleen == {
        "loket.Aanvraag",
        "loket.Handelingsdeel",
        "loket.Zoekwoord",
        "thuiszitters.Casus",
        "thuiszitters.Plan",
    }


def test_what_is_about_nobody_names_no_column_and_says_so_in_both_lists():
    for model, avg in zegt().items():
        label = model._meta.label
        if avg.van == Van.NIEMAND:
            assert avg.regel in {Regel.GEEN, Regel.GELD, Regel.STATISTIEK, Regel.KORT}, label
        else:
            assert avg.regel != Regel.GEEN, label
    over = {model._meta.label for model, avg in zegt().items() if avg.van in OVER} - ZONDER_KIND
    assert over - {*OVER_EEN_KIND} == set(), (
        "about a child, and the copy for a parent does not say whether it goes along"
    )
