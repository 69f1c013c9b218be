"""What is new to a reader since the last visit, and how often somebody is mailed that something waits."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from dossier.rules.nieuw import HOOGSTENS, NIEUW, Iets, nieuw
from dossier.rules.teksten import BRIEVEN
from dossier.scopes.nieuw import BIJDRAGEN
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post.models import Mailkeuze
from loket.actions.gezinsvraag import vraag_beantwoorden, vraag_stellen
from loket.actions.handelingsdeel import Afspraak, terugnemen, voorleggen
from loket.actions.overeenstemming import antwoorden
from loket.actions.privacy import privacy_beantwoorden, privacy_vragen
from loket.actions.zienswijze import zienswijze_vastleggen
from loket.models import Bekendmaking, Handelingsdeel, Status
from tests.dossier.test_dossier import besluiter
from tests.factories import aanvraag_in, gebruiker_met, ouder_van, ronde_verzonden
from tests.test_toegang import ingelogd

__all__ = ["besluiter"]
pytestmark = pytest.mark.django_db
S = Status
NU = datetime(2026, 3, 2, 12, 0)


def uur(getal, minuut=0):
    return NU.replace(hour=getal, minute=minuut)


def iets(op, **velden):
    return Iets(op, "besluit", **({"ding": "d", "adres": "/"} | velden))


@pytest.mark.parametrize(
    ("een", "blikken", "is_nieuw"),
    [
        (iets(uur(9)), {}, True),
        (iets(uur(9)), {("z", "dossier_gezien"): uur(8)}, True),
        (iets(uur(9)), {("z", "dossier_gezien"): uur(10)}, False),
        (iets(uur(9)), {("z", "dossier_gezien"): uur(11, 50)}, True),
        (iets(uur(9), blijft=True), {("z", "dossier_gezien"): uur(10)}, True),
        (iets(uur(9), blijft=True), {("d", "brief_gelezen"): uur(10)}, False),
        (iets(uur(9), blijft=True), {("d", "brief_gelezen"): uur(8)}, True),
        (iets(uur(9), blik="mening", blijft=True), {("z", "mening"): uur(10)}, False),
        (iets(uur(9), blik="mening", blijft=True), {("k", "mening"): uur(10)}, False),
        (iets(uur(9), blik="mening", blijft=True), {("ander", "mening"): uur(10)}, True),
    ],
    ids=[
        "never looked", "came later", "seen on the page", "this same visit", "waited for", "opened", "opened before it",
        "its page at the case", "its page at the child", "the page of another",
    ],
)  # fmt: skip
def test_something_is_new_until_it_was_seen(een, blikken, is_nieuw):
    assert bool(nieuw([een], blikken, zaak="z", kind="k", nu=NU)) is is_nieuw


def test_the_newest_comes_first_and_what_is_waited_for_always_fits():
    alle = [iets(uur(8, minuut), ding=str(minuut), blijft=minuut == 2) for minuut in range(9)]
    gevonden = nieuw(alle, {}, zaak="z", kind="k", nu=NU)
    assert [een.ding for een in gevonden] == ["8", "7", "2"]
    assert len(gevonden) == HOOGSTENS


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, andere_ouder, loketmedewerker):
    return aanvraag_in(S.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)


def pagina(aanvraag, naam="dossier:dossier"):
    return reverse(naam, args=[aanvraag.public_id])


def kop(tekst):
    """The part of the page that says what is new."""
    return tekst.split('id="nieuw"')[1].split('id="doen"')[0] if 'id="nieuw"' in tekst else ""


def test_each_event_that_a_family_waits_for_stands_there_until_it_was_seen(
    inloggen, aanvraag, ouder, andere_ouder, loketmedewerker
):
    client, nu = inloggen(ouder), timezone.now()
    assert kop(client.get(pagina(aanvraag)).text) == ""
    ronde_verzonden(aanvraag.zienswijzeronden.get())
    vraag = vraag_stellen(aanvraag, door=ouder, op=nu, tekst="Hoe lang nog?").vraag
    vraag_beantwoorden(vraag, door=loketmedewerker, op=nu, tekst="Nog een week.")
    verzoek = privacy_vragen(aanvraag, door=ouder, op=nu, soort="inzage")
    privacy_beantwoorden(verzoek, door=loketmedewerker, op=nu, uitkomst="nee", antwoord="Nee.")
    nieuws = {
        "Wij vragen uw mening": pagina(aanvraag, "dossier:mening"),
        "Antwoord op uw vraag": pagina(aanvraag, "dossier:vraag"),
        "Ons antwoord over uw gegevens": pagina(aanvraag, "dossier:gegevens"),
    }
    for naam, adres in nieuws.items():
        tekst = kop(client.get(pagina(aanvraag)).text)
        assert naam in tekst
        assert adres in tekst
        assert client.get(adres).status_code == 200
        assert naam not in kop(client.get(pagina(aanvraag)).text)
    assert kop(client.get(pagina(aanvraag)).text) == ""
    ander = kop(ingelogd(andere_ouder).get(pagina(aanvraag)).text)
    assert "Wij vragen uw mening" in ander
    assert "Antwoord" not in ander, "and never what another asked"
    assert "gegevens" not in ander


def test_a_view_that_we_have_is_not_asked_as_something_new(inloggen, aanvraag, ouder, andere_ouder, loketmedewerker):
    ronde = aanvraag.zienswijzeronden.get()
    ronde_verzonden(ronde)
    rij = ronde.zienswijzen.get(betrokkene=ouder.betrokkenen.get())
    gezegd = {"kanaal": "telefoon", "tekst": "Goed zo.", "gegeven_op": timezone.localdate()}
    zienswijze_vastleggen(rij, door=loketmedewerker, op=timezone.now(), **gezegd)
    tekst = inloggen(ouder).get(pagina(aanvraag)).text
    assert "Wij hebben uw mening" in tekst
    assert "Wij vragen uw mening" not in kop(tekst)
    assert "Wij vragen uw mening" in kop(ingelogd(andere_ouder).get(pagina(aanvraag)).text)


def test_a_version_that_waits_for_the_agreement_of_this_reader_stands_there_until_it_was_opened(
    inloggen, aanvraag, leerling, ib, ouder, andere_ouder
):
    zin, dag = "De school vraagt of u akkoord gaat</a>", timezone.localdate()
    leest_mee = gebruiker_met(Rol.OUDER)
    ouder_van(leerling, gebruiker=leest_mee, soort="gemachtigde")
    rij = voorleggen(leerling, Afspraak(tekst="Hulp.", van=dag, tot=dag), door=ib, op=timezone.now())
    for wie, wacht in ((ouder, True), (andere_ouder, True), (leest_mee, False)):
        tekst = kop(ingelogd(wie).get(pagina(aanvraag)).text)
        assert (zin in tekst) is wacht, wie
        assert (reverse("dossier:handelingsdeel", args=[rij.public_id]) in tekst) is wacht
    aanvraag_in(S.IN_ADVIES, school=aanvraag.school, ib=ib, leerling=leerling, soort="SBO")
    client = inloggen(ouder)
    assert "De school vraagt of u akkoord gaat<" in client.get(reverse("dossier:dossiers")).text
    antwoorden(rij, door=andere_ouder, op=timezone.now(), soort="akkoord")
    assert zin not in kop(ingelogd(andere_ouder).get(pagina(aanvraag)).text), "answered"
    client.get(reverse("dossier:handelingsdeel", args=[rij.public_id]))
    assert zin not in kop(client.get(pagina(aanvraag)).text), "opened"
    voorleggen(leerling, Afspraak(tekst="Meer hulp.", van=dag, tot=dag), door=ib, op=timezone.now())
    assert zin in kop(ingelogd(andere_ouder).get(pagina(aanvraag)).text), "another version"
    terugnemen(Handelingsdeel.objects.get(einde=""), door=ib, op=timezone.now(), reden="Fout.")
    assert zin not in kop(client.get(pagina(aanvraag)).text)


def test_the_list_of_cases_says_it_too(inloggen, aanvraag, ouder, ib, school, leerling, loketmedewerker):
    aanvraag_in(S.IN_ADVIES, school=school, ib=ib, leerling=leerling, soort="SBO")
    vraag = vraag_stellen(aanvraag, door=ouder, op=timezone.now(), tekst="Hoe lang nog?").vraag
    vraag_beantwoorden(vraag, door=loketmedewerker, op=timezone.now(), tekst="Nog een week.")
    tekst = inloggen(ouder).get(reverse("dossier:dossiers")).text
    assert tekst.count("Antwoord op uw vraag") == 1


def test_a_letter_is_new_all_through_a_visit_and_until_it_was_opened(inloggen, besluiter, ouder, leerling, school, ib):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)
    client = inloggen(ouder)
    client.get(pagina(aanvraag))
    besluiter(aanvraag)
    assert "De brief met het besluit" in kop(client.get(pagina(aanvraag)).text)
    assert "De brief met het besluit" in kop(client.get(pagina(aanvraag)).text), "a second page of the visit"
    brief = Bekendmaking.objects.visible_to(ouder).get()
    client.get(reverse("loket:brief", args=[brief.public_id]))
    assert kop(client.get(pagina(aanvraag)).text) == "", "it was opened"


def test_every_kind_has_a_text():
    """A letter of a kind without a name would make the page of a family fail."""
    from loket.models import Bezwaarbericht, Zaakbrief

    assert len(BIJDRAGEN) >= 10
    assert {
        "antwoord",
        "overleg",
        "afgezegd",
        "gegevens",
        "meer_tijd",
        "gebeld",
        "toestemming",
        "handelingsdeel",
    } == set(NIEUW)
    assert {"besluit", "beslissing"} <= set(BRIEVEN)
    assert Zaakbrief.Soort.values
    assert Bezwaarbericht.Soort.values


def test_somebody_chooses_how_often_to_be_mailed(inloggen, aanvraag, ouder):
    client, pad = inloggen(ouder), reverse("dossier:mailkeuze")
    assert pad in client.get(pagina(aanvraag)).text
    assert ouder.email in client.get(pad).text
    assert "Kies een tijd" in client.post(pad, {"hoe_vaak": "uur", "uur": ""}).text
    client.post(pad, {"hoe_vaak": "uur", "uur": "12"})
    keuze = Mailkeuze.objects.get(gebruiker=ouder)
    assert (keuze.hoe_vaak, keuze.uur) == ("uur", 12)
    client.post(pad, {"hoe_vaak": "geen", "uur": "12"})
    keuze.refresh_from_db()
    assert (keuze.hoe_vaak, keuze.uur) == ("geen", None)
    assert Logregel.objects.filter(actie="mailkeuze_maken", wie=ouder.public_id).count() == 2
