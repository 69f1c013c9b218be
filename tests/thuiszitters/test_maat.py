"""How long is counted: the classes that an SWV chose, with or without the school holidays."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from scholen.forms.instelthuis import Klassen
from scholen.models import Instelling
from thuiszitters.maat import maat_van, vakantiedagen
from thuiszitters.rules.duur import GRENZEN, grenzen_van
from thuiszitters.rules.periode import Periode
from thuiszitters.rules.telling import Interval, Verloop, stand


def test_the_default_borders_are_the_classes_of_the_law_and_the_pact():
    assert maat_van(Instelling()).grenzen == GRENZEN
    anders = grenzen_van(["14d", "10m", "24m"])
    assert [een.woorden for een in anders] == [
        "korter dan 2 weken",
        "2 weken tot 10 maanden",
        "10 tot 24 maanden",
        "24 maanden of langer",
    ]


def test_borders_are_read_as_people_write_them():
    veld = Klassen()
    assert veld.clean("4 weken, 3 maanden; 1 jaar") == ["28d", "3m", "12m"]
    assert veld.prepare_value(["28d", "1m", "12m"]) == "4 weken, 1 maand, 12 maanden"
    for fout in ("3 maanden, 4 weken", "vier weken", "0 dagen", "3 maanden, 3 maanden", ",", "1 dag, " * 9):
        with pytest.raises(ValidationError):
            veld.clean(fout)


def test_holidays_are_left_out_of_the_duration_and_never_of_the_law():
    een = Verloop([Interval("relatief", date(2026, 10, 1))], Periode(date(2000, 1, 1)))
    assert vakantiedagen("midden", date(2026, 10, 1), date(2026, 11, 1)) == 9
    dag = date(2026, 10, 29)
    mee, zonder = (stand(een, dag, maat_van(Instelling(vakantie_meetellen=mee))) for mee in (True, False))
    assert (mee.dagen, mee.klasse, mee.officieel) == (28, 1, True)
    assert (zonder.dagen, zonder.weken, zonder.klasse, zonder.officieel) == (19, 2, 0, True)
    assert zonder.sinds == mee.sinds
