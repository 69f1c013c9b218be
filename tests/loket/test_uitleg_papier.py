"""The explanation as the last page of the letter itself, for who chose another language than Dutch."""

import dataclasses
import re
from functools import cache
from io import BytesIO

import page
import pikepdf
import pypdf
import pytest
from django.utils import timezone

from kern.brieven.dagtekening import als_voorbeeld
from kern.brieven.models import BriefVersie
from kern.brieven.pdf import html_naar_pdf
from kern.brieven.talen import TALEN, datum_in
from kern.brieven.tekens import onbekende_tekens_in_html
from kern.gebruikers.rollen import Rol
from loket.actions.bekendmaken import klaarzetten
from loket.actions.besluit import besluiten
from loket.actions.vertaling import vertaling_nakijken
from loket.models import Bekendmaking, Status
from loket.uitleg.vertaling import NIET_NAGEKEKEN, in_taal, teksten, versie
from scholen.actions.taal import taal_kiezen
from tests.elk import elk
from tests.factories import aanvraag_in, beslissing, gebruiker_met
from tests.kern.brieven.test_pdf import document
from tests.loket.alle_brieven import ALLE
from tests.loket.test_letters import tekst

VREEMD = tuple(taal for taal in TALEN if taal != "nl")
GEZIN = tuple(een for een in ALLE if een.brief.aan_gezin)


def ids(geval):
    return geval.naam


def in_deze_taal(geval, taal, **anders):
    aan = dataclasses.replace(geval.brief.geadresseerde, taal=taal, **anders)
    return dataclasses.replace(geval, brief=dataclasses.replace(geval.brief, geadresseerde=aan))


def deel(html):
    """The explanation in a letter, "" when it has none."""
    gevonden = re.search(r'<section class="uitleg".*?</section>', html, re.S)
    return gevonden[0] if gevonden else ""


@elk("geval", GEZIN, ids=ids)
def test_each_letter_ends_with_the_explanation_in_the_language_of_the_reader(geval):
    for taal in VREEMD:
        html = in_deze_taal(geval, taal).gedateerd()
        uitleg = deel(html)
        assert uitleg.startswith(f'<section class="uitleg" lang="{taal}" dir="{TALEN[taal].richting}">')
        assert html.endswith("</section>\n</main>\n</body>\n</html>\n")
        assert datum_in(taal, geval.verzonden) in uitleg
        assert "Dit is een vertaling. De Nederlandse brief geldt." in uitleg
        assert "ONTBREEKT" not in html
        assert "<!--" not in html
        assert onbekende_tekens_in_html(html) == ()
        assert html.replace(uitleg + "\n", "") == geval.gedateerd()


@elk("geval", ALLE, ids=ids)
def test_who_reads_dutch_and_who_is_no_family_gets_the_letter_alone(geval):
    assert deel(geval.gedateerd()) == ""
    if not geval.brief.aan_gezin:
        assert deel(in_deze_taal(geval, "ar").gedateerd()) == ""


def test_the_last_day_is_on_paper_only_when_the_swv_prints_it():
    geval = next(een for een in GEZIN if een.naam == "besluit-toegekend-ouder")
    assert datum_in("pl", geval.laatste_dag) in deel(in_deze_taal(geval, "pl").gedateerd())
    rechten = dataclasses.replace(geval.brief.rechtsmiddelen, datum_tonen=False)
    zonder = dataclasses.replace(geval, brief=dataclasses.replace(geval.brief, rechtsmiddelen=rechten))
    uitleg = deel(in_deze_taal(zonder, "pl").gedateerd())
    assert "Ostatni dzień" not in uitleg
    assert "W ciągu sześciu tygodni".lower() in uitleg.lower()


def test_before_there_is_a_day_the_reader_of_a_preview_sees_that():
    geval = next(een for een in GEZIN if een.naam == "besluit-toegekend-ouder")
    html = als_voorbeeld(in_deze_taal(geval, "uk").bevroren())
    assert "<!--" not in html
    assert "від <bdi>(…)</bdi>" in html


def test_the_page_says_that_nobody_checked_it_unless_somebody_did():
    geval = GEZIN[0]
    woorden = in_taal("tr", NIET_NAGEKEKEN)
    assert woorden in deel(in_deze_taal(geval, "tr").gedateerd())
    assert woorden not in deel(in_deze_taal(geval, "tr", taal_nagekeken=True).gedateerd())


@cache
def bladen_zonder_uitleg():
    geval = next(een for een in GEZIN if een.naam == "besluit-toegekend-ouder")
    return len(pypdf.PdfReader(BytesIO(html_naar_pdf(geval.gedateerd()))).pages)


