"""What a page of a pupil, which belongs to a lower app, shows of its handelingsdeel."""

from __future__ import annotations

from typing import Any

from django import template

from loket.views.akkoord import Overzicht, akkoord_van
from scholen.models import Leerling

register = template.Library()


@register.simple_tag(takes_context=True)
def overeenstemmingen_van(context: dict[str, Any], leerling: Leerling) -> list[Overzicht]:
    """The version that matters now with how it stands, for who is looking; nothing when there is none."""
    return akkoord_van(context["request"].user, leerling)
