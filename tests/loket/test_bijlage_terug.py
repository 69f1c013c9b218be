"""A document taken out by mistake comes back; the row of one that waits for the scanner refreshes itself."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.bestanden.models import Inhoud, Scan
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from loket.actions.aanvraag import bijlage_toevoegen, bijlage_verwijderen
from loket.actions.bijlagen import bijlage_terugzetten
from loket.models import Aanvraag, Bijlage, Deelnemer, Status
from loket.scopes.kijkers import kijkers
from tests.factories import aanvraag_in, gebruiker_met, overleg_over

pytestmark = pytest.mark.django_db
S = Status


def nu():
    return timezone.now()


@pytest.fixture
def aanvraag(ib, school, leerling):
    return aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=leerling)


@pytest.fixture
def stuk(aanvraag, ib):
    inhoud = bewaren(b"%PDF-1.7 stuk", soort="application/pdf", op=nu())
    return bijlage_toevoegen(aanvraag, door=ib, op=nu(), inhoud=inhoud, naam="opp.pdf", soort="opp")


def pad(naam, ding, *meer):
    return reverse(f"loket:{naam}", args=[ding.public_id, *meer])


# --- undo --------------------------------------------------------------------------------------------------------


def test_a_document_that_was_removed_is_put_back_by_one_press(inloggen, ib, aanvraag, stuk):
    client = inloggen(ib)
    pagina = client.post(pad("bijlage_verwijderen", stuk), follow=True).text
    assert "Zet terug" in pagina
    assert not Bijlage.objects.visible_to(ib).exists()
    pagina = client.post(pad("bijlage_terugzetten", stuk), follow=True).text
    assert "opp.pdf is teruggezet." in pagina
    assert Bijlage.objects.visible_to(ib).get() == stuk


def test_after_an_hour_or_after_submitting_it_stays_away(aanvraag, stuk, ib):
    bijlage_verwijderen(stuk, door=ib, op=nu() - timedelta(minutes=61))
    with pytest.raises(NietMogelijk, match="Voeg het bestand opnieuw toe"):
        bijlage_terugzetten(aanvraag, stuk.public_id, door=ib, op=nu())
    Bijlage.objects.update(verwijderd_op=nu())
    ingediend = aanvraag_in(S.INGEDIEND, school=aanvraag.school, ib=ib)
    Bijlage.objects.update(aanvraag=ingediend)
    with pytest.raises(NietMogelijk, match="Voeg het bestand opnieuw toe"):
        bijlage_terugzetten(ingediend, stuk.public_id, door=ib, op=nu())


def test_the_same_file_twice_stays_one(aanvraag, stuk, ib):
    bijlage_verwijderen(stuk, door=ib, op=nu())
    bijlage_toevoegen(aanvraag, door=ib, op=nu(), inhoud=stuk.inhoud, naam="opp.pdf", soort="opp")
    with pytest.raises(NietMogelijk, match="zit al bij"):
        bijlage_terugzetten(aanvraag, stuk.public_id, door=ib, op=nu())


def test_another_school_puts_nothing_back(inloggen, stuk, ib, buitenstaander):
    bijlage_verwijderen(stuk, door=ib, op=nu())
    assert inloggen(buitenstaander).post(pad("bijlage_terugzetten", stuk)).status_code == 404
    assert Bijlage.objects.get().verwijderd_op is not None


# --- waiting for the scanner -------------------------------------------------------------------------------------


def scan(stand, moment=None):
    Inhoud.objects.update(scan=stand, gescand_op=moment)


def test_a_row_that_waits_asks_again_and_stops_when_it_is_clean(inloggen, ib, aanvraag, stuk):
    client = inloggen(ib)
    scan(Scan.QUARANTAINE)
    pagina = client.get(pad("aanvraag_onderdeel", aanvraag, "stukken")).text
    assert f'data-ververs="{pad("bijlage_rij", stuk)}?weghalen=1"' in pagina
    assert "Ververs<span" in pagina
    rij = client.get(pad("bijlage_rij", stuk) + "?weghalen=1").text
    assert "data-ververs" in rij
    scan(Scan.SCHOON, nu())
    rij = client.get(pad("bijlage_rij", stuk) + "?weghalen=1").text
    assert "data-ververs" not in rij
    assert pad("bijlage_verwijderen", stuk) in rij
    assert rij.startswith("<li")


@pytest.mark.parametrize("stand", [Scan.ONGESCAND, Scan.EIGEN])
def test_without_a_scanner_nothing_keeps_asking(inloggen, ib, aanvraag, stuk, stand):
    scan(stand)
    assert "data-ververs=" not in inloggen(ib).get(pad("aanvraag_onderdeel", aanvraag, "stukken")).text


def test_the_row_offers_no_removal_to_who_may_not(inloggen, loketmedewerker, stuk, aanvraag):
    Aanvraag.objects.filter(pk=aanvraag.pk)
    ingediend = aanvraag_in(S.INGEDIEND, school=aanvraag.school)
    Bijlage.objects.update(aanvraag=ingediend)
    rij = inloggen(loketmedewerker).get(pad("bijlage_rij", stuk) + "?weghalen=1").text
    assert pad("bijlage_verwijderen", stuk) not in rij


# --- who can see it ----------------------------------------------------------------------------------------------


def test_who_was_invited_to_a_meeting_about_the_child_is_named_until_its_papers_close():
    aanvraag = aanvraag_in(S.IN_CONTROLE)
    overleg = overleg_over(aanvraag)
    adviseur = gebruiker_met(Rol.ADVISEUR, naam="Iris Adviseur")
    Deelnemer.objects.create(overleg=overleg, gebruiker=adviseur, naam="Iris", rol="deelnemer", uitgenodigd_op=nu())
    genoemd = {een.wie: een.namen for een in kijkers(aanvraag, timezone.localdate())}
    assert genoemd["Uitgenodigd voor een overleg"] == ("Iris Adviseur",)
    assert Aanvraag.objects.visible_to(adviseur).filter(pk=aanvraag.pk).exists()
    overleg.stukken_tot = timezone.localdate() - timedelta(days=1)
    overleg.save()
    assert "Uitgenodigd voor een overleg" not in {een.wie for een in kijkers(aanvraag, timezone.localdate())}
    assert not Aanvraag.objects.visible_to(adviseur).filter(pk=aanvraag.pk).exists()
