"""The post of a day: how it is printed, which envelope is ticked off, and how many were counted."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kern.formulieren import Akkoord, DatumKiezer, Keuze, Meerkeuze, Tekst
from kern.formulieren.keuzes import keuzeveld
from loket.models.kanaal import Kanaalkeuze


class PostMakenForm(forms.Form):
    soort = forms.CharField(widget=forms.HiddenInput)
    kanten = Keuze(
        label="Hoe print je?",
        choices=[("dubbel", "Op twee kanten"), ("enkel", "Op één kant")],
        leeg="Kies of je op één of twee kanten print",
    )

    def __init__(self, *args: Any, soort: str, **kwargs: Any) -> None:
        begin = {"soort": soort, "kanten": "dubbel"}
        super().__init__(*args, **{"initial": begin, "auto_id": f"id_{soort}_%s", **kwargs})


class Scanvak(forms.TextInput):
    """A text box with the focus after a scan, for a hand scanner types where that is. Other forms never take it."""

    focus = False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["autofocus"] = self.focus
        return context


class ScanForm(forms.Form):
    code = Tekst(
        label="Code onder aan de brief",
        help_text="Scan de QR-code, of typ de code. Zoals K7M-3QP.",
        leeg="Scan of typ een code",
        max_length=200,
        widget=Scanvak({"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, focus: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vak = self.fields["code"].widget
        assert isinstance(vak, Scanvak)
        vak.focus = focus


class TelForm(forms.Form):
    aantal = forms.IntegerField(
        label="Hoeveel dichte enveloppen liggen er?",
        min_value=0,
        max_value=999,
        error_messages={
            "required": "Vul in hoeveel enveloppen je telde",
            "invalid": "Vul een getal in",
            "min_value": "Vul een getal vanaf 0 in",
            "max_value": "Vul een getal tot en met 999 in",
        },
    )


class EnveloppenForm(forms.Form):
    codes = Meerkeuze(label="Welke brieven zitten in een envelop?", required=False)

    def __init__(self, *args: Any, keuzes: list[tuple[str, str]], gedaan: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"codes": gedaan}, **kwargs})
        keuzeveld(self, "codes").choices = keuzes


class TerugForm(forms.Form):
    datum = DatumKiezer(label="Op welke dag merkte je dat?", leeg="Kies een dag")

    def __init__(self, *args: Any, kanaal: str, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"datum": vandaag}, **kwargs})
        if kanaal == "portaal":
            self.fields["datum"].label = "Op welke dag kwam de mail terug?"
        else:
            self.fields["datum"].label = "Op welke dag kwam de envelop terug?"


SOORTEN = {
    Kanaalkeuze.Soort.BESLUIT: _("Besluiten"),
    Kanaalkeuze.Soort.BRIEF: _("Andere brieven over een aanvraag"),
    Kanaalkeuze.Soort.BEZWAAR: _("Brieven in een bezwaar"),
}
SOORTEN_UITLEG = {
    "besluit": _("Daarin staat wat wij besloten, en hoe u bezwaar maakt."),
    "brief": _("Bijvoorbeeld een vraag om uw mening."),
    "bezwaar": _("Bijvoorbeeld de uitnodiging voor een gesprek."),
}


class EigenKanaalForm(forms.Form):
    portaal = Meerkeuze(
        label=_("Welke brieven wilt u alleen hier lezen?"),
        help_text=_("Wat u hier niet aanvinkt, krijgt u per post. Korte berichten staan altijd alleen hier."),
        choices=SOORTEN.items(),
        uitleg=SOORTEN_UITLEG,
        required=False,
    )


class KanaalForm(forms.Form):
    portaal = Meerkeuze(
        label="Alleen in het portaal",
        choices=[(code, woorden.capitalize()) for code, woorden in Kanaalkeuze.Soort.choices],
        required=False,
    )
    post = forms.BooleanField(label="De rest altijd per post", required=False)
    formulier = Akkoord(
        label="Ik heb een ondertekend formulier waarin dit staat",
        leeg="Leg dit alleen vast als je een ondertekend formulier hebt",
    )
    wie = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, wie: str, school: bool, portaal: list[str], post: bool, **kwargs: Any) -> None:
        """wie: public id of the addressee, never its place in a list: that may be another by the time of the POST."""
        begin = {"portaal": portaal, "post": post, "wie": wie}
        super().__init__(*args, **{"initial": begin, "auto_id": f"id_{wie}_%s", **kwargs})
        if not school:
            del self.fields["post"]
