"""Saving a row with the sentence of the constraint that it does not meet."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from .overgang import NietMogelijk

INTUSSEN = "Een collega heeft dit intussen ook gedaan. Bekijk het opnieuw."


def bewaren(rij: models.Model, *, intussen: str = INTUSSEN) -> None:
    """Save a row that meets all its constraints. Raises NietMogelijk with the sentence of one that it does not.

    intussen: what is said when another row came in between.
    """
    try:
        rij.full_clean()
        with transaction.atomic():
            rij.save()
    except ValidationError as fout:
        raise NietMogelijk(fout.messages[0]) from fout
    except IntegrityError as fout:
        raise NietMogelijk(intussen) from fout
