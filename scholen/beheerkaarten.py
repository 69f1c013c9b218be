"""What there is to manage, as cards in groups (ux.md 3.5). An address is a name: the pages are of the apps above."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse

from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Permissie
from scholen.onderdelen import is_uit


@dataclass(frozen=True)
class Beheerkaart:
    """One page of beheer. mag: who has one of these rights sees the card."""

    titel: str
    adres: str
    uitleg: str
    mag: tuple[Permissie, ...]


INSTELLEN = (Permissie.INSTELLINGEN_BEHEREN,)
KAARTEN: dict[str, tuple[Beheerkaart, ...]] = {
    "Jullie samenwerkingsverband": (
        Beheerkaart(
            "Klaar voor de eerste TLV?",
            "inrichting:nieuw",
            "Wat nog ontbreekt voordat een nieuw samenwerkingsverband kan beginnen.",
            INSTELLEN,
        ),
        Beheerkaart(
            "Huisstijl",
            "scholen:huisstijl",
            "De naam en de kleuren, met een voorbeeld. Wij letten erop dat iedereen het kan lezen.",
            INSTELLEN,
        ),
        Beheerkaart(
            "Contact en adres",
            "scholen:contactgegevens",
            "Adres, telefoon en e-mail: op de website en in elke brief.",
            INSTELLEN,
        ),
        Beheerkaart(
            "Instellingen",
            "scholen:instellingen",
            "Termijnen, herinneringen, besluiten, TLV’s, bezwaar en jullie eigen woorden. En wie wat wijzigde.",
            INSTELLEN,
        ),
        Beheerkaart(
            "Werkgebieden",
            "scholen:werkgebieden",
            "Hoe jullie de regio verdelen, en welke school in welk deel zit.",
            INSTELLEN,
        ),
        Beheerkaart(
            "Scholen inlezen",
            "scholen:importeren",
            "Nieuwe bestanden van DUO: eerst zien wat er verandert, dan pas opslaan.",
            (Permissie.SCHOLEN_IMPORTEREN,),
        ),
        Beheerkaart(
            "School opvolgen",
            "loket:schoolopvolger",
            "Een school gaat samen met een andere of krijgt een nieuw nummer: alles wat loopt gaat over.",
            (Permissie.SCHOOL_OPVOLGEN,),
        ),
        Beheerkaart(
            "Instellingen overzetten",
            "inrichting:overzetten",
            "Alle instellingen als één bestand, van het ene portaal naar het andere. Eerst zien wat er verandert.",
            INSTELLEN,
        ),
    ),
    "Mensen en rechten": (
        Beheerkaart(
            "Gebruikers en rollen",
            "scholen:leden",
            "Wie heeft welke rol? Collega’s uitnodigen en beëindigen, en accounts die niet worden gebruikt.",
            (Permissie.GEBRUIKERS_SCHOOL, Permissie.GEBRUIKERS_ALLE),
        ),
        Beheerkaart(
            "Kringen",
            "scholen:kringen",
            "Groepen van directeuren, intern begeleiders en anderen die samenkomen. En wie erin zit.",
            (Permissie.KRINGEN_BEHEREN,),
        ),
        Beheerkaart(
            "Mandaten",
            "loket:mandaten",
            "Wie mag namens het bestuur besluiten, waarover en tot wanneer? En wie vervangt.",
            (Permissie.MANDAAT_BEHEREN,),
        ),
        Beheerkaart(
            "API-sleutels",
            "monitoring:sleutels",
            "Waarmee een ander programma, zoals Power BI, cijfers uit rapporten leest. Zonder namen, met kleine "
            "aantallen afgeschermd.",
            (Permissie.API_BEHEREN,),
        ),
    ),
    "Aanvragen en besluiten": (
        Beheerkaart(
            "Soorten aanvraag",
            "loket:soorten",
            "Wat scholen kunnen vragen, en hoeveel jullie dan willen weten.",
            INSTELLEN,
        ),
        Beheerkaart(
            "Vragen aan de school",
            "loket:vragen",
            "Wat willen jullie weten, boven op wat de wet vraagt? Per soort aanvraag, met een voorbeeld.",
            (Permissie.VRAGEN_BEHEREN,),
        ),
        Beheerkaart(
            "Criteria",
            "loket:criterialijsten",
            "De criteria van het ondersteuningsplan, waaruit de beslisser de redenen kiest.",
            (Permissie.CRITERIA_BEHEREN,),
        ),
        Beheerkaart(
            "Brieven",
            "loket:briefteksten_alle",
            "Jullie logo, handtekening en eigen teksten in brieven. Met een voorbeeld van elke brief.",
            INSTELLEN,
        ),
        Beheerkaart(
            "Teksten van mails",
            "scholen:mails",
            "Wat de mails van het portaal zeggen, met een voorbeeld. Nooit over wie of waarover.",
            INSTELLEN,
        ),
        Beheerkaart(
            "Vertalingen",
            "loket:vertalingen",
            "De uitleg bij brieven in andere talen, en wie haar heeft nagekeken.",
            INSTELLEN,
        ),
    ),
    "Hulp en geld": (
        Beheerkaart(
            "Aanbod en tarieven",
            "arrangementen:aanbod_beheer",
            "Welke hulp is er, in welke vorm, wie kent haar toe, en wat kost zij per schooljaar?",
            (Permissie.AANBOD_BEHEREN,),
        ),
        Beheerkaart(
            "Nieuw schooljaar",
            "inrichting:schooljaar",
            "Tarieven en budgetten voor het volgende schooljaar klaarzetten, en zien wat dan nog moet.",
            (Permissie.AANBOD_BEHEREN, Permissie.BUDGET_BEHEREN),
        ),
        Beheerkaart(
            "Normbedragen",
            "arrangementen:normbedragen",
            "De bedragen van het ministerie per jaar, waarmee de prognose rekent.",
            (Permissie.PROGNOSE_MAKEN,),
        ),
        Beheerkaart(
            "Leerlingen naar woonplaats",
            "monitoring:woonplaatsen",
            "Waar de leerlingen van jullie scholen wonen, als aantallen per postcode of gemeente.",
            (Permissie.SCHOLEN_IMPORTEREN,),
        ),
        Beheerkaart(
            "Landelijke cijfers",
            "monitoring:vergelijkcijfers",
            "De percentages van heel Nederland, die bij Monitoring naast die van jullie staan.",
            (Permissie.SCHOLEN_IMPORTEREN,),
        ),
    ),
    "Voor iedereen": (
        Beheerkaart(
            "Pagina’s voor iedereen",
            "voorlichting:paginas",
            "Wat bezoekers lezen: uitleg, nieuws, kennis en scholing. Met versies en een voorbeeld.",
            (Permissie.VOORLICHTING_SCHRIJVEN,),
        ),
        Beheerkaart(
            "Woordenlijst",
            "voorlichting:woorden_beheer",
            "De woorden die jullie uitleggen, boven op die van het portaal.",
            (Permissie.VOORLICHTING_SCHRIJVEN,),
        ),
        Beheerkaart(
            "Protocol thuiszitters",
            "thuiszitters:protocollen",
            "De stappen als een kind niet naar school gaat: wie doet wat, en binnen welke termijn?",
            (Permissie.PROTOCOL_BEHEREN,),
        ),
    ),
    "Toezicht": (
        Beheerkaart(
            "Toezicht",
            "toezicht:toezicht",
            "Wat vannacht opviel in het logboek: iemand keek in veel dossiers, of waar het niet hoorde.",
            (Permissie.LOGBOEK_LEZEN,),
        ),
        Beheerkaart(
            "Logboek",
            "toezicht:logboek",
            "Wie zag, wijzigde of downloadde wat, en wat werd geweigerd? Per persoon, kind en periode.",
            (Permissie.LOGBOEK_LEZEN,),
        ),
        Beheerkaart(
            "Bewaartermijnen",
            "toezicht:bewaren",
            "Hoelang dossiers blijven, en wat er na de bewaartermijn weggaat.",
            (Permissie.BEWAREN_LEZEN,),
        ),
        Beheerkaart(
            "Verwerkingsregister",
            "toezicht:verwerkingsregister",
            "Wat jullie over mensen bewaren, waarom, en wie het krijgt. Het portaal houdt het zelf bij.",
            (Permissie.VERWERKINGEN_LEZEN,),
        ),
        Beheerkaart(
            "Datalekken",
            "toezicht:datalekken",
            "Kwamen gegevens bij de verkeerde, of zijn ze weg? Schrijf het op en zie tot wanneer je het kunt melden.",
            (Permissie.DATALEK_BIJHOUDEN,),
        ),
        Beheerkaart(
            "Vertrekpakket",
            "toezicht:vertrekpakketten",
            "Alles meenemen naar een ander programma: elke rij en elk document, in open formaten.",
            (Permissie.VERTREK_VRAGEN,),
        ),
    ),
}


def kaarten_voor(gebruiker: Gebruiker, uit: Collection[str] = ()) -> list[tuple[str, list[Beheerkaart]]]:
    """The groups with what this user may manage, none without cards. uit: the parts that are switched off."""
    groepen = [
        (titel, [een for een in kaarten if any(map(gebruiker.heeft, een.mag)) and not is_uit(reverse(een.adres), uit)])
        for titel, kaarten in KAARTEN.items()
    ]
    return [groep for groep in groepen if groep[1]]
