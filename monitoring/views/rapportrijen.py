"""From a number in a frozen report down to its rows as they are now, and how many they were then (R-MON-07)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid
from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien
from monitoring.herkomst.wegen import heeft_rijen, herkomst
from monitoring.models import Rapport
from monitoring.rapporten.bron import bron_van
from monitoring.rules.afschermen import alle_rijen
from monitoring.rules.tabel import Cel, Kolom, Rij, Tabel
from monitoring.rules.weergave import in_woorden

from .bladen import rijblad

P = Permissie


def adressen(rapport: Rapport, tabel: Tabel) -> dict[tuple[str, int], str]:
    """(key of the row, number of the column) → the rows that are counted there. Of what has no rows, nothing."""
    return {
        (rij.sleutel, plek): reverse("monitoring:rapport_rijen", args=[rapport.public_id, tabel.code, nummer, plek])
        for nummer, rij in enumerate(alle_rijen(tabel))
        for plek in range(len(tabel.kolommen))
        if heeft_rijen(tabel, rij, plek)
    }


@dataclass(frozen=True)
class Vergeleken:
    """A frozen number beside what it would be now. getoond: what the report shows, where that is not the number."""

    toen: Cel
    nu: Cel
    kolom: Kolom
    getoond: str = ""

    @property
    def was(self) -> str:
        return in_woorden(self.toen, self.kolom.maat)

    @property
    def is_(self) -> str:
        return in_woorden(self.nu, self.kolom.maat)

    @property
    def verschil(self) -> str:
        """What there is more or less of now, in words; empty when it is the same."""
        if self.toen == self.nu:
            return ""
        if isinstance(self.toen, int | Decimal) and isinstance(self.nu, int | Decimal):
            meer = Decimal(self.nu) - Decimal(self.toen)
            return f"{in_woorden(abs(meer), self.kolom.maat)} {'meer' if meer > 0 else 'minder'}"
        return "anders"


@require_safe
@beleid(P.MONITORING_LEZEN)
def rapport_rijen(request: Verzoek, public_id: str, code: str, rij: int, kolom: int) -> HttpResponse:
    """The rows behind one number of a report, and in what they differ from what was frozen."""
    zichtbaar = Rapport.objects.visible_to(request.user).select_related("swv", "bestuur", "school", "gemeente")
    rapport = get_object_or_404(zichtbaar.exclude(klaar_op=None), public_id=public_id)
    getoond, tabel, regel = _cel(rapport, code, rij, kolom)
    van = herkomst(bron_van(rapport), tabel, regel, kolom)
    if van is None:
        raise Http404
    gezien(rapport, door=request.user, op=timezone.now(), wat="rapport_gezien")
    toen, kop = regel.cellen[kolom], tabel.kolommen[kolom]
    vergeleken = Vergeleken(toen, van.nu, kop, in_woorden(getoond, kop.maat) if getoond != toen else "")
    context = {
        "rapport": rapport,
        "titel": f"{regel.naam}: {kop.kop}",
        "tabel": tabel,
        "getal": vergeleken,
        "blad": rijblad(request, van, kop),
    }
    return render(request, "monitoring/rapport_rijen.html", context)


def _cel(rapport: Rapport, code: str, rij: int, kolom: int) -> tuple[Cel, Tabel, Rij]:
    """What the report shows there, and the table and row of the number. 404 when there is no such number."""
    for getoond, precies in zip(rapport.cijfers, rapport.precieze_cijfers, strict=True):
        rijen = alle_rijen(precies)
        if precies.code == code and rij < len(rijen) and kolom < len(precies.kolommen):
            return alle_rijen(getoond)[rij].cellen[kolom], precies, rijen[rij]
    raise Http404
