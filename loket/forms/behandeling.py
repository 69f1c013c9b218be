"""What the loket fills in while handling an aanvraag. Field names are the keywords of the actions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms

from kern.formulieren import Akkoord, DatumKiezer, Keuze, LangeTekst, Meerkeuze, Tekst
from kern.formulieren.keuzes import RijenVeld, keuzeveld, rijen_bieden
from kern.gebruikers.collegas import met_een_rol, met_rol
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.termijnen.woorden import datum_voluit
from loket.actions.aanvulling import Puntgegevens
from loket.forms.onderdelen import ONDERDELEN
from loket.models import Aanvraag, Discipline, Status
from loket.rules.deskundigen import disciplines
from loket.rules.termijn import Onderbreking, beslistermijn
from loket.rules.volledigheid import Gat

ONTBREEKT = {
    "Een OPP dat niet ouder is dan een jaar": ("stukken", "opp"),
    "Het handelingsdeel, besproken met de ouders": ("stukken", "handelingsdeel"),
    "Een onderwijskundig rapport": ("stukken", "onderwijskundig_rapport"),
    "Een verslag van een onderzoek": ("stukken", "verslag"),
    "De mening van beide ouders": ("mening", "ouders_woorden"),
    "De mening van de leerling": ("mening", "leerling_woorden"),
}
"""What is missing most often, with the section and field where it belongs."""
EIGEN_PUNTEN = 3


class PersoonKeuze(RijenVeld):
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

    def __init__(self, *args: Any, vandaag: date, met_adviseurs: bool = False, **kwargs: Any) -> None:
        """met_adviseurs: for a question that ends in advice."""
        super().__init__(*args, **kwargs)
        rollen = (Rol.LOKETMEDEWERKER, Rol.ADVISEUR) if met_adviseurs else (Rol.LOKETMEDEWERKER,)
        rijen_bieden(self, "behandelaar", met_een_rol(rollen, vandaag))


class AanvullingForm(forms.Form):
    """What is missing, item by item, and how long the school has. Each term says what it does to our own."""

    ontbreekt = Meerkeuze(
        label="Wat ontbreekt er?",
        help_text="De school krijgt elk punt apart te zien en mag het onderdeel waar het bij hoort weer wijzigen.",
        required=False,
    )
    toelichting = LangeTekst(
        label="Wil je er iets bij zeggen?",
        help_text="De school leest dit. De ouders lezen alleen dat wij op papieren wachten.",
        required=False,
        max_tekens=2000,
        regels=4,
    )
    hersteltermijn_dagen = Keuze(label="Hoeveel tijd krijgt de school?", leeg="Kies hoeveel tijd de school krijgt")
    nodig = ("ontbreekt", "toelichting")

    def __init__(self, *args: Any, aanvraag: Aanvraag, vandaag: date, gaten: Iterable[Gat] = (), **kwargs: Any) -> None:
        standaard = aanvraag.instelling.hersteltermijn_dagen
        super().__init__(*args, **{"initial": {"hersteltermijn_dagen": str(standaard)}, **kwargs})
        plekken = [(gat.zin, (gat.onderdeel, gat.veld)) for gat in gaten]
        bekend = {punt: plek for punt, plek in ONTBREEKT.items() if plek[0] in aanvraag.delen}
        self.bekend = bekend | {zin: plek for zin, plek in plekken if plek not in ONTBREEKT.values()}
        keuzeveld(self, "ontbreekt").choices = [(punt, punt) for punt in self.bekend]
        veld = keuzeveld(self, "hersteltermijn_dagen")
        dagen = sorted({7, 14, 28, standaard})
        veld.choices = [(str(n), f"{n} dagen") for n in dagen]
        veld.widget.uitleg = {str(n): _gevolg(aanvraag, n, vandaag) for n in dagen}
        plekken_eigen = [("", "Bij geen onderdeel"), *((slug, ONDERDELEN[slug].titel) for slug in aanvraag.delen)]
        for nummer in range(1, EIGEN_PUNTEN + 1):
            self.fields[f"eigen_{nummer}"] = Tekst(label=f"Eigen punt {nummer}", max_length=300, required=False)
            self.fields[f"bij_{nummer}"] = forms.ChoiceField(label="Hoort bij", choices=plekken_eigen, required=False)
            self.fields[f"gewenst_{nummer}"] = forms.BooleanField(label="Mag, hoeft niet", required=False)
        self.toon_facultatief = False

    @property
    def eigen(self) -> list[tuple[Any, Any, Any]]:
        """The rows for items of one's own: what, at which section, only wanted."""
        return [
            (self[f"eigen_{nummer}"], self[f"bij_{nummer}"], self[f"gewenst_{nummer}"])
            for nummer in range(1, EIGEN_PUNTEN + 1)
        ]

    def clean(self) -> dict[str, Any]:
        schoon = super().clean() or {}
        eigen = any(schoon.get(f"eigen_{nummer}") for nummer in range(1, EIGEN_PUNTEN + 1))
        if not (schoon.get("ontbreekt") or schoon.get("toelichting") or eigen):
            self.add_error("toelichting", "Kies wat er ontbreekt, of schrijf het op")
        return schoon

    def velden(self) -> dict[str, Any]:
        """The keywords of aanvulling_vragen."""
        schoon = self.cleaned_data
        punten = [Puntgegevens(wat, *self.bekend[wat]) for wat in schoon["ontbreekt"]]
        for nummer in range(1, EIGEN_PUNTEN + 1):
            if wat := schoon[f"eigen_{nummer}"]:
                bij, gewenst = schoon[f"bij_{nummer}"], schoon[f"gewenst_{nummer}"]
                punten.append(Puntgegevens(wat, bij, nodig=not gewenst))
        return {
            "vraag": schoon["toelichting"],
            "punten": punten,
            "hersteltermijn_dagen": int(schoon["hersteltermijn_dagen"]),
        }


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
            rijen_bieden(self, plaats, deskundigen)
            vakken = [(vak, Discipline(vak).label) for vak in disciplines(aanvraag.soort, volgorde)]
            keuzeveld(self, f"{plaats}_discipline").choices = vakken

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
        keuzeveld(self, "adviezen").choices = keuzes


def _gevolg(aanvraag: Aanvraag, dagen: int, vandaag: date) -> str:
    """Until when the school has, and until when we then have at most."""
    tot = vandaag + timedelta(days=dagen)
    feiten = aanvraag.termijnfeiten()
    assert feiten is not None
    termijn = beslistermijn(
        feiten.ontvangen,
        servicenorm_weken=aanvraag.instelling.servicenorm_weken,
        onderbrekingen=[*feiten.onderbrekingen, Onderbreking(vandaag, tot)],
        instemmingen=feiten.instemmingen,
        verdagingen=feiten.verdagingen,
        vandaag=vandaag,
    )
    uiterlijk = datum_voluit(termijn.uiterlijk, weekdag=True)
    return f"Tot en met {datum_voluit(tot, weekdag=True)}. Ons besluit komt dan uiterlijk {uiterlijk}."
