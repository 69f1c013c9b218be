"""What a new school year asks of an SWV besides amounts, and what simply goes on. Pure."""

from __future__ import annotations

import re

BLIJFT = (
    "Instellingen, termijnen en huisstijl",
    "Criteria en vragen aan de school",
    "Brieven en het protocol thuiszitters",
    "Werkgebieden, mandaten en gebruikers",
    "Aanbod zonder laatste dag",
)
"""What has a day from which it holds, and not a school year: it goes on until somebody changes it."""


def plan_loopt_af(plan: str, jaar: int) -> bool:
    """Whether the ondersteuningsplan (such as 2025-2029) does not hold in the whole of this school year.

    It is made for at most four years, from 1 August (WPO 18a lid 7): 2025-2029 ends on 31 July 2029.
    """
    jaren = re.fullmatch(r"\D*(\d{4})\s*[-–/]\s*(\d{4})\D*", plan)
    return bool(jaren) and int(jaren[2]) <= jaar if jaren else False


def te_doen(*, plan: str, jaar: int, zonder_tarief: int, mandaten_lopen_af: int) -> tuple[tuple[str, str], ...]:
    """What a person must still do: (sentence, name of the page)."""
    zinnen = []
    if plan_loopt_af(plan, jaar):
        zinnen.append(
            (f"Het ondersteuningsplan {plan} loopt af. Vul het nieuwe plan in.", "scholen:instellingen"),
        )
        zinnen.append(("Stel bij het nieuwe plan de criteria vast.", "loket:criterialijsten"))
    if zonder_tarief:
        wat = "1 soort hulp heeft" if zonder_tarief == 1 else f"{zonder_tarief} soorten hulp hebben"
        zinnen.append((f"{wat} geen tarief om over te nemen.", "arrangementen:tarieven"))
    if mandaten_lopen_af:
        wat = "1 mandaat loopt" if mandaten_lopen_af == 1 else f"{mandaten_lopen_af} mandaten lopen"
        zinnen.append((f"{wat} af voor het einde van dat schooljaar.", "loket:mandaten"))
    return tuple(zinnen)
