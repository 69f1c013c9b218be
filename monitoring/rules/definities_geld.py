"""What the figures about money, children at home, bezwaar and the voice of pupils mean (M15–M18, M23)."""

from __future__ import annotations

from .kengetal import Definitie

GELD = (
    Definitie(
        "M15",
        "Arrangementen",
        "Toegekend: de dag van de beslissing valt in de periode en er is hulp toegekend, zoals gevraagd of anders. "
        "Elke leerling telt bij ‘leerlingen’ één keer. Uren en bedrag zijn wat is toegekend, niet wat is gebruikt. "
        "Doelen: wat bij een eindevaluatie in de periode is bereikt, gedeeld door alle doelen die zijn beoordeeld.",
        "de arrangementen in dit portaal",
    ),
    Definitie(
        "M16",
        "Budget",
        "De budgetten van het schooljaar waarin de periode begint; in een rapport van dat waarin zij eindigt. "
        "Toegekend: na wat vrijviel. Betaald: na wat is teruggevorderd. Toegezegd: toegekend en nog niet betaald. Nog "
        "vrij: begroot min toegekend. Nog te verantwoorden: betaald min verantwoord. Per kalenderjaar telt hulp mee "
        "naar de dagen in dat jaar, en een betaling op de dag van betalen. Elk bedrag is een som van boekingen.",
        "de boekingen in dit portaal",
    ),
)
THUIS = (
    Definitie(
        "M17",
        "Thuiszitters",
        "Op de peildatum niet (volledig) naar school, volgens de wet (absoluut verzuim, of langer dan vier weken "
        "ongeoorloofd thuis) en in de brede zin van de regio: elk soort verzuim, zonder wie alleen dreigt en wat "
        "onterecht is gemeld. Erbij en eraf: begonnen of gestopt na de dag voor de periode, tot en met de peildatum. "
        "Was, plus erbij, min eraf, is nu. Per 1.000 leerlingen: gedeeld door de leerlingen van onze scholen op de "
        "laatste teldatum; een school waarvan DUO het aantal niet noemt, telt daarbij niet mee. "
        "Aanbod: van wie langer dan drie maanden thuis is, wie binnen drie maanden een aanbod kreeg.",
        "de casussen in dit portaal, en DUO Open Onderwijsdata, leerlingen per vestiging",
    ),
)
BEZWAAR = (
    Definitie(
        "M18",
        "Bezwaren",
        "Per zaak: alle bezwaren tegen één besluit samen. Ontvangen: de dag van het eerste bezwaar valt in de periode. "
        "Gegrond: geheel of deels. Op tijd: besloten uiterlijk op de laatste dag van de Algemene wet bestuursrecht, "
        "met wat de termijn verlengde of stilzette. Beroep: bij de rechter ingesteld in de periode.",
        "de bezwaren in dit portaal",
    ),
    Definitie(
        "M23",
        "Leerling gehoord",
        "Van de aanvragen waarover in de periode is besloten: waarbij de leerling zelf vertelde wat hij of zij vindt, "
        "alleen of samen met iemand. Daarnaast: waarbij staat waarom dat niet kon, en waarbij niets staat.",
        "de aanvragen in dit portaal",
    ),
)
