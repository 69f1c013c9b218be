"""Correcting a slip of the pen in a decision (afspraak 44): same number, next version, a letter naming the old one."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Any

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.woorden import opsomming
from loket.models import BESLOTEN, Aanvraag, Besluit, Besluitreden, Status, Uitkomst
from loket.models.besluit import WOORDEN

from .afscherming import geheim_adres_fout
from .besluit import (
    NAAR,
    beslissing_van,
    besluit_vastleggen,
    brief_bevriezen,
    geldend_besluit,
    gezag_bekend,
    niet_zelf_geadviseerd,
    nummer_van,
    ondertekenaar,
    volgende_versie,
    woorden_fouten,
)
from .brief import Zaakfeiten
from .geadresseerden import geadresseerden
from .overgang import overgang


def ander_dan_beslisser(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """Where four eyes are asked, the correction is seen by a second person too."""
    if not aanvraag.instelling.vier_ogen:
        return ""
    if geldend_besluit(aanvraag).genomen_door_id == getattr(door, "pk", None):
        return "Bij vier ogen herstelt een ander dan wie het besluit nam."
    return ""


def niet_herzien(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """What was decided anew after a bezwaar is corrected there."""
    if aanvraag.besluiten.exclude(uit_bezwaar=None).exists():
        return "Over dit besluit is na een bezwaar opnieuw besloten. Herstel dat in het bezwaar."
    return ""


def met_inhoud(aanvraag: Aanvraag, door: Actor, op: datetime) -> str:
    """Leaving aside has a letter of its own, without the paragraphs that a correction repairs."""
    if geldend_besluit(aanvraag).uitkomst == Uitkomst.BUITEN_BEHANDELING:
        return "Een besluit om niet te behandelen herstel je niet hier. Bel de school en stuur een brief met uitleg."
    return ""


@overgang(
    van=BESLOTEN | {Status.BEKENDGEMAAKT},
    naar=sorted(BESLOTEN),
    permissie=Permissie.BESLUIT_NEMEN,
    mits=(niet_zelf_geadviseerd, gezag_bekend, met_inhoud, niet_herzien, ander_dan_beslisser),
)
def besluit_herstellen(aanvraag: Aanvraag, /, *, door: Gebruiker, op: datetime, uitleg: str, **woorden: Any) -> None:
    """Correct words. uitleg: what was wrong, for the reader; woorden: those of WOORDEN that change.

    Another kind, category or period is another besluit. The letters that had not gone out yet lapse; everybody gets a
    new one, which names the old one.
    """
    if not uitleg.strip():
        raise NietMogelijk("Schrijf op wat er niet goed stond. De lezer van de brief leest dat.")
    if anders := set(woorden) - {*WOORDEN}:
        raise NietMogelijk(f"Een herstel verandert alleen woorden, geen {opsomming(sorted(anders))}.")
    oud = geldend_besluit(aanvraag)
    keuze = dataclasses.replace(beslissing_van(oud), **woorden)
    dag = timezone.localdate(op)
    tekent, fout = ondertekenaar(aanvraag, keuze, door=door, dag=dag)
    geheim = geheim_adres_fout(aanvraag, [uitleg], dag)
    if fouten := [*filter(None, [fout, geheim]), *woorden_fouten(aanvraag, keuze, dag, tekent)]:
        raise NietMogelijk(" ".join(fouten))
    nieuw = besluit_vastleggen(
        aanvraag,
        keuze,
        dag,
        tekent=tekent,
        door=door,
        op=op,
        versie=volgende_versie(aanvraag),
        herstelt=oud,
        herstel_uitleg=uitleg.strip(),
    )
    _redenen_overnemen(oud, nieuw)
    oud.bekendmakingen.filter(verzonden_op=None, vervallen_op=None).update(
        vervallen_op=op, vervallen_reden="hersteld voor verzending"
    )
    allen, feiten = geadresseerden(aanvraag, dag), Zaakfeiten(aanvraag, dag)
    for aan in allen:
        brief_bevriezen(nieuw, keuze, aan, allen=allen, nummer=nummer_van(nieuw), op=op, feiten=feiten)
    vastleggen("besluit_hersteld", nieuw, door=door, op=op, versie=nieuw.versie)
    aanvraag.status = NAAR[Uitkomst(keuze.uitkomst)]


def _redenen_overnemen(oud: Besluit, nieuw: Besluit) -> None:
    """Each paragraph keeps its source: the same text, or the same place when the number of paragraphs is the same."""
    eerder = list(oud.redenen.order_by("volgorde"))
    alineas = [alinea.strip() for alinea in nieuw.motivering.split("\n\n") if alinea.strip()]
    if nieuw.motivering == oud.motivering:
        alineas = [reden.tekst for reden in eerder]
    per_tekst = {reden.tekst: reden for reden in eerder}
    for volgorde, tekst in enumerate(alineas, 1):
        bron = per_tekst.get(tekst) or (eerder[volgorde - 1] if len(eerder) == len(alineas) else None)
        Besluitreden.objects.create(
            besluit=nieuw,
            volgorde=volgorde,
            bron=bron.bron if bron else "zelf",
            criterium=bron.criterium if bron else None,
            advies=bron.advies if bron else None,
            tekst=tekst,
            aangepast=bool(bron and bron.bron != "zelf" and (bron.aangepast or bron.tekst != tekst)),
        )
