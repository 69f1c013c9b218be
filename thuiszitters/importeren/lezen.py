"""A list of absence (csv or xlsx) as rows that can be reported, or as sentences about what is wrong with it.

Only the columns that are named here are read. A BSN, a diagnosis or whatever else is in the file is dropped while
reading: it comes in no variable that outlives its row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from loket.importeren.duolijst import LijstFout, rijen_in
from scholen.rules import leeftijd_fout
from thuiszitters.models.casus import Reden
from thuiszitters.rules.melding import VOLLE_WEEK, eerste_dag_fout
from thuiszitters.rules.soorten import SOORTEN, Soort, kenmerken

HOOGSTENS = 500
"""Rows of one file: reporting one takes about 60 ms, and a page may take two minutes."""
KOPREGELS = 20
KOLOMMEN: dict[str, tuple[str, ...]] = {
    "roepnaam": ("roepnaam", "voornaam"),
    "tussenvoegsel": ("tussenvoegsel", "tussenvoegsels", "voorvoegsel", "voorvoegsels"),
    "achternaam": ("achternaam",),
    "geboortedatum": ("geboortedatum", "gebdatum", "geboren"),
    "groep": ("groep", "klas", "leerjaar", "stamgroep", "groepofleerjaar"),
    "school": ("school", "brin", "brin6", "brinvest", "vestiging", "schoolofbrin"),
    "gemeente": ("gemeente", "woongemeente"),
    "soort": ("soort", "soortverzuim", "verzuimsoort"),
    "van": ("eerstedag", "van", "vanaf", "begindatum", "startdatum", "beginverzuim", "eersteverzuimdag"),
    "tot": ("laatstedag", "tot", "totenmet", "einddatum", "eindeverzuim"),
    "uren": ("uren", "urenperweek", "urenopschool"),
    "reden": ("reden", "belangrijkstereden", "hoofdreden"),
    "gedaan": ("gedaan", "watisergedaan", "acties"),
    "ouders": ("oudersgeinformeerdop", "oudersingelichtop", "ouderswetenhetsinds"),
}
NODIG = {
    "roepnaam": "roepnaam",
    "achternaam": "achternaam",
    "geboortedatum": "geboortedatum",
    "soort": "soort",
    "van": "eerste dag",
}
LENGTE = {"roepnaam": 60, "tussenvoegsel": 20, "achternaam": 100, "groep": 20, "gedaan": 2000}
ANDERS = {
    "ongeoorloofd": Soort.RELATIEF,
    "relatiefverzuim": Soort.RELATIEF,
    "langdurigrelatief": Soort.RELATIEF,
    "absoluutverzuim": Soort.ABSOLUUT,
    "geoorloofd": Soort.ZIEK,
    "geoorloofdverzuim": Soort.ZIEK,
    "ziekte": Soort.ZIEK,
    "wacht": Soort.WACHTLIJST,
    "thuiswachtend": Soort.WACHTLIJST,
    "vrijstelling5a": Soort.VRIJ_5A,
    "vrijstelling5b": Soort.VRIJ_5B,
    "vrijstelling5c": Soort.VRIJ_5C,
    "vrijstelling15": Soort.VRIJ_15,
    "verlof11g": Soort.VERLOF_11G,
}
"""Words that other systems have for a kind."""


@dataclass(frozen=True)
class Regel:
    """One child of the list. nr: the row in the file; school and gemeente as they were written."""

    nr: int
    roepnaam: str
    achternaam: str
    geboortedatum: date
    soort: str
    van: date
    uren: Decimal
    reden: str = Reden.OVERIG
    tussenvoegsel: str = ""
    groep: str = ""
    school: str = ""
    gemeente: str = ""
    gedaan: str = ""
    ouders: date | None = None

    @property
    def naam(self) -> str:
        return " ".join(filter(None, (self.roepnaam, self.tussenvoegsel, self.achternaam)))

    @property
    def soort_woorden(self) -> str:
        return kenmerken(self.soort).woorden.partition(":")[0]


@dataclass
class Lijst:
    """What a file holds. fouten: (row, sentence); terug: rows of who is back at school; niet: columns not read."""

    regels: list[Regel] = field(default_factory=list)
    fouten: list[tuple[int, str]] = field(default_factory=list)
    terug: int = 0
    niet: list[str] = field(default_factory=list)


def lezen(data: bytes, vandaag: date) -> Lijst:
    """The children in this file. Raises LijstFout for what is no such list, with a sentence that says what to do."""
    rijen = enumerate(rijen_in(data), 1)
    plaatsen, lijst = _kop(rijen)
    gezien: dict[tuple[str, str, date], int] = {}
    gelezen = 0
    for nr, rij in rijen:
        cellen = {naam: rij[plaats] if plaats < len(rij) else None for naam, plaats in plaatsen.items()}
        if not any(_tekst(cel) for cel in cellen.values()):
            continue
        gelezen += 1
        if gelezen > HOOGSTENS:
            raise LijstFout(
                f"Deze lijst heeft meer dan {HOOGSTENS} rijen. "
                "Kies alleen de kinderen die nu niet of niet volledig naar school gaan."
            )
        _rij(lijst, nr, cellen, vandaag, gezien)
    if not gelezen:
        raise LijstFout("In deze lijst staat geen enkel kind. Zet onder de namen van de kolommen één rij per kind.")
    return lijst


def _kop(rijen: Iterator[tuple[int, Sequence[object]]]) -> tuple[dict[str, int], Lijst]:
    """Where each column is, from the first row that looks like a header."""
    for nr, rij in rijen:
        namen = [_kaal(_tekst(cel)) for cel in rij]
        gevonden: dict[str, int] = {}
        for naam, woorden in KOLOMMEN.items():
            plaats = next((nummer for nummer, kop in enumerate(namen) if kop in woorden), None)
            if plaats is not None:
                gevonden[naam] = plaats
        if len(gevonden.keys() & NODIG.keys()) >= 2:
            mist = [woord for naam, woord in NODIG.items() if naam not in gevonden]
            if mist:
                raise LijstFout(f"Ik mis {_opsomming(mist)}. Zet die naam boven de kolom, zoals in het voorbeeld.")
            over = [_tekst(cel)[:40] for plaats, cel in enumerate(rij) if plaats not in gevonden.values()]
            return gevonden, Lijst(niet=[een for een in over if een][:20])
        if nr >= KOPREGELS:
            break
    raise LijstFout(
        "Ik zie geen namen van kolommen. Zet boven de lijst "
        f"{_opsomming(list(NODIG.values()))}, zoals in het voorbeeld."
    )


def _opsomming(woorden: list[str]) -> str:
    namen = [f"‘{woord}’" for woord in woorden]
    begin = "de kolom " if len(namen) == 1 else "de kolommen "
    return begin + (f"{', '.join(namen[:-1])} en {namen[-1]}" if len(namen) > 1 else namen[0])


class _Fout(Exception):
    """What is wrong with one cell; the message is the sentence."""


def _rij(
    lijst: Lijst, nr: int, cellen: dict[str, object], vandaag: date, gezien: dict[tuple[str, str, date], int]
) -> None:
    try:
        regel = _regel(nr, cellen, vandaag)
    except _Fout as fout:
        lijst.fouten.append((nr, str(fout)))
        return
    if regel is None:
        lijst.terug += 1
        return
    wie = (_kaal(regel.roepnaam), _kaal(regel.achternaam), regel.geboortedatum)
    if wie in gezien:
        lijst.fouten.append((nr, f"Dit kind staat ook op rij {gezien[wie]}. Laat één rij over."))
        return
    gezien[wie] = nr
    lijst.regels.append(regel)


def _regel(nr: int, cellen: dict[str, object], vandaag: date) -> Regel | None:
    """This row, or None for a child that is back at school. Raises _Fout."""
    teksten = {naam: _kort(naam, cellen.get(naam)) for naam in LENGTE}
    for naam in ("roepnaam", "achternaam"):
        if not teksten[naam]:
            raise _Fout(f"De {naam} ontbreekt.")
    geboren = _dag("geboortedatum", cellen.get("geboortedatum"))
    if geboren is None:
        raise _Fout("De geboortedatum ontbreekt.")
    if fout := leeftijd_fout(geboren, vandaag):
        raise _Fout(f"{fout}.")
    van = _dag("eerste dag", cellen.get("van"))
    if van is None:
        raise _Fout("De eerste dag ontbreekt.")
    if fout := eerste_dag_fout(van, geboortedatum=geboren, vandaag=vandaag):
        raise _Fout(f"{fout}.")
    tot = _dag("laatste dag", cellen.get("tot"))
    if tot is not None and tot < van:
        raise _Fout("De laatste dag ligt voor de eerste dag.")
    soort = _keuze("soort verzuim", cellen.get("soort"), _soorten())
    ouders = _dag("dag waarop de ouders het hoorden", cellen.get("ouders"))
    if ouders is not None and ouders > vandaag:
        raise _Fout("De dag waarop de ouders het hoorden, ligt in de toekomst.")
    regel = Regel(
        nr=nr,
        geboortedatum=geboren,
        soort=soort,
        van=van,
        uren=_uren(cellen.get("uren"), soort),
        reden=_keuze("reden", cellen.get("reden"), _redenen()) if _tekst(cellen.get("reden")) else Reden.OVERIG,
        school=_tekst(cellen.get("school"))[:120],
        gemeente=_tekst(cellen.get("gemeente"))[:80],
        ouders=ouders,
        **teksten,
    )
    return None if tot is not None and tot < vandaag else regel


def _kort(naam: str, cel: object) -> str:
    tekst = _tekst(cel)
    if len(tekst) > LENGTE[naam]:
        raise _Fout(f"In de kolom ‘{naam}’ staat te veel tekst. Er passen {LENGTE[naam]} tekens.")
    return tekst


def _dag(wat: str, cel: object) -> date | None:
    """The day in this cell; None when it is empty."""
    if isinstance(cel, datetime):
        return cel.date()
    if isinstance(cel, date):
        return cel
    tekst = _tekst(cel)
    if not tekst:
        return None
    delen = re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", tekst)
    try:
        return date(int(delen[3]), int(delen[2]), int(delen[1])) if delen else date.fromisoformat(tekst[:10])
    except ValueError:
        raise _Fout(f"De {wat} ‘{tekst[:30]}’ is geen datum. Schrijf die als 3-6-2019.") from None


def _uren(cel: object, soort: str) -> Decimal:
    """Hours a week at school; nothing written is none at all, but not for who goes for a part."""
    tekst = _tekst(cel).replace(",", ".")
    if not tekst:
        if soort in (Soort.VERKORT, Soort.DREIGEND):
            raise _Fout("De uren per week ontbreken. Bij een verkort rooster of dreigend verzuim zijn die nodig.")
        return Decimal(0)
    try:
        uren = Decimal(tekst)
    except InvalidOperation:
        raise _Fout(f"De uren per week ‘{tekst[:20]}’ zijn geen getal.") from None
    if not (uren.is_finite() and 0 <= uren <= VOLLE_WEEK and uren == round(uren, 1)):
        raise _Fout(f"De uren per week zijn een getal van 0 tot en met {VOLLE_WEEK}, zoals 6 of 4,5.")
    return uren


def _keuze(wat: str, cel: object, keuzes: dict[str, str]) -> str:
    tekst = _tekst(cel)
    if not tekst:
        raise _Fout(f"De {wat} ontbreekt.")
    gevonden = keuzes.get(_kaal(tekst))
    if gevonden is None:
        raise _Fout(
            f"De {wat} ‘{tekst[:40]}’ kennen we niet. De woorden staan onder ‘Welke woorden kan ik gebruiken?’."
        )
    return gevonden


def _soorten() -> dict[str, str]:
    """Each word for a kind: the code, what staff reads, that up to its colon, and words of other systems."""
    woorden: dict[str, str] = {}
    for soort, wat in SOORTEN.items():
        woorden |= {_kaal(deel): soort for deel in (soort, wat.woorden, wat.woorden.partition(":")[0])}
    return {**ANDERS, **woorden}


def _redenen() -> dict[str, str]:
    woorden: dict[str, str] = {}
    for code, label in Reden.choices:
        woorden |= {_kaal(deel): code for deel in (code, str(label), str(label).partition(",")[0])}
    return woorden


def _kaal(tekst: str) -> str:
    """Only small letters and digits, without accents: what two ways to write one word have in common."""
    plat = unicodedata.normalize("NFKD", tekst).casefold()
    return re.sub(r"[^a-z0-9]", "", plat)


def _tekst(cel: object) -> str:
    if cel is None:
        return ""
    if isinstance(cel, float) and cel.is_integer():
        return str(int(cel))
    return " ".join(str(cel).split())
