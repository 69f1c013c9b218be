"""M08 to M12, M21 and M22 as a page shows them: from the sums per month, or from the rows where nobody keeps sums.

What the worker keeps holds but for the months that changed since; those are counted from their rows. So a figure is
the same whether the worker was there or not, and a page of this year costs as much as years go by (ADR 0052).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Sum, Value, When

from loket.models import StaleMonth, Stem
from monitoring.models import Duurcijfer, Maandcijfer, Schoolduur
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.filter import Dimensie, Filter
from monitoring.rules.kengetal import Kengetal, verdeling_van
from monitoring.rules.periode import Periode, jaar_eerder
from monitoring.rules.tabel import Tabel
from scholen.models import LeerlingAantal, Samenwerkingsverband, School

from . import aanvragen, bezwaar, binnen, tijd, tlv, verdeling
from .aanvragen import MET_BESLUIT, Stromen, Stroom
from .maanden import VELDEN, Tellingen, duren, geteld

EEN_DAG = timedelta(days=1)
TOEGEKEND = ("toegekend", "afwijkend")
PER_MAAND = (Dimensie.SCHOOL, Dimensie.BESTUUR, Dimensie.WERKGEBIED, Dimensie.SOORT)
"""What the sums can be split by."""
VAN_SCHOLEN = (Dimensie.SCHOOL, Dimensie.BESTUUR, Dimensie.WERKGEBIED)
"""What is a group of schools."""
STROOMTEL = ("ontvangen", "weg", "nieuw", "besloten", *TOEGEKEND)
LAATTEL = ("besloten", "na_wet", "na_belofte")
IN_SOMMEN = {"school", "bestuur", "werkgebied", "soort"}
"""What can be chosen in them."""


@dataclass(frozen=True)
class Sommen:
    """rijen: of ingediend(). geheel and per_school: the sums of the same choice, all schools together and each by
    itself; duren: of how long it took; schoolduren: by school. None where nobody keeps them: what is chosen is not in
    the sums."""

    rijen: QuerySet[Any]
    geheel: QuerySet[Maandcijfer] | None = None
    per_school: QuerySet[Maandcijfer] | None = None
    duren: QuerySet[Duurcijfer] | None = None
    schoolduren: QuerySet[Schoolduur] | None = None

    @cached_property
    def _veranderd(self) -> set[date]:
        return set(StaleMonth.objects.values_list("month", flat=True).distinct())

    def van(self, swv: Samenwerkingsverband) -> Sommen:
        """Those of one SWV."""
        geheel, per_school = (None if een is None else een.filter(swv=swv) for een in (self.geheel, self.per_school))
        duren_ = None if self.duren is None else self.duren.filter(swv=swv)
        lijsten = None if self.schoolduren is None else self.schoolduren.filter(swv=swv)
        return Sommen(self.rijen.filter(swv=swv), geheel, per_school, duren_, lijsten)

    @cached_property
    def _maanden(self) -> Tellingen | None:
        """By kind and month."""
        if self.geheel is None:
            return None
        uit: Tellingen = defaultdict(Counter)
        sommen = {f"som_{veld}": Sum(veld) for veld in VELDEN}
        goed = self.geheel.exclude(maand__in=self._veranderd).order_by()
        for soort, maand, *aantallen in goed.values_list("soort", "maand").annotate(**sommen):
            uit[soort, maand].update(dict(zip(VELDEN, aantallen, strict=True)))
        for sleutel, telling in geteld(self.rijen, self._veranderd, "soort").items():
            uit[sleutel].update(telling)
        return uit

    def _per_maand(self, *velden: str) -> dict[date, int]:
        uit: dict[date, int] = defaultdict(int)
        for (_, maand), aantallen in (self._maanden or {}).items():
            uit[maand] += sum(aantallen[veld] for veld in velden)
        return uit

    def _in(self, periode: Periode, *velden: str) -> int:
        return sum(aantal for maand, aantal in self._per_maand(*velden).items() if periode.bevat(maand))

    def stromen(self, *perioden: Periode) -> Stromen:
        """M08 per kind."""
        if self._maanden is None:
            return aanvragen.stromen(self.rijen, *perioden)
        return Stromen({code: tuple(self._stroom(code, een) for een in perioden) for code in MET_BESLUIT})

    def _stroom(self, code: str, periode: Periode) -> Stroom:
        voor, erin = 0, Counter[str]()
        for (soort, maand), aantallen in (self._maanden or {}).items():
            if soort == code and maand < periode.van:
                voor += aantallen["ontvangen"] - aantallen["weg"]
            elif soort == code and maand <= periode.tot:
                erin.update(aantallen)
        erin["open_begin"], erin["open_eind"] = voor, voor + erin["ontvangen"] - erin["weg"]
        return Stroom(**{veld.name: erin[veld.name] for veld in fields(Stroom)})

    def in_de_piek(self, periode: Periode) -> Kengetal:
        """M09."""
        if self._maanden is None:
            return aanvragen.in_de_piek(self.rijen, periode)
        per = {maand: n for maand, n in self._per_maand("ontvangen").items() if periode.bevat(maand)}
        piek = sum(n for maand, n in per.items() if maand.month in aanvragen.PIEK)
        return Kengetal(DEFINITIES["M09"], piek, sum(per.values()))

    def tabel_per_maand(self, nu: Periode, toen: Periode, vandaag: date) -> Tabel:
        """M08: what was received per month, beside the year before."""
        if self._maanden is None:
            return aanvragen.tabel_per_maand(self.rijen, nu, toen, vandaag)
        return aanvragen.maandtabel(self._per_maand("ontvangen"), nu, toen, vandaag)

    def op_tijd(self, periode: Periode) -> dict[str, Kengetal]:
        """M11 twice: "wet" and "beloofd"."""
        if self._maanden is None:
            return tijd.op_tijd(self.rijen, periode)
        alle, laat = self._in(periode, "besloten"), {"wet": "na_wet", "beloofd": "na_belofte"}
        return {een: Kengetal(DEFINITIES["M11"], alle - self._in(periode, veld), alle) for een, veld in laat.items()}

    @cached_property
    def _gelezen(self) -> dict[Periode, dict[str, dict[int, tuple[int, int]]]]:
        return {}

    def _dagen(self, periode: Periode) -> dict[str, dict[int, tuple[int, int]]] | None:
        """By part of M10 and number of days: how many, and how many of those later than promised. Asked once."""
        if self.duren is None:
            return None
        if periode in self._gelezen:
            return self._gelezen[periode]
        uit: Tellingen = defaultdict(Counter)
        goed = self.duren.filter(maand__range=(periode.van, periode.tot)).exclude(maand__in=self._veranderd)
        for deel, dagen, *aantallen in (
            goed.order_by().values_list("deel", "dagen").annotate(Sum("aantal"), Sum("na_belofte"))
        ):
            uit[deel, dagen].update(dict(zip(("aantal", "na_belofte"), aantallen, strict=True)))
        anders = [maand for maand in self._veranderd if periode.bevat(maand)]
        for (deel, dagen, _), aantal in duren(self.rijen, anders).items():
            uit[deel, dagen].update(aantal)
        per: dict[str, dict[int, tuple[int, int]]] = {deel: {} for deel in tijd.VAN_TOT}
        for (deel, dagen), aantal in uit.items():
            per[deel][dagen] = (aantal["aantal"], aantal["na_belofte"])
        self._gelezen[periode] = per
        return per

    def doorlooptijd(self, periode: Periode) -> tijd.Doorlooptijd:
        """M10."""
        if (per := self._dagen(periode)) is None:
            return tijd.doorlooptijd(self.rijen, periode)
        return tijd.Doorlooptijd(
            **{deel: verdeling_van({dag: aantal for dag, (aantal, _) in een.items()}) for deel, een in per.items()}
        )

    def tabel_klassen(self, periode: Periode) -> Tabel:
        """M10 and M11 by how many weeks it took."""
        if (per := self._dagen(periode)) is None:
            return tijd.tabel_klassen(self.rijen, periode)
        return tijd.klassentabel(per["geheel"])

    def stroom_per(self, periode: Periode, per: Dimensie, vandaag: date) -> Tabel:
        """M08 for each part, beside what came a year before."""
        if self.per_school is None or per not in PER_MAAND:
            return verdeling.stroom_per(self.rijen, periode, per, vandaag)
        eerder = jaar_eerder(periode)
        grenzen = [eerder.van, eerder.tot + EEN_DAG, periode.van, periode.tot + EEN_DAG]
        cellen = {
            deel: (
                vakken[3]["ontvangen"],
                vakken[1]["ontvangen"],
                vakken[3]["nieuw"],
                vakken[3]["besloten"],
                sum(vakken[3][veld] for veld in TOEGEKEND),
                sum(vakken[vak]["ontvangen"] - vakken[vak]["weg"] for vak in range(4)),
            )
            for deel, vakken in self._per_deel(grenzen, per, min(vandaag, periode.tot)).items()
        }
        return verdeling.stroomtabel(cellen, per)

    def _per_deel(self, grenzen: Sequence[date], per: Dimensie, dag: date) -> Mapping[str, Mapping[int, Counter[str]]]:
        """By part, and by how many of these days a month does not come before, what was counted in those months."""
        uit: dict[str, dict[int, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
        assert self.per_school is not None
        goed = self.per_school.exclude(maand__in=self._veranderd).annotate(
            vak=Case(
                *(When(maand__lt=dag, then=Value(vak)) for vak, dag in enumerate(grenzen)),
                default=Value(len(grenzen)),
                output_field=IntegerField(),
            )
        )
        sommen = {f"som_{veld}": Sum(veld) for veld in STROOMTEL}
        for een in verdeling.met_deel(goed, per, dag).order_by().values("deel", "vak").annotate(**sommen):
            uit[een["deel"]][een["vak"]].update({veld: een[f"som_{veld}"] for veld in STROOMTEL})
        rijen = verdeling.met_deel(self.rijen, per, dag)
        for (deel, maand), aantallen in geteld(rijen, self._veranderd, "deel").items():
            uit[deel][bisect_right(grenzen, maand)].update(aantallen)
        return uit

    def stemtabel(self, periode: Periode) -> Tabel:
        """M23, for who sees of every aanvraag whether the pupil was heard."""
        if self._maanden is None:
            return bezwaar.stemtabel(self.rijen, Stem.objects.all(), periode)
        beide = []
        for een in (periode, jaar_eerder(periode)):
            gehoord, met_reden = self._in(een, "gehoord"), self._in(een, "met_reden")
            niets = self._in(een, "besloten") - gehoord - met_reden
            beide.append({"gehoord": gehoord, "met_reden": met_reden, "niets": niets})
        return bezwaar.stemtabel_van(beide, periode)

    def op_tijd_per(self, periode: Periode, per: Dimensie, vandaag: date) -> Tabel:
        """M11 and the median of M10 for each part."""
        if self.schoolduren is not None and per in VAN_SCHOLEN:
            return self._op_tijd_van_scholen(periode, per, min(vandaag, periode.tot))
        samen = None
        if self.duren is not None:
            laat = self.op_tijd(periode)
            midden = self.doorlooptijd(periode).geheel.midden
            samen = (laat["wet"].noemer or 0, laat["wet"].rest, laat["beloofd"].rest, midden)
        return verdeling.op_tijd_per(self.rijen, periode, per, vandaag, samen)

    def _op_tijd_van_scholen(self, periode: Periode, per: Dimensie, dag: date) -> Tabel:
        """The same from the sums and the lists of days of each school."""
        assert self.per_school is not None
        assert self.schoolduren is not None
        anders = [maand for maand in self._veranderd if periode.bevat(maand)]
        erin = Q(maand__range=(periode.van, periode.tot)) & ~Q(maand__in=anders)
        tellingen: dict[str, Counter[str]] = defaultdict(Counter)
        sommen_ = {f"som_{veld}": Sum(veld) for veld in LAATTEL}
        goed = verdeling.met_deel(self.per_school.filter(erin), per, dag).order_by()
        for deel, *waarden in goed.values_list("deel").annotate(**sommen_):
            tellingen[deel].update(dict(zip(LAATTEL, waarden, strict=True)))
        rijen = verdeling.met_deel(self.rijen, per, dag)
        for (deel, _), telling in geteld(rijen, anders, "deel").items():
            tellingen[deel].update(telling)
        dagen: dict[str, Counter[int]] = defaultdict(Counter)
        lijsten = verdeling.met_deel(self.schoolduren.filter(erin), per, dag).order_by()
        for deel, hoe_lang, keer in lijsten.values_list("deel", "dagen", "aantallen"):
            dagen[deel].update(dict(zip(hoe_lang, keer, strict=True)))
        for (deel, _, hoe_lang, _), telling in duren(rijen, anders, "deel", stukken=["geheel"]).items():
            dagen[deel][hoe_lang] += telling["aantal"]
        cellen = {
            deel: (*(een[veld] for veld in LAATTEL), verdeling_van(dagen[deel]).midden)
            for deel, een in tellingen.items()
            if een["besloten"]
        }
        alle: Counter[int] = Counter()
        for een in dagen.values():
            alle.update(een)
        samen = tuple(sum(een[veld] for een in tellingen.values()) for veld in LAATTEL)
        return verdeling.op_tijdtabel(cellen, per, (*samen, verdeling_van(alle).midden))

    def verwijzingen(
        self, aantallen: QuerySet[LeerlingAantal], swv: Samenwerkingsverband, periode: Periode, teldatum: date
    ) -> list[tlv.Verwijzing]:
        """M12 per school."""
        if self.per_school is None:
            return tlv.verwijzingen(self.rijen, aantallen, swv, periode, teldatum)
        per: Counter[int] = Counter()
        erin = Q(maand__range=(periode.van, periode.tot))
        goed = self.per_school.filter(erin, swv=swv).exclude(maand__in=self._veranderd).order_by()
        for school, aantal in goed.values_list("school").annotate(aantal=Sum(F("toegekend") + F("afwijkend"))):
            per[school] += aantal
        anders = [maand for maand in self._veranderd if periode.bevat(maand)]
        for (school, _), aantal in geteld(self.rijen.filter(swv=swv), anders, "school").items():
            per[school] += sum(aantal[veld] for veld in TOEGEKEND)
        scholen = School.objects.filter(pk__in=[pk for pk, aantal in per.items() if aantal])
        velden = [een.removeprefix("school__") for een in tlv.SCHOOLVELDEN]
        toegekend = [
            {f"school__{naam}": een[naam] for naam in velden} | {"aantal": per[een["pk"]]}
            for een in scholen.values("pk", *velden)
        ]
        return tlv.verwijzingen_van(toegekend, aantallen, swv, teldatum)

    def twaalf_maanden(self, tot: date) -> list[tuple[date, str, int]]:
        """M21."""
        if self._maanden is None:
            return tlv.twaalf_maanden(self.rijen, tot)
        return tlv.rollend(self._per_maand(*TOEGEKEND), tot)

    def verwacht(self, periode: Periode, dag: date) -> tlv.Verwacht:
        """M22. dag: today, or the last day of a period that is over."""
        if self._maanden is None:
            return tlv.verwacht(self.rijen, periode, dag)
        return tlv.Verwacht(self._in(periode, *TOEGEKEND), self.stromen(periode).som(0).open_eind)


def sommen(rijen: QuerySet[Any], keuze: Filter, dag: date) -> Sommen:
    """These rows of ingediend(), of what was chosen, with the sums of that choice where there are any.

    rijen: of all that is counted (bronnen.te_tellen()), or none of it for who may not read all figures.
    """
    if rijen.query.is_empty() or keuze.gekozen.keys() - IN_SOMMEN:
        return Sommen(rijen)
    alle, hier = Maandcijfer.objects.filter(swv__eigen=True), binnen.scholen(keuze, dag, "school")
    per_school = alle.filter(hier, school__isnull=False)
    if keuze.soort:
        per_school = per_school.filter(soort=keuze.soort)
        return Sommen(rijen, per_school, per_school)
    lijsten = Schoolduur.objects.filter(hier, swv__eigen=True)
    if keuze.gekozen:
        return Sommen(rijen, per_school, per_school, schoolduren=lijsten)
    return Sommen(rijen, alle.filter(school=None), per_school, Duurcijfer.objects.filter(swv__eigen=True), lijsten)
