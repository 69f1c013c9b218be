"""Experts in life (afspraak 52): replacing, adding, another day, reminding, giving back, withdrawing, reading again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.models import BESLOTEN, VERSTUURD, Aanvraag, Adviesopdracht, Status
from loket.rules.deskundigen import deskundigen_nodig, lege_plaats

from .betrokkenheid import deskundige_bezwaren
from .opdrachten import bericht, gevraagde_adviezen, ondertekend, opdracht_geven, opdracht_laten_vervallen
from .overgang import overgang

S = Status
Einde = Adviesopdracht.Einde
LOPEND = frozenset({S.IN_CONTROLE, S.AANVULLING_GEVRAAGD, S.IN_ADVIES})
"""An expert may still be writing."""
TOT_BESLUIT = LOPEND | {S.ADVIES_GEREED, S.BESLUIT_VOORBEREIDEN}
NA_BESLUIT = BESLOTEN | VERSTUURD
OPEN_HOOGSTENS = 90
"""Days that a case may be opened again to an expert in one go."""


# --- the loket --------------------------------------------------------------------------------------------------


def al_gevraagd(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    return "" if aanvraag.adviesopdrachten.exists() else "Er zijn nog geen deskundigen gevraagd."


def plaats_vrij(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    return "" if vrije_plaats(aanvraag) else "Er zijn al drie deskundigen gevraagd."


def vrije_plaats(aanvraag: Aanvraag) -> int | None:
    """The place that is asked next: an empty one, or the third; None when all three are taken."""
    bezet = [opdracht.volgorde for opdracht in gevraagde_adviezen(aanvraag)]
    return lege_plaats(bezet, nodig=deskundigen_nodig(aanvraag.soort))


@overgang(van=TOT_BESLUIT, naar=sorted(TOT_BESLUIT), permissie=Permissie.AANVRAAG_CONTROLEREN, mits=(al_gevraagd,))
def deskundige_vervangen(
    aanvraag: Aanvraag,
    *,
    door: Gebruiker,
    op: datetime,
    opdracht: str,
    deskundige: Gebruiker,
    discipline: str,
    uiterlijk_op: date,
    reden: str,
) -> None:
    """Ask somebody else on this place. opdracht: public id of the assignment that ends.

    A draft is closed. A signed advice is withdrawn by this: it is kept, does not count, and the case goes back to the
    experts. The new one is invited.
    """
    oud = _opdracht(aanvraag, opdracht)
    _met_reden(reden, "Schrijf op waarom je een ander vraagt.")
    einde = Einde.INGETROKKEN if ondertekend(oud) else Einde.VERVANGEN
    opdracht_laten_vervallen(oud, einde=einde, reden=reden.strip(), op=op)
    vastleggen("advies_vervallen", oud, door=door, op=op, reden=reden.strip())
    _vragen(aanvraag, deskundige, discipline, oud.volgorde, uiterlijk_op, door=door, op=op)
    _naar_advies(aanvraag)


@overgang(
    van=TOT_BESLUIT,
    naar=sorted(TOT_BESLUIT),
    permissie=Permissie.AANVRAAG_CONTROLEREN,
    mits=(al_gevraagd, plaats_vrij),
)
def deskundige_erbij(
    aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, deskundige: Gebruiker, discipline: str, uiterlijk_op: date
) -> None:
    """Fill the place that somebody gave back, or ask a third; the case waits for that advice (afspraak 52)."""
    plaats = vrije_plaats(aanvraag)
    assert plaats is not None
    _vragen(aanvraag, deskundige, discipline, plaats, uiterlijk_op, door=door, op=op)
    _naar_advies(aanvraag)


@overgang(van=TOT_BESLUIT, naar=sorted(TOT_BESLUIT), permissie=Permissie.AANVRAAG_CONTROLEREN, mits=(al_gevraagd,))
def advies_uitstellen(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, opdracht: str, uiterlijk_op: date) -> None:
    """Give another day for this advice, later or sooner. Our own term does not move by it."""
    rij = _opdracht(aanvraag, opdracht, open_=True)
    if uiterlijk_op < timezone.localdate(op):
        raise NietMogelijk("Kies een dag in de toekomst.")
    van, rij.uiterlijk_op = rij.uiterlijk_op, uiterlijk_op
    rij.save()
    vastleggen("advies_andere_dag", rij, door=door, op=op, van=van.isoformat(), naar=uiterlijk_op.isoformat())


@overgang(van={S.IN_ADVIES}, naar=S.IN_ADVIES, permissie=Permissie.AANVRAAG_CONTROLEREN, mits=(al_gevraagd,))
def deskundige_herinneren(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, opdracht: str) -> None:
    """Remind this expert now; at most one mail a day, however often it is pressed."""
    rij = _opdracht(aanvraag, opdracht, open_=True)
    bericht(rij.deskundige, f"herinnering:{rij.public_id}:{timezone.localdate(op)}", op)
    vastleggen("advies_herinnerd", rij, door=door, op=op)


@overgang(van=NA_BESLUIT, naar=sorted(NA_BESLUIT), permissie=Permissie.AANVRAAG_CONTROLEREN, mits=(al_gevraagd,))
def dossier_openen(
    aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, opdracht: str, open_tot: date, reden: str
) -> None:
    """Let this expert read the case again until a day, for instance for a bezwaar. Never by itself (afspraak 52)."""
    rij, vandaag = _opdracht(aanvraag, opdracht), timezone.localdate(op)
    _met_reden(reden, "Schrijf op waarom de deskundige het dossier weer moet lezen.")
    if not vandaag <= open_tot <= vandaag + timedelta(days=OPEN_HOOGSTENS):
        raise NietMogelijk(f"Kies een dag van vandaag tot en met {OPEN_HOOGSTENS} dagen vooruit.")
    rij.open_tot = open_tot
    rij.save()
    bericht(rij.deskundige, f"weer-open:{rij.public_id}:{open_tot}", op)
    vastleggen("dossier_weer_open", rij, door=door, op=op, reden=reden.strip(), tot=open_tot.isoformat())


# --- the expert -------------------------------------------------------------------------------------------------


def eigen_opdracht(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """Only the expert of an assignment in force gives it back or withdraws the advice."""
    return "" if _eigen(aanvraag, door) else "Jij bent niet gevraagd om over deze aanvraag te adviseren."


def nog_niet_ondertekend(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    rij = _eigen(aanvraag, door)
    return "Je hebt dit advies al ondertekend. Trek het in als het niet klopt." if rij and ondertekend(rij) else ""


def zelf_ondertekend(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    rij = _eigen(aanvraag, door)
    return "" if rij and ondertekend(rij) else "Je hebt dit advies nog niet ondertekend."


@overgang(
    van=LOPEND, naar=sorted(LOPEND), permissie=Permissie.ADVIES_GEVEN, mits=(eigen_opdracht, nog_niet_ondertekend)
)
def opdracht_teruggeven(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, reden: str) -> None:
    """The expert cannot or may not advise; the loket asks somebody else."""
    _met_reden(reden, "Schrijf op waarom je de opdracht teruggeeft.")
    _sluiten(aanvraag, "opdracht_teruggegeven", Einde.TERUGGEGEVEN, door=door, op=op, reden=reden.strip())


@overgang(
    van=TOT_BESLUIT,
    naar=sorted(TOT_BESLUIT),
    permissie=Permissie.ADVIES_GEVEN,
    mits=(eigen_opdracht, zelf_ondertekend),
)
def advies_intrekken(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, reden: str) -> None:
    """Withdraw the own signed advice before the decision. It is kept and not counted; the loket asks anew."""
    _met_reden(reden, "Schrijf op waarom je het advies intrekt.")
    _sluiten(aanvraag, "advies_ingetrokken", Einde.INGETROKKEN, door=door, op=op, reden=reden.strip())
    _naar_advies(aanvraag)


# --- what they share --------------------------------------------------------------------------------------------


def _sluiten(aanvraag: Aanvraag, actie: str, einde: str, *, door: Gebruiker, op: datetime, reden: str) -> None:
    rij = _eigen(aanvraag, door)
    assert rij is not None
    opdracht_laten_vervallen(rij, einde=einde, reden=reden, op=op)
    bericht(aanvraag.behandelaar, f"{actie}:{rij.public_id}", op, dringend=False)
    vastleggen(actie, rij, door=door, op=op, reden=reden)


def _vragen(
    aanvraag: Aanvraag,
    deskundige: Gebruiker,
    discipline: str,
    volgorde: int,
    uiterlijk_op: date,
    *,
    door: Gebruiker,
    op: datetime,
) -> None:
    """Ask this person on this place, unless something speaks against it (R-DES-01, -02, -05)."""
    if any(een.deskundige_id == deskundige.pk for een in gevraagde_adviezen(aanvraag)):
        raise NietMogelijk(f"{deskundige.naam} adviseert al over deze aanvraag. Kies iemand anders.")
    bezwaren = deskundige_bezwaren(aanvraag, deskundige, discipline=discipline, volgorde=volgorde, op=op)
    if fouten := [fout.zin for fout in bezwaren if fout.blokkeert]:
        raise NietMogelijk(" ".join(fouten))
    opdracht_geven(
        aanvraag,
        deskundige=deskundige,
        discipline=discipline,
        volgorde=volgorde,
        uiterlijk_op=uiterlijk_op,
        door=door,
        op=op,
    )


def _naar_advies(aanvraag: Aanvraag) -> None:
    """What was ready to be decided waits for the experts again; the clock goes on."""
    if aanvraag.status in (S.ADVIES_GEREED, S.BESLUIT_VOORBEREIDEN):
        aanvraag.status = S.IN_ADVIES


def _opdracht(aanvraag: Aanvraag, public_id: str, *, open_: bool = False) -> Adviesopdracht:
    """The assignment in force with this id, of this aanvraag; with open_: not signed yet."""
    rij = next((een for een in gevraagde_adviezen(aanvraag) if een.public_id == public_id), None)
    if rij is None:
        raise NietMogelijk("Deze opdracht is vervallen. Kijk op het tabblad Adviezen wie er nu adviseert.")
    if open_ and ondertekend(rij):
        raise NietMogelijk("Dit advies is al ondertekend.")
    return rij


def _eigen(aanvraag: Aanvraag, door: Actor) -> Adviesopdracht | None:
    return next((een for een in gevraagde_adviezen(aanvraag) if een.deskundige == door), None)


def _met_reden(reden: str, zin: str) -> None:
    if not reden.strip():
        raise NietMogelijk(zin)
