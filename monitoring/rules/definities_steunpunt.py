"""What the figures of the steunpunt mean (M20)."""

from __future__ import annotations

from .kengetal import Definitie

STEUNPUNT = (
    Definitie(
        "M20",
        "Signalen van het steunpunt",
        "Signalen die het steunpunt opschreef en niet terugnam, naar de dag waarop het is gezegd en het thema van "
        "toen. Een signaal heeft één thema. Een signaal is geen kind: over één kind kunnen er meer zijn.",
        "de signalen in dit portaal",
    ),
)
