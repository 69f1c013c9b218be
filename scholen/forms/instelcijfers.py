"""What an SWV may set about figures: one group of the settings, with its explanations."""

from collections.abc import Mapping

from django import forms

from kern.formulieren import JaNee, Tekst

CIJFERVELDEN: Mapping[str, forms.Field] = {
    "cijfers_openbaar": JaNee(
        label="Staan er elk jaar cijfers op de openbare pagina?",
        help_text="Van schooljaren die voorbij zijn: wat is gevraagd en besloten, en of dat op tijd was.",
    ),
    "terugblik_vragen": JaNee(
        label="Vragen jullie hoe het ging?",
        help_text="Eén vraag in het portaal aan ouders, leerlingen en de school, twee weken na een besluit, advies, "
        "hulp die afliep of een casus die sloot. Niemand ziet van wie een antwoord is.",
    ),
    "terugblik_vraag": Tekst(
        label="Jullie eigen vraag na een besluit of advies",
        help_text="Zonder u of je, zoals: Hoe ging de aanvraag? Leeg is: Hoe ging het? Wie een andere taal leest, "
        "krijgt die vraag in de eigen taal.",
        required=False,
        max_length=120,
    ),
}
