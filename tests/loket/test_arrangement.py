"""The answer to a request for help: told at once, or as a besluit that is known when its letter went out."""

import dataclasses
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.post.models import Bericht
from kern.termijnen.termijn import einde
from loket.actions import consult
from loket.actions.arrangement import Hulp, arrangement_beantwoorden
from loket.actions.inzage.bronnen import _nog_niet
from loket.actions.vanzelf import vanzelf_versturen
from loket.actions.zaakbrief import zaakbrieven_klaarzetten, zaakbrieven_verzonden
from loket.models import Aanvraag, Arrangementuitkomst, Mandaat, Status, Zaakbrief
from loket.rules.inzage import Reden
from scholen.models import Instelling
from tests.factories import aanvraag_in, gebruiker_met, ouder_van, pdfs_klaar

S = Status
Soort = Zaakbrief.Soort
pytestmark = pytest.mark.django_db
HULP = Hulp(
    toegekend=True,
    vorm="begeleiding in de klas",
    omvang="40 uur",
    begin=date(2027, 1, 4),
    eind=date(2027, 7, 31),
    motivering="Een vaste begeleider geeft rust om te leren.",
)
GEEN = Hulp(
    toegekend=False,
    vorm="begeleiding in de klas",
    motivering="Dit hoort bij de basishulp van elke school.",
    passende_hulp="Onze adviseur denkt met de school mee.",
)


def nu():
    return timezone.now()


def adres(naam, aanvraag):
    return reverse(f"loket:{naam}", args=[aanvraag.public_id])


@pytest.fixture
def vraag(school, ib, leerling, ouder):
    """A request from the catalogue that the SWV is busy with; the parent reads the portal."""
    return aanvraag_in(S.IN_BEHANDELING, school=school, ib=ib, leerling=leerling, soort="ARR", gewicht="licht")


@pytest.fixture
def besluit(vraag, beslisser):
    """The same where the answer is a besluit, answered."""
    Instelling.objects.update(arrangement_is_besluit=True)
    vraag.refresh_from_db()
    return arrangement_beantwoorden(vraag, door=beslisser, op=nu(), hulp=HULP)


def verstuurd(aanvraag, loketmedewerker):
    zaakbrieven_klaarzetten(aanvraag, door=loketmedewerker, op=nu(), verzenddatum=timezone.localdate())
    pdfs_klaar()
    zaakbrieven_verzonden(aanvraag, door=loketmedewerker, op=nu())


# --- an answer ---------------------------------------------------------------------------------------------------


def test_school_and_parents_get_the_answer_and_a_mail_that_says_nothing(vraag, ib, ouder, leerling, beslisser):
    ouder_van(leerling, aanhef="meneer", voornaam="Bram")
    rij = arrangement_beantwoorden(vraag, door=beslisser, op=nu(), hulp=HULP)
    assert (rij.status, rij.behandelaar) == (S.ADVIES_UITGEBRACHT, beslisser)
    uit = rij.arrangementuitkomst
    assert (uit.toegekend, uit.omvang, uit.is_besluit, uit.ondertekenaar) == (True, "40 uur", False, beslisser.naam)
    brieven = {een.naam: een for een in rij.zaakbrieven.filter(soort=Soort.ARRANGEMENT).select_related("brief")}
    assert len(brieven) == 3
    for een in brieven.values():
        assert "begeleiding in de klas, 40 uur" in een.brief.html
        assert "Dit is geen besluit volgens de wet" in een.brief.html
        assert "bezwaar" not in een.brief.html
    assert {een.vanzelf for een in brieven.values() if een.betrokkene and een.betrokkene.gebruiker_id} == {True}
    assert {een.vanzelf for een in brieven.values() if een.betrokkene and not een.betrokkene.gebruiker_id} == {False}
    pdfs_klaar()
    vanzelf_versturen(op=nu())
    assert {ib.email, ouder.email} == set(Bericht.objects.values_list("aan", flat=True))
    for wie in (ib, ouder):
        assert Arrangementuitkomst.objects.visible_to(wie).get() == uit


