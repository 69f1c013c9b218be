"""Which colleagues can be named for a case: who looks after it, and who can be asked to a table about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import BUITEN, Rol
from scholen.scopes import SCHOOL_SCHRIJFT

from .models import Casus, Deling, begeleiders_op


def begeleiders(rij: Casus) -> list[Gebruiker]:
    """Colleagues who can look after this case now."""
    mensen = begeleiders_op(timezone.localdate())
    return list(mensen.exclude(pk=rij.regievoerder_id or 0).order_by("naam", "pk"))


def regie_van(rij: Casus, dag: date) -> Gebruiker | None:
    """Who looks after this case on this day; None also when that person does not work here any more."""
    return begeleiders_op(dag).filter(pk=rij.regievoerder_id or 0).first()


def wie_hoort(rij: Casus, dag: date) -> list[Gebruiker]:
    """Who is told what this case needs: who looks after it, and without such a person the desk."""
    if regie := regie_van(rij, dag):
        return [regie]
    return loket_op(dag)


def loket_op(dag: date) -> list[Gebruiker]:
    """Everybody at the desk on this day."""
    leden = Lidmaatschap.objects.geldig(dag).filter(rol=Rol.LOKETMEDEWERKER)
    return list(Gebruiker.objects.filter(pk__in=leden.values("gebruiker"), is_active=True).order_by("pk"))


@dataclass(frozen=True)
class Gevraagde:
    """Somebody who can be asked: as what, and whether it is the school of the child itself."""

    gebruiker: Gebruiker
    functie: str
    school: bool

    @property
    def woorden(self) -> str:
        return f"{self.gebruiker.naam}, {self.functie}"


def te_vragen(rij: Casus, vrager: Gebruiker) -> dict[str, Gevraagde]:
    """Who can be asked to a table and reads why after logging in, by public id; the school first.

    Its school, the decider, leerplicht of where the child lives, with whom a part is shared, and who looks after it.
    """
    vandaag = timezone.localdate()
    van_school = Q(rol__in=SCHOOL_SCHRIJFT, plek__school=rij.school_id) if rij.school_id else Q(pk__in=[])
    van_gemeente = Q(rol=Rol.LEERPLICHT, plek__gemeente=rij.woongemeente_id) if rij.woongemeente_id else Q(pk__in=[])
    gedeeld = Q(pk__in=Deling.objects.filter(casus=rij).geldig(vandaag).values("lid"))
    van_regie = Q(gebruiker=rij.regievoerder_id, rol__in=(Rol.ADVISEUR, Rol.LOKETMEDEWERKER))
    leden = Lidmaatschap.objects.geldig(vandaag).filter(gebruiker__is_active=True).exclude(gebruiker=vrager.pk)
    leden = leden.filter(van_school | van_gemeente | gedeeld | van_regie | Q(rol=Rol.BESLISSER))
    gevonden: dict[str, Gevraagde] = {}
    for lid in leden.select_related("gebruiker", "plek").order_by("gebruiker__naam", "pk"):
        wie, school = lid.gebruiker, lid.rol in SCHOOL_SCHRIJFT
        if wie.public_id not in gevonden and Casus.objects.visible_to(wie).filter(pk=rij.pk).exists():
            plek = str(lid.plek) if school or lid.rol in BUITEN else ""
            gevonden[wie.public_id] = Gevraagde(wie, plek or lid.get_rol_display(), school)
    return dict(sorted(gevonden.items(), key=lambda een: not een[1].school))
