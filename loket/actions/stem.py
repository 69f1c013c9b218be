"""Hearing the pupil: what it says by itself or with somebody, why it was not heard, and what came of it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext

from kern.bestanden.models import Inhoud
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.overgang import Actor, NietMogelijk, Systeem
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.models import Aanvraag, Stem, Stembestand, Stemconcept, Stemorigineel, Stemsleutel
from loket.models.aanvraag import OPEN
from loket.rules.stem import is_jong

P = Permissie
LEERLING_ZELF = Systeem("leerling_zelf")
"""The actor in the logbook when a pupil does it alone on the device of another."""
SLEUTEL_GELDT = timedelta(hours=2)
TEKENINGEN_HOOGSTENS = 5
HOREN = (P.DOSSIER_LEZEN, P.AANVRAAG_SCHRIJVEN)
"""Who may hear a pupil: its school, who represents it, and the pupil itself."""


@dataclass(frozen=True, kw_only=True)
class Verteld:
    """What a pupil tells, and who may read it. samen_met, samen_rol: empty when it was alone."""

    lezer: str
    gevoel: str = ""
    zinnen: str = ""
    tekst: str = ""
    samenvatting: str = ""
    samen_met: str = ""
    samen_rol: str = ""
    tekeningen: Sequence[tuple[Inhoud, str]] = ()
    """Drawings, and at most one recording and one film, each with its name."""


@transaction.atomic
def stem_geven(aanvraag: Aanvraag, verteld: Verteld, *, door: Gebruiker, op: datetime) -> Stem:
    """Lay down what the pupil said, with somebody, or by itself with an own account. Once; it never changes.

    Http404 when it is not a pupil of this user; NietMogelijk when it is too late or something misses.
    """
    rij = _op_slot(aanvraag, door)
    zelf = rij.leerling is not None and rij.leerling.gebruiker_id == door.pk
    stem = _vastleggen(rij, verteld, alleen=zelf, begonnen_door=door, door=door, op=op)
    Stemconcept.objects.filter(aanvraag=rij, van=door).delete()
    return stem


@transaction.atomic
def nog_te_vertellen(aanvraag: Aanvraag, door: Gebruiker) -> Aanvraag:
    """The case, locked, when this user can still help its pupil to tell something; else NietMogelijk or Http404."""
    rij = _op_slot(aanvraag, door)
    nog_niet_verteld(rij, door)
    return rij


@transaction.atomic
def niet_gehoord(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, reden: str) -> Stem:
    """Write down why the pupil was not heard: the other of the two ways (R-HOOR-01)."""
    rij = _op_slot(aanvraag, door)
    if rij.leerling is not None and rij.leerling.gebruiker_id == door.pk:
        raise NietMogelijk(gettext("Je mag zelf kiezen of je iets vertelt. Je hoeft hier niets in te vullen."))
    if not reden.strip():
        raise NietMogelijk(gettext("Schrijf op waarom het niet kon"))
    if _verteld_bij(rij, door).exists():
        raise NietMogelijk(gettext("De leerling heeft al verteld wat hij of zij vindt."))
    stem: Stem = Stem.objects.create(
        aanvraag=rij, manier=Stem.Manier.NIET, niet_reden=reden.strip(), gegeven_op=op, begonnen_door=door, open=False
    )
    vastleggen("leerling_niet_gehoord", rij, door=door, op=op)
    return stem


@transaction.atomic
def sleutel_maken(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime) -> str:
    """A key with which the pupil alone can tell its story on this device. Gives the key, of which a print is kept.

    Only from twelve: a younger child does it with an adult.
    """
    rij = _op_slot(aanvraag, door)
    assert rij.leerling is not None
    if is_jong(rij.leerling.geboortedatum, timezone.localdate(op)):
        raise NietMogelijk(gettext("Doe dit samen met een kind dat jonger is dan twaalf."))
    nog_niet_verteld(rij, door)
    sleutel = secrets.token_urlsafe(24)
    Stemsleutel.objects.create(aanvraag=rij, afdruk=afdruk(sleutel), gemaakt_door=door, geldig_tot=op + SLEUTEL_GELDT)
    vastleggen("stem_zelf_beginnen", rij.leerling, door=door, op=op)
    return sleutel


def bij_sleutel(sleutel: str, *, op: datetime) -> Stemsleutel | None:
    """What this key opens, None when it does not (any more): used, too old, or too late for the decision."""
    rijen = Stemsleutel.objects.filter(afdruk=afdruk(sleutel), gebruikt_op=None, geldig_tot__gt=op)
    rijen = rijen.filter(aanvraag__status__in=sorted(OPEN))
    return rijen.select_related("aanvraag__leerling", "aanvraag__school").first()


@transaction.atomic
def stem_geven_met_sleutel(sleutel: str, verteld: Verteld, *, op: datetime) -> Stem:
    """The same by the pupil alone; the key is used up. NietMogelijk when it does not open anything any more."""
    gevonden = bij_sleutel(sleutel, op=op)
    if gevonden is None:
        raise NietMogelijk(gettext("Deze pagina werkt niet meer. Vraag of iemand hem opnieuw opent."))
    rij = Aanvraag.objects.select_for_update(of=("self",)).select_related("leerling").get(pk=gevonden.aanvraag_id)
    stem = _vastleggen(rij, verteld, alleen=True, begonnen_door=gevonden.gemaakt_door, door=LEERLING_ZELF, op=op)
    gevonden.gebruikt_op = op
    gevonden.save(update_fields=["gebruikt_op"])
    return stem


def sleutel_weggooien(sleutel: str, *, op: datetime) -> None:
    """The pupil stops: the key opens nothing any more, and nothing was kept."""
    Stemsleutel.objects.filter(afdruk=afdruk(sleutel), gebruikt_op=None).update(gebruikt_op=op)


@transaction.atomic
def samen_bekijken(stem: Stem, *, door: Gebruiker, op: datetime, iedereen: bool) -> Stem:
    """After looking at it together with the pupil: whether everybody may read it, as the pupil said then."""
    zichtbaar = Stem.objects.visible_to(door, P.ZIENSWIJZE_VRAGEN)
    rij: Stem = get_object_or_404(zichtbaar.select_for_update(of=("self",)), pk=stem.pk)
    if rij.lezer != Stem.Lezer.SAMEN or rij.bekeken_op is not None:
        raise NietMogelijk("Dit hoeft niet (meer) samen bekeken te worden.")
    rij.bekeken_op, rij.bekeken_door, rij.open = op, door, iedereen
    rij.save(update_fields=["bekeken_op", "bekeken_door", "open"])
    vastleggen("stem_samen_bekeken", rij, door=door, op=op)
    return rij


@transaction.atomic
def stem_beantwoorden(stem: Stem, *, door: Gebruiker, op: datetime, antwoord: str) -> Stem:
    """Tell the pupil what was done with it, in a few words; read once the letter with the decision went out."""
    zichtbaar = Stem.objects.visible_to(door, P.BESLUIT_NEMEN)
    rij: Stem = get_object_or_404(zichtbaar.select_for_update(of=("self",)), pk=stem.pk)
    if not rij.gehoord:
        raise NietMogelijk("Deze leerling is niet gehoord. Er is niets te beantwoorden.")
    if rij.aanvraag.status not in OPEN:
        raise NietMogelijk("Het besluit is al genomen. Het antwoord verandert niet meer.")
    if not antwoord.strip():
        raise NietMogelijk("Schrijf op wat je met de mening van de leerling doet.")
    rij.antwoord, rij.beantwoord_op, rij.beantwoord_door = antwoord.strip(), op, door
    rij.save(update_fields=["antwoord", "beantwoord_op", "beantwoord_door"])
    vastleggen("stem_beantwoorden", rij, door=door, op=op)
    return rij


def stemmen_van(aanvraag: Aanvraag) -> list[Stem]:
    """What the pupil said about this aanvraag, for the decision; oldest first."""
    return list(aanvraag.stemmen.exclude(manier=Stem.Manier.NIET).select_related("origineel").order_by("pk"))


def stem_onbeantwoord(aanvraag: Aanvraag) -> str:
    """Why no decision can be taken yet, or "": the pupil spoke and does not hear what was done with it."""
    if all(stem.antwoord for stem in stemmen_van(aanvraag)):
        return ""
    naam = aanvraag.leerling.roepnaam if aanvraag.leerling else "De leerling"
    return f"{naam} vertelde zelf iets. Schrijf eerst een antwoord aan {naam}."


def afdruk(sleutel: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(sleutel.encode()).hexdigest()


def _op_slot(aanvraag: Aanvraag, door: Gebruiker) -> Aanvraag:
    zichtbaar = Aanvraag.objects.none()
    for permissie in HOREN:
        zichtbaar = zichtbaar | Aanvraag.objects.visible_to(door, permissie)
    zaken = Aanvraag.objects.filter(pk__in=zichtbaar.values("pk"), leerling__isnull=False)
    rij: Aanvraag = get_object_or_404(zaken.select_for_update(of=("self",)).select_related("leerling"), pk=aanvraag.pk)
    if rij.status not in OPEN:
        raise NietMogelijk(gettext("Er is al een besluit. Vertellen kan niet meer. Bel ons gerust."))
    return rij


def _verteld_bij(aanvraag: Aanvraag, wie: Gebruiker) -> QuerySet[Stem]:
    """What was told with this person, or is open to all. What is closed may not even be guessed from a refusal."""
    verteld: QuerySet[Stem] = aanvraag.stemmen.exclude(manier=Stem.Manier.NIET)
    return verteld.filter(Q(open=True) | Q(begonnen_door=wie))


def nog_niet_verteld(aanvraag: Aanvraag, wie: Gebruiker) -> None:
    """Raises NietMogelijk when the pupil told it already, as far as wie, who helps or gave the key, may know."""
    if _verteld_bij(aanvraag, wie).exists():
        raise NietMogelijk(gettext("Dit is al verteld en verandert niet meer. Is er nog iets? Bel ons."))


def _vastleggen(
    aanvraag: Aanvraag, verteld: Verteld, *, alleen: bool, begonnen_door: Gebruiker, door: Actor, op: datetime
) -> Stem:
    assert aanvraag.leerling is not None
    nog_niet_verteld(aanvraag, begonnen_door)
    jong = is_jong(aanvraag.leerling.geboortedatum, timezone.localdate(op))
    if fout := _fout(verteld, jong=jong, alleen=alleen):
        raise NietMogelijk(fout)
    stem = Stem.objects.create(
        aanvraag=aanvraag,
        manier=Stem.Manier.ZELF if alleen else Stem.Manier.SAMEN,
        jong=jong,
        samen_met="" if alleen else verteld.samen_met.strip(),
        samen_rol="" if alleen else verteld.samen_rol.strip(),
        lezer=verteld.lezer,
        samenvatting=verteld.samenvatting.strip() if jong and verteld.lezer != Stem.Lezer.BESLIST else "",
        open=verteld.lezer == Stem.Lezer.IEDEREEN,
        gegeven_op=op,
        begonnen_door=begonnen_door,
    )
    Stemorigineel.objects.create(stem=stem, gevoel=verteld.gevoel, zinnen=verteld.zinnen, tekst=verteld.tekst.strip())
    for inhoud, naam in verteld.tekeningen:
        Stembestand.objects.create(stem=stem, inhoud=inhoud, naam=naam)
    vastleggen("stem_geven", stem, door=door, op=op)  # not on the case: its history has more readers
    return stem


def _fout(verteld: Verteld, *, jong: bool, alleen: bool) -> str:
    if verteld.lezer not in Stem.Lezer.values:
        return gettext("Kies wie dit mag lezen")
    if not (verteld.gevoel or verteld.zinnen or verteld.tekst.strip() or verteld.tekeningen):
        return gettext("Vertel iets, kies iets, maak een tekening of neem iets op")
    vormen = [inhoud.soort.partition("/")[0] for inhoud, _ in verteld.tekeningen]
    if len(vormen) - vormen.count("audio") - vormen.count("video") > TEKENINGEN_HOOGSTENS:
        return gettext("Kies hoogstens {aantal} tekeningen").format(aantal=TEKENINGEN_HOOGSTENS)
    if vormen.count("audio") > 1 or vormen.count("video") > 1:
        return gettext("Stuur één opname en één film.")
    if not alleen and not (verteld.samen_met.strip() and verteld.samen_rol.strip()):
        return gettext("Vul in wie erbij was, en wie dat is.")
    if jong and verteld.lezer != Stem.Lezer.BESLIST and not verteld.samenvatting.strip():
        return gettext("Vat samen wat het kind vertelde. Anderen lezen alleen deze samenvatting.")
    return ""