def test_a_refusal_says_which_help_does_fit(vraag, beslisser):
    arrangement_beantwoorden(vraag, door=beslisser, op=nu(), hulp=dataclasses.replace(GEEN, omvang="9 uur"))
    assert Arrangementuitkomst.objects.get().omvang == ""
    brief = vraag.zaakbrieven.filter(soort=Soort.ARRANGEMENT).select_related("brief")[0].brief
    assert "krijgt geen extra hulp" in brief.html
    assert "Onze adviseur denkt met de school mee." in brief.html


def test_it_reads_as_an_answer_and_never_as_advice(inloggen, vraag, ib, beslisser, loketmedewerker):
    arrangement_beantwoorden(vraag, door=beslisser, op=nu(), hulp=HULP)
    assert "Lees het antwoord." in inloggen(ib).get(reverse("loket:school_home")).text
    school = inloggen(ib).get(adres("aanvraag", vraag)).text
    balie = inloggen(loketmedewerker).get(adres("behandelen", vraag)).text
    lijst = inloggen(loketmedewerker).get(reverse("loket:aanvragen") + "?soort=ARR").text
    termijn = inloggen(loketmedewerker).get(adres("behandelen", vraag) + "?tab=termijn").text
    for tekst in (school, balie, lijst):
        assert "Antwoord gegeven" in tekst
        assert "dvies gegeven</" not in tekst
    assert "Wij gaven antwoord op je vraag om hulp" in school
    assert "Antwoord gegeven op de vraag om hulp" in termijn
    for tekst in (school, balie):
        assert "Een vaste begeleider geeft rust om te leren." in tekst
        assert "Het advies" not in tekst
    assert "Vraag en antwoord" in balie
    assert "Aanvraag intrekken" not in school
    inloggen(ib).post(adres("advies_gelezen", vraag))
    assert Aanvraag.objects.get(pk=vraag.pk).status == S.GESLOTEN
    assert "heeft het gelezen op" in inloggen(loketmedewerker).get(adres("behandelen", vraag)).text


def test_a_group_gets_its_answer_in_the_portal_without_letters(inloggen, school, ib, beslisser):
    groep = aanvraag_in(S.INGEDIEND, school=school, ib=ib, soort="ARRG", gewicht="melden")
    Instelling.objects.update(arrangement_is_besluit=True)
    arrangement_beantwoorden(groep, door=beslisser, op=nu(), hulp=GEEN)
    assert not Zaakbrief.objects.exists()
    assert Arrangementuitkomst.objects.get().is_besluit is False
    assert Bericht.objects.get().aan == ib.email
    assert "Niet toegekend" in inloggen(ib).get(adres("aanvraag", groep)).text


def test_who_gets_gezag_later_reads_the_same_answer(besluit, leerling, loketmedewerker):
    Instelling.objects.update(ondersteuningsplan="2030-2034")
    laat = ouder_van(leerling, aanhef="meneer", voornaam="Later")
    verstuurd(besluit, loketmedewerker)
    html = besluit.zaakbrieven.get(betrokkene=laat, soort=Soort.ARRANGEMENT).brief.html
    assert "begeleiding in de klas, 40 uur" in html
    assert besluit.zaakbrieven.filter(soort=Soort.ARRANGEMENT).values("ronde").distinct().count() == 1


# --- who may, and what must be there -----------------------------------------------------------------------------


def test_the_adviseur_answers_what_was_assigned_and_nobody_else_may(vraag, ib, loketmedewerker):
    adviseur = gebruiker_met(Rol.ADVISEUR, naam="Iris Adviseur")
    with pytest.raises(Http404):
        arrangement_beantwoorden(vraag, door=adviseur, op=nu(), hulp=HULP)
    for wie in (ib, loketmedewerker):
        with pytest.raises(NietMogelijk, match="geen rechten"):
            arrangement_beantwoorden(vraag, door=wie, op=nu(), hulp=HULP)
    Aanvraag.objects.filter(pk=vraag.pk).update(behandelaar=adviseur)
    arrangement_beantwoorden(vraag, door=adviseur, op=nu(), hulp=HULP)
    assert Arrangementuitkomst.objects.visible_to(adviseur).get().functie == "adviseur passend onderwijs"
    with pytest.raises(NietMogelijk, match="Antwoord gegeven"):
        arrangement_beantwoorden(vraag, door=adviseur, op=nu(), hulp=GEEN)


