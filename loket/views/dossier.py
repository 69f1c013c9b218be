"""The tabs of a case: what each shows. The same parts stand beside the advice form and the decision form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from kern.logboek.geschiedenis import gebeurtenissen
from loket.actions.consult import kopie_voor
from loket.actions.overgang import overgang
from loket.actions.vervolg import eerdere_aanvraag
from loket.models import (
    Aanvraag,
    Advies,
    Adviesopdracht,
    Arrangementuitkomst,
    Besluitreden,
    Bijlage,
    Consultadvies,
    Stem,
    Zienswijze,
    Zienswijzebestand,
    Zienswijzeronde,
    ZienswijzeVertrouwelijk,
)
from loket.rules.deskundigen import deskundigen_nodig
from loket.scopes.arrangement import bezwaar_tot
from scholen.models import Gezag

from .aanvullen import punten, ronden
from .gesprekken import gesprekken, tijdlijn
from .inhoud import inhoud
from .overlegwerk import punten_van
from .sinds_vorige import sinds_vorige
from .stem import met_woorden
from .tijdlijn import termijntab


@dataclass(frozen=True)
class Tab:
    """sleutel: in the address; sjabloon: what it shows; inhoud: the context that needs; voor: who has something to
    read or write there, by one of these rights; empty is everybody."""

    sleutel: str
    naam: str
    sjabloon: str
    inhoud: Callable[[Aanvraag, Gebruiker], dict[str, Any]]
    voor: frozenset[Permissie] = frozenset()


def samenvatting(aanvraag: Aanvraag, gebruiker: Gebruiker) -> dict[str, Any]:
    """What somebody must know who reads the case for the first time."""
    return {
        **adviezen(aanvraag, gebruiker),
        **stukken(aanvraag, gebruiker),
        **zienswijzen(aanvraag, gebruiker),
        "ouders": _ouders(aanvraag, gebruiker),
        "interventies": list(aanvraag.onderdeel_gedaan.interventies.order_by("volgorde")),
        "toetsen": [deel for deel in inhoud(aanvraag) if deel.uitkomst] if "toetsen" in aanvraag.delen else [],
        **_besluit(aanvraag, gebruiker),
        "overlegpunten": list(punten_van(aanvraag, gebruiker)),
    }


def aanvraag_inhoud(aanvraag: Aanvraag, gebruiker: Gebruiker) -> dict[str, Any]:
    rondes = [(ronde, punten(aanvraag, ronde)) for ronde in reversed(ronden(gebruiker, aanvraag))]
    eerder = eerdere_aanvraag(aanvraag)
    return {
        "eerder": eerder,
        "sinds_vorige": sinds_vorige(aanvraag, eerder) if eerder else [],
        "delen": inhoud(aanvraag),
        "ouders": _ouders(aanvraag, gebruiker),
        "rondes": rondes,
    }


def vraag_en_advies(aanvraag: Aanvraag, gebruiker: Gebruiker) -> dict[str, Any]:
    """A consult, or help: what was asked, what was answered, and who gets a copy."""
    return {
        **aanvraag_inhoud(aanvraag, gebruiker),
        "advies": Consultadvies.objects.visible_to(gebruiker).filter(aanvraag=aanvraag).first(),
        "bezwaar_tot": bezwaar_tot(gebruiker, aanvraag),
        "antwoord": Arrangementuitkomst.objects.visible_to(gebruiker).filter(aanvraag=aanvraag).first(),
        "kopie": kopie_voor(aanvraag, timezone.localdate()),
        "gelezen_op": school_las_op(aanvraag),
    }


def school_las_op(aanvraag: Aanvraag) -> datetime | None:
    """When the school said that it had read the advice."""
    regel = gebeurtenissen([aanvraag.public_id]).filter(actie="advies_gelezen").first()
    return regel.op if regel else None


def adviezen(aanvraag: Aanvraag, gebruiker: Gebruiker) -> dict[str, Any]:
    """The assignments, and of the advices what this user may read: nobody reads another's draft."""
    zichtbaar = Advies.objects.visible_to(gebruiker).filter(opdracht__aanvraag=aanvraag)
    leesbaar = {advies.opdracht_id: advies for advies in zichtbaar.filter(ondertekend_op__isnull=False)}
    opdrachten = Adviesopdracht.objects.visible_to(gebruiker).filter(aanvraag=aanvraag).select_related("deskundige")
    paren = [(opdracht, leesbaar.get(opdracht.pk)) for opdracht in opdrachten.order_by("volgorde", "-gevraagd_op")]
    geldig = [(opdracht, advies) for opdracht, advies in paren if opdracht.vervallen_op is None]
    loket, nu = gebruiker.heeft(Permissie.AANVRAAG_CONTROLEREN), timezone.now()
    nodig = max(deskundigen_nodig(aanvraag.soort), len(geldig))
    return {
        "adviezen": geldig,
        "vervallen_adviezen": [(opdracht, advies) for opdracht, advies in paren if opdracht.vervallen_op],
        "aantal_adviezen": sum(advies is not None for _, advies in geldig),
        "adviezen_nodig": nodig,
        "adviezen_woord": f"{nodig} binnen",
        "mag_wijzigen": loket,
        "kan_erbij": loket and geldig and not overgang.regels["deskundige_erbij"].waarom_niet(aanvraag, gebruiker, nu),
    }


