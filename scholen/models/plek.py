"""Where a membership holds: at a school, a board, in a werkgebied or a gemeente. SWV-wide roles have no place."""

from django.db import models
from django.db.models import Q

from kern.gebruikers.models import Lidmaatschap
from kern.gebruikers.zicht import ZichtbareQuerySet

from .regio import Gemeente, Werkgebied
from .school import Bestuur, School


class Plek(models.Model):
    lidmaatschap = models.OneToOneField(Lidmaatschap, on_delete=models.CASCADE, related_name="plek")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="plekken")
    bestuur = models.ForeignKey(Bestuur, on_delete=models.PROTECT, null=True, blank=True, related_name="plekken")
    werkgebied = models.ForeignKey(Werkgebied, on_delete=models.PROTECT, null=True, blank=True, related_name="plekken")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, null=True, blank=True, related_name="plekken")

    objects = ZichtbareQuerySet.as_manager()

    class Meta:
        verbose_name = "plek"
        verbose_name_plural = "plekken"
        constraints = [
            models.CheckConstraint(
                condition=Q(school__isnull=False, bestuur=None, werkgebied=None, gemeente=None)
                | Q(school=None, bestuur__isnull=False, werkgebied=None, gemeente=None)
                | Q(school=None, bestuur=None, werkgebied__isnull=False, gemeente=None)
                | Q(school=None, bestuur=None, werkgebied=None, gemeente__isnull=False),
                name="plek_precies_een",
                violation_error_message="Kies precies één plek: school, bestuur, werkgebied of gemeente.",
            )
        ]

    def __str__(self) -> str:
        return str(self.school or self.bestuur or self.werkgebied or self.gemeente)
