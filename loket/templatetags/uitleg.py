"""The explanation of a letter on paper: the one thing in a letter that is more than its frozen values."""

from __future__ import annotations

from typing import Any

from django import template

from kern.brieven.talen import NEDERLANDS
from loket.uitleg import Vertaald, uitleg, vertalen

register = template.Library()


@register.simple_tag
def uitleg_op_papier(brief: Any) -> Vertaald | None:
    """The letter in plain words in the language of its reader, with marks for its days; None for who reads Dutch."""
    aan = brief.geadresseerde
    if aan.taal == NEDERLANDS or not brief.aan_gezin:
        return None
    return vertalen(uitleg(brief), aan.taal, dagen=None, nagekeken=aan.taal_nagekeken)
