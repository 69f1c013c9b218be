"""Asking for an arrangement: what a school writes down, in one piece."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from arrangementen.models import Aanbod, Arrangement, Arrangementvraag, Deelname, Doel, Groepsschool
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.termijnen.schooljaar import schooljaar
from kern.termijnen.woorden import datum_voluit
from loket.actions.nummers import volgend_kenmerk
from loket.models import Aanvraag
from loket.models.kenmerk import Kenmerknummer
from scholen.models import Leerling, School, SchoolDeelname


@dataclass(frozen=True)
class Doelgegevens:
    """One goal as typed. maat: how one sees that it is reached."""

    doel: str
    maat: str
    uiterlijk: date | None = None


@dataclass(frozen=True, kw_only=True)
class Vraag:
    """What a school asks. aantal: hours, pieces or places; bedrag: what that is in euro; tot is inclusive.

    leerlingen: of the own school; scholen_erbij: schools that take part in a group and name their own pupils.
    woorden: the columns of Arrangementvraag. vorige: which one it renews or takes along. aanvraag: at the desk, where
    the SWV decides; werkvorm, telefoon and ouders_weten only stand there.
    """

    aanbod: Aanbod
    school: School
    voor: str
    van: date
    tot: date
    bedrag: Decimal
    onderwijsbehoeften: str
    aantal: Decimal | None = None
    leerlingen: Sequence[Leerling] = ()
    scholen_erbij: Iterable[School] = ()
    doelen: Sequence[Doelgegevens] = ()
    woorden: dict[str, str] | None = None
    vorige: Arrangement | None = None
    aanleiding: str = Arrangement.Aanleiding.NIEUW
    aanvraag: Aanvraag | None = None
    werkvorm: str = ""
    telefoon: str = ""
    ouders_weten: str = ""

    def onderdelen(self) -> dict[str, dict[str, object]]:
        """What the sections of an aanvraag at the desk begin with: the same words, so that nobody types them twice."""
        woorden = self.woorden or {}
        hulpvraag: dict[str, object] = {
            "hulpvraag": self.onderwijsbehoeften,
            "over_wie": woorden.get("groep", ""),
            "al_gedaan": woorden.get("al_gedaan", ""),
            "doel": "\n".join(een.doel for een in self.doelen),
            "vorm": self.werkvorm,
            "van": self.van,
            "tot": self.tot,
            "ouders_weten": self.ouders_weten,
            "contactpersoon": woorden.get("contactpersoon", ""),
            "telefoon": self.telefoon,
        }
        behoefte: dict[str, object] = {
            "onderwijsbehoeften": self.onderwijsbehoeften,
            "behoefte_leraar": woorden.get("behoefte_leraar", ""),
        }
        return {
            "hulpvraag": hulpvraag,
            "behoefte": behoefte,
            "gedaan": {"grens": woorden.get("waarom_zwaarder", "")},
        }


@transaction.atomic
def arrangement_vragen(vraag: Vraag, *, door: Gebruiker, op: datetime, sleutel: str) -> Arrangement:
    """Write down what this school asks, all of it or nothing.

    sleutel: of the form; a second time gives the first one. Raises NietMogelijk with the sentence why it cannot be.
    """
    rechten_nodig(door, Permissie.ARRANGEMENT_VRAGEN)
    if bestaand := Arrangement.objects.filter(sleutel=sleutel, gevraagd_door=door).first():
        return bestaand
    aanbod = vraag.aanbod
    if not Aanbod.objects.geldig(vraag.van).geldig(vraag.tot).filter(pk=aanbod.pk).exists():
        raise NietMogelijk("Dit aanbod is er niet in de hele periode die je koos.")
    _doen_mee(vraag)
    if vraag.voor == Arrangement.Voor.LEERLING and len(vraag.leerlingen) != 1:
        raise NietMogelijk("Kies één leerling.")
    rij = Arrangement(
        swv=aanbod.swv,
        kenmerk=volgend_kenmerk(aanbod.swv, timezone.localdate(op).year, Kenmerknummer.Reeks.ARRANGEMENT),
        aanbod=aanbod,
        school=vraag.school,
        voor=vraag.voor,
        schooljaar=schooljaar(vraag.van),
        van=vraag.van,
        tot=vraag.tot,
        aantal=vraag.aantal,
        bedrag=vraag.bedrag,
        aanvraag=vraag.aanvraag,
        vorige=vraag.vorige,
        aanleiding=vraag.aanleiding,
        gevraagd_op=op,
        gevraagd_door=door,
        sleutel=sleutel,
    )
    bewaren(rij)
    _erbij(rij, vraag)
    vastleggen("arrangement_vragen", rij, door=door, op=op, aanbod=aanbod.kenmerk, bedrag=str(vraag.bedrag))
    return rij


def _doen_mee(vraag: Vraag) -> None:
    """Whether the schools take part in the SWV of this kind of support when it begins. Raises NietMogelijk."""
    mee = SchoolDeelname.objects.geldig(vraag.van).filter(swv=vraag.aanbod.swv)
    for school in (vraag.school, *vraag.scholen_erbij):
        if not mee.filter(school=school).exists():
            dag = datum_voluit(vraag.van)
            raise NietMogelijk(f"{school.naam} hoort op {dag} niet bij {vraag.aanbod.swv.naam}. Kies ander aanbod.")


def _erbij(rij: Arrangement, vraag: Vraag) -> None:
    woorden = vraag.woorden or {}
    Arrangementvraag.objects.create(arrangement=rij, onderwijsbehoeften=vraag.onderwijsbehoeften, **woorden)
    for nummer, een in enumerate(vraag.doelen, 1):
        Doel.objects.create(arrangement=rij, volgorde=nummer, **vars(een))
    for kind in vraag.leerlingen:
        Deelname.objects.create(arrangement=rij, leerling=kind, school=vraag.school)
    for ander in vraag.scholen_erbij:
        Groepsschool.objects.create(arrangement=rij, school=ander)
