"""What an address asks for: the period and of whom, and the rows that this viewer sees."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from kern.houdt import is_verwijderd_uit
from kern.termijnen.schooljaar import schooljaar
from loket.models import Aanvraag
from loket.models.besluit import CATEGORIE
from loket.rules.soorten import SOORTEN
from monitoring.kengetallen import binnen
from monitoring.kengetallen.aanvragen import MET_BESLUIT, ingediend
from monitoring.kengetallen.bronnen import te_tellen
from monitoring.kengetallen.sommen import Sommen, sommen
from monitoring.rules import filter as filterregels
from monitoring.rules.filter import WOORDEN, Dimensie, Filter
from monitoring.rules.periode import Periode, te_kiezen, uit_adres
from scholen.models import School, Werkgebied

from .weergaven import pagina_van, weergaven_van

ALLES = Filter()
ALLEEN_HULP = ("niveau", "thema")
"""What only a page about support can be asked by."""
KIES = mark_safe(" selected")
Optie = tuple[str, str, bool]
"""Code, name and whether it is chosen."""


@dataclass(frozen=True)
class Veld:
    """One list to choose from, for a form by GET."""

    naam: str
    label: str
    alle: str
    opties: tuple[Optie, ...]

    @property
    def lijst(self) -> SafeString:
        """The options as HTML: some hundreds of schools on each page, which a template writes ten times as slowly."""
        return format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((code, KIES if dit else "", naam) for code, naam, dit in self.opties),
        )

    @property
    def gekozen(self) -> str:
        """The name of what is chosen; empty when all are."""
        return next((naam for _, naam, dit in self.opties if dit), "")


@dataclass(frozen=True)
class Keuze:
    """vandaag: until when the figures go; a running period is counted up to today. onbekend: what the address asked
    for that is not there, in words. pagina: the name of a page that can be kept, and weergaven what was of it."""

    periode: Periode
    vandaag: date
    filter: Filter = ALLES
    per: Dimensie | None = None
    velden: tuple[Veld, ...] = ()
    onbekend: tuple[str, ...] = ()
    pagina: str = ""
    weergaven: tuple[Optie, ...] = ()

    @property
    def gebiedsdag(self) -> date:
        """By which day a school is in a werkgebied: the last of the period, so that a move does not change figures."""
        return min(self.vandaag, self.periode.tot)

    @property
    def vraag(self) -> str:
        """The part of an address that says it again."""
        return "&".join(filter(None, (f"periode={self.periode.code}", self.filter.vraag)))

    def deel(self, sleutel: str) -> str:
        """The same for one part of a split table; empty when nobody knows which part that is."""
        if self.per is None or sleutel == "onbekend":
            return ""
        if self.per == Dimensie.MAAND:
            return "&".join(filter(None, (f"periode={sleutel}", self.filter.vraag)))
        return replace(self, filter=replace(self.filter, **{self.per.value: sleutel})).vraag

    @property
    def verwijderd(self) -> bool:
        """Whether files of this period are gone, so that they count no more. Of the last year nobody asks."""
        if self.periode.tot > self.vandaag - timedelta(days=365):
            return False
        return is_verwijderd_uit(frozenset(range(schooljaar(self.periode.van), schooljaar(self.periode.tot) + 1)))

    @property
    def loopt(self) -> bool:
        return self.periode.tot >= self.vandaag

    @property
    def periodes(self) -> list[Optie]:
        """Code, name and whether it is this one, for a list to choose from; also one that only the address named."""
        alle = te_kiezen(self.vandaag)
        rijen = alle if self.periode in alle else [self.periode, *alle]
        return [(een.code, een.naam[0].upper() + een.naam[1:], een == self.periode) for een in rijen]

    @property
    def splitsen(self) -> list[Optie]:
        return [(een.value, f"Per {WOORDEN[een].lower()}", een == self.per) for een in Dimensie]

    @property
    def van_wie(self) -> list[str]:
        """What is chosen, in words."""
        return [f"{een.label}: {een.gekozen}" for een in self.velden if een.gekozen]


def gekozen(request: Verzoek, meer: Sequence[Veld] = (), alleen: Collection[str] | None = None) -> Keuze:
    """Of which period and whom. What is not there is not chosen, and said. meer: what only this page offers.

    alleen: the names of what it offers, when that is not all.
    """
    vandaag = timezone.localdate()
    gevraagd = filterregels.uit_adres(request.GET)
    eigen = {een.naam for een in meer}
    gevraagd = replace(gevraagd, **{naam: "" for naam in ALLEEN_HULP if naam not in eigen})
    if alleen is not None:
        gevraagd = Filter(**{naam: waarde for naam, waarde in gevraagd.gekozen.items() if naam in alleen})
    velden = (*_velden(request, gevraagd, VELDEN if alleen is None else alleen), *meer)
    pagina = pagina_van(request)
    weg = {een.naam: een.label.lower() for een in velden if getattr(gevraagd, een.naam) and not een.gekozen}
    return Keuze(
        uit_adres(request.GET.get("periode", ""), vandaag),
        vandaag,
        replace(gevraagd, **dict.fromkeys(weg, "")),
        filterregels.per(request.GET),
        velden,
        tuple(weg.values()),
        pagina,
        tuple(weergaven_van(request, pagina)) if pagina else (),
    )


VELDEN = {
    "bestuur": ("Schoolbestuur", "Alle besturen"),
    "werkgebied": ("Werkgebied", "Alle werkgebieden"),
    "gemeente": ("Woongemeente", "Alle gemeenten"),
    "school": ("School", "Alle scholen"),
    "soort": ("Soort", "Alle soorten"),
    "categorie": ("Categorie van het besluit", "Alle categorieën"),
    "aanleiding": ("Eerste of volgende", "Alle aanvragen"),
}
"""By name the label of a list, and what it says when nothing is chosen."""


def _velden(request: Verzoek, filter_: Filter, namen: Collection[str]) -> tuple[Veld, ...]:
    opties: dict[str, Mapping[str, str]] = {
        "soort": {code: SOORTEN[code].titel for code in MET_BESLUIT},
        "categorie": dict(CATEGORIE),
        "aanleiding": dict(Aanvraag.Aanleiding.choices),
    }
    if not {*opties}.issuperset(namen):
        opties |= _plekken(request)
    return tuple(
        Veld(naam, *woorden, tuple((code, heet, code == getattr(filter_, naam)) for code, heet in opties[naam].items()))
        for naam, woorden in VELDEN.items()
        if naam in namen and opties[naam]
    )


def _plekken(request: Verzoek) -> dict[str, Mapping[str, str]]:
    """The schools, and of which boards and in which gemeenten those are: all of it is public. By name."""
    scholen = School.objects.visible_to(request.user).filter(deelnames__swv__eigen=True).order_by("naam", "brin6")
    gebieden = Werkgebied.objects.visible_to(request.user).filter(swv__eigen=True)
    velden = ("brin6", "naam", "bestuur__nummer", "bestuur__naam", "gemeente__code", "gemeente__naam")
    rijen = list(scholen.values_list(*velden))

    def op_naam(paren: Iterable[tuple[str, str]]) -> Mapping[str, str]:
        return dict(sorted({een for een in paren if een[0]}, key=lambda een: (een[1], een[0])))

    return {
        "school": {een[0]: een[1] for een in rijen},
        "bestuur": op_naam((een[2], een[3]) for een in rijen),
        "gemeente": op_naam((een[4], een[5]) for een in rijen),
        "werkgebied": dict(gebieden.order_by("naam").values_list("code", "naam")),
    }


def aanvragen_van(request: Verzoek, keuze: Keuze | None = None) -> QuerySet[Aanvraag]:
    """What was ever received, of what the address asks for; for who may read all figures, and nobody else."""
    keuze = keuze or gekozen(request)
    alles = te_tellen() if request.user.heeft(Permissie.MONITORING_LEZEN) else te_tellen().none()
    return ingediend(alles.filter(binnen.aanvragen(keuze.filter, keuze.gebiedsdag)))


def sommen_van(request: Verzoek, keuze: Keuze) -> Sommen:
    """The same to be summed: from sums per month, when what is chosen is a school, board, area or kind, or nothing."""
    rijen = aanvragen_van(request, keuze)
    return sommen(rijen, keuze.filter, keuze.gebiedsdag) if keuze.periode.hele_maanden else Sommen(rijen)
