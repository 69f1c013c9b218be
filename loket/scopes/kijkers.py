"""Who can see an aanvraag today, by role and name: the same people as the scopes say (a test compares them).

It is shown to everybody in the dossier, so that nobody has to guess where the border lies (the school zone before
submitting, the zone of the SWV after it).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Q, QuerySet

from kern.gebruikers.collegas import met_rol
from kern.gebruikers.ineens import ineens
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import Rol
from loket.models import VOOR_INDIENEN, Aanvraag, Adviesopdracht, Besluit, Deelnemer, Overleg
from scholen.models import Gezag, Leerling
from scholen.scopes import SCHOOL_SCHRIJFT, VAN_BEZWAAR


@dataclass(frozen=True)
class Kijkers:
    """The people of one kind. uitleg: what limits what they see."""

    wie: str
    namen: tuple[str, ...]
    uitleg: str = ""


EIGEN_DOSSIER = "Ieder in een eigen dossier, zonder adressen."
OUDERS, LEERLING = "Ouders en voogden", "De leerling"


@dataclass(frozen=True)
class Groep:
    """The candidates of one kind. rol: ask of each whether he sees this aanvraag through this role; few have it."""

    wie: str
    mensen: QuerySet[Gebruiker]
    uitleg: str = ""
    rol: Rol | None = None


def kijkers(aanvraag: Aanvraag, dag: date) -> list[Kijkers]:
    """Groups of people with an account who can open this aanvraag on this day; empty groups are left out.

    Two queries, however many people there are.
    """
    lijst = groepen(aanvraag, dag)
    mensen = ineens(*(groep.mensen for groep in lijst))
    vragen = navragen(aanvraag, lijst, mensen)
    return kijkers_uit(lijst, mensen, ineens(*vragen))


def groepen(aanvraag: Aanvraag, dag: date, *, besloten: bool = True) -> list[Groep]:
    """Who may be looking, by kind. besloten: whether there may be a decision, and so a bezwaar against it."""
    lijst = [Groep("De school", op_school(aanvraag, dag))]
    if aanvraag.status in VOOR_INDIENEN:
        return lijst
    geeft_advies = aanvraag.soortregels.geeft_advies
    lijst += [
        Groep("Het loket", met_rol(Rol.LOKETMEDEWERKER, dag)),
        Groep("Wie beslist", met_rol(Rol.BESLISSER, dag)),
    ]
    if geeft_advies:
        lijst.append(Groep("Wie antwoordt", adviseur(aanvraag, dag), "Een adviseur, alleen bij deze vraag."))
    lijst.append(Groep("Deskundigen", deskundigen(aanvraag, dag), "Zolang zij aan hun advies werken."))
    for rol in (Rol.ADVISEUR, Rol.DESKUNDIGE):
        wie = bij_overleg(aanvraag, dag, rol)
        lijst.append(Groep("Uitgenodigd voor een overleg", wie, "Tot de stukken dichtgaan.", rol))
    for rol in VAN_BEZWAAR if besloten else ():
        lijst.append(Groep("Bezwaar", bij_bezwaar(aanvraag, dag, rol), "Alleen zolang er een bezwaar is.", rol))
    if aanvraag.leerling is not None:
        lijst += [
            Groep(OUDERS, bij_kind(aanvraag.leerling, dag, Rol.OUDER), EIGEN_DOSSIER, Rol.OUDER),
            Groep(LEERLING, bij_kind(aanvraag.leerling, dag, Rol.LEERLING), "", Rol.LEERLING),
        ]
    return lijst


def navragen(aanvraag: Aanvraag, lijst: Sequence[Groep], mensen: Sequence[list[Gebruiker]]) -> list[QuerySet[Aanvraag]]:
    """Of each group in turn and of each of its candidates: whether he sees the aanvraag through the role of it."""
    zelf = Aanvraag.objects.only("pk")
    return [
        zelf.visible_through(wie, groep.rol).filter(pk=aanvraag.pk)
        for groep, kandidaten in zip(lijst, mensen, strict=True)
        if groep.rol
        for wie in kandidaten
    ]


def kijkers_uit(
    lijst: Sequence[Groep], mensen: Sequence[list[Gebruiker]], antwoorden: Iterable[list[Aanvraag]]
) -> list[Kijkers]:
    """The groups with who really sees it; somebody who is named once is not named again as invited."""
    per: dict[str, Kijkers] = {}
    antwoord, al = iter(antwoorden), set[int]()
    for groep, kandidaten in zip(lijst, mensen, strict=True):
        ziet = [wie for wie in kandidaten if groep.rol is None or next(antwoord)]
        if groep.rol in (Rol.ADVISEUR, Rol.DESKUNDIGE):
            ziet = [wie for wie in ziet if wie.pk not in al]
        elif groep.wie in ("Deskundigen", "Wie antwoordt"):
            al |= {wie.pk for wie in ziet}
        eerder = per[groep.wie].namen if groep.wie in per else ()
        namen = tuple(dict.fromkeys((*eerder, *(wie.naam for wie in ziet))))
        per[groep.wie] = Kijkers(groep.wie, namen, groep.uitleg)
    return [een for een in per.values() if een.namen]


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
    """Who with this role takes part in a meeting about this child."""
    overleggen = Overleg.objects.open_voor_stukken(dag).filter(agendapunten__aanvraag=aanvraag)
    mee = Deelnemer.objects.filter(overleg__in=overleggen.values("pk"), gebruiker__isnull=False).values("gebruiker")
    return met_rol(rol, dag).filter(pk__in=mee)


def bij_bezwaar(aanvraag: Aanvraag, dag: date, rol: Rol) -> QuerySet[Gebruiker]:
    """Who with this role may handle or advise on a bezwaar, once there is a decision."""
    besluiten = Besluit.objects.filter(aanvraag=aanvraag)
    return met_rol(rol, dag).filter(Exists(besluiten))


def bij_kind(leerling: Leerling, dag: date, rol: Rol) -> QuerySet[Gebruiker]:
    """Who represents the child, or is it, with an account."""
    banden = Gezag.objects.filter(leerling=leerling).values("betrokkene__gebruiker")
    return met_rol(rol, dag).filter(Q(pk__in=banden) | Q(leerling=leerling))
