"""The bare views that the pages are measured against, at addresses beside those of the portal.

They pass the same middleware, with the same session, policy and connection. `statisch` gives bytes and does nothing;
`rijen` does one select_related query for the rows of the page and loops over them until the page is as long.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from kern.gebruikers.beleid import beleid, openbaar
from kern.gebruikers.rollen import Permissie
from loket.models import Aanvraag

CELLEN = (
    '<td data-label="Nummer">{{ rij.kenmerk }}</td>',
    '<td data-label="Leerling">{{ rij.leerling.naam }}</td>',
    '<td data-label="School">{{ rij.school.naam }}</td>',
    '<td data-label="Soort">{{ rij.soort }}</td>',
    '<td data-label="Fase">{{ rij.get_status_display }}</td>',
    '<td data-label="Ontvangen">{{ rij.ontvangstdatum }}</td>',
    '<td data-label="Behandelaar">{{ rij.behandelaar.naam }}</td>',
    '<td data-label="Termijn">{{ rij.instelling.servicenorm_weken }}</td>',
)
LUS = "<!doctype html><title>Kaal</title><table>{{% for rij in rijen %}}<tr>{cellen}</tr>\n{{% endfor %}}</table>{rest}"


@dataclass
class Kaal:
    """What the bare view of a page shows: which rows, by which template; `gelijk` makes it as long as the page."""

    ids: list[int]
    sjabloon: str = ""
    lengte: int = field(default=0)

    def gelijk(self, lengte: int) -> None:
        """Repeat the cells until the page is this many bytes; what is too short for a cell is filled with blanks."""
        cellen: list[str] = []
        while self._lengte([*cellen, CELLEN[len(cellen) % len(CELLEN)]]) <= lengte:
            cellen.append(CELLEN[len(cellen) % len(CELLEN)])
        self.sjabloon = LUS.format(cellen="".join(cellen), rest=" " * (lengte - self._lengte(cellen)))
        self.lengte = lengte

    def _lengte(self, cellen: list[str]) -> int:
        bron = LUS.format(cellen="".join(cellen), rest="")
        return len(engines["django"].from_string(bron).render({"rijen": self.rijen()}).encode())

    def rijen(self) -> list[Aanvraag]:
        """The one query."""
        rijen = Aanvraag.objects.filter(pk__in=self.ids)
        return list(rijen.select_related("leerling", "school", "instelling", "behandelaar"))


KAAL: dict[str, Kaal] = {}
STATISCH = {"inloggen": b""}


@beleid(openbaar)
def statisch(request: HttpRequest, naam: str) -> HttpResponse:
    return HttpResponse(STATISCH[naam])


@beleid(Permissie.AANVRAAG_CONTROLEREN)
def rijen(request: HttpRequest, naam: str) -> HttpResponse:
    kaal = KAAL[naam]
    return HttpResponse(_sjabloon(kaal.sjabloon).render({"rijen": kaal.rijen()}, request))


_gemaakt: dict[str, object] = {}


def _sjabloon(bron: str):  # type: ignore[no-untyped-def]
    """Compiled once, as the cached loader does for a file."""
    if bron not in _gemaakt:
        _gemaakt[bron] = engines["django"].from_string(bron)
    return _gemaakt[bron]


urlpatterns = [
    path("kaal/<str:naam>/", rijen),
    path("statisch/<str:naam>/", statisch),
    path("", include("swv_portal.urls")),
]
handler400 = "swv_portal.fouten.onbegrepen"
handler403 = handler404 = "swv_portal.fouten.niet_gevonden"
handler500 = "swv_portal.fouten.storing"
