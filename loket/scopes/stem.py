"""Who reads what a pupil said. A row that may not be read does not exist: also that there is one can be unsafe."""

from __future__ import annotations

from django.db.models import Q

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import ALLES, registreer, zicht_door, ziet_niets
from loket.models import VOOR_INDIENEN, Aanvraag, Stem, Stembestand, Stemconcept, Stemorigineel, Veiligheidszorg
from scholen.models import Afscherming, Leerling
from scholen.scopes import SCHOOL_SCHRIJFT

from .aanvraag import HELE_SWV

LEEST_OPEN = (*SCHOOL_SCHRIJFT, Rol.OUDER, Rol.DESKUNDIGE)
VAN_DE_STEM = (Stemorigineel, Stembestand)


@registreer(Stem, *HELE_SWV)
def _ingediend(gebruiker: Gebruiker) -> Q:
    """That a pupil spoke, and the summary for everybody; what a school writes in a draft is not ours yet."""
    return ~Q(aanvraag__status__in=sorted(VOOR_INDIENEN))


def _stem_die_open_is(rol: Rol) -> None:
    @registreer(Stem, rol)
    def stemmen(gebruiker: Gebruiker) -> Q:
        """What the pupil let everybody read, and what began on the own device: that it was done, not what was said.

        Where a child is hidden, no word of it goes to a parent by itself (afspraak 37).
        """
        zaken = Aanvraag.objects.filter(zicht_door(Aanvraag, gebruiker, rol))
        mag = Q(open=True) | Q(manier=Stem.Manier.NIET)
        if rol == Rol.OUDER:
            mag &= ~Q(aanvraag__leerling__afscherming=Afscherming.VERBLIJFPLAATS)
        if rol != Rol.DESKUNDIGE:
            mag |= Q(begonnen_door=gebruiker)
        return Q(aanvraag__in=zaken) & mag


def _woorden_van_open(model: type[Stemorigineel | Stembestand], rol: Rol) -> None:
    @registreer(model, rol)
    def woorden(gebruiker: Gebruiker) -> Q:
        stemmen = Stem.objects.filter(zicht_door(Stem, gebruiker, rol), open=True, jong=False)
        return Q(stem__in=stemmen)


@registreer(Stem, Rol.LEERLING)
def _mijn_stem(gebruiker: Gebruiker) -> Q:
    return Q(aanvraag__leerling__in=Leerling.objects.filter(zicht_door(Leerling, gebruiker, Rol.LEERLING)))


def _alles_van(model: type[Stemorigineel | Stembestand], rol: Rol) -> None:
    @registreer(model, rol)
    def woorden(gebruiker: Gebruiker) -> Q:
        """Who decides reads the words as they were said; so does the pupil itself."""
        return Q(stem__in=Stem.objects.filter(zicht_door(Stem, gebruiker, rol)))


def _concept_van(rol: Rol) -> None:
    @registreer(Stemconcept, rol)
    def concepten(gebruiker: Gebruiker) -> Q:
        """Of the account in which it began, as long as it sees the case: not of the other parent or a colleague."""
        return Q(van=gebruiker, aanvraag__in=Aanvraag.objects.filter(zicht_door(Aanvraag, gebruiker, rol)))


SCHRIJFT_STEM = (*SCHOOL_SCHRIJFT, Rol.OUDER, Rol.LEERLING)
for rol_schrijft in SCHRIJFT_STEM:
    _concept_van(rol_schrijft)
ziet_niets(Stemconcept, *(set(Rol) - set(SCHRIJFT_STEM)))
for rol_leest in LEEST_OPEN:
    _stem_die_open_is(rol_leest)
for model_van_stem in VAN_DE_STEM:
    for rol_leest in (*LEEST_OPEN, Rol.LOKETMEDEWERKER):
        _woorden_van_open(model_van_stem, rol_leest)
    for rol_alles in (Rol.BESLISSER, Rol.LEERLING):
        _alles_van(model_van_stem, rol_alles)
    ziet_niets(model_van_stem, *(set(Rol) - {*LEEST_OPEN, *HELE_SWV, Rol.LEERLING}))
ziet_niets(Stem, *(set(Rol) - {*LEEST_OPEN, *HELE_SWV, Rol.LEERLING}))


@registreer(Veiligheidszorg, *HELE_SWV)
def _zorgen(gebruiker: Gebruiker) -> Q:
    return ALLES


ziet_niets(Veiligheidszorg, *(set(Rol) - set(HELE_SWV)))