def test_only_help_is_granted_and_what_is_granted_gets_no_advice(vraag, beslisser, loketmedewerker):
    with pytest.raises(NietMogelijk, match="geen vraag om een arrangement"):
        arrangement_beantwoorden(aanvraag_in(S.INGEDIEND, soort="CONSULT"), door=beslisser, op=nu(), hulp=HULP)
    with pytest.raises(NietMogelijk, match="ken je toe of wijs je af"):
        consult.advies_bewaren(vraag, door=loketmedewerker, op=nu(), versie=0, tekst="Begin klein.")
    van_de_pagina = aanvraag_in(S.IN_BEHANDELING, soort="ARR")
    assert consult.advies_bewaren(van_de_pagina, door=loketmedewerker, op=nu(), versie=0, tekst="Begin klein.")


def test_the_page_of_the_adviseur_points_to_granting(inloggen, vraag, beslisser):
    balie = inloggen(beslisser).get(adres("behandelen", vraag)).text
    assert reverse("arrangementen:van_aanvraag", args=[vraag.public_id]) in balie
    adviseur = gebruiker_met(Rol.ADVISEUR)
    Aanvraag.objects.filter(pk=vraag.pk).update(behandelaar=adviseur)
    tekst = inloggen(adviseur).get(adres("consult_advies", vraag)).text
    assert reverse("arrangementen:van_aanvraag", args=[vraag.public_id]) in tekst
    assert 'name="tekst"' not in tekst


def test_what_is_missing_or_cannot_be_printed_is_said_and_nothing_is_kept(vraag, beslisser):
    for anders, zin in (
        ({"omvang": " "}, "omvang"),
        ({"eind": None}, "laatste dag"),
        ({"eind": HULP.begin - timedelta(days=1)}, "laatste dag"),
        ({"motivering": ""}, "motivering|waarom|leeg"),
        ({"vorm": "hulp \U0001f600"}, "kunnen niet in een brief"),
        ({"toegekend": False}, "welke hulp wel past"),
    ):
        with pytest.raises(NietMogelijk, match=zin):
            arrangement_beantwoorden(vraag, door=beslisser, op=nu(), hulp=dataclasses.replace(HULP, **anders))
    Instelling.objects.update(ondersteuningsplan="")
    with pytest.raises(NietMogelijk, match="In de brief ontbreekt: het ondersteuningsplan"):
        arrangement_beantwoorden(vraag, door=beslisser, op=nu(), hulp=HULP)
    vraag.refresh_from_db()
    assert vraag.status == S.IN_BEHANDELING
    assert not Arrangementuitkomst.objects.exists()
    assert not Bericht.objects.exists()


