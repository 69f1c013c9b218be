"""What the form of every section shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from kern.formulieren.samen import SamenForm
from kern.termijnen.woorden import datum_voluit
from loket.models import Aanvraag, Status
from loket.rules.uit_aanbod import vaste_velden
from loket.rules.volledigheid import VERPLICHT, Gat
from loket.rules.vragen import Vraagregel, veldnaam

from .vragen import MetVragen


class Onderdeelformulier(MetVragen, SamenForm):
    """Base: carries the version it was written on, shows what still misses in amber, and ends with own questions."""

    slug = ""
    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        *args: Any,
        aanvraag: Aanvraag,
        gaten: Iterable[Gat] = (),
        vragen: Iterable[Vraagregel] = (),
        antwoorden: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.aanvraag = aanvraag
        self.roepnaam = aanvraag.leerling.roepnaam if aanvraag.leerling else "de leerling"
        for veld in self.fields.values():
            veld.required = False
            if veld.label:
                veld.label = str(veld.label).replace("{v}", self.roepnaam)
        self.fields["versie"].required = True
        self.vast = self._vastzetten()
        self.vragen_toevoegen(vragen, antwoorden or {})
        self.nodig = (*self.verplicht(), *(veldnaam(vraag.sleutel) for vraag in self.vragen if vraag.nodig))
        self.ontbreekt = {gat.veld: gat.zin for gat in gaten if gat.onderdeel == self.slug}

    def _vastzetten(self) -> list[tuple[str, str]]:
        """Take off what a draft from the catalogue keeps as it was asked; the labels, with what stands there."""
        if self.aanvraag.status != Status.CONCEPT or not self.initial.get("versie"):
            return []
        namen = vaste_velden(self.slug, self.aanvraag.gewicht)
        paren = [(str(self.fields.pop(naam).label), self.initial.get(naam)) for naam in namen]
        return [(label, datum_voluit(een) if isinstance(een, date) else str(een)) for label, een in paren if een]

    def verplicht(self) -> Iterable[str]:
        """The fields of the section itself that are needed to submit."""
        return VERPLICHT[self.slug]

    def velden(self) -> dict[str, Any]:
        """What can be kept: the valid fields that are columns."""
        geen_kolom = {"versie", "bestanden", "soort", *(veldnaam(vraag.sleutel) for vraag in self.vragen)}
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if naam not in geen_kolom}
