"""A look in an emergency: with a reason, to read, for four hours, told to the privacy officer and to the family."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from dossier.rules.gezien import gezien as in_zinnen
from dossier.scopes.gezien import mensen
from kern.bestanden.actions import bewaren
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import PERMISSIES, Permissie, Rol
from kern.logboek.actions import gezien
from kern.logboek.geschiedenis import NOOD_DUUR
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from loket.models import Aanvraag, Bijlage
from scholen.models import Leerling
from tests.factories import aanvraag_in, gebruiker_met, overleg_over
from toezicht.actions.nood import noodtoegang_openen, noodtoegang_sluiten
from toezicht.models import Beoordeling, Noodtoegang
from toezicht.rules.toezien import TEGELIJK

pytestmark = pytest.mark.django_db
WAAROM = "De leerling is weggelopen en niemand van het loket neemt op."


@pytest.fixture
def fg(db):
    return gebruiker_met(Rol.FG)


@pytest.fixture
def adviseur(db):
    return gebruiker_met(Rol.ADVISEUR, naam="Ada Advies")


@pytest.fixture
def zaak(leerling, ib):
    return aanvraag_in("in_advies", leerling=leerling, ib=ib)


def stuk_bij(zaak, ib):
    inhoud = bewaren(b"%PDF-1.7 x", soort="application/pdf", op=timezone.now())
    return zaak.bijlagen.create(
        inhoud=inhoud, naam="x.pdf", soort="anders", toegevoegd_op=timezone.now(), toegevoegd_door=ib
    )


def openen(zaak, door, **anders):
    return noodtoegang_openen(zaak, **({"door": door, "op": timezone.now(), "reden": WAAROM} | anders))


def test_it_opens_this_file_for_this_person_to_read_and_ends_by_itself(zaak, adviseur, ib):
    stuk, _ = (stuk_bij(een, ib) for een in (zaak, aanvraag_in("in_advies", ib=ib, school=zaak.school)))
    assert not Bijlage.objects.visible_to(adviseur).exists()
    rij = openen(zaak, adviseur)
    assert list(Bijlage.objects.visible_to(adviseur)) == [stuk]
    assert not Bijlage.objects.visible_to(gebruiker_met(Rol.ADVISEUR)).exists()
    for model in (Aanvraag, Leerling):
        assert not model.objects.visible_to(adviseur).exists(), (
            "nothing can be answered, granted, asked or reported by it"
        )
    assert list(Noodtoegang.objects.visible_to(adviseur)) == [rij]
    Noodtoegang.objects.filter(pk=rij.pk).update(
        geopend_op=timezone.now() - NOOD_DUUR - timedelta(seconds=1), tot=timezone.now() - timedelta(seconds=1)
    )
    assert not Bijlage.objects.visible_to(adviseur).exists()
    assert not Noodtoegang.objects.visible_to(adviseur).exists()


def test_the_privacy_officer_is_told_at_once_and_has_it_in_the_list(zaak, adviseur, fg):
    rij = openen(zaak, adviseur)
    bericht = Bericht.objects.get(wie=fg)
    assert not bericht.gewoon, "at once, whatever was chosen"
    beoordeling = Beoordeling.objects.get(soort="nood")
    assert (beoordeling.wie, beoordeling.leerling, beoordeling.ding) == (
        adviseur.public_id,
        zaak.leerling.public_id,
        rij.public_id,
    )
    regel = Logregel.objects.get(actie="noodtoegang_openen")
    assert (regel.reden, regel.leerling) == (WAAROM, zaak.leerling.public_id)


def test_what_is_not_opened(zaak, adviseur, loketmedewerker, beslisser, ib):
    with pytest.raises(NietMogelijk, match="Schrijf op"):
        openen(zaak, adviseur, reden="  ")
    for wie in (loketmedewerker, beslisser, ib):
        with pytest.raises(NietMogelijk, match="geen rechten"):
            openen(zaak, wie)
    openen(zaak, adviseur)
    with pytest.raises(NietMogelijk, match="al open"):
        openen(zaak, adviseur)
    gelezen = aanvraag_in("in_advies", ib=ib, school=zaak.school)
    overleg_over(gelezen, begin=timezone.now() + timedelta(days=3)).deelnemers.create(
        gebruiker=adviseur, uitgenodigd_op=timezone.now()
    )
    with pytest.raises(NietMogelijk, match="al lezen"):
        openen(gelezen, adviseur)
    for _ in range(TEGELIJK - 1):
        openen(aanvraag_in("in_advies", ib=ib, school=zaak.school), adviseur)
    with pytest.raises(NietMogelijk, match="Sluit er eerst een"):
        openen(aanvraag_in("in_advies", ib=ib, school=zaak.school), adviseur)


def test_who_sees_all_that_was_sent_in_needs_no_emergency(zaak):
    """When this goes red, that role has something outside its own work: then give it the right and a line in scopes."""
    for rol in (Rol.LOKETMEDEWERKER, Rol.BESLISSER):
        assert Permissie.NOODTOEGANG not in PERMISSIES[rol]
        assert Aanvraag.objects.visible_to(gebruiker_met(rol)).filter(pk=zaak.pk).exists()


def test_closed_before_its_time_by_who_opened_it_or_the_privacy_officer(zaak, adviseur, fg, ib):
    rij = openen(zaak, adviseur)
    with pytest.raises(Http404):
        noodtoegang_sluiten(rij, door=gebruiker_met(Rol.ADVISEUR), op=timezone.now())
    noodtoegang_sluiten(rij, door=fg, op=timezone.now())
    assert not Noodtoegang.objects.visible_to(adviseur).exists()
    assert not Bijlage.objects.visible_to(adviseur).exists()
    with pytest.raises(NietMogelijk, match="al voorbij"):
        noodtoegang_sluiten(rij, door=fg, op=timezone.now())


def test_by_the_pages_with_the_number_and_what_is_not_sent_in_has_none(zaak, adviseur, inloggen, ib, ouder):
    client, adres = inloggen(adviseur), reverse("toezicht:noodtoegang")
    geboren = zaak.leerling.geboortedatum
    velden = {"kenmerk": zaak.kenmerk.lower(), "geboren": geboren.isoformat(), "reden": WAAROM, "zeker": "on"}
    assert "Kan het wachten?" in client.post(adres, velden | {"zeker": ""}).content.decode()
    assert "geen aanvraag met dit nummer" in client.post(adres, velden | {"kenmerk": "AV-1999-1"}).content.decode()
    verkeerd = {"geboren": (geboren + timedelta(days=1)).isoformat()}
    assert "geen aanvraag met dit nummer" in client.post(adres, velden | verkeerd).content.decode()
    assert "Vul de geboortedatum in" in client.post(adres, velden | {"geboren": ""}).content.decode()
    antwoord = client.post(adres, velden)
    rij = Noodtoegang.objects.get()
    assert antwoord["Location"] == reverse("toezicht:nooddossier", args=[rij.public_id])
    pagina = client.get(antwoord["Location"]).content.decode()
    assert zaak.leerling.achternaam in pagina
    regel = Logregel.objects.latest("pk")
    assert (regel.actie, regel.rol, regel.leerling) == ("nooddossier_gezien", "adviseur", zaak.leerling.public_id)
    assert zaak.kenmerk in client.get(adres).content.decode()
    client.post(reverse("toezicht:nood_sluiten", args=[rij.public_id]))
    assert client.get(antwoord["Location"]).status_code == 404
    for wie in (ib, ouder):
        assert inloggen(wie).get(antwoord["Location"]).status_code == 404


def test_the_family_reads_that_it_was_an_emergency_and_only_of_those_looks(zaak, adviseur, ouder, loketmedewerker):
    nu = timezone.now()
    gezien(zaak, door=adviseur, op=nu - timedelta(days=2), wat="stukken", rol="adviseur")
    openen(zaak, adviseur, op=nu)
    gezien(zaak, door=adviseur, op=nu + timedelta(minutes=1), wat="nooddossier_gezien", rol="adviseur")
    gezien(zaak, door=loketmedewerker, op=nu + timedelta(minutes=2), wat="aanvraag_gezien", rol="loketmedewerker")
    _, blikken = mensen(zaak, ouder, timezone.localdate(nu))
    nood = {(een.soort, een.nood) for een in blikken}
    assert nood >= {("adviseur", True), ("loket", False)}
    zinnen = [str(zin) for _, wie in in_zinnen(blikken) for zin in wie]
    assert sum("In nood" in zin for zin in zinnen) == 1


def test_the_beheerder_reads_a_file_only_in_an_emergency(zaak, beheerder, inloggen, ib, ouder):
    """The spec gives the beheerder no content, and an emergency as the one way (domein.md, actors)."""
    stuk_bij(zaak, ib)
    assert not Bijlage.objects.visible_to(beheerder).exists()
    rij = openen(zaak, beheerder)
    assert Bijlage.objects.visible_to(beheerder).count() == 1
    assert not Aanvraag.objects.visible_to(beheerder).exists()
    client = inloggen(beheerder)
    assert (
        zaak.leerling.achternaam in client.get(reverse("toezicht:nooddossier", args=[rij.public_id])).content.decode()
    )
    assert Logregel.objects.latest("pk").rol == "beheerder"
    _, blikken = mensen(zaak, ouder, timezone.localdate())
    zinnen = [str(zin) for _, wie in in_zinnen(blikken) for zin in wie]
    assert any("In nood: de beheerder" in zin for zin in zinnen), zinnen
