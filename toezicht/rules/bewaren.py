"""Until when a file is kept, and what holds it longer. Data and pure functions; nothing here reads a clock.

Sources: WPO 18a lid 13 and WVO 2020 2.47 lid 16 (three years after the judgement, the advice, the allotment),
R-PRIV-05, afspraak 27. Where the law names no term (a withdrawn aanvraag, a draft, a child at home) the term is ours
and the source says so. Not yet checked by a jurist. What is in doubt stays: a day that is not known lets nothing go.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from kern.termijnen.maanden import maanden_later
from loket.rules.privacy import JAREN_BEWAREN, MAANDEN_ZONDER_BESLUIT

RUST_DAGEN = 30
"""So long after the end of a bezwaar or a request nothing goes: there may still be a question about it."""
ZACHT_DAGEN = 30
"""So long a file that was approved can be taken back; the day of approval not counted."""
HOOGSTENS = 50
PROCENT = 2
KLEIN = 5
"""A run of so few is never too large: of twenty files two percent is none."""
MAAND_DAGEN, MAAND_PROCENT = 31, 4
"""Over all runs of so many days together (docs/adr/0057): more than ever becomes due, and never a portal at once."""
OUDSTE_LEERLING = 21
KLOK_DAGEN = 365
"""A clock that moved so far since anything was last written is wrong."""
REGISTER_MAANDEN = 84
"""The row without names that stays for who pays and checks (R-PRIV-05)."""


OPSCHONEN_MAANDEN = {"kort": 12, "account": 12, "statistiek": 36, "geld": 84, "register": 84}
"""What belongs to no file, by its rule in kern.avg: after so many months its rows or its words go by themselves."""


class Soort(StrEnum):
    """What kind of record a file is: each has one rule."""

    OORDEEL = "oordeel"
    ADVIES = "advies"
    TOEWIJZING = "toewijzing"
    ZONDER = "zonder_oordeel"
    CONCEPT = "concept"
    CASUS = "casus"
    PLAN = "plan"
    HANDELINGSDEEL = "handelingsdeel"
    LEERLING = "leerling"


@dataclass(frozen=True)
class Bewaarregel:
    """naam: what it is about. anker: from when the months are counted. bron: where that stands."""

    naam: str
    anker: str
    maanden: int
    bron: str


DRIE_JAAR = 12 * JAREN_BEWAREN
WET = "WPO artikel 18a lid 13, WVO 2020 artikel 2.47 lid 16"
EIGEN = "Geen eigen termijn in de wet; gelijk aan die van een oordeel"
KORT = "Geen eigen termijn in de wet; niet langer dan nodig (AVG artikel 5 lid 1 onder e)"
REGELS: dict[Soort, Bewaarregel] = {
    Soort.OORDEEL: Bewaarregel("Aanvraag met een besluit", "de dag van het laatste besluit", DRIE_JAAR, WET),
    Soort.ADVIES: Bewaarregel("Consult of advies", "de dag van het advies", DRIE_JAAR, WET),
    Soort.TOEWIJZING: Bewaarregel("Arrangement en andere hulp", "de dag van de toewijzing", DRIE_JAAR, WET),
    Soort.ZONDER: Bewaarregel("Aanvraag zonder besluit", "de dag waarop hij stopte", MAANDEN_ZONDER_BESLUIT, KORT),
    Soort.CONCEPT: Bewaarregel("Concept van een school", "de dag waarop er het laatst aan is geschreven", 12, KORT),
    Soort.CASUS: Bewaarregel("Kind dat niet naar school ging", "de dag waarop de casus sloot", 36, EIGEN),
    Soort.PLAN: Bewaarregel(
        "Plan voor school", "de dag waarop het plan sloot; nooit zolang het kind op die school zit", 36, EIGEN
    ),
    Soort.HANDELINGSDEEL: Bewaarregel(
        "Handelingsdeel van een OPP",
        "de laatste dag waarop het gold; nooit zolang het kind op die school zit",
        36,
        EIGEN,
    ),
    Soort.LEERLING: Bewaarregel("Leerling zonder dossier", "de dag waarop hij werd vastgelegd", 12, KORT),
}


class Reden(StrEnum):
    """Why a file may go, or must stay."""

    TERMIJN_VOORBIJ = "termijn_voorbij"
    VERZOCHT = "verzocht"
    HAND = "hand"
    LOOPT = "loopt"
    BEZWAAR = "bezwaar"
    TLV = "tlv"
    INTREKKING = "intrekking"
    ARRANGEMENT = "arrangement"
    DWANGSOM = "dwangsom"
    AVG = "avg"
    AANMELDING = "aanmelding"
    INGESCHREVEN = "ingeschreven"
    ONBEKEND = "onbekend"
    RUST = "rust"
    KETEN = "keten"
    TERMIJN = "termijn"


MAG = frozenset({Reden.TERMIJN_VOORBIJ, Reden.VERZOCHT})
ZINNEN: dict[Reden, str] = {
    Reden.TERMIJN_VOORBIJ: "De bewaartermijn is voorbij.",
    Reden.VERZOCHT: "De ouder of leerling vroeg hierom, en het loket zei ja.",
    Reden.HAND: "Iemand houdt dit dossier vast.",
    Reden.LOOPT: "De zaak is nog niet klaar.",
    Reden.BEZWAAR: "Er loopt een bezwaar of beroep.",
    Reden.TLV: "De TLV is nog geldig.",
    Reden.INTREKKING: "De TLV wordt misschien ingetrokken.",
    Reden.ARRANGEMENT: "De hulp loopt nog.",
    Reden.DWANGSOM: "Iemand schreef dat wij te laat zijn, en dat is niet afgerond.",
    Reden.AVG: "Er is een privacyverzoek zonder antwoord.",
    Reden.AANMELDING: "Een school zoekt nog een plek voor dit kind.",
    Reden.INGESCHREVEN: "Het kind zit nog op de school waarmee dit is afgesproken.",
    Reden.ONBEKEND: "Er ontbreekt een datum. Kijk dit dossier na.",
    Reden.RUST: "Een bezwaar of verzoek is korter dan dertig dagen geleden afgerond.",
    Reden.KETEN: "Hoort bij iets van hetzelfde kind dat nog moet blijven.",
    Reden.TERMIJN: "De bewaartermijn loopt nog.",
}
STERKST = [*Reden]
"""Of several reasons the first of these is said."""


@dataclass(frozen=True)
class Feiten:
    """What the rules need to know of one file.

    anker: the day from which is counted, None when it is not known. geldig_tot: the last day of its TLV or help.
    vanaf_einde: the SWV counts from that last day. vast: what holds it now. rust: when a bezwaar or request last ended.
    verzocht: the day on which it goes because somebody asked and the loket said yes. op_school_tot: the last day at the
    school with which it was agreed.
    """

    soort: Soort
    anker: date | None
    geldig_tot: date | None = None
    vanaf_einde: bool = False
    vast: frozenset[Reden] = frozenset()
    rust: date | None = None
    verzocht: date | None = None
    op_school_tot: date | None = None


@dataclass(frozen=True)
class Oordeel:
    """vanaf: the first day on which it may go as far as is known now, None when that is not known."""

    reden: Reden
    vanaf: date | None

    @property
    def mag(self) -> bool:
        return self.reden in MAG


def vanaf(feiten: Feiten) -> date | None:
    """The first day on which the term is over (R-PRIV-05): months after the anchor, never while a TLV or help is valid.

    Counted from the end of a TLV when the SWV chose so (afspraak 27). Earlier when the loket said yes to who asked, but
    never before the end of what is valid; later when a bezwaar or request ended less than thirty days ago.
    """
    if feiten.anker is None:
        return None
    begin = feiten.geldig_tot if feiten.vanaf_einde and feiten.geldig_tot else feiten.anker
    eerste = maanden_later(begin, REGELS[feiten.soort].maanden)
    if feiten.op_school_tot:  # it proves what was agreed with that school
        eerste = max(eerste, feiten.op_school_tot + timedelta(days=1))
    if feiten.verzocht:
        eerste = min(eerste, feiten.verzocht)
    if feiten.geldig_tot:
        eerste = max(eerste, feiten.geldig_tot + timedelta(days=1))
    if feiten.rust:
        eerste = max(eerste, feiten.rust + timedelta(days=RUST_DAGEN))
    return eerste


def mag_weg(feiten: Feiten, dag: date) -> Oordeel:
    """Whether this file may go on this day, and why or why not. Whatever holds it is stronger than any term."""
    eerste = vanaf(feiten)
    if feiten.vast:
        return Oordeel(min(feiten.vast, key=STERKST.index), eerste)
    if eerste is None or (feiten.anker is not None and feiten.anker > dag):
        return Oordeel(Reden.ONBEKEND, eerste)
    if dag < eerste:
        rust = feiten.rust is not None and dag < feiten.rust + timedelta(days=RUST_DAGEN)
        return Oordeel(Reden.RUST if rust else Reden.TERMIJN, eerste)
    gevraagd = feiten.verzocht is not None and feiten.verzocht <= dag
    voorbij = mag_weg_zonder_verzoek(feiten, dag)
    return Oordeel(Reden.VERZOCHT if gevraagd and not voorbij else Reden.TERMIJN_VOORBIJ, eerste)


def mag_weg_zonder_verzoek(feiten: Feiten, dag: date) -> bool:
    """Whether the term alone is over, had nobody asked."""
    zonder = replace(feiten, vast=frozenset(), verzocht=None)
    eerste = vanaf(zonder)
    return eerste is not None and dag >= eerste


def samen(oordelen: Iterable[Oordeel]) -> Oordeel:
    """The verdict on files that hang together (a renewal, help after an aanvraag): one that stays keeps all."""
    alle = [*oordelen]
    dagen = [een.vanaf for een in alle]
    laatste = None if None in dagen else max((dag for dag in dagen if dag), default=None)
    blijft = [een.reden for een in alle if not een.mag]
    if blijft:
        return Oordeel(min(blijft, key=STERKST.index), laatste)
    reden = Reden.VERZOCHT if any(een.reden == Reden.VERZOCHT for een in alle) else Reden.TERMIJN_VOORBIJ
    return Oordeel(reden if alle else Reden.ONBEKEND, laatste)


@dataclass(frozen=True)
class Omvang:
    """How much something is about: files, and the children in them. A file may be about twenty children."""

    dossiers: int = 0
    kinderen: int = 0

    def __add__(self, ander: Omvang) -> Omvang:
        return Omvang(self.dossiers + ander.dossiers, self.kinderen + ander.kinderen)


NIETS = Omvang()


def te_veel(weg: Omvang, alle: Omvang, eerder: Omvang = NIETS) -> str:
    """Why a run of so much out of all is refused, as a sentence; empty when it is not (T63).

    eerder: what other runs of the last 31 days took, so that the limit is not passed by many small runs.
    """
    fout = _te_veel("dossiers", weg.dossiers, alle.dossiers, eerder.dossiers)
    if fout or weg.dossiers < 2:  # help for sixty children is one file, and must be able to go alone
        return fout
    return _te_veel("kinderen", weg.kinderen, alle.kinderen, eerder.kinderen)


def _te_veel(wat: str, aantal: int, alle: int, eerder: int) -> str:
    gaat = "Er zouden {} {} weggaan." if wat == "dossiers" else "Er zouden dossiers van {} {} weggaan."
    if aantal > HOOGSTENS:
        return f"{gaat.format(aantal, wat)} In één keer zijn dat er hoogstens {HOOGSTENS}."
    if aantal > KLEIN and aantal * 100 > alle * PROCENT:
        deel = aantal * 100 // alle if alle else 100
        return f"{gaat.format(f'{aantal} van de {alle}', wat)[:-1]}, {deel} procent. Dat is te veel voor één keer."
    if aantal and aantal + eerder > KLEIN and (aantal + eerder) * 100 > alle * MAAND_PROCENT:
        zin = f"{gaat.format(aantal, wat)} In {MAAND_DAGEN} dagen samen hoogstens {MAAND_PROCENT} procent"
        return f"{zin}: dat zijn er {max(KLEIN, alle * MAAND_PROCENT // 100)}, en het waren er al {eerder}."
    return ""


def klok_klopt_niet(dag: date, laatste: date | None) -> str:
    """Why a run on this day is refused, for the last thing was written on another day; empty when it is not (T63).

    A clock that is far ahead makes every term be over, and one that runs behind was ahead before.
    """
    if laatste is None:
        return ""
    if dag < laatste:
        return "De klok van het portaal loopt achter: er is al iets van een latere dag. Laat die eerst nakijken."
    if (dag - laatste).days >= KLOK_DAGEN:
        return "De klok van het portaal loopt misschien voor: er is een jaar niets geschreven. Laat die eerst nakijken."
    return ""


def klok_sprong(dag: date, eerste: date | None, oudste: date | None) -> str:
    """Why a run on this day is refused though something was just written: it may be the same wrong clock that wrote it.

    eerste: the first day on which anything was ever written; oudste: the first one in the year before this day. A
    portal older than that year in which all of that year was written within a month has skipped the rest of it (T63).
    """
    if eerste is None or (dag - eerste).days < KLOK_DAGEN:
        return ""
    if oudste is None or (dag - oudste).days < RUST_DAGEN:
        return "De klok van het portaal is misschien versprongen: er ontbreekt bijna een jaar. Laat die eerst nakijken."
    return ""


def zacht_tot(goedgekeurd: date) -> date:
    """The last day (inclusive) on which what was approved can be taken back."""
    return goedgekeurd + timedelta(days=ZACHT_DAGEN)


def einde_zonder_datum(geboren: date, uitgeschreven: date | None, zit_op_school: bool) -> date:
    """The day on which a TLV without end (pro) counts as over when nobody ended it: it would keep its file for ever.

    A year after the pupil left its last school, or its twenty-first birthday: no pupil of the voortgezet onderwijs is
    older. Ours, not the law's. Never before the pupil left.
    """
    einde = maanden_later(geboren, 12 * OUDSTE_LEERLING)
    if uitgeschreven is None:
        return einde
    return max(uitgeschreven, einde if zit_op_school else min(einde, maanden_later(uitgeschreven, 12)))


def register_tot(laatste: date) -> date:
    """From when the row without names goes too: seven years after the decision, or after the last day of its TLV."""
    return maanden_later(laatste, REGISTER_MAANDEN)
