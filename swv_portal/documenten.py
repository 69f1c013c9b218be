"""Documents made from the code, so that they cannot be wrong: roles, statuses, processing, regions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kern.gebruikers.overgang import Overgang, Overgangen
from kern.gebruikers.rollen import MAILCODE_GENOEG, PERMISSIES, Rol
from loket import urls as _alle_overgangen  # noqa: F401 - a transition is known once its module is loaded
from loket.actions.bezwaar import overgang as overgang_bezwaar
from loket.actions.overgang import overgang as overgang_aanvraag
from loket.models import Bezwaarstatus, Status
from swv_portal.regios import regios
from thuiszitters.actions import leerplicht as _leerplicht  # noqa: F401 - the transitions of a casus
from thuiszitters.actions import opschalen as _opschalen  # noqa: F401
from thuiszitters.actions import samenvoegen as _samenvoegen  # noqa: F401
from thuiszitters.actions.overgang import overgang as overgang_casus
from thuiszitters.models import Casusstatus
from toezicht import verwerkingsregister

HOOGSTENS_LUSSEN = 4


def documenten() -> dict[str, str]:
    """Path below docs/ → text, for every generated document."""
    return {
        "rollen.md": rollen(),
        "verwerkingsregister.md": verwerkingsregister.als_tekst(),
        "regios.md": regios(),
        "status/aanvraag.mmd": diagram(overgang_aanvraag, begin=Status.CONCEPT),
        "status/bezwaar.mmd": diagram(overgang_bezwaar, begin=Bezwaarstatus.ONTVANGEN),
        "status/thuiszitter.mmd": diagram(overgang_casus, begin=Casusstatus.GEMELD),
    }


def schrijven(folder: Path) -> None:
    """Write them below this folder."""
    for naam, tekst in documenten().items():
        (folder / naam).parent.mkdir(parents=True, exist_ok=True)
        (folder / naam).write_text(tekst, encoding="utf-8")


def rollen() -> str:
    """Every role with what it may do at most."""
    regels = ["# Rollen en rechten", "", "Gemaakt door `manage.py documenten` uit `kern/gebruikers/rollen.py`.", ""]
    for rol in Rol:
        tweede = "code per mail of sterker" if rol in MAILCODE_GENOEG else "app of passkey verplicht"
        regels += [
            f"## {rol.label[0].upper()}{rol.label[1:]} (`{rol.value}`)",
            "",
            f"Tweede stap bij inloggen: {tweede}.",
            "",
        ]
        regels += [f"- {recht.label}" for recht in sorted(PERMISSIES[rol])] or ["- nog geen eigen rechten"]
        regels.append("")
    return "\n".join(regels).rstrip() + "\n"


def diagram(overgangen: Overgangen[Any], *, begin: str) -> str:
    """All transitions of one model as a Mermaid state diagram, in a fixed order.

    What leaves the status as it is in many statuses is no arrow but a line of its own at the end.
    """
    regels = ["stateDiagram-v2", f"    [*] --> {begin}"]
    blijft = []
    for regel in sorted(overgangen.regels.values(), key=lambda regel: regel.naam):
        lussen = {(van, naar) for van, naar in regel.bogen if van == naar}
        if len(lussen) > HOOGSTENS_LUSSEN and regel.naar is None:
            blijft.append(f"    %% de status blijft bij {regel.naam}: {', '.join(sorted(van for van, _ in lussen))}")
        else:
            lussen = set()
        regels += [
            f"    {van} --> {naar}: {regel.naam}"
            for van, naar in sorted(regel.bogen - lussen)
            if _pijl(regel, van, naar)
        ]
    return "\n".join([*regels, *blijft]) + "\n"


def _pijl(regel: Overgang[Any], van: str, naar: str) -> bool:
    """Of a step that may end in any of its own statuses, only that it can stay."""
    if regel.precies:
        return True
    return naar == van or naar not in regel.van or van not in regel.mogelijk_naar
