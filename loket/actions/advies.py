"""Writing and signing an advice. The draft is its writer's alone; a signed advice never changes (R-DES-03)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.models import Aanvraag, Advies, Adviesopdracht, Status

from .adviesronde import doorlopen
from .afscherming import geheim_adres_fout
from .betrokkenheid import advies_mist, deskundige_bezwaren
from .opdrachten import ondertekend
from .overgang import overgang
from .stukken import advies_bevriezen

S = Status
VELDEN = (
    "niet_van_school",
    "niet_betrokken",
    "beslist_niet",
    "eerder_gezien",
    "eerder_gezien_uitleg",
    "registratie",
    "registratienummer",
    "dossier_ontvangen_op",
    "bronnen",
    "ouders_gesproken",
    "leerling_gesproken",
    "conclusie",
    "soort",
    "categorie",
    "schooljaren",
    "motivering",
    "waarom_niet_lichter",
)


class Gewijzigd(NietMogelijk):
    """Saved elsewhere in the meantime, in another tab or on another device. `advies` is what stands there now."""

    def __init__(self, advies: Advies) -> None:
        super().__init__("Dit advies is intussen ergens anders opgeslagen. Kies welke tekst blijft.")
        self.advies = advies


@transaction.atomic
def advies_opslaan(
    opdracht: Adviesopdracht,
    *,
    door: Gebruiker,
    op: datetime,
    versie: int,
    **velden: Any,
) -> Advies:
    """Keep the draft. velden: those of VELDEN; a field that is absent stays as it was.

    Raises Gewijzigd when somebody saved after `versie`, NietMogelijk when it is signed or the assignment has lapsed.
    Not logged by itself: a draft that is typed is not an event; signing it is.
    """
    opdracht = _eigen_opdracht(opdracht, door)
    begin = {"dossier_ontvangen_op": timezone.localdate(opdracht.gevraagd_op)}
    Advies.objects.get_or_create(opdracht=opdracht, defaults=begin)
    advies: Advies = Advies.objects.select_for_update().get(opdracht=opdracht)
    if advies.ondertekend_op is not None:
        raise NietMogelijk("Je hebt dit advies al ondertekend. Het verandert niet meer.")
    nieuw = {naam: velden[naam] for naam in VELDEN if naam in velden}
    if all(getattr(advies, naam) == waarde for naam, waarde in nieuw.items()):
        return advies
    if advies.versie != versie:
        raise Gewijzigd(advies)
    for naam, waarde in nieuw.items():
        setattr(advies, naam, waarde)
    advies.versie += 1
    advies.bewerkt_op = op
    advies.save()
    return advies


def eigen_advies_open(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """Whether this user still has an unsigned advice to give about this aanvraag."""
    if not isinstance(door, Gebruiker):
        return "Een advies ondertekent een mens."
    opdracht = _opdracht_van(aanvraag, door)
    if opdracht is None:
        return "Jij bent niet gevraagd om over deze aanvraag te adviseren."
    return "Je hebt dit advies al ondertekend." if ondertekend(opdracht) else ""


def niet_betrokken(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """R-DES-05, asked again at the moment of signing: much can change after the assignment was given."""
    assert isinstance(door, Gebruiker)
    opdracht = _opdracht_van(aanvraag, door)
    assert opdracht is not None
    fouten = deskundige_bezwaren(
        aanvraag,
        door,
        discipline=opdracht.discipline,
        volgorde=opdracht.volgorde,
        op=op,
    )
    return " ".join(fout.zin for fout in fouten if fout.blokkeert)


@overgang(
    van={S.IN_ADVIES},
    naar=S.IN_ADVIES,
    permissie=Permissie.ADVIES_GEVEN,
    mits=(eigen_advies_open, niet_betrokken),
)
def advies_ondertekenen(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, versie: int) -> None:
    """Sign the own draft as it was saved. Use `ondertekenen`, which also lets the aanvraag pass."""
    opdracht = _opdracht_van(aanvraag, door)
    assert opdracht is not None
    advies: Advies = get_object_or_404(Advies.objects.select_for_update(), opdracht=opdracht)
    if advies.versie != versie:
        raise Gewijzigd(advies)
    if fouten := [zin for _, zin in advies_mist(advies)]:
        raise NietMogelijk(" ".join(fouten))
    teksten = [advies.motivering, advies.waarom_niet_lichter, advies.bronnen]
    if geheim := geheim_adres_fout(aanvraag, teksten, timezone.localdate(op)):
        raise NietMogelijk(geheim)
    advies.ondertekend_op = op
    advies.afschrift = advies_bevriezen(advies, op=op)
    advies.save()
    vastleggen("advies_ondertekend", advies, door=door, op=op)


@transaction.atomic
def ondertekenen(opdracht: Adviesopdracht, *, door: Gebruiker, op: datetime, versie: int) -> Aanvraag:
    """Sign the advice of this assignment, and pass the aanvraag on when it was the last one.

    The aanvraag is locked meanwhile, so of two experts who sign at once the second one passes it on.
    """
    aanvraag = advies_ondertekenen(_eigen_opdracht(opdracht, door).aanvraag, door=door, op=op, versie=versie)
    doorlopen(aanvraag, op=op)
    aanvraag.refresh_from_db()
    return aanvraag


def _eigen_opdracht(opdracht: Adviesopdracht, door: Gebruiker) -> Adviesopdracht:
    eigen = Adviesopdracht.objects.visible_to(door).filter(deskundige=door).select_related("aanvraag")
    rij: Adviesopdracht = get_object_or_404(eigen, pk=opdracht.pk)
    return rij


def _opdracht_van(aanvraag: Aanvraag, door: Gebruiker) -> Adviesopdracht | None:
    geldig = Adviesopdracht.objects.geldig().filter(aanvraag=aanvraag, deskundige=door)
    return geldig.select_related("advies").first()
