"""TLVs by hand and by a slow loop: M05, M07, M12, M13, M14, M21 and M22."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from loket.models import Aanvraag, Tlv, TlvGebeurtenis
from monitoring.kengetallen import tlv as cijfers
from monitoring.kengetallen.aanvragen import delen, ingediend
from monitoring.kengetallen.deelname import tellingen
from monitoring.rules.periode import van_schooljaar
from monitoring.rules.telling import Telling
from scholen.models import LeerlingAantal
from tests.factories import LeerlingFactory, SchoolFactory
from tests.monitoringrijen import Regio, moment

pytestmark = pytest.mark.django_db
JAAR = van_schooljaar(2026)
TELDAG, VANDAAG = date(2026, 10, 1), date(2027, 3, 15)
G = TlvGebeurtenis.Soort


@pytest.fixture
def regio():
    return Regio()


def alle():
    return ingediend(Aanvraag.objects.all())


def geef(regio, besloten, van, tot, soort="SO", categorie="L", **velden):
    """A TLV, decided on this day, that holds from van up to tot."""
    rij = regio.aanvraag(besloten - timedelta(days=30), besloten=besloten, uitkomst="toegekend", **velden)
    return Tlv.objects.create(
        besluit=rij.besluiten.get(),
        leerling=rij.leerling,
        swv=rij.swv,
        schooljaar=2026,
        volgnummer=regio.nummer,
        nummer=f"T-{regio.nummer}",
        soort=soort,
        categorie=categorie,
        ingangsdatum=van,
        vervaldatum=tot,
    )


def gebeurt(regio, tlv, soort, per, **velden):
    velden |= {"vastgelegd_op": moment(per), "vastgelegd_door": regio.beslisser}
    TlvGebeurtenis.objects.create(tlv=tlv, soort=soort, per=per, **velden)


def tel(school, aantal, dag=TELDAG):
    LeerlingAantal.objects.create(school=school, teldatum=dag, aantal=aantal, peildatum=dag)


@pytest.fixture
def kleine(regio):
    """Seven TLVs, so few that everybody can count them."""
    elders = SchoolFactory(soort="SO")
    elders.deelnames.all().delete()
    hier = regio.school
    uit = {
        "so": geef(regio, date(2026, 8, 20), date(2026, 9, 1), date(2028, 7, 31)),
        "zwaar": geef(regio, date(2026, 9, 10), date(2026, 9, 15), date(2027, 7, 31), categorie="H"),
        "sbo": geef(regio, date(2026, 9, 1), date(2026, 9, 1), date(2027, 1, 31), "SBO", ""),
        "terug": geef(regio, date(2025, 6, 1), date(2025, 8, 1), date(2028, 7, 31)),
        "oud": geef(regio, date(2024, 6, 1), date(2024, 8, 1), date(2027, 7, 31)),
        "open": geef(regio, date(2027, 2, 1), date(2027, 2, 1), None, "PRO", ""),
        "nieuw": geef(regio, date(2026, 11, 1), date(2026, 11, 1), date(2027, 12, 31)),
    }
    gebeurt(regio, uit["so"], G.GEPLAATST, date(2026, 9, 1), school=hier)
    gebeurt(regio, uit["zwaar"], G.GEPLAATST, date(2026, 9, 15), school=hier)
    gebeurt(regio, uit["zwaar"], G.GEPLAATST, date(2026, 9, 20), school=elders)
    gebeurt(regio, uit["terug"], G.BEEINDIGD, date(2026, 12, 1))
    gebeurt(regio, uit["oud"], G.VERVANGEN, date(2026, 11, 1), vervangen_door=uit["nieuw"])
    return uit


def test_what_held_on_the_teldatum_by_hand(regio, kleine):
    assert cijfers.geldig_per_soort(Tlv.objects.all(), TELDAG) == {("SO", "L"): 3, ("SO", "H"): 1, ("SBO", ""): 1}
    assert cijfers.geldig_per_soort(Tlv.objects.all(), date(2027, 2, 1)) == {
        ("SO", "L"): 2,
        ("SO", "H"): 1,
        ("PRO", ""): 1,
    }
    geteld = {"BO": Telling(199, 199)}
    assert cijfers.deelname_tlv("SBO", 1, 1, geteld).procent == Decimal("0.50"), "1 of 1 + 199"
    assert cijfers.deelname_tlv("SO", 4, 1, geteld).procent == Decimal("2.00"), "4 of 199 + 1"
    assert cijfers.deelname_tlv("VSO", 4, 1, geteld) is None, "nobody counted VO"
    vo = {"VO": Telling(90, 90), "PRO": Telling(10, 10)}
    assert cijfers.deelname_tlv("LWOO", 7, 0, vo).procent == Decimal("7.00")


def test_over_the_border_by_hand(regio, kleine):
    swv = regio.instelling.swv
    nu = cijfers.grensverkeer(Tlv.objects.all(), swv, TELDAG)
    assert {soort: een.breuk for soort, een in nu.items()} == {"SO": "1 van 2"}
    eerder = cijfers.grensverkeer(Tlv.objects.all(), swv, date(2026, 9, 16))
    assert eerder["SO"].teller == 0, "on that day both went to a school of ours"
    assert cijfers.geplaatst_op(Tlv.objects.all(), swv, TELDAG).filter(buiten=True).get() == kleine["zwaar"]


def test_how_long_and_how_they_end_by_hand(regio, kleine):
    een = cijfers.duur(Tlv.objects.all(), JAAR)
    dagen = sorted([700, 320, 153, 426])
    assert (een.met_eind.aantal, een.zonder_eind, een.met_eind.hoogste) == (4, 1, 700)
    assert een.met_eind.gemiddeld == Decimal(sum(dagen)) / 4
    assert een.met_eind.midden == Decimal(320 + 426) / 2
    assert een.jaren(een.met_eind.hoogste) == Decimal("1.9")
    leeg = cijfers.duur(Tlv.objects.all(), van_schooljaar(2015))
    assert (leeg.met_eind.gemiddeld, leeg.jaren(None)) == (None, None)
    nu = cijfers.teruggeplaatst(Tlv.objects.all(), JAAR, VANDAAG)
    assert nu.breuk == "1 van 2", "one went back, one ran out; who got another did not end, the others run"
    assert cijfers.teruggeplaatst(Tlv.objects.all(), JAAR, date(2027, 8, 1)).noemer == 3


def test_granted_per_school_is_what_the_loket_counts(regio, kleine):
    regio.aanvraag(date(2026, 9, 1), besloten=date(2026, 10, 1), uitkomst="afwijkend")
    regio.aanvraag(date(2026, 9, 1), besloten=date(2026, 10, 1))
    tel(regio.school, 250)
    stil = SchoolFactory(naam="AAA")
    tel(stil, 100)
    scholen = cijfers.verwijzingen(alle(), LeerlingAantal.objects.all(), regio.instelling.swv, JAAR, TELDAG)
    eerste, tweede = scholen
    assert (eerste.naam, eerste.toegekend, eerste.aandeel.procent) == ("AAA", 0, Decimal("0.00"))
    assert (tweede.toegekend, tweede.aandeel.procent) == (6, Decimal("2.40"))
    welke = delen(JAAR)
    assert tweede.toegekend == sum(alle().filter(welke[een]).count() for een in ("toegekend", "afwijkend"))
    assert cijfers.samen(scholen).procent == Decimal("1.71"), "6 of 350"
    LeerlingAantal.objects.filter(school=regio.school).delete()
    zonder = cijfers.verwijzingen(alle(), LeerlingAantal.objects.all(), regio.instelling.swv, JAAR, TELDAG)
    assert [een.aandeel for een in zonder][1] is None, "nobody knows how many pupils: that is not 0%"
    assert cijfers.samen(zonder) is None


def test_what_may_still_come_by_hand(regio, kleine):
    regio.aanvraag(date(2027, 3, 1))
    nu = cijfers.verwacht(alle(), JAAR, VANDAAG)
    assert (nu.toegekend, nu.open, nu.hoogstens) == (5, 1, 6)
    assert cijfers.verwacht(alle(), JAAR, date(2026, 8, 31)).toegekend == 1


def test_twelve_months_are_those_of_a_loop(regio):
    kans, dagen = Random(11), []
    for _ in range(14):
        dag = date(2025, 1, 1) + timedelta(days=kans.randint(0, 800))
        dagen.append(dag)
        regio.aanvraag(dag - timedelta(days=20), besloten=dag, uitkomst=kans.choice(["toegekend", "afwijkend"]))
    regio.aanvraag(date(2026, 9, 1), besloten=date(2026, 10, 1))
    uit = cijfers.twaalf_maanden(alle(), VANDAAG)
    assert [een[1] for een in uit][::11] == ["april 2026", "maart 2027"]
    for eerste, _, aantal in uit:
        eind = min((eerste + timedelta(days=32)).replace(day=1) - timedelta(days=1), VANDAAG)
        begin = (eerste + timedelta(days=32)).replace(day=1).replace(year=(eerste + timedelta(days=32)).year - 1)
        assert aantal == sum(begin <= dag <= eind for dag in dagen), eerste


def test_the_counts_of_tlvs_are_those_of_a_loop(regio):
    """Random TLVs with random ends; what the model itself says about each day is the slow way."""
    kans = Random(3)
    for _ in range(12):
        van = date(2025, 8, 1) + timedelta(days=kans.randint(0, 500))
        een = geef(regio, van, van, van + timedelta(days=kans.randint(100, 700)), leerling=LeerlingFactory())
        if kans.random() < 0.5:
            einde = van + timedelta(days=kans.randint(30, 90))
            gebeurt(regio, een, kans.choice([G.BEEINDIGD, G.INGETROKKEN]), einde)
    tlvs = list(Tlv.objects.prefetch_related("gebeurtenissen"))
    for dag in (TELDAG, date(2027, 2, 1)):
        traag = sum(een.ingangsdatum <= dag <= een.geldig_tot for een in tlvs)
        assert sum(cijfers.geldig_per_soort(Tlv.objects.all(), dag).values()) == traag
    eind = [een for een in tlvs if JAAR.van <= een.geldig_tot <= VANDAAG]
    terug = [
        een
        for een in eind
        if any(g.soort == G.BEEINDIGD and g.per == een.geldig_tot + timedelta(days=1) for g in een.gebeurtenissen.all())
    ]
    nu = cijfers.teruggeplaatst(Tlv.objects.all(), JAAR, VANDAAG)
    assert (nu.teller, nu.noemer) == (len(terug), len(eind))


def test_a_region_without_counts_has_no_participation(regio):
    leeg = tellingen(LeerlingAantal.objects.all(), regio.instelling.swv, [TELDAG])[TELDAG]
    assert cijfers.deelname_tlv("SO", 3, 0, leeg) is None
