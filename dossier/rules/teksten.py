"""The fixed texts of the page that do not depend on the case: headings, links, names of papers. Pure."""

from __future__ import annotations

from datetime import date

from kern.brieven.zinnen import Zin, _

HOOGSTENS = 10
"""So many events and papers stand on the page itself, so that it stays light; all of them are one page further."""

TEKSTEN: dict[str, Zin] = {
    "nu": _("Wat gebeurt er nu?"),
    "nieuw": _("Nieuw voor u"),
    "vraag_stellen": _("Stel hier een vraag"),
    "mail": _("Kies wanneer u mail van ons krijgt"),
    "kunt": _("Wat kunt u doen?"),
    "mening_geven": _("Uw mening geven"),
    "mening_lezen": _("Lees wat u ons schreef of vertelde"),
    "lees_brief": _("Lees de brief"),
    "lees_beslissing": _("Lees onze beslissing"),
    "gewone_taal": _("Lees in gewone taal"),
    "bezwaar": _("Bezwaar maken, of uw bezwaar bekijken"),
    "terugblik": _("Hoe ging het? Beantwoord één vraag"),
    "liever_bellen": _("Liever bellen?"),
    "stem": _("De stem van de leerling"),
    "advies": _("Ons advies"),
    "geen_besluit": _("Dit is een advies, geen besluit."),
    "advies_dicht": _(
        "Wij gaven de school advies. Wilt u het lezen? Bel ons. Wij kijken eerst na of er niets in staat dat u niet "
        "mag weten."
    ),
    "antwoord": _("Ons antwoord op de vraag om hulp"),
    "antwoord_geen_besluit": _(
        "Dit is geen besluit volgens de wet. Bent u het niet eens? Vraag ons binnen zes weken om nog eens te kijken."
    ),
    "antwoord_besluit": _("Dit is een besluit. In onze brief leest u hoe u bezwaar maakt."),
    "antwoord_dicht": _(
        "Wij gaven de school antwoord. Wilt u het lezen? Bel ons. Wij kijken eerst na of er niets in staat dat u niet "
        "mag weten."
    ),
    "stappen": _("De stappen"),
    "klaar": _("Klaar"),
    "bezig": _("Nu"),
    "straks": _("Komt nog"),
    "hoe_lang": _("Hoe lang duurt het?"),
    "verloop": _("Alles wat er tot nu toe gebeurde"),
    "alles": _("Bekijk alles van deze aanvraag"),
    "terug": _("Terug naar uw dossier"),
    "papieren": _("Brieven en papieren"),
    "kiezen": _("Kies of u brieven per post krijgt of hier leest"),
    "in_het_nederlands": _("Brieven en papieren zijn in het Nederlands. Wilt u een tolk? Bel ons."),
    "wie": _("Wie ziet dit dossier?"),
    "wie_kan": _("Wie kan dit zien?"),
    "eigen": _(
        "Een ouder met gezag heeft een eigen dossier: die ziet uw adres niet. Wie het dossier opent, schrijven wij op."
    ),
    "keek": _("Wie keek er in dit dossier?"),
    "keek_uitleg": _("Wat u zelf bekeek, staat er niet bij. Wat een andere ouder bekeek ook niet."),
    "keek_alles": _("Alle dagen, en wat er is gedaan"),
    "keek_niemand": _("Er keek nog niemand."),
    "geheim": _(
        "De school is geheim. Daarom staan hier geen namen en geen papieren van de school. Wilt u die lezen? Bel ons."
    ),
    "laat_meekijken": _("Iemand laten meekijken"),
    "gegevens": _("Klopt er iets niet? Zo vraagt u iets over uw gegevens"),
    "toestemming": _("Met wie mogen wij dit delen?"),
    "toestemming_gevraagd": _("Mag er iets over uw kind worden gedeeld? U kiest zelf ja of nee."),
    "toestemming_lezen": _("Lees de vraag"),
    "contact": _("Uw contactpersoon"),
    "hulp": _("Hulp nodig?"),
    "hulp_voor_u": _("De hulp is gratis en alleen voor u en uw kind."),
    "taal": _("Uitleg in uw taal"),
    "andere_talen": _("Andere talen"),
    "tolk": _("De uitleg is vertaald. Wat mensen schrijven, is in het Nederlands. Wilt u een tolk? Bel ons."),
    "woorden": _("Alle woorden uitgelegd"),
    "voorlezen": _("Lees voor"),
    "stoppen": _("Stop met lezen"),
    "dossiers": _("Uw dossier"),
    "school_schrijft": _("De school schrijft een aanvraag"),
    "klopt_niet": _("Klopt er iets niet? Praat met de school."),
    "mening_gevraagd": _("Uw mening gevraagd"),
    "niets": _("Er is nu geen aanvraag"),
    "vraag": _("Heeft u een vraag? Bel ons."),
    "niets_uitleg": _("Hier leest u hoe het gaat als de school hulp bij ons aanvraagt."),
}
"""By the name under which the template uses it."""

TITEL = _("Hoe gaat het met de aanvraag voor {kind}?")
NUMMER = _("nummer {nummer}")
NOEM_NUMMER = _("Noem nummer {nummer}.")
WERKT_BIJ = _("werkt bij {naam}")
STEUNPUNT = _("Het {naam} denkt met u mee. Ook een onderwijsconsulent helpt u.")
ONZE_TIJD = _("Dit waren {aantal} aanvragen van het afgelopen jaar. Hoe het bij u gaat, weten wij niet zeker.")
SCHOOL_MAAKT = _("De school maakt een aanvraag voor {kind}. U ziet hem hier als de school hem heeft ingediend.")
REAGEREN = _("Reageren kan tot en met {dag}.")
AANVRAAG_VAN = _("Aanvraag {nummer} van {school}, {dag}")

