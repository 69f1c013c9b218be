"""The catalogue (5.1, C43, C49): which support an SWV offers, in which form, and who grants it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pgtrigger
from django.db import models
from django.db.models import F, Q

from kern.gebruikers.zicht import ZichtbaarModel, ZichtbareQuerySet
from kern.logboek.bewaking import niet_leegmaken
from loket.rules import soorten
from scholen.models import Samenwerkingsverband


class Soort(models.TextChoices):
    """The kinds of 5.1. What an SWV calls it is the name of the row; a kind of its own is `anders`."""

    BASIS = "basis", "basisondersteuning"
    INDIVIDUEEL = "individueel", "individueel arrangement"
    GROEP = "groep", "groepsarrangement"
    SCHOOL = "school", "arrangement voor klas, team of school"
    TRAJECT = "traject", "trajectvoorziening"
    ZIEK = "ziek", "langdurig ziek"
    MATERIALEN = "materialen", "extra materialen"
    DESKUNDIGHEID = "deskundigheid", "specifieke deskundigheid"
    HOOGBEGAAFD = "hoogbegaafd", "hoogbegaafdheid"
    NT2 = "nt2", "NT2, nieuwkomers en ISK"
    GEDRAG = "gedrag", "gedrag"
    MEDISCH = "medisch", "fysiek of medisch"
    OZA = "oza", "onderwijszorgarrangement"
    OPDC = "opdc", "OPDC"
    CRISIS = "crisis", "crisisplek of time-out"
    SYMBIOSE = "symbiose", "symbiose"
    OBSERVATIE = "observatie", "observatieplaatsing"
    THUISZITTERS = "thuiszitters", "arrangement voor een thuiszitter"
    OVERGANG = "overgang", "overgang tussen scholen"
    SMW = "smw", "schoolmaatschappelijk werk+"
    AMBULANT = "ambulant", "ambulante begeleiding"
    SUBSIDIE = "subsidie", "ontwikkelsubsidie"
    PILOT = "pilot", "pilot"
    TERUGBLIK = "terugblik", "jaarlijkse evaluatie van de basisondersteuning"
    ANDERS = "anders", "iets anders"


REGELINGEN = frozenset({Soort.SUBSIDIE, Soort.PILOT, Soort.TERUGBLIK})
"""What a school asks for itself: a plan with goals and how they are measured, never about a child (C17, C20, C44)."""


class Niveau(models.TextChoices):
    """The three levels (§6, C43), in their order."""

    BASIS = "basis", "basisondersteuning"
    EXTRA = "extra", "extra ondersteuning"
    SPECIAAL = "speciaal", "speciale voorziening"


class Vorm(models.TextChoices):
    UREN = "uren", "uren van een functie"
    BEDRAG = "bedrag", "een bedrag"
    MATERIAAL = "materiaal", "materiaal"
    PLAATS = "plaats", "een plaats in een voorziening"


class Eenheid(models.TextChoices):
    """What a tariff is the price of."""

    UUR = "uur", "uur"
    LEERLING = "leerling", "leerling"
    ARRANGEMENT = "arrangement", "arrangement"
    STUK = "stuk", "stuk"
    PLAATS = "plaats", "plaats"


class Aanbieder(models.TextChoices):
    EIGEN = "eigen", "onze eigen medewerkers"
    SCHOOL = "school", "de school zelf"
    EXTERN = "extern", "een organisatie van buiten"


class Gewicht(models.TextChoices):
    """How much a school writes to ask for it (afspraak 51)."""

    MELDEN = soorten.MELDEN, "melden"
    LICHT = soorten.LICHT, "licht"
    VOLLEDIG = soorten.VOLLEDIG, "volledig"


class Toekenning(models.TextChoices):
    """Who grants it (5.4, C41, C71, C72)."""

    BESLISSER = "beslisser", "de beslisser"
    ADVISEUR = "adviseur", "de adviseur, tot een bedrag"
    SCHOOLBESTUUR = "schoolbestuur", "het schoolbestuur zelf"
    WERKGEBIED = "werkgebied", "het werkgebied"


class AanbodQuerySet(ZichtbareQuerySet["Aanbod"]):
    def geldig(self, dag: date) -> AanbodQuerySet:
        """What there is on this day; van and tot are inclusive."""
        return self.filter(Q(van__lte=dag), Q(tot__isnull=True) | Q(tot__gte=dag))

    def tussen(self, van: date, tot: date) -> AanbodQuerySet:
        """What there is on one of these days."""
        return self.filter(Q(van__lte=tot), Q(tot__isnull=True) | Q(tot__gte=van))


NIET_MINDER_DAN_BEZET = """
    IF NEW.plaatsen IS NOT NULL AND NEW.plaatsen IS DISTINCT FROM OLD.plaatsen AND EXISTS (
        SELECT 1 FROM arrangementen_plaatsing d WHERE d.aanbod_id = NEW.id AND d.stand IN ('aangeboden', 'bezet')
        AND d.tot >= current_date AND NEW.plaatsen < (
            SELECT count(*) FROM arrangementen_plaatsing p
            WHERE p.aanbod_id = d.aanbod_id AND p.locatie_id IS NOT DISTINCT FROM d.locatie_id
            AND p.stand IN ('aangeboden', 'bezet') AND greatest(d.van, current_date) BETWEEN p.van AND p.tot
        )
    ) THEN
        RAISE EXCEPTION 'Er zijn meer plaatsen bezet dan dit.' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


