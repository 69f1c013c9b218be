"""Places in a voorziening. The database itself never lets more be taken on any day than there are."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import niet_leegmaken
from scholen.models import School

from .aanbod import Aanbod
from .arrangement import Deelname

VOL = """
    IF NEW.stand NOT IN ('aangeboden', 'bezet') THEN RETURN NEW; END IF;
    -- The lock lets the second wait for the first, and then see its row.
    SELECT plaatsen INTO hoogstens FROM arrangementen_aanbod WHERE id = NEW.aanbod_id FOR UPDATE;
    IF hoogstens IS NULL THEN RETURN NEW; END IF;
    SELECT max(aantal) INTO bezet FROM (
        SELECT (
            SELECT count(*) FROM arrangementen_plaatsing p
            WHERE p.aanbod_id = NEW.aanbod_id AND p.locatie_id IS NOT DISTINCT FROM NEW.locatie_id
            AND p.stand IN ('aangeboden', 'bezet') AND p.id <> NEW.id AND d.dag BETWEEN p.van AND p.tot
        ) AS aantal FROM (
            SELECT NEW.van AS dag
            UNION SELECT q.van FROM arrangementen_plaatsing q
            WHERE q.aanbod_id = NEW.aanbod_id AND q.locatie_id IS NOT DISTINCT FROM NEW.locatie_id
            AND q.stand IN ('aangeboden', 'bezet') AND q.id <> NEW.id AND q.van BETWEEN NEW.van AND NEW.tot
        ) d
    ) per_dag;
    IF coalesce(bezet, 0) >= hoogstens THEN
        RAISE EXCEPTION 'Er is in deze periode geen plaats vrij.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class PlaatsingQuerySet(ZichtbareQuerySet["Plaatsing"]):
    def houdt_bezet(self) -> PlaatsingQuerySet:
        """Those that take a place: offered, or taken."""
        return self.filter(stand__in=[Plaatsing.Stand.AANGEBODEN, Plaatsing.Stand.BEZET])

    def op(self, dag: date) -> PlaatsingQuerySet:
        """Those that take a place on this day."""
        return self.houdt_bezet().filter(van__lte=dag, tot__gte=dag)


class Plaatsing(ZichtbaarModel):
    """A place that was offered to one pupil, and what came of it. After a no, or taken back, another can be offered.

    locatie: the school where the place is, when each school has its own; none for a voorziening at one address.
    van, tot (inclusive): the days; when the help stops earlier, tot moves along.
    """

    class Stand(models.TextChoices):
        AANGEBODEN = "aangeboden", "aangeboden"
        BEZET = "bezet", "geplaatst"
        AFGEZIEN = "afgezien", "niet aangenomen"
        VERVALLEN = "vervallen", "vervallen"

    aanbod = models.ForeignKey(Aanbod, on_delete=models.PROTECT, related_name="plaatsingen")
    locatie = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    deelname = models.ForeignKey(Deelname, on_delete=models.PROTECT, related_name="plaatsingen")
    stand = models.CharField(max_length=10, choices=Stand.choices, default=Stand.AANGEBODEN)
    van = models.DateField()
    tot = models.DateField("tot en met")
    antwoord_voor = models.DateField("graag antwoord voor")
    aangeboden_op = models.DateTimeField()
    aangeboden_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    beantwoord_op = models.DateTimeField(null=True, blank=True)
    beantwoord_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PlaatsingQuerySet.as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "deelname"

    class Meta:
        verbose_name = "plaats in een voorziening"
        verbose_name_plural = "plaatsen in een voorziening"
        indexes = [models.Index(fields=["aanbod", "locatie", "van", "tot"], name="plaatsing_bezetting")]
        constraints = [
            models.UniqueConstraint(
                fields=["deelname"],
                condition=Q(stand__in=["aangeboden", "bezet"]),
                name="plaatsing_een_tegelijk",
                violation_error_message="Deze leerling heeft al een plaats, of er is al een aangeboden.",
            ),
            models.CheckConstraint(
                condition=Q(tot__gte=F("van")),
                name="plaatsing_tot",
                violation_error_message="De laatste dag ligt voor de eerste dag.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="plaatsing_niet_vol",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                level=pgtrigger.Row,
                declare=[("hoogstens", "integer"), ("bezet", "integer")],
                func=VOL,
            ),
            pgtrigger.ReadOnly(name="plaatsing_vast", fields=["aanbod", "locatie", "deelname", "aangeboden_op"]),
            niet_leegmaken("plaatsing_niet_leegmaken", "Plaatsen worden niet verwijderd."),
        ]

    def __str__(self) -> str:
        return f"{self.aanbod}: {self.stand}"

    @property
    def log_leerling(self) -> str:
        return self.deelname.log_leerling

    @property
    def log_school(self) -> str:
        return self.deelname.log_school
