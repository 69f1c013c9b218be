"""A list of aanvragen as a page: filters from the address, a search from the session, one page of rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import QueryDict

from kern.gebruikers.verzoek import Verzoek
from loket.forms.werkplek import VoorkeurForm, kale_vraag
from loket.forms.werkvoorraad import Keuzes, WerkvoorraadFilter, zoekwoorden
from loket.models.aanvraag import GEVONDEN_HOOGSTENS, AanvraagQuerySet
from loket.models.lijst import DELEN, HOOGSTENS, Bladen
from loket.models.werkplek import Werkvoorkeur

from .weergaven import Weergave, bladen, rijen
from .zoekopdracht import gezocht

SORTEERBAAR = ("termijn", "leerling", "nummer")


@dataclass(frozen=True)
class Lijstvraag:
    """What was asked of a list: its filters, what is searched for, the order, and the wishes of this user."""

    filters: WerkvoorraadFilter
    zoek: str
    sorteer: str
    voorkeur: Werkvoorkeur
    vandaag: date

    @classmethod
    def uit(cls, request: Verzoek, nu: datetime, *, sorteer: str, keuzes: Keuzes) -> Lijstvraag:
        gevraagd = request.GET.get("sorteer", "")
        return cls(
            filters=WerkvoorraadFilter(request.GET, vandaag=nu.date(), gebruiker=request.user, keuzes=keuzes),
            zoek=gezocht(request),
            sorteer=gevraagd if gevraagd.removeprefix("-") in SORTEERBAAR else sorteer,
            voorkeur=Werkvoorkeur.objects.visible_to(request.user).first() or Werkvoorkeur(),
            vandaag=nu.date(),
        )

    def toegepast(self, lijst: AanvraagQuerySet) -> AanvraagQuerySet:
        lijst = self.filters.toepassen(lijst)
        return lijst.zoeken(zoekwoorden(self.zoek)) if self.zoek else lijst

    def bladen(self, request: Verzoek, lijst: AanvraagQuerySet, *, per: int, weergave: Weergave | None) -> Bladen:
        """The pages of this list in the order that was asked. weergave: the tab it is of, None for all aanvragen."""
        return bladen(
            self.toegepast(lijst),
            request.user,
            sorteer=self.sorteer,
            vandaag=self.vandaag,
            per=per,
            werk=weergave is not None,
            delen=self.filters.delen & (weergave.delen if weergave else DELEN),
            hoogstens=GEVONDEN_HOOGSTENS if self.zoek else HOOGSTENS,
        )


def lijst_context(
    request: Verzoek,
    vraag: Lijstvraag,
    lijst: AanvraagQuerySet,
    *,
    namens: dict[int, str],
    weergave: Weergave | None = None,
    aantal: int | None = None,
) -> dict[str, Any]:
    """One page of rows. namens: whose work the user does too; weergave: the tab; aantal: unfiltered, if known."""
    voorkeur, vandaag = vraag.voorkeur, vraag.vandaag
    alle = vraag.bladen(request, lijst, per=voorkeur.per_pagina, weergave=weergave)
    if aantal is not None and not vraag.zoek and not vraag.filters.gekozen:
        alle.count = aantal
    pagina = alle.get_page(request.GET.get("pagina"))
    return {
        "filters": vraag.filters,
        "chips": chips(request.GET, vraag),
        "zoek": vraag.zoek,
        "wis": _zonder_filters(request.GET),
        "sortering": vraag.sorteer,
        "kolommen": voorkeur.kolommen,
        "voorkeuren": VoorkeurForm(initial={"per_pagina": voorkeur.per_pagina, "kolommen": voorkeur.kolommen}),
        "pagina": pagina,
        "rijen": rijen(list(pagina), request.user, vandaag, namens),
        "vandaag": vandaag,
        "vraag": kale_vraag(request.GET.urlencode()),
        "terug": request.GET.urlencode(),
    }


def chips(vraag: QueryDict, gevraagd: Lijstvraag) -> list[tuple[str, str]]:
    """What is filtered on, and the address without that one filter."""
    lijst = [("zoek", f"Zoeken: {gevraagd.zoek}")] if gevraagd.zoek else []
    uit = []
    for naam, woorden in [*lijst, *gevraagd.filters.chips()]:
        zonder = vraag.copy()
        for weg in (naam, "pagina", "bewaard"):
            zonder.pop(weg, None)
        uit.append((woorden, f"?{zonder.urlencode()}"))
    return uit


def _zonder_filters(vraag: QueryDict) -> str:
    return f"?weergave={vraag['weergave']}" if vraag.get("weergave", "").isalpha() else "?"
