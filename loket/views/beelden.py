"""Letters and texts on screen, with their pictures by address: the policy of the pages allows no `data:` pictures."""

from __future__ import annotations

import base64
import re

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from kern.gebruikers.beleid import beleid, ingelogd
from kern.gebruikers.verzoek import Verzoek
from loket.actions.briefteksten import beeld_met_afdruk
from loket.models.briefteksten import afdruk

INGESLOTEN = re.compile(r'src="data:image/(?:png|jpeg);base64,([A-Za-z0-9+/=]*)"')


def briefpagina(html: str) -> HttpResponse:
    """A letter from voor_scherm() as a page."""
    return HttpResponse(_met_adressen(html))


def met_beelden(antwoord: HttpResponse) -> HttpResponse:
    """The same page with its pictures by address."""
    antwoord.content = _met_adressen(antwoord.content.decode()).encode()
    return antwoord


def _met_adressen(html: str) -> str:
    return INGESLOTEN.sub(lambda gevonden: f'src="{_adres(gevonden[1])}"', html)


def _adres(gegevens: str) -> str:
    return reverse("loket:briefbeeld_tonen", args=[afdruk(base64.b64decode(gegevens))])


@require_safe
@beleid(ingelogd)
def briefbeeld_tonen(request: Verzoek, van: str) -> HttpResponse:
    """A picture, to who has its print: nobody can guess that, and it stands only in a letter or a page with it."""
    rij = beeld_met_afdruk(van)
    if rij is None:
        raise Http404
    return HttpResponse(bytes(rij.gegevens), content_type=rij.mime)
