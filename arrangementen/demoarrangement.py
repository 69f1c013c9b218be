"""Support for the demo: asked, granted, running, over and stopped, through the same actions as real ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from arrangementen.actions.beslissen import Uitkomst, arrangement_beslissen
from arrangementen.actions.indienen import arrangement_indienen
from arrangementen.actions.potten import pot_maken, pot_voor
from arrangementen.actions.stoppen import arrangement_stoppen
from arrangementen.actions.vragen import Doelgegevens, Vraag
from arrangementen.models import Aanbod, Arrangement, Beslissing, Eenheid, Gewicht, Soort, Tarief, Toekenning
from arrangementen.rules.arrangement import Toestand
from arrangementen.rules.geld import op_de_cent
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import Rol
from kern.termijnen.kalender import verleng
from kern.termijnen.schooljaar import eerste_dag, laatste_dag, notatie, schooljaar
from loket.actions.zaakbrief import zaakbrieven_klaarzetten, zaakbrieven_verzonden
from loket.demobrieven import pdfs_van
from loket.models import Aanvraag
from scholen.models import Inschrijving, Leerling, Samenwerkingsverband, School

HULP = (
    ("Fenna leert het best in een rustige hoek, met korte opdrachten.", "Zelf aan het werk beginnen."),
    ("Houvast bij wisselingen: een vast begin van de dag en een vaste plek.", "De ochtend rustig beginnen."),
    ("Uitleg in kleine stappen, en tijd om het na te doen.", "Om hulp vragen als iets niet lukt."),
    ("Samen spelen met een volwassene in de buurt.", "In de pauze meedoen met twee anderen."),
)
"""What is needed, and a goal; nobody's words."""
PLAN = (
    ("loopt", 90),
    ("loopt", 60),
    ("gevraagd", 4),
    ("gevraagd", 9),
    ("begint", 12),
    ("gestopt", 80),
    ("afgewezen", 30),
    ("loopt", 45),
    ("kort", 110),
)
"""What becomes of it, and how many days ago it was asked."""
RUIM = Decimal(400_000)
OM_DE = 6
"""Of so many answers the letters of one are still to go out: the post of today."""


@dataclass(frozen=True)
class Plek:
    """A child with its school and who asks there."""

    leerling: Leerling
    school: School
    ib: Gebruiker


def vullen(swv: Samenwerkingsverband, *, vandaag: date) -> int:
    """Fill this school year as seen on this day; gives how many were asked. Does nothing when there are any."""
    if Arrangement.objects.exists():
        return 0
    soorten = [een for een in Aanbod.objects.filter(swv=swv).order_by("pk") if een.soort != Soort.BASIS]
    zwaar = [een for een in soorten if een.gewicht == Gewicht.VOLLEDIG]
    licht = [een for een in soorten if een not in zwaar]
    plan = [(licht[nummer % len(licht)], *stap) for nummer, stap in enumerate(PLAN * 2)]
    plan += [(een, "gevraagd", 3) for een in zwaar]  # a draft, in which the school still goes on
    paren = zip(plan, _plekken(vandaag), strict=False)
    return sum(
        _een(aanbod, plek, wat, nummer, dag=vandaag - timedelta(days=geleden))
        for nummer, ((aanbod, wat, geleden), plek) in enumerate(paren)
    )


def _plekken(vandaag: date) -> Iterator[Plek]:
    """Children of schools where somebody asks, one of each school in turn."""
    leden = Lidmaatschap.objects.geldig(vandaag).filter(rol=Rol.IB, plek__school__isnull=False)
    per_school = {lid.plek.school: lid.gebruiker for lid in leden.select_related("plek__school", "gebruiker")}
    rijen = Inschrijving.objects.geldig(vandaag).filter(school__in=per_school).select_related("leerling", "school")
    per: dict[School, list[Leerling]] = {}
    for rij in rijen.order_by("-pk"):
        per.setdefault(rij.school, []).append(rij.leerling)
    while any(per.values()):
        for school, kinderen in per.items():
            if kinderen:
                yield Plek(kinderen.pop(), school, per_school[school])


