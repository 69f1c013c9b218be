"""What the loket does with an aanvraag between receipt and decision (table 13.1)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.gebruikers.rollen import Permissie, Rol
from kern.post.actions import melden
from loket.models import IN_BEHANDELING, Aanvraag, Aanvulling, Status, Zaakbrief

from .aanvulling import Puntgegevens, punten_opslaan
from .berichten import bericht_aan_school
from .betrokkenheid import keuze_bezwaren
from .opdrachten import alle_ondertekend, gevraagde_adviezen, nog_niemand_gevraagd, opdracht_geven
from .overgang import overgang
from .zaakbrief import brieven_maken

S = Status
HERSTELTERMIJN_HOOGSTENS = 90
"""Days. Awb 4:5 asks for a reasonable term; longer than this is a typing error."""


# --- taking and handing over ------------------------------------------------------------------------------------


def eindigt_in_besluit(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """Whether this kind ends in a decision; advice goes another way (loket.actions.consult)."""
    return "Op deze aanvraag volgt een advies, geen besluit." if aanvraag.soortregels.geeft_advies else ""


@overgang(
    van={S.INGEDIEND},
    naar=S.IN_CONTROLE,
    permissie=Permissie.AANVRAAG_CONTROLEREN,
    mits=(eindigt_in_besluit,),
)
def in_controle_nemen(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime) -> None:
    """Start the check. Who starts is the behandelaar, unless a colleague was named before (afspraak 51)."""
    if aanvraag.behandelaar is None:
        aanvraag.behandelaar = door


@overgang(
    van=IN_BEHANDELING,
    naar=sorted(IN_BEHANDELING),
    permissie=Permissie.AANVRAAG_CONTROLEREN,
)
def toewijzen(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, behandelaar: Gebruiker) -> None:
    """Name the behandelaar: somebody of the loket, as of today. The status stays as it is.

    A question that ends in advice may also go to an adviseur, who gets a mail and sees nothing else of the desk.
    """
    if Rol.LOKETMEDEWERKER not in behandelaar.rollen:
        if not (aanvraag.soortregels.geeft_advies and Rol.ADVISEUR in behandelaar.rollen):
            raise NietMogelijk("Kies een collega van het loket.")
        sleutel = f"consult-toegewezen-{aanvraag.public_id}-{behandelaar.public_id}"
        melden(wie=behandelaar, sleutel=sleutel, op=op)
    aanvraag.behandelaar = behandelaar


# --- complete or not --------------------------------------------------------------------------------------------


@overgang(
    van={S.IN_CONTROLE, S.IN_ADVIES},
    naar=S.AANVULLING_GEVRAAGD,
    permissie=Permissie.AANVRAAG_CONTROLEREN,
)
def aanvulling_vragen(
    aanvraag: Aanvraag,
    *,
    door: Gebruiker,
    op: datetime,
    hersteltermijn_dagen: int,
    vraag: str = "",
    punten: Sequence[Puntgegevens] = (),
) -> None:
    """Ask the school to complete the aanvraag (Awb 4:5). The decision term stands still from tomorrow (R-TERM-06).

    punten: what is missing, item by item; vraag: words with it, or all there is to ask. hersteltermijn_dagen: how long
    the school has, counted from today; it does not roll to a working day (afspraak 23).
    """
    punten = punten or ([Puntgegevens(vraag.strip())] if vraag.strip() else [])
    if not punten:
        raise NietMogelijk("Schrijf op wat er ontbreekt.")
    if not 1 <= hersteltermijn_dagen <= HERSTELTERMIJN_HOOGSTENS:
        raise NietMogelijk(f"Geef de school 1 tot en met {HERSTELTERMIJN_HOOGSTENS} dagen.")
    vandaag = timezone.localdate(op)
    aanvulling = Aanvulling.objects.create(
        aanvraag=aanvraag,
        vraag=vraag.strip(),
        gevraagd_op=vandaag,
        gevraagd_door=door,
        hersteltermijn_tot=vandaag + timedelta(days=hersteltermijn_dagen),
    )
    punten_opslaan(aanvulling, punten)
    brieven_maken(aanvraag, Zaakbrief.Soort.AANVULLING, op=op, door=door)
    bericht_aan_school(aanvraag, sleutel=f"aanvulling-{aanvulling.public_id}", op=op, dringend=True)


def hersteltermijn_voorbij(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """Awb 4:5: the school gets the whole term before the loket goes on without it."""
    open_ = open_aanvulling(aanvraag)
    if open_ and open_.hersteltermijn_tot >= timezone.localdate(op):
        return "De school heeft nog tijd om aan te vullen. Wacht tot die tijd voorbij is."
    return ""


@overgang(
    van={S.AANVULLING_GEVRAAGD},
    naar=S.IN_CONTROLE,
    permissie=Permissie.AANVRAAG_CONTROLEREN,
    mits=(hersteltermijn_voorbij,),
)
def aanvulling_verlopen(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime) -> None:
    """Go on without what was asked: the school let its term go by. The clock has been running since (R-TERM-06)."""
    if open_ := open_aanvulling(aanvraag):
        open_.verlopen_op = timezone.localdate(op)
        open_.save()


def open_aanvulling(aanvraag: Aanvraag) -> Aanvulling | None:
    """The request that the school has not answered and nobody has closed; there is at most one."""
    return aanvraag.aanvullingen.filter(aangevuld_op=None, verlopen_op=None).first()


@overgang(
    van={S.IN_CONTROLE},
    naar=[S.COMPLEET, S.IN_ADVIES, S.ADVIES_GEREED],
    permissie=Permissie.AANVRAAG_CONTROLEREN,
)
def compleet_verklaren(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime) -> None:
    """Say that everything is there. An aanvraag that was further before goes back to where it was."""
    _compleet(aanvraag, op)
    if not gevraagde_adviezen(aanvraag):
        aanvraag.status = S.COMPLEET
    else:
        aanvraag.status = S.IN_ADVIES if alle_ondertekend(aanvraag, door, op) else S.ADVIES_GEREED


def _compleet(aanvraag: Aanvraag, op: datetime) -> None:
    aanvraag.compleetdatum = timezone.localdate(op)


# --- the two experts --------------------------------------------------------------------------------------------


@overgang(
    van={S.IN_CONTROLE, S.COMPLEET},
    naar=S.IN_ADVIES,
    permissie=Permissie.AANVRAAG_CONTROLEREN,
    mits=(nog_niemand_gevraagd,),
)
def deskundigen_vragen(
    aanvraag: Aanvraag,
    *,
    door: Gebruiker,
    op: datetime,
    eerste: Gebruiker,
    eerste_discipline: str,
    tweede: Gebruiker,
    tweede_discipline: str,
    uiterlijk_op: date,
) -> None:
    """Ask two experts, each for an own advice; "compleet en naar deskundigen" is this one button (afspraak 51).

    uiterlijk_op: the day by which their advice is wanted. Raises NietMogelijk for R-DES-01, -02, -03 and -05.
    """
    keuze = ((eerste, eerste_discipline), (tweede, tweede_discipline))
    if fouten := [fout.zin for fout in keuze_bezwaren(aanvraag, keuze, op=op) if fout.blokkeert]:
        raise NietMogelijk(" ".join(fouten))
    if aanvraag.compleetdatum is None:
        _compleet(aanvraag, op)
    for volgorde, (deskundige, discipline) in enumerate(keuze, 1):
        opdracht_geven(
            aanvraag,
            deskundige=deskundige,
            discipline=discipline,
            volgorde=volgorde,
            uiterlijk_op=uiterlijk_op,
            door=door,
            op=op,
        )
