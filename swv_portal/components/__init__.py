"""Every component of the templates: one typed function each, registered here and nowhere else (a template builtin).

`{% kaart titel="Besluit" %}…{% endkaart %}` is checked like a call: an unknown or missing argument is a
TemplateSyntaxError, and so is a tone or state that does not exist. /bouwstenen/ shows each one,
docs/bouwstenen.md lists them.
"""

from django.template import Library

from kern.gebruikers.apparaat import browser
from swv_portal.components import formulier, grafiek, kaders, lijsten, tekens, weekgrafiek, woorden

register = Library()

for _deel in (
    tekens.icoon,
    tekens.pil,
    tekens.status,
    tekens.knop,
    tekens.persoon,
    tekens.telefoon,
    tekens.qr,
    woorden.termijn,
    woorden.opgeslagen,
    kaders.regel,
    kaders.taak,
    kaders.voortgang,
    kaders.cijfer,
    grafiek.staafgrafiek,
    weekgrafiek.weekgrafiek,
    lijsten.bestand,
    lijsten.tabs,
    lijsten.inhoudsopgave,
    lijsten.kruimelpad,
    formulier.veld,
    formulier.foutenlijst,
):
    register.simple_tag(_deel)

register.simple_tag(lijsten.kolomkop, takes_context=True)
register.simple_tag(lijsten.paginering, takes_context=True)
register.simple_tag(tekens.speler, takes_context=True)

for _blok in (
    kaders.kaart,
    kaders.kaart_link,
    kaders.melding,
    kaders.leeg,
    kaders.uitklap,
    kaders.samenvatting,
    kaders.regelblok,
    kaders.taaklijst,
    kaders.stappen,
    kaders.stap,
    kaders.punt,
    lijsten.bestanden,
    lijsten.tabel,
):
    register.simple_block_tag(_blok, end_name=f"end{_blok.__name__}")

for _filter in (
    woorden.datum,
    woorden.datum_kort,
    woorden.dag_maand,
    woorden.tijd,
    woorden.bedrag,
    woorden.euro,
    woorden.grootte,
    woorden.initialen,
    woorden.kan_tot,
    browser,
):
    register.filter(_filter.__name__, _filter)
