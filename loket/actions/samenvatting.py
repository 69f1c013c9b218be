"""Whether each voice memo with a view has its summary: without one nothing is decided."""

from __future__ import annotations

from loket.models import Aanvraag, Intrekking, Zienswijze


def samenvatting_mist(aanvraag: Aanvraag, intrekking: Intrekking | None = None) -> list[str]:
    """Why nothing can be decided yet, as sentences: a memo of which nobody wrote down what is said in it.

    Of the rounds before the decision, or of the one over this withdrawal.
    """
    zonder = Zienswijze.objects.filter(ronde__aanvraag=aanvraag, ronde__intrekking=intrekking)
    zonder = zonder.filter(opname=True, samenvattingen=None).select_related("betrokkene", "leerling", "school")
    zin = "Bij de mening van {} zit een opname. Schrijf eerst een samenvatting."
    return [zin.format(een.naam) for een in zonder.order_by("pk")]
