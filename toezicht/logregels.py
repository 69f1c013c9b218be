"""Lines of the logbook as the privacy officer reads them: by name who works here, and never the name of a child."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from kern.gebruikers.collegas import wie_werkt
from kern.gebruikers.rollen import Rol
from kern.logboek.geschiedenis import NOODTOEGANG
from kern.logboek.models import Logregel, Uitkomst
from kern.logboek.zoeken import Zoekvraag
from loket.models import Aanvraag
from thuiszitters.models import Casus

GEZIN = "ouder, leerling of helper"
ZONDER_NUMMER = "kind zonder dossier"


@dataclass(frozen=True)
class Gelezen:
    """One line in words. kind: the number of a file of this child."""

    regel: Logregel
    wie: str
    rol: str
    wat: str
    waarover: str
    kind: str
    reden: str


@dataclass(frozen=True)
class Zoeking:
    """That somebody searched: in the logbook itself by whom and about which child."""

    vraag: Zoekvraag

    log_soort = "logboek.logregel"
    log_school = ""

    @property
    def log_id(self) -> str:
        return self.vraag.wie

    @property
    def log_leerling(self) -> str:
        return self.vraag.leerling


def lezen(regels: Sequence[Logregel]) -> list[Gelezen]:
    """With names and numbers beside them; three queries, however many lines."""
    namen = wie_werkt(een.wie for een in regels)
    nummers = nummers_van(een.leerling for een in regels)
    return [
        Gelezen(
            regel=een,
            wie=naam_uit(namen, een.wie),
            rol=str(Rol(een.rol).label) if een.rol in Rol.values else "",
            wat=in_woorden(een.actie),
            waarover=soort_in_woorden(een.ding_soort),
            kind=nummers.get(een.leerling, ZONDER_NUMMER) if een.leerling else "",
            reden=een.reden if een.uitkomst == Uitkomst.GEWEIGERD or een.actie == NOODTOEGANG else "",
        )
        for een in regels
    ]


def naam_uit(namen: dict[str, str], wie: str) -> str:
    """The name of a colleague; of a family only that it is one; what is no account says its own name."""
    return (namen[wie] or GEZIN) if wie in namen else wie


def nummers_van(leerlingen: Iterable[str]) -> dict[str, str]:
    """Public id of a child → the number of its newest aanvraag that has one, else of its newest case."""
    gevraagd = {een for een in leerlingen if een}
    gevonden: dict[str, str] = {}
    for model in (Casus, Aanvraag) if gevraagd else ():
        rijen: Any = model._default_manager
        rijen = rijen.filter(leerling__public_id__in=gevraagd).exclude(kenmerk=None).exclude(kenmerk="")
        gevonden |= dict(rijen.order_by("pk").values_list("leerling__public_id", "kenmerk"))
    return gevonden


def in_woorden(actie: str) -> str:
    return actie.replace("_", " ")


def soort_in_woorden(label: str) -> str:
    """What kind of thing, as its model calls itself."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label
