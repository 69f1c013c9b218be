"""Reasons, and which child is held: by the number of a file that who asks may read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from arrangementen.models import Arrangement, Deelname
from kern.formulieren import LangeTekst, Tekst
from kern.gebruikers.models import Gebruiker
from loket.models import Aanvraag
from scholen.models import Leerling
from thuiszitters.models import Casus


class RedenForm(forms.Form):
    """Why something stays, stops or may go."""

    reden = LangeTekst(label="Waarom?", leeg="Schrijf op waarom")

    def __init__(self, *args: Any, vraag: str = "Waarom?", hulp: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reden"].label, self.fields["reden"].help_text = vraag, hulp


class VasthoudForm(RedenForm):
    """A child by the number of one of its files; everything about the child is held."""

    kenmerk = Tekst(
        label="Nummer van de aanvraag, de hulp of de casus",
        help_text="Zoals AV-2026-0123. Alles over dit kind blijft dan staan.",
        leeg="Vul het nummer van een aanvraag, hulp of casus in",
        max_length=20,
    )
    leerling: Leerling
    field_order = ["kenmerk", "reden"]

    def __init__(self, *args: Any, wie: Gebruiker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wie = wie

    def clean_kenmerk(self) -> str:
        kenmerk: str = self.cleaned_data["kenmerk"].strip().upper()
        self.leerling = kind_met(kenmerk, self.wie)
        return kenmerk


def kind_met(kenmerk: str, wie: Gebruiker | None = None) -> Leerling:
    """The one child in the file with this number, of what wie sees; raises ValidationError when there is none, or more.

    Without wie of all: the privacy officer reads no file and names a child by its number.
    """
    zaken = Aanvraag.objects.visible_to(wie) if wie else Aanvraag.objects.all()
    casussen = Casus.objects.visible_to(wie) if wie else Casus.objects.all()
    hulp = Arrangement.objects.visible_to(wie) if wie else Arrangement.objects.all()
    kinderen = Leerling.objects.filter(
        Q(pk__in=zaken.filter(kenmerk=kenmerk).values("leerling"))
        | Q(pk__in=casussen.filter(kenmerk=kenmerk).values("leerling"))
        | Q(pk__in=Deelname.objects.filter(arrangement__in=hulp.filter(kenmerk=kenmerk)).values("leerling"))
    )
    gevonden = [*kinderen[:2]]
    if not gevonden:
        raise forms.ValidationError("Er is geen dossier van een kind met dit nummer. Kijk het na.")
    if len(gevonden) > 1:
        raise forms.ValidationError("Dit gaat over meer kinderen. Neem het nummer van een aanvraag of casus.")
    return gevonden[0]
