"""Who can see this: the list that everybody reads is the truth of the scopes, and the border is on the page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from loket.models import Aanvraag, Commissieopdracht, Status
from loket.scopes.kijkers import kijkers
from tests.bezwaren import besluit_bij, bezwaar_bij
from tests.factories import aanvraag_in, gebruiker_met, opdracht_voor, ouder_van, overleg_over

S = Status
STATUSSEN = [S.CONCEPT, S.INGEDIEND, S.IN_ADVIES, S.IN_BEHANDELING, S.GESLOTEN, S.INGETROKKEN]


@pytest.fixture
def mensen(school, leerling):
    """Somebody in every role, also with an ended role, at another school, and of another child."""
    for rol in Rol:
        gebruiker_met(rol, school=school, naam=f"Hier {rol.label}")
        gebruiker_met(rol, naam=f"Elders {rol.label}")
        gebruiker_met(rol, school=school, tot=timezone.localdate() - timedelta(days=1), naam=f"Weg {rol.label}")
    ouder_van(leerling, gebruiker=gebruiker_met(Rol.OUDER, naam="Anna Ouder"))
    ouder_van(leerling, gebruiker=gebruiker_met(Rol.OUDER, naam="Zonder Gezag"), soort="geen")
    ouder_van(leerling, voornaam="Geen account")


@pytest.mark.parametrize("status", STATUSSEN)
def test_the_list_names_exactly_who_can_open_it(mensen, school, leerling, status):
    aanvraag = aanvraag_in(status, school=school, leerling=leerling)
    if status == S.IN_ADVIES:
        aanvraag.adviesopdrachten.filter(volgorde=2).update(vervallen_op=timezone.now())
        opdracht_voor(aanvraag, volgorde=2, deskundige=gebruiker_met(Rol.DESKUNDIGE, naam="Rosa Proefman"))
    genoemd, echt = genoemd_en_echt(aanvraag)
    assert genoemd == echt


def test_with_a_bezwaar_and_a_meeting_the_list_names_exactly_who_can_open_it(
    mensen, school, leerling, ib, loketmedewerker, beslisser
):
    """Who handles bezwaren, the committee that was asked, who is invited for all of a meeting or for this item."""
    aanvraag = aanvraag_in(S.BEKENDGEMAAKT, school=school, leerling=leerling, ib=ib)
    elders = aanvraag_in(S.IN_ADVIES, school=school, soort="PRO")
    lid, ander = (gebruiker_met(Rol.BEZWAARCOMMISSIE, naam=naam) for naam in ("Zit erin", "Van een ander bezwaar"))
    for zaak_van, wie in ((aanvraag, lid), (elders, ander)):
        besluit = zaak_van.besluiten.first() or besluit_bij(zaak_van, door=beslisser)
        bezwaar = bezwaar_bij(besluit, van="school", status="naar_commissie")
        Commissieopdracht.objects.create(
            zaak=bezwaar.zaak, lid=wie, gevraagd_op=timezone.now(), gevraagd_door=loketmedewerker
        )
    overleg = overleg_over(aanvraag, door=loketmedewerker)
    punt = overleg.agendapunten.get()
    for rol, naam, bij in (
        (Rol.ADVISEUR, "Bij alles", None),
        (Rol.DESKUNDIGE, "Bij dit punt", punt),
        (Rol.DESKUNDIGE, "Bij een ander punt", overleg.agendapunten.create(aanvraag=elders, volgorde=2, vraag="?")),
    ):
        gast, toen = gebruiker_met(rol, naam=naam), {"uitgenodigd_op": timezone.now()}
        overleg.deelnemers.create(gebruiker=gast, naam=naam, rol="gast", waarom="Weet ervan.", agendapunt=bij, **toen)
    genoemd, echt = genoemd_en_echt(aanvraag)
    assert genoemd == echt
    assert {"Zit erin", "Bij alles", "Bij dit punt"} < genoemd
    assert not {"Van een ander bezwaar", "Bij een ander punt"} & genoemd


def genoemd_en_echt(aanvraag):
    genoemd = {naam for groep in kijkers(aanvraag, timezone.localdate()) for naam in groep.namen}
    echt = {
        wie.naam
        for wie in Gebruiker.objects.filter(is_active=True)
        if Aanvraag.objects.visible_to(wie).filter(pk=aanvraag.pk).exists()
    }
    return genoemd, echt


def test_without_a_pupil_no_parent_is_named(mensen, school):
    aanvraag = aanvraag_in(S.IN_BEHANDELING, school=school, zonder_leerling=True)
    assert not {"Ouders en voogden", "De leerling"} & {een.wie for een in kijkers(aanvraag, timezone.localdate())}


# --- on the pages ------------------------------------------------------------------------------------------------


def test_a_draft_says_that_it_is_of_the_school_only(inloggen, ib, school, leerling, loketmedewerker):
    aanvraag = aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=leerling)
    client = inloggen(ib)
    for naam, meer in (("aanvraag", []), ("aanvraag_onderdeel", ["behoefte"]), ("aanvraag_controleren", [])):
        pagina = client.get(reverse(f"loket:{naam}", args=[aanvraag.public_id, *meer])).content.decode()
        assert "Alleen jouw school ziet dit" in pagina, naam
        assert loketmedewerker.naam not in pagina, naam


def test_after_submitting_everybody_reads_who_can_see_it(inloggen, ib, school, leerling, ouder, loketmedewerker):
    aanvraag = aanvraag_in(S.INGEDIEND, school=school, ib=ib, leerling=leerling)
    paginas = {
        ib: reverse("loket:aanvraag", args=[aanvraag.public_id]),
        loketmedewerker: reverse("loket:behandelen", args=[aanvraag.public_id]),
        ouder: reverse("dossier:dossier", args=[aanvraag.public_id]),
    }
    for wie, pad in paginas.items():
        pagina = inloggen(wie).get(pad).content.decode()
        assert "Wie kan dit zien?" in pagina
        for ander in (ib, loketmedewerker):
            assert ander.naam in pagina, (wie, ander)
        assert "Alleen jouw school ziet dit" not in pagina


def test_a_parent_does_not_read_the_name_of_another_parent_of_a_shielded_child(
    inloggen, ib, school, leerling, ouder, andere_ouder
):
    leerling.afscherming = "verblijfplaats"
    leerling.save()
    aanvraag = aanvraag_in(S.INGEDIEND, school=school, ib=ib, leerling=leerling)
    pagina = inloggen(ouder).get(reverse("dossier:dossier", args=[aanvraag.public_id])).content.decode()
    assert andere_ouder.naam not in pagina
