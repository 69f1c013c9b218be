"""What a family reads of the help that its child gets: where it stands. Pure."""

from __future__ import annotations

from datetime import date

from kern.brieven.zinnen import Zin, _

HOOGSTENS = 3
"""So many stand on the page of a case, the newest first."""
TEKSTEN: dict[str, Zin] = {
    "kop": _("Hulp op school"),
    "lees": _("Lees over deze hulp"),
    "gevraagd": _("De school kijkt met u terug op deze hulp. Wat vindt u ervan?"),
    "zeg": _("Zeg wat u vindt"),
}
"""By the name under which the template uses it."""
TEKSTEN_JE = TEKSTEN | {
    "gevraagd": _("De school kijkt met je terug op deze hulp. Wat vind je ervan?"),
    "zeg": _("Zeg wat je vindt"),
}
"""The same to the pupil itself."""
BEGINT = _("De hulp begint op {dag}.")
LOOPT = _("De hulp is er tot en met {dag}.")
GESTOPT = _("De hulp is gestopt op {dag}.")
VOORBIJ = _("De hulp was er tot en met {dag}.")


def stand(van: date, tot: date, gestopt: date | None, vandaag: date) -> Zin:
    """Where it stands today. van, tot and gestopt (the last day, when it stopped before) are inclusive."""
    if gestopt is not None and gestopt < vandaag:
        return GESTOPT.met(dag=gestopt)
    if vandaag < van:
        return BEGINT.met(dag=van)
    einde = tot if gestopt is None else gestopt
    return (LOOPT if vandaag <= einde else VOORBIJ).met(dag=einde)
