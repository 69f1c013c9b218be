"""Who sees what of supervision: the privacy officer; and what nobody sees, for it was approved to go."""

from __future__ import annotations

from django.apps import apps
from django.db.models import BigAutoField, ForeignKey, Q
from django.utils import timezone

from kern.avg import GAAT_MEE, Regel, gegevens
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, VERBORGEN, registreer, ziet_niets
from loket.models import Bijlage
from toezicht.models import (
    Beoordeling,
    Datalek,
    Datalekstap,
    Noodtoegang,
    Opruiming,
    Opruimregel,
    Regelstand,
    Registerregel,
    Vasthouding,
    Verborgen,
    Vertrekpakket,
)

EIGEN = (Datalek, Datalekstap, Opruiming, Opruimregel, Vasthouding, Registerregel, Vertrekpakket)


@registreer(Datalek, Rol.FG, Rol.BEHEERDER)
@registreer(Datalekstap, Rol.FG, Rol.BEHEERDER)
@registreer(Opruiming, Rol.FG, Rol.BEHEERDER)
@registreer(Vertrekpakket, Rol.FG, Rol.BEHEERDER)
@registreer(Opruimregel, Rol.FG)
@registreer(Vasthouding, Rol.FG)
@registreer(Registerregel, Rol.FG, Rol.CONTROLLER)
@registreer(Beoordeling, Rol.FG)
@registreer(Noodtoegang, Rol.FG)
def _alle(gebruiker: Gebruiker) -> Q:
    """The privacy officer approves, the beheerder sees that it happens, the controller accounts for TLVs."""
    return ALLES


@registreer(Opruimregel, Rol.LOKETMEDEWERKER)
def _gaat_binnenkort_weg(gebruiker: Gebruiker) -> Q:
    """Its number and school, while it can be taken back: who knows why it must stay, asks for that."""
    return Q(stand=Regelstand.ZACHT)


@registreer(Vasthouding, Rol.LOKETMEDEWERKER)
def _wordt_vastgehouden(gebruiker: Gebruiker) -> Q:
    return Q(opgeheven_op=None)


for van_datalek in (Datalek, Datalekstap):
    ziet_niets(van_datalek, *(set(Rol) - {Rol.FG, Rol.BEHEERDER}))
ziet_niets(Vertrekpakket, *(set(Rol) - {Rol.FG, Rol.BEHEERDER}))
ziet_niets(Opruiming, *(set(Rol) - {Rol.FG, Rol.BEHEERDER}))
ziet_niets(Opruimregel, *(set(Rol) - {Rol.FG, Rol.LOKETMEDEWERKER}))
ziet_niets(Vasthouding, *(set(Rol) - {Rol.FG, Rol.LOKETMEDEWERKER}))
ziet_niets(Registerregel, *(set(Rol) - {Rol.FG, Rol.CONTROLLER}))
ziet_niets(Beoordeling, *(set(Rol) - {Rol.FG}))
ziet_niets(Noodtoegang, *(set(Rol) - {Rol.FG, Rol.ADVISEUR, Rol.BEHEERDER}))


# --- in an emergency: one page and its papers, for four hours. The aanvraag and the child themselves stay closed: an
# adviseur may also answer, ask and grant. Who decides and the desk see every file that was sent in already ---


@registreer(Noodtoegang, Rol.ADVISEUR, Rol.BEHEERDER)
def _mijn_noodtoegang(gebruiker: Gebruiker) -> Q:
    nu = timezone.now()
    return Q(gebruiker=gebruiker, geopend_op__lte=nu, tot__gt=nu, gesloten_op=None)


@registreer(Bijlage, Rol.ADVISEUR, Rol.BEHEERDER)
def _stukken_in_nood(gebruiker: Gebruiker) -> Q:
    open_ = Noodtoegang.objects.open_op(timezone.now()).filter(gebruiker=gebruiker)
    return Q(aanvraag__in=open_.values("aanvraag"), verwijderd_op__isnull=True)


def _verbergen() -> None:
    """Of every model whose rows go with a file: not those that were approved to go."""
    for model in apps.get_models():
        if "Avg" not in model.__dict__ or model in EIGEN or not isinstance(model._meta.pk, BigAutoField | ForeignKey):
            continue
        if gegevens(model).regel in {*GAAT_MEE, Regel.GELD}:
            VERBORGEN[model] = Verborgen.objects.filter(model=model._meta.label_lower).values("rij")


_verbergen()
