"""What parents, pupils and school fill in when they give their view in the portal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kern.bestanden.controle import ACCEPT
from kern.formulieren import Akkoord, Bestanden, Keuze, LangeTekst, Opname
from kern.formulieren.keuzes import keuzeveld
from kern.formulieren.samen import SamenForm
from kern.woorden import opsomming
from loket.actions.zienswijze_geven import CONCEPTVELDEN
from loket.models import Opnamesamenvatting, Zienswijze
from loket.rules.vertrouwelijk import adressen_in

E = Zienswijze.Eens
MENING = {
    E.JA: _("Ja, ik ben het eens"),
    E.DEELS: _("Ik ben het een beetje eens"),
    E.NEE: _("Nee, ik ben het niet eens"),
    E.ONBEKEND: _("Dat weet ik nog niet"),
}
KLOPT = {
    Opnamesamenvatting.Klopt.JA: _("Ja, dit klopt"),
    Opnamesamenvatting.Klopt.NEE: _("Nee, er klopt iets niet"),
}
MENING_SCHOOL = {
    E.JA: "Ja, wij zijn het eens",
    E.DEELS: "Voor een deel",
    E.NEE: "Nee, wij zijn het niet eens",
    E.ONBEKEND: "Dat weten wij nog niet",
}


OPNAME_SECONDEN = 300


class MeningForm(SamenForm):
    """adres_mag: only asked when an address stands where others read it; samenvatting: when there is a memo."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    eens = Keuze(label=_("Bent u het eens met ons plan?"), choices=MENING.items(), required=False, vorm="kaart")
    tekst = LangeTekst(label=_("Wat wilt u vertellen?"), max_tekens=4000, regels=10, required=False)
    bestanden = Bestanden(
        label=_("Foto’s en papieren"),
        help_text=_(
            "Alleen wie bij ons de aanvraag behandelt of beslist, ziet deze. "
            "Zij gaan niet vanzelf naar anderen. Pdf, Word of foto, tot 20 MB."
        ),
        soorten=ACCEPT,
        required=False,
    )
    opname = Opname(
        label=_("Liever vertellen? Neem het op"),
        help_text=_(
            "Hoogstens 5 minuten. Alleen wie bij ons de aanvraag behandelt of beslist, hoort het. "
            "In het besluit komt een korte samenvatting."
        ),
        seconden=OPNAME_SECONDEN,
        required=False,
    )
    samenvatting = LangeTekst(
        label=_("Wat zegt u in de opname, in het kort?"),
        help_text=_(
            "Dit mag u zelf schrijven. Wij noemen het in het besluit. Laat u het leeg? Dan schrijven wij het op. "
            "U leest het dan hier en kunt zeggen of het klopt."
        ),
        max_tekens=1500,
        regels=4,
        required=False,
    )
    vertrouwelijk = LangeTekst(
        label=_("Alleen voor ons"),
        help_text=_(
            "Iets over veiligheid, of een adres. Alleen wie bij ons de aanvraag behandelt of beslist, leest dit. "
            "Het komt in geen brief."
        ),
        required=False,
        max_tekens=2000,
        regels=4,
    )
    adres_mag = Akkoord(label=_("Anderen mogen dit adres lezen."), required=False)
    nodig = ("eens",)

    def __init__(self, *args: Any, je: bool, leerling: bool = False, opname: bool = False, **kwargs: Any) -> None:
        """je: to staff of a school, which writes; leerling: to the pupil itself, who is no parent beside another;
        opname: there is a memo already."""
        super().__init__(*args, **kwargs)
        for naam in ("opname", "samenvatting") if je else ("opname",) if opname else ("samenvatting",):
            del self.fields[naam]
        self.met_opname = opname
        lezers = _("Wij noemen uw mening in het besluit; de andere ouder en de school lezen dat.")
        if leerling:
            lezers = _("Wij noemen uw mening in het besluit; de school en wie het besluit ook krijgt lezen dat.")
        self.fields["tekst"].help_text = lezers
        if je:
            self.fields["tekst"].help_text = "Wij noemen de mening van de school in het besluit; de ouders lezen dat."
            keuzeveld(self, "eens").choices = list(MENING_SCHOOL.items())
            self.fields["eens"].label = "Is de school het eens met ons plan?"
            self.fields["tekst"].label = "Wat wil de school vertellen?"

    @property
    def adressen(self) -> list[str]:
        """Addresses in the part that others read."""
        teksten = [str(self.data.get(naam, "")) for naam in ("tekst", "samenvatting")]
        return adressen_in("\n".join(teksten)) if self.is_bound else []

    def versturen_mag(self) -> bool:
        """Whether it can go as it is; otherwise the form says what to look at first."""
        if not (self.met_opname or self.cleaned_data.get("eens") or self.cleaned_data.get("tekst", "").strip()):
            self.add_error("eens", _("Kies of u het eens bent, of schrijf op wat u vindt"))
        elif self.adressen and not self.cleaned_data["adres_mag"]:
            self.add_error("adres_mag", _adres_staat_er(self.adressen))
        return not self.errors

    def velden(self) -> dict[str, str]:
        """What can be kept: the choice, and the texts that are not too long."""
        return {naam: self.cleaned_data[naam] for naam in CONCEPTVELDEN if naam in self.cleaned_data}


def _adres_staat_er(adressen: list[str]) -> str:
    zin = gettext("Er staat een adres in uw tekst: {namen}. Haal het weg, of zet hier een vinkje")
    return zin.format(namen=opsomming(adressen))


class SamenvattingForm(forms.Form):
    tekst = LangeTekst(
        label="Wat wordt er in de opname gezegd?",
        help_text="Kort, in gewone woorden. Dit komt in de brief met het besluit; iedereen die de brief krijgt, leest "
        "het. Noem geen adres. De ouder leest dit meteen en kan erop reageren.",
        leeg="Schrijf op wat er in de opname wordt gezegd",
        max_tekens=1500,
        regels=6,
    )


class ReactieForm(forms.Form):
    """What the giver of a memo says of our summary; adres_mag: only asked when an address stands in it."""

    klopt = Keuze(
        label=_("Klopt deze samenvatting?"),
        choices=KLOPT.items(),
        leeg=_("Kies of de samenvatting klopt"),
    )
    reactie = LangeTekst(
        label=_("Wat klopt er niet?"),
        help_text=_("De school en de andere ouder lezen dit in het besluit."),
        max_tekens=1000,
        regels=4,
        required=False,
    )
    adres_mag = Akkoord(label=_("Anderen mogen dit adres lezen."), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adressen = adressen_in(str(self.data.get("reactie", "")))
        if not self.adressen:
            del self.fields["adres_mag"]

    def clean(self) -> dict[str, Any]:
        schoon: dict[str, Any] = super().clean() or {}
        if schoon.get("klopt") == Opnamesamenvatting.Klopt.NEE and not schoon.get("reactie", "").strip():
            self.add_error("reactie", _("Schrijf op wat er niet klopt"))
        if self.adressen and not schoon.pop("adres_mag", False):
            self.add_error("adres_mag", _adres_staat_er(self.adressen))
        return schoon
