"""The public page that says whether a letter is genuine: only to who holds it, and nothing about whom it is."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client
from django.utils import timezone

from kern.bestanden.opslag import lezen, pad
from kern.brieven.actions import pdf_maken
from kern.brieven.echtheid import leesbaar
from kern.brieven.models import Brief, BriefVersie
from kern.logboek.models import Logregel
from loket.actions import echtheid
from loket.actions.bekendmaken import bekendmaken, klaarzetten
from loket.actions.besluit import besluiten
from loket.actions.bezwaar import berichten_verzenden, beslissen, toetsen
from loket.actions.herstel import besluit_herstellen
from loket.actions.zaakbrief import brieven_maken, zaakbrieven_klaarzetten, zaakbrieven_verzonden
from loket.forms.echtheid import MAX_BYTES
from loket.models import Tlv, Verzending
from loket.rules.echtheid import ECHT, INGETROKKEN, VERVANGEN, Oordeel, oordeel
from loket.views.echtheid import GRENZEN
from tests.bezwaren import bezwaar_bij
from tests.factories import aanvraag_in, beslissing, pdfs_klaar, tlv_ingetrokken
from tests.loket.bezwaarstappen import besluit_met_tlv, keuze, nieuw, tot_concept, versturen_allemaal

pytestmark = pytest.mark.django_db
ONBEKEND = "Wij kennen deze brief niet"
NIET_PRECIES = "Dit is niet precies de brief die wij maakten"


def nu():
    return timezone.now()


def vandaag():
    return timezone.localdate()


@pytest.fixture(autouse=True)
def _geen_tellers():
    cache.clear()


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, andere_ouder):
    return aanvraag_in("besluit_voorbereiden", school=school, ib=ib, leerling=leerling)


@pytest.fixture
def besluit(aanvraag, beslisser, loketmedewerker):
    return besluit_met_tlv(aanvraag, beslisser, loketmedewerker)


@pytest.fixture
def versie(besluit, ouder):
    """The letter of a parent, that went out."""
    return versie_van(besluit.bekendmakingen.get(betrokkene__gebruiker=ouder))


def versie_van(rij: Verzending) -> BriefVersie:
    return rij.brief.versies.get(vervallen_op=None)


def stand(versie: BriefVersie, op=None) -> Oordeel | None:
    return echtheid.controleren_met_datum(versie.controlecode, versie.dagtekening, op=op or nu())


def met_qr(client, versie, code=None):
    code = leesbaar(versie.controlecode) if code is None else code
    return client.post(f"/echt/{versie.controle_id}/", {"code": code})


def met_datum(client, versie, code=None, dag=None):
    dag = dag or versie.dagtekening
    return client.post(
        "/echt/",
        {"code": code or versie.controlecode, "datum_dag": dag.day, "datum_maand": dag.month, "datum_jaar": dag.year},
    )


def met_stukken(*stukken: bytes):
    return echtheid.controleren_pdf(stukken, op=nu())


def met_pdf(client, data: bytes):
    return client.post("/echt/pdf/", {"pdf": SimpleUploadedFile("brief.pdf", data, "application/pdf")})


# --- genuine, and nothing more ------------------------------------------------------------------------------------


def test_who_holds_a_letter_reads_that_it_is_genuine_and_when_it_was_sent(client, versie):
    dag = f"{versie.dagtekening.day} "
    for antwoord in (met_qr(client, versie), met_datum(client, versie)):
        assert "Deze brief is echt" in antwoord.content.decode()
        assert f"Wij verstuurden deze brief op <strong>{dag}" in antwoord.content.decode()
        assert antwoord["Cache-Control"] == "no-store"
        assert "noindex" in antwoord.content.decode()


def test_the_page_names_no_child_no_school_no_kind_and_no_outcome(client, versie, leerling, school):
    tekst = met_qr(client, versie).content.decode()
    geheim = [leerling.roepnaam, leerling.achternaam, school.naam, "Voorbeeld", "besluit", "TLV", "toelaatbaar"]
    assert [woord for woord in [*geheim, Tlv.objects.get().nummer] if woord.lower() in tekst.lower()] == []
    assert versie.controlecode not in tekst


def test_the_address_in_the_qr_code_says_nothing_and_is_the_same_for_an_id_that_is_not_ours(client, versie):
    bekend, onbekend = client.get(f"/echt/{versie.controle_id}/"), client.get(f"/echt/{'A' * 22}/")
    assert bekend.status_code == onbekend.status_code == 200
    assert zonder_slot(bekend) == zonder_slot(onbekend)
    assert client.get("/echt/kort/").status_code == 404


def zonder_slot(antwoord) -> str:
    """A page without what differs each time: the token against forgery."""
    return "".join(regel for regel in antwoord.content.decode().splitlines(True) if "csrfmiddlewaretoken" not in regel)


# --- the protections: each of these fails when it is off ----------------------------------------------------------


def test_the_id_alone_is_not_enough(client, versie, besluit):
    ander = versie_van(besluit.bekendmakingen.exclude(brief=versie.brief_id)[0])
    for code in ("00000000", ander.controlecode):
        assert ONBEKEND in met_qr(client, versie, code).content.decode()
    assert "Vul de code in" in met_qr(client, versie, "").content.decode()


def test_the_code_alone_is_not_enough_without_the_date(client, versie):
    assert ONBEKEND in met_datum(client, versie, dag=versie.dagtekening - timedelta(days=1)).content.decode()
    assert "Vul de datum in" in client.post("/echt/", {"code": versie.controlecode}).content.decode()


def test_a_letter_without_a_code_of_its_own_is_never_found(client, versie):
    zonder = Brief.objects.create(
        **{veld: getattr(versie.brief, veld) for veld in ("soort", "sjabloon", "sjabloon_versie", "context", "html")},
        created_at=nu(),
    )
    BriefVersie.objects.create(
        brief=zonder,
        versie=1,
        dagtekening=vandaag(),
        html="<p>x</p>",
        pdf=versie.pdf,
        created_at=nu(),
        gemaakt_op=nu(),
        verzonden_op=nu(),
    )
    assert echtheid.controleren_met_datum("", versie.dagtekening, op=nu()) is None
    assert echtheid.controleren_met_qr("A" * 22, "--------", op=nu()) is None


def test_what_was_not_sent_or_lapsed_is_not_genuine(aanvraag, beslisser, loketmedewerker, client):
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    aanvraag.refresh_from_db()
    klaarzetten(aanvraag, door=loketmedewerker, op=nu(), verzenddatum=vandaag() + timedelta(days=1))
    oud = BriefVersie.objects.order_by("pk")[0]
    klaarzetten(aanvraag, door=loketmedewerker, op=nu(), verzenddatum=vandaag())
    pdfs_klaar()
    nieuwe = BriefVersie.objects.get(brief=oud.brief_id, vervallen_op=None)
    oud.refresh_from_db()
    assert oud.vervallen_op
    for een in (oud, nieuwe):
        assert stand(een) is None
        assert ONBEKEND in met_qr(client, een).content.decode()
    assert NIET_PRECIES in met_pdf(client, lezen(nieuwe.pdf.sha256)).content.decode()
    bekendmaken(aanvraag, door=loketmedewerker, op=nu())
    assert stand(nieuwe).stand == ECHT
    assert stand(oud) is None


def test_trying_codes_is_stopped_by_address_and_over_all_addresses(client, versie, monkeypatch):
    per_adres = int(GRENZEN["echt"].split("/")[0])
    for _ in range(per_adres):
        assert met_qr(client, versie, "00000000").status_code == 200
    for vraag in (met_qr, met_datum):
        assert vraag(client, versie).status_code == 429
    assert met_pdf(client, b"%PDF").status_code == 429
    assert client.get("/echt/").status_code == 200
    cache.clear()
    monkeypatch.setitem(GRENZEN, "echt", "1000/m/ip,3/m/key")
    antwoorden = [met_qr(Client(REMOTE_ADDR=f"10.0.0.{nr}"), versie, "00000000").status_code for nr in range(5)]
    assert antwoorden == [200, 200, 200, 429, 429]


def test_a_check_from_another_site_is_refused(versie):
    assert met_qr(Client(enforce_csrf_checks=True), versie).status_code == 403
    assert met_pdf(Client(enforce_csrf_checks=True), b"%PDF").status_code == 403


@pytest.mark.parametrize("data", [b"%PDF", b"x" * (MAX_BYTES + 1)], ids=["small", "too-large"])
def test_who_asks_too_often_has_no_file_read(client, monkeypatch, data):
    def niet(*_):
        raise AssertionError("read")

    monkeypatch.setitem(GRENZEN, "echt", "1/m/ip")
    met_pdf(client, b"x" * (MAX_BYTES + 1))
    monkeypatch.setattr(WSGIRequest, "_load_post_and_files", niet)
    assert met_pdf(client, data).status_code == 429


def test_of_a_file_that_is_too_large_no_more_is_kept_than_shows_that(client, monkeypatch):
    bewaard = []
    schrijven = TemporaryFileUploadHandler.receive_data_chunk
    monkeypatch.setattr(
        TemporaryFileUploadHandler,
        "receive_data_chunk",
        lambda zelf, deel, begin: bewaard.append(len(deel)) or schrijven(zelf, deel, begin),
    )
    assert "groter dan 5 MB" in met_pdf(client, b"x" * (3 * MAX_BYTES)).content.decode()
    assert sum(bewaard) == MAX_BYTES + 1


def test_a_file_is_looked_at_in_pieces(client, versie):
    """A print of all of it costs no more memory than a piece."""
    data = lezen(versie.pdf.sha256)
    assert met_stukken(data[:10], data[10:]) == met_stukken(data)
    assert met_stukken(data[:10]) is None


def test_each_check_is_logged_without_the_code(client, versie, leerling):
    met_qr(client, versie)
    met_qr(client, versie, "00000000")
    met_pdf(client, b"iets anders")
    regels = Logregel.objects.filter(actie="brief_controleren").order_by("pk")
    assert [(een.bijzonderheden["langs"], een.bijzonderheden["uitslag"], een.leerling) for een in regels] == [
        ("qr", "echt", leerling.public_id),
        ("qr", "onbekend", ""),
        ("pdf", "onbekend", ""),
    ]
    alles = str(list(regels.values()))
    assert versie.controlecode not in alles
    assert versie.controle_id not in alles


# --- by the file itself -------------------------------------------------------------------------------------------


@pytest.fixture
def met_echte_pdf(aanvraag, beslisser, loketmedewerker, ouder):
    """The letter of a parent with the PDF as the worker makes it, sent."""
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    aanvraag.refresh_from_db()
    klaarzetten(aanvraag, door=loketmedewerker, op=nu(), verzenddatum=vandaag())
    versie = BriefVersie.objects.get(brief__bekendmaking__betrokkene__gebruiker=ouder)
    pdf_maken(versie.pk, op=nu())
    pdfs_klaar()
    bekendmaken(aanvraag, door=loketmedewerker, op=nu())
    versie.refresh_from_db()
    return versie


def test_the_file_is_genuine_to_the_byte_and_by_its_seal(client, met_echte_pdf):
    data = lezen(met_echte_pdf.pdf.sha256)
    assert "Deze brief is echt" in met_pdf(client, data).content.decode()
    for anders in (data[:-1], data + b"\n", b"x" + data, b"%PDF-1.7"):
        assert NIET_PRECIES in met_pdf(client, anders).content.decode()
    bestand = pad(met_echte_pdf.pdf.sha256)
    bestand.chmod(0o600)
    bestand.write_bytes(data[:-1])
    assert NIET_PRECIES in met_pdf(client, data).content.decode(), "what we keep is not what we made"


def test_our_own_bytes_without_a_seal_are_not_called_genuine(client, versie):
    assert NIET_PRECIES in met_pdf(client, lezen(versie.pdf.sha256)).content.decode()


def test_a_file_of_a_stranger_is_never_parsed(client, versie, monkeypatch):
    def niet(_data):
        raise AssertionError("parsed")

    monkeypatch.setattr(echtheid, "is_ongebroken", niet)
    assert NIET_PRECIES in met_pdf(client, b"%PDF-1.7\n1 0 obj<</Length 99999999999>>").content.decode()


def test_a_large_or_missing_file_is_refused_with_a_sentence(client):
    assert "groter dan 5 MB" in met_pdf(client, b"x" * (5 * 1024 * 1024 + 1)).content.decode()
    assert "Kies de pdf" in client.post("/echt/pdf/", {}).content.decode()


# --- what became of it --------------------------------------------------------------------------------------------


def test_a_letter_that_was_corrected_is_replaced_from_the_day_the_new_one_went_out(
    besluit, versie, aanvraag, beslisser, loketmedewerker, client
):
    aanvraag.refresh_from_db()
    besluit_herstellen(aanvraag, door=beslisser, op=nu(), uitleg="Een naam.", motivering="Zij heeft structuur nodig.")
    assert stand(versie).stand == ECHT, "the new letter did not go out"
    aanvraag.refresh_from_db()
    klaarzetten(aanvraag, door=loketmedewerker, op=nu(), verzenddatum=vandaag())
    pdfs_klaar()
    bekendmaken(aanvraag, door=loketmedewerker, op=nu())
    assert stand(versie) == Oordeel(VERVANGEN, versie.dagtekening, vandaag())
    assert "andere brief voor in de plaats" in met_qr(client, versie).content.decode()
    nieuwste = versie_van(aanvraag.besluiten.get(versie=2).bekendmakingen.first())
    assert stand(nieuwste).stand == ECHT


@pytest.mark.parametrize("verstuurd", [True, False])
def test_a_withdrawn_tlv_withdraws_its_letter_from_its_day_and_once_it_is_known(
    besluit, versie, beslisser, client, verstuurd
):
    per = vandaag() + timedelta(days=7)
    tlv_ingetrokken(besluit.tlv, door=beslisser, per=per, verzonden=verstuurd)
    straks = nu() + timedelta(days=8)
    assert stand(versie).stand == ECHT
    assert stand(versie, straks) == (
        Oordeel(INGETROKKEN, versie.dagtekening, per) if verstuurd else Oordeel(ECHT, versie.dagtekening)
    )


def test_a_withdrawal_that_works_today_is_on_the_page(besluit, versie, beslisser, client):
    tlv_ingetrokken(besluit.tlv, door=beslisser, per=vandaag(), verzonden=True)
    tekst = met_qr(client, versie).content.decode()
    assert "is ingetrokken" in tekst
    assert "geldt hij niet meer" in tekst


@pytest.mark.parametrize(
    ("uitkomst", "gevolg", "wordt"),
    [("gegrond", "vervangen", VERVANGEN), ("gegrond", "herroepen", VERVANGEN), ("ongegrond", "handhaven", ECHT)],
)
def test_a_decision_changed_on_bezwaar_is_replaced_and_its_letter_is_genuine(
    besluit, versie, aanvraag, beslisser, bezwaarbehandelaar, uitkomst, gevolg, wordt
):
    zaak = tot_concept(besluit, bezwaarbehandelaar, strekking=uitkomst)
    ander = {"nieuw": nieuw(aanvraag)} if gevolg == "vervangen" else {}
    zaak = beslissen.op_bezwaar_beslissen(
        zaak, door=beslisser, op=nu(), keuze=keuze(uitkomst=uitkomst, gevolg=gevolg, **ander)
    )
    assert stand(versie).stand == ECHT
    versturen_allemaal(zaak, bezwaarbehandelaar)
    assert stand(versie).stand == wordt
    assert stand(versie_van(zaak.beslissing.bekendmakingen.first())).stand == ECHT


def test_a_letter_in_a_bezwaar_counts_too(besluit, ouder, bezwaarbehandelaar):
    bezwaar = bezwaar_bij(besluit, van="ouder", ouder=ouder.betrokkenen.get())
    zaak = toetsen.bezwaar_nemen(bezwaar.zaak, door=bezwaarbehandelaar, op=nu())
    berichten_verzenden.berichten_klaarzetten(zaak, door=bezwaarbehandelaar, op=nu(), verzenddatum=vandaag())
    pdfs_klaar()
    bericht = versie_van(zaak.berichten.first())
    assert stand(bericht) is None
    berichten_verzenden.berichten_verzonden(zaak, door=bezwaarbehandelaar, op=nu())
    assert stand(bericht).stand == ECHT


def test_a_letter_about_a_case_counts_too(aanvraag, loketmedewerker):
    aanvraag.ingetrokken_op = nu()
    brieven_maken(aanvraag, "intrekking", op=nu())
    zaakbrieven_klaarzetten(aanvraag, door=loketmedewerker, op=nu(), verzenddatum=vandaag())
    pdfs_klaar()
    versie = versie_van(aanvraag.zaakbrieven.first())
    assert stand(versie) is None
    zaakbrieven_verzonden(aanvraag, door=loketmedewerker, op=nu())
    assert stand(versie).stand == ECHT


@pytest.mark.parametrize(
    ("vervangen", "ingetrokken", "wordt"),
    [
        ([], [], (ECHT, None)),
        ([None, 3], [None], (VERVANGEN, 3)),
        ([5], [4], (INGETROKKEN, 4)),
        ([4], [4], (INGETROKKEN, 4)),
        ([4], [5], (VERVANGEN, 4)),
        ([11], [12], (ECHT, None)),
        ([10], [], (VERVANGEN, 10)),
        ([], [-5], (INGETROKKEN, 0)),
    ],
)
def test_the_earliest_end_that_has_come_counts(vervangen, ingetrokken, wordt):
    begin = vandaag()

    def dag(nr):
        return None if nr is None else begin + timedelta(days=nr)

    uitslag = oordeel(
        verzonden=begin, vervangen=map(dag, vervangen), ingetrokken=map(dag, ingetrokken), vandaag=dag(10)
    )
    assert uitslag == Oordeel(wordt[0], begin, dag(wordt[1]))
