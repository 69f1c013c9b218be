"""The set for research beside the reports of its year: what is left of a number is never of a few children."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random
from unittest.mock import patch

import pytest

from kern.gebruikers.rollen import Rol
from loket.models.besluit import CATEGORIE
from monitoring.actions.onderzoek import onderzoeksset_geven, onderzoeksset_maken
from monitoring.actions.rapport import rapport_maken, rapporten_vragen
from monitoring.kengetallen.verdeling import NIEUW, ONTVANGEN
from monitoring.models import Onderzoeksset, Rapport
from monitoring.rapporten.onderzoek_naast import OVER, naast_rapporten, settabel
from monitoring.rules import onderzoeksvelden as velden
from monitoring.rules.afschermen import Uitgave, afschermen
from monitoring.rules.onderzoek import maak_set
from monitoring.rules.periode import van_schooljaar
from monitoring.rules.samenhang import over_periode
from monitoring.rules.tabel import Kolom, Maat, Rij, Tabel
from tests.factories import gebruiker_met
from tests.monitoring.test_aanval import Aanval, klein
from tests.monitoring.test_onderzoek import OP, rijen_van, uitgepakt
from tests.monitoringrijen import Regio

JAAR = van_schooljaar(2025)
SOORTEN = {code: code for code in ("SBO", "SO", "VSO")}
EENHEID = velden.aanvragen(SOORTEN, dict(CATEGORIE))
LEEFTIJD = [*EENHEID.velden[2].waarden]


def rijen(kans: Random) -> list[tuple[str, ...]]:
    """Of each kind some that are alike, and a few that are not."""
    uit = []
    for soort in SOORTEN:
        for leeftijd in LEEFTIJD:
            aantal, aanleiding = kans.choice([0, 0, 1, 2, 6, 9]), kans.choice(["nieuw", "nieuw", "verlenging"])
            uit += [(soort, "toegekend", leeftijd, aanleiding, "L", "klein", "vanaf 4")] * aantal
    return uit


def rapport(regels) -> Tabel:
    """As a report about the whole SWV counts the same rows."""
    alle = Counter(regel[0] for regel in regels)
    nieuw = Counter(regel[0] for regel in regels if regel[3] == "nieuw")
    kolommen = (
        Kolom(ONTVANGEN, Maat.LEERLINGEN, code=over_periode(ONTVANGEN, JAAR)),
        Kolom(NIEUW, Maat.LEERLINGEN, deel_van=ONTVANGEN, code=over_periode(NIEUW, JAAR)),
    )
    som = Rij("Totaal", (alle.total(), nieuw.total()))
    erin = tuple(Rij(soort, (alle[soort], nieuw[soort]), soort) for soort in sorted(alle))
    return Tabel("stroom-per-soort", "", "", kolommen, erin, (), som)


def lekken(uitgave: Uitgave, tabel: Tabel) -> list:
    """What a researcher works out who reads the report too: hidden numbers, and what of them is not in the set."""
    aanval, waar = Aanval(), {}
    aanval.lees(0, uitgave.getoond)
    aanval.lees(1, [tabel])
    for welke, een in ((0, uitgave.precies[0]), (1, tabel)):
        code = dict.fromkeys(een.rijen, een.code) | {een.totaal: "totaal"}
        for rij in (*een.rijen, *([een.totaal] if een.totaal else [])):
            for kolom, cel in zip(een.kolommen, rij.cellen, strict=True):
                waar[welke, code[rij], rij.naam, kolom.kop] = cel
    rest = []
    for naam in [een for een in aanval.grenzen if een[0] == 1]:
        heel = (0, "totaal" if naam[1] == "totaal" else uitgave.precies[0].code, *naam[2:])
        rest.append({heel: 1, naam: -1})
    aanval.minstens += rest
    wat = [{naam: 1} for naam, (laag, hoog) in aanval.grenzen.items() if laag != hoog]
    wat += [een for een in rest if klein(sum(waar[naam] * keer for naam, keer in een.items()))]
    return [een for een in wat if aanval.speling(een) < 0.99]


def test_nothing_is_worked_out_of_the_set_and_a_report_together():
    open_ = 0
    for zaad in range(25):
        regels = rijen(Random(zaad))
        uitgave = afschermen([rapport(regels)])
        een = naast_rapporten(maak_set(EENHEID, regels), JAAR, [uitgave])
        assert lekken(uitgave, settabel(een, JAAR)) == [], zaad
        assert len(een.regels) + een.weggelaten == len(regels)
        open_ += len(een.regels)
        tabel = settabel(maak_set(EENHEID, regels), JAAR)
        later = afschermen([rapport(regels)], naast=[Uitgave((tabel,), (tabel,), OVER)])
        assert lekken(later, tabel) == [], "made the other way around, the report gives way"
    assert open_ > 100, "a set without rows is safe too"


def test_the_attack_finds_a_set_that_did_not_lie_beside_the_report():
    """Without it the test above would find nothing to hold back."""
    gevonden = 0
    for zaad in range(25):
        regels = rijen(Random(zaad))
        gevonden += bool(lekken(afschermen([rapport(regels)]), settabel(maak_set(EENHEID, regels), JAAR)))
    assert gevonden > 5


@pytest.mark.django_db
@pytest.mark.parametrize("eerst", ["rapport", "set"])
def test_of_the_real_ones_the_later_gives_way(eerst):
    """Of twelve SO two are alone: the year report says twelve, or the set has ten of them."""
    regio = Regio()
    for dag in range(1, 11):
        regio.aanvraag(date(2025, 9, dag), besloten=date(2025, 10, dag), uitkomst="toegekend")
    for dag in (20, 21):
        regio.aanvraag(date(2025, 9, dag), ingetrokken=date(2025, 9, 25))
    for dag in range(1, 8):
        regio.aanvraag(date(2025, 9, dag), besloten=date(2025, 10, dag), uitkomst="toegekend", soort="SBO")
    swv, door = regio.instelling.swv, gebruiker_met(Rol.CONTROLLER)

    def set_geven():
        rij = onderzoeksset_geven(swv, door=door, op=OP, jaar=2025, ontvanger="Proef", doel="Duur.")
        assert onderzoeksset_maken(rij.set_id, op=OP)
        rij.set.refresh_from_db()
        return Counter(rij_[2] for rij_ in rijen_van(uitgepakt(rij)["aanvragen.csv"])[1:])

    def rapport_maken_():
        rij = rapporten_vragen(swv, door=door, op=OP, soort="openbaar", periode=JAAR, wie=[swv])[0]
        with patch("kern.brieven.pdf.html_naar_pdf", str.encode):
            assert rapport_maken(rij.pk, op=OP)
        tabel = Rapport.objects.get(pk=rij.pk).cijfers[0]
        return {een.sleutel: een.cellen[0] for een in tabel.rijen}

    if eerst == "rapport":
        assert rapport_maken_() == {"SO": 12, "SBO": 7}
        assert set_geven()["SO"] == 0, "ten of twelve are alike, and two would be left"
    else:
        assert set_geven() == {"SO": 10, "SBO": 7}
        assert rapport_maken_()["SO"] == "afgeschermd"
        assert Onderzoeksset.objects.get().geteld[0].totaal.cellen == (17, 17)


def test_renewals_that_are_left_out_are_never_a_few():
    """Received less first aanvragen is how many were renewed: of the report, and of the set."""
    alike = [("SO", "toegekend", LEEFTIJD[0], wat, "L", "klein", "vanaf 4") for wat in ("nieuw", "verlenging")]
    weg = [("SO", uit, LEEFTIJD[1], "nieuw", "L", "klein", "vanaf 4") for uit in ("afgewezen", "afwijkend")]
    in_set = maak_set(EENHEID, [*[alike[0]] * 10, *[alike[1]] * 6])
    regels = [*[alike[0]] * 10, *[alike[1]] * 6, *weg * 3, *[(*alike[1][:2], LEEFTIJD[2], *alike[1][3:])] * 2]
    heel = rapport(regels)
    uitgave = Uitgave((heel,), (heel,))
    uit = settabel(naast_rapporten(in_set, JAAR, [uitgave]), JAAR)
    zo = {rij.sleutel: rij.cellen for rij in uit.rijen}.get("SO", (0, 0))
    verlengd = heel.rijen[0].cellen[0] - heel.rijen[0].cellen[1]
    assert verlengd == 8
    assert verlengd - (zo[0] - zo[1]) in (0, *range(5, 9)), "two of eight would be told"
    assert zo[1] == 10, "first aanvragen stay"
