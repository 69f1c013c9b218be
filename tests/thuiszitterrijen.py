"""Rows for tests about children who do not go to school."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import nieuwe_public_id
from scholen.models import Gemeente, Organisatie
from tests.factories import InstellingFactory, SchoolFactory, gebruiker_met, leerling_op
from thuiszitters.actions.delen import delen
from thuiszitters.actions.melden import Gegevens, Kind, melden
from thuiszitters.actions.sluiten import regie_nemen
from thuiszitters.models import Casus, Deling, Onderwijsaanbod, Opschaling


def gegevens(**velden) -> Gegevens:
    """What is reported: relatief verzuim since ten days, of a pupil of a school; the parents know."""
    vandaag = timezone.localdate()
    velden["school"] = velden.get("school") if "school" in velden else SchoolFactory()
    basis = {"swv": InstellingFactory().swv, "herkomst": "school", "soort": "relatief", "reden": "angst"}
    basis |= {"van": vandaag - timedelta(days=10), "uren": Decimal(0), "gedaan": "Gebeld.", "ouders_op": vandaag}
    if "leerling" not in velden:
        velden["leerling"] = leerling_op(velden["school"])
    return Gegevens(**(basis | velden))


def onbekend(**velden) -> Kind:
    """A child that nobody wrote down yet."""
    basis = {"roepnaam": "Sem", "achternaam": "Nieuwkomer", "geboortedatum": date(2018, 3, 4), "groep": "4"}
    return Kind(**(basis | velden))


def casus(*, door=None, op=None, regie=None, **velden) -> Casus:
    """A running case that the IB'er of the school reported; looked after by `regie`, when given."""
    wat = gegevens(**velden)
    door = door or gebruiker_met(Rol.IB, school=wat.school or SchoolFactory())
    rij, _ = melden(wat, door=door, op=op or timezone.now(), sleutel=nieuwe_public_id())
    return regie_nemen(rij, door=regie, op=op or timezone.now()) if regie else rij


def kring(rij: Casus, *, naam: str, code: str, door) -> dict[str, Gebruiker]:
    """Who looks along with this case from elsewhere: leerplicht of where the child lives, and a partner."""
    rij.woongemeente = Gemeente.objects.create(code=code, naam=naam)
    rij.save(update_fields=["woongemeente"])
    organisatie = Organisatie.objects.create(soort="jeugdhulp", naam=f"Hulp van {naam}")
    partner = gebruiker_met(Rol.PARTNER, organisatie=organisatie)
    deling(rij, partner, door=door, wat=["verzuim", "afspraken", "plan", "aanbod"])
    return {"leerplicht": gebruiker_met(Rol.LEERPLICHT, gemeente=rij.woongemeente), "partner": partner}


def deling(rij: Casus, wie: Gebruiker, *, door=None, **velden) -> Deling:
    """This person sees the agreements of this case for a week, because there is danger now."""
    op = timezone.now()
    basis = {"wat": ["afspraken"], "grond": "vitaal", "uitleg": "Gevaar.", "tot": timezone.localdate(op)}
    basis["tot"] += timedelta(days=7)
    door = door or gebruiker_met(Rol.ADVISEUR)
    return delen(rij, door=door, op=op, lid=wie.lidmaatschappen.get(), **(basis | velden))


def onderwijsaanbod(rij, *, door, op=None, **velden) -> Onderwijsaanbod:
    """An offer of today that nobody answered, whatever the status of the case."""
    basis = {"soort": "andere_school", "wat": "Groep 6", "bij": "De Ark", "verteld_door": "Joke"}
    nu = op or timezone.now()
    return Onderwijsaanbod.objects.create(
        casus=rij, door=door, op=nu, **basis | {"gedaan_op": timezone.localdate(nu)} | velden
    )


def opschaling(rij, *, door, op=None, **velden) -> Opschaling:
    """A rondetafel that was asked for and not held yet, whatever the status of the case."""
    basis = {"tafel": "rondetafel", "waarom": "Het lukt niet."}
    return Opschaling.objects.create(casus=rij, door=door, op=op or timezone.now(), **basis | velden)
