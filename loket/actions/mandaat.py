"""The mandaatregister: giving, ending and standing in; and under which mandate somebody decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import GEEN_RECHTEN, NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie, Rol
from kern.logboek.actions import vastleggen
from loket.models import Afwezigheid, Mandaat
from loket.rules.mandaat import ARRANGEMENT, Mandaatregel, kies_mandaat
from scholen.models import Samenwerkingsverband


def mandaat_van(
    swv: Samenwerkingsverband,
    wie: Gebruiker,
    *,
    soort: str,
    categorie: str,
    dag: date,
    bedrag: Decimal | None = None,
) -> tuple[Mandaat | None, str]:
    """Under which mandate this person can decide this today, or None and the sentence why not."""
    afwezig = Afwezigheid.objects.filter(mandaat=OuterRef("pk"), van__lte=dag, tot__gte=dag)
    rijen = {
        rij.nummer: rij
        for rij in Mandaat.objects.filter(Q(gebruiker=wie) | Q(plaatsvervanger=wie), swv=swv).annotate(
            dan_afwezig=Exists(afwezig)
        )
    }
    regels = [
        Mandaatregel(
            nummer=rij.nummer,
            soorten=frozenset(rij.soorten),
            van=rij.van,
            tot=rij.tot,
            max_categorie=rij.max_categorie,
            max_bedrag=rij.max_bedrag,
            als_vervanger=rij.gebruiker_id != wie.pk,
            dan_afwezig=rij.dan_afwezig,  # type: ignore[attr-defined]
        )
        for rij in rijen.values()
    ]
    gekozen, waarom_niet = kies_mandaat(regels, soort=soort, categorie=categorie, dag=dag, bedrag=bedrag)
    return (rijen[gekozen.nummer] if gekozen else None), waarom_niet


@transaction.atomic
def mandaat_geven(
    *,
    door: Gebruiker,
    op: datetime,
    swv: Samenwerkingsverband,
    nummer: str,
    gebruiker: Gebruiker,
    functie: str,
    soorten: Sequence[str],
    van: date,
    tot: date | None = None,
    max_categorie: str = "",
    max_bedrag: Decimal | None = None,
    plaatsvervanger: Gebruiker | None = None,
) -> Mandaat:
    """Write a line in the register. Whoever gets it must be able to decide at all; nobody writes an own mandate."""
    _mag_beheren(door)
    _mag_krijgen(gebruiker, plaatsvervanger, door, soorten)
    if tot is not None and tot < van:
        raise NietMogelijk("De einddatum ligt voor de begindatum.")
    _geen_tweede(swv, gebruiker, soorten, van, tot)
    try:
        with transaction.atomic():
            rij: Mandaat = Mandaat.objects.create(
                swv=swv,
                nummer=nummer.strip(),
                gebruiker=gebruiker,
                functie=functie.strip(),
                soorten=sorted(soorten),
                max_categorie=max_categorie,
                max_bedrag=max_bedrag,
                van=van,
                tot=tot,
                plaatsvervanger=plaatsvervanger,
                gegeven_op=op,
                gegeven_door=door,
            )
    except IntegrityError as fout:
        raise NietMogelijk(f"Mandaat {nummer.strip()} bestaat al. Kies een ander nummer.") from fout
    vastleggen("mandaat_geven", rij, door=door, op=op, voor=gebruiker.public_id)
    return rij


@transaction.atomic
def mandaat_beeindigen(mandaat: Mandaat, *, door: Gebruiker, op: datetime, tot: date) -> Mandaat:
    """Let a mandate end on a day, today or later; what was decided under it stands."""
    _mag_beheren(door)
    rij: Mandaat = Mandaat.objects.select_for_update().get(pk=mandaat.pk)
    vandaag = timezone.localdate(op)
    if rij.tot is not None and rij.tot < vandaag:
        raise NietMogelijk("Dit mandaat is al voorbij.")
    if tot < max(vandaag, rij.van):
        raise NietMogelijk("Kies vandaag of een latere dag als laatste dag.")
    _geen_tweede(rij.swv, rij.gebruiker, rij.soorten, rij.van, tot, behalve=rij.nummer)  # it may also end later
    rij.tot = tot
    rij.save()
    vastleggen("mandaat_beeindigen", rij, door=door, op=op, tot=tot.isoformat())
    return rij


@transaction.atomic
def afwezigheid_vastleggen(mandaat: Mandaat, *, door: Gebruiker, op: datetime, van: date, tot: date) -> Afwezigheid:
    """On these days the stand-in decides under this mandate. Kept for ever; it begins today at the earliest."""
    if not door.heeft(Permissie.MANDAAT_BEHEREN) and door.pk != mandaat.gebruiker_id:
        raise NietMogelijk(GEEN_RECHTEN)
    if mandaat.plaatsvervanger_id is None:
        raise NietMogelijk("Bij dit mandaat staat geen plaatsvervanger. Leg een nieuw mandaat vast.")
    if van < timezone.localdate(op) or tot < van:
        raise NietMogelijk("Kies een periode die vandaag of later begint.")
    rij: Afwezigheid = Afwezigheid.objects.create(
        mandaat=mandaat, van=van, tot=tot, vastgelegd_op=op, vastgelegd_door=door
    )
    vastleggen("afwezigheid_vastleggen", rij, door=door, op=op, mandaat=mandaat.nummer, van=str(van), tot=str(tot))
    return rij


def _mag_beheren(door: Gebruiker) -> None:
    rechten_nodig(door, Permissie.MANDAAT_BEHEREN)


def _geen_tweede(
    swv: Samenwerkingsverband,
    gebruiker: Gebruiker,
    soorten: Sequence[str],
    van: date,
    tot: date | None,
    behalve: str = "",
) -> None:
    """One person decides about a kind under one mandate at a time: the letter names it, with its bound.

    behalve: the number of the line itself, when it is there already.
    """
    Samenwerkingsverband.objects.select_for_update().get(pk=swv.pk)
    tegelijk = Mandaat.objects.filter(Q(tot=None) | Q(tot__gte=van), swv=swv, gebruiker=gebruiker)
    tegelijk = tegelijk.exclude(nummer=behalve)
    if tot is not None:
        tegelijk = tegelijk.filter(van__lte=tot)
    al = tegelijk.filter(soorten__overlap=list(soorten)).order_by("nummer").first()
    if al is not None:
        raise NietMogelijk(
            f"{gebruiker.naam} heeft in die tijd al mandaat {al.nummer} over dezelfde soort. "
            "Beëindig dat eerst, of kies een latere dag."
        )


def _mag_krijgen(
    gebruiker: Gebruiker, plaatsvervanger: Gebruiker | None, door: Gebruiker, soorten: Sequence[str]
) -> None:
    """An adviseur grants help; all else is of a beslisser."""
    genoeg = {Rol.BESLISSER, Rol.ADVISEUR} if set(soorten) == {ARRANGEMENT} else {Rol.BESLISSER}
    for wie in filter(None, (gebruiker, plaatsvervanger)):
        if genoeg.isdisjoint(wie.rollen):
            raise NietMogelijk(f"{wie.naam} heeft niet de rol beslisser. Geef eerst die rol.")
        if wie == door:
            raise NietMogelijk("Je legt geen mandaat voor jezelf vast. Vraag een andere beheerder.")
    if gebruiker == plaatsvervanger:
        raise NietMogelijk("Kies een ander als plaatsvervanger.")
