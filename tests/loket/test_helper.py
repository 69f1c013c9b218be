"""A helper looks along with one parent or the pupil: never more than that person sees, and over at the next request."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.db import DatabaseError, IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.actions import opnieuw_uitnodigen, uitnodiging_vinden
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ZICHT
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from loket.actions.besluit import besluiten
from loket.actions.helper import helper_stoppen, helper_uitnodigen
from loket.actions.privacy import privacy_vragen
from loket.actions.zienswijze_geven import concept_bewaren, zienswijze_geven
from loket.models import (
    Aanvraag,
    Bekendmaking,
    Bezorgfeit,
    Helperconcept,
    Helpertoegang,
    Status,
    Stem,
    Zienswijze,
    ZienswijzeConcept,
    ZienswijzeVertrouwelijk,
)
from loket.rules.helper import laatste_dag, voorstel
from loket.scopes.helper import OPEN, toegangen_van
from loket.scopes.kijkers import HELPERS, kijkers
from scholen.actions.toestemming import toestemming_beantwoorden
from scholen.models import Gezag, Toestemming
from tests.dossier.test_dossier import verstuurd
from tests.factories import (
    aanvraag_in,
    beslissing,
    gebruiker_met,
    helper_bij,
    leerling_op,
    ouder_van,
    ronde_verzonden,
    toestemming_voor,
)
from tests.leesbaarheid import WOORD, douma, zinnen
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ADRES = "https://portaal.example/uitnodiging/"
NIEUW = {"naam": "Hanna Helper", "email": "hanna@hulp.example", "soort": "consulent"}


def nu():
    return timezone.now()


def dag(dagen=0):
    return timezone.localdate() + timedelta(days=dagen)


def scherm(naam, *delen):
    return reverse(naam, args=[deel.public_id for deel in delen])


def uitnodigen(aanvraag, door, **velden):
    return helper_uitnodigen(aanvraag, door=door, op=nu(), adres=ADRES, **(NIEUW | {"tot": dag(100)} | velden))


def vers(gebruiker):
    """The same account as a next request has it."""
    return Gebruiker.objects.get(pk=gebruiker.pk)


def ziet(helper, aanvraag):
    return type(aanvraag).objects.visible_to(vers(helper)).filter(pk=aanvraag.pk).exists()


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, andere_ouder, loketmedewerker):
    return aanvraag_in(Status.IN_ADVIES, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)


@pytest.fixture
def zestien(aanvraag):
    kind = aanvraag.leerling
    kind.geboortedatum = dag().replace(year=dag().year - 16, day=min(dag().day, 28))
    kind.gebruiker = gebruiker_met(Rol.LEERLING)
    kind.save()
    return kind


# --- inviting ----------------------------------------------------------------------------------------------------


def test_a_parent_lets_somebody_look_along_who_gets_a_mail_without_names(inloggen, aanvraag, ouder, leerling):
    velden = NIEUW | {"tot": dag(100).isoformat(), "zeker": "on"}
    antwoord = inloggen(ouder).post(scherm("dossier:helper_nieuw", aanvraag), velden, follow=True)
    assert "Hanna Helper" in antwoord.text
    rij = Helpertoegang.objects.get()
    assert (rij.betrokkene, rij.leerling, rij.helper.email) == (ouder.betrokkenen.get(), None, NIEUW["email"])
    assert Lidmaatschap.objects.get(gebruiker=rij.helper).tot == dag(100)
    bericht = Bericht.objects.get(sleutel=f"helper-{rij.public_id}")
    assert (bericht.aan, bericht.soort) == (NIEUW["email"], "uitnodiging")
    code = bericht.link.rstrip("/").rsplit("/", 1)[-1]
    assert uitnodiging_vinden(code, op=nu()).gebruiker == rij.helper
    assert leerling.roepnaam not in "".join(een.body for een in mail.outbox)
    assert not rij.helper.moet_sterk_inloggen, "a code by mail is enough, as for parents"
    assert ziet(rij.helper, aanvraag)


def test_the_form_asks_to_look_at_the_address_first(inloggen, aanvraag, ouder):
    antwoord = inloggen(ouder).post(scherm("dossier:helper_nieuw", aanvraag), NIEUW | {"tot": dag(9).isoformat()})
    assert "Kijk eerst na of het e-mailadres klopt" in antwoord.text
    assert not Helpertoegang.objects.exists()


def test_it_proposes_half_a_year_and_ends_within_a_year(aanvraag, ouder):
    assert voorstel(date(2026, 8, 31)) == date(2027, 2, 28)
    assert laatste_dag(date(2026, 11, 27)) == date(2027, 11, 27)
    for tot in (dag(-1), dag(367)):
        with pytest.raises(NietMogelijk, match="binnen een jaar"):
            uitnodigen(aanvraag, ouder, tot=tot)
    with pytest.raises(IntegrityError, match="helpertoegang_tot"), transaction.atomic():
        helper_bij(aanvraag, gever=ouder, tot=dag(400))


def test_what_the_giver_reads_does_not_tell_whether_there_is_an_account(aanvraag, ouder, andere_ouder):
    """Of a stranger, of somebody with an account, of one that was ended, and of the other parent: the same."""
    weg = gebruiker_met(Rol.OUDER, email="weg@hulp.example")
    Gebruiker.objects.filter(pk=weg.pk).update(is_active=False)
    bestaat = gebruiker_met(Rol.OUDER, email="bestaat@hulp.example")
    bestaat.set_password("een heel lang wachtwoord 7")
    bestaat.save()
    for email in ("nieuw@hulp.example", weg.email, bestaat.email, andere_ouder.email):
        rij = uitnodigen(aanvraag, ouder, email=email)
        assert (rij.email, rij.naam, rij.beeindigd_op) == (email, "Hanna Helper", None)
    assert not Bericht.objects.filter(aan=weg.email).exists()
    bericht = Bericht.objects.get(aan=bestaat.email)
    assert (bericht.soort, bericht.link) == ("klaar", ""), "who can log in gets no code"


def test_the_other_parent_gets_no_second_view_through_it(
    inloggen, aanvraag, ouder, andere_ouder, leerling, loketmedewerker, beslisser
):
    """Two parents have two views: an invitation of one opens nothing for the other, and tells the one nothing."""
    rij = uitnodigen(aanvraag, ouder, email=andere_ouder.email)
    assert toegangen_van(vers(andere_ouder)) == []
    inloggen(andere_ouder).get(scherm("dossier:dossier", aanvraag))
    tekst = inloggen(ouder).get(scherm("dossier:helpers", aanvraag)).text
    assert "Heeft nog niets bekeken" in tekst
    assert andere_ouder.naam not in tekst
    assert not any(een.wie == HELPERS for een in kijkers(aanvraag, dag()))
    assert not Lidmaatschap.objects.filter(rol=Rol.HELPER).exists(), "nor a role to use elsewhere"
    assert not Bericht.objects.filter(aan=andere_ouder.email).exists()
    helper_stoppen(rij, door=ouder, op=nu())
    assert ziet(andere_ouder, aanvraag), "its own dossier stays"


def test_who_is_around_the_child_without_an_account_looks_along_with_nobody(aanvraag, ouder, leerling):
    """An invitation gives it no account, and does not take its address; nor one of before its address was known."""
    eerder = helper_bij(aanvraag, gever=ouder, email="zeynep@thuis.example")
    assert toegangen_van(vers(eerder.helper)) == [eerder]
    ouder_van(leerling, email="Zeynep@thuis.example")
    assert toegangen_van(vers(eerder.helper)) == []
    helper_stoppen(eerder, door=ouder, op=nu())
    rij = uitnodigen(aanvraag, ouder, email="zeynep@thuis.example")
    assert (rij.email, rij.helper.is_active) == ("zeynep@thuis.example", False)
    assert not Gebruiker.objects.filter(email__iexact=rij.email).exists()
    assert not Bericht.objects.filter(aan=rij.email).exists()
    with pytest.raises(NietMogelijk, match="kijkt al mee"):
        uitnodigen(aanvraag, ouder, email=rij.email)


def test_who_has_an_own_way_in_gets_no_code_to_choose_a_password(aanvraag, ouder, buitenstaander):
    """Of another log-in (OIDC), and of a colleague whose own invitation still lies there, which stays."""
    met_oidc = gebruiker_met(Rol.HELPER, email="oidc@hulp.example")
    SocialAccount.objects.create(user=met_oidc, provider="werk", uid="1")
    eigen = opnieuw_uitnodigen(buitenstaander, door=buitenstaander, op=nu())
    for wie in (met_oidc, buitenstaander):
        uitnodigen(aanvraag, ouder, email=wie.email)
        assert Bericht.objects.get(aan=wie.email).link == "", wie
    assert uitnodiging_vinden(eigen, op=nu()).gebruiker == buitenstaander


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"naam": " "}, "wie er meekijkt"),
        ({"soort": "buurman"}, "wie er meekijkt"),
        ({"email": "zelf"}, "kijkt al mee"),
    ],
)
def test_it_says_who(aanvraag, ouder, velden, zin):
    if velden.get("email"):
        velden = {"email": ouder.email.upper()}
    with pytest.raises(NietMogelijk, match=zin):
        uitnodigen(aanvraag, ouder, **velden)


def test_the_same_person_once_and_at_most_five(aanvraag, ouder):
    uitnodigen(aanvraag, ouder)
    with pytest.raises(NietMogelijk, match="kijkt al mee"):
        uitnodigen(aanvraag, ouder)
    for nummer in range(4):
        uitnodigen(aanvraag, ouder, email=f"h{nummer}@hulp.example")
    with pytest.raises(NietMogelijk, match="hoogstens 5"):
        uitnodigen(aanvraag, ouder, email="zes@hulp.example")


@pytest.mark.parametrize("wie", ["ib", "loketmedewerker", "beslisser", "buitenstaander", "helper"])
def test_nobody_else_lets_somebody_look_along(request, aanvraag, ouder, wie):
    door = request.getfixturevalue(wie)
    if wie == "helper":
        helper_bij(aanvraag, gever=ouder, helper=door)
    with pytest.raises(Http404):
        uitnodigen(aanvraag, door)


def test_who_only_acts_for_an_adult_pupil_gives_no_leave(inloggen, aanvraag, ouder):
    Gezag.objects.filter(betrokkene__gebruiker=ouder).update(soort="gemachtigde")
    with pytest.raises(NietMogelijk, match="niemand laten meekijken"):
        uitnodigen(aanvraag, ouder)
    assert inloggen(ouder).get(scherm("dossier:helper_nieuw", aanvraag)).status_code == 404


# --- what a helper sees ------------------------------------------------------------------------------------------


def test_a_helper_reads_where_it_stands_and_can_do_nothing(inloggen, aanvraag, ouder, leerling, helper):
    helper_bij(aanvraag, gever=ouder, helper=helper)
    client = inloggen(helper)
    tekst = client.get("/dossier/", follow=True).text
    assert f"U kijkt mee met {ouder.betrokkenen.get().naam}" in tekst
    assert leerling.roepnaam in tekst
    for woord in ("Wat kunt u doen?", "Wie ziet dit dossier?", "De stem van de leerling", "Liever bellen?"):
        assert woord not in tekst
    adressen = re.findall(r'href="(/dossier/[^"]+)"', tekst)
    assert all(client.get(pad).status_code == 200 for pad in adressen), adressen
    assert aanvraag.onderdeel_behoefte.sterke_kanten in client.get(scherm("dossier:aanvraag_lezen", aanvraag)).text


def test_a_helper_is_not_told_what_the_giver_may_not_know(inloggen, aanvraag, ouder, helper, school):
    helper_bij(aanvraag, gever=ouder, helper=helper)
    aanvraag.leerling.afscherming = "verblijfplaats"
    aanvraag.leerling.save()
    client = inloggen(helper)
    assert school.naam not in client.get(scherm("dossier:dossier", aanvraag)).text
    assert client.get(scherm("dossier:aanvraag_lezen", aanvraag)).status_code == 404


def test_what_is_opened_to_a_helper_is_a_closed_list():
    """Whoever opens more to a helper, does so in loket.scopes.helper and here, on purpose."""
    namen = {model.__name__ for model in OPEN}
    assert not namen & {
        "Zienswijze", "ZienswijzeVertrouwelijk", "ZienswijzeConcept", "Zienswijzebestand", "Stem", "Stemorigineel",
        "Stembestand", "Veiligheidszorg", "Bezwaar", "Bezwaarzaak", "Bezwaarstuk", "Betrokkene", "Gezag", "Adres",
        "Deelnemer", "Privacyverzoek", "Belverzoek", "Toestemming", "Kanaalkeuze", "Notitie",
    }  # fmt: skip
    assert all(Rol.HELPER in ZICHT[model] for model in OPEN)


def test_a_helper_sees_nothing_of_the_other_parent_or_of_what_the_giver_wrote_us(
    school, ib, leerling, ouder, andere_ouder, helper, loketmedewerker, beslisser
):
    zaak = aanvraag_in(Status.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=leerling, soort="SBO")
    ronde_verzonden(zaak.zienswijzeronden.get())
    helper_bij(zaak, gever=ouder, helper=helper)
    wie = vers(helper)
    assert Zienswijze.objects.visible_to(ouder).exists()
    for model in (Zienswijze, ZienswijzeVertrouwelijk, Stem, Gezag, Toestemming):
        assert not model.objects.visible_to(wie).exists(), model
    klaar = aanvraag_in(Status.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling, soort="SO")
    besluiten(klaar, door=beslisser, op=nu(), **beslissing(klaar))
    verstuurd(klaar, loketmedewerker)
    helper_bij(klaar, gever=ouder, helper=helper)
    brieven = Bekendmaking.objects.visible_to(vers(helper))
    assert [een.betrokkene.gebruiker for een in brieven] == [ouder]


def test_canary_nothing_of_the_other_parent_is_on_any_page_of_a_helper(
    inloggen, school, ib, leerling, ouder, andere_ouder, helper, loketmedewerker, beslisser
):
    vader = andere_ouder.betrokkenen.get()
    vader.achternaam = "Kanariepiet"
    vader.save()
    vader.adressen.update(straat="Kanarielaan 7")
    zaak = aanvraag_in(Status.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)
    besluiten(zaak, door=beslisser, op=nu(), **beslissing(zaak))
    verstuurd(zaak, loketmedewerker)
    ander = gebruiker_met(Rol.HELPER, naam="Kanariehelper")
    helper_bij(zaak, gever=andere_ouder, helper=ander, naam="Kanarietypt")
    helper_bij(zaak, gever=ouder, helper=helper)
    for wie in (helper, ouder):
        client, gezien_, wacht = inloggen(wie), set(), [scherm("dossier:dossier", zaak)]
        while wacht:
            pad = wacht.pop()
            antwoord = client.get(pad)
            tekst = (
                b"".join(antwoord.streaming_content).decode(errors="ignore") if antwoord.streaming else antwoord.text
            )
            assert not re.search("kanarie", tekst, re.I), (wie, pad)
            assert andere_ouder.email not in tekst
            gezien_.add(pad)
            nieuw = re.findall(r'href="(/(?!account|static|thema)[^"#?]+)"', tekst)
            wacht += [een for een in nieuw if een not in gezien_ and een not in wacht]
        assert len(gezien_) >= 4, gezien_


def test_a_letter_that_a_helper_opens_does_not_count_as_read_by_its_addressee(
    inloggen, school, ib, leerling, ouder, helper, loketmedewerker, beslisser
):
    zaak = aanvraag_in(Status.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)
    besluiten(zaak, door=beslisser, op=nu(), **beslissing(zaak))
    verstuurd(zaak, loketmedewerker)
    helper_bij(zaak, gever=ouder, helper=helper)
    brief = Bekendmaking.objects.visible_to(vers(helper)).get()
    assert inloggen(helper).get(scherm("loket:brief", brief)).status_code == 200
    assert not Bezorgfeit.objects.filter(brief=brief.brief, soort="opgehaald").exists()


@pytest.mark.parametrize(
    "doen",
    [
        lambda aanvraag, wie: privacy_vragen(aanvraag, door=wie, op=nu(), soort="inzage"),
        lambda aanvraag, wie: toestemming_beantwoorden(Toestemming.objects.get(), door=wie, op=nu(), ja=True),
        lambda aanvraag, wie: helper_stoppen(Helpertoegang.objects.get(), door=wie, op=nu()),
    ],
    ids=["gegevens vragen", "toestemming geven", "een ander weghalen"],
)
def test_a_helper_does_nothing_in_the_name_of_the_giver(aanvraag, leerling, ib, ouder, helper, doen):
    helper_bij(aanvraag, gever=ouder, helper=helper)
    toestemming_voor(leerling, door=ib)
    with pytest.raises(Http404):
        doen(aanvraag, vers(helper))


def test_a_helper_who_is_a_parent_elsewhere_keeps_the_roles_apart(inloggen, aanvraag, ouder, leerling, school, ib):
    mens = gebruiker_met(Rol.OUDER, naam="Anders Ouder")
    eigen = leerling_op(school, roepnaam="Eigenkind")
    ouder_van(eigen, gebruiker=mens)
    eigen_zaak = aanvraag_in(Status.IN_ADVIES, school=school, ib=ib, leerling=eigen)
    uitnodigen(aanvraag, ouder, email=mens.email)
    client = inloggen(mens)
    lijst = client.get("/dossier/").text
    assert "Eigenkind" in lijst
    assert "U kijkt mee" in lijst
    for naam in ("bezwaar", "mening", "gegevens", "stem", "bellen", "helpers", "helper_nieuw"):
        assert client.get(scherm(f"dossier:{naam}", aanvraag)).status_code == 404, naam
    assert client.get(scherm("dossier:toestemmingen", leerling)).status_code == 404
    assert client.get(scherm("dossier:gegevens", eigen_zaak)).status_code == 200
    assert "U kijkt mee met" not in client.get(scherm("dossier:dossier", eigen_zaak)).text


def test_a_colleague_who_helps_a_family_still_logs_in_strongly_and_reads_the_page_as_a_helper(
    inloggen, aanvraag, ouder, buitenstaander
):
    uitnodigen(aanvraag, ouder, email=buitenstaander.email)
    wie = vers(buitenstaander)
    assert wie.moet_sterk_inloggen
    assert "U kijkt mee met" in inloggen(wie).get(scherm("dossier:dossier", aanvraag)).text
    assert inloggen(wie).get(scherm("loket:aanvraag", aanvraag)).status_code == 404


# --- it ends -----------------------------------------------------------------------------------------------------


def gezag(**velden):
    return lambda rij: Gezag.objects.filter(betrokkene=rij.betrokkene).update(**velden)


def rol_voorbij(wie):
    return lambda rij: Lidmaatschap.objects.filter(gebruiker=getattr(rij, wie)).update(tot=dag(-1))


def zaak_gestopt(rij):
    velden = {"status": "ingetrokken", "ingetrokken_op": nu(), "intrek_reden": "x"}
    Aanvraag.objects.filter(pk=rij.aanvraag_id).update(**velden)


EINDEN = {
    "the giver ends it": lambda rij: helper_stoppen(rij, door=rij.gegeven_door, op=nu()),
    "the giver loses gezag": gezag(soort="geen"),
    "gezag unknown": gezag(soort="onbekend"),
    "a contact ban": gezag(contactverbod=True),
    "the role of the giver ends": rol_voorbij("gegeven_door"),
    "the account of the giver ends": lambda rij: Gebruiker.objects.filter(pk=rij.gegeven_door_id).update(
        is_active=False
    ),
    "the case is stopped": zaak_gestopt,
    "the helper is family": lambda rij: ouder_van(rij.aanvraag.leerling, gebruiker=rij.helper, soort="geen"),
    "the role of the helper ends": rol_voorbij("helper"),
}


@pytest.mark.parametrize("einde", sorted(EINDEN))
def test_after_it_the_next_request_finds_nothing_in_the_session_that_was_open(inloggen, aanvraag, ouder, helper, einde):
    rij = helper_bij(aanvraag, gever=ouder, helper=helper)
    client, pad = inloggen(helper), scherm("dossier:dossier", aanvraag)
    assert client.get(pad).status_code == 200
    EINDEN[einde](rij)
    antwoord = client.get(pad)
    assert antwoord.status_code == 404 or antwoord.url == reverse("gebruikers:geen_dossier")
    assert aanvraag.leerling.roepnaam not in client.get("/dossier/", follow=True).text


def test_at_eighteen_the_helper_of_a_parent_is_out_and_that_of_the_pupil_stays(zestien, aanvraag, ouder):
    van_ouder, van_kind = gebruiker_met(Rol.HELPER), gebruiker_met(Rol.HELPER)
    Gezag.objects.update(van=date(2000, 1, 1))
    helper_bij(aanvraag, gever=ouder, helper=van_ouder)
    helper_bij(aanvraag, gever=zestien.gebruiker, helper=van_kind)
    assert ziet(van_ouder, aanvraag)
    assert ziet(van_kind, aanvraag)
    zestien.geboortedatum = zestien.geboortedatum.replace(year=zestien.geboortedatum.year - 2)
    zestien.save()
    assert not ziet(van_ouder, aanvraag)
    assert ziet(van_kind, aanvraag)


def test_a_pupil_of_sixteen_lets_somebody_look_along_and_its_parent_does_not_read_that(
    inloggen, zestien, aanvraag, ouder
):
    rij = uitnodigen(aanvraag, zestien.gebruiker)
    assert (rij.leerling, rij.betrokkene) == (zestien, None)
    assert rij.naam not in inloggen(ouder).get(scherm("dossier:helpers", aanvraag)).text
    zestien.geboortedatum = dag(30).replace(year=dag(30).year - 16, day=min(dag(30).day, 28)) + timedelta(days=40)
    zestien.save()
    assert not ziet(rij.helper, aanvraag)


def test_the_last_day_is_inclusive_in_amsterdam(aanvraag, ouder, helper):
    with time_machine.travel(datetime(2026, 6, 1, 12, tzinfo=AMSTERDAM), tick=False):
        helper_bij(aanvraag, gever=ouder, helper=helper, tot=date(2026, 6, 30))
    with time_machine.travel(datetime(2026, 6, 30, 23, 59, 59, tzinfo=AMSTERDAM), tick=False):
        assert ziet(helper, aanvraag)
    with time_machine.travel(datetime(2026, 7, 1, tzinfo=AMSTERDAM), tick=False):
        assert not ziet(helper, aanvraag)


def test_what_has_ended_stays_as_it_was(aanvraag, ouder):
    rij = helper_bij(aanvraag, gever=ouder)
    helper_stoppen(rij, door=ouder, op=nu())
    helper_stoppen(rij, door=ouder, op=nu())
    assert Logregel.objects.filter(actie="helper_stoppen").count() == 1
    with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        Helpertoegang.objects.update(beeindigd_op=None, beeindigd_door=None)


# --- who knows of it ---------------------------------------------------------------------------------------------


def test_the_giver_reads_what_was_opened_and_the_other_parent_reads_nothing(
    inloggen, aanvraag, ouder, andere_ouder, helper
):
    helper_bij(aanvraag, gever=ouder, helper=helper)
    inloggen(helper).get(scherm("dossier:dossier", aanvraag))
    inloggen(helper).get(scherm("dossier:aanvraag_lezen", aanvraag))
    tekst = inloggen(ouder).get(scherm("dossier:helpers", aanvraag)).text
    assert "uw dossier" in tekst
    assert "de aanvraag van de school" in tekst
    for naam in ("dossier", "helpers"):
        anders = inloggen(andere_ouder).get(scherm(f"dossier:{naam}", aanvraag)).text
        assert not [woord for woord in (helper.naam, helper.email) if woord in anders]
    assert not Helpertoegang.objects.visible_to(andere_ouder).exists()


def test_two_helpers_with_one_name_have_a_heading_each(inloggen, aanvraag, ouder, helper):
    for wie in (helper, gebruiker_met(Rol.HELPER)):
        helper_bij(aanvraag, gever=ouder, helper=wie, naam="Hanna Helper")
    tekst = inloggen(ouder).get(scherm("dossier:helpers", aanvraag)).text
    assert re.findall(r"<h2[^>]*>(Hanna[^<]*)</h2>", tekst) == ["Hanna Helper", "Hanna Helper (2)"]


def test_staff_read_who_looks_along_among_who_can_see_the_case(inloggen, aanvraag, ouder, helper, loketmedewerker, ib):
    helper_bij(aanvraag, gever=ouder, helper=helper)
    assert helper.naam in inloggen(loketmedewerker).get(scherm("loket:behandelen", aanvraag)).text
    assert [een.namen for een in kijkers(aanvraag, dag()) if een.wie == HELPERS] == [(helper.naam,)]
    assert not Helpertoegang.objects.visible_to(ib).exists()


def test_the_pages_are_easy_to_read(inloggen, aanvraag, ouder, helper):
    rij = helper_bij(aanvraag, gever=ouder, helper=helper)
    client = inloggen(ouder)
    tekst = [
        zin
        for pad in (
            scherm("dossier:helpers", aanvraag),
            scherm("dossier:helper_nieuw", aanvraag),
            scherm("dossier:helper_stoppen", rij),
        )
        for zin in zinnen(re.search(r"<main.*</main>", client.get(pad).text, re.S)[0])
    ]
    assert max(len(WOORD.findall(zin)) for zin in tekst) <= 20
    assert douma(tekst) >= 60


# --- preparing a view --------------------------------------------------------------------------------------------


@pytest.fixture
def gevraagd(ib, school, leerling, ouder, andere_ouder, loketmedewerker):
    """Both parents were asked what they think, and their letters went out."""
    zaak = aanvraag_in(Status.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)
    ronde_verzonden(zaak.zienswijzeronden.get())
    return zaak


def test_a_helper_prepares_a_view_that_only_the_giver_reads_takes_over_and_sends(
    inloggen, gevraagd, ib, ouder, andere_ouder, helper, loketmedewerker, beslisser
):
    helper_bij(gevraagd, gever=ouder, helper=helper, naam="Hanna Helper", mag_mening=True)
    pad, dossier, woord = scherm("dossier:mening", gevraagd), scherm("dossier:dossier", gevraagd), "Kanariewoord <b>"
    bij_helper = ingelogd(helper)
    assert pad in bij_helper.get(dossier).text
    assert "Versturen" not in bij_helper.get(pad).text
    assert "Schrijf op wat u wilt voorstellen" in bij_helper.post(pad, {"tekst": " "}).text
    assert "Bewaard." in bij_helper.post(pad, {"tekst": woord, "actie": "versturen"}, follow=True).text
    mijn = Zienswijze.objects.get(betrokkene__gebruiker=ouder)
    assert mijn.gegeven_op is None, "a helper sends nothing"
    assert Bericht.objects.filter(sleutel__startswith="helperconcept-", aan=ouder.email).count() == 1
    for wie in (andere_ouder, ib, loketmedewerker, beslisser):
        assert not Helperconcept.objects.visible_to(wie).exists(), wie
    for wie, waar in (
        (andere_ouder, pad),
        (andere_ouder, dossier),
        (loketmedewerker, scherm("loket:behandelen", gevraagd)),
    ):
        assert "Kanariewoord" not in ingelogd(wie).get(waar).text
    client = inloggen(ouder)
    tekst = client.get(pad).text
    assert "Kanariewoord &lt;b&gt;" in tekst
    velden = {"actie": "overnemen", "voorstel": Helperconcept.objects.get().public_id}
    assert ingelogd(andere_ouder).post(pad, velden).status_code == 404
    concept_bewaren(mijn, door=ouder, op=nu(), versie=0, tekst="Zelf geschreven.")
    for _ in range(2):  # a second click
        assert "Er is nog niets verstuurd." in client.post(pad, velden, follow=True).text
    assert ZienswijzeConcept.objects.get().tekst == f"Zelf geschreven.\n\n{woord}"
    zienswijze_geven(mijn, door=ouder, op=nu(), versie=2)
    assert not Helperconcept.objects.exists()
    assert woord not in bij_helper.get(pad).text
    te_laat = bij_helper.post(pad, {"tekst": "Te laat, en niet kwijt."}).text
    assert "al verstuurd" in te_laat
    assert "Te laat, en niet kwijt." in te_laat
    assert not Helperconcept.objects.exists()


def test_without_that_right_or_after_it_ended_a_helper_prepares_nothing(inloggen, gevraagd, ouder, helper):
    rij = helper_bij(gevraagd, gever=ouder, helper=helper)
    client, pad = inloggen(helper), scherm("dossier:mening", gevraagd)
    assert client.get(pad).status_code == client.post(pad, {"tekst": "Nee."}).status_code == 404
    Helpertoegang.objects.update(mag_mening=True)
    client.post(pad, {"tekst": "Ja."})
    assert Helperconcept.objects.count() == 1
    helper_stoppen(rij, door=ouder, op=nu())
    assert client.post(pad, {"tekst": "Nog iets."}).status_code in (302, 404)
    assert Helperconcept.objects.get().tekst == "Ja."
    assert "Ja." in ingelogd(ouder).get(pad).text, "what was written stays with the giver"


def test_the_giver_ticks_that_somebody_may_prepare_a_view(inloggen, aanvraag, ouder):
    velden = NIEUW | {"tot": dag(100).isoformat(), "zeker": "on", "mag_mening": "on"}
    tekst = inloggen(ouder).post(scherm("dossier:helper_nieuw", aanvraag), velden, follow=True).text
    assert "Mag een mening voor u voorbereiden." in tekst
    assert Helpertoegang.objects.get().mag_mening
