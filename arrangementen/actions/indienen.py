"""Handing in what a school asks: to its own budget at once, or to the desk of the SWV as an aanvraag (afspraak 51)."""

from __future__ import annotations

import dataclasses
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from arrangementen.models import Arrangement, Beslissing, Gewicht, Toekenning
from arrangementen.scopes.arrangement import zonder_geheim
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from loket.actions import aanvraag as loket
from loket.actions.antwoorden import vragen_van
from loket.models import Aanvraag
from loket.rules.vragen import gaten_van_vragen
from scholen.models import Leerling

from .beslissen import Uitkomst, arrangement_beslissen
from .vragen import Vraag, arrangement_vragen

LOPEND = "Er loopt al een aanvraag of een arrangement voor deze hulp voor deze leerling. Bekijk die bij Arrangementen."


@transaction.atomic
def arrangement_indienen(
    vraag: Vraag, *, door: Gebruiker, op: datetime, sleutel: str, over_mag: bool = False
) -> Arrangement:
    """Ask, and send it where it is decided. sleutel: of the form; a second time gives the first one.

    A school that grants on its own budget has it granted at once. Else it becomes an aanvraag: handed in, or when heavy
    or when the SWV asks more, a draft in which the school goes on. Raises OverBudget or NietMogelijk; then nothing was
    written. over_mag: that it goes over a budget that only warns, was confirmed.
    """
    if bestaand := Arrangement.objects.filter(sleutel=sleutel, gevraagd_door=door).first():
        return bestaand
    if vraag.vorige is None and vraag.voor == Arrangement.Voor.LEERLING and _loopt_al(vraag, door, op):
        raise NietMogelijk(LOPEND)
    if vraag.aanbod.toekenning == Toekenning.SCHOOLBESTUUR:
        rij = arrangement_vragen(vraag, door=door, op=op, sleutel=sleutel)
        wat = Uitkomst(
            uitkomst=Beslissing.Uitkomst.TOEGEKEND,
            van=vraag.van,
            tot=vraag.tot,
            aantal=vraag.aantal,
            bedrag=vraag.bedrag,
        )
        arrangement_beslissen(rij, wat, door=door, op=op, over_mag=over_mag)
        return rij
    aanvraag = _aanvraag(vraag, door=door, op=op, sleutel=sleutel)
    rij = arrangement_vragen(dataclasses.replace(vraag, aanvraag=aanvraag), door=door, op=op, sleutel=sleutel)
    if vraag.aanbod.gewicht != Gewicht.VOLLEDIG and not _vraagt_meer(aanvraag):
        loket.indienen(aanvraag, door=door, op=op)
    return rij


def _vraagt_meer(aanvraag: Aanvraag) -> bool:
    """Whether the SWV asks questions of its own that must be answered first: then the school goes on in the draft."""
    vragen = vragen_van(aanvraag)
    return any(gat.nodig for gat in gaten_van_vragen(vragen.regels, vragen.antwoorden))


def _loopt_al(vraag: Vraag, door: Gebruiker, op: datetime) -> bool:
    """Whether this child has or asked this kind of support already; what stops before this begins is no hindrance."""
    kinderen = [kind.pk for kind in vraag.leerlingen]
    list(Leerling.objects.select_for_update().filter(pk__in=kinderen).order_by("pk"))  # two tabs ask one by one
    zelfde = Arrangement.objects.filter(
        aanbod=vraag.aanbod, deelnames__leerling__in=vraag.leerlingen, voor=vraag.voor, tot__gte=vraag.van
    )
    zelfde = zelfde.exclude(beeindiging__laatste_dag__lt=vraag.van)
    rijen = [*zelfde.select_related("aanvraag", "beeindiging")]
    zonder_geheim(rijen, door)
    return any(een.toestand(timezone.localdate(op)).loopt_of_komt for een in rijen)


def _aanvraag(vraag: Vraag, *, door: Gebruiker, op: datetime, sleutel: str) -> Aanvraag:
    """The draft at the desk, with what this form says already in its sections."""
    kind = vraag.leerlingen[0] if vraag.voor == Arrangement.Voor.LEERLING else None
    aanvraag = loket.concept_maken(
        school=vraag.school,
        leerling=kind,
        soort="ARR" if kind else "ARRG",
        swv=vraag.aanbod.swv,
        sleutel=sleutel,
        door=door,
        op=op,
        gewicht=vraag.aanbod.gewicht,
    )
    for slug, velden in vraag.onderdelen().items():
        if slug in aanvraag.delen:
            versie = getattr(aanvraag, f"onderdeel_{slug}").versie
            loket.onderdeel_opslaan(aanvraag, slug, door=door, op=op, versie=versie, velden=velden)
    return aanvraag
