"""What the figures of the steunpunt mean (M20)."""

from __future__ import annotations

from .kengetal import Definitie

STEUNPUNT = (
    Definitie(
        "M19",
        "Hoe ging het?",
        "Het gemiddelde van de antwoorden van 1 (slecht) tot en met 5 (heel goed), van het schooljaar waarin de "
        "periode begint; apart na een besluit, een advies, hulp die afliep en een casus die sloot. Respons: de "
        "antwoorden, gedeeld door waarover het portaal in die tijd vroeg hoe het ging (brieven, adviezen, hulp per "
        "kind of per school, casussen); over één ervan kan meer dan één persoon antwoorden. Antwoorden tellen mee als "
        "er vijf of meer bij kwamen.",
        "de anonieme antwoorden in dit portaal",
    ),
    Definitie(
        "M20",
        "Signalen van het steunpunt",
        "Signalen die het steunpunt opschreef en niet terugnam, naar de dag waarop het is gezegd en het thema van "
        "toen. Een signaal heeft één thema. Een signaal is geen kind: over één kind kunnen er meer zijn.",
        "de signalen in dit portaal",
    ),
)
