"""Who can log in, in which role, from when to when. Where (which school) is known one floor up, in scholen.Plek."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone

from .rollen import MAILCODE_GENOEG, PERMISSIES, Permissie, Rol
from .zicht import ZichtbaarModel, ZichtbareQuerySet


class GebruikerManager(BaseUserManager["Gebruiker"].from_queryset(ZichtbareQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> Gebruiker:
        gebruiker: Gebruiker = self.get(email__iexact=username)
        return gebruiker

    def met_rollen(self, dag: date) -> ZichtbareQuerySet[Gebruiker]:
        """Accounts that know their roles of this day, so that these are not asked apart."""
        van_hen = Lidmaatschap.objects.geldig(dag).filter(gebruiker=OuterRef("pk"))
        met: ZichtbareQuerySet[Gebruiker] = self.annotate(gelezen_rollen=ArraySubquery(van_hen.values("rol")))
        return met


class Gebruiker(ZichtbaarModel, AbstractBaseUser):
    """A person with an account. Has no rights of its own: they come from current memberships."""

    email = models.EmailField("e-mailadres", max_length=254, unique=True)
    naam = models.CharField(max_length=120)
    is_active = models.BooleanField("actief", default=True)
    sneltoetsen = models.BooleanField(default=False, help_text="Single keys in the pages of staff (WCAG 2.1.4).")
    created_at = models.DateTimeField(auto_now_add=True)
    ongebruikt_gemeld_op = models.DateTimeField(null=True, blank=True)
    geblokkeerd_op = models.DateTimeField(null=True, blank=True, help_text="Unused for too long; beheer opens it.")
    vrijgegeven_op = models.DateTimeField(null=True, blank=True, help_text="Opened again: counts as a use.")
    tweede_stap_weg_op = models.DateTimeField(
        null=True, blank=True, help_text="Taken away by a colleague: it was lost."
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["naam"]

    objects = GebruikerManager()

    class Avg:
        van, regel, bij = "account", "account", "*"
        herkenbaar = ("email", "naam", "password")

    class Meta:
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="gebruiker_email_uniek",
                violation_error_message="Er is al een gebruiker met dit e-mailadres.",
            ),
            models.CheckConstraint(
                condition=Q(geblokkeerd_op__isnull=True) | Q(is_active=False),
                name="gebruiker_geblokkeerd",
                violation_error_message="Een geblokkeerd account is niet actief.",
            ),
        ]

    onthouden_zicht: dict[object, models.Q] | None = None
    """What this person sees, once it was asked (zicht.py): only where the object lives for one request."""

    def __str__(self) -> str:
        return self.naam

    def get_full_name(self) -> str:
        return self.naam

    @cached_property
    def rollen(self) -> frozenset[Rol]:
        """The roles of today. Cached on the instance only, so for one request or one task."""
        if not self.is_active:
            return frozenset()
        gelezen: list[str] | None = getattr(self, "gelezen_rollen", None)
        if gelezen is None:
            gelezen = [*self.lidmaatschappen.geldig(timezone.localdate()).values_list("rol", flat=True)]
        return frozenset(Rol(rol) for rol in gelezen)

    def heeft(self, permissie: Permissie) -> bool:
        """Whether any current role carries this right; whether it holds for a row, visible_to(user, permissie) says."""
        return any(permissie in PERMISSIES[rol] for rol in self.rollen)

    @property
    def moet_sterk_inloggen(self) -> bool:
        """Whether TOTP or a passkey is compulsory: for all but families and their helpers, and without a role."""
        return bool(self.rollen - MAILCODE_GENOEG) or not (self.rollen or self.was_gezin)

    @cached_property
    def was_gezin(self) -> bool:
        """Whether this account has no role today and was a parent or pupil, and nothing else, before."""
        if self.rollen or not self.is_active:
            return False
        ooit = {Rol(rol) for rol in self.lidmaatschappen.values_list("rol", flat=True)}
        return bool(ooit) and ooit <= MAILCODE_GENOEG


class LidmaatschapQuerySet(ZichtbareQuerySet["Lidmaatschap"]):
    def geldig(self, dag: date) -> LidmaatschapQuerySet:
        """Memberships in force on this day; van and tot are inclusive."""
        return self.filter(Q(van__lte=dag), Q(tot__isnull=True) | Q(tot__gte=dag))


class Lidmaatschap(ZichtbaarModel):
    """A role from a day up to and including a day."""

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="lidmaatschappen")
    rol = models.CharField(max_length=20, choices=Rol.choices)
    van = models.DateField()
    tot = models.DateField("tot en met", null=True, blank=True)
    nagekeken_op = models.DateTimeField("voor het laatst nagekeken op", null=True, blank=True)

    objects = LidmaatschapQuerySet.as_manager()

    class Avg:
        van, regel, bij = "account", "account", "gebruiker"

    class Meta:
        verbose_name = "lidmaatschap"
        verbose_name_plural = "lidmaatschappen"
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("van")),
                name="lidmaatschap_tot_na_van",
                violation_error_message="De einddatum ligt voor de begindatum.",
            ),
            models.CheckConstraint(
                condition=Q(rol__in=Rol.values),
                name="lidmaatschap_rol_bekend",
                violation_error_message="Deze rol bestaat niet.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_rol_display()} vanaf {self.van}"


class Uitnodiging(ZichtbaarModel):
    """The way into a new account: one code, once, until a moment. Only its hash is kept."""

    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.CASCADE, related_name="uitnodigingen")
    code_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    verloopt_op = models.DateTimeField()
    gebruikt_op = models.DateTimeField(null=True, blank=True)
    ingetrokken_op = models.DateTimeField(null=True, blank=True)

    objects = ZichtbareQuerySet["Uitnodiging"].as_manager()

    class Avg:
        van, regel, bij = "account", "kort", "gebruiker"
        gewoon = ("code_hash",)
        na, dan = "verloopt_op", "weg"

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"

    def __str__(self) -> str:
        return f"Uitnodiging tot {self.verloopt_op:%Y-%m-%d}"


class MislukteInlog(models.Model):
    """A failed log-in, counted per account by the hash of its address; who guesses addresses learns nothing here."""

    sleutel = models.CharField(max_length=64)
    op = models.DateTimeField()

    class Avg:
        van, regel = "account", "kort"
        gewoon = ("sleutel",)
        na, dan = "op", "weg"

    class Meta:
        verbose_name = "mislukte inlog"
        verbose_name_plural = "mislukte inlogpogingen"
        indexes = [models.Index(fields=["sleutel", "op"], name="mislukteinlog_sleutel")]

    def __str__(self) -> str:
        return f"{self.op:%Y-%m-%d %H:%M}"
