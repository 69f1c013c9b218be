"""Children who do not go to school (M17), by the counts of thuiszitters itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, reduce
from operator import or_

from django.db.models import Q, QuerySet, Sum

from kern.gebruikers.models import Gebruiker
from kern.termijnen.maanden import maanden_later
from kern.termijnen.woorden import MAANDEN
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.kengetal import TIENDE, Kengetal
from monitoring.rules.periode import Periode, maanden
from monitoring.rules.samenhang import op_dag
from monitoring.rules.tabel import Kolom, Maat, Rij, Tabel
from scholen.models import Instelling, LeerlingAantal, Samenwerkingsverband
from thuiszitters.gevallen import gevallen_van, te_tellen
from thuiszitters.maat import maat_van
from thuiszitters.models import Casus
from thuiszitters.models.casus import Reden
from thuiszitters.rules.cijfers import SOORTWOORDEN, TELT
from thuiszitters.rules.duur import Maat as Maatstaf
from thuiszitters.rules.opgave import Geval, Regel, Verloopcijfer, regels, verloopcijfers
from thuiszitters.rules.soorten import Soort
from thuiszitters.rules.telling import tellend

from .deelname import in_swv

SNEL_AANBOD = 3
"""Months within which there should be an offer (Thuiszitterspact, 13 June 2016)."""
DUIZEND = Decimal(1000)


@dataclass(frozen=True)
class Thuis:
    """M17 of one period. dag: the reference day, the last of the period or today. alle: the lines of who was counted.

    gevallen: with all their absence, for what it was on other days. pks: of the cases, by their number here.
    """

    periode: Periode
    dag: date
    alle: Sequence[Regel]
    gevallen: Sequence[Geval]
    klassen: Sequence[str]
    pks: Mapping[str, int]

    @cached_property
    def nu(self) -> list[Regel]:
        """Who is at home on the day, in the wide sense."""
        return [een for een in self.alle if een.wijd]

    @cached_property
    def verloop(self) -> dict[str, Verloopcijfer]:
        """What came and went, by definition: officieel and wijd."""
        return verloopcijfers(self.alle)

    @property
    def officieel(self) -> int:
        return sum(een.officieel for een in self.alle)

    @property
    def weken(self) -> Decimal | None:
        """How long they are at home on average, in weeks; None when nobody is."""
        duren = [een.weken for een in self.nu]
        return (Decimal(sum(duren)) / len(duren)).quantize(TIENDE, ROUND_HALF_UP) if duren else None

    @property
    def aanbod(self) -> Kengetal:
        """Of who is at home for more than three months, who had an offer within the first three."""
        per = {een.nummer: een for een in self.gevallen}
        lang = [een for een in self.nu if een.sinds and maanden_later(een.sinds, SNEL_AANBOD) < self.dag]
        snel = sum(
            any(een.sinds <= bod.op <= maanden_later(een.sinds, SNEL_AANBOD) for bod in per[een.nummer].aanbod)
            for een in lang
            if een.sinds
        )
        return Kengetal(DEFINITIES["M17"], snel, len(lang))


def tellen(door: Gebruiker, swvs: Sequence[Samenwerkingsverband], periode: Periode, vandaag: date) -> Thuis:
    """What this viewer sees of M17 in these SWVs together, all in the classes of the first."""
    dag, instellingen = min(periode.tot, vandaag), [Instelling.objects.geldig(swv, vandaag) for swv in swvs]
    maat = maat_van(instellingen[0])
    delen = [geteld(te_tellen(door, een.swv), een, periode, dag, maat) for een in instellingen]
    return samen(delen)


def samen(delen: Sequence[Thuis]) -> Thuis:
    """Of all SWVs together, in the classes of the first."""
    alle, gevallen = ([een for deel in delen for een in getattr(deel, naam)] for naam in ("alle", "gevallen"))
    pks = {naam: pk for deel in delen for naam, pk in deel.pks.items()}
    return replace(delen[0], alle=alle, gevallen=gevallen, pks=pks)


def tabellen(casussen: QuerySet[Casus], thuis: Thuis) -> list[Tabel]:
    """All tables of the page. casussen: those whose reason the viewer may count."""
    delen = (duurtabel(thuis), maandtabel(thuis), soorttabel(thuis), redenen(casussen, thuis), verlooptabel(thuis))
    return list(delen)


@dataclass(frozen=True)
class Kort:
    """What the page says above its tables."""

    wijd: Verloopcijfer
    officieel: Verloopcijfer
    weken: Decimal | None
    aanbod: Kengetal


def korttabel(thuis: Thuis) -> Tabel:
    """What of it is not in those tables, to be kept with them."""
    weken, aanbod = thuis.weken, thuis.aanbod
    kolommen = (Kolom("Teller", Maat.AANTAL), Kolom("Noemer", Maat.AANTAL))
    rijen = (Rij("Weken", (weken, None), "weken"), Rij("Aanbod", (aanbod.teller, aanbod.noemer), "aanbod"))
    return Tabel("thuis-kort", "Kort", "Cijfer", kolommen, rijen, ("M17",))


def kort_uit(verloop: Tabel, kort: Tabel) -> Kort:
    """The same out of the tables."""
    officieel, wijd_ = (Verloopcijfer(*(int(rij.cellen[plek] or 0) for rij in verloop.rijen)) for plek in (0, 1))
    weken, aanbod = (een.cellen for een in kort.rijen)
    gemiddeld = weken[0] if isinstance(weken[0], Decimal) else None
    return Kort(wijd_, officieel, gemiddeld, Kengetal(DEFINITIES["M17"], int(aanbod[0] or 0), int(aanbod[1] or 0)))


def geteld(
    casussen: QuerySet[Casus], instelling: Instelling, periode: Periode, dag: date, maat: Maatstaf | None = None
) -> Thuis:
    """M17 of these cases of one SWV on this day. In as many questions for many as for few.

    The number of a case is that of its SWV: without it, two SWVs have the same one.
    """
    maat, voor = maat or maat_van(instelling), min(periode.van, dag) - timedelta(days=1)
    pks, gevonden = gevallen_van(casussen, instelling.vakantieregio, vorige=voor, dag=dag)
    alle = [een._replace(nummer=nummer(instelling.swv, een.nummer)) for een in gevonden]
    klassen, bij = [een.woorden for een in maat.grenzen], f"{instelling.swv.code} "
    return Thuis(
        periode, dag, regels(alle, dag, voor, maat), alle, klassen, {bij + naam: pk for naam, pk in pks.items()}
    )


def nummer(swv: Samenwerkingsverband, kenmerk: str) -> str:
    """Of a case, among those of all SWVs."""
    return f"{swv.code} {kenmerk}"


def met_nummer(nummers: Iterable[str]) -> Q:
    """The cases with these numbers."""
    per: dict[str, list[str]] = {}
    for een in nummers:
        swv, _, kenmerk = een.partition(" ")
        per.setdefault(swv, []).append(kenmerk)
    return reduce(or_, (Q(swv__code=swv, kenmerk__in=deze) for swv, deze in per.items()), Q(pk=None))


def per_duizend(
    thuis: int, dag: date, aantallen: QuerySet[LeerlingAantal], swvs: Sequence[Samenwerkingsverband]
) -> Decimal | None:
    """M17 per thousand pupils, by the last count of DUO before the day; None when an SWV has none of that day.

    thuis: how many are at home.
    """
    geteld_ = aantallen.filter(onderdeel="", teldatum__lte=dag, aantal__isnull=False).order_by()
    per_dag = [dict(in_swv(geteld_, een).values_list("teldatum").annotate(som=Sum("aantal"))) for een in swvs]
    samen = set.intersection(*map(set, per_dag))
    if not samen:
        return None
    leerlingen: int | None = per_dag[0][max(samen)]
    if len(swvs) > 1:  # a school in two of them is one school
        hier = in_swv(geteld_, *swvs).filter(teldatum=max(samen))
        leerlingen = hier.aggregate(som=Sum("aantal"))["som"]
    if not leerlingen:
        return None
    return (thuis * DUIZEND / leerlingen).quantize(Decimal("0.01"), ROUND_HALF_UP)


def duurtabel(thuis: Thuis) -> Tabel:
    """Who is at home on the day by duration, how many of them by the law."""
    wet, anders = Counter[int](), Counter[int]()
    for een in thuis.nu:
        (wet if een.officieel else anders)[een.klasse] += 1
    regels = tuple(Rij(naam, (wet[nr], anders[nr]), str(nr)) for nr, naam in enumerate(thuis.klassen))
    kolommen = (Kolom("Volgens de wet", Maat.LEERLINGEN), Kolom("Anders thuis", Maat.LEERLINGEN))
    totaal = Rij("Samen", (sum(wet.values()), sum(anders.values())))
    rijen = regels if thuis.nu else ()
    return Tabel("duur", "Hoe lang zijn zij thuis?", "Duur", kolommen, rijen, ("M17",), totaal if rijen else None)


def maandeind(jaar: int, maand: int, dag: date) -> date:
    """The last day of this month, or the reference day when that comes first."""
    return min(maanden_later(date(jaar, maand, 1), 1) - timedelta(days=1), dag)


def maandtabel(thuis: Thuis) -> Tabel:
    """How many were at home at the end of each month of the period, by both definitions."""
    runs = [tellend(een.verloop) for een in thuis.gevallen]
    regels = []
    for jaar, maand in maanden(thuis.periode):
        eind = maandeind(jaar, maand, thuis.dag)
        later = date(jaar, maand, 1) > thuis.dag
        cellen = tuple(
            None if later else sum(any(een.op(eind) for een in soort) for soort in alle)
            for alle in ([w for w, _ in runs], [o for _, o in runs])
        )
        regels.append(Rij(MAANDEN[maand - 1][:3], cellen, f"{jaar}-{maand:02}"))
    kolommen = (Kolom("Alle", Maat.LEERLINGEN), Kolom("Volgens de wet", Maat.LEERLINGEN))
    return Tabel("thuis-per-maand", "Thuis aan het eind van elke maand", "Maand", kolommen, tuple(regels), ("M17",))


def gemeentetabel(lijnen: Iterable[Regel], dag: date) -> Tabel:
    """Who is at home on this day, by where they live: all who are followed, and of those who counts by the law.

    Each column says what must be known before it may leave the SWV.
    """
    thuis = [een for een in lijnen if een.wijd]
    alle, wet = Counter(een.gemeente for een in thuis), Counter(een.gemeente for een in thuis if een.officieel)
    rijen = tuple(Rij(naam, (alle[naam], wet[naam]), naam) for naam in sorted(alle))
    kolommen = (
        Kolom(TELT["wijd"], Maat.LEERLINGEN, code=op_dag("thuis", dag)),
        Kolom(TELT["officieel"], Maat.LEERLINGEN, deel_van=TELT["wijd"], code=op_dag("thuis volgens de wet", dag)),
    )
    totaal = Rij("Totaal", (alle.total(), wet.total())) if rijen else None
    titel = "Thuiszitters per gemeente"
    return Tabel("thuis-per-gemeente", titel, "Gemeente", kolommen, rijen, ("M17",), totaal)


def soorttabel(thuis: Thuis) -> Tabel:
    """Who is at home on the day by kind of absence, most first."""
    per = Counter(een.soort for een in thuis.nu)
    regels = [Rij(SOORTWOORDEN[een], (per[een],), een) for een in Soort if per[een]]
    regels.sort(key=lambda rij: -per[rij.sleutel])
    return Tabel("soort", "Waarom mist een kind school?", "Soort verzuim", AANTAL, tuple(regels), ("M17",))


AANTAL = (Kolom("Kinderen", Maat.LEERLINGEN),)


def redenen(casussen: QuerySet[Casus], thuis: Thuis) -> Tabel:
    """The reasons that were written down with who is at home on the day, most first. casussen: which may be counted."""
    rijen = casussen.filter(pk__in=[thuis.pks[een.nummer] for een in thuis.nu])
    per = Counter(rijen.order_by().values_list("reden", flat=True))
    volgorde = sorted(per.items(), key=lambda een: (-een[1], een[0]))
    regels = tuple(Rij(Reden(reden).label, (aantal,), reden) for reden, aantal in volgorde)
    return Tabel("reden", "Belangrijkste redenen", "Reden", AANTAL, regels, ("M17",))


def verlooptabel(thuis: Thuis) -> Tabel:
    """Was + erbij − eraf = nu, by both definitions."""
    kolommen = tuple(Kolom(TELT[naam], Maat.LEERLINGEN) for naam in ("officieel", "wijd"))
    cijfers = [thuis.verloop[naam] for naam in ("officieel", "wijd")]
    woorden = {"was": "Voor de periode", "erbij": "Erbij", "eraf": "Eraf", "nu": "Op de peildatum"}
    regels = tuple(Rij(kop, tuple(getattr(een, naam) for een in cijfers), naam) for naam, kop in woorden.items())
    return Tabel("verloop", "Erbij en eraf", "Cijfer", kolommen, regels, ("M17",))
