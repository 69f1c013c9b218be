"""What an SWV may set about days off: those put on a par with a feestdag, and its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.formulieren import LangeTekst
from kern.termijnen.woorden import MAANDEN, datum_voluit
from scholen.rules.vrijedagen import LANGSTE_PERIODE, delen_van, regel_van

HOOGSTENS = 60
LANGSTE = 80
TOT = re.compile(r"\s+(?:t/m|tot en met)\s+")


class Dagenlijst(LangeTekst):
    """A day on each line, as people write it: "11 mei 2029: dag na Hemelvaart". een: one day, and no period."""

    def __init__(self, *, een: bool, **kwargs: Any) -> None:
        self.een = een
        super().__init__(required=False, max_tekens=6000, regels=6, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(map(_in_woorden, value))

    def clean(self, value: Any) -> Any:
        regels = [regel.strip() for regel in super().clean(value).split("\n") if regel.strip()]
        if len(regels) > HOOGSTENS:
            raise ValidationError(f"Schrijf hoogstens {HOOGSTENS} regels op")
        return sorted(dict.fromkeys(self._regel(regel) for regel in regels))

    def _regel(self, regel: str) -> str:
        dagen, teken, waarom = regel.partition(":")
        waarom = re.sub(r"\s+", " ", waarom).strip()
        gelezen = [_dag(deel) for deel in TOT.split(dagen.strip().lower())]
        uiteinden = [dag for dag in gelezen if dag]
        if not teken or not waarom or len(waarom) > LANGSTE or len(uiteinden) < len(gelezen):
            raise ValidationError(f"‘{regel[:60]}’ kan niet. Schrijf een dag met het jaar, een dubbele punt en waarom")
        van, tot = uiteinden[0], uiteinden[-1]
        if len(uiteinden) > (1 if self.een else 2):
            raise ValidationError(f"‘{regel[:60]}’ kan niet. Schrijf elke dag op een eigen regel")
        if not 0 <= (tot - van).days < LANGSTE_PERIODE:
            raise ValidationError(f"‘{regel[:60]}’ kan niet. De laatste dag is hoogstens tien weken na de eerste")
        return regel_van(van, tot, waarom)


def _in_woorden(regel: str) -> str:
    van, tot, waarom = delen_van(regel)
    dagen = datum_voluit(van) if van == tot else f"{datum_voluit(van)} t/m {datum_voluit(tot)}"
    return f"{dagen}: {waarom}"


def _dag(tekst: str) -> date | None:
    """11 mei 2029 or 11-5-2029; None for what is no day."""
    namen = {naam: nummer for nummer, naam in enumerate(MAANDEN, 1)}
    gevonden = re.fullmatch(r"(\d{1,2})[\s-]+([a-z]+|\d{1,2})[\s-]+(20\d\d)", tekst.strip())
    if not gevonden:
        return None
    maand = namen.get(gevonden[2]) or (int(gevonden[2]) if gevonden[2].isdigit() else 0)
    try:
        return date(int(gevonden[3]), maand, int(gevonden[1]))
    except ValueError:
        return None


DAGVELDEN: Mapping[str, forms.Field] = {
    "aangewezen_dagen": Dagenlijst(
        een=True,
        label="Dagen die met een feestdag gelijk zijn gesteld",
        help_text="Op elke regel een dag, zoals ‘11 mei 2029: koninklijk besluit, Staatsblad 2028, 123’. Elke "
        "wettelijke termijn die zo’n dag eindigt, schuift op. Wat tot en met 2028 is aangewezen, kent het portaal al.",
    ),
    "vrije_dagen": Dagenlijst(
        een=False,
        label="Eigen vrije dagen",
        help_text="Zoals ‘8 maart 2027: studiedag’ of ‘1 maart 2027 t/m 5 maart 2027: voorjaarsvakantie’. Ze tellen "
        "niet mee voor de streeftijd en de stappen van het protocol thuiszitters. Een wettelijke termijn loopt door.",
    ),
}
