"""Invented stories for the demo. {v} is the first name. No diagnoses: what a child needs, not what it has."""

from typing import NamedTuple


class Verhaal(NamedTuple):
    nodig: str
    sterk: str
    moeilijk: str
    grens: str
    gedaan: tuple[tuple[str, str], ...]
    ouders: str
    leerling: str


class Adviestekst(NamedTuple):
    bronnen: str
    motivering: str
    niet_lichter: str


VERHALEN = (
    Verhaal(
        "{v} heeft de hele dag vaste structuur nodig, in een kleine groep. {v} werkt het best als steeds duidelijk is wat er komt.",
        "{v} leest graag, is nieuwsgierig en onthoudt goed wat samen is gedaan.",
        "{v} raakt elke middag overprikkeld. Dan lukt werken in de klas niet meer.",
        "De leraar moet de aandacht over veel leerlingen verdelen. Meer vaste begeleiding dan vier ochtenden kunnen wij niet bieden.",
        (
            (
                "Een eigen werkplek met een dagschema in plaatjes",
                "{v} begint sneller aan het werk, vooral in de ochtend.",
            ),
            ("Vier ochtenden per week een vaste begeleider", "Het lezen gaat vooruit. De middagen blijven moeilijk."),
        ),
        "Thuis is er rust sinds {v} in een kleine groep werkt. Wij hopen op een school met kleinere klassen. Wel maken wij ons zorgen over het vervoer.",
        "Ik wil graag een rustig plekje. En mijn vriend blijven zien.",
    ),
    Verhaal(
        "{v} heeft stap voor stap uitleg nodig, op eigen niveau, en veel tijd om te oefenen met echte dingen.",
        "{v} is zorgzaam, werkt graag met de handen en vraagt om hulp als dat nodig is.",
        "Het verschil met de groep wordt groter. {v} krijgt buikpijn op toetsdagen.",
        "Wij geven al een eigen leerlijn voor twee vakken. Voor alle vakken lukt dat niet naast de rest van de groep.",
        (
            ("Eigen leerlijn voor rekenen en spelling", "{v} leert, maar langzamer dan de leerlijn vraagt."),
            ("Twee keer per week een klein groepje buiten de klas", "{v} durft daar meer te zeggen dan in de klas."),
        ),
        "Wij zien dat {v} zich op school steeds dommer voelt. Wij willen een plek waar ons kind weer trots kan zijn.",
        "Rekenen gaat te snel. Koken met juf vind ik het leukst.",
    ),
    Verhaal(
        "{v} heeft een volwassene nodig die dichtbij is en kalm blijft, en momenten op de dag om te bewegen.",
        "{v} heeft veel humor, is goed in sport en helpt jongere kinderen graag.",
        "Onverwachte veranderingen lopen uit op ruzie. {v} heeft daar later veel spijt van.",
        "Er was een jaar lang een adviseur in de klas. De afspraken helpen, maar niet als de vaste leraar er niet is.",
        (
            ("Een time-outplek en een vast rooster met beweegmomenten", "Minder ruzies in de ochtend."),
            ("Begeleiding van de leraar door een adviseur", "De leraar ziet eerder dat het te veel wordt."),
        ),
        "Wij zijn het eens met de aanvraag. {v} gaat met tegenzin naar school en dat doet ons pijn.",
        "Ik wil niet steeds straf. Ik wil een meester die snapt dat ik even moet rennen.",
    ),
)

ADVIEZEN = (
    Adviestekst(
        "Het dossier gelezen, {v} een ochtend in de klas gezien, gesproken met ouders, leraar en {v}.",
        "{v} heeft de hele dag structuur en nabijheid nodig. De school heeft dat lang en goed geprobeerd. In een kleine groep met vaste begeleiding kan {v} weer leren.",
        "Vier ochtenden begeleiding en een eigen werkplek zijn een jaar geprobeerd. Het hielp een deel van de dag. Meer van hetzelfde lost de middagen niet op.",
    ),
    Adviestekst(
        "Het dossier gelezen en met de ouders gesproken.",
        "De draagkracht van {v} is op na een halve dag in een grote groep. Dat verandert niet door meer hulp in dezelfde groep. Kijk na een jaar of een deel van de week op een gewone school kan.",
        "Een zwaarder arrangement zou {v} nog vaker uit de klas halen en helpt dus niet bij het erbij horen.",
    ),
)

BESLUIT = {
    "ja": "{v} heeft de hele dag vaste structuur en een kleine groep nodig. De school heeft daar een jaar lang veel aan gedaan. Beide deskundigen vinden dat de school niet meer kan bieden.",
    "nee": "Wij zien dat {v} het moeilijk heeft. De school kan nog meer doen dan nu gebeurt, met hulp van onze adviseur. Daarom is een andere school nu nog niet nodig.",
    "zienswijze": "Uw zorgen nemen wij serieus. Wij bespreken ze met de school en komen daar in het eerste gesprek op terug.",
    "leerling": "Wat {v} ons vertelde, geven wij door aan de school, zodat daar rekening mee wordt gehouden.",
    "niet_lichter": "De hulp in de klas is een jaar geprobeerd en twee keer bijgesteld. Het hielp, maar niet genoeg.",
    "categorie": "{v} heeft geen lichamelijke verzorging nodig. Daarom past de eerste categorie.",
    "duur": "In twee schooljaren kan {v} tot rust komen en kunnen wij zien wat daarna past.",
    "afwijking": "De deskundigen vinden een andere school nodig. Wij denken dat een arrangement met meer uren eerst moet worden geprobeerd, omdat dat nog niet is gebeurd.",
    "hulp": "Onze adviseur begeleidt de leraar een half jaar, en de school krijgt uren voor een vaste begeleider van {v}. De intern begeleider maakt binnen twee weken de afspraak.",
}

CRITERIA = (
    "{leerling} heeft de hele schooldag meer nabijheid en structuur nodig dan een gewone school kan geven.",
    "De school heeft minstens een half jaar extra hulp gegeven en geëvalueerd. De hulp had te weinig effect.",
    "Beide deskundigen vinden dat de onderwijsbehoeften passen bij dit onderwijs.",
    "Lichtere hulp op de eigen school is onderzocht en is niet genoeg.",
)
