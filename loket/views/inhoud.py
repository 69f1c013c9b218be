"""An aanvraag as it was filled in, section by section, for who may read it all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from loket.models import Aanvraag

ONDERDELEN: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("leerling", "Leerling en ouders", ("groep", "taal_thuis", "tolk_nodig", "schoolverloop")),
    ("school", "School en contactpersoon", ("contactpersoon", "telefoon", "directeur", "bereikbaar_op")),
    (
        "vraag",
        "Wat vraagt de school aan?",
        (
            "categorie",
            "gewenste_start",
            "schooljaren",
            "beoogde_school",
            "beoogde_school_anders",
            "is_er_plek",
            "toelichting",
        ),
    ),
    (
        "behoefte",
        "Wat heeft de leerling nodig?",
        ("onderwijsbehoeften", "sterke_kanten", "belemmeringen", "behoefte_leraar", "veiligheid"),
    ),
    ("gedaan", "Wat heeft de school al gedaan?", ("grens", "hulp_buiten_school")),
    (
        "mening",
        "Mening van ouders en leerling",
        (
            "besproken_op",
            "ouders_eens",
            "ouders_woorden",
            "leerling_gehoord",
            "leerling_hoe",
            "leerling_woorden",
            "leerling_niet_reden",
        ),
    ),
    ("stukken", "Stukken", ("opp_datum", "handelingsdeel", "toelichting")),
)


@dataclass(frozen=True)
class Deel:
    titel: str
    regels: tuple[tuple[str, Any], ...]
    interventies: tuple[Any, ...] = ()


def inhoud(aanvraag: Aanvraag) -> list[Deel]:
    """Each section with its filled-in fields, as (question, answer). Empty ones are left out."""
    delen = []
    for naam, titel, velden in ONDERDELEN:
        onderdeel = getattr(aanvraag, f"onderdeel_{naam}", None)
        if onderdeel is None:
            continue
        regels = tuple(regel for veld in velden if (regel := _regel(onderdeel, veld))[1] not in ("", None))
        interventies = tuple(onderdeel.interventies.order_by("volgorde")) if naam == "gedaan" else ()
        if regels or interventies:
            delen.append(Deel(titel, regels, interventies))
    return delen


def _regel(onderdeel: Any, veld: str) -> tuple[str, Any]:
    vraag = str(onderdeel._meta.get_field(veld).verbose_name).capitalize()
    toon = getattr(onderdeel, f"get_{veld}_display", None)
    return vraag, toon() if toon else getattr(onderdeel, veld)
