"""What families of the demo say themselves: a call that waits, and three children that told what they think."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO

from django.utils import timezone
from PIL import Image, ImageDraw

from kern.bestanden.actions import bewaren
from kern.gebruikers.rollen import Permissie
from loket.actions.stem import Verteld, niet_gehoord, stem_geven
from loket.actions.terugbellen import bellen_vragen
from loket.models import IN_BEHANDELING, Aanvraag
from loket.rules.stem import gekozen_zinnen, is_jong
from scholen.models import Gezag


def gezinnen_vullen(*, vandaag: date) -> None:
    """Lay them down as of this day; what a region has no rows for is left out."""
    _bellen(vandaag)
    zaken = Aanvraag.objects.filter(status__in=sorted(IN_BEHANDELING), leerling__isnull=False)
    zaken = zaken.select_related("leerling", "aangemaakt_door").order_by("-pk")
    jong = [zaak for zaak in zaken if zaak.leerling and is_jong(zaak.leerling.geboortedatum, vandaag)]
    ouder = [zaak for zaak in zaken if zaak not in jong]
    for zaak in jong[:1]:
        stem_geven(zaak, _jong(zaak, vandaag), door=zaak.aangemaakt_door, op=_moment(vandaag - timedelta(days=2), 14))
    for zaak in jong[1:2]:
        reden = "Dit kind praat nog niet. De juf zag dat het rustig wordt van vaste plekken."
        niet_gehoord(zaak, door=zaak.aangemaakt_door, op=_moment(vandaag - timedelta(days=3), 11), reden=reden)
    for zaak in ouder[:1]:
        stem_geven(zaak, _eigen_woorden(), door=zaak.aangemaakt_door, op=_moment(vandaag - timedelta(days=1), 15))


def _bellen(vandaag: date) -> None:
    banden = Gezag.objects.geldig(vandaag).filter(betrokkene__gebruiker__isnull=False, contactverbod=False)
    for band in banden.select_related("betrokkene__gebruiker", "leerling").order_by("-pk"):
        ouder = band.betrokkene.gebruiker
        assert ouder is not None
        mijn = Aanvraag.objects.visible_to(ouder, Permissie.DOSSIER_LEZEN).filter(leerling=band.leerling)
        if zaak := mijn.filter(status__in=sorted(IN_BEHANDELING)).order_by("pk").first():
            bellen_vragen(
                zaak,
                door=ouder,
                op=_moment(vandaag - timedelta(days=1), 20),
                telefoon="06 12345678",
                wanneer="Na drie uur, of op vrijdag.",
                waarover="Ik wil weten hoe zo’n andere school eruitziet.",
            )
            return


def _jong(zaak: Aanvraag, vandaag: date) -> Verteld:
    assert zaak.leerling is not None
    inhoud = bewaren(tekening(), soort="image/png", op=_moment(vandaag - timedelta(days=2), 14))
    return Verteld(
        lezer="iedereen",
        gevoel="gewoon",
        zinnen=gekozen_zinnen(["druk", "hulp", "blijven"]),
        samenvatting=f"{zaak.leerling.roepnaam} vindt de klas te druk en wil hulp, maar wel op school blijven.",
        samen_met="Juf Mila",
        samen_rol="leraar",
        tekeningen=[(inhoud, "mijn klas.png")],
    )


def _eigen_woorden() -> Verteld:
    return Verteld(
        lezer="samen",
        tekst="Ik wil eerst een dag kijken voordat iemand beslist. En ik wil niet dat iedereen weet waarom.",
        samen_met="Meester Bas",
        samen_rol="mentor",
    )


def tekening() -> bytes:
    """A house, a sun and a child, as a child of seven draws them."""
    blad = Image.new("RGB", (480, 320), "#fffdf4")
    pen = ImageDraw.Draw(blad)
    pen.rectangle((60, 150, 220, 280), outline="#a33c2f", width=5)
    pen.polygon([(50, 150), (140, 80), (230, 150)], outline="#a33c2f", width=5)
    pen.rectangle((120, 210, 160, 280), outline="#3b5b92", width=5)
    pen.ellipse((380, 30, 440, 90), fill="#f2b632")
    pen.ellipse((300, 160, 340, 200), outline="#333333", width=4)
    for streep in ((320, 200, 320, 250), (320, 250, 300, 285), (320, 250, 340, 285), (290, 220, 350, 220)):
        pen.line(streep, fill="#333333", width=4)
    pen.line((20, 285, 460, 285), fill="#4d8b4a", width=6)
    uit = BytesIO()
    blad.save(uit, "PNG")
    return uit.getvalue()


def _moment(dag: date, uur: int) -> datetime:
    return timezone.make_aware(datetime.combine(dag, time(uur)))
