"""The questions an SWV adds to the sections: which of them show, what is missing, what is wrong with a list. Pure.

A question may be shown only when one earlier question of the same list has one value. There is no other logic in data
(issue of the kinds; domain §6: the sections are those of the groeidocument).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from .volledigheid import Gat

TEKST, LANG, KEUZE, JA_NEE, DATUM, GETAL, BESTAND = "tekst", "lang", "keuze", "ja_nee", "datum", "getal", "bestand"
STUURT = frozenset({KEUZE, JA_NEE})
"""Only a question with a fixed set of answers can decide whether another one shows."""
JA_OF_NEE = ("ja", "nee")
SECTIES = ("leerling", "school", "vraag", "hulpvraag", "toetsen", "behoefte", "gedaan", "mening", "stukken")


@dataclass(frozen=True, kw_only=True)
class Vraagregel:
    """One question. sleutel: the same in every version; toon_bij: the sleutel of the question it hangs on."""

    sleutel: str
    onderdeel: str
    tekst: str
    soort: str
    uitleg: str = ""
    nodig: bool = False
    keuzes: tuple[str, ...] = ()
    toon_bij: str = ""
    toon_bij_waarde: str = ""

    @property
    def waarden(self) -> tuple[str, ...]:
        """The answers that can be given, for a question with a fixed set of them."""
        return JA_OF_NEE if self.soort == JA_NEE else self.keuzes


@dataclass(frozen=True)
class Fout:
    """What keeps a list from being published, and at which question."""

    sleutel: str
    zin: str


Antwoorden = Mapping[str, str]
"""sleutel → the answer as stored: a text, an ISO date, a number with a point, or for files the names of them."""


def getoond(vragen: Sequence[Vraagregel], antwoorden: Antwoorden) -> list[Vraagregel]:
    """The questions that show with these answers, in their order.

    A question under a hidden one is hidden too; an answer that was given before it was hidden is kept and not read.
    """
    lijst: list[Vraagregel] = []
    zichtbaar: set[str] = set()
    for vraag in vragen:
        bij = vraag.toon_bij
        if not bij or (bij in zichtbaar and antwoorden.get(bij, "") == vraag.toon_bij_waarde):
            lijst.append(vraag)
            zichtbaar.add(vraag.sleutel)
    return lijst


def gaten_van_vragen(vragen: Sequence[Vraagregel], antwoorden: Antwoorden) -> list[Gat]:
    """What is still missing among the questions that show; an advised one warns and never stops submitting."""
    return [
        Gat(vraag.onderdeel, veldnaam(vraag.sleutel), _zin(vraag), vraag.nodig)
        for vraag in getoond(vragen, antwoorden)
        if not antwoorden.get(vraag.sleutel, "").strip()
    ]


def veldnaam(sleutel: str) -> str:
    """How the field of this question is called in a form."""
    return f"vraag_{sleutel}"


def als_tekst(waarde: object) -> str:
    """An answer as it is stored; nothing is the empty text."""
    if waarde is None:
        return ""
    if isinstance(waarde, date):
        return waarde.isoformat()
    return f"{waarde:f}" if isinstance(waarde, Decimal) else str(waarde)


def als_waarde(soort: str, tekst: str) -> object:
    """A stored answer as a value: a date, a number or the text itself. What cannot be read stays text."""
    try:
        if tekst and soort == DATUM:
            return date.fromisoformat(tekst)
        if tekst and soort == GETAL:
            return Decimal(tekst)
    except (ValueError, InvalidOperation):
        pass
    return tekst


def in_woorden(soort: str, tekst: str) -> object:
    """A stored answer as a reader sees it: a date is written out later, a number has a comma."""
    if soort == JA_NEE and tekst in JA_OF_NEE:
        return tekst.capitalize()
    waarde = als_waarde(soort, tekst)
    return f"{waarde:f}".replace(".", ",") if isinstance(waarde, Decimal) else waarde


def fouten(vragen: Sequence[Vraagregel]) -> list[Fout]:
    """All that is wrong with a list before it is published, question by question."""
    lijst: list[Fout] = []
    eerder: dict[str, Vraagregel] = {}
    alle = {vraag.sleutel for vraag in vragen}
    teksten: set[tuple[str, str]] = set()
    for vraag in vragen:
        plek = (vraag.onderdeel, vraag.tekst.strip().lower())
        if plek in teksten:
            lijst.append(Fout(vraag.sleutel, "Deze vraag staat twee keer in dit onderdeel. Haal er een weg."))
        teksten.add(plek)
        if vraag.soort == KEUZE and len({keuze.strip().lower() for keuze in vraag.keuzes}) < max(2, len(vraag.keuzes)):
            lijst.append(Fout(vraag.sleutel, "Geef minstens twee verschillende keuzes."))
        if vraag.toon_bij:
            lijst += _voorwaarde(vraag, eerder.get(vraag.toon_bij), bestaat=vraag.toon_bij in alle)
        eerder[vraag.sleutel] = vraag
    return lijst


def verschil(oud: Iterable[Vraagregel], nieuw: Iterable[Vraagregel]) -> list[str]:
    """What changed between two versions of a list, one sentence per question."""
    was, wordt = {vraag.sleutel: vraag for vraag in oud}, {vraag.sleutel: vraag for vraag in nieuw}
    erbij = [f"Nieuw: ‘{vraag.tekst}’." for sleutel, vraag in wordt.items() if sleutel not in was]
    weg = [f"Weg: ‘{vraag.tekst}’." for sleutel, vraag in was.items() if sleutel not in wordt]
    samen = [sleutel for sleutel in wordt if sleutel in was]
    anders = [
        f"Anders: ‘{wordt[sleutel].tekst}’ ({', '.join(delen)})."
        for sleutel in samen
        if (delen := _anders(was[sleutel], wordt[sleutel]))
    ]
    volgorde = [sleutel for sleutel in was if sleutel in wordt] != samen and not any("plaats" in zin for zin in anders)
    return [*erbij, *weg, *anders, *(["De volgorde is anders."] if volgorde else [])]


def _zin(vraag: Vraagregel) -> str:
    return f"Voeg een bestand toe bij ‘{vraag.tekst}’" if vraag.soort == BESTAND else f"Beantwoord ‘{vraag.tekst}’"


def _voorwaarde(vraag: Vraagregel, bij: Vraagregel | None, *, bestaat: bool) -> list[Fout]:
    if bij is None:
        waarom = "Die staat nu lager: zet haar hoger" if bestaat else "Die vraag is er niet meer"
        zin = f"Deze vraag hangt af van een andere vraag. {waarom}, of kies ‘altijd tonen’."
        return [Fout(vraag.sleutel, zin)]
    if bij.soort not in STUURT:
        return [Fout(vraag.sleutel, "Een vraag kan alleen afhangen van een keuzevraag of een ja/nee-vraag.")]
    if vraag.toon_bij_waarde not in bij.waarden:
        return [Fout(vraag.sleutel, f"Kies bij welk antwoord op ‘{bij.tekst}’ deze vraag te zien is.")]
    return []


def _anders(oud: Vraagregel, nieuw: Vraagregel) -> list[str]:
    delen = {
        "tekst": oud.tekst != nieuw.tekst,
        "uitleg": oud.uitleg != nieuw.uitleg,
        "soort antwoord": oud.soort != nieuw.soort,
        "keuzes": oud.keuzes != nieuw.keuzes,
        "nu verplicht": nieuw.nodig and not oud.nodig,
        "niet meer verplicht": oud.nodig and not nieuw.nodig,
        "plaats": oud.onderdeel != nieuw.onderdeel,
        "wanneer te zien": (oud.toon_bij, oud.toon_bij_waarde) != (nieuw.toon_bij, nieuw.toon_bij_waarde),
    }
    return [naam for naam, waar in delen.items() if waar]
