"""Keeping what is typed: the answers that the autosave of portaal.js understands, and what differs in a conflict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import JsonResponse
from django.utils import timezone

from kern.gebruikers.verzoek import Verzoek

from .samenvoegen import Getypt, Uitkomst, afdruk


def is_autosave(request: Verzoek) -> bool:
    """Whether the script is saving, and nobody pressed a button."""
    return request.headers.get("X-Autosave") == "1"


def bewaard(versie: int) -> JsonResponse:
    return JsonResponse({"versie": versie, "opgeslagen": f"{timezone.localtime():%-H.%M}"})


def botsing(zin: str, versie: int, velden: Mapping[str, str]) -> JsonResponse:
    """Somebody saved in between: their texts, per field, to choose from."""
    return JsonResponse({"versie": versie, "zin": zin, "velden": dict(velden)}, status=409)


def uitkomst(form: forms.Form, mijn: Getypt, stand: Uitkomst, versie: int) -> JsonResponse:
    """The answer to an autosave of a section. versie: the one the form has; it keeps that as long as two write here.

    What the form cannot keep as it stands (half a date, a text that is too long) is named: it is not saved.
    """
    antwoord: dict[str, Any] = {"versie": stand.onderdeel.versie if stand.alleen_ik else versie, "begin": stand.begin}
    if stand.botsingen:
        eigen = mijn.alles()
        antwoord |= {
            "zin": stand.zin,
            "velden": dict(stand.botsingen),
            "namen": {naam: label(form, naam) for naam in stand.botsingen},
            "mijn": {naam: str(eigen[naam]) for naam in stand.botsingen},
            "laten": {naam: afdruk(eigen[naam]) for naam in stand.botsingen},
        }
        return JsonResponse(antwoord, status=409)
    antwoord["opgeslagen"] = f"{timezone.localtime():%-H.%M}"
    zinnen = [f"Opgeslagen om {antwoord['opgeslagen']} uur."]
    if not stand.alleen_ik:
        zinnen.append("Een ander schrijft hier ook. Laad de pagina opnieuw om alles te zien.")
    if fout := [label(form, naam) for naam in form.errors if naam in form.fields]:
        zinnen.append(f"Nog niet goed, en dus niet opgeslagen: {', '.join(fout)}")
    if len(zinnen) > 1:
        antwoord["zin"] = " ".join(zinnen)
    return JsonResponse(antwoord)


def label(form: forms.Form, naam: str) -> str:
    """What a field is called on the page."""
    return str(form.fields[naam].label) if naam in form.fields else "Hulp op school"


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
