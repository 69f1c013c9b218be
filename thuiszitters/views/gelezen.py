"""What a list of absence would do: which child of it is known, and what becomes of its melding."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from kern.gebruikers.verzoek import Verzoek
from kern.termijnen.woorden import datum_voluit
from loket.views.eigen_swv import swvs_van
from scholen.models import Gemeente, Leerling, Samenwerkingsverband, School, SchoolDeelname
from thuiszitters.actions.melden import Gegevens, Kind
from thuiszitters.importeren.lezen import Lijst, Regel
from thuiszitters.models import Casus, Casusstatus
from thuiszitters.rules.dubbel import Wie, lijkt, vlak
from thuiszitters.rules.melding import school_fout, zelfde_casus

from .melden import is_school, meldleerlingen, meldscholen


class Wat(StrEnum):
    """What becomes of a row."""

    NIEUW = "nieuw"
    ERBIJ = "erbij"
    HEROPEND = "heropend"
    ZELFDE = "zelfde"


WOORDEN = {
    Wat.NIEUW: "Nieuwe casus",
    Wat.ERBIJ: "Komt bij de casus die loopt",
    Wat.HEROPEND: "Dezelfde casus gaat weer verder",
    Wat.ZELFDE: "Loopt al, er verandert niets",
}


@dataclass(frozen=True)
class Rij:
    """One child of the list. kind: as it is known here; lijkt: children that it may be, each with why."""

    regel: Regel
    school: School | None
    gemeente: Gemeente | None
    kind: Leerling | None
    wat: Wat
    lijkt: Sequence[tuple[Leerling, str]] = ()

    @property
    def veld(self) -> str:
        """The name of the field in which somebody says which child it is."""
        return f"zelfde_{self.regel.nr}"

    @property
    def woorden(self) -> str:
        return WOORDEN[self.wat]


@dataclass(frozen=True)
class Voorstel:
    """The whole list. fouten: (row, sentence); gemeenten: how often a gemeente was written that we do not know."""

    rijen: Sequence[Rij]
    fouten: Sequence[tuple[int, str]]
    gemeenten: Mapping[str, int]

    @property
    def aantal(self) -> Counter[str]:
        return Counter(str(een.wat) for een in self.rijen)

    @property
    def te_melden(self) -> list[Rij]:
        return [een for een in self.rijen if een.wat != Wat.ZELFDE]

    @property
    def kijken(self) -> list[Rij]:
        """The rows of which somebody says whether the child is known."""
        return [een for een in self.rijen if een.lijkt]


def voorstel_van(request: Verzoek, lijst: Lijst, gekozen: Mapping[str, str]) -> Voorstel:
    """What this list would do today. gekozen: per field of a row the child that somebody said it is."""
    vandaag = timezone.localdate()
    kinderen = _kinderen(request, lijst.regels)
    casussen = _casussen(request, kinderen)
    scholen = _Scholen(request)
    gemeenten = {een.naam.casefold(): een for een in Gemeente.objects.visible_to(request.user)}
    onbekend: Counter[str] = Counter()
    rijen, fouten = [], list(lijst.fouten)
    for regel in lijst.regels:
        school, fout = scholen.bij(regel)
        kind, lijken = _wie(regel, kinderen, gekozen)
        wat, te_vroeg = _wat(regel, casussen.get(kind.pk, ()) if kind else (), vandaag)
        fout = fout or te_vroeg or school_fout(regel.soort, op_school=school is not None or kind is not None)
        if fout:
            fouten.append((regel.nr, fout))
            continue
        gemeente = gemeenten.get(regel.gemeente.casefold())
        if regel.gemeente and gemeente is None:
            onbekend[regel.gemeente] += 1
        rijen.append(Rij(regel, school, gemeente, kind, wat, lijken))
    return Voorstel(rijen, sorted(fouten), dict(onbekend))


def gegevens_van(request: Verzoek, voorstel: Voorstel, herkomst: str) -> list[tuple[int, Gegevens]]:
    """What is reported of each row, with its number."""
    swvs = _Swvs(request)
    vandaag = timezone.localdate()
    return [(een.regel.nr, _gegevens(een, swvs.van(een.school), herkomst, vandaag)) for een in voorstel.te_melden]


def _gegevens(rij: Rij, swv: Samenwerkingsverband, herkomst: str, vandaag: date) -> Gegevens:
    regel = rij.regel
    nieuw = Kind(regel.roepnaam, regel.achternaam, regel.geboortedatum, regel.tussenvoegsel, regel.groep)
    return Gegevens(
        swv=swv,
        leerling=rij.kind or nieuw,
        school=rij.school,
        herkomst=herkomst,
        soort=regel.soort,
        van=regel.van,
        uren=regel.uren,
        reden=regel.reden,
        gedaan=regel.gedaan,
        woongemeente=rij.gemeente,
        ouders_op=regel.ouders,
        ouders_waarom_niet="" if regel.ouders else f"Stond niet in de lijst van {datum_voluit(vandaag)}.",
    )


def _kinderen(request: Verzoek, regels: Sequence[Regel]) -> list[Leerling]:
    """Every child that this user can report and that one of these rows may be."""
    dagen = {een.geboortedatum for een in regels}
    namen = {een.achternaam.lower() for een in regels}
    rijen = meldleerlingen(request).annotate(klein=Lower("achternaam"))
    return list(rijen.filter(Q(geboortedatum__in=dagen) | Q(klein__in=namen)))


def _casussen(request: Verzoek, kinderen: Sequence[Leerling]) -> dict[int, list[Casus]]:
    """The cases of these children that a melding could go on in, by child."""
    per_kind: dict[int, list[Casus]] = defaultdict(list)
    zichtbaar = Casus.objects.visible_to(request.user).filter(opgegaan_in=None)
    rijen = zichtbaar.filter(leerling__in=[een.pk for een in kinderen])
    for casus in rijen.exclude(status=Casusstatus.OVERGEDRAGEN).prefetch_related("verzuim").order_by("-pk"):
        per_kind[casus.leerling_id].append(casus)
    return per_kind


def _wie(
    regel: Regel, kinderen: Sequence[Leerling], gekozen: Mapping[str, str]
) -> tuple[Leerling | None, list[tuple[Leerling, str]]]:
    """The child of this row, and else the ones that it may be. Somebody's choice goes before what was found."""
    wie = Wie(regel.roepnaam, regel.achternaam, regel.geboortedatum)
    lijken: list[tuple[Leerling, str]] = []
    for kind in kinderen:
        if _precies(kind, regel):
            return kind, []
        if waarom := lijkt(wie, Wie(kind.roepnaam, kind.achternaam, kind.geboortedatum)):
            lijken.append((kind, waarom))
    zelf = gekozen.get(f"zelfde_{regel.nr}", "")
    return next((kind for kind, _ in lijken if kind.public_id == zelf), None), lijken


