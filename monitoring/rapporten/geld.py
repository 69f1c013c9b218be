"""What schools got, from the sums that the database keeps (M16)."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Sum

from arrangementen.rules.boekingen import KOLOMMEN, Stand, stand_uit
from monitoring.models import Rapport
from monitoring.rules.tabel import Kolom, Maat, Rij, Tabel

from . import bereik

M16 = ("M16",)
UITGAVEN = KOLOMMEN[1:]
KOPPEN = ("Toegekend", "Uitbetaald", "Verantwoord", "Nog te betalen", "Nog te verantwoorden")


def _uit(stand: Stand) -> tuple[Decimal, ...]:
    return stand.toegekend, stand.betaald, stand.verantwoord, stand.nog_te_betalen, stand.nog_te_verantwoorden


def per_school(rapport: Rapport) -> Tabel:
    """Each school with what it got of all budgets of the school year."""
    sommen = {f"t_{som}": Sum(som) for som in UITGAVEN}
    per = bereik.delen(rapport).order_by().values("school").annotate(**sommen)
    rijen = per.order_by("school__naam", "school__brin6").values_list("school__naam", "school__brin6", *sommen)
    standen = [(naam, brin6, _uit(stand_uit(dict(zip(UITGAVEN, rest, strict=True))))) for naam, brin6, *rest in rijen]
    return _tabel("geld-per-school", "Budget per school", "School", KOPPEN, standen)


def per_budget(rapport: Rapport) -> Tabel:
    """Each budget of the school year: what was set aside, and what came of it."""
    rijen = bereik.potten(rapport).select_related("school", "bestuur", "werkgebied", "aanbod").order_by("naam", "pk")
    standen = [(een.naam, een.public_id, (een.stand.begroot, *_uit(een.stand)[:3], een.stand.vrij)) for een in rijen]
    koppen = ("Begroot", *KOPPEN[:3], "Nog vrij")
    return _tabel("geld-per-budget", "Budgetten", "Budget", koppen, standen)


def _tabel(
    code: str, titel: str, kop: str, koppen: tuple[str, ...], rijen: list[tuple[str, str, tuple[Decimal, ...]]]
) -> Tabel:
    som = tuple(sum(kolom, Decimal(0)) for kolom in zip(*(cellen for _, _, cellen in rijen), strict=True))
    return Tabel(
        code=code,
        titel=titel,
        kop=kop,
        kolommen=tuple(Kolom(een, Maat.EURO) for een in koppen),
        rijen=tuple(Rij(naam, cellen, sleutel) for naam, sleutel, cellen in rijen),
        definities=M16,
        totaal=Rij("Totaal", som) if som else None,
    )
