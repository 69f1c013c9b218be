"""The handelingsdeel before the family: versions, agreeing and not, who sees what, and that no TLV waits for it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from loket.actions import handelingsdeel as acties
from loket.actions.aanvraag import bijlage_toevoegen, indienen, wat_ontbreekt
from loket.actions.besluit import besluiten
from loket.actions.handelingsdeel import Afspraak
from loket.actions.overeenstemming import antwoorden, papier_vastleggen
from loket.models import Aanvraag, Bekendmaking, Handelingsdeel, Handelingsdeelantwoord, Status
from loket.rules.volledigheid import HANDTEKENING
from loket.scopes.overeenstemming import overeenstemming
from scholen.models import Instelling
from tests.dossier.test_dossier import verstuurd
from tests.factories import aanvraag_in, beslissing, gebruiker_met, handelingsdeel_van, leerling_op, ouder_van
from tests.stukken import PDF

pytestmark = pytest.mark.django_db


def nu():
    return timezone.now()


def vandaag():
    return timezone.localdate()


def afspraak(**velden):
    return Afspraak(**({"tekst": "Elke dag hulp.", "van": vandaag(), "tot": vandaag() + timedelta(days=100)} | velden))


def voorleggen(leerling, door, **velden):
    return acties.voorleggen(leerling, afspraak(**velden), door=door, op=nu())


def compleet(*, ib, **velden):
    """A draft with everything in it."""
    concept = aanvraag_in(Status.CONCEPT, ib=ib, **velden)
    inhoud = bewaren(PDF, soort="application/pdf", op=nu())
    bijlage_toevoegen(concept, door=ib, op=nu(), inhoud=inhoud, naam="opp.pdf", soort="opp")
    return concept


def samen(rij):
    return overeenstemming(rij, vandaag()).stand.samen


def van(gebruiker):
    return gebruiker.betrokkenen.get().public_id


def scherm(naam, *delen):
    return reverse(naam, args=delen)


@pytest.fixture
def rij(leerling, ib, ouder, andere_ouder):
    return voorleggen(leerling, ib)


# --- putting it up -----------------------------------------------------------------------------------------------


def test_a_version_is_put_before_both_parents_who_each_get_a_mail_that_says_nothing(rij, ouder, andere_ouder):
    assert (rij.versie, rij.school, rij.open) == (1, rij.leerling.inschrijvingen.get().school, True)
    mails = Bericht.objects.filter(sleutel__startswith=f"handelingsdeel-{rij.public_id}")
    assert {een.aan for een in mails} == {ouder.email, andere_ouder.email}
    assert {een.soort for een in mails} == {"klaar"}
    assert samen(rij) == "wacht"
    assert Logregel.objects.filter(actie="handelingsdeel_voorleggen", ding=rij.public_id).exists()


def test_a_second_click_is_the_same_version(rij, leerling, ib):
    assert voorleggen(leerling, ib).pk == rij.pk
    assert Handelingsdeel.objects.count() == 1


def test_a_new_version_replaces_the_old_one_and_nobody_agreed_with_it_yet(rij, leerling, ib, ouder, andere_ouder):
    for wie in (ouder, andere_ouder):
        antwoorden(rij, door=wie, op=nu(), soort="akkoord")
    assert samen(rij) == "akkoord"
    nieuw = voorleggen(leerling, ib, tekst="Elke dag een uur hulp.")
    rij.refresh_from_db()
    assert (nieuw.versie, rij.einde, samen(nieuw), samen(rij)) == (2, "vervangen", "wacht", "akkoord")


def test_words_or_a_paper_and_a_period_of_at_most_a_year(leerling, ib, ouder):
    with pytest.raises(NietMogelijk, match="Schrijf op wat is afgesproken"):
        voorleggen(leerling, ib, tekst=" ")
    with pytest.raises(NietMogelijk, match="hoogstens een jaar"):
        voorleggen(leerling, ib, tot=vandaag() + timedelta(days=400))
    papier = bewaren(PDF, soort="application/pdf", op=nu())
    rij = voorleggen(leerling, ib, tekst="", bestanden=[(papier, "opp.pdf")])
    assert [een.naam for een in rij.bestanden.all()] == ["opp.pdf"]


def test_only_the_own_school_puts_something_up(leerling, buitenstaander, loketmedewerker, ouder):
    for wie in (buitenstaander, loketmedewerker, ouder):
        with pytest.raises(Http404):
            voorleggen(leerling, wie)


def test_what_was_put_up_never_changes_and_only_one_lies_there(rij, leerling):
    with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        Handelingsdeel.objects.filter(pk=rij.pk).update(tekst="Anders.")
    with pytest.raises(IntegrityError, match="handelingsdeel_een_open"), transaction.atomic():
        handelingsdeel_van(leerling, versie=2)


def test_the_school_takes_back_with_a_reason_and_closes_without(rij, leerling, ib, ouder):
    with pytest.raises(NietMogelijk, match="waarom je dit terugneemt"):
        acties.terugnemen(rij, door=ib, op=nu(), reden=" ")
    acties.terugnemen(rij, door=ib, op=nu(), reden="Het was van een ander kind.")
    with pytest.raises(NietMogelijk, match="De school nam dit terug"):
        antwoorden(rij, door=ouder, op=nu(), soort="akkoord")
    with pytest.raises(NietMogelijk, match="al geëindigd"):
        acties.afsluiten(rij, door=ib, op=nu())
    weer = voorleggen(leerling, ib)
    acties.afsluiten(weer, door=ib, op=nu())
    with pytest.raises(DatabaseError, match="geëindigde versie"), transaction.atomic():
        Handelingsdeel.objects.filter(pk=weer.pk).update(einde_reden="Toch niet.")


def test_a_notice_goes_again_once_a_day_to_who_did_not_answer(rij, ib, ouder, andere_ouder, buitenstaander):
    morgen = nu() + timedelta(days=1)
    for _ in range(2):
        acties.opnieuw_melden(rij, van(ouder), door=ib, op=morgen)
    assert Bericht.objects.filter(aan=ouder.email).count() == 2
    antwoorden(rij, door=ouder, op=nu(), soort="akkoord")
    with pytest.raises(NietMogelijk, match="al gereageerd"):
        acties.opnieuw_melden(rij, van(ouder), door=ib, op=morgen)
    andere_ouder.is_active = False
    andere_ouder.save()
    with pytest.raises(NietMogelijk, match="nog geen account"):
        acties.opnieuw_melden(rij, van(andere_ouder), door=ib, op=morgen)
    with pytest.raises(Http404):
        acties.opnieuw_melden(rij, van(ouder), door=buitenstaander, op=morgen)


# --- agreeing ----------------------------------------------------------------------------------------------------


def test_each_parent_agrees_or_says_why_not_and_changes_its_mind(rij, ib, ouder, andere_ouder):
    antwoorden(rij, door=ouder, op=nu(), soort="akkoord")
    with pytest.raises(NietMogelijk, match="waarom u niet akkoord gaat"):
        antwoorden(rij, door=andere_ouder, op=nu(), soort="niet", reden=" ")
    antwoorden(rij, door=andere_ouder, op=nu(), soort="niet", reden="Te weinig.")
    assert samen(rij) == "niet"
    antwoorden(rij, door=andere_ouder, op=nu(), soort="akkoord")
    assert samen(rij) == "akkoord"
    antwoorden(rij, door=ouder, op=nu(), soort="terug", reden="Wij verhuizen.")
    assert samen(rij) == "niet"
    assert [een.soort for een in rij.antwoorden.order_by("pk")] == ["akkoord", "niet", "akkoord", "terug"]
    assert Bericht.objects.filter(aan=ib.email).count() == 1, "one mail a day"


def test_two_clicks_or_two_devices_are_one_answer(rij, ouder):
    een = antwoorden(rij, door=ouder, op=nu(), soort="akkoord")
    assert antwoorden(rij, door=ouder, op=nu(), soort="akkoord").pk == een.pk
    assert rij.antwoorden.count() == 1
    with pytest.raises(IntegrityError, match="handelingsdeelantwoord_nummer"), transaction.atomic():
        rij.antwoorden.create(
            betrokkene=ouder.betrokkenen.get(),
            nummer=1,
            soort="akkoord",
            wijze="portaal",
            dag=vandaag(),
            op=nu(),
            door=ouder,
        )


def test_there_is_nothing_to_take_back_without_an_agreement(rij, ouder):
    with pytest.raises(NietMogelijk, match="niets om terug te nemen"):
        antwoorden(rij, door=ouder, op=nu(), soort="terug")


def test_what_was_said_never_changes(rij, ouder):
    antwoorden(rij, door=ouder, op=nu(), soort="akkoord")
    for doen in (lambda: rij.antwoorden.update(soort="niet"), lambda: rij.antwoorden.all().delete()):
        with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
            doen()


def test_who_lost_gezag_since_the_page_was_opened_cannot_answer_and_counts_no_longer(
    rij, leerling, ouder, andere_ouder
):
    antwoorden(rij, door=ouder, op=nu(), soort="akkoord")
    antwoorden(rij, door=andere_ouder, op=nu(), soort="niet", reden="Nee.")
    leerling.gezag.filter(betrokkene__gebruiker=andere_ouder).update(tot=vandaag() - timedelta(days=1))
    with pytest.raises(Http404):
        antwoorden(rij, door=andere_ouder, op=nu(), soort="akkoord")
    assert samen(rij) == "akkoord"


def test_who_got_gezag_since_has_still_to_answer(rij, leerling, ouder, andere_ouder):
    for wie in (ouder, andere_ouder):
        antwoorden(rij, door=wie, op=nu(), soort="akkoord")
    ouder_van(leerling, soort="gedeeltelijk", achternaam="Jeugdbescherming")
    assert samen(rij) == "wacht"


def test_a_pupil_of_sixteen_reads_along_and_one_of_eighteen_decides_alone(school, ib):
    zelf, moeder = gebruiker_met(Rol.LEERLING), gebruiker_met(Rol.OUDER)
    kind = leerling_op(school, gebruiker=zelf, geboortedatum=vandaag() - timedelta(days=17 * 366))
    ouder_van(kind, gebruiker=moeder)
    rij = voorleggen(kind, ib)
    with pytest.raises(NietMogelijk, match="Lezen mag wel"):
        antwoorden(rij, door=zelf, op=nu(), soort="akkoord")
    kind.geboortedatum = vandaag() - timedelta(days=18 * 366)
    kind.save()
    gezegd = antwoorden(rij, door=zelf, op=nu(), soort="akkoord")
    assert (gezegd.leerling, gezegd.betrokkene, samen(gezegd.handelingsdeel)) == (kind, None, "akkoord")
    with pytest.raises(Http404):
        antwoorden(rij, door=moeder, op=nu(), soort="akkoord")


# --- on paper ----------------------------------------------------------------------------------------------------


def op_papier(rij, wie, door, soort="akkoord", dag=None, **meer):
    scan = bewaren(PDF, soort="application/pdf", op=nu())
    velden = {"soort": soort, "dag": dag or vandaag(), "scan": scan, "naam": "papier.pdf"} | meer
    return papier_vastleggen(rij, wie, door=door, op=nu(), **velden)


def test_a_signed_paper_is_written_down_with_its_day_and_the_parent_is_told(rij, ib, ouder):
    gezegd = op_papier(rij, van(ouder), ib, dag=vandaag() - timedelta(days=3))
    assert (gezegd.wijze, gezegd.door, gezegd.scan_naam) == ("papier", ib, "papier.pdf")
    bericht = Bericht.objects.get(soort="opgeschreven")
    assert (bericht.aan, bericht.link.endswith("/contact/")) == (ouder.email, True)
    with pytest.raises(NietMogelijk, match="niet in de toekomst"):
        op_papier(rij, van(ouder), ib, dag=vandaag() + timedelta(days=1))


def test_of_a_paper_its_own_day_counts(rij, ib, ouder, andere_ouder):
    antwoorden(rij, door=andere_ouder, op=nu(), soort="akkoord")
    antwoorden(rij, door=ouder, op=nu(), soort="akkoord")
    antwoorden(rij, door=ouder, op=nu(), soort="terug")
    op_papier(rij, van(ouder), ib, dag=vandaag() - timedelta(days=3))
    assert samen(rij) == "niet", "taken back later than the paper"


def test_who_has_no_account_is_told_by_the_mail_that_the_school_knows(rij, leerling, ib):
    gi = ouder_van(leerling, soort="voogdij", achternaam="Jeugdhuis", email="gi@jeugd.example")
    op_papier(rij, gi.public_id, ib)
    assert Bericht.objects.get(soort="opgeschreven").aan == "gi@jeugd.example"


def test_nobody_else_writes_down_a_paper(rij, ouder, buitenstaander, loketmedewerker):
    for wie in (buitenstaander, loketmedewerker, ouder):
        with pytest.raises(Http404):
            op_papier(rij, van(ouder), wie)


# --- who sees what -----------------------------------------------------------------------------------------------


def test_the_swv_sees_it_when_it_goes_along_with_an_aanvraag_that_was_submitted(
    rij, school, ib, leerling, loketmedewerker, beslisser
):
    concept = compleet(school=school, ib=ib, leerling=leerling)
    for stap in (lambda: None, lambda: acties.bij_aanvraag_zetten(rij, concept, door=ib, op=nu())):
        stap()
        assert not Handelingsdeel.objects.visible_to(loketmedewerker).exists()
    indienen(concept, door=ib, op=nu())
    for wie in (loketmedewerker, beslisser):
        assert Handelingsdeel.objects.visible_to(wie).get() == rij


def test_of_a_hidden_child_a_parent_reads_nothing_until_somebody_released_it(rij, leerling, ib, ouder, andere_ouder):
    leerling.afscherming = "verblijfplaats"
    leerling.save()
    for wie in (ouder, andere_ouder):
        assert not Handelingsdeel.objects.visible_to(wie).exists()
    acties.vrijgeven(rij, van(ouder), door=ib, op=nu())
    assert Handelingsdeel.objects.visible_to(ouder).exists()
    assert not Handelingsdeel.objects.visible_to(andere_ouder).exists()
    with pytest.raises(Http404):
        antwoorden(rij, door=andere_ouder, op=nu(), soort="akkoord")


def test_a_family_reads_its_own_words_and_never_those_of_the_other(rij, ouder, andere_ouder, ib):
    antwoorden(rij, door=ouder, op=nu(), soort="niet", reden="Alleen voor de school.")
    assert not Handelingsdeelantwoord.objects.visible_to(andere_ouder).exists()
    assert Handelingsdeelantwoord.objects.visible_to(ouder).get().reden == "Alleen voor de school."
    assert Handelingsdeelantwoord.objects.visible_to(ib).count() == 1


# --- never a condition -------------------------------------------------------------------------------------------


def test_an_swv_that_wants_a_signature_asks_for_it_and_never_stops_for_it(
    rij, school, ib, leerling, ouder, andere_ouder
):
    """LBT 107168. Off unless the SWV says so; on paper counts as in the portal."""
    concept = compleet(school=school, ib=ib, leerling=leerling)

    def tips():
        zaak = Aanvraag.objects.get(pk=concept.pk)
        return [een for een in wat_ontbreekt(zaak, vandaag=vandaag()) if een.zin == HANDTEKENING]

    assert not tips()
    Instelling.objects.update(opp_handtekening_verplicht=True)
    assert [een.nodig for een in tips()] == [False]
    antwoorden(rij, door=ouder, op=nu(), soort="akkoord")
    assert tips(), "one of two"
    op_papier(rij, van(andere_ouder), ib)
    assert not tips()
    antwoorden(rij, door=ouder, op=nu(), soort="terug")
    assert tips()
    indienen(concept, door=ib, op=nu())
    concept.refresh_from_db()
    assert concept.status == Status.INGEDIEND


@pytest.mark.parametrize("hoe", ["zonder", "niet", "terug"])
def test_submitting_deciding_and_the_letter_never_wait_for_agreement(
    hoe, rij, school, ib, leerling, ouder, andere_ouder, loketmedewerker, beslisser
):
    """LBT 107168: a board may ask for a TLV that the parents do not want."""
    if hoe == "niet":
        antwoorden(rij, door=ouder, op=nu(), soort="niet", reden="Nee.")
    if hoe == "terug":
        antwoorden(rij, door=ouder, op=nu(), soort="akkoord")
        antwoorden(rij, door=ouder, op=nu(), soort="terug")
    concept = compleet(school=school, ib=ib, leerling=leerling, soort="SBO")
    acties.bij_aanvraag_zetten(rij, concept, door=ib, op=nu())
    indienen(concept, door=ib, op=nu())
    concept.refresh_from_db()
    assert concept.status == Status.INGEDIEND
    zaak = aanvraag_in(Status.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)
    besluiten(zaak, door=beslisser, op=nu(), **beslissing(zaak))
    verstuurd(zaak, loketmedewerker)
    assert Bekendmaking.objects.filter(besluit__aanvraag=zaak, verzonden_op__isnull=False).count() == 3