@pytest.mark.parametrize("taal", VREEMD)
def test_the_pdf_meets_both_norms_and_reads_in_order(tmp_path, taal):
    geval = next(een for een in GEZIN if een.naam == "besluit-toegekend-ouder")
    html = in_deze_taal(geval, taal).gedateerd()
    data = html_naar_pdf(html)
    bestand = tmp_path / "brief.pdf"
    bestand.write_bytes(data)
    for profiel in ("ua1", "2a"):
        uitslag = page.validate_pdf(str(bestand), profile=profiel)
        assert uitslag.is_compliant, [(fout.rule_id, fout.message) for fout in uitslag.failures]
    bladen = pypdf.PdfReader(BytesIO(data)).pages
    alleen = bladen_zonder_uitleg()
    assert len(bladen) - alleen in (1, 2)
    gelezen = " ".join("".join(blad.extract_text() for blad in bladen[alleen:]).split())
    koppen = [tekst(kop) for kop in re.findall(r"<h[23][^>]*>(.*?)</h[23]>", deel(html))]
    plekken = [gelezen.find(" ".join(kop.split()[:2]).rstrip("?؟")) for kop in koppen]
    assert -1 not in plekken
    assert plekken == sorted(plekken)
    fonts = {str(font.get_object()["/BaseFont"]) for blad in bladen for font in blad["/Resources"]["/Font"].values()}
    assert all(naam.split("+")[1].startswith(("Source-Sans-3-", "Vazirmatn-")) for naam in fonts)


@pytest.mark.parametrize("taal", VREEMD)
def test_every_text_of_a_language_can_be_printed_by_both_norms(tmp_path, taal):
    """Also the sentences of rare letters: one cluster of glyphs without a text to read would fail a whole letter.

    A cluster never goes past a space, so each word once is all of them.
    """
    zinnen = [vorm for een in teksten(taal) for vorm in een.vertaling]
    woorden = list(dict.fromkeys(" ".join(zinnen).split()))
    blokken = [" ".join(woorden[begin : begin + 300]) for begin in range(0, len(woorden), 300)]
    html = "".join(f"<p>{blok}</p><p><strong>{blok}</strong></p>" for blok in blokken)
    bestand = tmp_path / "teksten.pdf"
    deel_ = f'<section lang="{taal}" dir="{TALEN[taal].richting}">{html}</section>'
    bestand.write_bytes(html_naar_pdf(document(deel_)))
    for profiel in ("ua1", "2a"):
        uitslag = page.validate_pdf(str(bestand), profile=profiel)
        assert uitslag.is_compliant, [(fout.rule_id, fout.message) for fout in uitslag.failures]


def test_the_tags_say_which_part_is_in_which_language():
    """Without it a voice reads Arabic with the sounds of Dutch; the validator does not notice."""
    geval = next(een for een in GEZIN if een.naam == "verdaging-ouder")
    with pikepdf.open(BytesIO(html_naar_pdf(in_deze_taal(geval, "ar").gedateerd()))) as pdf:
        gevonden = [(str(een["/S"]), str(een["/Lang"])) for een in takken(pdf.Root.StructTreeRoot) if "/Lang" in een]
        assert str(pdf.Root.Lang) == "nl"
    assert ("/Sect", "ar") in gevonden
    assert ("/P", "nl") in gevonden
    with pikepdf.open(BytesIO(html_naar_pdf(geval.gedateerd()))) as pdf:
        assert not [een for een in takken(pdf.Root.StructTreeRoot) if "/Lang" in een]


def takken(tak):
    if isinstance(tak, pikepdf.Dictionary):
        yield tak
        kinderen = tak.get("/K", [])
        for kind in kinderen if isinstance(kinderen, pikepdf.Array) else [kinderen]:
            yield from takken(kind)


def test_the_page_is_frozen_with_the_decision_in_the_language_of_that_moment(
    ib, school, leerling, ouder, andere_ouder, beslisser, loketmedewerker
):
    """What the parent chooses later counts for the next letter; the other parent and the school read Dutch."""
    aanvraag = aanvraag_in(Status.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)
    taal_kiezen(door=ouder, op=timezone.now(), taal="ar")
    besluiten(aanvraag, door=beslisser, op=timezone.now(), **beslissing(aanvraag))
    brieven = {een.naam: een.brief for een in Bekendmaking.objects.select_related("brief", "betrokkene", "school")}
    mijn = brieven.pop(ouder.betrokkenen.get().naam)
    assert mijn.context["geadresseerde"]["taal"] == "ar"
    assert "<!--bezwaar-tot:ar-->" in deel(mijn.html)
    assert in_taal("ar", NIET_NAGEKEKEN) in mijn.html
    assert all(deel(een.html) == "" for een in brieven.values())
    taal_kiezen(door=ouder, op=timezone.now(), taal="en")
    klaarzetten(aanvraag, door=loketmedewerker, op=timezone.now(), verzenddatum=timezone.localdate())
    versie_ = BriefVersie.objects.get(brief=mijn)
    assert 'lang="ar" dir="rtl"' in deel(versie_.html)
    assert datum_in("ar", versie_.bezwaar_tot) in deel(versie_.html)


def test_a_translation_that_was_signed_off_goes_on_paper_without_the_warning(ib, school, leerling, ouder, beslisser):
    beheer = gebruiker_met(Rol.BEHEERDER)
    vertaling_nakijken(
        door=beheer,
        op=timezone.now(),
        taal="pl",
        versie=versie("pl"),
        spreker="Ewa Tłumacz",
        nagekeken_op=timezone.localdate(),
    )
    taal_kiezen(door=ouder, op=timezone.now(), taal="pl")
    aanvraag = aanvraag_in(Status.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)
    besluiten(aanvraag, door=beslisser, op=timezone.now(), **beslissing(aanvraag))
    brief = Bekendmaking.objects.get(betrokkene__gebruiker=ouder).brief
    assert deel(brief.html)
    assert in_taal("pl", NIET_NAGEKEKEN) not in brief.html
