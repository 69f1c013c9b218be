"""A report that is there, without printing it."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import patch

from django.utils import timezone

from monitoring.actions.rapport import rapport_maken, rapporten_vragen
from monitoring.models import Rapport
from monitoring.rules.rapport import Tijdvak, afgelopen


def maandrapport(swv, door):
    """The one of the last month, made at once."""
    nu = timezone.now()
    periode = afgelopen(Tijdvak.MAAND, timezone.localdate(nu), 1)[0]
    rij = rapporten_vragen(swv, door=door, op=nu, soort="maandrapport", periode=periode, wie=[swv])[0]
    with patch("kern.brieven.pdf.html_naar_pdf", lambda html: html.encode()):
        rapport_maken(rij.pk, op=nu + timedelta(seconds=1))
    return Rapport.objects.get(pk=rij.pk)
