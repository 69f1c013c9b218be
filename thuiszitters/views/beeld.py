"""The cases of a page as they stand today, by the settings that this user sees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kern.gebruikers.verzoek import Verzoek
from kern.termijnen.kalender import is_schoolwerkdag
from scholen.models import Instelling
from thuiszitters.beeld import MET, Beeld, beeld_van
from thuiszitters.models import Casus, Protocol, begeleiders_op
from thuiszitters.rules.duur import Schooldag

__all__ = ["MET", "Beeld", "beelden", "nieuw_protocol", "schooldag_van"]


def nieuw_protocol(request: Verzoek, casus: Casus, vandaag: date) -> Protocol | None:
    """The version that holds today, when this running case goes by another one."""
    geldt = Protocol.objects.visible_to(request.user).geldig(casus.swv, vandaag)
    return geldt if casus.loopt and geldt is not None and geldt != casus.protocol else None


def schooldag_van(request: Verzoek, casus: Casus, vandaag: date) -> Schooldag:
    """Whether there is school on a day, for this case."""
    instelling = Instelling.objects.visible_to(request.user).geldig(casus.swv, vandaag)
    regio, vrij = instelling.vakantieregio, instelling.vrij
    return lambda dag: is_schoolwerkdag(dag, regio, vrij)


def beelden(request: Verzoek, casussen: Sequence[Casus], vandaag: date, *, dagen: bool = False) -> list[Beeld]:
    """These cases, each as it stands today. dagen: count school days too, which takes longer."""
    instellingen: dict[int, Instelling] = {}
    for een in casussen:
        if een.swv_id not in instellingen:
            instellingen[een.swv_id] = Instelling.objects.visible_to(request.user).geldig(een.swv, vandaag)
    mensen = {*begeleiders_op(vandaag).values_list("pk", flat=True)}
    return [beeld_van(een, instellingen[een.swv_id], vandaag, begeleiders=mensen, dagen=dagen) for een in casussen]
