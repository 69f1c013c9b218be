"""Which SWV a page is about, when this installation serves more than one."""

from __future__ import annotations

from django.utils import timezone

from kern.gebruikers.verzoek import Verzoek
from scholen.models import Samenwerkingsverband, SchoolDeelname
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van


def swvs_van(request: Verzoek) -> list[Samenwerkingsverband]:
    """The own SWVs: for a school those it takes part in today, for staff all. Never empty."""
    eigen = Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code")
    if request.user.rollen.isdisjoint(SCHOOL_SCHRIJFT):
        return list(eigen)
    deelnames = SchoolDeelname.objects.visible_to(request.user).geldig(timezone.localdate())
    van_school = deelnames.filter(school__in=scholen_van(request.user, *SCHOOL_SCHRIJFT))
    return list(eigen.filter(pk__in=van_school.values("swv"))) or list(eigen)


def swv_keuzes(request: Verzoek) -> list[tuple[str, str]]:
    """Code and name, for a field to choose from."""
    return [(swv.code, swv.naam) for swv in swvs_van(request)]
