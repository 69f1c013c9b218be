"""Who asks: another school for one aanvraag, or a successor for a whole school."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from kern.formulieren import DatumKiezer, LangeTekst, Tekst
from kern.formulieren.keuzes import RijenVeld, rijen_bieden, rijenveld
from loket.models import Aanvraag
from scholen.forms import schoolregel
from scholen.models import Aanmelding, Inschrijving, School


class AanvragerForm(forms.Form):
    school = RijenVeld(
        label="Welke school neemt de aanvraag over?",
        queryset=School.objects.none(),
        to_field_name="brin6",
        empty_label="Kies een school",
        error_messages={"required": "Kies een school", "invalid_choice": "Kies een school uit de lijst"},
    )
    reden = LangeTekst(label="Waarom?", leeg="Schrijf op waarom een andere school de aanvraag overneemt", regels=3)

    def __init__(self, *args: Any, aanvraag: Aanvraag, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hier = Inschrijving.objects.geldig(vandaag).filter(leerling=aanvraag.leerling).values("school")
        aangemeld = Aanmelding.objects.filter(leerling=aanvraag.leerling, afgesloten_op=None).values("school")
        scholen = School.objects.filter(Q(pk__in=hier) | Q(pk__in=aangemeld)).exclude(pk=aanvraag.school_id)
        rijen_bieden(self, "school", scholen.order_by("naam"), schoolregel)

    @property
    def leeg(self) -> bool:
        """Whether there is no school to choose."""
        rijen = rijenveld(self, "school").queryset
        return rijen is None or not rijen.exists()


class OpvolgerForm(forms.Form):
    oud = Tekst(label="Welke school stopt? BRIN en vestiging", help_text="Zes tekens, zoals 14AI02.", max_length=6)
    nieuw = Tekst(label="Welke school volgt op? BRIN en vestiging", max_length=6)
    per = DatumKiezer(label="Vanaf welke dag?", help_text="Vandaag of eerder.", leeg="Vul de eerste dag in")

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        for veld in ("oud", "nieuw"):
            if brin6 := schoon.get(veld):
                schoon[veld] = School.objects.filter(brin6=brin6.strip().upper()).first()
                if schoon[veld] is None:
                    self.add_error(veld, "Deze school staat niet in de lijst. Kijk het nummer na")
        return schoon
