"""The demo shows a thuiszitter at each turn, from the settings of a region alone."""

from datetime import UTC, date, datetime

import time_machine

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Systeem
from kern.gebruikers.rollen import BUITEN, Rol
from scholen import demo as scholen_demo
from scholen.actions import regio_inrichten
from scholen.models import Samenwerkingsverband
from scholen.regio import laden
from thuiszitters import demo, demoopgave, demoprotocol
from thuiszitters.models import Afspraak, Bordweergave, Casus, Casusstatus, Opgave, Plan, Protocol
from thuiszitters.views.dubbel import paren_van

DAG = date(2026, 11, 27)


def test_the_demo_has_a_child_on_every_tab_and_a_second_time_adds_none(db):
    regio_inrichten(laden("veld-vaart-vecht"), door=Systeem("proef"), op=datetime(2026, 11, 27, 9, tzinfo=UTC))
    swv = Samenwerkingsverband.objects.get(eigen=True)
    scholen_demo.vullen(swv, vandaag=DAG)
    assert demo.vullen(swv, vandaag=DAG) == len(demo.VERHALEN) + 1 == Casus.objects.count()
    delen = {
        "actief": Casus.objects.actief(DAG),
        "deels": Casus.objects.deels(DAG),
        "nazorg": Casus.objects.zonder_verzuim(DAG),
        "dicht": Casus.objects.afgesloten(),
    }
    assert {naam: deel.count() for naam, deel in delen.items()} == {"actief": 7, "deels": 2, "nazorg": 1, "dicht": 2}
    assert Casus.objects.filter(status=Casusstatus.SIGNAAL, regievoerder=None).exists()
    assert not Afspraak.objects.filter(voor__lt=DAG).exists()
    assert Plan.objects.filter(vastgesteld_op__isnull=False, gesprekken__vervolg="opbouwen").exists()
    assert not Plan.objects.filter(evaluatie_op__lt=DAG, gesloten_op=None).exists()
    assert demo.vullen(swv, vandaag=DAG) == 0
    loket = Gebruiker.objects.filter(lidmaatschappen__rol=Rol.LOKETMEDEWERKER).order_by("pk").first()
    with time_machine.travel(datetime(2026, 11, 27, 12, tzinfo=UTC)):
        assert len(paren_van(loket)) == Bordweergave.objects.visible_to(loket).count() == 1
    for _ in range(2):
        demoprotocol.vullen(swv, op=datetime(2026, 11, 27, 9, tzinfo=UTC))
        demoopgave.vullen(swv, op=datetime(2026, 11, 27, 9, tzinfo=UTC))
    assert Opgave.objects.get().aantal_regels
    assert Protocol.objects.concept(swv).stappen.count() == 9
    with time_machine.travel(datetime(2026, 11, 27, 12, tzinfo=UTC)):
        mensen = {rol: Gebruiker.objects.filter(lidmaatschappen__rol=rol).order_by("pk").first() for rol in BUITEN}
        assert Casus.objects.visible_to(mensen[Rol.PARTNER]).count() == 1
        assert Afspraak.objects.visible_to(mensen[Rol.PARTNER]).count() == 3
        assert Casus.objects.visible_to(mensen[Rol.LEERPLICHT]).exists()
