"""Everything that stands on the page of one case, read in few questions to the database however long its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, When

from dossier.rules.gezien import Blik
from dossier.rules.nieuw import Iets
from kern.brieven.talen import NEDERLANDS, TALEN
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from loket.actions.vertaling import nagekeken_talen
from loket.models import (
    Adviesopdracht,
    Bekendmaking,
    Besluit,
    Bezwaar,
    Terugblikvraag,
    Zienswijze,
)
from loket.scopes.kijkers import Kijkers
from scholen.models import Betrokkene, Toestemming

from .afspraken import Afspraak, afspraken_uit, met_afspraken
from .gevraagd import Uitnodiging, mening_uit, met_gevraagd, uitnodigingen_uit
from .gezien import mensen
from .hulp import Hulp, hulp_uit, met_hulp
from .nieuw import nieuw
from .thuis import Regel, met_thuis, thuis_uit
from .zaken import LEZEN, Zaak, zaken_van, zichtbaar

JAAR = timedelta(days=365)
BESLIST = ("toegekend", "afwijkend", "afgewezen")


@dataclass(frozen=True, kw_only=True)
class Pagina:
    """What was read. dagen: how long each of our own finished cases of this kind took.

    bezwaren: the days on which this reader objected. nagekeken: whether a speaker signed off the texts in its language.
    """

    zaak: Zaak
    zienswijze: Zienswijze | None
    uitnodigingen: list[Uitnodiging]
    afspraken: list[Afspraak]
    hulp: list[Hulp]
    thuis: list[Regel]
    kijkers: list[Kijkers]
    blikken: list[Blik]
    dagen: list[int]
    taal: str
    nagekeken: bool
    wacht_op_toestemming: bool
    terugblik_gedaan: bool
    nieuw: list[Iets]
    bezwaren: list[date]


def pagina(gebruiker: Gebruiker, public_id: str, vandaag: date, recht: Permissie = LEZEN) -> Pagina | None:
    """The page of this case for this reader; None when there is no such case to see. Days are of Amsterdam.

    recht: by which right it is read, the own one or that of a helper: to him no question is put.
    """
    aanvraag, zelf = _aanvraag(gebruiker, public_id, vandaag, recht), recht == LEZEN
    if aanvraag is None:
        return None
    (zaak,) = zaken_van(gebruiker, [aanvraag], recht)
    afspraken = afspraken_uit(gebruiker, aanvraag, vandaag) if zelf else []
    # Where the place of the child is kept secret nobody is named (afspraak 37).
    kijkers, blikken = ([], []) if zaak.afgeschermd else mensen(aanvraag, gebruiker, vandaag)
    taal = _taal(gebruiker, aanvraag)
    return Pagina(
        zaak=zaak,
        zienswijze=mening_uit(aanvraag) if zelf else None,
        uitnodigingen=uitnodigingen_uit(gebruiker, aanvraag) if zelf else [],
        afspraken=afspraken,
        hulp=hulp_uit(aanvraag) if zelf else [],
        thuis=thuis_uit(aanvraag) if zelf else [],
        kijkers=kijkers,
        blikken=blikken,
        dagen=[een.days for een in aanvraag.duurde or ()],
        taal=taal,
        nagekeken=taal == NEDERLANDS or taal in aanvraag.nagekeken,
        wacht_op_toestemming=aanvraag.wacht_op_toestemming,
        terugblik_gedaan=aanvraag.terugblik_gedaan,
        nieuw=nieuw(gebruiker, [aanvraag], afspraken)[aanvraag.pk] if zelf else [],
        bezwaren=[*(aanvraag.mijn_bezwaren or ())],  # who may see none has no column
    )


def _aanvraag(gebruiker: Gebruiker, public_id: str, vandaag: date, recht: Permissie) -> Any:
    """The case, with what is one value of it: a day, a language, whether there is something more to read."""
    opdrachten = Adviesopdracht.objects.geldig().filter(aanvraag=OuterRef("pk"))
    ik = Betrokkene.objects.visible_to(gebruiker).filter(gebruiker=gebruiker, taal__in=[*TALEN]).order_by("pk")
    gedaan = Terugblikvraag.objects.visible_to(gebruiker).filter(aanvraag=OuterRef("pk"))
    gevraagd = Toestemming.objects.visible_to(gebruiker, Permissie.DOSSIER_LEZEN).wacht_op(gebruiker, vandaag)
    bezwaren = Bezwaar.objects.visible_to(gebruiker, recht).filter(zaak__besluit__aanvraag=OuterRef("pk"))
    return (
        zichtbaar(gebruiker, recht)
        .filter(public_id=public_id)
        .annotate(
            gevraagd_op=Subquery(opdrachten.order_by("gevraagd_op").values("gevraagd_op")[:1]),
            advies_tot=Subquery(opdrachten.order_by("-uiterlijk_op").values("uiterlijk_op")[:1]),
            besloten=Exists(Besluit.objects.filter(aanvraag=OuterRef("pk"))),
            wacht_op_toestemming=Exists(gevraagd.filter(leerling=OuterRef("leerling"))),
            terugblik_gedaan=Exists(gedaan) | Q(instelling__terugblik_vragen=False),
            mijn_bezwaren=ArraySubquery(bezwaren.order_by("ontvangen_op").values("ontvangen_op")),
            taal_van_ouder=Subquery(ik.values("taal")[:1]),
            nagekeken=ArraySubquery(nagekeken_talen().values("taal")),
            **met_afspraken(gebruiker),
            **met_gevraagd(gebruiker, vandaag),
            **met_hulp(gebruiker),
            **met_thuis(gebruiker),
            duurde=Case(When(besloten=False, then=ArraySubquery(doorlooptijden(vandaag)))),
        )
        .first()
    )


def _taal(gebruiker: Gebruiker, aanvraag: Any) -> str:
    zelf = aanvraag.leerling.taal if aanvraag.leerling.gebruiker_id == gebruiker.pk else ""
    gekozen: str = aanvraag.taal_van_ouder or zelf
    return gekozen if gekozen in TALEN else NEDERLANDS


def doorlooptijden(vandaag: date) -> QuerySet[Any, Any]:
    """Of the cases of the kind of this one that the SWV finished in the last year: from receipt to first letter."""
    eigen = {"besluit__aanvraag__swv": OuterRef("swv"), "besluit__aanvraag__soort": OuterRef("soort")}
    eerste: dict[str, Any] = {"besluit__herstelt": None, "besluit__uitkomst__in": BESLIST, "besluit__uit_bezwaar": None}
    eerste["besluit__besluitdatum__gt"] = vandaag - 2 * JAAR  # so that a register of many years is not added up
    verstuurd = Bekendmaking.objects.filter(verzonden_op__isnull=False, verzenddatum__lte=vandaag, **eigen, **eerste)
    per = verstuurd.order_by().values("besluit__aanvraag", "besluit__aanvraag__ontvangstdatum")
    per = per.annotate(klaar=Min("verzenddatum")).filter(klaar__gt=vandaag - JAAR)
    return per.values_list(F("klaar") - F("besluit__aanvraag__ontvangstdatum"))
