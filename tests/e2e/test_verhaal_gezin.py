"""Families as they are: parents apart of whom one lives in secret, a pupil of eighteen, a guardian. On a phone too."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.rollen import Rol
from loket.models import Bekendmaking, Status, Zienswijze
from tests.factories import aanvraag_in, gebruiker_met, leerling_op, ouder_van, ronde_verzonden
from tests.stukken import foto

from .conftest import bekijk
from .mensen import pdf_van
from .stappen import beslis, naar, stuur_mening

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
S = Status
TELEFOON = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
GEHEIM = ("Kanarie", "kanarie")
"""In every word that belongs to the mother alone: her street, her mail, her account, what is for us only."""


@pytest.mark.parametrize(("taal", "script"), [("nl", True), ("ar", False)], ids=["Dutch", "Arabic without script"])
def test_two_parents_apart_of_whom_one_lives_in_secret(binnen, school, ib, loketmedewerker, beslisser, taal, script):
    kind = leerling_op(school, roepnaam="Noor")
    moeder = gebruiker_met(Rol.OUDER, naam="Kanarie Account", email="kanarie@proef.example")
    zij = ouder_van(kind, gebruiker=moeder, voornaam="Anna", straat="Kanariestraat 7", taal=taal, email=moeder.email)
    zij.adressen.update(adresgeheim=True)
    vader = gebruiker_met(Rol.OUDER)
    ouder_van(kind, gebruiker=vader, aanhef="meneer", voornaam="Bram", taal=taal)
    zaak = aanvraag_in(S.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=kind, behandelaar=loketmedewerker)
    ronde_verzonden(zaak.zienswijzeronden.get())
    dossier = reverse("dossier:dossier", args=[zaak.public_id])

    haar = binnen(moeder, java_script_enabled=script, **TELEFOON)
    naar(haar, dossier, f"gezin-dossier-{taal}")
    plaatje = {"name": "brief van Kanarie.jpg", "mimeType": "image/jpeg", "buffer": foto()}
    stuur_mening(
        haar, zaak, eens="nee", tekst="Noor is daar niet blij.", vertrouwelijk="Wij wonen bij Kanarie.", plaatje=plaatje
    )
    bekijk(haar, f"gezin-mening-{taal}")
    hare = Zienswijze.objects.get(betrokkene=zij)
    assert (hare.eens, hare.kanaal) == ("nee", "portaal")
    assert hare.bestanden.count() == 1

    zijn = binnen(vader, java_script_enabled=script)
    gelezen = []
    for pad in ("dossier", "alles", "mening", "aanvraag_lezen", "bellen", "gegevens", "stem"):
        zijn.goto(reverse(f"dossier:{pad}", args=[zaak.public_id]))
        gelezen.append(zijn.content())
    stuur_mening(zijn, zaak, eens="ja", tekst="Ik ben het ermee eens.")
    beslis(zaak, loketmedewerker=loketmedewerker, beslisser=beslisser)
    brief = Bekendmaking.objects.get(betrokkene__gebruiker=vader)
    for pad in (dossier, reverse("loket:brief", args=[brief.public_id]), reverse("dossier:dossiers")):
        zijn.goto(pad)
        gelezen.append(zijn.content())
    gelezen.append(pdf_van(zijn, brief))
    assert not [woord for woord in GEHEIM for tekst in gelezen if woord in tekst]
    assert "Noor is daar niet blij." in " ".join(gelezen), "what she said to all he reads in the decision, as was told"
    ander = Bekendmaking.objects.get(betrokkene=zij)
    assert zijn.goto(reverse("loket:brief", args=[ander.public_id])).status == 404

    naar(haar, dossier, f"gezin-besloten-{taal}")
    haar.goto(reverse("loket:brief", args=[ander.public_id]))
    assert "Kanariestraat 7" in haar.content(), "her own letter has her address"


def test_a_pupil_of_eighteen_has_the_case_and_the_parents_have_it_no_more(
    binnen, school, ib, loketmedewerker, inloggen
):
    achttien = timezone.localdate().replace(year=timezone.localdate().year - 18) - timedelta(days=1)
    zelf = gebruiker_met(Rol.LEERLING, naam="Lot")
    kind = leerling_op(school, roepnaam="Lot", geboortedatum=achttien, gebruiker=zelf)
    moeder = gebruiker_met(Rol.OUDER)
    ouder_van(kind, gebruiker=moeder)
    zaak = aanvraag_in(S.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=kind, behandelaar=loketmedewerker)
    ronde_verzonden(zaak.zienswijzeronden.get())
    page = binnen(zelf, **TELEFOON)
    naar(page, reverse("dossier:dossier", args=[zaak.public_id]), "gezin-achttien")
    stuur_mening(page, zaak, eens="deels", tekst="Ik wil er later naartoe.")
    assert Zienswijze.objects.get(leerling=kind).eens == "deels"
    haar = binnen(moeder)
    for naam in ("dossier", "mening", "gegevens", "alles"):
        assert haar.goto(reverse(f"dossier:{naam}", args=[zaak.public_id])).status == 404


def test_a_guardian_has_the_dossier_and_gives_a_view(binnen, school, ib, loketmedewerker):
    kind = leerling_op(school, roepnaam="Sem")
    voogd = gebruiker_met(Rol.OUDER, naam="Bedachte Jeugdbescherming")
    ouder_van(kind, gebruiker=voogd, soort="voogdij", aanhef="", voornaam="", achternaam="Bedachte Jeugdbescherming")
    vader = gebruiker_met(Rol.OUDER)
    ouder_van(kind, gebruiker=vader, soort="geen", aanhef="meneer", voornaam="Bram")
    zaak = aanvraag_in(S.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=kind, behandelaar=loketmedewerker)
    ronde_verzonden(zaak.zienswijzeronden.get())
    page = binnen(voogd)
    naar(page, reverse("dossier:dossier", args=[zaak.public_id]), "gezin-voogd")
    stuur_mening(page, zaak, eens="ja", tekst="Dit past bij Sem.")
    assert Zienswijze.objects.get(betrokkene__gebruiker=voogd).eens == "ja"
    assert binnen(vader).goto(reverse("dossier:dossier", args=[zaak.public_id])).status == 404
