"""What an SWV must have before its first TLV, and what may come later. Pure."""

from __future__ import annotations

from dataclasses import dataclass

DESKUNDIGEN = 2
"""R-DES-01, afspraak 25: a TLV needs the advice of two experts."""


@dataclass(frozen=True)
class Feiten:
    """How an SWV is set up. Who has a role, has it today."""

    adres: bool
    scholen: int
    soorten: int
    plan: bool
    steunpunt: bool
    criteria: bool
    met_mandaat: bool
    mandaten: int
    schoolmensen: int
    loket: int
    deskundigen: int
    beslissers: int
    fg: int
    brieven: bool
    aanbod: bool
    protocol: bool
    privacy: bool


@dataclass(frozen=True)
class Punt:
    """One thing to set. nodig: without it no TLV can be given, or the letter lacks what the law asks."""

    titel: str
    klaar: bool
    uitleg: str
    adres: str
    nodig: bool = True


def punten(feiten: Feiten) -> tuple[Punt, ...]:
    """All points in the order in which one sets them."""
    return (*_nodig(feiten), *_later(feiten))


def klaar(feiten: Feiten) -> bool:
    """Whether the first TLV can be given."""
    return all(een.klaar for een in punten(feiten) if een.nodig)


def _nodig(f: Feiten) -> tuple[Punt, ...]:
    mandaat = "Het bestuur besluit zelf." if not f.met_mandaat else "Zonder mandaat kan niemand besluiten."
    return (
        Punt("Contact en adres", f.adres, "Staan in elke brief.", "scholen:contactgegevens"),
        Punt("Scholen", f.scholen > 0, f"Nu {_aantal(f.scholen)}. Ze komen van DUO.", "scholen:importeren"),
        Punt("Soorten TLV", f.soorten > 0, "Welke TLV’s jullie geven.", "scholen:instellingen"),
        Punt("Ondersteuningsplan", f.plan, "De jaren staan in elk besluit.", "scholen:instellingen"),
        Punt("Steunpunt voor ouders", f.steunpunt, "Een telefoonnummer of een website.", "scholen:instellingen"),
        Punt("Criteria", f.criteria, "Waaruit de beslisser de redenen kiest.", "loket:criterialijsten"),
        Punt("Iemand op een school", f.schoolmensen > 0, "Een intern begeleider of directeur.", "scholen:leden"),
        Punt("Een loketmedewerker", f.loket > 0, "Kijkt of een aanvraag compleet is.", "scholen:leden"),
        Punt(
            "Twee deskundigen",
            f.deskundigen >= DESKUNDIGEN,
            f"Nu {_aantal(f.deskundigen)}. Een TLV heeft twee adviezen nodig.",
            "scholen:leden",
        ),
        Punt("Een beslisser", f.beslissers > 0, "Neemt het besluit.", "scholen:leden"),
        Punt("Mandaat", f.mandaten > 0 or not f.met_mandaat, mandaat, "loket:mandaten"),
        Punt("Een functionaris gegevensbescherming", f.fg > 0, "Keurt goed wat na jaren weggaat.", "scholen:leden"),
    )


def _later(f: Feiten) -> tuple[Punt, ...]:
    return (
        Punt("Eigen brieven", f.brieven, "Een logo en eigen teksten.", "loket:briefteksten_alle", nodig=False),
        Punt("Aanbod", f.aanbod, "Hulp zonder TLV, met tarieven.", "arrangementen:aanbod_beheer", nodig=False),
        Punt(
            "Protocol thuiszitters",
            f.protocol,
            "Zonder eigen protocol geldt het gewone.",
            "thuiszitters:protocollen",
            nodig=False,
        ),
        Punt("Eigen woorden over privacy", f.privacy, "Staan op de website.", "voorlichting:paginas", nodig=False),
    )


def _aantal(getal: int) -> str:
    return "geen" if getal == 0 else str(getal)
