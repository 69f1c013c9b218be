"""The post of a day: printed together, ticked off envelope by envelope, and only what was ticked off has gone."""

from datetime import date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from kern.bestanden.opslag import lezen
from kern.brieven.actions import pdf_maken, te_maken
from kern.brieven.models import BriefVersie
from kern.gebruikers.overgang import NietMogelijk
from kern.logboek.models import Logregel
from kern.termijnen.termijn import einde
from loket.actions.bekendmaken import klaarzetten
from loket.actions.besluit import besluiten
from loket.actions.herstel import besluit_herstellen
from loket.actions.post.partij import (
    envelop_scannen,
    enveloppen_afvinken,
    enveloppen_tellen,
    partij_geprint,
    partij_maken,
    partij_opnieuw,
    partij_sluiten,
    partij_vervallen,
)
from loket.actions.post.printen import MAX_POGINGEN, partij_printklaar
from loket.actions.post.printen import te_maken as te_bundelen
from loket.models import Bekendmaking, Postpartij, Postpartijregel, Status, Tlv
from loket.rules.post import TEKENS, code_van, eerst_overdag, geen_lichting, gelezen_code, postcode_van, printvolgorde
from scholen.models import Gezag
from tests.factories import aanvraag_in, beslissing, leerling_op, ouder_van, pdfs_klaar
from tests.loket.bezwaarstappen import nu, tegelijk, vandaag

S = Status


def besloten_en_klaar(school, ib, beslisser, loket, leerling=None, **velden):
    """A decision of which the letters are dated for today and made."""
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling or leerling_op(school))
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    klaarzetten(aanvraag, door=loket, op=nu(), **({"verzenddatum": vandaag()} | velden))
    aanvraag.refresh_from_db()
    return aanvraag


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, andere_ouder, beslisser, loketmedewerker):
    return besloten_en_klaar(school, ib, beslisser, loketmedewerker, leerling)


def echte_pdfs():
    for versie in list(te_maken(op=nu())):
        pdf_maken(versie.pk, op=nu())


def leeg_pdf(bladen=1):
    from io import BytesIO

    import pikepdf

    doel, pdf = BytesIO(), pikepdf.new()
    for _ in range(bladen):
        pdf.add_blank_page()
    pdf.save(doel, deterministic_id=True)
    return doel.getvalue()


def pdfs(bladen=1):
    """Each dated letter has a PDF of blank pages: printing words takes a quarter of a second."""
    from kern.bestanden.actions import bewaren

    for versie in list(te_maken(op=nu())):
        inhoud = bewaren(leeg_pdf(bladen), soort="application/pdf", op=nu())
        BriefVersie.objects.filter(pk=versie.pk).update(pdf=inhoud, gemaakt_op=nu())


def partij_van(loket, **velden):
    """Made, and its PDF too."""
    partij = partij_maken("loket", door=loket, op=nu(), **velden)
    partij_printklaar(partij.pk, op=nu())
    partij.refresh_from_db()
    return partij


@pytest.fixture
def partij(aanvraag, loketmedewerker):
    pdfs()
    return partij_van(loketmedewerker)


def codes(partij):
    return list(partij.regels.values_list("code", flat=True))


def verzonden():
    return Bekendmaking.objects.exclude(verzonden_op=None)


# --- ticking off ------------------------------------------------------------------------------------------------


def test_only_what_was_ticked_off_is_sent_on_the_date_of_the_batch(partij, aanvraag, loketmedewerker):
    doen = {"door": loketmedewerker, "op": nu()}
    eerste, tweede, derde = codes(partij)
    enveloppen_afvinken(partij, **doen, codes=[eerste, tweede])
    partij_sluiten(partij, **doen)
    assert {rij.verzenddatum for rij in verzonden()} == {vandaag()}
    assert {rij.bezwaar_tot for rij in verzonden()} == {einde(vandaag(), weken=6)}
    assert verzonden().count() == 2
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.BESLOTEN_TOEGEKEND  # one is still open
    over = Postpartijregel.objects.get(code=derde)
    assert over.vervallen_reden == "niet in een envelop gedaan"


