"""What the page of a parent weighs and asks: `uv run python benchmarks/dossier.py --json [--klein]`.

The dossier of one child in each of the six languages, with a short and with a long history, as whole requests through the
WSGI handler with the files as they are served in production (fingerprinted, compressed). `bytes_eerste` is everything
that a first visit brings, the fonts that its letters need included; `bytes_volgende` what a second one brings: the page,
and whatever a browser may not keep for a year. Both are the heaviest language. `queries` are all questions to the
database of a request, those about session and user too, the most at either history.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import meten

GROOT, KLEIN = 20_000, 2_000
KEER = 100
DOELEN = {"bytes_eerste": meten.Doel(150_000), "bytes_volgende": meten.Doel(30_000), "queries": meten.Doel(12)}
VEEL = 40
"""Of each thing that a long history has: requests, delays, letters, days on which everybody looked."""
STIJL_EN_SCRIPT = re.compile(r'<(?:link rel="(?:stylesheet|preload|icon)"[^>]*?href|script[^>]*?src)="([^"]+)"')
LETTERTYPE = re.compile(r"@font-face\{(.*?)\}", re.S)


def main() -> int:
    gekozen = meten.opties("dossier", "Wat de pagina van een ouder weegt en vraagt.").parse_args()
    aantal = gekozen.aantal or (KLEIN if gekozen.klein else GROOT)
    uitkomst = draaien(aantal, klein=gekozen.klein or aantal < GROOT, keer=gekozen.keer or KEER)
    meten.tonen(uitkomst, als_json=gekozen.json)
    return 0


def draaien(aantal: int, *, klein: bool, keer: int = KEER) -> dict[str, Any]:
    """Start, fill, measure; the object to print."""
    with tempfile.TemporaryDirectory() as statisch:
        os.environ |= {"STATIC_ROOT": statisch}
        os.environ["STATIC_BACKEND"] = "whitenoise.storage.CompressedManifestStaticFilesStorage"
        meten.diensten()
        from django.core.management import call_command

        from benchmarks.vullen import vullen

        call_command("collectstatic", interactive=False, verbosity=0)
        with meten.als_eigenaar():
            vullen(aantal)
            adres, sessie, ouder = gezin()
        kort = stand(adres, sessie, ouder, keer=keer)
        with meten.als_eigenaar():
            lange_geschiedenis(ouder)
        lang = stand(adres, sessie, ouder, keer=keer)
    cijfers = {
        "bytes_eerste": max(een["eerste"] for een in lang["talen"].values()),
        "bytes_volgende": max(een["volgende"] for een in lang["talen"].values()),
        "queries": max(kort["queries"], lang["queries"]),
        "queries_kort": kort["queries"],
        "queries_lang": lang["queries"],
        "ms_kort": kort["ms"],
        "ms_lang": lang["ms"],
    }
    over = {"aanvragen": aantal, "keer": keer, "talen": lang["talen"], "talen_kort": kort["talen"]}
    return meten.verslag("dossier", cijfers, DOELEN, klein=klein, over=over)


def gezin() -> tuple[str, str, Any]:
    """A parent of a child whose case is with the experts: the address of the page, a session, and the parent."""
    from django.urls import reverse

    from benchmarks.pagina import ingelogd
    from benchmarks.vullen import BEGIN
    from kern.gebruikers.models import Gebruiker, Lidmaatschap
    from kern.gebruikers.rollen import Rol
    from loket.models import Aanvraag
    from scholen.models import Betrokkene

    zaak = Aanvraag.objects.filter(status="in_advies").order_by("pk")[0]
    gebruiker = Gebruiker.objects.create(pk=10_000, email="ouder@bank.example", naam="Proef Ouder", password="!")
    Lidmaatschap.objects.create(gebruiker=gebruiker, rol=Rol.OUDER, van=BEGIN)
    ouder = Betrokkene.objects.filter(gezag__leerling=zaak.leerling_id).order_by("pk")[0]
    ouder.gebruiker = gebruiker
    ouder.save()
    return reverse("dossier:dossier", args=[zaak.public_id]), ingelogd(gebruiker.pk), ouder


def lange_geschiedenis(ouder: Any) -> None:
    """Much of everything that can happen in a case, and everybody who looked every day."""
    from django.utils import timezone

    from benchmarks.vullen import DESKUNDIGEN, LOKET, SCHOLEN
    from kern.gebruikers.models import Gebruiker
    from kern.logboek.actions import gezien
    from loket.models import Aanvraag, Aanvulling, Uitstel

    zaak = Aanvraag.objects.get(leerling__gezag__betrokkene=ouder, status="in_advies")
    eerste = SCHOLEN + 1
    mensen = Gebruiker.objects.filter(pk__gte=eerste, pk__lte=eerste + LOKET + DESKUNDIGEN)
    nu, dag = timezone.now(), zaak.ontvangstdatum
    assert dag
    for nummer in range(VEEL):
        toen = dag + timedelta(days=nummer)
        Aanvulling.objects.create(
            aanvraag=zaak,
            vraag="Stuur een recent OPP.",
            gevraagd_op=toen,
            gevraagd_door_id=eerste,
            hersteltermijn_tot=toen + timedelta(days=14),
            aangevuld_op=toen + timedelta(days=1),
        )
        Uitstel.objects.create(
            aanvraag=zaak,
            soort="instemming",
            van=toen,
            tot=toen,
            schriftelijk_op=toen,
            reden="In overleg.",
            vastgelegd_op=nu,
            vastgelegd_door_id=eerste,
        )
        een_brief(zaak, ouder, ronde=nummer + 1)
        for wie in mensen:
            gezien(zaak, door=wie, op=nu - timedelta(days=nummer), wat="aanvraag_gezien")


def een_brief(zaak: Any, ouder: Any, *, ronde: int) -> None:
    """A letter about the case that this parent was sent."""
    from django.utils import timezone

    from benchmarks.vullen import SCHOLEN
    from kern.brieven.models import Brief
    from loket.models import Zaakbrief

    nu = timezone.now()
    woorden = {"sjabloon": "x", "sjabloon_versie": "x", "context": {}, "html": "<p>x</p>", "bestandsnaam": "x.pdf"}
    brief = Brief.objects.create(soort="zienswijze", titel="Wij vragen uw mening", created_at=nu, **woorden)
    Zaakbrief.objects.create(
        aanvraag=zaak,
        soort="zienswijze",
        ronde=ronde,
        aan="ouder",
        betrokkene=ouder,
        brief=brief,
        verzenddatum=timezone.localdate(),
        verzonden_op=nu,
        verzonden_door_id=SCHOLEN + 1,
    )


def stand(adres: str, sessie: str, ouder: Any, *, keer: int) -> dict[str, Any]:
    """The page as it is now: bytes per language, questions to the database and the time of a request."""
    from benchmarks.pagina import verzoek, vragen
    from kern.brieven.talen import TALEN

    doen = verzoek(adres, sessie)
    doen()
    talen: dict[str, dict[str, int]] = {}
    meeste = 0
    for taal in TALEN:
        type(ouder).objects.filter(pk=ouder.pk).update(taal=taal)
        talen[taal] = bezoek(doen)
        meeste = max(meeste, vragen(doen))
    ms = meten.om_en_om({"pagina": doen}, keer=keer)["pagina"]
    return {"talen": talen, "queries": meeste, "ms": round(ms, 2)}


def bezoek(pagina: Callable[[], bytes]) -> dict[str, int]:
    """What a first and a second visit bring, in bytes of bodies as they are sent."""
    html = pagina()
    tekst = html.decode()
    al = {adres: opgehaald(adres) for adres in dict.fromkeys(STIJL_EN_SCRIPT.findall(tekst))}
    bladen = [adres for adres in al if adres.split("?")[0].endswith(".css")]
    al |= {adres: opgehaald(adres) for blad in bladen for adres in lettertypen(blad, tekst) if adres not in al}
    weer = sum(lengte for lengte, blijft in al.values() if not blijft)
    return {"html": len(html), "eerste": len(html) + sum(een for een, _ in al.values()), "volgende": len(html) + weer}


def opgehaald(adres: str) -> tuple[int, bool]:
    """The length of this file as it is sent to a browser, and whether a browser keeps it for a year."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory

    handler = _handler.setdefault("handler", WSGIHandler())
    koppen: dict[str, str] = {}
    stand_: list[str] = []

    def begin(status: str, lijst: list[tuple[str, str]], *fout: object) -> None:
        stand_.append(status)
        koppen.update(lijst)

    antwoord = handler(RequestFactory().get(adres, HTTP_ACCEPT_ENCODING="gzip, br").environ, begin)
    lengte = sum(len(deel) for deel in antwoord)
    antwoord.close()
    if not stand_[0].startswith("200"):
        raise RuntimeError(f"{adres} gaf {stand_[0]}")
    jaar = re.search(r"max-age=(\d+)", koppen.get("Cache-Control", ""))
    return lengte, bool(jaar and int(jaar[1]) >= 31_536_000)


