"""Taking back a TLV: never without hearing, never backwards, with a letter to each addressee."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.http import Http404
from django.template import Context
from django.urls import reverse
from django.utils import timezone

from dossier.rules import Feiten, toestand
from kern.brieven.dagtekening import dateren
from kern.brieven.pdf import html_naar_pdf
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.termijnen.woorden import datum_voluit
from loket.actions.bekendmaken import bekendmaken, klaarzetten
from loket.actions.besluit import besluiten
from loket.actions.herstel import besluit_herstellen
from loket.actions.intrekking import intrekking_stoppen, tlv_intrekken, voornemen_vastleggen, zienswijze_vastleggen
from loket.actions.intrekking_verzenden import intrekking_bekendmaken, intrekking_klaarzetten
from loket.actions.tlv import plaatsen
from loket.letters import Intrekbesluitbrief, Leerling, Verklaring, Zienswijze, intrekking_ontbreekt
from loket.models import Bekendmaking, Besluit, Intrekking, Status, Tlv
from tests.factories import SchoolFactory, aanvraag_in, beslissing, gebruiker_met, pdfs_klaar, tlv_voor
from tests.leesbaarheid import gewoon
from tests.loket.brieven import AFZENDER, CONTROLE, GEADRESSEERDEN, besluitbrief
from tests.loket.test_letters import MOTOR

S = Status


def nu():
    return timezone.now()


def morgen(n=1):
    return timezone.localdate() + timedelta(days=n)


def pad(naam, *args):
    return reverse(f"loket:{naam}", args=args)


@pytest.fixture
def tlv(ib, school, leerling, ouder, andere_ouder, beslisser, loketmedewerker):
    """A TLV by the real way, its letters sent."""
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    klaarzetten(aanvraag, door=loketmedewerker, op=nu(), verzenddatum=timezone.localdate())
    pdfs_klaar()
    bekendmaken(aanvraag, door=loketmedewerker, op=nu())
    return Tlv.objects.get(besluit__aanvraag=aanvraag)


def beginnen(tlv, door, **velden):
    velden = {"grond": "nieuwe_feiten", "voornemen": "De school stopt.", "reageren_tot": morgen(14)} | velden
    return voornemen_vastleggen(tlv, door=door, op=nu(), **velden)


def gehoord(intrekking, door):
    woorden = {"zienswijze_school": "Wij zijn het eens.", "zienswijze_ouders": "Wij zijn het niet eens."}
    return zienswijze_vastleggen(intrekking, door=door, op=nu(), **woorden)


def intrekken(intrekking, door, **velden):
    velden = {"per": morgen(10), "motivering": "Het kan weer.", "antwoord_zienswijze": "Wij begrijpen u."} | velden
    return tlv_intrekken(intrekking, door=door, op=nu(), **velden)


def test_after_hearing_the_beslisser_takes_it_back_from_a_later_day(tlv, loketmedewerker, beslisser):
    intrekking = gehoord(beginnen(tlv, loketmedewerker), loketmedewerker)
    besluit = intrekken(intrekking, beslisser, per=tlv.ingangsdatum + timedelta(days=5))
    assert (besluit.versie, besluit.uitkomst) == (2, "intrekking")
    assert sorted(besluit.bekendmakingen.values_list("aan", flat=True)) == ["ouder", "ouder", "school"]
    assert tlv.status(besluit.ingangsdatum - timedelta(days=1)) == "actief"
    assert tlv.status(besluit.ingangsdatum) == "ingetrokken"
    assert tlv.nummer in besluit.bekendmakingen.first().brief.html
    assert Tlv.objects.count() == 1


def test_a_slip_of_the_pen_in_the_first_decision_can_be_corrected_after_a_withdrawal(tlv, loketmedewerker, beslisser):
    intrekking = gehoord(beginnen(tlv, loketmedewerker), loketmedewerker)
    intrekken(intrekking, beslisser, per=tlv.ingangsdatum + timedelta(days=5))
    besluit_herstellen(tlv.besluit.aanvraag, door=beslisser, op=nu(), uitleg="Een tikfout.", motivering="Structuur.")
    nieuw = Besluit.objects.get(herstelt=tlv.besluit)
    assert (nieuw.versie, nieuw.uitkomst) == (3, "toegekend")


def test_nobody_decides_before_school_and_parents_could_react(tlv, loketmedewerker, beslisser):
    intrekking = beginnen(tlv, loketmedewerker)
    with pytest.raises(NietMogelijk, match="kunnen reageren tot en met"):
        intrekken(intrekking, beslisser)
    zienswijze_vastleggen(intrekking, door=loketmedewerker, op=nu(), zienswijze_school="Eens.", zienswijze_ouders="")
    with pytest.raises(NietMogelijk, match="Wacht daarop"):
        intrekken(intrekking, beslisser)
    assert Besluit.objects.count() == 1


def test_when_their_time_is_over_the_letter_says_that_there_was_no_reaction(tlv, loketmedewerker, beslisser):
    intrekking = beginnen(tlv, loketmedewerker)
    Intrekking.objects.update(gevraagd_op=morgen(-20), reageren_tot=morgen(-1))
    besluit = intrekken(intrekking, beslisser, per=tlv.ingangsdatum + timedelta(days=1))
    assert "Wij kregen geen reactie" in besluit.bekendmakingen.first().brief.html


@pytest.mark.parametrize(
    ("velden", "reden"),
    [
        ({"per": morgen(0)}, "terugwerkende kracht"),
        ({"per": date(2050, 1, 1)}, "nog geldt"),
        ({"motivering": " "}, "waarom je de TLV intrekt"),
        ({"antwoord_zienswijze": ""}, "reacties van school en ouders"),
        ({"motivering": "שלום"}, "teken"),
    ],
)
def test_a_withdrawal_that_would_not_hold_is_refused_with_the_reason(tlv, loketmedewerker, beslisser, velden, reden):
    intrekking = gehoord(beginnen(tlv, loketmedewerker), loketmedewerker)
    with pytest.raises(NietMogelijk, match=reden):
        intrekken(intrekking, beslisser, **velden)
    assert tlv.gebeurtenissen.count() == 0


def test_the_desk_prepares_and_does_not_decide(tlv, loketmedewerker):
    intrekking = gehoord(beginnen(tlv, loketmedewerker), loketmedewerker)
    with pytest.raises(Http404):
        intrekken(intrekking, loketmedewerker)
    for rol in (Rol.IB, Rol.BEHEERDER, Rol.DESKUNDIGE):
        with pytest.raises(Http404):
            beginnen(tlv, gebruiker_met(rol))


def test_there_is_one_at_a_time_and_it_can_be_given_up(tlv, loketmedewerker, beslisser):
    intrekking = beginnen(tlv, loketmedewerker)
    with pytest.raises(NietMogelijk, match="al een intrekking"):
        beginnen(tlv, beslisser)
    intrekking_stoppen(intrekking, door=beslisser, op=nu(), reden="De school gaat toch door.")
    with pytest.raises(NietMogelijk, match="al beslist"):
        gehoord(intrekking, loketmedewerker)
    assert beginnen(tlv, beslisser).pk


def test_a_tlv_in_use_is_not_taken_back_because_the_school_asks(tlv, loketmedewerker):
    plaatsen(tlv, door=loketmedewerker, op=nu(), school=SchoolFactory(soort="SO"), per=tlv.ingangsdatum)
    with pytest.raises(NietMogelijk, match="al gebruikt"):
        beginnen(tlv, loketmedewerker, grond="verzoek")


def test_nothing_is_taken_back_that_does_not_run(ib, beslisser, loketmedewerker):
    oud = tlv_voor(ib=ib, beslisser=beslisser, start=morgen(-400), eind=morgen(-1))
    with pytest.raises(NietMogelijk, match="geldt niet meer"):
        beginnen(oud, loketmedewerker)


def test_the_outcome_is_seen_after_the_own_letter_and_not_before(tlv, loketmedewerker, beslisser, ouder, ib, inloggen):
    besluit = intrekken(gehoord(beginnen(tlv, loketmedewerker), loketmedewerker), beslisser)
    assert not Besluit.objects.visible_to(ouder).filter(pk=besluit.pk).exists()
    assert "trekken de verklaring" not in inloggen(ouder).get("/dossier/", follow=True).text
    assert "TLV ingetrokken" not in inloggen(ib).get("/school/").text
    intrekking_klaarzetten(besluit, door=loketmedewerker, op=nu(), verzenddatum=timezone.localdate())
    pdfs_klaar()
    intrekking_bekendmaken(besluit, door=loketmedewerker, op=nu())
    assert all(rij.bezwaar_tot for rij in Bekendmaking.objects.filter(besluit=besluit))
    assert "trekken de verklaring" in inloggen(ouder).get("/dossier/", follow=True).text
    assert "TLV ingetrokken" in inloggen(ib).get("/school/").text


def test_the_last_day_that_is_left_is_shown_and_the_first_letter_stays(
    tlv, loketmedewerker, beslisser, ouder, ib, inloggen
):
    """Also to the school, from its letter on: before it, the list says what the first letter said."""
    besluit = intrekken(gehoord(beginnen(tlv, loketmedewerker), loketmedewerker), beslisser)
    dag = datum_voluit(morgen(9))
    assert dag not in inloggen(ib).get("/school/tlv/").text
    intrekking_klaarzetten(besluit, door=loketmedewerker, op=nu(), verzenddatum=timezone.localdate())
    pdfs_klaar()
    intrekking_bekendmaken(besluit, door=loketmedewerker, op=nu())
    lijst = inloggen(ib).get("/school/tlv/").text
    assert f"tot en met {dag}" in lijst
    assert "Eindigt eerder dan gepland" in lijst
    assert f"tot en met {dag} (was " in inloggen(loketmedewerker).get(pad("tlv", tlv.public_id)).text
    dossier = inloggen(ouder).get("/dossier/", follow=True).text
    assert dossier.count("De brief met het besluit") == dossier.count("De brief over het intrekken") == 2, (
        "new, and kept"
    )


def test_from_the_intention_to_the_letters_by_the_pages(tlv, loketmedewerker, beslisser, inloggen):
    balie = inloggen(loketmedewerker)
    vraag = {"grond": "onjuist", "voornemen": "De gegevens klopten niet.", "reageren_tot": morgen(14).isoformat()}
    assert balie.post(pad("tlv_intrekken", tlv.public_id), vraag).status_code == 302
    antwoord = balie.get(pad("tlv_intrekken", tlv.public_id))
    assert "kunnen reageren tot en met" in antwoord.text
    woorden = {"actie": "zienswijze", "zienswijze_school": "Eens.", "zienswijze_ouders": "Niet eens."}
    balie.post(pad("tlv_intrekken", tlv.public_id), woorden)
    assert balie.get(pad("tlv_intrekbesluit", tlv.public_id)).status_code == 404
    beslis = inloggen(beslisser)
    besluit = {"per": morgen(9).isoformat(), "motivering": "Zo is het.", "antwoord_zienswijze": "Wij begrijpen u."}
    bekeken = beslis.post(pad("tlv_intrekbesluit", tlv.public_id), besluit | {"actie": "bekijken"})
    assert "Wij trekken de verklaring" in bekeken.text
    assert Besluit.objects.count() == 1
    assert beslis.post(pad("tlv_intrekbesluit", tlv.public_id), besluit | {"actie": "besluiten"}).status_code == 302
    balie = inloggen(loketmedewerker)
    assert pad("tlv_intrekking_brieven", tlv.public_id) in balie.get(pad("verzenden")).text
    balie.post(
        pad("tlv_intrekking_brieven", tlv.public_id),
        {"actie": "klaarzetten", "verzenddatum": timezone.localdate().isoformat()},
    )
    pdfs_klaar()
    keuzes = [een for een, _ in balie.get(pad("tlv_intrekking_brieven", tlv.public_id)).context["keuzes"]]
    balie.post(pad("tlv_intrekking_brieven", tlv.public_id), {"actie": "verzonden", "brieven": keuzes})
    assert "Alles is verstuurd" in balie.get(pad("tlv_intrekking_brieven", tlv.public_id)).text
    assert balie.get(pad("tlv", tlv.public_id)).status_code == 200


# --- the letter --------------------------------------------------------------------------------------------------


def intrekkingsbrief(aan="ouder", **velden) -> Intrekbesluitbrief:
    basis = besluitbrief("toegekend", aan)
    gegevens = {
        "afzender": AFZENDER,
        "geadresseerde": GEADRESSEERDEN[aan],
        "kenmerk": "AV-2026-0412",
        "leerling": Leerling(naam="Fenna Voorbeeld", roepnaam="Fenna", geboortedatum=date(2019, 6, 3)),
        "school": "basisschool De Zandloper",
        "verklaring": Verklaring(
            nummer="PO9901-2627-SO-0187",
            soort="SO",
            categorie="L",
            gegeven_op=date(2026, 11, 20),
            begin=date(2027, 1, 4),
            eind=date(2029, 7, 31),
        ),
        "per": date(2027, 3, 1),
        "besloten_op": date(2027, 2, 8),
        "grond": "nieuwe_feiten",
        "motivering": "Fenna krijgt op haar eigen school de hulp die zij nodig heeft.",
        "gevraagd_op": date(2027, 1, 18),
        "reageren_tot": date(2027, 2, 1),
        "zienswijzen": (
            Zienswijze(van="De ouders schreven ons", tekst="Wij zijn blij dat zij kan blijven."),
            Zienswijze(van="De school schreef ons", tekst="Het gaat goed.", van_geadresseerde=aan == "school"),
        ),
        "antwoord_zienswijze": "Wij zijn blij met uw reactie.",
        "rechtsmiddelen": basis.rechtsmiddelen,
        "ondertekening": basis.ondertekening,
        "afschriften": ("de school",),
    }
    return Intrekbesluitbrief(**gegevens | velden)


def test_a_withdrawal_as_it_is_in_life_fits_on_two_pages():
    """Two paragraphs of reasons, two parents and the school who say something, and three who get a copy."""
    zin = (
        "De school en de begeleider zien dat Fenna nu zelf om hulp vraagt en de hele dag volhoudt in haar eigen groep. "
    )
    wie = {"U schreef ons": zin, "De heer B. Voorbeeld schreef ons": "Eens.", "De school schreef ons": zin}
    brief = intrekkingsbrief(
        motivering=f"{zin}\n\n{zin}Een plek in het speciaal onderwijs is daarom niet nodig.",
        zienswijzen=tuple(Zienswijze(van=van, tekst=tekst) for van, tekst in wie.items()),
        antwoord_zienswijze=zin,
        afschriften=("basisschool De Zandloper", "Stichting Scholen aan Zee", "de heer B. Voorbeeld"),
    )
    html = MOTOR.get_template("brieven/intrekking.html").render(Context({"brief": brief}))
    pdf = html_naar_pdf(dateren(html, dagtekening=date(2027, 2, 9), bezwaar_tot=date(2027, 3, 23), controle=CONTROLE))
    with pikepdf.open(BytesIO(pdf)) as gelezen:
        assert len(gelezen.pages) == 2


@pytest.mark.parametrize(
    ("velden", "ontbreekt"),
    [
        ({"motivering": " "}, "onze motivering"),
        ({"zienswijzen": ()}, "wat de ouders en de school vinden"),
        ({"antwoord_zienswijze": ""}, "ons antwoord op wat de ouders en de school vinden"),
        ({"afschriften": ()}, "wie een kopie krijgt"),
        ({"afzender": replace(AFZENDER, straat="")}, "adres van het samenwerkingsverband"),
        ({}, ""),
    ],
)
def test_the_letter_is_not_complete_without_each_compulsory_element(velden, ontbreekt):
    assert intrekking_ontbreekt(intrekkingsbrief(**velden)) == ([ontbreekt] if ontbreekt else [])


def test_a_shielded_addressee_reads_no_school():
    afgeschermd = intrekkingsbrief(geadresseerde=replace(GEADRESSEERDEN["ouder"], afgeschermd=True))
    html = MOTOR.get_template("brieven/intrekking.html").render(Context({"brief": afgeschermd}))
    assert "Zandloper" not in html


def test_parents_read_from_which_day_it_no_longer_holds():
    feiten = Feiten(
        fase="brief",
        roepnaam="Fenna",
        school="De Zandloper",
        vandaag=date(2027, 2, 10),
        soort="SO",
        bij_school="ingeschreven",
        uitkomst="intrekking",
        start=date(2027, 3, 1),
        bezwaar_tot=date(2027, 3, 23),
    )
    gelezen = toestand(feiten)
    assert "De verklaring geldt niet meer vanaf maandag 1 maart 2027." in gewoon(*gelezen.daarna)
    assert gelezen.bezwaar_tot == date(2027, 3, 23)
