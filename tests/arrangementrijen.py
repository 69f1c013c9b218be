"""Rows for tests about support and its money: a budget, and an arrangement that was asked or granted."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from arrangementen import models as arrangementen
from arrangementen.actions.beslissen import Uitkomst, arrangement_beslissen
from arrangementen.actions.boeken import Regel, boeken
from arrangementen.actions.evalueren import evaluatie_afronden, evaluatie_bewaren, evaluatie_plannen
from arrangementen.actions.vragen import Doelgegevens, Vraag, arrangement_vragen
from kern.brieven.models import Brief
from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.rollen import Rol
from kern.gebruikers.zicht import nieuwe_public_id
from kern.termijnen.schooljaar import laatste_dag, schooljaar
from loket import models as loket
from tests.factories import InstellingFactory, SchoolFactory, aanbod, aanvraag_in, gebruiker_met, leerling_op


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


def toegekend_zonder_geld(*, beslisser=None, op=None, **velden) -> arrangementen.Arrangement:
    """Granted from no budget, so that a test about words needs none."""
    op = op or timezone.now()
    rij = arrangement(op=op, **velden | {"bedrag": Decimal(0)})
    wie = {"besloten_op": op, "besloten_door": beslisser or rij.gevraagd_door, "ondertekenaar": "Proef"}
    wat = {"uitkomst": "toegekend", "van": rij.van, "tot": rij.tot, "aantal": rij.aantal}
    arrangementen.Beslissing.objects.create(arrangement=rij, **wat, **wie)
    return arrangementen.Arrangement.objects.get(pk=rij.pk)


def evaluatie_klaar(rij, *, door=None, op=None, soort="tussen", uitkomst="deels", **woorden) -> arrangementen.Evaluatie:
    """A finished evaluation of it, with the same outcome for each goal."""
    door, op = door or rij.gevraagd_door, op or timezone.now()
    evaluatie = evaluatie_plannen(rij, door=door, op=op, soort=soort, dag=timezone.localdate(op), vroeg=soort == "eind")
    verslag = {"ouders_erbij": True, "gezegd": "Het gaat beter.", "wat_werkte": "Rust.", "verder": "doorgaan"} | woorden
    doelen = {een.public_id: (uitkomst, "Drie van de vijf keer.") for een in rij.doelen.all()}
    evaluatie_bewaren(evaluatie, door=door, op=op, versie=1, dag=evaluatie.dag, verslag=verslag, doelen=doelen)
    return evaluatie_afronden(evaluatie, door=door, op=op)


def ook_van_school(rol=Rol.LOKETMEDEWERKER):
    """Somebody of the SWV in this role, who also asks help for a school of which no test knows."""
    wie = gebruiker_met(Rol.IB)
    Lidmaatschap.objects.create(gebruiker=wie, rol=rol, van=wie.lidmaatschappen.get().van)
    return wie


def als_besluit(rij) -> arrangementen.Arrangement:
    """What was granted or refused to one child, now as a besluit whose letters still have to go out."""
    leerling, uit = rij.deelnames.get().leerling, rij.beslissing
    aanvraag = aanvraag_in(
        loket.Status.IN_BEHANDELING, school=rij.school, ib=rij.gevraagd_door, leerling=leerling, soort="ARR"
    )
    hulp = {"omvang": "2 uur", "begin": uit.van, "eind": uit.tot} if uit.van else {"passende_hulp": "Basishulp."}
    loket.Arrangementuitkomst.objects.create(
        aanvraag=aanvraag,
        toegekend=uit.van is not None,
        vorm="begeleiding",
        motivering="Past.",
        is_besluit=True,
        besloten_op=timezone.localdate(),
        bevoegdheid="bestuursorgaan",
        ondertekenaar="Proef",
        functie="directeur",
        genomen_op=timezone.now(),
        genomen_door=rij.gevraagd_door,
        **hulp,
    )
    arrangementen.Arrangement.objects.filter(pk=rij.pk).update(aanvraag=aanvraag)
    return arrangementen.Arrangement.objects.get(pk=rij.pk)


def brief_weg(rij) -> None:
    """The letters about this besluit went out today: to the school, and to each parent."""
    vandaag, nu = timezone.localdate(), timezone.now()
    ouders = [een.betrokkene for een in rij.aanvraag.leerling.gezag.select_related("betrokkene")]
    wie = [{"aan": "school", "school": rij.school}, *({"aan": "ouder", "betrokkene": een} for een in ouders)]
    for een in wie:
        brief = Brief.objects.create(
            soort="arrangement",
            sjabloon="brieven/zaakbrief.html",
            sjabloon_versie="0" * 64,
            context={},
            html="<p>Besluit</p>",
            titel="Besluit",
            bestandsnaam="besluit.pdf",
            created_at=nu,
        )
        loket.Zaakbrief.objects.create(
            aanvraag=rij.aanvraag,
            soort="arrangement",
            brief=brief,
            verzenddatum=vandaag,
            verzonden_op=nu,
            verzonden_door=rij.gevraagd_door,
            **een,
        )
