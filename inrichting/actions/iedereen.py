"""The parts that everybody reads: pages, and the words that an SWV explains itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from scholen.models import Samenwerkingsverband
from voorlichting.actions import paginas, woorden
from voorlichting.models import Pagina, Paginaversie, Woord

from .aanvragen import concept_in_de_weg
from .deel import Deel, Inhoud, Werk


def paginas_lezen(swv: Samenwerkingsverband, dag: date) -> Inhoud:
    """Each page that everybody reads on this day, by where it stands, its address and its language."""
    rijen = list(Pagina.objects.open(dag).filter(swv=swv).order_by("rubriek", "slug", "taal"))
    versies = Paginaversie.objects.in_bulk([rij.geldend for rij in rijen])
    return {
        f"{rij.rubriek}/{rij.slug}/{rij.taal}": {"volgorde": rij.volgorde, **_woorden(versies[rij.geldend])}
        for rij in rijen
    }


def _woorden(versie: Paginaversie) -> Inhoud:
    waarden = {naam: getattr(versie, naam) for naam in paginas.WOORDEN}
    return {naam: een.isoformat() if isinstance(een, date) else een for naam, een in waarden.items()}


def paginas_schrijven(swv: Samenwerkingsverband, daar: Inhoud, werk: Werk) -> None:
    """What is new comes and what differs is written anew, from today on; what is only here stays."""
    hier = paginas_lezen(swv, werk.vandaag)
    for sleutel, een in daar.items():
        if hier.get(sleutel) != een:
            _pagina_schrijven(swv, sleutel, een, werk)


def _pagina_schrijven(swv: Samenwerkingsverband, sleutel: str, een: Inhoud, werk: Werk) -> None:
    rubriek, slug, taal = sleutel.split("/")
    velden: dict[str, Any] = {naam: een[naam] for naam in ("volgorde", *paginas.WOORDEN)}
    velden["dag"] = date.fromisoformat(een["dag"]) if een["dag"] else None
    pagina = Pagina.objects.filter(swv=swv, rubriek=rubriek, slug=slug, taal=taal).first()
    if pagina is None:
        waar: dict[str, Any] = {"rubriek": rubriek, "slug": slug, "taal": taal}
        pagina = paginas.pagina_maken(swv, **werk.wie, **waar, **velden)
    else:
        if pagina.versies.filter(gepubliceerd_op=None).exists():
            raise concept_in_de_weg(f"de pagina {pagina}")
        paginas.pagina_terugzetten(pagina, **werk.wie)
        paginas.pagina_schrijven(pagina, **werk.wie, **velden)
    paginas.pagina_publiceren(pagina, **werk.wie, vanaf=werk.vandaag)


def woorden_lezen(swv: Samenwerkingsverband, dag: date) -> Inhoud:
    """Each word with its explanation."""
    rijen = Woord.objects.filter(swv=swv).order_by("woord")
    return {rij.woord: {"uitleg": rij.uitleg, "vormen": list(rij.vormen)} for rij in rijen}


def woorden_schrijven(swv: Samenwerkingsverband, daar: Inhoud, werk: Werk) -> None:
    """What is new comes, what differs is explained anew."""
    rijen = {rij.woord: rij for rij in Woord.objects.filter(swv=swv)}
    hier = woorden_lezen(swv, werk.vandaag)
    for woord, een in daar.items():
        velden = {"woord": woord, "uitleg": een["uitleg"], "vormen": een["vormen"]}
        if woord not in rijen:
            woorden.woord_toevoegen(swv, **werk.wie, **velden)
        elif hier[woord] != een:
            woorden.woord_wijzigen(rijen[woord], **werk.wie, **velden)


DELEN = (
    Deel("paginas", "Pagina’s voor iedereen", paginas_lezen, paginas_schrijven),
    Deel("woorden", "Woordenlijst", woorden_lezen, woorden_schrijven),
)
