"""The code in a letter (ADR 22): on the paper and nowhere else, from the day it went out, and a fresh one each time."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.urls import reverse
from pypdf import PdfReader

from kern.bestanden.opslag import lezen
from kern.brieven.bundel import Stuk, Toegang, bundelen, met_code, met_codes
from kern.brieven.dagtekening import als_voorbeeld
from kern.brieven.meekijken import leesbaar
from kern.brieven.models import BriefVersie
from kern.brieven.pdf import html_naar_pdf
from loket.actions import toegang
from loket.actions.bekendmaken import bekendmaken, klaarzetten
from loket.actions.bezorging import niet_aangekomen
from loket.actions.post.partij import partij_sluiten
from loket.actions.zaakbrief import brieven_maken, zaakbrieven_klaarzetten, zaakbrieven_verzonden
from loket.models import Bekendmaking, Status, Toegangscode
from scholen.models import Gezag
from tests.factories import aanvraag_in, gebruiker_met, leerling_op, ouder_van
from tests.leesbaarheid import douma, zinnen
from tests.loket.alle_brieven import ALLE, EEN_PER_SOORT
from tests.loket.bezwaarstappen import nu, vandaag
from tests.loket.brieven import CONTROLE
from tests.loket.test_pdfnormen import fouten
from tests.loket.test_post import besloten_en_klaar, echte_pdfs, partij_van, pdfs

pytestmark = pytest.mark.django_db
SITE = "https://portaal.vloedlijn.example"
CODE = Toegang("7K4M-92QD-W3XA", f"{SITE}/meekijken/#7K4M-92QD-W3XA")


@pytest.fixture
def moeder(leerling):
    return ouder_van(leerling, voornaam="Anna")


@pytest.fixture
def aanvraag(school, ib, leerling, moeder, andere_ouder, beslisser, loketmedewerker):
    """Decided; dated for today: the mother has no account, the father has one."""
    return besloten_en_klaar(school, ib, beslisser, loketmedewerker, leerling)


def code_van(wie):
    rij = Toegangscode.objects.filter(betrokkene=wie).order_by("-pk")[0]
    return toegang.code_op_papier(rij)


def tekst(pdf):
    return "".join(blad.extract_text() for blad in PdfReader(BytesIO(pdf)).pages)


def proberen(code, kind):
    return toegang.code_proberen(code, kind.geboortedatum, op=nu())


def alles_weg(aanvraag, door):
    pdfs()
    bekendmaken(aanvraag, door=door, op=nu())


# --- on paper only -----------------------------------------------------------------------------------------------


def test_who_has_no_account_gets_a_code_and_nobody_else(aanvraag, moeder):
    assert [rij.wie for rij in Toegangscode.objects.all()] == [moeder]
    met = {rij.betrokkene: "meekijken-code" in _versie(rij).html for rij in aanvraag_brieven(aanvraag)}
    assert [wie for wie, vak in met.items() if vak] == [moeder]


def aanvraag_brieven(aanvraag):
    return Bekendmaking.objects.filter(besluit__aanvraag=aanvraag, vervallen_op=None)


def _versie(rij):
    return BriefVersie.objects.get(brief=rij.brief, vervallen_op=None)


def test_the_code_is_printed_with_the_post_and_stored_nowhere(aanvraag, moeder, loketmedewerker, inloggen):
    """Not in the words, not in the PDF of the letter, not in the stored post: only in what goes to the printer."""
    echte_pdfs()
    partij = partij_van(loketmedewerker)
    code = leesbaar(code_van(moeder))
    binnen = inloggen(loketmedewerker)
    pad = reverse("loket:postpartij_pdf", args=[partij.public_id])
    geprint = b"".join(binnen.get(pad).streaming_content)
    assert tekst(geprint).count(code) == 1
    assert b"".join(binnen.get(pad).streaming_content) == geprint, "the same each time"
    assert code not in tekst(lezen(partij.pdf.sha256))
    opgeslagen = [bestand.read_bytes() for bestand in Path(settings.BESTANDEN_MAP).rglob("*") if bestand.is_file()]
    assert opgeslagen
    for kaal in (code, code.replace("-", "")):
        assert not any(kaal.encode() in data for data in opgeslagen)
        assert not any(kaal in versie.html for versie in BriefVersie.objects.all())


def test_one_letter_that_is_printed_by_itself_has_it_too_until_it_went(aanvraag, moeder, loketmedewerker, inloggen):
    echte_pdfs()
    rij = Bekendmaking.objects.get(betrokkene=moeder)
    pad, code = reverse("loket:brief_pdf", args=[rij.public_id]), leesbaar(code_van(moeder))
    binnen = inloggen(loketmedewerker)
    assert code in tekst(b"".join(binnen.get(pad).streaming_content))
    bekendmaken(aanvraag, door=loketmedewerker, op=nu())
    assert code not in tekst(b"".join(binnen.get(pad).streaming_content))


def test_who_only_reads_the_letter_does_not_read_the_code(aanvraag, moeder, beslisser, inloggen):
    echte_pdfs()
    rij = Bekendmaking.objects.get(betrokkene=moeder)
    binnen, code = inloggen(beslisser), leesbaar(code_van(moeder))
    assert code not in tekst(b"".join(binnen.get(reverse("loket:brief_pdf", args=[rij.public_id])).streaming_content))
    assert code not in binnen.get(reverse("loket:brief", args=[rij.public_id])).text


def test_before_there_is_a_date_there_is_no_room(aanvraag, moeder):
    brief = Bekendmaking.objects.get(betrokkene=moeder).brief
    assert "meekijken" in brief.html
    assert "meekijken" not in als_voorbeeld(brief.html)


# --- when it works -----------------------------------------------------------------------------------------------


def test_a_code_works_from_the_moment_its_letter_went(aanvraag, moeder, leerling, loketmedewerker):
    code = code_van(moeder)
    assert proberen(code, leerling) is None
    alles_weg(aanvraag, loketmedewerker)
    assert proberen(code, leerling).wie == moeder


def test_the_code_of_a_letter_that_lapsed_never_works(aanvraag, moeder, leerling, loketmedewerker):
    oud = code_van(moeder)
    klaarzetten(aanvraag, door=loketmedewerker, op=nu(), verzenddatum=vandaag() + timedelta(days=1))
    klaarzetten(aanvraag, door=loketmedewerker, op=nu(), verzenddatum=vandaag())
    nieuw = code_van(moeder)
    alles_weg(aanvraag, loketmedewerker)
    assert nieuw != oud
    assert proberen(oud, leerling) is None
    assert proberen(nieuw, leerling)


def test_dating_for_the_same_day_again_leaves_the_code_as_it_was(aanvraag, moeder, loketmedewerker):
    eerst = code_van(moeder)
    klaarzetten(aanvraag, door=loketmedewerker, op=nu(), verzenddatum=vandaag())
    assert code_van(moeder) == eerst
    assert Toegangscode.objects.count() == 1


def test_a_newer_letter_replaces_the_code_only_once_it_went(aanvraag, moeder, leerling, loketmedewerker):
    alles_weg(aanvraag, loketmedewerker)
    oud = code_van(moeder)
    brieven_maken(aanvraag, "aanbieding", op=nu())
    zaakbrieven_klaarzetten(aanvraag, door=loketmedewerker, op=nu(), verzenddatum=vandaag())
    nieuw = code_van(moeder)
    assert nieuw != oud
    assert proberen(oud, leerling), "the newer one is still here"
    assert proberen(nieuw, leerling) is None
    pdfs()
    zaakbrieven_verzonden(aanvraag, door=loketmedewerker, op=nu())
    assert proberen(oud, leerling) is None
    assert proberen(nieuw, leerling)


def test_an_envelope_that_came_back_takes_its_code_along(aanvraag, moeder, leerling, loketmedewerker):
    alles_weg(aanvraag, loketmedewerker)
    code = code_van(moeder)
    rij = Bekendmaking.objects.get(betrokkene=moeder)
    niet_aangekomen(rij, "retour", door=loketmedewerker, op=nu(), datum=vandaag())
    assert proberen(code, leerling) is None


def test_a_letter_never_opens_an_account_that_is_there(aanvraag, moeder, leerling, loketmedewerker):
    """Two letters in one post bring two codes; who used the first has nothing to fear from the second."""
    alles_weg(aanvraag, loketmedewerker)
    code = code_van(moeder)
    moeder.gebruiker = gebruiker_met("ouder")
    moeder.save()
    assert proberen(code, leerling) is None


def test_who_got_an_account_after_the_letter_was_made_has_no_code_printed(aanvraag, moeder, loketmedewerker):
    assert toegang.codes_op_papier([Toegangscode.objects.get().versie_id])
    moeder.gebruiker = gebruiker_met("ouder")
    moeder.save()
    assert not toegang.codes_op_papier([Toegangscode.objects.get().versie_id])


@pytest.mark.parametrize("hoe", ["contactverbod", "zonder"])
def test_who_may_not_read_along_gets_a_letter_without_a_code(school, ib, beslisser, loketmedewerker, hoe):
    kind = leerling_op(school)
    vader = ouder_van(kind, voornaam="Bram")
    Gezag.objects.filter(betrokkene=vader).update(contactverbod=hoe == "contactverbod")
    besloten_en_klaar(school, ib, beslisser, loketmedewerker, kind)
    assert Toegangscode.objects.filter(betrokkene=vader).exists() is (hoe == "zonder")
    assert Bekendmaking.objects.filter(betrokkene=vader).exists()


def test_a_pupil_of_sixteen_gets_its_own_code(school, ib, loketmedewerker):
    kind = leerling_op(school, geboortedatum=vandaag().replace(year=vandaag().year - 16, day=1))
    zaak = aanvraag_in(Status.IN_CONTROLE, school=school, ib=ib, leerling=kind)
    brieven_maken(zaak, "aanbieding", op=nu())
    zaakbrieven_klaarzetten(zaak, door=loketmedewerker, op=nu(), verzenddatum=vandaag())
    assert [rij.wie for rij in Toegangscode.objects.exclude(leerling=None)] == [kind]


def test_a_code_of_the_post_of_the_day_works_when_the_post_is_gone(aanvraag, moeder, leerling, loketmedewerker):
    pdfs()
    partij = partij_van(loketmedewerker)
    code = code_van(moeder)
    assert proberen(code, leerling) is None
    partij.regels.update(verpakt_op=nu(), verpakt_door=loketmedewerker)
    partij_sluiten(partij, door=loketmedewerker, op=nu())
    assert proberen(code, leerling)


# --- the room in the letter --------------------------------------------------------------------------------------


FAMILIE = [een for een in EEN_PER_SOORT if getattr(een.brief, "aan_gezin", False)]
MET_VAK = [een for een in ALLE if "<!--meekijken-->" in een.bevroren()]


def met_vak(geval):
    from kern.brieven.dagtekening import dateren, vraagt_bezwaar_tot

    html = geval.bevroren()
    tot = geval.laatste_dag if vraagt_bezwaar_tot(html) else None
    return dateren(html, dagtekening=geval.verzonden, bezwaar_tot=tot, controle=CONTROLE, meekijken=SITE)


def test_every_letter_to_a_family_has_room_for_a_code_and_no_other_has():
    assert {een.naam for een in ALLE if getattr(een.brief, "aan_gezin", False)} == {een.naam for een in MET_VAK}
    assert len(MET_VAK) > 50


@pytest.mark.parametrize("geval", FAMILIE, ids=str)
def test_the_code_is_written_in_its_room_of_every_kind_of_letter(geval):
    pdf = html_naar_pdf(met_vak(geval))
    geprint = met_code(pdf, CODE)
    assert tekst(geprint).count(CODE.code) == 1
    assert CODE.code not in tekst(pdf)
    bundel = bundelen([Stuk((pdf,), "K7M-3QP")], dubbelzijdig=True)
    vol = met_codes(bundel, {"K7M-3QP": CODE})
    assert tekst(vol).count(CODE.code) == 1
    assert vol == met_codes(bundel, {"K7M-3QP": CODE}), "the same each time"
    assert met_codes(bundel, {"XXX-XXX": CODE}) == met_codes(bundel, {}), "and only in its own envelope"


def test_the_qr_code_stands_in_the_room_and_nothing_is_below_it(tmp_path):
    geval = next(een for een in MET_VAK if een.naam == "besluit-toegekend-ouder")
    with pikepdf.open(BytesIO(html_naar_pdf(met_vak(geval)))) as pdf:
        plekken = dict(pikepdf.NameTree(pdf.Root.Names.Dests).items())
    qr, code = plekken["meekijken-qr"], plekken["meekijken-code"]
    assert qr[0].objgen == code[0].objgen, "on one page"
    assert float(code[2]) - float(qr[2]) > 25 * 72 / 25.4, "beside each other"
    assert float(qr[3]) - 25 * 72 / 25.4 > 15 * 72 / 25.4, "above the foot"


@pytest.mark.parametrize("naam", ["besluit-toegekend-ouder", "aanbieding-leerling"])
def test_a_letter_with_room_meets_the_norms_for_pdf(tmp_path, naam):
    assert fouten(html_naar_pdf(met_vak(next(een for een in MET_VAK if een.naam == naam))), tmp_path) == []


@pytest.mark.parametrize("geval", [een for een in MET_VAK if een.naam.startswith("ontvangst-zonder-account")], ids=str)
def test_the_letter_of_which_most_go_by_post_is_one_sheet_with_its_code(geval):
    assert len(PdfReader(BytesIO(html_naar_pdf(met_vak(geval)))).pages) == 1


def test_the_words_beside_the_code_are_easy():
    geval = next(een for een in MET_VAK if een.naam == "aanbieding-ouder")
    vak = met_vak(geval).partition('<div class="meekijken">')[2].partition("</div>")[0]
    delen = [zin for zin in zinnen(vak) if "portaal." not in zin]
    assert douma(delen) >= 80
