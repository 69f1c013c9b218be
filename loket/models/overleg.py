"""Meetings: the MDO around one child and the commissie that goes through several cases.

Parents know beforehand who will be there and why. Who takes part reads the papers of the own items, until a day.
"""

from __future__ import annotations

from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren
from scholen.models import Betrokkene, Samenwerkingsverband

from .aanvraag import Aanvraag


class OverlegQuerySet(ZichtbareQuerySet["Overleg"]):
    def open_voor_stukken(self, dag: date) -> Self:
        """The meetings whose papers can be read on this day."""
        return self.filter(afgezegd_op__isnull=True, stukken_tot__gte=dag)


class Overleg(ZichtbaarModel):
    """One meeting. The minutes are fixed once, by verslag_vast_op; from then on nothing in them changes."""

    class Soort(models.TextChoices):
        MDO = "mdo", "Multidisciplinair overleg (MDO)"
        COMMISSIE = "commissie", "Commissie"

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="overleggen")
    soort = models.CharField(max_length=10, choices=Soort.choices)
    begin = models.DateTimeField()
    einde = models.DateTimeField()
    plek = models.CharField("waar", max_length=150)
    doel = models.TextField("waarom dit overleg, en wat eruit kan komen")
    stukken_tot = models.DateField("stukken te lezen tot en met")
    verslag = models.TextField(blank=True)
    verslag_vast_op = models.DateTimeField(null=True, blank=True)
    afgezegd_op = models.DateTimeField(null=True, blank=True)
    afzeg_reden = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    aangemaakt_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = OverlegQuerySet.as_manager()

    class Avg:
        van, regel, bij = "kind", "laatste", "*"
        gezondheid = ("doel", "verslag")
        herkenbaar = ("plek",)
        gewoon = ("afzeg_reden",)

    class Meta:
        verbose_name = "overleg"
        verbose_name_plural = "overleggen"
        indexes = [models.Index(fields=["begin"], name="overleg_begin")]
        triggers = [
            bevroren(
                "verslag_bevroren",
                "Een vastgesteld verslag verandert niet meer.",
                als=pgtrigger.Q(old__verslag_vast_op__isnull=False),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(soort__in=["mdo", "commissie"]),
                name="overleg_soort",
                violation_error_message="Kies wat voor overleg het is.",
            ),
            models.CheckConstraint(
                condition=Q(einde__gt=F("begin")),
                name="overleg_einde_na_begin",
                violation_error_message="Het overleg eindigt voor het begint.",
            ),
            models.CheckConstraint(
                condition=Q(afgezegd_op__isnull=True) | Q(verslag_vast_op__isnull=True),
                name="overleg_afgezegd_of_gehouden",
                violation_error_message="Een overleg met een vastgesteld verslag kan niet worden afgezegd.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} {self.begin:%d-%m-%Y}"


class Agendapunt(ZichtbaarModel):
    """One case on the agenda: the question to the meeting and what was decided."""

    overleg = models.ForeignKey(Overleg, on_delete=models.CASCADE, related_name="agendapunten")
    aanvraag = models.ForeignKey(Aanvraag, on_delete=models.PROTECT, related_name="agendapunten")
    volgorde = models.PositiveSmallIntegerField()
    vraag = models.TextField("vraag aan het overleg")
    besluit = models.TextField("wat is besloten of geadviseerd", blank=True)

    objects = ZichtbareQuerySet["Agendapunt"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "aanvraag"
        gezondheid = ("vraag", "besluit")

    class Meta:
        verbose_name = "agendapunt"
        verbose_name_plural = "agendapunten"
        ordering = ("volgorde",)
        triggers = [
            pgtrigger.Trigger(
                name="agendapunt_bevroren",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                level=pgtrigger.Row,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM loket_overleg
                        WHERE id IN (OLD.overleg_id, NEW.overleg_id) AND verslag_vast_op IS NOT NULL
                    ) THEN
                        RAISE EXCEPTION 'Een vastgesteld verslag verandert niet meer.';
                    END IF;
                    RETURN COALESCE(NEW, OLD);
                """,
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["overleg", "aanvraag"],
                name="agendapunt_een_per_aanvraag",
                violation_error_message="Deze aanvraag staat al op de agenda.",
            ),
            models.UniqueConstraint(
                fields=["overleg", "volgorde"],
                name="agendapunt_volgorde",
                violation_error_message="Deze plaats op de agenda is bezet.",
            ),
        ]

    def __str__(self) -> str:
        return f"punt {self.volgorde}"

    @property
    def log_leerling(self) -> str:
        return self.aanvraag.log_leerling

    @property
    def log_school(self) -> str:
        return self.aanvraag.log_school


class Deelnemer(ZichtbaarModel):
    """Somebody invited: a user, a parent (betrokkene), or an outsider by name. agendapunt: only for that case."""

    class Komt(models.TextChoices):
        GEVRAAGD = "gevraagd", "nog geen antwoord"
        JA = "ja", "komt"
        NEE = "nee", "komt niet"

    overleg = models.ForeignKey(Overleg, on_delete=models.CASCADE, related_name="deelnemers")
    agendapunt = models.ForeignKey(
        Agendapunt, on_delete=models.CASCADE, null=True, blank=True, related_name="deelnemers"
    )
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="overlegdeelnames"
    )
    betrokkene = models.ForeignKey(
        Betrokkene, on_delete=models.PROTECT, null=True, blank=True, related_name="overlegdeelnames"
    )
    naam = models.CharField(max_length=120)
    rol = models.CharField("in welke rol", max_length=80)
    waarom = models.CharField("waarom erbij", max_length=200)
    komt = models.CharField(max_length=8, choices=Komt.choices, default=Komt.GEVRAAGD)
    reden = models.CharField("waarom niet", max_length=300, blank=True)
    uitgenodigd_op = models.DateTimeField()

    objects = ZichtbareQuerySet["Deelnemer"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "dossier", "agendapunt|overleg"
        gezondheid = ("waarom", "reden")
        herkenbaar = ("naam",)
        gewoon = ("rol",)

    class Meta:
        verbose_name = "deelnemer"
        verbose_name_plural = "deelnemers"
        constraints = [
            models.CheckConstraint(
                condition=Q(komt__in=["gevraagd", "ja", "nee"]),
                name="deelnemer_komt",
                violation_error_message="Kies of deze persoon komt.",
            ),
            models.CheckConstraint(
                condition=Q(betrokkene__isnull=True) | Q(gebruiker__isnull=True, agendapunt__isnull=False),
                name="deelnemer_ouder_bij_eigen_kind",
                violation_error_message="Een ouder is er bij het eigen kind.",
            ),
            models.UniqueConstraint(
                fields=["overleg", "gebruiker", "agendapunt"],
                nulls_distinct=False,
                condition=Q(gebruiker__isnull=False),
                name="deelnemer_een_keer",
                violation_error_message="Deze persoon is al uitgenodigd.",
            ),
            models.UniqueConstraint(
                fields=["agendapunt", "betrokkene"],
                condition=Q(betrokkene__isnull=False),
                name="deelnemer_ouder_een_keer",
                violation_error_message="Deze ouder is al uitgenodigd.",
            ),
        ]

    def __str__(self) -> str:
        return self.rol


class Actiepunt(ZichtbaarModel):
    """What somebody does after the meeting, and by when. Shown to the owner as work."""

    overleg = models.ForeignKey(Overleg, on_delete=models.PROTECT, related_name="acties")
    agendapunt = models.ForeignKey(Agendapunt, on_delete=models.PROTECT, null=True, blank=True, related_name="acties")
    wat = models.CharField(max_length=300)
    wie = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="actiepunten")
    uiterlijk = models.DateField()
    gedaan_op = models.DateTimeField(null=True, blank=True)

    objects = ZichtbareQuerySet["Actiepunt"].as_manager()

    class Avg:
        van, regel, bij = "kind", "dossier", "agendapunt|overleg"
        gezondheid = ("wat",)

    class Meta:
        verbose_name = "actiepunt"
        verbose_name_plural = "actiepunten"

    def __str__(self) -> str:
        return f"actie uiterlijk {self.uiterlijk}"


class Agendasleutel(models.Model):
    """The address of one person's calendar feed: we keep only a print of it. Revoked by removing the row."""

    gebruiker = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="agendasleutel")
    afdruk = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()

    objects = ZichtbareQuerySet["Agendasleutel"].as_manager()

    class Avg:
        van, regel, bij = "account", "account", "gebruiker"
        gewoon = ("afdruk",)

    class Meta:
        verbose_name = "agendasleutel"
        verbose_name_plural = "agendasleutels"

    def __str__(self) -> str:
        return f"agenda van {self.gebruiker_id}"
