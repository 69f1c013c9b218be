"""The kinds of absence as choices; what each counts for is in the rules."""

from __future__ import annotations

from django.db import models

from thuiszitters.rules.soorten import SOORTEN, Soort


class Verzuimsoort(models.TextChoices):
    """The codes of rules/soorten.py with their words."""

    ABSOLUUT = Soort.ABSOLUUT, SOORTEN[Soort.ABSOLUUT].woorden
    RELATIEF = Soort.RELATIEF, SOORTEN[Soort.RELATIEF].woorden
    ZIEK = Soort.ZIEK, SOORTEN[Soort.ZIEK].woorden
    VERKORT = Soort.VERKORT, SOORTEN[Soort.VERKORT].woorden
    WACHTLIJST = Soort.WACHTLIJST, SOORTEN[Soort.WACHTLIJST].woorden
    DAGBESTEDING = Soort.DAGBESTEDING, SOORTEN[Soort.DAGBESTEDING].woorden
    VRIJ_5A = Soort.VRIJ_5A, SOORTEN[Soort.VRIJ_5A].woorden
    VRIJ_5B = Soort.VRIJ_5B, SOORTEN[Soort.VRIJ_5B].woorden
    VRIJ_5C = Soort.VRIJ_5C, SOORTEN[Soort.VRIJ_5C].woorden
    VRIJ_ART5A = Soort.VRIJ_ART5A, SOORTEN[Soort.VRIJ_ART5A].woorden
    VERLOF_11G = Soort.VERLOF_11G, SOORTEN[Soort.VERLOF_11G].woorden
    VRIJ_15 = Soort.VRIJ_15, SOORTEN[Soort.VRIJ_15].woorden
    DREIGEND = Soort.DREIGEND, SOORTEN[Soort.DREIGEND].woorden
