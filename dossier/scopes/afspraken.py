"""The agreements about help (handelingsdeel) that a reader may read, and how it stands as far as it may know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from loket.models import Handelingsdeel, Handelingsdeelantwoord
from loket.rules.overeenstemming import LEERLING, over_ander
from loket.scopes.overeenstemming import (
    Overeenstemming,
    Partij,
    gezegd_over,
    huidige,
    overeenstemming_uit,
    overeenstemmingen,
    wie_ben_ik,
)
from scholen.models import Afscherming, Gezag, Leerling

MOMENTEN = ("voorgelegd_op", "einde_op")
HOOGSTENS = 3
"""So many stand on the page of a case: one lies there, the others were closed."""


@dataclass(frozen=True)
class Afspraak:
    """One version. ik: this reader among who must agree, None for who only reads along."""

    stand: Overeenstemming
    ik: Partij | None

    @property
    def rij(self) -> Handelingsdeel:
        return self.stand.handelingsdeel

    @property
    def kind(self) -> Leerling:
        return self.rij.leerling

    @property
    def wacht_op_mij(self) -> bool:
        return self.ik is not None and not self.ik.soort and self.rij.open

    @property
    def anderen(self) -> tuple[Partij, ...]:
        """Of whom this reader may know how it stands: of nobody where something is shielded (afspraak 37)."""
        geheim = self.kind.afscherming == Afscherming.VERBLIJFPLAATS
        if self.ik is None or not over_ander(verblijfplaats=geheim, contactverboden=self.stand.contactverboden):
            return ()
        return tuple(een for een in self.stand.partijen if een is not self.ik)


def afspraken(gebruiker: Gebruiker) -> list[Afspraak]:
    """What lies before this reader about any child, newest first."""
    rijen = Handelingsdeel.objects.visible_to(gebruiker, Permissie.DOSSIER_LEZEN).filter(einde="")
    lijst = list(rijen.select_related("leerling").order_by("-voorgelegd_op", "-pk"))
    standen = overeenstemmingen(lijst, timezone.localdate()) if lijst else []
    return [Afspraak(een, wie_ben_ik(een, gebruiker.pk)) for een in standen]


def met_afspraken(gebruiker: Gebruiker) -> dict[str, Any]:
    """For an aanvraag: the versions about its child, its ties, and who said what when (never why), as columns of it.

    So that a page with a long history asks nothing more because of them.
    """
    kind = {"leerling": OuterRef("leerling")}
    mijn = Handelingsdeel.objects.visible_to(gebruiker, Permissie.DOSSIER_LEZEN).filter(huidige(), **kind)
    banden = Gezag.objects.filter(**kind).order_by("pk")
    gezegd = gezegd_over(Handelingsdeel.objects.filter(huidige())).filter(handelingsdeel__leerling=OuterRef("leerling"))
    return {
        "hd_versies": kolom(
            mijn.order_by("-voorgelegd_op", "-pk")[:HOOGSTENS], "id public_id versie voorgelegd_op einde einde_op"
        ),
        "hd_banden": kolom(banden, "betrokkene_id soort relatie van tot contactverbod betrokkene__gebruiker_id"),
        "hd_gezegd": kolom(gezegd, "handelingsdeel_id betrokkene_id soort dag wijze"),
    }


def kolom(rijen: QuerySet[Any, Any], namen: str) -> ArraySubquery:
    """Rows beside a row, in one column: of each these values by name."""
    return ArraySubquery(rijen.values(een=JSONObject(**{naam: naam for naam in namen.split()})))


def afspraken_uit(gebruiker: Gebruiker, aanvraag: Any, vandaag: date) -> list[Afspraak]:
    """The same from the columns that `met_afspraken` laid beside an aanvraag."""
    kind: Leerling = aanvraag.leerling
    mijn = {een["betrokkene_id"] for een in aanvraag.hd_banden if een["betrokkene__gebruiker_id"] == gebruiker.pk}
    if kind.gebruiker_id == gebruiker.pk:
        mijn.add(LEERLING)
    banden = [Gezag(**met_dagen(een, "van", "tot")) for een in aanvraag.hd_banden]
    lijst = []
    for een in aanvraag.hd_versies:
        rij = Handelingsdeel(**met_dagen(een, momenten=MOMENTEN), leerling=kind)
        gezegd = [
            Handelingsdeelantwoord(**met_dagen(iets, "dag"))
            for iets in aanvraag.hd_gezegd
            if iets["handelingsdeel_id"] == rij.pk
        ]
        stand = overeenstemming_uit(rij, banden, gezegd, geboortedatum=kind.geboortedatum, vandaag=vandaag)
        lijst.append(Afspraak(stand, next((wie for wie in stand.partijen if wie.wie in mijn), None)))
    return lijst


def met_dagen(waarden: dict[str, Any], *dagen: str, momenten: Iterable[str] = ()) -> dict[str, Any]:
    """Values of JSON for a row: days and moments as what they are, nothing of another table."""
    rij = {naam: waarde for naam, waarde in waarden.items() if "__" not in naam}
    for naam in dagen:
        rij[naam] = date.fromisoformat(rij[naam]) if rij[naam] else None
    for naam in momenten:
        rij[naam] = datetime.fromisoformat(rij[naam]) if rij[naam] else None
    return rij
