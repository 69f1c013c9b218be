"""A form that does one thing: do it, or say at the form why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

from django import forms
from django.contrib import messages
from django.utils import timezone

from .overgang import NietMogelijk
from .verzoek import Verzoek


@runtime_checkable
class Weigerbaar(Protocol):
    """A form that has more to say about a refusal than its sentence."""

    def geweigerd(self, reden: NietMogelijk) -> None: ...


def gelukt(request: Verzoek, form: forms.Form, doen: Callable[..., Any], *ding: Any, meld: str = "") -> Any:
    """What the action gives for a form that is in order, or True when that is nothing; meld: said on the next page.

    None when the form was not sent, or when it says why not.
    """
    if not form.is_bound or not form.is_valid():
        return None
    try:
        uit = doen(*ding, door=request.user, op=timezone.now(), **form.cleaned_data)
    except NietMogelijk as reden:
        if isinstance(form, Weigerbaar):
            form.geweigerd(reden)
        else:
            form.add_error(None, str(reden))
        return None
    if meld:
        messages.success(request, meld)
    return True if uit is None else uit
