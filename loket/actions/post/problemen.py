"""Which letters need somebody, for the page and for the daily mail. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from kern.brieven.models import BriefVersie
from kern.gebruikers.models import Gebruiker
from loket.models.kanaal import NIET_AANGEKOMEN, Bezorgfeit

from .soorten import BRIEVENSOORTEN, Brievensoort

WAT_ER_MIS_IS = {
    "maken": "Niet gemaakt",
    "datum": "Datum voorbij",
    "aankomst": "Niet aangekomen",
}
HOOGSTENS = 200


@dataclass(frozen=True)
class Probleem:
    """One letter and what is wrong with it. soort: a key of WAT_ER_MIS_IS; uitleg: for the reader, without names."""

    brievensoort: Brievensoort
    rij: Any
    soort: str
    uitleg: str


def problemen(gebruiker: Gebruiker, dag: date) -> list[Probleem]:
    """Every letter this user sends that was not made, whose day has passed unsent, or that did not arrive."""
    uit = []
    for tabel in BRIEVENSOORTEN:
        if gebruiker.heeft(tabel.permissie):
            rijen = _met_problemen(tabel, gebruiker, dag)
            uit += [Probleem(tabel, rij, *_wat(rij)) for rij in rijen[: HOOGSTENS + 1]]
    return uit


def _met_problemen(tabel: Brievensoort, gebruiker: Gebruiker, dag: date) -> Any:
    mee = Q(brief=OuterRef("brief")) | Q(brief__bijlage_bij__brief=OuterRef("brief"))
    mislukt = BriefVersie.objects.filter(mee, vervallen_op=None, pdf=None).exclude(laatste_fout="").order_by("pk")
    kwijt = Bezorgfeit.objects.filter(brief=OuterRef("brief"), soort__in=NIET_AANGEKOMEN)
    retour = kwijt.filter(soort=Bezorgfeit.Soort.RETOUR)
    opgevolgd = tabel.rijen().filter(volgt_op=OuterRef("pk"), vervallen_op=None)
    rijen = tabel.zichtbaar(gebruiker).filter(vervallen_op=None)
    rijen = rijen.annotate(
        waarom_niet_gemaakt=Subquery(mislukt.values("laatste_fout")[:1]),
        kwijt=Exists(kwijt),
        retour=Exists(retour),
        opgevolgd=Exists(opgevolgd.filter(klaargezet_op__isnull=False)),
    )
    open_ = Q(verzonden_op=None) & (Q(waarom_niet_gemaakt__isnull=False) | Q(verzenddatum__lt=dag))
    if tabel.model._meta.model_name == "bekendmaking":
        rijen = rijen.select_related("besluit__intrekking__tlv")
    return rijen.filter(open_ | Q(kwijt=True, opgevolgd=False)).prefetch_related("brief__versies").order_by("pk")


def _wat(rij: Any) -> tuple[str, str]:
    if rij.retour:
        zin = "De post kwam terug. Kijk het adres na en zet de brief opnieuw klaar."
        return "aankomst", f"{zin} Hij gaat per post, met een nieuwe datum."
    if rij.kwijt:
        return "aankomst", "Zet de brief opnieuw klaar. Hij gaat per post, met een nieuwe datum."
    if rij.waarom_niet_gemaakt:
        return "maken", rij.waarom_niet_gemaakt
    return "datum", "De brief is niet verzonden op zijn dag. Geef hem een nieuwe datum."
