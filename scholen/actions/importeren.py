"""Writing what files say about schools: all or nothing, and only what somebody agreed to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from kern.gebruikers.overgang import Actor, NietMogelijk
from kern.logboek.actions import vastleggen
from scholen.importeren.feiten import Bron
from scholen.importeren.stand import Kolommen, Periode
from scholen.importeren.verschil import Tellingen, Voorstel, vergelijken
from scholen.models import (
    Bestuur,
    Bronbestand,
    Gemeente,
    LeerlingAantal,
    Samenwerkingsverband,
    School,
    SchoolDeelname,
)

SLOT = 0x5C401E
"""Advisory lock: one import at a time, so that a proposal cannot be overtaken between comparing and writing."""
PER_KEER = 5_000
EEN_DAG = timedelta(days=1)
SCHOOLVELDEN = [veld for veld in Kolommen._fields if veld not in ("bestuur", "gemeente")]


@transaction.atomic
def scholen_inlezen(bronnen: Sequence[Bron], *, door: Actor, op: datetime, akkoord: str = "") -> Voorstel:
    """Write what these files say and return what was changed.

    akkoord: the `sleutel` of the Voorstel that was shown; empty when nobody was asked. Raises NietMogelijk when the
    database changed since it was shown. Facts keep the day they speak of: an older file never overwrites newer ones.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SLOT])
    voorstel = vergelijken(bronnen)
    if akkoord and akkoord != voorstel.sleutel:
        raise NietMogelijk("De gegevens zijn intussen veranderd. Bekijk opnieuw wat er wijzigt.")
    gemeenten = _gemeenten(voorstel)
    besturen = _besturen(voorstel)
    _scholen(voorstel, gemeenten, besturen)
    _aantallen(voorstel.aantallen)
    for brin6, gewenst in voorstel.deelnames.items():
        _deelnames(School.objects.get(brin6=brin6), gewenst)
    _bronnen(voorstel, door=door, op=op)
    return voorstel


def _gemeenten(voorstel: Voorstel) -> dict[str, int]:
    Gemeente.objects.bulk_create(
        [
            Gemeente(code=code, naam=naam or f"Gemeente {code}", peildatum=None if dag == date.min else dag)
            for code, (dag, naam) in voorstel.gemeenten.items()
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["naam", "peildatum"],
    )
    return dict(Gemeente.objects.values_list("code", "pk"))


def _besturen(voorstel: Voorstel) -> dict[str, int]:
    velden = ["naam", "straat", "huisnummer", "postcode", "plaats", "peildata"]
    Bestuur.objects.bulk_create(
        [
            Bestuur(nummer=nummer, peildata=peildata, **kolommen._asdict())
            for nummer, (kolommen, peildata) in voorstel.besturen.items()
        ],
        batch_size=PER_KEER,
        update_conflicts=True,
        unique_fields=["nummer"],
        update_fields=velden,
    )
    return dict(Bestuur.objects.values_list("nummer", "pk"))


def _scholen(voorstel: Voorstel, gemeenten: dict[str, int], besturen: dict[str, int]) -> None:
    rijen = []
    for brin6, (kolommen, peildata) in voorstel.scholen.items():
        velden = {veld: getattr(kolommen, veld) for veld in SCHOOLVELDEN}
        velden["gemeente_id"] = gemeenten.get(kolommen.gemeente)
        velden["bestuur_id"] = besturen.get(kolommen.bestuur)
        rijen.append(School(brin6=brin6, peildata=peildata, **velden))
    School.objects.bulk_create(
        rijen,
        batch_size=PER_KEER,
        update_conflicts=True,
        unique_fields=["brin6"],
        update_fields=[*SCHOOLVELDEN, "gemeente", "bestuur", "peildata"],
    )


def _aantallen(tellingen: Tellingen) -> None:
    scholen = dict(School.objects.filter(brin6__in=tellingen).values_list("brin6", "pk"))
    rijen = [
        LeerlingAantal(
            school_id=scholen[brin6],
            teldatum=teldatum,
            onderdeel=onderdeel,
            aantal=aantal.aantal,
            tekst=aantal.tekst,
            peildatum=aantal.op,
        )
        for brin6, per_dag in tellingen.items()
        for (teldatum, onderdeel), aantal in per_dag.items()
    ]
    LeerlingAantal.objects.bulk_create(
        rijen,
        batch_size=PER_KEER,
        update_conflicts=True,
        unique_fields=["school", "teldatum", "onderdeel"],
        update_fields=["aantal", "tekst", "peildatum"],
    )


def _deelnames(school: School, gewenst: list[Periode]) -> None:
    """Make the periods of this school what the facts say; a row that stays keeps its werkgebied.

    A part in an SWV can have several rows, one for each werkgebied it was in: those within a period stay.
    """
    over: dict[tuple[str, str], list[SchoolDeelname]] = {}
    sectoren = {periode.sector for periode in gewenst}
    for rij in school.deelnames.filter(sector__in=sectoren).select_related("swv").order_by("van"):
        over.setdefault((rij.sector, rij.swv.code), []).append(rij)
    for periode in sorted(gewenst, key=lambda periode: periode.van):
        rijen = over.get((periode.sector, periode.swv), [])
        erin = [rij for rij in rijen if _raakt(rij, periode)] or rijen[:1]
        for rij in erin:
            rijen.remove(rij)
        erin = erin or [SchoolDeelname(school=school, swv=_swv(periode.swv), sector=periode.sector)]
        for plek, rij in enumerate(erin):
            rij.van = rij.van if plek else periode.van
            rij.tot = erin[plek + 1].van - EEN_DAG if plek + 1 < len(erin) else periode.tot
            rij.save()
    SchoolDeelname.objects.filter(pk__in=[rij.pk for rijen in over.values() for rij in rijen]).delete()


def _raakt(rij: SchoolDeelname, periode: Periode) -> bool:
    begint_op_tijd = periode.tot is None or rij.van <= periode.tot
    return begint_op_tijd and (rij.tot is None or rij.tot >= periode.van)


def _swv(code: str) -> Samenwerkingsverband:
    """The SWV of this code; one we did not know is a neighbour, by its code until somebody names it."""
    return Samenwerkingsverband.objects.get_or_create(
        code=code, defaults={"naam": f"Samenwerkingsverband {code}", "sector": code[:2]}
    )[0]


def _bronnen(voorstel: Voorstel, *, door: Actor, op: datetime) -> None:
    nieuw = {(bron.soort, bron.peildatum, bron.sha256) for bron in voorstel.bronnen}
    for verschil in voorstel.bestanden:
        bron = verschil.bron
        sleutel = {"soort": bron.soort, "peildatum": bron.peildatum, "sha256": bron.sha256}
        if (bron.soort, bron.peildatum, bron.sha256) in nieuw:
            nieuw.remove((bron.soort, bron.peildatum, bron.sha256))
            rij = Bronbestand.objects.create(
                **sleutel, bestand=bron.bestand[:200], rijen=bron.rijen, landelijk=bron.landelijk, ingelezen_op=op
            )
        else:
            rij = Bronbestand.objects.get(**sleutel)
        vastleggen(
            "scholen_inlezen",
            rij,
            door=door,
            op=op,
            soort=str(bron.soort),
            peildatum=bron.peildatum.isoformat(),
            rijen=bron.rijen,
            nieuw=len(verschil.nieuw),
            gewijzigd=len(verschil.gewijzigd),
            gesloten=len(verschil.gesloten),
            heropend=len(verschil.heropend),
            aantallen=verschil.aantallen,
        )
