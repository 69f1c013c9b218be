"""What an SWV may set about going to a next school or to work: the steps with their days, one on a line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.formulieren import LangeTekst

from .instelvelden import dag_in_woorden, maand_en_dag

HOOGSTENS = 15
LANGSTE = 110
HINT = "Op elke regel een stap, zoals ‘15 mei: Warme overdracht met de nieuwe school’. Leeg is: deze lijst is er niet."


class Overgangsstappen(LangeTekst):
    """Steps as people write them: "15 mei: Warme overdracht". Kept as "05-15 Warme overdracht", in their order."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_tekens=2500, regels=8, help_text=HINT, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(f"{dag_in_woorden(een[:5])}: {een[6:]}" for een in value)

    def clean(self, value: Any) -> Any:
        regels = [regel.strip() for regel in super().clean(value).split("\n") if regel.strip()]
        if len(regels) > HOOGSTENS:
            raise ValidationError(f"Schrijf hoogstens {HOOGSTENS} stappen op")
        return [self._stap(regel) for regel in regels]

    def _stap(self, regel: str) -> str:
        dag, teken, wat = regel.partition(":")
        wat = re.sub(r"\s+", " ", wat).strip()
        if not teken or not wat or len(wat) > LANGSTE:
            raise ValidationError(f"‘{regel[:60]}’ kan niet. Schrijf een dag, een dubbele punt en wat er gebeurt")
        return f"{maand_en_dag(dag)} {wat}"


OVERGANGVELDEN: Mapping[str, forms.Field] = {
    "overgang_po_vo": Overgangsstappen(label="Stappen van po naar vo"),
    "overgang_so_vso": Overgangsstappen(label="Stappen van so naar vso"),
    "overgang_vso_werk": Overgangsstappen(label="Stappen naar opleiding of werk"),
}
