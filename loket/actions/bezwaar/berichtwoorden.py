"""From a file of bezwaren to the frozen values of a letter in its course; asked again for who comes later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from loket import letters
from loket.actions.geadresseerden import Geadresseerde, mag_plek_niet_weten
from loket.actions.oefening import is_voorbeeld
from loket.actions.zaakwoorden import treden
from loket.models import (
    Bezwaar,
    Bezwaarbericht,
    Bezwaargebeurtenis,
    Bezwaarzaak,
    Dwangsombesluit,
    Hoorzitting,
)
from loket.rules.bezwaar import Ontvangst, zittingsdagen

from .brief import afzender, brief_geadresseerde

Soort = Bezwaarbericht.Soort
ZAAKBRIEF, DWANGSOM = "brieven/zaakbrief.html", "brieven/dwangsom.html"


@dataclass(frozen=True)
class Onderwerp:
    """What a letter is about: the same for each addressee."""

    soort: str
    bezwaar: Bezwaar | None = None
    gebeurtenis: Bezwaargebeurtenis | None = None
    hoorzitting: Hoorzitting | None = None


def sjabloon(onderwerp: Onderwerp) -> str:
    """A penalty is a decision, so its letter has how to object; the others are as every letter about a case."""
    return DWANGSOM if onderwerp.soort == Soort.DWANGSOM else ZAAKBRIEF


def bericht(zaak: Bezwaarzaak, onderwerp: Onderwerp, aan: Geadresseerde, *, op: datetime) -> letters.Bezwaarbericht:
    """All that this letter to this addressee may say."""
    aanvraag = zaak.besluit.aanvraag
    leerling, instelling = aanvraag.leerling, zaak.instelling
    assert leerling is not None
    afgeschermd = mag_plek_niet_weten(aan, leerling)
    eigen = next((een for een in zaak.actieve_bezwaren() if een.sleutel == aan.sleutel), None)
    bereik = instelling.steunpunt_telefoon or instelling.steunpunt_website
    basis = {
        "afzender": afzender(zaak, timezone.localdate(op)),
        "geadresseerde": brief_geadresseerde(aan, afgeschermd=afgeschermd),
        "kenmerk": aanvraag.kenmerk or "",
        "bezwaarnummer": zaak.kenmerk,
        "leerling": letters.Leerling(
            naam=leerling.naam, roepnaam=leerling.roepnaam, geboortedatum=leerling.geboortedatum
        ),
        "besloten_op": zaak.besluit.besluitdatum,
        "eigen_op": eigen.ontvangen_op if eigen else None,
        "tekent": zaak.behandelaar.naam if zaak.behandelaar else "het loket",
        "steunpunt": "" if aan.school else ": ".join(filter(None, (instelling.steunpunt_naam, bereik))),
        "voorbeeld": is_voorbeeld(zaak.swv),
    }
    return MAKEN[onderwerp.soort](zaak, onderwerp, basis, timezone.localdate(op))


def _bevestiging(zaak: Bezwaarzaak, over: Onderwerp, basis: dict[str, Any], dag: date) -> letters.Bezwaarbericht:
    assert over.bezwaar is not None
    termijn = zaak.termijn(dag)
    return letters.Ontvangstbevestiging(
        **basis | {"eigen_op": over.bezwaar.ontvangen_op},
        pro_forma=over.bezwaar.pro_forma,
        te_laat=over.bezwaar.op_tijd() == Ontvangst.TE_LAAT,
        uiterlijk=termijn.uiterlijk if termijn else None,
    )


def _herstel(zaak: Bezwaarzaak, over: Onderwerp, basis: dict[str, Any], dag: date) -> letters.Bezwaarbericht:
    assert over.gebeurtenis is not None
    assert over.gebeurtenis.tot is not None
    return letters.Herstelbrief(**basis, ontbreekt=over.gebeurtenis.tekst, tot=over.gebeurtenis.tot)


def _commissie(zaak: Bezwaarzaak, over: Onderwerp, basis: dict[str, Any], dag: date) -> letters.Bezwaarbericht:
    termijn = zaak.termijn(dag)
    uiterlijk = termijn.uiterlijk if termijn else None
    return letters.Commissiebrief(**basis, commissie=zaak.commissie_naam, uiterlijk=uiterlijk)


def _hoorzitting(zaak: Bezwaarzaak, over: Onderwerp, basis: dict[str, Any], dag: date) -> letters.Bezwaarbericht:
    assert over.hoorzitting is not None
    wanneer = timezone.localtime(over.hoorzitting.wanneer)
    dagen = zittingsdagen(wanneer.date())
    return letters.Hoorzittingbrief(
        **basis,
        wanneer=wanneer,
        waar=over.hoorzitting.waar,
        stukken_tot=dagen.stukken_tot,
        ter_inzage=dagen.ter_inzage,
    )


def _verdaging(zaak: Bezwaarzaak, over: Onderwerp, basis: dict[str, Any], dag: date) -> letters.Bezwaarbericht:
    assert over.gebeurtenis is not None
    was, wordt = zaak.termijn(dag, zonder_verdaging=True), zaak.termijn(dag)
    assert was is not None
    assert wordt is not None
    return letters.Bezwaarverdagingsbrief(
        **basis, was=was.uiterlijk, wordt=wordt.uiterlijk, reden=over.gebeurtenis.tekst
    )


def _dwangsom(zaak: Bezwaarzaak, over: Onderwerp, basis: dict[str, Any], dag: date) -> letters.Bezwaarbericht:
    assert over.bezwaar is not None
    besluit = Dwangsombesluit.objects.select_related("ingebrekestelling", "mandaat").get(bezwaar=over.bezwaar)
    termijn = zaak.termijn(dag)
    assert termijn is not None
    return letters.Dwangsombrief(
        **basis | {"eigen_op": over.bezwaar.ontvangen_op},
        uiterlijk=termijn.uiterlijk,
        gevraagd_op=besluit.ingebrekestelling.ontvangen_op,
        van=besluit.eerste_dag,
        tot=besluit.laatste_dag,
        treden=treden(besluit.eerste_dag, besluit.laatste_dag),
        besloten_dwangsom_op=besluit.besluitdatum,
        ondertekening=letters.Ondertekening(
            naam=besluit.ondertekenaar,
            functie=besluit.functie,
            bevoegdheid=besluit.bevoegdheid,
            mandaat=besluit.mandaat.nummer if besluit.mandaat else "",
        ),
        bezwaar_email=zaak.swv.bezwaar_email or zaak.swv.email,
        datum_tonen=zaak.instelling.bezwaardatum_in_brief,
    )


MAKEN: dict[str, Callable[[Bezwaarzaak, Onderwerp, dict[str, Any], date], letters.Bezwaarbericht]] = {
    Soort.BEVESTIGING: _bevestiging,
    Soort.HERSTEL: _herstel,
    Soort.COMMISSIE: _commissie,
    Soort.HOORZITTING: _hoorzitting,
    Soort.VERDAGING: _verdaging,
    Soort.DWANGSOM: _dwangsom,
}
"""Kind → its words, from what is known of the file."""
