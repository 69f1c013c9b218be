"""Where the money goes: help that was granted and what became of it (M15), and budgets (M16)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from arrangementen.models import Arrangement, Boeking, Deelname, Doelevaluatie, Pot
from arrangementen.rules.boekingen import EERSTE, GEHEEL, KOLOMMEN, NUL, SOORTEN, TWEEDE, Stand, stand_uit
from arrangementen.rules.boekingen import STAND as TEKENS
from kern.termijnen.schooljaar import schooljaar
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.kengetal import Kengetal
from monitoring.rules.periode import Periode, jaar_eerder
from monitoring.rules.samenhang import over_periode
from monitoring.rules.tabel import Kolom, Maat, Rij, Tabel

from .aandeel import aandeeltabel

DELEN = {
    "toegekend": "Toegekend",
    "verlenging": "Waarvan verlenging",
    "afgewezen": "Niet toegekend",
    "gestopt": "Eerder gestopt",
}
"""The parts of M15 that somebody may follow down to their arrangementen."""
BEREIKT, BEOORDEELD = "Bereikt", "Beoordeeld"
KINDEREN = "leerlingen"
"""The part of M15 that counts pupils."""
SOMMEN = tuple(f"{eerste}{kolom}" for eerste in ("", "eerste_") for kolom in KOLOMMEN)
BEDRAGEN = {
    "begroot": "Begroot",
    "toegekend": "Toegekend",
    "betaald": "Betaald",
    "verantwoord": "Verantwoord",
    "vrij": "Nog vrij",
}
GEBRUIK = ("Uitgegeven", "Toegezegd", "Nog vrij")


def deel(periode: Periode, naam: str) -> Q:
    """Which arrangementen are counted in this part of M15: by the day of the decision, or of the end."""
    besloten = _besloten(periode)
    ja = besloten & ~Q(beslissing__uitkomst="afgewezen")
    return {
        "toegekend": ja,
        "verlenging": ja & Q(aanleiding=Arrangement.Aanleiding.VERLENGING),
        "afgewezen": besloten & Q(beslissing__uitkomst="afgewezen"),
        "gestopt": Q(beeindiging__laatste_dag__range=(periode.van, periode.tot)),
    }[naam]


def _besloten(periode: Periode) -> Q:
    """Decided in this period, as moments: those have an index."""
    van, erna = (
        timezone.make_aware(datetime.combine(dag, time.min)) for dag in (periode.van, periode.tot + timedelta(days=1))
    )
    return Q(beslissing__besloten_op__gte=van, beslissing__besloten_op__lt=erna)


def aantallen(rijen: QuerySet[Arrangement], periode: Periode) -> dict[str, int]:
    """M15: how many, by part. Two queries: what was decided and what stopped are found each by its own day."""
    besloten = [naam for naam in DELEN if naam != "gestopt"]
    tellen = {naam: Count("pk", filter=deel(periode, naam), distinct=True) for naam in besloten}
    uit: dict[str, int] = rijen.filter(_besloten(periode)).aggregate(**tellen)
    return uit | {"gestopt": rijen.filter(deel(periode, "gestopt")).distinct().count()}


def leerlingen(rijen: QuerySet[Arrangement], periode: Periode) -> int:
    """M15: each pupil once, however much help it got."""
    erin = rijen.filter(deel(periode, "toegekend")).order_by()
    som = Deelname.objects.filter(arrangement__in=erin.values("pk")).aggregate(n=Count("leerling", distinct=True))
    return int(som["n"])


def deeltabel(rijen: QuerySet[Arrangement], periode: Periode) -> Tabel:
    """M15 by part, beside a year before."""
    perioden = (periode, jaar_eerder(periode))
    delen = [aantallen(rijen, een) for een in perioden]
    return deeltabel_van(periode, delen, [leerlingen(rijen, een) for een in perioden])


def deeltabel_van(periode: Periode, delen: Sequence[Mapping[str, int]], kinderen: Sequence[int]) -> Tabel:
    """The same of what is counted already, of this period and of the one before."""
    nu, toen = delen
    regels = [Rij(kop, (nu[naam], toen[naam]), naam) for naam, kop in DELEN.items()]
    regels.insert(2, Rij("Leerlingen met toegekende hulp", tuple(kinderen), KINDEREN))
    kolommen = (Kolom(periode.naam, Maat.AANTAL), Kolom(jaar_eerder(periode).naam, Maat.AANTAL))
    return Tabel("arrangementen", "Vragen om hulp", "Cijfer", kolommen, tuple(regels), ("M15",))


def doelen(rijen: QuerySet[Arrangement], periode: Periode) -> Kengetal:
    """M15: of the goals that were judged at an end evaluation of this period, how many were reached."""
    klaar = Doelevaluatie.objects.filter(
        evaluatie__arrangement__in=rijen.order_by().values("pk"),
        evaluatie__soort="eind",
        evaluatie__afgerond_op__date__range=(periode.van, periode.tot),
    ).exclude(uitkomst="")
    som = klaar.aggregate(bereikt=Count("pk", filter=Q(uitkomst="bereikt")), alle=Count("pk"))
    return Kengetal(DEFINITIES["M15"], som["bereikt"], som["alle"])


def beoordeeld(periode: Periode, *, bereikt: bool = False) -> Q:
    """The same of arrangementen with their goals: which of those were judged, or were reached."""
    pad = "evaluaties__doelevaluaties"
    welke = Q(evaluaties__soort="eind", evaluaties__afgerond_op__date__range=(periode.van, periode.tot))
    return welke & (Q(**{f"{pad}__uitkomst": "bereikt"}) if bereikt else Q(**{f"{pad}__uitkomst__gt": ""}))


def doelentabel(rijen: QuerySet[Arrangement], periode: Periode) -> Tabel:
    """The same, beside a year before."""
    return doelentabel_van(partial(doelen, rijen), periode)


def doelentabel_van(tellen: Callable[[Periode], Kengetal], periode: Periode) -> Tabel:
    """The same, however it is counted."""
    koppen, hoe = (BEREIKT, BEOORDEELD), {"code": "doelen", "titel": "Doelen bereikt"}
    return aandeeltabel(tellen, periode, koppen, maat=Maat.AANTAL, **hoe)


HULP: dict[str, Any] = {"code": "hulp", "titel": "Toegekende hulp per soort", "kop": "Soort hulp"}
PER_SCHOOL: dict[str, Any] = {"code": "hulp-scholen", "titel": "Toegekende hulp per school", "kop": "School"}


def hulptabel(rijen: QuerySet[Arrangement], periode: Periode) -> Tabel:
    """M15 per kind of help: number, hours and amount, beside the number of a year before."""
    return hulp_per(rijen, periode, "aanbod__kenmerk", "aanbod__naam", **HULP)


def schooltabel(rijen: QuerySet[Arrangement], periode: Periode) -> Tabel:
    """M15 per school."""
    return hulp_per(rijen, periode, "school__brin6", "school__naam", **PER_SCHOOL)


def hulp_per(rijen: QuerySet[Arrangement], periode: Periode, sleutel: str, naam: str, **hoe: Any) -> Tabel:
    """M15 by a column of the support: what got the most money stands first. hoe: code, titel and kop of the table."""
    nu, toen = deel(periode, "toegekend"), deel(jaar_eerder(periode), "toegekend")
    gevonden = (
        rijen.filter(nu | toen)
        .order_by()
        .values(sleutel, naam)
        .annotate(
            n=Count("pk", filter=nu),
            eerder=Count("pk", filter=toen),
            uren=Sum("beslissing__aantal", filter=nu & Q(aanbod__eenheid="uur")),
            geld=Sum("beslissing__bedrag", filter=nu),
        )
    )
    per = {(een[sleutel], een[naam]): (een["n"], een["eerder"], een["uren"] or NUL, een["geld"]) for een in gevonden}
    return hulptabel_van(per, **hoe)


Hulp = tuple[int, int, Decimal, Decimal | None]
"""How much was granted, and a year before; the hours; and the money, None where nothing was granted now."""


def hulptabel_van(per: Mapping[tuple[str, str], Hulp], **hoe: Any) -> Tabel:
    """The same of what is counted already, by key and name."""
    volgorde = sorted(per.items(), key=lambda een: (een[1][3] is None, -(een[1][3] or NUL), een[0][1], een[0][0]))
    regels = tuple(
        Rij(naam, (n, eerder, uren or NUL, geld or NUL), sleutel)
        for (sleutel, naam), (n, eerder, uren, geld) in volgorde
    )
    som: list[Any] = [sum(een) for een in zip(*(rij.cellen for rij in regels), strict=True)]
    kolommen = (
        Kolom("Aantal", Maat.AANTAL),
        Kolom("Een jaar eerder", Maat.AANTAL),
        Kolom("Uren", Maat.AANTAL),
        Kolom("Bedrag", Maat.EURO),
    )
    totaal = Rij("Samen", tuple(som)) if regels else None
    return Tabel(kolommen=kolommen, rijen=regels, definities=("M15",), totaal=totaal, **hoe)


def stand(potten: QuerySet[Pot], periode: Periode) -> Stand:
    """M16 of the school year in which this period begins, all budgets together."""
    rijen = potten.filter(schooljaar=schooljaar(periode.van)).order_by()
    return stand_uit(rijen.aggregate(**{som: Sum(som) for som in SOMMEN}))


def jarentabel(potten: QuerySet[Pot], periode: Periode) -> Tabel:
    """M16 over the school year and over each of its calendar years (R-BUD-02)."""
    jaar = schooljaar(periode.van)
    rijen = potten.filter(schooljaar=jaar).order_by()
    sommen: Mapping[str, Decimal | None] = rijen.aggregate(**{som: Sum(som) for som in SOMMEN})
    namen = {GEHEEL: f"Schooljaar {jaar}-{jaar + 1}", EERSTE: f"Waarvan in {jaar}", TWEEDE: f"Waarvan in {jaar + 1}"}
    standen = [stand_uit(sommen, deel) for deel in namen]
    er_is = sommen["begroot"] is not None
    return Tabel(
        "jaren",
        "Budget per schooljaar en kalenderjaar",
        "Bedrag",
        tuple(Kolom(kop, Maat.EURO) for kop in namen.values()),
        tuple(Rij(kop, tuple(getattr(een, naam) for een in standen), naam) for naam, kop in BEDRAGEN.items())
        if er_is
        else (),
        ("M16",),
    )


def pottabel(potten: QuerySet[Pot], periode: Periode) -> Tabel:
    """M16 per budget of the school year: what is paid, what is promised beside it, and what is free."""
    rijen = potten.filter(schooljaar=schooljaar(periode.van)).order_by("naam", "pk")
    regels = tuple(Rij(een.naam, _gebruik(een.stand), een.public_id) for een in rijen)
    som: list[Any] = [sum(een) for een in zip(*(rij.cellen for rij in regels), strict=True)]
    kolommen = tuple(Kolom(kop, Maat.EURO) for kop in GEBRUIK)
    totaal = Rij("Samen", tuple(som)) if regels else None
    return Tabel("budgetten", "Budgetten", "Budget", kolommen, regels, ("M16",), totaal)


def boektabel(boekingen: QuerySet[Boeking], periode: Periode) -> Tabel:
    """M16: what was booked in the period itself, by kind of line, whatever school year its budget is of.

    A line is mostly the help of one child, so that in what leaves the SWV a small number of them is hidden.
    """
    in_ = boekingen.filter(boekdatum__range=(periode.van, periode.tot)).order_by()
    per = {
        een["soort"]: (een["n"], een["som"]) for een in in_.values("soort").annotate(n=Count("pk"), som=Sum("bedrag"))
    }
    return boektabel_van(per, periode)


def boektabel_van(per: Mapping[str, tuple[int, Decimal]], periode: Periode) -> Tabel:
    """The same of what is counted already, by kind of line."""
    return Tabel(
        "geboekt",
        "Geboekt in deze periode",
        "Soort boeking",
        (Kolom("Aantal", Maat.LEERLINGEN, code=over_periode("geboekt", periode)), Kolom("Bedrag", Maat.EURO)),
        tuple(Rij(woord[0].upper() + woord[1:], per[soort], soort) for soort, woord in SOORTEN.items() if soort in per),
        ("M16",),
    )


WAS, BIJ, AF, NU = "Stand aan het begin", "Erbij", "Eraf", "Stand aan het eind"


def verlooptabel(boekingen: QuerySet[Boeking], periode: Periode) -> Tabel:
    """M16 of all budgets together, by the day of booking: what there was, came, went, and is."""
    voor, in_ = Q(boekdatum__lt=periode.van), Q(boekdatum__range=(periode.van, periode.tot))
    per = boekingen.filter(boekdatum__lte=periode.tot).order_by().values("soort")
    sommen: dict[str, dict[str, Any]] = {
        een["soort"]: {**een} for een in per.annotate(was=Sum("bedrag", filter=voor), in_=Sum("bedrag", filter=in_))
    }

    def som(naam: str, kolom: str, *tekens: int) -> Decimal:
        waarden = (
            (teken, sommen[soort][naam] or NUL)
            for soort, (waar, teken) in TEKENS.items()
            if waar == kolom and soort in sommen
        )
        return sum((teken * bedrag for teken, bedrag in waarden if teken in tekens), NUL)

    regels = []
    for kolom in KOLOMMEN:
        was, erbij, eraf = som("was", kolom, 1, -1), som("in_", kolom, 1), -som("in_", kolom, -1)
        regels.append(Rij(BEDRAGEN[kolom], (was, erbij, eraf, was + erbij - eraf), kolom))
    kolommen = tuple(Kolom(kop, Maat.EURO) for kop in (WAS, BIJ, AF, NU))
    return Tabel("geld-verloop", "Budget: erbij en eraf", "Bedrag", kolommen, tuple(regels) if sommen else (), ("R06",))


def _gebruik(een: Stand) -> tuple[Decimal, ...]:
    """Paid, promised and not paid, and free; what was granted above the budget leaves nothing free."""
    return een.betaald, een.nog_te_betalen, max(een.vrij, NUL)


def verplicht(een: Stand) -> Kengetal:
    """M16: how much of the budget was granted, in whole euros."""
    return Kengetal(DEFINITIES["M16"], int(een.toegekend), int(een.begroot) or None)
