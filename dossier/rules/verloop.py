"""What happened on which day, in the words of a family. Pure."""

from __future__ import annotations

from datetime import date

from kern.brieven.zinnen import Weekdag, Zin, _, ngettext

GEBEURD: dict[str, Zin] = {
    "ontvangst": _("Wij ontvingen de aanvraag van de school"),
    "aanvulling": _("Wij vroegen de school om papieren"),
    "aangevuld": _("De papieren kwamen"),
    "verlopen": _("De papieren kwamen niet op tijd"),
    "instemming": _("De school vond het goed dat het langer duurt"),
    "verdaging": _("Wij lieten weten dat het langer duurt"),
    "compleet": _("Alles zat erbij"),
    "deskundigen": _("Wij vroegen deskundigen om advies"),
    "advies": _("Een deskundige gaf advies"),
    "zienswijze": _("Wij vroegen uw mening"),
    "zienswijze_klaar": _("De tijd om te reageren was voorbij"),
    "besluit": _("Wij namen een besluit"),
    "brief": _("Wij stuurden u de brief met ons besluit"),
    "gegeven": _("Wij gaven de school advies"),
    "beantwoord": _("Wij gaven antwoord op de vraag om hulp"),
    "ingetrokken": _("De school stopte de aanvraag"),
    "doorgezonden": _("Wij stuurden de aanvraag door"),
    "bezwaar": _("U maakte bezwaar"),
    "op_bezwaar": _("Wij stuurden u onze beslissing op het bezwaar"),
}
"""By the kinds of loket.views.tijdlijn, and of a bezwaar; what of it this reader may know, its page says."""


def gevolg(soort: str, *, dagen: int, einde: date) -> tuple[Zin, ...]:
    """What an event did to the last day on which we must decide; nothing when it did not move it."""
    if dagen > 0:
        later = ngettext(
            "Daardoor komt het besluit hoogstens {aantal} dag later.",
            "Daardoor komt het besluit hoogstens {aantal} dagen later.",
            dagen,
        )
        return later, _("Uiterlijk {dag}.").met(dag=Weekdag(einde))
    if soort == "ontvangst":
        return (_("De wet geeft ons tot en met {dag}.").met(dag=Weekdag(einde)),)
    return ()
