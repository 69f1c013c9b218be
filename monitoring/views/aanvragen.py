"""How many aanvragen came and what became of them (M08, M09)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.bestanden.rekenblad import SOORT, rekenblad
from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien_alle
from loket.rules.soorten import SOORTEN
from monitoring.kengetallen.aanvragen import Stroom, delen
from monitoring.kengetallen.tabellen import STROOM
from monitoring.kengetallen.verdeling import BESLOTEN, NIEUW, ONTVANGEN, OPEN
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.filter import Dimensie
from monitoring.rules.kengetal import vergeleken
from monitoring.rules.periode import Periode, jaar_eerder
from monitoring.rules.tabel import Tabel
from scholen.models import Samenwerkingsverband

from .aanvraagbeelden import stroombeelden
from .keuze import Keuze, aanvragen_van, gekozen, sommen_van
from .naast import als_regels, kiest_scholen, stroombeeld, stroomtabel
from .rijen import rijenpagina
from .tabellen import Cijferblad
from .wegen import naar
from .wegen import wegen as wegen_

P = Permissie
Splitser = Callable[[Periode, Dimensie, date], Tabel]
WEGEN = {
    ONTVANGEN: reverse_lazy("monitoring:aanvragen_rijen", args=["ontvangen"]),
    NIEUW: reverse_lazy("monitoring:aanvragen_rijen", args=["nieuw"]),
    BESLOTEN: reverse_lazy("monitoring:op_tijd_rijen", args=["besloten"]),
    OPEN: reverse_lazy("monitoring:aanvragen_rijen", args=["open_eind"]),
}
PER_SOORT = ("ontvangen", "toegekend", "afwijkend", "afgewezen", "ingetrokken", "open_eind")
"""What fits beside each other on a screen; the spreadsheet has them all."""


def _cellen(keuze: Keuze, een: Stroom) -> list[tuple[str, str, int]]:
    """Heading, address of the rows beneath, and the number."""
    return [
        (kop, f"{reverse('monitoring:aanvragen_rijen', args=[naam])}?{keuze.vraag}", getattr(een, naam))
        for naam, kop in STROOM.items()
    ]


def _naar(keuze: Keuze, code: str, sleutel: str, plek: int) -> str:
    return f"{naar('aanvragen', code, sleutel, plek)}?{keuze.vraag}"


@require_safe
@beleid(P.MONITORING_LEZEN)
def aanvragen(request: Verzoek) -> HttpResponse:
    """What came in, what was decided and what is open, per kind, beside the year before."""
    keuze = gekozen(request)
    sommen = sommen_van(request, keuze)
    eerder = jaar_eerder(keuze.periode)
    alle = sommen.stromen(keuze.periode, eerder)
    nu, toen = alle.som(0), alle.som(1)
    soortplekken = [([*STROOM].index(naam), naam) for naam in PER_SOORT]
    context = {
        "keuze": keuze,
        "eerder": eerder,
        "naar": {
            "ontvangen": nu.ontvangen and _naar(keuze, "aanvragen", "ontvangen", 0),
            "besloten": nu.besloten and f"{WEGEN[BESLOTEN]}?{keuze.vraag}",
            "open": nu.open_eind and _naar(keuze, "aanvragen", "open_eind", 0),
        },
        "ontvangen": (nu.ontvangen, vergeleken(nu.ontvangen, toen.ontvangen)),
        "besloten": (nu.besloten, vergeleken(nu.besloten, toen.besloten)),
        "open_eind": nu.open_eind,
        "regels": [
            (*cel, getattr(toen, naam), _naar(keuze, "aanvragen", naam, 1))
            for cel, naam in zip(_cellen(keuze, nu), STROOM, strict=True)
        ],
        "koppen": [STROOM[naam] for naam in PER_SOORT],
        "soorten": [
            (
                SOORTEN[code].titel,
                [
                    (STROOM[naam], getattr(een, naam), _naar(keuze, "soorten", code, plek))
                    for plek, naam in soortplekken
                ],
            )
            for code, een in alle.per_soort(0)
        ],
        "splitsbaar": True,
        "blad": verdeeld(keuze, sommen.stroom_per),
        "piek": sommen.in_de_piek(keuze.periode),
        "beelden": [*stroombeelden(keuze, sommen, alle), *stroombeeld(request, keuze, sommen)],
        "definities": [DEFINITIES["M08"], DEFINITIES["M09"]],
    }
    return render(request, "monitoring/aanvragen.html", context)


@require_safe
@beleid(P.MONITORING_LEZEN)
def rijen(request: Verzoek, deel: str) -> HttpResponse:
    """The aanvragen that one number of M08 counts."""
    if deel not in STROOM:
        raise Http404
    keuze = gekozen(request)
    gevonden = aanvragen_van(request, keuze).filter(delen(keuze.periode)[deel])
    terug = f"{reverse('monitoring:aanvragen')}?{keuze.vraag}"
    return rijenpagina(request, keuze, gevonden, titel=STROOM[deel], terug=terug, terugtitel="Aanvragen en besluiten")


@require_safe
@beleid(P.MONITORING_LEZEN, opnieuw_inloggen=True)
def aanvragen_excel(request: Verzoek) -> HttpResponse:
    """The same numbers with their definition, source and day; nobody is named."""
    keuze = gekozen(request)
    sommen = sommen_van(request, keuze)
    if deel := verdeeld(keuze, sommen.stroom_per):
        return bladbestand(request, keuze, deel)
    alle = sommen.stromen(keuze.periode, jaar_eerder(keuze.periode))
    nu, toen = alle.som(0), alle.som(1)
    soorten = [(SOORTEN[code].titel, een) for code, een in alle.per_soort(0)]
    koppen = ("Cijfer", "Alle soorten", "Een jaar eerder", *(titel for titel, _ in soorten))
    blad: list[tuple[object, ...]] = [
        (kop, getattr(nu, naam), getattr(toen, naam), *(getattr(een, naam) for _, een in soorten))
        for naam, kop in STROOM.items()
    ]
    blad += als_regels(stroomtabel(request, keuze, sommen)) if kiest_scholen(keuze) else []
    return cijferbestand(request, keuze, "Aanvragen en besluiten", koppen, blad, ("M08",), naam="aanvragen")


def verdeeld(keuze: Keuze, maken: Splitser, wegen: Mapping[str, object] = WEGEN) -> Cijferblad | None:
    """The table that the address asks for, when it asks to split. wegen: by head of a column where its rows are."""
    if keuze.per is None:
        return None
    tabel = maken(keuze.periode, keuze.per, keuze.vandaag)
    delen_ = {rij.sleutel: keuze.deel(rij.sleutel) for rij in tabel.rijen} | {"": keuze.vraag}
    algemeen = wegen_("aanvragen" if tabel.code.startswith("stroom") else "op_tijd", keuze, tabel)
    plekken = {kop: str(weg) for kop, weg in wegen.items()}  # each is looked up once, and not for every row
    adressen = algemeen | {
        (code, kop): f"{weg}?{vraag}" for code, vraag in delen_.items() for kop, weg in plekken.items() if vraag
    }
    return Cijferblad(tabel, adressen)


def bladbestand(request: Verzoek, keuze: Keuze, blad: Cijferblad) -> HttpResponse:
    """A split table as a spreadsheet."""
    een = blad.tabel
    koppen = (een.kop, *(kolom.kop for kolom in een.kolommen))
    return cijferbestand(request, keuze, een.titel, koppen, blad.vlak, een.definities, naam=een.code)


def cijferbestand(
    request: Verzoek,
    keuze: Keuze,
    titel: str,
    koppen: tuple[str, ...],
    rijen: list[tuple[object, ...]],
    codes: tuple[str, ...],
    *,
    naam: str,
) -> HttpResponse:
    """A spreadsheet of figures, below them what they mean, where they come from and until when they go."""
    swvs = Samenwerkingsverband.objects.visible_to(request.user)
    gezien_alle(swvs, door=request.user, op=timezone.now(), wat="geexporteerd")
    slot = [
        (),
        ("Periode", keuze.periode.naam),
        *(("Alleen", zin) for zin in keuze.van_wie),
        ("Opgehaald op", f"{keuze.vandaag:%d-%m-%Y}"),
        *(
            (f"{code} {DEFINITIES[code].naam}", DEFINITIES[code].formule, f"Bron: {DEFINITIES[code].bron}")
            for code in codes
        ),
    ]
    antwoord = HttpResponse(rekenblad(titel, koppen, [*rijen, *slot]), content_type=SOORT)
    antwoord["Content-Disposition"] = f'attachment; filename="{naam}-{keuze.periode.code}.xlsx"'
    antwoord["Cache-Control"] = "private, no-store"
    return antwoord
