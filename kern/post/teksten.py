"""What each mail says by itself, when it goes, and what an SWV may write instead. Pure.

A mail tells nothing of a child, a case or an outcome (afspraak 21): own words can fill in no more than stands here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

ACCOLADES = re.compile(r"\{[^{}\n]*\}?")
TEKENS = 600
PLEKKEN: Mapping[str, str] = {
    "{link}": "het adres waarop de lezer verder gaat",
    "{code}": "de code die de lezer overtypt",
    "{aantal}": "bij hoeveel brieven of zaken iets nodig is",
    "{swv}": "de naam van jullie samenwerkingsverband",
    "{telefoon}": "jullie telefoonnummer, uit Contact en adres",
}
VAN_ONS = ("{swv}", "{telefoon}")
"""What every mail may say."""
ADRES = re.compile(r"https?:|www\.|\S@\S", re.IGNORECASE)
NUMMER = re.compile(r"\d(?:[ .-]?\d){5,}")
OVER = re.compile(
    r"\b(?:tlv|besluit|toegekend|afgewezen|afwijzing|bezwaar|thuiszit|arrangement|diagnos|toelaatbaarheid)\w*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Mail:
    """One kind. moet: what it cannot do without; mag: what it may say besides."""

    titel: str
    wanneer: str
    tekst: str
    moet: tuple[str, ...] = ("{link}",)
    mag: tuple[str, ...] = ()

    @property
    def plekken(self) -> tuple[str, ...]:
        return (*self.moet, *self.mag, *VAN_ONS)


KLAAR = "klaar"
MAILS: Mapping[str, Mail] = {
    KLAAR: Mail(
        "Er staat iets klaar",
        "Hoogstens een keer per dag, of meteen als er een termijn loopt.",
        "Er staat iets voor u klaar. Log in om het te bekijken:\n{link}",
    ),
    "herinnering": Mail(
        "Herinnering",
        "Als er nog iets open staat en de laatste dag dichtbij komt.",
        "Er staat nog iets voor u open. Log in om het op tijd af te maken:\n{link}",
    ),
    "uitnodiging": Mail(
        "Uitnodiging voor het portaal",
        "Als iemand een account krijgt.",
        "U krijgt toegang tot ons portaal. Kies hier uw wachtwoord:\n{link}\n\nDe link werkt 14 dagen, één keer.",
    ),
    "bezorging": Mail(
        "Brieven die niet aankwamen",
        "Aan het loket, als er met de bezorging van een brief iets is.",
        "Bij {aantal} van de brieven moet iemand iets doen. Log in om te zien wat:\n{link}",
        mag=("{aantal}",),
    ),
    "weekoverzicht": Mail(
        "Overzicht van de week",
        "Aan wie het bord van thuiszitters per week wil zien.",
        "Uw overzicht van deze week staat klaar. Bij {aantal} van de zaken is iets nodig. "
        "Log in om het te bekijken:\n{link}",
        mag=("{aantal}",),
    ),
    "ongebruikt": Mail(
        "Account gaat dicht",
        "Twee weken voordat een account dichtgaat dat lang niet is gebruikt.",
        "U heeft lang niet ingelogd. Over twee weken gaat uw account dicht. Wilt u het houden? "
        "Log dan eerst in:\n{link}",
    ),
    "vrijgegeven": Mail(
        "Account weer open",
        "Als de beheerder een account weer vrijgeeft.",
        "Uw account is weer open. Log in om het te gebruiken:\n{link}",
    ),
    "hersteld": Mail(
        "E-mailadres of wachtwoord hersteld",
        "Als iemand met een code van ons weer binnenkomt.",
        "Er is met een code van ons een ander e-mailadres of wachtwoord bij uw account gezet. "
        "Was u dat niet? Bel ons dan meteen. Ons nummer staat op:\n{link}",
    ),
    "opgeschreven": Mail(
        "Iets opgeschreven met uw naam",
        "Als de school of het loket een antwoord van iemand opschrijft.",
        "Er is iets opgeschreven waar uw naam onder staat. Was u dat niet, of klopt het niet? "
        "Bel ons dan meteen. Ons nummer staat op:\n{link}",
    ),
    "gewijzigd": Mail(
        "E-mailadres gewijzigd",
        "Aan het oude adres, als er een ander bij het account staat.",
        "Bij uw account staat nu een ander e-mailadres. Dit oude adres werkt niet meer. "
        "Was u dat niet? Bel ons dan meteen. Ons nummer staat op:\n{link}",
    ),
    "tweede_stap": Mail(
        "Tweede stap weggehaald",
        "Als het loket na een telefoontje de tweede stap bij het inloggen weghaalt.",
        "Uw tweede stap bij het inloggen is weggehaald. "
        "Bij het inloggen krijgt u nu een code per mail en kiest u een nieuwe. "
        "Vroeg u dit niet? Bel ons dan meteen. Ons nummer staat op:\n{link}",
    ),
    "mailcode": Mail(
        "Code voor een e-mailadres",
        "Meteen, als iemand een e-mailadres laat controleren.",
        "Uw code is {code}. Typ hem op de pagina die u open heeft.\n\n"
        "De code werkt 10 minuten. Vroeg u geen code? Dan hoeft u niets te doen.",
        moet=("{code}",),
    ),
    "al_een_account": Mail(
        "Er is al een account",
        "Meteen, als iemand een account wil met een adres dat er al is.",
        "Iemand wilde een account maken met dit e-mailadres. Er is al een account met dit adres.\n\n"
        "Was u dat? Log dan eerst in, en typ daarna de code van de brief:\n{link}",
    ),
    "al_bezet": Mail(
        "Adres is van een ander account",
        "Meteen, als iemand een adres bij een tweede account wil zetten.",
        "Iemand wilde dit e-mailadres bij een ander account zetten. Dat kan niet: er is al een account met "
        "dit adres.\n\nWas u dat? Log dan in met dit adres:\n{link}",
    ),
}
"""Every mail of the outbox, and those for which somebody waits. Those of the log-in itself are templates of allauth."""


def mailfouten(soort: str, tekst: str) -> list[str]:
    """What is wrong with these words for this mail, as sentences; [] when it can go."""
    mail, zinnen = MAILS[soort], []
    gebruikt = ACCOLADES.findall(tekst)
    if len(tekst) > TEKENS:
        zinnen.append(f"Maak de tekst korter: hoogstens {TEKENS} tekens")
    if onbekend := list(dict.fromkeys(een for een in gebruikt if een not in mail.plekken)):
        zinnen.append(f"{' en '.join(onbekend)} kan niet in deze mail. Kies een woord uit de lijst")
    if mist := [plek for plek in mail.moet if gebruikt.count(plek) != 1]:
        zinnen.append(f"Zet {' en '.join(mist)} één keer in de tekst. Zonder dat kan de lezer niet verder")
    if ADRES.search(tekst):
        zinnen.append("Schrijf geen adres van een website of e-mail. De lezer vertrouwt alleen {link}")
    if NUMMER.search(tekst):
        zinnen.append("Schrijf geen nummer. Voor jullie telefoon is er {telefoon}")
    if over := OVER.search(tekst):
        zinnen.append(f"Haal ‘{over[0]}’ weg: in een mail staat niet waarover het gaat")
    return zinnen


def alle_mailfouten(teksten: Mapping[str, object]) -> list[str]:
    """The same of texts that come from a file, by kind."""
    zinnen = []
    for soort, tekst in sorted(teksten.items()):
        if soort not in MAILS:
            zinnen.append(f"De mail ‘{soort}’ is er niet.")
        elif not isinstance(tekst, str) or not tekst.strip():
            zinnen.append(f"{MAILS[soort].titel}: er staat geen tekst.")
        else:
            zinnen += [f"{MAILS[soort].titel}: {zin}." for zin in mailfouten(soort, tekst)]
    return zinnen


def vul(tekst: str, waarden: Mapping[str, str], *, alleen: Collection[str] = PLEKKEN) -> str:
    """Fill in the places, in one pass: what a value says is never filled in again. alleen: which ones."""
    return ACCOLADES.sub(lambda een: waarden[een[0]] if een[0] in waarden and een[0] in alleen else een[0], tekst)