def test_what_was_left_over_gets_another_date_and_is_in_the_next_batch(partij, aanvraag, loketmedewerker):
    doen = {"door": loketmedewerker, "op": nu()}
    enveloppen_afvinken(partij, **doen, codes=codes(partij)[:2])
    partij_sluiten(partij, **doen)
    nieuw = partij_van(loketmedewerker)
    assert nieuw.regels.count() == 1
    enveloppen_tellen(nieuw, **doen, aantal=1)
    partij_sluiten(nieuw, **doen)
    aanvraag.refresh_from_db()
    assert aanvraag.status == S.BEKENDGEMAAKT


@pytest.mark.parametrize("schrijf", [str, str.lower, lambda code: f" {code[:3]} {code[4:]} "])
def test_a_code_is_scanned_or_typed(partij, loketmedewerker, schrijf):
    code = codes(partij)[0]
    regel = envelop_scannen(partij, door=loketmedewerker, op=nu(), invoer=schrijf(code))
    assert (regel.code, regel.verpakt_door) == (code, loketmedewerker)


def test_a_code_that_is_scanned_twice_of_another_batch_or_unknown_is_refused(partij, aanvraag, loketmedewerker):
    doen = {"door": loketmedewerker, "op": nu()}
    code, ander = codes(partij)[:2]
    envelop_scannen(partij, **doen, invoer=code)
    partij_vervallen_en_opnieuw = {
        code: "al afgevinkt",
        "ABC": "geen code",
        "ABC-2340": "geen code",
        "ABC-234": "bestaat niet",
    }
    for invoer, zin in partij_vervallen_en_opnieuw.items():
        with pytest.raises(NietMogelijk, match=zin):
            envelop_scannen(partij, **doen, invoer=invoer)
    partij_vervallen(partij, **doen)
    volgende = partij_van(loketmedewerker)
    with pytest.raises(NietMogelijk, match="hoort bij andere post"):
        envelop_scannen(volgende, **doen, invoer=ander)


def test_counting_ticks_all_off_and_a_wrong_count_none(partij, loketmedewerker):
    doen = {"door": loketmedewerker, "op": nu()}
    with pytest.raises(NietMogelijk, match="Je telde 2, maar er horen 3"):
        enveloppen_tellen(partij, **doen, aantal=2)
    assert not partij.regels.exclude(verpakt_op=None).exists()
    enveloppen_tellen(partij, **doen, aantal=3)
    assert not partij.regels.filter(verpakt_op=None).exists()


def test_nothing_ticked_off_is_nothing_sent(partij, loketmedewerker):
    with pytest.raises(NietMogelijk, match="Vink eerst af"):
        partij_sluiten(partij, door=loketmedewerker, op=nu())


def test_what_is_closed_stays_as_it_is(partij, loketmedewerker):
    doen = {"door": loketmedewerker, "op": nu()}
    enveloppen_tellen(partij, **doen, aantal=3)
    partij_sluiten(partij, **doen)
    for actie in (partij_sluiten, partij_vervallen):
        with pytest.raises(NietMogelijk, match="al weg"):
            actie(partij, **doen)


# --- the day ------------------------------------------------------------------------------------------------------


def test_a_batch_takes_what_is_dated_for_today_only(school, ib, beslisser, loketmedewerker):
    morgen = vandaag() + timedelta(days=1)
    besloten_en_klaar(school, ib, beslisser, loketmedewerker, verzenddatum=morgen)
    pdfs()
    with pytest.raises(NietMogelijk, match="geen brief klaar"):
        partij_maken("loket", door=loketmedewerker, op=nu())
    partij = partij_maken("loket", door=loketmedewerker, op=nu() + timedelta(days=1))
    assert partij.datum == morgen


def test_a_batch_that_was_not_posted_lapses_and_its_letters_need_a_new_date(partij, aanvraag, loketmedewerker):
    later = nu() + timedelta(days=1)
    partij_vervallen(partij, door=loketmedewerker, op=later)
    assert not verzonden().exists()
    with pytest.raises(NietMogelijk, match="geen brief klaar"):
        partij_maken("loket", door=loketmedewerker, op=later)
    klaarzetten(aanvraag, door=loketmedewerker, op=later, verzenddatum=vandaag() + timedelta(days=1))
    pdfs()
    partij_maken("loket", door=loketmedewerker, op=later)
    assert Postpartijregel.objects.filter(vervallen_op=None, versie__dagtekening__gt=vandaag()).count() == 3


