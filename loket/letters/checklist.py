"""What a decision letter must hold before the decision can be taken (domein.md §4.1, items 1 to 10)."""

from .besluit import Besluitbrief
from .verplicht import Punten, bezwaarclausule, handtekening, hulp, ontbreekt, van_en_aan


def checklist_ontbreekt(brief: Besluitbrief) -> list[str]:
    """The compulsory elements that are empty for this outcome, in words for the beslisser; [] when complete.

    The day of sending (item 1) is not asked here: the template holds its mark and dateren() refuses a letter without.
    """
    return ontbreekt((*_verzoek(brief), *_besluit(brief), *_redenen(brief), *_slot(brief)))


def _verzoek(brief: Besluitbrief) -> Punten:
    return [
        *van_en_aan(brief.afzender, brief.geadresseerde, brief.leerling),
        ("kenmerk van de aanvraag", brief.kenmerk),
        ("wie de aanvraag deed", brief.verzoek.school),
    ]


def _besluit(brief: Besluitbrief) -> Punten:
    besluit = brief.beslissing
    punten: Punten = [("code van het samenwerkingsverband", brief.afzender.swv_code)]
    if besluit.met_verklaring:
        punten += [
            ("nummer van de verklaring", besluit.nummer),
            ("ingangsdatum", besluit.begin),
            ("einddatum", besluit.eind or besluit.soort in ("PRO", "LWOO")),
            ("categorie", besluit.categorie or besluit.soort not in ("SO", "VSO")),
        ]
    return punten


def _redenen(brief: Besluitbrief) -> Punten:
    redenen, besluit = brief.overwegingen, brief.beslissing
    punten: Punten = [
        ("wat er aan de hand is", redenen.feiten.strip()),
        ("de redenen van de school", redenen.redenen_school.strip()),
        ("de mening van de ouders, of waarom die er niet is", redenen.zienswijzen or redenen.zienswijze_geen.strip()),
        ("ons antwoord op de mening van de ouders", redenen.antwoord_zienswijze.strip() or not redenen.zienswijzen),
        (
            "de mening van de leerling, of waarom die er niet is",
            redenen.mening_leerling.strip() or redenen.mening_leerling_geen.strip(),
        ),
        (
            "wat wij met de mening van de leerling deden",
            redenen.antwoord_leerling.strip() or not redenen.mening_leerling.strip(),
        ),
        ("twee adviezen van deskundigen", len(redenen.adviezen) >= 2),
        (
            "van elk advies naam, discipline en conclusie",
            all(een.deskundige and een.discipline and een.conclusie for een in redenen.adviezen),
        ),
        ("onze motivering", redenen.motivering.strip()),
        ("het ondersteuningsplan waaraan is getoetst", redenen.ondersteuningsplan.strip()),
    ]
    if not besluit.met_verklaring:
        return [*punten, ("welke hulp wel past en wie die geeft", redenen.passende_hulp.strip())]
    return [
        *punten,
        ("waarom lichtere hulp niet genoeg is", redenen.niet_lichter.strip()),
        ("waarom deze categorie", redenen.categorie.strip() or not besluit.categorie),
        ("waarom deze duur", redenen.duur.strip()),
        ("waarom wij afwijken van de aanvraag", redenen.afwijking.strip() or besluit.uitkomst != "afwijkend"),
    ]


def _slot(brief: Besluitbrief) -> Punten:
    rechten = brief.rechtsmiddelen
    return [
        *bezwaarclausule(brief.afzender, rechten.email),
        *hulp(rechten.commissie, rechten.steunpunt),
        *handtekening(brief.ondertekening),
        ("wie een kopie krijgt", brief.afschriften),
        ("welke bijlagen erbij zitten", brief.bijlagen),
    ]
