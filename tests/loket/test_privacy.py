"""Asking to mend, see or throw away what is in a dossier: in time, between the asker and the loket alone."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from kern.termijnen.woorden import datum_voluit
from loket.actions.besluit import besluiten
from loket.actions.privacy import privacy_beantwoorden, privacy_verlengen, privacy_vragen, verklaring_toevoegen
from loket.actions.privacytermijn import privacyverzoeken_herinneren
from loket.models import Ouderverklaring, Privacyverzoek, Status
from loket.rules.privacy import bewaren_tot, laatste_dag, verlengen_kan
from scholen.models import Gezag, Instelling
from tests.dossier.test_dossier import verstuurd
from tests.factories import aanvraag_in, beslissing, gebruiker_met
from tests.leesbaarheid import WOORD, douma, zinnen

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FEIT = {"wat": "Er staat dat hij vaak ziek is.", "moet_zijn": "Hij was twee dagen ziek.", "reden": "Ik hield het bij."}
op_de_databank = pytest.mark.django_db


def nu():
    return timezone.now()


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, andere_ouder, loketmedewerker):
    return aanvraag_in(Status.IN_ADVIES, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)


def vragen(aanvraag, door, soort="correctie", op=None):
    return privacy_vragen(aanvraag, door=door, op=op or nu(), soort=soort, **(FEIT if soort == "correctie" else {}))


def antwoorden(verzoek, door, uitkomst="nee", antwoord="Het staat zo in de lijst van de school.", op=None, **meer):
    return privacy_beantwoorden(verzoek, door=door, op=op or nu(), uitkomst=uitkomst, antwoord=antwoord, **meer)


def scherm(naam, *delen):
    return reverse(naam, args=delen)


# --- the rules ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ontvangen", "verlengd", "laatste"),
    [
        (date(2026, 11, 4), False, date(2026, 12, 4)),
        (date(2026, 8, 31), False, date(2026, 9, 30)),
        (date(2027, 1, 31), False, date(2027, 3, 1)),
        (date(2026, 11, 25), False, date(2026, 12, 28)),
        (date(2026, 11, 4), True, date(2027, 2, 4)),
        (date(2026, 11, 30), True, date(2027, 3, 1)),
    ],
    ids=["een maand", "kortere maand", "februari en zondag", "kerst", "drie maanden", "drie maanden en zondag"],
)
def test_the_answer_is_due_in_a_month_or_in_three_when_extended(ontvangen, verlengd, laatste):
    assert laatste_dag(ontvangen, verlengd=verlengd) == laatste


def test_it_can_be_extended_up_to_and_including_the_last_day_of_the_first_month():
    assert verlengen_kan(date(2026, 11, 4), date(2026, 12, 4))
    assert not verlengen_kan(date(2026, 11, 4), date(2026, 12, 5))


@pytest.mark.parametrize(
    ("besloten", "geldig_tot", "vanaf_einde", "weg"),
    [
        (date(2025, 5, 15), None, False, date(2028, 5, 15)),
        (date(2024, 9, 1), None, False, date(2027, 9, 1)),
        (date(2024, 2, 29), None, False, date(2027, 2, 28)),
        (date(2025, 5, 15), date(2027, 7, 31), False, date(2028, 5, 15)),
        (date(2025, 5, 15), date(2027, 7, 31), True, date(2030, 7, 31)),
        (date(2025, 5, 15), date(2029, 7, 31), False, date(2029, 8, 1)),
        (date(2025, 5, 15), None, True, date(2028, 5, 15)),
    ],
    ids=["besluit", "advies", "schrikkeldag", "TLV voorbij", "vanaf het einde", "TLV loopt nog", "geen TLV"],
)
def test_a_dossier_may_go_three_years_after_the_decision_and_never_while_its_tlv_runs(
    besloten, geldig_tot, vanaf_einde, weg
):
    """R-PRIV-05: decision 2025-05-15, TLV to 2027-07-31; advice 2024-09-01."""
    assert bewaren_tot(besloten, geldig_tot=geldig_tot, vanaf_einde=vanaf_einde) == weg


@op_de_databank
def test_the_family_and_the_loket_read_the_same_day(inloggen, ib, school, leerling, ouder, loketmedewerker, beslisser):
    aanvraag = aanvraag_in(Status.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)
    Instelling.objects.update(bewaar_anker="einddatum_tlv")
    aanvraag.refresh_from_db()
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    besluit = aanvraag.besluiten.get()
    verzoek = vragen(aanvraag, ouder, "verwijderen")
    client = inloggen(ouder)
    assert "Drie jaar na ons besluit" in client.get(scherm("dossier:gegevens", aanvraag.public_id)).text
    verstuurd(aanvraag, loketmedewerker)
    dag = datum_voluit(bewaren_tot(besluit.besluitdatum, geldig_tot=besluit.vervaldatum, vanaf_einde=True))
    assert dag.endswith(str(besluit.vervaldatum.year + 3))
    for naam in ("gegevens", "dossier"):
        assert f"dossier tot {dag}" in client.get(scherm(f"dossier:{naam}", aanvraag.public_id)).text
    assert dag in inloggen(loketmedewerker).get(scherm("loket:privacyverzoek", verzoek.public_id)).text
    brief = besluit.bekendmakingen.get(betrokkene__gebruiker=ouder)
    brieftekst = inloggen(ouder).get(scherm("loket:brief", brief.public_id)).text
    assert "drie jaar na de laatste dag van de verklaring" in " ".join(brieftekst.split())


# --- asking ------------------------------------------------------------------------------------------------------


@op_de_databank
def test_a_parent_asks_to_mend_a_fact_and_reads_the_last_day_back(inloggen, aanvraag, ouder, loketmedewerker):
    client = inloggen(ouder)
    antwoord = client.post(scherm("dossier:gegevens_vragen", aanvraag.public_id, "correctie"), FEIT, follow=True)
    rij = Privacyverzoek.objects.get()
    assert (rij.gevraagd_door, rij.leerling, rij.soort) == (ouder, aanvraag.leerling, "correctie")
    assert FEIT["wat"] in antwoord.text
    assert str(rij.uiterlijk.year) in antwoord.text
    assert rij.uiterlijk == laatste_dag(timezone.localdate())
    bericht = Bericht.objects.get(sleutel=f"privacy-{rij.public_id}")
    assert (bericht.aan, bericht.soort, bericht.link) == (loketmedewerker.email, "klaar", "")
    assert Logregel.objects.filter(actie="privacy_vragen", ding=rij.public_id).exists()


@op_de_databank
@pytest.mark.parametrize("leeg", ["wat", "moet_zijn", "reden"])
def test_a_correction_says_which_fact_what_it_should_be_and_why(aanvraag, ouder, leeg):
    with pytest.raises(NietMogelijk, match="wat er moet staan en waarom"):
        privacy_vragen(aanvraag, door=ouder, op=nu(), soort="correctie", **(FEIT | {leeg: " "}))
    rij = vragen(aanvraag, ouder)
    with pytest.raises(IntegrityError, match="privacyverzoek_correctie"), transaction.atomic():
        Privacyverzoek.objects.filter(pk=rij.pk).update(**{leeg: ""})


@op_de_databank
def test_several_facts_can_be_wrong_but_a_copy_is_asked_once_at_a_time(aanvraag, ouder, andere_ouder, loketmedewerker):
    vragen(aanvraag, ouder)
    vragen(aanvraag, ouder)
    eerste = vragen(aanvraag, ouder, "inzage")
    with pytest.raises(NietMogelijk, match="U vroeg dit al"):
        vragen(aanvraag, ouder, "inzage")
    with pytest.raises(IntegrityError, match="privacyverzoek_een_open"), transaction.atomic():
        Privacyverzoek.objects.create(
            leerling=aanvraag.leerling, aanvraag=aanvraag, soort="inzage", gevraagd_op=nu(), gevraagd_door=ouder
        )
    vragen(aanvraag, andere_ouder, "inzage")
    antwoorden(eerste, loketmedewerker)
    vragen(aanvraag, ouder, "inzage")


def test_what_is_asked_already_is_not_offered_again(inloggen, aanvraag, ouder, loketmedewerker):
    client, pad = inloggen(ouder), reverse("dossier:gegevens", args=[aanvraag.public_id])
    for soort in ("inzage", "verwijderen"):
        hier = f'href="{reverse("dossier:gegevens_vragen", args=[aanvraag.public_id, soort])}"'
        assert hier in client.get(pad).text
        verzoek = vragen(aanvraag, ouder, soort)
        tekst = client.get(pad).text
        assert hier not in tekst
        assert "U vroeg dit al. Wij zijn ermee bezig." in tekst
        antwoorden(verzoek, loketmedewerker)
        assert hier in client.get(pad).text
    vragen(aanvraag, ouder)
    assert reverse("dossier:gegevens_vragen", args=[aanvraag.public_id, "correctie"]) in client.get(pad).text


@op_de_databank
def test_from_sixteen_the_pupil_asks_and_the_parent_does_not(inloggen, aanvraag, ouder):
    vandaag = timezone.localdate()
    kind = aanvraag.leerling
    kind.geboortedatum = vandaag.replace(year=vandaag.year - 16, day=min(vandaag.day, 28))
    kind.gebruiker = gebruiker_met(Rol.LEERLING)
    kind.save()
    with pytest.raises(NietMogelijk, match="vraagt dit zelf"):
        vragen(aanvraag, ouder)
    assert "U kunt dit niet vragen" in inloggen(ouder).get(scherm("dossier:gegevens", aanvraag.public_id)).text
    assert vragen(aanvraag, kind.gebruiker).gevraagd_door == kind.gebruiker
    Gezag.objects.filter(leerling=kind, betrokkene__gebruiker=ouder).update(soort="curator")
    assert vragen(aanvraag, ouder).gevraagd_door == ouder


@op_de_databank
@pytest.mark.parametrize("wie", ["ib", "loketmedewerker", "beslisser", "buitenstaander"])
def test_nobody_else_asks(request, aanvraag, wie):
    with pytest.raises(Http404):
        vragen(aanvraag, request.getfixturevalue(wie))
    assert not Privacyverzoek.objects.exists()


# --- who sees it -------------------------------------------------------------------------------------------------


@op_de_databank
def test_the_other_parent_and_the_school_see_nothing_of_it(
    inloggen, aanvraag, ouder, andere_ouder, ib, loketmedewerker
):
    rij = antwoorden(vragen(aanvraag, ouder), loketmedewerker, antwoord="Wij laten dit staan.")
    verklaring_toevoegen(rij, door=ouder, op=nu(), tekst="Zo was het niet.")
    geheim = (*FEIT.values(), "Wij laten dit staan.", "Zo was het niet.")
    paden = {
        andere_ouder: ["dossier:dossier", "dossier:gegevens", "dossier:aanvraag_lezen"],
        ib: ["loket:aanvraag"],
    }
    for wie, namen in paden.items():
        client = inloggen(wie)
        for naam in namen:
            tekst = client.get(scherm(naam, aanvraag.public_id)).text
            assert not any(woord in tekst for woord in geheim), naam
        assert client.get(scherm("dossier:verklaring", rij.public_id)).status_code == 404
        assert not Privacyverzoek.objects.visible_to(wie).exists()
        assert not Ouderverklaring.objects.visible_to(wie).exists()
    assert all(
        woord in inloggen(ouder).get(scherm("dossier:gegevens", aanvraag.public_id)).text for woord in geheim[3:]
    )


@op_de_databank
def test_who_lost_gezag_sees_the_own_request_no_more_and_gets_no_mail(aanvraag, ouder, loketmedewerker):
    rij = vragen(aanvraag, ouder)
    Gezag.objects.filter(betrokkene__gebruiker=ouder).update(contactverbod=True)
    assert not Privacyverzoek.objects.visible_to(ouder).exists()
    antwoorden(rij, loketmedewerker)
    assert not Bericht.objects.filter(aan=ouder.email).exists()


@op_de_databank
@pytest.mark.parametrize("wie", ["beslisser", "ib", "ouder", "andere_ouder"])
def test_only_the_loket_answers(request, aanvraag, ouder, wie):
    rij = vragen(aanvraag, ouder)
    for actie in (antwoorden, lambda rij, wie: privacy_verlengen(rij, door=wie, op=nu(), reden="Druk.")):
        with pytest.raises(Http404):
            actie(rij, request.getfixturevalue(wie))


# --- answering ---------------------------------------------------------------------------------------------------


@op_de_databank
def test_after_a_no_the_parent_reads_the_reason_and_leaves_own_words_beside_the_fact(
    inloggen, aanvraag, ouder, loketmedewerker, beslisser
):
    rij = vragen(aanvraag, ouder)
    client = inloggen(loketmedewerker)
    velden = {"uitkomst": "nee", "antwoord": "Het staat zo in de lijst."}
    assert client.post(scherm("loket:privacyverzoek", rij.public_id), velden).status_code == 302
    assert Bericht.objects.get(sleutel=f"privacy-antwoord-{rij.public_id}").aan == ouder.email
    gezin = inloggen(ouder)
    tekst = gezin.get(scherm("dossier:gegevens", aanvraag.public_id)).text
    assert "Het staat zo in de lijst." in tekst
    assert "Autoriteit Persoonsgegevens" in tekst
    gezin.post(scherm("dossier:verklaring", rij.public_id), {"tekst": "Hij was niet ziek."})
    assert gezin.get(scherm("dossier:verklaring", rij.public_id)).status_code == 404
    for wie in (loketmedewerker, beslisser):
        assert "Hij was niet ziek." in inloggen(wie).get(scherm("loket:behandelen", aanvraag.public_id)).text
    with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        Ouderverklaring.objects.update(tekst="anders")


@op_de_databank
@pytest.mark.parametrize(("soort", "uitkomst"), [("correctie", "ja"), ("inzage", "nee"), ("correctie", "")])
def test_own_words_are_for_a_correction_that_was_refused(aanvraag, ouder, loketmedewerker, soort, uitkomst):
    rij = vragen(aanvraag, ouder, soort)
    if uitkomst:
        antwoorden(rij, loketmedewerker, uitkomst)
    with pytest.raises(NietMogelijk, match="geen verklaring"):
        verklaring_toevoegen(rij, door=ouder, op=nu(), tekst="Toch niet.")


@op_de_databank
def test_an_answer_never_changes(aanvraag, ouder, loketmedewerker):
    rij = antwoorden(vragen(aanvraag, ouder), loketmedewerker)
    with pytest.raises(NietMogelijk, match="al beantwoord"):
        antwoorden(rij, loketmedewerker, "ja")
    with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        Privacyverzoek.objects.update(antwoord="anders")


@op_de_databank
@pytest.mark.parametrize("velden", [{"uitkomst": "nee", "antwoord": " "}, {"uitkomst": "", "antwoord": "Ja."}])
def test_an_answer_is_yes_or_no_and_has_words(aanvraag, ouder, loketmedewerker, velden):
    rij = vragen(aanvraag, ouder)
    with pytest.raises(NietMogelijk, match="Kies ja of nee"):
        antwoorden(rij, loketmedewerker, **velden)
    velden["antwoord"] = velden["antwoord"].strip()
    with pytest.raises(IntegrityError, match="privacyverzoek_beantwoord"), transaction.atomic():
        Privacyverzoek.objects.update(beantwoord_op=nu(), beantwoord_door=loketmedewerker, **velden)


@op_de_databank
def test_a_copy_is_first_read_for_what_it_says_of_others(aanvraag, ouder, loketmedewerker):
    rij, vandaag = vragen(aanvraag, ouder, "inzage"), timezone.localdate()
    with pytest.raises(NietMogelijk, match="over anderen"):
        antwoorden(rij, loketmedewerker, "ja", gegeven_op=vandaag)
    for dag in (None, vandaag + timedelta(days=1), vandaag - timedelta(days=1)):
        with pytest.raises(NietMogelijk, match="op welke dag"):
            antwoorden(rij, loketmedewerker, "ja", derden_bekeken=True, gegeven_op=dag)
    klaar = {"beantwoord_op": nu(), "beantwoord_door": loketmedewerker, "uitkomst": "ja", "antwoord": "Opgehaald."}
    for gat in ({"gegeven_op": vandaag}, {"derden_bekeken": True}):
        with pytest.raises(IntegrityError, match="privacyverzoek_gegeven"), transaction.atomic():
            Privacyverzoek.objects.update(**klaar, **gat)
    antwoorden(rij, loketmedewerker, "ja", "U haalde de kopie op.", derden_bekeken=True, gegeven_op=vandaag)
    assert Privacyverzoek.objects.get().gegeven_op == vandaag


@op_de_databank
def test_throwing_away_has_a_day(inloggen, aanvraag, ouder, loketmedewerker):
    rij = vragen(aanvraag, ouder, "verwijderen")
    with pytest.raises(NietMogelijk, match="op welke dag"):
        antwoorden(rij, loketmedewerker, "ja")
    with pytest.raises(IntegrityError, match="privacyverzoek_weg"), transaction.atomic():
        Privacyverzoek.objects.update(
            beantwoord_op=nu(), beantwoord_door=loketmedewerker, uitkomst="ja", antwoord="Goed."
        )
    antwoorden(rij, loketmedewerker, "ja", "Wij doen het.", weg_op=date(2030, 5, 15))
    assert "15 mei 2030" in inloggen(ouder).get(scherm("dossier:gegevens", aanvraag.public_id)).text


@op_de_databank
def test_it_is_extended_once_in_the_first_month_and_the_asker_reads_why(inloggen, aanvraag, ouder, loketmedewerker):
    toen = datetime(2026, 11, 4, 10, tzinfo=AMSTERDAM)
    rij = vragen(aanvraag, ouder, op=toen)
    with pytest.raises(NietMogelijk, match="waarom"):
        privacy_verlengen(rij, door=loketmedewerker, op=toen, reden=" ")
    with pytest.raises(NietMogelijk, match="eerste maand"):
        privacy_verlengen(rij, door=loketmedewerker, op=toen + timedelta(days=31), reden="Veel papier.")
    rij = privacy_verlengen(rij, door=loketmedewerker, op=toen + timedelta(days=30), reden="Veel papier.")
    assert rij.uiterlijk == date(2027, 2, 4)
    with pytest.raises(NietMogelijk, match="al een keer"):
        privacy_verlengen(rij, door=loketmedewerker, op=toen + timedelta(days=30), reden="Nog meer.")
    assert Bericht.objects.get(sleutel=f"privacy-verlengd-{rij.public_id}").aan == ouder.email
    tekst = inloggen(ouder).get(scherm("dossier:gegevens", aanvraag.public_id)).text
    assert "Veel papier." in tekst
    assert "4 februari 2027" in tekst
    with pytest.raises(IntegrityError, match="privacyverzoek_verlengd"), transaction.atomic():
        Privacyverzoek.objects.update(verlengreden="")


# --- the pages of the loket ---------------------------------------------------------------------------------------


@op_de_databank
def test_the_list_has_what_is_nearly_late_on_top_in_a_fixed_number_of_questions(
    inloggen, aanvraag, ouder, andere_ouder, loketmedewerker
):
    client, pad = inloggen(loketmedewerker), scherm("loket:privacyverzoeken")
    nieuw = vragen(aanvraag, ouder)
    with CaptureQueriesContext(connection) as weinig:
        client.get(pad)
    oud = vragen(aanvraag, andere_ouder, op=nu() - timedelta(days=40))
    for _ in range(5):
        vragen(aanvraag, ouder)
    antwoorden(vragen(aanvraag, ouder), loketmedewerker)
    with CaptureQueriesContext(connection) as veel:
        tekst = client.get(pad).text
    assert tekst.index(oud.public_id) < tekst.index(nieuw.public_id)
    assert "te laat" in tekst
    assert len(veel) <= len(weinig)


@op_de_databank
def test_the_worklist_of_the_loket_names_what_is_due_within_a_week(inloggen, aanvraag, ouder, ib, loketmedewerker):
    vers = vragen(aanvraag, ouder, op=nu() - timedelta(days=10))
    bijna = vragen(aanvraag, ouder, op=nu() - timedelta(days=30))
    klaar = antwoorden(vragen(aanvraag, ouder, op=nu() - timedelta(days=40)), loketmedewerker)
    tekst = inloggen(loketmedewerker).get(scherm("loket:werkvoorraad")).text
    assert [rij.public_id in tekst for rij in (vers, bijna, klaar)] == [False, True, False]
    assert "Privacyverzoek, antwoord uiterlijk" not in inloggen(ib).get(scherm("loket:school_home")).text


@op_de_databank
def test_the_loket_hears_once_that_the_last_day_comes_near(aanvraag, ouder, loketmedewerker):
    toen = datetime(2026, 11, 4, 10, tzinfo=AMSTERDAM)
    rij = vragen(aanvraag, ouder, op=toen)
    klaar = antwoorden(vragen(aanvraag, ouder, op=toen), loketmedewerker)
    assert privacyverzoeken_herinneren(op=datetime(2026, 11, 26, 8, tzinfo=AMSTERDAM)) == 0
    bijna = datetime(2026, 11, 27, 8, tzinfo=AMSTERDAM)
    assert privacyverzoeken_herinneren(op=bijna) == 1
    assert privacyverzoeken_herinneren(op=bijna + timedelta(days=1)) == 0
    mail = Bericht.objects.get(sleutel__startswith="privacy-termijn", wie=loketmedewerker)
    assert (mail.soort, mail.gewoon) == ("klaar", False)
    assert klaar.public_id not in mail.sleutel
    privacy_verlengen(rij, door=loketmedewerker, op=bijna, reden="Veel papier.")
    assert privacyverzoeken_herinneren(op=datetime(2027, 1, 29, 8, tzinfo=AMSTERDAM)) == 1


@op_de_databank
@pytest.mark.parametrize("soort", ["correctie", "inzage", "verwijderen"])
def test_each_kind_is_answered_on_its_own_form(inloggen, aanvraag, ouder, loketmedewerker, soort):
    rij, client = vragen(aanvraag, ouder, soort), inloggen(loketmedewerker)
    pad = scherm("loket:privacyverzoek", rij.public_id)
    velden = set(re.findall(r'name="(\w+)"', client.get(pad).text))
    assert ("gegeven_op" in velden, "weg_op" in velden) == (soort == "inzage", soort == "verwijderen")
    if soort != "correctie":
        assert client.post(pad, {"uitkomst": "ja", "antwoord": "Goed."}).status_code == 200
    dag = timezone.localdate().isoformat()
    goed = {"uitkomst": "ja", "antwoord": "Goed.", "gegeven_op": dag, "weg_op": dag, "derden_bekeken": "on"}
    assert client.post(pad, goed).status_code == 302
    assert "Beantwoord" in client.get(pad).text
    assert client.get(scherm("loket:privacy_langer", rij.public_id)).status_code == 404


@op_de_databank
def test_the_fixed_words_of_the_pages_read_easily(inloggen, aanvraag, ouder, loketmedewerker):
    client, delen = inloggen(ouder), []
    paden = [scherm("dossier:gegevens_vragen", aanvraag.public_id, soort) for soort in Privacyverzoek.Soort.values]
    rij = vragen(aanvraag, ouder)
    open_ = client.get(scherm("dossier:gegevens", aanvraag.public_id)).text
    antwoorden(rij, loketmedewerker)
    paden += [scherm("dossier:gegevens", aanvraag.public_id), scherm("dossier:verklaring", rij.public_id)]
    for tekst in (open_, *(client.get(pad).text for pad in paden)):
        vast = re.search(r"<main.*</main>", tekst, re.S)[0]
        vast = re.sub(r"<blockquote.*?</blockquote>", "", vast, flags=re.S)
        delen += zinnen(
            re.sub(r'<(?:span|div) class="swv-form-description"[^>]*>(.*?)</(?:span|div)>', r"<p>\1</p>", vast)
        )
    alle = sorted(set(delen))
    assert len(alle) > 25
    assert douma(alle) >= 70, sorted(alle, key=lambda zin: douma([zin]))[:6]
    assert [zin for zin in alle if len(WOORD.findall(zin)) > 20] == []
