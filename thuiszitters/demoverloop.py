"""How some of the demo go on: an offer that was refused, an exemption, a case that left the region."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from kern.gebruikers.models import Gebruiker

from .actions.aanbod import aanbod_accepteren, aanbod_doen, aanbod_weigeren
from .actions.leerplicht import vrijstellen
from .actions.opschalen import opschalen_rondetafel
from .actions.verloop import overdragen
from .models import Casus

Toen = Callable[[int], datetime]
Dag = Callable[[int], date]


def geweigerd(casus: Casus, ib: Gebruiker, adviseur: Gebruiker, toen: Toen, dag: Dag) -> Casus:
    """Offered and refused; everybody is asked to one table."""
    casus = aanbod_doen(
        casus,
        door=adviseur,
        op=toen(30),
        soort="tussenplek",
        wat="Drie ochtenden op de tussenvoorziening, met een vaste begeleider",
        bij="De tussenvoorziening van het samenwerkingsverband",
        gedaan_op=dag(30),
        verteld_door=adviseur.naam,
        uren=None,
    )
    casus = aanbod_weigeren(
        casus,
        door=adviseur,
        op=toen(21),
        aanbod=casus.aanbiedingen.get(),
        dag=dag(21),
        antwoord_van="De moeder",
        waarom="De reis is te ver en de groep te druk.",
    )
    waarom = "Er is een plan en een aanbod, en het kind gaat nog niet. We zoeken samen een plek dichterbij."
    anderen = [("Jeugdteam", "telefoon"), ("De ouders", "gesprek")]
    return opschalen_rondetafel(
        casus, door=adviseur, op=toen(4), waarom=waarom, wie=[ib], anderen=anderen, gesprek_op=dag(-6)
    )


def aangenomen(casus: Casus, ib: Gebruiker, adviseur: Gebruiker, toen: Toen, dag: Dag) -> Casus:
    """Offered and taken, before the return in steps."""
    casus = aanbod_doen(
        casus,
        door=adviseur,
        op=toen(24),
        soort="eigen_school",
        wat="Drie ochtenden in de eigen groep, met begeleiding",
        bij="De eigen school",
        gedaan_op=dag(24),
        verteld_door=ib.naam,
    )
    aanbod = casus.aanbiedingen.get()
    return aanbod_accepteren(casus, door=adviseur, op=toen(20), aanbod=aanbod, dag=dag(20), antwoord_van="De ouders")


def vrij(casus: Casus, ib: Gebruiker, adviseur: Gebruiker, toen: Toen, dag: Dag) -> Casus:
    """Exempt for a year."""
    return vrijstellen(casus, door=adviseur, op=toen(15), soort="5a", van=dag(15), toelichting="Brief van leerplicht.")


def weg(casus: Casus, ib: Gebruiker, adviseur: Gebruiker, toen: Toen, dag: Dag) -> Casus:
    """Moved to another region."""
    return overdragen(
        casus,
        door=adviseur,
        op=toen(9),
        aan="swv",
        naam="Een samenwerkingsverband in een andere regio",
        contact="De adviseur daar",
        dag=dag(9),
        toelichting="Het kind zit thuis sinds de verhuizing. Het plan is met de ouders meegegeven.",
    )


VERDER = {"geweigerd": geweigerd, "aangenomen": aangenomen, "vrij": vrij, "weg": weg}
