"""What the actions on a bezwaar ask before they act, and the one way to write an event."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk
from loket.models import Aanvraag, Adviesopdracht, Besluit, Bezwaar, Bezwaargebeurtenis, Bezwaarzaak, hersteld
from scholen.models import Instelling

Soort = Bezwaargebeurtenis.Soort


def gebeurtenis(
    zaak: Bezwaarzaak,
    soort: str,
    *,
    door: Gebruiker,
    op: datetime,
    dag: date | None = None,
    tot: date | None = None,
    tekst: str = "",
    bezwaar: Bezwaar | None = None,
) -> Bezwaargebeurtenis:
    """Write down that this happened; dag: today unless it was on another day."""
    return Bezwaargebeurtenis.objects.create(
        zaak=zaak,
        bezwaar=bezwaar,
        soort=soort,
        dag=dag or timezone.localdate(op),
        tot=tot,
        tekst=tekst.strip(),
        vastgelegd_op=op,
        vastgelegd_door=door,
    )


def een_bezwaar(zaak: Bezwaarzaak, public_id: str) -> Bezwaar:
    """One bezwaar of this file that was not withdrawn. Raises NietMogelijk when there is none."""
    rij = Bezwaar.objects.select_for_update().filter(zaak=zaak, public_id=public_id, ingetrokken_op=None).first()
    if rij is None:
        raise NietMogelijk("Kies een van de bezwaren in deze zaak.")
    return rij


def bereidde_voor(zaak: Bezwaarzaak, wie: Gebruiker) -> bool:
    """Whether this person prepared, advised on or took the contested besluit (Awb 7:5 and 10:3)."""
    voorbereid = Q(behandelaar=wie) | Q(adviesopdrachten__deskundige=wie) | Q(adviesopdrachten__gevraagd_door=wie)
    voorbereid |= Q(meelezingen__gevraagd_aan=wie, meelezingen__beoordeeld_op__isnull=False)
    zelf = Aanvraag.objects.filter(voorbereid, pk=zaak.besluit.aanvraag_id)
    return _versies(zaak).filter(genomen_door=wie).exists() or zelf.exists()


def _versies(zaak: Bezwaarzaak) -> QuerySet[Besluit]:
    """The contested besluit with what it corrects and what corrected it: the bezwaar is about each (Awb 6:19)."""
    return Besluit.objects.filter(pk__in=hersteld(zaak.besluit.eerste))


def niet_zelf_voorbereid(zaak: Bezwaarzaak, door: Actor, op: datetime) -> str:
    """Awb 7:5: who prepared the contested decision does not handle the bezwaar."""
    if isinstance(door, Gebruiker) and bereidde_voor(zaak, door):
        return "Jij werkte mee aan het besluit. Een ander moet het bezwaar behandelen (Awb 7:5)."
    return ""


def niet_onder_hetzelfde_mandaat(zaak: Bezwaarzaak, door: Actor, op: datetime) -> str:
    """Awb 10:3: who decided under mandate does not decide on the bezwaar under mandate."""
    mandaat = Instelling.Bevoegdheid.MANDAAT
    if (
        isinstance(door, Gebruiker)
        and zaak.instelling.bevoegdheid == mandaat
        and _versies(zaak).filter(genomen_door=door, bevoegdheid=mandaat).exists()
    ):
        return "Jij nam het besluit in mandaat. Een ander moet op het bezwaar beslissen (Awb 10:3)."
    return ""


def zonder_eigen_besluit(zaken: QuerySet[Bezwaarzaak], wie: Gebruiker) -> QuerySet[Bezwaarzaak]:
    """Those on which this beslisser may decide by Awb 10:3 and R-DES-06, in SQL for lists; the step itself decides."""
    mandaat = Instelling.Bevoegdheid.MANDAAT
    versie = Q(pk=OuterRef("besluit")) | Q(herstelt=OuterRef("besluit")) | Q(pk=OuterRef("besluit__herstelt"))
    nam = Besluit.objects.filter(versie, genomen_door=wie, bevoegdheid=mandaat)
    adviseerde = Adviesopdracht.objects.filter(aanvraag=OuterRef("besluit__aanvraag"), deskundige=wie)
    return zaken.exclude(Q(instelling__bevoegdheid=mandaat) & Exists(nam)).exclude(Exists(adviseerde))


def niet_de_deskundige(zaak: Bezwaarzaak, door: Actor, op: datetime) -> str:
    """R-DES-06: who advised does not decide, not on the bezwaar either."""
    opdrachten = zaak.besluit.aanvraag.adviesopdrachten
    if isinstance(door, Gebruiker) and opdrachten.filter(deskundige=door).exists():
        return "Jij adviseerde over deze aanvraag. Een ander moet op het bezwaar beslissen."
    return ""


def alles_getoetst(zaak: Bezwaarzaak, door: Actor, op: datetime) -> str:
    """Each bezwaar has its own judgement before there is a decision (afspraak 33)."""
    if any(not een.toets for een in zaak.actieve_bezwaren()):
        return "Toets eerst van elk bezwaar of het ontvankelijk is."
    return ""
