"""The letters that one reader was sent, of every kind, in one question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, Q, QuerySet, Value
from django.db.models.functions import Cast

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from loket.models import Bekendmaking, Bezwaarbekendmaking, Bezwaarbericht, Zaakbrief

BESLUIT, BESLISSING, BEZWAAR, ZAAK = "besluit", "beslissing", "bezwaar", "zaak"


@dataclass(frozen=True, kw_only=True)
class Brief:
    """A letter. van: about a besluit, a decision on bezwaar, a turn in a bezwaar, or the case itself (zaak).

    aanvraag: its key; dag: of sending; met_uitleg: whether it says which it is, so that plain words can explain it.
    soort: of a letter of a bezwaar or a case; uitkomst and besluitdatum: of what was decided; tlv_soort, start, eind:
    of the TLV in a besluit; tot: the last day to object or to go to court.
    """

    van: str
    aanvraag: int
    public_id: str
    dag: date
    soort: str
    met_uitleg: bool
    nog_eens: bool
    uitkomst: str
    besluitdatum: date | None
    tlv_soort: str
    start: date | None
    eind: date | None
    tot: date | None

    @property
    def naam(self) -> str:
        """What it is called: a key of dossier.rules.teksten.BRIEVEN."""
        if self.van in (BEZWAAR, ZAAK):
            return f"{self.van}:{self.soort}"
        if self.van == BESLISSING:
            return BESLISSING
        return "intrekking" if self.uitkomst == "intrekking" else "weer" if self.nog_eens else BESLUIT


VELDEN = (*Brief.__dataclass_fields__, "versie", "pk")
GEEN_DAG = Cast(Value(None), DateField())
ZONDER: dict[str, Any] = {
    "public_id": "public_id",
    "dag": "verzenddatum",
    "soort": Value(""),
    "met_uitleg": Q(pk=None),
    "nog_eens": Q(pk=None),
    "uitkomst": Value(""),
    "besluitdatum": GEEN_DAG,
    "tlv_soort": Value(""),
    "start": GEEN_DAG,
    "eind": GEEN_DAG,
    "tot": GEEN_DAG,
    "versie": Value(0),
    "pk": "pk",
}
"""Column by field; of a letter that decides nothing those of a decision are empty."""
MET_BESLUIT = {"met_uitleg": Q(brief__context__has_key="brief"), "nog_eens": Q(volgt_op__isnull=False)}


def brieven(gebruiker: Gebruiker, nummers: Iterable[int], recht: Permissie) -> list[Brief]:
    """The own letters about the aanvragen with these keys, oldest first, by this right; one query."""
    ids = [*nummers]
    besluiten = Bekendmaking.objects.visible_to(gebruiker, recht).filter(besluit__aanvraag__in=ids)
    beslissingen = Bezwaarbekendmaking.objects.visible_to(gebruiker, recht)
    beslissingen = beslissingen.filter(beslissing__zaak__besluit__aanvraag__in=ids)
    berichten = Bezwaarbericht.objects.visible_to(gebruiker, recht).filter(zaak__besluit__aanvraag__in=ids)
    over_zaak = Zaakbrief.objects.visible_to(gebruiker, recht).filter(aanvraag__in=ids)
    rijen = _rijen(over_zaak, ZAAK, aanvraag="aanvraag", soort="soort", tot="bezwaar_tot").union(
        _rijen(berichten, BEZWAAR, aanvraag="zaak__besluit__aanvraag", soort="soort"),
        _rijen(
            besluiten,
            BESLUIT,
            aanvraag="besluit__aanvraag",
            uitkomst="besluit__uitkomst",
            besluitdatum="besluit__besluitdatum",
            tlv_soort="besluit__soort",
            start="besluit__ingangsdatum",
            eind="besluit__vervaldatum",
            tot="bezwaar_tot",
            versie="besluit__versie",
            **MET_BESLUIT,
        ),
        _rijen(
            beslissingen,
            BESLISSING,
            aanvraag="beslissing__zaak__besluit__aanvraag",
            uitkomst="beslissing__uitkomst",
            besluitdatum="beslissing__besluitdatum",
            tot="beroep_tot",
            **MET_BESLUIT,
        ),
        all=True,
    )
    oudste_eerst = sorted(rijen, key=lambda rij: (rij[VELDEN.index("dag")], *rij[-2:]))
    return [Brief(**dict(zip(VELDEN[:-2], rij[:-2], strict=True))) for rij in oudste_eerst]


def _rijen(brieven: QuerySet[Any], van: str, **kolommen: Any) -> QuerySet[Any, Any]:
    """Those of these letters that were sent, as the columns of VELDEN."""
    alle = ZONDER | kolommen | {"van": Value(van)}
    verstuurd = brieven.filter(verzonden_op__isnull=False, verzenddatum__isnull=False)
    return verstuurd.values_list(*(alle[naam] for naam in VELDEN))
