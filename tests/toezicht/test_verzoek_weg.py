"""The loket says yes to who asked to throw a file away: it really goes, by way of the list, and is gone everywhere."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.houdt import Houdt
from kern.post.models import Bericht
from loket.actions.privacy import privacy_beantwoorden, privacy_vragen
from loket.models import Aanvraag, Privacyverzoek, Status, Tlv
from scholen.models import Leerling
from tests.arrangementrijen import toegekend_zonder_geld
from tests.bezwaren import bezwaar_bij
from tests.factories import aanvraag_in, gebruiker_met, leerling_op, tlv_voor
from tests.toezicht.lijsten import goedgekeurd
from tests.toezicht.test_opruimen import geschreven
from toezicht import verwijderboek
from toezicht.actions import verwijderen
from toezicht.actions.lijst import lijst_vanzelf, verzoeken_vanzelf
from toezicht.actions.opruimen import regel_laten_staan
from toezicht.dossiers import alle, kring
from toezicht.models import Regelstand, Vasthouding
from toezicht.rules.bewaren import Reden
from toezicht.weg import houdt_verzoek

DRIE = ["default", "logboek", "opruimer"]
pytestmark = pytest.mark.django_db(transaction=True, databases=DRIE)


@pytest.fixture(autouse=True)
def boek(tmp_path, settings):
    settings.VERWIJDERBOEK_MAP = tmp_path / "boek"
    settings.BESTANDEN_MAP = tmp_path / "bestanden"
    return settings.VERWIJDERBOEK_MAP / verwijderboek.NAAM


def test_a_request_that_was_granted_ends_in_deletion(ib, school, leerling, ouder, loketmedewerker, boek):
    op = timezone.now()
    zaak = aanvraag_in(Status.GESLOTEN, school=school, ib=ib, leerling=leerling, soort="CONSULT")
    verzoek = privacy_vragen(zaak, door=ouder, op=op, soort="verwijderen")
    fg, weg_op = gebruiker_met(Rol.FG), timezone.localdate(op) + timedelta(days=60)
    privacy_beantwoorden(verzoek, door=loketmedewerker, op=op, uitkomst="ja", antwoord="Goed.", weg_op=weg_op)

    def lijst(dagen):
        geschreven(op + timedelta(days=dagen))
        return verzoeken_vanzelf(op=op + timedelta(days=dagen))

    assert lijst_vanzelf(op=op), "the list of the month was just made"
    assert lijst(59) is None, "the day before it was promised"
    gevonden = lijst(60)
    assert lijst(60) is None, "said once"
    assert Bericht.objects.filter(wie=fg).count() == 1
    regel = gevonden.regels.get()
    assert (regel.stand, regel.reden) == (Regelstand.VOORSTEL, Reden.VERZOCHT), regel.toelichting
    goedgekeurd(gevonden, door=fg, op=op + timedelta(days=60))
    assert not Aanvraag.objects.visible_to(loketmedewerker).exists()
    geschreven(op + timedelta(days=91))
    assert verwijderen.opruimen(op=op + timedelta(days=91)) == 1
    assert not Aanvraag.objects.exists()
    assert not Privacyverzoek.objects.exists()
    assert not Leerling.objects.filter(pk=leerling.pk).exists(), "its last file"
    assert regel.public_id in boek.read_text()


def test_no_day_is_promised_that_cannot_be_kept(ib, leerling, ouder, beslisser, loketmedewerker):
    op = timezone.now()
    dag = timezone.localdate(op)
    einde = dag + timedelta(days=100)
    tlv = tlv_voor(leerling=leerling, ib=ib, beslisser=beslisser, eind=einde)
    verzoek = privacy_vragen(tlv.besluit.aanvraag, door=ouder, op=op, soort="verwijderen")
    ja = {"door": loketmedewerker, "op": op, "uitkomst": "ja", "antwoord": "Goed."}
    for fout, zin in ((dag - timedelta(days=1), "vandaag of later"), (einde, "geldt nog tot en met")):
        with pytest.raises(NietMogelijk, match=zin):
            privacy_beantwoorden(verzoek, weg_op=fout, **ja)
    assert privacy_beantwoorden(verzoek, weg_op=einde + timedelta(days=1), **ja).weg_op


def test_a_request_that_was_taken_off_or_must_stay_is_asked_again_when_that_changed(
    ib, school, leerling, ouder, loketmedewerker
):
    op, fg = timezone.now(), gebruiker_met(Rol.FG)
    zaak = aanvraag_in(Status.GESLOTEN, school=school, ib=ib, leerling=leerling, soort="CONSULT")
    verzoek = privacy_vragen(zaak, door=ouder, op=op, soort="verwijderen")
    ja = {"uitkomst": "ja", "antwoord": "Goed.", "weg_op": timezone.localdate(op)}
    privacy_beantwoorden(verzoek, door=loketmedewerker, op=op, **ja)
    houdt = Vasthouding.objects.create(leerling=leerling, reden="Klacht.", gezet_op=op, gezet_door=loketmedewerker)
    assert verzoeken_vanzelf(op=op).regels.get().stand == Regelstand.BLIJFT
    assert verzoeken_vanzelf(op=op) is None, "it says once that it stays"
    houdt.delete()
    lijst = verzoeken_vanzelf(op=op)
    regel_laten_staan(lijst.regels.get(), door=fg, op=op, reden="Eerst bellen.")
    assert verzoeken_vanzelf(op=op + timedelta(days=27)) is None
    assert verzoeken_vanzelf(op=op + timedelta(days=28)).regels.get().stand == Regelstand.VOORSTEL


def test_the_loket_sees_what_keeps_the_file_and_until_when_before_it_answers(
    ib, school, leerling, ouder, beslisser, loketmedewerker, inloggen
):
    op = timezone.now()
    dag = timezone.localdate(op)
    consult = aanvraag_in(Status.GESLOTEN, school=school, ib=ib, leerling=leerling, soort="CONSULT")
    verzoek = privacy_vragen(consult, door=ouder, op=op, soort="verwijderen")
    adres = reverse("loket:privacyverzoek", args=[verzoek.public_id])
    assert houdt_verzoek(verzoek, dag) == [], "nothing but the request itself"
    assert "Niets houdt het nu vast" in inloggen(loketmedewerker).get(adres).content.decode()
    tot = dag + timedelta(days=200)
    toegekend_zonder_geld(leerling=leerling, school=school, ib=ib, tot=tot, aanvraag=consult)
    houdt = houdt_verzoek(verzoek, dag)
    assert "De hulp loopt nog." in [een.zin for een in houdt]
    assert max(een.vanaf for een in houdt) > tot
    assert "De hulp loopt nog." in inloggen(loketmedewerker).get(adres).content.decode()
    ja = {"door": loketmedewerker, "op": op, "uitkomst": "ja", "antwoord": "Goed."}
    with pytest.raises(NietMogelijk, match="pas weg vanaf"):
        privacy_beantwoorden(verzoek, weg_op=tot, **ja)
    tlv_voor(leerling=leerling, ib=ib, beslisser=beslisser)
    bezwaar_bij(Tlv.objects.get().besluit)
    assert Houdt("Er loopt een bezwaar of beroep.", None) in houdt_verzoek(verzoek, dag)


def test_a_verdict_on_one_child_is_the_verdict_on_all(ib, school, leerling, beslisser):
    """Read alone, for a page, or with all others, for the night: the same rows and the same reason."""
    ander, dubbel = leerling_op(school), leerling_op(school)
    Leerling.objects.filter(pk=dubbel.pk).update(opgegaan_in=leerling)
    hulp = toegekend_zonder_geld(leerling=leerling, school=school, ib=ib)
    hulp.deelnames.create(leerling=ander, school=school)
    for kind in (leerling, ander, dubbel, leerling_op(school)):
        aanvraag_in(Status.GESLOTEN, school=school, ib=ib, leerling=kind, soort="CONSULT")
    dag = timezone.localdate() + timedelta(days=1500)
    wie = kring(dubbel.pk)
    assert wie == {leerling.pk, ander.pk, dubbel.pk}
    van_allen = {tuple(map(tuple, een.namen)): een.oordeel(dag) for een in alle(dag)}
    alleen = {tuple(map(tuple, een.namen)): een.oordeel(dag) for een in alle(dag, wie=wie)}
    assert len(alleen) < len(van_allen)
    assert alleen.items() <= van_allen.items()
