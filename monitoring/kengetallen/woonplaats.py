"""Where the pupils of our schools live, as the SWV read it in (issue 8, item 3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Q, QuerySet

from kern.termijnen.woorden import datum_voluit
from monitoring.models import Woontelling
from monitoring.rules.tabel import Kolom, Maat, Rij, Tabel
from monitoring.rules.telling import Telling, telling
from scholen.models import Gemeente, Samenwerkingsverband, SchoolDeelname, Schoolsoort

CODE = "woonplaats"
LABELS = {een.label: een for een in Schoolsoort}
"""By the head of a column."""


def van_swv(rijen: QuerySet[Woontelling], swv: Samenwerkingsverband, tot: date) -> QuerySet[Woontelling]:
    """The last counts up to this day, of schools that take part in this SWV."""
    daar = SchoolDeelname.objects.filter(Q(tot=None) | Q(tot__gte=tot), swv=swv, van__lte=tot)
    hier = rijen.filter(school__in=daar.values("school"), teldatum__lte=tot)
    return hier.filter(teldatum=hier.order_by("-teldatum").values("teldatum")[:1])


def tabel(rijen: QuerySet[Woontelling], swv: Samenwerkingsverband, tot: date) -> Tabel | None:
    """Per postcode or gemeente how many pupils of each kind of school live there; None when nothing was read in.

    What the list hid is a range, and never guessed.
    """
    per: dict[str, dict[str, Telling]] = {}
    dagen, verborgen = set(), 0
    velden = van_swv(rijen, swv, tot).values_list(
        "postcode", "gemeente", "school__soort", "aantal", "tekst", "teldatum"
    )
    for postcode, gemeente, soort, aantal, tekst, dag in velden:
        dagen.add(dag)
        hier = per.setdefault(postcode or gemeente, {})
        hier[soort] = hier.get(soort, Telling()) + telling(tekst, 1, aantal)
        verborgen += bool(tekst)
    if not dagen:
        return None
    soorten = [een for een in Schoolsoort if any(een in hier for hier in per.values())]
    return Tabel(
        CODE,
        "Waar onze leerlingen wonen",
        "Plaats",
        tuple(Kolom(een.label, Maat.AANTAL) for een in soorten),
        tuple(_rij(plaats, naam, per[plaats], soorten) for naam, plaats in sorted(_namen(per).items())),
        ("R07",),
        _rij("", "Samen", _som(per), soorten),
        onder=_onder(max(dagen), verborgen),
    )


def _rij(plaats: str, naam: str, hier: Mapping[str, Telling], soorten: list[Schoolsoort]) -> Rij:
    return Rij(naam, tuple(hier.get(een, Telling()).woorden for een in soorten), plaats)


def _som(per: Mapping[str, Mapping[str, Telling]]) -> dict[str, Telling]:
    uit: dict[str, Telling] = {}
    for hier in per.values():
        for soort, een in hier.items():
            uit[soort] = uit.get(soort, Telling()) + een
    return uit


def _namen(plaatsen: Mapping[str, object]) -> dict[str, str]:
    """By what each place is called: a gemeente by its name where we know it."""
    bekend = dict(Gemeente.objects.filter(code__in=plaatsen).values_list("code", "naam"))
    return {f"{bekend[een]} ({een})" if een in bekend else een: een for een in plaatsen}


def _onder(dag: date, verborgen: int) -> tuple[str, ...]:
    uit = [f"Geteld op {datum_voluit(dag)}, naar wat is ingelezen."]
    if verborgen:
        woord = "rij staat" if verborgen == 1 else "rijen staat"
        uit.append(f"Bij {verborgen} {woord} in de lijst geen precies aantal.")
    return tuple(uit)
