"""The decision letter (domein.md §4): its facts and, from those, its sentences for each kind of addressee."""

from dataclasses import dataclass
from datetime import timedelta

from kern.termijnen.woorden import datum_voluit

from . import blokken, vervolg
from .blokken import Blok, Punt
from .gegevens import (
    Afzender,
    Beslissing,
    Geadresseerde,
    Herstel,
    Leerling,
    Ondertekening,
    Overwegingen,
    Rechtsmiddelen,
    Verzoek,
)
from .ondertekend import MetAfschriften
from .teksten import Invulling
from .woorden import CATEGORIE, SOORT_IN_WOORDEN, WETTELIJKE_GRONDSLAG, Soort, hoofdletter, kernzin, periode

__all__ = ["Besluitbrief", "Blok", "Punt"]


@dataclass(frozen=True, kw_only=True)
class Besluitbrief(MetAfschriften):
    """One letter to one addressee. The day of sending is not here: it is unknown when the words are frozen.

    bewaren_tot: "besluit" or "verklaring", from which the three years of R-PRIV-05 run. voorbeeld: a letter of a
    demonstration, which says so at the top.
    """

    afzender: Afzender
    geadresseerde: Geadresseerde
    kenmerk: str
    leerling: Leerling
    verzoek: Verzoek
    beslissing: Beslissing
    overwegingen: Overwegingen
    rechtsmiddelen: Rechtsmiddelen
    ondertekening: Ondertekening
    bijlagen: tuple[str, ...] = ()
    afschriften: tuple[str, ...] = ()
    bewaren_tot: str = "besluit"
    voorbeeld: bool = False
    herstel: Herstel | None = None

    # -- who is who ------------------------------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        """The child in a sentence: by first name, or "u" to a pupil of age."""
        return "u" if self.aan_leerling else self.leerling.roepnaam

    @property
    def school(self) -> str:
        """The school that asked, unless this person may not learn where the child is."""
        return "de school" if self.geadresseerde.afgeschermd else self.verzoek.school

    @property
    def soort(self) -> Soort:
        return SOORT_IN_WOORDEN[self.beslissing.soort]

    @property
    def tekstsoort(self) -> str:
        return self.beslissing.uitkomst

    @property
    def invulling(self) -> Invulling:
        besluit = self.beslissing
        return Invulling(
            school=self.school,
            soort=self.soort.onderwijs,
            begin=datum_voluit(besluit.begin) if besluit.begin else "",
            eind=datum_voluit(besluit.eind) if besluit.eind else "",
            nummer=besluit.nummer,
        )

    # -- what it says ----------------------------------------------------------------------------------------------

    @property
    def documenttitel(self) -> str:
        """For the title of page and PDF: without the name of the child."""
        return f"Besluit over de aanvraag {self.kenmerk} – {self.afzender.naam}"

    @property
    def titel(self) -> str:
        """What it says, first of all that it corrects an earlier letter."""
        return f"Hersteld besluit: {self._titel}" if self.herstel else f"Besluit: {self._titel}"

    @property
    def _titel(self) -> str:
        uitkomst, onderwijs = self.beslissing.uitkomst, self.soort.het_onderwijs
        anders = ", anders dan gevraagd" if uitkomst == "afwijkend" else ""
        if not self.soort.tlv:
            geen = "" if self.beslissing.met_verklaring else "geen "
            return f"{self.kind} krijgt {geen}{onderwijs}{anders}"
        if not self.beslissing.met_verklaring:
            return f"{self.kind} krijgt geen verklaring voor {onderwijs}"
        return f"{self.kind} mag naar {onderwijs}{anders}"

    @property
    def nummers(self) -> tuple[tuple[str, str], ...]:
        eigen = (f"Nummer {'TLV' if self.soort.tlv else 'besluit'}", self.beslissing.nummer)
        return (*super().nummers, *((eigen,) if self.beslissing.nummer else ()))

    @property
    def gevraagd(self) -> str:
        """What was asked, in words: kind, category and period as far as they were asked."""
        soort = SOORT_IN_WOORDEN[self.verzoek.soort]
        categorie = CATEGORIE.get(self.verzoek.categorie)
        delen = [
            soort.voluit if not soort.lidwoord else f"het {soort.voluit}",
            f"categorie {categorie}" if categorie else "",
            periode(self.verzoek.begin, self.verzoek.eind),
        ]
        return ", ".join(filter(None, delen))

    @property
    def inleiding(self) -> str:
        school, verzoek = hoofdletter(self.school), self.verzoek
        wie = "U" if self.aan_school else school
        om = "om een toelaatbaarheidsverklaring (TLV)" if SOORT_IN_WOORDEN[verzoek.soort].tlv else "om een beslissing"
        zinnen = [f"{wie} vroeg ons op {datum_voluit(verzoek.aangevraagd_op)} {om} voor {self._voor_wie()}."]
        if SOORT_IN_WOORDEN[verzoek.soort].tlv and not self.aan_school:
            zinnen.append(f"Met een TLV mag een leerling naar {SOORT_IN_WOORDEN[verzoek.soort].het_onderwijs}.")
        if verzoek.vorige_nummer:
            tot = f", die geldt tot en met {datum_voluit(verzoek.vorige_eind)}" if verzoek.vorige_eind else ""
            zinnen.append(f"Dit is een {verzoek.aanleiding} van de verklaring met nummer {verzoek.vorige_nummer}{tot}.")
        zinnen.append(f"Gevraagd is: {self.gevraagd}.")
        zinnen.append(f"Wij ontvingen de aanvraag op {datum_voluit(verzoek.ontvangen_op)}.")
        zinnen.extend(self._aanvullingen())
        zinnen.append("In deze brief leest u ons besluit.")
        return " ".join(zinnen)

    def _voor_wie(self) -> str:
        naam, aangemeld = self.leerling.roepnaam, self.verzoek.bij_school == "aangemeld"
        if self.aan_school:
            waar = f"aangemeld bij {self.school}" if aangemeld else f"leerling van {self.school}"
            return f"{self.leerling.naam}, {waar}"
        return {"ouder": f"uw kind {naam}", "voogd": naam, "leerling": "u"}[self.geadresseerde.soort]

    def _aanvullingen(self) -> list[str]:
        wie = "u" if self.aan_school else "de school"
        zinnen = []
        for aanvulling in self.verzoek.aanvullingen:
            zin = f"Op {datum_voluit(aanvulling.gevraagd_op)} vroegen wij {wie} om de aanvraag aan te vullen"
            gekomen = aanvulling.ontvangen_op
            zinnen.append(f"{zin}; de aanvulling kwam op {datum_voluit(gekomen)}." if gekomen else f"{zin}.")
        return zinnen

    @property
    def herstelzinnen(self) -> tuple[str, ...]:
        """What is corrected, and what stays; names the earlier letter. Empty in a letter that corrects nothing."""
        if self.herstel is None:
            return ()
        dag = datum_voluit(self.herstel.van)
        eerder = f"Op {dag} stuurden wij u een brief over dit besluit." if self.herstel.verzonden else ""
        return (
            f"{eerder or f'Dit besluit namen wij op {dag}.'} Daarin stond iets niet goed: {self.herstel.uitleg}",
            "Deze brief komt daarvoor in de plaats. Het besluit zelf blijft hetzelfde.",
        )

    @property
    def bezwaar_eerder(self) -> str:
        """When no new bezwaarclausule is printed: the day of the letter whose term goes on."""
        return datum_voluit(self.herstel.van) if self.herstel and not self.herstel.bezwaar else ""

    @property
    def besluitkop(self) -> str:
        kind = self.kind
        if not self.soort.tlv:
            wel = {"toegekend": "krijgt", "afwijkend": "krijgt", "afgewezen": "krijgt geen"}[self.beslissing.uitkomst]
            anders = ", anders dan gevraagd" if self.beslissing.uitkomst == "afwijkend" else ""
            return f"Ons besluit: {kind} {wel} {self.soort.kort}{anders}"
        return {
            "toegekend": f"Ons besluit: wij geven {kind} een TLV",
            "afwijkend": f"Ons besluit: wij geven {kind} een TLV, anders dan gevraagd",
            "afgewezen": f"Ons besluit: wij geven {kind} geen TLV",
        }[self.beslissing.uitkomst]

    @property
    def besluitzin(self) -> str:
        """The decision in one sentence (4.1 item 4), in the words of the law."""
        besluit, kern = self.beslissing, kernzin(self.leerling.naam, self.beslissing)
        if besluit.uitkomst == "afwijkend":
            return f"Wij wijken af van de aanvraag. Gevraagd was: {self.gevraagd}. {kern}."
        return f"{kern}."

    @property
    def categorie(self) -> str:
        return CATEGORIE.get(self.beslissing.categorie, "")

    @property
    def geldig(self) -> str:
        return hoofdletter(periode(self.beslissing.begin, self.beslissing.eind))

    @property
    def geboren(self) -> str:
        return datum_voluit(self.leerling.geboortedatum)

    @property
    def vervangt(self) -> str:
        """Which earlier TLV ends by this one, and when (R-TLV-16); "" when none does."""
        besluit, vorige = self.beslissing, self.verzoek
        if not (besluit.met_verklaring and vorige.vorige_nummer and besluit.begin):
            return ""
        if vorige.vorige_eind and vorige.vorige_eind < besluit.begin:
            return f"Nummer {vorige.vorige_nummer}, geldig tot en met {datum_voluit(vorige.vorige_eind)}"
        laatste = besluit.begin - timedelta(days=1)
        return f"Nummer {vorige.vorige_nummer}. Die geldt dan nog tot en met {datum_voluit(laatste)}"

    @property
    def overwegingsblokken(self) -> tuple[Blok, ...]:
        return blokken.overwegingen(self)

    @property
    def wat_nu(self) -> tuple[str, ...]:
        return vervolg.wat_nu(self)

    @property
    def wet(self) -> str:
        grondslag = self.beslissing.grondslag or WETTELIJKE_GRONDSLAG[self.beslissing.soort]
        return f"Dit besluit is genomen op grond van {grondslag}."

    @property
    def besloten(self) -> str:
        return datum_voluit(self.beslissing.besloten_op)

    @property
    def bewaarzin(self) -> str:
        """R-PRIV-05: what is kept and for how long."""
        vanaf = "ons besluit" if self.bewaren_tot == "besluit" else "de laatste dag van de verklaring"
        return (
            f"Wij bewaren de aanvraag, de adviezen en deze brief tot drie jaar na {vanaf}. Loopt er dan nog een "
            "bezwaar of beroep, dan bewaren wij ze tot dat klaar is. Daarna verwijderen wij ze. Alleen het nummer, de "
            "soort en de datums bewaren wij langer, voor de financiële controle."
        )
