"""When the school behind a dossier changes: one aanvraag that another school takes over, or a school that is succeeded.

Drafts, running dossiers, pupils, memberships and placements go along; what is decided and sent stays as it was, and the
successor reads it (afspraak 53).
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.overgang import NietMogelijk, rechten_nodig
from kern.gebruikers.rollen import Permissie
from kern.logboek.actions import vastleggen
from loket.models import (
    BESLOTEN,
    IN_BEHANDELING,
    LOPEND,
    OPEN,
    Aanvraag,
    Schoolovergang,
    Status,
    Tlv,
    TlvGebeurtenis,
)
from scholen.models import Aanmelding, Inschrijving, Kringlid, Plek, School

from .aanvraag import bij_school
from .overgang import overgang

EEN_DAG = timedelta(days=1)


@overgang(van=sorted(IN_BEHANDELING), naar=sorted(IN_BEHANDELING), permissie=Permissie.AANVRAAG_CONTROLEREN)
def aanvrager_wijzigen(aanvraag: Aanvraag, *, door: Gebruiker, op: datetime, school: School, reden: str) -> None:
    """Another school takes the aanvraag over: one where the child is enrolled or aangemeld now. The term runs on."""
    if not reden.strip():
        raise NietMogelijk("Schrijf op waarom een andere school de aanvraag overneemt.")
    if aanvraag.leerling is None:
        raise NietMogelijk("Deze aanvraag gaat niet over één leerling en blijft bij de school.")
    if school.pk == aanvraag.school_id:
        raise NietMogelijk("Deze school is al de aanvrager.")
    try:
        aanvraag.bij_school = bij_school(aanvraag.leerling, school, dag=timezone.localdate(op))
    except NietMogelijk:
        raise NietMogelijk("De leerling is bij die school niet ingeschreven of aangemeld.") from None
    aanvraag.school = school


@dataclass(frozen=True)
class Opvolging:
    """What goes from one school to its successor, in numbers: who looks at it may not see the children."""

    lopend: int
    concepten: int
    leerlingen: int
    aanmeldingen: int
    leden: int
    plaatsingen: int

    @property
    def sleutel(self) -> str:
        """What the preview showed, to see at the deed whether something came in between."""
        return hashlib.sha256(repr(sorted(asdict(self).items())).encode()).hexdigest()[:16]


def opvolging(oud: School, per: date) -> Opvolging:
    """What would move on this day. Writes nothing."""
    aanvragen = _aanvragen(oud)
    return Opvolging(
        lopend=aanvragen.exclude(status=Status.CONCEPT).count(),
        concepten=aanvragen.filter(status=Status.CONCEPT).count(),
        leerlingen=_inschrijvingen(oud, per).values("leerling").distinct().count(),
        aanmeldingen=Aanmelding.objects.filter(school=oud, afgesloten_op=None).count(),
        leden=_leden(oud, per).count(),
        plaatsingen=len(_geplaatst(oud, per)),
    )


def opvolging_fouten(oud: School, nieuw: School, per: date, vandaag: date) -> list[str]:
    """Why this school cannot be succeeded by that one on this day; [] when it can."""
    fouten = []
    if oud.pk == nieuw.pk:
        fouten.append("Kies een andere school als opvolger.")
    if oud.opvolger_id:
        fouten.append("Deze school heeft al een opvolger.")
    if nieuw.opvolger_id or (nieuw.gesloten_op and nieuw.gesloten_op <= per):
        fouten.append("De opvolger bestaat op die dag niet meer. Kies een school die open is.")
    if per > vandaag:
        fouten.append("Die dag moet nog komen. Doe dit op de dag zelf of daarna.")
    return fouten


@transaction.atomic
def school_opvolgen(oud: School, *, nieuw: School, per: date, akkoord: str, door: Gebruiker, op: datetime) -> Opvolging:
    """Move everything that runs at this school to its successor, from this day; all or nothing.

    akkoord: the `sleutel` of what was shown. Raises NietMogelijk with the reasons, or when something changed since.
    """
    rechten_nodig(door, Permissie.SCHOOL_OPVOLGEN)
    rij = get_object_or_404(School.objects.select_for_update(), pk=oud.pk)
    if fouten := opvolging_fouten(rij, nieuw, per, timezone.localdate(op)):
        raise NietMogelijk(" ".join(fouten))
    voorstel = opvolging(rij, per)
    if akkoord != voorstel.sleutel:
        raise NietMogelijk("Er is intussen iets veranderd. Bekijk opnieuw wat er overgaat.")
    for tlv in _geplaatst(rij, per):
        TlvGebeurtenis.objects.create(
            tlv=tlv, soort="geplaatst", per=per, school=nieuw, vastgelegd_op=op, vastgelegd_door=door
        )
    _leerlingen_over(rij, nieuw, per)
    _leden_over(rij, nieuw, per)
    _overgangen_over(rij, nieuw)
    for aanvraag in _aanvragen(rij).order_by("pk").select_for_update(of=("self",)):
        aanvraag.school = nieuw
        aanvraag.save(update_fields=["school"])
        vastleggen("aanvrager_wijzigen", aanvraag, door=door, op=op, van=rij.brin6, naar=nieuw.brin6)
    rij.opvolger, rij.opvolger_vanaf = nieuw, per
    rij.save(update_fields=["opvolger", "opvolger_vanaf"])
    vastleggen("school_opvolgen", rij, door=door, op=op, naar=nieuw.brin6, **asdict(voorstel))
    return voorstel


def _aanvragen(school: School) -> QuerySet[Aanvraag]:
    return Aanvraag.objects.filter(school=school, status__in=[*OPEN, *BESLOTEN])


def _inschrijvingen(school: School, per: date) -> QuerySet[Inschrijving]:
    return Inschrijving.objects.filter(Q(tot=None) | Q(tot__gte=per), school=school)


def _leden(school: School, per: date) -> QuerySet[Lidmaatschap]:
    return Lidmaatschap.objects.filter(Q(tot=None) | Q(tot__gte=per), plek__school=school)


def _geplaatst(school: School, per: date) -> list[Tlv]:
    """The TLVs that run and were used last at this school."""
    gebeurtenissen = TlvGebeurtenis.objects.filter(tlv=OuterRef("pk"), soort="geplaatst", per__lte=per)
    laatste = Subquery(gebeurtenissen.order_by("-per", "-pk").values("school")[:1])
    lijst: Any = Tlv.objects.met_stand(per).annotate(laatst=laatste)
    return list(lijst.filter(laatst=school.pk, stand__in=sorted(LOPEND)))


def _leerlingen_over(oud: School, nieuw: School, per: date) -> None:
    for inschrijving in _inschrijvingen(oud, per).select_for_update():
        al_daar = _inschrijvingen(nieuw, per).filter(leerling=inschrijving.leerling).exists()
        if inschrijving.van >= per and not al_daar:
            inschrijving.school = nieuw
            inschrijving.save(update_fields=["school"])
            continue
        tot, inschrijving.tot = inschrijving.tot, max(inschrijving.van, per - EEN_DAG)
        inschrijving.save(update_fields=["tot"])
        if not al_daar:
            Inschrijving.objects.create(
                leerling=inschrijving.leerling, school=nieuw, van=per, tot=tot, groep=inschrijving.groep
            )
    for aanmelding in Aanmelding.objects.select_for_update().filter(school=oud, afgesloten_op=None):
        if Aanmelding.objects.filter(school=nieuw, leerling=aanmelding.leerling, afgesloten_op=None).exists():
            aanmelding.afgesloten_op = per
        else:
            aanmelding.school = nieuw
        aanmelding.save(update_fields=["school", "afgesloten_op"])


def _leden_over(oud: School, nieuw: School, per: date) -> None:
    for lid in _leden(oud, per).select_for_update(of=("self",)):
        wie = {"gebruiker": lid.gebruiker, "rol": lid.rol}
        daar = _leden(nieuw, per).filter(**wie).order_by("pk").first()
        if lid.van >= per and daar is None:
            Plek.objects.filter(lidmaatschap=lid).update(school=nieuw)
            continue
        tot, lid.tot = lid.tot, max(lid.van, per - EEN_DAG)
        lid.save(update_fields=["tot"])
        if daar is None:
            daar = Lidmaatschap.objects.create(van=per, tot=tot, **wie)
            Plek.objects.create(lidmaatschap=daar, school=nieuw)
        _kringen_over(lid, daar)


def _kringen_over(oud: Lidmaatschap, nieuw: Lidmaatschap) -> None:
    """One stays in one's kringen, unless one is in them there already."""
    al = Kringlid.objects.filter(lidmaatschap=nieuw, geeindigd_op=None).values("kring")
    Kringlid.objects.filter(lidmaatschap=oud, geeindigd_op=None).exclude(kring__in=al).update(lidmaatschap=nieuw)


def _overgangen_over(oud: School, nieuw: School) -> None:
    """Who is on a list of the old school goes on at the new one, unless the child is on that list there."""
    daar = Schoolovergang.objects.filter(
        school=nieuw, leerling=OuterRef("leerling"), soort=OuterRef("soort"), schooljaar=OuterRef("schooljaar")
    )
    Schoolovergang.objects.filter(~Exists(daar), school=oud, klaar_op=None).update(school=nieuw)
