"""The demo shows what comes beside and after the main path, and stays within what the actions allow."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from loket.actions.toegang import codes_op_papier
from loket.demoakkoord import akkoord_vullen
from loket.demogezin import gezinnen_vullen
from loket.demogezinsvragen import gezinsvragen_vullen
from loket.demohelper import helper_vullen
from loket.demoprivacy import privacy_vullen
from loket.demotoestemming import toestemmingen_vullen
from loket.demovervolg import vervolg_vullen
from loket.models import (
    Aanvraag,
    Belverzoek,
    Doorzending,
    Handelingsdeel,
    Handelingsdeelantwoord,
    Helpertoegang,
    Ouderverklaring,
    Privacyverzoek,
    Status,
    Stem,
    Stembestand,
    TlvGebeurtenis,
    Toegangscode,
    Zienswijze,
)
from loket.models.gezinsvraag import Gezinsvraag
from loket.models.notitie import Contactmoment, Notitie, Schoolbericht
from loket.scopes.overeenstemming import overeenstemming
from scholen.models import Aanmelding, Toestemming
from tests.factories import SchoolFactory, aanvraag_in, gebruiker_met, leerling_op, ouder_van, tlv_voor

pytestmark = pytest.mark.django_db
S = Status


def test_parents_of_the_demo_ask_about_their_data(loketmedewerker, ib, school, leerling, ouder, andere_ouder):
    geleden = timezone.now() - timedelta(days=40)
    aanvraag_in(S.IN_ADVIES, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker, ingediend=geleden)
    privacy_vullen(loket=loketmedewerker, vandaag=timezone.localdate())
    assert list(Privacyverzoek.objects.order_by("pk").values_list("uitkomst", flat=True)) == ["", "", "nee"]
    assert Ouderverklaring.objects.count() == 1


def test_a_family_of_the_demo_is_asked_to_share_and_one_ends_it(
    loketmedewerker, ib, school, leerling, ouder, andere_ouder
):
    vandaag = timezone.localdate()
    geleden = timezone.now() - timedelta(days=40)
    aanvraag_in(S.IN_ADVIES, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker, ingediend=geleden)
    toestemmingen_vullen(loket=loketmedewerker, vandaag=vandaag)
    standen = [een.stand(vandaag) for een in Toestemming.objects.met_feiten().order_by("pk")]
    assert standen == ["gevraagd", "gegeven", "ingetrokken"]


def test_somebody_looks_along_with_a_parent_of_the_demo(ib, school, leerling, ouder):
    aanvraag_in(S.IN_ADVIES, school=school, ib=ib, leerling=leerling)
    helper_vullen(vandaag=timezone.localdate())
    assert Helpertoegang.objects.get().helper.rollen == {Rol.HELPER}


def test_families_of_the_demo_say_something_themselves(loketmedewerker, ib, school, leerling, ouder):
    vandaag = timezone.localdate()
    kinderen = [leerling, *(leerling_op(school, geboortedatum=vandaag - timedelta(days=366 * oud)) for oud in (8, 12))]
    for kind in kinderen:
        aanvraag_in(S.IN_ADVIES, school=school, ib=ib, leerling=kind, behandelaar=loketmedewerker)
    gezinnen_vullen(vandaag=vandaag)
    assert Belverzoek.objects.get().gevraagd_door == ouder
    assert sorted(Stem.objects.values_list("manier", flat=True)) == ["niet", "samen", "samen"]
    assert [een.is_beeld for een in Stembestand.objects.order_by("pk")].count(True) == 1


def test_families_of_the_demo_agree_and_do_not(ib, school, leerling, ouder):
    vandaag, kinderen = timezone.localdate(), [leerling, leerling_op(school), leerling_op(school)]
    for kind in kinderen:
        if kind != leerling:
            ouder_van(kind, gebruiker=gebruiker_met(Rol.OUDER))
            ouder_van(kind)
        aanvraag_in(S.IN_ADVIES, school=school, ib=ib, leerling=kind)
    akkoord_vullen(vandaag=vandaag)
    rijen = Handelingsdeel.objects.filter(einde="").order_by("pk")
    standen = [overeenstemming(rij, vandaag).stand.samen for rij in rijen]
    assert standen == ["wacht", "akkoord", "niet"]
    assert [rij.versie for rij in rijen] == [1, 2, 1]
    assert sorted(Handelingsdeelantwoord.objects.values_list("wijze", flat=True)) == ["papier", "portaal", "portaal"]


def test_families_of_the_demo_ask_something(loketmedewerker, ib, school, leerling, ouder, andere_ouder):
    vandaag, schrijft = timezone.localdate(), leerling_op(school)
    ouder_van(schrijft, gebruiker=gebruiker_met(Rol.OUDER))
    aanvraag_in(S.IN_ADVIES, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)
    aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=schrijft)
    gezinsvragen_vullen(loket=loketmedewerker, vandaag=vandaag)
    assert sorted(Gezinsvraag.objects.values_list("voor", flat=True)) == ["loket", "loket", "school"]
    assert Gezinsvraag.objects.wachtend().count() == 2


def test_each_turn_of_the_demo_is_there(loketmedewerker, beslisser, ib, school):
    vandaag, geleden = timezone.localdate(), timezone.now() - timedelta(days=40)
    adviseur = gebruiker_met(Rol.ADVISEUR)
    SchoolFactory(soort="SO")
    gebruiker_met(Rol.IB)
    for status in (S.BESLUIT_VOORBEREIDEN, S.AANVULLING_GEVRAAGD, S.IN_CONTROLE):
        for _ in range(2):
            aanvraag_in(status, school=school, ib=ib, ingediend=geleden, behandelaar=loketmedewerker)
    aanvraag_in(S.INGEDIEND, school=school, ib=ib)
    aanvraag_in(S.IN_BEHANDELING, school=school, ib=ib)
    start = vandaag - timedelta(days=60)
    tlv_voor(ib=ib, school=school, beslisser=beslisser, start=start, eind=date(vandaag.year + 2, 7, 31))
    leerling_op(school)
    vervolg_vullen(loket=loketmedewerker, beslisser=beslisser, vandaag=vandaag)
    standen = set(Aanvraag.objects.values_list("status", flat=True))
    assert {S.ZIENSWIJZE_LOOPT, S.DOORGEZONDEN, S.BUITEN_BEHANDELING, S.BUITEN_VERSTUURD} <= standen
    assert Zienswijze.objects.filter(gegeven_op__isnull=False).count() == 1
    assert Doorzending.objects.filter(besloten_op=None).count() == 1
    assert TlvGebeurtenis.objects.filter(soort="geplaatst").exists()
    assert Aanmelding.objects.filter(zonder_plek_sinds__isnull=False).exists()
    assert min(Notitie.objects.count(), Contactmoment.objects.count(), Schoolbericht.objects.count()) >= 1
    assert Aanvraag.objects.filter(behandelaar=adviseur).count() == 1
    codes = Toegangscode.objects.filter(versie__verzonden_op=None, versie__pdf__isnull=False)
    assert codes_op_papier(codes.values_list("versie", flat=True)), "a letter to print, with a code to walk in with"
