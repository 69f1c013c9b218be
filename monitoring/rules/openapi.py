"""What other programs may ask and what they get, as OpenAPI says it. Pure; a test compares it with what is answered."""

from __future__ import annotations

from typing import Any

from .rapport import SOORTEN
from .tabel import Maat

VERSIE = "1.0.0"
"""The first number changes when a program that worked would no longer."""
PERIODE = r"^[0-9]{4}-([0-9]{4}|K[1-4]|0[1-9]|1[0-2])$"
ID_VORM = "^[A-Za-z0-9_-]{22}$"
TEKST = {"type": "string"}
GEGEVEN = sorted(een.code for een in SOORTEN.values() if een.afgeschermd)
UITLEG = (
    "Cijfers van een samenwerkingsverband passend onderwijs, zoals ze in bevroren rapporten staan: van perioden die "
    "voorbij zijn, en later nog hetzelfde.\n\n"
    "Stuur bij elke vraag de sleutel mee: `Authorization: Bearer swv_…`. De beheerder van het samenwerkingsverband "
    "maakt een sleutel bij Beheer, API-sleutels. Een sleutel is van het hele samenwerkingsverband, van één "
    "schoolbestuur of van één gemeente, en geldt hoogstens een jaar.\n\n"
    "Er staan geen namen van kinderen in. Aantallen van 1 tot en met 4 zijn afgeschermd, en wat nodig is om ze niet "
    "te kunnen uitrekenen ook. Dan is `waarde` leeg (null) en zegt `tekst` waarom. Ook een cijfer zonder bron is "
    "leeg: lees een leeg cijfer nooit als 0."
)


def _ding(**velden: Any) -> dict[str, Any]:
    """An object with all of these, and no others."""
    return {"type": "object", "properties": velden, "required": [*velden], "additionalProperties": False}


def _lijst(van: str) -> dict[str, Any]:
    return {"type": "array", "items": _ref(van)}


def _ref(naam: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{naam}"}


WAARDE = {
    "waarde": {"type": ["number", "null"], "description": "Leeg: afgeschermd, of er is geen bron. Nooit als 0 lezen."},
    "tekst": {"type": "string", "description": "Zoals het op een pagina staat."},
}
MAAT = {"type": "string", "enum": [een.value for een in Maat], "description": "Wat de getallen tellen."}
KOP = {
    "id": {"type": "string", "description": "Voor het adres van dit rapport."},
    "soort": {"type": "string", "enum": GEGEVEN},
    "naam": TEKST,
    "periode": {"type": "string", "pattern": PERIODE},
    "van": {"type": "string", "format": "date"},
    "tot": {"type": "string", "format": "date", "description": "Tot en met deze dag."},
    "over": _ding(soort={"type": "string", "enum": ["swv", "bestuur", "gemeente"]}, naam=TEKST, swv=TEKST),
    "opgehaald": {"type": "string", "format": "date-time", "description": "Toen is geteld. Daarna verandert het niet."},
    "controlegetal": {"type": "string", "description": "Van alles wat erin staat; het staat ook op de PDF."},
}
SCHEMAS = {
    "Fout": _ding(fout={"type": "string", "description": "Wat er mis is, in woorden."}),
    "Kop": _ding(**KOP),
    "Rapporten": _ding(rapporten=_lijst("Kop")),
    "Kolom": _ding(kop=TEKST, maat=MAAT),
    "Cel": _ding(**WAARDE),
    "Rij": _ding(
        naam=TEKST,
        sleutel={"type": "string", "description": "Blijft gelijk als de naam anders wordt. Kan leeg zijn."},
        cellen={"type": "array", "items": _ref("Cel"), "description": "Evenveel als er kolommen zijn."},
    ),
    "Tabel": _ding(
        code=TEKST,
        titel=TEKST,
        kop={"type": "string", "description": "Wat er boven de namen van de rijen staat."},
        kolommen=_lijst("Kolom"),
        rijen=_lijst("Rij"),
        totaal={"oneOf": [_ref("Rij"), {"type": "null"}]},
        onder={"type": "array", "items": TEKST, "description": "Wat eronder staat."},
        definities={"type": "array", "items": TEKST, "description": "Codes van wat de cijfers betekenen."},
    ),
    "Definitie": _ding(code=TEKST, naam=TEKST, formule=TEKST, bron=TEKST),
    "Rapport": _ding(**KOP, tabellen=_lijst("Tabel"), definities=_lijst("Definitie")),
    "Waarde": _ding(
        tabel=TEKST,
        rij=TEKST,
        sleutel=TEKST,
        totaal={"type": "boolean", "description": "Dit is de som van de andere rijen: tel haar niet mee."},
        kolom=TEKST,
        maat=MAAT,
        **WAARDE,
    ),
    "Waarden": _ding(rapport=_ref("Kop"), waarden=_lijst("Waarde")),
}


def _antwoord(zin: str, schema: str, **koppen: Any) -> dict[str, Any]:
    return {"description": zin, "content": {"application/json": {"schema": _ref(schema)}}} | (
        {"headers": koppen} if koppen else {}
    )


def _vraag(naam: str, zin: str, schema: str, velden: list[dict[str, Any]], fouten: dict[str, Any]) -> dict[str, Any]:
    """One address: only reading, always with a key."""
    wacht = {"schema": {"type": "integer"}, "description": "Seconden tot dit programma weer mag vragen."}
    antwoorden = {
        "200": _antwoord("Gevonden.", schema),
        "401": _antwoord("De sleutel ontbreekt of geldt niet.", "Fout"),
        "429": _antwoord("Te vaak gevraagd.", "Fout", **{"Retry-After": wacht}),
    }
    return {"get": {"operationId": naam, "summary": zin, "parameters": velden, "responses": antwoorden | fouten}}


def _in_vraag(naam: str, zin: str, **schema: Any) -> dict[str, Any]:
    return {"name": naam, "in": "query", "description": zin, "schema": {"type": "string"} | schema}


ID = {
    "name": "id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "pattern": ID_VORM},
    "description": "Uit de lijst van rapporten.",
}
SOORT = _in_vraag("soort", "Alleen deze soort.", enum=GEGEVEN)
PERIODEVRAAG = _in_vraag("periode", "Alleen deze periode, zoals 2026-2027 of 2026-K4.", pattern=PERIODE)
NIET_ER = {"404": _antwoord("Dit rapport is er niet, of niet voor deze sleutel.", "Fout")}
ONBEGREPEN = {"400": _antwoord("Deze vraag klopt niet.", "Fout")}


def document() -> dict[str, Any]:
    """The whole description (OpenAPI 3.1)."""
    een = "/api/cijfers/rapporten/{id}/"
    return {
        "openapi": "3.1.0",
        "info": {"title": "Cijfers van het samenwerkingsverband", "version": VERSIE, "description": UITLEG},
        "servers": [{"url": "/"}],
        "security": [{"sleutel": []}],
        "paths": {
            "/api/cijfers/rapporten/": _vraag(
                "rapporten", "Welke rapporten er zijn.", "Rapporten", [SOORT, PERIODEVRAAG], ONBEGREPEN
            ),
            een: _vraag("rapport", "Eén rapport: tabellen, en wat de cijfers betekenen.", "Rapport", [ID], NIET_ER),
            f"{een}waarden/": _vraag(
                "waarden", "Hetzelfde rapport als één lange lijst, een regel per getal.", "Waarden", [ID], NIET_ER
            ),
        },
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {"sleutel": {"type": "http", "scheme": "bearer"}},
        },
    }
