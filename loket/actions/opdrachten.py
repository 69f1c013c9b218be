"""The assignments of an aanvraag that are in force, and how far they are."""

from __future__ import annotations

from datetime import datetime

from kern.gebruikers.overgang import Actor
from loket.models import Aanvraag, Advies, Adviesopdracht


def gevraagde_adviezen(aanvraag: Aanvraag) -> list[Adviesopdracht]:
    """The assignments in force, first expert first."""
    geldig = Adviesopdracht.objects.geldig().filter(aanvraag=aanvraag)
    return list(geldig.select_related("deskundige", "advies", "aanvraag").order_by("volgorde"))


def ondertekend(opdracht: Adviesopdracht) -> bool:
    advies: Advies | None = getattr(opdracht, "advies", None)
    return advies is not None and advies.ondertekend_op is not None


def alle_ondertekend(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """R-DES-03: two, and each signed by its own writer."""
    opdrachten = gevraagde_adviezen(aanvraag)
    binnen = sum(ondertekend(opdracht) for opdracht in opdrachten)
    if len(opdrachten) >= 2 and binnen == len(opdrachten):
        return ""
    return f"Er is nog maar {binnen} van de 2 adviezen ondertekend." if binnen else "Er is nog geen advies ondertekend."


def nog_niemand_gevraagd(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """Asking twice would give an aanvraag four experts."""
    if gevraagde_adviezen(aanvraag):
        return "De deskundigen zijn al gevraagd. Verklaar de aanvraag compleet, dan gaan zij verder."
    return ""
