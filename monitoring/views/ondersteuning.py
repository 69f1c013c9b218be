"""How is support developing? Participation over the years, TLVs, and where they come from (M01–M07, M12–M14, M21)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.bestanden.rekenblad import SOORT, rekenbladen
from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien_alle
from loket.models import Aanvraag, Tlv
from loket.models.tlv import TlvQuerySet
from loket.scopes.aanvraag import HELE_SWV
from monitoring.grafieken import Grafiek, liggend, lijn
from monitoring.kengetallen import binnen, woonplaats
from monitoring.kengetallen import deelname as tel
from monitoring.kengetallen import steuntabellen as tabellen
from monitoring.kengetallen import tlv as cijfers
from monitoring.kengetallen.aanvragen import op_dag
from monitoring.kengetallen.bronnen import telt_alles
from monitoring.kengetallen.sommen import Sommen
from monitoring.kengetallen.standen import TLV, TLVTABELLEN, bewaard, van_tlvs
from monitoring.models import Vergelijkcijfer, Woontelling
from monitoring.rules.definities import DEFINITIES
from monitoring.rules.tabel import Kolom, Maat, Rij, Tabel
from monitoring.rules.weergave import in_woorden as als_tekst
from scholen.models import LeerlingAantal, Samenwerkingsverband

from .beelden import Beeld, beeld
from .keuze import Keuze, aanvragen_van, gekozen, sommen_van
from .rijen import rijenpagina, tlvpagina
from .wegen import wegen

P = Permissie
TITELS = {
    "toegekend": "Toegekend",
    "open": "Nog open",
    "besloten": "TLV's waarover is besloten",
    "geldig": "Geldige TLV's",
    "buiten": "TLV's van leerlingen op een school buiten onze regio",
    "geeindigd": "Geëindigde TLV's",
    "terug": "Teruggeplaatst",
}
OPEN_TOT = 12
"""Rows of a table that is in sight at once; of a longer one somebody asks for the whole."""
OVER_AANVRAGEN = ("toegekend", "open")


@dataclass(frozen=True)
class Bron:
    """What this viewer may count, for one SWV and choice. teldag: the last count up to the end of the period.

    bewaard: what the worker kept of its TLVs, for who sees all of them and chose nothing.
    """

    swv: Samenwerkingsverband
    keuze: Keuze
    aantallen: QuerySet[LeerlingAantal]
    sommen: Sommen
    tlvs: TlvQuerySet
    dagen: Sequence[date]
    bewaard: Sequence[Tabel] = ()

    @property
    def tot(self) -> date:
        """The day up to which is counted."""
        return min(self.keuze.periode.tot, self.keuze.vandaag)

    @property
    def teldag(self) -> date:
        """Of the pupils beside whom TLVs are laid."""
        return tel.teldag(self.dagen, self.keuze.periode)


def tlvs_van(request: Verzoek, keuze: Keuze) -> TlvQuerySet:
    """The TLVs that this viewer sees, of whom the address asks for."""
    tlvs: TlvQuerySet = Tlv.objects.visible_to(request.user, P.MONITORING_LEZEN)
    if keuze.filter.gekozen:
        zichtbaar = Aanvraag.objects.visible_to(request.user, P.MONITORING_LEZEN)
        gevraagd = zichtbaar.filter(binnen.aanvragen(keuze.filter, keuze.gebiedsdag))
        tlvs = tlvs.filter(besluit__aanvraag__in=gevraagd)
    return tlvs


def bronnen(request: Verzoek, keuze: Keuze) -> list[Bron]:
    """One for each SWV of this installation."""
    aantallen = LeerlingAantal.objects.visible_to(request.user)
    sommen, tlvs = sommen_van(request, keuze), tlvs_van(request, keuze)
    eigen = Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True).order_by("code")
    alles = not keuze.filter.gekozen and telt_alles(request.user, Tlv, rollen=HELE_SWV)
    alle = (bewaard(TLV, keuze.periode, keuze.vandaag) if alles else None) or []
    return [
        Bron(
            swv,
            keuze,
            aantallen,
            sommen.van(swv),
            tlvs.filter(swv=swv),
            tel.teldata(aantallen, swv),
            alle[nummer * TLVTABELLEN : (nummer + 1) * TLVTABELLEN],
        )
        for nummer, swv in enumerate(eigen)
    ]


def reeksen(request: Verzoek, bron: Bron) -> list[Tabel]:
    """M01 to M04 of this SWV over the years."""
    codes = tabellen.codes_van(bron.swv)
    geteld = tel.tellingen(bron.aantallen, bron.swv, bron.dagen)
    nationaal = tabellen.landelijk(Vergelijkcijfer.objects.visible_to(request.user), codes)
    heeft = tel.soorten_in(bron.swv)
    februari = tel.tellingen(bron.aantallen, bron.swv, tel.teldata(bron.aantallen, bron.swv, maand=2))
    return [tabellen.reeks(code, bron.swv, geteld, heeft, nationaal, februari) for code in codes]


def verwijzing(bron: Bron) -> list[Tabel]:
    """M12 per board and per school."""
    scholen = bron.sommen.verwijzingen(bron.aantallen, bron.swv, bron.keuze.periode, bron.teldag)
    gekozen_ = bron.keuze.filter
    if gekozen_.school:
        scholen = [een for een in scholen if een.brin6 == gekozen_.school]
    if gekozen_.bestuur:
        scholen = [een for een in scholen if een.bestuur == gekozen_.bestuur]
    if gekozen_.werkgebied or gekozen_.gemeente:
        scholen = [een for een in scholen if een.toegekend]
    return [tabellen.per_bestuur(scholen), tabellen.per_school(scholen)]


def tlvtabellen(bron: Bron) -> list[Tabel]:
    """M21, M05, M13, M14 and M07."""
    rollend = tabellen.rollend_van(bron.sommen.twaalf_maanden(bron.tot))
    if bron.bewaard:
        return [rollend, *bron.bewaard]
    keuze = bron.keuze
    return [rollend, *van_tlvs(bron.swv, bron.tlvs, bron.aantallen, bron.teldag, keuze.periode, keuze.vandaag)]


def woonplaatsen(request: Verzoek, bron: Bron) -> list[Tabel]:
    """R07, when anything was read in."""
    rijen = Woontelling.objects.visible_to(request.user, P.MONITORING_LEZEN)
    return [een for een in [woonplaats.tabel(rijen, bron.swv, bron.tot)] if een]


def _adres(deel: str, keuze: Keuze, **meer: str) -> str:
    vraag = "&".join([keuze.vraag, *(f"{naam}={waarde}" for naam, waarde in meer.items())])
    return f"{reverse('monitoring:ondersteuning_rijen', args=[deel])}?{vraag}"


def _omlaag(tabel: Tabel, bron: Bron) -> dict[tuple[str, str], str]:
    """Where each number of a table leads, by the key of its row and the head of its column."""
    return wegen("ondersteuning", bron.keuze, tabel, bron.swv.code) | _eigen_pagina(tabel, bron.keuze)


def _eigen_pagina(tabel: Tabel, keuze: Keuze) -> dict[tuple[str, str], str]:
    """What has a page of its own."""
    soort, nu = tabel.code, keuze.periode.code
    sleutels = [rij.sleutel for rij in tabel.rijen if rij.sleutel]
    if soort.startswith("tlv-geldig"):
        return {(een, tabellen.TLVS): _adres("geldig", keuze, tlv=een) for een in sleutels}
    if soort.startswith("grensverkeer"):
        return {(een, tabellen.BUITEN): _adres("buiten", keuze, tlv=een) for een in sleutels}
    if soort == "tlv-duur":
        return {(nu, tabellen.TLVS): _adres("besloten", keuze)}
    if soort == "tlv-einde":
        delen = {tabellen.GEEINDIGD: "geeindigd", tabellen.TERUG: "terug"}
        return {(nu, kop): _adres(deel, keuze) for kop, deel in delen.items()}
    if soort.startswith("verwijzing"):
        wie = soort.rpartition("-")[2]
        uit = {(een, tabellen.GEGEVEN): _adres("toegekend", keuze, **{wie: een}) for een in sleutels}
        if wie == "school":
            naar = {een: f"{reverse('monitoring:school', args=[een])}?periode={nu}" for een in sleutels}
            uit |= {(een, tabellen.VERWIJST): adres for een, adres in naar.items()}
        return uit
    return {}


def _lijn(tabel: Tabel) -> Grafiek:
    return lijn(tabellen.smal(tabel), vanaf_nul=False)


def _maandlijn(tabel: Tabel) -> Grafiek:
    """With short names of months: dec, jan."""
    rijen = tuple(Rij(rij.naam[:3], rij.cellen, rij.sleutel) for rij in tabel.rijen)
    kolommen = (Kolom("Toegekend", tabel.kolommen[0].maat),)
    return lijn(Tabel(tabel.code, tabel.titel, tabel.kop, kolommen, rijen, tabel.definities))


def _regel(tabel: Tabel) -> str:
    """The last year in words."""
    bekend = [rij for rij in tabel.rijen if rij.cellen[0] is not None]
    if not bekend:
        return "Hiervan zijn nog geen tellingen ingelezen."
    laatste, bereik = bekend[-1], sum(isinstance(rij.cellen[0], str) for rij in bekend)
    zin = f"Op 1 oktober {laatste.naam} {als_tekst(laatste.cellen[0], Maat.PROCENT)}"
    zin += f", landelijk {als_tekst(laatste.cellen[1], Maat.PROCENT)}." if laatste.cellen[1] is not None else "."
    return f"{zin} Een lichte balk: DUO noemt geen precies aantal, het ligt daartussen." if bereik else zin


def beelden(request: Verzoek, bron: Bron) -> tuple[list[Beeld], list[Beeld]]:
    """The cards beside each other, and those that are as wide as the page."""
    reeks = [beeld(een, _lijn, regel=_regel(een), adressen=_omlaag(een, bron)) for een in reeksen(request, bron)]
    rollend, geldig, *rest = tlvtabellen(bron)
    teldag = f"{bron.teldag.day} oktober {bron.teldag.year}"
    naast = [
        *reeks,
        beeld(
            rollend,
            _maandlijn,
            regel="Per maand wat in de twaalf maanden tot en met die maand is toegekend.",
            adressen=_omlaag(rollend, bron),
        ),
        beeld(geldig, liggend_tlv, regel=f"TLV's die op {teldag} geldig waren.", adressen=_omlaag(geldig, bron)),
        *(beeld(een, None, adressen=_omlaag(een, bron), open=True) for een in rest),
    ]
    besturen, scholen = verwijzing(bron)
    regel = f"Leerlingen geteld op {teldag}."
    breed = [
        beeld(een, None, regel=regel, adressen=_omlaag(een, bron), open=len(een.rijen) <= OPEN_TOT)
        for een in (besturen, scholen)
    ]
    breed += [
        beeld(een, None, adressen=_omlaag(een, bron), open=len(een.rijen) <= OPEN_TOT)
        for een in woonplaatsen(request, bron)
    ]
    return naast, breed


def liggend_tlv(tabel: Tabel) -> Grafiek:
    """Bars of how many TLVs there are per kind; the categories stand in the table."""
    rijen = tuple(Rij(rij.naam, rij.cellen[:1], rij.sleutel) for rij in tabel.rijen if "-" not in rij.sleutel)
    return liggend(Tabel(tabel.code, tabel.titel, tabel.kop, tabel.kolommen[:1], rijen, tabel.definities))


def eerste_beeld(request: Verzoek, keuze: Keuze) -> Beeld:
    """The first line over the years, for the page with all questions."""
    bron = bronnen(request, keuze)[0]
    tabel = reeksen(request, bron)[0]
    return beeld(tabel, _lijn, regel=f"{tabel.titel}. {_regel(tabel)}", adressen=_omlaag(tabel, bron))


def kerncijfers(bron: Bron, naast: Sequence[Beeld]) -> list[tuple[str, str, str, str]]:
    """Name, figure and a word beside it: the last year of each line, and what may still be granted."""
    uit = []
    for code, een in zip(tabellen.codes_van(bron.swv), naast, strict=False):
        bekend = [rij for rij in een.tabel.rijen if rij.cellen[0] is not None]
        getal = als_tekst(bekend[-1].cellen[0], Maat.PROCENT) if bekend else "Nog geen"
        naast_land = bekend[-1].cellen[4] if bekend else None
        bij = f"op 1 oktober {bekend[-1].naam}" if bekend else "geen telling ingelezen"
        bij += f", {naast_land} dan landelijk" if naast_land and naast_land != "gelijk" else ""
        uit.append((tabellen.KORT[code], getal, bij, ""))
    straks = bron.sommen.verwacht(bron.keuze.periode, bron.keuze.vandaag)
    uit.append(("Toegekend", str(straks.toegekend), f"in {bron.keuze.periode.naam}", _adres("toegekend", bron.keuze)))
    if bron.keuze.loopt:
        open_ = "1 aanvraag is" if straks.open == 1 else f"{straks.open} aanvragen zijn"
        uit.append(("Te verwachten", f"hoogstens {straks.hoogstens}", f"{open_} nog open", ""))
    return uit


@require_safe
@beleid(P.MONITORING_LEZEN)
def ondersteuning(request: Verzoek) -> HttpResponse:
    """All of it for the period; participation is of the whole SWV, whatever is chosen."""
    keuze = gekozen(request)
    delen, codes = [], {"M22"}
    for bron in bronnen(request, keuze):
        naast, breed = beelden(request, bron)
        codes |= {code for een in (*naast, *breed) for code in een.tabel.definities}
        delen.append({"swv": bron.swv, "cijfers": kerncijfers(bron, naast), "naast": naast, "breed": breed})
    context = {
        "keuze": keuze,
        "delen": delen,
        "meer": len(delen) > 1,
        "definities": [DEFINITIES[code] for code in sorted(codes)],
    }
    return render(request, "monitoring/ondersteuning.html", context)


@require_safe
@beleid(P.MONITORING_LEZEN)
def rijen(request: Verzoek, deel: str) -> HttpResponse:
    """The aanvragen or TLVs that one number counts."""
    if deel not in TITELS:
        raise Http404
    keuze = gekozen(request)
    terug = f"{reverse('monitoring:ondersteuning')}?periode={keuze.periode.code}"
    woorden = {"titel": TITELS[deel], "terug": terug, "terugtitel": "Hoe ontwikkelt de ondersteuning zich?"}
    if deel in OVER_AANVRAGEN:
        alle = aanvragen_van(request, keuze)
        straks = Q(pk__in=cijfers.toegekend_in(alle, keuze.periode).values("pk"))
        if deel == "open":
            straks = op_dag(min(keuze.periode.tot, keuze.vandaag))
        return rijenpagina(request, keuze, alle.filter(straks), **woorden)
    gevonden = [pk for bron in bronnen(request, keuze) for pk in _tlvs(bron, deel, request.GET.get("tlv", ""))]
    return tlvpagina(request, keuze, tlvs_van(request, keuze).filter(pk__in=gevonden), **woorden)


def _tlvs(bron: Bron, deel: str, soort: str) -> Sequence[int]:
    """The ids of the TLVs in one number. soort: a kind, or a kind and a category: SO-L."""
    periode, vandaag = bron.keuze.periode, bron.keuze.vandaag
    delen: dict[str, Any] = {
        "besloten": lambda: cijfers.besloten_tlvs(bron.tlvs, periode),
        "geldig": lambda: cijfers.geldig_op(bron.tlvs, bron.teldag),
        "buiten": lambda: cijfers.geplaatst_op(bron.tlvs, bron.swv, bron.tot).filter(buiten=True),
        "geeindigd": lambda: cijfers.geeindigd(bron.tlvs, periode, vandaag),
        "terug": lambda: cijfers.geeindigd(bron.tlvs, periode, vandaag).filter(terug=True),
    }
    naam, _, categorie = soort.partition("-")
    alleen = Q(soort=naam) if naam else Q()
    if categorie:
        alleen &= Q(categorie=categorie)
    return list(delen[deel]().filter(alleen).values_list("pk", flat=True))


@require_safe
@beleid(P.MONITORING_LEZEN, opnieuw_inloggen=True)
def excel(request: Verzoek) -> HttpResponse:
    """The same tables, one per sheet, and a sheet with what they mean; nobody is named."""
    keuze = gekozen(request)
    swvs = Samenwerkingsverband.objects.visible_to(request.user).filter(eigen=True)
    gezien_alle(swvs, door=request.user, op=timezone.now(), wat="geexporteerd")
    alle = [
        tabel
        for bron in bronnen(request, keuze)
        for tabel in (
            *(*reeksen(request, bron), *tlvtabellen(bron)),
            *(*verwijzing(bron), *woonplaatsen(request, bron)),
        )
    ]
    codes = sorted({code for tabel in alle for code in tabel.definities})
    bladen = [_blad(nummer, tabel) for nummer, tabel in enumerate(alle, 1)]
    uitleg = [(code, DEFINITIES[code].naam, DEFINITIES[code].formule, DEFINITIES[code].bron) for code in codes]
    uitleg += [("Periode", keuze.periode.naam, "", ""), ("Opgehaald op", f"{keuze.vandaag:%d-%m-%Y}", "", "")]
    inhoud = rekenbladen([*bladen, ("Wat de cijfers betekenen", ("Code", "Cijfer", "Betekenis", "Bron"), uitleg)])
    antwoord = HttpResponse(inhoud, content_type=SOORT)
    antwoord["Content-Disposition"] = f'attachment; filename="ondersteuning-{keuze.periode.code}.xlsx"'
    antwoord["Cache-Control"] = "private, no-store"
    return antwoord


def _blad(nummer: int, tabel: Tabel) -> tuple[str, tuple[str, ...], list[tuple[str, ...]]]:
    """A sheet: its title has at most 31 characters."""
    alle = (*tabel.rijen, tabel.totaal) if tabel.totaal else tabel.rijen
    cellen = [
        (rij.naam, *(als_tekst(cel, kolom.maat) for cel, kolom in zip(rij.cellen, tabel.kolommen, strict=True)))
        for rij in alle
    ]
    slot = [(), *((zin,) for zin in tabel.onder)] if tabel.onder else []
    return f"{nummer} {tabel.titel}"[:31], (tabel.kop, *(kolom.kop for kolom in tabel.kolommen)), [*cellen, *slot]
