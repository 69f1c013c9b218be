"""Finding something in what everybody may read: pages by Dutch full text, words, schools and the fixed pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from kern.brieven.talen import NEDERLANDS
from scholen.eigen import eigen_instelling
from scholen.models import School
from scholen.onderdelen import is_uit, uit_vandaag

from .models import Pagina, Paginaversie, Rubriek
from .rules.opmaak import Uitleg
from .vinden import Stuk, invulwaarden, uitlegwoorden

HOOGSTENS = 20
SCHOLEN = 5
VECTOR = (
    SearchVector("titel", weight="A", config="dutch")
    + SearchVector("inleiding", weight="B", config="dutch")
    + SearchVector("tekst", weight="C", config="dutch")
)
VASTE: Mapping[str, tuple[str, str]] = {
    "ouders": ("Voor ouders", "ouders hulp school kind eerst tlv thuis steunpunt"),
    "professionals": ("Voor professionals", "professionals aanvraag aanvragen tlv deskundigen school"),
    "contact": ("Contact", "contact telefoon bellen mailen adres e-mail bereikbaar"),
    "voorlichting:klacht_of_bezwaar": ("Klacht of bezwaar", "klacht bezwaar geschil niet eens oneens beroep commissie"),
    "voorlichting:steunpunt": ("Steunpunt", "steunpunt ouder jeugd hulp gratis onafhankelijk meedenken"),
    "privacy": ("Privacy en cookies", "privacy cookies gegevens avg bewaren inzage"),
    "toegankelijkheid": ("Toegankelijkheid", "toegankelijkheid schermlezer toetsenbord"),
    "woorden": ("Woorden uitgelegd", "woorden begrippen uitleg afkorting betekenis"),
    "loket:echt": ("Is deze brief echt?", "brief echt code qr controle"),
}
"""URL name → title and the words by which it is found."""


@dataclass(frozen=True)
class Uitkomst:
    """What was found, each kind the best first."""

    paginas: Sequence[Stuk] = ()
    vast: Sequence[tuple[str, str]] = ()
    woorden: Sequence[Uitleg] = ()
    scholen: Sequence[School] = field(default=())
    meer_scholen: bool = False

    @property
    def aantal(self) -> int:
        return len(self.paginas) + len(self.vast) + len(self.woorden) + len(self.scholen)


def zoeken(request: HttpRequest, vraag: str) -> Uitkomst:
    """All that fits these words; nothing for an empty question."""
    delen = [deel for deel in vraag.casefold().split() if len(deel) > 1]
    swv = eigen_instelling(request).swv
    if not delen or swv.pk is None:
        return Uitkomst()
    scholen = list(_scholen(request, delen)[: SCHOLEN + 1])
    return Uitkomst(
        paginas=_paginas(request, vraag),
        vast=[(titel, reverse(naam)) for naam, (titel, woorden) in VASTE.items() if _past(delen, f"{titel} {woorden}")],
        woorden=[een for een in uitlegwoorden(request) if _past(delen, " ".join((een.woord, *een.vormen)))],
        scholen=scholen[:SCHOLEN],
        meer_scholen=len(scholen) > SCHOLEN,
    )


def _paginas(request: HttpRequest, vraag: str) -> list[Stuk]:
    swv = eigen_instelling(request).swv
    open_ = Pagina.objects.visible_to(request.user).open(timezone.localdate()).filter(swv=swv, taal=NEDERLANDS)
    open_ = open_.exclude(rubriek=Rubriek.VAST)
    versies = Paginaversie.objects.visible_to(request.user).filter(pk__in=[een.geldend for een in open_])
    versies = versies.select_related("pagina__swv")
    zoek = SearchQuery(vraag, config="dutch", search_type="websearch")
    raak = versies.annotate(vector=VECTOR, rang=SearchRank(VECTOR, zoek)).filter(vector=zoek).order_by("-rang", "pk")
    gevonden = list(raak[:HOOGSTENS]) or list(versies.filter(titel__icontains=vraag.strip())[:HOOGSTENS])
    van, woorden = invulwaarden(request), uitlegwoorden(request)
    alle, uit = [Stuk(een.pagina, een, van, woorden) for een in gevonden], uit_vandaag(request)
    return [een for een in alle if not is_uit(een.adres, uit)]


def _scholen(request: HttpRequest, delen: list[str]) -> Any:
    rijen = School.objects.visible_to(request.user).deelnemend(eigen_instelling(request).swv, timezone.localdate())
    for deel in delen:
        rijen = rijen.filter(Q(naam__icontains=deel) | Q(plaats__icontains=deel))
    return rijen.order_by("naam", "pk")


def _past(delen: list[str], tekst: str) -> bool:
    woorden = tekst.casefold().replace("(", " ").replace(")", " ").split()
    return all(any(woord.startswith(deel) for woord in woorden) for deel in delen)