@transaction.atomic
def _een(aanbod: Aanbod, plek: Plek, wat: str, nummer: int, *, dag: date) -> int:
    """One of them, from question to what became of it; 0 when the days do not fit in the school year."""
    van = max(dag + timedelta(days=7), eerste_dag(schooljaar(dag)))
    if wat == "begint":
        van = dag + timedelta(days=40)
    tot = min(van + timedelta(weeks=(aanbod.weken or 20) if wat != "kort" else 6), laatste_dag(schooljaar(dag)))
    if not schooljaar(dag) == schooljaar(van) == schooljaar(tot) or tot <= van:
        return 0
    door, op = plek.ib, _moment(dag, 15)
    _budget(aanbod, plek.school, van, op)
    vraag = _vraag(aanbod, plek, nummer, van=van, tot=tot)
    rij = arrangement_indienen(vraag, door=door, op=op, sleutel=f"demo-{nummer}")
    beslist = Arrangement.objects.select_related("aanvraag").get(pk=rij.pk)
    if aanbod.toekenning != Toekenning.SCHOOLBESTUUR:
        if wat == "gevraagd" or beslist.toestand(dag) != Toestand.GEVRAAGD:
            return 1
        _beslissen(beslist, wat, op=_moment(dag + timedelta(days=3), 11))
        if beslist.aanvraag is not None and (wat == "gestopt" or nummer % OM_DE):
            _brieven_weg(beslist.aanvraag, verleng(dag + timedelta(days=3)))
    if wat == "gestopt":
        einde, wie = van + timedelta(days=28), _eerste(Rol.BESLISSER)
        op = _moment(einde - timedelta(days=1), 9)
        arrangement_stoppen(beslist, door=wie, op=op, laatste_dag=einde, reden="doel_bereikt")
    return 1


def _vraag(aanbod: Aanbod, plek: Plek, nummer: int, *, van: date, tot: date) -> Vraag:
    nodig, doel = HULP[nummer % len(HULP)]
    tarief = Tarief.objects.filter(aanbod=aanbod, schooljaar=schooljaar(van)).geldend().first()
    prijs = tarief.bedrag if tarief else Decimal(500)
    aantal = {Eenheid.UUR: Decimal(10 + nummer % 4 * 5), Eenheid.ARRANGEMENT: None}.get(
        Eenheid(aanbod.eenheid), Decimal(1)
    )
    groep = aanbod.soort == Soort.GROEP
    return Vraag(
        aanbod=aanbod,
        school=plek.school,
        voor="groep" if groep else "leerling",
        van=van,
        tot=tot,
        bedrag=op_de_cent(prijs * (aantal or 1)),
        aantal=aantal,
        onderwijsbehoeften=nodig.replace("Fenna", plek.leerling.roepnaam),
        leerlingen=[plek.leerling],
        doelen=[Doelgegevens(doel, "Vier van de vijf keer, gezien door de leraar.")],
        woorden={
            "al_gedaan": "Een vaste plek in de klas en een dagkaart.",
            "groep": "een groep van vijf leerlingen" if groep else "",
            "contactpersoon": plek.ib.naam,
        },
        werkvorm="in_de_klas",
        telefoon="0000000099",
        ouders_weten="" if groep else "ja",
    )


def _beslissen(rij: Arrangement, wat: str, *, op: datetime) -> None:
    uitkomst = Beslissing.Uitkomst.AFGEWEZEN if wat == "afgewezen" else Beslissing.Uitkomst.TOEGEKEND
    woorden = {"motivering": "Dit past bij wat de leerling nodig heeft. De school deed al wat zij zelf kan."}
    if uitkomst == Beslissing.Uitkomst.AFGEWEZEN:
        woorden = {
            "motivering": "Deze hulp hoort bij de basisondersteuning van de school.",
            "passende_hulp": "De leraar werkt in kleine groepjes. Onze adviseur denkt met de school mee.",
        }
    keuze = Uitkomst(
        uitkomst=uitkomst,
        van=rij.van,
        tot=rij.tot,
        aantal=rij.aantal,
        bedrag=rij.bedrag,
        woorden=woorden,
    )
    arrangement_beslissen(rij, keuze, door=_eerste(Rol.BESLISSER), op=op, over_mag=True)


def _brieven_weg(aanvraag: Aanvraag, dag: date) -> None:
    """What was decided is told: before that nobody outside the SWV knows a besluit, so that nothing could follow."""
    loket = _eerste(Rol.LOKETMEDEWERKER)
    if aanvraag.zaakbrieven.met_de_hand().exists():
        zaakbrieven_klaarzetten(aanvraag, door=loket, op=_moment(dag, 12), verzenddatum=dag, nagekeken=True)
        pdfs_van(Q(zaakbrief__aanvraag=aanvraag), op=_moment(dag, 13))
        zaakbrieven_verzonden(aanvraag, door=loket, op=_moment(dag, 16))


def _budget(aanbod: Aanbod, school: School, van: date, op: datetime) -> None:
    """A budget of the whole SWV, where the region has none from which this can be paid."""
    jaar = schooljaar(van)
    if pot_voor(swv=aanbod.swv, schooljaar=jaar, school=school, aanbod=aanbod, dag=van) is None:
        naam = f"Arrangementen {notatie(jaar)}"
        pot_maken(door=_eerste(Rol.CONTROLLER), op=op, swv=aanbod.swv, schooljaar=jaar, naam=naam, begroot=RUIM)


def _eerste(rol: Rol) -> Gebruiker:
    wie: Gebruiker = Gebruiker.objects.filter(lidmaatschappen__rol=rol).order_by("pk")[0]
    return wie


def _moment(dag: date, uur: int) -> datetime:
    return timezone.make_aware(datetime.combine(dag, time(uur)))