def stukken(aanvraag: Aanvraag, gebruiker: Gebruiker) -> dict[str, Any]:
    lijst = Bijlage.objects.visible_to(gebruiker).filter(aanvraag=aanvraag).select_related("inhoud", "aanvraag")
    return {"bijlagen": lijst.order_by("soort", "toegevoegd_op")}


def zienswijzen(aanvraag: Aanvraag, gebruiker: Gebruiker) -> dict[str, Any]:
    """The rounds, newest first, with what was said; what was meant for us alone only to who may read that."""
    meningen = Zienswijze.objects.visible_to(gebruiker).select_related("betrokkene", "leerling", "school")
    rondes = list(
        Zienswijzeronde.objects.visible_to(gebruiker)
        .filter(aanvraag=aanvraag)
        .prefetch_related(Prefetch("zienswijzen", meningen.prefetch_related("samenvattingen").order_by("pk")))
        .order_by("-pk")
    )
    ids = [een.pk for ronde in rondes for een in ronde.zienswijzen.all()]
    alleen = ZienswijzeVertrouwelijk.objects.visible_to(gebruiker).filter(zienswijze__in=ids)
    per = {een.zienswijze_id: een for een in alleen}
    papieren: dict[int, list[Zienswijzebestand]] = {}
    for papier in Zienswijzebestand.objects.visible_to(gebruiker).filter(zienswijze__in=ids).select_related("inhoud"):
        papieren.setdefault(papier.zienswijze_id, []).append(papier)
    for ronde in rondes:
        for een in ronde.zienswijzen.all():
            een.alleen_voor_ons = [per[een.pk]] if een.pk in per else []
            een.papieren = papieren.get(een.pk, [])
    stemmen = met_woorden(Stem.objects.visible_to(gebruiker).filter(aanvraag=aanvraag), gebruiker)
    return {"zienswijzerondes": rondes, "stemmen": stemmen}


def zienswijzetab(aanvraag: Aanvraag, gebruiker: Gebruiker) -> dict[str, Any]:
    return zienswijzen(aanvraag, gebruiker) | {"toon_leeg": True}


