"""Who sees what of supervision: the privacy officer; and what nobody sees, for it was approved to go."""

from __future__ import annotations

from django.apps import apps
from django.db.models import BigAutoField, ForeignKey, Q

from kern.avg import GAAT_MEE, Regel, gegevens
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, VERBORGEN, registreer, ziet_niets
from toezicht.models import Datalek, Datalekstap, Opruiming, Opruimregel, Registerregel, Vasthouding, Verborgen

EIGEN = (Datalek, Datalekstap, Opruiming, Opruimregel, Vasthouding, Registerregel)


@registreer(Datalek, Rol.FG, Rol.BEHEERDER)
@registreer(Datalekstap, Rol.FG, Rol.BEHEERDER)
@registreer(Opruiming, Rol.FG, Rol.BEHEERDER)
@registreer(Opruimregel, Rol.FG)
@registreer(Vasthouding, Rol.FG)
@registreer(Registerregel, Rol.FG, Rol.CONTROLLER)
def _alle(gebruiker: Gebruiker) -> Q:
    """The privacy officer approves, the beheerder sees that it happens, the controller accounts for TLVs."""
    return ALLES


for van_datalek in (Datalek, Datalekstap):
    ziet_niets(van_datalek, *(set(Rol) - {Rol.FG, Rol.BEHEERDER}))
ziet_niets(Opruiming, *(set(Rol) - {Rol.FG, Rol.BEHEERDER}))
ziet_niets(Opruimregel, *(set(Rol) - {Rol.FG}))
ziet_niets(Vasthouding, *(set(Rol) - {Rol.FG}))
ziet_niets(Registerregel, *(set(Rol) - {Rol.FG, Rol.CONTROLLER}))


def _verbergen() -> None:
    """Of every model whose rows go with a file: not those that were approved to go."""
    for model in apps.get_models():
        if "Avg" not in model.__dict__ or model in EIGEN or not isinstance(model._meta.pk, BigAutoField | ForeignKey):
            continue
        if gegevens(model).regel in {*GAAT_MEE, Regel.GELD}:
            VERBORGEN[model] = Verborgen.objects.filter(model=model._meta.label_lower).values("rij")


_verbergen()
