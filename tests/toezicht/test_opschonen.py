"""What belongs to no file goes by itself after its term: on the day it may, and not the day before."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from kern.avg import Regel, gegevens
from kern.gebruikers.models import MislukteInlog
from kern.gebruikers.rollen import Rol
from kern.post.models import Bericht
from tests.factories import gebruiker_met
from tests.test_zicht import eigen_modellen
from tests.toezicht.test_opruimen import geschreven
from toezicht.actions.opschonen import opschonen
from toezicht.boom import VERWIJDERD
from toezicht.models import Beoordeling, Opruiming, Opruimregel
from toezicht.rules.bewaren import OPSCHONEN_MAANDEN

ZONDER = {
    "arrangementen.Arrangement": "its words are of the file",
    "arrangementen.Rekening": "the account to which is paid, as long as it is",
    "kern.Logregel": "sealed; its words go with the child",
    "monitoring.Verstrekking": "who got a set, for as long as it is used",
    "scholen.Opgave": "frozen figures",
    "toezicht.Registerregel": "by its own day (weg_vanaf)",
    "toezicht.Verborgen": "goes with the file it hides",
}
"""Of these rules and with words, but not by a number of months; and why."""
DRIE = ["default", "logboek", "opruimer"]


def test_what_belongs_to_no_file_says_when_it_goes():
    regels = {Regel.KORT, Regel.GELD, Regel.REGISTER, Regel.STATISTIEK}
    zegt = {model: gegevens(model) for model in eigen_modellen()}
    vergeten = {
        model._meta.label
        for model, een in zegt.items()
        if een.regel in regels and (een.woorden or een.regel == Regel.KORT) and not een.na and not een.bij
    }
    assert vergeten - {*ZONDER} == set()
    for model, een in zegt.items():
        if een.na:
            assert een.dan in ("weg", "leeg"), model
            assert een.regel in OPSCHONEN_MAANDEN, model
            assert een.dan == "weg" or een.woorden, model
            model._meta.get_field(een.na.split("__")[0])


@pytest.mark.django_db(transaction=True, databases=DRIE)
def test_rows_and_words_go_on_the_day_they_may_and_stay_the_day_before():
    nu, fg = timezone.now(), gebruiker_met(Rol.FG)
    geschreven(nu - timedelta(days=100))
    geschreven(nu)

    def rond(maanden):
        """The moments around the border: what is a day too young, and what is old."""
        vandaag = timezone.localdate(nu)
        dag = vandaag.replace(year=vandaag.year - maanden // 12)
        midden = datetime.combine(dag, datetime.min.time(), timezone.get_current_timezone()) + timedelta(hours=12)
        return midden, midden - timedelta(days=1)

    for op in rond(12):
        MislukteInlog.objects.create(sleutel="x", op=op)
        Bericht.objects.create(aan="a@b.example", wie=fg, soort="klaar", sleutel=f"s{op}", created_at=op)
    for op in rond(84):
        Beoordeling.objects.create(dag=op.date(), soort="veel", wie="x", gemaakt_op=op)
        lijst = Opruiming.objects.create(gemaakt_op=op, peildag=op.date(), alle=1, klaar_op=op)
        regel = {"kenmerk": "AV-2019-0001", "soort": "advies", "wortels": [["a", "b"]], "leerlingen": ["kind"]}
        Opruimregel.objects.create(
            opruiming=lijst, **regel, reden="termijn_voorbij", stand="weg", bijgewerkt_op=op, afgemaakt_op=op
        )
    gedaan = opschonen(op=nu)
    assert gedaan == {
        "gebruikers.MislukteInlog": 1,
        "post.Bericht": 1,
        "toezicht.Beoordeling": 1,
        "toezicht.Opruimregel": 2,
    }
    assert MislukteInlog.objects.count() == Beoordeling.objects.count() == 1
    assert sorted(Bericht.objects.values_list("aan", flat=True)) == ["", "a@b.example"]
    assert set(Opruimregel.objects.values_list("kenmerk", flat=True)) == {"AV-2019-0001", VERWIJDERD[:40]}
    assert opschonen(op=nu) == {}, "twice gives no more"


@pytest.mark.django_db(databases=DRIE)
def test_a_clock_that_jumped_cleans_nothing():
    MislukteInlog.objects.create(sleutel="x", op=timezone.now())
    geschreven(timezone.now())
    assert opschonen(op=timezone.now() + timedelta(days=3653)) == {}
    assert MislukteInlog.objects.exists()
