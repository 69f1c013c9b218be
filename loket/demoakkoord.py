"""Handelingsdelen of the demo: one waits for a parent with an account, one is agreed in a second version, one not."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.gebruikers.models import Gebruiker
from loket.actions.handelingsdeel import Afspraak, voorleggen
from loket.actions.overeenstemming import antwoorden, papier_vastleggen
from loket.demogezin import tekening
from loket.models import Aanvraag, Handelingsdeel
from loket.models.aanvraag import OPEN
from loket.scopes.overeenstemming import Partij, overeenstemming, persoon_van
from scholen.rules import leeftijd

PLANNEN = (
    "{v} krijgt twee keer per week een half uur hulp bij rekenen van juf Mila, in een klein groepje.\n\n"
    "Doel: {v} maakt de sommen tot 100 zelf. Elke zes weken kijken wij samen hoe het gaat.",
    "{v} heeft een vaste plek voor in de klas en mag drie keer per dag even naar buiten.\n\n"
    "Doel: {v} blijft de hele ochtend rustig in de klas. De intern begeleider kijkt elke maand mee.",
)
NIET = "Wij vinden twee keer een half uur te weinig. Graag elke dag, zoals wij in het gesprek vroegen."


def akkoord_vullen(*, vandaag: date) -> None:
    """Lay them down as of this day, for children with a running aanvraag; of fewer children fewer of them."""
    zaken = Aanvraag.objects.filter(status__in=sorted(OPEN), leerling__gezag__betrokkene__gebruiker__isnull=False)
    zaken = zaken.select_related("leerling", "aangemaakt_door", "school").distinct().order_by("pk")
    gedaan: set[int] = set()
    for zaak in zaken:
        kind = zaak.leerling
        if kind is None or kind.pk in gedaan or leeftijd(kind.geboortedatum, vandaag) >= 16 or len(gedaan) == 3:
            continue
        nummer = len(gedaan)
        gedaan.add(kind.pk)
        rij = _voorleggen(zaak, vandaag - timedelta(days=12), PLANNEN[nummer % 2])
        if nummer == 1:  # agreed with a second version: one at home, the other on paper
            rij = _voorleggen(zaak, vandaag - timedelta(days=8), PLANNEN[0])
            _iedereen(rij, zaak.aangemaakt_door, vandaag - timedelta(days=6))
        if nummer == 2:
            een = _partijen(rij, vandaag)[0]
            if account := _account(een, rij):
                op = _moment(vandaag - timedelta(days=5), 21)
                antwoorden(rij, door=account, op=op, soort="niet", reden=NIET)


def _voorleggen(zaak: Aanvraag, dag: date, plan: str) -> Handelingsdeel:
    assert zaak.leerling is not None
    tekst, tot = plan.format(v=zaak.leerling.roepnaam), dag + timedelta(days=200)
    afspraak = Afspraak(tekst=tekst, van=dag, tot=tot, aanvraag=zaak)
    return voorleggen(zaak.leerling, afspraak, door=zaak.aangemaakt_door, op=_moment(dag, 15))


def _iedereen(rij: Handelingsdeel, ib: Gebruiker, dag: date) -> None:
    """Everybody agrees: in the own portal, and who has no account on paper."""
    op = _moment(dag, 16)
    scan = bewaren(tekening(), soort="image/png", op=op)
    for een in _partijen(rij, dag):
        if account := _account(een, rij):
            antwoorden(rij, door=account, op=_moment(dag, 20), soort="akkoord")
        else:
            wie = persoon_van(een, rij.leerling).public_id
            papier_vastleggen(rij, wie, door=ib, op=op, soort="akkoord", dag=dag, scan=scan, naam="akkoord.png")


def _partijen(rij: Handelingsdeel, dag: date) -> tuple[Partij, ...]:
    return overeenstemming(rij, dag).partijen


def _account(een: Partij, rij: Handelingsdeel) -> Gebruiker | None:
    """The account with which this person can answer in the portal."""
    wie = persoon_van(een, rij.leerling)
    leest = wie.gebruiker is not None and Handelingsdeel.objects.visible_to(wie.gebruiker).filter(pk=rij.pk).exists()
    return wie.gebruiker if leest else None


def _moment(dag: date, uur: int) -> datetime:
    return timezone.make_aware(datetime.combine(dag, time(uur)))
