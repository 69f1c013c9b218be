"""What our scripts say on the screen of a family, in its language: the scripts look a sentence up by its Dutch."""

from __future__ import annotations

import json

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop

SESSIE = (
    gettext_noop("2 minuten"),
    gettext_noop("1 minuut"),
    gettext_noop("{0} seconden"),
    gettext_noop("Er is nu iemand anders ingelogd. Log die uit en log zelf in."),
    gettext_noop("We krijgen nu geen antwoord. Probeer het over een minuut weer."),
    gettext_noop("Geen internet. Wij bewaren zodra u weer verbinding heeft."),
)
"""On every page, of a session that ends."""
TYPEN = (
    gettext_noop("Nog {0} van {1} tekens over"),
    gettext_noop("{0} tekens te veel"),
    gettext_noop("Opslaan lukt nu niet. Uw tekst staat nog op uw scherm."),
    gettext_noop("U bent uitgelogd. Uw tekst staat nog op uw scherm."),
    gettext_noop("Probeer opnieuw"),
    gettext_noop("Kies deze tekst"),
    gettext_noop("Uw tekst"),
    gettext_noop("De andere tekst"),
    gettext_noop("Nog niet opgeslagen: kies eerst welke tekst blijft."),
    gettext_noop("Nog niet opgeslagen"),
    gettext_noop("Bezig met opslaan …"),
    gettext_noop("Opgeslagen om {0} uur"),
)
"""On a page where somebody types."""
OPNEMEN = (
    gettext_noop("Neem op"),
    gettext_noop("Stop"),
    gettext_noop("Neem opnieuw op"),
    gettext_noop("Haal weg"),
    gettext_noop("Luister terug"),
    gettext_noop("Of kies een opname die er al is:"),
    gettext_noop("De microfoon staat uit voor deze bladzijde. Zet hem aan in de browser, of kies een bestand."),
    gettext_noop("Er is geen microfoon gevonden. Kies een bestand."),
    gettext_noop("De microfoon werkt nu niet. Kies een bestand."),
    gettext_noop("Er is nog niets opgenomen."),
    gettext_noop("Er is niets opgenomen. Probeer het opnieuw."),
    gettext_noop(
        "Opgenomen: {0}. Luister terug, of neem het opnieuw op. De opname gaat mee als het formulier wordt verstuurd."
    ),
    gettext_noop("Geef de browser toestemming voor de microfoon."),
    gettext_noop("De opname loopt. Hij mag {0} duren."),
    gettext_noop("De opname loopt."),
    gettext_noop("{0} van {1}"),
    gettext_noop("Nog 30 seconden."),
    gettext_noop("Gekozen: {0}."),
)
"""Where the recorder is. How long it lasts, the browser says in the language of the page."""


def schermteksten(*zinnen: str) -> SafeString:
    """The sentences by their Dutch, in the active language, as JSON for a script."""
    tekst = json.dumps({zin: gettext(zin) for zin in zinnen}, ensure_ascii=False)
    return mark_safe(tekst.replace("<", "\\u003c"))  # noqa: S308 - no closing tag can be in it
