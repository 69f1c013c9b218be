"""A question that ends in advice: taken up, answered, read (13.1, last line). There is no decision and no TLV."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk, ook_gewijzigd
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from loket.models import Aanvraag, Consultadvies, Status, Zaakbrief

from .geadresseerden import Geadresseerde, geadresseerden
from .overgang import overgang
from .zaakbrief import brieven_maken

S = Status
P = Permissie


class Gewijzigd(NietMogelijk):
    """A colleague saved the draft in the meantime. `advies` is what stands there now."""

    def __init__(self, advies: Consultadvies, door: Gebruiker) -> None:
        super().__init__(f"{ook_gewijzigd('dit advies', advies.bewerkt_door, door=door)} Kies welke tekst blijft.")
        self.advies = advies


def eindigt_in_advies(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """Whether this kind ends in advice."""
    return "" if aanvraag.soortregels.geeft_advies else "Op deze aanvraag volgt een besluit, geen advies."


def van_jou(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """An adviseur answers only what was assigned; the loket may answer every question."""
    if not isinstance(door, Gebruiker) or door.heeft(P.AANVRAAG_CONTROLEREN) or aanvraag.behandelaar_id == door.pk:
        return ""
    return "Deze vraag is niet aan jou toegewezen. Vraag het loket."


def geen_toekenning(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """Help that was asked from the catalogue is granted or not: advice would leave that open for ever."""
    return "Deze hulp ken je toe of wijs je af. Een advies kan hier niet." if aanvraag.gewicht else ""


@overgang(
    van={S.INGEDIEND},
    naar=S.IN_BEHANDELING,
    permissie=P.CONSULT_BEANTWOORDEN,
    mits=(eindigt_in_advies, van_jou),
)
def in_behandeling_nemen(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime) -> None:
    """Take up the question. Who starts is the behandelaar, unless a colleague was named before."""
    if aanvraag.behandelaar is None:
        aanvraag.behandelaar = door


@transaction.atomic
def advies_bewaren(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, versie: int, tekst: str) -> Consultadvies:
    """Keep the draft as it is typed. Raises Gewijzigd when a colleague saved after `versie`."""
    zichtbaar = Aanvraag.objects.visible_to(door, P.CONSULT_BEANTWOORDEN).select_for_update(of=("self",))
    rij = get_object_or_404(zichtbaar, pk=aanvraag.pk)
    if reden := van_jou(rij, door, op) or geen_toekenning(rij, door, op):
        raise NietMogelijk(reden)
    if rij.status != S.IN_BEHANDELING:
        raise NietMogelijk(f"Dit kan niet meer: de status is nu ‘{rij.get_status_display()}’.")
    Consultadvies.objects.get_or_create(aanvraag=rij)
    advies: Consultadvies = Consultadvies.objects.select_related("bewerkt_door").get(aanvraag=rij)
    if advies.tekst == tekst:
        return advies
    if advies.versie != versie:
        raise Gewijzigd(advies, door)
    advies.tekst, advies.versie = tekst, advies.versie + 1
    advies.bewerkt_op, advies.bewerkt_door = op, door
    advies.save()
    return advies


@overgang(
    van={S.IN_BEHANDELING},
    naar=S.ADVIES_UITGEBRACHT,
    permissie=P.CONSULT_BEANTWOORDEN,
    mits=(van_jou, geen_toekenning),
)
def advies_uitbrengen(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, versie: int) -> None:
    """Give the advice as it was saved: frozen from now on, read by the school and, about a child, by its parents.

    The parents always get a copy (WVO 2020 2.47 lid 17): a letter, in the portal or by post from the loket. A mail only
    says that something is ready; a parent gets that with the letter.
    """
    advies = Consultadvies.objects.select_related("bewerkt_door").filter(aanvraag=aanvraag).first()
    if advies is None or not advies.tekst.strip():
        raise NietMogelijk("Schrijf eerst het advies.")
    if advies.versie != versie:
        raise Gewijzigd(advies, door)
    advies.uitgebracht_op, advies.uitgebracht_door, advies.ondertekenaar = op, door, door.naam
    advies.save()
    vastleggen("consultadvies_gegeven", advies, door=door, op=op)
    brieven_maken(aanvraag, Zaakbrief.Soort.ADVIES, op=op, door=door)
    kopieen = kopie_voor(aanvraag, timezone.localdate(op))
    lezers = [aanvraag.ingediend_door, *(aan.gebruiker for aan in kopieen if aan.leerling)]
    for lezer in filter(None, lezers):
        sleutel = f"consult-{aanvraag.public_id}-{lezer.public_id}"
        melden(wie=lezer, sleutel=sleutel, op=op)


def kopie_voor(aanvraag: Aanvraag, dag: date) -> list[Geadresseerde]:
    """Who besides the school gets a copy of the advice, as with a decision; nobody when there is no pupil."""
    if aanvraag.leerling is None:
        return []
    return [aan for aan in geadresseerden(aanvraag, dag) if aan.school is None]


@overgang(van={S.ADVIES_UITGEBRACHT}, naar=S.GESLOTEN, permissie=P.CONSULT_BEANTWOORDEN, mits=(van_jou,))
def sluiten(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime) -> None:
    """Close a question whose advice was given."""


@overgang(van={S.ADVIES_UITGEBRACHT}, naar=S.GESLOTEN, permissie=P.AANVRAAG_INDIENEN)
def advies_gelezen(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime) -> None:
    """The school has read the advice and can go on."""
