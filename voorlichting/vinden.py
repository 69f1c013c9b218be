"""Finding what holds today, as everybody may read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from kern.brieven.talen import NEDERLANDS, TALEN, Taal
from scholen.eigen import eigen_instelling

from .beeld import in_het_kort, opgemaakt
from .invullen import waarden
from .models import Pagina, Paginaversie, Rubriek, Woord
from .models.pagina import PaginaQuerySet
from .rules.opmaak import Uitleg, Waarde, kaal
from .talen import taalpad
from .woordenlijst import termen, woorden


@dataclass(frozen=True)
class Stuk:
    """A page with the version that holds, ready to be shown."""

    pagina: Pagina
    versie: Paginaversie
    waarden: Mapping[str, Waarde]
    woorden: Sequence[Uitleg] = ()

    @property
    def titel(self) -> str:
        return kaal(self.versie.titel, self.waarden)

    @property
    def inleiding(self) -> str:
        return kaal(self.versie.inleiding, self.waarden)

    @property
    def kort(self) -> str:
        return in_het_kort(self.versie, self.waarden)

    @property
    def html(self) -> SafeString:
        return opgemaakt(self.versie.tekst, self.waarden, self.woorden)

    @property
    def aanmelden(self) -> SafeString:
        return opgemaakt(self.versie.aanmelden, self.waarden)

    @property
    def plaats(self) -> str:
        return kaal(self.versie.plaats, self.waarden)

    @property
    def adres(self) -> str:
        return adres_van(self.pagina)


def adres_van(pagina: Pagina) -> str:
    """Where everybody reads this page: the address says the language, so that it need not be kept."""
    if pagina.rubriek == Rubriek.VAST:
        return f"{taalpad(pagina.taal)}/{pagina.slug}/"
    if pagina.taal == NEDERLANDS:
        return reverse(f"voorlichting:{pagina.rubriek}", args=[pagina.slug])
    return reverse("voorlichting:taal_pagina", args=[pagina.taal, pagina.rubriek, pagina.slug])


def invulwaarden(request: HttpRequest) -> Mapping[str, Waarde]:
    """The placeholders of this portal today; worked out once per request."""
    bekend: Mapping[str, Waarde] | None = getattr(request, "_invulwaarden", None)
    if bekend is None:
        bekend = waarden(eigen_instelling(request), timezone.localdate())
        request._invulwaarden = bekend  # type: ignore[attr-defined]
    return bekend


def uitlegwoorden(request: HttpRequest) -> list[Uitleg]:
    """Every word that can be explained today; read once per request."""
    bekend: list[Uitleg] | None = getattr(request, "_uitlegwoorden", None)
    if bekend is None:
        instelling = eigen_instelling(request)
        eigen = Woord.objects.visible_to(request.user).filter(swv=instelling.swv) if instelling.swv.pk else ()
        bekend = woorden(instelling, eigen)
        request._uitlegwoorden = bekend  # type: ignore[attr-defined]
    return bekend


def stukken(request: HttpRequest, rubriek: str, *, dag: date | None = None) -> list[Stuk]:
    """What everybody reads of this rubriek today: of each page the language of the reader, or else the Dutch."""
    rijen = _open(request, dag or timezone.localdate()).filter(rubriek=rubriek)
    taal = translation.get_language() or NEDERLANDS
    gekozen: dict[str, Pagina] = {}
    for een in rijen.filter(taal__in={taal, NEDERLANDS}):
        if een.slug not in gekozen or een.taal == taal:
            gekozen[een.slug] = een
    return _gelezen(request, [*gekozen.values()])


def vertaald(request: HttpRequest, taal: str = "") -> list[Stuk]:
    """What everybody reads today in another language than Dutch, or in this one; not what stands on a fixed page."""
    rijen = _open(request, timezone.localdate()).exclude(rubriek=Rubriek.VAST).exclude(taal=NEDERLANDS)
    return _gelezen(request, list(rijen.filter(taal=taal) if taal else rijen))


def in_andere_talen(request: HttpRequest, een: Stuk) -> list[tuple[Taal, str]]:
    """The languages in which this page can be read too, each with its address."""
    zelfde = _open(request, timezone.localdate()).filter(rubriek=een.pagina.rubriek, slug=een.pagina.slug)
    adressen = {pagina.taal: adres_van(pagina) for pagina in zelfde.exclude(pk=een.pagina.pk)}
    return [(taal, adressen[taal.code]) for taal in TALEN.values() if taal.code in adressen]


def _open(request: HttpRequest, dag: date) -> PaginaQuerySet:
    swv = eigen_instelling(request).swv
    rijen = Pagina.objects.visible_to(request.user).open(dag)
    return rijen.filter(swv=swv).select_related("swv") if swv.pk else rijen.none()


def _gelezen(request: HttpRequest, paginas: list[Pagina]) -> list[Stuk]:
    """Each with its words; on a page in another language a Dutch word has its name on the spot."""
    versies = Paginaversie.objects.visible_to(request.user).in_bulk([een.geldend for een in paginas])
    van = invulwaarden(request) if paginas else {}
    uitleg = uitlegwoorden(request) if any(een.taal == NEDERLANDS for een in paginas) else []
    namen = termen() if any(een.taal != NEDERLANDS for een in paginas) else []
    gevonden = [
        Stuk(een, versies[een.geldend], van, uitleg if een.taal == NEDERLANDS else namen)
        for een in paginas
        if een.geldend in versies
    ]
    return sorted(gevonden, key=lambda stuk: (stuk.pagina.volgorde, stuk.pagina.slug))


def stuk(request: HttpRequest, rubriek: str, slug: str) -> Stuk:
    """One page. Raises Http404 when nobody may read it (yet)."""
    gevonden = vast(request, slug, rubriek=rubriek)
    if gevonden is None:
        raise Http404
    return gevonden


def vast(request: HttpRequest, slug: str, *, rubriek: str = Rubriek.VAST) -> Stuk | None:
    """What the SWV wrote for this page, if it did."""
    return next((een for een in stukken(request, rubriek) if een.pagina.slug == slug), None)


def nieuws_van(request: HttpRequest) -> list[Stuk]:
    """The news, the newest first: by the day from which it can be read."""
    alle = stukken(request, Rubriek.NIEUWS)
    return sorted(alle, key=lambda een: (een.versie.vanaf or date.min, een.versie.pk), reverse=True)
