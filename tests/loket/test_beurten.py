"""Turns beside the main path: sending on by two people, leaving aside within four weeks, and hearing parents first."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk, Systeem
from kern.gebruikers.rollen import Rol
from loket.actions.adviesronde import naar_besluit
from loket.actions.bekendmaken import bekendmaken, klaarzetten
from loket.actions.besluit import besluiten
from loket.actions.brief import citaten, gegeven
from loket.actions.buiten_behandeling import buiten_behandeling_stellen
from loket.actions.doorzenden import doorzenden, doorzending_afwijzen, doorzending_voorstellen
from loket.actions.geadresseerden import geadresseerden
from loket.actions.herstel import besluit_herstellen
from loket.actions.zienswijze import ronden_sluiten, zienswijze_openen, zienswijze_sluiten, zienswijze_vastleggen
from loket.forms.beurten import RondeForm
from loket.models import (
    Aanvraag,
    Aanvulling,
    Bekendmaking,
    Besluit,
    Doorzending,
    Status,
    Tlv,
    Zaakbrief,
    Zienswijze,
    ZienswijzeVertrouwelijk,
)
from loket.rules.buiten_behandeling import laatste_dag, waarom_niet
from loket.rules.termijn import Onderbreking
from loket.rules.vertrouwelijk import genoemd
from tests.factories import aanvraag_in, beslissing, gebruiker_met, pdfs_klaar, ronde_bij

S = Status
REDEN = "De leerling woont en gaat naar school in een andere regio."


def nu():
    return timezone.now()


def vers(aanvraag):
    return Aanvraag.objects.get(pk=aanvraag.pk)


def adres(naam, aanvraag):
    return reverse(f"loket:{naam}", args=[aanvraag.public_id])


# --- sending on --------------------------------------------------------------------------------------------------


@pytest.fixture
def voorgesteld(db, loketmedewerker):
    aanvraag = aanvraag_in(S.IN_CONTROLE)
    return doorzending_voorstellen(aanvraag, door=loketmedewerker, op=nu(), naar_naam="SWV Elders", reden=REDEN)


def test_what_was_sent_on_shows_that_day_and_no_term_that_still_runs(inloggen, voorgesteld, beslisser, loketmedewerker):
    doorzenden(voorgesteld, door=beslisser, op=nu())
    client = inloggen(loketmedewerker)
    for pagina in (client.get(adres("behandelen", voorgesteld)).text, client.get(reverse("loket:aanvragen")).text):
        assert "<b>Doorgestuurd</b>" in pagina
        assert "Besluit uiterlijk" not in pagina
        assert "dagen</b>" not in pagina


def test_one_proposes_another_sends_on_and_everybody_gets_a_letter(voorgesteld, beslisser):
    assert vers(voorgesteld).status == S.IN_CONTROLE
    doorzenden(voorgesteld, door=beslisser, op=nu())
    assert vers(voorgesteld).status == S.DOORGEZONDEN
    assert sorted(Zaakbrief.objects.values_list("soort", "aan")) == [
        ("doorzending", "ouder"),
        ("doorzending", "ouder"),
        ("doorzending", "school"),
    ]
    assert "door naar SWV Elders" in Zaakbrief.objects.first().brief.html
    assert not Bekendmaking.objects.exists()


def test_who_proposed_does_not_decide_in_whatever_role(db):
    beide = gebruiker_met(Rol.LOKETMEDEWERKER)
    beide.lidmaatschappen.create(rol=Rol.BESLISSER, van=date(2020, 1, 1))
    aanvraag = aanvraag_in(S.INGEDIEND)
    doorzending_voorstellen(aanvraag, door=beide, op=nu(), naar_naam="SWV Elders", reden=REDEN)
    for doen, velden in ((doorzenden, {}), (doorzending_afwijzen, {"reden": "Nee."})):
        with pytest.raises(NietMogelijk, match="Jij stelde dit voor"):
            doen(aanvraag, door=beide, op=nu(), **velden)
    with pytest.raises(IntegrityError, match="doorzending_twee_mensen"), transaction.atomic():
        Doorzending.objects.update(akkoord=True, besloten_op=nu(), besloten_door=beide)


def test_without_a_proposal_nothing_is_sent_on(db, beslisser):
    with pytest.raises(NietMogelijk, match="geen voorstel"):
        doorzenden(aanvraag_in(S.IN_CONTROLE), door=beslisser, op=nu())


def test_a_refused_proposal_leaves_the_case_with_us_and_can_be_made_again(voorgesteld, beslisser, loketmedewerker):
    with pytest.raises(NietMogelijk, match="al een voorstel"):
        doorzending_voorstellen(voorgesteld, door=loketmedewerker, op=nu(), naar_naam="X", reden=REDEN)
    doorzending_afwijzen(voorgesteld, door=beslisser, op=nu(), reden="De leerling woont hier.")
    assert vers(voorgesteld).status == S.IN_CONTROLE
    doorzending_voorstellen(voorgesteld, door=loketmedewerker, op=nu(), naar_naam="SWV Anders", reden=REDEN)
    assert Doorzending.objects.count() == 2


def test_the_page_shows_each_of_the_two_their_step(inloggen, loketmedewerker, beslisser, db):
    aanvraag = aanvraag_in(S.IN_CONTROLE)
    leeg = inloggen(loketmedewerker).post(adres("doorzenden", aanvraag), {"actie": "voorstellen", "naar_naam": "SWV X"})
    assert "Schrijf op waarom wij er niet over gaan" in leeg.text
    assert "SWV X" in leeg.text
    data = {"actie": "voorstellen", "naar_naam": "SWV Elders", "reden": REDEN}
    assert inloggen(loketmedewerker).post(adres("doorzenden", aanvraag), data).status_code == 302
    assert "Akkoord: doorsturen" not in inloggen(loketmedewerker).get(adres("doorzenden", aanvraag)).text
    client = inloggen(beslisser)
    assert "Akkoord: doorsturen" in client.get(adres("doorzenden", aanvraag)).text
    client.post(adres("doorzenden", aanvraag), {"actie": "doorzenden"})
    assert vers(aanvraag).status == S.DOORGEZONDEN
    assert client.get(adres("behandelen", aanvraag)).status_code == 200


# --- leaving aside -----------------------------------------------------------------------------------------------


def test_t20_four_weeks_after_the_term_to_repair():
    vraag = Onderbreking(date(2026, 2, 2), date(2026, 2, 16))
    assert laatste_dag(vraag) == date(2026, 3, 16)
    assert waarom_niet([vraag], vandaag=date(2026, 3, 16)) == ""
    assert "tot en met 16 maart 2026" in waarom_niet([vraag], vandaag=date(2026, 3, 17))
    assert "tot en met 16 februari 2026" in waarom_niet([vraag], vandaag=date(2026, 2, 16))
    assert "nog geen kans" in waarom_niet([], vandaag=date(2026, 3, 1))


def test_after_an_answer_the_four_weeks_run_from_that_answer():
    vraag = Onderbreking(date(2026, 2, 2), date(2026, 2, 16), date(2026, 2, 9))
    assert laatste_dag(vraag) == date(2026, 3, 9)


def gevraagd(status, *, dagen_geleden=20, termijn=14, aangevuld=None):
    """An aanvraag that was asked to complete so many days ago."""
    vandaag = timezone.localdate()
    aanvraag = aanvraag_in(S.IN_CONTROLE, ingediend=nu() - timedelta(days=dagen_geleden + 5))
    dag = vandaag - timedelta(days=dagen_geleden)
    vraag = Aanvulling.objects.create(
        aanvraag=aanvraag,
        vraag="Stuur het OPP.",
        gevraagd_op=dag,
        gevraagd_door=gebruiker_met(Rol.LOKETMEDEWERKER),
        hersteltermijn_tot=dag + timedelta(days=termijn),
        aangevuld_op=aangevuld,
    )
    vraag.punten.create(volgorde=1, wat="Een OPP dat niet ouder is dan een jaar", onderdeel="stukken", veld="opp")
    Aanvraag.objects.filter(pk=aanvraag.pk).update(status=status)
    return vers(aanvraag)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [S.IN_CONTROLE, S.AANVULLING_GEVRAAGD])
def test_leaving_aside_is_a_decision_with_letters_and_without_a_number(status, beslisser):
    aanvraag = gevraagd(status)
    buiten_behandeling_stellen(aanvraag, door=beslisser, op=nu(), motivering="Zonder OPP weten wij te weinig.")
    besluit = Besluit.objects.get()
    assert vers(aanvraag).status == S.BUITEN_BEHANDELING
    assert (besluit.uitkomst, besluit.ingangsdatum) == ("buiten_behandeling", None)
    assert not Tlv.objects.exists()
    assert sorted(Bekendmaking.objects.values_list("aan", flat=True)) == ["ouder", "ouder", "school"]
    html = Bekendmaking.objects.get(aan="school").brief.html
    for deel in ("een OPP dat niet ouder is dan een jaar", "binnen zes weken", "bezwaar-tot", "artikel 4:5"):
        assert deel in html
    assert not aanvraag.aanvullingen.filter(aangevuld_op=None, verlopen_op=None).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("dagen_geleden", "zin"), [(10, "heeft tot en met"), (60, "Dit kon tot en met")], ids=["too early", "too late"]
)
def test_too_early_and_too_late_are_refused_with_the_day(beslisser, dagen_geleden, zin):
    aanvraag = gevraagd(S.AANVULLING_GEVRAAGD, dagen_geleden=dagen_geleden)
    with pytest.raises(NietMogelijk, match=zin):
        buiten_behandeling_stellen(aanvraag, door=beslisser, op=nu(), motivering="x")
    assert not Besluit.objects.exists()


@pytest.mark.django_db
def test_it_is_sent_like_any_decision_and_seen_only_then(inloggen, beslisser, loketmedewerker, ib):
    aanvraag = gevraagd(S.IN_CONTROLE)
    school = gebruiker_met(Rol.IB, school=aanvraag.school)
    buiten_behandeling_stellen(aanvraag, door=beslisser, op=nu(), motivering="Zonder OPP weten wij te weinig.")
    pagina = inloggen(school).get(reverse("loket:aanvraag", args=[aanvraag.public_id])).text
    assert "niet in behandeling" not in pagina
    klaarzetten(aanvraag, door=loketmedewerker, op=nu(), verzenddatum=timezone.localdate())
    pdfs_klaar()
    bekendmaken(aanvraag, door=loketmedewerker, op=nu())
    assert vers(aanvraag).status == S.BUITEN_VERSTUURD
    assert Bekendmaking.objects.get(aan="school").bezwaar_tot is not None
    assert "niet in behandeling" in inloggen(school).get(reverse("loket:school_home")).text


@pytest.mark.django_db
def test_leaving_aside_has_no_paragraphs_to_correct(inloggen, beslisser):
    aanvraag = gevraagd(S.IN_CONTROLE)
    buiten_behandeling_stellen(aanvraag, door=beslisser, op=nu(), motivering="Zonder OPP weten wij te weinig.")
    with pytest.raises(NietMogelijk, match="niet te behandelen herstel je niet hier"):
        besluit_herstellen(vers(aanvraag), door=beslisser, op=nu(), uitleg="Een tikfout.", motivering="Te weinig.")
    assert "Besluit herstellen" not in inloggen(beslisser).get(adres("behandelen", aanvraag)).text


@pytest.mark.django_db
def test_the_page_of_leaving_aside_asks_the_reason(inloggen, beslisser):
    aanvraag = gevraagd(S.IN_CONTROLE)
    client = inloggen(beslisser)
    assert "Een OPP dat niet ouder is" in client.get(adres("buiten_behandeling", aanvraag)).text
    assert "Schrijf op waarom" in client.post(adres("buiten_behandeling", aanvraag), {"motivering": ""}).text
    assert client.post(adres("buiten_behandeling", aanvraag), {"motivering": "Te weinig."}).status_code == 302


# --- views -------------------------------------------------------------------------------------------------------


def openen(aanvraag, door, **velden):
    standaard = {"waarover": "Wij willen een jaar minder geven.", "besproken_op": timezone.localdate()}
    return zienswijze_openen(aanvraag, door=door, op=nu(), **(standaard | velden))


def geef(zienswijze, door, **velden):
    standaard = {"gegeven_op": timezone.localdate(), "kanaal": "telefoon", "tekst": "Ik wil twee jaar."}
    return zienswijze_vastleggen(zienswijze, door=door, op=nu(), **(standaard | velden))


@pytest.mark.django_db
def test_everybody_who_gets_the_decision_is_asked_by_an_own_letter(loketmedewerker):
    aanvraag = openen(aanvraag_in(S.ADVIES_GEREED), loketmedewerker)
    assert aanvraag.status == S.ZIENSWIJZE_LOOPT
    assert sorted(Zienswijze.objects.values_list("aan", flat=True)) == ["ouder", "ouder", "school"]
    assert Zaakbrief.objects.filter(soort="zienswijze").count() == 3
    ronde = aanvraag.zienswijzeronden.get()
    assert ronde.tot == timezone.localdate() + timedelta(days=14)
    assert aanvraag.termijn(timezone.localdate()).stilgezet_sinds is None  # the clock goes on


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"besproken_op": None}, "Bespreek het eerst met de ouders"),
        ({"besproken_op": date(2999, 1, 1)}, "Bespreek het eerst met de ouders"),
        ({"waarover": " "}, "Schrijf op wat wij willen besluiten"),
        ({"dagen": 90}, "60 dagen"),
    ],
)
def test_nobody_is_surprised_by_a_letter(loketmedewerker, velden, zin):
    """Afspraak 48."""
    aanvraag = aanvraag_in(S.ADVIES_GEREED)
    with pytest.raises(NietMogelijk, match=zin):
        openen(aanvraag, loketmedewerker, **velden)
    assert vers(aanvraag).status == S.ADVIES_GEREED
    assert not Zienswijze.objects.exists()


@pytest.mark.django_db
def test_who_disagrees_is_heard_before_it_goes_to_the_beslisser(loketmedewerker):
    aanvraag = aanvraag_in(S.ADVIES_GEREED)
    aanvraag.onderdeel_mening.ouders_eens = "nee"
    aanvraag.onderdeel_mening.save()
    with pytest.raises(NietMogelijk, match="Niet alle ouders"):
        naar_besluit(aanvraag, door=loketmedewerker, op=nu())
    openen(aanvraag, loketmedewerker)
    zienswijze_sluiten(aanvraag, door=loketmedewerker, op=nu(), reden="De ouders zeiden dat zij niet reageren.")
    assert vers(aanvraag).status == S.BESLUIT_VOORBEREIDEN


@pytest.mark.django_db
def test_the_beslisser_may_want_to_hear_more_first(beslisser):
    """Afspraak 34."""
    assert openen(aanvraag_in(S.BESLUIT_VOORBEREIDEN), beslisser).status == S.ZIENSWIJZE_LOOPT


@pytest.mark.django_db
def test_the_round_closes_by_itself_when_all_have_spoken(loketmedewerker):
    aanvraag = aanvraag_in(S.ZIENSWIJZE_LOOPT)
    for een in Zienswijze.objects.order_by("pk"):
        assert vers(aanvraag).status == S.ZIENSWIJZE_LOOPT
        geef(een, loketmedewerker)
    assert vers(aanvraag).status == S.BESLUIT_VOORBEREIDEN
    assert aanvraag.zienswijzeronden.get().gesloten_op == timezone.localdate()


@pytest.mark.django_db
def test_the_round_closes_by_itself_when_its_time_is_over(db):
    aanvraag = aanvraag_in(S.ZIENSWIJZE_LOOPT)
    ronde = aanvraag.zienswijzeronden.get()
    laatste = timezone.make_aware(datetime.combine(ronde.tot, time(23, 59)))
    assert ronden_sluiten(op=laatste) == 0
    assert ronden_sluiten(op=laatste + timedelta(minutes=2)) == 1
    assert ronden_sluiten(op=laatste + timedelta(minutes=3)) == 0
    assert vers(aanvraag).status == S.BESLUIT_VOORBEREIDEN


@pytest.mark.django_db
def test_a_person_who_closes_it_early_says_why_and_the_portal_never_does(loketmedewerker):
    aanvraag = aanvraag_in(S.ZIENSWIJZE_LOOPT)
    with pytest.raises(NietMogelijk, match="waarom je niet langer wacht"):
        zienswijze_sluiten(aanvraag, door=loketmedewerker, op=nu())
    with pytest.raises(NietMogelijk, match="nog tijd"):
        zienswijze_sluiten(aanvraag, door=Systeem("zienswijzeronde"), op=nu())
    assert vers(aanvraag).status == S.ZIENSWIJZE_LOOPT


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"tekst": " "}, "Schrijf op wat er is gezegd"),
        ({"kanaal": "rook"}, "Kies hoe"),
        ({"gegeven_op": date(2020, 1, 1)}, "Kies de dag"),
        ({"gegeven_op": date(2999, 1, 1)}, "Kies de dag"),
    ],
)
def test_a_view_needs_words_a_way_and_a_day(loketmedewerker, velden, zin):
    aanvraag_in(S.ZIENSWIJZE_LOOPT)
    with pytest.raises(NietMogelijk, match=zin):
        geef(Zienswijze.objects.first(), loketmedewerker, **velden)


@pytest.mark.django_db
def test_what_was_said_never_changes(loketmedewerker):
    aanvraag_in(S.ZIENSWIJZE_LOOPT)
    rij = geef(Zienswijze.objects.first(), loketmedewerker)
    with pytest.raises(NietMogelijk, match="verandert niet"):
        geef(rij, loketmedewerker, tekst="Iets anders.")
    with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        Zienswijze.objects.filter(pk=rij.pk).update(tekst="Iets anders.")


@pytest.fixture
def gehoord(db, loketmedewerker):
    """An aanvraag at the beslisser, about which one parent spoke, also for us alone."""
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN)
    ronde = ronde_bij(aanvraag)
    moeder = ronde.zienswijzen.filter(aan="ouder").order_by("pk").first()
    geef(moeder, loketmedewerker, tekst="Ik wil twee jaar.", vertrouwelijk="Wij wonen nu in de Schuilstraat 12.")
    ronde.gesloten_op = timezone.localdate()
    ronde.save()
    return aanvraag


def test_the_letters_name_the_view_and_each_reads_its_own_as_you(gehoord):
    allen = geadresseerden(gehoord, timezone.localdate())
    van = {aan.aan if aan.school else aan.naam: citaten(gegeven(gehoord), gehoord, aan)[0] for aan in allen}
    assert [een.tekst for een in van.values()] == ["Ik wil twee jaar."] * 3
    assert sorted(een.van_geadresseerde for een in van.values()) == [False, False, True]


def test_what_is_for_us_alone_is_in_no_letter_and_no_page_of_others(gehoord, beslisser, inloggen):
    school = gebruiker_met(Rol.IB, school=gehoord.school)
    for wie in (school, gebruiker_met(Rol.DESKUNDIGE), gebruiker_met(Rol.BEHEERDER)):
        assert not ZienswijzeVertrouwelijk.objects.visible_to(wie).exists()
    besluiten(gehoord, door=beslisser, op=nu(), **beslissing(gehoord))
    assert all("Schuilstraat" not in een.brief.html for een in Bekendmaking.objects.select_related("brief"))
    assert all("Ik wil twee jaar." in een.brief.html for een in Bekendmaking.objects.select_related("brief"))
    assert "Schuilstraat 12" in inloggen(beslisser).get(adres("behandelen", gehoord) + "?tab=zienswijze").text


def test_the_answer_cannot_stay_empty_when_somebody_spoke(gehoord, beslisser):
    gehoord.onderdeel_mening.ouders_woorden = ""
    gehoord.onderdeel_mening.save()
    with pytest.raises(NietMogelijk, match="antwoord op de mening van de ouders"):
        besluiten(vers(gehoord), door=beslisser, op=nu(), **beslissing(gehoord, antwoord_zienswijze=" "))


def test_the_decision_page_shows_the_view_and_warns_of_what_was_for_us_alone(gehoord, beslisser, inloggen):
    client = inloggen(beslisser)
    pad = adres("aanvraag_besluiten", gehoord)
    pagina = client.get(pad).text
    assert "Ik wil twee jaar." in pagina
    assert "Dit was alleen voor ons en staat nu in het besluit" not in pagina
    data = {
        "versie": 0,
        "uitkomst": "toegekend",
        "soort_categorie": "SO:L",
        "schooljaren": "2",
        "antwoord_zienswijze": "Uw kind reist vanaf de Schuilstraat 12.",
        "actie": "bewaren",
    }
    client.post(pad, data)
    assert "‘Schuilstraat 12’" in client.get(pad).text


@pytest.mark.parametrize(
    ("vertrouwelijk", "tekst", "gevonden"),
    [
        (
            "Wij wonen nu in de Schuilstraat 12.",
            "Vanaf de Schuilstraat 12 reist hij.",
            {"Schuilstraat", "Schuilstraat 12"},
        ),
        ("Oom Gerard haalt hem.", "Gerard haalt hem op.", {"Gerard"}),
        ("Postcode 2500 AB.", "op 2500 ab", {"2500 AB"}),
        ("Fenna is bang.", "Fenna kan naar school.", set()),
        ("Het is onveilig.", "Het is onveilig.", set()),
    ],
)
def test_names_and_addresses_are_recognised_and_known_names_are_not(vertrouwelijk, tekst, gevonden):
    assert genoemd([vertrouwelijk], [tekst], bekend=["Fenna Voorbeeld"]) == gevonden


def test_the_form_proposes_no_more_time_than_there_is_and_says_until_when():
    vandaag = date(2026, 11, 23)
    for uiterlijk, voorstel, langer in (
        (None, "14", 0),
        (date(2027, 1, 5), "14", 0),
        (date(2026, 12, 3), "7", 2),
        (date(2026, 11, 25), "14", 3),
        (date(2026, 11, 20), "14", 0),  # late already: hearing still matters
    ):
        form = RondeForm(standaard=14, vandaag=vandaag, besluit_uiterlijk=uiterlijk)
        assert form.initial["dagen"] == voorstel, uiterlijk
        assert str(form["dagen"]).count("langer dan wij hebben") == langer, uiterlijk
        assert bool(form["dagen"].help_text) is bool(langer), uiterlijk
    assert "3 december 2026" in RondeForm(standaard=7, vandaag=vandaag, besluit_uiterlijk=date(2026, 12, 3)).as_p()


@pytest.mark.django_db
def test_the_page_opens_a_round_writes_down_and_closes(inloggen, loketmedewerker):
    aanvraag = aanvraag_in(S.ADVIES_GEREED)
    client = inloggen(loketmedewerker)
    pad = adres("zienswijze", aanvraag)
    fout = client.post(pad, {"actie": "openen", "waarover": "Een jaar minder.", "dagen": "14"}).text
    assert "Bespreek het eerst met de ouders" in fout
    assert "Een jaar minder." in fout
    vandaag = timezone.localdate().isoformat()
    client.post(pad, {"actie": "openen", "waarover": "Een jaar minder.", "dagen": "14", "besproken_op": vandaag})
    assert vers(aanvraag).status == S.ZIENSWIJZE_LOOPT
    een = Zienswijze.objects.filter(aan="ouder").first()
    data = {"actie": "vastleggen", "van": een.public_id, "gegeven_op": vandaag, "kanaal": "mail", "tekst": "Twee jaar."}
    client.post(pad, data)
    assert "Twee jaar." in client.get(pad).text
    client.post(pad, {"actie": "sluiten", "sluiten-reden": "De anderen reageren niet, zeiden zij aan de telefoon."})
    assert vers(aanvraag).status == S.BESLUIT_VOORBEREIDEN
    assert "Je kunt hier nu niets doen" not in client.get(pad).text, "another view can still be written down"


def test_a_page_on_which_nothing_can_be_done_says_why(inloggen, loketmedewerker):
    tekst = inloggen(loketmedewerker).get(adres("zienswijze", aanvraag_in(S.IN_CONTROLE))).text
    assert "Je kunt hier nu niets doen" in tekst
    assert f"De status is nu ‘{S.IN_CONTROLE.label}’." in tekst
