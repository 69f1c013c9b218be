"""Payment files: two persons, one file, each payment once, and never to a number that changed."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from arrangementen.actions import betaalbestanden
from arrangementen.actions.betaalbestanden import (
    bestand_goedkeuren,
    bestand_intrekken,
    bestand_maken,
    bestand_ophalen,
    buiten_bestand_houden,
    te_betalen,
)
from arrangementen.actions.betalen import uitbetalen
from arrangementen.actions.corrigeren import boeking_corrigeren
from arrangementen.actions.facturen import factuur_betalen, factuur_vastleggen
from arrangementen.actions.realisatie import realisatie_overnemen
from arrangementen.actions.rekeningen import rekening_bevestigen, rekening_invoeren
from arrangementen.models import (
    Basisbedrag,
    Basisronde,
    Betaalbestand,
    Betaalregel,
    Boeking,
    Buitenom,
    Pot,
    Realisatie,
    Realisatieregel,
    Rekening,
)
from arrangementen.models.rekening import BETAALSLOT
from arrangementen.rules import pain001
from kern.bestanden.models import Inhoud
from kern.gebruikers.overgang import GEEN_RECHTEN, NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from scholen.models import Instelling
from tests.arrangementen.test_lijstexcel import blad
from tests.arrangementrijen import als_besluit, arrangement, brief_weg, pot, toegekend
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met, leerling_op
from tests.test_toegang import ingelogd

OP = datetime(2026, 11, 27, 9, tzinfo=UTC)
DAG = date(2026, 11, 27)
BEGIN = date(2026, 8, 1)
EIGEN, BESTUUR, ANDER = "NL91ABNA0417164300", "NL44RABO0123456789", "NL20INGB0001234567"
NS = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}"


class Wereld:
    """An SWV that makes payment files, two people, and a payment of € 60 to a board whose account is confirmed."""

    def __init__(self) -> None:
        self.swv = InstellingFactory().swv
        Instelling.objects.update(betaalbestand=True)
        self.controller, self.beslisser = gebruiker_met(Rol.CONTROLLER), gebruiker_met(Rol.BESLISSER)
        self.school = SchoolFactory()
        pot("1000", op=OP)
        self.kind = leerling_op(self.school, roepnaam="Noorkind", achternaam="Geheimnaam")
        self.hulp = toegekend(arrangement(school=self.school, leerling=self.kind, op=OP), op=OP)
        self.eigen = self.rekening(EIGEN)
        self.bestuur = self.rekening(BESTUUR, bestuur=self.school.bestuur)
        self.betaling = self.betaal("60")

    def rekening(self, iban: str, **wie) -> Rekening:
        velden = {"tenaamstelling": "Stichting Proef & Co", "vanaf": BEGIN, "bron": "Brief.", "nagegaan": "Gebeld."}
        twee = {"ingevoerd_door": self.controller, "bevestigd_door": self.beslisser}
        return Rekening.objects.create(
            swv=self.swv, iban=iban, ingevoerd_op=OP, bevestigd_op=OP, **velden, **twee, **wie
        )

    def betaal(self, bedrag: str, wat=None, sleutel: str = "a") -> Boeking:
        # What was typed about it may name a child: it is in no file.
        return uitbetalen(
            wat or self.hulp, door=self.controller, op=OP, bedrag=Decimal(bedrag), datum=DAG, sleutel=sleutel,
            omschrijving="Voor Noorkind Geheimnaam",
        )  # fmt: skip

    def maak(self, *betalingen, door=None, dag=DAG) -> Betaalbestand:
        ids = [een.public_id for een in betalingen or (self.betaling,)]
        return bestand_maken(self.swv, door=door or self.controller, op=OP, betalingen=ids, uitvoeren_op=dag)

    def keur(self, bestand, *, door=None) -> Betaalbestand:
        return bestand_goedkeuren(bestand, door=door or self.beslisser, op=OP)


@pytest.fixture
def w(db):
    return Wereld()


def weigert(zin, doen):
    with pytest.raises(NietMogelijk, match=zin):
        doen()


def te_kiezen(rij, w) -> list[Boeking]:
    """What could be paid if this file were not there."""
    with transaction.atomic():
        bestand_intrekken(rij, door=w.controller, op=OP, reden="Om te kijken.")
        uit = [*te_betalen(w.swv, DAG)]
        transaction.set_rollback(True)
    return uit


def in_xml(data: bytes, naam: str) -> list[str]:
    return [een.text for een in ElementTree.fromstring(data).iter(NS + naam)]


# --- the format --------------------------------------------------------------------------------------------------


def opdracht(**anders) -> pain001.Opdracht:
    betaling = pain001.Betaling("Schoolbestuur ’t Ei & Zo", BESTUUR, Decimal("1250.05"), "AR-2026-0001-7", "Zie AR")
    basis = {"bericht_id": "PO2815-20261127-00001", "gemaakt_op": OP, "naam": "Stichting Ümlaut", "iban": EIGEN}
    return pain001.Opdracht(**(basis | {"uitvoeren_op": DAG, "betalingen": [betaling, betaling]} | anders))


def test_the_same_facts_give_the_same_bytes_that_follow_the_schema_of_the_banks():
    data = pain001.bestand(opdracht())
    assert data == pain001.bestand(opdracht())
    for naam, waarden in (
        ("MsgId", ["PO2815-20261127-00001"]),
        ("CreDtTm", ["2026-11-27T09:00:00"]),
        ("NbOfTxs", ["2", "2"]),
        ("CtrlSum", ["2500.10", "2500.10"]),
        ("InstdAmt", ["1250.05"] * 2),
        ("Dt", ["2026-11-27"]),
        ("IBAN", [EIGEN, BESTUUR, BESTUUR]),
        ("EndToEndId", ["AR-2026-0001-7"] * 2),
        ("Nm", ["Stichting Umlaut"] * 2 + ["Schoolbestuur 't Ei en Zo"] * 2),
    ):
        assert in_xml(data, naam) == waarden, naam
    with pytest.raises(pain001.Ongeldig):
        pain001.bestand(opdracht(bericht_id="x" * 36))


def test_only_characters_that_every_bank_takes_go_along():
    assert pain001.sepa_tekst("École «Ç» _ # 5€ – a&b\n", 40) == "Ecole C 5 a en b"
    assert pain001.sepa_tekst("x" * 200, 140) == "x" * 140


# --- making ------------------------------------------------------------------------------------------------------


def test_one_makes_it_another_approves_and_the_file_never_changes(w):
    rij = w.maak()
    assert (rij.regels_aantal, rij.bedrag, rij.inhoud) == (1, 60, None)
    weigert("keurt dit nog goed", lambda: bestand_ophalen(rij, door=w.controller, op=OP))
    weigert("maakte dit bestand zelf", lambda: w.keur(rij, door=w.controller))
    weigert(GEEN_RECHTEN, lambda: w.keur(rij, door=gebruiker_met(Rol.LOKETMEDEWERKER)))
    inhoud = Inhoud.objects.create(sha256="a" * 64, soort="application/xml", grootte=1, created_at=OP)
    with pytest.raises(IntegrityError, match="betaalbestand_tweede"), transaction.atomic():
        Betaalbestand.objects.update(goedgekeurd_op=OP, goedgekeurd_door=w.controller, inhoud=inhoud)
    goed = w.keur(rij)
    weigert("al iets mee gedaan", lambda: w.keur(rij, door=gebruiker_met(Rol.BESLISSER)))
    data = bestand_ophalen(rij, door=w.controller, op=OP)
    assert data == bestand_ophalen(rij, door=w.beslisser, op=OP + timedelta(days=3))
    regel = Betaalregel.objects.get()
    assert in_xml(data, "EndToEndId") == [regel.kenmerk] == [f"{w.hulp.kenmerk}-{w.betaling.pk}"]
    assert in_xml(data, "MsgId") == [rij.bericht_id] == ["PO2815-20261127-00001"]
    assert in_xml(data, "IBAN") == [EIGEN, BESTUUR]
    assert w.hulp.kenmerk in in_xml(data, "Ustrd")[0]
    assert not any(woord in data.decode() for woord in ("Noorkind", "Geheimnaam")), "no child goes to a bank"
    later = OP + timedelta(days=1)
    for anders in ({"goedgekeurd_op": later}, {"inhoud": inhoud}, {"bedrag": 61}, {"opgehaald_op": later}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Betaalbestand.objects.update(**anders)
    for doen in (lambda: Betaalregel.objects.update(bedrag=1), lambda: Betaalregel.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            doen()
    assert goed.inhoud.sha256 == Betaalbestand.objects.get().inhoud.sha256
    assert Betaalbestand.objects.get().opgehaald_door == w.controller
    acties = {*Logregel.objects.filter(ding=rij.public_id).values_list("actie", flat=True)}
    assert acties == {f"betaalbestand_{een}" for een in ("maken", "goedkeuren", "ophalen")} | {"geexporteerd"}
    assert BESTUUR not in repr([*Logregel.objects.values()])


def test_a_payment_is_in_one_file_until_that_is_withdrawn(w):
    rij = w.maak()
    assert not te_betalen(w.swv, DAG)
    weigert("intussen in een ander betaalbestand", w.maak)
    wat = {"bestand": rij, "boeking": w.betaling, "rekening": w.bestuur, "bedrag": 60, "kenmerk": "x"}
    nog = Betaalbestand.objects.create(
        swv=w.swv, nummer=9, bericht_id="9", rekening=w.eigen, uitvoeren_op=DAG, regels_aantal=1, bedrag=60,
        gemaakt_op=OP, gemaakt_door=w.controller,
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="betaalregel_een_keer"), transaction.atomic():
        Betaalregel.objects.create(**wat | {"bestand": nog})
    weigert("waarom het betaalbestand vervalt", lambda: bestand_intrekken(rij, door=w.controller, op=OP, reden=" "))
    bestand_intrekken(rij, door=w.controller, op=OP, reden="Verkeerde dag.")
    assert Betaalregel.objects.get().vervallen
    weigert("al ingetrokken", lambda: bestand_intrekken(rij, door=w.controller, op=OP, reden="x"))
    weigert("al iets mee gedaan", lambda: w.keur(rij))
    weigert("is ingetrokken", lambda: bestand_ophalen(rij, door=w.controller, op=OP))
    with pytest.raises(DatabaseError, match="ingetrokken betaalbestand verandert niet"), transaction.atomic():
        Betaalbestand.objects.filter(pk=rij.pk).update(ingetrokken_op=None, ingetrokken_door=None, reden="")
    assert w.keur(w.maak()).op_te_halen


def test_after_it_was_downloaded_only_a_second_person_withdraws(w):
    rij = w.keur(w.maak())
    bestand_ophalen(rij, door=w.beslisser, op=OP)
    weigert("Een ander dan wie het maakte", lambda: bestand_intrekken(rij, door=w.controller, op=OP, reden="Fout."))
    with pytest.raises(IntegrityError, match="betaalbestand_na_ophalen"), transaction.atomic():
        Betaalbestand.objects.update(ingetrokken_op=OP, ingetrokken_door=w.controller, reden="Fout.")
    bestand_intrekken(rij, door=w.beslisser, op=OP, reden="De bank nam het niet aan.")
    assert [*te_betalen(w.swv, DAG)] == [w.betaling]


def test_the_database_takes_no_line_that_is_not_this_payment_to_a_confirmed_account(w):
    toegekend_ = Boeking.objects.get(soort="toekenning")
    rij = Betaalbestand.objects.create(
        swv=w.swv, nummer=1, bericht_id="1", rekening=w.eigen, uitvoeren_op=DAG, regels_aantal=1, bedrag=60,
        gemaakt_op=OP, gemaakt_door=w.controller,
    )  # fmt: skip
    open_ = rekening_invoeren(
        w.swv, door=w.controller, op=OP, iban=ANDER, tenaamstelling="X", vanaf=DAG, bron="Brief.", leverancier="X"
    )
    goed = {"bestand": rij, "boeking": w.betaling, "rekening": w.bestuur, "bedrag": 60, "kenmerk": "x"}
    for anders in ({"bedrag": 61}, {"boeking": toegekend_}, {"rekening": open_}, {"rekening": w.eigen}):
        with pytest.raises(DatabaseError, match="past niet"), transaction.atomic():
            Betaalregel.objects.create(**goed | anders)
    Betaalregel.objects.create(**goed)


def test_any_payment_can_go_along_and_what_only_moves_between_years_cannot(w):
    budget, nu = Pot.objects.get(), {"boekdatum": DAG, "geboekt_op": OP, "deel_eerste": 10, "bedrag": 10}
    ronde = Basisronde.objects.create(pot=budget, vaste_voet=1, per_leerling=1, teldatum=DAG, geboekt_op=OP)
    toen = SchoolFactory().bestuur
    basis = Basisbedrag.objects.create(ronde=ronde, school=w.school, bestuur=toen, leerlingen=1, bedrag=10)
    voor = {"pot": budget, "school": w.school}
    for sleutel, bij in (("basis", {"basis": basis}), ("mee", {})):
        for soort in ("toekenning", "uitbetaling"):
            Boeking.objects.create(soort=soort, sleutel=f"{sleutel}-{soort}", **voor, **bij, **nu)
    stuk = factuur_vastleggen(
        door=w.controller, op=OP, swv=w.swv, soort="factuur", leverancier="Zorg BV", nummer="F-1", datum=DAG,
        bedrag=Decimal(5), kenmerk=w.hulp.kenmerk,
    )  # fmt: skip
    factuur_betalen(stuk, door=w.controller, op=OP, datum=DAG)
    alle = [*te_betalen(w.swv, DAG)]
    assert {een.kenmerk for een in alle} == {w.hulp.kenmerk, basis.kenmerk}
    assert len(alle) == 3
    weigert(f"van {toen} kan niet", lambda: w.maak(*alle))
    w.rekening(ANDER, bestuur=toen)
    weigert("van Zorg BV kan niet worden gebruikt", lambda: w.maak(*alle))
    assert not Betaalbestand.objects.exists(), "nothing half done"
    w.rekening("NL02ABNA0123456789", leverancier="Zorg BV")
    rij = w.keur(w.maak(*alle))
    data = bestand_ophalen(rij, door=w.beslisser, op=OP)
    assert in_xml(data, "IBAN") == [EIGEN, BESTUUR, ANDER, "NL02ABNA0123456789"]
    assert "Factuur F-1" in in_xml(data, "Ustrd")[2]


def test_what_was_taken_back_is_not_paid_and_what_waits_for_the_bank_is_not_taken_back(w):
    def terug(rij, bedrag, sleutel):
        wat = {"bedrag": Decimal(bedrag), "datum": DAG, "reden": "Verkeerd.", "sleutel": sleutel}
        return boeking_corrigeren(rij, door=w.controller, op=OP, **wat)

    rij = w.maak()
    for _ in range(2):
        weigert("Trek dat eerst in", lambda: terug(w.betaling, "60", "t"))
        rij = w.keur(rij) if rij.wacht else rij
    bestand_intrekken(rij, door=w.controller, op=OP, reden="Bedrag klopt niet.")
    deel = terug(w.betaling, "20", "t")
    weigert("is teruggenomen", w.maak)
    terug(deel, "20", "u")
    assert [*te_betalen(w.swv, DAG)] == [w.betaling], "and what takes a line back is no payment"
    bestand_ophalen(rij := w.keur(w.maak()), door=w.beslisser, op=OP)
    assert terug(w.betaling, "60", "v").bedrag == 60, "the bank sent it back"
    bestand_intrekken(rij, door=w.beslisser, op=OP, reden="Niets van verstuurd.")
    weigert("is teruggenomen", w.maak)


def test_a_payment_of_an_invoice_that_came_loose_does_not_go_to_the_board(w):
    stuk = factuur_vastleggen(
        door=w.controller, op=OP, swv=w.swv, soort="factuur", leverancier="Zorg BV", nummer="F-1", datum=DAG,
        bedrag=Decimal(5), kenmerk=w.hulp.kenmerk,
    )  # fmt: skip
    betaling = factuur_betalen(stuk, door=w.controller, op=OP, datum=DAG).betaling
    wat = {"bedrag": Decimal(5), "datum": DAG, "reden": "Verkeerd.", "door": w.controller, "op": OP}
    weg = boeking_corrigeren(betaling, sleutel="t", **wat)
    boeking_corrigeren(weg, sleutel="u", **wat)
    weigert("is losgemaakt", lambda: w.maak(betaling))


def test_no_besluit_leaves_by_the_bank_before_its_letter(w):
    rij = w.maak()
    hulp = als_besluit(w.hulp)
    weigert(zin := f"Verstuur eerst het besluit over {hulp.kenmerk}", lambda: w.keur(rij))
    bestand_intrekken(rij, door=w.controller, op=OP, reden="Te vroeg.")
    weigert(zin, w.maak)
    tekst = ingelogd(w.controller).get(reverse("arrangementen:betaalbestand_nieuw")).text
    assert zin in tekst
    assert "Zet klaar voor goedkeuring" not in tekst
    brief_weg(hulp)
    assert w.keur(w.maak()).op_te_halen


def test_what_cannot_be_made_says_why(w):
    for doen, zin in (
        (lambda: w.maak(dag=DAG - timedelta(days=1)), "vanaf vandaag"),
        (lambda: w.maak(dag=DAG + timedelta(days=90)), "twee maanden"),
        (lambda: w.maak(door=w.beslisser), GEEN_RECHTEN),
        (
            lambda: bestand_maken(w.swv, door=w.controller, op=OP, betalingen=[], uitvoeren_op=DAG),
            "minstens één betaling",
        ),
    ):
        weigert(zin, doen)
    Instelling.objects.create(swv=w.swv, geldig_van=DAG, tlv_soorten=["SO"], betaalbestand=True)
    Instelling.objects.exclude(geldig_van=DAG).update(betaalbestand=False)
    assert [*te_betalen(w.swv, DAG)] == [w.betaling], "of the day itself"
    assert not te_betalen(w.swv, DAG - timedelta(days=1)), "before they began it was paid in another way"
    Instelling.objects.update(betaalbestand=False)
    weigert("geen betaalbestanden", w.maak)
    assert not Betaalbestand.objects.exists()


# --- between making and approving --------------------------------------------------------------------------------


def test_an_account_that_changed_or_waits_stops_the_approval(w):
    for wie, naam in (({"bestuur": w.school.bestuur}, str(w.school.bestuur)), ({}, "jullie zelf")):
        rij = w.maak()
        nieuw = rekening_invoeren(
            w.swv, door=w.controller, op=OP, iban=ANDER, tenaamstelling="Stichting", vanaf=DAG, bron="Brief.", **wie
        )
        weigert(f"van {naam} kan niet worden gebruikt. Er wacht een nieuw", lambda rij=rij: w.keur(rij))
        later = OP + timedelta(minutes=1)
        rekening_bevestigen(nieuw, door=w.beslisser, op=later, nagegaan="Gebeld.")
        weigert(f"van {naam} is veranderd", lambda rij=rij: w.keur(rij))
        rij.refresh_from_db()
        assert rij.wacht, "nothing half done"
        assert rij.inhoud is None
        bestand_intrekken(rij, door=w.beslisser, op=later, reden="Ander nummer.")
    assert w.keur(w.maak()).op_te_halen


def test_an_account_that_changed_after_the_approval_keeps_the_file_here(w):
    def haal(**wanneer):
        return bestand_ophalen(rij, **{"door": w.controller, "op": OP} | wanneer)

    rij = w.keur(w.maak(dag=timezone.localdate() + timedelta(days=1)))
    weigert("dag om te betalen is voorbij", lambda: haal(op=timezone.now() + timedelta(days=2)))
    nieuw = rekening_invoeren(
        w.swv, door=w.controller, op=OP, iban=ANDER, tenaamstelling="Y", vanaf=DAG, bron="x", bestuur=w.school.bestuur
    )
    weigert("Er wacht een nieuw", haal)
    rekening_bevestigen(nieuw, door=w.beslisser, op=OP, nagegaan="Gebeld.")
    weigert("is veranderd nadat .* Trek dit bestand in", haal)
    tekst = ingelogd(w.controller).get(reverse("arrangementen:betaalbestand", args=[rij.public_id])).text
    assert "Dit kan nu niet naar de bank" in tekst
    assert "Download het bestand" not in tekst
    assert not Betaalbestand.objects.exclude(opgehaald_op=None)
    bestand_intrekken(rij, door=w.controller, op=OP, reden="Ander nummer.")
    assert in_xml(bestand_ophalen(w.keur(w.maak()), door=w.controller, op=OP), "IBAN") == [EIGEN, ANDER]


def test_what_was_paid_meanwhile_or_whose_day_is_over_is_not_approved(w):
    rij = w.maak()
    weigert(
        "dag om te betalen is voorbij",
        lambda: bestand_goedkeuren(rij, door=w.beslisser, op=OP + timedelta(days=1)),
    )
    lezing = Realisatie.objects.create(
        swv=w.swv, van=DAG, tot=DAG, bestand="x.csv", sha256="a", gelezen_op=OP, gelezen_door=w.controller
    )
    with CaptureQueriesContext(connection) as vragen, transaction.atomic():
        realisatie_overnemen(lezing, door=w.controller, op=OP)
        transaction.set_rollback(True)
    assert any(f"xact_lock({BETAALSLOT}" in een["sql"] for een in vragen), "while no file is made"
    Realisatieregel.objects.create(realisatie=lezing, rij=2, kenmerk=w.hulp.kenmerk, bedrag=60, boeking=w.betaling)
    assert te_kiezen(rij, w), "a file that was read and not taken over says nothing yet"
    Realisatie.objects.update(overgenomen_op=OP)
    weigert("al betaald", lambda: w.keur(rij))
    assert not te_kiezen(rij, w)
    Instelling.objects.update(betaalbestand=False)
    weigert("geen betaalbestanden", lambda: w.keur(rij))


@pytest.mark.django_db(transaction=True)
def test_two_approvals_and_two_files_at_once_give_one():
    w = Wereld()
    pain001.bestand(opdracht())  # its schema is read before the race begins
    beslissers = [gebruiker_met(Rol.BESLISSER) for _ in range(4)]

    def samen(doen, dingen) -> int:
        def een(ding):
            try:
                doen(ding)
            except NietMogelijk:
                return 0
            else:
                return 1
            finally:
                connections.close_all()

        with ThreadPoolExecutor(4) as tegelijk:
            return sum(tegelijk.map(een, dingen))

    assert samen(lambda _: w.maak(), range(4)) == 1
    rij = Betaalbestand.objects.get()
    assert samen(lambda wie: w.keur(rij, door=wie), beslissers) == 1
    assert (Betaalregel.objects.count(), Inhoud.objects.filter(soort="application/xml").count()) == (1, 1)


# --- the pages ---------------------------------------------------------------------------------------------------


def test_the_pages_lead_from_payments_to_a_file_by_two_persons(w):
    vandaag = timezone.localdate()
    een, twee = ingelogd(w.controller), ingelogd(w.beslisser)
    nieuw = reverse("arrangementen:betaalbestand_nieuw")
    tekst = een.get(nieuw).text
    assert "€\u00a060,00 aan" in tekst
    assert " checked" not in tekst, "who books what was paid already, does not pay it again"
    assert " checked" in een.get(nieuw + re.search(r'href="([^"]*alles=1)"', tekst)[1].replace("&amp;", "&")).text
    velden = {"betalingen": [w.betaling.public_id], "uitvoeren_op": vandaag.isoformat()}
    assert "Kies minstens één betaling" in een.post(nieuw, velden | {"betalingen": []}).text
    pad = een.post(nieuw, velden).url
    rij = Betaalbestand.objects.get()
    assert "Een collega keurt dit goed" in een.get(pad).text
    assert "Betaalbestanden <span" in twee.get(reverse("arrangementen:budgetten")).text, "one waits for this person"
    assert "Betaalbestanden</a>" in een.get(reverse("arrangementen:budgetten")).text, "and not for who made it"
    assert "Keur goed" in (tekst := twee.get(pad).text)
    assert "0123456789" not in tekst, "masked"
    keuren = reverse("arrangementen:betaalbestand_goedkeuren", args=[rij.public_id])
    halen = reverse("arrangementen:betaalbestand_ophalen", args=[rij.public_id])
    een.post(keuren)
    assert een.post(halen).status_code == 302
    assert Betaalbestand.objects.get().wacht
    twee.post(keuren)
    antwoord = een.post(halen)
    assert antwoord["Content-Disposition"] == f'attachment; filename="betaalbestand-{rij.bericht_id.lower()}.xml"'
    assert antwoord.content == twee.post(halen).content
    assert rij.bericht_id in een.get(reverse("arrangementen:betaalbestanden")).text
    assert "Een ander dan wie het maakte" in een.post(pad, {"reden": "Fout."}).text
    assert "Ingetrokken" in twee.post(pad, {"reden": "Fout."}, follow=True).text


def test_where_files_are_made_one_books_what_must_be_paid(w):
    pad = reverse("arrangementen:arrangement_betalen", args=[w.hulp.public_id])
    ronde = Basisronde.objects.create(pot=Pot.objects.get(), vaste_voet=1, per_leerling=1, teldatum=DAG, geboekt_op=OP)
    basis = Basisbedrag.objects.create(ronde=ronde, school=w.school, leerlingen=1, bedrag=10)
    geld = {"bedrag": 10, "deel_eerste": 10, "boekdatum": DAG, "geboekt_op": OP, "pot": ronde.pot, "school": w.school}
    Boeking.objects.create(soort="toekenning", sleutel="basis", basis=basis, **geld)
    paden = [pad, reverse("arrangementen:basis", args=[ronde.pot.public_id])]
    client = ingelogd(w.controller)
    for aan, zin in ((True, "gaat mee in het volgende betaalbestand"), (False, "doe je in de boekhouding")):
        Instelling.objects.update(betaalbestand=aan)
        for een in paden:
            tekst = client.get(een).text
            assert zin in tekst, een
            assert ("doe je in de boekhouding" in tekst) is not aan, "or it is paid twice"


def test_what_was_paid_in_another_way_is_kept_out_with_its_reason(w):
    ander = w.betaal("5", sleutel="b")
    client, pad = ingelogd(w.controller), reverse("arrangementen:betaling_buitenom")
    assert pad in client.get(reverse("arrangementen:betaalbestand_nieuw")).text
    velden = {"betalingen": [w.betaling.public_id], "reden": "Met de hand."}
    assert "Schrijf op hoe er is betaald" in client.post(pad, velden | {"reden": " "}).text
    assert client.post(pad, velden).status_code == 302
    assert [*te_betalen(w.swv, DAG)] == [ander]
    weigert("Kies opnieuw", w.maak)
    assert "Met de hand." in client.get(pad).text
    rij = w.maak(ander)
    for betalingen in ([w.betaling], [ander]):
        wat = {"betalingen": [een.public_id for een in betalingen], "reden": "x"}
        weigert("Kies opnieuw", lambda wat=wat: buiten_bestand_houden(w.swv, door=w.controller, op=OP, **wat))
    weigert(GEEN_RECHTEN, lambda: buiten_bestand_houden(w.swv, door=w.beslisser, op=OP, betalingen=[], reden="x"))
    assert rij.wacht
    assert Logregel.objects.filter(actie="buiten_bestand_houden").count() == 1
    with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        Buitenom.objects.update(reden="y")


def test_what_cannot_go_along_is_on_the_page_with_the_reason(w):
    rekening_invoeren(
        w.swv, door=w.controller, op=OP, iban=ANDER, tenaamstelling="X", vanaf=DAG, bron="x", bestuur=w.school.bestuur
    )
    tekst = ingelogd(w.controller).get(reverse("arrangementen:betaalbestand_nieuw")).text
    assert "Er wacht een nieuw rekeningnummer op bevestiging" in tekst
    assert "Zet klaar voor goedkeuring" not in tekst


def test_what_was_taken_back_or_cannot_be_paid_keeps_nothing_newer_off_the_pages(w, monkeypatch):
    monkeypatch.setattr(betaalbestanden, "HOOGSTENS", 1)
    terug = {"bedrag": Decimal(60), "datum": DAG, "reden": "Fout.", "door": w.controller, "op": OP}
    boeking_corrigeren(w.betaling, sleutel="a", **terug)
    ander = toegekend(arrangement(school=SchoolFactory(bestuur=None), op=OP, bedrag=Decimal(30)), op=OP)
    kan_niet, kan = w.betaal("5", ander, sleutel="b"), w.betaal("7", sleutel="c")
    assert [*te_betalen(w.swv, DAG)] == [kan_niet, kan]
    client, pad = ingelogd(w.controller), reverse("arrangementen:betaalbestand_nieuw")
    assert "heeft geen schoolbestuur" in client.get(pad).text
    tekst = client.get(f"{pad}?pagina=2").text
    assert kan.public_id in tekst
    velden = {"betalingen": [kan.public_id], "uitvoeren_op": timezone.localdate().isoformat()}
    assert client.post(f"{pad}?pagina=2", velden).status_code == 302
    assert Betaalregel.objects.get().boeking == kan


def test_where_no_files_are_made_the_pages_do_not_exist(w):
    rij = w.maak()
    Instelling.objects.update(betaalbestand=False)
    een, twee = ingelogd(w.controller), ingelogd(w.beslisser)
    zonder = [("betaalbestanden",), ("betaalbestand_nieuw",), ("betaling_buitenom",)]
    for naam, *delen in (*zonder, ("betaalbestand", rij.public_id)):
        assert een.get(reverse(f"arrangementen:{naam}", args=delen)).status_code == 404, naam
    for naam in ("betaalbestand_goedkeuren", "betaalbestand_ophalen"):
        assert twee.post(reverse(f"arrangementen:{naam}", args=[rij.public_id])).status_code == 404, naam
    assert "etaalbestand" not in een.get(reverse("arrangementen:budgetten")).text


def test_files_and_accounts_are_exported_with_masked_numbers(w):
    rij = w.maak()
    (regel,), _ = blad(w.beslisser, "betaalbestanden_excel")
    assert (regel[0], regel[3], regel[5:7]) == (rij.bericht_id, "60.0", [w.controller.naam, "Wacht op goedkeuring"])
    w.keur(rij)
    (regel,), _ = blad(w.controller, "betaalbestanden_excel")
    assert regel[6:] == ["Goedgekeurd", w.beslisser.naam]
    rijen, _ = blad(w.controller, "rekeningen_excel")
    assert [een[1] for een in rijen] == ["Onze rekening", "Schoolbestuur"]
    assert [een[2][-4:] for een in rijen] == [EIGEN[-4:], BESTUUR[-4:]]
    assert not {EIGEN, BESTUUR} & {cel for een in rijen for cel in een}
    Instelling.objects.update(betaalbestand=False)
    for naam in ("betaalbestanden_excel", "rekeningen_excel"):
        assert ingelogd(w.controller).get(reverse(f"arrangementen:{naam}")).status_code == 404
