"""Papers that go along with a letter, and the letter to an expert: made once, read by who gets the letter."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import ProgrammingError, transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from kern.bestanden.actions import bewaren
from kern.bestanden.opslag import lezen
from kern.brieven.actions import BriefNietKlaar, pdf_maken, renderen, te_maken, verzonden
from kern.brieven.dagtekening import dateren
from kern.brieven.models import Brief, Briefbijlage, BriefVersie
from kern.brieven.pdf import html_naar_pdf
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from loket import letters
from loket.actions.advies import advies_opslaan, ondertekenen
from loket.actions.bekendmaken import bekendmaken, klaarzetten
from loket.actions.besluit import besluiten
from loket.actions.bezwaar.bekendmaken import bezwaarbrieven_klaarzetten
from loket.actions.bezwaar.beslissen import op_bezwaar_beslissen
from loket.actions.deskundigen import deskundige_vervangen
from loket.actions.herstel import besluit_herstellen
from loket.actions.opdrachtbrief import opdrachtbrieven_sluiten
from loket.actions.opdrachten import opdracht_geven
from loket.actions.post.partij import partij_maken
from loket.actions.post.printen import BijlageOntbreekt, partij_printklaar
from loket.letters.bericht import Deel
from loket.models import Aanvraag, Advies, Bekendmaking, Bezwaarbekendmaking, Bezwaarstuk, Status
from scholen.models import Adres
from tests.factories import aanvraag_in, beslissing, gebruiker_met, leerling_op, opdracht_voor, pdfs_klaar
from tests.loket.bezwaarstappen import besluit_met_tlv, keuze, nu, tot_concept, vandaag
from tests.loket.brieven import AFZENDER
from tests.loket.test_advies import COMPLEET
from tests.loket.test_echtheid import met_datum, met_pdf
from tests.loket.test_pdfnormen import fouten

pytestmark = pytest.mark.django_db
S = Status


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, andere_ouder, deskundige_een, deskundige_twee):
    """Two experts are asked; nobody signed yet."""
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, leerling=leerling)
    opdracht_voor(aanvraag, deskundige=deskundige_een, volgorde=1)
    opdracht_voor(aanvraag, deskundige=deskundige_twee, volgorde=2, discipline="kinder_jeugdpsycholoog")
    Aanvraag.objects.filter(pk=aanvraag.pk).update(status=S.IN_ADVIES)
    aanvraag.refresh_from_db()
    return aanvraag


def tekenen(aanvraag, wie, **velden):
    opdracht = aanvraag.adviesopdrachten.get(deskundige=wie)
    advies = advies_opslaan(opdracht, door=wie, op=nu(), versie=0, **(COMPLEET | velden))
    ondertekenen(opdracht, door=wie, op=nu(), versie=advies.versie)
    return Advies.objects.get(pk=advies.pk)


@pytest.fixture
def geadviseerd(aanvraag, deskundige_een, deskundige_twee):
    tekenen(aanvraag, deskundige_een, motivering="Structuur is de hele dag nodig.")
    tekenen(aanvraag, deskundige_twee, motivering="Een kleine groep helpt.")
    aanvraag.refresh_from_db()
    return aanvraag


@pytest.fixture
def besloten(geadviseerd, beslisser):
    Aanvraag.objects.filter(pk=geadviseerd.pk).update(status=S.BESLUIT_VOORBEREIDEN)
    geadviseerd.refresh_from_db()
    besluiten(geadviseerd, door=beslisser, op=nu(), **beslissing(geadviseerd))
    return geadviseerd


def titels(rij):
    return [een.stuk.context["titel"] for een in rij.brief.bijlagen.select_related("stuk")]


TWEE = ["Advies van de orthopedagoog", "Advies van de kinder- of jeugdpsycholoog"]


# --- what is on it ----------------------------------------------------------------------------------------------


def test_signing_freezes_the_whole_advice_but_what_only_the_desk_reads(aanvraag, deskundige_een):
    uitleg = "Zij zag dit kind kort in 2019 bij een screening."
    advies = tekenen(aanvraag, deskundige_een, eerder_gezien="ja", eerder_gezien_uitleg=uitleg)
    html = advies.afschrift.html
    for deel in (aanvraag.leerling.naam, aanvraag.kenmerk, "Structuur is nodig.", "Het OPP.", deskundige_een.naam):
        assert deel in html
    assert uitleg not in html
    assert "zag de leerling niet eerder" not in html
    assert advies.afschrift.versies.get().dagtekening == vandaag()
    assert advies.afschrift.versies.get().controlecode is None


def test_a_draft_and_an_unsigned_advice_have_no_paper(aanvraag, deskundige_een):
    opdracht = aanvraag.adviesopdrachten.get(deskundige=deskundige_een)
    assert advies_opslaan(opdracht, door=deskundige_een, op=nu(), versie=0, **COMPLEET).afschrift is None


def test_a_secret_address_in_an_advice_stops_the_signature(aanvraag, deskundige_een, andere_ouder):
    adres = Adres.objects.get(betrokkene__gebruiker=andere_ouder)
    Adres.objects.filter(pk=adres.pk).update(adresgeheim=True)
    with pytest.raises(NietMogelijk, match="geheim adres"):
        tekenen(aanvraag, deskundige_een, bronnen=f"Huisbezoek aan {adres.straat}.")
    assert not Brief.objects.filter(soort="advies_deskundige").exists()


def test_a_character_without_a_font_stops_the_signature(aanvraag, deskundige_een):
    with pytest.raises(NietMogelijk, match="Deze tekens kunnen niet in een brief"):
        tekenen(aanvraag, deskundige_een, motivering="Structuur 𓀀 helpt.")


def test_the_paper_meets_both_norms_and_may_run_over_pages(tmp_path):
    stuk = letters.Stuk(
        afzender=AFZENDER,
        kenmerk="aanvraag AV-2026-0412",
        leerling=letters.Leerling(naam="Fenna Voorbeeld", roepnaam="Fenna", geboortedatum=vandaag()),
        titel="Advies van de orthopedagoog",
        datumwoord="Ondertekend op",
        feiten=(("Van", "J. Bedacht, orthopedagoog (NVO 123)"), ("Duur", "2 schooljaren")),
        delen=(Deel("Waarom dit advies?", "Een lange regel met redenen.\n\n" * 200),),
        ondertekend="Ondertekend in ons beveiligde portaal door J. Bedacht.",
    )
    assert letters.stuk_ontbreekt(stuk) == []
    html = dateren(renderen("brieven/stuk.html", stuk).html, dagtekening=vandaag(), bezwaar_tot=None)
    pdf = html_naar_pdf(html)
    assert len(PdfReader(BytesIO(pdf)).pages) > 2
    assert fouten(pdf, tmp_path) == []


# --- with the letter --------------------------------------------------------------------------------------------


def test_a_decision_takes_both_advices_along_for_everybody(besloten):
    rijen = Bekendmaking.objects.filter(besluit__aanvraag=besloten)
    assert rijen.count() == 3
    assert [titels(rij) for rij in rijen] == [TWEE] * 3
    assert Brief.objects.filter(soort="advies_deskundige").count() == 2


def test_who_may_not_know_where_the_child_is_gets_none_and_reads_how_to_ask(geadviseerd, beslisser, ouder):
    leerling = geadviseerd.leerling
    leerling.afscherming = "verblijfplaats"
    leerling.save()
    Aanvraag.objects.filter(pk=geadviseerd.pk).update(status=S.BESLUIT_VOORBEREIDEN)
    geadviseerd.refresh_from_db()
    besluiten(geadviseerd, door=beslisser, op=nu(), **beslissing(geadviseerd))
    brief = Bekendmaking.objects.get(betrokkene__gebruiker=ouder)
    assert titels(brief) == []
    assert "Niet bij deze brief: advies " in brief.brief.html
    assert "Structuur is de hele dag nodig." not in brief.brief.html  # an advice may say where the child is
    assert "Structuur is de hele dag nodig." in Bekendmaking.objects.get(aan="school").brief.html
    assert not Advies.objects.visible_to(ouder).exists()
    assert titels(Bekendmaking.objects.get(aan="school")) == TWEE


def afschermen(aanvraag):
    aanvraag.leerling.afscherming = "verblijfplaats"
    aanvraag.leerling.save()
    aanvraag.refresh_from_db()


def test_shielded_after_the_decision_the_letter_to_a_parent_is_made_again_without_papers(
    besloten, loketmedewerker, ouder
):
    afschermen(besloten)
    klaarzetten(besloten, door=loketmedewerker, op=nu(), verzenddatum=vandaag(), nagekeken=True)
    oud, nieuw = Bekendmaking.objects.filter(betrokkene__gebruiker=ouder).order_by("pk")
    assert (oud.vervallen_reden, nieuw.vervallen_op) == ("afscherming gewijzigd", None)
    assert titels(nieuw) == []
    assert besloten.school.naam not in nieuw.brief.html
    assert titels(Bekendmaking.objects.get(aan="school")) == TWEE


def test_shielded_after_the_letters_were_made_they_do_not_go(besloten, loketmedewerker, ouder):
    doen = {"door": loketmedewerker, "op": nu()}
    klaarzetten(besloten, **doen, verzenddatum=vandaag())
    pdfs_klaar()
    afschermen(besloten)
    with pytest.raises(NietMogelijk, match=r"afgeschermd nadat de brief aan .+ is gemaakt"):
        bekendmaken(besloten, **doen)
    klaarzetten(besloten, **doen, verzenddatum=vandaag(), nagekeken=True)
    pdfs_klaar()
    bekendmaken(besloten, **doen)
    weg = Bekendmaking.objects.get(betrokkene__gebruiker=ouder, verzonden_op__isnull=False)
    assert titels(weg) == []


def test_a_letter_waits_for_what_goes_along(besloten, loketmedewerker):
    doen = {"door": loketmedewerker, "op": nu()}
    klaarzetten(besloten, **doen, verzenddatum=vandaag())
    pdfs_klaar()
    stuk = Brief.objects.filter(soort="advies_deskundige").first().versies.get()
    BriefVersie.objects.filter(pk=stuk.pk).update(pdf=None, gemaakt_op=None)
    with pytest.raises(NietMogelijk, match="geen brief klaar"):
        partij_maken("loket", **doen)
    with pytest.raises(NietMogelijk, match="nog niet gemaakt"):
        bekendmaken(besloten, **doen)
    with pytest.raises(BriefNietKlaar):
        verzonden(Bekendmaking.objects.first().brief.versies.get(), op=nu())
    pdfs_klaar()
    bekendmaken(besloten, **doen)
    stuk.refresh_from_db()
    assert stuk.verzonden_op is not None


def test_a_batch_that_lost_a_paper_is_tried_again(besloten, loketmedewerker):
    doen = {"door": loketmedewerker, "op": nu()}
    klaarzetten(besloten, **doen, verzenddatum=vandaag())
    pdfs_klaar()
    partij = partij_maken("loket", **doen)
    stukken = BriefVersie.objects.filter(brief__soort="advies_deskundige")
    stukken.update(pdf=None, gemaakt_op=None)
    with pytest.raises(BijlageOntbreekt):
        partij_printklaar(partij.pk, op=nu())
    partij.refresh_from_db()
    assert (partij.pdf, partij.pogingen) == (None, 1)


def test_each_envelope_holds_the_letter_and_its_papers_on_coded_sheets(besloten, loketmedewerker):
    klaarzetten(besloten, door=loketmedewerker, op=nu(), verzenddatum=vandaag())
    for versie in list(te_maken(op=nu())):
        pdf_maken(versie.pk, op=nu())
    partij = partij_maken("loket", door=loketmedewerker, op=nu())
    partij_printklaar(partij.pk, op=nu())
    partij.refresh_from_db()
    bladen = [blad.extract_text() for blad in PdfReader(BytesIO(lezen(partij.pdf.sha256))).pages]
    for regel in partij.regels.all():
        vellen = [tekst for tekst in bladen if f"{regel.code}" in tekst]
        assert len(vellen) == regel.vellen
        assert [f"vel {nummer} van {regel.vellen}" in tekst for nummer, tekst in enumerate(vellen, 1)] == [True] * len(
            vellen
        )
        assert ["Hoort bij" in tekst for tekst in vellen[-3:]] == [False, True, True]
        assert all(titel in tekst for titel, tekst in zip(TWEE, vellen[-2:], strict=True))
    assert len(bladen) == 2 * sum(regel.vellen for regel in partij.regels.all())


def test_the_page_of_the_post_names_what_goes_along(besloten, loketmedewerker, inloggen):
    klaarzetten(besloten, door=loketmedewerker, op=nu(), verzenddatum=vandaag())
    pdfs_klaar()
    partij = partij_maken("loket", door=loketmedewerker, op=nu())
    tekst = inloggen(loketmedewerker).get(reverse("loket:postpartij", args=[partij.public_id])).text
    assert tekst.count(f"Met bijlagen: {'; '.join(TWEE)}") == 3
    assert "Doe er zelf bij" not in tekst


def test_what_was_frozen_beside_a_letter_never_changes(besloten):
    rij = Briefbijlage.objects.first()
    for poging in (lambda: rij.delete(), lambda: Briefbijlage.objects.update(volgorde=9)):
        with pytest.raises(ProgrammingError, match="bijlagen bij een brief veranderen niet"), transaction.atomic():
            poging()


# --- in the portal ----------------------------------------------------------------------------------------------


@pytest.fixture
def verzonden_besluit(besloten, loketmedewerker):
    klaarzetten(besloten, door=loketmedewerker, op=nu(), verzenddatum=vandaag())
    pdfs_klaar()
    bekendmaken(besloten, door=loketmedewerker, op=nu())
    return besloten


def test_a_parent_finds_them_beside_the_letter(verzonden_besluit, ouder, inloggen):
    rij = Bekendmaking.objects.get(betrokkene__gebruiker=ouder)
    binnen = inloggen(ouder)
    pagina = binnen.get(reverse("loket:brief", args=[rij.public_id])).text
    adres = reverse("loket:briefbijlage", args=[rij.public_id, 2])
    assert f'<a href="{adres}">Bijlage: {TWEE[1]} (pdf)</a>' in pagina
    antwoord = binnen.get(adres)
    assert antwoord["Content-Disposition"] == f'attachment; filename="{verzonden_besluit.kenmerk}-advies-2.pdf"'
    assert "no-store" in antwoord["Cache-Control"]
    assert b"".join(antwoord.streaming_content).startswith(b"%PDF")
    assert Logregel.objects.filter(actie="bijlage_gedownload").exists()
    assert binnen.get(reverse("loket:briefbijlage", args=[rij.public_id, 3])).status_code == 404


def test_nobody_reaches_a_paper_by_the_letter_of_another(verzonden_besluit, ouder, andere_ouder, inloggen):
    rij = Bekendmaking.objects.get(betrokkene__gebruiker=andere_ouder)
    vreemde = gebruiker_met(Rol.IB)
    for wie in (ouder, vreemde):
        assert inloggen(wie).get(reverse("loket:briefbijlage", args=[rij.public_id, 1])).status_code == 404


def test_before_the_day_of_the_letter_nobody_outside_reads_it(besloten, ouder, inloggen):
    rij = Bekendmaking.objects.get(betrokkene__gebruiker=ouder)
    pdfs_klaar()
    assert inloggen(ouder).get(reverse("loket:briefbijlage", args=[rij.public_id, 1])).status_code == 404


def test_who_hands_in_a_paper_hears_that_it_is_genuine_once_its_letter_went(besloten, loketmedewerker):
    for versie in list(te_maken(op=nu())):
        pdf_maken(versie.pk, op=nu())
    stuk = Brief.objects.filter(soort="advies_deskundige").first().versies.get()
    data = lezen(stuk.pdf.sha256)
    assert "Deze brief is echt" not in met_pdf(Client(), data).text
    klaarzetten(besloten, door=loketmedewerker, op=nu(), verzenddatum=vandaag())
    pdfs_klaar()
    bekendmaken(besloten, door=loketmedewerker, op=nu())
    antwoord = met_pdf(Client(), data)
    assert "Deze brief is echt" in antwoord.text
    assert besloten.leerling.naam not in antwoord.text


def test_a_paper_stays_genuine_when_the_decision_it_went_with_is_corrected(besloten, loketmedewerker, beslisser, ouder):
    """It goes along with the correction too; and it was signed before it was sent."""
    for keer in range(2):
        klaarzetten(besloten, door=loketmedewerker, op=nu(), verzenddatum=vandaag())
        for versie in list(te_maken(op=nu())):
            pdf_maken(versie.pk, op=nu())
        bekendmaken(besloten, door=loketmedewerker, op=nu())
        if not keer:
            besluit_herstellen(besloten, door=beslisser, op=nu(), uitleg="Een tikfout.", motivering="Structuur.")
    brief, nieuw = Bekendmaking.objects.filter(betrokkene__gebruiker=ouder).order_by("pk")
    assert titels(nieuw) == TWEE
    assert "is hij vervangen" in met_pdf(Client(), bytes_van(brief.brief)).text
    tekst = met_pdf(Client(), bytes_van(brief.brief.bijlagen.first().stuk)).text
    assert "Dit ging mee met een brief van ons." in tekst
    assert "vervangen" not in tekst
    assert "Wij verstuurden deze brief op" not in tekst


def bytes_van(brief):
    return lezen(brief.versies.get(vervallen_op=None).pdf.sha256)


# --- in a bezwaar -----------------------------------------------------------------------------------------------


@pytest.fixture
def zaak(ib, school, leerling, ouder, andere_ouder, beslisser, loketmedewerker, bezwaarbehandelaar):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)
    besluit = besluit_met_tlv(aanvraag, beslisser, loketmedewerker)
    return tot_concept(
        besluit, bezwaarbehandelaar, tekst="De commissie vindt de uitleg te kort.", strekking="ongegrond"
    )


def test_a_decision_on_bezwaar_takes_advice_and_report_of_the_committee_along(zaak, beslisser):
    op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=keuze())
    for rij in Bezwaarbekendmaking.objects.all():
        assert titels(rij) == ["Advies van de commissie", "Verslag van de hoorzitting"]
    stukken = Brief.objects.filter(soort__in=("advies_commissie", "verslag")).order_by("soort")
    assert "De commissie vindt de uitleg te kort." in stukken[0].html
    assert "De school vertelde." in stukken[1].html


def test_files_of_the_committee_are_named_for_who_packs(zaak, beslisser, bezwaarbehandelaar, inloggen):
    """Its advice may be a file; that is no paper of ours, so it is not joined."""
    op_bezwaar_beslissen(zaak, door=beslisser, op=nu(), keuze=keuze())
    Bezwaarstuk.objects.create(
        zaak=zaak,
        inhoud=bewaren(b"%PDF-1.7 van de commissie", soort="application/pdf", op=nu()),
        naam="advies-lbt.pdf",
        soort="advies",
        toegevoegd_op=nu(),
        toegevoegd_door=bezwaarbehandelaar,
    )
    bezwaarbrieven_klaarzetten(zaak, door=bezwaarbehandelaar, op=nu(), verzenddatum=vandaag())
    pdfs_klaar()
    partij = partij_maken("bezwaar", door=bezwaarbehandelaar, op=nu())
    tekst = inloggen(bezwaarbehandelaar).get(reverse("loket:postpartij", args=[partij.public_id])).text
    assert "Met bijlagen: Advies van de commissie; Verslag van de hoorzitting" in tekst
    assert "Doe er zelf bij: advies-lbt.pdf" in tekst


# --- the letter to an expert ------------------------------------------------------------------------------------


@pytest.fixture
def opdracht(school, ib, loketmedewerker, deskundige_een):
    aanvraag = aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, leerling=leerling_op(school))
    Aanvraag.objects.filter(pk=aanvraag.pk).update(status=S.IN_ADVIES)
    aanvraag.refresh_from_db()
    return opdracht_geven(
        aanvraag,
        deskundige=deskundige_een,
        discipline="orthopedagoog",
        volgorde=1,
        uiterlijk_op=vandaag() + timedelta(days=21),
        door=loketmedewerker,
        op=nu(),
    )


def test_an_expert_reads_in_a_letter_what_is_asked(opdracht, deskundige_een, inloggen):
    binnen = inloggen(deskundige_een)
    adres = reverse("loket:opdrachtbrief", args=[opdracht.public_id])
    assert adres in binnen.get(reverse("loket:advies", args=[opdracht.public_id])).text
    tekst = binnen.get(adres).text
    assert "Wilt u ons adviseren over een leerling?" in tekst
    assert "Wij vragen u als orthopedagoog om advies." in tekst
    pdf = reverse("loket:opdrachtbrief_pdf", args=[opdracht.public_id])
    assert binnen.get(pdf).status_code == 404  # not made yet
    pdfs_klaar()
    assert b"".join(binnen.get(pdf).streaming_content).startswith(b"%PDF")
    assert pdf in binnen.get(adres).text


def test_no_other_expert_school_or_parent_reads_it(opdracht, deskundige_twee, ib, ouder, inloggen):
    for wie in (deskundige_twee, ib, ouder):
        assert inloggen(wie).get(reverse("loket:opdrachtbrief", args=[opdracht.public_id])).status_code == 404


def test_who_is_replaced_reads_it_no_more_and_the_new_one_has_an_own_letter(
    opdracht, loketmedewerker, deskundige_een, deskundige_twee, inloggen
):
    deskundige_vervangen(
        opdracht.aanvraag,
        door=loketmedewerker,
        op=nu(),
        opdracht=opdracht.public_id,
        deskundige=deskundige_twee,
        discipline="psycholoog",
        uiterlijk_op=vandaag() + timedelta(days=14),
        reden="ziek",
    )
    assert inloggen(deskundige_een).get(reverse("loket:opdrachtbrief", args=[opdracht.public_id])).status_code == 404
    nieuw = opdracht.aanvraag.adviesopdrachten.get(deskundige=deskundige_twee)
    assert nieuw.brief_id not in (None, opdracht.brief_id)


def test_it_is_there_once_its_pdf_is_and_can_be_checked(opdracht):
    assert opdrachtbrieven_sluiten(op=nu()) == 0
    pdfs_klaar()
    assert opdrachtbrieven_sluiten(op=nu()) == 1
    assert opdrachtbrieven_sluiten(op=nu()) == 0
    versie = opdracht.brief.versies.get()
    assert versie.verzonden_op is not None
    assert "Deze brief is echt" in met_datum(Client(), versie).text


def test_who_was_replaced_before_it_was_made_was_never_sent_it(opdracht, loketmedewerker, deskundige_twee):
    deskundige_vervangen(
        opdracht.aanvraag,
        door=loketmedewerker,
        op=nu(),
        opdracht=opdracht.public_id,
        deskundige=deskundige_twee,
        discipline="psycholoog",
        uiterlijk_op=vandaag() + timedelta(days=14),
        reden="ziek",
    )
    pdfs_klaar()
    assert opdrachtbrieven_sluiten(op=nu()) == 1
    assert opdracht.brief.versies.get().verzonden_op is None


def test_made_on_a_later_day_it_gets_that_date(opdracht):
    pdfs_klaar()
    morgen = nu() + timedelta(days=1)
    assert opdrachtbrieven_sluiten(op=morgen) == 0
    pdfs_klaar(morgen)
    assert opdrachtbrieven_sluiten(op=morgen) == 1
    assert opdracht.brief.versies.get(vervallen_op=None).dagtekening == vandaag() + timedelta(days=1)