def _mits(naam: str, zin: str, voorwaarde: Q, *, bij: str = "") -> models.CheckConstraint:
    """A constraint that says its sentence at the field `bij` of a form.

    What may be empty is asked for: a comparison with nothing is no refusal to the database.
    """
    return models.CheckConstraint(
        condition=voorwaarde, name=f"aanbod_{naam}", violation_error_message=zin, violation_error_code=bij or naam
    )


class Aanbod(ZichtbaarModel):
    """One kind of support of one SWV. It can change its words and end; another form is another row.

    What a tariff is the price of must not change under it: kenmerk, form and unit stay as they were made.
    plaatsen: how many there are, at one place or with op_elke_school at each school. weken: how long it usually takes.
    voor_ouders is for everybody (B1, u), voor_school and voorwaarden for staff (je).
    """

    swv = models.ForeignKey(Samenwerkingsverband, on_delete=models.PROTECT, related_name="aanbod")
    kenmerk = models.CharField(max_length=30)
    naam = models.CharField(max_length=80)
    soort = models.CharField(max_length=13, choices=Soort.choices)
    niveau = models.CharField(max_length=8, choices=Niveau.choices)
    thema = models.CharField(max_length=100, blank=True, help_text="One of those of the SWV, in the words of then.")
    vorm = models.CharField(max_length=9, choices=Vorm.choices)
    eenheid = models.CharField(max_length=11, choices=Eenheid.choices)
    functie = models.CharField(max_length=80, blank=True)
    plaatsen = models.PositiveSmallIntegerField(null=True, blank=True)
    op_elke_school = models.BooleanField(default=False)
    voor_ouders = models.TextField("woorden voor ouders")
    voor_school = models.TextField("woorden voor de school")
    voorwaarden = models.TextField(blank=True)
    weken = models.PositiveSmallIntegerField("gebruikelijke duur in weken", null=True, blank=True)
    aanbieder = models.CharField(max_length=6, choices=Aanbieder.choices)
    aanbieder_naam = models.CharField(max_length=120, blank=True)
    gewicht = models.CharField(max_length=8, choices=Gewicht.choices)
    toekenning = models.CharField("wie kent toe", max_length=13, choices=Toekenning.choices)
    bedrag_tot = models.DecimalField("tot en met bedrag", max_digits=10, decimal_places=2, null=True, blank=True)
    opp_nodig = models.BooleanField("OPP nodig")
    openbaar = models.BooleanField()
    van = models.DateField()
    tot = models.DateField("tot en met", null=True, blank=True)

    objects = AanbodQuerySet.as_manager()

    class Avg:
        van, regel = "niemand", "-"

    class Meta:
        verbose_name = "aanbod"
        verbose_name_plural = "aanbod"
        constraints = [
            models.UniqueConstraint(
                fields=["swv", "kenmerk"],
                name="aanbod_kenmerk_uniek",
                violation_error_message="Dit kenmerk bestaat al.",
                violation_error_code="kenmerk",
            ),
            _mits(
                "kenmerk",
                "Een kenmerk heeft alleen kleine letters, cijfers en streepjes.",
                Q(kenmerk__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
            ),
            _mits("tot", "De laatste dag ligt voor de eerste dag.", Q(tot__isnull=True) | Q(tot__gte=F("van"))),
            _mits(
                "functie",
                "Vul een functie in als het om uren gaat, en anders niet.",
                (Q(vorm=Vorm.UREN) & ~Q(functie="")) | (~Q(vorm=Vorm.UREN) & Q(functie="")),
            ),
            _mits(
                "eenheid",
                "Dit tarief past niet bij de vorm. Alleen bij een bedrag kies je per leerling of per arrangement.",
                Q(vorm=Vorm.UREN, eenheid=Eenheid.UUR)
                | Q(vorm=Vorm.PLAATS, eenheid=Eenheid.PLAATS)
                | Q(vorm=Vorm.MATERIAAL, eenheid=Eenheid.STUK)
                | Q(vorm=Vorm.BEDRAG, eenheid__in=[Eenheid.LEERLING, Eenheid.ARRANGEMENT]),
            ),
            _mits(
                "plaatsen",
                "Een aantal plaatsen hoort bij een plaats in een voorziening, en is minstens 1.",
                Q(plaatsen__isnull=True, op_elke_school=False)
                | Q(vorm=Vorm.PLAATS, plaatsen__isnull=False, plaatsen__gte=1),
            ),
            _mits(
                "weken",
                "Een arrangement duurt hoogstens een schooljaar: vul 1 tot en met 52 weken in.",
                Q(weken__isnull=True) | Q(weken__gte=1, weken__lte=52),
            ),
            _mits(
                "aanbieder_naam",
                "Vul in welke organisatie het is.",
                ~Q(aanbieder=Aanbieder.EXTERN) | ~Q(aanbieder_naam=""),
            ),
            _mits(
                "bedrag_tot",
                "Een bedrag hoort alleen bij de adviseur, en is groter dan nul.",
                (~Q(toekenning=Toekenning.ADVISEUR) & Q(bedrag_tot__isnull=True))
                | Q(toekenning=Toekenning.ADVISEUR, bedrag_tot__isnull=False, bedrag_tot__gt=Decimal(0)),
            ),
            _mits(
                "opp_nodig",
                "Bij basisondersteuning en bij NT2 is geen OPP nodig.",
                Q(opp_nodig=False) | (~Q(niveau=Niveau.BASIS) & ~Q(soort=Soort.NT2)),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="aanbod_vast", fields=["swv", "kenmerk", "vorm", "eenheid"]),
            pgtrigger.Trigger(
                name="aanbod_niet_minder_dan_bezet",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                level=pgtrigger.Row,
                func=NIET_MINDER_DAN_BEZET,
            ),
            pgtrigger.Protect(name="aanbod_blijft", operation=pgtrigger.Delete),
            niet_leegmaken("aanbod_niet_leegmaken", "Aanbod wordt niet verwijderd."),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def eerste_alinea(self) -> str:
        """What parents read of it in a list."""
        return self.voor_ouders.replace("\r\n", "\n").strip().split("\n\n")[0]
