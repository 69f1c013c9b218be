"""Keeping what is typed: the answers that the autosave of portaal.js understands, and both texts in a conflict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import JsonResponse
from django.utils import timezone

from kern.formulieren.samen import SamenForm
from kern.gebruikers.verzoek import Verzoek

from .samenvoegen import Uitkomst, afdruk


def is_autosave(request: Verzoek) -> bool:
    """Whether the script is saving, and nobody pressed a button."""
    return request.headers.get("X-Autosave") == "1"


def bewaard(versie: int) -> JsonResponse:
    return JsonResponse({"versie": versie, "opgeslagen": f"{timezone.localtime():%-H.%M}"})


def uitkomst(form: forms.Form, mijn: Mapping[str, Any], stand: Uitkomst, versie: int) -> JsonResponse:
    """The answer to an autosave. mijn: what this form sent; versie: its own, which it keeps as long as two write here.

    What the form cannot keep as it stands (half a date, a text that is too long) is named: it is not saved.
    """
    antwoord: dict[str, Any] = {"versie": stand.rij.versie if stand.alleen_ik else versie, "begin": stand.begin}
    if stand.botsingen:
        antwoord |= {
            "zin": stand.zin,
            "velden": dict(stand.botsingen),
            "namen": {naam: label(form, naam) for naam in stand.botsingen},
            "mijn": {naam: str(mijn[naam]) for naam in stand.botsingen},
            "laten": {naam: afdruk(mijn[naam]) for naam in stand.botsingen},
        }
        return JsonResponse(antwoord, status=409)
    antwoord["opgeslagen"] = f"{timezone.localtime():%-H.%M}"
    zinnen = [f"Opgeslagen om {antwoord['opgeslagen']} uur."]
    if not stand.alleen_ik:
        zinnen.append("Hier is intussen ook in een ander venster geschreven. Laad de pagina opnieuw om alles te zien.")
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


def naast_elkaar(form: SamenForm, stand: Uitkomst) -> bool:
    """Prepare the form for the next press of the button; whether both wrote in a field, and somebody must choose.

    As long as two write here the form keeps the version it came with, and goes on from `begin`.
    """
    if stand.alleen_ik:
        met_versie(form, stand.rij.versie)
    if not stand.botsingen:
        return False
    form.anders = [(label(form, naam), tekst) for naam, tekst in stand.botsingen.items()]
    form.add_error(None, stand.zin)
    return True


def met_versie(form: forms.Form, versie: int) -> None:
    """Let the next press of the button go over what stands there now: the other text was shown beside it."""
    data: Any = form.data
    data = data.copy()
    data["versie"] = str(versie)
    form.data = data
