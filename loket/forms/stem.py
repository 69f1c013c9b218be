"""What a pupil fills in, alone or with an adult; below twelve pictures and short sentences (R-HOOR-01)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kern.bestanden.controle import ACCEPT
from kern.bestanden.models import Inhoud
from kern.formulieren import Bestanden, Keuze, LangeTekst, Meerkeuze, Opname, Tekst, Telefoonnummer
from kern.formulieren.keuzes import keuzeveld
from kern.formulieren.samen import SamenForm
from loket.actions.stem import TEKENINGEN_HOOGSTENS
from loket.models import Stem, Stemorigineel
from loket.tekens import GEZICHTEN

OP_HET_SCHERM = {
    "fijn": _("Ik vind mijn school fijn."),
    "druk": _("Ik vind de klas te druk."),
    "hulp": _("Ik wil meer hulp bij het leren."),
    "vrienden": _("Ik wil meer vrienden."),
    "blijven": _("Ik wil op mijn school blijven."),
    "anders": _("Ik wil naar een andere school."),
    "spannend": _("Ik vind het spannend."),
}
"""What is kept are the Dutch sentences of loket.rules.stem; these are them in the language of the page."""
L = Stem.Lezer
BEELDEN = tuple(soort for soort in ACCEPT if soort not in (".docx", ".odt"))

OPNAME_SECONDEN, FILM_SECONDEN = 180, 120
CONCEPTVELDEN = ("gevoel", "zinnen", "tekst", "lezer", "samenvatting", "samen_met", "samen_rol")
"""What is kept while it is written: text and choices."""
BESTANDSVELDEN = ("tekeningen", "opname", "film")


class StemForm(SamenForm):
    """jong: below twelve, with an adult; alleen: no adult beside it; naam: of the pupil.

    bij: files that came in with an earlier press of the button, while something else was wrong.
    """

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    gevoel = Keuze(label=_("Hoe vind je het op school?"), required=False, vorm="kaart")
    zinnen = Meerkeuze(label=_("Wat past bij jou?"), choices=OP_HET_SCHERM.items(), required=False)
    tekst = LangeTekst(label=_("Wat wil je vertellen?"), required=False, max_tekens=3000, regels=6)
    tekeningen = Bestanden(
        label=_("Een tekening of foto"), help_text=_("Maak met een telefoon een foto van je tekening."), required=False
    )
    opname = Opname(
        label=_("Vertel het met je stem"),
        help_text=_("Hoogstens 3 minuten."),
        seconden=OPNAME_SECONDEN,
        required=False,
    )
    film = Opname(
        label=_("Of maak een film"),
        help_text=_("Hoogstens 2 minuten. Het versturen kan even duren."),
        soort="film",
        seconden=FILM_SECONDEN,
        required=False,
    )
    lezer = Keuze(label=_("Wie mag dit lezen?"), leeg=_("Kies wie dit mag lezen"), vorm="kaart")
    samenvatting = LangeTekst(label=_("Samenvatting"), required=False, max_tekens=1500, regels=4)
    samen_met = Tekst(label=_("Wie zat erbij?"), required=False, max_length=120)
    samen_rol = Tekst(label=_("Wie is dat?"), help_text=_("Zoals: juf, vader of oma."), required=False, max_length=80)

    nodig = ("lezer", "samen_met", "samen_rol", "samenvatting")

    def __init__(
        self, *args: Any, jong: bool, alleen: bool, naam: str, bij: Sequence[Meegestuurd] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.jong, self.alleen, self.bij = jong, alleen, list(bij)
        gezichten = [
            (waarde, format_html("{} {}", GEZICHTEN[waarde], gettext(woord).capitalize()))
            for waarde, woord in Stemorigineel.Gevoel.choices
        ]
        keuzeveld(self, "gevoel").choices = gezichten
        self.fields["tekeningen"].widget.attrs["accept"] = ",".join(BEELDEN)
        iedereen = _("Je ouders, de school en de deskundigen lezen dit. Het staat ook in ons besluit.")
        if jong:
            iedereen = _("Je ouders, de school en de deskundigen lezen een samenvatting. Het staat ook in ons besluit.")
        uitleg = {
            L.IEDEREEN: iedereen,
            L.BESLIST: _("Eén iemand van het samenwerkingsverband leest dit. Je ouders en de school niet."),
            L.SAMEN: _("Wij kijken er eerst samen met jou naar. Daarna kies jij."),
        }
        self.fields["lezer"].widget.uitleg = {str(waarde): zin for waarde, zin in uitleg.items()}
        keuzeveld(self, "lezer").choices = [(een.value, _(een.label)) for een in L]
        weg = ["gevoel", "zinnen", "samenvatting"] if not jong else []
        weg += ["samen_met", "samen_rol"] if alleen else []
        for veld in weg:
            del self.fields[veld]
        if jong:
            self.fields["tekst"].label = _("Wil je nog iets vertellen?")
            self.fields["samenvatting"].help_text = gettext(
                "Van de volwassene: schrijf kort op wat {kind} vertelde. Anderen lezen alleen dit. "
                "Wat hierboven staat, leest alleen wie beslist. Niet nodig als alleen wie beslist dit leest."
            ).format(kind=naam)
            self.order_fields(
                ["gevoel", "zinnen", "tekst", *BESTANDSVELDEN, "samen_met", "samen_rol", "lezer", "samenvatting"]
            )

    def clean(self) -> dict[str, Any]:
        """Every gap at its own field, so that nothing typed is lost on the way to the action."""
        schoon: dict[str, Any] = super().clean() or {}
        if not self.bij and not any(schoon.get(naam) for naam in ("gevoel", "zinnen", "tekst", *BESTANDSVELDEN)):
            self.add_error("tekst", _("Vertel iets, kies iets, maak een tekening of neem iets op"))
        tekeningen = len(schoon.get("tekeningen") or []) + sum(een.vorm == "tekening" for een in self.bij)
        if tekeningen > TEKENINGEN_HOOGSTENS:
            self.add_error(
                "tekeningen", gettext("Kies hoogstens {aantal} tekeningen").format(aantal=TEKENINGEN_HOOGSTENS)
            )
        for naam, zin in (("samen_met", _("Vul in wie erbij zat")), ("samen_rol", _("Vul in wie dat is"))):
            if naam in self.fields and not schoon.get(naam):
                self.add_error(naam, zin)
        if self.jong and schoon.get("lezer") in (L.IEDEREEN, L.SAMEN) and not schoon.get("samenvatting"):
            self.add_error("samenvatting", _("Schrijf kort op wat het kind vertelde"))
        return schoon

    def concept(self) -> dict[str, Any]:
        """What can be kept of it as it stands; what was emptied is kept as empty.

        Only what was filled in and cannot be kept is still wrong then: who is writing has not forgotten the rest.
        """
        gevuld = {naam for naam in CONCEPTVELDEN if self.data.get(naam)}
        for naam in set(self.errors) - gevuld:
            del self.errors[naam]
        leeg = {naam: "" for naam in CONCEPTVELDEN if naam in self.fields and naam not in gevuld}
        return leeg | {naam: self.cleaned_data[naam] for naam in CONCEPTVELDEN if naam in self.cleaned_data}


@dataclass(frozen=True)
class Meegestuurd:
    """A file that came in already. bewijs: what the page sends back for it; vorm: tekening, opname or film."""

    inhoud: Inhoud
    naam: str
    bewijs: str

    @property
    def vorm(self) -> str:
        return {"audio": "opname", "video": "film"}.get(self.inhoud.soort.partition("/")[0], "tekening")


class NietGehoordForm(forms.Form):
    reden = LangeTekst(
        label=_("Waarom kon het niet?"),
        help_text=_("De ouders, de school en wie beslist lezen dit."),
        leeg=_("Schrijf op waarom het niet kon"),
        max_tekens=1000,
        regels=3,
    )


class ZorgForm(forms.Form):
    tekst = LangeTekst(
        label=_("Waarover maakt u zich zorgen?"),
        help_text=_("Alleen het loket leest dit. Ouders, school en deskundigen zien niet dat u dit meldt."),
        leeg=_("Schrijf op waarover u zich zorgen maakt"),
        max_tekens=3000,
        regels=5,
    )
    melder = Tekst(label=_("Uw naam"), leeg=_("Vul uw naam in"), max_length=120)
    telefoon = Telefoonnummer(label=_("Uw nummer"), required=False)


class AntwoordForm(forms.Form):
    antwoord = LangeTekst(
        label="Wat schrijf je aan de leerling?",
        help_text="Kort, met je en jij: wat deed je met wat hij of zij vertelde? De leerling leest dit na het besluit.",
        leeg="Schrijf op wat je met de mening van de leerling doet",
        max_tekens=1500,
        regels=5,
    )


class BekekenForm(forms.Form):
    iedereen = Keuze(
        label="Wat koos de leerling?",
        choices=[("ja", "Iedereen mag het lezen"), ("nee", "Alleen wie beslist leest het")],
        leeg="Kies wat de leerling wil",
    )


class AfhandelForm(forms.Form):
    verslag = LangeTekst(
        label="Wat is er gedaan?",
        help_text="Volg de stappen van de meldcode. Bij acuut gevaar bel je 112.",
        leeg="Schrijf op wat er is gedaan",
        max_tekens=3000,
        regels=5,
    )
