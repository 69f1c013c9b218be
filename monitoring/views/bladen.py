"""How the rows behind a number are shown, by what they are. A row leads on where its reader may go."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone

from arrangementen.models import Arrangement, Basisbedrag, Boeking
from arrangementen.rules.boekingen import SOORTEN
from kern.gebruikers.verzoek import Verzoek
from kern.logboek.actions import gezien_alle
from kern.termijnen.woorden import datum_voluit
from loket.models import Aanvraag, Bezwaarzaak, Signaal, Tlv
from loket.rules.soorten import SOORTEN as AANVRAAGSOORTEN
from monitoring.herkomst.bron import WAARDE, Herkomst
from monitoring.kengetallen.thuis import nummer
from monitoring.models import Woontelling
from monitoring.rules.tabel import Kolom, Maat
from monitoring.rules.weergave import in_woorden
from scholen.models import LeerlingAantal
from thuiszitters.models import Casus

from .rijen import PER_PAGINA

Regel = tuple[str, Sequence[str]]
"""What a row is called, and its other cells."""


@dataclass(frozen=True)
class Soort:
    """één, meer: what such rows are called. adres: the page of one row; kind: whether a row is about a child."""

    een: str
    meer: str
    koppen: Sequence[str]
    orde: Sequence[str]
    regel: Callable[[Any], Regel]
    adres: Callable[[Any], str] | None = None
    erbij: Sequence[str] = ()
    kind: bool = True


def _dag(dag: date | None) -> str:
    return datum_voluit(dag) if dag else ""


def _aanvraag(een: Any) -> Regel:
    soort = AANVRAAGSOORTEN[een.soort].kort
    return een.kenmerk, (een.school.naam, soort, *map(_dag, (een.ontvangstdatum, een.compleetdatum, een.dag_besluit)))


def _tlv(een: Any) -> Regel:
    dagen = (een.besluit.besluitdatum, een.ingangsdatum, een.vervaldatum)
    return een.nummer, (een.besluit.aanvraag.school.naam, een.get_soort_display(), *map(_dag, dagen))


def _arrangement(een: Any) -> Regel:
    return een.kenmerk, (een.school.naam, een.aanbod.naam, _dag(een.van), _dag(een.tot))


def _boeking(een: Any) -> Regel:
    waarvoor = een.arrangement.kenmerk if een.arrangement else een.omschrijving
    school = een.school.naam if een.school else ""
    bedrag = in_woorden(een.bedrag, Maat.EURO)
    return _dag(een.boekdatum), (een.pot.naam, SOORTEN[een.soort], school, waarvoor, bedrag)


def _bezwaar(een: Any) -> Regel:
    dagen = (een.dag_ontvangen, een.dag_beslist)
    return een.kenmerk, (een.besluit.aanvraag.school.naam, *map(_dag, dagen), een.get_status_display())


def _casus(een: Any) -> Regel:
    return een.kenmerk, (een.school.naam if een.school else "", _dag(timezone.localdate(een.gemeld_op)))


def _signaal(een: Any) -> Regel:
    return _dag(een.dag), (een.thema, een.get_van_display())


def _basis(een: Any) -> Regel:
    return een.school.naam, (in_woorden(een.leerlingen, Maat.AANTAL), in_woorden(een.bedrag, Maat.EURO))


def _telling(een: Any) -> Regel:
    aantal = een.tekst or in_woorden(een.aantal, Maat.AANTAL)
    return een.school.naam, (een.school.brin6, een.onderdeel or "hele school", _dag(een.teldatum), aantal)


def _woont(een: Any) -> Regel:
    aantal = een.tekst or in_woorden(een.aantal, Maat.AANTAL)
    return een.school.naam, (een.school.brin6, een.postcode or een.gemeente, _dag(een.teldatum), aantal)


def _naar(naam: str) -> Callable[[Any], str]:
    return lambda een: reverse(naam, args=[een.public_id])


SOORTEN_VAN_RIJEN: Mapping[type[Model], Soort] = {
    Aanvraag: Soort(
        "aanvraag",
        "aanvragen",
        ("Aanvraag", "School", "Soort", "Ontvangen", "Compleet", "Besloten"),
        ("ontvangstdatum", "pk"),
        _aanvraag,
        _naar("loket:aanvraag"),
        ("school", "leerling"),
    ),
    Tlv: Soort(
        "TLV",
        "TLV’s",
        ("TLV", "Vroeg aan", "Soort", "Besloten", "Vanaf", "Tot en met"),
        ("besluit__besluitdatum", "pk"),
        _tlv,
        _naar("loket:tlv"),
        ("leerling", "besluit__aanvraag__school"),
    ),
    Arrangement: Soort(
        "arrangement",
        "arrangementen",
        ("Arrangement", "School", "Hulp", "Van", "Tot en met"),
        ("pk",),
        _arrangement,
        _naar("arrangementen:arrangement"),
        ("school", "aanbod"),
    ),
    Boeking: Soort(
        "boeking",
        "boekingen",
        ("Boekdatum", "Budget", "Soort", "School", "Waarvoor", "Bedrag"),
        ("boekdatum", "pk"),
        _boeking,
        lambda een: reverse("arrangementen:budget", args=[een.pot.public_id]),
        ("pot", "school", "arrangement"),
    ),
    Bezwaarzaak: Soort(
        "bezwaar",
        "bezwaren",
        ("Bezwaar", "School", "Ontvangen", "Besloten", "Stand"),
        ("dag_ontvangen", "pk"),
        _bezwaar,
        _naar("loket:bezwaar"),
        ("besluit__aanvraag__school",),
    ),
    Casus: Soort(
        "casus",
        "casussen",
        ("Casus", "School", "Gemeld"),
        ("kenmerk",),
        _casus,
        _naar("thuiszitters:casus"),
        ("school", "leerling", "swv"),
    ),
    Signaal: Soort(
        "signaal", "signalen", ("Dag", "Thema", "Van wie"), ("dag", "pk"), _signaal, _naar("loket:signaal"), kind=False
    ),
    Basisbedrag: Soort(
        "bedrag",
        "bedragen",
        ("School", "Leerlingen", "Bedrag"),
        ("school__naam", "pk"),
        _basis,
        None,
        ("school",),
        kind=False,
    ),
    LeerlingAantal: Soort(
        "telling",
        "tellingen",
        ("School", "BRIN", "Onderdeel", "Teldatum", "Leerlingen"),
        ("school__naam", "pk"),
        _telling,
        None,
        ("school",),
        kind=False,
    ),
    Woontelling: Soort(
        "telling",
        "tellingen",
        ("School", "BRIN", "Plaats", "Teldatum", "Leerlingen"),
        ("school__naam", "pk"),
        _woont,
        None,
        ("school",),
        kind=False,
    ),
}
"""By the model of the rows."""


@dataclass(frozen=True)
class Rijblad:
    """One page of the rows behind a number. telt: the head of the column with what each row adds, where it is no 1."""

    soort: Soort
    pagina: Page[Any]
    regels: list[tuple[str, str, list[tuple[str, str]]]] = field(default_factory=list)
    koppen: Sequence[str] = ()

    @property
    def aantal(self) -> str:
        """How many rows there are, in words."""
        n = self.pagina.paginator.count
        return f"{n} {self.soort.een if n == 1 else self.soort.meer}"


def rijblad(request: Verzoek, van: Herkomst, kolom: Kolom) -> Rijblad:
    """The rows as they were counted, for who may read all figures; each child on the page is a look at it.

    A row leads on where its reader may go; others see what was counted, and no word about the child.
    """
    model, soort = van.rijen.model, SOORTEN_VAN_RIJEN[van.rijen.model]
    rijen = van.rijen.select_related(*soort.erbij)
    pagina = Paginator(rijen.order_by(*soort.orde), PER_PAGINA).get_page(request.GET.get("pagina"))
    if soort.kind:
        gezien_alle(list(pagina), door=request.user, op=timezone.now(), wat="monitoring_gezien")
    open_ = _open(request, model.objects.visible_to(request.user), pagina) if soort.adres else set()
    telt = _telt(van, kolom)
    koppen = (*soort.koppen, *(["Telt mee voor"] if telt else []))
    regels = []
    for een in pagina:
        naam, cellen = soort.regel(een)
        erbij = [in_woorden(telt(een), kolom.maat)] if telt else []
        adres = soort.adres(een) if soort.adres and een.pk in open_ else ""
        regels.append((adres, naam, [*zip(koppen[1:], [*cellen, *erbij], strict=True)]))
    return Rijblad(soort, pagina, regels, koppen)


def _open(request: Verzoek, zichtbaar: QuerySet[Any], pagina: Page[Any]) -> set[int]:
    return {*zichtbaar.filter(pk__in=[een.pk for een in pagina]).values_list("pk", flat=True)}


def _telt(van: Herkomst, kolom: Kolom) -> Callable[[Any], Any] | None:
    """What a row adds, when that is not simply one."""
    if van.gewicht is not None:
        gewicht, vaker = van.gewicht, any(keer != 1 for keer in van.gewicht.values())
        return (lambda een: gewicht[nummer(een.swv, een.kenmerk)]) if vaker else None
    if van.rijen.model is LeerlingAantal:
        return (lambda een: f"{getattr(een, WAARDE):+d} keer") if van.rijen.filter(waarde__lt=0).exists() else None
    return (lambda een: getattr(een, WAARDE)) if van.som else None
