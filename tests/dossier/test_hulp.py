"""What a family reads of the help that its child gets, and what it says of it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from arrangementen.actions.evalueren import evaluatie_afronden, evaluatie_bewaren, evaluatie_plannen, woorden_geven
from arrangementen.actions.plaatsen import plaats_aanbieden, plaats_beantwoorden
from arrangementen.models import Evaluatie, Evaluatiewoord, Inzet, Urenregel
from dossier.rules.hulp import BEGINT, GESTOPT, LOOPT, VOORBIJ, stand
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.post.models import Bericht
from loket.models import Status
from tests.arrangementrijen import arrangement, evaluatie_klaar, pot, toegekend, toegekend_zonder_geld
from tests.dossier.test_talen import DUTCH, hoofd_zonder_dutch
from tests.dossier.test_talen_gezin import zonder_dutch
from tests.factories import aanbod, aanvraag_in, gebruiker_met, leerling_op, ouder_van

databank = pytest.mark.django_db
NU = timezone.now


@pytest.fixture
def rij(school, ib, leerling, ouder):
    return toegekend_zonder_geld(school=school, ib=ib, leerling=leerling)


def plan(rij, ib):
    return evaluatie_plannen(rij, door=ib, op=NU(), soort="eind", dag=timezone.localdate(), vroeg=True)


def pad(rij, naam="arrangement", kind=None):
    deelnames = rij.deelnames.filter(leerling=kind) if kind else rij.deelnames
    return reverse(f"dossier:{naam}", args=[deelnames.get().public_id])


@pytest.mark.parametrize(
    ("gestopt", "dag", "zin"),
    [
        (None, date(2026, 8, 31), BEGINT.met(dag=date(2026, 9, 1))),
        (None, date(2026, 9, 1), LOOPT.met(dag=date(2027, 1, 31))),
        (None, date(2027, 1, 31), LOOPT.met(dag=date(2027, 1, 31))),
        (None, date(2027, 2, 1), VOORBIJ.met(dag=date(2027, 1, 31))),
        (date(2026, 10, 1), date(2026, 10, 1), LOOPT.met(dag=date(2026, 10, 1))),
        (date(2026, 10, 1), date(2026, 10, 2), GESTOPT.met(dag=date(2026, 10, 1))),
    ],
)
def test_where_the_help_stands_is_one_sentence(gestopt, dag, zin):
    assert stand(date(2026, 9, 1), date(2027, 1, 31), gestopt, dag) == zin


@databank
def test_a_parent_reads_the_help_of_the_own_child_and_not_what_it_costs(inloggen, ouder, rij, school):
    client = inloggen(ouder)
    pagina = client.get(pad(rij)).text
    for woorden in ("Begeleiding in de klas", "Uw kind krijgt hulp.", "Zelf beginnen.", "Vier van de vijf keer."):
        assert woorden in pagina
    assert "2 uur" in pagina
    assert "€" not in pagina
    ander = toegekend_zonder_geld(school=school)
    assert client.get(pad(ander)).status_code == 404


@databank
def test_an_amount_is_shown_only_where_the_help_is_an_amount(inloggen, ouder, school, ib, leerling):
    soort = aanbod("bedrag", vorm="bedrag", eenheid="arrangement", functie="")
    rij = toegekend_zonder_geld(school=school, ib=ib, leerling=leerling, soort=soort, aantal=None)
    assert "€" in inloggen(ouder).get(pad(rij)).text


@databank
def test_what_is_asked_and_not_known_to_the_family_is_not_there(inloggen, ouder, school, ib, leerling):
    gevraagd = arrangement(school=school, ib=ib, leerling=leerling, bedrag=Decimal(0))
    assert inloggen(ouder).get(pad(gevraagd)).status_code == 404


@databank
def test_where_a_child_is_hidden_only_the_pupil_reads_its_help(inloggen, ouder, rij, leerling):
    leerling.afscherming = "verblijfplaats"
    leerling.geboortedatum = timezone.localdate() - timedelta(days=17 * 366)
    leerling.gebruiker = gebruiker_met(Rol.LEERLING)
    leerling.save()
    assert inloggen(ouder).get(pad(rij)).status_code == 404
    pagina = inloggen(leerling.gebruiker).get(pad(rij))
    assert pagina.status_code == 200
    assert "De hulp die jij krijgt" in pagina.text
    lijst = inloggen(leerling.gebruiker).get(reverse("dossier:dossiers")).text
    assert "Je dossier</h1>" in lijst
    assert "Uw dossier" not in lijst


@databank
def test_of_a_group_there_is_no_word_about_it_and_nobody_else(inloggen, ouder, school, ib, leerling):
    ander = leerling_op(school, roepnaam="Anderkind")
    rij = toegekend_zonder_geld(
        school=school, ib=ib, voor="groep", leerlingen=[leerling, ander], woorden={"groep": "De drukke groep"}
    )
    evaluatie_klaar(rij, door=ib, wat_werkte="Anderkind deed mee.")
    client = inloggen(ouder)
    pagina = client.get(pad(rij, kind=leerling)).text
    assert "alleen wat over uw kind gaat" in pagina
    for woorden in ("Anderkind", "drukke", "Zelf beginnen.", "2 uur", "Rust en overzicht"):
        assert woorden not in pagina
    assert client.get(pad(rij, kind=ander)).status_code == 404


# --- before the talk ------------------------------------------------------------------------------------------------


@databank
def test_a_family_says_what_it_thinks_and_the_school_reads_it_beside_its_own(inloggen, ouder, rij, ib, leerling):
    tweede = gebruiker_met(Rol.OUDER)
    ouder_van(leerling, gebruiker=tweede)
    evaluatie = plan(rij, ib)
    assert {een.wie_id for een in Bericht.objects.filter(sleutel__startswith="evaluatie-")} == {ouder.pk, tweede.pk}
    client = inloggen(ouder)
    assert "Samen terugkijken" in client.get(pad(rij)).text
    leeg = client.post(pad(rij, "terugkijken"), {"goed": " ", "graag": ""})
    assert "Schrijf op wat u vindt" in leeg.text
    for woorden in ("Zij slaapt beter.", "Zij slaapt veel beter."):
        client.post(pad(rij, "terugkijken"), {"goed": woorden, "graag": "Meer rust."})
    assert Evaluatiewoord.objects.get().goed == "Zij slaapt veel beter.", "said anew, not twice"
    assert "Zij slaapt veel beter." in client.get(pad(rij)).text
    assert "slaapt" not in inloggen(tweede).get(pad(rij)).text, "one parent does not read the other"
    assert (
        "Zij slaapt veel beter."
        in inloggen(ib).get(reverse("arrangementen:evaluatie", args=[evaluatie.public_id])).text
    )


@databank
def test_what_a_family_said_is_frozen_with_the_evaluation_and_the_school_need_not_repeat_it(rij, ib, ouder):
    evaluatie, deelname = plan(rij, ib), rij.deelnames.get()
    wie = {"door": ouder, "op": NU(), "deelname": deelname}
    woorden_geven(evaluatie, goed="Beter.", graag="", **wie)
    vol = {"ouders_erbij": True, "wat_werkte": "Rust.", "verder": "stoppen"}
    doelen = {rij.doelen.get().public_id: ("bereikt", "")}
    evaluatie_bewaren(evaluatie, door=ib, op=NU(), versie=1, dag=evaluatie.dag, verslag=vol, doelen=doelen)
    evaluatie_afronden(evaluatie, door=ib, op=NU())
    with pytest.raises(NietMogelijk, match="al afgerond"):
        woorden_geven(Evaluatie.objects.get(), goed="Anders.", graag="", **wie)
    with pytest.raises(DatabaseError), transaction.atomic():
        Evaluatiewoord.objects.update(goed="Anders.")


@databank
def test_words_that_come_too_late_are_given_back(inloggen, ouder, rij, ib):
    evaluatie_klaar(rij, door=ib, soort="eind")
    client = inloggen(ouder)
    assert client.get(pad(rij, "terugkijken")).status_code == 404
    pagina = client.post(pad(rij, "terugkijken"), {"goed": "Te laat gezegd."}).text
    assert "al afgerond" in pagina
    assert "Te laat gezegd." in pagina


@databank
def test_once_finished_the_family_reads_the_evaluation(inloggen, ouder, rij, ib):
    evaluatie_klaar(rij, door=ib, soort="eind", gezegd="Moeder is blij.", verder="doorgaan")
    pagina = inloggen(ouder).get(pad(rij)).text
    for woorden in ("Terugkijken aan het einde", "Moeder is blij.", "Deels bereikt", "De hulp gaat door."):
        assert woorden in pagina


# --- where it stands among the other pages ----------------------------------------------------------------------------


@databank
def test_the_page_of_a_case_names_the_help_and_asks_nothing_more_for_it(inloggen, ouder, school, ib, leerling):
    zaak = aanvraag_in(Status.IN_ADVIES, school=school, ib=ib, leerling=leerling)
    client, adres = inloggen(ouder), reverse("dossier:dossier", args=[zaak.public_id])

    def vragen():
        client.get(adres)
        with CaptureQueriesContext(connection) as gevangen:
            pagina = client.get(adres).text
        return pagina, sum("SAVEPOINT" not in een["sql"] for een in gevangen.captured_queries)

    zonder, eerst = vragen()
    assert "Hulp op school" not in zonder
    for _ in range(2):
        plan(toegekend_zonder_geld(school=school, ib=ib, leerling=leerling), ib)
    met, daarna = vragen()
    assert met.count("Begeleiding in de klas") >= 2
    assert "Zeg wat u vindt" in met
    assert daarna == eerst


@databank
def test_help_without_a_case_stands_on_the_list(inloggen, ouder, rij):
    pagina = inloggen(ouder).get(reverse("dossier:dossiers"))
    assert "Begeleiding in de klas" in pagina.text
    assert pad(rij) in pagina.text


@databank
def test_the_help_speaks_the_language_of_the_family(inloggen, ouder, rij, ib):
    ouder.betrokkenen.update(taal="ar")
    client, bezig = inloggen(ouder), plan(rij, ib)
    zonder_dutch(client, pad(rij, "terugkijken"), reverse("dossier:dossiers"))
    assert client.get(pad(rij)).status_code == 200
    woorden_geven(bezig, door=ouder, op=NU(), deelname=rij.deelnames.get(), goed="جيد", graag="")
    assert not DUTCH.findall(hoofd_zonder_dutch(client.get(pad(rij)).text))
    evaluatie_bewaren(
        bezig,
        door=ib,
        op=NU(),
        versie=1,
        dag=bezig.dag,
        verslag={"ouders_erbij": True, "wat_werkte": "Rust en een vaste plek.", "verder": "stoppen"},
        doelen={rij.doelen.get().public_id: ("deels", "Het lukt nog niet altijd.")},
    )
    evaluatie_afronden(bezig, door=ib, op=NU())
    assert not DUTCH.findall(hoofd_zonder_dutch(client.get(pad(rij)).text))


# --- in figures, and to the pupil ------------------------------------------------------------------------------------


@databank
def test_a_family_reads_the_own_share_of_a_group_the_hours_and_who_came(inloggen, ouder, school, ib, leerling):
    pot("1000")
    kinderen = [leerling_op(school), leerling]
    groep = toegekend(
        arrangement(school=school, ib=ib, voor="groep", leerlingen=kinderen, bedrag=Decimal("100.01"), soort=aanbod())
    )
    eigen, dag = groep.deelnames.get(leerling=leerling), timezone.localdate()
    for was, andere in (("aanwezig", "afwezig"), ("afwezig", "aanwezig")):
        keer = groep.bijeenkomsten.create(dag=dag, gemaakt_op=NU(), gemaakt_door=ib)
        dag -= timedelta(days=1)
        for deel in groep.deelnames.all():
            deel.aanwezigheden.create(
                bijeenkomst=keer, was=was if deel == eigen else andere, gezegd_op=NU(), gezegd_door=ib
            )
    client = inloggen(ouder)
    pagina = client.get(pad(groep, kind=leerling)).text.replace("\xa0", " ")
    assert "€ 50" in pagina, "the half, without the cent of the first"
    assert "50,01" not in pagina
    assert "1 van de 2 keer" in pagina
    alleen = toegekend_zonder_geld(school=school, ib=ib, leerling=leerling, soort=groep.aanbod)
    inzet = Inzet.objects.create(arrangement=alleen, gebruiker=ib, gemaakt_op=NU(), gemaakt_door=ib)
    wie = {"geschreven_op": NU(), "geschreven_door": ib, "soort": "leerling"}
    Urenregel.objects.create(arrangement=alleen, inzet=inzet, dag=timezone.localdate(), kwartieren=6, **wie)
    assert "1,5 uur" in client.get(pad(alleen)).text


@databank
def test_a_family_reads_whether_there_is_a_place(inloggen, ouder, school, ib, leerling):
    klas = aanbod("klas", vorm="plaats", eenheid="plaats", functie="", plaatsen=1)
    toegekend_zonder_geld(soort=klas, op=NU() - timedelta(hours=2))
    rij = toegekend_zonder_geld(school=school, ib=ib, leerling=leerling, soort=klas)
    client, staf = inloggen(ouder), gebruiker_met(Rol.ADVISEUR)
    assert "Op de wachtlijst, op nummer 2." in client.get(pad(rij)).text
    plaats = plaats_aanbieden(rij.deelnames.get(), door=staf, op=NU())
    assert "Er is een plaats aangeboden." in client.get(pad(rij)).text
    plaats_beantwoorden(plaats, door=staf, op=NU(), ja=True)
    pagina = client.get(pad(rij)).text
    assert "Een plaats" in pagina
    assert "aangeboden" not in pagina


@databank
def test_the_pupil_itself_is_told_je(inloggen, rij, ib, leerling):
    leerling.geboortedatum = timezone.localdate() - timedelta(days=17 * 366)
    leerling.gebruiker = gebruiker_met(Rol.LEERLING)
    leerling.save()
    plan(rij, ib)
    client = inloggen(leerling.gebruiker)
    hoofd = re.search(r"<main.*</main>", client.get(pad(rij)).text, re.S)[0]
    assert "met je praten over de hulp" in hoofd
    assert not re.search(r"\b(u|uw|U|Uw)\b", re.sub(r"<[^>]*>", " ", hoofd.replace("Uw kind krijgt hulp.", "")))
    assert "Wat vind je ervan?" in client.get(reverse("dossier:dossiers")).text
