"""What happens in a kring: beheer makes it and says who is in it, a trekker plans, everybody in it shares documents."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime

from django.core.files import File
from django.db import transaction
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.bestanden.actions import ontvangen
from kern.bestanden.controle import BestandFout
from kern.bestanden.namen import nette_naam
from kern.bsn import lijkt_op_bsn
from kern.gebruikers.bewaren import bewaren
from kern.gebruikers.collegas import namen
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import SCHOOLROLLEN, Permissie, Rol
from kern.logboek.actions import vastleggen
from kern.logboek.geschiedenis import gebeurtenissen
from kern.post.actions import melden
from scholen.models import (
    Kring,
    Kringbijeenkomst,
    Kringlid,
    Kringstuk,
    Samenwerkingsverband,
    SchoolDeelname,
    Werkgebied,
)
from scholen.scopes import IN_EEN_KRING

BEHEREN, MEEDOEN = Permissie.KRINGEN_BEHEREN, Permissie.KRING_MEEDOEN
GEEN_TREKKER = "Alleen wie deze kring trekt, kan dit doen."
GESLOTEN = "Deze kring is gesloten. Lezen kan nog, iets toevoegen niet."
BSN = "Er staat een nummer in dat op een burgerservicenummer lijkt. Haal het weg: een kring gaat niet over leerlingen."
VAST = "Het verslag is vastgesteld. Er kan niets meer bij."
AFGEZEGD = "Deze bijeenkomst gaat niet door."


@transaction.atomic
def kring_maken(
    swv: Samenwerkingsverband,
    *,
    door: Gebruiker,
    op: datetime,
    naam: str,
    doel: str,
    werkgebied: Werkgebied | None = None,
) -> Kring:
    """Begin a kring. werkgebied: of this SWV, or none for the whole region."""
    rechten_nodig(door, BEHEREN)
    zonder_bsn(naam, doel)
    if werkgebied is not None and werkgebied.swv_id != swv.pk:
        raise NietMogelijk("Kies een werkgebied van dit samenwerkingsverband.")
    rij = Kring(swv=swv, werkgebied=werkgebied, naam=" ".join(naam.split()), doel=doel.strip(), begonnen_op=op)
    bewaren(rij)
    vastleggen("kring_maken", rij, door=door, op=op)
    return rij


@transaction.atomic
def kring_wijzigen(kring: Kring, *, door: Gebruiker, op: datetime, naam: str, doel: str) -> None:
    """Another name or other words about it. Its werkgebied stays: that says who could come in."""
    rechten_nodig(door, BEHEREN)
    rij = _open(kring, door, BEHEREN)
    zonder_bsn(naam, doel)
    rij.naam, rij.doel = " ".join(naam.split()), doel.strip()
    bewaren(rij)
    vastleggen("kring_wijzigen", rij, door=door, op=op)


@transaction.atomic
def kring_sluiten(kring: Kring, *, door: Gebruiker, op: datetime) -> None:
    """Nothing is added any more; who is in it can still read."""
    rechten_nodig(door, BEHEREN)
    rij = _open(kring, door, BEHEREN)
    rij.gesloten_op = op
    bewaren(rij)
    vastleggen("kring_sluiten", rij, door=door, op=op)


def kan_erbij(kring: Kring, dag: date) -> QuerySet[Lidmaatschap]:
    """Whose membership can come in: of schools of its werkgebied (or of the region), their boards, and the SWV."""
    deelnames = SchoolDeelname.objects.geldig(dag).filter(swv=kring.swv)
    if kring.werkgebied_id:
        deelnames = deelnames.filter(werkgebied=kring.werkgebied_id)
    scholen = Q(rol__in=SCHOOLROLLEN, plek__school__in=deelnames.values("school"))
    besturen = Q(rol=Rol.BESTUUR, plek__bestuur__in=deelnames.values("school__bestuur"))
    alle = Lidmaatschap.objects.geldig(dag).filter(rol__in=IN_EEN_KRING, gebruiker__is_active=True)
    van_het_swv = ~Q(rol__in=[*SCHOOLROLLEN, Rol.BESTUUR])
    al = Kringlid.objects.filter(kring=kring, geeindigd_op__isnull=True)
    return alle.filter(scholen | besturen | van_het_swv).exclude(pk__in=al.values("lidmaatschap"))


@transaction.atomic
def kringlid_toevoegen(kring: Kring, *, door: Gebruiker, op: datetime, lid: str, trekker: bool = False) -> Kringlid:
    """Take somebody in, by the public id of the membership; who comes in hears that something is ready."""
    rechten_nodig(door, BEHEREN)
    rij = _open(kring, door, BEHEREN)
    lidmaatschap = kan_erbij(rij, timezone.localdate(op)).filter(public_id=lid).select_related("gebruiker").first()
    if lidmaatschap is None:
        raise NietMogelijk("Deze persoon kan niet in de kring. Kies iemand uit de lijst.")
    nieuw = Kringlid(kring=rij, lidmaatschap=lidmaatschap, trekker=trekker, begonnen_op=op)
    bewaren(nieuw)
    melden(wie=lidmaatschap.gebruiker, sleutel=f"kringlid-{nieuw.public_id}", op=op)
    vastleggen("kringlid_toevoegen", nieuw, door=door, op=op, trekker=trekker)
    return nieuw


@transaction.atomic
def kringlid_beeindigen(lid: Kringlid, *, door: Gebruiker, op: datetime) -> None:
    """Out of the kring, at once: by beheer, or by oneself."""
    rijen = Kringlid.objects.visible_to(door, BEHEREN, MEEDOEN).select_for_update(of=("self",))
    rij: Kringlid = get_object_or_404(rijen.select_related("lidmaatschap"), pk=lid.pk)
    if not door.heeft(BEHEREN) and rij.lidmaatschap.gebruiker_id != door.pk:
        raise NietMogelijk("Je kunt alleen jezelf uit de kring halen. Vraag anders beheer.")
    if rij.geeindigd_op:
        raise NietMogelijk("Deze persoon is al uit de kring.")
    rij.geeindigd_op = op
    bewaren(rij)
    vastleggen("kringlid_beeindigen", rij, door=door, op=op)


@transaction.atomic
def kringbijeenkomst_plannen(
    kring: Kring, *, door: Gebruiker, op: datetime, begin: datetime, einde: datetime, plek: str, agenda: str
) -> Kringbijeenkomst:
    """Plan a meeting; everybody else in the kring hears that something is ready."""
    rij = _trekt(kring, door, op)
    zonder_bsn(plek, agenda)
    nieuw = Kringbijeenkomst(kring=rij, begin=begin, einde=einde, plek=plek.strip(), agenda=agenda.strip())
    nieuw.gepland_op, nieuw.gepland_door = op, door
    bewaren(nieuw)
    _melden(nieuw, "gepland", door=door, op=op)
    vastleggen("kringbijeenkomst_plannen", nieuw, door=door, op=op)
    return nieuw


@transaction.atomic
def kringverslag_bewaren(
    bijeenkomst: Kringbijeenkomst,
    *,
    door: Gebruiker,
    op: datetime,
    agenda: str,
    verslag: str,
    gezien: str = "",
    vaststellen: bool = False,
) -> None:
    """Write agenda and report; vaststellen: fix them for good, from the moment that the meeting began.

    gezien: the print of what the writer began with. Raises NietMogelijk with who wrote meanwhile: nothing of that goes.
    """
    rij = _bijeenkomst(bijeenkomst, door, op)
    if gezien and gezien != verslagafdruk(rij):
        raise NietMogelijk(_intussen(rij))
    zonder_bsn(agenda, verslag)
    if vaststellen and op < rij.begin:
        raise NietMogelijk("De bijeenkomst is nog niet begonnen. Stel het verslag daarna vast.")
    rij.agenda, rij.verslag = agenda.strip(), verslag.strip()
    rij.verslag_vast_op = op if vaststellen else None
    bewaren(rij)
    vastleggen("kringverslag_bewaren", rij, door=door, op=op, vast=vaststellen)


def verslagafdruk(bijeenkomst: Kringbijeenkomst) -> str:
    """A print of agenda and report, to know whether they are still what was shown."""
    woorden = json.dumps([bijeenkomst.agenda, bijeenkomst.verslag])
    return hashlib.sha256(woorden.encode()).hexdigest()[:16]


def _intussen(rij: Kringbijeenkomst) -> str:
    laatste = [een for een in gebeurtenissen([rij.public_id]) if een.actie == "kringverslag_bewaren"][:1]
    wie = namen([een.wie for een in laatste])
    door = next((f" door {wie[een.wie]}" for een in laatste if een.wie in wie), "")
    return (
        f"Dit is intussen gewijzigd{door}. Hieronder staat wat jij typte, erboven wat er nu staat. Neem over wat mist."
    )


@transaction.atomic
def kringbijeenkomst_afzeggen(bijeenkomst: Kringbijeenkomst, *, door: Gebruiker, op: datetime) -> None:
    """It does not take place; what was written stays to be read. Everybody else hears that something is ready."""
    rij = _bijeenkomst(bijeenkomst, door, op)
    rij.afgezegd_op = op
    bewaren(rij)
    if rij.einde > op:
        _melden(rij, "afgezegd", door=door, op=op)
    vastleggen("kringbijeenkomst_afzeggen", rij, door=door, op=op)


@transaction.atomic
def kringverslag_weghalen(bijeenkomst: Kringbijeenkomst, *, door: Gebruiker, op: datetime) -> None:
    """Take a fixed report away as a whole, for when something about a child stands in it; then it is written anew."""
    rijen = Kringbijeenkomst.objects.visible_to(door, MEEDOEN).select_for_update(of=("self",))
    rij: Kringbijeenkomst = get_object_or_404(rijen.select_related("kring"), pk=bijeenkomst.pk)
    if not trekt(rij.kring, door, timezone.localdate(op)):
        raise NietMogelijk(GEEN_TREKKER)
    if not rij.verslag_vast_op:
        raise NietMogelijk("Er is geen vastgesteld verslag.")
    rij.verslag, rij.verslag_vast_op = "", None
    bewaren(rij)
    vastleggen("kringverslag_weghalen", rij, door=door, op=op)


@transaction.atomic
def kringstuk_toevoegen(
    kring: Kring,
    *,
    door: Gebruiker,
    op: datetime,
    titel: str,
    bestanden: list[File[bytes]],
    zonder_kinderen: bool,
    bijeenkomst: str = "",
) -> Kringstuk:
    """Share one document with the kring. zonder_kinderen: the word of who adds it that no child is in it."""
    rij = _open(kring, door, MEEDOEN)
    if not zonder_kinderen:
        raise NietMogelijk("Kijk eerst na of er geen leerlingen in staan.")
    if len(bestanden) != 1:
        raise NietMogelijk("Voeg één bestand per keer toe.")
    zonder_bsn(titel, *(een.name or "" for een in bestanden))
    bij = rij.bijeenkomsten.filter(public_id=bijeenkomst).first() if bijeenkomst else None
    stuk = Kringstuk(kring=rij, bijeenkomst=bij, titel=titel.strip(), toegevoegd_op=op, toegevoegd_door=door)
    try:
        stuk.inhoud, stuk.naam = ontvangen(bestanden[0], op=op), nette_naam(bestanden[0].name or "")
    except BestandFout as fout:
        raise NietMogelijk(str(fout)) from fout
    bewaren(stuk)
    vastleggen("kringstuk_toevoegen", stuk, door=door, op=op)
    return stuk


@transaction.atomic
def kringstuk_weghalen(stuk: Kringstuk, *, door: Gebruiker, op: datetime) -> None:
    """Throw a document away: who added it, or a trekker. Its bytes go when no other row holds them (kern.bestanden)."""
    rijen = Kringstuk.objects.visible_to(door, MEEDOEN).select_for_update(of=("self",)).select_related("kring")
    rij: Kringstuk = get_object_or_404(rijen, pk=stuk.pk)
    if rij.toegevoegd_door_id != door.pk and not trekt(rij.kring, door, timezone.localdate(op)):
        raise NietMogelijk("Alleen wie dit toevoegde of de kring trekt, kan het weghalen.")
    vastleggen("kringstuk_weghalen", rij, door=door, op=op)
    rij.delete()


def trekt(kring: Kring, wie: Gebruiker, dag: date) -> bool:
    """Whether this person plans the meetings of this kring."""
    return Kringlid.objects.geldig(dag).filter(kring=kring, lidmaatschap__gebruiker=wie, trekker=True).exists()


def zonder_bsn(*teksten: str) -> None:
    """Raises NietMogelijk when one of these texts holds what looks like a burgerservicenummer. Quotes nothing."""
    if any(map(lijkt_op_bsn, teksten)):
        raise NietMogelijk(BSN)


def _melden(bijeenkomst: Kringbijeenkomst, wat: str, *, door: Gebruiker, op: datetime) -> None:
    leden = bijeenkomst.kring.leden.geldig(timezone.localdate(op)).exclude(lidmaatschap__gebruiker=door)
    for wie in Gebruiker.objects.filter(pk__in=leden.values("lidmaatschap__gebruiker")).order_by("pk"):
        melden(wie=wie, sleutel=f"kringbijeenkomst-{bijeenkomst.public_id}-{wat}-{wie.pk}", op=op)


def _open(kring: Kring, door: Gebruiker, permissie: Permissie) -> Kring:
    rijen = Kring.objects.visible_to(door, permissie).select_for_update(of=("self",))
    rij: Kring = get_object_or_404(rijen.select_related("swv"), pk=kring.pk)
    if rij.gesloten_op:
        raise NietMogelijk(GESLOTEN)
    return rij


def _trekt(kring: Kring, door: Gebruiker, op: datetime) -> Kring:
    rij = _open(kring, door, MEEDOEN)
    if not trekt(rij, door, timezone.localdate(op)):
        raise NietMogelijk(GEEN_TREKKER)
    return rij


def _bijeenkomst(bijeenkomst: Kringbijeenkomst, door: Gebruiker, op: datetime) -> Kringbijeenkomst:
    rijen = Kringbijeenkomst.objects.visible_to(door, MEEDOEN).select_for_update(of=("self",))
    rij: Kringbijeenkomst = get_object_or_404(rijen.select_related("kring"), pk=bijeenkomst.pk)
    _trekt(rij.kring, door, op)
    if rij.verslag_vast_op or rij.afgezegd_op:
        raise NietMogelijk(VAST if rij.verslag_vast_op else AFGEZEGD)
    return rij
