"""The route check on the page of a new aanvraag: who decides and which kind fits. It advises and never blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kern.gebruikers.verzoek import Verzoek
from loket.actions.aanvraag import soorten
from loket.forms.route import RouteForm
from loket.rules.route import PAST, SECTOR, Situatie, verantwoordelijk_swv
from loket.rules.soorten import SOORTEN, UIT_AANBOD, Soort
from scholen.models import Instelling, School
from scholen.scopes import SCHOOL_SCHRIJFT, scholen_van

LET_OP = "Kijk dit na, of bel ons. Je kunt wel beginnen: is het niet voor ons, dan sturen wij de aanvraag door."
ELDERS = "?"
"""An SWV that we do not know by its code: that of another region."""


@dataclass(frozen=True)
class Uitkomst:
    """One kind that fits. aangeboden: whether it can be asked here; wie: who decides; let_op: what to check."""

    soort: Soort
    aangeboden: bool
    wie: str
    uitleg: str
    let_op: str

    @property
    def uit_aanbod(self) -> bool:
        """Whether it is asked from the catalogue of help."""
        return self.soort.code in UIT_AANBOD


def route(request: Verzoek, instelling: Instelling) -> dict[str, Any]:
    """Context: the questions and, when they were answered, the outcome per kind that fits."""
    form = RouteForm(request.GET if "doel" in request.GET else None)
    if not (form.is_bound and form.is_valid()):
        return {"routeform": RouteForm(None), "uitkomsten": []}
    aanbod = {soort.code for soort in soorten(instelling)}
    passend = [SOORTEN[code] for code in PAST[form.cleaned_data["doel"]]]
    uitkomsten = [_uitkomst(request, soort, form.cleaned_data, instelling, aanbod) for soort in passend]
    return {"routeform": form, "uitkomsten": [een for een in uitkomsten if een is not None]}


def _uitkomst(
    request: Verzoek, soort: Soort, antwoorden: dict[str, str], instelling: Instelling, aanbod: set[str]
) -> Uitkomst | None:
    if soort.geeft_advies:
        if soort.code not in aanbod:
            return None
        return Uitkomst(soort, True, f"{instelling.swv.naam} denkt met je mee.", "Er komt geen besluit.", "")
    doel = {"sbo": "SBO", "so": "SO", "vso": "VSO", "pro": "PRO", "lwoo": "LWOO"}[antwoorden["doel"]]
    eigen = instelling.swv.code if instelling.swv.sector == SECTOR[doel] else ELDERS
    wie = verantwoordelijk_swv(doel, _situatie(request, antwoorden, eigen), sbo_beslist=instelling.sbo_beslist)
    zeker = wie.codes == (eigen,) and eigen != ELDERS and not wie.controleer
    return Uitkomst(
        soort=soort,
        aangeboden=soort.code in aanbod and SECTOR[doel] == instelling.swv.sector,
        wie=f"{instelling.swv.naam} beslist: dat zijn wij." if zeker else "Waarschijnlijk beslist een ander.",
        uitleg=wie.zin,
        let_op="" if zeker else LET_OP,
    )


def _situatie(request: Verzoek, antwoorden: dict[str, str], eigen: str) -> Situatie:
    scholen = School.objects.visible_to(request.user).filter(pk__in=scholen_van(request.user, *SCHOOL_SCHRIJFT))
    school = scholen.order_by("pk").first()
    op_school = antwoorden["nu"] != "geen"
    return Situatie(
        nu=school.soort if school and op_school else "",
        nu_swv=[ELDERS if antwoorden["nu"] == "elders" else eigen],
        woont="buitenland" if antwoorden["woont"] == "buitenland" else "nederland",
        woont_swv=[eigen if antwoorden["woont"] == "regio" else ELDERS],
        doel_swv=[eigen],
        vraagt_swv=[eigen],
        eerder_swv={"wij": eigen, "ander": ELDERS}.get(antwoorden["eerder"], ""),
    )
