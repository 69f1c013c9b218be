"""Of which school and which SWV here a child is on a day: a case is theirs, whoever reports it."""

from __future__ import annotations

from datetime import date

from scholen.models import Inschrijving, Leerling, Samenwerkingsverband, School, SchoolDeelname
from scholen.rules import leeftijd

VO_VANAF = 12


def plekken(kind: Leerling, dag: date) -> list[Inschrijving]:
    """Where the child is enrolled at a school of an SWV here, the newest first: one of before can be late with ending
    it."""
    hier = SchoolDeelname.objects.geldig(dag).filter(swv__eigen=True).values("school")
    rijen = kind.inschrijvingen.geldig(dag).filter(school__in=hier)
    return list(rijen.select_related("school").order_by("-van", "-pk"))


def school_van(kind: Leerling, dag: date) -> School | None:
    """Where this child is enrolled on this day, at a school that takes part in an SWV here."""
    return next((een.school for een in plekken(kind, dag)), None)


def swv_voor(school: School | None, geboortedatum: date, dag: date) -> Samenwerkingsverband:
    """Of which SWV here this child is: one of its school, and without a school the one for its age."""
    eigen = Samenwerkingsverband.objects.filter(eigen=True).order_by("code")
    if school is not None and (van_school := eigen.filter(pk__in=_deelnames(school, dag)).first()):
        return van_school
    sector = "VO" if leeftijd(geboortedatum, dag) >= VO_VANAF else "PO"
    gevonden = eigen.filter(sector=sector).first() or eigen.first()
    assert gevonden is not None  # an installation serves at least one
    return gevonden


def swv_blijft(
    swv: Samenwerkingsverband, school: School | None, geboortedatum: date, dag: date
) -> Samenwerkingsverband:
    """The SWV that was named, unless this school takes part in another one only."""
    if school is None or swv.pk in _deelnames(school, dag):
        return swv
    return swv_voor(school, geboortedatum, dag)


def _deelnames(school: School, dag: date) -> set[int]:
    """The SWVs here that this school takes part in."""
    rijen = SchoolDeelname.objects.geldig(dag).filter(school=school, swv__eigen=True)
    return set(rijen.values_list("swv", flat=True))
