"""Two people, or two tabs, in one section: put together field by field, so that no text that was accepted disappears.

A form carries `begin`: a print of what stood in each field when it was shown. What the other changed and this form did
not, stays; what only this form changed, is written; what both changed is shown side by side, and somebody chooses.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Protocol, TypeVar

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from loket.actions.aanvraag import Gewijzigd, Interventiegegevens, onderdeel_opslaan
from loket.actions.antwoorden import vragen_van
from loket.models import Aanvraag, Onderdeel, OnderdeelGedaan
from loket.rules.vragen import veldnaam

RIJEN = "interventies"
POGINGEN = 3
F = TypeVar("F", bound=NietMogelijk)


class Versie(Protocol):
    """A row that counts how often it was written."""

    versie: int


@dataclass(frozen=True)
class Getypt:
    """What stands in a section, or in the form of one: its columns, answers to questions of the SWV, rows of help."""

    velden: Mapping[str, Any]
    antwoorden: Mapping[str, str]
    interventies: Sequence[Interventiegegevens] | None = None

    def alles(self) -> dict[str, Any]:
        """Each part under the name of its field."""
        rijen = {} if self.interventies is None else {RIJEN: _regels(self.interventies)}
        return {**self.velden, **{veldnaam(sleutel): tekst for sleutel, tekst in self.antwoorden.items()}, **rijen}

    def alleen(self, namen: set[str]) -> Getypt:
        return Getypt(
            {naam: waarde for naam, waarde in self.velden.items() if naam in namen},
            {sleutel: tekst for sleutel, tekst in self.antwoorden.items() if veldnaam(sleutel) in namen},
            self.interventies if RIJEN in namen else None,
        )


@dataclass(frozen=True)
class Uitkomst:
    """What became of a save. botsingen: per field what the other wrote, where both changed it; begin: for the form.

    alleen_ik: nobody else wrote here, so the form may go on with the new version.
    """

    rij: Any
    begin: str
    botsingen: Mapping[str, str]
    alleen_ik: bool
    zin: str = ""


def afdruk(waarde: Any) -> str:
    """A short print of a value: equal for what a reader sees as equal (line ends, nothing in two ways)."""
    return sha256(_kaal(waarde).encode()).hexdigest()[:12]


def afdrukken(velden: Mapping[str, Any]) -> str:
    """The prints of all fields, for the hidden field `begin` of a form."""
    return json.dumps({naam: afdruk(waarde) for naam, waarde in velden.items()})


def begin_van(getypt: Getypt) -> str:
    """The same for a section."""
    return afdrukken(getypt.alles())


def stand(aanvraag: Aanvraag, onderdeel: Onderdeel, velden: Mapping[str, Any]) -> Getypt:
    """What is stored now, for these fields."""
    rijen = None
    if isinstance(onderdeel, OnderdeelGedaan):
        namen = ("wat", "periode", "wie", "doel", "effect")
        rijen = [Interventiegegevens(*rij) for rij in onderdeel.interventies.order_by("volgorde").values_list(*namen)]
    kolommen = {naam: getattr(onderdeel, naam) for naam in velden if hasattr(onderdeel, naam)}
    return Getypt(kolommen, vragen_van(aanvraag).antwoorden, rijen)


def opslaan(
    aanvraag: Aanvraag, slug: str, mijn: Getypt, *, door: Gebruiker, op: datetime, versie: int, begin: str
) -> Uitkomst:
    """Keep a section; where somebody else wrote in between, only what this form changed. Raises NietMogelijk."""

    def schrijf(namen: set[str], versie: int, ander: Mapping[str, Any]) -> Onderdeel:
        deel = mijn.alleen(namen)
        return onderdeel_opslaan(
            aanvraag,
            slug,
            door=door,
            op=op,
            versie=versie,
            velden=dict(deel.velden),
            interventies=None if deel.interventies is None else list(deel.interventies),
            antwoorden=dict(deel.antwoorden),
        )

    def nu(reden: Gewijzigd) -> tuple[Onderdeel, Mapping[str, Any]]:
        return reden.onderdeel, stand(aanvraag, reden.onderdeel, mijn.velden).alles()

    return samen(mijn.alles(), versie=versie, begin=begin, schrijf=schrijf, fout=Gewijzigd, nu=nu)


def samen(
    mijn: Mapping[str, Any],
    *,
    versie: int,
    begin: str,
    schrijf: Callable[[set[str], int, Mapping[str, Any]], Versie],
    fout: type[F],
    nu: Callable[[F], tuple[Versie, Mapping[str, Any]]],
) -> Uitkomst:
    """Keep `mijn`, whatever others wrote in between.

    schrijf: writes these fields of mine over this version, of which it is told what stands there; it raises `fout`
    when somebody was first, and `nu` says of that what stands there now.
    """
    was, zin = _lezen(begin), ""
    namen, ander, botsingen = set(mijn), dict[str, Any](), dict[str, str]()
    for _ in range(POGINGEN):
        try:
            rij = schrijf(namen, versie, ander)
        except fout as reden:
            rij, stond = nu(reden)
            ander, versie, zin, laatste = dict(stond), rij.versie, str(reden), reden
            namen, botsingen = vergelijken(mijn, ander, was)
            if not namen:
                return Uitkomst(rij, _verder(mijn, ander, was, botsingen), botsingen, False, zin)
        else:
            if not zin:
                return Uitkomst(rij, afdrukken(mijn), {}, True)
            return Uitkomst(rij, _verder(mijn, ander, was, botsingen), botsingen, False, zin)
    raise laatste


def vergelijken(
    mijn: Mapping[str, Any], ander: Mapping[str, Any], was: Mapping[str, str]
) -> tuple[set[str], dict[str, str]]:
    """Fields of mine that may be written over what stands there now, and what the other wrote where both changed it.

    A field of which the beginning is not known counts as changed by both.
    """
    mag: set[str] = set()
    botsingen: dict[str, str] = {}
    for naam, waarde in mijn.items():
        eigen, nu, eerst = afdruk(waarde), afdruk(ander.get(naam)), was.get(naam)
        if eigen in (nu, eerst):
            continue
        if nu == eerst:
            mag.add(naam)
        else:
            botsingen[naam] = _kaal(ander.get(naam))
    return mag, botsingen


def _verder(
    mijn: Mapping[str, Any], ander: Mapping[str, Any], was: Mapping[str, str], botsingen: Mapping[str, str]
) -> str:
    """From what the form goes on: a text of the other that was shown beside may be written over, one unseen not."""
    nieuw = {}
    for naam, waarde in mijn.items():
        if naam in botsingen:
            nieuw[naam] = afdruk(ander.get(naam))
        else:
            onaangeroerd = afdruk(waarde) == was.get(naam)
            nieuw[naam] = was[naam] if onaangeroerd else afdruk(waarde)
    return json.dumps(nieuw)


def _lezen(begin: str) -> dict[str, str]:
    try:
        gelezen = json.loads(begin or "{}")
    except ValueError:
        return {}
    return gelezen if isinstance(gelezen, dict) else {}


def _kaal(waarde: Any) -> str:
    if waarde is None:
        return ""
    if isinstance(waarde, list | tuple | set):
        return ", ".join(sorted(map(str, waarde)))
    return str(waarde).replace("\r\n", "\n").strip()


def _regels(rijen: Sequence[Interventiegegevens]) -> str:
    """The rows of help as text: to compare, and to show beside those of somebody else."""
    gevuld = [[deel.strip() for deel in vars(rij).values() if deel.strip()] for rij in rijen]
    return "\n".join(f"{nummer}. {' – '.join(delen)}" for nummer, delen in enumerate(filter(None, gevuld), 1))
