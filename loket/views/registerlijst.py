"""What the register shows: its tabs as data, their counts in one query, the rows of one page, and what ends when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from kern.gebruikers.models import Gebruiker
from kern.termijnen.schooljaar import schooljaar
from loket.models import GELDIG, IN_BEHANDELING, LOPEND, Aanvraag, Tlv, TlvStatus
from loket.models.tlv import TlvQuerySet
from loket.rules.tlv_status import loopt_af_voor, signaaldag
from scholen.models import Instelling, School, SchoolDeelname

TOON = {
    "vastgesteld": "info",
    "actief": "goed",
    "aflopend": "let-op",
    "verlopen": "neutraal",
    "vervangen": "neutraal",
    "ingetrokken": "neutraal",
    "herroepen": "neutraal",
    "beeindigd": "neutraal",
}
ICOON = {"actief": "check", "aflopend": "klok", "vastgesteld": "kalender"}


@dataclass(frozen=True)
class Weergave:
    sleutel: str
    naam: str

    def voorwaarde(self, vandaag: date) -> Q:
        """Which rows, on a list with stand and ongebruikt."""
        return {
            "geldig": Q(stand__in=sorted(GELDIG)),
            "straks": Q(stand="vastgesteld"),
            "loopt_af": Q(stand__in=sorted(LOPEND), vervaldatum__lte=loopt_af_voor(vandaag)),
            "ongebruikt": Q(ongebruikt=True),
            "alles": Q(pk__isnull=False),
        }[self.sleutel]


WEERGAVEN = {
    een.sleutel: een
    for een in (
        Weergave("geldig", "Nu geldig"),
        Weergave("straks", "Gaat nog in"),
        Weergave("loopt_af", "Loopt dit schooljaar af"),
        Weergave("ongebruikt", "Nog niet gebruikt"),
        Weergave("alles", "Alle"),
    )
}


def register(gebruiker: Gebruiker, instelling: Instelling, vandaag: date) -> TlvQuerySet:
    """All TLVs that this user may see, with their state and the school where they are used as columns."""
    vervolg = Aanvraag.objects.visible_to(gebruiker).filter(vorige_tlv=OuterRef("pk"), status__in=[*IN_BEHANDELING])
    lijst = Tlv.objects.visible_to(gebruiker).met_stand(vandaag, signaal=instelling.signaal)
    return (
        lijst.met_ongebruikt(vandaag, maanden=instelling.tlv_ongebruikt_maanden)
        .met_plek()
        .annotate(verlenging=Exists(vervolg))
    )


def aantallen(lijst: TlvQuerySet, vandaag: date) -> dict[str, int]:
    """The count of each tab. One query: the state is worked out once per row."""
    af = {"loopt_af": Count("pk", filter=Q(vervaldatum__lte=loopt_af_voor(vandaag)))}
    met_kolommen: Any = lijst  # stand and ongebruikt are columns of this list, not of the model
    groepen = met_kolommen.order_by().values("stand", "ongebruikt").annotate(n=Count("pk"), **af)
    telling: Counter[str] = Counter(dict.fromkeys(WEERGAVEN, 0))
    for groep in groepen:
        telling["alles"] += groep["n"]
        telling["geldig"] += groep["n"] * (groep["stand"] in GELDIG)
        telling["straks"] += groep["n"] * (groep["stand"] == "vastgesteld")
        telling["ongebruikt"] += groep["n"] * groep["ongebruikt"]
        telling["loopt_af"] += groep["loopt_af"] * (groep["stand"] in LOPEND)
    return dict(telling)


@dataclass(frozen=True)
class Rij:
    tlv: Any
    plek: School | None
    toon: str
    icoon: str
    stand: str


def rijen(pagina: Iterable[Any], gebruiker: Gebruiker) -> list[Rij]:
    """The rows of one page, with the school where each is used; one query more."""
    lijst = list(pagina)
    scholen = School.objects.visible_to(gebruiker).in_bulk({tlv.plek_id for tlv in lijst})
    return [rij(tlv, scholen.get(tlv.plek_id)) for tlv in lijst]


def rij(tlv: Any, plek: School | None) -> Rij:
    """One TLV with its state in words; needs `stand`."""
    return Rij(tlv, plek, TOON[tlv.stand], ICOON.get(tlv.stand, ""), TlvStatus(tlv.stand).label)


@dataclass(frozen=True)
class Afloop:
    """How many TLVs of one kind end at one school this school year, and for how many a next one was asked."""

    school: School
    werkgebied: str
    soort: str
    aantal: int
    gevraagd: int

    @property
    def open(self) -> int:
        return self.aantal - self.gevraagd


def aflopend(lijst: TlvQuerySet, gebruiker: Gebruiker, vandaag: date) -> list[Afloop]:
    """What ends this school year per school and kind; three queries, however many there are."""
    met_kolommen: Any = lijst
    groepen = list(
        met_kolommen.filter(WEERGAVEN["loopt_af"].voorwaarde(vandaag))
        .order_by()
        .values("plek_id", "soort")
        .annotate(n=Count("pk"), gevraagd=Count("pk", filter=Q(verlenging=True)))
    )
    scholen = School.objects.visible_to(gebruiker).in_bulk({groep["plek_id"] for groep in groepen})
    gebieden = dict(
        SchoolDeelname.objects.visible_to(gebruiker)
        .geldig(vandaag)
        .filter(school__in=scholen, werkgebied__isnull=False)
        .values_list("school", "werkgebied__naam")
    )
    alle = [
        Afloop(scholen[een["plek_id"]], gebieden.get(een["plek_id"], ""), een["soort"], een["n"], een["gevraagd"])
        for een in groepen
    ]
    return sorted(alle, key=lambda een: (een.werkgebied, een.school.naam, een.school.brin6, een.soort))


def momenten(instelling: Instelling, vandaag: date) -> list[tuple[str, date, str]]:
    """The dates of this school year on which the list is looked at: (what, day, klaar, nu or straks)."""
    jaar = schooljaar(vandaag)
    dagen = [("Eerste signaal", signaaldag(jaar, instelling.signaal))]
    for tekst in instelling.tlv_herinneringen:
        maand, dag = map(int, tekst.split("-"))
        dagen.append(("Herinnering", signaaldag(jaar, (maand, dag))))
    dagen.append(("Laatste dag van het schooljaar", loopt_af_voor(vandaag)))
    volgende = next((dag for _, dag in dagen if dag >= vandaag), None)
    return [(wat, dag, "nu" if dag == volgende else "klaar" if dag < vandaag else "straks") for wat, dag in dagen]
