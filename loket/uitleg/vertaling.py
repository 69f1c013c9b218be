"""From an explanation to words in one language, as HTML that is safe to print."""

from __future__ import annotations

import gettext
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache
from pathlib import Path

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from kern.brieven.talen import NEDERLANDS, TALEN, Taal, datum_in
from kern.woorden import euro

from . import delen, po
from .zinnen import Blok, Merk, Nederlands, Nummer, Uitleg, Waarde, Weekdag, Zin, _

MAP = Path(__file__).parent / "locale"
GELDT = _("Dit is een vertaling. De Nederlandse brief geldt.")
NIET_NAGEKEKEN = _("Vertaling, nog niet nagekeken.")
EIGEN_WOORDEN = _("Wat mensen zelf schreven, is niet vertaald. Dat leest u in de Nederlandse brief.")
HOORT_BIJ = _("Deze uitleg hoort bij onze brief van {dag}. De brief zelf geldt.")
WIJ_ZIJN = _("Wij zijn {naam}, een samenwerkingsverband. Daarin werken scholen samen om kinderen te helpen.")
ONBEKEND = _("(nog niet bekend)")
IN_GEWONE_TAAL = _("De brief in gewone taal")
LEES_DE_BRIEF = _("Lees de Nederlandse brief")
KIES_TAAL = _("Kies uw taal")


@dataclass(frozen=True)
class Vertaald:
    """An explanation in one language; each text is safe HTML. boven: what to know first; geldt: the Dutch of it."""

    taal: Taal
    kop: str
    titel: str
    boven: tuple[str, ...]
    geldt: str
    feiten: tuple[tuple[str, str], ...]
    blokken: tuple[tuple[str, tuple[str, ...]], ...]


def vertalen(
    uitleg: Uitleg, taal: str, *, dagen: Mapping[Merk, date | None] | None, nagekeken: bool = False
) -> Vertaald:
    """An explanation in this language.

    dagen: the days of the letter, in words as long as they are unknown; None leaves a mark for each, which
    kern.brieven.dagtekening fills. nagekeken: whether a speaker signed off the translation as it is now.
    """
    zeg = Zegger(taal, dagen)
    hoort = HOORT_BIJ.met(dag=Merk.VERZONDEN)
    vertaald = (WIJ_ZIJN.met(naam=uitleg.afzender), hoort, EIGEN_WOORDEN)
    boven = (hoort,) if taal == NEDERLANDS else (GELDT, *(() if nagekeken else (NIET_NAGEKEKEN,)), *vertaald)
    return Vertaald(
        taal=TALEN[taal],
        kop=zeg(IN_GEWONE_TAAL),
        titel=zeg(uitleg.titel),
        boven=tuple(zeg(zin) for zin in boven),
        geldt="" if taal == NEDERLANDS else GELDT.tekst,
        feiten=tuple((zeg(feit.wat), zeg.waarde(feit.waarde)) for feit in uitleg.feiten),
        blokken=tuple((zeg(blok.kop), tuple(zeg(zin) for zin in _rest(uitleg, blok))) for blok in uitleg.blokken),
    )


def _rest(uitleg: Uitleg, blok: Blok) -> tuple[Zin, ...]:
    """What a block adds to the title above it; what was decided is the answer to its heading, so it stays there."""
    if blok.kop == delen.BESLOTEN:
        return blok.zinnen
    return tuple(zin for zin in blok.zinnen if zin != uitleg.titel) or blok.zinnen


def in_taal(taal: str, zin: Zin) -> str:
    """One sentence without days, in this language."""
    return Zegger(taal, {})(zin)


class Zegger:
    """Says sentences in one language."""

    def __init__(self, taal: str, dagen: Mapping[Merk, date | None] | None = None) -> None:
        self.taal, self.dagen, self.catalogus = taal, dagen, catalogus(taal)

    def __call__(self, zin: Zin) -> str:
        waarden = dict(zin.waarden)
        if zin.meer:
            aantal = waarden["aantal"]
            assert isinstance(aantal, int)
            tekst = self.catalogus.ngettext(zin.tekst, zin.meer, aantal)
        else:
            tekst = self.catalogus.gettext(zin.tekst)
        if not waarden:
            return escape(tekst)
        return format_html(escape(tekst), **{naam: self.waarde(waarde) for naam, waarde in waarden.items()})

    def waarde(self, waarde: Waarde) -> str:
        """A value in a sentence, apart from the direction of what stands around it."""
        if isinstance(waarde, Zin):
            return self(waarde)
        if isinstance(waarde, Merk):
            return self._merk(waarde)
        if isinstance(waarde, date):
            return format_html("<bdi>{}</bdi>", datum_in(self.taal, waarde))
        if isinstance(waarde, Weekdag):
            return format_html("<bdi>{}</bdi>", datum_in(self.taal, waarde.dag, weekdag=True))
        if isinstance(waarde, Decimal):
            waarde = Nummer(euro(waarde))
        if isinstance(waarde, time):
            waarde = Nummer(f"{waarde:%H:%M}" if self.taal != NEDERLANDS else f"{waarde.hour}.{waarde:%M} uur")
        if isinstance(waarde, Nummer):
            return format_html('<bdi dir="ltr" class="heel">{}</bdi>', str(waarde))
        if isinstance(waarde, Nederlands):
            return format_html('<bdi dir="ltr" lang="nl">{}</bdi>', str(waarde))
        return format_html("<bdi>{}</bdi>", waarde)

    def _merk(self, merk: Merk) -> str:
        if self.dagen is None:
            return format_html("<bdi>{}</bdi>", SafeString(f"<!--{merk.value}:{self.taal}-->"))
        dag = self.dagen.get(merk)
        return self(ONBEKEND) if dag is None else self.waarde(dag)


@cache
def catalogus(taal: str) -> gettext.NullTranslations:
    """The translations of one language; Dutch is the text itself."""
    if taal == NEDERLANDS:
        return gettext.NullTranslations()
    return gettext.translation("django", str(MAP), languages=[taal])


@cache
def teksten(taal: str) -> tuple[po.Tekst, ...]:
    """All texts of one language with their Dutch, in the order of the file."""
    bron = (MAP / taal / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    return tuple(een for een in po.lezen(bron) if een.msgid)


@cache
def versie(taal: str) -> str:
    """What a speaker signs off: changes with every text, Dutch or translated, and with nothing else."""
    delen = sorted("\x00".join((een.msgid, een.meervoud, *een.vertaling)) for een in teksten(taal))
    return hashlib.sha256("\x01".join(delen).encode()).hexdigest()
