"""Fictional people for the demo: users per role, pupils, parents. Schools are real, nobody else is.

The same seed gives the same people. Names from many places, because a region has them and letters must print them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import Rol
from scholen.models import Adres, Betrokkene, Gezag, Inschrijving, Leerling, Plek, Samenwerkingsverband, School
from scholen.rules import leeftijd
from scholen.rules.toestemming import ZELF

SCHOLEN_MET_MENSEN = 8
LEERLINGEN_PER_SCHOOL = 9
GROEP_8 = 12
MINSTENS = 63
"""Pupils in all: enough for every state of an aanvraag (loket.demo.VERDELING), also where there are few schools."""
GEWOON = {"PO": ("BO",), "VO": ("VO", "PRO")}

ROEPNAMEN = (
    "Fenna", "Mila", "Emir", "Zofia", "Yusuf", "Noor", "Sem", "Oleksandra", "Layla", "Jip", "Isa", "Bram", "Lotte",
    "Şükrü", "Łukasz", "Олена", "فاطمة", "Daan", "Sara", "Milan", "Aylin", "Kacper", "Tess", "Noud", "Amira",
)  # fmt: skip
ACHTERNAMEN = (
    ("", "Voorbeeld"), ("", "Denkbeeldig"), ("van", "Nergenshuizen"), ("", "Fictief"), ("", "Testema"),
    ("", "Proefkonijn"), ("van der", "Verzinnen"), ("", "Örnek"), ("", "Przykład"), ("", "Приклад"),
    ("", "مثال"), ("de", "Bedachte"), ("", "Verzonnen"), ("ten", "Voorbeelde"), ("", "Doorsnee"),
)  # fmt: skip
COLLEGAS = ("Anna", "Bram", "Fatma", "Piotr", "Marieke", "Jeroen", "Oksana", "Hassan", "Els", "Wouter", "Nadia")
MOEDERS = ("Anna", "Fatma", "Marieke", "Oksana", "Els", "Nadia", "Zeynep", "Agnieszka", "Ingrid", "Samira", "Joke")
VADERS = ("Bram", "Piotr", "Jeroen", "Hassan", "Wouter", "Mehmet", "Taras", "Ruben", "Youssef", "Dirk", "Marek")
STRATEN = ("Verzonnenstraat", "Proefplein", "Denkbeeldweg", "Testlaan", "Voorbeeldkade", "Fictiehof")

MEDEWERKERS: tuple[tuple[Rol, str], ...] = (
    (Rol.LOKETMEDEWERKER, "Marit Hoekstra"),
    (Rol.LOKETMEDEWERKER, "Karim Aziz"),
    (Rol.DESKUNDIGE, "Rosa Proefman"),
    (Rol.DESKUNDIGE, "Lars Testers"),
    (Rol.DESKUNDIGE, "Iris Bedacht"),
    (Rol.ADVISEUR, "Ayla Adviseur"),
    (Rol.BESLISSER, "Hanneke Beslisser"),
    (Rol.BESLISSER, "Bas Mandaat"),
    (Rol.BEZWAARBEHANDELAAR, "Saar Secretaris"),
    (Rol.BEZWAARCOMMISSIE, "Cor Commissie"),
    (Rol.BEHEERDER, "Fedde Beheer"),
)


@dataclass
class Teller:
    """Makes addresses and mail addresses that nobody has."""

    kans: Random
    nummer: int = 0

    def email(self, wie: str) -> str:
        self.nummer += 1
        return f"{wie}{self.nummer}@demo.example"

    def straat(self) -> str:
        return f"{self.kans.choice(STRATEN)} {self.kans.randint(1, 199)}"


def vullen(swv: Samenwerkingsverband, *, vandaag: date, zaad: int = 2026) -> int:
    """Make the people of this SWV as of this day; gives how many pupils. Does nothing when there are any."""
    if Leerling.objects.exists():
        return 0
    teller = Teller(Random(zaad))  # noqa: S311 - fictional data
    begin = vandaag - timedelta(days=800)
    for rol, naam in MEDEWERKERS:
        gebruiker_maken(teller, rol, naam, begin)
    aantal = 0
    gewoon = School.objects.deelnemend(swv, vandaag).filter(soort__in=GEWOON[swv.sector])
    scholen = list(gewoon.order_by("plaats", "brin6"))
    scholen = scholen[:: max(1, len(scholen) // SCHOLEN_MET_MENSEN)][:SCHOLEN_MET_MENSEN]
    per_school = max(LEERLINGEN_PER_SCHOOL, -(-MINSTENS // max(1, len(scholen))))
    for plek, school in enumerate(scholen):
        naam = f"{COLLEGAS[plek % len(COLLEGAS)]} {ACHTERNAMEN[plek % len(ACHTERNAMEN)][1]}"
        gebruiker_maken(teller, Rol.IB, naam, begin, school=school)
        gebruiker_maken(teller, Rol.DIRECTEUR, f"Directeur {plek + 1}", begin, school=school)
        for nummer in range(per_school):
            _leerling(teller, swv, school, vandaag, met_account=nummer == 0 and plek < 4)
            aantal += 1
    _leest_arabisch()
    _groot_kind(teller, swv, vandaag)
    gebruiker_maken(teller, Rol.CONTROLLER, "Coen Controller", begin)
    _bestuurder(teller, scholen, begin)
    _gemeente(teller, scholen, begin)
    gebruiker_maken(teller, Rol.FG, "Fatma Gegevens", begin)
    _lijsten(teller, scholen, vandaag, begin)
    return aantal


def _lijsten(teller: Teller, scholen: list[School], vandaag: date, begin: date) -> None:
    """Half of the schools looked through their list, and somebody did not log in for so long that it was blocked."""
    nu = timezone.make_aware(datetime.combine(vandaag, time(9)))
    Lidmaatschap.objects.filter(plek__school__in=scholen[::2]).update(nagekeken_op=nu)
    stil = gebruiker_maken(teller, Rol.ADVISEUR, "Teun Langweg", begin)
    stil.last_login, stil.ongebruikt_gemeld_op = nu - timedelta(days=120), nu - timedelta(days=30)
    stil.is_active, stil.geblokkeerd_op = False, nu - timedelta(days=16)
    stil.save()


def _bestuurder(teller: Teller, scholen: list[School], begin: date) -> None:
    """Somebody of the board of the first school that has one."""
    bestuur = next((school.bestuur for school in scholen if school.bestuur), None)
    if bestuur is not None:
        lid = gebruiker_maken(teller, Rol.BESTUUR, "Bente Bestuur", begin).lidmaatschappen.get()
        Plek.objects.create(lidmaatschap=lid, bestuur=bestuur)


def _gemeente(teller: Teller, scholen: list[School], begin: date) -> None:
    """Who makes policy for the gemeente of the first school that has one."""
    gemeente = next((school.gemeente for school in scholen if school.gemeente), None)
    if gemeente is not None:
        lid = gebruiker_maken(teller, Rol.GEMEENTE, "Gijs Gemeente", begin).lidmaatschappen.get()
        Plek.objects.create(lidmaatschap=lid, gemeente=gemeente)


def _groot_kind(teller: Teller, swv: Samenwerkingsverband, vandaag: date) -> None:
    """The last child whose parents have an account is as old as its kind of school allows: 12, or 16 with an account.

    Before 16 the portal opens nothing to a pupil itself.
    """
    kind = Leerling.objects.filter(gezag__betrokkene__gebruiker__isnull=False).order_by("-pk").first()
    if kind is None:
        return
    jaren, groep = (GROEP_8, "8") if swv.sector == "PO" else (ZELF, "5")
    kind.geboortedatum = vandaag - timedelta(days=jaren * 366)
    if jaren >= ZELF:
        kind.gebruiker = gebruiker_maken(teller, Rol.LEERLING, kind.naam, vandaag - timedelta(days=8))
    kind.save()
    kind.inschrijvingen.update(groep=groep)


def _leest_arabisch() -> None:
    """One of the first two parents reads Arabic: each has a button on the log-in page."""
    vader = Betrokkene.objects.filter(gebruiker__isnull=False, aanhef="meneer").order_by("pk").first()
    if vader is not None and vader.gebruiker is not None:
        vader.voornaam, vader.taal = "Samir", "ar"
        vader.save()
        vader.gebruiker.naam = vader.naam
        vader.gebruiker.save()


def gebruiker_maken(teller: Teller, rol: Rol, naam: str, van: date, *, school: School | None = None) -> Gebruiker:
    """An account without a password: in the demo one logs in with a button."""
    gebruiker = Gebruiker(email=teller.email(rol.value), naam=naam)
    gebruiker.set_unusable_password()
    gebruiker.save()
    lid = Lidmaatschap.objects.create(gebruiker=gebruiker, rol=rol, van=van)
    if school is not None:
        Plek.objects.create(lidmaatschap=lid, school=school)
    return gebruiker


def _leerling(
    teller: Teller, swv: Samenwerkingsverband, school: School, vandaag: date, *, met_account: bool
) -> Leerling:
    kans = teller.kans
    jaren = kans.randint(5, 10) if swv.sector == "PO" else kans.randint(12, 15)
    tussenvoegsel, achternaam = kans.choice(ACHTERNAMEN)
    straat = teller.straat()
    leerling = Leerling.objects.create(
        roepnaam=kans.choice(ROEPNAMEN),
        tussenvoegsel=tussenvoegsel,
        achternaam=achternaam,
        geboortedatum=vandaag - timedelta(days=jaren * 365 + kans.randint(0, 364)),
        straat=straat,
        postcode="0000 ZZ",
        plaats=school.plaats,
        afscherming="adres" if kans.random() < 0.05 else "geen",
    )
    groep = str(leeftijd(leerling.geboortedatum, vandaag) - (3 if swv.sector == "PO" else 11))
    begin = vandaag - timedelta(days=kans.randint(700, 1100))
    Inschrijving.objects.create(leerling=leerling, school=school, van=begin, groep=groep)
    samen = kans.random() < 0.6
    for nummer, (aanhef, relatie) in enumerate((("mevrouw", "moeder"), ("meneer", "vader"))):
        _ouder(
            teller,
            leerling,
            aanhef=aanhef,
            relatie=relatie,
            straat=straat if samen or nummer == 0 else teller.straat(),
            met_account=met_account,
            geheim=not samen and nummer == 1 and kans.random() < 0.2,
        )
    return leerling


def _ouder(
    teller: Teller, leerling: Leerling, *, aanhef: str, relatie: str, straat: str, met_account: bool, geheim: bool
) -> Betrokkene:
    voornaam = teller.kans.choice(MOEDERS if aanhef == "mevrouw" else VADERS)
    ouder = Betrokkene.objects.create(
        aanhef=aanhef, voornaam=voornaam, tussenvoegsel=leerling.tussenvoegsel, achternaam=leerling.achternaam
    )
    if met_account:
        ouder.gebruiker = gebruiker_maken(teller, Rol.OUDER, ouder.naam, timezone.localdate() - timedelta(days=400))
        ouder.save()
    begin = leerling.geboortedatum
    Adres.objects.create(
        betrokkene=ouder, van=begin, straat=straat, postcode="0000 ZZ", plaats=leerling.plaats, adresgeheim=geheim
    )
    Gezag.objects.create(
        leerling=leerling, betrokkene=ouder, soort="gezag", relatie=relatie, van=begin, bron="gezagsregister"
    )
    return ouder
