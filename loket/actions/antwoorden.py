"""The answers to the questions of the SWV: read for the rules, kept with their section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Prefetch

from loket.models import Aanvraag, Antwoord, Bijlage, Vraag, in_volgorde
from loket.rules.vragen import BESTAND, Vraagregel, getoond


@dataclass(frozen=True)
class Vragen:
    """The questions of one aanvraag, in the order of the form, and what was answered."""

    regels: tuple[Vraagregel, ...]
    antwoorden: Mapping[str, str]
    bijlagen: Mapping[str, tuple[Bijlage, ...]]

    def van(self, onderdeel: str) -> list[Vraagregel]:
        """The questions of one section that may show: those that another section hides are left out."""
        hier = {regel.sleutel for regel in self.regels if regel.onderdeel == onderdeel}
        zichtbaar = {regel.sleutel for regel in getoond(self.regels, self.antwoorden)}
        return [
            regel
            for regel in self.regels
            if regel.onderdeel == onderdeel and (regel.sleutel in zichtbaar or regel.toon_bij in hier)
        ]

    def getoond(self) -> list[Vraagregel]:
        return getoond(self.regels, self.antwoorden)


def vragen_van(aanvraag: Aanvraag) -> Vragen:
    """The questions this aanvraag was begun with, and its answers; a constant number of queries."""
    delen = aanvraag.delen
    regels = in_volgorde(vraag.regel() for vraag in Vraag.objects.voor(aanvraag) if vraag.onderdeel in delen)
    if not regels:
        return Vragen((), {}, {})
    rijen = Antwoord.objects.filter(aanvraag=aanvraag).select_related("vraag")
    bijlagen = Prefetch("bijlagen", Bijlage.objects.filter(verwijderd_op__isnull=True).order_by("pk"))
    antwoorden: dict[str, str] = {}
    bestanden: dict[str, tuple[Bijlage, ...]] = {}
    for rij in rijen.prefetch_related(bijlagen):
        sleutel = rij.vraag.sleutel
        if rij.vraag.soort == BESTAND:
            bestanden[sleutel] = tuple(rij.bijlagen.all())
            antwoorden[sleutel] = ", ".join(bijlage.naam for bijlage in bestanden[sleutel])
        else:
            antwoorden[sleutel] = rij.waarde
    return Vragen(tuple(regels), antwoorden, bestanden)


def antwoorden_bewaren(aanvraag: Aanvraag, onderdeel: str, antwoorden: Mapping[str, str]) -> None:
    """Keep the answers of one section, inside the transaction that saves that section and guards its version."""
    vragen = {
        vraag.sleutel: vraag
        for vraag in Vraag.objects.voor(aanvraag).filter(onderdeel=onderdeel).exclude(soort=BESTAND)
    }
    rijen = [
        Antwoord(aanvraag=aanvraag, vraag=vragen[sleutel], waarde=waarde)
        for sleutel, waarde in antwoorden.items()
        if sleutel in vragen
    ]
    Antwoord.objects.bulk_create(
        rijen, update_conflicts=True, unique_fields=["aanvraag", "vraag"], update_fields=["waarde"]
    )
