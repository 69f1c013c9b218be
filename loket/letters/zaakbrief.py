"""Letters about a case that are no decision: what happened, in a few sentences, for each kind of addressee (4.3).

No word about bezwaar is in them: there is nothing to object to, and it would take away from where there is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kern.termijnen.woorden import datum_voluit

from .bericht import Bericht
from .teksten import Invulling
from .woorden import SOORT_IN_WOORDEN, hoofdletter

HULP = "ARR"
"""What stands as soort in a letter about a request for extra help."""


@dataclass(frozen=True, kw_only=True)
class Zaakbrief(Bericht):
    """What all of them hold. soort: a code of table 2.1, "" when advice was asked, HULP when extra help was."""

    soort: str
    schoolnaam: str
    aangevraagd_op: date

    @property
    def hulp(self) -> bool:
        """Whether extra help was asked on the own school."""
        return self.soort == HULP

    @property
    def kind(self) -> str:
        """The child in a sentence: by first name, or "u" to a pupil of age."""
        return "u" if self.aan_leerling else self.leerling.roepnaam

    @property
    def school(self) -> str:
        """The school that asked, unless this person may not learn where the child is."""
        return "de school" if self.geadresseerde.afgeschermd else self.schoolnaam

    @property
    def invulling(self) -> Invulling:
        soort = SOORT_IN_WOORDEN.get(self.soort)
        return Invulling(school=self.school, soort=soort.onderwijs if soort else "")

    @property
    def wie(self) -> str:
        """Who asked, at the beginning of a sentence."""
        return "U" if self.aan_school else hoofdletter(self.school)

    @property
    def documenttitel(self) -> str:
        return f"Bericht over de aanvraag {self.kenmerk} – {self.afzender.naam}"

    @property
    def aanleiding(self) -> str:
        soort = SOORT_IN_WOORDEN.get(self.soort)
        om = "om een toelaatbaarheidsverklaring (TLV)" if soort and soort.tlv else "om een beslissing"
        om = om if soort else "om extra hulp" if self.hulp else "om advies"
        voor = "voor" if soort or self.hulp else "over"
        return f"{self.wie} vroeg ons op {datum_voluit(self.aangevraagd_op)} {om} {voor} {self.over}."

    @property
    def wet(self) -> str:
        return ""


@dataclass(frozen=True, kw_only=True)
class Verdagingsbrief(Zaakbrief):
    """We need more time (Awb 4:14 lid 3). was: the last day without this; wordt: the new one. Both inclusive."""

    was: date
    wordt: date
    reden: str

    @property
    def titel(self) -> str:
        return f"Ons besluit over {self.kind} duurt langer"

    @property
    def kern(self) -> str:
        return (
            f"Wij hebben meer tijd nodig. U krijgt ons besluit uiterlijk op {datum_voluit(self.wordt, weekdag=True)}."
        )

    @property
    def redenen(self) -> str:
        return self.reden

    @property
    def vervolg(self) -> tuple[str, ...]:
        return (
            f"Zonder dit bericht moesten wij besluiten uiterlijk op {datum_voluit(self.was, weekdag=True)}.",
            "U hoeft nu niets te doen. Heeft u vragen? Bel ons gerust.",
        )

    @property
    def wet(self) -> str:
        return "Wij mogen een nieuwe datum noemen: artikel 4:14, derde lid, van de Algemene wet bestuursrecht."


@dataclass(frozen=True, kw_only=True)
class Intrekkingsbrief(Zaakbrief):
    """The school withdrew; there is nothing to decide any more."""

    ingetrokken_op: date
    reden: str

    @property
    def vraag(self) -> bool:
        """Whether advice was asked, and so no decision was to come."""
        return self.soort not in SOORT_IN_WOORDEN

    @property
    def titel(self) -> str:
        return f"De {'vraag over' if self.vraag else 'aanvraag voor'} {self.kind} is gestopt"

    @property
    def kern(self) -> str:
        wat = "de vraag" if self.vraag else "de aanvraag"
        return f"{self.wie} trok {wat} op {datum_voluit(self.ingetrokken_op)} in. Wij stoppen de behandeling."

    @property
    def redenen(self) -> str:
        return self.reden

    @property
    def reden_kop(self) -> str:
        return "Wat u als reden gaf" if self.aan_school else "Wat de school als reden gaf"

    @property
    def vervolg(self) -> tuple[str, ...]:
        einde = "Wij nemen geen besluit over deze aanvraag."
        if self.vraag:
            einde = "Wij geven geen antwoord meer." if self.hulp else "Wij geven geen advies over deze vraag."
        if self.aan_school:
            nieuw = "een nieuwe vraag stellen" if self.vraag else "een nieuwe aanvraag doen"
            return (einde, f"Is er later toch hulp nodig? Dan kunt u {nieuw}.")
        return (
            f"{einde} Er verandert nu niets voor {self.kind}.",
            "Wilt u weten wat het plan nu is? Vraag het de school.",
        )


@dataclass(frozen=True, kw_only=True)
class Doorzendbrief(Zaakbrief):
    """Another SWV must decide (Awb 2:3). naar: its name."""

    doorgezonden_op: date
    naar: str
    reden: str

    @property
    def titel(self) -> str:
        return f"De aanvraag voor {self.kind} gaat naar een ander samenwerkingsverband"

    @property
    def kern(self) -> str:
        wat = "uw aanvraag" if self.aan_school else "de aanvraag"
        dag = datum_voluit(self.doorgezonden_op)
        return f"Wij gaan niet over {wat}. Wij stuurden hem op {dag} door naar {self.naar}."

    @property
    def redenen(self) -> str:
        return self.reden

    @property
    def reden_kop(self) -> str:
        return "Waarom gaan wij hier niet over?"

    @property
    def vervolg(self) -> tuple[str, ...]:
        return (
            f"Voortaan hoort u van {self.naar}. U hoeft zelf niets door te sturen.",
            "Hoort u binnen twee weken niets? Bel ons, dan zoeken wij het uit.",
        )

    @property
    def wet(self) -> str:
        return "Wie niet bevoegd is, stuurt een aanvraag door: artikel 2:3 van de Algemene wet bestuursrecht."


@dataclass(frozen=True, kw_only=True)
class Zienswijzebrief(Zaakbrief):
    """What do you think? (Awb 4:7, 4:8). waarover: what we mean to decide and on what; tot: last day (inclusive)."""

    waarover: str
    besproken_op: date
    tot: date

    @property
    def titel(self) -> str:
        return f"Wij willen graag uw mening over {'uw aanvraag' if self.aan_school else self._over}"

    @property
    def _over(self) -> str:
        return "uw onderwijs" if self.aan_leerling else f"het onderwijs voor {self.kind}"

    @property
    def kern(self) -> str:
        dag = datum_voluit(self.tot, weekdag=True)
        return f"Voordat wij een besluit nemen, willen wij weten wat u vindt. U kunt reageren tot en met {dag}."

    @property
    def redenen(self) -> str:
        return self.waarover

    @property
    def reden_kop(self) -> str:
        return "Waar gaat het om?"

    @property
    def vervolg(self) -> tuple[str, ...]:
        lezers = {"school": "de ouders", "ouder": "de andere ouder en de school"}.get(
            self.geadresseerde.soort, "de school en wie het besluit ook krijgt"
        )
        return (
            "Heeft u een account? Geef uw mening dan in het portaal.",
            f"Of bel ons, mail ons of schrijf een brief. Noem het nummer {self.kenmerk}.",
            f"Wij noemen uw mening in het besluit; {lezers} lezen dat. Is iets alleen voor ons, zoals een adres? "
            "Zeg dat erbij, dan komt het niet in het besluit.",
            "U hoeft niet te reageren. Ook dan nemen wij een besluit.",
        )

    @property
    def wet(self) -> str:
        return "U mag uw mening geven: artikel 4:7 en 4:8 van de Algemene wet bestuursrecht."


@dataclass(frozen=True, kw_only=True)
class Voornemenbrief(Zienswijzebrief):
    """We mean to take a TLV back; what do you think? (R-TLV-17, Awb 4:8). nummer, gegeven_op: of that TLV."""

    nummer: str
    gegeven_op: date

    @property
    def aanleiding(self) -> str:
        voor = "uw leerling " + self.leerling.naam if self.aan_school else self._voor
        return f"Op {datum_voluit(self.gegeven_op)} gaven wij een verklaring voor {voor}. Het nummer is {self.nummer}."

    @property
    def _voor(self) -> str:
        return "u" if self.aan_leerling else f"uw kind {self.leerling.roepnaam}"

    @property
    def titel(self) -> str:
        wie = "u" if self.aan_leerling else self.leerling.naam if self.aan_school else self.leerling.roepnaam
        return f"Wij willen de verklaring van {wie} intrekken" if wie != "u" else "Wij willen uw verklaring intrekken"

    @property
    def kern(self) -> str:
        dag = datum_voluit(self.tot, weekdag=True)
        return f"Wij hebben nog niet besloten. Eerst willen wij weten wat u vindt. U kunt reageren tot en met {dag}."

    @property
    def reden_kop(self) -> str:
        return "Waarom willen wij dit?"

    @property
    def vervolg(self) -> tuple[str, ...]:
        return (
            super().vervolg[0],
            f"Of bel ons, mail ons of schrijf een brief. Noem het nummer {self.nummer}.",
            *super().vervolg[-2:],
            "Tot wij besluiten, blijft de verklaring gelden. Van ons besluit krijgt u een eigen brief.",
        )

    @property
    def wet(self) -> str:
        return "U mag uw mening geven voordat wij besluiten: artikel 4:8 van de Algemene wet bestuursrecht."
