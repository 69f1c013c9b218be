"""What hangs together, so that it goes or stays together: read from the rows, changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from arrangementen.models import Arrangement
from loket.models import Aanvraag, Tlv
from loket.models.bezwaar import Bezwaarzaak
from loket.models.handelingsdeel import Handelingsdeel
from loket.models.intrekking import Intrekking
from loket.models.tlv import TlvGebeurtenis
from scholen.models import Leerling
from thuiszitters.models import Casus, Plan


def banden() -> Iterator[tuple[tuple[Any, int], tuple[Any, int]]]:
    """What hangs together, each pair as (model, number): a renewal, help after an aanvraag, a plan of a case."""
    via_tlv = dict(Tlv.objects.values_list("pk", "besluit__aanvraag"))
    for pk, tlv in Aanvraag.objects.exclude(vorige_tlv=None).values_list("pk", "vorige_tlv"):
        yield (Aanvraag, pk), (Aanvraag, via_tlv[tlv])
    for tlv, door, besluit in TlvGebeurtenis.objects.values_list("tlv", "vervangen_door", "besluit__aanvraag"):
        if door:
            yield (Aanvraag, via_tlv[tlv]), (Aanvraag, via_tlv[door])
        if besluit:
            yield (Aanvraag, via_tlv[tlv]), (Aanvraag, besluit)
    for tlv, besluit in Intrekking.objects.exclude(besluit=None).values_list("tlv", "besluit__aanvraag"):
        yield (Aanvraag, via_tlv[tlv]), (Aanvraag, besluit)
    for van, naar in Bezwaarzaak.objects.filter(beslissing__nieuw_besluit__isnull=False).values_list(
        "besluit__aanvraag", "beslissing__nieuw_besluit__aanvraag"
    ):
        yield (Aanvraag, van), (Aanvraag, naar)
    for model, veld, ander in (
        (Arrangement, "aanvraag", Aanvraag),
        (Arrangement, "vorige", Arrangement),
        (Handelingsdeel, "aanvraag", Aanvraag),
        (Plan, "casus", Casus),
        (Casus, "opgegaan_in", Casus),
    ):
        for pk, doel in model._default_manager.exclude(**{veld: None}).values_list("pk", veld):
            yield (model, pk), (ander, doel)


def dubbelen() -> Iterator[tuple[tuple[Any, int], tuple[Any, int]]]:
    for pk, doel in Leerling.objects.exclude(opgegaan_in=None).values_list("pk", "opgegaan_in"):
        if doel:
            yield (Leerling, pk), (Leerling, doel)
