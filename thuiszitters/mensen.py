"""Which colleagues can be named for a case: who looks after it, and who can be asked to a table about it."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import PERMISSIES, Permissie, Rol
from scholen.scopes import SCHOOL_SCHRIJFT

from .models import Casus

P = Permissie


def begeleiders(rij: Casus) -> list[Gebruiker]:
    """Colleagues who can look after this case now."""
    rollen = [rol for rol in Rol if P.THUISZITTER_BEGELEIDEN in PERMISSIES[rol]]
    leden = Lidmaatschap.objects.geldig(timezone.localdate()).filter(rol__in=rollen)
    mensen = Gebruiker.objects.filter(pk__in=leden.values("gebruiker"), is_active=True)
    return list(mensen.exclude(pk=rij.regievoerder_id).order_by("naam", "pk"))


def te_vragen(rij: Casus, vrager: Gebruiker) -> list[Gebruiker]:
    """Who can be asked to a table and reads the case after logging in: its school, the decider, leerplicht, regie."""
    leden = Lidmaatschap.objects.geldig(timezone.localdate())
    van_school = Q(rol__in=SCHOOL_SCHRIJFT, plek__school=rij.school_id) if rij.school_id else Q(pk__in=[])
    van_gemeente = Q(rol=Rol.LEERPLICHT, plek__gemeente=rij.woongemeente_id) if rij.woongemeente_id else Q(pk__in=[])
    leden = leden.filter(van_school | van_gemeente | Q(rol=Rol.BESLISSER))
    mensen = Gebruiker.objects.filter(Q(pk__in=leden.values("gebruiker")) | Q(pk=rij.regievoerder_id), is_active=True)
    gekozen = mensen.exclude(pk=vrager.pk).order_by("naam", "pk")
    return [een for een in gekozen if Casus.objects.visible_to(een).filter(pk=rij.pk).exists()]
