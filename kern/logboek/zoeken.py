"""Searching the logbook: by who, child, period and outcome. For who supervises; what that person may, others say.

Of millions of lines only one page is read, along an index: no count, and no page numbers but the line to go on from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils import timezone

from .models import ALS_BESTAND, Logregel, Uitkomst

LANGSTE_ID = 40
BESTAND = "bestand"
UITKOMSTEN = (*Uitkomst.choices, (BESTAND, "als bestand gedownload"))
"""What can be asked for."""


@dataclass(frozen=True)
class Zoekvraag:
    """What is asked; "" and None do not limit. wie, leerling: public ids; uitkomst: of UITKOMSTEN; days inclusive."""

    wie: str = ""
    leerling: str = ""
    uitkomst: str = ""
    van: date | None = None
    tot: date | None = None

    @classmethod
    def uit(cls, velden: Mapping[str, str]) -> Zoekvraag:
        """From an address; what is no id, outcome or day does not limit."""
        uitkomst = velden.get("uitkomst", "")
        return cls(
            wie=velden.get("wie", "")[:LANGSTE_ID],
            leerling=velden.get("leerling", "")[:LANGSTE_ID],
            uitkomst=uitkomst if uitkomst in dict(UITKOMSTEN) else "",
            van=_dag(velden.get("van", "")),
            tot=_dag(velden.get("tot", "")),
        )

    def adres(self, **meer: str) -> str:
        """As the end of an address. Public ids only, never a name."""
        velden = {
            "wie": self.wie,
            "leerling": self.leerling,
            "uitkomst": self.uitkomst,
            "van": self.van.isoformat() if self.van else "",
            "tot": self.tot.isoformat() if self.tot else "",
        } | meer
        return urlencode({naam: waarde for naam, waarde in velden.items() if waarde})


def gezocht(vraag: Zoekvraag, *, voor: int | None = None) -> QuerySet[Logregel]:
    """The lines, newest first; voor: only those that come after this line in that order."""
    regels = Logregel.objects.order_by("-op", "-pk")
    gelijk = {"wie": vraag.wie, "leerling": vraag.leerling}
    if vraag.uitkomst == BESTAND:
        regels = regels.filter(ALS_BESTAND).exclude(uitkomst=Uitkomst.GEWEIGERD)
    else:
        gelijk["uitkomst"] = vraag.uitkomst
    regels = regels.filter(**{veld: waarde for veld, waarde in gelijk.items() if waarde})
    if vraag.van:
        regels = regels.filter(op__gte=_begin(vraag.van))
    if vraag.tot:
        regels = regels.filter(op__lt=_begin(vraag.tot + timedelta(days=1)))
    if voor is not None and (grens := Logregel.objects.filter(pk=voor).values_list("op", flat=True).first()):
        regels = regels.filter(Q(op__lt=grens) | Q(pk__lt=voor), op__lte=grens)
    return regels


def _begin(dag: date) -> datetime:
    return timezone.make_aware(datetime.combine(dag, time.min))


def _dag(tekst: str) -> date | None:
    try:
        dag = date.fromisoformat(tekst)
    except ValueError:
        return None
    return dag if 2000 <= dag.year <= 2100 else None
