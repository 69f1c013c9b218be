"""Letters in the course of a bezwaar: freezing their words with the step they tell of, and letting them lapse."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from kern.brieven.actions import opstellen
from loket.actions.geadresseerden import Geadresseerde
from loket.models import Bezwaar, Bezwaarbericht, Bezwaargebeurtenis, Bezwaarzaak, Hoorzitting

from .berichtwoorden import Onderwerp, bericht, sjabloon
from .brief import indieners_van, ontvangers

Soort = Bezwaarbericht.Soort
AAN_ALLEN = {Soort.HOORZITTING, Soort.VERDAGING}
"""To every belanghebbende (Awb 7:2 lid 2 and 7:10 lid 5); the rest goes to who objects."""


def berichten_maken(
    zaak: Bezwaarzaak,
    soort: str,
    *,
    op: datetime,
    bezwaar: Bezwaar | None = None,
    gebeurtenis: Bezwaargebeurtenis | None = None,
    hoorzitting: Hoorzitting | None = None,
) -> None:
    """Freeze one letter of this kind for each addressee of today, in the transaction of the step it tells of."""
    onderwerp = Onderwerp(soort, bezwaar, gebeurtenis, hoorzitting)
    for aan in geadresseerd(zaak, onderwerp, timezone.localdate(op)):
        bevriezen(zaak, onderwerp, aan, op=op)


def bevestigen(zaak: Bezwaarzaak, *, op: datetime) -> None:
    """A letter to each who objects and was not written to yet that the bezwaar came in (Awb 6:14)."""
    bevestigd = set(zaak.berichten.filter(soort=Soort.BEVESTIGING).values_list("bezwaar", flat=True))
    for bezwaar in zaak.actieve_bezwaren():
        if bezwaar.pk not in bevestigd:
            berichten_maken(zaak, Soort.BEVESTIGING, op=op, bezwaar=bezwaar)


def berichten_vervallen(zaak: Bezwaarzaak, *, op: datetime, reden: str, **welke: Any) -> None:
    """Letters that did not go out yet will not go out any more."""
    for rij in zaak.berichten.te_verzenden().filter(**welke):
        rij.vervallen_op, rij.vervallen_reden = op, reden
        rij.save()


def geadresseerd(zaak: Bezwaarzaak, onderwerp: Onderwerp, dag: date) -> list[Geadresseerde]:
    """To whom this letter goes on this day."""
    if onderwerp.soort in AAN_ALLEN:
        return ontvangers(zaak, dag)
    return indieners_van(zaak, dag, onderwerp.bezwaar)


def bevriezen(zaak: Bezwaarzaak, onderwerp: Onderwerp, aan: Geadresseerde, *, op: datetime) -> None:
    """The frozen words of one letter, tied to its addressee."""
    gegevens = bericht(zaak, onderwerp, aan, op=op)
    brief = opstellen(
        sjabloon(onderwerp),
        gegevens,
        soort=onderwerp.soort,
        titel=gegevens.documenttitel,
        bestandsnaam=f"{zaak.kenmerk}-{onderwerp.soort}.pdf",
        op=op,
    )
    Bezwaarbericht.objects.create(
        zaak=zaak,
        soort=onderwerp.soort,
        bezwaar=onderwerp.bezwaar,
        gebeurtenis=onderwerp.gebeurtenis,
        hoorzitting=onderwerp.hoorzitting,
        aan=aan.aan,
        school=aan.school,
        betrokkene=aan.betrokkene,
        leerling=aan.leerling,
        volgt_op=aan.volgt_op,
        brief=brief,
    )
