"""Praktijkonderwijs or leerwegondersteuning: what the national criteria allow (R-PRO-01, -02, R-LWO-01). Pure.

Source: Inrichtingsbesluit WVO 15d lid 3 to 6. Which of two the school asks for when both may be, it motivates itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal

Getal = int | float | Decimal | None

DOMEINEN: dict[str, str] = {
    "ir": "inzichtelijk rekenen",
    "bl": "begrijpend lezen",
    "tl": "technisch lezen",
    "sp": "spellen",
}
ZWAAR = ("ir", "bl")
"""Of the domains that count, at least one must be one of these."""
PRO_IQ = (Decimal(55), Decimal(80))
LWOO_IQ = (Decimal(75), Decimal(90))
LWOO_IQ_SEM = (Decimal(91), Decimal(120))
"""IQ from and to, both inclusive; the last only with sociaal-emotionele problematiek."""
PRO_ACHTERSTAND = Decimal("0.5")
LWOO_ACHTERSTAND = Decimal("0.25")
"""A backlog of a half and more is that of PrO; lwoo is from a quarter up to, not including, a half."""


def leerachterstand(*, dle: int | Decimal, dl: int | Decimal) -> Decimal:
    """1 - DLE/DL, as a part of one; below zero for who is ahead (15d lid 3).

    dle: the level reached, dl: the schooling had since groep 3, both in months of ten a year. Raises ValueError when dl
    is not above zero or dle is below it.
    """
    if dl <= 0 or dle < 0:
        raise ValueError("DL is meer dan 0 maanden, en DLE is 0 of meer.")
    return 1 - Decimal(dle) / Decimal(dl)


def achterstand_woorden(deel: Decimal) -> str:
    """A backlog as people write it: leerachterstand 0,42. Cut off, not rounded: 0,4999 is not yet a half."""
    honderdsten = deel.quantize(Decimal("0.01"), rounding=ROUND_DOWN)
    return f"leerachterstand {str(honderdsten).replace('.', ',')}"


def pro_lwoo(*, iq: Getal, ir: Getal, bl: Getal, tl: Getal, sp: Getal, sem: bool | None) -> set[str]:
    """What the criteria allow: "pro", "lwoo", both or neither (L1 to L12).

    iq: total IQ. ir, bl, tl, sp: leerachterstand per domain, as leerachterstand() gives it; None when not tested. sem:
    whether personality research shows sociaal-emotionele problematiek; None counts as no. Bounds are compared as
    decimals, so that 0.5 that was computed as 0.49999999999999994 counts as 0.5.
    """
    kenmerk = _kenmerken(iq=iq, domeinen={"ir": ir, "bl": bl, "tl": tl, "sp": sp}, sem=bool(sem))
    mag = set()
    if kenmerk["pro_iq"] and kenmerk["pro_achterstand"]:
        mag.add("pro")
    if kenmerk["lwoo_achterstand"] and kenmerk["lwoo_iq"]:
        mag.add("lwoo")
    return {"pro", "lwoo"} if _gemengd(kenmerk) else mag


def pro_lwoo_uitleg(*, iq: Getal, ir: Getal, bl: Getal, tl: Getal, sp: Getal, sem: bool | None) -> list[str]:
    """The outcome of pro_lwoo() in plain sentences: what it means, how it comes about, and what a person must weigh."""
    feiten = {"iq": iq, "ir": ir, "bl": bl, "tl": tl, "sp": sp, "sem": sem}
    if iq is None or sum(feiten[naam] is not None for naam in DOMEINEN) < 2:
        return ["Vul het IQ en minstens twee domeinen in. Dan zie je wat volgens de landelijke criteria kan."]
    mag = pro_lwoo(iq=iq, ir=ir, bl=bl, tl=tl, sp=sp, sem=sem)
    kenmerk = _kenmerken(iq=iq, domeinen={"ir": ir, "bl": bl, "tl": tl, "sp": sp}, sem=bool(sem))
    zinnen = [_uitkomst(mag), _over_iq(kenmerk), _over_achterstand(kenmerk)]
    if mag == {"pro", "lwoo"}:
        zinnen.append(_waarom_beide(kenmerk))
        zinnen.append("De school kiest en schrijft op waarom. Die keuze telt.")
    elif not mag:
        zinnen += _geen_van_beide(kenmerk)
    return zinnen


def _kenmerken(*, iq: Getal, domeinen: Mapping[str, Getal], sem: bool) -> dict[str, bool]:
    punten = _decimaal(iq)
    achterstand = {naam: waarde for naam, getal in domeinen.items() if (waarde := _decimaal(getal)) is not None}
    pro = {naam for naam, deel in achterstand.items() if deel >= PRO_ACHTERSTAND}
    lwoo = {naam for naam, deel in achterstand.items() if LWOO_ACHTERSTAND <= deel < PRO_ACHTERSTAND}
    iq_sem = _tussen(punten, LWOO_IQ_SEM)
    return {
        "pro_iq": _tussen(punten, PRO_IQ),
        "lwoo_iq": _tussen(punten, LWOO_IQ) or (iq_sem and sem),
        "iq_vraagt_sem": iq_sem and not sem,
        "pro_achterstand": _genoeg(pro),
        "lwoo_achterstand": _genoeg(lwoo),
    }


def _gemengd(kenmerk: Mapping[str, bool]) -> bool:
    """Lid 6: PrO on the IQ or on the backlog, and for the rest lwoo; our reading, see the table of the criteria."""
    op_iq = kenmerk["pro_iq"] and kenmerk["lwoo_achterstand"] and kenmerk["lwoo_iq"]
    op_achterstand = kenmerk["pro_achterstand"] and kenmerk["lwoo_iq"]
    return op_iq or op_achterstand


def _genoeg(namen: set[str]) -> bool:
    return len(namen) >= 2 and not namen.isdisjoint(ZWAAR)


def _tussen(waarde: Decimal | None, grenzen: tuple[Decimal, Decimal]) -> bool:
    return waarde is not None and grenzen[0] <= waarde <= grenzen[1]


def _decimaal(getal: Getal) -> Decimal | None:
    """As a decimal; a float is taken as the short number it stands for."""
    if getal is None:
        return None
    return round(Decimal(str(getal)), 9) if isinstance(getal, float) else Decimal(getal)


def _uitkomst(mag: set[str]) -> str:
    if mag == {"pro", "lwoo"}:
        return "Volgens de landelijke criteria kan het allebei: praktijkonderwijs en leerwegondersteuning."
    if mag:
        return "Volgens de landelijke criteria past " + (
            "praktijkonderwijs." if "pro" in mag else "leerwegondersteuning."
        )
    return "Volgens de landelijke criteria past geen van beide."


def _over_iq(kenmerk: Mapping[str, bool]) -> str:
    if kenmerk["pro_iq"] and kenmerk["lwoo_iq"]:
        return "Het IQ past bij praktijkonderwijs (55 tot en met 80) en bij leerwegondersteuning (75 tot en met 90)."
    if kenmerk["pro_iq"]:
        return "Het IQ past bij praktijkonderwijs (55 tot en met 80)."
    if kenmerk["lwoo_iq"]:
        return "Het IQ past bij leerwegondersteuning."
    if kenmerk["iq_vraagt_sem"]:
        return "Bij een IQ van 91 tot en met 120 kan lwoo alleen als onderzoek sociaal-emotionele problemen laat zien."
    return "Het IQ past niet bij praktijkonderwijs en niet bij leerwegondersteuning."


def _over_achterstand(kenmerk: Mapping[str, bool]) -> str:
    if kenmerk["pro_achterstand"]:
        return "De leerachterstand is een half of meer in minstens twee domeinen: dat past bij praktijkonderwijs."
    if kenmerk["lwoo_achterstand"]:
        return "De leerachterstand is een kwart tot een half in minstens twee domeinen: dat past bij lwoo."
    return "De leerachterstand is te klein, of niet in inzichtelijk rekenen of begrijpend lezen."


def _waarom_beide(kenmerk: Mapping[str, bool]) -> str:
    if kenmerk["pro_achterstand"]:
        return "Op de leerachterstand past praktijkonderwijs, op het IQ past leerwegondersteuning."
    return "Op het IQ past praktijkonderwijs, op de leerachterstand en het IQ past ook leerwegondersteuning."


def _geen_van_beide(kenmerk: Mapping[str, bool]) -> list[str]:
    zinnen = []
    if kenmerk["pro_iq"] and kenmerk["lwoo_achterstand"]:
        zinnen.append(
            "Let op: het IQ past bij praktijkonderwijs en de achterstand bij lwoo. De regel is hier op twee "
            "manieren te lezen. Een mens moet dit beoordelen: leg in de motivering uit wat past."
        )
    zinnen.append("Je kunt de aanvraag toch indienen, als je uitlegt waarom: er zijn uitzonderingen (artikel 15e).")
    return zinnen
