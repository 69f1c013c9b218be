"""What the steps of a bezwaar ask. `velden()` gives the keywords of the action behind each step."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kern.bestanden.controle import ACCEPT
from kern.formulieren import Akkoord, Bestanden, DatumKiezer, JaNee, Keuze, LangeTekst, Meerkeuze, Tekst
from kern.formulieren.keuzes import keuzeveld, rijen_bieden
from kern.gebruikers.collegas import met_rol
from kern.gebruikers.rollen import Rol
from loket.actions.bezwaar.redenen import later_gestuurd
from loket.models import Bezwaar, Bezwaarzaak, Commissieadvies
from loket.rules.bezwaar import verzuimen

from .behandeling import PersoonKeuze

LBT = "Landelijke Bezwaaradviescommissie"
HOREN_AFZIEN = (
    "Het is zonder twijfel dat het bezwaar niet-ontvankelijk is (Awb 7:3, onder a).",
    "Het is zonder twijfel dat het bezwaar ongegrond is (Awb 7:3, onder b).",
    "Iedereen heeft gezegd niet gehoord te willen worden (Awb 7:3, onder c).",
    "Niemand heeft binnen de gegeven tijd gezegd gehoord te willen worden (Awb 7:3, onder d).",
)


def bestandsveld(label: Any = "Bestanden") -> Bestanden:
    uitleg = _("Pdf, Word, jpg of png. Maximaal 20 MB per bestand.")
    return Bestanden(label=label, help_text=uitleg, soorten=ACCEPT, required=False)


class StapForm(forms.Form):
    """A step that asks nothing; the base of those that do."""

    def __init__(self, *args: Any, zaak: Bezwaarzaak, vandaag: date, **kwargs: Any) -> None:
        self.zaak, self.vandaag = zaak, vandaag
        super().__init__(*args, **{"initial": self.begin(), **kwargs})

    def begin(self) -> dict[str, Any]:
        """What the form starts with."""
        return {}

    def velden(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class MetBezwaar(StapForm):
    """About one of the bezwaren in the file; with one there is nothing to choose."""

    bezwaar = Keuze(label="Om welk bezwaar gaat het?", leeg="Kies een bezwaar")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lijst = self.zaak.actieve_bezwaren()
        keuzeveld(self, "bezwaar").choices = [(een.public_id, f"{een.naam} ({een.get_van_display()})") for een in lijst]
        if len(lijst) == 1:
            self.fields["bezwaar"].widget = forms.HiddenInput()
            self.initial.setdefault("bezwaar", lijst[0].public_id)


class BezwaarToewijzenForm(StapForm):
    behandelaar = PersoonKeuze(label="Wie behandelt dit bezwaar?", leeg="Kies een collega")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rijen_bieden(self, "behandelaar", met_rol(Rol.BEZWAARBEHANDELAAR, self.vandaag))


class ToetsForm(MetBezwaar):
    toets = Keuze(
        label="Is het bezwaar ontvankelijk?",
        choices=[
            (Bezwaar.Toets.ONTVANKELIJK, "Ja"),
            (Bezwaar.Toets.VOORLEGGEN, "Ik twijfel: de commissie zegt ons wat zij ervan vindt"),
            (Bezwaar.Toets.KENNELIJK_NIET, "Nee, dat is zonder twijfel zo"),
        ],
        leeg="Kies of het bezwaar ontvankelijk is",
    )
    toets_reden = LangeTekst(
        label="Waarom?",
        help_text="Nodig als je twijfelt, als het te laat is of als het niet kan. Bij ‘nee’ komt dit in de brief.",
        required=False,
        max_tekens=1500,
        regels=4,
    )


class HerstelForm(MetBezwaar):
    vraag = LangeTekst(
        label="Wat ontbreekt er?",
        help_text="Dit staat in de brief aan de indiener.",
        leeg="Schrijf op wat er ontbreekt",
    )
    dagen = Keuze(
        label="Hoeveel tijd krijgt de indiener?",
        choices=[("14", "2 weken"), ("28", "4 weken"), ("42", "6 weken")],
        leeg="Kies hoeveel tijd de indiener krijgt",
    )

    def begin(self) -> dict[str, Any]:
        punten = {
            wat
            for een in self.zaak.actieve_bezwaren()
            for wat in verzuimen(gronden=not een.pro_forma, ondertekend=een.ondertekend)
        }
        vraag = "\n".join(f"• {wat}" for wat in sorted(punten))
        return {"dagen": str(self.zaak.instelling.bezwaar_herstel_dagen), "vraag": vraag}

    def velden(self) -> dict[str, Any]:
        return {**self.cleaned_data, "dagen": int(self.cleaned_data["dagen"])}


class HersteldForm(MetBezwaar):
    gronden = LangeTekst(
        label="Waarom is de indiener het niet eens met het besluit?",
        leeg="Schrijf op wat de indiener schreef",
        max_tekens=10000,
        regels=8,
    )

    def begin(self) -> dict[str, Any]:
        """With what came in the portal after the last day, for who lets that count."""
        later = [(rij, wat) for rij in self.zaak.actieve_bezwaren() if (wat := later_gestuurd(rij))]
        if len(later) != 1:
            return {}
        rij, gestuurd = later[0]
        return {"bezwaar": rij.public_id, "gronden": "\n\n".join(een.tekst for een in gestuurd)}


class CommissieForm(StapForm):
    commissie = Keuze(
        label="Welke commissie adviseert?",
        choices=[
            (Bezwaarzaak.Commissie.LBT, "De landelijke commissie (LBT)"),
            (Bezwaarzaak.Commissie.EIGEN, "Een eigen commissie"),
        ],
        leeg="Kies een commissie",
    )
    commissie_naam = Tekst(label="Naam in de brief", leeg="Vul de naam van de commissie in", max_length=160)
    leden = Meerkeuze(
        label="Wie van de commissie werkt in dit portaal?",
        help_text="Zij zien alleen dit bezwaar en het dossier erbij, tot twee weken na hun advies. "
        "Kies niemand als de commissie buiten het portaal werkt.",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.personen = {een.public_id: een for een in met_rol(Rol.BEZWAARCOMMISSIE, self.vandaag)}
        keuzeveld(self, "leden").choices = [(sleutel, een.naam) for sleutel, een in self.personen.items()]
        if not self.personen:
            del self.fields["leden"]

    def begin(self) -> dict[str, Any]:
        naam = self.zaak.instelling.bezwaarcommissie
        soort = Bezwaarzaak.Commissie.LBT if LBT in naam else Bezwaarzaak.Commissie.EIGEN
        return {"commissie": soort, "commissie_naam": naam}

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or {}
        if velden.get("commissie") == Bezwaarzaak.Commissie.EIGEN and LBT in velden.get("commissie_naam", ""):
            self.add_error("commissie_naam", "Vul de naam van jullie eigen commissie in")
        return velden

    def velden(self) -> dict[str, Any]:
        gekozen = [self.personen[sleutel] for sleutel in self.cleaned_data.get("leden", [])]
        return {**self.cleaned_data, "leden": gekozen}


class ZittingForm(StapForm):
    dag = DatumKiezer(label="Op welke dag?", leeg="Kies een dag")
    tijd = forms.TimeField(
        label="Hoe laat?",
        widget=forms.TimeInput({"type": "time", "class": "swv-textbox--kort"}, "%H:%M"),
        error_messages={"required": "Vul een tijd in, zoals 14:30", "invalid": "Vul een tijd in, zoals 14:30"},
    )
    waar = Tekst(label="Waar?", leeg="Vul in waar de hoorzitting is", max_length=200)

    def velden(self) -> dict[str, Any]:
        gekozen = datetime.combine(self.cleaned_data["dag"], self.cleaned_data["tijd"])
        return {"wanneer": timezone.make_aware(gekozen), "waar": self.cleaned_data["waar"]}


class VerslagForm(StapForm):
    aanwezig = LangeTekst(label="Wie waren er?", leeg="Schrijf op wie er waren", max_tekens=1000, regels=3)
    verslag = LangeTekst(label="Wat is er gezegd?", leeg="Schrijf op wat er is gezegd", max_tekens=10000, regels=10)
    bestanden = bestandsveld("Het verslag als bestand")


class AfzienForm(StapForm):
    grond = Keuze(
        label="Waarom is er geen hoorzitting?",
        choices=[(zin, zin) for zin in HOREN_AFZIEN],
        leeg="Kies waarom er geen hoorzitting is",
    )
    toelichting = LangeTekst(
        label="Toelichting", help_text="Komt in de brief.", required=False, max_tekens=1500, regels=3
    )


class AdviesForm(StapForm):
    strekking = Keuze(
        label="Wat adviseert de commissie?", choices=Commissieadvies.Strekking.choices, leeg="Kies wat zij adviseert"
    )
    tekst = LangeTekst(
        label="Waarom?",
        help_text="De kern van het advies. Dit komt in de brief; het hele advies gaat mee als bijlage.",
        leeg="Schrijf op waarom",
        max_tekens=10000,
        regels=10,
    )
    ontvangen_op = DatumKiezer(label="Advies van", leeg="Vul de dag van het advies in")
    bestanden = bestandsveld("Het advies als bestand")

    def begin(self) -> dict[str, Any]:
        return {"ontvangen_op": self.vandaag}


class WaaromForm(StapForm):
    waarom = LangeTekst(label="Waarom?", leeg="Schrijf op waarom", max_tekens=1500, regels=4)


class UitstelForm(StapForm):
    tot = DatumKiezer(label="Tot en met welke dag?", leeg="Kies een dag")
    waarom = LangeTekst(
        label="Wie stemde in, wanneer en hoe?", leeg="Schrijf op wie instemde", max_tekens=1500, regels=4
    )


class IntrekkenForm(MetBezwaar):
    waarom = LangeTekst(
        label="Hoe en waarom is het ingetrokken?", leeg="Schrijf op hoe en waarom", max_tekens=1500, regels=4
    )


class IngebrekeForm(MetBezwaar):
    ontvangen_op = DatumKiezer(label="Ontvangen op", leeg="Vul de dag van ontvangst in")

    def begin(self) -> dict[str, Any]:
        return {"ontvangen_op": self.vandaag}


class RechterForm(StapForm):
    dag = DatumKiezer(label="Op welke dag?", leeg="Kies een dag")
    tekst = LangeTekst(label="Wat staat erin?", required=False, max_tekens=3000, regels=4)

    def begin(self) -> dict[str, Any]:
        return {"dag": self.vandaag}


class TegemoetForm(StapForm):
    volledig = Akkoord(
        label="Wij geven de indiener helemaal zijn zin.",
        leeg="Dit kan alleen als de indiener helemaal zijn zin krijgt. Vraag anders de commissie om advies",
    )
    anderen_gehoord = LangeTekst(
        label="Wat vinden de anderen ervan?",
        help_text="De ouders of de school die geen bezwaar maakten. Wie sprak je, wanneer, en wat zeiden zij?",
        leeg="Schrijf op wat de anderen ervan vinden",
        max_tekens=3000,
        regels=5,
    )


class BezwaarVastleggenForm(forms.Form):
    """A bezwaar that came by post, by mail or at the desk."""

    wie = Keuze(label="Wie maakt bezwaar?", leeg="Kies wie bezwaar maakt")
    kanaal = Keuze(
        label="Hoe kwam het binnen?",
        choices=[(waarde, woord.capitalize()) for waarde, woord in Bezwaar.Kanaal.choices if waarde != "portaal"],
        leeg="Kies hoe het binnenkwam",
    )
    ontvangen_op = DatumKiezer(label="Ontvangen op", leeg="Vul de dag van ontvangst in")
    poststempel = DatumKiezer(
        label="Poststempel", help_text="Bij post: de dag die op de envelop staat. Bewaar de envelop.", required=False
    )
    elders_ontvangen_op = DatumKiezer(
        label="Eerder ontvangen bij een ander orgaan op",
        help_text="Alleen als bijvoorbeeld de gemeente of de school het aan ons doorstuurde.",
        required=False,
    )
    gronden = LangeTekst(
        label="Waarom is de indiener het niet eens met het besluit?",
        help_text="Staat dat er niet in? Laat dit dan leeg: je vraagt er later om.",
        required=False,
        max_tekens=10000,
        regels=8,
    )
    ondertekend = JaNee(label="Is het bezwaar ondertekend?", leeg="Kies of het is ondertekend")
    waarom_te_laat = LangeTekst(
        label="Is het te laat? Wat schrijft de indiener daarover?", required=False, max_tekens=1500, regels=3
    )
    bestanden = bestandsveld("Het bezwaar als bestand")
    nodig = ("poststempel",)

    def __init__(self, *args: Any, indieners: dict[str, Any], vandaag: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"ontvangen_op": vandaag}, **kwargs})
        keuzeveld(self, "wie").choices = [(sleutel, aan.naam) for sleutel, aan in indieners.items()]


class NummerForm(forms.Form):
    nummer = Tekst(
        label="Nummer van de aanvraag of van de TLV",
        help_text="Het staat boven aan de brief met het besluit.",
        leeg="Vul het nummer in",
        max_length=40,
    )
    toon_facultatief = False


class RedenenForm(forms.Form):
    """The reasons, sent later in the portal. The name of the field says to the page which form was sent."""

    redenen = LangeTekst(
        label=_("Waarom bent u het niet eens met het besluit?"),
        help_text=_(
            "Schrijf het op in uw eigen woorden. De commissie, de school en wij lezen wat u schrijft. "
            "De andere ouder kan het ook te lezen krijgen."
        ),
        required=False,
        max_tekens=10000,
        regels=8,
    )
    bestanden = bestandsveld(_("Wilt u papieren meesturen?"))
    toon_facultatief = False

    def __init__(self, *args: Any, je: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.leeg: Any = _("Schrijf op waarom u het niet eens bent, of stuur een bestand mee")
        if je:
            self.leeg = "Schrijf op waarom de school het niet eens is, of stuur een bestand mee"
            self.fields["redenen"].label = "Waarom is de school het niet eens met het besluit?"
            self.fields["redenen"].help_text = "De commissie, de ouders en wij lezen wat je schrijft."
            self.fields["bestanden"].label = "Wil je stukken meesturen?"

    def clean(self) -> dict[str, Any]:
        velden = super().clean() or {}
        if not self.errors and not velden.get("redenen", "").strip() and not velden.get("bestanden"):
            self.add_error("redenen", self.leeg)
        return velden


class BezwaarMakenForm(forms.Form):
    """The short form in the portal, for parents, pupils and schools."""

    gronden = LangeTekst(
        label=_("Waarom bent u het niet eens met het besluit?"),
        help_text=_(
            "Schrijf het op in uw eigen woorden. Weet u het nog niet precies? Laat dit leeg. "
            "U kunt de redenen later sturen."
        ),
        required=False,
        max_tekens=10000,
        regels=8,
    )
    waarom_te_laat = LangeTekst(
        label=_("Waarom is uw bezwaar later?"),
        help_text=_("De laatste dag is voorbij. Leg uit waarom het niet eerder kon."),
        required=False,
        max_tekens=1500,
        regels=3,
    )
    bestanden = bestandsveld(_("Wilt u papieren meesturen?"))
    zeker = Akkoord(label=_("Ik maak bezwaar tegen dit besluit"), leeg=_("Zet een vinkje om bezwaar te maken"))

    def __init__(self, *args: Any, te_laat: bool, je: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not te_laat:
            del self.fields["waarom_te_laat"]
        if je:
            self.fields["gronden"].label = "Waarom is de school het niet eens met het besluit?"
            self.fields[
                "gronden"
            ].help_text = "Weet je het nog niet precies? Laat dit leeg. Je kunt de redenen later sturen."
            self.fields["bestanden"].label = "Wil je stukken meesturen?"
            self.fields["zeker"].label = "Ik maak namens het schoolbestuur bezwaar tegen dit besluit"
            if te_laat:
                self.fields["waarom_te_laat"].label = "Waarom is het bezwaar later?"
