"""When the school behind a dossier changes: for one aanvraag, or for a whole school at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from loket.actions.aanvrager import Opvolging, aanvrager_wijzigen, opvolging, school_opvolgen
from loket.actions.tlv import plaatsen
from loket.models import Aanvraag, Bekendmaking, Status
from scholen.models import Aanmelding, Inschrijving, Leerling
from tests.factories import BEGIN, LeerlingFactory, SchoolFactory, aanvraag_in, gebruiker_met, leerling_op, tlv_voor

pytestmark = pytest.mark.django_db
S = Status


def nu():
    return timezone.now()


def pad(naam, *args):
    return reverse(f"loket:{naam}", args=args)


def vers(ding):
    return type(ding).objects.get(pk=ding.pk)


# --- one aanvraag ------------------------------------------------------------------------------------------------


def test_another_school_takes_over_and_the_first_sees_it_no_more(school, ib, loketmedewerker, inloggen):
    aanvraag, ander = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib), SchoolFactory()
    Inschrijving.objects.create(leerling=aanvraag.leerling, school=ander, van=timezone.localdate())
    client = inloggen(loketmedewerker)
    antwoord = client.post(pad("aanvrager", aanvraag.public_id), {"school": ander.brin6, "reden": "Verhuisd."})
    assert antwoord.url == pad("behandelen", aanvraag.public_id)
    nieuw = vers(aanvraag)
    assert (nieuw.school, nieuw.status, nieuw.ontvangstdatum) == (ander, S.IN_CONTROLE, aanvraag.ontvangstdatum)
    assert not Aanvraag.objects.visible_to(ib).exists()
    assert Aanvraag.objects.visible_to(gebruiker_met(Rol.IB, school=ander)).get() == aanvraag
    regel = Logregel.objects.get(actie="aanvrager_wijzigen")
    assert regel.reden == "Verhuisd."


def test_only_a_school_that_has_the_child_can_take_over(school, ib, loketmedewerker, inloggen):
    aanvraag = aanvraag_in(S.IN_ADVIES, school=school, ib=ib)
    with pytest.raises(NietMogelijk, match="niet ingeschreven of aangemeld"):
        aanvrager_wijzigen(aanvraag, door=loketmedewerker, op=nu(), school=SchoolFactory(), reden="Zomaar.")
    with pytest.raises(NietMogelijk, match="al de aanvrager"):
        aanvrager_wijzigen(aanvraag, door=loketmedewerker, op=nu(), school=school, reden="Zomaar.")
    assert "Er is geen andere school" in inloggen(loketmedewerker).get(pad("aanvrager", aanvraag.public_id)).text
    assert vers(aanvraag).school == school


# --- a whole school ----------------------------------------------------------------------------------------------


@pytest.fixture
def nieuw(db):
    return SchoolFactory(naam="De Opvolger")


@pytest.fixture
def gevuld(school, ib, directeur, beslisser):
    """A school with one of everything: running, draft, decided and sent, aangemeld."""
    verstuurd = tlv_voor(ib=ib, beslisser=beslisser, start=BEGIN, eind=timezone.localdate() + timedelta(days=300))
    Aanmelding.objects.create(leerling=LeerlingFactory(), school=school, ontvangen_op=timezone.localdate())
    return {
        "lopend": aanvraag_in(S.IN_CONTROLE, school=school, ib=ib),
        "concept": aanvraag_in(S.CONCEPT, school=school, ib=ib),
        "verstuurd": verstuurd.besluit.aanvraag,
        "tlv": verstuurd,
    }


def overzetten(school, nieuw, door, *, per=None, akkoord=None):
    per = per or timezone.localdate()
    akkoord = opvolging(school, per).sleutel if akkoord is None else akkoord
    return school_opvolgen(school, nieuw=nieuw, per=per, akkoord=akkoord, door=door, op=nu())


def test_everything_that_runs_goes_over_and_what_was_decided_can_be_read(gevuld, school, nieuw, ib, beheerder):
    voorstel = overzetten(school, nieuw, beheerder)
    assert voorstel == Opvolging(lopend=1, concepten=1, leerlingen=3, aanmeldingen=1, leden=2, plaatsingen=0)
    assert vers(gevuld["lopend"]).school == vers(gevuld["concept"]).school == nieuw
    assert vers(gevuld["verstuurd"]).school == school
    assert set(Aanvraag.objects.visible_to(ib)) == {gevuld["lopend"], gevuld["concept"], gevuld["verstuurd"]}
    assert Bekendmaking.objects.visible_to(ib).get().school == school
    assert Leerling.objects.visible_to(ib).count() == 4
    gisteren = timezone.localdate() - timedelta(days=1)
    assert set(Inschrijving.objects.filter(school=school).values_list("tot", flat=True)) == {gisteren}
    assert set(Lidmaatschap.objects.filter(plek__school=school).values_list("tot", flat=True)) == {gisteren}
    assert vers(school).opvolger == nieuw
    with pytest.raises(NietMogelijk, match="al een opvolger"):
        overzetten(school, nieuw, beheerder)


def test_a_child_placed_there_by_a_tlv_is_placed_at_the_successor(ib, beslisser, loketmedewerker, beheerder):
    vandaag = timezone.localdate()
    so, volgt = SchoolFactory(soort="SO"), SchoolFactory(soort="SO")
    tlv = tlv_voor(ib=ib, beslisser=beslisser, start=vandaag - timedelta(days=9), eind=vandaag + timedelta(days=300))
    plaatsen(tlv, door=loketmedewerker, op=nu(), school=so, per=vandaag - timedelta(days=5))
    overzetten(so, volgt, beheerder)
    assert vers(tlv).plaatsing.school == volgt


@pytest.mark.parametrize(
    ("wat", "reden"), [("zichzelf", "andere school"), ("gesloten", "bestaat"), ("straks", "moet nog komen")]
)
def test_a_successor_that_cannot_be_is_refused(gevuld, school, nieuw, beheerder, wat, reden):
    vandaag = timezone.localdate()
    if wat == "gesloten":
        nieuw.gesloten_op = vandaag
        nieuw.save()
    per = vandaag + timedelta(days=1) if wat == "straks" else vandaag
    with pytest.raises(NietMogelijk, match=reden):
        overzetten(school, school if wat == "zichzelf" else nieuw, beheerder, per=per)
    assert vers(gevuld["lopend"]).school == school


def test_what_changed_since_the_preview_stops_it(gevuld, school, nieuw, beheerder):
    akkoord = opvolging(school, timezone.localdate()).sleutel
    leerling_op(school)
    with pytest.raises(NietMogelijk, match="intussen iets veranderd"):
        overzetten(school, nieuw, beheerder, akkoord=akkoord)
    assert vers(school).opvolger is None


def test_nobody_but_beheer_does_this(gevuld, school, nieuw, loketmedewerker, directeur, inloggen):
    for wie in (loketmedewerker, directeur):
        with pytest.raises(NietMogelijk, match="geen rechten"):
            overzetten(school, nieuw, wie)
        assert inloggen(wie).get(pad("schoolopvolger")).status_code == 404


def test_beheer_sees_numbers_and_no_children(gevuld, school, nieuw, beheerder, inloggen):
    client = inloggen(beheerder)
    vraag = {"oud": school.brin6, "nieuw": nieuw.brin6.lower(), "per": timezone.localdate().isoformat()}
    antwoord = client.post(pad("schoolopvolger"), vraag | {"actie": "bekijken"})
    assert "De Opvolger" in antwoord.text
    assert gevuld["lopend"].leerling.achternaam not in antwoord.text
    akkoord = antwoord.context["voorstel"].sleutel
    assert client.post(pad("schoolopvolger"), vraag | {"actie": "overzetten", "akkoord": "x"}).status_code == 200
    antwoord = client.post(pad("schoolopvolger"), vraag | {"actie": "overzetten", "akkoord": akkoord})
    assert antwoord.url == pad("schoolopvolger")
    assert "Alles is overgezet" in client.get(antwoord.url).text
    assert "staat niet in de lijst" in client.post(pad("schoolopvolger"), vraag | {"oud": "00XX00"}).text
