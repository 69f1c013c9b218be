"""The texts that an SWV writes itself: which blocks there are, where they stand, and filling in their words.

A block is plain text that the template escapes. Between braces stands a word of a fixed list and nothing else: this is
no template language, and what is filled in is never looked at again. A block adds to a letter or replaces words that
no law asks for; how to object and who decided are in the templates, where no text reaches them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

INVULWOORDEN: dict[str, tuple[str, str]] = {
    "leerling": ("de naam van de leerling", "de leerling"),
    "roepnaam": ("de roepnaam van de leerling", "de leerling"),
    "school": ("de school die de aanvraag deed", "de school"),
    "soort": ("het soort onderwijs, zoals speciaal onderwijs", "passend onderwijs"),
    "begin": ("de eerste dag van de verklaring", "de begindatum"),
    "eind": ("de laatste dag van de verklaring", "de einddatum"),
    "nummer": ("het nummer van de verklaring", "het nummer"),
    "kenmerk": ("het nummer van de aanvraag of het bezwaar", "het nummer van deze brief"),
    "swv": ("de naam van het samenwerkingsverband", "het samenwerkingsverband"),
    "telefoon": ("het telefoonnummer van het samenwerkingsverband", "ons telefoonnummer"),
    "email": ("het e-mailadres van het samenwerkingsverband", "ons e-mailadres"),
    "steunpunt": ("de naam van het ouder- en jeugdsteunpunt", "ouder- en jeugdsteunpunt"),
    "commissie": ("de commissie die over bezwaar adviseert", "commissie die over bezwaar adviseert"),
}
"""Each word that may stand between braces: what it becomes, and the words when this letter has no such thing."""
IN_ACCOLADES = re.compile(r"\{([^{}]*)\}")
BEKEND = re.compile(r"\{(" + "|".join(INVULWOORDEN) + r")\}")

ALLE = ""
VOOR: dict[str, tuple[str, str | None]] = {
    ALLE: ("alle brieven", None),
    "besluit": ("alle besluiten over een aanvraag", ALLE),
    "toegekend": ("besluit: toegekend", "besluit"),
    "afwijkend": ("besluit: anders dan gevraagd", "besluit"),
    "afgewezen": ("besluit: afgewezen", "besluit"),
    "buiten_behandeling": ("besluit: niet in behandeling", "besluit"),
    "intrekking": ("besluit: TLV ingetrokken", "besluit"),
    "bezwaar": ("beslissing op bezwaar", ALLE),
    "dwangsom": ("besluit over dwangsom", ALLE),
    "bericht": ("brieven zonder besluit", ALLE),
    "bezwaarbericht": ("brieven zonder besluit, over bezwaar", "bericht"),
}
"""For which letters a text is: its name, and which text counts when there is none for exactly these."""
MET_CLAUSULE = ("besluit", "toegekend", "afwijkend", "afgewezen", "buiten_behandeling", "intrekking")
BESLUITEN = (ALLE, *MET_CLAUSULE, "bezwaar", "dwangsom")


@dataclass(frozen=True, kw_only=True)
class Tekstblok:
    """One place in a letter. standaard: what stands there without a text of the SWV, "" when nothing does.

    voor: for which letters it can differ; begint: how it must begin; zo: what to do when it does not.
    """

    titel: str
    uitleg: str
    standaard: str = ""
    tekens: int
    regels: int = 1
    voor: tuple[str, ...] = (ALLE,)
    begint: re.Pattern[str] | None = None
    zo: str = ""


NAMENS = re.compile(
    r"namens (het ((dagelijks|algemeen) )?bestuur van |de (directeur-)?bestuurder van )?"
    r"(((de )?(stichting|vereniging|coöperatie)|(het )?samenwerkingsverband|de|het) )?\{swv\}",
    re.IGNORECASE,
)
"""Who decided, first of all: what stands behind it can only add to that."""

BLOKKEN: dict[str, Tekstblok] = {
    "onderschrift": Tekstblok(
        titel="Onder de naam",
        uitleg="Staat bovenaan, onder de naam van het samenwerkingsverband.",
        standaard="Samenwerkingsverband passend onderwijs",
        tekens=80,
    ),
    "retouradres": Tekstblok(
        titel="Retouradres",
        uitleg="De kleine regel boven het adres. Hiernaar komt post terug die niet aankomt.",
        standaard="Het postadres van het samenwerkingsverband",
        tekens=90,
    ),
    "inleiding": Tekstblok(
        titel="Opening",
        uitleg="Komt onder de aanhef, voor onze eigen eerste zin.",
        tekens=600,
        regels=6,
        voor=tuple(VOOR),
    ),
    "rechtsmiddelen": Tekstblok(
        titel="Bij bezwaar en beroep",
        uitleg="Komt onder de uitleg over bezwaar of beroep. Die uitleg zelf staat vast: de wet vraagt hem.",
        tekens=600,
        regels=6,
        voor=BESLUITEN,
    ),
    "hulp": Tekstblok(
        titel="Hulp",
        uitleg="Komt onder de regel over het steunpunt en de onderwijsconsulenten.",
        tekens=400,
        regels=4,
        voor=(ALLE, *MET_CLAUSULE, "bezwaar"),
    ),
    "slot": Tekstblok(
        titel="Slot", uitleg="Komt vlak voor de groet.", tekens=600, regels=6, voor=tuple(VOOR)
    ),
    "groet": Tekstblok(
        titel="Groet", uitleg="Boven de ondertekening.", standaard="Met vriendelijke groet,", tekens=60
    ),
    "mandaatregel": Tekstblok(
        titel="Mandaatregel",
        uitleg="Namens wie is besloten. Alleen in een besluit dat met mandaat is genomen.",
        standaard="Namens het bestuur van {swv}",
        tekens=160,
        voor=BESLUITEN,
        begint=NAMENS,
        zo="Zeg eerst namens wie is besloten. Begin met: Namens {swv}, of: Namens het bestuur van {swv}",
    ),
    "voettekst": Tekstblok(
        titel="Voettekst",
        uitleg="Kleine letters onder de brief, zoals een KvK-nummer of openingstijden.",
        tekens=300,
        regels=3,
    ),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Beeld:
    """A picture in the letter itself. uri: data:image/…; tekst: what it says to who cannot see it.

    naam: of a signature: whose it is, as printed under the letter.
    """

    uri: str
    tekst: str
    naam: str = ""


@dataclass(frozen=True, kw_only=True)
class Teksten:
    """The texts of an SWV of one version, as they were published. versie 0: it has none of its own.

    blokken: block, for which letters, text. steunpunt and commissie: as its settings name them.
    """

    versie: int = 0
    blokken: tuple[tuple[str, str, str], ...] = ()
    logo: Beeld | None = None
    handtekeningen: tuple[Beeld, ...] = ()
    steunpunt: str = ""
    commissie: str = ""

    def tekst(self, blok: str, tekstsoort: str) -> str:
        """The text of this block for this kind of letter, the most precise one there is; "" without."""
        eigen = {voor: tekst for naam, voor, tekst in self.blokken if naam == blok}
        voor: str | None = tekstsoort
        while voor is not None:
            if voor in eigen:
                return eigen[voor]
            voor = VOOR[voor][1]
        return ""

    def handtekening(self, naam: str) -> Beeld | None:
        """The signature of who signs. One of somebody else never stands under a letter."""
        return next((een for een in self.handtekeningen if een.naam.casefold() == naam.casefold()), None)


GEEN_TEKSTEN = Teksten()


@dataclass(frozen=True, kw_only=True)
class Invulling:
    """What of the case a letter lets a text say; "" for what it does not have or this reader may not know."""

    school: str = ""
    soort: str = ""
    begin: str = ""
    eind: str = ""
    nummer: str = ""


def invullen(tekst: str, waarden: Mapping[str, str]) -> str:
    """The text with its words filled in, in one pass: what a value itself says is left as it is."""
    return BEKEND.sub(lambda woord: waarden.get(woord[1]) or INVULWOORDEN[woord[1]][1], tekst)


def genoemd(tekst: str) -> set[str]:
    """The words between braces that are on the list."""
    return set(BEKEND.findall(tekst))


def tekstfouten(blok: str, tekst: str) -> list[str]:
    """What is wrong with this text in this block, as sentences for who writes it; [] when it can be kept."""
    vorm, fouten = BLOKKEN[blok], []
    if (meer := len(tekst) - vorm.tekens) > 0:
        fouten.append(f"Maak de tekst korter: er staan {meer} tekens te veel")
    if (regels := tekst.count("\n") + 1) > vorm.regels:
        hoogstens = "Schrijf één regel" if vorm.regels == 1 else f"Schrijf hoogstens {vorm.regels} regels"
        fouten.append(f"{hoogstens}: nu zijn het er {regels}")
    if onbekend := list(dict.fromkeys(een for een in IN_ACCOLADES.findall(tekst) if een not in INVULWOORDEN)):
        fouten.append(f"{_opgesomd(onbekend)} kan niet worden ingevuld. Kies een woord uit de lijst")
    if vorm.begint and not vorm.begint.match(tekst):
        fouten.append(vorm.zo)
    return fouten


def _opgesomd(woorden: Iterable[str]) -> str:
    return ", ".join("{" + woord[:40] + "}" for woord in woorden)
