"""TLVs added up by when they count: numbers for a forecast, never a row about a child."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, DateField, ExpressionWrapper, F, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, ExtractYear, Greatest, Least

from arrangementen.rules.normbedragen import JAREN_VOORUIT
from arrangementen.rules.raming import Groep, instroomjaren
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from loket.models import Tlv
from scholen.models import Samenwerkingsverband

NA_NIEUWJAAR = timedelta(days=31)
"""From 1 January to 1 February."""


def tlvgroepen(kijker: Gebruiker, swv: Samenwerkingsverband, vandaag: date) -> list[Groep]:
    """The TLVs of this SWV that count in the years of inflow or after them, by kind and by when they count.

    For who makes forecasts, also a controller who sees no TLV: these are exact numbers of the whole SWV (afspraak 46),
    of who answers for the money. One query, and as many rows with 50,000 TLVs as with 500: the database counts as
    teljaren() and laatste_geldige_dag() say.
    """
    if not kijker.heeft(Permissie.PROGNOSE_MAKEN):
        return []
    van, tot = instroomjaren(vandaag)[0], vandaag.year + JAREN_VOORUIT + 1
    eerste = ExtractYear(_dag(F("ingangsdatum") - NA_NIEUWJAAR - timedelta(days=1))) + 1
    laatste = ExtractYear(_dag(F("laatste_dag") - NA_NIEUWJAAR))
    tellen = (
        Tlv.objects.filter(Q(vervaldatum=None) | Q(vervaldatum__gte=date(van, 2, 1)), swv=swv)
        .met_laatste_dag()
        .annotate(eerste=Greatest(eerste, van - 1), laatste=Least(Coalesce(laatste, tot), tot))
        .filter(laatste__gte=Greatest(F("eerste"), van))
        .values_list("soort", "categorie", "eerste", "laatste")
        .annotate(aantal=Count("pk"))
        .order_by("soort", "categorie", "eerste", "laatste")
    )
    return [Groep(*rij) for rij in tellen]


def _dag(wat: Combinable) -> Combinable:
    return ExpressionWrapper(wat, output_field=DateField())
