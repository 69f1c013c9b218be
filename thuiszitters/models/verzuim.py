"""When a child did not go to school, and by which kind: the only source of every count (R-THZ-01…03)."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel
from kern.logboek.bewaking import niet_leegmaken
from scholen.models import Leerling, Samenwerkingsverband, telt_mee
from scholen.models.leerling import IntervalQuerySet, interval
from thuiszitters.rules.periode import erbuiten
from thuiszitters.rules.schoolweek import in_cijfers
from thuiszitters.rules.telling import Interval

from .casus import Casus, Eindreden
from .verzuimsoort import Verzuimsoort

AL_ELDERS = "In deze dagen staat al verzuim in een andere casus van dit kind. Kies dagen daarbuiten."


class Verzuim(ZichtbaarModel):
    """One kind of absence, from van up to and including tot; no tot while it lasts.

    uren: hours a week that the child goes to school in these days.
    """

    casus = models.ForeignKey(Casus, on_delete=models.PROTECT, related_name="verzuim")
    soort = models.CharField(max_length=12, choices=Verzuimsoort.choices)
    van = models.DateField("eerste dag")
    tot = models.DateField("tot en met", null=True, blank=True)
    uren = models.DecimalField("uren per week naar school", max_digits=3, decimal_places=1)

    objects = IntervalQuerySet["Verzuim"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "casus"
        gezondheid = ("soort",)

    class Meta:
        verbose_name = "verzuim"
        verbose_name_plural = "verzuim"
        ordering = ["van"]
        indexes = [
            models.Index(fields=["tot"], name="verzuim_tot"),
            models.Index(fields=["casus", "van"], include=["soort", "tot"], name="verzuim_casus"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("van")),
                name="verzuim_tot_na_van",
                violation_error_message="De laatste dag ligt voor de eerste dag.",
                violation_error_code="tot",
            ),
            models.CheckConstraint(
                condition=Q(soort__in=Verzuimsoort.values),
                name="verzuim_soort",
                violation_error_message="Kies een soort verzuim.",
            ),
            models.CheckConstraint(
                condition=Q(uren__range=(0, 40)),
                name="verzuim_uren",
                violation_error_message="Vul een aantal uren in van 0 tot en met 40.",
                violation_error_code="uren",
            ),
            ExclusionConstraint(
                name="verzuim_geen_overlap",
                expressions=[("casus", RangeOperators.EQUAL), (interval(), RangeOperators.OVERLAPS)],
                violation_error_message="In deze dagen staat al verzuim. Kies een eerste dag daarna.",
            ),
        ]
        triggers = [
            telt_mee("thuis"),
            pgtrigger.ReadOnly(name="verzuim_vast", fields=["casus"]),
            pgtrigger.Trigger(
                name="verzuim_niet_na_sluiten",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                level=pgtrigger.Row,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM thuiszitters_casus WHERE id = NEW.casus_id AND gesloten_op IS NOT NULL
                        AND (NEW.tot IS NULL OR NEW.tot > (gesloten_op AT TIME ZONE 'Europe/Amsterdam')::date)
                    ) THEN
                        RAISE EXCEPTION 'Een gesloten casus heeft geen verzuim na de dag waarop hij sloot.';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="verzuim_blijft", operation=pgtrigger.Delete),
            niet_leegmaken("verzuim_niet_leegmaken", "Verzuim wordt niet verwijderd."),
        ]

    def clean(self) -> None:
        """A child counts once a day: what another case of it has, this one cannot have too. Fewer days always can."""
        was = Verzuim.objects.filter(pk=self.pk).first()
        if was is not None and erbuiten(self.interval.periode, [was.interval.periode]) == []:
            return
        elders = telt_van(self.casus.swv, self.casus.leerling, self.van, self.tot).exclude(casus=self.casus)
        if elders.exists():
            raise ValidationError(AL_ELDERS)

    def __str__(self) -> str:
        return f"{self.get_soort_display()} vanaf {self.van}"

    @property
    def per_week(self) -> str:
        """The hours as people write them: 6 or 4,5."""
        return in_cijfers(self.uren)

    @property
    def interval(self) -> Interval:
        """These days as the rules count them."""
        return Interval(self.soort, self.van, self.tot)

    @property
    def log_leerling(self) -> str:
        return self.casus.log_leerling

    @property
    def log_school(self) -> str:
        return self.casus.log_school


def telt_van(
    swv: Samenwerkingsverband, kind: Leerling, van: date, tot: date | None = None
) -> IntervalQuerySet[Verzuim]:
    """What counts of this child in these days, in all its cases in this SWV. tot None: from van on.

    A case that was none does not count, nor one that went into another.
    """
    tellend = Verzuim.objects.filter(casus__swv=swv, casus__leerling=kind, casus__opgegaan_in=None)
    raakt = tellend.exclude(casus__eindreden=Eindreden.ONTERECHT).filter(Q(tot=None) | Q(tot__gte=van))
    return raakt if tot is None else raakt.filter(van__lte=tot)
