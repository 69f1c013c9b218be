"""How it stands with the agreement on a handelingsdeel: worked out from who has gezag and what each said last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from loket.models import Aanvraag, Handelingsdeel, Handelingsdeelantwoord
from loket.rules.overeenstemming import AKKOORD, LEERLING, NIET, TERUG, Band, Nodig, Stand, stand, wie_moet_instemmen
from scholen.models import Betrokkene, Gezag, Leerling
from scholen.models.leerling import IntervalQuerySet

NEE = frozenset({NIET, TERUG})


@dataclass(frozen=True)
class Partij:
    """One who must agree. band: its tie to the child, None for the pupil itself; laatste: its last word, if any."""

    wie: int
    band: Gezag | None
    laatste: Handelingsdeelantwoord | None

    @property
    def soort(self) -> str:
        """akkoord, niet, terug, or "" when nothing was said yet."""
        return self.laatste.soort if self.laatste else ""


@dataclass(frozen=True)
class Overeenstemming:
    """How it stands with one version on a day.

    contactverboden: of each adult who must agree, whether it has one: today, also of a version that ended long ago.
    """

    handelingsdeel: Handelingsdeel
    nodig: Nodig
    stand: Stand
    partijen: tuple[Partij, ...]
    contactverboden: tuple[bool, ...]


def banden_van(leerlingen: QuerySet[Any, Any] | Iterable[int | Leerling]) -> IntervalQuerySet[Gezag]:
    """All ties to these children, in the order in which they came."""
    banden: IntervalQuerySet[Gezag] = Gezag.objects.filter(leerling__in=leerlingen).order_by("pk")
    return banden


def gezegd_over(handelingsdelen: QuerySet[Any, Any] | Iterable[Handelingsdeel]) -> QuerySet[Handelingsdeelantwoord]:
    """What everybody said about these versions, oldest first; of a paper its own day counts."""
    gezegd: QuerySet[Handelingsdeelantwoord] = Handelingsdeelantwoord.objects.filter(handelingsdeel__in=handelingsdelen)
    return gezegd.order_by("dag", "pk")


def overeenstemming_uit(
    rij: Handelingsdeel,
    banden: Iterable[Gezag],
    gezegd: Sequence[Handelingsdeelantwoord],
    *,
    geboortedatum: date,
    vandaag: date,
) -> Overeenstemming:
    """From rows that were read: ties of this child and what was said about this version. An ended one as it ended."""
    dag = timezone.localdate(rij.einde_op) if rij.einde_op else vandaag
    banden = list(banden)
    nu = _op_dag(banden, dag)
    verboden = {wie for op in (dag, vandaag) for wie, band in _op_dag(banden, op).items() if band.contactverbod}
    nodig = wie_moet_instemmen([Band(wie, band.soort) for wie, band in nu.items()], geboortedatum, dag)
    laatste = {een.wie: een for een in gezegd}
    partijen = tuple(Partij(wie, nu.get(wie), laatste.get(wie)) for wie in nodig.wie)
    contactverboden = tuple(een.wie in verboden for een in partijen if een.band)
    hoe = stand(nodig, [(een.wie, een.soort) for een in gezegd])
    return Overeenstemming(rij, nodig, hoe, partijen, contactverboden)


def _op_dag(banden: Iterable[Gezag], dag: date) -> dict[int, Gezag]:
    return {een.betrokkene_id: een for een in banden if een.geldt(dag)}


def overeenstemmingen(rijen: Sequence[Handelingsdeel], vandaag: date) -> list[Overeenstemming]:
    """How it stands with each of these versions, which come with their leerling; two queries."""
    banden = list(banden_van({een.leerling_id for een in rijen}).select_related("betrokkene__gebruiker"))
    gezegd = list(gezegd_over(rijen).select_related("door"))
    return [
        overeenstemming_uit(
            een,
            [band for band in banden if band.leerling_id == een.leerling_id],
            [iets for iets in gezegd if iets.handelingsdeel_id == een.pk],
            geboortedatum=een.leerling.geboortedatum,
            vandaag=vandaag,
        )
        for een in rijen
    ]


def overeenstemming(rij: Handelingsdeel, vandaag: date) -> Overeenstemming:
    """How it stands with one version."""
    return overeenstemmingen([rij], vandaag)[0]


def wie_ben_ik(stand_nu: Overeenstemming, gebruiker_id: int) -> Partij | None:
    """This account among who must agree; None when it is not its to say. Of one account with two rows the first."""
    leerling = stand_nu.handelingsdeel.leerling
    for een in stand_nu.partijen:
        van = leerling.gebruiker_id if een.wie == LEERLING else een.band and een.band.betrokkene.gebruiker_id
        if van == gebruiker_id:
            return een
    return None


def persoon_van(een: Partij, leerling: Leerling) -> Betrokkene | Leerling:
    """The person behind it."""
    return een.band.betrokkene if een.band else leerling


def huidige() -> Q:
    """Versions that matter now: what lies before the family or was closed; not what was replaced or taken back."""
    return Q(einde__in=["", Handelingsdeel.Einde.KLAAR])


def oneens(gebruiker: Gebruiker, vandaag: date) -> list[tuple[Handelingsdeel, datetime]]:
    """Versions of the own school with which somebody does not agree (any more), and since when; longest first.

    Until the school did something: another version, or it wrote down what was talked over. Three queries at most.
    """
    mijn = Handelingsdeel.objects.visible_to(gebruiker, Permissie.LEERLING_SCHRIJVEN).filter(
        einde="",
        antwoorden__soort__in=sorted(NEE),
        leerling__in=Leerling.objects.visible_to(gebruiker, Permissie.LEERLING_SCHRIJVEN),
    )
    met = mijn.distinct().annotate(besproken=Max("besprekingen__op")).select_related("leerling")
    lijst = list(met)
    gevonden = []
    for stand_nu in overeenstemmingen(lijst, vandaag) if lijst else []:
        sinds = nog_te_bespreken(stand_nu, getattr(stand_nu.handelingsdeel, "besproken", None))
        if sinds is not None:
            gevonden.append((stand_nu.handelingsdeel, sinds))
    return sorted(gevonden, key=lambda een: een[1])


def nog_te_bespreken(stand_nu: Overeenstemming, besproken: datetime | None) -> datetime | None:
    """Since when somebody does not agree and the school did nothing with it; None when it did, or all agree."""
    nee = [een.laatste.op for een in stand_nu.partijen if een.laatste and een.soort in NEE]
    return min((op for op in nee if besproken is None or op > besproken), default=None)


def getekend(aanvraag: Aanvraag, vandaag: date) -> bool:
    """Whether all who must agree with the newest version about this pupil did, at the school that asks."""
    rijen = Handelingsdeel.objects.filter(huidige(), leerling=aanvraag.leerling_id, school=aanvraag.school_id)
    rij = rijen.select_related("leerling").order_by("-voorgelegd_op", "-pk").first()
    return rij is not None and overeenstemming(rij, vandaag).stand.samen == AKKOORD


def wie_tekent(leerling: Leerling, vandaag: date) -> tuple[Nodig, list[Gezag]]:
    """Who must agree about this child on this day, with the tie of each adult among them; one query."""
    banden = list(banden_van([leerling]).geldig(vandaag).select_related("betrokkene"))
    nodig = wie_moet_instemmen([Band(een.betrokkene_id, een.soort) for een in banden], leerling.geboortedatum, vandaag)
    return nodig, [een for een in banden if een.betrokkene_id in nodig.wie]
