"""How it stands with the agreement on a handelingsdeel in words, for school and loket: one line a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.termijnen.woorden import datum_voluit
from loket.forms.handelingsdeel import BesprokenForm, EindeForm
from loket.models import Aanvraag, Handelingsdeel, Handelingsdeelantwoord, Handelingsdeelbespreking
from loket.rules.overeenstemming import AKKOORD, NIET, TERUG
from loket.scopes.overeenstemming import (
    Overeenstemming,
    Partij,
    huidige,
    nog_te_bespreken,
    overeenstemmingen,
    persoon_van,
)
from scholen.models import Leerling

P = Permissie
SAMEN = {
    AKKOORD: ("Overeenstemming", "goed"),
    NIET: ("Geen overeenstemming", "let-op"),
    "wacht": ("Wacht op antwoord", "info"),
    "niemand": ("Niemand met gezag bekend", "let-op"),
}
"""How it stands as a whole, with the tone of its badge."""
ZEGT = {AKKOORD: "akkoord op", NIET: "niet akkoord op", TERUG: "akkoord teruggenomen op"}


@dataclass(frozen=True)
class Regel:
    """One person and the last word, as one line."""

    naam: str
    wie: str
    woorden: str
    soort: str


@dataclass(frozen=True)
class Overzicht:
    """One version with how it stands. bij_aanvraag: whether it goes along with the aanvraag at hand."""

    rij: Handelingsdeel
    woord: str
    toon: str
    regels: tuple[Regel, ...]
    onbekend: bool
    bij_aanvraag: bool = False


def hoe(gezegd: Handelingsdeelantwoord | None) -> str:
    """What somebody said last, when and in which way; the portal is the usual way and is not named."""
    if gezegd is None:
        return "nog niet gereageerd"
    waar = "" if gezegd.wijze == Handelingsdeelantwoord.Wijze.PORTAAL else f", {gezegd.get_wijze_display()}"
    return f"{ZEGT[gezegd.soort]} {datum_voluit(gezegd.dag)}{waar}"


def regel(een: Partij, leerling: Leerling) -> Regel:
    """The line of one person."""
    wie = een.band.relatie or een.band.get_soort_display() if een.band else "de leerling"
    return Regel(persoon_van(een, leerling).naam, wie, hoe(een.laatste), een.soort)


def overzicht(stand: Overeenstemming, aanvraag: Aanvraag | None = None) -> Overzicht:
    """How it stands with one version."""
    rij = stand.handelingsdeel
    woord, toon = SAMEN[stand.stand.samen]
    regels = tuple(regel(een, rij.leerling) for een in stand.partijen)
    bij = aanvraag is not None and rij.aanvraag_id == aanvraag.pk
    return Overzicht(rij, woord, toon, regels, stand.nodig.onbekend, bij)


def besproken(gebruiker: Gebruiker, stand: Overeenstemming) -> dict[str, Any]:
    """What was talked over with who does not agree, newest first, and since when that is still to be done."""
    rijen = Handelingsdeelbespreking.objects.visible_to(gebruiker, P.LEERLING_SCHRIJVEN)
    lijst = list(rijen.filter(handelingsdeel=stand.handelingsdeel).select_related("door").order_by("-op", "-pk"))
    return {"besprekingen": lijst, "te_bespreken": nog_te_bespreken(stand, lijst[0].op if lijst else None)}


def vormen_van(request: Verzoek, actie: str) -> dict[str, Form]:
    """The small forms on the page of a version, by their button; filled in is the one that was sent."""
    data = {actie: request.POST}
    return {
        "terug": EindeForm(data.get("terug"), nodig=True, prefix="terug"),
        "klaar": EindeForm(data.get("klaar"), nodig=False, prefix="klaar"),
        "besproken": BesprokenForm(data.get("besproken"), prefix="besproken"),
    }


def akkoord_van(gebruiker: Gebruiker, leerling: Leerling | None, aanvraag: Aanvraag | None = None) -> list[Overzicht]:
    """The newest version that this user of school or SWV may see about this pupil, with how it stands; else nothing.

    Beside an aanvraag one that goes along with it goes before another. A former school reads nothing of the family.
    """
    if leerling is None:
        return []
    rijen = Handelingsdeel.objects.visible_to(gebruiker, P.LEERLING_LEZEN).filter(huidige(), leerling=leerling)
    if gebruiker.heeft(P.LEERLING_SCHRIJVEN):
        rijen = rijen.filter(leerling__in=Leerling.objects.visible_to(gebruiker, P.LEERLING_SCHRIJVEN))
    lijst = list(rijen.select_related("leerling", "school", "voorgelegd_door").order_by("-voorgelegd_op", "-pk"))
    lijst.sort(key=lambda een: (aanvraag is not None and een.aanvraag_id != aanvraag.pk, not een.open))
    return [overzicht(een, aanvraag) for een in overeenstemmingen(lijst[:1], timezone.localdate())] if lijst else []
