"""What the pages of hours show: for which arrangementen somebody writes, what is there, and what usually is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from arrangementen.models import Arrangement, Beeindiging, Deelname, Inzet, Urenregel
from arrangementen.rules import uren as regels
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie

from .uren import te_schrijven

Voor, Soort = Arrangement.Voor, Urenregel.Soort
WOORD_VOOR = {Voor.GROEP: "met de groep", Voor.KLAS: "met de klas", Voor.SCHOOL: "met leerlingen"}
"""What `met de leerling` is called when help is not for one pupil."""


def soorten(arrangement: Arrangement) -> list[tuple[str, str]]:
    """The kinds of hours in the words of this arrangement."""
    leerling = WOORD_VOOR.get(Voor(arrangement.voor), Soort.LEERLING.label)
    return [(str(een), str(leerling if een == Soort.LEERLING else een.label)) for een in Soort]


def met_hulp(arrangement: Arrangement) -> tuple[date, date]:
    """The first and last day with help of what was granted."""
    feiten = arrangement.feiten()
    assert feiten.van is not None
    assert feiten.tot is not None
    return feiten.van, min(feiten.tot, feiten.gestopt_na or feiten.tot)


def tussen(van: date, tot: date, einden: QuerySet[Beeindiging]) -> Q:
    """As a condition on Arrangement: granted, with help on one of these days. einden: those that the reader knows."""
    gestopt = Q(beeindiging__in=einden, beeindiging__laatste_dag__lt=van)
    return Q(beslissing__van__lte=tot, beslissing__tot__gte=van) & ~gestopt


def van_mij(gebruiker: Gebruiker, van: date, tot: date, *, alle: bool = False) -> tuple[list[Arrangement], int]:
    """For which this user writes hours on one of these days, and how many more there are.

    Those in which the user gives the help; all of them when alle, or when there are none of the user's own.
    """
    rijen = (
        Arrangement.objects.visible_to(gebruiker, Permissie.UREN_SCHRIJVEN)
        .filter(te_schrijven(gebruiker))
        .filter(tussen(van, tot, Beeindiging.objects.visible_to(gebruiker)))
        .select_related("aanbod", "school", "aanvraag", "beslissing", "beeindiging")
        .order_by("school__naam", "aanbod__naam", "pk")
    )
    eigen = Inzet.objects.filter(gebruiker=gebruiker, tot=None).values("arrangement")
    mijn = [*rijen.filter(pk__in=eigen)]
    if alle or not mijn:
        return [*rijen], 0
    return mijn, rijen.exclude(pk__in=eigen).count()


def namen(gebruiker: Gebruiker, arrangementen: Iterable[Arrangement]) -> dict[int, str]:
    """Id of an arrangement → the pupils in it that this user may see, by first name."""
    uit: dict[int, list[str]] = defaultdict(list)
    deelnames = Deelname.objects.visible_to(gebruiker).filter(arrangement__in=[een.pk for een in arrangementen])
    for een in deelnames.select_related("leerling").order_by("leerling__roepnaam"):
        uit[een.arrangement_id].append(een.leerling.roepnaam)
    return {pk: ", ".join(deel) for pk, deel in uit.items()}


@dataclass(frozen=True)
class Geschreven:
    """Quarters that were written down: in all, this week and this month."""

    totaal: int = 0
    week: int = 0
    maand: int = 0


def per_arrangement(arrangementen: Iterable[Arrangement], vandaag: date) -> dict[int, Geschreven]:
    """Id of an arrangement → what was written down for it, by whomever."""
    week = regels.week(vandaag)
    rijen = Urenregel.objects.filter(arrangement__in=[een.pk for een in arrangementen]).values("arrangement")
    sommen = rijen.annotate(
        totaal=Sum("kwartieren"),
        week=Sum("kwartieren", filter=Q(dag__range=(week[0], week[-1]))),
        maand=Sum("kwartieren", filter=Q(dag__year=vandaag.year, dag__month=vandaag.month)),
    )
    return {een["arrangement"]: Geschreven(een["totaal"], een["week"] or 0, een["maand"] or 0) for een in sommen}


@dataclass(frozen=True)
class Stand:
    """What was written down beside what was granted."""

    toegekend: Decimal | None
    geschreven: Geschreven

    @property
    def gedaan(self) -> str:
        return regels.getal(regels.uren(self.geschreven.totaal))

    @property
    def week(self) -> str:
        return regels.getal(regels.uren(self.geschreven.week))

    @property
    def maand(self) -> str:
        return regels.getal(regels.uren(self.geschreven.maand))

    @property
    def van(self) -> str:
        return regels.getal(self.toegekend) if self.toegekend is not None else ""

    @property
    def over(self) -> str:
        """What is left; "" when nothing was said of hours, and nothing below zero."""
        rest = regels.over(self.geschreven.totaal, self.toegekend)
        return regels.getal(max(rest, Decimal(0))) if rest is not None else ""

    @property
    def te_veel(self) -> str:
        """How much more there is than was granted; "" when it fits."""
        rest = regels.over(self.geschreven.totaal, self.toegekend)
        return regels.getal(-rest) if rest is not None and rest < 0 else ""

    @property
    def procent(self) -> int:
        """How full it is, for a bar."""
        return min(100, round(100 * regels.uren(self.geschreven.totaal) / self.toegekend)) if self.toegekend else 0


def gewoon(gebruiker: Gebruiker, arrangementen: Iterable[Arrangement]) -> dict[int, tuple[str, int]]:
    """Id of an arrangement → kind and quarters that this user wrote down last."""
    mijn = Urenregel.objects.filter(inzet__gebruiker=gebruiker, arrangement__in=[een.pk for een in arrangementen])
    staand = mijn.filter(corrigeert=None, correctie=None).order_by("arrangement", "-dag", "-pk").distinct("arrangement")
    return {een.arrangement_id: (een.soort, een.kwartieren) for een in staand}


def staande(gebruiker: Gebruiker, arrangementen: Sequence[Arrangement], dagen: Sequence[date]) -> QuerySet[Urenregel]:
    """The lines of this user in these days that were not taken away."""
    mijn = Urenregel.objects.visible_to(gebruiker).filter(inzet__gebruiker=gebruiker, dag__in=dagen)
    return mijn.filter(arrangement__in=[een.pk for een in arrangementen], corrigeert=None, correctie=None)


def eerste_keuze(arrangement: Arrangement) -> tuple[str, int]:
    """What is offered with one tap when nothing was written before: one hour."""
    met = Soort.LERAAR if arrangement.voor in (Voor.KLAS, Voor.SCHOOL) else Soort.LEERLING
    return str(met), regels.KWARTIEREN_PER_UUR
