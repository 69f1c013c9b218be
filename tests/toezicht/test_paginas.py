"""The pages of keeping: what the privacy officer reads and does, and that no name of a child stands there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from loket.models import Aanvraag
from tests.factories import gebruiker_met, tlv_voor
from tests.toezicht.lijsten import goedgekeurd
from tests.toezicht.test_opruimen import OVER, geschreven
from toezicht.actions.lijst import lijst_maken
from toezicht.actions.opruimen import goedkeuring_uitvoeren
from toezicht.models import Opruimregel, Vasthouding

pytestmark = pytest.mark.django_db
BEWAREN = "/beheer/bewaren/"


@pytest.fixture
def fg(db):
    return gebruiker_met(Rol.FG)


@pytest.fixture
def lijst(leerling, ib, beslisser):
    """What was due a week ago."""
    tlv_voor(
        leerling=leerling,
        ib=ib,
        beslisser=beslisser,
        op=timezone.now() - OVER,
        eind=timezone.localdate() - timedelta(days=900),
    )
    type(leerling).objects.filter(pk=leerling.pk).update(created_at=timezone.now() - OVER)
    geschreven(timezone.now() - timedelta(days=1))
    return lijst_maken(op=timezone.now())


def test_approve_take_back_and_stop_by_the_pages(lijst, fg, inloggen, leerling, loketmedewerker):
    client = inloggen(fg)
    pagina = client.get(reverse("toezicht:bewaarlijst", args=[lijst.public_id])).content.decode()
    assert "De bewaartermijn is voorbij." in pagina
    assert leerling.achternaam not in pagina
    assert Logregel.objects.filter(actie="bewaarlijst_gezien", wie=fg.public_id).exists()
    client.post(reverse("toezicht:bewaarlijst", args=[lijst.public_id]), {"actie": "goedkeuren"})
    assert "wordt nagekeken" in client.get(reverse("toezicht:bewaarlijst", args=[lijst.public_id])).content.decode()
    goedkeuring_uitvoeren(lijst.pk, op=timezone.now())
    assert not Aanvraag.objects.visible_to(loketmedewerker).exists()
    regel = Opruimregel.objects.get()
    antwoord = client.post(reverse("toezicht:bewaren_laten_staan", args=[regel.public_id]), {"reden": ""})
    assert "Schrijf op waarom" in antwoord.content.decode()
    client.post(reverse("toezicht:bewaren_laten_staan", args=[regel.public_id]), {"reden": "De accountant."})
    assert Aanvraag.objects.visible_to(loketmedewerker).exists()
    client.post(reverse("toezicht:bewaarlijst", args=[lijst.public_id]), {"actie": "stoppen", "reden": "Klaar."})
    lijst.refresh_from_db()
    assert lijst.stand == "Gestopt"
    assert "Gestopt" in client.get(BEWAREN).content.decode()


def test_a_child_is_held_by_the_number_of_a_file_confirmed_and_let_go(lijst, fg, inloggen, leerling, loketmedewerker):
    client = inloggen(loketmedewerker)
    fout = client.post(reverse("toezicht:vasthouden"), {"kenmerk": "AV-1999-0001", "reden": "Klacht."})
    assert "geen dossier van een kind met dit nummer" in fout.content.decode()
    nummer = Aanvraag.objects.get().kenmerk
    client.post(reverse("toezicht:vasthouden"), {"kenmerk": f" {nummer.lower()} ", "reden": "Klacht."})
    rij = Vasthouding.objects.get()
    assert rij.leerling == leerling
    assert "nog niet bevestigd" in client.get(reverse("toezicht:binnenkort_weg")).content.decode()
    client = inloggen(fg)
    assert "nog niet bevestigd" in client.get(BEWAREN).content.decode()
    adres = reverse("toezicht:vasthouden_opheffen", args=[rij.public_id])
    client.post(adres, {"actie": "bevestigen"})
    assert "Bevestigd" in client.get(BEWAREN).content.decode()
    client.post(adres, {"reden": "Klaar."})
    rij.refresh_from_db()
    assert rij.waarom_op == "Klaar."


def test_the_loket_reads_what_goes_soon_and_asks_to_keep_it(lijst, fg, inloggen, leerling, loketmedewerker):
    goedgekeurd(lijst, door=fg, op=timezone.now())
    client, regel = inloggen(loketmedewerker), Opruimregel.objects.get()
    pagina = client.get(reverse("toezicht:binnenkort_weg")).content.decode()
    assert (regel.kenmerk in pagina, leerling.achternaam in pagina) == (True, False)
    client.post(reverse("toezicht:bewaren_regel_vasthouden", args=[regel.public_id]), {"reden": "Klacht."})
    assert Aanvraag.objects.visible_to(loketmedewerker).exists()
    assert regel.kenmerk not in client.get(reverse("toezicht:binnenkort_weg")).content.decode()


def test_who_reads_the_rules_sees_no_list_and_nobody_else_the_page(lijst, beheerder, ib, inloggen):
    client = inloggen(beheerder)
    pagina = client.get(BEWAREN).content.decode()
    assert "Aanvraag met een besluit" in pagina
    assert lijst.public_id not in pagina
    assert client.get(reverse("toezicht:bewaarlijst", args=[lijst.public_id])).status_code == 404
    assert inloggen(ib).get(BEWAREN).status_code == 404
