"""What the figures of the steunpunt mean (M20)."""

from __future__ import annotations

from .kengetal import Definitie

STEUNPUNT = (
    Definitie(
        "M19",
        "Hoe ging het?",
        "Het gemiddelde van de antwoorden van 1 (slecht) tot en met 5 (heel goed), van het schooljaar waarin de "
        "periode begint. Respons: de antwoorden, gedeeld door de brieven waarover het portaal in die tijd vroeg hoe "
        "het ging; aan één brief aan een school kunnen er meer zijn. Antwoorden tellen mee als er vijf of meer bij "
        "kwamen.",
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
