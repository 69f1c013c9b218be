"""An aanvraag as it was filled in, section by section, for who may read it all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from loket.actions.antwoorden import Vragen, vragen_van
from loket.models import Aanvraag
from loket.rules.toetsen import DOMEINEN, achterstand_woorden, pro_lwoo_uitleg
from loket.rules.vragen import in_woorden

ONDERDELEN: tuple[tuple[str, str, dict[str, str]], ...] = (
    (
        "leerling",
        "Leerling en ouders",
        {
            "groep": "Groep of leerjaar",
            "taal_thuis": "Taal thuis",
            "tolk_nodig": "Tolk nodig",
            "schoolverloop": "Hoe het tot nu toe ging op school",
        },
    ),
    (
        "school",
        "School en contactpersoon",
        {
            "contactpersoon": "Contactpersoon",
            "telefoon": "Telefoonnummer",
            "directeur": "Directeur",
            "bereikbaar_op": "Bereikbaar op",
        },
    ),
    (
        "vraag",
        "Wat vraagt de school aan?",
        {
            "categorie": "Categorie",
            "gewenste_start": "Vanaf",
            "schooljaren": "Hele schooljaren",
            "beoogde_school": "Beoogde school",
            "beoogde_school_anders": "Beoogde school",
            "is_er_plek": "Is er een plek?",
            "toelichting": "Toelichting",
        },
    ),
    (
        "hulpvraag",
        "De vraag",
        {
            "over_wie": "Over",
            "hulpvraag": "Wat is de vraag?",
            "al_gedaan": "Wat de school al deed",
            "doel": "Doel",
            "vorm": "Gevraagde hulp",
            "van": "Vanaf",
            "tot": "Tot en met",
            "ouders_weten": "Weten de ouders het?",
            "contactpersoon": "Contactpersoon",
            "telefoon": "Telefoonnummer",
        },
    ),
    (
        "toetsen",
        "IQ en leerachterstand",
        {
            "iq": "Totaal-IQ",
            "iq_test": "Intelligentietest",
            "iq_datum": "Datum van die test",
            "iq_door": "Onder leiding van",
            **{domein: naam.capitalize() for domein, naam in DOMEINEN.items()},
            "toets_namen": "Toetsen",
            "toets_datum": "Datum van de toetsen",
            "sem": "Sociaal-emotionele problemen",
            "sem_onderzoek": "Onderzoek daarnaar",
            "keuze_motivering": "Waarom deze soort past",
        },
    ),
    (
        "behoefte",
        "Wat heeft de leerling nodig?",
        {
            "onderwijsbehoeften": "Nodig om te leren",
            "sterke_kanten": "Wat goed gaat",
            "belemmeringen": "Wat moeilijk is",
            "behoefte_leraar": "Wat de leraar nodig heeft",
            "veiligheid": "Veiligheid",
        },
    ),
    (
        "gedaan",
        "Wat heeft de school al gedaan?",
        {"grens": "Waarom lichtere hulp niet genoeg is", "hulp_buiten_school": "Hulp buiten school"},
    ),
    (
        "mening",
        "Mening van ouders en leerling",
        {
            "besproken_op": "Besproken op",
            "ouders_eens": "Zijn de ouders het eens?",
            "ouders_woorden": "Wat de ouders vinden",
            "leerling_gehoord": "Is de leerling gehoord?",
            "leerling_hoe": "Hoe",
            "leerling_woorden": "Wat de leerling vindt",
            "leerling_niet_reden": "Waarom niet",
        },
    ),
    (
        "stukken",
        "OPP en handelingsdeel",
        {"opp_datum": "Datum van het OPP", "handelingsdeel": "Handelingsdeel", "toelichting": "Toelichting"},
    ),
)
"""Section, its title, and its fields with the words of whoever reads them."""


@dataclass(frozen=True)
class Deel:
    titel: str
    regels: tuple[tuple[str, Any], ...]
    interventies: tuple[Any, ...] = ()
    uitkomst: tuple[str, ...] = ()


def inhoud(aanvraag: Aanvraag, vragen: Vragen | None = None) -> list[Deel]:
    """Each section with its filled-in fields and the answers to the questions of the SWV. Empty ones are left out.

    vragen: the questions of this aanvraag, for who has read them already.
    """
    delen = []
    eigen = eigen_antwoorden(vragen or vragen_van(aanvraag))
    for naam, titel, velden in ONDERDELEN:
        onderdeel = getattr(aanvraag, f"onderdeel_{naam}", None)
        if onderdeel is None:
            continue
        antwoorden = ((woorden, _antwoord(onderdeel, veld)) for veld, woorden in velden.items())
        vast = tuple((woorden, antwoord) for woorden, antwoord in antwoorden if antwoord not in ("", None))
        regels = (*vast, *eigen.get(naam, ()))
        interventies = tuple(onderdeel.interventies.order_by("volgorde")) if naam == "gedaan" else ()
        uitkomst = tuple(pro_lwoo_uitleg(**onderdeel.uitkomst())) if naam == "toetsen" else ()
        if regels or interventies:
            delen.append(Deel(titel, regels, interventies, uitkomst))
    return delen


def eigen_antwoorden(vragen: Vragen) -> dict[str, list[tuple[str, Any]]]:
    """Section → (question of the SWV, answer) as a reader sees them: those that show and were answered."""
    per: dict[str, list[tuple[str, Any]]] = {}
    for vraag in vragen.getoond():
        if tekst := vragen.antwoorden.get(vraag.sleutel, ""):
            per.setdefault(vraag.onderdeel, []).append((vraag.tekst, in_woorden(vraag.soort, tekst)))
    return per


def _antwoord(onderdeel: Any, veld: str) -> Any:
    if veld in DOMEINEN:
        dle, dl, deel = (
            getattr(onderdeel, f"{veld}_dle"),
            getattr(onderdeel, f"{veld}_dl"),
            onderdeel.uitkomst()[veld],
        )
        return None if deel is None else f"{achterstand_woorden(deel)} (DLE {dle}, DL {dl})"
    toon = getattr(onderdeel, f"get_{veld}_display", None)
    return toon() if toon else getattr(onderdeel, veld)


def eerder(aanvraag: Aanvraag, naam: str, gegevens: dict[str, Any]) -> list[tuple[str, Any]]:
    """What stood in a section before, as (question, answer): the fields that read differently now, and the answers."""
    velden = next((velden for sleutel, _, velden in ONDERDELEN if sleutel == naam), {})
    onderdeel = getattr(aanvraag, f"onderdeel_{naam}")
    toen = type(onderdeel)(**{veld: gegevens[veld] for veld in velden if veld in gegevens and veld != "beoogde_school"})
    vast = [
        (woorden, _antwoord(toen, veld))
        for veld, woorden in velden.items()
        if veld in gegevens
        and veld != "beoogde_school"
        and str(gegevens[veld] or "") != str(getattr(onderdeel, veld) or "")
    ]
    return [*vast, *((vraag, antwoord) for vraag, antwoord in gegevens.get("antwoorden", []))]
