"""Kringen for the demo: one per werkgebied with people in it, or else one network of the region. Words are invented."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from kern.brieven.pdf import html_naar_pdf
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import SCHOOLROLLEN, Rol
from kern.termijnen.kalender import verleng
from scholen.actions import kring as acties
from scholen.models import Kring, Kringbijeenkomst, Kringlid, Samenwerkingsverband, Werkgebied

DOEL = "Hoe geven we leerlingen een goede plek, dicht bij huis? Wat doen we op elke school, en wat samen?"
AGENDA = "1. Wat gaat goed op onze scholen?\n2. Hulp in een groep: wat werkt?\n3. Wat vragen we aan elkaar?"
VERSLAG = (
    "Drie scholen vertelden over hun stille ruimte. Twee andere komen kijken.\n"
    "We delen een plan voor de eerste weken na de vakantie.\nDe volgende keer: samenwerken met de jeugdarts."
)
BLAD = """<!doctype html><html lang="nl"><title>Plan voor de eerste weken</title><body>
<h1>Plan voor de eerste weken</h1>
<p>Dit is een oefenbestand. In het echte portaal staat hier een document dat scholen met elkaar delen.</p>
</body></html>"""


def vullen(swv: Samenwerkingsverband, *, op: datetime) -> None:
    """Make them with the adviseur as trekker, a meeting that was and one to come. Once."""
    beheer, trekker = _met(Rol.BEHEERDER), _met(Rol.ADVISEUR)
    if Kring.objects.exists() or beheer is None or trekker is None:
        return
    blad = html_naar_pdf(BLAD)
    for gebied in _gebieden(swv, op):
        naam = f"Kring {gebied.naam}" if gebied else "Netwerk van de regio"
        kring = acties.kring_maken(swv, door=beheer, op=op, naam=naam, doel=DOEL, werkgebied=gebied)
        leden = acties.kan_erbij(kring, timezone.localdate(op)).filter(rol__in=SCHOOLROLLEN)
        Kringlid.objects.bulk_create(
            Kringlid(kring=kring, lidmaatschap=lid, trekker=lid.gebruiker_id == trekker.pk, begonnen_op=op)
            for lid in [*leden, trekker.lidmaatschappen.get(rol=Rol.ADVISEUR)]
        )
        _bijeenkomsten(kring, trekker, op)
        _document(kring, trekker, op, blad)


def _gebieden(swv: Samenwerkingsverband, op: datetime) -> list[Werkgebied | None]:
    """The werkgebieden where somebody works in this demo; none at all is one network."""
    leden = Lidmaatschap.objects.geldig(timezone.localdate(op)).filter(rol__in=SCHOOLROLLEN)
    met_mensen = Werkgebied.objects.filter(swv=swv, deelnames__school__plekken__lidmaatschap__in=leden)
    return [*met_mensen.distinct().order_by("naam")] or [None]


def _bijeenkomsten(kring: Kring, trekker: Gebruiker, op: datetime) -> None:
    """Rows and no mails; of the one that was, the report is fixed."""
    vandaag = timezone.localdate(op)
    for dag, verslag in ((vandaag - timedelta(days=30), VERSLAG), (vandaag + timedelta(days=12), "")):
        begin = timezone.make_aware(datetime.combine(verleng(dag), time(15)))
        Kringbijeenkomst.objects.create(
            kring=kring,
            begin=begin,
            einde=begin + timedelta(hours=2),
            plek="Op een van de scholen",
            agenda=AGENDA,
            verslag=verslag,
            verslag_vast_op=op if verslag else None,
            gepland_op=begin - timedelta(days=20),
            gepland_door=trekker,
        )


def _document(kring: Kring, trekker: Gebruiker, op: datetime, blad: bytes) -> None:
    acties.kringstuk_toevoegen(
        kring,
        door=trekker,
        op=op,
        titel="Plan voor de eerste weken",
        bestanden=[ContentFile(blad, name="plan-eerste-weken.pdf")],
        zonder_kinderen=True,
    )


def _met(rol: Rol) -> Gebruiker | None:
    wie: Gebruiker | None = Gebruiker.objects.filter(lidmaatschappen__rol=rol, is_active=True).order_by("pk").first()
    return wie
