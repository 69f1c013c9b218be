"""Late with an aanvraag: who may write so, what it costs whom, and that it is fixed once, with its letter."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.termijnen.termijn import einde
from loket.actions.te_laat import aanvraagdwangsom_vaststellen, ingebrekestelling_ontvangen, te_laat
from loket.actions.zaakbrief import zaakbrieven_klaarzetten, zaakbrieven_verzonden
from loket.models import Aanvraagdwangsom, Status, Zaakbrief
from tests.factories import aanvraag_in, aanvraag_te_laat, pdfs_klaar

Soort = Zaakbrief.Soort


def nu():
    return timezone.now()


def vandaag():
    return timezone.localdate()


def test_the_school_hears_until_when_and_what_it_costs_and_a_parent_that_there_is_a_judge(
    loketmedewerker, ib, school, leerling, ouder
):
    """Afspraak 42."""
    begin = nu() - timedelta(days=120)
    aanvraag = aanvraag_in(Status.IN_CONTROLE, school=school, ib=ib, leerling=leerling, ingediend=begin)
    moeder = leerling.gezag.get().betrokkene
    for wie in (school, moeder):
        ingebrekestelling_ontvangen(aanvraag, door=loketmedewerker, op=nu(), van=wie.public_id, ontvangen_op=vandaag())
    aan_school, aan_ouder = aanvraag.zaakbrieven.filter(soort=Soort.INGEBREKE).order_by("pk")
    assert (aan_school.vanzelf, aan_ouder.vanzelf) == (True, True)
    assert "14 dagen van" in aan_school.brief.html
    assert aan_school.brief.context["eerste_dag"] == (vandaag() + timedelta(days=14)).isoformat()
    assert "naar de rechter" in aan_ouder.brief.html
    assert aan_ouder.brief.context["treden"] == []
    laat_school, laat_ouder = te_laat(aanvraag, vandaag())
    assert laat_school.telt
    assert laat_ouder.waarom_niet == "Een dwangsom is er alleen voor de school, die de aanvraag deed."


def test_a_notice_that_lay_for_weeks_before_it_was_written_down_promises_nothing_that_is_past(
    loketmedewerker, ib, school, leerling, ouder
):
    begin = nu() - timedelta(days=120)
    aanvraag = aanvraag_in(Status.IN_CONTROLE, school=school, ib=ib, leerling=leerling, ingediend=begin)
    van = leerling.gezag.get().betrokkene.public_id
    ontvangen = vandaag() - timedelta(days=30)
    ingebrekestelling_ontvangen(aanvraag, door=loketmedewerker, op=nu(), van=van, ontvangen_op=ontvangen)
    woorden = aanvraag.zaakbrieven.get().brief.html
    assert "U kunt nu naar de rechter" in woorden
    assert "U krijgt ons besluit uiterlijk" not in woorden


def test_a_notice_that_came_too_early_does_not_count_and_gets_an_answer(loketmedewerker):
    aanvraag = aanvraag_in(Status.IN_CONTROLE)
    van = {"van": aanvraag.school.public_id, "ontvangen_op": vandaag()}
    ingebrekestelling_ontvangen(aanvraag, door=loketmedewerker, op=nu(), **van)
    assert "telt nu nog niet" in aanvraag.zaakbrieven.get().brief.html
    assert "kwam voordat de termijn voorbij was" in te_laat(aanvraag, vandaag())[0].waarom_niet


@pytest.mark.parametrize(
    ("velden", "reden"),
    [
        ({"van": "x" * 22}, "Kies wie"),
        ({"ontvangen_op": vandaag() + timedelta(days=1)}, "niet na vandaag"),
        ({"ontvangen_op": vandaag() - timedelta(days=400)}, "na de ontvangst"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(db, loketmedewerker, velden, reden):
    aanvraag = aanvraag_in(Status.IN_CONTROLE)
    alles = {"van": aanvraag.school.public_id, "ontvangen_op": vandaag()} | velden
    with pytest.raises(NietMogelijk, match=reden):
        ingebrekestelling_ontvangen(aanvraag, door=loketmedewerker, op=nu(), **alles)
    assert not aanvraag.zaakbrieven.exists()


def test_the_penalty_grows_until_the_letter_went_and_is_fixed_once(beslisser, loketmedewerker):
    """Written on day 70, two weeks later the first day, decided on day 100: sixteen days."""
    aanvraag = aanvraag_te_laat(gevraagd=70, besloten=100)
    (een,) = te_laat(aanvraag, vandaag())
    assert len(een.dwangsom.dagen) == 16
    assert een.dwangsom.totaal == 14 * 23 + 2 * 35
    aanvraagdwangsom_vaststellen(aanvraag, door=beslisser, op=nu(), ingebrekestelling=een.ingebrekestelling.public_id)
    besluit = Aanvraagdwangsom.objects.get()
    assert (besluit.bedrag, besluit.ondertekenaar) == (392, beslisser.naam)
    with pytest.raises(NietMogelijk, match="al vastgesteld"):
        aanvraagdwangsom_vaststellen(
            aanvraag, door=beslisser, op=nu(), ingebrekestelling=een.ingebrekestelling.public_id
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        Aanvraagdwangsom.objects.update(bedrag=1)
    (rij,) = aanvraag.zaakbrieven.filter(soort=Soort.DWANGSOM)
    assert (rij.aan, rij.vanzelf) == ("school", False)
    assert "dwangsom van €\u00a0392,00" in rij.brief.html
    zaakbrieven_klaarzetten(aanvraag, door=loketmedewerker, op=nu(), verzenddatum=vandaag())
    pdfs_klaar()
    zaakbrieven_verzonden(aanvraag, door=loketmedewerker, op=nu())
    rij.refresh_from_db()
    assert rij.bezwaar_tot == einde(vandaag(), weken=6)


def test_while_it_grows_nothing_is_fixed(beslisser):
    aanvraag = aanvraag_te_laat(gevraagd=100)
    (een,) = te_laat(aanvraag, vandaag())
    assert "loopt nog op" in een.waarom_niet
    with pytest.raises(NietMogelijk, match="loopt nog op"):
        aanvraagdwangsom_vaststellen(
            aanvraag, door=beslisser, op=nu(), ingebrekestelling=een.ingebrekestelling.public_id
        )


def test_by_the_page_the_desk_writes_it_down_and_the_beslisser_fixes_it(inloggen, loketmedewerker, beslisser):
    aanvraag = aanvraag_te_laat(gevraagd=70, besloten=100)
    pagina = reverse("loket:te_laat", args=[aanvraag.public_id])
    balie = inloggen(loketmedewerker).get(pagina).text
    assert "De beslisser stelt het bedrag vast." in balie
    client = inloggen(beslisser)
    assert "Hoogstens € 1.442" in balie.replace("\u00a0", " ")
    assert "€ 392" in client.get(pagina).text.replace("\u00a0", " ")
    nummer = aanvraag.ingebrekestellingen.get().public_id
    antwoord = client.post(pagina, {"actie": "vaststellen", "ingebrekestelling": nummer}, follow=True)
    assert "Vastgesteld" in antwoord.text
    assert Aanvraagdwangsom.objects.count() == 1


def test_by_the_page_a_notice_is_written_down(inloggen, loketmedewerker):
    aanvraag = aanvraag_in(Status.IN_CONTROLE, ingediend=nu() - timedelta(days=90))
    pagina = reverse("loket:te_laat", args=[aanvraag.public_id])
    client = inloggen(loketmedewerker)
    data = {"actie": "vastleggen", "van": aanvraag.school.public_id, "ontvangen_op": vandaag().isoformat()}
    assert "krijgt een brief" in client.post(pagina, data, follow=True).text
    assert aanvraag.ingebrekestellingen.get().school == aanvraag.school
