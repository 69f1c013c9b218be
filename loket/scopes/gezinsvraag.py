"""Who sees what somebody of a family asks: the asker, and whose task the answer is.

The other parent never does, and neither the school what is asked of the loket, nor the other way round. Who is family
of the child sees it in no other role: a parent who works at the school would read what the other parent writes.
"""

from __future__ import annotations

from django.db.models import Q

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import registreer, zicht_door, ziet_niets
from loket.models.gezinsvraag import Gezinsbericht, Gezinsbestand, Gezinsvraag
from scholen.models import Leerling
from scholen.scopes import KIND_EN_OUDERS, SCHOOL_SCHRIJFT, dossierscholen_van

from .consult import consulten_van

ANTWOORDEN = (*SCHOOL_SCHRIJFT, Rol.LOKETMEDEWERKER, Rol.ADVISEUR)
V = Gezinsvraag.Voor


def _eigen_familie(gebruiker: Gebruiker) -> Q:
    familie = Leerling.objects.filter(Q(gezag__betrokkene__gebruiker=gebruiker) | Q(gebruiker=gebruiker))
    return Q(leerling__in=familie.values("pk"))


@registreer(Gezinsvraag, Rol.LOKETMEDEWERKER)
def _voor_het_loket(gebruiker: Gebruiker) -> Q:
    return Q(voor=V.LOKET) & ~_eigen_familie(gebruiker)


@registreer(Gezinsvraag, Rol.ADVISEUR)
def _bij_eigen_consult(gebruiker: Gebruiker) -> Q:
    return Q(voor=V.LOKET, aanvraag__in=consulten_van(gebruiker).values("pk")) & ~_eigen_familie(gebruiker)


def _voor_de_school(rol: Rol) -> None:
    @registreer(Gezinsvraag, rol)
    def van_school(gebruiker: Gebruiker) -> Q:
        return Q(voor=V.SCHOOL, school__in=dossierscholen_van(gebruiker, rol)) & ~_eigen_familie(gebruiker)


def _eigen_vragen(rol: Rol) -> None:
    @registreer(Gezinsvraag, rol)
    def mijn(gebruiker: Gebruiker) -> Q:
        kinderen = Leerling.objects.filter(zicht_door(Leerling, gebruiker, rol))
        return Q(vrager=gebruiker, leerling__in=kinderen)


def _wat_is_gezegd(rol: Rol) -> None:
    @registreer(Gezinsbericht, rol)
    def berichten(gebruiker: Gebruiker) -> Q:
        return Q(vraag__in=Gezinsvraag.objects.filter(zicht_door(Gezinsvraag, gebruiker, rol)))

    @registreer(Gezinsbestand, rol)
    def bestanden(gebruiker: Gebruiker) -> Q:
        return Q(bericht__vraag__in=Gezinsvraag.objects.filter(zicht_door(Gezinsvraag, gebruiker, rol)))


for rol_school in SCHOOL_SCHRIJFT:
    _voor_de_school(rol_school)
for rol_gezin in KIND_EN_OUDERS:
    _eigen_vragen(rol_gezin)
for rol_leest in (*ANTWOORDEN, *KIND_EN_OUDERS):
    _wat_is_gezegd(rol_leest)
for model_van_vraag in (Gezinsvraag, Gezinsbericht, Gezinsbestand):
    ziet_niets(model_van_vraag, *(set(Rol) - {*ANTWOORDEN, *KIND_EN_OUDERS}))
