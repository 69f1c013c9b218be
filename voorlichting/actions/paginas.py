"""The beheerder writes pages: in a draft, published from a day as a version that never changes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from scholen.models import Instelling, Samenwerkingsverband
from voorlichting.invullen import waarden
from voorlichting.models import Pagina, Paginaversie
from voorlichting.rules.plekken import fouten, leeg

SCHRIJVEN = Permissie.VOORLICHTING_SCHRIJVEN
WOORDEN = ("titel", "inleiding", "tekst", "niveau", "thema", "dag", "tijd", "plaats", "aanmelden")
MET_PLEKKEN = ("titel", "inleiding", "tekst", "plaats", "aanmelden")


@transaction.atomic
def pagina_maken(
    swv: Samenwerkingsverband,
    *,
    door: Gebruiker,
    op: datetime,
    rubriek: str,
    slug: str,
    taal: str,
    **woorden: Any,
) -> Pagina:
    """A new address with a draft that nobody reads yet."""
    rechten_nodig(door, SCHRIJVEN)
    _plekken_kloppen(woorden)
    volgorde = woorden.pop("volgorde", 50)
    pagina = Pagina(swv=swv, rubriek=rubriek, slug=slug, taal=taal, volgorde=volgorde)
    bewaren(pagina)
    bewaren(Paginaversie(pagina=pagina, nummer=1, geschreven_op=op, geschreven_door=door, **woorden))
    vastleggen("pagina_maken", pagina, door=door, op=op, adres=str(pagina), taal=taal)
    return pagina


@transaction.atomic
def pagina_schrijven(pagina: Pagina, *, door: Gebruiker, op: datetime, **woorden: Any) -> Paginaversie:
    """Write the draft; where there is none it begins with what holds. volgorde holds at once."""
    pagina = _te_schrijven(pagina, door)
    _plekken_kloppen(woorden)
    if (volgorde := woorden.pop("volgorde", None)) is not None and volgorde != pagina.volgorde:
        pagina.volgorde = volgorde
        pagina.save(update_fields=["volgorde"])
    vorige = pagina.versies.first()
    if vorige is None or vorige.gepubliceerd_op is not None:
        oud = {naam: getattr(vorige, naam) for naam in WOORDEN} if vorige else {}
        concept = Paginaversie(pagina=pagina, nummer=vorige.nummer + 1 if vorige else 1, **oud)
    else:
        concept = vorige
    for naam, waarde in woorden.items():
        setattr(concept, naam, waarde)
    concept.geschreven_op, concept.geschreven_door = op, door
    bewaren(concept)
    vastleggen("pagina_schrijven", pagina, door=door, op=op, adres=str(pagina), versie=concept.nummer)
    return concept


@transaction.atomic
def pagina_publiceren(pagina: Pagina, *, door: Gebruiker, op: datetime, vanaf: date) -> Paginaversie:
    """Let everybody read the draft from this day on. Refused while it names what the SWV has not set."""
    pagina = _te_schrijven(pagina, door)
    if vanaf < timezone.localdate(op):
        raise NietMogelijk("Kies vandaag of een latere dag.")
    concept = _concept(pagina)
    tekst = "\n".join(getattr(concept, naam) for naam in MET_PLEKKEN)
    instelling = Instelling.objects.geldig(pagina.swv, timezone.localdate(op))
    if zonder := leeg(tekst, waarden(instelling, timezone.localdate(op))):
        raise NietMogelijk(
            f"Bij {{{{{zonder[0]}}}}} is nog niets ingevuld. Vul het eerst in, of haal de plek uit de tekst."
        )
    concept.vanaf, concept.gepubliceerd_op, concept.gepubliceerd_door = vanaf, op, door
    bewaren(concept)
    vastleggen("pagina_publiceren", pagina, door=door, op=op, adres=str(pagina), versie=concept.nummer)
    return concept


@transaction.atomic
def concept_weggooien(pagina: Pagina, *, door: Gebruiker, op: datetime) -> None:
    """Forget what was changed since the last version."""
    pagina = _te_schrijven(pagina, door)
    concept = _concept(pagina)
    vastleggen("pagina_concept_weggooien", pagina, door=door, op=op, adres=str(pagina), versie=concept.nummer)
    concept.delete()


@transaction.atomic
def pagina_intrekken(pagina: Pagina, *, door: Gebruiker, op: datetime) -> None:
    """Take a page off: nobody reads it any more. Its versions stay."""
    pagina = _te_schrijven(pagina, door)
    if pagina.ingetrokken_op is None:
        pagina.ingetrokken_op = op
        pagina.save(update_fields=["ingetrokken_op"])
        vastleggen("pagina_intrekken", pagina, door=door, op=op, adres=str(pagina))


@transaction.atomic
def pagina_terugzetten(pagina: Pagina, *, door: Gebruiker, op: datetime) -> None:
    """Put a page back that was taken off."""
    pagina = _te_schrijven(pagina, door)
    if pagina.ingetrokken_op is not None:
        pagina.ingetrokken_op = None
        pagina.save(update_fields=["ingetrokken_op"])
        vastleggen("pagina_terugzetten", pagina, door=door, op=op, adres=str(pagina))


def _te_schrijven(pagina: Pagina, door: Gebruiker) -> Pagina:
    rechten_nodig(door, SCHRIJVEN)
    rijen = Pagina.objects.visible_to(door, SCHRIJVEN).select_for_update(of=("self",)).select_related("swv")
    rij: Pagina = get_object_or_404(rijen, pk=pagina.pk)
    return rij


def _concept(pagina: Pagina) -> Paginaversie:
    concept: Paginaversie | None = pagina.versies.filter(gepubliceerd_op=None).first()
    if concept is None:
        raise NietMogelijk("Er is geen concept van deze pagina. Misschien was een collega je voor.")
    return concept


def _plekken_kloppen(woorden: dict[str, Any]) -> None:
    if zinnen := fouten("\n".join(str(woorden.get(naam) or "") for naam in MET_PLEKKEN)):
        raise NietMogelijk(" ".join(zinnen))
