"""Giving a view in the portal: kept while it is typed, sent once, and then with the beslisser (R-HOOR, Awb 4:7)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from loket.models import Aanvraag, Opnamesamenvatting, Zienswijze, ZienswijzeConcept

from .zienswijze import kan_nog, opschrijven, sluiten_als_laatste

P = Permissie
CONCEPTVELDEN = ("eens", "tekst", "vertrouwelijk", "samenvatting")
GELUID = "audio/mpeg"
ZONDER_WOORDEN = gettext_noop("Kies of u het eens bent, schrijf op wat u vindt, of neem het op.")
TE_LAAT = gettext_noop("Wij hebben al besloten. Bent u het niet eens met het besluit? Dan kunt u bezwaar maken.")
VOORBIJ = gettext_noop("Reageren kan niet meer. Heeft u vragen? Bel ons.")
"""Of a withdrawal: whether it was decided or given up is told by its own letter."""


class ConceptGewijzigd(NietMogelijk):
    """Saved elsewhere in the meantime: another tab, or a colleague at school. `concept` is what stands there now."""

    def __init__(self, concept: ZienswijzeConcept) -> None:
        super().__init__("Deze tekst is intussen ook ergens anders opgeslagen. Kies welke tekst blijft.")
        self.concept = concept


@transaction.atomic
def concept_bewaren(
    zienswijze: Zienswijze, *, door: Gebruiker, op: datetime, versie: int, **velden: str
) -> ZienswijzeConcept:
    """Keep what is typed; nobody else reads it. velden: those of CONCEPTVELDEN; what is absent stays as it was.

    Raises ConceptGewijzigd when somebody saved after `versie`, NietMogelijk when it is too late.
    """
    rij, _ = open_vraag(zienswijze, door)
    concept, _ = ZienswijzeConcept.objects.get_or_create(zienswijze=rij)
    nieuw = {naam: velden[naam] for naam in CONCEPTVELDEN if naam in velden}
    if all(getattr(concept, naam) == waarde for naam, waarde in nieuw.items()):
        return concept
    if concept.versie != versie:
        raise ConceptGewijzigd(concept)
    for naam, waarde in nieuw.items():
        setattr(concept, naam, waarde)
    concept.versie, concept.bewerkt_op = concept.versie + 1, op
    concept.save()
    return concept


@transaction.atomic
def zienswijze_geven(zienswijze: Zienswijze, *, door: Gebruiker, op: datetime, versie: int) -> Zienswijze:
    """Send what was kept, as it was shown: from now on it never changes, and the behandelaar is told.

    The giver was told before who reads it (afspraak 36); what is for the SWV alone goes into no letter.
    """
    rij, aanvraag = open_vraag(zienswijze, door)
    concept = ZienswijzeConcept.objects.filter(zienswijze=rij).first() or ZienswijzeConcept(zienswijze=rij)
    opname = rij.bestanden.filter(inhoud__soort=GELUID).exists()
    if not (concept.eens or concept.tekst.strip() or opname):
        raise NietMogelijk(gettext(ZONDER_WOORDEN))
    if concept.versie != versie:
        raise ConceptGewijzigd(concept)
    opschrijven(
        rij,
        door=door,
        op=op,
        gegeven_op=timezone.localdate(op),
        kanaal=Zienswijze.Kanaal.PORTAAL,
        eens=concept.eens,
        tekst=concept.tekst,
        vertrouwelijk=concept.vertrouwelijk,
        opname=opname,
    )
    if opname and concept.samenvatting.strip():
        Opnamesamenvatting.objects.create(
            zienswijze=rij,
            versie=1,
            tekst=concept.samenvatting.strip(),
            zelf=True,
            geschreven_op=op,
            geschreven_door=door,
        )
    vastleggen("zienswijze_geven", aanvraag, door=door, op=op)
    wie = rij.ronde.geopend_door if rij.ronde.intrekking_id else aanvraag.behandelaar
    if wie is not None and wie.is_active:
        melden(wie=wie, sleutel=f"zienswijze-{rij.public_id}", op=op)
    sluiten_als_laatste(rij, aanvraag, op=op)
    return rij


@transaction.atomic
def open_vraag(zienswijze: Zienswijze, door: Gebruiker) -> tuple[Zienswijze, Aanvraag]:
    """The own question and its case, locked; NietMogelijk when there is nothing to say any more."""
    mijn = Zienswijze.objects.visible_to(door, P.ZIENSWIJZE_GEVEN)
    zaken = Aanvraag.objects.filter(pk__in=mijn.filter(pk=zienswijze.pk).values("ronde__aanvraag"))
    aanvraag = get_object_or_404(zaken.select_for_update(of=("self",)))
    op_slot = mijn.select_for_update(of=("self",)).select_related("ronde")
    rij: Zienswijze = get_object_or_404(op_slot, pk=zienswijze.pk)
    if rij.gegeven_op is not None:
        raise NietMogelijk(
            gettext("Deze mening is al verstuurd en verandert niet meer. Wilt u iets toevoegen? Bel ons.")
        )
    if not kan_nog(rij.ronde, aanvraag):
        raise NietMogelijk(gettext(VOORBIJ if rij.ronde.intrekking_id else TE_LAAT))
    return rij, aanvraag
