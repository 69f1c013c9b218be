"""Trying the texts of an SWV on every letter there is, and publishing them when none of those lacks anything."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.html import strip_tags

from kern.brieven.actions import Woorden, renderen
from kern.brieven.dagtekening import DAGTEKENING
from kern.brieven.tekens import niet_af_te_drukken, onbekende_tekens_in_html
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.logboek.actions import vastleggen
from kern.woorden import opsomming
from loket import letters
from loket.letters.teksten import ALLE, BLOKKEN, genoemd, tekstfouten
from loket.letters.voorbeeld import Basis, Voorbeeld, voorbeelden
from loket.models import MET_TLV, Aanvraag, Briefteksten, Uitkomst
from scholen.models import Instelling, Samenwerkingsverband

from .besluit import beslissing_van, brieven_voorbeeld
from .brief import Ondertekenaar, woorden
from .briefteksten import (
    BEHEREN,
    afzender_van,
    als_teksten,
    beheerde,
    datum_fout,
    inhoud_afdruk,
    rechtsmiddelen_van,
    versie_op,
    wat_verandert,
)
from .geadresseerden import Geadresseerde
from .oefening import is_voorbeeld

CLAUSULE = "binnen zes weken na de dag van verzending"
OVER_BEZWAAR = re.compile(r"\b(bezwaar(?!lijk)|bezwaren\b|beroep(s?schrift|stermijn|sprocedure|\b))", re.IGNORECASE)
"""As a way to go against a decision; not as in beroepsonderwijs."""
OVER_TERMIJN = re.compile(r"\b(weken|dagen|termijn\w*)\b", re.IGNORECASE)
TEKENS_PER_REGEL, REGELS_PER_BLADZIJDE = 92, 52
"""Of a letter on A4 as brief.css sets it; a test holds the estimate against real PDFs."""
MEESTE_BLADZIJDEN = 4


@dataclass(frozen=True)
class Bevinding:
    """What is wrong, or only worth a look, and in which letters. wat: a sentence; brieven: their names."""

    wat: str
    brieven: tuple[str, ...]
    houdt_tegen: bool = True

    @property
    def rest(self) -> int:
        """How many letters there are beside the first."""
        return len(self.brieven) - 1


def basis_van(swv: Samenwerkingsverband, teksten: letters.Teksten, dag: date) -> Basis:
    """What the sample letters have of this SWV, by its settings of this day."""
    instelling = Instelling.objects.geldig(swv, dag)
    tekent = teksten.handtekeningen[0].naam if teksten.handtekeningen else "H. Voorbeeld"
    return Basis(
        afzender=afzender_van(swv, teksten, "M. Voorbeeld"),
        rechtsmiddelen=rechtsmiddelen_van(instelling),
        ondertekening=letters.Ondertekening(
            naam=tekent, functie=instelling.ondertekenaar_functie, bevoegdheid=instelling.bevoegdheid
        ),
        sector=swv.sector,
        soorten=tuple(instelling.tlv_soorten),
        ondersteuningsplan=instelling.ondersteuningsplan,
        grondslagen=instelling.grondslagen,
        voorbeeld=is_voorbeeld(swv),
    )


def voorbeelden_van(rij: Briefteksten | None, swv: Samenwerkingsverband, dag: date) -> tuple[Voorbeeld, ...]:
    """Every letter of the fictional case with these texts."""
    return voorbeelden(basis_van(swv, versie_op(rij, swv, dag), dag))


def echte_brieven(rij: Briefteksten, aanvraag: Aanvraag) -> list[tuple[Geadresseerde, Woorden]]:
    """The letters of a decision that was taken, with these texts; nothing is written. [] when none was taken."""
    besluit = aanvraag.besluiten.filter(uitkomst__in=[*MET_TLV, Uitkomst.AFGEWEZEN], uit_bezwaar=None).last()
    if besluit is None:
        return []
    teksten = als_teksten(rij, aanvraag.instelling)
    tekent = Ondertekenaar(naam=besluit.ondertekenaar, functie=besluit.functie, bevoegdheid=besluit.bevoegdheid)
    dag = besluit.besluitdatum
    brieven = brieven_voorbeeld(aanvraag, beslissing_van(besluit), tekent=tekent, besluitdatum=dag)
    return [
        (aan, woorden(dataclasses.replace(brief, afzender=dataclasses.replace(brief.afzender, teksten=teksten))))
        for aan, brief in brieven
    ]


def proef(rij: Briefteksten, dag: date) -> list[Bevinding]:
    """What is wrong with these texts in any letter, what stops publishing first; [] when all is well."""
    gevonden: dict[tuple[str, bool], list[str]] = {}
    letters_ = voorbeelden_van(rij, rij.swv, dag)
    gewoon = {een.sleutel: een for een in voorbeelden_van(None, rij.swv, dag)}
    html = {een.sleutel: renderen(een.sjabloon, een.brief).html for een in letters_}
    alles_te_drukken = not onbekende_tekens_in_html("".join(html.values()))
    for een in letters_:
        zinnen = _fouten(een, html[een.sleutel])
        if not alles_te_drukken and (fout := niet_af_te_drukken(html[een.sleutel])):
            zinnen.append(fout)
        for zin in zinnen:
            gevonden.setdefault((zin, True), []).append(f"{een.titel}, {een.aan}")
        for zin in _let_op(een):
            gevonden.setdefault((zin, False), []).append(f"{een.titel}, {een.aan}")
        if (lang := bladzijden(html[een.sleutel])) > MEESTE_BLADZIJDEN:
            kort = bladzijden(renderen(een.sjabloon, gewoon[een.sleutel].brief).html)
            zin = f"De brief wordt ongeveer {lang} bladzijden; zonder eigen teksten {kort}."
            gevonden.setdefault((zin, False), []).append(f"{een.titel}, {een.aan}")
    return sorted(
        (Bevinding(zin, tuple(brieven), ernstig) for (zin, ernstig), brieven in gevonden.items()),
        key=lambda een: not een.houdt_tegen,
    )


def _fouten(een: Voorbeeld, html: str) -> list[str]:
    """What is wrong with one letter, as sentences."""
    brief = een.brief
    zinnen = [f"Er ontbreekt: {wat}." for wat in een.ontbreekt(brief)]
    if DAGTEKENING not in html:
        zinnen.append("Er ontbreekt: de datum.")
    if een.clausule and CLAUSULE not in html:
        zinnen.append("Er ontbreekt: hoe iemand bezwaar of beroep kan instellen.")
    regel = brief.afzender.teksten.tekst("mandaatregel", brief.tekstsoort)
    if regel and hasattr(brief, "formule") and tekstfouten("mandaatregel", regel):
        zinnen.append("Er ontbreekt: namens wie is besloten.")
    if not een.clausule and _gaat_over(OVER_BEZWAAR, een):
        zinnen.append("Een eigen tekst gaat over bezwaar of beroep, maar deze brief is geen besluit.")
    return [*zinnen, *_zonder_waarde(een)]


def _let_op(een: Voorbeeld) -> list[str]:
    """What is worth a look in one letter, as sentences."""
    if een.clausule and _gaat_over(OVER_TERMIJN, een):
        return [
            "Een eigen tekst noemt weken, dagen of een termijn. Niemand mag denken dat dit de tijd voor bezwaar of "
            "beroep is: die staat al in de brief."
        ]
    return []


def _gaat_over(woorden: re.Pattern[str], een: Voorbeeld) -> bool:
    """Whether an own text of this letter has such a word, before anything is filled in.

    Without a clause, what only stands in decisions is not there.
    """
    teksten, soort = een.brief.afzender.teksten, een.brief.tekstsoort
    blokken = [blok for blok, vorm in BLOKKEN.items() if een.clausule or vorm.voor == (ALLE,) or "bericht" in vorm.voor]
    return any(woorden.search(teksten.tekst(blok, soort)) for blok in blokken)


def _zonder_waarde(een: Voorbeeld) -> list[str]:
    """The words between braces that this letter has nothing for. A school that is held back is no such thing."""
    brief, zinnen = een.brief, []
    for blok in BLOKKEN:
        tekst = brief.afzender.teksten.tekst(blok, brief.tekstsoort)
        leeg = {woord for woord in genoemd(tekst) if not brief.invulwaarden[woord]}
        if brief.geadresseerde.afgeschermd:
            leeg.discard("school")
        if leeg:
            woorden = opsomming("{" + woord + "}" for woord in sorted(leeg))
            zinnen.append(f"{BLOKKEN[blok].titel}: deze brief weet niets voor {woorden}.")
    return zinnen


def bladzijden(html: str) -> int:
    """About how many pages this letter takes: lines of text, with some room around each paragraph."""
    delen = re.split(r"</(?:p|li|h[1-3]|tr)>|<br>", html.partition("<main")[2])
    regels = sum(
        -(-len(tekst) // TEKENS_PER_REGEL) + 0.4 for deel in delen if (tekst := " ".join(strip_tags(deel).split()))
    )
    return int(-(-regels // REGELS_PER_BLADZIJDE))


@transaction.atomic
def briefteksten_publiceren(
    swv: Samenwerkingsverband, *, door: Gebruiker, op: datetime, geldig_van: date, gezien: str
) -> Briefteksten:
    """Make the draft the version for every decision from this day on.

    gezien: the print of all that was shown (inhoud_afdruk). Raises NietMogelijk when a letter would lack something,
    when nothing changed, when the draft is not what was shown, and for a day that has come.
    """
    rechten_nodig(door, BEHEREN)
    Samenwerkingsverband.objects.select_for_update().get(pk=swv.pk)
    concept: Briefteksten = get_object_or_404(beheerde(door).filter(gepubliceerd_op__isnull=True), swv=swv)
    wijzigingen = wat_verandert(concept)
    if not wijzigingen:
        raise NietMogelijk("Er is niets gewijzigd.")
    if gezien != inhoud_afdruk(concept):
        raise NietMogelijk("De teksten zijn intussen gewijzigd. Bekijk de wijzigingen opnieuw.")
    if fout := datum_fout(swv, geldig_van, timezone.localdate(op)):
        raise NietMogelijk(fout)
    if mis := [een.wat for een in proef(concept, geldig_van) if een.houdt_tegen]:
        raise NietMogelijk(f"De teksten kunnen nog niet in elke brief. {' '.join(mis[:3])}")
    concept.geldig_van, concept.gepubliceerd_op, concept.gepubliceerd_door = geldig_van, op, door
    concept.wijzigingen = "\n".join(wijzigingen)
    concept.save()
    vastleggen(
        "briefteksten_publiceren", concept, door=door, op=op, versie=concept.versie, geldig_van=geldig_van.isoformat()
    )
    return concept