def test_an_answer_never_changes(vraag, beslisser):
    arrangement_beantwoorden(vraag, door=beslisser, op=nu(), hulp=HULP)
    uit = Arrangementuitkomst.objects.get()
    for wijzigen in (lambda: Arrangementuitkomst.objects.update(omvang="80 uur"), uit.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            wijzigen()
    with pytest.raises(IntegrityError), transaction.atomic():
        Arrangementuitkomst.objects.bulk_create(
            [_kopie(uit, aanvraag_in(S.IN_BEHANDELING, soort="ARR"), is_besluit=True)]
        )


def _kopie(uit, aanvraag, **anders):
    velden = {veld.attname: getattr(uit, veld.attname) for veld in uit._meta.concrete_fields}
    weg = ("id", "public_id", "aanvraag_id")
    return Arrangementuitkomst(
        **{naam: waarde for naam, waarde in velden.items() if naam not in weg} | {"aanvraag": aanvraag, **anders}
    )


# --- a besluit ---------------------------------------------------------------------------------------------------


def test_a_besluit_is_known_when_its_letter_went_out_and_then_six_weeks_run(
    inloggen, besluit, ib, ouder, loketmedewerker
):
    uit = besluit.arrangementuitkomst
    brieven = besluit.zaakbrieven.filter(soort=Soort.ARRANGEMENT)
    assert {een.vanzelf for een in brieven} == {False}
    assert not Bericht.objects.exists()
    for wie in (ib, ouder):
        assert not Arrangementuitkomst.objects.visible_to(wie).exists()
    for pagina in (reverse("loket:school_home"), adres("aanvraag", besluit)):
        tekst = inloggen(ib).get(pagina).text
        assert "In behandeling" in tekst
        assert "Antwoord gegeven" not in tekst
        assert "begeleiding in de klas, " not in tekst
    assert _nog_niet(uit) == Reden.CONCEPT
    assert "Toegekend" in inloggen(loketmedewerker).get(adres("behandelen", besluit)).text
    verstuurd(besluit, loketmedewerker)
    assert {een.bezwaar_tot for een in brieven.all()} == {einde(timezone.localdate(), weken=6)}
    for wie in (ib, ouder):
        assert Arrangementuitkomst.objects.visible_to(wie).get() == uit
    assert "Toegekend" in inloggen(ib).get(adres("aanvraag", besluit)).text
    assert _nog_niet(uit) is None


def test_a_letter_that_is_a_besluit_says_how_to_object_by_post_or_mail(besluit):
    html = besluit.zaakbrieven.filter(aan="ouder")[0].brief.html
    for woorden in ("binnen zes weken", "per post", "per e-mail", "De laatste dag is"):
        assert woorden in html
    assert "in ons portaal" not in html, "there one objects to decisions about a TLV only"


def test_without_a_printed_day_the_six_weeks_run_too(vraag, beslisser, loketmedewerker):
    Instelling.objects.update(arrangement_is_besluit=True, bezwaardatum_in_brief=False)
    vraag.refresh_from_db()
    arrangement_beantwoorden(vraag, door=beslisser, op=nu(), hulp=HULP)
    zaakbrieven_klaarzetten(vraag, door=loketmedewerker, op=nu(), verzenddatum=timezone.localdate())
    assert None not in vraag.zaakbrieven.filter(soort=Soort.ARRANGEMENT).values_list("bezwaar_tot", flat=True)


def test_only_the_board_or_who_has_a_mandate_for_the_amount_takes_a_besluit(vraag, beheerder):
    Instelling.objects.update(arrangement_is_besluit=True)
    adviseur = gebruiker_met(Rol.ADVISEUR, naam="Iris Adviseur")
    Aanvraag.objects.filter(pk=vraag.pk).update(behandelaar=adviseur)
    with pytest.raises(NietMogelijk, match="geen mandaat"):
        arrangement_beantwoorden(vraag, door=adviseur, op=nu(), hulp=HULP)
    Mandaat.objects.create(
        swv=vraag.swv,
        nummer="2026-07",
        gebruiker=adviseur,
        functie="adviseur passend onderwijs",
        soorten=["ARR"],
        max_bedrag=Decimal(5000),
        van=timezone.localdate(),
        gegeven_op=nu(),
        gegeven_door=beheerder,
    )
    duur, goedkoop = (dataclasses.replace(HULP, bedrag=Decimal(een)) for een in ("5000.01", "5000"))
    with pytest.raises(NietMogelijk, match="lager bedrag"):
        arrangement_beantwoorden(vraag, door=adviseur, op=nu(), hulp=duur)
    arrangement_beantwoorden(vraag, door=adviseur, op=nu(), hulp=goedkoop)
    uit = Arrangementuitkomst.objects.get()
    assert (uit.bevoegdheid, uit.mandaat.nummer) == ("mandaat", "2026-07")
    assert "Namens het bestuur" in vraag.zaakbrieven.filter(soort=Soort.ARRANGEMENT)[0].brief.html


def test_a_term_belongs_to_a_besluit_alone(vraag, beslisser):
    arrangement_beantwoorden(vraag, door=beslisser, op=nu(), hulp=HULP)
    brief = vraag.zaakbrieven.filter(soort=Soort.ARRANGEMENT, vanzelf=True)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Zaakbrief.objects.filter(pk=brief.pk).update(bezwaar_tot=timezone.localdate())
