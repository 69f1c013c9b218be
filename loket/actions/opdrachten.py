"""The assignments of an aanvraag that are in force: giving one, and how far they are."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from loket.models import Aanvraag, Advies, Adviesopdracht
from loket.rules.deskundigen import adviezen_verschillen, deskundigen_nodig

from .opdrachtbrief import opdrachtbrief_bevriezen


def gevraagde_adviezen(aanvraag: Aanvraag) -> list[Adviesopdracht]:
    """The assignments in force, first expert first."""
    geldig = Adviesopdracht.objects.geldig().filter(aanvraag=aanvraag)
    return list(geldig.select_related("deskundige", "advies", "aanvraag").order_by("volgorde"))


def ondertekend(opdracht: Adviesopdracht) -> bool:
    advies: Advies | None = getattr(opdracht, "advies", None)
    return advies is not None and advies.ondertekend_op is not None


def opdracht_geven(
    aanvraag: Aanvraag,
    *,
    deskundige: Gebruiker,
    discipline: str,
    volgorde: int,
    uiterlijk_op: date,
    door: Gebruiker,
    op: datetime,
    actie: str = "advies_gevraagd",
    reden: str = "",
) -> Adviesopdracht:
    """Make the assignment and invite the expert; the mail says only that something is ready (afspraak 21)."""
    if uiterlijk_op < timezone.localdate(op):
        raise NietMogelijk("Kies een dag in de toekomst voor de adviezen.")
    opdracht = Adviesopdracht(
        aanvraag=aanvraag,
        deskundige=deskundige,
        discipline=discipline,
        volgorde=volgorde,
        gevraagd_op=op,
        gevraagd_door=door,
        uiterlijk_op=uiterlijk_op,
    )
    opdracht.brief = opdrachtbrief_bevriezen(opdracht, op=op)
    opdracht.save()
    bericht(deskundige, f"opdracht:{opdracht.public_id}", op)
    vastleggen(actie, opdracht, door=door, op=op, reden=reden)
    return opdracht


def opdracht_laten_vervallen(opdracht: Adviesopdracht, *, einde: str, reden: str, op: datetime) -> None:
    """Close the assignment. Its advice, a draft or signed, stays as it is and counts no more."""
    opdracht.vervallen_op, opdracht.vervallen_reden, opdracht.einde = op, reden, einde
    opdracht.save()


def bericht(aan: Gebruiker | None, sleutel: str, op: datetime, *, dringend: bool = True) -> None:
    """Tell somebody that there is something to see, once per sleutel; at once when a day for it runs."""
    if aan is not None:
        melden(wie=aan, sleutel=sleutel, op=op, dringend=dringend)


def alle_ondertekend(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """R-DES-03: as many as this kind needs, each signed by its own writer; a third when the SWV wants that."""
    opdrachten = gevraagde_adviezen(aanvraag)
    binnen, nodig = sum(ondertekend(opdracht) for opdracht in opdrachten), deskundigen_nodig(aanvraag.soort)
    if binnen < max(nodig, len(opdrachten)):
        return _nog_niet(binnen, max(nodig, len(opdrachten)))
    return derde_nodig(aanvraag, opdrachten)


def derde_nodig(aanvraag: Aanvraag, opdrachten: list[Adviesopdracht]) -> str:
    """Why a third expert must be asked first (afspraak 52), or "". opdrachten: those in force."""
    if not aanvraag.instelling.derde_bij_verschil or len(opdrachten) > deskundigen_nodig(aanvraag.soort):
        return ""
    if not adviezen_verschillen(oordelen(opdrachten)):
        return ""
    return "De adviezen verschillen. Vraag een derde deskundige."


def oordelen(opdrachten: list[Adviesopdracht]) -> list[tuple[bool, str, str]]:
    """What each signed advice concludes: admissible, kind, category."""
    return [
        (een.advies.conclusie == Advies.Conclusie.TOELAATBAAR, een.advies.soort, een.advies.categorie)
        for een in opdrachten
        if ondertekend(een)
    ]


def nog_niemand_gevraagd(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """Asking twice would give an aanvraag four experts."""
    if gevraagde_adviezen(aanvraag):
        return "De deskundigen zijn al gevraagd. Verklaar de aanvraag compleet, dan gaan zij verder."
    return ""


def _nog_niet(binnen: int, nodig: int) -> str:
    return (
        f"Er is nog maar {binnen} van de {nodig} adviezen ondertekend."
        if binnen
        else "Er is nog geen advies ondertekend."
    )
