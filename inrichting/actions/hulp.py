"""The parts about help: what an SWV offers at which tariff, and its protocol for thuiszitters."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from arrangementen.actions import aanbod as aanbodacties
from arrangementen.models import Aanbod, Tarief
from arrangementen.rules.aanbod import schooljaren
from scholen.models import Samenwerkingsverband
from thuiszitters.actions import protocolbeheer
from thuiszitters.models import Protocol

from .aanvragen import concept_in_de_weg
from .deel import Deel, Inhoud, Werk

NIET = {"id", "public_id", "swv", "kenmerk"}
AANBOD = {veld.name: veld for veld in Aanbod._meta.concrete_fields if veld.name not in NIET}
STAP = ("volgorde", "soort", "naam", "wie", "termijn", "eenheid", "vanaf", "grens", "opbrengst")
REDEN = "Overgenomen uit een bestand met instellingen."


def aanbod_lezen(swv: Samenwerkingsverband, dag: date) -> Inhoud:
    """Each kind of support that is not over, by its kenmerk, with the tariffs that can still be fixed."""
    rijen = Aanbod.objects.filter(Q(tot=None) | Q(tot__gte=dag), swv=swv).order_by("kenmerk")
    per: dict[int, dict[str, str]] = {}
    for een in Tarief.objects.filter(aanbod__in=rijen, schooljaar__in=schooljaren(dag)).geldend():
        per.setdefault(een.aanbod_id, {})[str(een.schooljaar)] = str(een.bedrag)
    return {
        rij.kenmerk: {
            **{naam: _plat(getattr(rij, naam)) for naam in AANBOD},
            "tarieven": dict(sorted(per.get(rij.pk, {}).items())),
        }
        for rij in rijen
    }


def aanbod_schrijven(swv: Samenwerkingsverband, daar: Inhoud, werk: Werk) -> None:
    """What is new comes, what differs is written anew; what is only here stays."""
    hier = aanbod_lezen(swv, werk.vandaag)
    for kenmerk, een in daar.items():
        if hier.get(kenmerk) == een:
            continue
        velden: dict[str, Any] = {naam: AANBOD[naam].to_python(een[naam]) for naam in AANBOD}
        rij = Aanbod.objects.filter(swv=swv, kenmerk=kenmerk).first()
        if rij is None:
            rij = aanbodacties.aanbod_toevoegen(**werk.wie, swv=swv, kenmerk=kenmerk, **velden)
        else:
            rij = aanbodacties.aanbod_wijzigen(rij, **werk.wie, **velden)
        had = hier.get(kenmerk, {}).get("tarieven", {})
        for jaar, bedrag in een["tarieven"].items():
            if had.get(jaar) != bedrag:
                aanbodacties.tarief_vaststellen(
                    rij, **werk.wie, schooljaar=int(jaar), bedrag=Decimal(bedrag), reden=REDEN
                )


def protocol_lezen(swv: Samenwerkingsverband, dag: date) -> Inhoud:
    """The version that holds on this day; empty when the SWV has none yet."""
    rij = Protocol.objects.geldig(swv, dag)
    if rij is None:
        return {}
    stappen = {een.sleutel: {naam: getattr(een, naam) for naam in STAP} for een in rij.stappen.all()}
    return {"naam": rij.naam, "stil_na_dagen": rij.stil_na_dagen, "stappen": stappen}


def protocol_schrijven(swv: Samenwerkingsverband, daar: Inhoud, werk: Werk) -> None:
    """A new version with exactly these steps, for what begins from today on."""
    if Protocol.objects.concept(swv):
        raise concept_in_de_weg("het protocol")
    velden = {naam: daar[naam] for naam in ("naam", "stil_na_dagen")}
    concept = protocolbeheer.protocol_wijzigen(swv, **werk.wie, **velden)
    for stap in concept.stappen.all():
        protocolbeheer.stap_verwijderen(swv, stap.sleutel, **werk.wie)
    for sleutel, stap in sorted(daar["stappen"].items(), key=lambda een: een[1]["volgorde"]):
        waarden = {naam: stap[naam] for naam in STAP if naam != "volgorde"}
        protocolbeheer.stap_toevoegen(swv, **werk.wie, sleutel=sleutel, **waarden)
    concept = Protocol.objects.concept(swv) or concept
    gezien = protocolbeheer.wat_verandert(concept)
    protocolbeheer.protocol_publiceren(swv, **werk.wie, geldig_van=werk.vandaag, gezien=gezien)


def _plat(waarde: Any) -> Any:
    if isinstance(waarde, Decimal):
        return str(waarde)
    return waarde.isoformat() if isinstance(waarde, date) else waarde


DELEN = (
    Deel("aanbod", "Aanbod en tarieven", aanbod_lezen, aanbod_schrijven),
    Deel("protocol", "Protocol thuiszitters", protocol_lezen, protocol_schrijven, geheel=True),
)
