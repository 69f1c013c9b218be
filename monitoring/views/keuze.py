"""What an address asks for: the period, and the rows that this viewer sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from kern.gebruikers.rollen import Permissie
from kern.gebruikers.verzoek import Verzoek
from loket.models import Aanvraag
from monitoring.kengetallen.aanvragen import ingediend
from monitoring.rules.periode import Periode, te_kiezen, uit_adres


@dataclass(frozen=True)
class Keuze:
    """vandaag: until when the figures go; a running period is counted up to today."""

    periode: Periode
    vandaag: date

    @property
    def vraag(self) -> str:
        """The part of an address that says it again."""
        return f"periode={self.periode.code}"

    @property
    def loopt(self) -> bool:
        return self.periode.tot >= self.vandaag

    @property
    def periodes(self) -> list[tuple[str, str, bool]]:
        """Code, name and whether it is this one, for a list to choose from; also one that only the address named."""
        alle = te_kiezen(self.vandaag)
        rijen = alle if self.periode in alle else [self.periode, *alle]
        return [(een.code, een.naam[0].upper() + een.naam[1:], een == self.periode) for een in rijen]


def gekozen(request: Verzoek) -> Keuze:
    vandaag = timezone.localdate()
    return Keuze(uit_adres(request.GET.get("periode", ""), vandaag), vandaag)


def aanvragen_van(request: Verzoek) -> QuerySet[Aanvraag]:
    """What was ever received, of what this viewer sees."""
    return ingediend(Aanvraag.objects.visible_to(request.user, Permissie.MONITORING_LEZEN))
