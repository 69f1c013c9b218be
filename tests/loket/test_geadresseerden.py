"""To whom each letter goes, and that nothing of one addressee ends up in the letter of another (T7, 4.2)."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from kern.brieven.actions import versie_maken
from kern.brieven.pdf import html_naar_pdf
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.termijnen.kalender import verleng
from loket.actions.bekendmaken import bekendmaken, klaarzetten
from loket.actions.besluit import besluiten
from loket.actions.bezwaar import beslissen
from loket.actions.bezwaar.bekendmaken import bezwaar_bekendmaken, bezwaarbrieven_klaarzetten
from loket.actions.geadresseerden import geadresseerden
from loket.actions.uitstel import verdagen
from loket.actions.zaakbrief import zaakbrieven_klaarzetten, zaakbrieven_verzonden
from loket.actions.zienswijze import zienswijze_openen
from loket.models import Bekendmaking, Bezwaarbekendmaking, Bezwaarbericht, Status, Zaakbrief
from scholen.models import Adres, Gezag
from tests.factories import SchoolFactory, aanvraag_in, beslissing, gebruiker_met, ouder_van, pdfs_klaar
from tests.loket.bezwaarstappen import besluit_met_tlv, keuze, nu, tot_concept, vandaag

S = Status
GEHEIM = {"ouder": "Kanarielaan 77", "andere_ouder": "Kolibriehof 88"}
POSTCODE = {"ouder": "9977KA", "andere_ouder": "9988KO"}


@pytest.fixture
def gezin(leerling, ouder, andere_ouder):
    """Two parents with gezag who may not know where the other lives."""
    for naam, gebruiker in (("ouder", ouder), ("andere_ouder", andere_ouder)):
        gebruiker.email = f"kanarie-{naam}@thuis.example"
        gebruiker.save()
        Adres.objects.filter(betrokkene__gebruiker=gebruiker).update(
            straat=GEHEIM[naam], postcode=POSTCODE[naam], adresgeheim=True
        )
    return {"ouder": ouder, "andere_ouder": andere_ouder}


def _besluit(zaak, mensen):
    besluiten(zaak, door=mensen["beslisser"], op=nu(), **beslissing(zaak))


def _zienswijze(zaak, mensen):
    vraag = {"waarover": "Wij geven een jaar minder.", "besproken_op": vandaag()}
    zienswijze_openen(zaak, door=mensen["loket"], op=nu(), **vraag)


def _verdaging(zaak, mensen):
    verdagen(zaak, door=mensen["loket"], op=nu(), tot=verleng(vandaag() + timedelta(days=84)), reden="Ziekte.")


VAN = {"besluit": _besluit, "zienswijze": _zienswijze, "verdaging": _verdaging}
TABELLEN = (Bekendmaking, Zaakbrief, Bezwaarbericht, Bezwaarbekendmaking)


@pytest.fixture
def mensen(beslisser, loketmedewerker, bezwaarbehandelaar):
    return {"beslisser": beslisser, "loket": loketmedewerker, "bezwaar": bezwaarbehandelaar}


@pytest.fixture
def aanvraag(ib, school, leerling, gezin):
    return aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)


def brieven():
    return [rij for model in TABELLEN for rij in model.objects.select_related("brief", "betrokkene", "school")]


def canaries(gezin, van):
    """What may stand in the letters to this parent alone."""
    return [GEHEIM[van], POSTCODE[van][:4] + " " + POSTCODE[van][4:], POSTCODE[van], gezin[van].email]


def alles_van(brief):
    """Every word that goes with a letter: its words and their source, title and file name, PDF and metadata."""
    versie = versie_maken(brief, dagtekening=vandaag(), bezwaar_tot=_tot(brief), op=nu())
    pdf = html_naar_pdf(versie.html)
    lezer = PdfReader(BytesIO(pdf))
    bladen = " ".join(" ".join(blad.extract_text() for blad in lezer.pages).split())
    return {
        "html": versie.html,
        "context": str(brief.context),
        "namen": f"{brief.titel} {brief.bestandsnaam}",
        "pdf": bladen,
        "metadata": f"{lezer.metadata} {lezer.xmp_metadata and lezer.xmp_metadata.rdf_root.toxml()}",
        "bytes": pdf.decode("latin-1"),
    }


def _tot(brief):
    return vandaag() + timedelta(days=42) if "<!--bezwaar-tot-->" in brief.html else None


@pytest.mark.parametrize("soort", VAN)
def test_the_secret_address_of_one_parent_is_nowhere_in_the_letter_to_another(soort, aanvraag, gezin, mensen):
    VAN[soort](aanvraag, mensen)
    lijst = brieven()
    assert len(lijst) == 3
    for rij in lijst:
        gebruiker = rij.betrokkene and rij.betrokkene.gebruiker
        anderen = [naam for naam, wie in gezin.items() if wie != gebruiker]
        deel = alles_van(rij.brief)
        for naam in anderen:
            lekt = [(waar, woord) for woord in canaries(gezin, naam) for waar, tekst in deel.items() if woord in tekst]
            assert lekt == [], (soort, rij.aan, naam)
        if gebruiker:
            eigen = next(naam for naam, wie in gezin.items() if wie == gebruiker)
            assert GEHEIM[eigen] in deel["pdf"]  # the control: here it must be found


# --- who --------------------------------------------------------------------------------------------------------


def wie(aanvraag, dag=None):
    return [(aan.aan, aan.naam) for aan in geadresseerden(aanvraag, dag or vandaag())]


def jarig(leerling, jaren):
    leerling.geboortedatum = vandaag().replace(year=vandaag().year - jaren)
    leerling.save()


def test_the_school_board_and_each_parent_with_gezag_at_the_own_address(aanvraag):
    school, anna, bram = geadresseerden(aanvraag, vandaag())
    assert school.naam == aanvraag.school.bestuur.naam
    assert [aan.adresregels[0] for aan in (anna, bram)] == [*GEHEIM.values()]


def test_a_pupil_of_sixteen_reads_along_and_one_of_eighteen_reads_alone(aanvraag):
    leerling = aanvraag.leerling
    jarig(leerling, 16)
    assert [aan for aan, _ in wie(aanvraag)] == ["school", "ouder", "ouder", "leerling"]
    assert [aan for aan, _ in wie(aanvraag, vandaag() - timedelta(days=1))] == ["school", "ouder", "ouder"]
    jarig(leerling, 18)
    assert [aan for aan, _ in wie(aanvraag)] == ["school", "leerling"]


@pytest.mark.parametrize(("soort", "aan"), [("voogdij", "voogd"), ("gedeeltelijk", "ouder")])
def test_a_guardian_or_instelling_with_part_of_the_gezag_gets_a_letter_of_its_own(aanvraag, soort, aan):
    ouder_van(aanvraag.leerling, soort=soort, voornaam="Vera", achternaam="Voogd")
    assert (aan, "mevrouw Vera Voogd") in wie(aanvraag)
    ouder_van(aanvraag.leerling, soort="geen", voornaam="Stief", achternaam="Ouder")
    assert len(wie(aanvraag)) == 4


def test_the_receiving_school_gets_no_letter_only_the_sheet_of_the_tlv(aanvraag, mensen):
    """The sheet itself: test_tlv_ontvanger."""
    aanvraag.onderdeel_vraag.beoogde_school = SchoolFactory(naam="De Branding")
    aanvraag.onderdeel_vraag.save()
    _besluit(aanvraag, mensen)
    assert [rij.school for rij in brieven() if rij.school] == [aanvraag.school]


# --- again at the moment of sending -------------------------------------------------------------------------------


def verloren(gebruiker):
    Gezag.objects.filter(betrokkene__gebruiker=gebruiker).update(tot=vandaag() - timedelta(days=1))


def klaar_en_weg(soort, zaak, door):
    """How this kind is dated and marked as sent."""
    if soort == "besluit":
        return (
            lambda: klaarzetten(zaak, door=door, op=nu(), verzenddatum=vandaag()),
            lambda **welke: bekendmaken(zaak, door=door, op=nu(), **welke),
        )
    return (
        lambda: zaakbrieven_klaarzetten(zaak, door=door, op=nu(), verzenddatum=vandaag()),
        lambda **welke: zaakbrieven_verzonden(zaak, door=door, op=nu(), **welke),
    )


@pytest.mark.parametrize("soort", VAN)
def test_who_lost_gezag_after_the_letter_was_made_gets_nothing_more(soort, aanvraag, gezin, mensen):
    VAN[soort](aanvraag, mensen)
    klaar, weg = klaar_en_weg(soort, aanvraag, mensen["loket"])
    klaar()
    pdfs_klaar()
    verloren(gezin["ouder"])
    with pytest.raises(NietMogelijk, match=r"Anna .* krijgt deze brief niet meer"):
        weg()
    klaar()
    weg()
    stand = {rij.naam.split()[0]: bool(rij.verzonden_op) for rij in brieven() if rij.betrokkene}
    assert stand == {"Anna": False, "Bram": True}


@pytest.mark.parametrize("soort", VAN)
def test_who_got_gezag_after_the_letters_were_made_gets_the_same_and_nothing_is_closed_before(
    soort, aanvraag, gezin, mensen
):
    VAN[soort](aanvraag, mensen)
    klaar, weg = klaar_en_weg(soort, aanvraag, mensen["loket"])
    klaar()
    pdfs_klaar()
    nieuw = ouder_van(aanvraag.leerling, voornaam="Nieuw")
    weg()
    (rij,) = [rij for rij in brieven() if rij.verzonden_op is None]
    assert rij.betrokkene == nieuw
    aanvraag.refresh_from_db()
    assert aanvraag.status != S.BEKENDGEMAAKT
    klaar()
    pdfs_klaar()
    weg()
    assert [rij for rij in brieven() if rij.verzonden_op is None] == []


def test_the_same_holds_for_the_letters_in_a_bezwaar(aanvraag, gezin, mensen):
    besluit = besluit_met_tlv(aanvraag, mensen["beslisser"], mensen["loket"])
    zaak = tot_concept(besluit, mensen["bezwaar"], strekking="ongegrond")
    ander = gebruiker_met(Rol.BESLISSER, naam="Ander Beslisser")
    beslissen.op_bezwaar_beslissen(zaak, door=ander, op=nu(), keuze=keuze())
    zetten = {"door": mensen["bezwaar"], "op": nu()}
    bezwaarbrieven_klaarzetten(zaak, **zetten, verzenddatum=vandaag())
    pdfs_klaar()
    verloren(gezin["ouder"])
    with pytest.raises(NietMogelijk, match="krijgt deze brief niet meer"):
        bezwaar_bekendmaken(zaak, **zetten)
    for rij in [*Bezwaarbericht.objects.all(), *Bezwaarbekendmaking.objects.all()]:
        eigen = rij.betrokkene and rij.betrokkene.gebruiker
        for naam, gebruiker in gezin.items():
            if gebruiker != eigen:
                assert not [w for w in canaries(gezin, naam) if w in rij.brief.html + str(rij.brief.context)]
