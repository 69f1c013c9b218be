"""Who asks for everything about a child: what goes along, what does not, and why. Pure.

Sources: AVG 15 (lid 4: not at the cost of others), UAVG 41, R-PRIV-06 and R-PRIV-09 (notes of the desk go along), and
afspraken 19, 36, 37 and 47. Not yet checked by a jurist.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAGEN_OPHALEN = 30
"""How long a copy can be fetched, the day of release not counted."""
KORTSTE_GEHEIM = 4
"""Shorter words, such as a house number alone, would hide half a text."""


class Vrager(StrEnum):
    """Who asks: somebody who represents the child, or the pupil of 16 or older itself (UAVG 5)."""

    OUDER = "ouder"
    LEERLING = "leerling"


class Gang(StrEnum):
    """What happens to the rows of a model. EIGEN: only what is of the asker, and what the school did."""

    MEE = "mee"
    EIGEN = "eigen"
    NIET = "niet"


class Reden(StrEnum):
    """Why something goes along or not, as a code that staff sees."""

    KIND = "kind"
    EIGEN = "eigen"
    SCHOOL = "school"
    ANDER_GEZINSLID = "ander_gezinslid"
    ALLEEN_SWV = "alleen_swv"
    STEM_DICHT = "stem_dicht"
    ZORG = "zorg"
    VERBLIJF = "verblijf"
    ANDER_KIND = "ander_kind"
    CONCEPT = "concept"
    MIDDEL = "middel"
    DUBBEL = "dubbel"
    MEDEWERKER = "medewerker"
    GEEN_KIND = "geen_kind"


REDENEN: dict[str, tuple[str, str]] = {
    Reden.KIND: ("Gaat over dit kind.", "AVG 15 lid 1 en 3; R-PRIV-09"),
    Reden.EIGEN: ("Is van de vrager zelf.", "AVG 15 lid 1 en 3"),
    Reden.SCHOOL: ("Is van de school en gaat over dit kind.", "AVG 15 lid 1 en 3"),
    Reden.ANDER_GEZINSLID: ("Is van iemand anders uit het gezin, of gaat over diegene.", "AVG 15 lid 4; afspraak 36"),
    Reden.ALLEEN_SWV: ("Is alleen voor ons geschreven.", "AVG 15 lid 4; afspraak 36"),
    Reden.STEM_DICHT: ("De leerling koos wie dit leest.", "AVG 15 lid 4; afspraak 47; ADR 23"),
    Reden.ZORG: ("Een zorg over veiligheid gaat niet naar ouders.", "UAVG 41 lid 1; afspraak 47"),
    Reden.VERBLIJF: ("Zegt waar het kind is. Dat is afgeschermd.", "AVG 15 lid 4; afspraak 37"),
    Reden.ANDER_KIND: ("Hier staan ook andere kinderen in.", "AVG 15 lid 4"),
    Reden.CONCEPT: ("Is nog niet af, of nog niet verstuurd.", "afspraken 4 en 19"),
    Reden.MIDDEL: ("Is een code of sleutel, geen gegeven over het kind.", "AVG 32"),
    Reden.DUBBEL: ("Staat al in een ander onderdeel.", "AVG 15 lid 3: een kopie van de gegevens"),
    Reden.MEDEWERKER: ("Gaat over het werk van een collega.", "AVG 15 lid 4"),
    Reden.GEEN_KIND: ("Hier staat niets over een kind.", "AVG 4 onder 1"),
}
"""Code → the sentence for staff and its source."""


@dataclass(frozen=True)
class Regel:
    """What goes along of one model. pad: from a row to the child, or more with | between.

    wie: from a row to whose it is ("" the row itself). kijken: a person must look first, for a free text or a file can
    name others. zonder: columns that never go along. plek: columns that tell where the child is ("*": all of it).
    na: from a row to what was asked: until a besluit about that is sent, nothing goes along that would tell it.
    af: from a row to when it was finished; before that it is a draft. reden: why it does not go along.
    """

    ouder: Gang
    leerling: Gang
    reden: Reden = Reden.ANDER_GEZINSLID
    pad: str = ""
    wie: str | None = None
    kijken: bool = False
    zonder: tuple[str, ...] = ()
    plek: tuple[str, ...] = ()
    na: str | None = None
    af: str = ""

    def gang(self, vrager: Vrager) -> Gang:
        return self.leerling if vrager == Vrager.LEERLING else self.ouder


def _mee(
    pad: str,
    *,
    kijken: bool = True,
    plek: tuple[str, ...] = (),
    zonder: tuple[str, ...] = (),
    na: str | None = None,
    af: str = "",
) -> Regel:
    return Regel(Gang.MEE, Gang.MEE, Reden.KIND, pad, None, kijken, zonder, plek, na, af)


def _eigen(
    pad: str, *, wie: str = "", leerling: Gang = Gang.EIGEN, kijken: bool = False, zonder: tuple[str, ...] = ()
) -> Regel:
    return Regel(Gang.EIGEN, leerling, Reden.ANDER_GEZINSLID, pad, wie, kijken, zonder)


def _niet(reden: Reden, pad: str = "") -> Regel:
    return Regel(Gang.NIET, Gang.NIET, reden, pad)


A = "aanvraag__leerling"
Z = "zaak__besluit__aanvraag__leerling"
ARRANGEMENT_SOMMEN = tuple(
    f"{jaar}{som}" for jaar in ("", "eerste_") for som in ("toegekend", "betaald", "verantwoord")
)
"""What an arrangement cost until now: tells that it was granted, and the decision itself says it."""
GAAT_MEE: dict[str, Regel] = {
    "scholen.Leerling": _mee("", kijken=False, plek=("straat", "postcode", "plaats", "gemeente")),
    "scholen.Inschrijving": _mee("leerling", kijken=False, plek=("*",)),
    "scholen.Betrokkene": _eigen("gezag__leerling"),
    "scholen.Adres": _eigen("betrokkene__gezag__leerling", wie="betrokkene"),
    "scholen.Gezag": _eigen("leerling", wie="betrokkene", leerling=Gang.MEE),
    "scholen.Aanmelding": _mee("leerling", kijken=False, plek=("*",)),
    "scholen.AanmeldingGebeurtenis": _mee("aanmelding__leerling", plek=("*",)),
    "scholen.Toestemming": _mee("leerling", plek=("school",)),
    "scholen.Toestemmingsantwoord": _eigen("toestemming__leerling", leerling=Gang.MEE),
    "loket.Schoolovergang": _mee("leerling", plek=("school", "bestemming")),
    "loket.Overgangsstap": _mee("overgang__leerling", kijken=False),
    "scholen.Overdracht": _mee("aanmelding__leerling", plek=("*",)),
    "loket.Aanvraag": _mee(
        "leerling", plek=("school",), zonder=("indien_sleutel", "termijn_ruw", "stil_tot", "vorige_tlv")
    ),
    "loket.OnderdeelLeerling": _mee(A),
    "loket.OnderdeelSchool": _mee(A, kijken=False, plek=("*",)),
    "loket.OnderdeelVraag": _mee(A, plek=("beoogde_school", "beoogde_school_anders")),
    "loket.OnderdeelBehoefte": _mee(A),
    "loket.OnderdeelGedaan": _mee(A),
    "loket.Interventie": _mee("onderdeel__aanvraag__leerling"),
    "loket.OnderdeelMening": Regel(Gang.MEE, Gang.MEE, Reden.KIND, A, None, True),
    "loket.OnderdeelHulpvraag": _mee(A),
    "loket.OnderdeelToetsen": _mee(A),
    "loket.OnderdeelStukken": _mee(A),
    "loket.OnderdeelVersie": _mee("aanvulling__aanvraag__leerling", plek=("gegevens",)),
    "loket.Antwoord": _mee(A),
    "loket.Bijlage": _mee(A, plek=("*",)),
    "loket.Aanvulling": _mee(A),
    "loket.Aanvulpunt": _mee("aanvulling__aanvraag__leerling"),
    "arrangementen.Arrangement": _mee(
        "deelnames__leerling", kijken=False, plek=("school",), zonder=("sleutel", *ARRANGEMENT_SOMMEN)
    ),
    "arrangementen.Arrangementvraag": _mee("arrangement__deelnames__leerling"),
    "arrangementen.Doel": _mee("arrangement__deelnames__leerling"),
    "arrangementen.Deelname": _mee("leerling", kijken=False, plek=("school",)),
    "arrangementen.Beslissing": _mee("arrangement__deelnames__leerling", na="arrangement"),
    "arrangementen.Beeindiging": _mee("arrangement__deelnames__leerling", na="arrangement"),
    "arrangementen.Urenregel": _mee("arrangement__deelnames__leerling", kijken=False, na="arrangement"),
    "arrangementen.Aanwezigheid": _mee("deelname__leerling", kijken=False, na="deelname__arrangement"),
    "arrangementen.Plaatsing": _mee("deelname__leerling", kijken=False, plek=("locatie",), na="deelname__arrangement"),
    "arrangementen.Materiaal": _mee("arrangement__deelnames__leerling", na="arrangement"),
    "arrangementen.Materiaalstand": _mee(
        "materiaal__arrangement__deelnames__leerling", kijken=False, na="materiaal__arrangement"
    ),
    "arrangementen.Inzet": _niet(Reden.MEDEWERKER, "arrangement__deelnames__leerling"),
    "arrangementen.Evaluatie": _mee(
        "arrangement__deelnames__leerling", kijken=False, zonder=("versie",), na="arrangement", af="afgerond_op"
    ),
    "arrangementen.Evaluatieverslag": _mee(
        "evaluatie__arrangement__deelnames__leerling", na="evaluatie__arrangement", af="evaluatie__afgerond_op"
    ),
    "arrangementen.Doelevaluatie": _mee(
        "evaluatie__arrangement__deelnames__leerling", na="evaluatie__arrangement", af="evaluatie__afgerond_op"
    ),
    "arrangementen.Verantwoording": _mee("arrangement__deelnames__leerling", na="arrangement"),
    "arrangementen.Verantwoordingstuk": _mee(
        "verantwoording__arrangement__deelnames__leerling", na="verantwoording__arrangement"
    ),
    "arrangementen.Evaluatiewoord": _eigen("deelname__leerling", wie="gever", leerling=Gang.MEE, kijken=True),
    "thuiszitters.Casus": _mee("leerling", plek=("school", "woongemeente")),
    "thuiszitters.Melding": _mee("casus__leerling", zonder=("sleutel",)),
    "thuiszitters.Verzuim": _mee("casus__leerling", kijken=False),
    "thuiszitters.Stap": _mee("casus__leerling"),
    "thuiszitters.GeenDubbel": _niet(Reden.ANDER_KIND, "een"),
    "thuiszitters.Onderwijsaanbod": _mee("casus__leerling", plek=("wat", "bij")),
    "thuiszitters.Opschaling": _mee("casus__leerling"),
    "thuiszitters.Herinnering": _niet(Reden.MEDEWERKER, "casus__leerling"),
    "thuiszitters.Ingelicht": _mee("casus__leerling"),
    "thuiszitters.Doorzettingsbesluit": _mee("casus__leerling", plek=("besluit", "school", "zorg")),
    "thuiszitters.Maatregel": _mee("casus__leerling"),
    "thuiszitters.Vrijstelling": _mee("casus__leerling"),
    "thuiszitters.Casusoverdracht": _mee("casus__leerling", plek=("naam", "contact")),
    "thuiszitters.Opgaveregel": _niet(Reden.DUBBEL, "casus__leerling"),
    "thuiszitters.Afspraak": _mee("casus__leerling|plan__leerling"),
    "thuiszitters.Plan": _mee("leerling", plek=("school",), af="vastgesteld_op"),
    "thuiszitters.Plandoel": _mee("plan__leerling", af="plan__vastgesteld_op"),
    "thuiszitters.Plangesprek": _mee("plan__leerling"),
    "thuiszitters.Schoolweek": _mee("plan__leerling", kijken=False, af="plan__vastgesteld_op"),
    "thuiszitters.Aanbodwoord": _eigen("aanbod__casus__leerling", wie="gever", leerling=Gang.MEE, kijken=True),
    "thuiszitters.Planwoord": _eigen("plan__leerling", wie="gever", leerling=Gang.MEE, kijken=True),
    "thuiszitters.Deling": _mee("casus__leerling", plek=("lid", "toestemming")),
    "loket.Notitie": _mee(A),
    "loket.Schoolbericht": _mee(A),
    "loket.Contactmoment": _mee(A),
    "loket.Adviesopdracht": _mee(A, kijken=False),
    "loket.Advies": _mee("opdracht__aanvraag__leerling"),
    "loket.Consultadvies": _mee(A),
    "loket.Arrangementuitkomst": _mee(A),
    "loket.Meelezing": _mee(A, zonder=("beslissing", "vingerafdruk")),
    "loket.Besluit": _mee(A),
    "loket.Besluitreden": _mee("besluit__aanvraag__leerling"),
    "loket.Bekendmaking": _eigen("besluit__aanvraag__leerling"),
    "loket.Zaakbrief": _eigen(A),
    "loket.Beltaak": _mee("besluit__aanvraag__leerling"),
    "loket.Tlv": _mee("leerling", kijken=False),
    "loket.TlvGebeurtenis": _mee("tlv__leerling", plek=("*",)),
    "loket.Intrekking": _mee("tlv__leerling", zonder=("zienswijze_ouders",)),
    "loket.Uitstel": _mee(A),
    "loket.Doorzending": _mee(A),
    "loket.AanvraagIngebrekestelling": _eigen(A),
    "loket.Aanvraagdwangsom": _mee(A, kijken=False),
    "loket.Zienswijzeronde": _mee(A),
    "loket.Zienswijze": _eigen("ronde__aanvraag__leerling", leerling=Gang.MEE, kijken=True),
    "loket.Opnamesamenvatting": _eigen(
        "zienswijze__ronde__aanvraag__leerling", wie="zienswijze", leerling=Gang.MEE, kijken=True
    ),
    "loket.ZienswijzeVertrouwelijk": Regel(
        Gang.EIGEN, Gang.EIGEN, Reden.ALLEEN_SWV, "zienswijze__ronde__aanvraag__leerling", "zienswijze"
    ),
    "loket.ZienswijzeConcept": Regel(
        Gang.EIGEN, Gang.EIGEN, Reden.CONCEPT, "zienswijze__ronde__aanvraag__leerling", "zienswijze"
    ),
    "loket.Helperconcept": Regel(Gang.EIGEN, Gang.EIGEN, Reden.CONCEPT, "toegang__aanvraag__leerling", "zienswijze"),
    "loket.Zienswijzebestand": _eigen("zienswijze__ronde__aanvraag__leerling", wie="zienswijze", kijken=True),
    "loket.Reactieuitstel": _eigen("zienswijze__ronde__aanvraag__leerling"),
    "loket.Belverzoek": _eigen("leerling", kijken=True),
    "loket.Gezinsvraag": _eigen("leerling", wie="vrager"),
    "loket.Gezinsbericht": _eigen("vraag__leerling", wie="vraag__vrager", kijken=True),
    "loket.Gezinsbestand": _eigen("bericht__vraag__leerling", wie="bericht__vraag__vrager", kijken=True),
    "loket.Helpertoegang": _eigen(A),
    "loket.Handelingsdeel": _mee("leerling", plek=("*",)),
    "loket.Handelingsdeelbestand": _mee("handelingsdeel__leerling", plek=("*",)),
    "loket.Handelingsdeelbespreking": _mee("handelingsdeel__leerling", plek=("*",)),
    "loket.Handelingsdeelvrijgave": _eigen("handelingsdeel__leerling"),
    "loket.Tekensleutel": _niet(Reden.MIDDEL, "handelingsdeel__leerling"),
    "loket.Handelingsdeelantwoord": _eigen("handelingsdeel__leerling", leerling=Gang.MEE, kijken=True),
    "loket.Stem": Regel(Gang.MEE, Gang.MEE, Reden.STEM_DICHT, A, None, True),
    "loket.Stemorigineel": Regel(Gang.MEE, Gang.MEE, Reden.STEM_DICHT, f"stem__{A}", None, True),
    "loket.Stembestand": Regel(Gang.MEE, Gang.MEE, Reden.STEM_DICHT, f"stem__{A}", None, True),
    "loket.Veiligheidszorg": _niet(Reden.ZORG, A),
    "loket.Bezwaarzaak": _mee("besluit__aanvraag__leerling", kijken=False),
    "loket.Bezwaar": _eigen(Z, leerling=Gang.MEE, kijken=True),
    "loket.Bezwaargebeurtenis": _eigen(Z, wie="bezwaar", leerling=Gang.MEE, kijken=True),
    "loket.Hoorzitting": _mee(Z),
    "loket.Bezwaarstuk": _eigen(Z, wie="bezwaar", leerling=Gang.MEE, kijken=True),
    "loket.Commissieadvies": _mee(Z),
    "loket.Ingebrekestelling": _eigen(Z, wie="bezwaar", leerling=Gang.MEE),
    "loket.Dwangsombesluit": _eigen(Z, wie="bezwaar"),
    "loket.Bezwaarbericht": _eigen(Z),
    "loket.BeslissingOpBezwaar": _mee(Z),
    "loket.Bezwaarbekendmaking": _eigen(f"beslissing__{Z}"),
    "loket.Agendapunt": _mee(A),
    "loket.Overleg": _mee("agendapunten__aanvraag__leerling", zonder=("plek",)),
    "loket.Actiepunt": _mee(f"agendapunt__{A}"),
    "loket.Deelnemer": _eigen(f"agendapunt__{A}", leerling=Gang.MEE, kijken=True),
    "loket.Kanaalkeuze": _eigen("betrokkene__gezag__leerling|leerling"),
    "loket.Terugblikvraag": _eigen(A),
    "loket.Privacyverzoek": _eigen("leerling"),
    "loket.Ouderverklaring": _eigen("verzoek__leerling", wie="verzoek"),
    "loket.Bezorgfeit": _niet(Reden.DUBBEL),
    "loket.Stemconcept": _niet(Reden.CONCEPT, A),
    "loket.BesluitConcept": _niet(Reden.CONCEPT, A),
    "loket.BeslissingConcept": _niet(Reden.CONCEPT, Z),
    "loket.Commissieopdracht": _niet(Reden.MEDEWERKER, Z),
    "loket.Noeming": _niet(Reden.MEDEWERKER, f"notitie__{A}"),
    "loket.Kijkmoment": _niet(Reden.MEDEWERKER, A),
    "loket.Toegangscode": _niet(Reden.MIDDEL, A),
    "loket.Stemsleutel": _niet(Reden.MIDDEL, A),
    "loket.Zoekregel": _niet(Reden.DUBBEL, A),
    "loket.Postpartij": _niet(Reden.DUBBEL),
    "loket.Postpartijregel": _niet(Reden.DUBBEL),
    "loket.DuoVergelijking": _niet(Reden.ANDER_KIND),
    "loket.Inzagepakket": _niet(Reden.DUBBEL, "verzoek__leerling"),
    "loket.Inzagestuk": _niet(Reden.DUBBEL),
    "brieven.Brief": _niet(Reden.DUBBEL),
    "brieven.BriefVersie": _niet(Reden.DUBBEL),
    "brieven.Briefbijlage": _niet(Reden.DUBBEL),
    "bestanden.Inhoud": _niet(Reden.DUBBEL),
    "post.Bericht": _niet(Reden.DUBBEL),
    "post.Dagmail": _niet(Reden.DUBBEL),
    "logboek.Logregel": _niet(Reden.DUBBEL),
    "toezicht.Vasthouding": _niet(Reden.MEDEWERKER, "leerling"),
    "toezicht.Noodtoegang": _niet(Reden.MEDEWERKER, A),
    "toezicht.Verborgen": _niet(Reden.DUBBEL),
    "toezicht.Registerregel": _niet(Reden.DUBBEL),
    "gebruikers.Gebruiker": _eigen(
        "betrokkenen__gezag__leerling|leerling",
        zonder=(
            "password",
            "sneltoetsen",
            "is_active",
            "ongebruikt_gemeld_op",
            "geblokkeerd_op",
            "vrijgegeven_op",
            "tweede_stap_weg_op",
        ),
    ),
}
"""Every model that holds data of a child, by its label. Who looked comes from the logbook by a source of its own."""


def ophalen_tot(vrijgegeven: date) -> date:
    """The last day (inclusive) on which a copy that was released on this day can be fetched."""
    return vrijgegeven + timedelta(days=DAGEN_OPHALEN)


def stem_mee(vrager: Vrager, *, open_: bool, jong: bool, woorden: bool, afgeschermd: bool) -> Reden:
    """Whether what a pupil said goes along (ADR 23, afspraak 47): KIND when it does, else why not.

    woorden: the words or drawings themselves; of a child below twelve others read the summary. The pupil itself gets
    all. Where a child is hidden, no word of it goes to a parent by itself (afspraak 37).
    """
    if vrager == Vrager.LEERLING:
        return Reden.EIGEN
    if afgeschermd:
        return Reden.VERBLIJF
    return Reden.KIND if open_ and not (woorden and jong) else Reden.STEM_DICHT