def test_what_went_yesterday_may_be_said_today_and_keeps_yesterday(partij, loketmedewerker):
    morgen = nu() + timedelta(days=1)
    enveloppen_tellen(partij, door=loketmedewerker, op=morgen, aantal=3)
    partij_sluiten(partij, door=loketmedewerker, op=morgen)
    assert {rij.verzenddatum for rij in verzonden()} == {vandaag()}


def test_but_not_after_more_than_a_week(partij, loketmedewerker):
    later = nu() + timedelta(days=8)
    enveloppen_tellen(partij, door=loketmedewerker, op=later, aantal=3)
    with pytest.raises(NietMogelijk, match="te oud"):
        partij_sluiten(partij, door=loketmedewerker, op=later)


# --- a PDF that cannot be made -------------------------------------------------------------------------------------


@pytest.fixture
def vast(aanvraag, loketmedewerker):
    """A batch of which making the PDF failed too often."""
    pdfs()
    partij = partij_maken("loket", door=loketmedewerker, op=nu())
    Postpartij.objects.update(pogingen=MAX_POGINGEN, laatste_fout="Samenvoegen lukte niet (PdfError).")
    partij.refresh_from_db()
    return partij


def test_a_batch_that_could_not_be_made_can_lapse_so_that_its_letters_can_go(vast, loketmedewerker):
    partij_vervallen(vast, door=loketmedewerker, op=nu())
    assert partij_van(loketmedewerker).regels.count() == 3


def test_or_somebody_lets_it_be_tried_again_and_the_logbook_says_who(vast, loketmedewerker):
    assert not te_bundelen(op=nu()).exists()
    partij_opnieuw(vast, door=loketmedewerker, op=nu())
    assert te_bundelen(op=nu()).get() == vast
    assert Logregel.objects.filter(actie="postpartij_opnieuw", wie=loketmedewerker.public_id).exists()
    with pytest.raises(NietMogelijk, match="probeert het zelf nog"):
        partij_opnieuw(vast, door=loketmedewerker, op=nu())
    partij_printklaar(vast.pk, op=nu())
    with pytest.raises(NietMogelijk, match="al gemaakt"):
        partij_opnieuw(vast, door=loketmedewerker, op=nu())


# --- again at the moment of sending ------------------------------------------------------------------------------


def verloren(gebruiker):
    Gezag.objects.filter(betrokkene__gebruiker=gebruiker).update(tot=vandaag() - timedelta(days=1))


def test_who_lost_gezag_since_it_was_dated_is_not_in_the_batch(aanvraag, ouder, loketmedewerker):
    pdfs()
    verloren(ouder)
    partij = partij_van(loketmedewerker)
    assert partij.regels.count() == 2
    assert Bekendmaking.objects.get(betrokkene__gebruiker=ouder).vervallen_reden == "geen geadresseerde meer"


def test_who_lost_it_while_it_was_packed_stops_the_post_until_the_envelope_is_out(partij, ouder, loketmedewerker):
    doen = {"door": loketmedewerker, "op": nu()}
    enveloppen_tellen(partij, **doen, aantal=3)
    verloren(ouder)
    with pytest.raises(NietMogelijk, match=r"Haal envelop .* eruit\. .*krijgt deze brief niet meer"):
        partij_sluiten(partij, **doen)
    assert not verzonden().exists()
    assert partij.regels.exclude(vervallen_op=None).exists()


def test_an_envelope_with_an_old_date_stops_the_post(partij, aanvraag, loketmedewerker):
    doen = {"door": loketmedewerker, "op": nu()}
    enveloppen_tellen(partij, **doen, aantal=3)
    klaarzetten(aanvraag, **doen, verzenddatum=vandaag() + timedelta(days=1))
    with pytest.raises(NietMogelijk, match="kreeg intussen een andere datum"):
        partij_sluiten(partij, **doen)
    assert not verzonden().exists()


