"""Rows for tests about support and its money: a budget, and an arrangement that was asked or granted."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from arrangementen import models as arrangementen
from arrangementen.actions.beslissen import Uitkomst, arrangement_beslissen
from arrangementen.actions.boeken import Regel, boeken
from arrangementen.actions.vragen import Doelgegevens, Vraag, arrangement_vragen
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import nieuwe_public_id
from kern.termijnen.schooljaar import laatste_dag, schooljaar
from tests.factories import InstellingFactory, SchoolFactory, aanbod, gebruiker_met, leerling_op


def pot(begroot: str = "1000", *, op=None, **velden) -> arrangementen.Pot:
    """A budget of the own SWV for this school year, with this much in it."""
    op = op or timezone.now()
    swv = velden.pop("swv", None) or InstellingFactory().swv
    basis = {"swv": swv, "schooljaar": schooljaar(timezone.localdate(op)), "naam": "Arrangementen"}
    rij = arrangementen.Pot.objects.create(**(basis | velden))
    dag, sleutel = timezone.localdate(op), f"proef-{rij.public_id}"
    regel = Regel(soort="begroting", bedrag=Decimal(begroot), boekdatum=dag, sleutel=sleutel)
    boeken(rij, regel, door=None, op=op)
    return arrangementen.Pot.objects.get(pk=rij.pk)


def arrangement(*, school=None, leerling=None, ib=None, soort=None, op=None, **velden) -> arrangementen.Arrangement:
    """Support that a school asked for one pupil, for the rest of this school year. soort: a kind of the catalogue."""
    op, school = op or timezone.now(), school or SchoolFactory()
    ib = ib or gebruiker_met(Rol.IB, school=school)
    leerlingen = [leerling or leerling_op(school)] if velden.get("voor", "leerling") == "leerling" else []
    dag = timezone.localdate(op)
    basis = {"van": dag, "tot": laatste_dag(schooljaar(dag)), "bedrag": Decimal(100), "aantal": Decimal(2)}
    basis |= {"voor": "leerling", "leerlingen": leerlingen, "onderwijsbehoeften": "Rust en overzicht."}
    basis |= {"doelen": [Doelgegevens("Zelf beginnen.", "Vier van de vijf keer.")], "school": school}
    basis["aanbod"] = soort or arrangementen.Aanbod.objects.filter(kenmerk="begeleiding").first() or aanbod()
    return arrangement_vragen(Vraag(**(basis | velden)), door=ib, op=op, sleutel=nieuwe_public_id())


def toegekend(rij=None, *, door=None, op=None, over_mag=False, **velden) -> arrangementen.Arrangement:
    """The same, granted as asked."""
    rij, op = rij or arrangement(op=op), op or timezone.now()
    basis = {"uitkomst": "toegekend", "van": rij.van, "tot": rij.tot, "aantal": rij.aantal, "bedrag": rij.bedrag}
    door = door or gebruiker_met(Rol.BESLISSER)
    arrangement_beslissen(rij, Uitkomst(**(basis | velden)), door=door, op=op, over_mag=over_mag)
    return arrangementen.Arrangement.objects.get(pk=rij.pk)
