"""Agreeing together at school on one device: one after another, each by itself, and nothing else is open on it."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.gebruikers.overgang import NietMogelijk
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from loket.actions.handelingsdeel import Afspraak, terugnemen, voorleggen
from loket.actions.overeenstemming import (
    POGINGEN_HOOGSTENS,
    SLEUTEL_GELDT,
    antwoorden_op_school,
    bij_sleutel,
    samen_beginnen,
)
from loket.forms.handelingsdeel import OpSchoolForm
from loket.models import Handelingsdeelantwoord, Tekensleutel
from tests.stukken import PDF

pytestmark = pytest.mark.django_db
PAD = "/samen-tekenen/"
TEKST = "Elke dag een half uur hulp."


def nu():
    return timezone.now()


def van(gebruiker):
    return gebruiker.betrokkenen.get()


@pytest.fixture
def rij(leerling, ib, ouder, andere_ouder):
    vandaag = timezone.localdate()
    papier = bewaren(PDF, soort="application/pdf", op=nu())
    velden = {"tekst": TEKST, "van": vandaag, "tot": vandaag, "bestanden": [(papier, "opp.pdf")]}
    return voorleggen(leerling, Afspraak(**velden), door=ib, op=nu())


@pytest.fixture
def apparaat(rij, ib, ouder, andere_ouder, inloggen):
    """The browser of the school as it is handed over to both parents."""
    client = inloggen(ib)
    beginnen = reverse("loket:samen_beginnen", args=[rij.public_id])
    assert client.get(beginnen).status_code == 200
    antwoord = client.post(beginnen, {"aanwezig": [van(ouder).public_id, van(andere_ouder).public_id]})
    assert antwoord.url == PAD
    return client


def vul(wie, leerling, soort="akkoord", **anders):
    dag = leerling.geboortedatum
    geboren = {"geboortedatum_dag": dag.day, "geboortedatum_maand": dag.month, "geboortedatum_jaar": dag.year}
    velden = {"actie": "tekenen", "soort": soort, "wie": wie.public_id, "getypt": wie.naam, "zelf": "on"}
    return velden | geboren | anders


def beginnen(client):
    client.post(PAD, {"actie": "beginnen"})
    return client.get(PAD)


def test_one_after_the_other_without_seeing_what_the_first_one_said(apparaat, rij, leerling, ib, ouder, andere_ouder):
    eerste, tweede = van(ouder), van(andere_ouder)
    begin = apparaat.get(PAD)
    assert eerste.naam in begin.text
    assert TEKST not in begin.text, "not before this person says to be it"
    assert TEKST in beginnen(apparaat).text
    apparaat.post(PAD, vul(eerste, leerling, "niet", reden="Ik wil dit geheim houden."))
    daarna = apparaat.get(PAD)
    assert tweede.naam in daarna.text
    for geheim in (eerste.naam, "geheim houden", "niet akkoord op"):
        assert geheim not in daarna.text
        assert geheim not in beginnen(apparaat).text
    apparaat.post(PAD, vul(tweede, leerling))
    assert ib.naam in apparaat.get(PAD).text
    een, twee = rij.antwoorden.order_by("pk")
    assert (een.soort, een.wijze, een.door, een.getypt) == ("niet", "school", ib, eerste.naam)
    assert (twee.betrokkene, twee.soort, twee.dag) == (tweede, "akkoord", timezone.localdate())
    assert {bericht.aan for bericht in Bericht.objects.filter(soort="opgeschreven")} == {
        ouder.email,
        andere_ouder.email,
    }


def test_each_reads_in_the_own_language_and_the_next_one_in_theirs(apparaat, rij, leerling, ouder, andere_ouder):
    arabisch, dutch = van(ouder), van(andere_ouder)
    arabisch.taal = "ar"
    arabisch.save()
    for tekst in (apparaat.get(PAD).text, beginnen(apparaat).text):
        assert '<html lang="ar" dir="rtl"' in tekst
    fout = apparaat.post(PAD, vul(arabisch, leerling, "niet", reden="لا", getypt="Iemand Anders")).text
    assert "الاسم أو تاريخ الميلاد غير صحيح" in fout
    assert "لا</textarea>" in fout
    apparaat.post(PAD, vul(arabisch, leerling))
    assert '<html lang="nl"' in beginnen(apparaat).text
    apparaat.post(PAD, {"actie": "niets", "wie": arabisch.public_id})
    dutch.taal = "ar"
    dutch.save()
    tekst = apparaat.get(PAD).text
    assert "هذه الإجابة محفوظة بالفعل" in tekst, "a refusal too, whoever reads it"
    assert "al bewaard" not in tekst
    beginnen(apparaat)
    apparaat.post(PAD, vul(dutch, leerling))
    klaar = apparaat.get(PAD).text
    assert '<html lang="ar" dir="rtl"' in klaar
    for zin in ("Terug naar de school</span>", "Klaar. De school kan nu verder."):
        assert zin in klaar, "the device goes back to who reads Dutch"
    assert {een.soort for een in rij.antwoorden.all()} == {"akkoord"}


def test_the_question_stands_on_the_page_once(apparaat):
    assert beginnen(apparaat).text.count("Gaat u akkoord?") == 1


def test_a_pupil_that_signs_itself_reads_what_is_missing_as_je():
    form = OpSchoolForm({"soort": "", "wie": "x"}, je=True)
    leeg = form.errors.as_text()
    assert all("je" in zin for zin in leeg.splitlines() if zin.startswith("  "))
    assert "Schrijf op waarom je niet" in OpSchoolForm({"soort": "niet", "wie": "x"}, je=True).errors.as_text()
    assert "Schrijf op waarom u niet" in OpSchoolForm({"soort": "niet", "wie": "x"}).errors.as_text()
    assert not re.search(r"\b(u|uw)\b", leeg)


def test_nothing_else_of_the_portal_is_open_and_leaving_asks_to_log_in(apparaat, rij, leerling):
    for naam, delen in (
        ("loket:school_home", []),
        ("loket:handelingsdeel", [rij.public_id]),
        ("scholen:leerling", [leerling.public_id]),
        ("loket:handelingsdeelbestand", [rij.bestanden.get().public_id]),
    ):
        assert apparaat.get(reverse(naam, args=delen)).url.startswith("/account/login/"), naam
    assert apparaat.get(PAD)["Cache-Control"].count("no-store")
    terug = apparaat.post(PAD, {"actie": "stoppen"})
    assert terug.url.startswith("/account/login/?next=%2Fhandelingsdeel%2F")
    assert "Deze pagina is dicht" in apparaat.get(PAD).text


def test_to_begin_asks_for_the_password_or_code_anew(rij, ib, ouder, inloggen):
    client = inloggen(ib)
    sessie = client.session
    oud = [een | {"at": een["at"] - 3600} for een in sessie["account_authentication_methods"]]
    sessie["account_authentication_methods"] = oud
    sessie.save()
    pad = reverse("loket:samen_beginnen", args=[rij.public_id])
    assert "reauthenticate" in client.get(pad).url
    assert "reauthenticate" in client.post(pad, {"aanwezig": [van(ouder).public_id]}).url
    assert not Tekensleutel.objects.exists()


@pytest.mark.parametrize(
    "anders",
    [{"getypt": "Bram Voorbeeld"}, {"getypt": ""}, {"geboortedatum_jaar": 2011}, {"zelf": ""}, {"soort": ""}],
    ids=["andere naam", "geen naam", "andere geboortedatum", "niet zelf gelezen", "niets gekozen"],
)
def test_who_signs_types_the_own_name_and_the_birth_date_of_the_child(apparaat, rij, leerling, ouder, anders):
    beginnen(apparaat)
    antwoord = apparaat.post(PAD, vul(van(ouder), leerling, "niet", reden="Mijn lange reden.") | anders)
    assert antwoord.status_code == 200
    assert "Mijn lange reden." in antwoord.text, "what was typed is still there"
    assert not rij.antwoorden.exists()


def test_after_five_wrong_tries_the_device_closes(apparaat, rij, leerling, ouder):
    beginnen(apparaat)
    for _ in range(POGINGEN_HOOGSTENS):
        apparaat.post(PAD, vul(van(ouder), leerling, getypt="Iemand Anders"))
    assert "Deze pagina is dicht" in apparaat.post(PAD, vul(van(ouder), leerling)).text
    assert not rij.antwoorden.exists()
    regels = Logregel.objects.using("logboek").filter(actie="samen_tekenen", uitkomst="geweigerd", ding=rij.public_id)
    assert regels.count() == POGINGEN_HOOGSTENS


def test_a_second_click_and_the_turn_of_another_write_nothing(apparaat, rij, leerling, ouder, andere_ouder):
    beginnen(apparaat)
    apparaat.post(PAD, vul(van(ouder), leerling))
    apparaat.post(PAD, vul(van(ouder), leerling))
    apparaat.post(PAD, vul(van(ouder), leerling, "niet", reden="Nee."))
    assert rij.antwoorden.get().soort == "akkoord"


def test_who_does_not_want_to_choose_now_passes_the_device_on(apparaat, rij, ouder, andere_ouder):
    apparaat.post(PAD, {"actie": "niets", "wie": van(ouder).public_id})
    assert van(andere_ouder).naam in apparaat.get(PAD).text
    assert not rij.antwoorden.exists()


def test_the_paper_can_be_read_by_whose_turn_it_is(apparaat, rij):
    pad = reverse("loket:samen_bestand", args=[rij.bestanden.get().public_id])
    assert apparaat.get(pad).status_code == 404, "the turn has not begun"
    beginnen(apparaat)
    antwoord = apparaat.get(pad)
    assert b"".join(antwoord.streaming_content) == PDF
    assert Client().get(pad).status_code == 404


def test_only_who_sits_there_can_be_chosen_and_of_a_hidden_child_one_at_a_time(
    rij, leerling, ib, ouder, andere_ouder, buitenstaander
):
    wie = [van(ouder).public_id, van(andere_ouder).public_id]
    with pytest.raises(Exception, match="No Handelingsdeel"):
        samen_beginnen(rij, wie, door=buitenstaander, op=nu())
    with pytest.raises(NietMogelijk, match="Kies wie er bij je zit"):
        samen_beginnen(rij, [], door=ib, op=nu())
    alleen = samen_beginnen(rij, wie[:1], door=ib, op=nu())
    with pytest.raises(NietMogelijk, match="al bewaard"):
        teken(alleen, van(andere_ouder), leerling)
    leerling.afscherming = "verblijfplaats"
    leerling.save()
    with pytest.raises(NietMogelijk, match="één persoon tegelijk"):
        samen_beginnen(rij, wie, door=ib, op=nu())


def teken(sleutel, wie, leerling, op=None):
    velden = {"soort": "akkoord", "getypt": wie.naam, "geboortedatum": leerling.geboortedatum}
    return antwoorden_op_school(sleutel, wie.public_id, op=op or nu(), **velden)


def test_a_key_works_an_hour_and_not_for_a_version_that_ended(rij, leerling, ib, ouder):
    sleutel = samen_beginnen(rij, [van(ouder).public_id], door=ib, op=nu())
    assert bij_sleutel(sleutel, op=nu() + SLEUTEL_GELDT + timedelta(seconds=1)) is None
    assert bij_sleutel("x" + sleutel[1:], op=nu()) is None
    velden = {"tekst": "Anders.", "van": timezone.localdate(), "tot": timezone.localdate()}
    voorleggen(leerling, Afspraak(**velden), door=ib, op=nu())
    with pytest.raises(NietMogelijk, match="werkt niet meer"):
        teken(sleutel, van(ouder), leerling)
    assert not Handelingsdeelantwoord.objects.exists()
    assert sleutel not in str(Tekensleutel.objects.values().get()), "only its print is kept"


def test_a_version_taken_back_while_the_device_is_handed_over_opens_nothing_any_more(apparaat, rij, ib):
    beginnen(apparaat)
    terugnemen(rij, door=ib, op=nu(), reden="Van een ander kind.")
    tekst = apparaat.get(PAD).text
    assert "Deze pagina is dicht" in tekst
    assert TEKST not in tekst
    assert apparaat.get(reverse("loket:samen_bestand", args=[rij.bestanden.get().public_id])).status_code == 404


def test_words_typed_on_a_device_that_closed_meanwhile_are_given_back_and_kept_nowhere(
    apparaat, rij, leerling, ib, ouder
):
    beginnen(apparaat)
    terugnemen(rij, door=ib, op=nu(), reden="Van een ander kind.")
    antwoord = apparaat.post(PAD, vul(van(ouder), leerling, "niet", reden="Te weinig <b>hulp</b>."))
    assert "Dit is niet bewaard" in antwoord.text
    assert "Te weinig &lt;b&gt;hulp&lt;/b&gt;." in antwoord.text
    assert "no-store" in antwoord["Cache-Control"]
    assert not rij.antwoorden.exists()
    daarna = apparaat.get(PAD).text
    assert "Te weinig" not in daarna
    assert "niet bewaard" not in daarna


def test_words_of_who_lost_gezag_while_typing_are_given_back(apparaat, leerling, ouder):
    beginnen(apparaat)
    leerling.gezag.filter(betrokkene__gebruiker=ouder).update(tot=timezone.localdate() - timedelta(days=1))
    assert "Te weinig hulp." in apparaat.post(PAD, vul(van(ouder), leerling, "niet", reden="Te weinig hulp.")).text


def test_a_place_that_becomes_secret_closes_the_device_of_two_and_not_that_of_one(apparaat, rij, leerling, ib, ouder):
    alleen = samen_beginnen(rij, [van(ouder).public_id], door=ib, op=nu())
    beginnen(apparaat)
    leerling.afscherming = "verblijfplaats"
    leerling.save()
    assert "Deze pagina is dicht" in apparaat.get(PAD).text
    assert bij_sleutel(alleen, op=nu()) is not None


def test_gezag_that_ends_while_the_device_is_handed_over_closes_the_page(apparaat, leerling, ouder):
    gisteren = timezone.localdate() - timedelta(days=1)
    leerling.gezag.filter(betrokkene__gebruiker=ouder).update(tot=gisteren)
    assert "Deze pagina is dicht" in apparaat.get(PAD).text
    assert settings.SESSION_COOKIE_NAME in apparaat.cookies
