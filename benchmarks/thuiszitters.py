"""Whether the board and returns slow down as years go by: `uv run python benchmarks/thuiszitters.py --json [--klein]`.

500 cases of which 200 run, and 20,000 of five years of which as many run, in turn: two processes, each with its own
PostgreSQL. What is closed piles up; what runs is what people have in hand. Every tab of the board, its columns and its
filters, as a whole request through the WSGI handler, as an adviseur of the whole SWV; and as the desk the returns of
today, of the last whole quarter and of the last school year. `verhouding_groei` is the worst of the pages by the median
of their ratios, `queries` the most that any page makes at either size, `queries_gelijk` whether each makes as many at
both.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import meten
from benchmarks.werkvoorraad import Kind, Tijden, paginacijfers, rekentijd

WEINIG, VEEL, KLEIN = 500, 20_000, 4_000
LOPEND = 200
"""So many cases run, whatever came before."""
KEER, KEER_KLEIN = 40, 8
DOELEN = {"verhouding_groei": meten.Doel(1.5), "queries": meten.Doel(40)}
ADVISEUR, LOKET = 10_002, 10_003
PER_KEER = 2_000


def main() -> int:
    if len(sys.argv) == 4 and sys.argv[1] == "--kind":
        return kind(int(sys.argv[2]), warm=int(sys.argv[3]))
    gekozen = meten.opties("thuiszitters", "Het bord met weinig en met veel casussen.").parse_args()
    veel = gekozen.aantal or (KLEIN if gekozen.klein else VEEL)
    keer = gekozen.keer or (KEER_KLEIN if veel < VEEL else KEER)
    meten.tonen(draaien(veel, klein=veel < VEEL, keer=keer), als_json=gekozen.json)
    return 0


def draaien(veel: int, *, klein: bool, keer: int) -> dict[str, Any]:
    """Start both, measure them in turn; the object to print."""
    begin = time.monotonic()
    kinderen = {aantal: Kind(aantal, warm=min(keer, 5), bestand=__file__) for aantal in (WEINIG, veel)}
    stand = {aantal: kind.antwoord() for aantal, kind in kinderen.items()}
    gevuld = round(time.monotonic() - begin, 1)
    tijden: Tijden = {naam: {WEINIG: [], veel: []} for naam in stand[veel]}
    for ronde in range(keer):
        for naam, per_aantal in tijden.items():
            for aantal in (WEINIG, veel) if ronde % 2 else (veel, WEINIG):
                per_aantal[aantal].append(kinderen[aantal].vraag(naam))
    for kind_ in kinderen.values():
        kind_.klaar()
    cijfers, paginas = paginacijfers((WEINIG, veel), stand, tijden)
    slechtste = max(paginas, key=lambda naam: paginas[naam]["verhouding"])
    over = {"casussen": [WEINIG, veel], "lopend": LOPEND, "keer": keer}
    over |= {"vullen_seconden": gevuld, "slechtste": slechtste, "paginas": paginas}
    return meten.verslag("thuiszitters", cijfers, DOELEN, klein=klein, over=over)


def kind(aantal: int, *, warm: int) -> int:
    """Fill, ask each page so often before it counts, say per page how many queries and rows, then time what is asked."""
    meten.diensten()
    from django.db import connections

    from benchmarks.pagina import ingelogd, verzoek, vragen

    with meten.als_eigenaar():
        vullen(aantal)
    for alias in connections:  # one connection from begin to end, so that its processor time can be read
        connections[alias].settings_dict |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False}
        connections[alias].close()
    sessies = {wie: ingelogd(wie) for wie in (ADVISEUR, LOKET)}
    paginas = {naam: verzoek(adres, sessies[wie], {}) for naam, (wie, adres) in adressen().items()}
    for _ in range(warm):
        for doen in paginas.values():
            doen()
    stand = {naam: {"queries": vragen(doen), "rijen": doen().count(b"<tr>")} for naam, doen in paginas.items()}
    print(json.dumps(stand), flush=True)
    for regel in sys.stdin:
        doen = paginas[regel.strip()]
        begin, cpu = time.perf_counter(), rekentijd()
        doen()
        print(json.dumps([(time.perf_counter() - begin) * 1000, (rekentijd() - cpu) * 1000]), flush=True)
    return 0


def adressen() -> dict[str, tuple[int, str]]:
    """Per page who asks for it, and its address: the board by an adviseur, a return by the desk."""
    from django.urls import reverse
    from django.utils import timezone

    from thuiszitters.rules.opgave import keuzes

    bord = reverse("thuiszitters:thuiszitters")
    vragen = {
        "actief": "",
        "actief_blad_2": "?pagina=2",
        "deels": "?weergave=deels",
        "nazorg": "?weergave=nazorg",
        "afgesloten": "?weergave=afgesloten",
        "bord": "?beeld=bord",
        "filter_nodig": "?nodig=stap",
        "filter_klasse": "?klasse=2",
        "filter_werkgebied": "?werkgebied=gebied-3",
        "filter_regie": "?regie=niemand",
    }
    opgave, vandaag = reverse("thuiszitters:opgave"), timezone.localdate()
    _, kwartaal, *_, schooljaar = keuzes(vandaag)
    return {naam: (ADVISEUR, f"{bord}{vraag}") for naam, vraag in vragen.items()} | {
        "opgave": (LOKET, opgave),
        "opgave_wijd": (LOKET, f"{opgave}?telt=wijd"),
        "opgave_kwartaal": (LOKET, f"{opgave}?dag={kwartaal.dag}&vorige={kwartaal.vorige}"),
        "opgave_schooljaar": (LOKET, f"{opgave}?dag={schooljaar.dag}&vorige={schooljaar.vorige}"),
    }


def vullen(aantal: int) -> None:
    """So many cases over 150 schools: those that still run, and the rest spread over five years and closed."""
    from django.db import connection
    from django.utils import timezone

    from benchmarks import vullen as basis
    from kern.gebruikers.models import Gebruiker, Lidmaatschap
    from kern.gebruikers.overgang import Systeem
    from kern.gebruikers.rollen import Rol
    from scholen.models import Leerling, Samenwerkingsverband
    from thuiszitters.actions.protocol import protocol_klaarzetten
    from thuiszitters.models import Afspraak, Casus, Stap, Verzuim

    basis.vullen(100)
    wie = Gebruiker.objects.create(pk=ADVISEUR, email="adviseur@bank.example", naam="Ad Viseur", password="!")
    Lidmaatschap.objects.create(gebruiker=wie, rol=Rol.ADVISEUR, van=basis.BEGIN)
    loket = Gebruiker.objects.create(pk=LOKET, email="balie@bank.example", naam="Balie", password="!")
    Lidmaatschap.objects.create(gebruiker=loket, rol=Rol.LOKETMEDEWERKER, van=basis.BEGIN)
    protocol = protocol_klaarzetten(Samenwerkingsverband.objects.get(pk=1), door=Systeem("meten"), op=timezone.now())
    stappen = [een.pk for een in protocol.stappen.all()]
    nummers = range(1, aantal + 1)
    for begin in range(0, aantal, PER_KEER):
        deel = [(nummer, nummer <= LOPEND) for nummer in nummers[begin : begin + PER_KEER]]
        Leerling.objects.bulk_create(_leerling(nummer) for nummer, _ in deel)
        Casus.objects.bulk_create(_casus(nummer, protocol.pk, open_=open_) for nummer, open_ in deel)
        Verzuim.objects.bulk_create(rij for nummer, open_ in deel for rij in _verzuim(nummer, open_=open_))
        Stap.objects.bulk_create(rij for nummer, _ in deel for rij in _stappen(nummer, stappen))
        Afspraak.objects.bulk_create(_afspraak(nummer) for nummer, _ in deel if nummer % 3)
    with connection.cursor() as db:
        db.execute("VACUUM ANALYZE")


VAN = 1_000_000
"""Numbers of children begin above those of the other rows of the bench."""


def _terug(nummer: int, *, open_: bool) -> int:
    """How many days ago it began: who is still at home at most a year, the others up to five."""
    return nummer * 7 % 360 + 1 if open_ else 60 + nummer * 13 % 1700


def _leerling(nummer: int) -> Any:
    from datetime import date

    from scholen.models import Leerling

    letters = "".join("bcdfghjklm"[int(cijfer)] + "a" for cijfer in str(nummer))
    geboren = date(2010 + nummer % 9, nummer % 12 + 1, nummer % 28 + 1)
    return Leerling(pk=VAN + nummer, roepnaam=f"Kind{letters}", achternaam=letters.capitalize(), geboortedatum=geboren)


def _casus(nummer: int, protocol: int, *, open_: bool) -> Any:
    from django.utils import timezone

    from benchmarks.vullen import SCHOLEN
    from thuiszitters.models import OPEN, Casus

    nu, terug = timezone.now(), _terug(nummer, open_=open_)
    begin = nu - timedelta(days=terug - 1)
    basis = {"swv_id": 1, "protocol_id": protocol, "reden": "angst", "school_id": nummer % SCHOLEN + 1}
    basis |= {"ouders_ingelicht_op": begin.date(), "gemeld_op": begin}
    if nummer % 4:
        basis |= {"regievoerder_id": ADVISEUR, "regie_sinds": begin.date()}
    if open_:
        basis |= {"status": OPEN[nummer % len(OPEN)], "laatste_actie_op": nu - timedelta(days=min(nummer % 30, terug))}
    else:
        basis |= {"status": "gesloten", "eindreden": "eigen_school", "gesloten_op": begin + timedelta(days=50)}
        basis |= {"laatste_actie_op": begin + timedelta(days=50)}
    return Casus(pk=nummer, kenmerk=f"TZ-{nummer:06}", leerling_id=VAN + nummer, **basis)


def _verzuim(nummer: int, *, open_: bool) -> list[Any]:
    """One run or two, the second one for some hours a week; of every tenth running case it ended."""
    from django.utils import timezone

    from thuiszitters.models import Verzuim

    vandaag = timezone.localdate()
    van = vandaag - timedelta(days=_terug(nummer, open_=open_))
    tot = None if open_ else van + timedelta(days=45)
    if open_ and nummer % 10 == 0:
        tot = vandaag - timedelta(days=1) if van < vandaag else vandaag
    if nummer % 2 or (vandaag - van).days < 10:
        return [Verzuim(casus_id=nummer, soort="relatief", van=van, tot=tot, uren=0)]
    later = van + timedelta(days=5)
    return [
        Verzuim(casus_id=nummer, soort="relatief", van=van, tot=later - timedelta(days=1), uren=0),
        Verzuim(casus_id=nummer, soort="verkort", van=later, tot=tot, uren=6),
    ]


def _stappen(nummer: int, stappen: list[int]) -> list[Any]:
    from django.utils import timezone

    from thuiszitters.models import Stap

    dag, nu = timezone.localdate() - timedelta(days=nummer % 20), timezone.now()
    gezet = stappen[: nummer % 5]
    return [
        Stap(casus_id=nummer, protocolstap_id=een, uitkomst="klaar", dag=dag, op=nu, door_id=ADVISEUR) for een in gezet
    ]


def _afspraak(nummer: int) -> Any:
    from django.utils import timezone

    from thuiszitters.models import Afspraak

    voor = timezone.localdate() + timedelta(days=nummer % 40 - 10)
    basis = {"wat": "Bellen.", "naam": "Leraar", "gemaakt_op": timezone.now(), "gemaakt_door_id": ADVISEUR}
    return Afspraak(casus_id=nummer, voor=voor, **basis)


if __name__ == "__main__":
    sys.exit(main())
