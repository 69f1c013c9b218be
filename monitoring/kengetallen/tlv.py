"""TLVs: per pupil and per school, how long, across the border, and back to a regular school (M05, M07, M12–M14, M21,
M22)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, DateField, Exists, F, Func, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, TruncMonth

from kern.termijnen.woorden import MAANDEN
from loket.models import TlvGebeurtenis
from loket.models.besluit import Uitkomst
from loket.models.tlv import TlvQuerySet, einden
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.kengetal import Kengetal, Verdeling
from monitoring.rules.periode import Periode
from monitoring.rules.telling import Aandeel, Telling, telling
from scholen.models import LeerlingAantal, Samenwerkingsverband, SchoolDeelname, Schoolsoort, TlvSoort

from .aanvragen import op_dag
from .deelname import in_swv
from .tijd import Kwantiel

S, T = Schoolsoort, TlvSoort
G = TlvGebeurtenis.Soort
TIENDUIZENDSTE = Decimal("0.0001")
DAGEN_PER_JAAR = Decimal("365.25")
MAANDEN_TERUG = 12
EEN_DAG = timedelta(days=1)

# --- M05 and M07: what holds on a day -------------------------------------------------------------------------------


def nog_niet_verlopen(tlvs: TlvQuerySet, dag: date) -> TlvQuerySet:
    """Those that may hold on this day: none lasts longer than it says, so that of most years nothing else is asked."""
    return tlvs.filter(Q(vervaldatum=None) | Q(vervaldatum__gte=dag))


def geldig_op(tlvs: TlvQuerySet, dag: date) -> QuerySet[Any]:
    """Of these the ones that held on this day."""
    geeindigd = einden().filter(tlv=OuterRef("pk"), per__lte=dag)
    rijen: QuerySet[Any] = nog_niet_verlopen(tlvs, dag).filter(~Exists(geeindigd), ingangsdatum__lte=dag)
    return rijen


def geldig_per_soort(tlvs: TlvQuerySet, dag: date) -> dict[tuple[str, str], int]:
    """How many held on this day, per kind and category. One query."""
    groepen = geldig_op(tlvs, dag).values("soort", "categorie").order_by().annotate(aantal=Count("pk"))
    return {(een["soort"], een["categorie"]): een["aantal"] for een in groepen}


def deelname_tlv(soort: str, aantal: int, sbo: int, per_soort: Mapping[str, Telling]) -> Aandeel | None:
    """M05: this many TLVs of a kind beside the pupils of per_soort. sbo: our TLVs for SBO; None without a source."""
    nodig = (S.BO,) if soort in (T.SBO, T.SO) else (S.VO,)
    if not per_soort.keys() >= set(nodig):
        return None
    rest = sum((per_soort[een] for een in (*nodig, S.PRO) if een in per_soort), Telling())
    if soort == T.SO:
        rest += Telling(sbo, sbo)
    return Aandeel(Telling(aantal, aantal), rest, soort == T.SBO)


def geplaatst_op(tlvs: TlvQuerySet, swv: Samenwerkingsverband, dag: date) -> QuerySet[Any]:
    """What held on this day and was used: with `buiten`, whether at a school that is not ours on that day (M07)."""
    plaatsing = TlvGebeurtenis.objects.filter(tlv=OuterRef("pk"), soort=G.GEPLAATST, per__lte=dag)
    laatste = Subquery(plaatsing.order_by("-per", "-pk").values("school")[:1])
    eigen = SchoolDeelname.objects.geldig(dag).filter(swv=swv, school=OuterRef("plek"))
    gebruikt = geldig_op(tlvs, dag).annotate(plek=laatste).filter(plek__isnull=False)
    rijen: QuerySet[Any] = gebruikt.annotate(buiten=~Exists(eigen))
    return rijen


def grensverkeer(tlvs: TlvQuerySet, swv: Samenwerkingsverband, dag: date) -> dict[str, Kengetal]:
    """M07, what goes out, per kind: at a school of another SWV, of all that are placed."""
    groepen = geplaatst_op(tlvs, swv, dag).values("soort").order_by()
    som = groepen.annotate(alle=Count("pk"), weg=Count("pk", filter=Q(buiten=True)))
    return {een["soort"]: Kengetal(DEFINITIES["M07"], een["weg"], een["alle"]) for een in som}


# --- M12, M21 and M22: what was granted -----------------------------------------------------------------------------


def toegekend_in(rijen: QuerySet[Any], periode: Periode) -> QuerySet[Any]:
    """Of ingediend() what was granted in this period, as asked or otherwise: the same as M08."""
    ja = Q(eerste__uitkomst__in=[Uitkomst.TOEGEKEND, Uitkomst.AFWIJKEND])
    return rijen.filter(ja, afgerond__range=(periode.van, periode.tot))


@dataclass(frozen=True)
class Verwijzing:
    """A school with what it was granted in a school year and how many pupils it had: None when nobody counted them."""

    brin6: str
    naam: str
    bestuur: str
    bestuursnaam: str
    toegekend: int
    leerlingen: Telling | None

    @property
    def aandeel(self) -> Aandeel | None:
        if self.leerlingen is None:
            return None
        return Aandeel(Telling(self.toegekend, self.toegekend), self.leerlingen, erbij=False)


def verwijzingen(
    rijen: QuerySet[Any],
    aantallen: QuerySet[LeerlingAantal],
    swv: Samenwerkingsverband,
    periode: Periode,
    teldatum: date,
) -> list[Verwijzing]:
    """M12 per school, by name: every school of this SWV on the teldatum, and others that were granted something."""
    gehad = toegekend_in(rijen.filter(swv=swv), periode).values(*SCHOOLVELDEN).order_by()
    return verwijzingen_van(gehad.annotate(aantal=Count("pk")), aantallen, swv, teldatum)


SCHOOLVELDEN = ("school__brin6", "school__naam", "school__bestuur__nummer", "school__bestuur__naam")


def verwijzingen_van(
    toegekend: Iterable[Mapping[str, Any]],
    aantallen: QuerySet[LeerlingAantal],
    swv: Samenwerkingsverband,
    teldatum: date,
) -> list[Verwijzing]:
    """The same of what is counted already: for each school SCHOOLVELDEN and how many (aantal)."""
    per_school = {een["school__brin6"]: een for een in toegekend}
    geteld: dict[str, Telling] = {}
    hier = in_swv(aantallen, swv).filter(teldatum=teldatum, onderdeel="")
    for een in hier.values(*SCHOOLVELDEN, "tekst", "aantal"):
        geteld[een["school__brin6"]] = telling(een["tekst"], 1, een["aantal"])
        per_school.setdefault(een["school__brin6"], een | {"aantal": 0})
    uit = [
        Verwijzing(
            brin6,
            een["school__naam"],
            een["school__bestuur__nummer"] or "",
            een["school__bestuur__naam"] or "",
            een["aantal"],
            geteld.get(brin6),
        )
        for brin6, een in per_school.items()
    ]
    return sorted((een for een in uit if een.toegekend or een.leerlingen != Telling()), key=lambda een: een.naam)


def samen(scholen: Sequence[Verwijzing]) -> Aandeel | None:
    """M12 of several schools together; None when of one of them nobody knows how many pupils it had."""
    if not scholen or any(een.leerlingen is None for een in scholen):
        return None
    aantal = sum(een.toegekend for een in scholen)
    leerlingen = sum((een.leerlingen for een in scholen if een.leerlingen), Telling())
    return Aandeel(Telling(aantal, aantal), leerlingen, erbij=False)


def twaalf_maanden(rijen: QuerySet[Any], tot: date) -> list[tuple[date, str, int]]:
    """M21: per month up to that of tot its first day, its name, and what was granted in the twelve months it ends.

    Of the month of tot itself only up to that day. One query.
    """
    eerste, _ = venster(tot)
    per_maand = toegekend_in(rijen, Periode(eerste, tot, "", "")).values_list(TruncMonth("afgerond")).order_by()
    return rollend(dict(per_maand.annotate(aantal=Count("pk"))), tot)


def venster(tot: date) -> tuple[date, list[date]]:
    """The first day of the months that M21 needs up to this day, and the first days of all of them."""
    nu = tot.year * 12 + tot.month - 1
    reeks = [date(maand // 12, maand % 12 + 1, 1) for maand in range(nu - 2 * MAANDEN_TERUG + 2, nu + 1)]
    return reeks[0], reeks


def rollend(per_maand: Mapping[date, int], tot: date) -> list[tuple[date, str, int]]:
    """The same of what is counted already, by the first day of the month."""
    _, reeks = venster(tot)
    tellen = [per_maand.get(maand, 0) for maand in reeks]
    return [
        (dag, f"{MAANDEN[dag.month - 1]} {dag.year}", sum(tellen[plek - MAANDEN_TERUG + 1 : plek + 1]))
        for plek, dag in enumerate(reeks)
        if plek >= MAANDEN_TERUG - 1
    ]


@dataclass(frozen=True)
class Verwacht:
    """M22: granted in the period up to a day, and open on that day."""

    toegekend: int
    open: int

    @property
    def hoogstens(self) -> int:
        return self.toegekend + self.open


def verwacht(rijen: QuerySet[Any], periode: Periode, dag: date) -> Verwacht:
    """M22. dag: the last day of the period, or today when it runs."""
    tot_nu = Periode(periode.van, min(periode.tot, dag), periode.code, periode.naam)
    return Verwacht(toegekend_in(rijen, tot_nu).count(), rijen.filter(op_dag(tot_nu.tot)).count())


# --- M13 and M14: how long, and how they end ------------------------------------------------------------------------


@dataclass(frozen=True)
class Duur:
    """M13: of those with an end how long, in days; and how many have none."""

    met_eind: Verdeling
    zonder_eind: int

    @staticmethod
    def jaren(dagen: Decimal | int | None) -> Decimal | None:
        """Days as years, one decimal."""
        return None if dagen is None else (Decimal(dagen) / DAGEN_PER_JAAR).quantize(Decimal("0.1"))


def besloten_tlvs(tlvs: TlvQuerySet, periode: Periode) -> TlvQuerySet:
    """Those that were decided in this period."""
    return tlvs.filter(besluit__besluitdatum__range=(periode.van, periode.tot))


def duur(tlvs: TlvQuerySet, periode: Periode) -> Duur:
    """M13. One query."""
    dagen = Func(
        F("vervaldatum"),
        F("ingangsdatum"),
        template="(%(expressions)s + 1)",
        arg_joiner=" - ",
        output_field=IntegerField(),
    )
    delen = {"kwart": "0.25", "midden": "0.5", "driekwart": "0.75"}
    som = (
        besloten_tlvs(tlvs, periode)
        .annotate(dagen=dagen)
        .aggregate(
            alle=Count("pk"),
            aantal=Count("dagen"),
            gemiddeld=Avg("dagen"),
            hoogste=Max("dagen"),
            **{naam: Kwantiel("dagen", deel) for naam, deel in delen.items()},
        )
    )
    zonder = som.pop("alle") - som["aantal"]
    getallen = {
        naam: None if som[naam] is None else Decimal(str(som[naam])).quantize(TIENDUIZENDSTE)
        for naam in ("gemiddeld", *delen)
    }
    return Duur(Verdeling(aantal=som["aantal"], hoogste=som["hoogste"], **getallen), zonder)


def geeindigd(tlvs: TlvQuerySet, periode: Periode, vandaag: date) -> QuerySet[Any]:
    """Those whose last day lies in this period and is past, but for a successor; with `terug`: by terugplaatsing."""
    tot = min(periode.tot, vandaag)
    er_is = einden().filter(per__range=(periode.van + EEN_DAG, tot + EEN_DAG)).values("tlv")
    kan = Q(vervaldatum__range=(periode.van, tot)) | Q(pk__in=er_is)  # of most years nothing else is asked
    dag_erna = Cast(OuterRef("laatste_dag") + EEN_DAG, DateField())
    op_die_dag = TlvGebeurtenis.objects.filter(tlv=OuterRef("pk"), per=dag_erna)
    met: QuerySet[Any] = tlvs.filter(kan).met_laatste_dag()
    rijen: QuerySet[Any] = (
        met.filter(laatste_dag__range=(periode.van, tot))
        .exclude(Exists(op_die_dag.filter(soort=G.VERVANGEN)))
        .annotate(terug=Exists(op_die_dag.filter(soort=G.BEEINDIGD)))
    )
    return rijen


def teruggeplaatst(tlvs: TlvQuerySet, periode: Periode, vandaag: date) -> Kengetal:
    """M14."""
    rijen = geeindigd(tlvs, periode, vandaag)
    som = rijen.aggregate(alle=Count("pk"), daarvan=Count("pk", filter=Q(terug=True)))
    return Kengetal(DEFINITIES["M14"], som["daarvan"], som["alle"])
