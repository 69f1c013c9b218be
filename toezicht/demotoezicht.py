"""For the demo: a colleague who looked around yesterday, a look in an emergency, and what the night made of them; a
data leak of which the clock runs, and everything in one file, asked for."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.actions import gezien
from loket.models import Aanvraag, Status
from scholen.models import Instelling
from toezicht.actions.datalek import datalek_vastleggen
from toezicht.actions.nood import noodtoegang_openen
from toezicht.actions.toezien import toezien
from toezicht.actions.vertrek import pakket_vragen
from toezicht.models import Beoordeling, Datalek
from toezicht.rules.toezien import BUITEN_EIGEN_WERK

LATER = timedelta(minutes=5)


def vullen(*, op: datetime) -> None:
    """Once; a second time changes nothing."""
    if Beoordeling.objects.exists():
        return
    _fg_adres()
    _datalek(op)
    _vertrekpakket(op)
    gisteren = op - timedelta(days=1)
    ingediend = Aanvraag.objects.exclude(status=Status.CONCEPT).filter(leerling__isnull=False, kenmerk__isnull=False)
    zaken = list(ingediend.order_by("pk")[: BUITEN_EIGEN_WERK + 3])
    loket, adviseur = _met(Rol.LOKETMEDEWERKER), _met(Rol.ADVISEUR)
    if loket is not None:
        for nummer, zaak in enumerate(zaken):
            gezien(zaak, door=loket, op=gisteren + nummer * LATER, wat="aanvraag_gezien")
    if adviseur is not None and zaken:
        try:
            noodtoegang_openen(
                zaken[-1], door=adviseur, op=gisteren, reden="De leerling is weggelopen. Het loket neemt niet op."
            )
        except NietMogelijk:
            pass  # this adviseur reads it already
        else:
            gezien(zaken[-1], door=adviseur, op=gisteren + LATER, wat="nooddossier_gezien", rol=Rol.ADVISEUR)
    toezien(timezone.localdate(gisteren), op=op)


def _fg_adres() -> None:
    """Whom to write about privacy, on the public page: an address that is nobody's."""
    Instelling.objects.filter(fg_email="").update(fg_email="fg@demo.example")


def _datalek(op: datetime) -> None:
    """A letter in the wrong envelope, found yesterday: the 72 hours run."""
    if (fg := _met(Rol.FG)) is None:
        return
    datalek_vastleggen(
        door=fg,
        op=op,
        gevonden_op=op - timedelta(hours=26),
        soort=Datalek.Soort.VERKEERD_VERZONDEN,
        wat="Een brief over hulp zat in de envelop van een andere school. De school belde en gooide hem weg.",
        wie=[Datalek.Wie.LEERLINGEN, Datalek.Wie.OUDERS],
        aantal=3,
        gegevens="Naam, adres en welke hulp er komt.",
        bijzonder=True,
        gevolgen="Klein: één medewerker van een school las de eerste regels.",
    )


def _vertrekpakket(op: datetime) -> None:
    """Asked for, and waiting for the privacy officer."""
    if (beheerder := _met(Rol.BEHEERDER)) is not None:
        pakket_vragen(door=beheerder, op=op, reden="Wij willen zien of een ander programma dit kan lezen.")


def _met(rol: Rol) -> Gebruiker | None:
    """The last of them, so that it is not the one who has done the work of the demo."""
    gevonden: Gebruiker | None = Gebruiker.objects.filter(lidmaatschappen__rol=rol).order_by("pk").last()
    return gevonden
