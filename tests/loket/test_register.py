"""The register: every TLV with its state, for who may see it, in a fixed number of queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kern.termijnen.schooljaar import laatste_dag, schooljaar
from loket.actions.tlv import plaatsen
from loket.models import Status, TlvGebeurtenis
from scholen.models import SchoolDeelname, Werkgebied
from tests.bezwaren import bezwaar_bij
from tests.factories import SchoolFactory, aanvraag_in, tlv_voor

pytestmark = pytest.mark.django_db
S = Status


def pad(naam, *args):
    return reverse(f"loket:{naam}", args=args)


@pytest.fixture
def vandaag():
    return timezone.localdate()


@pytest.fixture
def einde(vandaag):
    """The last day of this school year."""
    return laatste_dag(schooljaar(vandaag))


@pytest.fixture
def maak(ib, beslisser, vandaag, einde):
    """A TLV, by default valid and ending next school year."""

    def tlv(**velden):
        velden = {"ib": ib, "beslisser": beslisser, "start": vandaag - timedelta(days=30)} | velden
        velden.setdefault("eind", date(einde.year + 1, 7, 31))
        return tlv_voor(**velden)

    return tlv


def nummers(antwoord):
    return {rij.tlv.nummer for rij in antwoord.context["rijen"]}


def test_each_tab_holds_what_it_counts(inloggen, loketmedewerker, maak, vandaag, einde):
    geldig, straks, af = maak(), maak(start=vandaag + timedelta(days=20)), maak(eind=einde)
    oud = maak(start=vandaag - timedelta(days=900), eind=vandaag - timedelta(days=3))
    client = inloggen(loketmedewerker)
    verwacht = {
        "geldig": {geldig, af},
        "straks": {straks},
        "loopt_af": {af},
        "ongebruikt": set(),
        "alles": {geldig, straks, af, oud},
    }
    for sleutel, lijst in verwacht.items():
        antwoord = client.get(pad("tlvs"), {"weergave": sleutel})
        assert nummers(antwoord) == {een.nummer for een in lijst}, sleutel
        tab = next(tab for tab in antwoord.context["tabs"] if f"={sleutel}" in tab[1])
        assert (tab[2], tab[3]) == (len(lijst), True)


def test_a_tlv_that_nobody_uses_is_signalled_after_the_months_of_the_swv(inloggen, loketmedewerker, maak, vandaag):
    lang = timezone.now() - timedelta(days=250)
    leeg = maak(start=vandaag - timedelta(days=200), op=lang)
    gebruikt = maak(start=vandaag - timedelta(days=200), op=lang)
    plaatsen(gebruikt, door=loketmedewerker, op=timezone.now(), school=SchoolFactory(soort="SO"), per=vandaag)
    antwoord = inloggen(loketmedewerker).get(pad("tlvs"), {"weergave": "ongebruikt"})
    assert nummers(antwoord) == {leeg.nummer}
    assert "6 maanden" in antwoord.text
    leeg.swv.instellingen.update(tlv_ongebruikt_maanden=12)
    assert nummers(inloggen(loketmedewerker).get(pad("tlvs"), {"weergave": "ongebruikt"})) == set()


def test_filters_on_kind_category_state_year_school_and_werkgebied(inloggen, loketmedewerker, maak):
    ander = SchoolFactory()
    gebied = Werkgebied.objects.create(swv=ander.deelnames.get().swv, code="duin", naam="Duinrand")
    SchoolDeelname.objects.filter(school=ander).update(werkgebied=gebied)
    sbo, hoog, elders = maak(soort="SBO"), maak(categorie="H"), maak(ib=None, school=ander)
    client = inloggen(loketmedewerker)
    for vraag, gevonden in (
        ({"soort": "SBO"}, {sbo}),
        ({"categorie": "H"}, {hoog}),
        ({"stand": "verlopen"}, set()),
        ({"schooljaar": "2025"}, {sbo, hoog, elders}),
        ({"schooljaar": "1999"}, {sbo, hoog, elders}),
        ({"werkgebied": "duin"}, {elders}),
        ({"school": ander.brin6, "soort": "SO"}, {elders}),
    ):
        antwoord = client.get(pad("tlvs"), {"weergave": "alles"} | vraag)
        assert nummers(antwoord) == {een.nummer for een in gevonden}, vraag


def test_a_name_is_looked_for_by_post_and_a_number_opens_its_tlv(inloggen, loketmedewerker, maak):
    een, ander = maak(), maak()
    client = inloggen(loketmedewerker)
    antwoord = client.post(pad("tlv_zoeken"), {"q": een.leerling.achternaam})
    assert een.leerling.achternaam not in antwoord.url
    assert nummers(client.get(antwoord.url)) == {een.nummer}
    assert client.post(pad("tlv_zoeken"), {"q": ander.nummer.lower()}).url == pad("tlv", ander.public_id)
    assert "Niets gevonden" in client.get(client.post(pad("tlv_zoeken"), {"q": "Bestaatniet"}).url).text


@pytest.mark.parametrize("naam", ["tlvs", "tlvs_aflopend"])
def test_more_rows_cost_no_more_queries(inloggen, loketmedewerker, maak, einde, naam):
    client = inloggen(loketmedewerker)

    def vragen():
        with CaptureQueriesContext(
            connection,
        ) as gevangen:
            antwoord = client.get(pad(naam), {"weergave": "alles"})
        assert antwoord.status_code == 200
        return len(gevangen)

    maak(eind=einde)
    client.get(pad(naam))
    een = vragen()
    for _ in range(4):
        maak(ib=None, eind=einde)
    assert vragen() == een


def test_the_radar_counts_per_school_and_kind_what_ends_and_what_was_asked(
    inloggen, loketmedewerker, maak, ib, school, einde
):
    maak(eind=einde), maak(eind=einde, soort="SBO"), maak()
    af = maak(eind=einde)
    aanvraag_in(S.IN_CONTROLE, school=school, ib=ib, leerling=af.leerling, aanleiding="verlenging", vorige_tlv=af)
    antwoord = inloggen(loketmedewerker).get(pad("tlvs_aflopend"))
    regels = [(een.school, een.soort, een.aantal, een.gevraagd, een.open) for een in antwoord.context["regels"]]
    assert regels == [(school, "SBO", 1, 0, 1), (school, "SO", 2, 1, 1)]
    assert [dag.strftime("%m-%d") for _, dag, _ in antwoord.context["momenten"]] == [
        "10-01", "02-01", "03-01", "04-01", "05-01", "07-31"
    ]  # fmt: skip


def test_a_draft_of_the_school_does_not_show_on_the_radar(inloggen, loketmedewerker, maak, ib, school, einde):
    af = maak(eind=einde)
    aanvraag_in(S.CONCEPT, school=school, ib=ib, leerling=af.leerling, aanleiding="verlenging", vorige_tlv=af)
    antwoord = inloggen(loketmedewerker).get(pad("tlvs_aflopend"))
    assert [een.gevraagd for een in antwoord.context["regels"]] == [0]


def test_placing_and_going_back_by_the_pages(inloggen, loketmedewerker, maak, vandaag):
    tlv, so = maak(), SchoolFactory(soort="SO", naam="De Branding")
    client = inloggen(loketmedewerker)
    assert "De Branding" in client.get(pad("tlv_plaatsen", tlv.public_id)).text
    fout = client.post(pad("tlv_plaatsen", tlv.public_id), {"school": so.brin6, "per": "2001-01-01"})
    assert "waarop de TLV geldt" in fout.text
    client.post(pad("tlv_plaatsen", tlv.public_id), {"school": so.brin6, "per": vandaag.isoformat()})
    pagina = client.get(pad("tlv", tlv.public_id)).text
    assert "De Branding" in pagina
    vraag = {"laatste_dag": vandaag.isoformat(), "reden": "Gaat terug."}
    assert client.post(pad("tlv_beeindigen", tlv.public_id), vraag).status_code == 302
    assert [een.soort for een in TlvGebeurtenis.objects.order_by("pk")] == ["geplaatst", "beeindigd"]


def test_the_beslisser_reads_the_register_and_lays_nothing_down(inloggen, beslisser, maak):
    tlv = maak()
    client = inloggen(beslisser)
    assert "Plaatsing vastleggen" not in client.get(pad("tlv", tlv.public_id)).text
    assert client.get(pad("tlv_plaatsen", tlv.public_id)).status_code == 404


def test_what_is_objected_to_is_not_said_to_be_final(inloggen, loketmedewerker, maak):
    tlv = maak()
    client = inloggen(loketmedewerker)
    assert "als er geen bezwaar of beroep komt" in client.get(pad("tlv", tlv.public_id)).text
    zaak = bezwaar_bij(tlv.besluit).zaak
    pagina = client.get(pad("tlv", tlv.public_id)).text
    assert "Nog niet: bezwaar loopt" in pagina
    assert "als er geen bezwaar of beroep komt" not in pagina
    zaak.status = "ingetrokken"
    zaak.save()
    assert "als er geen bezwaar of beroep komt" in client.get(pad("tlv", tlv.public_id)).text
