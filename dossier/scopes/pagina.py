"""Everything that stands on the page of one case, read in three questions to the database however long its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, Min, OuterRef, QuerySet, Subquery

from dossier.rules.gezien import Blik
from kern.gebruikers.ineens import bijleggen_een, ineens
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from kern.logboek.geschiedenis import gezien_per_dag
from loket.actions.vertaling import controles, nagekeken_volgens
from loket.models import (
    Aanvraag,
    Adviesopdracht,
    Bekendmaking,
    Besluit,
    Bezwaarbericht,
    Deelnemer,
    Overleg,
    Zaakbrief,
    Zienswijze,
    Zienswijzeronde,
)
from loket.scopes import kijkers as wie_kan
from loket.scopes.kijkers import Groep, Kijkers
from scholen.actions.taal import taal_uit
from scholen.models import Betrokkene, Toestemming

from .gezien import blikken, familie, rollen_van
from .zaken import Zaak, lezen, zaakvragen, zaken_uit, zichtbaar

JAAR = timedelta(days=365)
BESLIST = ("toegekend", "afwijkend", "afgewezen")
MEER_DAN_GENOEG = 400
"""So many looks of one person on one day are read at most; the page shows the last days only."""


@dataclass(frozen=True)
class Uitnodiging:
    """A meeting this reader is invited for, and who else will be there."""

    overleg: Overleg
    uitnodiging: Deelnemer
    deelnemers: tuple[Deelnemer, ...]

    @property
    def wacht_op_antwoord(self) -> bool:
        return self.uitnodiging.komt == Deelnemer.Komt.GEVRAAGD and self.overleg.afgezegd_op is None


@dataclass(frozen=True, kw_only=True)
class Pagina:
    """What was read. brieven: the own letters about decisions, newest first; dagen: of our own finished cases.

    nagekeken: whether a speaker signed off the texts in the language of this reader.
    """

    zaak: Zaak
    zienswijze: Zienswijze | None
    uitnodigingen: list[Uitnodiging]
    brieven: list[Bekendmaking]
    berichten: list[Bezwaarbericht]
    zaakbrieven: list[Zaakbrief]
    kijkers: list[Kijkers]
    blikken: list[Blik]
    dagen: list[int]
    taal: str
    nagekeken: bool
    wacht_op_toestemming: bool


def pagina(gebruiker: Gebruiker, public_id: str, vandaag: date) -> Pagina | None:
    """The page of this case for this reader; None when there is no such case to see. Days are of Amsterdam."""
    opdrachten = Adviesopdracht.objects.geldig().filter(aanvraag=OuterRef("pk"))
    aanvraag = (
        zichtbaar(gebruiker)
        .filter(public_id=public_id)
        .annotate(
            gevraagd_op=Subquery(opdrachten.order_by("gevraagd_op").values("gevraagd_op")[:1]),
            besloten=Exists(Besluit.objects.filter(aanvraag=OuterRef("pk"))),
            advies_tot=Subquery(opdrachten.order_by("-uiterlijk_op").values("uiterlijk_op")[:1]),
        )
        .first()
    )
    if aanvraag is None:
        return None
    groepen = wie_kan.groepen(aanvraag, vandaag, besloten=aanvraag.besloten)
    rijen = lezen(
        zaakvragen(gebruiker, [aanvraag.pk], besloten=aanvraag.besloten)
        | _vragen(gebruiker, aanvraag, vandaag, besloten=aanvraag.besloten)
        | {f"kijkers{nr}": groep.mensen for nr, groep in enumerate(groepen)}
    )
    (zaak,) = zaken_uit(gebruiker, [aanvraag], rijen)
    kijkers, gekeken = _mensen(zaak, groepen, rijen)
    leerling = aanvraag.leerling
    taal = taal_uit(rijen["ik"] or ([leerling] if leerling and leerling.gebruiker_id == gebruiker.pk else []))
    for brief in rijen["brieven"]:
        bijleggen_een(brief.besluit, "aanvraag", aanvraag)
    return Pagina(
        zaak=zaak,
        zienswijze=_zienswijze(aanvraag, rijen),
        uitnodigingen=_uitnodigingen(rijen),
        brieven=rijen["brieven"][::-1],
        berichten=rijen["berichten"],
        zaakbrieven=rijen["zaakbrieven"],
        kijkers=kijkers,
        blikken=gekeken,
        dagen=[_dagen(rij) for rij in rijen["klaar"]],
        taal=taal,
        nagekeken=nagekeken_volgens(rijen["controles"], taal),
        wacht_op_toestemming=bool(rijen["toestemmingen"]),
    )


def _vragen(
    gebruiker: Gebruiker, aanvraag: Aanvraag, vandaag: date, *, besloten: bool
) -> dict[str, QuerySet[Any, Any]]:
    """What the page shows beside where the case stands."""
    assert aanvraag.leerling is not None
    meningen = Zienswijze.objects.visible_to(gebruiker, Permissie.ZIENSWIJZE_GEVEN).filter(ronde__aanvraag=aanvraag)
    deelnemers = Deelnemer.objects.visible_to(gebruiker)
    mijn = deelnemers.filter(betrokkene__gebruiker=gebruiker, agendapunt__aanvraag=aanvraag)
    mijn = mijn.filter(overleg__begin__date__gte=vandaag)
    overleggen = mijn.values("overleg")
    zaakbrieven = Zaakbrief.objects.visible_to(gebruiker).filter(aanvraag=aanvraag)
    berichten = Bezwaarbericht.objects.visible_to(gebruiker).filter(zaak__besluit__aanvraag=aanvraag)
    keken = gezien_per_dag(leerling=aanvraag.log_leerling, school=aanvraag.log_school)
    vragen: dict[str, QuerySet[Any, Any]] = {
        "meningen": meningen.order_by("-ronde", "-pk")[:1],
        "ronden": Zienswijzeronde.objects.filter(aanvraag=aanvraag),
        "mijn": mijn.order_by("overleg__begin", "pk"),
        "overleggen": Overleg.objects.filter(pk__in=overleggen),
        "deelnemers": deelnemers.filter(overleg__in=overleggen).order_by("pk"),
        "zaakbrieven": zaakbrieven.order_by("verzenddatum", "pk"),
        "keken": keken.exclude(wie=gebruiker.public_id)[:MEER_DAN_GENOEG],
        "familie": familie(aanvraag.leerling),
        "ik": Betrokkene.objects.visible_to(gebruiker).filter(gebruiker=gebruiker).order_by("pk"),
        "controles": controles(),
        "toestemmingen": Toestemming.objects.visible_to(gebruiker, Permissie.DOSSIER_LEZEN)
        .filter(leerling=aanvraag.leerling)
        .wacht_op(gebruiker, vandaag)[:1],
    }
    if besloten:
        vragen["berichten"] = berichten.order_by("verzenddatum", "pk")
    elif not aanvraag.soortregels.geeft_advies:
        vragen["klaar"] = doorlooptijden(aanvraag, vandaag)
    return vragen


def doorlooptijden(aanvraag: Aanvraag, vandaag: date) -> QuerySet[Any, Any]:
    """Of the cases of this kind that the SWV finished in the last year: when each came in, and its first letter."""
    eigen = {"besluit__aanvraag__swv": aanvraag.swv_id, "besluit__aanvraag__soort": aanvraag.soort}
    eerste: dict[str, Any] = {"besluit__herstelt": None, "besluit__uitkomst__in": BESLIST, "besluit__uit_bezwaar": None}
    eerste["besluit__besluitdatum__gt"] = vandaag - 2 * JAAR  # so that a register of many years is not added up
    verstuurd = Bekendmaking.objects.filter(verzonden_op__isnull=False, verzenddatum__lte=vandaag, **eigen, **eerste)
    per = verstuurd.order_by().values(nummer=F("besluit__aanvraag"), ontvangen=F("besluit__aanvraag__ontvangstdatum"))
    return per.annotate(klaar=Min("verzenddatum")).filter(klaar__gt=vandaag - JAAR)


def _dagen(rij: dict[str, Any]) -> int:
    return (date.fromisoformat(rij["klaar"]) - date.fromisoformat(rij["ontvangen"])).days


def _mensen(zaak: Zaak, groepen: list[Groep], rijen: dict[str, list[Any]]) -> tuple[list[Kijkers], list[Blik]]:
    """Who can see it and who did; of where the place of the child is kept secret nobody is named (afspraak 37)."""
    if zaak.afgeschermd:
        return [], []
    kandidaten = [rijen[f"kijkers{nr}"] for nr in range(len(groepen))]
    navragen = wie_kan.navragen(zaak.aanvraag, groepen, kandidaten)
    leden, *antwoorden = ineens(rollen_van(rij["wie"] for rij in rijen["keken"]), *navragen)
    van_familie = {een.public_id for een in rijen["familie"]}
    gekeken = blikken(rijen["keken"], leden, van_familie, zaak.aanvraag)
    return wie_kan.kijkers_uit(groepen, kandidaten, antwoorden), gekeken


def _zienswijze(aanvraag: Aanvraag, rijen: dict[str, list[Any]]) -> Zienswijze | None:
    for een in rijen["meningen"]:
        ronde = next(rij for rij in rijen["ronden"] if rij.pk == een.ronde_id)
        bijleggen_een(ronde, "aanvraag", aanvraag)
        bijleggen_een(een, "ronde", ronde)
        zienswijze: Zienswijze = een
        return zienswijze
    return None


def _uitnodigingen(rijen: dict[str, list[Any]]) -> list[Uitnodiging]:
    """Meetings about this case from today on: parents know beforehand who is there and why."""
    overleggen = {een.pk: een for een in rijen["overleggen"]}
    mee: dict[int, list[Deelnemer]] = {}
    for een in rijen["deelnemers"]:
        mee.setdefault(een.overleg_id, []).append(een)
    return [Uitnodiging(overleggen[ik.overleg_id], ik, tuple(mee[ik.overleg_id])) for ik in rijen["mijn"]]
