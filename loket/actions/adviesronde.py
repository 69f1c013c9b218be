"""From the last signature to the decision, and back: what follows from the advices for the aanvraag."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk, Systeem
from kern.gebruikers.rollen import Permissie
from loket.models import Aanvraag, Advies, Adviesopdracht, Status
from loket.rules.zienswijze import Oordeel, waarom_zienswijze

from .opdrachten import (
    alle_ondertekend,
    gevraagde_adviezen,
    ondertekend,
    opdracht_geven,
    opdracht_laten_vervallen,
)
from .overgang import overgang

S = Status
OVERGENOMEN = (
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
"""What an advice that must be done again begins with; what is declared is declared anew."""
ADVIESRONDE = Systeem("adviesronde")
"""The actor in the logbook for what passes by itself when the advices are in."""


@overgang(
    van={S.IN_ADVIES},
    naar=S.ADVIES_GEREED,
    permissie=Permissie.AANVRAAG_CONTROLEREN,
    mits=(alle_ondertekend,),
    systeem=ADVIESRONDE.naam,
)
def adviezen_afronden(aanvraag: Aanvraag, *, door: Actor, op: datetime) -> None:
    """All advices that are needed are signed. The portal does this by itself at the last signature."""


def gehoord(aanvraag: Aanvraag) -> bool:
    """Whether the parents could give their view on the advices: a round was held and is closed."""
    return aanvraag.zienswijzeronden.filter(intrekking=None).exclude(gesloten_op=None).exists()


def eerst_gehoord(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """Awb 4:7 and 4:8: who may be hurt by the decision is heard first."""
    return "" if gehoord(aanvraag) else zienswijze_eerst(aanvraag)


@overgang(
    van={S.ADVIES_GEREED},
    naar=S.BESLUIT_VOORBEREIDEN,
    permissie=Permissie.AANVRAAG_CONTROLEREN,
    mits=(alle_ondertekend, eerst_gehoord),
    systeem=ADVIESRONDE.naam,
)
def naar_besluit(aanvraag: Aanvraag, *, door: Actor, op: datetime) -> None:
    """Hand the case to the beslisser. Passes by itself when nobody needs to be heard first (afspraak 51)."""


def doorlopen(aanvraag: Aanvraag, *, op: datetime) -> None:
    """Let the aanvraag pass as far as it goes by itself: at most to the beslisser. Ask it after each signature."""
    if alle_ondertekend(aanvraag, ADVIESRONDE, op):
        return
    aanvraag = adviezen_afronden(aanvraag, door=ADVIESRONDE, op=op)
    if not zienswijze_eerst(aanvraag):
        naar_besluit(aanvraag, door=ADVIESRONDE, op=op)


def zienswijze_eerst(aanvraag: Aanvraag) -> str:
    """Why parents are to be heard before the decision (Awb 4:7 and 4:8), as a sentence; "" when they need not."""
    oordelen = [
        Oordeel(
            toelaatbaar=opdracht.advies.conclusie == Advies.Conclusie.TOELAATBAAR,
            soort=opdracht.advies.soort,
            categorie=opdracht.advies.categorie,
        )
        for opdracht in gevraagde_adviezen(aanvraag)
        if ondertekend(opdracht)
    ]
    return waarom_zienswijze(
        oordelen,
        soort=aanvraag.tlv_soort,
        categorie=aanvraag.onderdeel_vraag.categorie,
        ouders_eens=aanvraag.onderdeel_mening.ouders_eens,
    )


@overgang(
    van={S.BESLUIT_VOORBEREIDEN},
    naar=[S.IN_CONTROLE, S.IN_ADVIES],
    permissie=Permissie.BESLUIT_NEMEN,
)
def terug(
    aanvraag: Aanvraag,
    *,
    door: Gebruiker,
    op: datetime,
    reden: str,
    naar: str,
    adviezen: Collection[str] = (),
) -> None:
    """Send the case back to the loket or to the experts, with a reason; the clock goes on (afspraak 34).

    adviezen: public ids of the assignments whose advice must be done again, needed when naar is in_advies. What was
    signed stays as it is: the same expert gets a new assignment that begins with the old text.
    """
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom je de aanvraag terugstuurt.")
    if naar not in (S.IN_CONTROLE, S.IN_ADVIES):
        raise NietMogelijk("Kies of de aanvraag naar het loket of naar de deskundigen gaat.")
    if naar == S.IN_ADVIES:
        gekozen = [opdracht for opdracht in gevraagde_adviezen(aanvraag) if opdracht.public_id in adviezen]
        if not gekozen:
            raise NietMogelijk("Kies welk advies opnieuw moet.")
        for opdracht in gekozen:
            _opnieuw_vragen(opdracht, door=door, op=op, reden=reden.strip())
    aanvraag.status = naar


def _opnieuw_vragen(oud: Adviesopdracht, *, door: Gebruiker, op: datetime, reden: str) -> None:
    opdracht_laten_vervallen(oud, einde=Adviesopdracht.Einde.OPNIEUW, reden=reden, op=op)
    nieuw = opdracht_geven(
        oud.aanvraag,
        deskundige=oud.deskundige,
        discipline=oud.discipline,
        volgorde=oud.volgorde,
        uiterlijk_op=timezone.localdate(op) + timedelta(days=oud.aanvraag.instelling.advies_dagen),
        door=door,
        op=op,
        actie="advies_opnieuw_gevraagd",
        reden=reden,
    )
    Advies.objects.create(opdracht=nieuw, **{naam: getattr(oud.advies, naam) for naam in OVERGENOMEN})
