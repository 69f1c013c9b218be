"""Letters in the course of a bezwaar: dating them for the day of sending, and saying that they went out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.termijnen.termijn import einde
from kern.woorden import opsomming
from loket.actions.bekendmaken import (
    BEZWAARTERMIJN_WEKEN,
    als_verzonden,
    dateren,
    nog_geadresseerd,
    verzenddatum_nakijken,
    zonder_brief,
)
from loket.actions.opnieuw import adres_nagekeken, opnieuw_te_versturen
from loket.models import Bezwaarbericht, Bezwaarzaak

from .berichten import berichten_vervallen, bevriezen, geadresseerd
from .berichtwoorden import Onderwerp

Soort = Bezwaarbericht.Soort


@transaction.atomic
def berichten_klaarzetten(
    zaak: Bezwaarzaak,
    *,
    door: Gebruiker,
    op: datetime,
    verzenddatum: date,
    nagekeken: bool = False,
    adresonderzoek: str = "",
) -> None:
    """Date every unsent letter of this file for this day and have the PDFs made; can be repeated for another day.

    The addressees are worked out again. A verdaging must go out within the term, an invitation in time for the
    hearing; what came too late for good lapses, so that it holds no other letter back. Raises NietMogelijk with the
    reason.
    """
    rij = _zaak(zaak, door)
    _voorbij_vervallen(rij, op=op)
    leerling = rij.besluit.aanvraag.leerling
    assert leerling is not None
    verzenddatum_nakijken(leerling, verzenddatum, vandaag=timezone.localdate(op), nagekeken=nagekeken)
    alle = rij.berichten.filter(vervallen_op=None).select_related("bezwaar", "gebeurtenis", "hoorzitting")
    adressen_bijwerken(rij, [*alle.te_verzenden(), *opnieuw_te_versturen(alle)], verzenddatum, op=op)
    lijst = list(rij.berichten.te_verzenden().select_related("brief", "gebeurtenis", "hoorzitting"))
    if not lijst:
        raise NietMogelijk("Er is geen brief die nog weg moet.")
    if fout := next(filter(None, (_te_laat(rij, een, verzenddatum) for een in lijst)), ""):
        raise NietMogelijk(fout)
    if zonder := [een.naam for een in lijst if len(een.brief.context["geadresseerde"]["adresregels"]) < 2]:
        raise NietMogelijk(f"Er is geen adres van {opsomming(zonder)}. Vul het in bij de leerling.")
    adres_nagekeken(lijst, onderzoek=adresonderzoek, door=door, op=op)
    for een in lijst:
        if een.soort == Soort.DWANGSOM:
            een.bezwaar_tot = einde(verzenddatum, weken=BEZWAARTERMIJN_WEKEN)
        dateren(een, verzenddatum, door=door, op=op, bezwaar_tot=een.bezwaar_tot)
    vastleggen("bezwaarberichten_klaarzetten", rij, door=door, op=op, brieven=len(lijst))


@transaction.atomic
def berichten_verzonden(zaak: Bezwaarzaak, *, door: Gebruiker, op: datetime, brieven: list[str] | None = None) -> None:
    """Say that letters went out on their date. brieven: public ids; None means all that are left."""
    rij = _zaak(zaak, door)
    open_ = rij.berichten.te_verzenden().select_for_update(of=("self",))
    gekozen = open_ if brieven is None else open_.filter(public_id__in=brieven)
    lijst = list(gekozen.select_related("brief", "betrokkene__gebruiker", "bezwaar", "gebeurtenis", "hoorzitting"))
    if not lijst:
        raise NietMogelijk("Kies welke brieven zijn verzonden.")
    for onderwerp, rijen in _per_onderwerp(lijst).items():
        nog_geadresseerd(rijen, lambda dag, over=onderwerp: geadresseerd(rij, over, dag))  # type: ignore[misc]
    for een in lijst:
        als_verzonden(een, door=door, op=op)
    adressen_bijwerken(rij, lijst, timezone.localdate(op), op=op)
    vastleggen("bezwaarberichten_verzonden", rij, door=door, op=op, brieven=len(lijst))


def _zaak(zaak: Bezwaarzaak, door: Gebruiker) -> Bezwaarzaak:
    rijen = Bezwaarzaak.objects.visible_to(door, Permissie.BEZWAAR_BEHANDELEN)
    rij: Bezwaarzaak = get_object_or_404(rijen.select_for_update(of=("self",)), pk=zaak.pk)
    return rij


def _voorbij_vervallen(zaak: Bezwaarzaak, *, op: datetime) -> None:
    """Beside other letters: a verdaging after the term, which then does not count, and invitations to what was held.

    Alone they stay, and whoever sends them reads why that cannot be.
    """
    vandaag = timezone.localdate(op)
    termijn = zaak.termijn(vandaag, zonder_verdaging=True)
    voorbij = Q(soort=Soort.HOORZITTING, hoorzitting__gehouden_op__isnull=False)
    if termijn and vandaag > termijn.uiterlijk:
        voorbij |= Q(soort=Soort.VERDAGING)
    if zaak.berichten.te_verzenden().exclude(voorbij).exists():
        berichten_vervallen(zaak, op=op, reden="te laat om te versturen", pk__in=zaak.berichten.filter(voorbij))


def _te_laat(zaak: Bezwaarzaak, bericht: Bezwaarbericht, dag: date) -> str:
    """Why this letter cannot go out on this day any more; "" when it can."""
    termijn = zaak.termijn(dag, zonder_verdaging=True)
    if bericht.soort == Soort.VERDAGING and termijn and dag > termijn.uiterlijk:
        laatste = f"{termijn.uiterlijk.day}-{termijn.uiterlijk.month}-{termijn.uiterlijk.year}"
        return f"De brief over de verdaging moet uiterlijk op {laatste} weg zijn (Awb 7:10, derde lid)."
    gevraagd = bericht.gebeurtenis
    if bericht.soort == Soort.HERSTEL and gevraagd and gevraagd.tot and gevraagd.tot <= dag:
        return "De tijd om aan te vullen is voorbij op de dag van verzending. Vraag opnieuw om de redenen."
    if bericht.hoorzitting and timezone.localdate(bericht.hoorzitting.wanneer) <= dag:
        return "De hoorzitting is eerder dan deze brief. Plan de hoorzitting opnieuw."
    return ""


def _per_onderwerp(lijst: Iterable[Bezwaarbericht]) -> dict[Onderwerp, list[Bezwaarbericht]]:
    per: dict[Onderwerp, list[Bezwaarbericht]] = {}
    for een in lijst:
        per.setdefault(Onderwerp(een.soort, een.bezwaar, een.gebeurtenis, een.hoorzitting), []).append(een)
    return per


def adressen_bijwerken(zaak: Bezwaarzaak, lijst: Iterable[Bezwaarbericht], dag: date, *, op: datetime) -> None:
    """Of what these letters tell: a letter lapses when its addressee is none any more or lives elsewhere; who has none
    left gets one."""
    for onderwerp in _per_onderwerp(lijst):
        zelfde = zaak.berichten.filter(vervallen_op=None, **vars(onderwerp)).select_related("brief")
        for aan in zonder_brief(zelfde, geadresseerd(zaak, onderwerp, dag), op=op):
            bevriezen(zaak, onderwerp, aan, op=op)
