"""The page of one case: few questions to the database, who looked, how long it takes, in the language of the reader."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from dossier.rules.wachttijd import MINSTENS
from kern.brieven.talen import TALEN, datum_in
from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.rollen import Rol
from kern.logboek.actions import gezien
from kern.logboek.models import Logregel
from loket.actions.helper import helper_stoppen
from loket.actions.zienswijze_geven import concept_bewaren, zienswijze_geven
from loket.models import Aanvulling, Deelnemer, Status, Uitstel, Zaakbrief
from loket.rules.terugblik import NA_DAGEN
from scholen.actions.taal import taal_van
from scholen.models import Plek
from tests.bezwaren import beslissing_op, besluit_bij, bezwaar_bij
from tests.factories import (
    aanvraag_in,
    gebruiker_met,
    handelingsdeel_van,
    helper_bij,
    ouder_van,
    overleg_over,
    ronde_verzonden,
    tlv_voor,
)
from tests.loket.test_intrekking import beginnen
from tests.loket.test_overleg import uitnodigen

S = Status
HOOGSTENS = 12
"""Of a page of a case, whatever there is in it."""


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, andere_ouder):
    return aanvraag_in(S.IN_ADVIES, school=school, ib=ib, leerling=leerling)


def adres(aanvraag, naam="dossier"):
    return reverse(f"dossier:{naam}", args=[aanvraag.public_id])


def keek(aanvraag, wie, dag=None):
    op = timezone.make_aware(datetime.combine(dag or timezone.localdate(), time(10)))
    gezien(aanvraag, door=wie, op=op, wat="aanvraag_gezien")


# --- questions to the database ------------------------------------------------------------------------------------


def vragen(client, pad):
    """Everything a request asks, session and user too; marks of transactions are none."""
    client.get(pad)
    with CaptureQueriesContext(connection) as gevangen:
        assert client.get(pad).status_code == 200
    return sum("SAVEPOINT" not in een["sql"] for een in gevangen.captured_queries)


def lange_geschiedenis(aanvraag, ouder, ib, loketmedewerker, beslisser, *, keer):
    """Requests for more, delays, a meeting, many looks, decisions, bezwaren and their letters."""
    dag = timezone.localdate()
    for nr in range(keer):
        Aanvulling.objects.create(
            aanvraag=aanvraag,
            vraag="x",
            gevraagd_op=dag - timedelta(days=40 - nr),
            gevraagd_door=loketmedewerker,
            hersteltermijn_tot=dag,
            aangevuld_op=dag - timedelta(days=39 - nr),
        )
        Uitstel.objects.create(
            aanvraag=aanvraag,
            soort="instemming",
            van=dag - timedelta(days=20 - nr),
            tot=dag - timedelta(days=20 - nr),
            schriftelijk_op=dag,
            reden="x",
            vastgelegd_op=timezone.now(),
            vastgelegd_door=loketmedewerker,
        )
        for wie in (ib, loketmedewerker, beslisser):
            keek(aanvraag, wie, dag - timedelta(days=nr))
    for rol in (Rol.BEZWAARBEHANDELAAR, Rol.BEZWAARCOMMISSIE, Rol.LOKETMEDEWERKER):
        for _ in range(keer):
            gebruiker_met(rol)
    overleg = overleg_over(aanvraag, door=loketmedewerker)
    punt = overleg.agendapunten.get()
    uitnodigen(
        overleg, f"ouder:{ouder.betrokkenen.get().public_id}:{punt.public_id}", loketmedewerker, waarom="Kent haar."
    )
    al = aanvraag.besluiten.count()
    for versie in range(al + 1, al + 1 + keer):
        besluit = besluit_bij(aanvraag, door=beslisser, versie=versie)
        zaak = bezwaar_bij(besluit, van="ouder", status="besloten_ongegrond", ouder=ouder.betrokkenen.get()).zaak
        beslissing_op(zaak, aan=ouder.betrokkenen.get(), woord="x", door=beslisser)


@pytest.mark.parametrize("taal", ["nl", "ar"])
def test_a_page_asks_few_questions_however_long_the_history(
    inloggen, ouder, ib, school, leerling, aanvraag, loketmedewerker, beslisser, taal
):
    ouder.betrokkenen.update(taal=taal)
    client = inloggen(ouder)
    assert vragen(client, adres(aanvraag)) < HOOGSTENS - 1
    lange_geschiedenis(aanvraag, ouder, ib, loketmedewerker, beslisser, keer=1)
    kort = vragen(client, adres(aanvraag))
    lange_geschiedenis(aanvraag, ouder, ib, loketmedewerker, beslisser, keer=8)
    for soort in ("SBO", "PRO"):
        aanvraag_in(S.INGEDIEND, school=school, ib=ib, leerling=leerling, soort=soort)
    lang = vragen(client, adres(aanvraag))
    assert kort == lang < HOOGSTENS
    pagina = client.get(adres(aanvraag))
    assert len(pagina.content) <= 30_000
    assert adres(aanvraag, "alles") in pagina.text
    alles = client.get(adres(aanvraag, "alles")).text
    assert alles.count(datum_in(taal, aanvraag.ontvangstdatum, weekdag=True).replace("'", "&#x27;")) >= 1
    assert alles.count("<dt>") > pagina.text.count("<dt>")


def test_a_round_of_views_costs_no_more(inloggen, ouder, ib, school, leerling, andere_ouder):
    zaak = aanvraag_in(S.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=leerling)
    ronde_verzonden(zaak.zienswijzeronden.get())
    client = inloggen(ouder)
    assert vragen(client, adres(zaak)) < HOOGSTENS - 1
    assert "Uw mening geven" in client.get(adres(zaak)).text


def test_a_decided_case_with_everything_at_once_stays_within_the_bound(
    inloggen, ouder, ib, school, leerling, andere_ouder, loketmedewerker, beslisser
):
    """A decision of weeks ago, an intention to take it back, a meeting to come, an agreement, and helping elsewhere."""
    tlv = tlv_voor(school=school, ib=ib, leerling=leerling, beslisser=beslisser)
    zaak = tlv.besluit.aanvraag
    weken_terug = timezone.localdate() - timedelta(days=NA_DAGEN)
    periode = {"ingangsdatum": weken_terug, "vervaldatum": timezone.localdate() + timedelta(days=200), "categorie": "L"}
    besluit_bij(zaak, verzonden=weken_terug, uitkomst="toegekend", versie=2, door=beslisser, **periode)
    beginnen(tlv, loketmedewerker)
    verzonden = {
        "verzenddatum": timezone.localdate(),
        "verzonden_op": timezone.now(),
        "verzonden_door": loketmedewerker,
    }
    Zaakbrief.objects.filter(soort="voornemen").update(**verzonden)
    lange_geschiedenis(zaak, ouder, ib, loketmedewerker, beslisser, keer=0)
    handelingsdeel_van(leerling, ib=ib)
    elders = aanvraag_in(S.IN_ADVIES, ib=ib)
    gever = gebruiker_met(Rol.OUDER)
    ouder_van(elders.leerling, gebruiker=gever)
    helper_bij(elders, gever=gever, helper=ouder)
    Lidmaatschap.objects.create(gebruiker=ouder, rol=Rol.HELPER, van=date(2020, 1, 1))
    client = inloggen(ouder)
    tekst = client.get(adres(zaak)).text
    for zin in ("Uw mening geven", "Een uitnodiging voor een overleg", "Hoe ging het?", "nog niet gereageerd"):
        assert zin in tekst, zin
    plek = Deelnemer.objects.get(betrokkene__gebruiker=ouder).public_id
    assert f'href="{adres(zaak)}#{plek}"' in tekst, "what is new leads to where it stands"
    assert f'id="{plek}"' in tekst
    assert vragen(client, adres(zaak)) <= HOOGSTENS


def test_the_decision_and_the_own_bezwaar_are_among_all_that_happened(
    inloggen, ouder, andere_ouder, ib, school, leerling, beslisser
):
    zaak = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)
    besluit = besluit_bij(zaak, door=beslisser)
    bezwaar = bezwaar_bij(besluit, van="ouder", status="besloten_ongegrond", ouder=ouder.betrokkenen.get())
    beslissing_op(bezwaar.zaak, aan=ouder.betrokkenen.get(), woord="x", door=beslisser)
    tekst = inloggen(ouder).get(adres(zaak, "alles")).text
    for zin in ("Wij namen een besluit", "U maakte bezwaar", "Wij stuurden u onze beslissing op het bezwaar"):
        assert tekst.count(zin) == 1, zin
    ander = inloggen(andere_ouder).get(adres(zaak, "alles")).text
    assert "Wij namen een besluit" in ander
    assert "bezwaar" not in ander.split("<footer")[0]
    onverzonden = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling, soort="SBO")
    besluit_bij(onverzonden, door=beslisser, met_brief=False)
    assert "Wij namen een besluit" not in inloggen(ouder).get(adres(onverzonden, "alles")).text


# --- who looked ---------------------------------------------------------------------------------------------------


def test_a_family_reads_which_organisation_looked_in_which_role_on_which_day(
    inloggen, ouder, aanvraag, ib, loketmedewerker
):
    gisteren = timezone.localdate() - timedelta(days=1)
    for _ in range(3):
        keek(aanvraag, loketmedewerker, gisteren)
    keek(aanvraag, ib)
    pagina = inloggen(ouder).get(adres(aanvraag)).text
    deel = pagina[pagina.index("Wie keek er in dit dossier?") :]
    assert deel.count(f"Het loket van {aanvraag.swv.naam}") == 1
    assert f"Iemand van {aanvraag.school.naam}" in deel
    assert ib.naam not in deel
    assert loketmedewerker.naam not in deel


def test_another_parent_a_pupil_and_the_reader_are_never_told_to_have_looked(
    inloggen, ouder, andere_ouder, school, aanvraag
):
    """Also when the other parent works at the school or for the SWV."""
    lid = Lidmaatschap.objects.create(gebruiker=andere_ouder, rol=Rol.IB, van=date(2020, 1, 1))
    Plek.objects.create(lidmaatschap=lid, school=school)
    aanvraag.leerling.gebruiker = gebruiker_met(Rol.LEERLING)
    aanvraag.leerling.save()
    for wie in (ouder, andere_ouder, aanvraag.leerling.gebruiker):
        keek(aanvraag, wie)
    assert Logregel.objects.filter(ding=aanvraag.public_id).count() == 3
    assert "Er keek nog niemand." in inloggen(ouder).get(adres(aanvraag)).text


def test_who_looks_along_is_the_own_helper_to_who_asked_it_and_nobody_by_name_to_the_other_parent(
    inloggen, ouder, andere_ouder, aanvraag
):
    helper = gebruiker_met(Rol.HELPER, naam="Kanarie Helper", email="kanarie@hulp.example")
    rij = helper_bij(aanvraag, gever=ouder, helper=helper, naam="Kanarie Typt")
    inloggen(helper).get(adres(aanvraag))
    eigen = strip_tags(inloggen(ouder).get(adres(aanvraag)).text)
    assert "Een helper van u" in eigen
    assert "Iemand die meekijkt" not in eigen
    pagina = inloggen(andere_ouder).get(adres(aanvraag)).text
    assert "Iemand die meekijkt met een ouder of met de leerling" in pagina
    assert "Een helper van u" not in pagina
    for geheim in ("kanarie", helper.public_id, rij.public_id):
        assert geheim.lower() not in pagina.lower()
    helper_stoppen(rij, door=ouder, op=timezone.now())
    assert "Een helper van u" in inloggen(ouder).get(adres(aanvraag)).text, "it did look"


def test_of_a_child_whose_place_is_secret_nobody_is_told_to_have_looked(inloggen, ouder, aanvraag, ib):
    aanvraag.leerling.afscherming = "verblijfplaats"
    aanvraag.leerling.save()
    keek(aanvraag, ib)
    pagina = inloggen(ouder).get(adres(aanvraag)).text
    assert "Wie keek er in dit dossier?" not in pagina
    assert aanvraag.school.naam not in pagina


def test_a_look_at_another_school_is_not_told(inloggen, ouder, aanvraag, buitenstaander, leerling):
    """What a school writes before submitting is its own; that it exists is no business of this page."""
    elders = aanvraag_in(
        S.CONCEPT, ib=buitenstaander, leerling=leerling, school=school_van(buitenstaander), soort="PRO"
    )
    keek(elders, buitenstaander)
    assert "Er keek nog niemand." in inloggen(ouder).get(adres(aanvraag)).text


def school_van(wie):
    return wie.lidmaatschappen.get().plek.school


# --- nothing of the other parent ----------------------------------------------------------------------------------


@pytest.mark.parametrize("taal", ["nl", "ar"])
def test_nothing_of_the_other_parent_reaches_the_page(
    inloggen, ouder, andere_ouder, ib, school, leerling, loketmedewerker, taal
):
    """Address, account, view and the field for us alone; the canary is in each of them."""
    ander = andere_ouder.betrokkenen.get()
    ander.voornaam, ander.email = "Kanarievoornaam", "kanarie@proef.example"
    ander.save()
    ander.adressen.update(straat="Kanariestraat 1")
    andere_ouder.naam = "Kanarie Account"
    andere_ouder.save()
    ouder.betrokkenen.update(taal=taal)
    zaak = aanvraag_in(S.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=leerling)
    ronde = zaak.zienswijzeronden.get()
    ronde_verzonden(ronde)
    zijn = ronde.zienswijzen.get(betrokkene=ander)
    concept_bewaren(zijn, door=andere_ouder, op=timezone.now(), versie=0, tekst="kanarie", vertrouwelijk="kanarie")
    zienswijze_geven(zijn, door=andere_ouder, op=timezone.now(), versie=1)
    inloggen(andere_ouder).get(adres(zaak))
    pagina = inloggen(ouder).get(adres(zaak)).text
    assert "kanarie" not in pagina.lower()
    assert andere_ouder.public_id not in pagina


# --- how long it takes --------------------------------------------------------------------------------------------


def afgerond(aantal, *, ib, school, dagen, soort="SO", geleden=30):
    """So many cases that were decided and sent, so many days after they came in."""
    verzonden = timezone.localdate() - timedelta(days=geleden)
    op = timezone.make_aware(datetime.combine(verzonden - timedelta(days=dagen), time(10)))
    for _ in range(aantal):
        zaak = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, ingediend=op, soort=soort)
        besluit_bij(zaak, verzonden=verzonden)


def test_the_waiting_time_is_that_of_our_own_finished_cases_of_this_kind(inloggen, ouder, ib, school, aanvraag):
    client = inloggen(ouder)
    assert "De helft" not in client.get(adres(aanvraag)).text
    afgerond(MINSTENS // 2, ib=ib, school=school, dagen=28)
    afgerond(MINSTENS // 2, ib=ib, school=school, dagen=49, soort="SBO")  # of another kind
    afgerond(MINSTENS // 2, ib=ib, school=school, dagen=49, geleden=400)  # too long ago
    assert "De helft" not in client.get(adres(aanvraag)).text
    afgerond(MINSTENS // 2, ib=ib, school=school, dagen=49)
    pagina = client.get(adres(aanvraag)).text
    for zin in ("De helft van de aanvragen is klaar in 4 weken.", "Negen van de tien zijn klaar in 7 weken."):
        assert zin in pagina
    assert "De wet geeft ons 8 weken." in pagina
    assert f"Dit waren {MINSTENS} aanvragen" in pagina


# --- languages ----------------------------------------------------------------------------------------------------


def test_the_language_is_chosen_on_the_page_and_kept(inloggen, ouder, aanvraag, loketmedewerker):
    client = inloggen(ouder)
    assert client.post(adres(aanvraag, "taal"), {"taal": "ar"}).url == adres(aanvraag)
    pagina = client.get(adres(aanvraag)).text
    assert '<html lang="ar" dir="rtl"' in pagina
    assert "انتقل إلى المحتوى" in pagina
    assert "Mijn dossier" not in pagina
    assert "Privacy en cookies" not in pagina
    assert "ترجمة لم تتم مراجعتها بعد" in pagina
    assert "Wat gebeurt er nu?" not in pagina
    ouder.refresh_from_db()
    assert taal_van(ouder) == "ar"
    assert client.post(adres(aanvraag, "taal"), {"taal": "xx"}).status_code == 404
    assert '<html lang="nl" data' in inloggen(loketmedewerker).get("/loket/").text


@pytest.mark.parametrize("taal", [een for een in TALEN if een != "nl"])
def test_in_each_language_the_days_are_written_as_it_does_and_no_fixed_text_stays_dutch(
    inloggen, ouder, aanvraag, taal
):
    ouder.betrokkenen.update(taal=taal)
    pagina = inloggen(ouder).get(adres(aanvraag)).text
    termijn = aanvraag.termijn(timezone.localdate())
    assert datum_in(taal, termijn.wettelijk, weekdag=True).replace("'", "&#x27;") in pagina
    hoofd = strip_tags(pagina[pagina.index("<main") : pagina.index("</main>")])
    for woord in ("Wat ", "Twee deskundigen", "Uiterlijk", "De stappen", "Hulp", "Lees voor", "Komt nog", "Nu:"):
        assert woord not in hoofd, woord


def test_what_people_wrote_stays_dutch_and_is_marked_so(inloggen, ouder, school, ib, leerling, loketmedewerker):
    zaak = aanvraag_in(S.ADVIES_UITGEBRACHT, school=school, ib=ib, leerling=leerling, soort="CONSULT")
    ouder.betrokkenen.update(taal="ar")
    pagina = inloggen(ouder).get(adres(zaak)).text
    assert '<div class="swv-tekst" lang="nl" dir="ltr">' in pagina
    assert zaak.consultadvies.tekst.split("\n")[0] in pagina
    assert f'<bdi lang="nl">{school.naam}</bdi>' in pagina


def test_of_every_day_in_a_period_who_looked_and_what_was_done(inloggen, ouder, andere_ouder, aanvraag, ib):
    """NEN 7513: organisation and role, act, day, and a period to choose; no names, and never of the other parent."""
    vandaag, lang_geleden = timezone.localdate(), timezone.localdate() - timedelta(days=200)
    op = timezone.now()
    loket = gebruiker_met(Rol.LOKETMEDEWERKER, naam="Kanarie Loket", van=lang_geleden)
    gezien(aanvraag, door=loket, op=op, wat="aanvraag_gezien")
    gezien(aanvraag, door=loket, op=op, wat="bijlage_gedownload")
    gezien(aanvraag, door=loket, op=op - timedelta(days=199), wat="geexporteerd")
    keek(aanvraag, andere_ouder)
    client, pad = inloggen(ouder), f"{adres(aanvraag)}wie-keek/"
    nu = strip_tags(client.get(pad).text)
    assert f"Het loket van {aanvraag.swv.naam}: keek in het dossier, downloadde een stuk of een brief" in nu
    assert "nam gegevens mee" not in nu
    toen = f"{pad}?van={lang_geleden.isoformat()}&tot={lang_geleden + timedelta(days=9)}"
    assert "nam gegevens mee in een bestand" in client.get(toen).text
    leeg = client.get(f"{pad}?van=2020-01-01&tot=2020-01-02").text
    assert "In deze periode keek er niemand." in leeg
    assert "Vul een datum in" in client.get(f"{pad}?van=x&tot={vandaag}").text
    assert "Kanarie" not in nu + toen
    assert Logregel.objects.latest("pk").actie == "keken_gezien"
    aanvraag.leerling.afscherming = "verblijfplaats"
    aanvraag.leerling.save()
    assert client.get(pad).status_code == 404
