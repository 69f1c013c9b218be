"""A TLV is taken back: the intention, what school and parents say, the decision, the letter, and who reads it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from kern.termijnen.schooljaar import laatste_dag, schooljaar
from loket.models import Bekendmaking, TlvStatus
from tests.factories import SchoolFactory, gebruiker_met, leerling_op, ouder_van, tlv_voor

from . import mensen
from .conftest import bekijk
from .stappen import druk, klik

pytestmark = [pytest.mark.lang, pytest.mark.e2e, pytest.mark.werker, pytest.mark.django_db(transaction=True)]


def test_a_tlv_is_taken_back_after_hearing_school_and_parents(binnen, werker):
    school = SchoolFactory(naam="Basisschool De Zandloper")
    anouk = gebruiker_met(Rol.IB, school=school, naam="Anouk Visser")
    marit = gebruiker_met(Rol.LOKETMEDEWERKER, naam="Marit Hoekstra")
    hanneke = gebruiker_met(Rol.BESLISSER, naam="Hanneke Beslisser")
    anna = gebruiker_met(Rol.OUDER, naam="Anna Voorbeeld")
    fenna = leerling_op(school, roepnaam="Fenna", achternaam="Voorbeeld")
    ouder_van(fenna, gebruiker=anna)
    vandaag = timezone.localdate()
    einde = laatste_dag(schooljaar(vandaag) + 1)
    tlv = tlv_voor(ib=anouk, beslisser=hanneke, leerling=fenna, start=vandaag, eind=einde)

    balie, thuis = binnen(marit), binnen(anna)
    _voornemen(balie, tlv)
    mensen.versturen(balie, "voornemen-verzenden")
    thuis.goto("/")
    bekijk(thuis, "voornemen-dossier")
    assert "trekken de verklaring" not in thuis.content()
    _mening(thuis)
    _reacties(balie, tlv)
    _besluiten(binnen(hanneke), tlv)
    thuis.goto("/")
    assert "trekken de verklaring" not in thuis.content()
    mensen.versturen(balie, "intrekking-verzenden")
    _lezen(thuis, anna)
    ib = binnen(anouk)
    ib.goto("/")
    klik(ib, "TLV’s", bij="header")
    bekijk(ib, "intrekking-school")
    tlv.refresh_from_db()
    assert tlv.gebeurtenissen.get().soort == TlvStatus.INGETROKKEN


def _voornemen(page, tlv) -> None:
    """The loket finds the TLV and tells school and parents what the SWV intends."""
    page.goto("/")
    klik(page, "TLV’s", bij="header")
    bekijk(page, "tlvs")
    klik(page, tlv.leerling.naam)
    bekijk(page, "tlv")
    klik(page, "TLV intrekken")
    page.get_by_label("Er zijn nieuwe feiten").check()
    page.get_by_label("Wat heb je de school").fill("Het gaat goed op de basisschool.")
    bekijk(page, "intrekken-voornemen")
    druk(page, "Vastleggen en reacties afwachten")


def _mening(thuis) -> None:
    """The parent reacts in the portal."""
    klik(thuis, "Uw mening geven")
    bekijk(thuis, "voornemen-mening")
    thuis.get_by_label("Wat wilt u vertellen?").fill("Wij zijn blij dat zij kan blijven.")
    thuis.get_by_label("Alleen voor ons").fill("Bel ons liever niet thuis.")
    druk(thuis, "Versturen")
    bekijk(thuis, "voornemen-mening-gegeven")


def _reacties(page, tlv) -> None:
    """What comes back by post is written down, beside what came in the portal."""
    page.goto("/")
    klik(page, "TLV’s", bij="header")
    klik(page, tlv.leerling.naam)
    klik(page, "Verder met intrekken")
    assert "Wij zijn blij dat zij kan blijven." in page.content()
    page.get_by_label("Wat vindt de school?").fill("Wij zijn het eens.")
    druk(page, "Reacties bewaren")
    bekijk(page, "intrekken-reacties")


def _besluiten(page, tlv) -> None:
    page.goto("/")
    klik(page, "TLV’s", bij="header")
    klik(page, tlv.leerling.naam)
    klik(page, "Verder met intrekken")
    klik(page, "Besluit schrijven")
    bekijk(page, "intrekken-besluit")
    page.get_by_label("Waarom trek je de TLV in?").fill("De hulp op school is nu genoeg.")
    page.get_by_label("Wat antwoord je").fill("Wij zijn blij met uw reactie.")
    druk(page, "Bekijk de brieven")
    page.locator("details summary").last.click()
    bekijk(page, "intrekken-brieven", titel="Besluit")
    druk(page, "TLV intrekken")
    bekijk(page, "intrekken-klaar", titel=tlv.nummer)


def _lezen(thuis, anna) -> None:
    thuis.goto("/")
    bekijk(thuis, "intrekking-dossier")
    klik(thuis, "Lees de brief")
    bekijk(thuis, "intrekking-brief", titel="Intrekking")
    brief = Bekendmaking.objects.get(betrokkene__gebruiker=anna, besluit__uitkomst="intrekking")
    tekst = mensen.pdf_van(thuis, brief)
    for woord in ("De hulp op school is nu genoeg.", "Wij zijn blij dat zij kan blijven.", "bezwaar"):
        assert woord in tekst, woord
    assert "liever niet thuis" not in tekst