_handler: dict[str, Any] = {}


def lettertypen(blad: str, pagina: str) -> list[str]:
    """The fonts that a browser fetches for the letters on this page, also of what is folded."""
    from urllib.parse import urljoin

    zonder = re.sub(r"<(script|style|svg)\b.*?</\1>|<ul class=\"swv-taal\">.*?</ul>", " ", pagina, flags=re.S)
    tekens = {ord(teken) for teken in re.sub(r"<[^>]+>", " ", zonder)}
    cursief = bool(re.search(r"<(em|i|cite)\b", zonder))
    gevonden = []
    for regels in LETTERTYPE.findall(_tekst(blad)):
        bereik = re.search(r"unicode-range:([^;}]+)", regels)
        url = re.search(r"url\(\"?([^\")]+)\"?\)", regels)
        if url and (cursief or "italic" not in regels) and (not bereik or _raakt(bereik[1], tekens)):
            gevonden.append(urljoin(blad, url[1]))
    return gevonden


def _tekst(blad: str) -> str:
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import RequestFactory

    handler = _handler.setdefault("handler", WSGIHandler())
    antwoord = handler(RequestFactory().get(blad).environ, lambda *al: None)
    tekst = b"".join(antwoord).decode()
    antwoord.close()
    return tekst


def _raakt(bereik: str, tekens: set[int]) -> bool:
    """Whether a letter of the page is in this unicode-range."""
    for deel in bereik.split(","):
        van, _, tot = deel.strip().removeprefix("U+").partition("-")
        if any(int(van, 16) <= teken <= int(tot or van, 16) for teken in tekens):
            return True
    return False


if __name__ == "__main__":
    sys.exit(main())
