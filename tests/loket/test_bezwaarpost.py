"""Letters in the course of a bezwaar: which step makes which, to whom, when they can go out, and what lapses."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import nieuwe_public_id
from loket.actions.bezwaar import berichten_verzenden, commissie, dwangsom, indienen, termijn, toetsen
from loket.actions.bezwaar.brief import ontvangers
from loket.models import (
    Bezwaar,
    Bezwaarbericht,
    Bezwaarstatus,
    Bezwaarzaak,
    Commissieopdracht,
    Dwangsombesluit,
    Ingebrekestelling,
)
from scholen.models import Gezag
from tests.bezwaren import besluit_bij, bezwaar_bij
from tests.factories import aanvraag_in, gebruiker_met, ouder_van, pdfs_klaar

B = Bezwaarstatus
Soort = Bezwaarbericht.Soort


def nu():
    return timezone.now()


def vandaag():
    return timezone.localdate()


def vers(zaak):
    return Bezwaarzaak.objects.get(pk=zaak.pk)


@pytest.fixture
def besluit(ib, school, leerling, ouder, andere_ouder):
    return besluit_bij(aanvraag_in("besluit_voorbereiden", school=school, ib=ib, leerling=leerling))


@pytest.fixture
def zaak(besluit, ouder, bezwaarbehandelaar):
    bezwaar = bezwaar_bij(besluit, van="ouder", ouder=ouder.betrokkenen.get())
    return toetsen.bezwaar_nemen(bezwaar.zaak, door=bezwaarbehandelaar, op=nu())


def open_van(zaak, soort):
    return sorted(een.naam for een in zaak.berichten.te_verzenden().filter(soort=soort))


def versturen(zaak, door, dag=None):
    dag = dag or nu()
    doen = {"door": door, "op": dag}
    berichten_verzenden.berichten_klaarzetten(zaak, **doen, verzenddatum=timezone.localdate(dag))
    pdfs_klaar()
    berichten_verzenden.berichten_verzonden(zaak, **doen)


def getoetst(zaak, door):
    doen = {"door": door, "op": nu(), "bezwaar": zaak.bezwaren.get().public_id}
    toetsen.bezwaar_toetsen(zaak, **doen, toets="ontvankelijk")
    return commissie.naar_commissie(zaak, door=door, op=nu(), commissie="lbt")


# --- which step makes which --------------------------------------------------------------------------------------


def test_who_objects_reads_that_it_came_in_also_who_joins_later(zaak, besluit, ouder, school, loketmedewerker):
    assert open_van(zaak, Soort.BEVESTIGING) == [ouder.betrokkenen.get().naam]
    post = {"kanaal": "post", "ontvangen_op": vandaag(), "gronden": "Nee."}
    indienen.bezwaar_vastleggen(besluit, door=loketmedewerker, op=nu(), wie="school", **post)
    assert open_van(zaak, Soort.BEVESTIGING) == sorted([ouder.betrokkenen.get().naam, school.naam])


def test_reasons_are_asked_for_in_a_letter_that_lapses_when_they_come(zaak, ouder, bezwaarbehandelaar):
    Bezwaar.objects.update(gronden="")
    doen = {"door": bezwaarbehandelaar, "op": nu(), "bezwaar": zaak.bezwaren.get().public_id}
    toetsen.herstel_vragen(zaak, **doen, dagen=28, vraag="Waarom bent u het niet eens?")
    bericht = zaak.berichten.get(soort=Soort.HERSTEL)
    assert "Waarom bent u het niet eens?" in bericht.brief.html
    assert "bezwaar maken" not in bericht.brief.html
    toetsen.redenen_ontvangen(zaak, **doen, gronden="Daarom.")
    assert open_van(zaak, Soort.HERSTEL) == []


def test_the_term_stands_still_from_the_letter_and_not_from_the_question(zaak, bezwaarbehandelaar):
    Bezwaar.objects.update(gronden="")
    op = nu() + timedelta(days=50)
    doen = {"door": bezwaarbehandelaar, "op": op, "bezwaar": zaak.bezwaren.get().public_id}
    toetsen.herstel_vragen(zaak, **doen, dagen=28, vraag="Waarom?")
    versturen(zaak, bezwaarbehandelaar, op + timedelta(days=6))
    dag = timezone.localdate(op)
    assert vers(zaak).herstel_van(zaak.bezwaren.get())[0].gevraagd == dag + timedelta(days=6)


def test_everybody_is_invited_and_told_of_more_time(zaak, ouder, andere_ouder, school, bezwaarbehandelaar):
    getoetst(zaak, bezwaarbehandelaar)
    allen = sorted([ouder.betrokkenen.get().naam, andere_ouder.betrokkenen.get().naam, school.naam])
    assert open_van(zaak, Soort.COMMISSIE) == [ouder.betrokkenen.get().naam]
    doen = {"door": bezwaarbehandelaar, "op": nu()}
    commissie.hoorzitting_plannen(zaak, **doen, wanneer=nu() + timedelta(days=20), waar="Kadeplein 1")
    commissie.hoorzitting_plannen(zaak, **doen, wanneer=nu() + timedelta(days=30), waar="Kadeplein 1")
    assert open_van(zaak, Soort.HOORZITTING) == allen
    termijn.verdagen(zaak, **doen, waarom="Meer tijd.")
    assert open_van(zaak, Soort.VERDAGING) == allen
    commissie.van_horen_afzien(zaak, **doen, grond="Niemand wilde")
    assert open_van(zaak, Soort.HOORZITTING) == []


# --- sending -----------------------------------------------------------------------------------------------------


def test_an_addressee_reads_the_own_letter_from_the_day_of_sending(zaak, ouder, andere_ouder, ib, bezwaarbehandelaar):
    assert not Bezwaarbericht.objects.visible_to(ouder).exists()
    versturen(zaak, bezwaarbehandelaar)
    assert Bezwaarbericht.objects.visible_to(ouder).get().soort == Soort.BEVESTIGING
    assert not Bezwaarbericht.objects.visible_to(andere_ouder).exists()
    assert not Bezwaarbericht.objects.visible_to(ib).exists()
    with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        Bezwaarbericht.objects.update(soort="herstel")


def test_more_time_counts_only_when_it_was_said_before_the_end(zaak, bezwaarbehandelaar):
    eerst = zaak.termijn(vandaag()).uiterlijk
    termijn.verdagen(zaak, door=bezwaarbehandelaar, op=nu(), waarom="Meer tijd.")
    assert vers(zaak).termijn(vandaag()).uiterlijk == eerst + timedelta(weeks=6)
    te_laat = eerst + timedelta(days=1)
    assert vers(zaak).termijn(te_laat).uiterlijk == eerst
    doen = {"door": bezwaarbehandelaar, "op": nu() + (eerst - vandaag()), "verzenddatum": te_laat}
    with pytest.raises(NietMogelijk, match="7:10, derde lid"):
        berichten_verzenden.berichten_klaarzetten(zaak, **doen)
    versturen(zaak, bezwaarbehandelaar)
    assert vers(zaak).termijn(te_laat).uiterlijk == eerst + timedelta(weeks=6)


def test_a_letter_about_more_time_that_is_too_late_holds_no_other_letter_back(zaak, bezwaarbehandelaar):
    eerst = zaak.termijn(vandaag()).uiterlijk
    termijn.verdagen(zaak, door=bezwaarbehandelaar, op=nu(), waarom="Meer tijd.")
    dag = nu() + (eerst - vandaag()) + timedelta(days=1)
    versturen(zaak, bezwaarbehandelaar, dag)
    assert [een.soort for een in zaak.berichten.filter(verzonden_op__isnull=False)] == [Soort.BEVESTIGING]
    assert open_van(zaak, Soort.VERDAGING) == []
    assert vers(zaak).termijn(timezone.localdate(dag)).uiterlijk == eerst


def test_alone_it_says_why_it_cannot_go(zaak, bezwaarbehandelaar):
    eerst = zaak.termijn(vandaag()).uiterlijk
    versturen(zaak, bezwaarbehandelaar)
    termijn.verdagen(zaak, door=bezwaarbehandelaar, op=nu(), waarom="Meer tijd.")
    with pytest.raises(NietMogelijk, match="7:10, derde lid"):
        versturen(zaak, bezwaarbehandelaar, nu() + (eerst - vandaag()) + timedelta(days=1))


def test_an_invitation_to_a_hearing_that_was_held_holds_no_other_letter_back(zaak, bezwaarbehandelaar):
    getoetst(zaak, bezwaarbehandelaar)
    commissie.hoorzitting_plannen(
        zaak, door=bezwaarbehandelaar, op=nu(), wanneer=nu() + timedelta(days=11), waar="Kadeplein 1"
    )
    later = {"door": bezwaarbehandelaar, "op": nu() + timedelta(days=12)}
    commissie.verslag_vastleggen(zaak, **later, aanwezig="De ouder.", verslag="De ouder vertelde.")
    versturen(zaak, bezwaarbehandelaar, nu() + timedelta(days=12))
    weg = {een.soort for een in zaak.berichten.filter(verzonden_op__isnull=False)}
    assert weg == {Soort.BEVESTIGING, Soort.COMMISSIE}


def test_everybody_reads_the_same_last_day(zaak, bezwaarbehandelaar, bezwaarcommissie, inloggen, time_machine):
    """The committee reads no letters, but whether the file got more time hangs on them."""
    eerst = zaak.termijn(vandaag()).uiterlijk
    termijn.verdagen(zaak, door=bezwaarbehandelaar, op=nu(), waarom="Meer tijd.")
    opdracht = {"gevraagd_op": nu(), "gevraagd_door": bezwaarbehandelaar}
    Commissieopdracht.objects.create(zaak=zaak, lid=bezwaarcommissie, **opdracht)
    time_machine.move_to(nu() + (eerst - vandaag()) + timedelta(days=1))
    for wie in (bezwaarbehandelaar, bezwaarcommissie):
        client = inloggen(wie)
        for pagina in (reverse("loket:bezwaren"), reverse("loket:bezwaar", args=[zaak.public_id])):
            assert "1 dag te laat" in client.get(pagina).text


def test_an_invitation_does_not_go_out_after_the_hearing(zaak, bezwaarbehandelaar):
    getoetst(zaak, bezwaarbehandelaar)
    doen = {"door": bezwaarbehandelaar, "op": nu()}
    commissie.hoorzitting_plannen(zaak, **doen, wanneer=nu() + timedelta(days=11), waar="Kadeplein 1")
    with pytest.raises(NietMogelijk, match="Plan de hoorzitting opnieuw"):
        versturen(zaak, bezwaarbehandelaar, nu() + timedelta(days=12))


def test_without_an_address_nothing_is_dated(zaak, ouder, bezwaarbehandelaar):
    ouder.betrokkenen.get().adressen.all().delete()
    with pytest.raises(NietMogelijk, match="geen adres van"):
        versturen(zaak, bezwaarbehandelaar)


def test_only_who_handles_the_bezwaar_sends(zaak, loketmedewerker, ib, ouder):
    for wie in (loketmedewerker, ib, ouder):
        with pytest.raises(Http404):
            versturen(zaak, wie)


# --- who lost gezag ----------------------------------------------------------------------------------------------


def test_a_parent_who_lost_gezag_gets_nothing_more_in_a_bezwaar(zaak, ouder, bezwaarbehandelaar, inloggen):
    """Worked out again at sending: the letter that was frozen lapses, and the page is gone."""
    gisteren = vandaag() - timedelta(days=1)
    Gezag.objects.filter(betrokkene=ouder.betrokkenen.get()).update(tot=gisteren)
    with pytest.raises(NietMogelijk, match="geen brief"):
        versturen(zaak, bezwaarbehandelaar)
    assert ouder.betrokkenen.get() not in [aan.betrokkene for aan in ontvangers(zaak, vandaag())]
    assert not Bezwaar.objects.visible_to(ouder).exists()
    assert not Bezwaarzaak.objects.visible_to(ouder).exists()
    getoetst(zaak, bezwaarbehandelaar)
    assert open_van(zaak, Soort.COMMISSIE) == []
    pagina = inloggen(bezwaarbehandelaar).get(reverse("loket:bezwaar", args=[zaak.public_id])).content.decode()
    assert "geen gezag meer" in pagina


def test_a_parent_of_a_child_that_came_of_age_keeps_what_was_begun(ib, school, bezwaarbehandelaar):
    from tests.factories import leerling_op

    leerling = leerling_op(school, geboortedatum=vandaag().replace(year=vandaag().year - 18, day=1))
    moeder = gebruiker_met(Rol.OUDER)
    ouder_van(leerling, gebruiker=moeder)
    besluit = besluit_bij(aanvraag_in("besluit_voorbereiden", school=school, ib=ib, leerling=leerling))
    bezwaar = bezwaar_bij(besluit, van="ouder", ouder=moeder.betrokkenen.get())
    toetsen.bezwaar_nemen(bezwaar.zaak, door=bezwaarbehandelaar, op=nu())
    assert open_van(bezwaar.zaak, Soort.BEVESTIGING) == [moeder.betrokkenen.get().naam]
    assert Bezwaar.objects.visible_to(moeder).exists()


# --- the penalty -------------------------------------------------------------------------------------------------


@pytest.fixture
def te_laat(ib, school, leerling, ouder):
    """A bezwaar that ought to have been decided months ago, with a notice of default of long ago."""
    aanvraag = aanvraag_in("besluit_voorbereiden", school=school, ib=ib, leerling=leerling)
    besluit = besluit_bij(aanvraag, verzonden=vandaag() - timedelta(days=200))
    bezwaar = bezwaar_bij(
        besluit, van="ouder", ouder=ouder.betrokkenen.get(), ontvangen=vandaag() - timedelta(days=170), status=B.TOETS
    )
    return Ingebrekestelling.objects.create(
        zaak=bezwaar.zaak,
        bezwaar=bezwaar,
        ontvangen_op=vandaag() - timedelta(days=70),
        vastgelegd_op=nu(),
        vastgelegd_door=gebruiker_met(Rol.BEZWAARBEHANDELAAR),
    )


def vaststellen(notitie, door, op=None):
    return dwangsom.dwangsom_vaststellen(notitie.zaak, door=door, op=op or nu(), ingebrekestelling=notitie.public_id)


def test_the_penalty_is_fixed_once_with_a_letter_of_its_own(te_laat, beslisser, ouder, bezwaarbehandelaar):
    vaststellen(te_laat, beslisser)
    besluit = Dwangsombesluit.objects.get()
    assert besluit.bedrag == Decimal(1442)
    assert (besluit.laatste_dag - besluit.eerste_dag).days == 41
    bericht = te_laat.zaak.berichten.get(soort=Soort.DWANGSOM)
    assert bericht.betrokkene == ouder.betrokkenen.get()
    assert "1.442,00" in bericht.brief.html
    versturen(te_laat.zaak, bezwaarbehandelaar)
    bericht.refresh_from_db()
    assert bericht.bezwaar_tot >= vandaag() + timedelta(weeks=6)
    with pytest.raises(NietMogelijk, match="al vastgesteld"):
        vaststellen(te_laat, beslisser)
    with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        Dwangsombesluit.objects.update(bedrag=1)


def test_the_database_keeps_one_penalty_for_each_bezwaar(te_laat, beslisser):
    vaststellen(te_laat, beslisser)
    tweede = Dwangsombesluit.objects.get()
    tweede.pk, tweede.public_id, tweede._state.adding = None, nieuwe_public_id(), True
    with pytest.raises(IntegrityError, match="bezwaar_id"), transaction.atomic():
        tweede.save()
    for doen in (Dwangsombesluit.objects.all().delete, lambda: Dwangsombesluit.objects.update(bedrag=1)):
        with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
            doen()


def test_a_penalty_that_still_grows_or_does_not_count_is_not_fixed(te_laat, beslisser):
    with pytest.raises(NietMogelijk, match="loopt nog op"):
        vaststellen(te_laat, beslisser, nu() - timedelta(days=30))
    Bezwaar.objects.update(toets="kennelijk_niet", toets_reden="x", getoetst_op=nu(), getoetst_door=beslisser)
    with pytest.raises(NietMogelijk, match="4:17 lid 6"):
        vaststellen(te_laat, beslisser)
    assert not Dwangsombesluit.objects.exists()


def test_a_notice_that_came_too_early_costs_nothing(besluit, ouder, beslisser, bezwaarbehandelaar):
    bezwaar = bezwaar_bij(besluit, van="ouder", ouder=ouder.betrokkenen.get(), status=B.TOETS)
    doen = {"door": bezwaarbehandelaar, "op": nu(), "bezwaar": bezwaar.public_id, "ontvangen_op": vandaag()}
    termijn.ingebrekestelling_vastleggen(bezwaar.zaak, **doen)
    with pytest.raises(NietMogelijk, match="telt niet"):
        vaststellen(bezwaar.zaak.ingebrekestellingen.get(), beslisser)


@pytest.mark.parametrize("rol", [Rol.BEZWAARBEHANDELAAR, Rol.LOKETMEDEWERKER, Rol.BEZWAARCOMMISSIE, Rol.IB])
def test_only_the_beslisser_fixes_it(te_laat, rol):
    with pytest.raises((NietMogelijk, Http404)):
        vaststellen(te_laat, gebruiker_met(rol, school=te_laat.zaak.besluit.aanvraag.school))
    assert not Dwangsombesluit.objects.exists()


def test_the_page_of_the_penalty_shows_the_sum_and_takes_it(te_laat, beslisser, inloggen):
    client = inloggen(beslisser)
    adres = reverse("loket:bezwaar_dwangsom", args=[te_laat.zaak.public_id, te_laat.public_id])
    pagina = client.get(adres).content.decode()
    assert "1.442" in pagina
    assert "14 dagen van" in pagina
    assert client.post(adres).status_code == 302
    assert "Het bedrag is al vastgesteld." in client.get(adres).content.decode()


def test_a_letter_without_decision_has_no_term(zaak):
    with pytest.raises(IntegrityError, match="termijn_alleen_bij_besluit"), transaction.atomic():
        zaak.berichten.update(bezwaar_tot=vandaag())


def test_the_page_of_the_letters_dates_and_closes_them(zaak, bezwaarbehandelaar, inloggen):
    client = inloggen(bezwaarbehandelaar)
    adres = reverse("loket:bezwaar_berichten", args=[zaak.public_id])
    assert "Bezwaar ontvangen" in client.get(adres).content.decode()
    client.post(adres, {"actie": "klaarzetten", "verzenddatum": vandaag().isoformat()})
    pdfs_klaar()
    client.post(adres, {"actie": "verzonden", "brieven": [zaak.berichten.get().public_id]})
    assert zaak.berichten.get().verzonden_op


# --- the TLV page ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "zin"),
    [
        (None, "Ja, sinds"),
        (B.NAAR_COMMISSIE, "Nog niet: bezwaar loopt"),
        (B.GEGROND, "Nog niet: bezwaar loopt"),
        (B.IN_BEROEP, "Nog niet: in beroep"),
        (B.INGETROKKEN, "Ja, sinds"),
    ],
)
def test_a_tlv_is_not_final_while_a_bezwaar_or_beroep_runs(ib, beslisser, loketmedewerker, inloggen, status, zin):
    from tests.factories import tlv_voor

    begin = vandaag() - timedelta(days=100)
    tlv = tlv_voor(
        ib=ib, beslisser=beslisser, start=begin, eind=vandaag() + timedelta(days=400), op=nu() - timedelta(days=100)
    )
    if status:
        bezwaar_bij(tlv.besluit, status=status)
    pagina = inloggen(loketmedewerker).get(reverse("loket:tlv", args=[tlv.public_id])).content.decode()
    assert zin in pagina
