"""Keeping what is typed: the answers that the autosave of portaal.js understands, and what differs in a conflict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import JsonResponse
from django.utils import timezone

from kern.gebruikers.verzoek import Verzoek


def is_autosave(request: Verzoek) -> bool:
    """Whether the script is saving, and nobody pressed a button."""
    return request.headers.get("X-Autosave") == "1"


def bewaard(versie: int) -> JsonResponse:
    return JsonResponse({"versie": versie, "opgeslagen": f"{timezone.localtime():%-H.%M}"})


def botsing(zin: str, versie: int, velden: Mapping[str, str]) -> JsonResponse:
    """Somebody saved in between: their texts, per field, to choose from."""
    return JsonResponse({"versie": versie, "zin": zin, "velden": dict(velden)}, status=409)


def weigering(zin: str) -> JsonResponse:
    return JsonResponse({"zin": zin}, status=422)


def verschillen(form: forms.Form, ander: Mapping[str, Any]) -> dict[str, str]:
    """Field → what stands there now, for the texts in which this form differs from it."""
    return {
        naam: str(ander[naam])
        for naam, veld in form.fields.items()
        if isinstance(veld.widget, forms.Textarea)
        and naam in ander
        and str(ander[naam] or "") != str(form.cleaned_data.get(naam, form.data.get(naam, "")))
    }


def met_versie(form: forms.Form, versie: int) -> None:
    """Let the next press of the button go over what stands there now: the other text was shown beside it."""
    data: Any = form.data
    form.data = data.copy()
    form.data["versie"] = str(versie)  # type: ignore[index]
