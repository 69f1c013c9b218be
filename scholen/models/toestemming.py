"""Consent to share something about a child with a third party (R-PRIV-02): asked, answered, ended; never changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext_noop

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import bevroren
from scholen.rules import jarig
from scholen.rules import toestemming as regels
from scholen.rules.toestemming import LEERLING, Stand

from .leerling import Betrokkene, Gezag, Leerling
from .school import School


class ToestemmingQuerySet(ZichtbareQuerySet["Toestemming"]):
    def met_feiten(self) -> Self:
        """With what `stand` needs, however many there are: two queries more."""
        banden: QuerySet[Gezag] = Gezag.objects.select_related("betrokkene").order_by("pk")
        woorden: QuerySet[Toestemmingsantwoord] = Toestemmingsantwoord.objects.select_related("betrokkene").order_by(
            "pk"
        )
        return self.select_related("leerling", "school", "gevraagd_door").prefetch_related(
            Prefetch("leerling__gezag", banden), Prefetch("antwoorden", woorden)
        )

    def geldig(self, dag: date) -> Self:
        """Those that everybody who must gave and nobody withdrew, on this day; worked out, never stored."""
        einde = Toestemmingsantwoord.objects.filter(toestemming=OuterRef("pk"), soort="ingetrokken")
        rijen = self.filter(~Exists(einde), van__lte=dag, tot__gte=dag).met_feiten()
        return self.filter(pk__in=[een.pk for een in rijen if een.stand(dag) == Stand.GEGEVEN])

    def wacht_op(self, gebruiker: Gebruiker, dag: date) -> Self:
        """Those on which this account must still say yes or no on this day (rules.toestemming.wie_moet, in SQL)."""
        banden = Gezag.objects.geldig(dag).filter(leerling=OuterRef("leerling"))
        mijn = banden.filter(betrokkene__gebruiker=gebruiker)
        vervangt = banden.filter(soort__in=sorted(regels.IN_PLAATS_VAN))
        ouder = Q(Exists(mijn.filter(soort__in=sorted(regels.OUDERLIJK))))
        zelf = Q(leerling__gebruiker=gebruiker) & ~Exists(vervangt)
        jong = Q(leerling__geboortedatum__gt=jarig(dag, regels.ZELF))
        moet = (jong & ouder) | (~jong & (zelf | Q(Exists(vervangt.filter(betrokkene__gebruiker=gebruiker)))))
        gezegd = Toestemmingsantwoord.objects.filter(toestemming=OuterRef("pk"))
        al = gezegd.filter(Q(betrokkene__gebruiker=gebruiker) | Q(leerling__gebruiker=gebruiker))
        open_ = self.filter(~Exists(gezegd.filter(soort="ingetrokken")), ~Exists(al), tot__gte=dag)
        return open_.filter(moet)


class Toestemming(ZichtbaarModel):
    """One request. aan: to what kind of third party; wat: which kinds of information; tot: the last day, inclusive.

    school: which school shares it; None when the SWV does. The rows never change: what people said are rows beside it.
    """

    class Aan(models.TextChoices):
        JEUGDHULP = "jeugdhulp", gettext_noop("jeugdhulp of zorg")
        GEMEENTE = "gemeente", gettext_noop("de gemeente of leerplicht")
        HELPER = "helper", gettext_noop("iemand die het gezin helpt")
        ANDERS = "anders", gettext_noop("iemand anders")

    class Wat(models.TextChoices):
        AANVRAAG = "aanvraag", gettext_noop("wat de school schreef in de aanvraag")
        VERSLAGEN = "verslagen", gettext_noop("onderzoeken en verslagen")
        ADVIEZEN = "adviezen", gettext_noop("de adviezen van deskundigen")
        BESLUIT = "besluit", gettext_noop("ons besluit")
        AANWEZIG = "aanwezig", gettext_noop("hoe vaak de leerling op school is")
        AFSPRAKEN = "afspraken", gettext_noop("wat er in een overleg is afgesproken")
        PLAN = "plan", gettext_noop("het plan om weer naar school te gaan, en wat daarvoor is aangeboden")

    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, related_name="toestemmingen")
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="toestemmingen")
    aan = models.CharField(max_length=10, choices=Aan.choices)
    aan_naam = models.CharField("naam van de organisatie of persoon", max_length=120)
    wat = ArrayField(models.CharField(max_length=10, choices=Wat.choices))
    waarom = models.TextField()
    van = models.DateField("gevraagd op")
    tot = models.DateField("tot en met")
    gevraagd_op = models.DateTimeField()
    gevraagd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ToestemmingQuerySet.as_manager()

    class Avg:
        van, regel, bij = "kind", "leerling", "leerling"
        gezondheid = ("waarom", "wat")
        herkenbaar = ("aan_naam",)

    class Meta:
        verbose_name = "toestemming"
        verbose_name_plural = "toestemmingen"
        constraints = [
            models.CheckConstraint(
                condition=Q(tot__gte=F("van"), tot__lte=F("van") + timedelta(days=366)),
                name="toestemming_tot",
                violation_error_message="Een toestemming eindigt binnen een jaar.",
            ),
            models.CheckConstraint(
                condition=~Q(aan_naam="") & ~Q(waarom="") & ~Q(wat=[]),
                name="toestemming_volledig",
                violation_error_message="Schrijf op met wie je wat deelt, en waarom.",
            ),
            models.CheckConstraint(
                condition=Q(aan__in=["jeugdhulp", "gemeente", "helper", "anders"]),
                name="toestemming_aan",
                violation_error_message="Kies met wat voor organisatie je deelt.",
            ),
        ]
        triggers = [bevroren("toestemming_bevroren", "Een gevraagde toestemming verandert niet.")]

    def __str__(self) -> str:
        return f"delen met {self.aan_naam} tot en met {self.tot}"

    @property
    def wat_woorden(self) -> list[str]:
        """What is shared, in words."""
        return [str(self.Wat(een).label) for een in self.wat]

    @property
    def vraag(self) -> regels.Vraag:
        """What the rule needs. Uses leerling, its gezag and antwoorden (met_feiten in lists)."""
        banden = (
            regels.Band(een.betrokkene.public_id, een.soort, een.van, een.tot) for een in self.leerling.gezag.all()
        )
        woorden = (regels.Woord(een.wie, regels.Soort(een.soort), een.op) for een in self.antwoorden.all())
        return regels.Vraag(self.leerling.geboortedatum, tuple(banden), self.tot, tuple(woorden))

    def stand(self, dag: date) -> Stand:
        """Where it stands on this day."""
        return regels.stand(self.vraag, dag)

    @property
    def ingetrokken_op(self) -> date | None:
        return next((een.op for een in self.antwoorden.all() if een.soort == regels.Soort.INGETROKKEN), None)

    @property
    def log_leerling(self) -> str:
        return self.leerling.public_id

    @property
    def log_school(self) -> str:
        return self.school.brin6 if self.school else ""


class Toestemmingsantwoord(models.Model):
    """What one person said: yes, no, or that it ends. op: the day it was said; langs: by which door it came."""

    class Soort(models.TextChoices):
        JA = "ja", "ja"
        NEE = "nee", "nee"
        INGETROKKEN = "ingetrokken", "ingetrokken"

    class Langs(models.TextChoices):
        PORTAAL = "portaal", "in het portaal"
        PAPIER = "papier", "op papier"
        TELEFOON = "telefoon", "aan de telefoon"
        GESPREK = "gesprek", "in een gesprek"

    toestemming = models.ForeignKey(Toestemming, on_delete=models.PROTECT, related_name="antwoorden")
    betrokkene = models.ForeignKey(Betrokkene, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    leerling = models.ForeignKey(Leerling, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    soort = models.CharField(max_length=11, choices=Soort.choices)
    langs = models.CharField(max_length=8, choices=Langs.choices)
    op = models.DateField("gezegd op")
    vastgelegd_op = models.DateTimeField()
    vastgelegd_door = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ZichtbareQuerySet["Toestemmingsantwoord"].as_manager()

    class Avg:
        van, regel, bij = "gezin", "leerling", "toestemming"

    class Meta:
        verbose_name = "antwoord op een toestemming"
        verbose_name_plural = "antwoorden op een toestemming"
        constraints = [
            models.CheckConstraint(
                condition=Q(betrokkene__isnull=False, leerling=None) | Q(betrokkene=None, leerling__isnull=False),
                name="toestemmingsantwoord_van_een",
                violation_error_message="Een antwoord is van één persoon.",
            ),
            models.CheckConstraint(
                condition=Q(
                    soort__in=["ja", "nee", "ingetrokken"], langs__in=["portaal", "papier", "telefoon", "gesprek"]
                ),
                name="toestemmingsantwoord_soort",
                violation_error_message="Kies wat er is gezegd, en hoe.",
            ),
            models.UniqueConstraint(
                fields=["toestemming"],
                condition=Q(soort="ingetrokken"),
                name="toestemmingsantwoord_een_intrekking",
                violation_error_message="Deze toestemming is al ingetrokken.",
            ),
        ]
        triggers = [bevroren("toestemmingsantwoord_bevroren", "Wat iemand zei over een toestemming verandert niet.")]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} op {self.op}"

    @property
    def wie(self) -> str:
        """The id by which the rule knows this person."""
        return LEERLING if self.betrokkene is None else self.betrokkene.public_id


def mag_delen(
    leerling: Leerling, *, aan: str, wat: Iterable[str], dag: date, school: School | None = None
) -> list[Toestemming]:
    """The consents under which this school (None: the SWV) may share all of this with this kind of party on this day.

    Empty: it may not. Of which organisation or person, each consent says itself.
    """
    rijen = Toestemming.objects.filter(leerling=leerling, aan=aan, school=school, wat__contains=[*wat])
    return list(rijen.geldig(dag).order_by("-tot", "pk"))