def _precies(kind: Leerling, regel: Regel) -> bool:
    namen = vlak(kind.roepnaam) == vlak(regel.roepnaam) and vlak(kind.achternaam) == vlak(regel.achternaam)
    return namen and kind.geboortedatum == regel.geboortedatum


def _wat(regel: Regel, casussen: Sequence[Casus], vandaag: date) -> tuple[Wat, str]:
    """What becomes of a melding of this child, and why it cannot be ("" when it can)."""
    casus = next((een for een in casussen if een.loopt), None) or next(
        (een for een in casussen if een.gesloten_op and zelfde_casus(timezone.localdate(een.gesloten_op), vandaag)),
        None,
    )
    if casus is None:
        return Wat.NIEUW, ""
    verzuim = list(casus.verzuim.all())
    open_ = next((een for een in verzuim if een.tot is None), None)
    if open_ is not None:
        return (Wat.ZELFDE if open_.soort == regel.soort else Wat.ERBIJ), ""
    laatste = max((een.tot for een in verzuim if een.tot), default=date.min)
    if regel.van <= laatste:
        return Wat.ERBIJ, f"Dit kind was tot en met {datum_voluit(laatste)} al thuis. Kies een eerste dag daarna."
    return (Wat.ERBIJ if casus.loopt else Wat.HEROPEND), ""


class _Scholen:
    """Finds the school that a row names."""

    def __init__(self, request: Verzoek) -> None:
        self.alle = list(meldscholen(request))
        self.zelf = is_school(request)
        self.op_brin = {een.brin6.casefold(): een for een in self.alle}
        self.op_naam: dict[str, list[School]] = defaultdict(list)
        for een in self.alle:
            self.op_naam[een.naam.casefold()].append(een)

    def bij(self, regel: Regel) -> tuple[School | None, str]:
        """The school, and why it cannot be told ("" when it can). Who is one school needs no name."""
        woord = regel.school.casefold()
        if not woord:
            if self.zelf and len(self.alle) != 1:
                return None, "Je werkt voor meer scholen. Zet het BRIN-nummer van de school erbij."
            return (self.alle[0] if self.zelf else None), ""
        if woord in self.op_brin:
            return self.op_brin[woord], ""
        zo_heten = self.op_naam.get(woord, [])
        if len(zo_heten) == 1:
            return zo_heten[0], ""
        if zo_heten:
            return None, f"Er zijn {len(zo_heten)} scholen die ‘{regel.school}’ heten. Zet het BRIN-nummer erbij."
        return (
            None,
            f"De school ‘{regel.school}’ kennen we niet. Schrijf de naam zoals in het portaal, of het BRIN-nummer.",
        )


class _Swvs:
    """Of which SWV a case at a school is."""

    def __init__(self, request: Verzoek) -> None:
        self.eigen = swvs_van(request)
        deelnames = SchoolDeelname.objects.visible_to(request.user).geldig(timezone.localdate())
        self.van_school: dict[int, set[int]] = defaultdict(set)
        for school, swv in deelnames.values_list("school", "swv"):
            self.van_school[school].add(swv)

    def van(self, school: School | None) -> Samenwerkingsverband:
        doet_mee = self.van_school[school.pk] if school else set()
        return next((een for een in self.eigen if een.pk in doet_mee), self.eigen[0])
