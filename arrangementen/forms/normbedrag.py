"""The amounts per pupil with a TLV: those of one year, and copy and index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst

from arrangementen.models import Herkomst, Normbedrag
from arrangementen.rules.normbedragen import naam
from kern.formulieren import Keuze, Tekst
from kern.formulieren.keuzes import keuzeveld

from .velden import Euro, Procent

Soort = tuple[str, str]


class NormbedragenForm(forms.Form):
    """A field for each kind, and one source for what is new in them."""

    herkomst = Keuze(
        label="Wat voor bedragen zijn het?",
        choices=[(Herkomst.OFFICIEEL, "Officiële bedragen"), (Herkomst.RAMING, "Een eigen raming")],
        uitleg={Herkomst.OFFICIEEL: "Uit de regeling van het ministerie."},
        leeg="Kies wat voor bedragen het zijn",
    )
    bron = Tekst(
        label="Waar komen ze vandaan?",
        help_text="Zoals: Regeling bekostiging WPO, Stcrt. 2026, 12345. Alleen wat je verandert, krijgt deze bron.",
        leeg="Vul in waar de bedragen vandaan komen",
        max_length=200,
    )

    def __init__(
        self, *args: Any, soorten: Sequence[Soort], geldend: Mapping[Soort, Normbedrag], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.soorten = soorten
        for soort in soorten:
            rij = geldend.get(soort)
            veld = Euro(
                label=capfirst(naam(*soort)),
                leeg="Een bedrag dat er is, kun je niet leegmaken. Vul het nieuwe bedrag in",
                required=rij is not None,
                initial=rij.bedrag if rij else None,
            )
            self.fields[sleutel(soort)] = veld
        self.order_fields([*(sleutel(soort) for soort in soorten), "herkomst", "bron"])

    @property
    def bedragen(self) -> dict[Soort, Decimal]:
        """What was filled in."""
        alle = {soort: self.cleaned_data.get(sleutel(soort)) for soort in self.soorten}
        return {soort: bedrag for soort, bedrag in alle.items() if bedrag is not None}


def sleutel(soort: Soort) -> str:
    """The name of the field of this kind and category."""
    return "bedrag_" + "_".join(filter(None, soort)).lower()


class IndexForm(forms.Form):
    """The amounts of the year before for a year that has none yet."""

    jaar = forms.TypedChoiceField(label="Voor welk jaar?", coerce=int)
    procent = Procent(label="Hoeveel procent hoger dan het jaar ervoor?")

    def __init__(self, *args: Any, jaren: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzeveld(self, "jaar").choices = [(jaar, str(jaar)) for jaar in jaren]
