"""A year of help in each of the five regions, from their settings and their own support alone.

Asked, granted, given, looked back on with a mother and gone on with; a group over two schools; money paid, accounted
for and laid beside the books; a pupil who moves. Each region says what does not exist there.
"""

from __future__ import annotations

import pytest

from arrangementen.models import Toekenning, Vorm
from tests.factories import leerling_op

from . import jaargeld
from .jaar import Jaar

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def een_jaar(jaar: Jaar, map_, *, hulp: str, groep: str) -> None:
    """Every step that a region knows. hulp: the kind for one child; groep: the kind with money for the school."""
    jaar.budget()
    rij = jaar.toekennen(jaar.vragen(hulp, jaar.kind))
    if rij.aanvraag is not None:
        jaar.brieven(rij)
    if rij.aanbod.vorm == Vorm.UREN:
        jaar.uren(rij)
    jaar.evalueren(rij)
    jaar.verlengen(rij)
    samen = jaar.toekennen(jaar.vragen(groep, jaar.kind, groep="Groep van twee scholen"))
    jaar.groep(samen)
    jaargeld.betalen(jaar, samen)
    jaargeld.verantwoorden(jaar, samen)
    jaargeld.journaal(jaar, map_)
    jaargeld.realisatie(jaar, samen)
    fenna = leerling_op(jaar.school, roepnaam="Fenna", achternaam="Voorbeeld")
    met_hulp = jaar.toekennen(jaar.vragen(hulp, fenna))
    if met_hulp.aanbod.toekenning == Toekenning.SCHOOLBESTUUR:
        jaar.stoppen(met_hulp)
    elif met_hulp.tot > jaar.dag:  # on the last day of a school year nothing is left to go along
        jaar.verhuizen(met_hulp)


def test_haaglanden(binnen, tmp_path):
    """Schoolmaatschappelijk werk+ of another organisation, and money for a group. An answer and no besluit, as in the
    next two: nobody sends its letters by hand."""
    een_jaar(Jaar("haaglanden", binnen), tmp_path, hulp="smw-plus", groep="groep")


def test_veld_vaart_en_vecht(binnen, tmp_path):
    """Asked by telling alone: no goals. A board grants groups itself."""
    een_jaar(Jaar("veld-vaart-vecht", binnen), tmp_path, hulp="ambulante-begeleiding", groep="groepsarrangement")


def test_zuid_kennemerland(binnen, tmp_path):
    """No kind of its own for a group: two schools share lessons for who is long ill."""
    een_jaar(Jaar("zuid-kennemerland", binnen), tmp_path, hulp="specifieke-deskundigheid", groep="langdurig-ziek")


def test_duin_en_bollenstreek(binnen, tmp_path):
    """The schoolmodel: a school gives help from its own money, so there is no granting by the SWV, no letter and no
    hours; and when a pupil moves the help stops instead of going along."""
    een_jaar(Jaar("duin-en-bollenstreek", binnen), tmp_path, hulp="ondersteuning-school", groep="groep-school")


def test_de_vloedlijn(binnen, tmp_path):
    """Help is a besluit: nobody outside knows of it before the letters went out. A group has no child of its own, and
    gets a mere answer."""
    een_jaar(Jaar("voorbeeld-vo", binnen), tmp_path, hulp="overgang-po-vo", groep="maatwerk")
