"""The parts that the loket keeps: criteria, the own questions, and what letters say."""

from __future__ import annotations

import base64
import io
from datetime import date
from typing import Any

from django.core.files import File

from kern.gebruikers.overgang import NietMogelijk
from loket.actions import briefteksten, criteria, vragenlijst
from loket.actions.briefproef import briefteksten_publiceren
from loket.models import Briefteksten, Criterialijst, Vraag, Vragenlijst
from loket.rules.soorten import SOORTEN
from loket.rules.vragen import SECTIES
from scholen.models import Samenwerkingsverband

from .beeld import als_hier
from .deel import Deel, Inhoud, Werk

LOGO = briefteksten.LOGO
CRITERIUM = ("soort", "categorie", "tekst", "uitleg", "volgorde")
VRAAG = ("onderdeel", "tekst", "uitleg", "soort", "keuzes", "nodig", "toon_bij_waarde")
VOOR_ALLE = "alle soorten"
"""How the list for all kinds is called in the file, where its own name is empty."""


def concept_in_de_weg(wat: str) -> NietMogelijk:
    """A draft of a colleague is never thrown away by a file."""
    return NietMogelijk(f"Er is nog een concept van {wat}. Publiceer het of gooi het weg, en probeer het dan opnieuw.")


# --- criteria ---


def criteria_lezen(swv: Samenwerkingsverband, dag: date) -> Inhoud:
    """The list in force; empty when there is none."""
    lijst = Criterialijst.objects.geldig(swv)
    if lijst is None:
        return {}
    rijen = lijst.criteria.order_by("code")
    return {
        "plan": lijst.plan,
        "criteria": {rij.code: {naam: getattr(rij, naam) for naam in CRITERIUM} for rij in rijen},
    }


def criteria_schrijven(swv: Samenwerkingsverband, daar: Inhoud, werk: Werk) -> None:
    """A new list with exactly these criteria, in force from now on."""
    lijst = criteria.lijst_beginnen(swv, **werk.wie, plan=daar["plan"])
    al = {rij.code: rij for rij in lijst.criteria.all()}
    for code in al.keys() - daar["criteria"].keys():
        criteria.criterium_weghalen(al[code], **werk.wie)
    for code, velden in daar["criteria"].items():
        waarden = {naam: velden[naam] for naam in CRITERIUM}
        criteria.criterium_opslaan(lijst, **werk.wie, criterium=al.get(code), code=code, **waarden)
    criteria.lijst_vaststellen(lijst, **werk.wie)


# --- questions ---


def vragen_lezen(swv: Samenwerkingsverband, dag: date) -> Inhoud:
    """Per kind of aanvraag the published questions by their sleutel, with their place in the list."""
    soorten = Vragenlijst.objects.filter(swv=swv, gepubliceerd_op__isnull=False).values_list("soort", flat=True)
    return {soort or VOOR_ALLE: _lijst_lezen(swv, soort) for soort in sorted(set(soorten))}


def _lijst_lezen(swv: Samenwerkingsverband, soort: str) -> Inhoud:
    lijst = vragenlijst.laatste_versie(swv, soort)
    rijen = list(lijst.vragen.select_related("toon_bij").order_by("volgorde")) if lijst else []
    return {rij.sleutel: _vraag_lezen(rij, plaats) for plaats, rij in enumerate(rijen, 1)}


def _vraag_lezen(rij: Vraag, plaats: int) -> Inhoud:
    bij = rij.toon_bij.sleutel if rij.toon_bij else ""
    return {**{naam: getattr(rij, naam) for naam in VRAAG}, "toon_bij": bij, "plaats": plaats}


def vragen_schrijven(swv: Samenwerkingsverband, daar: Inhoud, werk: Werk) -> None:
    """A new version per kind that differs, with exactly these questions."""
    if Vragenlijst.objects.filter(swv=swv, gepubliceerd_op__isnull=True).exists():
        raise concept_in_de_weg("de vragen")
    for naam, vragen in daar.items():
        soort = "" if naam == VOOR_ALLE else naam
        if soort and soort not in SOORTEN:
            raise NietMogelijk(f"De soort {soort} bestaat niet.")
        if _lijst_lezen(swv, soort) != vragen:
            _lijst_schrijven(swv, soort, vragen, werk)


