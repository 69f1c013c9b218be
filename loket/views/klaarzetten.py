"""The day on which letters go out, on each page where letters are dated."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils import timezone

from kern.formulieren import DatumKiezer
from kern.gebruikers.verzoek import Verzoek
from kern.termijnen.kalender import verleng
from loket.actions.opnieuw import adres_na_te_kijken
from loket.forms.bekendmaken import KlaarzettenForm, OntvangstForm
from loket.models import Aanvraag
from loket.rules.post import let_op_vrije_dag

from .brieven import Briefstand

ACTIE = "klaarzetten"


def klaarzetten_form(
    request: Verzoek, aanvraag: Aanvraag, brieven: Iterable[Briefstand], *, uitleg: str = ""
) -> KlaarzettenForm:
    """The form, filled in when it was sent. brieven: all on the page; one that came back asks for its address.

    uitleg: what the day means for these letters; "" where the bezwaartermijn follows from it.
    """
    vandaag = timezone.localdate()
    dag = _gekozen_dag(request) or verleng(vandaag)
    return KlaarzettenForm(
        request.POST if request.POST.get("actie") == ACTIE else None,
        aanvraag=aanvraag,
        vandaag=vandaag,
        terug=adres_na_te_kijken([een.bekendmaking for een in brieven], dag),
        uitleg=uitleg,
    )


def _gekozen_dag(request: Verzoek) -> date | None:
    """On another day somebody may live elsewhere; None for no day, or one that the form will refuse."""
    try:
        dag: date | None = DatumKiezer(required=False).clean(request.POST.get("verzenddatum", ""))
    except ValidationError:
        return None
    return dag


def waarschuw_voor_dag(request: Verzoek, form: KlaarzettenForm | OntvangstForm) -> None:
    """After the letters were dated: say so when their day is no working day."""
    if form.is_bound and (zin := let_op_vrije_dag(form.cleaned_data["verzenddatum"])):
        messages.warning(request, zin)
