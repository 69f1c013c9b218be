"""The forecast: what TLVs cost this calendar year and the next four, what each amount is made of, and as a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from arrangementen.models import Herkomst, Normbedrag
from arrangementen.models.tlvtelling import tlvgroepen
from arrangementen.rules.normbedragen import naam, prognosejaren
from arrangementen.rules.raming import Aannames, Band, Cel, Groep, Prognose, ramen
from kern.bestanden.rekenblad import SOORT, rekenblad
from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from kern.woorden import opsomming
from scholen.models import Instelling, Samenwerkingsverband

from .bedragen import geldende_bedragen

P = Permissie
KOPPEN = (
    "Prognose",
    "Kalenderjaar",
    "Soort TLV",
    "Lopende TLV's",
    "Terug naar gewoon onderwijs",
    "Nieuwe TLV's laag",
    "Nieuwe TLV's verwacht",
    "Nieuwe TLV's hoog",
    "Extra klas",
    "Leerlingen verwacht",
    "Normbedrag",
    "Soort bedrag",
    "Bron",
    "Kosten laag",
    "Kosten verwacht",
    "Kosten hoog",
)


@dataclass(frozen=True)
class Gegevens:
    """What every forecast of one SWV begins with."""

    swv: Samenwerkingsverband
    swvs: list[Samenwerkingsverband]
    vandaag: date
    groepen: list[Groep]
    bedragen: dict[tuple[int, str, str], Normbedrag]
    terugplaatsing: int

    @property
    def basis(self) -> Aannames:
        return Aannames(terugplaatsing=Decimal(self.terugplaatsing))

    def ramen(self, aannames: Aannames) -> Prognose:
        euro = {sleutel: een.bedrag for sleutel, een in self.bedragen.items()}
        return ramen(self.groepen, euro, aannames, self.vandaag)

    @property
    def voorbeelden(self) -> bool:
        return any(een.herkomst == Herkomst.VOORBEELD for een in self.bedragen.values())


@dataclass(frozen=True)
class Jaar:
    """One calendar year on the page. rijen: the kinds that count in it; zonder: those that have no amount, in words."""

    jaar: int
    rijen: list[tuple[str, Cel]]
    totaal: Band | None
    zonder: str

    @property
    def teljaar(self) -> int:
        return self.jaar - 1

    @property
    def zeker(self) -> bool:
        """Whether nothing in it is to be expected."""
        return not any(cel.nieuw.hoog or cel.terug or cel.klas for _, cel in self.rijen)

    @property
    def met_klas(self) -> bool:
        return any(cel.klas for _, cel in self.rijen)

    @property
    def kop(self) -> str:
        """What stands above its details, before the amount."""
        return f"{self.jaar}: " if self.totaal else f"{self.jaar}: geen totaal"

    @property
    def zonder_totaal(self) -> str:
        return f"Voor {self.jaar} is er geen totaal"

    @property
    def bijschrift(self) -> str:
        return f"Kosten van {self.jaar} per soort TLV"


@require_safe
@beleid(P.PROGNOSE_MAKEN)
def prognose(request: Verzoek) -> HttpResponse:
    """The five years beside each other, and per year what the amount is made of."""
    gegevens = verzamelen(request)
    raming = gegevens.ramen(gegevens.basis)
    jaren = per_jaar(raming)
    context = {
        "gegevens": gegevens,
        "jaren": jaren,
        "rijen": [
            (naam(*soort), [(jaar, raming.cellen.get((jaar, soort))) for jaar in raming.jaren])
            for soort in raming.soorten
        ],
        "reeksen": [("Verwacht", waarden(jaren))],
        "raming_jaren": raming.jaren,
        "vraag": f"?swv={gegevens.swv.public_id}" if len(gegevens.swvs) > 1 else "",
        "keuzes": [(een.naam, f"?swv={een.public_id}", None, een == gegevens.swv) for een in gegevens.swvs],
        "onvolledig": [een for een in jaren if een.zonder],
        "instroomjaren": raming.instroomjaren,
        "instroom": [
            (naam(*soort), zip(raming.instroomjaren, een.per_jaar, strict=True), een.band.verwacht)
            for soort in raming.soorten
            if (een := raming.instroom.get(soort))
        ],
        "te_kort": [
            jaar
            for nummer, jaar in enumerate(raming.instroomjaren)
            if not any(een.per_jaar[nummer] for een in raming.instroom.values())
        ],
    }
    return render(request, "arrangementen/prognose.html", context)


@require_safe
@beleid(P.PROGNOSE_MAKEN, opnieuw_inloggen=True)
def prognose_excel(request: Verzoek) -> HttpResponse:
    """The cells of the forecast to the cent, with the source of each amount."""
    gegevens = verzamelen(request)
    gezien(gegevens.swv, door=request.user, op=timezone.now(), wat="prognose_geexporteerd")
    return blad(gegevens, [("Basis", gegevens.ramen(gegevens.basis))])


def verzamelen(request: Verzoek) -> Gegevens:
    """The rows that a forecast needs, in a number of queries that does not grow."""
    swvs = list(Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code"))
    gevraagd = request.GET.get("swv", "")
    swv = next((een for een in swvs if een.public_id == gevraagd), swvs[0] if swvs and not gevraagd else None)
    if swv is None:
        raise Http404
    vandaag = timezone.localdate()
    instelling = Instelling.objects.visible_to(request.user).geldig(swv, vandaag)
    return Gegevens(
        swv,
        swvs,
        vandaag,
        tlvgroepen(request.user, swv, vandaag),
        geldende_bedragen(request.user, prognosejaren(vandaag)),
        instelling.terugplaatsing_procent,
    )


def per_jaar(raming: Prognose) -> list[Jaar]:
    """The forecast year by year."""
    return [
        Jaar(
            jaar,
            [(naam(*soort), cel) for soort in raming.soorten if (cel := raming.cellen.get((jaar, soort)))],
            raming.totaal(jaar),
            opsomming(naam(*soort) for soort in raming.ontbreekt(jaar)),
        )
        for jaar in raming.jaren
    ]


def waarden(jaren: Iterable[Jaar]) -> list[tuple[Decimal, Decimal, Decimal] | None]:
    """The totals, for a chart."""
    return [(een.totaal.laag, een.totaal.verwacht, een.totaal.hoog) if een.totaal else None for een in jaren]


def blad(gegevens: Gegevens, ramingen: Iterable[tuple[str, Prognose]]) -> HttpResponse:
    """These forecasts as a spreadsheet: a row per year and kind, and a row with the total of each year."""
    regels: list[tuple[object, ...]] = []
    for titel, raming in ramingen:
        for jaar in raming.jaren:
            soorten = [soort for soort in raming.soorten if (jaar, soort) in raming.cellen]
            regels += [(titel, jaar, *_cellen(gegevens, raming, jaar, soort)) for soort in soorten]
            regels.append((titel, jaar, "Samen", *[""] * 10, *_kosten(raming.totaal(jaar))))
    antwoord = HttpResponse(rekenblad("Prognose", KOPPEN, regels), content_type=SOORT)
    antwoord["Content-Disposition"] = f'attachment; filename="prognose-{gegevens.vandaag:%Y-%m-%d}.xlsx"'
    return antwoord


def _cellen(gegevens: Gegevens, raming: Prognose, jaar: int, soort: tuple[str, str]) -> tuple[object, ...]:
    cel, norm = raming.cellen[jaar, soort], gegevens.bedragen.get((jaar, *soort))
    return (
        capfirst(naam(*soort)),
        cel.lopend,
        _getal(cel.terug),
        *(_getal(een) for een in (cel.nieuw.laag, cel.nieuw.verwacht, cel.nieuw.hoog)),
        cel.klas,
        _getal(cel.aantal.verwacht),
        _getal(norm.bedrag) if norm else "",
        norm.get_herkomst_display() if norm else "geen bedrag",
        norm.bron if norm else "",
        *_kosten(cel.kosten),
    )


def _kosten(band: Band | None) -> tuple[str, str, str]:
    return ("", "", "") if band is None else (_getal(band.laag), _getal(band.verwacht), _getal(band.hoog))


def _getal(waarde: Decimal) -> str:
    """With two decimals and a comma, as a Dutch spreadsheet reads it."""
    return f"{waarde:.2f}".replace(".", ",")