TABS = (
    Tab("samenvatting", "Samenvatting", "loket/_samenvatting.html", samenvatting),
    Tab("aanvraag", "Aanvraag", "loket/_inhoud.html", aanvraag_inhoud),
    Tab("adviezen", "Adviezen", "loket/_adviezen.html", adviezen),
    Tab("zienswijze", "Zienswijze", "loket/_zienswijzen.html", zienswijzetab),
    Tab("stukken", "Stukken", "loket/_stukken.html", stukken),
    Tab(
        "gesprekken",
        "Gesprekken",
        "loket/_gesprekken.html",
        gesprekken,
        frozenset({Permissie.AANVRAAG_CONTROLEREN, Permissie.BESLUIT_NEMEN}),
    ),
    Tab("termijn", "Termijn", "loket/_verloop.html", termijntab),
    Tab("geschiedenis", "Geschiedenis", "loket/_geschiedenis.html", tijdlijn),
)


CONSULT_TABS = (Tab("vraag", "Vraag en advies", "loket/_consult.html", vraag_en_advies), *TABS[4:])
HULP_TABS = (Tab("vraag", "Vraag en antwoord", "loket/_consult.html", vraag_en_advies), *TABS[4:])


def tabs_van(aanvraag: Aanvraag, gebruiker: Gebruiker) -> tuple[Tab, ...]:
    """The tabs of this kind of case that hold something for this reader.

    A question that ends in advice has no experts, decision or zienswijze; what is said inside the desk is not for who
    advises on a bezwaar.
    """
    tabs = HULP_TABS if aanvraag.uit_aanbod else CONSULT_TABS if aanvraag.soortregels.geeft_advies else TABS
    return tuple(tab for tab in tabs if not tab.voor or any(map(gebruiker.heeft, tab.voor)))


def tabblad(sleutel: str, aanvraag: Aanvraag, gebruiker: Gebruiker) -> Tab:
    """The tab of this name, or the first."""
    tabs = tabs_van(aanvraag, gebruiker)
    return next((tab for tab in tabs if tab.sleutel == sleutel), tabs[0])


def tabbladen(aanvraag: Aanvraag, gebruiker: Gebruiker, huidig: Tab) -> list[tuple[str, str, int | None, bool]]:
    """The tabs with their counts, for the component."""
    telling = Bijlage.objects.visible_to(gebruiker).filter(aanvraag=aanvraag).count()
    getekend = (
        Advies.objects.visible_to(gebruiker)
        .filter(opdracht__aanvraag=aanvraag)
        .aggregate(n=Count("pk", filter=Q(ondertekend_op__isnull=False, opdracht__vervallen_op__isnull=True)))
    )
    aantal = {"stukken": telling, "adviezen": getekend["n"]}
    adres = reverse("loket:behandelen", args=[aanvraag.public_id])
    return [
        (tab.naam, adres if nr == 0 else f"{adres}?tab={tab.sleutel}", aantal.get(tab.sleutel), tab is huidig)
        for nr, tab in enumerate(tabs_van(aanvraag, gebruiker))
    ]


def _besluit(aanvraag: Aanvraag, gebruiker: Gebruiker) -> dict[str, Any]:
    """The decision that holds now, and its reasons with where each came from."""
    besluit = max(aanvraag.besluiten.all(), key=lambda een: een.versie, default=None)
    redenen = Besluitreden.objects.visible_to(gebruiker).filter(besluit=besluit).order_by("volgorde")
    if besluit is None:
        return {"besluit": None}
    herstel = gebruiker.heeft(Permissie.BESLUIT_NEMEN) and overgang.regels["besluit_herstellen"]
    return {
        "besluit": besluit,
        "redenen": redenen.select_related("criterium", "advies__opdracht"),
        "kan_herstellen": herstel and not herstel.waarom_niet(aanvraag, gebruiker, timezone.now()),
    }


def _ouders(aanvraag: Aanvraag, gebruiker: Gebruiker) -> list[Gezag]:
    """Who has to do with the child today, as far as this user may see them; names, no addresses."""
    if aanvraag.leerling is None:
        return []
    banden: Any = Gezag.objects.visible_to(gebruiker).geldig(timezone.localdate()).filter(leerling=aanvraag.leerling)
    return list(banden.select_related("betrokkene").order_by("pk"))
