"""For who writes a page in another language: the Dutch words beside it, and which languages there are already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from kern.brieven.talen import NEDERLANDS, TALEN, Taal
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from scholen.models import Samenwerkingsverband

from .forms.pagina import VAST_VERTAALD
from .models import Pagina, Paginaversie, Rubriek

SCHRIJVEN = Permissie.VOORLICHTING_SCHRIJVEN
OVERAL = ("niveau", "thema", "dag", "tijd", "plaats")
"""What is the same in every language."""


@dataclass(frozen=True)
class InTaal:
    """How far a page is in one language; adres: where beheer goes on with it."""

    taal: Taal
    adres: str
    stand: str


def bron(wie: Gebruiker, waar: Mapping[str, str], swv: Samenwerkingsverband) -> Paginaversie | None:
    """The Dutch words of the page at this address: what holds, else the draft. None for a Dutch page itself."""
    if waar["taal"] == NEDERLANDS:
        return None
    rijen = Paginaversie.objects.visible_to(wie, SCHRIJVEN).filter(
        pagina__swv=swv, pagina__rubriek=waar["rubriek"], pagina__slug=waar["slug"], pagina__taal=NEDERLANDS
    )
    rijen = rijen.select_related("pagina")
    return rijen.geldend(timezone.localdate()).first() or rijen.order_by("-nummer").first()


def begin(van: Paginaversie | None) -> dict[str, Any]:
    """What the form of a new page begins with: of a translation all that needs none."""
    if van is None:
        return {"volgorde": 50}
    return {naam: getattr(van, naam) for naam in OVERAL} | {"volgorde": van.pagina.volgorde}


def stand(wie: Gebruiker, pagina: Pagina) -> list[InTaal]:
    """The languages beside its own in which this page stands, or can be begun."""
    zichtbaar = Paginaversie.objects.visible_to(wie, SCHRIJVEN).filter(pagina=OuterRef("pk"))
    rijen = Pagina.objects.visible_to(wie, SCHRIJVEN).filter(swv=pagina.swv, rubriek=pagina.rubriek, slug=pagina.slug)
    gelezen = Exists(zichtbaar.geldend(timezone.localdate()))
    bestaat = {een.taal: een for een in rijen.annotate(gelezen=gelezen)}
    return [_in_taal(pagina, taal, bestaat.get(taal.code)) for taal in TALEN.values() if _past(pagina, taal)]


def _past(pagina: Pagina, taal: Taal) -> bool:
    vast = pagina.rubriek == Rubriek.VAST and pagina.slug not in VAST_VERTAALD
    return taal.code != pagina.taal and not vast


def _in_taal(pagina: Pagina, taal: Taal, rij: Any) -> InTaal:
    if rij is None:
        waar = urlencode({"rubriek": pagina.rubriek, "slug": pagina.slug, "taal": taal.code})
        return InTaal(taal, f"{reverse('voorlichting:pagina_nieuw')}?{waar}", "")
    adres = reverse("voorlichting:pagina_beheer", args=[rij.public_id])
    woord = "ingetrokken" if rij.ingetrokken_op else "te lezen" if rij.gelezen else "concept"
    return InTaal(taal, adres, woord)
