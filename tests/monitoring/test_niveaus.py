"""Support by level and by theme: counted by hand, asked by address, and in the year report in their order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from arrangementen.models import Aanbod, Arrangement, Basisbedrag, Basisronde
from kern.gebruikers.rollen import Rol
from monitoring.kengetallen import niveaus as m
from monitoring.models import Rapport
from monitoring.rapporten.inhoud import tabellen
from monitoring.rules.afschermen import afschermen
from monitoring.rules.periode import van_schooljaar
from tests.arrangementrijen import arrangement, pot, toegekend
from tests.factories import SchoolFactory, aanbod, gebruiker_met
from tests.monitoring.test_paginas import woorden
from tests.monitoringrijen import moment
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db
OP, JAAR = moment(date(2026, 9, 1)), van_schooljaar(2026)
VRAAG = {"periode": "2026-2027"}


@pytest.fixture
def regio(db):
    """Two of an extra kind with a theme, one of a special kind without, and what two schools got for all."""
    budget = pot("1000", op=OP)
    extra = aanbod("a-groep", naam="Groep", niveau="extra", thema="Kennis")
    speciaal = aanbod("b-klas", naam="Klas", niveau="speciaal")
    school = SchoolFactory()
    for soort, bedrag in ((extra, 100), (extra, 50), (speciaal, 30)):
        toegekend(arrangement(school=school, soort=soort, op=OP, bedrag=Decimal(bedrag)), op=OP)
    ronde = Basisronde.objects.create(
        pot=budget, teldatum=date(2026, 2, 1), vaste_voet=1, per_leerling=1, geboekt_op=OP
    )
    for een in (school, SchoolFactory()):
        Basisbedrag.objects.create(ronde=ronde, school=een, bestuur=een.bestuur, leerlingen=1, bedrag=200)
    return budget


def per(tabel):
    return [(rij.naam, *rij.cellen) for rij in tabel.rijen]


def test_by_level_and_by_theme_counted_by_hand(regio):
    alle = Arrangement.objects.all()
    tabel = m.niveautabel(alle, JAAR)
    assert [(naam, n, geld) for naam, n, _, _, geld in per(tabel)] == [
        ("Extra ondersteuning", 2, Decimal(150)),
        ("Speciale voorziening", 1, Decimal(30)),
    ]
    assert tabel.totaal.cellen[3] == Decimal(180)
    (themas,) = m.thematabellen(alle, JAAR)
    assert [(naam, n) for naam, n, *_ in per(themas)] == [("Kennis", 2), (m.ZONDER, 1)]
    Aanbod.objects.update(thema="")
    assert m.thematabellen(alle, JAAR) == [], "who has no themes sees none"


def test_activities_stand_in_the_order_of_the_levels(regio):
    tabel = m.activiteiten(Arrangement.objects.all(), Basisbedrag.objects.all(), JAAR)
    assert per(tabel) == [
        ("Bedrag aan scholen (aantal scholen)", "Basisondersteuning", m.ZONDER, 2, 0, Decimal(400)),
        ("Groep", "Extra ondersteuning", "Kennis", 2, 0, Decimal(150)),
        ("Klas", "Speciale voorziening", m.ZONDER, 1, 0, Decimal(30)),
    ]
    Aanbod.objects.update(thema="")
    zonder = m.activiteiten(Arrangement.objects.all(), Basisbedrag.objects.none(), JAAR)
    assert [rij.cellen[0] for rij in zonder.rijen] == ["Extra ondersteuning", "Speciale voorziening"]
    assert "Thema" not in [kolom.kop for kolom in zonder.kolommen]
    later = m.activiteiten(Arrangement.objects.all(), Basisbedrag.objects.all(), van_schooljaar(2027))
    assert [rij.cellen[-3:-1] for rij in later.rijen] == [(0, 2), (0, 2), (0, 1)], "the next year beside this one"
    assert m.activiteiten(Arrangement.objects.none(), Basisbedrag.objects.none(), JAAR).rijen == ()


def test_outside_the_swv_small_numbers_and_their_amounts_are_hidden(regio):
    (tabel,) = afschermen([m.activiteiten(Arrangement.objects.all(), Basisbedrag.objects.all(), JAAR)]).getoond
    for rij in tabel.rijen:
        assert not any(isinstance(cel, int) and 0 < cel < 5 for cel in rij.cellen), rij
        assert rij.cellen[-1] == "niet getoond"


def test_the_year_report_begins_with_them(regio):
    rapport = Rapport(swv=regio.swv, soort="jaarverslag", periode=JAAR.code, over="swv")
    eerste = tabellen(rapport)[0]
    assert (eerste.code, len(eerste.rijen)) == ("activiteiten", 3)


def test_a_page_and_its_file_show_one_level_or_theme(regio):
    client = ingelogd(gebruiker_met(Rol.CONTROLLER))
    adres = reverse("monitoring:geld")
    alles = woorden(client.get(adres, VRAAG))
    for zin in ("Toegekende hulp per niveau", "Toegekende hulp per thema", "Toegekende hulp 3 "):
        assert zin in alles
    for vraag, aantal in (({"niveau": "extra"}, 2), ({"thema": "Kennis"}, 2), ({"niveau": "speciaal"}, 1)):
        assert f"Toegekende hulp {aantal} " in woorden(client.get(adres, VRAAG | vraag)), vraag
        rijen = client.get(reverse("monitoring:geld_rijen", args=["toegekend"]), VRAAG | vraag)
        assert rijen.context["pagina"].paginator.count == aantal
    onbekend = woorden(client.get(adres, VRAAG | {"thema": "Verzonnen"}))
    assert "Wij kennen de gevraagde keuze bij thema niet" in onbekend
    assert "Toegekende hulp 3 " in onbekend
    blad = load_workbook(
        BytesIO(client.get(reverse("monitoring:geld_excel"), VRAAG | {"niveau": "extra"}).content)
    ).active
    cellen = {str(cel) for rij in blad.values for cel in rij}
    assert "Extra ondersteuning" in cellen
    assert "Speciale voorziening" not in cellen


def test_another_page_takes_no_notice_of_a_level(regio):
    client = ingelogd(gebruiker_met(Rol.CONTROLLER))
    pagina = client.get(reverse("monitoring:aanvragen"), VRAAG | {"niveau": "extra", "thema": "Kennis"})
    assert pagina.context["keuze"].vraag == "periode=2026-2027"
