"""What families of the demo say themselves: a call that waits, and three children that told what they think."""

from __future__ import annotations

import array
import math
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from io import BytesIO

import av
from django.utils import timezone
from PIL import Image, ImageDraw

from kern.bestanden.actions import bewaren
from kern.gebruikers.rollen import Permissie
from loket.actions.stem import Verteld, niet_gehoord, stem_geven
from loket.actions.terugbellen import bellen_vragen
from loket.actions.zienswijze_bestanden import bestand_toevoegen
from loket.actions.zienswijze_geven import concept_bewaren, zienswijze_geven
from loket.models import IN_BEHANDELING, Aanvraag, Zienswijze
from loket.rules.stem import gekozen_zinnen, is_jong
from scholen.models import Gezag

HZ, STUK = 44_100, 1152


def gezinnen_vullen(*, vandaag: date) -> None:
    """Lay them down as of this day; what a region has no rows for is left out."""
    _bellen(vandaag)
    _memo(vandaag)
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
    moment = _moment(vandaag - timedelta(days=2), 14)
    inhoud = bewaren(tekening(), soort="image/png", op=moment)
    stem = bewaren(toon(), soort="audio/mpeg", op=moment)
    return Verteld(
        lezer="iedereen",
        gevoel="gewoon",
        zinnen=gekozen_zinnen(["druk", "hulp", "blijven"]),
        samenvatting=f"{zaak.leerling.roepnaam} vindt de klas te druk en wil hulp, maar wel op school blijven.",
        samen_met="Juf Mila",
        samen_rol="leraar",
        tekeningen=[(inhoud, "mijn klas.png"), (stem, "wat ik zeg.mp3")],
    )


def _memo(vandaag: date) -> None:
    """One view with a memo, of which the parent itself wrote what it says."""
    open_ = Zienswijze.objects.filter(gegeven_op=None, betrokkene__gebruiker__isnull=False, ronde__gesloten_op=None)
    for een in open_.select_related("betrokkene__gebruiker").order_by("-pk"):
        ouder = een.betrokkene.gebruiker if een.betrokkene else None
        mijn = Zienswijze.objects.visible_to(ouder, Permissie.ZIENSWIJZE_GEVEN) if ouder else Zienswijze.objects.none()
        if ouder is None or not mijn.filter(pk=een.pk).exists():
            continue
        moment = _moment(vandaag - timedelta(days=1), 21)
        inhoud = bewaren(toon(), soort="audio/mpeg", op=moment)
        bestand_toevoegen(een, door=ouder, op=moment, inhoud=inhoud, naam="opname.mp3")
        kort = "Wij willen eerst een jaar hulp in de klas, en dan pas een andere school."
        versie = concept_bewaren(een, door=ouder, op=moment, versie=0, eens="deels", samenvatting=kort).versie
        zienswijze_geven(een, door=ouder, op=moment, versie=versie)
        return


def toon() -> bytes:
    """Two seconds of three rising tones: what the demo plays where a voice would be."""
    uit = BytesIO()
    with av.open(uit, "w", format="mp3", options={"id3v2_version": "0"}) as bak:
        spoor = bak.add_stream("libmp3lame", rate=HZ, layout="mono")
        for begin in range(0, 2 * HZ, STUK):
            hoogte = (330, 392, 494)[min(2, begin * 3 // (2 * HZ))]
            golf = (round(6000 * math.sin((begin + n) * math.tau * hoogte / HZ)) for n in range(STUK))
            frame = av.AudioFrame("s16", "mono", STUK)
            frame.planes[0].update(array.array("h", golf).tobytes())
            frame.rate, frame.pts, frame.time_base = HZ, begin, Fraction(1, HZ)
            bak.mux(spoor.encode(frame))
        bak.mux(spoor.encode(None))
    return uit.getvalue()


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
