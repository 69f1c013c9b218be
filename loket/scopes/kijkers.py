"""Who can see an aanvraag today, by role and name: the same people as the scopes say (a test compares them).

It is shown to everybody in the dossier, so that nobody has to guess where the border lies (the school zone before
submitting, the zone of the SWV after it).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Q, QuerySet, Value

from kern.gebruikers.collegas import met_rol
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import Rol
from loket.models import (
    VOOR_INDIENEN,
    Aanvraag,
    Adviesopdracht,
    Bezwaarzaak,
    Commissieopdracht,
    Deelnemer,
    Overleg,
)
from scholen.models import Gezag, Leerling
from scholen.scopes import SCHOOL_SCHRIJFT

from .helper import geldige_toegangen


@dataclass(frozen=True)
class Kijkers:
    """The people of one kind. uitleg: what limits what they see."""

    wie: str
    namen: tuple[str, ...]
    uitleg: str = ""


UITGENODIGD = "Uitgenodigd voor een overleg"
HELPERS = "Helpers"
EIGEN_DOSSIER = "Ieder in een eigen dossier, zonder adressen."


@dataclass(frozen=True)
class Groep:
    """The people of one kind. rol: of each must still be asked whether he sees this aanvraag through this role."""

    wie: str
    mensen: QuerySet[Gebruiker]
    uitleg: str = ""
    rol: Rol | None = None


def kijkers(aanvraag: Aanvraag, dag: date) -> list[Kijkers]:
    """Groups of people with an account who can open this aanvraag on this day; empty groups are left out.

    Two queries, however many people there are.
    """
    lijst = groepen(aanvraag, dag) + gezin(aanvraag, dag)
    kop, *rest = (groep.mensen.order_by().annotate(groep=Value(nr)) for nr, groep in enumerate(lijst))
    mensen = kop.union(*rest, all=True).order_by("groep", "naam", "pk")
    gevonden = [(lijst[wie.groep], wie) for wie in mensen]
    ziet = _ziet(aanvraag, [(groep.rol, wie) for groep, wie in gevonden if groep.rol])
    return kijkers_uit(
        (groep, wie.pk, wie.naam) for groep, wie in gevonden if groep.rol is None or (groep.rol, wie.pk) in ziet
    )


def _ziet(aanvraag: Aanvraag, kandidaten: Sequence[tuple[Rol, Gebruiker]]) -> set[tuple[Rol, int]]:
    """Which of these see the aanvraag through the role beside them; one query, none without candidates."""
    vragen = [
        Aanvraag.objects.visible_through(wie, rol).filter(pk=aanvraag.pk).values_list(Value(nr))
        for nr, (rol, wie) in enumerate(kandidaten)
    ]
    antwoorden = vragen[0].union(*vragen[1:], all=True) if vragen else ()
    return {(kandidaten[nr][0], kandidaten[nr][1].pk) for (nr,) in antwoorden}


def groepen(aanvraag: Aanvraag, dag: date) -> list[Groep]:
    """Who can open it at the school and for the SWV, by kind."""
    lijst = [Groep("De school", op_school(aanvraag, dag))]
    if aanvraag.status in VOOR_INDIENEN:
        return lijst
    lijst += [
        Groep("Het loket", met_rol(Rol.LOKETMEDEWERKER, dag)),
        Groep("Wie beslist", met_rol(Rol.BESLISSER, dag)),
    ]
    if aanvraag.soortregels.geeft_advies:
        lijst.append(Groep("Wie antwoordt", adviseur(aanvraag, dag), "Een adviseur, alleen bij deze vraag."))
    lijst.append(Groep("Deskundigen", deskundigen(aanvraag, dag), "Zolang zij aan hun advies werken."))
    for rol in (Rol.ADVISEUR, Rol.DESKUNDIGE):
        lijst.append(Groep(UITGENODIGD, bij_overleg(aanvraag, dag, rol), "Tot de stukken dichtgaan."))
    for bij in (behandelt_bezwaar, in_commissie):
        lijst.append(Groep("Bezwaar", bij(aanvraag, dag), "Alleen zolang er een bezwaar is."))
    return lijst


def gezin(aanvraag: Aanvraag, dag: date) -> list[Groep]:
    """Once it is submitted: parents and pupil, of whom it is still to be asked whether each may see it, and helpers."""
    if aanvraag.status in VOOR_INDIENEN or aanvraag.leerling is None:
        return []
    return [
        Groep("Ouders en voogden", bij_kind(aanvraag.leerling, dag, Rol.OUDER), EIGEN_DOSSIER, Rol.OUDER),
        Groep("De leerling", bij_kind(aanvraag.leerling, dag, Rol.LEERLING), "", Rol.LEERLING),
        Groep(HELPERS, helpers(aanvraag, dag), "Op verzoek van een ouder of de leerling."),
    ]


def kijkers_uit(mensen: Iterable[tuple[Groep, int, str]]) -> list[Kijkers]:
    """The groups of these people (key and name), in the order given; who was named before is not invited too."""
    per: dict[str, tuple[dict[str, None], str]] = {}
    al = set[int]()
    for groep, pk, naam in mensen:
        if groep.wie == UITGENODIGD and pk in al:
            continue
        if groep.wie in ("Deskundigen", "Wie antwoordt"):
            al.add(pk)
        per.setdefault(groep.wie, ({}, groep.uitleg))[0][naam] = None
    return [Kijkers(wie, tuple(namen), uitleg) for wie, (namen, uitleg) in per.items()]


def op_school(aanvraag: Aanvraag, dag: date) -> QuerySet[Gebruiker]:
    """Who may write aanvragen at the school."""
    leden = Lidmaatschap.objects.geldig(dag).filter(rol__in=SCHOOL_SCHRIJFT, plek__school=aanvraag.school)
    gevonden: QuerySet[Gebruiker] = Gebruiker.objects.filter(is_active=True, pk__in=leden.values("gebruiker"))
    return gevonden.order_by("naam", "pk")


def adviseur(aanvraag: Aanvraag, dag: date) -> QuerySet[Gebruiker]:
    """The adviseur to whom this question was assigned."""
    return met_rol(Rol.ADVISEUR, dag).filter(pk=aanvraag.behandelaar_id or 0)


def deskundigen(aanvraag: Aanvraag, dag: date) -> QuerySet[Gebruiker]:
    """The experts to whom this case is open."""
    opdrachten = Adviesopdracht.objects.toegankelijk(dag).filter(aanvraag=aanvraag)
    return met_rol(Rol.DESKUNDIGE, dag).filter(pk__in=opdrachten.values("deskundige"))


def bij_overleg(aanvraag: Aanvraag, dag: date, rol: Rol) -> QuerySet[Gebruiker]:
    """Who with this role was invited for a meeting about this child, or for all of one in which it is spoken of."""
    overleggen = Overleg.objects.open_voor_stukken(dag).filter(agendapunten__aanvraag=aanvraag)
    mee = Deelnemer.objects.filter(
        Q(agendapunt=None) | Q(agendapunt__aanvraag=aanvraag), overleg__in=overleggen.values("pk")
    )
    return met_rol(rol, dag).filter(pk__in=mee.filter(gebruiker__isnull=False).values("gebruiker"))


def behandelt_bezwaar(aanvraag: Aanvraag, dag: date) -> QuerySet[Gebruiker]:
    """Who handles bezwaren, once there is one against a decision about this."""
    zaken = Bezwaarzaak.objects.filter(besluit__aanvraag=aanvraag)
    return met_rol(Rol.BEZWAARBEHANDELAAR, dag).filter(Exists(zaken))


def in_commissie(aanvraag: Aanvraag, dag: date) -> QuerySet[Gebruiker]:
    """The members of the committee to whom a bezwaar about this is open."""
    opdrachten = Commissieopdracht.objects.toegankelijk(dag).filter(zaak__besluit__aanvraag=aanvraag)
    return met_rol(Rol.BEZWAARCOMMISSIE, dag).filter(pk__in=opdrachten.values("lid"))


def bij_kind(leerling: Leerling, dag: date, rol: Rol) -> QuerySet[Gebruiker]:
    """Who represents the child, or is it, with an account."""
    banden = Gezag.objects.filter(leerling=leerling).values("betrokkene__gebruiker")
    return met_rol(rol, dag).filter(Q(pk__in=banden) | Q(leerling=leerling))


def helpers(aanvraag: Aanvraag, dag: date) -> QuerySet[Gebruiker]:
    """Who looks along because a parent or the pupil wants it."""
    toegangen = geldige_toegangen(dag).filter(aanvraag=aanvraag)
    return met_rol(Rol.HELPER, dag).filter(pk__in=toegangen.values("helper"))
