"""Who looks along in the demo: leerplicht of the gemeente where most cases are, a partner with whom one is shared."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random

from django.db.models import Count
from django.utils import timezone

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import Rol
from scholen.actions.toestemming import toestemming_vastleggen, toestemming_vragen
from scholen.demo import Teller, gebruiker_maken
from scholen.models import Gemeente, Organisatie, Plek, School, Toestemming
from scholen.rules.toestemming import LEERLING, OUDERLIJK, mag_antwoorden

from .actions.delen import delen, eigen_afspraak_maken
from .actions.kernteam import kernpartner_toevoegen
from .actions.stappen import afspraak_maken
from .models import OPEN, Casus, Deling

HULP = (
    (Organisatie.Soort.JEUGDHULP, "Jeugdhulp De Brug", "Joris Jeugdhulp"),
    (Organisatie.Soort.JEUGDARTS, "GGD in de regio", "Gerda Jeugdarts"),
    (Organisatie.Soort.MAATSCHAPPELIJK, "Schoolmaatschappelijk werk", "Sjoerd Maatschappelijk"),
)
KERNTEAM = (
    ("leerplicht", "Lies Leerplicht", "Gemeente", "010 123 00 01"),
    ("jeugdarts", "Gerda Jeugdarts", "GGD in de regio", "010 123 00 02"),
    ("smw", "Sjoerd Maatschappelijk", "Schoolmaatschappelijk werk", "010 123 00 03"),
)


def vullen(*, vandaag: date) -> None:
    """Make these people, and share one case with the first of them. Does nothing when they are there already."""
    if Lidmaatschap.objects.filter(rol=Rol.PARTNER).exists():
        return
    teller, begin = Teller(Random(7)), vandaag - timedelta(days=400)  # noqa: S311 - fictional data
    partners = []
    for soort, naam, wie in HULP:
        organisatie = Organisatie.objects.create(soort=soort, naam=naam)
        lid = gebruiker_maken(teller, Rol.PARTNER, wie, begin).lidmaatschappen.get()
        Plek.objects.create(lidmaatschap=lid, organisatie=organisatie)
        partners.append(lid)
    waar = Gemeente.objects.annotate(casussen=Count("scholen__casussen")).order_by("-casussen", "pk").first()
    if waar is not None:
        lid = gebruiker_maken(teller, Rol.LEERPLICHT, "Lies Leerplicht", begin).lidmaatschappen.get()
        Plek.objects.create(lidmaatschap=lid, gemeente=waar)
    _delen(partners[0], vandaag)
    _kernteam(vandaag)


def _kernteam(vandaag: date) -> None:
    """Whom the schools of the cases call."""
    for school in School.objects.filter(casussen__isnull=False).distinct().order_by("pk"):
        ib = Lidmaatschap.objects.filter(rol=Rol.IB, plek__school=school).order_by("pk").first()
        if ib is None:
            continue
        for functie, naam, organisatie, telefoon in KERNTEAM:
            toen = _moment(vandaag - timedelta(days=100))
            velden = {"functie": functie, "naam": naam, "organisatie": organisatie, "telefoon": telefoon}
            kernpartner_toevoegen(school, door=ib.gebruiker, op=toen, **velden)


def _delen(lid: Lidmaatschap, vandaag: date) -> None:
    """The parents of one child said yes by phone, and the partner promised something."""
    loket = Lidmaatschap.objects.filter(rol=Rol.LOKETMEDEWERKER, gebruiker__is_active=True).order_by("pk").first()
    casussen = Casus.objects.filter(status__in=OPEN, regievoerder__isnull=False, afspraken__klaar_op=None)
    for rij in casussen.select_related("leerling", "regievoerder").order_by("pk").distinct():
        if loket is None or rij.regievoerder is None:
            continue
        toestemming = _toestemming(rij, loket.gebruiker, str(lid.plek), vandaag)
        if not Toestemming.objects.filter(pk=toestemming.pk).geldig(vandaag).exists():
            continue
        toen, wat = _moment(vandaag - timedelta(days=3)), [Deling.Deel.AFSPRAKEN, Deling.Deel.PLAN]
        tot = vandaag + timedelta(days=90)
        delen(
            rij, door=rij.regievoerder, op=toen, lid=lid, wat=wat, grond="toestemming", toestemming=toestemming, tot=tot
        )
        dag = vandaag + timedelta(days=4)
        if Casus.objects.visible_to(lid.gebruiker).filter(pk=rij.pk).exists():  # not when the demo is of another day
            eigen_afspraak_maken(rij, door=lid.gebruiker, op=toen, wat="Kennismaken bij het gezin thuis", voor=dag)
        dag = vandaag + timedelta(days=9)
        afspraak_maken(rij, door=rij.regievoerder, op=toen, wat="Samen terugkijken", voor=dag, wie=rij.regievoerder)
        return


def _toestemming(rij: Casus, loket: Gebruiker, naam: str, vandaag: date) -> Toestemming:
    dag = vandaag - timedelta(days=6)
    toestemming = toestemming_vragen(
        rij.leerling,
        door=loket,
        op=_moment(dag),
        aan=Toestemming.Aan.JEUGDHULP,
        aan_naam=naam,
        wat=[Toestemming.Wat.AFSPRAKEN, Toestemming.Wat.PLAN],
        waarom="Dan weten wij van elkaar wat er is afgesproken, en vertelt u het maar één keer.",
        tot=vandaag + timedelta(days=120),
    )
    ouders = rij.leerling.gezag.filter(soort__in=sorted(OUDERLIJK)).select_related("betrokkene")
    mensen = {band.betrokkene.public_id: band.betrokkene for band in ouders} | {LEERLING: rij.leerling}
    for sleutel, wie in mensen.items():
        if mag_antwoorden(toestemming.vraag, sleutel, dag):
            toestemming_vastleggen(
                toestemming, door=loket, op=_moment(dag), wie=wie, soort="ja", langs="telefoon", gezegd_op=dag
            )
    return toestemming


def _moment(dag: date) -> datetime:
    return timezone.make_aware(datetime.combine(dag, time(11)))