def _lijst_schrijven(swv: Samenwerkingsverband, soort: str, vragen: Inhoud, werk: Werk) -> None:
    """The old questions go, a hanging one before what it hangs on; the new ones come, and hang afterwards."""
    oud = _lijst_lezen(swv, soort)
    while oud:
        los = [sleutel for sleutel in oud if all(een["toon_bij"] != sleutel for een in oud.values())]
        for sleutel in los or list(oud):
            vragenlijst.vraag_verwijderen(swv, soort, sleutel, **werk.wie)
            del oud[sleutel]
    op_plaats = sorted(vragen.items(), key=lambda een: een[1]["plaats"])
    for sleutel, velden in op_plaats:
        waarden = {naam: velden[naam] for naam in VRAAG} | {"toon_bij_waarde": ""}
        if waarden["onderdeel"] not in SECTIES or waarden["soort"] not in Vraag.Soort.values:
            raise NietMogelijk(f"De vraag ‘{waarden['tekst']}’ past niet in dit portaal.")
        vragenlijst.vraag_toevoegen(swv, soort, **werk.wie, sleutel=sleutel, **waarden)
    for sleutel, velden in op_plaats:
        if bij := velden["toon_bij"]:
            waarde = velden["toon_bij_waarde"]
            vragenlijst.vraag_wijzigen(swv, soort, sleutel, **werk.wie, toon_bij=bij, toon_bij_waarde=waarde)
    concept = Vragenlijst.objects.get(swv=swv, soort=soort, gepubliceerd_op__isnull=True)
    vragenlijst.vragenlijst_publiceren(swv, soort, **werk.wie, gezien=vragenlijst.wat_verandert(concept))


# --- letters ---


def brieven_lezen(swv: Samenwerkingsverband, dag: date) -> Inhoud:
    """The texts per block and the logo of the version of this day. Signatures belong to persons, and stay here."""
    rij = Briefteksten.objects.geldig(swv, dag)
    if rij is None:
        return {}
    teksten = {f"{een.blok}/{een.voor}": een.tekst for een in rij.blokken.order_by("blok", "voor")}
    logo = rij.beelden.filter(soort=LOGO).first()
    inhoud: Inhoud = {"teksten": teksten}
    if logo:
        gegevens = base64.b64encode(bytes(logo.gegevens)).decode()
        inhoud["logo"] = {"tekst": logo.tekst, "mime": logo.mime, "gegevens": gegevens}
    return inhoud


def brieven_schrijven(swv: Samenwerkingsverband, daar: Inhoud, werk: Werk) -> None:
    """A new version from tomorrow on, tried on every letter as any other."""
    if Briefteksten.objects.filter(swv=swv, gepubliceerd_op__isnull=True).exists():
        raise concept_in_de_weg("de briefteksten")
    hier = brieven_lezen(swv, werk.dag)
    oud: dict[str, Any] = hier.get("teksten", {})
    for plek in sorted(oud.keys() | daar.get("teksten", {}).keys()):
        blok, _, voor = plek.partition("/")
        if oud.get(plek, "") != (tekst := daar["teksten"].get(plek, "")):
            briefteksten.tekst_schrijven(swv, blok, voor, **werk.wie, tekst=tekst)
    logo = daar.get("logo")
    if logo and logo != hier.get("logo"):
        bestand = File(io.BytesIO(base64.b64decode(logo["gegevens"])), name="logo")
        briefteksten.beeld_plaatsen(swv, LOGO, **werk.wie, bestand=bestand, tekst=logo["tekst"])
    concept = Briefteksten.objects.filter(swv=swv, gepubliceerd_op__isnull=True).first()
    if concept:
        gezien = briefteksten.inhoud_afdruk(concept)
        briefteksten_publiceren(swv, **werk.wie, geldig_van=werk.dag, gezien=gezien)


def brieven_gelijk(hier: Inhoud, daar: Inhoud) -> Inhoud:
    """The same letters, whose logo was made anew."""
    if not isinstance(daar.get("logo"), dict):
        return daar
    return {**daar, "logo": als_hier(hier.get("logo", {}), daar["logo"], zijde=briefteksten.ZIJDE)}


DELEN = (
    Deel("criteria", "Criteria", criteria_lezen, criteria_schrijven, geheel=True),
    Deel("vragen", "Vragen aan de school", vragen_lezen, vragen_schrijven, geheel=True),
    Deel("brieven", "Brieven", brieven_lezen, brieven_schrijven, geheel=True, gelijk=brieven_gelijk),
)
