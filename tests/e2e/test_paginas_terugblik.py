"""A parent and a school are asked how it went; the desk reads the figures. With and without a script."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from arrangementen.models import Beeindiging
from kern.gebruikers.rollen import Rol
from loket.models import Terugblik
from tests.arrangementrijen import toegekend_zonder_geld
from tests.bezwaren import besluit_bij
from tests.factories import aanbod, aanvraag_in, gebruiker_met
from tests.thuiszitterrijen import casus
from thuiszitters.actions.sluiten import sluiten
from thuiszitters.models import Casus

from .conftest import bekijk
from .stappen import druk, klik, naar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("script", [True, False])
def test_how_it_went(binnen, ib, school, leerling, ouder, loketmedewerker, script):
    vandaag = timezone.localdate()
    zaak = aanvraag_in("besluit_voorbereiden", school=school, ib=ib, leerling=leerling)
    besluit_bij(zaak, verzonden=vandaag - timedelta(days=20))
    gezin = binnen(ouder, java_script_enabled=script, viewport={"width": 390, "height": 844})
    gezin.goto(f"/dossier/{zaak.public_id}/")
    klik(gezin, "Hoe ging het?")
    bekijk(gezin, "terugblik-ouder")
    druk(gezin, "Versturen")
    bekijk(gezin, "terugblik-ouder-fout")
    gezin.get_by_label("Gaat wel").check()
    druk(gezin, "Versturen")
    assert gezin.get_by_role("link", name="Hoe ging het?").count() == 0
    ib_page = binnen(ib, java_script_enabled=script)
    ib_page.goto(f"/aanvragen/{zaak.public_id}/")
    klik(ib_page, "Hoe ging het?")
    bekijk(ib_page, "terugblik-school")
    druk(ib_page, "Overslaan")
    assert ib_page.get_by_role("link", name="Hoe ging het?").count() == 0
    assert Terugblik.objects.count() == 1
    vorige = (vandaag.replace(day=1) - timedelta(days=1)).replace(day=1)
    for nummer in range(6):
        Terugblik.objects.create(rol="gezin", soort="SO", maand=vorige, gezicht="4", tekst=f"Het ging goed {nummer}.")
    naar(binnen(loketmedewerker, java_script_enabled=script), "/loket/terugblik/", "terugblik-loket")


def test_after_help_and_a_case_that_ended(binnen, ib, school, leerling, ouder):
    """On the page where each reads about it; the list of help knows its theme."""
    toen, adviseur = timezone.now() - timedelta(days=20), gebruiker_met(Rol.ADVISEUR)
    soort = aanbod("begeleiding", thema="Samen naar school")
    hulp = toegekend_zonder_geld(school=school, ib=ib, leerling=leerling, soort=soort, op=toen - timedelta(days=20))
    gestopt = {"laatste_dag": timezone.localdate(toen), "gestopt_op": toen, "gestopt_door": ib}
    Beeindiging.objects.create(arrangement=hulp, reden="doel_bereikt", **gestopt)
    een = casus(school=school, leerling=leerling, door=ib, regie=adviseur, van=timezone.localdate(toen))
    laatste = timezone.localdate(toen) + timedelta(days=1)
    sluiten(een, door=adviseur, op=timezone.now(), eindreden="eigen_school", laatste_dag=laatste)
    Casus.objects.filter(pk=een.pk).update(gesloten_op=toen + timedelta(days=2))
    gezin, van_school = binnen(ouder), binnen(ib)
    for page, pad, naam in (
        (gezin, f"/dossier/hulp/{hulp.deelnames.get().public_id}/", "ouder-hulp"),
        (gezin, f"/dossier/kind/{leerling.public_id}/naar-school/", "ouder-thuis"),
        (van_school, f"/arrangementen/{hulp.public_id}/", "school-hulp"),
        (van_school, f"/thuiszitters/{een.public_id}/", "school-thuis"),
    ):
        naar(page, pad, f"terugblik-bij-{naam}")
        klik(page, "Hoe ging het?")
        bekijk(page, f"terugblik-{naam}")
        page.get_by_label("Goed", exact=True).check()
        druk(page, "Versturen")
        assert page.get_by_role("link", name="Hoe ging het?").count() == 0
    assert sorted(Terugblik.objects.values_list("na", "rol")) == [
        ("hulp", "gezin"),
        ("hulp", "school"),
        ("thuis", "gezin"),
        ("thuis", "school"),
    ]
    naar(van_school, "/arrangementen/?weergave=alles", "arrangementen-thema")
    van_school.get_by_label("Thema").select_option("Samen naar school")
    druk(van_school, "Toon")
    assert van_school.get_by_role("cell", name="Samen naar school").count() == 1
