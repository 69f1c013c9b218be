"""Paying, invoices, closing a period, the journaal, and what the bookkeeping says laid beside it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from arrangementen.actions.betalen import terugvorderen, uitbetalen
from arrangementen.actions.boekhouding import journaal_maken, periode_sluiten
from arrangementen.actions.facturen import factuur_betalen, factuur_koppelen, factuur_terugsturen, factuur_vastleggen
from arrangementen.actions.realisatie import alleen_onze, realisatie_lezen, realisatie_overnemen
from arrangementen.models import (
    Arrangement,
    Boeking,
    Factuur,
    Journaal,
    Journaalregel,
    Periodeslot,
    Pot,
    Realisatie,
    Realisatieregel,
)
from arrangementen.rules import boekingen
from arrangementen.rules.facturen import kenmerk_in, oordeel
from arrangementen.rules.jaareinde import jaareinde
from arrangementen.rules.journaal import rekeningen, volgende_periode
from arrangementen.rules.realisatie import Betaling, GeenLijst, betalingen, koppelen
from kern.gebruikers.overgang import GEEN_RECHTEN, NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from tests.arrangementrijen import arrangement, pot, toegekend
from tests.factories import gebruiker_met
from tests.test_toegang import ingelogd

databank = pytest.mark.django_db
OP = datetime(2026, 11, 27, 9, tzinfo=UTC)
DAG = date(2026, 11, 27)
REKENINGEN = {"rekening_nog_te_betalen": "2100", "rekening_bank": "1100"}


def woorden(antwoord) -> str:
    assert antwoord.status_code == 200
    return re.sub(r"\s+", " ", re.search(r"<main.*</main>", antwoord.text, re.S)[0])


@pytest.fixture
def controller(db):
    return gebruiker_met(Rol.CONTROLLER)


@pytest.fixture
def hulp(db):
    pot("1000", op=OP, grootboek="4310", kostenplaats="K1")
    return toegekend(op=OP)


def betaald(hulp, controller, bedrag="60", *, datum=DAG, sleutel="a", op=OP):
    return uitbetalen(hulp, door=controller, op=op, bedrag=Decimal(bedrag), datum=datum, sleutel=sleutel)


def factuur(controller, hulp=None, **anders):
    basis = {"swv": Pot.objects.get().swv, "soort": "factuur", "leverancier": "Zorg BV", "nummer": "F1", "datum": DAG}
    basis |= {"bedrag": Decimal(60), "kenmerk": hulp.kenmerk if hulp else ""}
    return factuur_vastleggen(door=controller, op=OP, **(basis | anders))


def csv(*regels: str) -> bytes:
    return "\r\n".join(("Boekdatum;Kenmerk;Bedrag;Omschrijving", *regels)).encode()


# --- rules -------------------------------------------------------------------------------------------------------


def test_the_number_of_a_decision_is_found_in_the_words_of_a_supplier():
    for tekst, kenmerk in (
        ("AR-2026-0012", "AR-2026-0012"),
        ("uw ref. ar 2026 0012, week 3", "AR-2026-0012"),
        ("Betreft AR2026/0012.", "AR-2026-0012"),
        ("AV-2026-0012", ""),
        ("KAR-2026-0012x", ""),
        ("AR-26-12", ""),
        ("", ""),
    ):
        assert kenmerk_in(tekst) == kenmerk, tekst


def test_why_an_invoice_does_not_fit_is_said_with_what_to_do():
    tien = Decimal(10)
    assert "Vraag de leverancier" in oordeel(tien, gekoppeld=False, kenmerk="", open_=tien)
    assert "met nummer AR-2026-0009" in oordeel(tien, gekoppeld=False, kenmerk="AR-2026-0009", open_=tien)
    assert "€\u00a00,50 meer dan er openstaat (€\u00a09,50)" in oordeel(
        tien, gekoppeld=True, kenmerk="x", open_=Decimal("9.50")
    )
    assert oordeel(tien, gekoppeld=True, kenmerk="x", open_=tien) == ""


def test_what_is_owed_and_what_was_paid_too_early_are_never_set_off():
    begin = {"toegekend": Decimal(120), "eerste": Decimal(50)}
    eerste = jaareinde(schooljaar=2026, jaar=2026, betaald=Decimal(80), **begin)
    assert (eerste.nog_te_betalen, eerste.vooruitbetaald) == (0, 30)
    tweede = jaareinde(schooljaar=2026, jaar=2027, betaald=Decimal(80), **begin)
    assert (tweede.nog_te_betalen, tweede.vooruitbetaald) == (40, 0)


def test_debet_and_credit_of_a_line_and_of_the_line_that_takes_it_back_are_each_others_mirror():
    waar = {"kosten": "4310", "nog_te_betalen": "2100", "bank": "1100"}
    assert rekeningen("toekenning", **waar) == ("4310", "2100") == rekeningen("vrijval", **waar)[::-1]
    assert rekeningen("uitbetaling", **waar) == ("2100", "1100") == rekeningen("terugvordering", **waar)[::-1]
    for soort in ("begroting", "verlaging", "verantwoording"):
        assert rekeningen(soort, **waar) is None


def test_a_file_of_the_bookkeeping_is_read_by_the_names_of_its_columns():
    rijen = [
        ["Grootboekkaart"],
        ["Datum", "Betreft", "Debet", "Credit"],
        ["27-11-2026", "AR-2026-0001", "1.234,50", ""],
    ]
    rijen += [[datetime(2026, 11, 28), "ar 2026 0001", None, 4], ["x", "zonder", "5", ""], ["", "", "", ""]]
    regels, over = betalingen(rijen)
    assert [(een.kenmerk, een.bedrag, een.datum) for een in regels] == [
        ("AR-2026-0001", Decimal("1234.50"), DAG),
        ("AR-2026-0001", Decimal("-4.00"), date(2026, 11, 28)),
    ]
    assert over == 1
    for raar in ("NaN", "Infinity", "1e99", "99999999999", "=1+1", ""):
        assert betalingen([["kenmerk", "bedrag"], ["AR-2026-0001", "5"], ["AR-2026-0002", raar]])[1] == 1, raar
    for leeg in ([], [["naam", "bedrag"], ["AR-2026-0001", "5"]], [["kenmerk", "bedrag"], ["zonder", "5"]]):
        with pytest.raises(GeenLijst):
            betalingen(leeg)


def test_a_payment_is_found_once_by_number_and_amount():
    hun = [Betaling(rij=nr, kenmerk="AR-2026-0001", bedrag=Decimal(5)) for nr in (2, 3, 4)]
    assert koppelen(hun, [(7, "AR-2026-0001", Decimal(5)), (8, "AR-2026-0001", Decimal(5))]) == {2: 7, 3: 8}
    assert koppelen(hun, [(7, "AR-2026-0001", Decimal("5.01")), (8, "AR-2026-0002", Decimal(5))]) == {}


# --- paying ------------------------------------------------------------------------------------------------------


def test_a_payment_counts_once_and_never_above_what_is_open(hulp, controller):
    assert betaald(hulp, controller) == betaald(hulp, controller)
    assert Arrangement.objects.get().betaald == 60
    for doen, zin in (
        (lambda: betaald(hulp, controller, "40.01", sleutel="b"), "meer dan er is toegekend"),
        (lambda: betaald(hulp, controller, "-1", sleutel="b"), "meer dan nul"),
        (lambda: betaald(hulp, controller, "1.001", sleutel="b"), "hele centen"),
        (lambda: betaald(hulp, controller, "1", datum=DAG + timedelta(days=1), sleutel="b"), "toekomst"),
        (lambda: betaald(hulp, controller, "1", datum=date(2025, 12, 31), sleutel="b"), "1 januari 2026"),
        (lambda: betaald(hulp, gebruiker_met(Rol.BESLISSER), "1", sleutel="b"), GEEN_RECHTEN),
        (
            lambda: terugvorderen(hulp, door=controller, op=OP, bedrag=Decimal(61), datum=DAG, sleutel="c"),
            "nog niet verantwoord",
        ),
    ):
        with pytest.raises(NietMogelijk, match=zin):
            doen()
    terugvorderen(hulp, door=controller, op=OP, bedrag=Decimal(10), datum=DAG, sleutel="c")
    assert Arrangement.objects.get().betaald == 50


def test_an_invoice_is_matched_on_the_number_and_paid_once(hulp, controller):
    rij = factuur(controller, hulp, kenmerk=f"Betreft {hulp.kenmerk.lower()}")
    assert rij.arrangement == hulp
    with pytest.raises(NietMogelijk, match="is er al"):
        factuur(controller, hulp, leverancier=" Zorg  BV ")
    factuur_betalen(rij, door=controller, op=OP, datum=DAG)
    with pytest.raises(NietMogelijk, match="al betaald"):
        factuur_betalen(rij, door=controller, op=OP, datum=DAG)
    assert Boeking.objects.filter(soort="uitbetaling").get().omschrijving == "Factuur F1 van Zorg BV"
    hoog = factuur(controller, hulp, nummer="F2", bedrag=Decimal("40.01"))
    with pytest.raises(NietMogelijk, match=r"€\s0,01 meer dan er openstaat \(€\s40,00\)"):
        factuur_betalen(hoog, door=controller, op=OP, datum=DAG)
    factuur_terugsturen(hoog, door=controller, op=OP, reden="Te hoog.")
    with pytest.raises(NietMogelijk, match="al teruggestuurd"):
        factuur_betalen(hoog, door=controller, op=OP, datum=DAG)
    los = factuur(controller, nummer="F3", kenmerk="AR-2026-9999")
    for kenmerk in ("AR-2026-9999", "weet niet"):
        with pytest.raises(NietMogelijk):
            factuur_koppelen(los, door=controller, op=OP, kenmerk=kenmerk)
    factuur_koppelen(los, door=controller, op=OP, kenmerk=hulp.kenmerk)
    offerte = factuur(controller, hulp, soort="offerte", bedrag=Decimal(1))
    with pytest.raises(NietMogelijk, match="Een offerte wordt niet betaald"):
        factuur_betalen(offerte, door=controller, op=OP, datum=DAG)
    for anders, zin in (({"bedrag": Decimal(-1)}, "meer dan nul"), ({"datum": DAG + timedelta(9)}, "toekomst")):
        with pytest.raises(NietMogelijk, match=zin):
            factuur(controller, hulp, nummer="F9", **anders)
    assert Factuur.objects.count() == 4


def test_the_pages_of_paying_and_invoices_say_how_it_stands(hulp, controller):
    client = ingelogd(controller)
    nieuw = {"soort": "factuur", "leverancier": "Zorg BV", "nummer": "F1", "bedrag": "160", "kenmerk": hulp.kenmerk}
    nieuw |= {"swv": hulp.swv.public_id, "datum": "2026-11-27"}
    pad = client.post(reverse("arrangementen:factuur_nieuw"), nieuw).url
    assert "€ 60,00 meer dan er openstaat" in woorden(client.get(pad))
    assert "€ 60,00 meer" in woorden(client.get(reverse("arrangementen:facturen")))
    assert "al betaald" not in woorden(client.post(pad, {"actie": "betalen", "betalen-datum": "2026-11-27"}))
    assert "Vastgelegd" in woorden(client.post(pad, {"actie": "terug", "terug-reden": "Te hoog."}, follow=True))
    assert "Te hoog." in woorden(client.get(reverse("arrangementen:facturen"), {"weergave": "terug"}))
    betalen = reverse("arrangementen:arrangement_betalen", args=[hulp.public_id])
    goed = {"actie": "betalen", "betalen-bedrag": "60", "betalen-datum": "2026-11-27", "betalen-sleutel": "a" * 22}
    assert "meer dan nul" in woorden(client.post(betalen, goed | {"betalen-bedrag": "0"}))
    for _ in range(2):
        client.post(betalen, goed)
    assert "€ 40,00" in woorden(client.get(betalen))


# --- a period that is closed -------------------------------------------------------------------------------------


def test_in_a_closed_period_nothing_is_booked_and_opening_it_again_asks_why(hulp, controller):
    swv = hulp.swv
    periode_sluiten(swv, door=controller, op=OP, tot_en_met=date(2026, 10, 31))
    with pytest.raises(NietMogelijk, match="afgesloten tot en met 31 oktober 2026"):
        betaald(hulp, controller, datum=date(2026, 10, 31))
    with pytest.raises(DatabaseError, match="afgesloten"), transaction.atomic():
        Boeking.objects.create(
            pot=Pot.objects.get(), school=hulp.school, soort="uitbetaling", bedrag=1, deel_eerste=1,
            boekdatum=date(2026, 10, 31), sleutel="buitenom", geboekt_op=OP,
        )  # fmt: skip
    betaald(hulp, controller, datum=date(2026, 11, 1))
    for dag, reden, zin in (
        (date(2026, 10, 31), "", "Zo staat het al"),
        (DAG, "", "een dag die voorbij is"),
        (date(2026, 9, 30), " ", "waarom de periode weer opengaat"),
        (None, "", "waarom de periode weer opengaat"),
    ):
        with pytest.raises(NietMogelijk, match=zin):
            periode_sluiten(swv, door=controller, op=OP, tot_en_met=dag, reden=reden)
    periode_sluiten(swv, door=controller, op=OP, tot_en_met=None, reden="Een factuur kwam later.")
    betaald(hulp, controller, "1", datum=date(2026, 10, 31), sleutel="b")
    assert Periodeslot.objects.count() == 2
    with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        Periodeslot.objects.update(tot_en_met=None)
    assert Logregel.objects.filter(actie="periode_sluiten").count() == 2


def test_a_period_that_closes_meanwhile_is_a_sentence_and_no_error(hulp, controller, monkeypatch):
    periode_sluiten(hulp.swv, door=controller, op=OP, tot_en_met=date(2026, 10, 31))
    monkeypatch.setattr(boekingen, "waarom_dicht", lambda boekdatum, dicht: "")
    with pytest.raises(NietMogelijk, match="intussen afgesloten voor deze datum"):
        betaald(hulp, controller, datum=date(2026, 10, 31))
    assert Arrangement.objects.get().betaald == 0


# --- the journaal ------------------------------------------------------------------------------------------------


def test_a_line_goes_to_the_bookkeeping_once_and_both_sides_are_equal(hulp, controller):
    betaald(hulp, controller)
    maken = {"door": controller, "op": OP, "van": date(2026, 8, 1), "tot": DAG, **REKENINGEN}
    rij = journaal_maken(hulp.swv, **maken)
    assert (rij.nummer, rij.regels_aantal, rij.bedrag) == (1, 2, 160)
    zijden = {kant: sum(een.bedrag for een in Journaalregel.objects.filter(kant=kant)) for kant in "DC"}
    assert zijden == {"D": 160, "C": 160}
    with pytest.raises(NietMogelijk, match="niets dat nog naar de boekhouding"):
        journaal_maken(hulp.swv, **maken)
    betaald(hulp, controller, "5", sleutel="later")
    assert journaal_maken(hulp.swv, **maken).bedrag == 5
    for anders, zin in (
        ({"tot": date(2026, 7, 1)}, "voor de eerste dag"),
        ({"tot": DAG + timedelta(1)}, "toekomst"),
    ):
        with pytest.raises(NietMogelijk, match=zin):
            journaal_maken(hulp.swv, **(maken | anders))
    client = ingelogd(controller)
    for _ in range(2):
        tekst = client.get(reverse("arrangementen:journaal", args=[rij.public_id, "csv"])).content.decode("utf-8-sig")
    regels = tekst.splitlines()
    assert regels[0].startswith("Journaal;Datum;Rekening")
    assert regels[1].startswith(f"1;2026-11-27;4310;K1;100,00;;{hulp.kenmerk};toegekend")
    assert len(regels) == 5
    assert client.get(reverse("arrangementen:journaal", args=[rij.public_id, "xlsx"])).status_code == 200
    assert client.get(reverse("arrangementen:journaal", args=[rij.public_id, "exe"])).status_code == 404
    with pytest.raises(DatabaseError), transaction.atomic():
        Journaalregel.objects.update(bedrag=1)


def test_a_line_of_a_period_that_went_out_goes_in_the_next_one_and_says_so(hulp, controller):
    later, client = DAG + timedelta(days=3), ingelogd(controller)
    wie = {"door": controller, "op": OP + timedelta(days=4), **REKENINGEN}
    journaal_maken(hulp.swv, van=date(2026, 8, 1), tot=DAG, **wie)
    pad = reverse("arrangementen:boekhouding")
    assert "eerdere periode" not in woorden(client.get(pad))
    betaald(hulp, controller, "5", datum=DAG - timedelta(days=1), sleutel="te laat")
    betaald(hulp, controller, "7", datum=later, sleutel="op tijd", op=wie["op"])
    assert "Er is nog 1 boeking van een eerdere periode (tot en met 27 november 2026)" in woorden(client.get(pad))
    rij = journaal_maken(hulp.swv, van=DAG + timedelta(days=1), tot=later, **wie)
    assert (rij.regels_aantal, rij.eerder_aantal, rij.bedrag) == (2, 1, 12)
    regels = client.get(reverse("arrangementen:journaal", args=[rij.public_id, "csv"])).text.splitlines()
    assert [regel.endswith(";eerdere periode") for regel in regels] == [False, True, True, False, False]
    assert "waarvan 1 van een eerdere periode" in woorden(client.get(pad))


def test_the_next_journaal_begins_where_the_last_one_ended():
    vandaag = date(2026, 11, 27)
    assert volgende_periode(None, vandaag) == (date(2026, 10, 1), date(2026, 10, 31))
    assert volgende_periode(date(2026, 9, 12), vandaag) == (date(2026, 9, 13), date(2026, 10, 31))
    assert volgende_periode(date(2026, 10, 31), vandaag) == (date(2026, 11, 1), vandaag)
    assert volgende_periode(vandaag, vandaag) == (date(2026, 11, 28), date(2026, 11, 28))


def test_a_budget_without_rekening_is_named_before_anything_goes_out(controller):
    pot("1000", op=OP, naam="Zonder rekening")
    hulp = toegekend(op=OP)
    with pytest.raises(NietMogelijk, match="‘Zonder rekening’"):
        journaal_maken(hulp.swv, door=controller, op=OP, van=DAG, tot=DAG, **REKENINGEN)
    assert not Journaal.objects.exists()


# --- beside the bookkeeping --------------------------------------------------------------------------------------


def test_what_the_bookkeeping_paid_is_laid_beside_ours(hulp, controller):
    een, twee = betaald(hulp, controller), betaald(hulp, controller, "15", sleutel="b")
    data = csv(f"27-11-2026;{hulp.kenmerk};60,00;klopt", f"27-11-2026;{hulp.kenmerk};14,00;anders", ";;;")
    lezen = {"door": controller, "op": OP, "bestand": "bank.csv", "van": DAG, "tot": DAG}
    rij = realisatie_lezen(hulp.swv, data, **lezen)
    assert [(regel.bedrag, regel.boeking) for regel in rij.regels.order_by("rij")] == [(60, een), (14, None)]
    assert alleen_onze(rij) == [(twee, 15)]
    client = ingelogd(controller)
    pad = reverse("arrangementen:realisatie", args=[rij.public_id])
    tekst = woorden(client.get(pad))
    assert "nog een voorbeeld" in tekst
    assert "€ 15,00" in tekst
    assert "€ 14,00" in tekst
    realisatie_lezen(hulp.swv, data, **lezen)
    assert Realisatie.objects.count() == 1, "who looks again, begins again"
    rij = Realisatie.objects.get()
    client.post(reverse("arrangementen:realisatie", args=[rij.public_id]))
    assert Realisatie.objects.get().overgenomen_op
    for doen in (
        lambda: realisatie_overnemen(rij, door=controller, op=OP),
        lambda: realisatie_lezen(hulp.swv, data, **lezen),
    ):
        with pytest.raises(NietMogelijk, match="al ingelezen"):
            doen()
    weer = realisatie_lezen(hulp.swv, data + b"\r\n", **lezen)
    assert weer.regels.filter(boeking__isnull=False).count() == 0, "a line is paid once in their books"


def test_a_hostile_file_gets_a_sentence_and_leaves_nothing(hulp, controller):
    client, pad = ingelogd(controller), reverse("arrangementen:boekhouding")
    boek = Workbook()
    boek.active.append(["naam", "iets"])
    buffer = BytesIO()
    boek.save(buffer)
    for data, zin in (
        (b"%PDF-1.7 x", "geen lijst"),
        (b"<html>", "geen lijst"),
        (b"PK\x03\x04rommel", "niet lezen|geen Excel"),
        (b"\xd0\xcf\x11\xe0oud", "oud Excel-bestand"),
        (b"a\0b", "niet lezen"),
        (buffer.getvalue(), "geen kolom met het kenmerk"),
        (csv(";;;"), "geen betaling met een kenmerk"),
    ):
        stuur = {"actie": "lezen", "lezen-swv": hulp.swv.public_id, "lezen-van": "2026-11-01"}
        stuur |= {"lezen-tot": "2026-11-27", "lezen-bestand": SimpleUploadedFile("x.csv", data)}
        assert re.search(zin, woorden(client.post(pad, stuur))), data
    assert not Realisatie.objects.exists()
    assert not Realisatieregel.objects.exists()


# --- pages -------------------------------------------------------------------------------------------------------


def test_the_bookkeeping_page_makes_a_journaal_and_closes_a_period(hulp, controller):
    client, pad = ingelogd(controller), reverse("arrangementen:boekhouding")
    swv = hulp.swv.public_id
    journaal = {"actie": "journaal", "journaal-swv": swv, "journaal-van": "2026-08-01", "journaal-tot": "2026-11-27"}
    journaal |= {f"journaal-{naam}": waarde for naam, waarde in REKENINGEN.items()}
    assert "Journaal 1 is gemaakt" in woorden(client.post(pad, journaal, follow=True))
    assert "niets dat nog naar de boekhouding" in woorden(client.post(pad, journaal))
    slot = {"actie": "slot", "slot-swv": swv, "slot-tot_en_met": "2026-10-31"}
    assert "Afgesloten tot en met 31 oktober 2026" in woorden(client.post(pad, slot, follow=True))
    assert "weer opengaat" in woorden(client.post(pad, slot | {"slot-tot_en_met": ""}))


def test_on_31_december_debts_and_claims_stand_apart(controller, hulp):
    twee = toegekend(arrangement(op=OP), op=OP)
    betaald(hulp, controller, "100")
    client, jaar = ingelogd(controller), timezone.localdate().year
    tekst = woorden(client.get(reverse("arrangementen:jaareinde"), {"jaar": "2026"}))
    assert "€ 41,67" in tekst, "owed of the one"
    assert "€ 58,33" in tekst, "paid too early of the other"
    assert twee.kenmerk in tekst
    assert client.get(reverse("arrangementen:jaareinde_excel"), {"jaar": "2026"}).status_code == 200
    assert "niets open" in woorden(client.get(reverse("arrangementen:jaareinde"), {"jaar": str(jaar - 2)}))
