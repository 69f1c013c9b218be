"""What schools can ask, what must come with it, and which parts of the portal there are: one group of the settings."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.utils.text import capfirst

from kern.formulieren import JaNee, Meerkeuze
from scholen.models import Instelling, Onderdeel, TlvSoort

from .instelvelden import keuze, maanden

AANVRAAGVELDEN: Mapping[str, forms.Field] = {
    "licht": JaNee(
        label="Profiel licht?", help_text="Voor een klein samenwerkingsverband: minder onderdelen en stappen."
    ),
    "onderdelen_uit": Meerkeuze(
        label="Welke onderdelen gebruiken jullie niet?",
        help_text="Die verdwijnen uit het menu, hun pagina’s zijn er niet en herinneringen erover worden niet "
        "verstuurd. Wat erin staat, blijft bewaard. Zonder inloggen voor ouders gaan hun brieven per post. "
        "Zonder website leest een bezoeker nog contact, privacy en klacht of bezwaar. Aanvragen, besluiten "
        "en brieven zijn er altijd.",
        choices=[(code, capfirst(woorden)) for code, woorden in Onderdeel.choices],
        required=False,
    ),
    "tlv_soorten": Meerkeuze(
        label="Welke TLV’s geven jullie?",
        choices=[(code, capfirst(woorden)) for code, woorden in TlvSoort.choices],
        leeg="Kies minstens één soort",
    ),
    "lwoo_mode": keuze("Hoe gaan jullie om met lwoo?", "WVO 2020, artikel 2.48.", Instelling.LwooMode),
    "sbo_beslist": keuze("Wie beslist over sbo?", "Leg dit voor aan een jurist.", Instelling.SboBeslist),
    "opp_verplicht": JaNee(
        label="Is een ontwikkelingsperspectief (OPP) verplicht?", help_text="De wet vraagt het niet altijd."
    ),
    "opp_handtekening_verplicht": JaNee(
        label="Vragen jullie een handtekening onder het handelingsdeel?",
        help_text="Op papier of in het portaal. De school leest het; een TLV wacht er nooit op.",
    ),
    "opp_max_maanden": maanden("Hoe oud mag het OPP zijn?", "Ouder geeft een waarschuwing."),
    "onderzoek_max_maanden": maanden("Hoe oud mag een onderzoek zijn?", "Ouder geeft een waarschuwing."),
}
