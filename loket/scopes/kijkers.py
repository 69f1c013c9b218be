"""Who can see an aanvraag today, by role and name: the same people as the scopes say (a test compares them).

It is shown to everybody in the dossier, so that nobody has to guess where the border lies (the school zone before
submitting, the zone of the SWV after it).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from kern.gebruikers.collegas import met_rol
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import Rol
from loket.models import VOOR_INDIENEN, Aanvraag, Adviesopdracht, Deelnemer, Overleg
from scholen.scopes import SCHOOL_SCHRIJFT, VAN_BEZWAAR


@dataclass(frozen=True)
class Kijkers:
    """The people of one kind. uitleg: what limits what they see."""

    wie: str
    namen: tuple[str, ...]
    uitleg: str = ""


EIGEN_DOSSIER = "Ieder in een eigen dossier, zonder adressen."


def kijkers(aanvraag: Aanvraag, dag: date) -> list[Kijkers]:
    """Groups of people with an account who can open this aanvraag on this day; empty groups are left out."""
    lijst = [Kijkers("De school", _namen(op_school(aanvraag, dag)))]
    if aanvraag.status not in VOOR_INDIENEN:
        lijst += [
            Kijkers("Het loket", _namen(met_rol(Rol.LOKETMEDEWERKER, dag))),
            Kijkers("Wie beslist", _namen(met_rol(Rol.BESLISSER, dag))),
            Kijkers("Wie antwoordt", _namen(adviseur(aanvraag, dag)), "Een adviseur, alleen bij deze vraag."),
            Kijkers("Deskundigen", _namen(deskundigen(aanvraag, dag)), "Zolang zij aan hun advies werken."),
            Kijkers("Uitgenodigd voor een overleg", _namen(bij_overleg(aanvraag, dag)), "Tot de stukken dichtgaan."),
            Kijkers("Bezwaar", _namen(bij_bezwaar(aanvraag, dag)), "Alleen zolang er een bezwaar is."),
            Kijkers(
                "Ouders en voogden",
                _namen(bij_kind(aanvraag, dag, Rol.OUDER)),
                "Ieder in een eigen dossier, zonder adressen.",
            ),
            Kijkers("De leerling", _namen(bij_kind(aanvraag, dag, Rol.LEERLING))),
        ]
    return [een for een in lijst if een.namen]


def op_school(aanvraag: Aanvraag, dag: date) -> QuerySet[Gebruiker]:
    """Who may write aanvragen at the school."""
    leden = Lidmaatschap.objects.geldig(dag).filter(rol__in=SCHOOL_SCHRIJFT, plek__school=aanvraag.school)
    gevonden: QuerySet[Gebruiker] = Gebruiker.objects.filter(is_active=True, pk__in=leden.values("gebruiker"))
    return gevonden.order_by("naam", "pk")


def adviseur(aanvraag: Aanvraag, dag: date) -> Iterable[Gebruiker]:
    """The adviseur to whom this question was assigned."""
    if not aanvraag.soortregels.geeft_advies:
        return ()
    return met_rol(Rol.ADVISEUR, dag).filter(pk=aanvraag.behandelaar_id or 0)


def deskundigen(aanvraag: Aanvraag, dag: date) -> Iterable[Gebruiker]:
    """The experts to whom this case is open."""
    opdrachten = Adviesopdracht.objects.toegankelijk(dag).filter(aanvraag=aanvraag)
    return met_rol(Rol.DESKUNDIGE, dag).filter(pk__in=opdrachten.values("deskundige"))


def bij_overleg(aanvraag: Aanvraag, dag: date) -> list[Gebruiker]:
    """Advisers and experts who take part in a meeting about this child. Few are invited, so each is asked."""
    overleggen = Overleg.objects.open_voor_stukken(dag).filter(agendapunten__aanvraag=aanvraag)
    mee = Deelnemer.objects.filter(overleg__in=overleggen.values("pk"), gebruiker__isnull=False).values("gebruiker")
    rollen = (Rol.ADVISEUR, Rol.DESKUNDIGE)
    al = {een.pk for een in [*deskundigen(aanvraag, dag), *adviseur(aanvraag, dag)]}
    mensen = [(wie, rol) for rol in rollen for wie in met_rol(rol, dag).filter(pk__in=mee)]
    return [wie for wie, rol in mensen if wie.pk not in al and _ziet(wie, rol, aanvraag)]


def bij_bezwaar(aanvraag: Aanvraag, dag: date) -> list[Gebruiker]:
    """Who handles or advises on a bezwaar against its decision. Few people have such a role, so each is asked."""
    if not aanvraag.besluiten.exists():
        return []
    return [wie for rol in VAN_BEZWAAR for wie in met_rol(rol, dag) if _ziet(wie, rol, aanvraag)]


def bij_kind(aanvraag: Aanvraag, dag: date, rol: Rol) -> list[Gebruiker]:
    """Who represents the child, or is it, with an account. They are few, so each is asked."""
    if aanvraag.leerling is None:
        return []
    van_kind = Q(betrokkenen__gezag__leerling=aanvraag.leerling) | Q(leerling=aanvraag.leerling)
    return [wie for wie in met_rol(rol, dag).filter(van_kind).distinct() if _ziet(wie, rol, aanvraag)]


def _ziet(wie: Gebruiker, rol: Rol, aanvraag: Aanvraag) -> bool:
    return Aanvraag.objects.visible_through(wie, rol).filter(pk=aanvraag.pk).exists()


def _namen(wie: Iterable[Gebruiker]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(een.naam for een in wie))
