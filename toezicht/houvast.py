"""What holds a child or an aanvraag beside its own term: a person, a bezwaar, a request, work, a letter.

Changes nothing. A bezwaar, a request under the AVG and a hold by hand are about the whole child: the copy of a parent
holds all its files, and the judge may ask for what stands in another one. Two rows of one child (opgegaan_in) are one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.db.models import Max
from django.utils import timezone

from loket.models import Beltaak, Belverzoek, Bezwaarzaak, Privacyverzoek, Veiligheidszorg
from loket.models.bezwaar import BEZWAAR_LOOPT, BIJ_RECHTER
from loket.models.gezinsvraag import Gezinsvraag
from loket.models.kanaal import NIET_AANGEKOMEN, Bezorgfeit
from loket.models.overleg import Agendapunt
from loket.models.verzending import Verzending
from scholen.models import Leerling
from toezicht.models import Vasthouding
from toezicht.rules.bewaren import Feiten, Reden

R = Reden
BEZWAARTERMIJN = timedelta(weeks=6)
"""After a letter went out somebody may still object, or go to the judge (Awb 6:7)."""
NAAR_AANVRAAG = {
    "bekendmaking": "besluit__aanvraag",
    "bezwaarbekendmaking": "beslissing__zaak__besluit__aanvraag",
    "bezwaarbericht": "zaak__besluit__aanvraag",
    "zaakbrief": "aanvraag",
}
"""How each kind of letter leads to its aanvraag."""


@dataclass
class Houvast:
    """reden: what holds it now. rust: the last day on which something about it ended or went out."""

    reden: set[Reden] = field(default_factory=set)
    rust: date | None = None

    def erbij(self, reden: Reden) -> None:
        self.reden.add(reden)

    def tot(self, dag: date | None) -> None:
        self.rust = max(filter(None, (self.rust, dag)), default=None)

    def met(self, feiten: Feiten) -> Feiten:
        """These facts, held by this too."""
        rust = max(filter(None, (self.rust, feiten.rust)), default=None)
        return replace(feiten, vast=feiten.vast | self.reden, rust=rust)


def een_kind() -> dict[int, int]:
    """Of each child that turned out to be another one too: the same number for all of them."""
    rijen = Leerling.objects.exclude(opgegaan_in=None).values_list("pk", "opgegaan_in")
    naar = {kind: ander for kind, ander in rijen if ander is not None}
    gevonden: dict[int, int] = {}
    for kind in {*naar, *naar.values()}:
        eind = kind
        while eind in naar:
            eind = naar[eind]
        gevonden[kind] = eind
    return gevonden


def per_kind(zelfde: dict[int, int], zonder: int | None = None) -> dict[int, Houvast]:
    """What holds everything about a child, by the number that een_kind() gives it. zonder: not this request."""
    alle: dict[int, Houvast] = {}

    def van(kind: int) -> Houvast:
        return alle.setdefault(zelfde.get(kind, kind), Houvast())

    for een in Vasthouding.objects.order_by("pk"):
        if een.opgeheven_op is None:
            van(een.leerling_id).erbij(R.HAND)
        else:
            van(een.leerling_id).tot(timezone.localdate(een.opgeheven_op))
    open_ = Privacyverzoek.objects.filter(beantwoord_op=None)
    if zonder is not None:
        open_ = open_.exclude(pk=zonder)
    for kind in open_.values_list("leerling", flat=True):
        van(kind).erbij(R.AVG)
    lopend = Bezwaarzaak.objects.filter(status__in=sorted(BEZWAAR_LOOPT | BIJ_RECHTER))
    for kind in lopend.exclude(besluit__aanvraag__leerling=None).values_list("besluit__aanvraag__leerling", flat=True):
        van(kind).erbij(R.BEZWAAR)
    return alle


def per_aanvraag(dag: date) -> dict[int, Houvast]:
    """What is not done about an aanvraag, whatever its status says, and when its last letter went out."""
    alle: dict[int, Houvast] = {}
    for pk in _werk(dag):
        alle.setdefault(pk, Houvast()).erbij(R.LOOPT)
    for model, pad in _brieven():
        for pk, laatste in model._default_manager.values_list(pad).annotate(Max("verzenddatum")):
            if laatste is not None:
                alle.setdefault(pk, Houvast()).tot(laatste + BEZWAARTERMIJN)
    return alle


def _werk(dag: date) -> Iterable[int]:
    """Aanvragen with a task, a question, a meeting or a letter that waits. A worry about safety is not told apart."""
    yield from Veiligheidszorg.objects.filter(afgehandeld_op=None).values_list("aanvraag", flat=True)
    yield from Belverzoek.objects.filter(afgedaan_op=None).values_list("aanvraag", flat=True)
    yield from Beltaak.objects.filter(afgedaan_op=None).values_list("besluit__aanvraag", flat=True)
    yield from Gezinsvraag.objects.wachtend().values_list("aanvraag", flat=True)
    overleg = Agendapunt.objects.filter(overleg__begin__date__gte=dag, overleg__afgezegd_op=None)
    yield from overleg.values_list("aanvraag", flat=True)
    terug = Bezorgfeit.objects.filter(soort__in=NIET_AANGEKOMEN).values("brief")
    gelezen = Bezorgfeit.objects.filter(soort=Bezorgfeit.Soort.OPGEHAALD).values("brief")
    for model, pad in _brieven():
        rijen = model._default_manager.filter(vervallen_op=None)
        yield from rijen.filter(verzonden_op=None).values_list(pad, flat=True)
        niet_aan = rijen.filter(brief__in=terug, opvolgers=None).exclude(brief__in=gelezen)
        yield from niet_aan.values_list(pad, flat=True)


def _brieven() -> list[tuple[type[Verzending], str]]:
    """Every kind of letter with the way to its aanvraag: a new kind that is not named here is refused."""
    return [(model, NAAR_AANVRAAG[model._meta.model_name or ""]) for model in Verzending.__subclasses__()]


def vasthouden(feiten: Feiten, alle: dict[int, Houvast], sleutels: Iterable[int]) -> Feiten:
    """These facts with all that holds one of these rows."""
    for sleutel in sleutels:
        if houvast := alle.get(sleutel):
            feiten = houvast.met(feiten)
    return feiten
