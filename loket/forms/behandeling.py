"""What the loket fills in while handling an aanvraag. Field names are the keywords of the actions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from kern.formulieren import Akkoord, DatumKiezer, Keuze, LangeTekst, Meerkeuze
from kern.gebruikers.collegas import met_rol
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.termijnen.woorden import datum_voluit
from loket.models import Aanvraag, Aanvulling, Discipline, Status
from loket.rules.deskundigen import disciplines
from loket.rules.termijn import Onderbreking, beslistermijn

ONTBREEKT = [
    ("Een OPP dat niet ouder is dan een jaar", "Een OPP dat niet ouder is dan een jaar"),
    ("Het handelingsdeel, besproken met de ouders", "Het handelingsdeel, besproken met de ouders"),
    ("Een onderwijskundig rapport", "Een onderwijskundig rapport"),
    ("Een verslag van een onderzoek", "Een verslag van een onderzoek"),
    ("De mening van beide ouders", "De mening van beide ouders"),
    ("De mening van de leerling", "De mening van de leerling"),
]


class PersoonKeuze(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A colleague, by public id."""

    def __init__(self, *, leeg: str, **kwargs: Any) -> None:
        super().__init__(
            queryset=Gebruiker.objects.none(),
            to_field_name="public_id",
            empty_label="Kies een collega",
            error_messages={"required": leeg, "invalid_choice": "Kies iemand uit de lijst"},
            **kwargs,
        )


class ToewijzenForm(forms.Form):
    behandelaar = PersoonKeuze(label="Behandelaar", leeg="Kies een collega")

    def __init__(self, *args: Any, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["behandelaar"].queryset = met_rol(Rol.LOKETMEDEWERKER, vandaag)  # type: ignore[attr-defined]


class AanvullingForm(forms.Form):
    """What is missing and how long the school has. Each choice says what it does to our own term."""

    ontbreekt = Meerkeuze(label="Wat ontbreekt er?", choices=ONTBREEKT, required=False)
    toelichting = LangeTekst(
        label="Wat moet de school precies sturen of uitleggen?",
        help_text="De school leest dit. De ouders lezen alleen dat wij op papieren wachten.",
        required=False,
        max_tekens=2000,
    )
    hersteltermijn_dagen = Keuze(label="Hoeveel tijd krijgt de school?", leeg="Kies hoeveel tijd de school krijgt")
    nodig = ("ontbreekt", "toelichting")

    def __init__(self, *args: Any, aanvraag: Aanvraag, vandaag: date, **kwargs: Any) -> None:
        standaard = aanvraag.instelling.hersteltermijn_dagen
        super().__init__(*args, **{"initial": {"hersteltermijn_dagen": str(standaard)}, **kwargs})
        veld = self.fields["hersteltermijn_dagen"]
        dagen = sorted({7, 14, 28, standaard})
        veld.choices = [(str(n), f"{n} dagen") for n in dagen]  # type: ignore[attr-defined]
        veld.widget.uitleg = {str(n): _gevolg(aanvraag, n, vandaag) for n in dagen}

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        punten, tekst = schoon.get("ontbreekt", []), schoon.get("toelichting", "")
        if not punten and not tekst:
            self.add_error("toelichting", "Kies wat er ontbreekt, of schrijf het op")
        return schoon

    def velden(self) -> dict[str, Any]:
        """The keywords of aanvulling_vragen."""
        punten = "\n".join(f"• {punt}" for punt in self.cleaned_data["ontbreekt"])
        vraag = "\n\n".join(filter(None, (punten, self.cleaned_data["toelichting"])))
        return {"vraag": vraag, "hersteltermijn_dagen": int(self.cleaned_data["hersteltermijn_dagen"])}


class DeskundigenForm(forms.Form):
    eerste = PersoonKeuze(label="Eerste deskundige", leeg="Kies de eerste deskundige")
    eerste_discipline = forms.ChoiceField(label="Adviseert als")
    tweede = PersoonKeuze(label="Tweede deskundige", leeg="Kies de tweede deskundige")
    tweede_discipline = forms.ChoiceField(label="Adviseert als ")
    uiterlijk_op = DatumKiezer(label="Advies graag uiterlijk op", leeg="Kies een dag voor de adviezen")
    gezien = Akkoord(label="Ik heb deze punten gezien en ga door", required=False)

    def __init__(self, *args: Any, aanvraag: Aanvraag, vandaag: date, **kwargs: Any) -> None:
        uiterlijk = vandaag + timedelta(days=aanvraag.instelling.advies_dagen)
        super().__init__(*args, **{"initial": {"uiterlijk_op": uiterlijk}, **kwargs})
        deskundigen = met_rol(Rol.DESKUNDIGE, vandaag)
        for volgorde, plaats in enumerate(("eerste", "tweede"), 1):
            self.fields[plaats].queryset = deskundigen  # type: ignore[attr-defined]
            vakken = [(vak, Discipline(vak).label) for vak in disciplines(aanvraag.soort, volgorde)]
            self.fields[f"{plaats}_discipline"].choices = vakken  # type: ignore[attr-defined]

    def velden(self) -> dict[str, Any]:
        """The keywords of deskundigen_vragen."""
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if naam != "gezien"}


class TerugForm(forms.Form):
    naar = Keuze(
        label="Waar moet de aanvraag naartoe?",
        choices=[(Status.IN_CONTROLE, "Naar het loket"), (Status.IN_ADVIES, "Naar een deskundige")],
        leeg="Kies waar de aanvraag naartoe gaat",
    )
    adviezen = Meerkeuze(label="Welk advies moet opnieuw?", required=False)
    reden = LangeTekst(label="Waarom stuur je de aanvraag terug?", leeg="Schrijf op waarom", max_tekens=1000, regels=4)
    nodig = ("adviezen",)

    def __init__(self, *args: Any, opdrachten: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = [(een.public_id, f"{een.get_discipline_display()}: {een.deskundige.naam}") for een in opdrachten]
        self.fields["adviezen"].choices = keuzes  # type: ignore[attr-defined]


def _gevolg(aanvraag: Aanvraag, dagen: int, vandaag: date) -> str:
    """Until when the school has, and until when we then have at most."""
    assert aanvraag.ontvangstdatum is not None
    tot = vandaag + timedelta(days=dagen)
    eerder = Aanvulling.objects.filter(aanvraag=aanvraag)
    termijn = beslistermijn(
        aanvraag.ontvangstdatum,
        servicenorm_weken=aanvraag.instelling.servicenorm_weken,
        onderbrekingen=[
            *(Onderbreking(een.gevraagd_op, een.hersteltermijn_tot, een.aangevuld_op) for een in eerder),
            Onderbreking(vandaag, tot),
        ],
        vandaag=vandaag,
    )
    uiterlijk = datum_voluit(termijn.uiterlijk, weekdag=True)
    return f"Tot en met {datum_voluit(tot, weekdag=True)}. Ons besluit komt dan uiterlijk {uiterlijk}."
