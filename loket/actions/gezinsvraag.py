"""A family asks, the contact person answers: of the school while it writes, of the loket after that (afspraak 48).

Each person of a family has an own conversation per aanvraag. What was sent stays; a question waits until something was
said to it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext

from kern.bestanden.models import Inhoud
from kern.gebruikers.collegas import met_een_rol
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import PERMISSIES, Permissie, Rol
from kern.logboek.actions import vastleggen
from kern.post.actions import melden
from loket.models import Aanvraag, Status
from loket.models.gezinsvraag import Gezinsbericht, Gezinsbestand, Gezinsvraag, GezinsvraagQuerySet
from loket.models.werkplek import Waarneming
from scholen.models import Leerling

from .berichten import mensen_van

P = Permissie
Voor = Gezinsvraag.Voor
Soort = Gezinsbericht.Soort
Papieren = Sequence[tuple[Inhoud, str]]
BESTANDEN_HOOGSTENS = 5
PER_DAG_HOOGSTENS = 20
"""Questions of one person in a conversation on one day: more is a mistake of a machine."""
ANTWOORDROLLEN = [rol for rol in Rol if P.GEZIN_ANTWOORDEN in PERMISSIES[rol]]


# --- the family ---------------------------------------------------------------------------------------------------


@transaction.atomic
def vraag_stellen(
    aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, tekst: str, papieren: Papieren = (), sleutel: str = ""
) -> Gezinsbericht:
    """Ask the contact person something about this aanvraag. Http404 when it is not about a child of this user.

    sleutel: the key of the form; the same words posted again with it are one question.
    """
    kinderen = Leerling.objects.visible_to(door, P.DOSSIER_LEZEN)
    zaken = Aanvraag.objects.filter(leerling__in=kinderen).exclude(status=Status.VERWIJDERD)
    rij = get_object_or_404(zaken.select_for_update(of=("self",)), pk=aanvraag.pk)
    assert rij.leerling is not None
    vraag, _ = Gezinsvraag.objects.select_for_update(of=("self",)).get_or_create(
        aanvraag=rij,
        vrager=door,
        voor=gericht_aan(rij),
        defaults={"leerling": rij.leerling, "school": rij.school, "begonnen_op": op},
    )
    vandaag = vraag.berichten.filter(soort=Soort.VRAAG, op__date=timezone.localdate(op))
    if vandaag.count() >= PER_DAG_HOOGSTENS:
        raise NietMogelijk(gettext("U stuurde vandaag al veel vragen. Bel ons als het haast heeft."))
    bericht, nieuw = _zeggen(vraag, Soort.VRAAG, tekst, papieren, door=door, op=op, sleutel=sleutel)
    if nieuw:
        vastleggen("gezinsvraag_stellen", vraag, door=door, op=op, voor=vraag.voor)
        if (wie := _wie_antwoordt(vraag, timezone.localdate(op))) is not None:
            melden(wie=wie, sleutel=f"gezinsvraag-{bericht.public_id}", op=op)
    return bericht


def gericht_aan(aanvraag: Aanvraag) -> str:
    """Whose task an answer about this aanvraag is now."""
    return Voor.SCHOOL if aanvraag.status == Status.CONCEPT else Voor.LOKET


# --- who answers --------------------------------------------------------------------------------------------------


@transaction.atomic
def vraag_beantwoorden(
    vraag: Gezinsvraag, *, door: Gebruiker, op: datetime, tekst: str, papieren: Papieren = (), sleutel: str = ""
) -> Gezinsbericht:
    """Answer, or say something more. The asker reads it in the dossier, and is told that something waits."""
    rij = _te_beantwoorden(vraag, door)
    bericht, nieuw = _zeggen(rij, Soort.ANTWOORD, tekst, papieren, door=door, op=op, sleutel=sleutel)
    if nieuw:
        vastleggen("gezinsvraag_beantwoorden", rij, door=door, op=op)
        _vrager_melden(rij, bericht, op)
    return bericht


@transaction.atomic
def vraag_afdoen(vraag: Gezinsvraag, *, door: Gebruiker, op: datetime, reden: str) -> Gezinsbericht:
    """Nothing more is written here, and why: called, said elsewhere, or not for us. The asker reads the reason."""
    rij = _te_beantwoorden(vraag, door)
    if not Gezinsvraag.objects.wachtend().filter(pk=rij.pk).exists():
        raise NietMogelijk("Hier wacht niets op antwoord.")
    bericht, _ = _zeggen(rij, Soort.AFGEDAAN, reden, (), door=door, op=op)
    vastleggen("gezinsvraag_afdoen", rij, door=door, op=op)
    _vrager_melden(rij, bericht, op)
    return bericht


@transaction.atomic
def vraag_overdragen(vraag: Gezinsvraag, *, door: Gebruiker, op: datetime, aan: Gebruiker) -> Gezinsvraag:
    """A colleague answers from now on, and is told that something waits."""
    rij = _te_beantwoorden(vraag, door)
    if aan not in collegas_voor(rij, timezone.localdate(op)):
        raise NietMogelijk("Kies een collega die deze vraag kan lezen.")
    rij.toegewezen = aan
    rij.save(update_fields=["toegewezen"])
    vastleggen("gezinsvraag_overdragen", rij, door=door, op=op, aan=aan.log_id)
    if aan != door:
        melden(wie=aan, sleutel=f"gezinsvraag-over-{rij.public_id}-{aan.public_id}-{op:%Y%m%d%H%M%S}", op=op)
    return rij


def collegas_voor(vraag: Gezinsvraag, dag: date) -> list[Gebruiker]:
    """Who can answer this on this day."""
    bij_school = vraag.voor == Voor.SCHOOL
    wie = mensen_van(vraag.school, dag) if bij_school else met_een_rol([Rol.LOKETMEDEWERKER], dag)
    return [een for een in wie if Gezinsvraag.objects.visible_to(een, P.GEZIN_ANTWOORDEN).filter(pk=vraag.pk).exists()]


def op_mijn_bord(gebruiker: Gebruiker, dag: date) -> GezinsvraagQuerySet:
    """What waits for an answer of this user: own, of whom it stands in for, and what is nobody's."""
    zichtbaar: GezinsvraagQuerySet = Gezinsvraag.objects.visible_to(gebruiker, P.GEZIN_ANTWOORDEN)
    weg = Waarneming.objects.geldig(dag).filter(waarnemer=gebruiker).values("gebruiker")
    return met_eigenaar(zichtbaar.wachtend(), dag).filter(
        Q(eigenaar=None) | Q(eigenaar=gebruiker.pk) | Q(eigenaar__in=weg)
    )


