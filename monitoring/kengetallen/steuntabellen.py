"""Tables of how support develops: over the years, per board and school, and of TLVs (M01–M07, M12–M14, M21, M22)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from loket.models.besluit import CATEGORIE
from loket.models.tlv import TlvQuerySet
from monitoring.models import Vergelijkcijfer
from monitoring.rules.periode import Periode
from monitoring.rules.tabel import Cel, Kolom, Maat, Rij, Tabel
from monitoring.rules.telling import Aandeel, Telling, punten
from scholen.models import Samenwerkingsverband, TlvSoort

from . import tlv as cijfers
from .deelname import PER_SECTOR, Tellingen, deelname

WIJ, LANDELIJK, FEBRUARI = "Wij", "Landelijk", "Op 1 februari erna"
GEEINDIGD, TERUG, GEPLAATST, BUITEN = "Geëindigd", "Teruggeplaatst", "Geplaatst", "Buiten onze regio"
TLVS, ZONDER_EIND = "TLV's", "Zonder einddatum"
TITELS = {
    "M01": ("Deelname speciaal basisonderwijs (sbo)", "Leerlingen sbo", "Leerlingen bo en sbo"),
    "M02": ("Deelname speciaal onderwijs (so)", "Leerlingen so", "Leerlingen bo en sbo"),
    "M03": ("Deelname voortgezet speciaal onderwijs (vso)", "Leerlingen vso", "Leerlingen vo"),
    "M04": ("Deelname praktijkonderwijs", "Leerlingen praktijkonderwijs", "Leerlingen vo"),
}
KORT = {"M01": "Deelname sbo", "M02": "Deelname so", "M03": "Deelname vso", "M04": "Praktijkonderwijs"}
LEGE_TELLING = "In sommige jaren is niet bekend hoeveel leerlingen er waren. Daar staat geen percentage."


def landelijk(rijen: QuerySet[Vergelijkcijfer], codes: Collection[str]) -> dict[tuple[str, str, int], Vergelijkcijfer]:
    """National figures by code, sector and year. One query."""
    return {(een.code, een.sector, een.jaar): een for een in rijen.filter(code__in=codes)}


def reeks(
    code: str,
    swv: Samenwerkingsverband,
    geteld: Tellingen,
    heeft: Collection[str],
    nationaal: Mapping[tuple[str, str, int], Vergelijkcijfer],
    februari: Tellingen | None = None,
) -> Tabel:
    """M01 to M04 per teldatum, with M06 beside it. heeft: the kinds of schools of this SWV.

    februari: what was counted on 1 February, which stands beside the 1 October before it; without any there is none.

    Anybody may read these counts at DUO: nothing in them is hidden from who may not see the rows beneath.
    """
    titel, teller, noemer = TITELS[code]
    rijen, vorig, verborgen, bronnen = [], None, 0, []
    for dag in sorted(geteld):
        een = deelname(code, geteld[dag], heeft)
        ander = nationaal.get((code, swv.sector, dag.year))
        nu, land = een.procent if een else None, ander.waarde if ander else None
        verborgen += een.teller.verborgen + een.rest.verborgen if een else 0
        bronnen += [ander.bron] if ander else []
        cellen: tuple[Cel, ...] = (
            een.cel if een else None,
            land,
            een.teller.woorden if een else None,
            een.noemer.woorden if een else None,
            _verschil(punten(nu, land)),
            _verschil(punten(nu, vorig)),
            *([_op_februari(code, dag, februari, heeft)] if februari else []),
        )
        rijen.append(Rij(str(dag.year), cellen, f"{dag:%Y-%m-%d}"))
        vorig = nu
    kolommen = (
        Kolom(WIJ, Maat.PROCENT, uit=(teller, noemer)),
        Kolom(LANDELIJK, Maat.PROCENT, uit=(noemer,)),
        Kolom(teller, Maat.AANTAL),
        Kolom(noemer, Maat.AANTAL),
        Kolom("Naast landelijk", Maat.TEKST),
        Kolom("Naast een jaar eerder", Maat.TEKST),
        *([Kolom(FEBRUARI, Maat.PROCENT, uit=(noemer,))] if februari else []),
    )
    onder = _onder(rijen, verborgen, bronnen)
    return Tabel(f"deelname-{code.lower()}", titel, "1 oktober", kolommen, tuple(rijen), (code, "M06"), onder=onder)


def _op_februari(code: str, oktober: date, geteld: Tellingen, heeft: Collection[str]) -> Cel:
    """The same percentage four months later."""
    daar = geteld.get(date(oktober.year + 1, 2, 1))
    een = deelname(code, daar, heeft) if daar else None
    return een.cel if een else None


def _onder(rijen: Sequence[Rij], verborgen: int, bronnen: Sequence[str]) -> tuple[str, ...]:
    uit = [f"Landelijk, bron: {bron}." for bron in dict.fromkeys(bronnen)]
    if rijen and not bronnen:
        uit.append("Er is geen landelijk cijfer ingelezen.")
    if verborgen:
        uit.append(f"Bij {verborgen} {'telling' if verborgen == 1 else 'tellingen'} noemt DUO geen precies aantal.")
    if any(rij.cellen[0] is None for rij in rijen):
        uit.append(LEGE_TELLING)
    return tuple(uit)


def _verschil(verschil: Decimal | None) -> str | None:
    """0,12 punt hoger."""
    if verschil is None:
        return None
    if not verschil:
        return "gelijk"
    return f"{abs(verschil)} punt {'hoger' if verschil > 0 else 'lager'}".replace(".", ",")


def smal(tabel: Tabel) -> Tabel:
    """Only what is drawn: our percentage, and the national one where there is any."""
    ook = any(rij.cellen[1] is not None for rij in tabel.rijen)
    breed = 2 if ook else 1
    rijen = tuple(Rij(rij.naam, rij.cellen[:breed], rij.sleutel) for rij in tabel.rijen)
    return Tabel(tabel.code, tabel.titel, tabel.kop, tabel.kolommen[:breed], rijen, tabel.definities)


def per_tlv(swv: Samenwerkingsverband, tlvs: TlvQuerySet, dag: date, per_soort: Mapping[str, Telling]) -> Tabel:
    """M05: what holds on a day per kind, of so and vso per category too. per_soort: the pupils counted on that day."""
    tellen = cijfers.geldig_per_soort(tlvs, dag)
    samen: dict[str, int] = {}
    for (een, _), aantal in tellen.items():
        samen[een] = samen.get(een, 0) + aantal
    namen, rijen = dict(TlvSoort.choices), []
    for soort in (een for een in TlvSoort.values if een in samen):
        rijen.append(_tlvrij(str(namen[soort]).capitalize(), soort, samen[soort], samen, per_soort, soort))
        for categorie, woord in CATEGORIE:
            if van := tellen.get((soort, categorie)):
                naam = f"waarvan {woord}"
                rijen.append(_tlvrij(naam, soort, van, samen, per_soort, f"{soort}-{categorie}"))
    kolommen = (Kolom(TLVS, Maat.LEERLINGEN), Kolom("Deelname", Maat.PROCENT, uit=(TLVS,)))
    onder = () if per_soort else ("Op deze dag zijn geen leerlingen geteld. Daarom staat er geen percentage.",)
    titel = "Deelname door onze TLV's"
    return Tabel(f"tlv-geldig-{swv.code}", titel, "Soort", kolommen, tuple(rijen), ("M05",), onder=onder)


def _tlvrij(
    naam: str, soort: str, aantal: int, samen: Mapping[str, int], per_soort: Mapping[str, Telling], sleutel: str
) -> Rij:
    een = cijfers.deelname_tlv(soort, aantal, samen.get(TlvSoort.SBO, 0), per_soort)
    return Rij(naam, (aantal, een.cel if een else None), sleutel)


def rollend(rijen: QuerySet[Any], tot: date) -> Tabel:
    """M21."""
    return rollend_van(cijfers.twaalf_maanden(rijen, tot))


def rollend_van(maanden: Sequence[tuple[date, str, int]]) -> Tabel:
    """The same of what is counted already: the first day of each month, its name, and how many."""
    kolommen = (Kolom("Toegekend in twaalf maanden", Maat.AANTAL),)
    regels = tuple(Rij(naam, (aantal,), f"{dag:%Y-%m}") for dag, naam, aantal in maanden)
    return Tabel("tlv-rollend", "Toegekend in twaalf maanden", "Tot en met", kolommen, regels, ("M21",))


TOEGEKEND, OPEN, HOOGSTENS = "Toegekend", "Nog open", "Hoogstens"


def verwacht(rijen: QuerySet[Any], periode: Periode) -> Tabel:
    """M22 on the last day of a period. rijen: of ingediend()."""
    een = cijfers.verwacht(rijen, periode, periode.tot)
    kolommen = tuple(Kolom(kop, Maat.LEERLINGEN) for kop in (TOEGEKEND, OPEN, HOOGSTENS))
    rij = Rij(_kop(periode), (een.toegekend, een.open, een.hoogstens), periode.code)
    return Tabel("tlv-verwacht", "Verwachte TLV's", "Periode", kolommen, (rij,), ("M22",))


def duren(tlvs: TlvQuerySet, perioden: Sequence[Periode]) -> Tabel:
    """M13 of each period."""
    rijen = []
    for periode in perioden:
        een = cijfers.duur(tlvs, periode)
        met = een.met_eind
        jaren = (een.jaren(dagen) for dagen in (met.gemiddeld, met.midden, met.hoogste))
        rijen.append(Rij(_kop(periode), (met.aantal + een.zonder_eind, *jaren, een.zonder_eind), periode.code))
    kolommen = (
        Kolom(TLVS, Maat.LEERLINGEN),
        *(Kolom(kop, Maat.GEMIDDELD, uit=(TLVS,)) for kop in ("Gemiddeld (jaar)", "Mediaan (jaar)", "Langste (jaar)")),
        Kolom(ZONDER_EIND, Maat.LEERLINGEN, deel_van=TLVS),
    )
    return Tabel("tlv-duur", "Hoe lang een TLV duurt", "Besloten in", kolommen, tuple(rijen), ("M13",))


def einden(tlvs: TlvQuerySet, perioden: Sequence[Periode], vandaag: date) -> Tabel:
    """M14 of each period."""
    getallen = [(periode, cijfers.teruggeplaatst(tlvs, periode, vandaag)) for periode in perioden]
    rijen = tuple(Rij(_kop(een), (cijfer.noemer, cijfer.teller, cijfer.procent), een.code) for een, cijfer in getallen)
    kolommen = (
        Kolom(GEEINDIGD, Maat.LEERLINGEN),
        Kolom(TERUG, Maat.LEERLINGEN, deel_van=GEEINDIGD),
        Kolom("Aandeel", Maat.PROCENT, uit=(TERUG, GEEINDIGD)),
    )
    return Tabel("tlv-einde", "Terug naar een gewone school", "TLV's geëindigd in", kolommen, rijen, ("M14",))


def grens(swv: Samenwerkingsverband, tlvs: TlvQuerySet, dag: date) -> Tabel:
    """M07: what goes out, per kind. What comes in nobody told us."""
    uit = cijfers.grensverkeer(tlvs, swv, dag)
    namen = dict(TlvSoort.choices)
    rijen = tuple(
        Rij(str(namen[soort]).capitalize(), (uit[soort].noemer, uit[soort].teller, uit[soort].procent, None), soort)
        for soort in TlvSoort.values
        if soort in uit
    )
    kolommen = (
        Kolom(GEPLAATST, Maat.LEERLINGEN),
        Kolom(BUITEN, Maat.LEERLINGEN, deel_van=GEPLAATST),
        Kolom("Aandeel", Maat.PROCENT, uit=(BUITEN, GEPLAATST)),
        Kolom("Van een ander bij ons", Maat.LEERLINGEN),
    )
    onder = (
        "Wie van een ander samenwerkingsverband bij ons op school zit, is niet bekend: een telling naar woonplaats "
        "zegt waar een leerling woont, niet wie de TLV gaf.",
    )
    return Tabel(f"grensverkeer-{swv.code}", "Grensverkeer", "Soort", kolommen, rijen, ("M07",), onder=onder)


ALLE, GEGEVEN, VERWIJST = "Leerlingen", "Toegekend", "Verwijzingspercentage"
VERWIJZING = (
    Kolom(ALLE, Maat.LEERLINGEN),
    Kolom(GEGEVEN, Maat.LEERLINGEN),
    Kolom(VERWIJST, Maat.PROCENT, uit=(GEGEVEN, ALLE)),
)


def per_bestuur(scholen: Sequence[cijfers.Verwijzing]) -> Tabel:
    """M12 per board, and of all together."""
    besturen: dict[str, list[cijfers.Verwijzing]] = {}
    for een in scholen:
        besturen.setdefault(een.bestuur, []).append(een)
    rijen = [
        _verwijsrij(groep[0].bestuursnaam or "Bestuur niet bekend", nummer, groep) for nummer, groep in besturen.items()
    ]
    titel = "Verwijzing per bestuur"
    return Tabel(
        "verwijzing-per-bestuur", titel, "Schoolbestuur", VERWIJZING, _op_naam(rijen), ("M12",), _alle(scholen)
    )


def per_school(scholen: Sequence[cijfers.Verwijzing]) -> Tabel:
    """M12 per school, and of all together."""
    rijen = [_verwijsrij(een.naam, een.brin6, [een]) for een in scholen]
    titel = "Verwijzing per school"
    return Tabel("verwijzing-per-school", titel, "School", VERWIJZING, _op_naam(rijen), ("M12",), _alle(scholen))


def _op_naam(rijen: Sequence[Rij]) -> tuple[Rij, ...]:
    return tuple(sorted(rijen, key=lambda rij: (rij.naam.casefold(), rij.sleutel)))


def _alle(scholen: Sequence[cijfers.Verwijzing]) -> Rij | None:
    return _verwijsrij("Alle scholen", "", scholen) if scholen else None


def _verwijsrij(naam: str, sleutel: str, scholen: Sequence[cijfers.Verwijzing]) -> Rij:
    aandeel = cijfers.samen(scholen)
    toegekend = sum(een.toegekend for een in scholen)
    return Rij(naam, (*_cellen(aandeel), toegekend, aandeel.cel if aandeel else None), sleutel)


def _cellen(aandeel: Aandeel | None) -> tuple[Cel]:
    return (aandeel.noemer.woorden if aandeel else None,)


def _kop(periode: Periode) -> str:
    return periode.naam[0].upper() + periode.naam[1:]


def codes_van(swv: Samenwerkingsverband) -> tuple[str, ...]:
    """Which of M01 to M04 are about this SWV."""
    return PER_SECTOR[swv.sector]
