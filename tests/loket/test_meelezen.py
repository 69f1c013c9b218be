"""Four eyes where they are set: exactly this decision, by somebody else, and any change voids the approval."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.post.models import Bericht
from loket.actions.besluit import bepalen, besluiten
from loket.actions.brief import Beslissing
from loket.actions.meelezen import beslissing_uit, meelezen_beoordelen, meelezen_vragen
from loket.models import BesluitConcept, Meelezing, Status
from scholen.models import Instelling
from tests.factories import aanvraag_in, beslissing, gebruiker_met

S = Status


def nu():
    return timezone.now()


@pytest.fixture
def aanvraag(db):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN)
    Instelling.objects.update(vier_ogen=True)
    aanvraag.instelling.refresh_from_db()
    return aanvraag


@pytest.fixture
def collega(db):
    return gebruiker_met(Rol.BESLISSER, naam="K. Collega")


def vraag(aanvraag, door, aan, **velden):
    keuze = bepalen(aanvraag, Beslissing(**beslissing(aanvraag, **velden)))
    meelezen_vragen(aanvraag, door=door, op=nu(), aan=aan, beslissing=keuze)
    return Meelezing.objects.latest("pk")


def neem(aanvraag, door, **velden):
    besluiten(aanvraag, door=door, op=nu(), **beslissing(aanvraag, **velden))


def test_nothing_is_signed_before_a_colleague_approved(aanvraag, beslisser, collega):
    with pytest.raises(NietMogelijk, match="eerst goedkeuren"):
        neem(aanvraag, beslisser)
    rij = vraag(aanvraag, beslisser, collega)
    assert Bericht.objects.get(aan=collega.email)
    with pytest.raises(NietMogelijk, match="eerst goedkeuren"):
        neem(aanvraag, beslisser)
    meelezen_beoordelen(rij, door=collega, op=nu(), akkoord=True)
    neem(aanvraag, beslisser)
    assert aanvraag.besluiten.count() == 1


@pytest.mark.parametrize("velden", [{"motivering": "Eén woord anders."}, {"waarom_duur": "Anders."}])
def test_a_change_after_the_approval_voids_it(aanvraag, beslisser, collega, velden):
    meelezen_beoordelen(vraag(aanvraag, beslisser, collega), door=collega, op=nu(), akkoord=True)
    with pytest.raises(NietMogelijk, match="eerst goedkeuren"):
        neem(aanvraag, beslisser, **velden)


def test_who_approved_does_not_sign_and_a_no_is_no_yes(aanvraag, beslisser, collega):
    meelezen_beoordelen(vraag(aanvraag, beslisser, collega), door=collega, op=nu(), akkoord=True)
    with pytest.raises(NietMogelijk, match="eerst goedkeuren"):
        neem(aanvraag, collega)
    rij = vraag(aanvraag, beslisser, collega, motivering="Anders.")
    with pytest.raises(NietMogelijk, match="wat er anders moet"):
        meelezen_beoordelen(rij, door=collega, op=nu(), akkoord=False)
    meelezen_beoordelen(rij, door=collega, op=nu(), akkoord=False, opmerking="De duur klopt niet.")
    with pytest.raises(NietMogelijk, match="eerst goedkeuren"):
        neem(aanvraag, beslisser, motivering="Anders.")


def test_without_the_setting_one_person_is_enough(beslisser):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN)
    neem(aanvraag, beslisser)
    assert aanvraag.besluiten.exists()


def test_only_who_may_read_along_is_asked(aanvraag, beslisser, deskundige_een):
    adviseur = aanvraag.adviesopdrachten.first().deskundige
    adviseur.lidmaatschappen.create(rol=Rol.BESLISSER, van="2020-01-01")
    adviseur = type(adviseur).objects.get(pk=adviseur.pk)
    for wie, reden in ((beslisser, "een ander"), (deskundige_een, "Kies een beslisser"), (adviseur, "adviseerde")):
        with pytest.raises(NietMogelijk, match=reden):
            vraag(aanvraag, beslisser, wie)


def test_an_answer_is_given_once_and_by_who_was_asked(aanvraag, beslisser, collega):
    from django.http import Http404

    rij = vraag(aanvraag, beslisser, collega)
    with pytest.raises(Http404):
        meelezen_beoordelen(rij, door=gebruiker_met(Rol.BESLISSER), op=nu(), akkoord=True)
    meelezen_beoordelen(rij, door=collega, op=nu(), akkoord=True)
    with pytest.raises(NietMogelijk, match="al op geantwoord"):
        meelezen_beoordelen(rij, door=collega, op=nu(), akkoord=True)
    with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        Meelezing.objects.update(oordeel="niet_akkoord", opmerking="x")


def test_what_is_shown_is_what_was_asked(aanvraag, beslisser, collega):
    keuze = bepalen(aanvraag, Beslissing(**beslissing(aanvraag)))
    assert beslissing_uit(vraag(aanvraag, beslisser, collega)) == keuze


def test_the_whole_turn_on_the_pages(inloggen, aanvraag, beslisser, loketmedewerker):
    client, pad = inloggen(beslisser), reverse("loket:aanvraag_besluiten", args=[aanvraag.public_id])
    vraag_ = aanvraag.onderdeel_vraag
    getypt = beslissing(aanvraag) | {
        "versie": 0,
        "soort_categorie": "SO:L",
        "ingangsdatum": vraag_.gewenste_start.isoformat(),
        "schooljaren": "2",
    }
    getypt.pop("vervaldatum")
    pagina = client.post(pad, {**getypt, "actie": "meelezen"})
    assert "Kies een collega die meeleest" in pagina.text
    client.post(pad, {**getypt, "versie": 1, "actie": "meelezen", "collega": loketmedewerker.public_id})
    rij = Meelezing.objects.get()
    ander = inloggen(loketmedewerker)
    lezen = reverse("loket:meelezen", args=[rij.public_id])
    assert "Jij leest mee" in ander.get(reverse("loket:behandelen", args=[aanvraag.public_id])).text
    assert "Fenna heeft de hele dag structuur nodig." in ander.get(lezen).text
    assert "structuur nodig" in ander.get(reverse("loket:meelezen_brief", args=[rij.public_id, 1])).text
    assert "Schrijf op wat er anders moet" in ander.post(lezen, {"oordeel": "niet_akkoord"}).text
    ander.post(lezen, {"oordeel": "akkoord"})
    client = inloggen(beslisser)
    assert f"{loketmedewerker.naam} keurde dit besluit goed." in client.get(pad).text
    tekenen = reverse("loket:besluit_ondertekenen", args=[aanvraag.public_id])
    client.post(tekenen, {"versie": BesluitConcept.objects.get().versie})
    assert aanvraag.besluiten.exists()


def test_nobody_reads_along_who_was_not_asked(inloggen, aanvraag, beslisser, collega, loketmedewerker):
    rij = vraag(aanvraag, beslisser, collega)
    for wie in (loketmedewerker, beslisser, gebruiker_met(Rol.BESLISSER)):
        client = inloggen(wie)
        assert client.get(reverse("loket:meelezen", args=[rij.public_id])).status_code == 404
        assert client.get(reverse("loket:meelezen_brief", args=[rij.public_id, 1])).status_code == 404
