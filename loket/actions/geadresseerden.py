"""To whom a decision goes (4.2): worked out at the decision, and again at the moment of sending."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kern.brieven.talen import NEDERLANDS, TALEN
from kern.gebruikers.models import Gebruiker
from loket.models import Aanvraag, Bekendmaking, Bezwaar, Verzending
from scholen.models import Adres, Afscherming, Betrokkene, Gezag, GezagSoort, Leerling, School
from scholen.models.leerling import VERTEGENWOORDIGT
from scholen.rules import leeftijd

Aan = Bekendmaking.Aan


@dataclass(frozen=True)
class Geadresseerde:
    """One addressee with the address of that day; exactly one of school, betrokkene and leerling is set.

    naam with its title, aanhef as the letter begins ("Beste mevrouw Voorbeeld"), adresregels without the name.
    volgt_op: the letter that did not reach this addressee, when it is written to again.
    """

    aan: str
    naam: str
    aanhef: str
    adresregels: tuple[str, ...]
    school: School | None = None
    betrokkene: Betrokkene | None = None
    leerling: Leerling | None = None
    volgt_op: Any = field(default=None, compare=False)

    @property
    def gebruiker(self) -> Gebruiker | None:
        """The account with which this person reads along, if there is one."""
        wie = self.betrokkene or self.leerling
        return wie.gebruiker if wie else None

    @property
    def taal(self) -> str:
        """The language that this person chose for explanations; a school reads Dutch."""
        wie = self.betrokkene or self.leerling
        return wie.taal if wie and wie.taal in TALEN else NEDERLANDS

    @property
    def sleutel(self) -> tuple[int | None, int | None, int | None]:
        """What makes this addressee the same one on another day."""
        return (
            self.school.pk if self.school else None,
            self.betrokkene.pk if self.betrokkene else None,
            self.leerling.pk if self.leerling else None,
        )


def geadresseerden(aanvraag: Aanvraag, dag: date) -> list[Geadresseerde]:
    """The addressees on this day: the school with its board, and each who represents the child, at the own address.

    R-ACC-03, 4.2 and Awb 3:41: both parents with gezag get an own letter; a voogd or GI with (partial) gezag too; the
    pupil instead of the parents from 18, and beside them from 16. A person without a known address is in the list
    with an empty address, so that whoever asks can say so.
    """
    leerling = aanvraag.leerling
    assert leerling is not None
    lijst = [_school(aanvraag.school)]
    jaren = leeftijd(leerling.geboortedatum, dag)
    banden = (
        Gezag.objects.geldig(dag)
        .filter(leerling=leerling, soort__in=[*VERTEGENWOORDIGT])
        .select_related("betrokkene")
        .order_by("pk")
    )
    volwassen = jaren >= 18
    for band in banden:
        if not volwassen or band.soort in {GezagSoort.CURATOR, GezagSoort.MENTOR}:
            lijst.append(_betrokkene(band, dag))
    if jaren >= 16:
        lijst.append(_leerling(leerling))
    return lijst


def geadresseerde_van(wie: Bezwaar, dag: date) -> Geadresseerde:
    """Who lodged this bezwaar, at the address of this day, also when it is no addressee of the besluit any more."""
    if wie.school:
        return _school(wie.school)
    if wie.leerling:
        return _leerling(wie.leerling)
    assert wie.betrokkene is not None
    return _persoon(wie.betrokkene, wie.van, dag)


def mag_plek_niet_weten(aan: Geadresseerde, leerling: Leerling | None) -> bool:
    """Whether this addressee may not learn where the child lives and goes to school (afspraak 37)."""
    afgeschermd = leerling is not None and leerling.afscherming == Afscherming.VERBLIJFPLAATS
    return afgeschermd and aan.betrokkene is not None


def adres_van(brief: Verzending, dag: date) -> tuple[str, ...]:
    """Where this letter would go on this day."""
    if brief.school:
        return _school(brief.school).adresregels
    if brief.leerling:
        return _leerling(brief.leerling).adresregels
    assert brief.betrokkene is not None
    return _persoon(brief.betrokkene, brief.aan, dag).adresregels


def school_aan(school: School) -> Geadresseerde:
    """Another school than the one that asked, such as the one that takes the child in."""
    return _school(school)


def _school(school: School) -> Geadresseerde:
    naam = school.bestuur.naam if school.bestuur else school.naam
    regels = (school.adresregel, _postcodeplaats(school.postcode, school.plaats))
    return Geadresseerde(Aan.SCHOOL, naam, "Geacht bestuur", tuple(filter(None, regels)), school=school)


def _betrokkene(band: Gezag, dag: date) -> Geadresseerde:
    aan = Aan.OUDER if band.soort in {GezagSoort.GEZAG, GezagSoort.GEDEELTELIJK} else Aan.VOOGD
    return _persoon(band.betrokkene, aan, dag)


def _persoon(wie: Betrokkene, aan: str, dag: date) -> Geadresseerde:
    adres = Adres.objects.geldig(dag).filter(betrokkene=wie).first()
    regels = (adres.straat, _postcodeplaats(adres.postcode, adres.plaats), adres.land) if adres else ()
    naam = " ".join(filter(None, (wie.aanhef, wie.naam)))
    achternaam = " ".join(filter(None, (wie.tussenvoegsel.capitalize(), wie.achternaam)))
    aanhef = f"Beste {wie.aanhef} {achternaam}" if wie.aanhef else f"Beste {wie.naam}"
    return Geadresseerde(aan, naam, aanhef, tuple(filter(None, regels)), betrokkene=wie)


def _leerling(leerling: Leerling) -> Geadresseerde:
    regels: tuple[str, ...] = ()
    if leerling.straat and leerling.postcode:
        regels = (leerling.straat, _postcodeplaats(leerling.postcode, leerling.plaats))
    return Geadresseerde(Aan.LEERLING, leerling.naam, f"Beste {leerling.roepnaam}", regels, leerling=leerling)


def _postcodeplaats(postcode: str, plaats: str) -> str:
    """As the post wants it: postcode with a space, two spaces that do not break, PLAATS."""
    kaal = postcode.replace(" ", "").upper()
    if len(kaal) == 6 and kaal[:4].isdigit():
        kaal = f"{kaal[:4]} {kaal[4:]}"
    return f"{kaal}\u00a0\u00a0{plaats.upper()}".strip()
