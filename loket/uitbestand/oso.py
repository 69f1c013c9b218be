"""An OSO dossier "aanvraag SWV" (gegevensset 2018.1 and 2019.1, profile PaO: POSWV and VOSWV).

Elements by their local name, for the name space changes with every version. What the profile forbids (BSN,
onderwijsnummer, geboorteplaats, nationaliteit, VIR, ZAT, banknummer; R-PRIV-04 and R-PRIV-09) and what we do not need
(diagnoses, test results, documents) is never read: only that it is there, to say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .voorstel import MAX_HULP, MAX_OUDERS, BestandFout, Regel, Voorstel, schoon

MAX_BYTES = 10 * 1024 * 1024
TESTSCHOOL = "00YY"
OVERSTAP = {"POSWV", "VOSWV"}
VERBODEN = {
    "bsn": "burgerservicenummer",
    "onderwijsnummer": "onderwijsnummer",
    "geboorteplaats": "geboorteplaats",
    "nationaliteit": "nationaliteit",
    "vir": "verwijsindex (VIR)",
    "zat": "zorgadviesteam (ZAT)",
    "banknummer": "bankrekening",
    "iban": "bankrekening",
}
BEHOEFTEN = (
    "onderwijsbehoefte",
    "onderwijsbehoeften",
    "toelichtingonderwijsbehoeften",
    "toelichting_onderwijsbehoeften",
)
RELATIES = {"1": "vader", "2": "moeder", "6": "moeder", "7": "moeder"}


def lees_oso(inhoud: bytes) -> Voorstel:
    """What this dossier offers. Raises BestandFout for what is too large, no XML, unsafe or another kind of dossier."""
    dossier = _boom(inhoud)
    if _naam(dossier) != "dossier" or _tekst(dossier, "overdrachtsoort") != "swv-dossier":
        raise BestandFout(
            "Dit is geen OSO-dossier ‘aanvraag SWV’. Kies in je leerlingvolgsysteem de export voor het SWV."
        )
    if _tekst(dossier, "metadata", "overstap") not in OVERSTAP:
        raise BestandFout("Dit OSO-dossier is niet voor een samenwerkingsverband (POSWV of VOSWV).")
    school = _kind(dossier, "huidigeschool")
    leerling = _kind(school, "leerling") if school is not None else None
    if school is None or leerling is None:
        raise BestandFout("In dit OSO-dossier staat geen leerling.")
    dag = _datum(_tekst(dossier, "metadata", "datum"))
    regels = [Regel(regel.sleutel, regel.tekst, regel.datum or dag) for regel in _regels(school, leerling)]
    for nummer, ouder in enumerate(list(_ouders(leerling))[:MAX_OUDERS], start=1):
        regels += [Regel(f"ouder.{nummer}.{kolom}", tekst, dag) for kolom, tekst in ouder.items()]
    goed, weg = schoon(regels)
    if any(_naam(element) == "document" for element in leerling.iter()):
        weg = (*weg, "Documenten in het dossier: voeg die zelf toe bij Stukken")
    pakket = _tekst(dossier, "metadata", "pakketnaam")
    return Voorstel(
        bron=f"OSO-dossier uit {pakket[:40]}" if pakket else "OSO-dossier",
        datum=dag,
        regels=goed,
        school=_brin6(school),
        verboden=_verboden(dossier),
        overgeslagen=weg,
    )


def _boom(inhoud: bytes) -> Any:
    if len(inhoud) > MAX_BYTES:
        raise BestandFout("Dit bestand is te groot: kies een OSO-dossier tot 10 MB.")
    try:
        return fromstring(inhoud, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise BestandFout("Dit bestand kan niet: er staat een DTD of verwijzing in die niet mag.") from None
    except (ParseError, ValueError, LookupError):
        raise BestandFout("Dit bestand is geen leesbaar XML. Maak de export opnieuw.") from None


def _regels(school: Any, leerling: Any) -> Iterator[Regel]:
    yield Regel("leerling.roepnaam", _tekst(leerling, "roepnaam") or _tekst(leerling, "voornaam"))
    yield Regel("leerling.tussenvoegsel", _tekst(leerling, "voorvoegsel"))
    yield Regel("leerling.achternaam", _tekst(leerling, "achternaam"))
    yield Regel("leerling.geboortedatum", _tekst(leerling, "geboortedatum"))
    yield Regel("leerling.leerlingnummer", _tekst(leerling, "leerlingid"))
    yield from (Regel(f"leerling.{kolom}", tekst) for kolom, tekst in _adres(leerling).items())
    loopbaan = sorted(
        _alle(leerling, "schoolloopbaanlijst", "schoolloopbaan"), key=lambda een: _tekst(een, "begindatum")
    )
    if loopbaan:
        yield Regel("leerling.groep", _tekst(loopbaan[-1], "jaargroep") or _tekst(loopbaan[-1], "groepsnaam"))
        yield Regel("leerling.schoolverloop", "\n".join(map(_schooljaar, loopbaan)))
    yield Regel("school.directeur", _tekst(school, "naamdirecteur"))
    yield Regel(
        "school.contactpersoon",
        _tekst(leerling, "zorg", "naamib") or _tekst(leerling, "overstapadvies", "contactpersoon"),
    )
    yield from _zorg(leerling)


def _zorg(leerling: Any) -> Iterator[Regel]:
    zorg = [element for element in leerling if _naam(element) in ("zorg", "onderwijsondersteuning")]
    teksten = {
        "behoefte.onderwijsbehoeften": BEHOEFTEN,
        "behoefte.sterke_kanten": ("sterkpunt",),
        "behoefte.belemmeringen": ("onderwijsbelemmering",),
    }
    for sleutel, namen in teksten.items():
        delen = [_eigen(element) for blok in zorg for element in blok if _naam(element) in namen]
        yield Regel(sleutel, "\n".join(filter(None, delen)))
    datums = [
        tekst for blok in zorg for opp in blok if _naam(opp) == "opp" and (tekst := _tekst(opp, "opp_ingangdatum"))
    ]
    if datums:
        yield Regel("stukken.opp_datum", max(datums), _datum(max(datums)))
    hulp = [
        (_tekst(plan, "isgerichtop"), _datum(_tekst(plan, "startdatum")))
        for plan in _alle(leerling, "handelingsplanlijst", "handelingsplan")
    ]
    hulp += [(_tekst(een, "soortbegeleiding"), None) for blok in zorg for een in blok if _naam(een) == "begeleiding"]
    for nummer, (tekst, dag) in enumerate([paar for paar in hulp if paar[0]][:MAX_HULP], start=1):
        yield Regel(f"hulp.{nummer}", tekst, dag)


def _ouders(leerling: Any) -> Iterator[dict[str, str]]:
    for element in _alle(leerling, "verzorger"):
        if _tekst(element, "overleden") == "true" or _tekst(element, "overlijdensdatum"):
            continue
        yield {
            "voornaam": _tekst(element, "voornaam") or _tekst(element, "voorletters-1"),
            "tussenvoegsel": _tekst(element, "voorvoegsel"),
            "achternaam": _tekst(element, "achternaam"),
            "telefoon": _bereikbaar(element, "telefoon"),
            "email": _bereikbaar(element, "e-mail"),
            "relatie": RELATIES.get(_tekst(element, "relatietotkind"), ""),
            **_adres(element),
        }


def _adres(element: Any) -> dict[str, str]:
    """The address to visit; nothing when it is secret, whatever the file says beside that (R-ACC-04)."""
    if _tekst(element, "adresgeheim") == "true":
        return {}
    adressen = _alle(element, "adreslijst", "adres")
    soorten = {_tekst(adres, "soortadres"): adres for adres in reversed(adressen)}
    adres = soorten.get("bezoek") or soorten.get("gba") if soorten else None
    if adres is None:
        return {}
    nummer = f"{_tekst(adres, 'nummer')}{_tekst(adres, 'toevoeging')}".strip()
    return {
        "straat": f"{_tekst(adres, 'straat')} {nummer}".strip(),
        "postcode": _tekst(adres, "postcode"),
        "plaats": _tekst(adres, "plaats"),
    }


def _bereikbaar(element: Any, soort: str) -> str:
    for een in _alle(element, "communicatielijst", "communicatie"):
        if _tekst(een, "soort") == soort and _tekst(een, "geheim") != "true":
            return _tekst(een, "nummer")
    return ""


def _schooljaar(een: Any) -> str:
    groep = _tekst(een, "groepsnaam") or _tekst(een, "jaargroep")
    school = f"{_tekst(een, 'brincode')}{_tekst(een, 'vestigingscode')}"
    return f"{_tekst(een, 'schooljaar')}: {groep}" + (f" (school {school})" if school else "")


def _brin6(school: Any) -> str:
    """The BRIN6 of the school; nothing for the test school of OSO, which is nobody's."""
    brin4 = _tekst(school, "brincode")
    return "" if brin4 == TESTSCHOOL else f"{brin4}{_tekst(school, 'vestigingscode')}"


def _verboden(dossier: Any) -> tuple[str, ...]:
    namen = {VERBODEN[naam] for element in dossier.iter() if (naam := _naam(element)) in VERBODEN}
    return tuple(sorted(namen))


def _naam(element: Any) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _kind(element: Any, naam: str) -> Any:
    return next((kind for kind in element if _naam(kind) == naam), None)


def _alle(element: Any, *pad: str) -> list[Any]:
    rij = [element]
    for naam in pad:
        rij = [kind for een in rij for kind in een if _naam(kind) == naam]
    return rij


def _tekst(element: Any, *pad: str) -> str:
    gevonden = _alle(element, *pad)
    return _eigen(gevonden[0]) if gevonden else ""


def _eigen(element: Any) -> str:
    return " ".join((element.text or "").split())


def _datum(tekst: str) -> date | None:
    try:
        return date.fromisoformat(tekst)
    except ValueError:
        return None
