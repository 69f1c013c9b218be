"""Several lists of rows in one question: the same rows, values and order as each would give by itself."""

import pytest
from django.db import connection
from django.db.models import F
from django.db.models.functions import TruncDate
from django.test.utils import CaptureQueriesContext

from kern.gebruikers.ineens import bijleggen, bijleggen_een, ineens
from kern.gebruikers.models import Gebruiker
from kern.logboek.models import Logregel
from loket.models import Aanvraag, Aanvulling, Status
from scholen.models import Instelling, Leerling, School
from tests.factories import InstellingFactory, aanvraag_in


@pytest.fixture
def aanvraag(db, school, ib, leerling):
    return aanvraag_in(Status.AANVULLING_GEVRAAGD, school=school, ib=ib, leerling=leerling)


def waarden(ding):
    return {veld.attname: getattr(ding, veld.attname) for veld in ding._meta.concrete_fields}


def test_rows_are_as_the_queryset_itself_gives_them(aanvraag):
    InstellingFactory(geldig_van="2021-08-01")
    vragen = [
        Aanvraag.objects.order_by("-pk"),
        Aanvulling.objects.all(),
        Instelling.objects.order_by("-geldig_van"),  # lists, choices, dates, numbers
        School.objects.none(),
        Leerling.objects.filter(pk__in=[]),
        Gebruiker.objects.order_by("-naam", "pk"),
    ]
    with CaptureQueriesContext(connection) as gevangen:
        samen = ineens(*vragen)
    assert len(gevangen) == 1
    for vraag, rijen in zip(vragen, samen, strict=True):
        zelf = list(vraag)
        assert rijen == zelf
        assert [waarden(een) for een in rijen] == [waarden(een) for een in zelf]
        assert not any(een._state.adding for een in rijen)
    assert len(samen[2]) == 2


def test_annotations_and_values_come_along(aanvraag, inloggen, ouder):
    inloggen(ouder).get(f"/dossier/{aanvraag.public_id}/")
    met_naam, regels = ineens(
        Aanvraag.objects.annotate(wie=F("leerling__roepnaam")),
        Logregel.objects.filter(actie="dossier_gezien").values("wie", dag=TruncDate("op")),
    )
    assert met_naam[0].wie == "Fenna"
    assert regels == [{"wie": ouder.public_id, "dag": str(Logregel.objects.get(actie="dossier_gezien").op.date())}]


def test_nothing_to_ask_is_no_question(db):
    with CaptureQueriesContext(connection) as gevangen:
        assert ineens(School.objects.none()) == [[]]
        assert ineens() == []
    assert len(gevangen) == 0


def test_what_is_laid_beside_a_row_is_not_asked_again(aanvraag):
    een, punten = Aanvraag.objects.get(), list(Aanvulling.objects.all())
    bijleggen(een, "aanvullingen", punten)
    bijleggen_een(een, "leerling", None)
    with CaptureQueriesContext(connection) as gevangen:
        assert list(een.aanvullingen.all()) == punten
        assert een.leerling is None
    assert len(gevangen) == 0
