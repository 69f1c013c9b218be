"""What an SWV may set, in groups with an explanation per field. A field is named as its column of Instelling.

Of a column that holds a value per kind (`max_schooljaren`, `grondslagen`) each kind is a field: max_schooljaren__SO.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst

from kern.formulieren import DatumKiezer, JaNee, LangeTekst, Meerkeuze, Tekst
from kern.post.teksten import MAILS
from kern.woorden import opsomming
from scholen.models import Instelling, TlvSoort
from scholen.rules.nummer import nummer_fout

from .instelaanvraag import AANVRAAGVELDEN
from .instelbasis import BASISVELDEN, Basispunten
from .instelcijfers import CIJFERVELDEN
from .insteldagen import DAGVELDEN, Dagenlijst
from .instelgeld import GELDVELDEN
from .instelovergang import OVERGANGVELDEN, Overgangsstappen
from .instelprivacy import PRIVACYVELDEN
from .insteltermijn import TERMIJNVELDEN
from .instelthuis import THUISVELDEN, Klassen
from .instelvelden import Dagen, Getal, binnen_een_jaar, dagen, keuze, kopie, maanden
from .instelwoorden import WOORDVELDEN

PER_SOORT = {"max_schooljaren", "grondslagen"}
ALLEEN = {"lwoo_mode": "VO", "sbo_beslist": "PO", "overgang_vso_werk": "VO"}
SOORTEN_VAN = {"PO": ("SBO", "SO"), "VO": ("VSO", "PRO", "LWOO")}
"""What belongs to one sector: an SWV for primary education is asked nothing about lwoo, PrO or vso."""


@dataclass(frozen=True)
class Groep:
    """One page of settings. velden: in their order."""

    sleutel: str
    titel: str
    uitleg: str
    velden: Mapping[str, forms.Field]


GROEPEN = (
    Groep(
        "termijnen",
        "Termijnen en herinneringen",
        "Wat jullie beloven en wanneer wie een herinnering krijgt. De termijnen van de wet staan vast.",
        TERMIJNVELDEN,
    ),
    Groep(
        "dagen",
        "Vrije dagen",
        "De feestdagen en de schoolvakanties tot en met 2030 kent het portaal zelf. Hier staat wat erbij komt. Een dag "
        "die is geweest, verandert niet meer.",
        DAGVELDEN,
    ),
    Groep(
        "besluiten",
        "Deskundigen en besluiten",
        "Wie meekijkt, wie tekent en wat in de brief komt.",
        {
            "derde_bij_verschil": JaNee(
                label="Derde deskundige als twee adviezen verschillen?",
                help_text="Bij ja kan de aanvraag dan niet verder zonder een derde advies.",
            ),
            "eerder_gezien_mag": JaNee(
                label="Mag een deskundige adviseren over een leerling die deze eerder zag?",
                help_text="Bij ja is een uitleg verplicht. Bij nee kan het niet.",
            ),
            "vier_ogen": JaNee(
                label="Leest een collega elk besluit eerst mee?",
                help_text="Bij ja kan niemand ondertekenen zonder akkoord van een ander.",
            ),
            "eerst_bellen": JaNee(
                label="Eerst de ouders bellen voor een brief die tegenvalt?",
                help_text="Het loket krijgt een taak. Overslaan kan, met een reden.",
            ),
            "bezwaardatum_in_brief": JaNee(
                label="Staat de laatste dag van de bezwaartermijn in de brief?",
                help_text="De zin ‘binnen zes weken’ staat er altijd. In het portaal staat altijd de datum.",
            ),
            "herstel_bezwaarclausule": JaNee(
                label="Staat in een herstelbrief dat bezwaar kan?", help_text="Leg dit voor aan een jurist."
            ),
            "school_via_portaal": JaNee(
                label="Gaan brieven aan scholen via het portaal?",
                help_text="Bij nee gaan ze per post. Een school die zelf post koos, houdt post.",
            ),
            "laatste_lichting": Tekst(
                label="Laatste lichting van de post",
                help_text="Een tijd, zoals 17:00. Daarna krijgt post niet meer de datum van vandaag, en een zaterdag, "
                "zondag of feestdag kan ook niet. Leeg is de hele dag, elke dag.",
                required=False,
                max_length=5,
            ),
            "bewaar_anker": keuze(
                "Vanaf welke dag bewaren jullie een dossier drie jaar?",
                "Vanaf het besluit is de strenge lezing van de wet. Leg dit voor aan een jurist.",
                Instelling.BewaarAnker,
            ),
            "dossiers_per_dag": Getal(
                label="Hoeveel dossiers op een dag is nog gewoon voor één medewerker?",
                help_text="Bij meer krijgt de functionaris gegevensbescherming een signaal.",
                van=10,
                tot=500,
                eenheid="dossiers",
            ),
            "bevoegdheid": keuze(
                "Wie is bevoegd om te besluiten?",
                "Met mandaat kan niemand besluiten zonder een regel in het mandaatregister.",
                Instelling.Bevoegdheid,
            ),
            "ondertekenaar_functie": Tekst(
                label="Functie van wie ondertekent",
                help_text="Staat onder de brief.",
                leeg="Vul een functie in",
                max_length=80,
            ),
            "ondersteuningsplan": Tekst(
                label="Ondersteuningsplan",
                help_text="De jaren, zoals 2025-2029. Staat in elk besluit.",
                leeg="Vul de jaren van het ondersteuningsplan in",
                max_length=60,
            ),
        },
    ),
    Groep(
        "aanvragen",
        "Aanvragen",
        "Wat scholen kunnen vragen en wat er dan bij moet.",
        AANVRAAGVELDEN,
    ),
    Groep(
        "tlv",
        "TLV en register",
        "Het nummer, de langste duur en de dagen waarop het portaal kijkt wat afloopt.",
        {
            "tlv_nummer_sjabloon": Tekst(
                label="Hoe ziet een TLV-nummer eruit?",
                help_text="Met {SWV}, twee keer {JJ} (het schooljaar), {SOORT} en {NNNN}. Oude nummers blijven zo.",
                leeg="Vul in hoe een nummer eruitziet",
                max_length=60,
            ),
            "max_schooljaren": Getal(
                label="Langste duur",
                help_text="In schooljaren. Leeg is wat gebruikelijk is.",
                van=1,
                tot=14,
                eenheid="schooljaren",
                required=False,
            ),
            "tlv_signaal": Dagen(
                een=True,
                label="Eerste signaal dat een TLV afloopt",
                help_text="In het laatste schooljaar. Scholen krijgen dan een e-mail.",
                leeg="Vul een dag in, zoals 1 oktober",
            ),
            "tlv_herinneringen": Dagen(
                label="Herinneringen aan scholen",
                help_text="Dagen met een komma ertussen, zoals 1 februari, 1 maart. Leeg is geen herinnering.",
                required=False,
            ),
            "tlv_ongebruikt_maanden": maanden(
                "Wanneer melden wij een TLV die niet wordt gebruikt?", "Na zoveel maanden zonder plaatsing.", 1, 24
            ),
            "plaatsing_volgt_atw": JaNee(
                label="Schuift de tijdelijke plaatsing na tien weken op bij een vrije dag?",
                help_text="Leg dit voor aan een jurist.",
            ),
        },
    ),
    Groep(
        "bezwaar",
        "Bezwaar",
        "Wie adviseert en hoe jullie rekenen.",
        {
            "bezwaarcommissie": Tekst(
                label="Bezwaarcommissie",
                help_text="Staat in elk besluit.",
                leeg="Vul de naam van de commissie in",
                max_length=160,
            ),
            "bezwaar_herstel_dagen": dagen(
                "Tijd om een bezwaar aan te vullen", "Als er bijvoorbeeld geen redenen in staan.", 7, 60
            ),
            "kennelijk_zonder_commissie": JaNee(
                label="Mag een bezwaar dat zonder twijfel niet-ontvankelijk is de commissie overslaan?",
                help_text="Leg dit voor aan een jurist.",
            ),
            "dwangsom_dag_erna": JaNee(
                label="Begint de dwangsom op de dag na de twee weken?",
                help_text="Bij nee op de laatste dag van die twee weken. Leg dit voor aan een jurist.",
            ),
        },
    ),
    Groep(
        "arrangementen",
        "Arrangementen en geld",
        "Hoe jullie extra hulp toekennen, samen terugkijken en het geld verantwoorden.",
        GELDVELDEN,
    ),
    Groep(
        "thuiszitters",
        "Thuiszitters",
        "Hoe jullie tellen hoe lang een kind thuis is, en wanneer een casus bovenaan komt. De wettelijke grens van "
        "vier weken staat vast.",
        THUISVELDEN,
    ),
    Groep(
        "overgangen",
        "Overgangen",
        "De stappen als een leerling naar een volgende school of naar werk gaat. Wie al op een lijst staat, houdt de "
        "stappen van toen.",
        OVERGANGVELDEN,
    ),
    Groep(
        "woorden",
        "Steunpunt en woorden",
        "Hoe jullie het noemen, en waar ouders hulp vinden.",
        WOORDVELDEN,
    ),
    Groep(
        "basis",
        "Basisondersteuning",
        "Waar elke school een keer per jaar naar kijkt. Een wijziging geldt vanaf het schooljaar dat erna begint; een "
        "zelfcheck houdt de punten van zijn eigen jaar.",
        BASISVELDEN,
    ),
    Groep(
        "privacy",
        "Privacy",
        "Wie vragen over privacy krijgt, en wie voor jullie aan het portaal werkt. Het staat op Privacy en cookies.",
        PRIVACYVELDEN,
    ),
    Groep(
        "cijfers",
        "Cijfers en tevredenheid",
        "Wat iedereen zonder in te loggen kan lezen, zonder kleine aantallen, en of jullie vragen hoe het ging.",
        CIJFERVELDEN,
    ),
    Groep(
        "grondslag",
        "Artikelen in de brief",
        "Het wetsartikel waarop een besluit rust, per soort. Leg een wijziging voor aan een jurist.",
        {
            "grondslagen": LangeTekst(
                label="Artikel",
                help_text="Leeg is wat het portaal zelf noemt.",
                required=False,
                max_tekens=300,
                regels=2,
            ),
        },
    ),
)
GEEN_PAGINA = {
    "id": "", "public_id": "", "swv": "", "geldig_van": "",
    "soorten": "per kind of aanvraag: on its own page (loket.views.soorten)",
    "mailteksten": "per kind of mail: on its own page (scholen.views.mails)",
}  # fmt: skip
"""Columns of Instelling that no page sets, with the reason; a test wants every other one in exactly one group."""

ELDERS = {"soorten": "Soorten aanvraag", "mailteksten": "Teksten van mails"}
"""Columns of Instelling that a page above sets, with what the history calls them."""


def velden_van(groep: Groep, sector: str) -> dict[str, forms.Field]:
    """The fields of this group that mean something to an SWV of this sector."""
    return {naam: veld for naam, veld in groep.velden.items() if ALLEEN.get(naam, sector) == sector}


def groep(sleutel: str) -> Groep | None:
    return next((een for een in GROEPEN if een.sleutel == sleutel), None)


def label_van(naam: str) -> str:
    """How the pages call this column."""
    gevonden = next((een.velden[naam].label for een in GROEPEN if naam in een.velden), None)
    return str(gevonden or ELDERS.get(naam, naam))


def in_woorden(instelling: Instelling, naam: str) -> str:
    """What this version says about it, for a reader."""
    waarde = getattr(instelling, naam)
    if naam == "mailteksten":
        return (
            "; ".join(f"{MAILS[soort].titel}: {tekst}" for soort, tekst in sorted(waarde.items())) or "gewone teksten"
        )
    if naam in ELDERS:
        return "; ".join(f"{soort} {_keuzes(eigen)}" for soort, eigen in sorted(waarde.items())) or "niet ingesteld"
    veld = next(een.velden[naam] for een in GROEPEN if naam in een.velden)
    if naam in PER_SOORT:
        return "; ".join(f"{soort}: {een}" for soort, een in sorted(waarde.items())) or "niet ingesteld"
    if isinstance(waarde, bool):
        return "Ja" if waarde else "Nee"
    if isinstance(veld, Basispunten):
        return "; ".join(waarde) or "de punten van het portaal"
    if isinstance(veld, Dagen | Dagenlijst | Klassen | Overgangsstappen):
        return str(veld.prepare_value(waarde)) or "geen"
    if isinstance(veld, Getal):
        return f"{veld.prepare_value(waarde)} {veld.eenheid}"
    keuzes = dict(getattr(veld, "choices", None) or [])
    if isinstance(waarde, list):
        return ", ".join(str(keuzes.get(een, een)) for een in waarde) or "geen"
    return str(keuzes.get(waarde, waarde)) if waarde != "" else "niet ingevuld"


def _keuzes(eigen: Mapping[str, Any]) -> str:
    return opsomming("uit" if naam == "aan" and not een else str(een) for naam, een in sorted(eigen.items()))


class InstellingForm(forms.Form):
    """One group. `geldig_van` is asked first: what runs is judged by the settings of its own day."""

    geldig_van = DatumKiezer(
        label="Geldt vanaf",
        help_text="Wat al is ingediend, houdt de instellingen van zijn eigen dag.",
        leeg="Kies vanaf welke dag dit geldt",
    )

    def __init__(self, *args: Any, groep: Groep, instelling: Instelling, vanaf: date, **kwargs: Any) -> None:
        self.groep, self.instelling, self.vanaf = groep, instelling, vanaf
        begin: dict[str, Any] = {"geldig_van": vanaf}
        velden: dict[str, forms.Field] = {}
        self.eigen = velden_van(groep, instelling.swv.sector)
        van_sector = SOORTEN_VAN[instelling.swv.sector]
        for naam, veld in self.eigen.items():
            if naam not in PER_SOORT:
                velden[naam], begin[naam] = kopie(veld), getattr(instelling, naam)
                continue
            for soort in filter(van_sector.__contains__, instelling.tlv_soorten):
                velden[f"{naam}__{soort}"] = kopie(veld, f"{veld.label} {TlvSoort(soort).label}")
                begin[f"{naam}__{soort}"] = getattr(instelling, naam).get(soort, "")
        if isinstance(soorten := velden.get("tlv_soorten"), Meerkeuze):
            soorten.choices = [(code, capfirst(TlvSoort(code).label)) for code in van_sector]
        super().__init__(*args, **{"initial": begin, **kwargs})
        self.fields |= velden
        self.order_fields([*velden, "geldig_van"])

    def clean_geldig_van(self) -> date:
        return binnen_een_jaar(self.cleaned_data["geldig_van"], self.vanaf)

    def clean_tlv_nummer_sjabloon(self) -> str:
        tekst: str = self.cleaned_data["tlv_nummer_sjabloon"]
        if zin := nummer_fout(tekst):
            raise ValidationError(zin)
        return tekst

    def velden(self) -> dict[str, Any]:
        """Column → value, of what is different from now."""
        waarden: dict[str, Any] = {}
        for naam in self.eigen:
            waarden[naam] = self._per_soort(naam) if naam in PER_SOORT else self.cleaned_data[naam]
        return {naam: waarde for naam, waarde in waarden.items() if waarde != getattr(self.instelling, naam)}

    def _per_soort(self, naam: str) -> dict[str, Any]:
        oud = dict(getattr(self.instelling, naam))
        per_soort = {veld.partition("__")[2]: veld for veld in self.fields if veld.startswith(f"{naam}__")}
        for soort, veld in per_soort.items():
            waarde = self.cleaned_data[veld]
            if waarde in ("", None):
                oud.pop(soort, None)
            else:
                oud[soort] = waarde
        return oud
