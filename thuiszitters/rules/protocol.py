"""Versions of a protocol: what is wrong with one, how two differ, and what a case that changes over keeps."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .ladder import Grens, Trede, Tredesoort

HOOGSTENS = 20


def fouten(treden: Sequence[Trede]) -> list[str]:
    """Why these steps cannot be a protocol yet, in sentences; empty when they can."""
    zinnen: list[str] = []
    if len(treden) < 2:
        zinnen.append("Een protocol heeft minstens twee stappen.")
    if len(treden) > HOOGSTENS:
        zinnen.append(f"Een protocol heeft hoogstens {HOOGSTENS} stappen.")
    if treden and treden[0].soort != Tredesoort.MELDING:
        zinnen.append("De eerste stap is de melding: daar begint elke casus mee.")
    if any(een.soort == Tredesoort.MELDING for een in treden[1:]):
        zinnen.append("Alleen de eerste stap is een melding.")
    namen = [een.naam.strip().lower() for een in treden]
    dubbel = dict.fromkeys(een.naam for een in treden if namen.count(een.naam.strip().lower()) > 1)
    zinnen += [f"Twee stappen heten ‘{naam}’." for naam in dubbel]
    if any(een.termijn.grens == Grens.DUUR for een in treden[:-1]):
        zinnen.append("Alleen de laatste stap kan een tijd duren.")
    return zinnen


@dataclass(frozen=True)
class Versie:
    """What a version says: its name, after how many days a case stands still, and its steps."""

    naam: str
    stil_na_dagen: int
    treden: Sequence[Trede]


def verschil(oud: Versie, nieuw: Versie) -> list[str]:
    """What is other in the new version, in sentences; empty when nothing is."""
    zinnen: list[str] = []
    if oud.naam != nieuw.naam:
        zinnen.append(f"De naam wordt ‘{nieuw.naam}’.")
    if oud.stil_na_dagen != nieuw.stil_na_dagen:
        zinnen.append(f"Een casus staat stil na {nieuw.stil_na_dagen} dagen; dat was {oud.stil_na_dagen}.")
    was = {een.sleutel: een for een in oud.treden}
    wordt = {een.sleutel: een for een in nieuw.treden}
    for een in nieuw.treden:
        if een.sleutel not in was:
            zinnen.append(f"Stap {een.nummer} ‘{een.naam}’ komt erbij.")
        else:
            zinnen += _anders(was[een.sleutel], een)
    zinnen += [f"Stap ‘{een.naam}’ vervalt." for een in oud.treden if een.sleutel not in wordt]
    blijft = [een.sleutel for een in oud.treden if een.sleutel in wordt]
    if blijft != [een.sleutel for een in nieuw.treden if een.sleutel in was]:
        zinnen.append("De volgorde verandert: " + ", ".join(een.naam for een in nieuw.treden) + ".")
    return zinnen


def _anders(was: Trede, wordt: Trede) -> list[str]:
    zinnen = []
    if was.naam != wordt.naam:
        zinnen.append(f"Stap ‘{was.naam}’ heet voortaan ‘{wordt.naam}’.")
    if was.termijn != wordt.termijn:
        zinnen.append(f"Stap ‘{wordt.naam}’ is {wordt.termijn.woorden}; dat was {was.termijn.woorden}.")
    if was.wie != wordt.wie:
        zinnen.append(f"Stap ‘{wordt.naam}’ doet: {wordt.wie}. Dat was: {was.wie}.")
    if was.opbrengst != wordt.opbrengst:
        zinnen.append(f"Wat er na stap ‘{wordt.naam}’ is, staat er anders.")
    if was.soort != wordt.soort:
        zinnen.append(f"Stap ‘{wordt.naam}’ is een andere soort stap.")
    return zinnen


@dataclass(frozen=True)
class Overstap:
    """What becomes of a case that goes on by a newer version, as keys of steps.

    blijft: done before and also in the new version; vervalt: done, and not in the new version; erbij: new, before where
    the case stands, and so passed over; nu: where it stands then, None when all is done.
    """

    blijft: Sequence[str]
    vervalt: Sequence[str]
    erbij: Sequence[str]
    nu: str | None


def overstap(nieuw: Sequence[str], oud: Collection[str], gezet: Collection[str]) -> Overstap:
    """Which step a case comes to stand at. nieuw: all steps in order; oud: all of its version; gezet: what was done.

    A step that was in its own version and was not done, is not passed over: then the case stands there.
    """
    verste = max((plek for plek, sleutel in enumerate(nieuw) if sleutel in gezet), default=-1)
    erbij = [sleutel for sleutel in nieuw[: verste + 1] if sleutel not in oud and sleutel not in gezet]
    return Overstap(
        blijft=[sleutel for sleutel in nieuw if sleutel in gezet],
        vervalt=[sleutel for sleutel in gezet if sleutel not in nieuw],
        erbij=erbij,
        nu=next((sleutel for sleutel in nieuw if sleutel not in gezet and sleutel not in erbij), None),
    )