def met_eigenaar(vragen: GezinsvraagQuerySet, dag: date) -> GezinsvraagQuerySet:
    """Each with eigenaar and eigenaar_naam: who has it in hand on this day, by key and name; None when nobody has."""
    wie = Gebruiker.objects.filter(pk=OuterRef("eigenaar")).values("naam")
    return vragen.annotate(eigenaar=_eigenaar(dag)).annotate(eigenaar_naam=Subquery(wie))


def _eigenaar(dag: date) -> Case:
    """Who has it in hand: whom it was given to, else the behandelaar; nobody once they work here no more."""
    werkt = Lidmaatschap.objects.geldig(dag).filter(rol__in=ANTWOORDROLLEN, gebruiker__is_active=True)
    hier = werkt.values("gebruiker")
    return Case(
        When(toegewezen__in=hier, then=F("toegewezen")),
        When(voor=Voor.LOKET, aanvraag__behandelaar__in=hier, then=F("aanvraag__behandelaar")),
        default=None,
    )


def _wie_antwoordt(vraag: Gezinsvraag, dag: date) -> Gebruiker | None:
    """Whom to tell: who has it in hand, or who stands in today; at a school whoever began the aanvraag."""
    nummer = Gezinsvraag.objects.filter(pk=vraag.pk).values_list(_eigenaar(dag), flat=True).get()
    if nummer is None and vraag.voor == Voor.SCHOOL:
        begon = vraag.aanvraag.aangemaakt_door_id
        return next((een for een in mensen_van(vraag.school, dag) if een.pk == begon), None)
    weg = Waarneming.objects.geldig(dag).filter(gebruiker=nummer).select_related("waarnemer").first()
    return weg.waarnemer if weg else Gebruiker.objects.filter(pk=nummer).first()


def _te_beantwoorden(vraag: Gezinsvraag, door: Gebruiker) -> Gezinsvraag:
    """The conversation, locked, for who may answer in it. Http404 when this user does not see it as such."""
    zichtbaar = Gezinsvraag.objects.visible_to(door, P.GEZIN_ANTWOORDEN).select_for_update(of=("self",))
    rij: Gezinsvraag = get_object_or_404(zichtbaar.select_related("aanvraag", "school", "vrager"), pk=vraag.pk)
    return rij


def _zeggen(
    vraag: Gezinsvraag,
    soort: str,
    tekst: str,
    papieren: Papieren,
    *,
    door: Gebruiker,
    op: datetime,
    sleutel: str = "",
) -> tuple[Gezinsbericht, bool]:
    """What was said with its files, and whether it is new. The conversation is locked: in the order of the keys."""
    if not tekst.strip():
        raise NietMogelijk(gettext("Schrijf eerst iets op."))
    if len(papieren) > BESTANDEN_HOOGSTENS:
        raise NietMogelijk(gettext("Er kunnen hoogstens {aantal} bestanden bij.").format(aantal=BESTANDEN_HOOGSTENS))
    wat = json.dumps([sleutel, vraag.pk, door.pk, soort, tekst.strip()])
    afdruk = hashlib.sha256(wat.encode()).hexdigest() if sleutel else None
    if afdruk and (al := vraag.berichten.filter(eenmalig=afdruk).first()):
        return al, False
    bericht = vraag.berichten.create(soort=soort, tekst=tekst.strip(), op=op, door=door, eenmalig=afdruk)
    for inhoud, naam in {inhoud.pk: (inhoud, naam) for inhoud, naam in papieren}.values():
        Gezinsbestand.objects.create(bericht=bericht, inhoud=inhoud, naam=naam)
    return bericht, True


def _vrager_melden(vraag: Gezinsvraag, bericht: Gezinsbericht, op: datetime) -> None:
    """Only to who can still read it: not to somebody who lost gezag since."""
    wie = vraag.vrager
    if wie.is_active and Gezinsvraag.objects.visible_to(wie, P.DOSSIER_LEZEN).filter(pk=vraag.pk).exists():
        melden(wie=wie, sleutel=f"gezinsvraag-{bericht.public_id}", op=op)
