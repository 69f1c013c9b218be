"""The facts of a decision letter. Free text of people is plain text here; the template escapes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from .teksten import BLOKKEN, GEEN_TEKSTEN, Beeld, Invulling, Teksten, invullen

KLEUR = re.compile(r"#[0-9a-f]{6}")
MERKEN = frozenset({"golven", ""})
SOORTEN_GEADRESSEERDE = frozenset({"school", "ouder", "voogd", "leerling", "deskundige"})
GEZIN = frozenset({"ouder", "voogd", "leerling"})


def adresregels(straat: str, postcode: str, plaats: str) -> tuple[str, ...]:
    """A Dutch address as PostNL reads it: two spaces after the postcode, the place in capitals."""
    return (straat, f"{postcode}\u00a0\u00a0{plaats.upper()}")


@dataclass(frozen=True, kw_only=True)
class Afzender:
    """The samenwerkingsverband. merk: "golven" draws the mark in its colours, "" leaves it out.

    teksten: what it writes in its letters itself; without any the letter says what is in the template.
    """

    naam: str
    swv_code: str
    straat: str
    postcode: str
    plaats: str
    telefoon: str
    email: str
    onderschrift: str = "Samenwerkingsverband passend onderwijs"
    postadres: str = ""
    contactpersoon: str = ""
    merk: str = "golven"
    kleur: str = "#17566b"
    accentkleur: str = "#e8894a"
    teksten: Teksten = GEEN_TEKSTEN

    def __post_init__(self) -> None:
        if not (KLEUR.fullmatch(self.kleur) and KLEUR.fullmatch(self.accentkleur)):
            raise ValueError("Een kleur is een # met zes cijfers of letters a tot en met f.")
        if self.merk not in MERKEN:
            raise ValueError(f"Onbekend merk: {self.merk}")

    @property
    def adres(self) -> str:
        return f"{self.straat}, {self.postcode} {self.plaats}"

    @property
    def schrijfadres(self) -> str:
        """Where to write to: the postal address when there is one."""
        return self.postadres or self.adres


@dataclass(frozen=True, kw_only=True)
class Geadresseerde:
    """Who the letter is for. soort: school, ouder, voogd, leerling (16 or older) or deskundige.

    naam with its title ("mevrouw A. Voorbeeld"); aanhef without comma ("Beste mevrouw Voorbeeld"); afgeschermd: this
    person may not learn where the child is (afspraak 37), so the letter names no school and no expert. taal: in which
    the last page explains the letter, "nl" for none; taal_nagekeken: whether a speaker signed off those words.
    """

    soort: str
    naam: str
    aanhef: str
    adresregels: tuple[str, ...]
    ter_attentie_van: str = ""
    afgeschermd: bool = False
    taal: str = "nl"
    taal_nagekeken: bool = False

    def __post_init__(self) -> None:
        if self.soort not in SOORTEN_GEADRESSEERDE:
            raise ValueError(f"Onbekende geadresseerde: {self.soort}")

    @property
    def venster(self) -> tuple[str, ...]:
        """The lines in the window of the envelope, at most six."""
        tav = f"t.a.v. {self.ter_attentie_van}" if self.ter_attentie_van else ""
        return tuple(regel for regel in (self.naam, tav, *self.adresregels) if regel)


class Gericht:
    """For a letter with these fields."""

    afzender: Afzender
    geadresseerde: Geadresseerde
    kenmerk: str
    leerling: Leerling

    @property
    def nummers(self) -> tuple[tuple[str, str], ...]:
        """The numbers at the top: what it is a number of, and the number. The first is on the foot of each page."""
        return (("Nummer aanvraag", self.kenmerk),)

    @property
    def aan_school(self) -> bool:
        return self.geadresseerde.soort == "school"

    @property
    def aan_leerling(self) -> bool:
        return self.geadresseerde.soort == "leerling"

    @property
    def aan_gezin(self) -> bool:
        """Whether a parent, guardian or pupil reads it."""
        return self.geadresseerde.soort in GEZIN

    @property
    def tekstsoort(self) -> str:
        """Which texts of the SWV are for this letter: a key of teksten.VOOR."""
        return "bericht"

    @property
    def invulling(self) -> Invulling:
        """What of the case those texts may say to this reader."""
        return Invulling()

    @property
    def invulwaarden(self) -> dict[str, str]:
        """Each word that a text of the SWV may name, as this reader may know it; "" when there is nothing to say."""
        van, teksten = self.afzender, self.afzender.teksten
        waarden = {
            **vars(self.invulling),
            "leerling": self.leerling.naam,
            "roepnaam": self.leerling.roepnaam,
            "kenmerk": self.kenmerk,
            "swv": van.naam,
            "telefoon": van.telefoon,
            "email": van.email,
            "steunpunt": teksten.steunpunt,
            "commissie": teksten.commissie,
        }
        if self.geadresseerde.afgeschermd:
            waarden["school"] = ""
        return waarden

    @property
    def eigen_woorden(self) -> dict[str, str]:
        """The texts of the SWV in this letter, filled in: block → words, "" where the letter has its own."""
        teksten, waarden = self.afzender.teksten, self.invulwaarden
        return {blok: invullen(teksten.tekst(blok, self.tekstsoort), waarden) for blok in BLOKKEN}

    @property
    def handtekening(self) -> Beeld | None:
        """The signature of who signs this letter, when there is a picture of it."""
        return None


@dataclass(frozen=True, kw_only=True)
class Leerling:
    """The child. naam in full; no BSN, ever."""

    naam: str
    roepnaam: str
    geboortedatum: date


@dataclass(frozen=True, kw_only=True)
class Aanvulling:
    gevraagd_op: date
    ontvangen_op: date | None = None


@dataclass(frozen=True, kw_only=True)
class Verzoek:
    """What was asked. school: its name as in a sentence; bij_school: ingeschreven or aangemeld (afspraak 35).

    aanleiding: nieuw, verlenging or wijziging, the last two of the verklaring with vorige_nummer and vorige_eind.
    soort is a code of table 2.1, categorie L, M, H or ""; begin and eind are inclusive days, None when not asked.
    """

    school: str
    bij_school: str
    soort: str
    aangevraagd_op: date
    ontvangen_op: date
    categorie: str = ""
    begin: date | None = None
    eind: date | None = None
    aanvullingen: tuple[Aanvulling, ...] = ()
    aanleiding: str = "nieuw"
    vorige_nummer: str = ""
    vorige_eind: date | None = None

    def __post_init__(self) -> None:
        if self.bij_school not in ("ingeschreven", "aangemeld"):
            raise ValueError(f"Onbekend: {self.bij_school}")


@dataclass(frozen=True, kw_only=True)
class Beslissing:
    """What was decided. uitkomst: toegekend, afwijkend or afgewezen; begin and eind are inclusive days.

    nummer, categorie, begin and eind are empty for afgewezen; eind also for praktijkonderwijs without an end.
    grondslag: the articles as the SWV prints them; empty means those of table 2.1.
    """

    uitkomst: str
    soort: str
    besloten_op: date
    nummer: str = ""
    categorie: str = ""
    begin: date | None = None
    eind: date | None = None
    grondslag: str = ""

    def __post_init__(self) -> None:
        if self.uitkomst not in ("toegekend", "afwijkend", "afgewezen"):
            raise ValueError(f"Onbekende uitkomst: {self.uitkomst}")

    @property
    def met_verklaring(self) -> bool:
        return self.uitkomst != "afgewezen"


@dataclass(frozen=True, kw_only=True)
class Zienswijze:
    """What somebody said about the plan. van: "mevrouw A. Voorbeeld"; van_geadresseerde: then the letter says "u"."""

    van: str
    tekst: str
    van_geadresseerde: bool = False


@dataclass(frozen=True, kw_only=True)
class Advies:
    """One advice. conclusie is a sentence, toelichting the reasons in short."""

    deskundige: str
    discipline: str
    datum: date
    conclusie: str
    toelichting: str = ""


@dataclass(frozen=True, kw_only=True)
class Overwegingen:
    """The reasons (Awb 3:46 to 3:50), all plain text.

    motivering: how the SWV weighs it all; ondersteuningsplan: which plan it was tested against ("2025-2029").
    zienswijze_geen and mening_leerling_geen: a sentence why there is none. afwijking: why something else is granted
    than was asked; afwijking_advies: why an advice is not followed; passende_hulp: after a refusal, which help does fit
    and who gives it.
    """

    feiten: str
    redenen_school: str
    motivering: str
    ondersteuningsplan: str
    adviezen: tuple[Advies, ...]
    zienswijzen: tuple[Zienswijze, ...] = ()
    zienswijze_geen: str = ""
    antwoord_zienswijze: str = ""
    mening_leerling: str = ""
    mening_leerling_geen: str = ""
    antwoord_leerling: str = ""
    niet_lichter: str = ""
    categorie: str = ""
    duur: str = ""
    afwijking: str = ""
    afwijking_advies: str = ""
    passende_hulp: str = ""


@dataclass(frozen=True, kw_only=True)
class Rechtsmiddelen:
    """Where and how to object. datum_tonen: print the last day beside the six weeks (afspraak 22).

    portaal: the address of the portal once bezwaar can be lodged there (afspraak 43), else "".
    """

    email: str
    commissie: str
    steunpunt: str
    portaal: str = ""
    steunpunt_telefoon: str = ""
    steunpunt_website: str = ""
    rechtbank: str = ""
    onderwijsconsulenten: str = "www.onderwijsconsulenten.nl"
    datum_tonen: bool = True

    @property
    def steunpunt_bereik(self) -> str:
        return " of ".join(filter(None, (self.steunpunt_telefoon, self.steunpunt_website)))


@dataclass(frozen=True, kw_only=True)
class Herstel:
    """That this letter corrects an earlier one (afspraak 44). van: the day of that letter, or of the decision.

    uitleg: what was wrong, in words for the reader; verzonden: whether this reader got the earlier one. bezwaar: print
    the bezwaarclausule; without it the term of the earlier letter, until bezwaar_tot inclusive, goes on.
    """

    van: date
    uitleg: str
    verzonden: bool = True
    bezwaar: bool = True
    bezwaar_tot: date | None = None


@dataclass(frozen=True, kw_only=True)
class Ondertekening:
    """Who signs. bevoegdheid: bestuursorgaan (no mandate line) or mandaat (Awb 10:10, afspraak 41).

    mandaat: the number of the line in the mandaatregister, printed behind the function.
    """

    naam: str
    functie: str
    bevoegdheid: str
    mandaat: str = ""

    def __post_init__(self) -> None:
        if self.bevoegdheid not in ("bestuursorgaan", "mandaat"):
            raise ValueError(f"Onbekende bevoegdheid: {self.bevoegdheid}")