def test_a_correction_stops_the_old_envelopes_and_the_new_letters_name_the_old(
    partij, aanvraag, beslisser, loketmedewerker
):
    """Afspraak 44: same number, next version, same addressees; what lay ready does not go out beside it."""
    doen = {"door": loketmedewerker, "op": nu()}
    school = partij.regels.get(versie__brief__bekendmaking__aan="school").code
    enveloppen_afvinken(partij, **doen, codes=[school])
    besluit_herstellen(aanvraag, door=beslisser, op=nu(), uitleg="Een tikfout.", motivering="Structuur helpt.")
    with pytest.raises(NietMogelijk, match="vervallen: hersteld voor verzending"):
        partij_sluiten(partij, **doen)
    assert not verzonden().exists()
    klaarzetten(aanvraag, **doen, verzenddatum=vandaag())
    pdfs()
    nieuw = partij_van(loketmedewerker)
    enveloppen_tellen(nieuw, **doen, aantal=3)
    partij_sluiten(nieuw, **doen)
    assert {rij.besluit.versie for rij in verzonden()} == {2}
    assert {rij.brief.context["beslissing"]["nummer"] for rij in verzonden()} == {Tlv.objects.get().nummer}


# --- exactly once ------------------------------------------------------------------------------------------------


def test_a_letter_is_in_one_batch_only(partij):
    regel = partij.regels.first()
    with pytest.raises(IntegrityError, match="postpartijregel_een_partij"), transaction.atomic():
        Postpartijregel.objects.create(partij=partij, versie=regel.versie, code="AAA-AAA")


@pytest.mark.django_db(transaction=True)
def test_two_who_make_the_post_at_once_make_one(aanvraag, loketmedewerker):
    pdfs()
    uitkomst = tegelijk(
        lambda: partij_maken("loket", door=loketmedewerker, op=nu()),
        lambda: partij_maken("loket", door=loketmedewerker, op=nu()),
    )
    assert isinstance(uitkomst, NietMogelijk)
    assert Postpartijregel.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_of_two_who_close_at_once_one_is_told_that_it_went(partij, loketmedewerker):
    doen = {"door": loketmedewerker, "op": nu()}
    enveloppen_tellen(partij, **doen, aantal=3)
    uitkomst = tegelijk(lambda: partij_sluiten(partij, **doen), lambda: partij_sluiten(partij, **doen))
    assert "al weg" in str(uitkomst)
    assert verzonden().count() == 3
    assert Logregel.objects.filter(actie="postpartij_sluiten").count() == 1


def test_making_the_pdf_twice_ends_in_the_same_row(partij):
    eerst = partij.pdf_id
    assert partij_printklaar(partij.pk, op=nu()) is False
    Postpartij.objects.filter(pk=partij.pk).update(pdf=None)
    assert partij_printklaar(partij.pk, op=nu())
    partij.refresh_from_db()
    assert partij.pdf_id == eerst


def test_printing_is_in_the_logbook_for_each_letter(partij, loketmedewerker):
    partij_geprint(partij, door=loketmedewerker, op=nu())
    assert Logregel.objects.filter(actie="brief_geprint").count() == 3


# --- the paper -----------------------------------------------------------------------------------------------------


def test_each_letter_begins_on_a_sheet_of_its_own_and_carries_its_code(aanvraag, loketmedewerker, ouder):
    """The words of the real letters are in it, in the order of printing, each with its code on every sheet."""
    echte_pdfs()
    partij = partij_van(loketmedewerker)
    bladen = [" ".join(blad.extract_text().split()) for blad in PdfReader(BytesIO(lezen(partij.pdf.sha256))).pages]
    plek = 0
    for regel in partij.regels.select_related("versie__brief"):
        naam = regel.versie.brief.context["geadresseerde"]["naam"]
        assert naam in bladen[plek]
        assert plek % 2 == 0
        for vel in range(regel.vellen):
            assert f"{regel.code} vel {vel + 1} van {regel.vellen}" in bladen[plek + 2 * vel]
        plek += 2 * regel.vellen
    assert plek == len(bladen)
    assert partij.regels.first().versie.brief.context["geadresseerde"]["soort"] == "school"


@pytest.mark.parametrize(("dubbel", "bladen", "vellen"), [(True, 4, 2), (False, 3, 3)])
def test_on_one_side_there_is_no_blank_page(school, ib, beslisser, loketmedewerker, dubbel, bladen, vellen):
    leerling = leerling_op(school)
    ouder_van(leerling)
    besloten_en_klaar(school, ib, beslisser, loketmedewerker, leerling)
    pdfs(bladen=3)
    partij = partij_van(loketmedewerker, dubbelzijdig=dubbel)
    assert len(PdfReader(BytesIO(lezen(partij.pdf.sha256))).pages) == 2 * bladen
    assert {regel.vellen for regel in partij.regels.all()} == {vellen}


