"""Writing a page. Field names are the columns of Pagina and Paginaversie."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from kern.brieven.talen import NEDERLANDS, TALEN
from kern.formulieren import DatumKiezer, LangeTekst, Tekst
from kern.formulieren.keuzes import keuzeveld
from voorlichting.models import Niveau, Pagina, Paginaversie, Rubriek
from voorlichting.models.pagina import TAALKEUZES
from voorlichting.rules.opmaak import zonder_html
from voorlichting.rules.plekken import fouten

MET_NIVEAU = {Rubriek.KENNISBANK.value, Rubriek.SCHOLING.value}
ALLEEN_SCHOLING = ("dag", "tijd", "plaats", "aanmelden")
IN_DE_TAAL = ("titel", "inleiding", "tekst", "aanmelden")
"""What a translator writes: the keyboard, the spelling and the direction are of that language."""
VASTE_PAGINAS = {
    "privacy": "Privacy en cookies",
    "toegankelijkheid": "Toegankelijkheid",
    "contact": "Contact",
    "steunpunt": "Steunpunt",
    "klacht-of-bezwaar": "Klacht of bezwaar",
}
"""Pages that the portal has itself: what an SWV writes there comes beside what it sets."""
VAST_VERTAALD = frozenset({"steunpunt"})
"""The fixed pages that stand in other languages too; elsewhere nobody would find the words."""
VOLGORDE = "Vul een getal in van 1 tot en met 999"
UITERLIJK = timedelta(days=400)


class VeiligeTekst(LangeTekst):
    """Markdown. HTML that came along in a paste is taken out, and `weggehaald` says so; a wrong placeholder is told."""

    weggehaald = False

    def clean(self, value: Any) -> Any:
        tekst, self.weggehaald = zonder_html(super().clean(value))
        if zinnen := fouten(tekst):
            raise forms.ValidationError([forms.ValidationError(zin) for zin in zinnen])
        return tekst


class VeiligeRegel(Tekst):
    """One line in which placeholders may stand."""

    def clean(self, value: Any) -> Any:
        tekst, _ = zonder_html(super().clean(value))
        if zinnen := fouten(tekst):
            raise forms.ValidationError([forms.ValidationError(zin) for zin in zinnen])
        return tekst


class PaginaForm(forms.Form):
    """The words of a page, with what its rubriek asks."""

    titel = VeiligeRegel(label="Titel", leeg="Vul een titel in", max_length=120)
    inleiding = VeiligeRegel(
        label="In het kort",
        help_text="Eén of twee zinnen. Ze staan boven de pagina en in lijsten.",
        required=False,
        max_length=300,
    )
    tekst = VeiligeTekst(
        label="Tekst",
        help_text="Een lege regel begint een nieuwe alinea. ## maakt een kop, - een lijst, **dit** wordt vet, "
        "[woorden](/contact/) een link.",
        max_tekens=20_000,
        regels=20,
        required=False,
    )
    niveau = forms.ChoiceField(
        label="Niveau",
        choices=[("", "Alle niveaus"), *((code, str(woord).capitalize()) for code, woord in Niveau.choices)],
        required=False,
    )
    thema = forms.ChoiceField(label="Thema", required=False)
    dag = DatumKiezer(label="Op welke dag?", required=False)
    tijd = Tekst(
        label="Van hoe laat tot hoe laat?", help_text="Zoals 13.00 – 16.30 uur.", required=False, max_length=40
    )
    plaats = VeiligeRegel(label="Waar?", required=False, max_length=120)
    aanmelden = VeiligeRegel(
        label="Hoe meld je je aan?",
        help_text="Zoals: mail naar {{email}}.",
        required=False,
        max_length=200,
    )
    volgorde = forms.IntegerField(
        label="Volgorde",
        help_text="Het laagste getal staat vooraan.",
        min_value=1,
        max_value=999,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), VOLGORDE),
    )

    def __init__(self, *args: Any, rubriek: str, themas: list[str], taal: str = NEDERLANDS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if taal != NEDERLANDS:
            for naam in IN_DE_TAAL:
                self.fields[naam].widget.attrs |= {"lang": taal, "dir": TALEN[taal].richting}
        keuzeveld(self, "thema").choices = [("", "Geen thema"), *((een, een) for een in themas)]
        if rubriek not in MET_NIVEAU:
            del self.fields["niveau"], self.fields["thema"]
        elif not themas:
            del self.fields["thema"]
        if rubriek != Rubriek.SCHOLING:
            for naam in ALLEEN_SCHOLING:
                del self.fields[naam]
        else:
            self.fields["dag"].required = True

    @property
    def weggehaald(self) -> bool:
        """Whether HTML was taken out of the text."""
        veld = self.fields["tekst"]
        return isinstance(veld, VeiligeTekst) and veld.weggehaald

    @staticmethod
    def begin(pagina: Pagina, versie: Paginaversie) -> dict[str, Any]:
        """What the form of a page that is there begins with."""
        namen = set(PaginaForm.base_fields) - {"volgorde"}
        return {naam: getattr(versie, naam) for naam in namen} | {"volgorde": pagina.volgorde}


class AdresForm(forms.Form):
    """Where a new page stands."""

    rubriek = forms.ChoiceField(
        label="Waar staat de pagina?",
        choices=[("", "Kies een plek"), *Rubriek.choices],
        error_messages={"required": "Kies waar de pagina staat"},
    )
    slug = forms.SlugField(
        label="Adres",
        help_text="Kort, met kleine letters, cijfers en streepjes. Zo heet de pagina in de adresbalk; dat blijft zo. "
        f"Voor een vaste pagina: {', '.join(VASTE_PAGINAS)}.",
        max_length=60,
        error_messages={
            "required": "Vul een adres in",
            "invalid": "Gebruik alleen kleine letters, cijfers en streepjes",
        },
    )
    taal = forms.ChoiceField(label="Taal", choices=TAALKEUZES, initial="nl")

    def clean_slug(self) -> str:
        return str(self.cleaned_data["slug"]).lower()

    def clean(self) -> dict[str, Any]:
        waarden = super().clean() or {}
        if waarden.get("rubriek") == Rubriek.VAST and waarden.get("slug") not in VASTE_PAGINAS:
            self.add_error("slug", f"Kies het adres van een vaste pagina: {', '.join(VASTE_PAGINAS)}")
        elif (
            waarden.get("rubriek") == Rubriek.VAST
            and waarden.get("taal") != NEDERLANDS
            and waarden.get("slug") not in VAST_VERTAALD
        ):
            self.add_error("taal", "Deze vaste pagina staat alleen in het Nederlands. Kies een andere plek")
        return waarden


class PubliceerForm(forms.Form):
    """From which day."""

    vanaf = DatumKiezer(label="Te lezen vanaf", leeg="Kies vanaf wanneer iedereen dit leest")

    def __init__(self, *args: Any, vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"vanaf": vandaag}, **kwargs})
        self.vandaag = vandaag

    def clean_vanaf(self) -> date:
        dag: date = self.cleaned_data["vanaf"]
        if not self.vandaag <= dag <= self.vandaag + UITERLIJK:
            raise forms.ValidationError("Kies een dag van vandaag tot en met een jaar vooruit")
        return dag
