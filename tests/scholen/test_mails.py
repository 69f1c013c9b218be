"""What mails say can be changed, and only so that they keep saying nothing of a child, a case or an outcome."""

from datetime import timedelta

import pytest
from django.core import mail as bus
from django.urls import reverse
from django.utils import timezone

from inrichting.actions.regio import instelling_velden
from kern.gebruikers.overgang import NietMogelijk
from kern.post import actions
from kern.post.teksten import MAILS, alle_mailfouten, mailfouten, vul
from scholen.models import Instelling
from tests.elk import elk
from tests.factories import InstellingFactory

GOED = "Goedendag, bij {swv} ligt iets voor u. Kijk op:\n{link}\nBellen kan ook: {telefoon}."
MORGEN = timedelta(days=1)


def test_every_mail_of_the_portal_passes_its_own_rules():
    assert {soort: mailfouten(soort, mail.tekst) for soort, mail in MAILS.items()} == {soort: [] for soort in MAILS}


@elk(
    "tekst, zin",
    [
        ("Kijk op {link} {naam}", "{naam} kan niet in deze mail"),
        ("Kijk op {link.__class__}", "{link.__class__} kan niet in deze mail"),
        ("Kijk op {link} {aantal}", "{aantal} kan niet in deze mail"),
        ("Kijk op {link", "{link kan niet in deze mail"),
        ("Kijk eens", "Zet {link} één keer in de tekst"),
        ("{link} en {link}", "Zet {link} één keer in de tekst"),
        ("{link} of https://nep.example", "Schrijf geen adres"),
        ("{link} of loket@swv.example", "Schrijf geen adres"),
        ("{link} bel 023 123 45 67", "Schrijf geen nummer"),
        ("Uw TLV is er: {link}", "Haal ‘TLV’ weg"),
        ("De aanvraag is afgewezen: {link}", "Haal ‘afgewezen’ weg"),
        ("{link}" + "a" * 600, "Maak de tekst korter"),
    ],
)
def test_what_would_mislead_or_tell_too_much_is_refused_with_a_sentence(tekst, zin):
    assert any(een.startswith(zin) for een in mailfouten("herinnering", tekst)), mailfouten("herinnering", tekst)


def test_filling_in_goes_once_over_the_text():
    assert vul("{swv} {link}", {"{swv}": "{link}", "{link}": "x"}) == "{link} x"


def test_texts_from_a_file_are_judged_as_typed_ones():
    assert alle_mailfouten({"herinnering": GOED}) == []
    assert len(alle_mailfouten({"herinnering": 3, "zomaar": GOED, "klaar": "zonder adres", "mailcode": " "})) == 4
    with pytest.raises(NietMogelijk, match="één keer in de tekst"):
        instelling_velden(
            {"mailteksten": {"klaar": "zonder adres"}, "tlv_nummer_sjabloon": "{SWV}-{JJ}{JJ}-{SOORT}-{NNNN}"}, "PO"
        )


@pytest.mark.django_db
def test_own_words_go_out_from_their_day_on_and_the_portal_speaks_again_without_them(inloggen, beheerder):
    swv = InstellingFactory(swv__naam="SWV De Golf", swv__telefoon="000 000 00 01").swv
    client, pad = inloggen(beheerder), reverse("scholen:mail", args=[swv.code.lower(), "herinnering"])
    dag = timezone.localdate() + MORGEN
    typen = {"tekst": GOED, "geldig_van": dag.isoformat()}
    voorbeeld = client.post(pad, typen | {"knop": "voorbeeld"}).text
    assert "bij SWV De Golf ligt iets voor u" in voorbeeld
    assert "nooit per e-mail om uw wachtwoord" in voorbeeld
    assert Instelling.objects.count() == 1, "looking keeps nothing"
    fout = client.post(pad, typen | {"tekst": "zonder adres"}).text
    assert "Zet {link} één keer in de tekst" in fout
    assert client.post(pad, typen).status_code == 302

    def gaat_weg():
        sleutel = f"zaak-{len(bus.outbox)}"
        rij = actions.klaarzetten(aan="ouder@proef.example", soort="herinnering", sleutel=sleutel, op=timezone.now())
        actions.verzenden(rij.pk, op=timezone.now())
        return bus.outbox[-1].body

    assert gaat_weg().startswith("Er staat nog iets voor u open."), "from tomorrow on"
    Instelling.objects.filter(geldig_van=dag).update(geldig_van=timezone.localdate())
    assert gaat_weg() == (
        "Goedendag, bij SWV De Golf ligt iets voor u. Kijk op:\nhttps://testserver/account/login/\n"
        "Bellen kan ook: 000 000 00 01." + actions.SLOT
    )
    assert "Eigen tekst" in client.get(reverse("scholen:mails")).text
    assert "Herinnering: Goedendag" in client.get(reverse("scholen:instellingen")).text
    client.post(pad, typen | {"tekst": MAILS["herinnering"].tekst})
    assert Instelling.objects.get(geldig_van=dag).mailteksten == {}, "the words of the portal are no own words"
