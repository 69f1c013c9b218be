"""The frozen letter back from the JSON that was kept with it: the same data, never the rows as they are now."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

from loket import letters

from .maken import Brieftype, uitleg
from .zinnen import Uitleg

if TYPE_CHECKING:
    from kern.brieven.models import Brief

BRIEVEN = {
    naam: klasse
    for naam, klasse in vars(letters).items()
    if dataclasses.is_dataclass(klasse) and "geadresseerde" in {veld.name for veld in dataclasses.fields(klasse)}
}
"""Every letter by the name under which its context was kept."""


def uitleg_van(brief: Brief) -> Uitleg | None:
    """What this letter says, in plain words; None when it is not to the family, or from before contexts had a name."""
    gegevens = brief_van(brief)
    return uitleg(_met_datum(gegevens)) if gegevens and gegevens.aan_gezin else None


def _met_datum(brief: Any) -> Any:
    """The same letter with its last day: on paper that is a setting, in the portal it always stands (afspraak 22)."""
    velden = {veld.name for veld in dataclasses.fields(brief)}
    if "datum_tonen" in velden:
        return dataclasses.replace(brief, datum_tonen=True)
    deel = next((naam for naam in ("rechtsmiddelen", "beroep") if naam in velden), None)
    if deel is None:
        return brief
    return dataclasses.replace(brief, **{deel: dataclasses.replace(getattr(brief, deel), datum_tonen=True)})


def brief_van(brief: Brief) -> Brieftype | None:
    """The letter as it was when its words were frozen; None when its context does not say which it is."""
    klasse = BRIEVEN.get(brief.context.get("brief", ""))
    return None if klasse is None else _terug(klasse, brief.context)


def _terug(soort: Any, waarde: Any) -> Any:
    """A value of this type from its JSON."""
    if waarde is None:
        return None
    if get_origin(soort) in (Union, UnionType):
        return _terug(next(een for een in get_args(soort) if een is not type(None)), waarde)
    if get_origin(soort) is tuple:
        return tuple(_terug(get_args(soort)[0], een) for een in waarde)
    if isinstance(soort, type) and dataclasses.is_dataclass(soort):
        velden = _velden(soort)
        return soort(**{naam: _terug(velden[naam], deel) for naam, deel in waarde.items() if naam in velden})
    if soort in (date, datetime):
        return soort.fromisoformat(waarde)
    return Decimal(waarde) if soort is Decimal else waarde


@cache
def _velden(klasse: Any) -> dict[str, Any]:
    soorten = get_type_hints(klasse)
    return {veld.name: soorten[veld.name] for veld in dataclasses.fields(klasse)}
