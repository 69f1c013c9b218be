"""The list, one arrangement, asking, deciding and stopping, as people meet them in a browser."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from arrangementen.models import Arrangement, Beeindiging, Beslissing, Boeking, Doel, Groepsschool
from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.overgang import GEEN_RECHTEN, NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.termijnen.schooljaar import laatste_dag, schooljaar
from loket.actions.aanvraag import onderdeel_opslaan
from loket.models import Aanvraag, Status
from scholen.models import Plek, SchoolDeelname
from tests.arrangementrijen import arrangement, pot, toegekend
from tests.factories import InstellingFactory, SchoolFactory, aanbod, gebruiker_met, leerling_op, ouder_van, vragenlijst

pytestmark = pytest.mark.django_db
REDEN = {"motivering": "Omdat het thuis onrustig is."}


def invullen(rij, leerling=None, **anders):
    dag = timezone.localdate()
    data = {
        "sleutel": "s" * 22,
        "voor": "leerling",
        "leerlingen": [leerling.public_id] if leerling else [],
        "onderwijsbehoeften": "Rust en overzicht.",
        "al_gedaan": "Werken in een hoek.",
        "doel_1": "Zelf beginnen.",
        "maat_1": "Vier van de vijf keer.",
        "werkvorm": "in_de_klas",
        "aantal": "10",
        "van": dag.isoformat(),
        "tot": laatste_dag(schooljaar(dag)).isoformat(),
        "ouders_weten": "ja",
        "contactpersoon": "Anouk",
        "telefoon": "0001234567",
    }
    return reverse("arrangementen:arrangement_aanvragen", args=[rij.public_id]), data | anders


def met_tarief(kenmerk="begeleiding", **velden):
    rij = aanbod(kenmerk, **velden)
    rij.tarieven.create(schooljaar=schooljaar(timezone.localdate()), bedrag=Decimal(72), vastgesteld_op=timezone.now())
    return rij


@pytest.fixture
def school():
    return SchoolFactory()


@pytest.fixture
def ib(school):
    return gebruiker_met(Rol.IB, school=school)


# --- asking ------------------------------------------------------------------------------------------------------


def test_a_light_question_is_one_page_and_stands_at_the_desk(inloggen, school, ib):
    leerling = leerling_op(school)
    ouder_van(leerling)
    adres, data = invullen(met_tarief(), leerling)
    client = inloggen(ib)
    leeg = client.get(adres).text
    assert "Zelf beginnen" not in leeg
    assert "Welke leerlingen?</legend>" in leeg, "one is required, so that it is not called optional"
    assert "Kies één leerling" in leeg
    antwoord = client.post(adres, data, follow=True)
    assert "Je aanvraag is ingediend." in antwoord.text
    rij = Arrangement.objects.get()
    assert (rij.bedrag, rij.kenmerk[:3], rij.aanvraag.status) == (720, "AR-", Status.INGEDIEND)
    assert rij.aanvraag.onderdeel_hulpvraag.doel == "Zelf beginnen."
    client.post(adres, data)
    assert Arrangement.objects.count() == Aanvraag.objects.count() == 1, "a double click asks once"


def test_the_same_help_for_the_same_child_is_not_asked_twice(inloggen, school, ib):
    leerling = leerling_op(school)
    adres, data = invullen(met_tarief(), leerling)
    client = inloggen(ib)
    client.post(adres, data)
    tekst = client.post(adres, data | {"sleutel": "t" * 22}).text
    assert "Er loopt al" in tekst
    assert Arrangement.objects.count() == Aanvraag.objects.count() == 1


def test_a_heavy_question_goes_on_in_the_aanvraag(inloggen, school, ib):
    leerling = leerling_op(school)
    adres, data = invullen(met_tarief(gewicht="volledig"), leerling, behoefte_leraar="Meekijken.")
    assert "Er is nog geen lichtere hulp geweest" in inloggen(ib).post(adres, data).text
    antwoord = inloggen(ib).post(adres, data | {"waarom_zwaarder": "De klas is te druk."})
    zaak = Aanvraag.objects.get()
    assert antwoord.url == reverse("loket:aanvraag", args=[zaak.public_id])
    assert zaak.status == Status.CONCEPT
    assert zaak.onderdeel_behoefte.behoefte_leraar == "Meekijken."
    assert zaak.onderdeel_gedaan.grens == "De klas is te druk."
    beslisser = gebruiker_met(Rol.BESLISSER)
    assert not Arrangement.objects.visible_to(beslisser).exists(), "a draft is of the school"


def test_what_was_asked_at_the_catalogue_stays_the_same_in_the_draft(inloggen, school, ib):
    """What the SWV reads in the aanvraag and what it grants are one thing: to ask other help is to ask again."""
    adres, data = invullen(met_tarief(gewicht="volledig"), leerling_op(school), behoefte_leraar="Meekijken.")
    client = inloggen(ib)
    client.post(adres, data | {"waarom_zwaarder": "De klas is te druk."})
    zaak, doel = Aanvraag.objects.get(), Doel.objects.get()
    for slug, namen, woord in (
        ("hulpvraag", ("doel", "van", "tot", "hulpvraag"), doel.doel),
        ("behoefte", ("onderwijsbehoeften", "behoefte_leraar"), "Meekijken."),
    ):
        pad = reverse("loket:aanvraag_onderdeel", args=[zaak.public_id, slug])
        tekst = client.get(pad).text
        assert "Dit vroeg je bij het aanbod" in tekst
        assert woord in tekst
        assert not [naam for naam in namen if f'name="{naam}' in tekst]
        deel = getattr(zaak, f"onderdeel_{slug}")
        client.post(pad, {"versie": deel.versie, "sterke_kanten": "Rekent goed."} | dict.fromkeys(namen, "Anders"))
        was = {naam: getattr(deel, naam) for naam in namen}
        deel.refresh_from_db()
        assert {naam: getattr(deel, naam) for naam in namen} == was
        rest = {"door": ib, "op": timezone.now(), "versie": deel.versie}
        with pytest.raises(NietMogelijk, match="vraag de hulp opnieuw aan"):
            onderdeel_opslaan(zaak, slug, **rest, velden={namen[0]: "Anders"})
        assert onderdeel_opslaan(zaak, slug, **rest, velden={namen[0]: was[namen[0]]}).versie == deel.versie + 1
    assert zaak.onderdeel_behoefte.sterke_kanten == "Rekent goed.", "what the catalogue did not ask is written here"


def test_questions_of_the_swv_are_answered_before_a_light_one_goes_in(inloggen, school, ib):
    leerling = leerling_op(school)
    ouder_van(leerling)
    vragenlijst({"sleutel": "hulp", "tekst": "Is er jeugdhulp?", "nodig": True, "onderdeel": "hulpvraag"})
    adres, data = invullen(met_tarief(), leerling)
    antwoord = inloggen(ib).post(adres, data, follow=True)
    rij = Arrangement.objects.get()
    assert rij.aanvraag.status == Status.CONCEPT
    assert antwoord.redirect_chain[-1][0] == reverse("loket:aanvraag", args=[rij.aanvraag.public_id])
    assert "Is er jeugdhulp?" in antwoord.text


def test_a_school_that_grants_itself_has_it_at_once_and_from_its_budget(inloggen, school, ib):
    leerling = leerling_op(school)
    adres, data = invullen(met_tarief(gewicht="melden", toekenning="schoolbestuur"), leerling)
    client = inloggen(ib)
    assert "geen budget" in client.post(adres, data).text
    assert not Arrangement.objects.exists()
    pot("1000", school=school)
    assert "De hulp is vastgelegd." in client.post(adres, data, follow=True).text
    rij = Arrangement.objects.get()
    assert (rij.toegekend, rij.aanvraag) == (720, None)
    assert not Aanvraag.objects.exists()


def test_a_school_that_does_not_take_part_in_the_swv_asks_nothing_of_it(inloggen, school, ib):
    adres, data = invullen(met_tarief(), leerling_op(school))
    deelname = SchoolDeelname.objects.get(school=school)
    deelname.tot = timezone.localdate() - timedelta(days=1)
    deelname.save()
    assert "hoort op" in inloggen(ib).post(adres, data).text
    assert not Arrangement.objects.exists()
    assert not Aanvraag.objects.exists()
    deelname.tot = timezone.localdate()
    deelname.save()
    inloggen(ib).post(adres, data)
    assert Arrangement.objects.exists()


def test_a_group_over_two_schools_shows_each_school_only_its_own_pupils(inloggen, school, ib):
    ander = SchoolFactory()
    ander_ib = gebruiker_met(Rol.IB, school=ander)
    leerling = leerling_op(school, achternaam="Eigenkind")
    adres, data = invullen(met_tarief(), leerling, voor="groep", groep="groep 6", school_2=ander.public_id)
    inloggen(ib).post(adres, data)
    rij = Arrangement.objects.get()
    assert (rij.aanvraag.soort, rij.aanvraag.leerling) == ("ARRG", None)
    assert Groepsschool.objects.get().school == ander
    eigen = reverse("arrangementen:arrangement", args=[rij.public_id])
    assert "Eigenkind" in inloggen(ib).get(eigen).text
    gezien = inloggen(ander_ib).get(eigen).text
    assert "Eigenkind" not in gezien
    assert "Rust en overzicht" not in gezien
    assert inloggen(gebruiker_met(Rol.IB)).get(eigen).status_code == 404


@pytest.mark.parametrize(
    ("anders", "zin"),
    [
        ({"leerlingen": []}, "Kies één leerling"),
        ({"aantal": "-3"}, "Vul een aantal in van 0,25"),
        ({"aantal": "999999999"}, "Vul een aantal in van 0,25"),
        ({"tot": "2020-01-01"}, "De laatste dag ligt voor de eerste dag"),
        ({"van": "2019-01-01", "tot": "2019-05-01"}, "te ver terug"),
        ({"doel_1": "", "maat_1": ""}, "Schrijf een doel op"),
        ({"voor": "groep", "groep": ""}, "Schrijf op om welke groep"),
        ({"ouders_weten": ""}, "Kies of de ouders het weten"),
    ],
)
def test_what_cannot_be_says_what_to_do_and_keeps_what_was_typed(inloggen, school, ib, anders, zin):
    adres, data = invullen(met_tarief(), leerling_op(school), **anders)
    tekst = inloggen(ib).post(adres, data).text
    assert zin in tekst
    assert "Rust en overzicht." in tekst
    assert not Arrangement.objects.exists()


def test_a_period_over_two_school_years_is_refused(inloggen, school, ib):
    dag = timezone.localdate()
    volgend = laatste_dag(schooljaar(dag)) + timedelta(days=40)
    adres, data = invullen(met_tarief(), leerling_op(school), tot=volgend.isoformat())
    assert "Kies uiterlijk 31 juli" in inloggen(ib).post(adres, data).text


def test_the_child_of_another_school_cannot_be_asked_for(inloggen, ib):
    vreemd = leerling_op(SchoolFactory())
    adres, data = invullen(met_tarief(), vreemd)
    inloggen(ib).post(adres, data)
    assert not Arrangement.objects.exists()


def test_who_looked_at_a_child_is_in_the_logbook(inloggen, school, ib):
    rij = arrangement(school=school, ib=ib)
    kind = rij.deelnames.get().leerling
    inloggen(ib).get(reverse("arrangementen:arrangement", args=[rij.public_id]))
    regel = Logregel.objects.get(actie="arrangement_ingezien")
    assert (regel.leerling, regel.wie, regel.rol) == (kind.public_id, ib.public_id, "ib")


def test_a_person_of_two_schools_chooses_one_and_a_child_is_asked_for_by_its_own(inloggen, ib, school):
    twee = SchoolFactory(naam="Aan de overkant")
    lid = Lidmaatschap.objects.create(gebruiker=ib, rol=Rol.IB, van=ib.lidmaatschappen.get().van)
    Plek.objects.create(lidmaatschap=lid, school=twee)
    adres, data = invullen(met_tarief(), voor="klas", groep="groep 6", school=school.public_id)
    inloggen(ib).post(adres, data)
    assert Arrangement.objects.get().school == school
    adres, data = invullen(met_tarief(kenmerk="ander"), leerling_op(school), sleutel="u" * 22)
    inloggen(ib).post(adres, data)
    assert {*Arrangement.objects.values_list("school", flat=True)} == {school.pk}


# --- the list ----------------------------------------------------------------------------------------------------


def test_who_reads_money_reads_no_name(inloggen, school):
    pot("1000")
    rij = toegekend(arrangement(school=school, leerling=leerling_op(school, achternaam="Geheimnaam")), woorden=REDEN)
    bestuur = gebruiker_met(Rol.BESTUUR)
    Plek.objects.create(lidmaatschap=bestuur.lidmaatschappen.get(), bestuur=school.bestuur)
    for wie in (gebruiker_met(Rol.CONTROLLER), bestuur):
        client = inloggen(wie)
        for adres in (
            reverse("arrangementen:arrangementen"),
            reverse("arrangementen:arrangement", args=[rij.public_id]),
        ):
            tekst = client.get(adres).text
            assert rij.kenmerk in tekst
            assert "Geheimnaam" not in tekst
            assert "Rust en overzicht" not in tekst
            assert REDEN["motivering"] not in tekst, "nor the reasons"
    assert (
        "Geheimnaam"
        in inloggen(gebruiker_met(Rol.LOKETMEDEWERKER))
        .get(reverse("arrangementen:arrangementen") + "?weergave=loopt")
        .text
    )


def test_an_adviseur_with_a_place_sees_the_schools_of_that_place(inloggen, school):
    elders = arrangement(school=SchoolFactory())
    hier = arrangement(school=school)
    adviseur = gebruiker_met(Rol.ADVISEUR)
    assert {*Arrangement.objects.visible_to(adviseur)} == {elders, hier}
    Plek.objects.create(lidmaatschap=adviseur.lidmaatschappen.get(), school=school)
    assert {*Arrangement.objects.visible_to(adviseur)} == {hier}


def test_the_list_asks_as_much_of_the_database_for_one_as_for_many(inloggen, school, django_assert_max_num_queries):
    client = inloggen(gebruiker_met(Rol.LOKETMEDEWERKER))
    ib = gebruiker_met(Rol.IB, school=school)
    adres = reverse("arrangementen:arrangementen") + "?weergave=alles"
    arrangement(school=school, ib=ib)
    client.get(adres)
    with django_assert_max_num_queries(40) as een:
        client.get(adres)
    for _ in range(6):
        arrangement(school=school, ib=ib)
    with django_assert_max_num_queries(len(een)):
        client.get(adres)


def test_a_school_that_only_takes_part_does_not_stop_the_group(inloggen, school, ib):
    pot("1000")
    rij = toegekend(arrangement(school=school, ib=ib, voor="groep"))
    ander = SchoolFactory()
    Groepsschool.objects.create(arrangement=rij, school=ander)
    adres = reverse("arrangementen:arrangement_stoppen", args=[rij.public_id])
    data = {"laatste_dag": rij.van, "reden": "doel_bereikt"}
    assert GEEN_RECHTEN in inloggen(gebruiker_met(Rol.IB, school=ander)).post(adres, data).text
    assert not Beeindiging.objects.exists()
    inloggen(ib).post(adres, data)
    assert Beeindiging.objects.exists()


# --- deciding ----------------------------------------------------------------------------------------------------


def beoordelen(rij):
    return reverse("arrangementen:arrangement_beoordelen", args=[rij.public_id])


def test_granting_as_asked_takes_it_from_the_budget(inloggen):
    pot("1000")
    rij, client = arrangement(), inloggen(gebruiker_met(Rol.BESLISSER))
    pagina = client.get(beoordelen(rij)).text
    assert "Nog vrij" in pagina
    assert "€\u00a01.000" in pagina
    antwoord = client.post(beoordelen(rij), {"uitkomst": "toegekend", "motivering": "Past.", "snel": "ja"}, follow=True)
    assert "Je beslissing is vastgelegd." in antwoord.text
    rij = Arrangement.objects.get()
    assert (rij.toegekend, rij.beslissing.snel, rij.beslissing.van) == (100, "ja", rij.van)
    assert "Hierover is al beslist" in client.get(beoordelen(rij)).text


def test_what_does_not_fit_is_confirmed_where_the_budget_only_warns(inloggen):
    pot("50", blokkeert=False)
    rij, client = arrangement(), inloggen(gebruiker_met(Rol.BESLISSER))
    data = {"uitkomst": "toegekend", "motivering": "Toch nodig."}
    tekst = client.post(beoordelen(rij), data).text
    assert "er is nog €\u00a050,00 vrij" in tekst
    assert "Het gaat €\u00a050,00 over het budget, en ik ga door" in tekst
    assert "Toch nodig." in tekst
    client.post(beoordelen(rij), data | {"over_mag": "on"})
    assert Arrangement.objects.get().beslissing.over_budget


def test_another_amount_is_counted_at_the_tariff(inloggen):
    pot("1000")
    rij = arrangement(soort=met_tarief())
    data = {"uitkomst": "anders", "aantal": "3,5", "van": rij.van, "tot": rij.tot, "motivering": "Korter."}
    inloggen(gebruiker_met(Rol.BESLISSER)).post(beoordelen(rij), data)
    uit = Arrangement.objects.get().beslissing
    assert (uit.aantal, uit.bedrag, uit.tarief) == (Decimal("3.5"), Decimal(252), 72)


def test_a_refusal_says_why_and_what_does_help(inloggen):
    rij, client = arrangement(), inloggen(gebruiker_met(Rol.BESLISSER))
    tekst = client.post(beoordelen(rij), {"uitkomst": "afgewezen"}).text
    assert "Schrijf op welke hulp wel past" in tekst
    assert "Schrijf op waarom je dit beslist" in tekst
    client.post(beoordelen(rij), {"uitkomst": "afgewezen", "motivering": "Basis.", "passende_hulp": "In de klas."})
    assert Arrangement.objects.get().beslissing.uitkomst == "afgewezen"
    assert not Boeking.objects.exists()


def test_an_adviseur_decides_up_to_an_amount(inloggen):
    pot("9000")
    soort = aanbod(toekenning="adviseur", bedrag_tot=150)
    klein, groot = arrangement(soort=soort), arrangement(soort=soort, bedrag=Decimal(151))
    client = inloggen(gebruiker_met(Rol.ADVISEUR))
    for rij in (klein, groot):
        client.post(beoordelen(rij), {"uitkomst": "toegekend", "motivering": "Past."})
    assert [rij.pk for rij in Arrangement.objects.exclude(beslissing=None)] == [klein.pk]
    assert "Een beslisser kent het toe" in client.get(beoordelen(groot)).text


def gevraagd_bij_loket(inloggen, **velden):
    """Asked through the page, by a school, for a child with a parent who has an account."""
    school = SchoolFactory()
    leerling, ouder = leerling_op(school), gebruiker_met(Rol.OUDER)
    ouder_van(leerling, gebruiker=ouder)
    ib = gebruiker_met(Rol.IB, school=school)
    adres, data = invullen(met_tarief(**velden), leerling)
    inloggen(ib).post(adres, data)
    return Arrangement.objects.get(), ib, ouder


def test_the_answer_goes_to_school_and_parents_as_a_letter(inloggen):
    pot("1000")
    rij, ib, _ouder = gevraagd_bij_loket(inloggen)
    client = inloggen(gebruiker_met(Rol.BESLISSER))
    data = {"uitkomst": "anders", "aantal": "4", "van": rij.van, "tot": rij.tot, "motivering": "Dit past."}
    assert "vastgelegd" in client.post(beoordelen(rij), data, follow=True).text
    rij = Arrangement.objects.select_related("aanvraag").get()
    assert rij.aanvraag.status == Status.ADVIES_UITGEBRACHT
    uit = rij.aanvraag.arrangementuitkomst
    assert (uit.vorm, uit.omvang, uit.toegekend) == ("Begeleiding in de klas", "4 uur", True)
    assert {een.aan for een in rij.aanvraag.zaakbrieven.filter(soort="arrangement")} == {"school", "ouder"}
    assert Beslissing.objects.visible_to(ib).exists()
    assert "Loopt" in inloggen(ib).get(reverse("arrangementen:arrangement", args=[rij.public_id])).text


def test_from_the_aanvraag_one_comes_to_the_arrangement(inloggen):
    rij, ib, _ouder = gevraagd_bij_loket(inloggen)
    adres = reverse("arrangementen:van_aanvraag", args=[rij.aanvraag.public_id])
    adviseur = gebruiker_met(Rol.ADVISEUR)
    for wie in (ib, adviseur, gebruiker_met(Rol.LOKETMEDEWERKER)):
        assert inloggen(wie).get(adres).url == reverse("arrangementen:arrangement", args=[rij.public_id])
    assert inloggen(gebruiker_met(Rol.IB)).get(adres).status_code == 404
    assert Aanvraag.objects.visible_to(adviseur).exists()


def test_a_besluit_is_not_known_to_the_school_before_its_letter_went_out(inloggen):
    pot("1000")
    instelling = InstellingFactory()
    instelling.arrangement_is_besluit = True
    instelling.save()
    rij, ib, ouder = gevraagd_bij_loket(inloggen)
    inloggen(gebruiker_met(Rol.BESLISSER)).post(beoordelen(rij), {"uitkomst": "toegekend", "motivering": "Past."})
    assert Beslissing.objects.count() == 1
    client = inloggen(ib)
    assert "Dit past" not in client.get(reverse("arrangementen:arrangement", args=[rij.public_id])).text
    assert client.get(reverse("arrangementen:budget_beslissing", args=[rij.public_id])).status_code == 404
    for naam in ("evaluatie_nieuw", "arrangement_verlengen"):
        assert "tot en met" not in client.get(reverse(f"arrangementen:{naam}", args=[rij.public_id])).text
    lijst = reverse("arrangementen:arrangementen")
    assert rij.kenmerk in client.get(lijst + "?weergave=gevraagd").text
    assert rij.kenmerk not in client.get(lijst + "?weergave=loopt").text
    assert "Gevraagd" in client.get(lijst + "?weergave=alles").text
    for wie in (ib, ouder):
        assert not Beslissing.objects.visible_to(wie).exists()


# --- stopping ----------------------------------------------------------------------------------------------------


def test_stopping_frees_what_is_left(inloggen):
    pot("1000")
    rij = toegekend()
    client = inloggen(gebruiker_met(Rol.BESLISSER))
    adres = reverse("arrangementen:arrangement_stoppen", args=[rij.public_id])
    assert "Schrijf op waarom" in client.post(adres, {"laatste_dag": rij.van, "reden": "anders"}).text
    client.post(adres, {"laatste_dag": rij.van, "reden": "doel_bereikt"}, follow=True)
    rij = Arrangement.objects.get()
    assert rij.toegekend + rij.beeindiging.vrijval == 100
    assert rij.toegekend < 10
    assert "al gestopt" in client.post(adres, {"laatste_dag": rij.van, "reden": "doel_bereikt"}).text


def test_one_place_is_not_called_places(inloggen):
    soort = aanbod("plek", vorm="plaats", eenheid="plaats", functie="", plaatsen=3)
    pot("1000")
    rij = toegekend(arrangement(soort=soort, aantal=Decimal(1)))
    client = inloggen(gebruiker_met(Rol.BESLISSER))
    for naam in ("arrangement", "arrangement_wijzigen"):
        tekst = client.get(reverse(f"arrangementen:{naam}", args=[rij.public_id])).text
        assert "1 plaats, " in tekst
        assert "1 plaatsen" not in tekst


@pytest.mark.parametrize("gewicht", ["melden", "licht", "volledig"])
def test_what_is_needed_is_asked_however_light_the_question(inloggen, school, gewicht):
    """The needs of a child lead, not the help that was chosen from a list (C64)."""
    pad, data = invullen(met_tarief(gewicht=gewicht), leerling_op(school), onderwijsbehoeften="")
    antwoord = inloggen(gebruiker_met(Rol.IB, school=school)).post(pad, data)
    assert "Schrijf op wat er nodig is" in antwoord.content.decode()
    assert not Arrangement.objects.exists()