PERIODE = _("van {begin} tot en met {eind}")

BRIEVEN: dict[str, Zin] = {
    "besluit": _("De brief met het besluit"),
    "weer": _("De brief met het besluit, nog een keer gestuurd"),
    "intrekking": _("De brief over het intrekken"),
    "beslissing": _("Onze beslissing op het bezwaar"),
    "aanvraag": _("De aanvraag van de school"),
    "zaak:bevestiging": _("Aanvraag ontvangen"),
    "zaak:aanbieding": _("Ons portaal"),
    "zaak:advies": _("Ons advies"),
    "zaak:arrangement": _("Ons antwoord op de vraag om hulp"),
    "zaak:ingebreke": _("Brief dat wij te laat zijn ontvangen"),
    "zaak:verdaging": _("Besluit duurt langer"),
    "zaak:intrekking": _("Aanvraag gestopt"),
    "zaak:doorzending": _("Aanvraag doorgestuurd"),
    "zaak:zienswijze": _("Wij vragen uw mening"),
    "zaak:mening_weer": _("Herinnering: wij vragen uw mening"),
    "zaak:voornemen": _("Wij willen een TLV intrekken"),
    "bezwaar:bevestiging": _("Bezwaar ontvangen"),
    "bezwaar:herstel": _("Bezwaar aanvullen"),
    "bezwaar:commissie": _("Een commissie adviseert"),
    "bezwaar:hoorzitting": _("Uitnodiging hoorzitting"),
    "bezwaar:verdaging": _("Beslissing duurt langer"),
    "bezwaar:dwangsom": _("Besluit over dwangsom"),
}
"""Names of papers, by kind; those of kinds that no family gets are not here."""

KIJKERS: dict[str, Zin] = {
    "De school": _("De school"),
    "Het loket": _("Het loket"),
    "Wie beslist": _("Wie beslist"),
    "Wie antwoordt": _("Wie antwoordt"),
    "Deskundigen": _("Deskundigen"),
    "Uitgenodigd voor een overleg": _("Uitgenodigd voor een overleg"),
    "Bezwaar": _("Bezwaar"),
    "Een adviseur, alleen bij deze vraag.": _("Een adviseur, alleen bij deze vraag."),
    "Zolang zij aan hun advies werken.": _("Zolang zij aan hun advies werken."),
    "Tot de stukken dichtgaan.": _("Tot de stukken dichtgaan."),
    "Alleen zolang er een bezwaar is.": _("Alleen zolang er een bezwaar is."),
}
"""What loket.scopes.kijkers says of a group, as a sentence that is translated."""

OVERLEG: dict[str, Zin] = {
    "kop": _("U bent uitgenodigd voor een overleg"),
    "bel": _("Bel uw contactpersoon. Die vertelt u waarover het gaat, waar het is en wie erbij zijn."),
    "waarom": _("Waarom dit overleg?"),
    "wie": _("Wie zijn erbij?"),
    "meenemen": _("U mag iemand meenemen. Is er iemand bij wie u zich niet prettig voelt? Bel uw contactpersoon."),
    "ja": _("U heeft gezegd dat u komt."),
    "nee": _("U heeft gezegd dat u niet komt."),
    "komt_u": _("Komt u?"),
    "reden": _("Wilt u iets zeggen over de dag of de mensen?"),
    "niet_verplicht": _("(niet verplicht)"),
    "wie_leest": _("Alleen het loket leest dit. De school en de andere mensen niet."),
    "ik_kom": _("Ik kom"),
    "ik_kom_niet": _("Ik kom niet"),
}
AFSPRAKEN: dict[str, Zin] = {
    "kop": _("Afspraken over de hulp op school"),
    "lees": _("Lees de afspraken"),
    "kies": _("Lees ze en zeg of u akkoord gaat"),
    "apart": _("Dit staat los van uw mening over de aanvraag."),
}
"""About the handelingsdeel; a family knows that word seldom."""
AFSPRAAK_OVER = _("De school schreef op welke hulp {kind} krijgt.")
AFSPRAAK_GEVRAAGD = _("De school vraagt of u akkoord gaat met de hulp voor {kind}.")
ZEI: dict[str, Zin] = {
    "": _("{wie}: nog niet gereageerd."),
    "akkoord": _("{wie}: akkoord op {dag}."),
    "niet": _("{wie}: niet akkoord op {dag}."),
    "terug": _("{wie}: akkoord teruggenomen op {dag}."),
}
WIE: dict[str, Zin] = {
    "u": _("U"),
    "moeder": _("Moeder"),
    "vader": _("Vader"),
    "ander": _("De andere ouder of voogd"),
}
"""Whom it is about: what a school wrote as tie may say more than another may know."""
SAMEN: dict[bool, Zin] = {
    True: _("Iedereen die dat moet, is akkoord."),
    False: _("Nog niet iedereen is akkoord."),
}
AFGEZEGD = _("Het overleg van {dag} gaat niet door.")
WANNEER = _("{dag}, {van} tot {tot}")


def bewaren(tot: date | None) -> tuple[Zin, ...]:
    """Until when the dossier is kept, longer when something still runs.

    tot: the day on which it may go (loket.rules.privacy.bewaren_tot); None while that cannot be known.
    """
    langer = _("Is er dan nog een bezwaar of een nieuwe aanvraag? Dan bewaren wij het langer.")
    if tot is None:
        return _("Drie jaar na ons besluit of advies gooien wij dit dossier weg."), langer
    return _("Wij bewaren dit dossier tot {dag}. Daarna gooien wij het weg.").met(dag=tot), langer