@given(st.integers(0, 32**6 - 1))
def test_every_code_reads_back_however_it_is_typed(getal):
    code = code_van(getal)
    assert len(code) == 7
    assert set(code) <= {*TEKENS, "-"}
    for invoer in (code, code.lower(), code.replace("-", ""), f" {code}\n"):
        assert gelezen_code(invoer) == code


@pytest.mark.parametrize("invoer", ["", "K7M", "K7M-3Q0", "K7M-3QPX", "K7M-3Q!", "https://x.example"])
def test_what_is_no_code_is_none(invoer):
    assert gelezen_code(invoer) == ""


NEDERLAND = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize(
    ("moment", "wordt"),
    [
        (datetime(2026, 11, 24, 8), datetime(2026, 11, 24, 8)),
        (datetime(2026, 11, 24, 20, 59), datetime(2026, 11, 24, 20, 59)),
        (datetime(2026, 11, 24, 21), datetime(2026, 11, 25, 8)),
        (datetime(2026, 12, 31, 23, 30), datetime(2027, 1, 1, 8)),
        (datetime(2026, 11, 24, 7, 59), datetime(2026, 11, 24, 8)),
        (datetime(2027, 3, 28, 1), datetime(2027, 3, 28, 8)),
    ],
)
def test_in_the_night_a_mail_waits_until_eight_also_when_the_clock_moves(moment, wordt):
    assert eerst_overdag(moment.replace(tzinfo=NEDERLAND)) == wordt.replace(tzinfo=NEDERLAND)


DINSDAG, ZATERDAG, GOEDE_VRIJDAG = date(2026, 11, 24), date(2026, 11, 28), date(2027, 3, 26)


@pytest.mark.parametrize(
    ("dag", "uur", "laatste", "zin"),
    [
        (DINSDAG, 16, "17:00", ""),
        (DINSDAG, 17, "17:00", "De post van vandaag is om 17.00 uur opgehaald. Kies een latere dag."),
        (date(2026, 11, 25), 18, "17:00", ""),
        (
            ZATERDAG,
            9,
            "17:00",
            "Op zaterdag 28 november 2026 wordt geen post opgehaald. Kies een werkdag, zoals maandag 30 november 2026.",
        ),
        (
            GOEDE_VRIJDAG,
            9,
            "17:00",
            "Op vrijdag 26 maart 2027 wordt geen post opgehaald. Kies een werkdag, zoals dinsdag 30 maart 2027.",
        ),
        (ZATERDAG, 23, "", ""),
    ],
)
def test_post_gets_no_date_on_which_it_is_not_collected(dag, uur, laatste, zin):
    assert geen_lichting(dag, nu=datetime(2026, 11, 24, uur), laatste=laatste) == zin


def test_the_order_is_by_kind_of_addressee_then_sheets_then_postcode():
    school, ver, dik, dichtbij, buiten = (
        ("school", 9, ["Straat 1", "9999 ZZ\u00a0\u00a0PLAATS"]),
        ("ouder", 1, ["Straat 1", "9999 ZZ\u00a0\u00a0PLAATS"]),
        ("ouder", 2, ["Straat 1", "1000 AA  PLAATS"]),
        ("ouder", 1, ["Straat 1", "1000 AA  PLAATS"]),
        ("ouder", 1, ["Rue 1", "Lyon", "Frankrijk"]),
    )
    assert sorted([ver, dik, school, dichtbij, buiten], key=lambda een: printvolgorde(*een)) == [
        school, buiten, dichtbij, ver, dik,
    ]  # fmt: skip
    assert postcode_van(buiten[2]) == ""


def test_a_fake_pdf_keeps_the_reason_and_is_tried_again(aanvraag, loketmedewerker):
    pdfs_klaar()  # no PDF that can be opened
    partij = partij_maken("loket", door=loketmedewerker, op=nu())
    with pytest.raises(Exception, match=r"\w"):
        partij_printklaar(partij.pk, op=nu())
    partij.refresh_from_db()
    assert partij.laatste_fout.startswith("Samenvoegen lukte niet")
    with pytest.raises(NietMogelijk, match="nog gemaakt"):
        enveloppen_tellen(partij, door=loketmedewerker, op=nu(), aantal=3)
