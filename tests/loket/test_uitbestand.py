"""Starting an aanvraag from a file: shown first, ticked, a draft with what was ticked, and nothing of the file kept."""

import re
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from loket.models import Aanvraag, Interventie, Kolomindeling
from scholen.models import Betrokkene, Leerling
from tests.factories import InstellingFactory, leerling_op, ouder_van

from .test_uitbestand_lezen import BSN, CSV, OSO

START, OVER = "loket:uit_bestand", "loket:uit_bestand_overnemen"


@pytest.fixture
def ibclient(inloggen, ib):
    InstellingFactory()
    return inloggen(ib)


def aanbieden(client, school, inhoud, naam="dossier.xml", **meer):
    data = {"soort": "SO", "school": school.brin6, "leerling": "", "bestand": SimpleUploadedFile(naam, inhoud)}
    return client.post(reverse(START), data | meer)


def overnemen(client, antwoord, *, kies=None, **meer):
    """Send the preview back as a browser does; kies: the ticks, as they stand when None."""
    pagina = antwoord.content.decode()
    verborgen = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', pagina))
    aangevinkt = re.findall(r'name="kies" value="([^"]+)" id="[^"]+" checked', pagina)
    data = verborgen | {"kies": aangevinkt if kies is None else kies, "bij_school": "ingeschreven"} | meer
    return client.post(reverse(OVER), data)


def test_a_dossier_of_a_new_pupil_becomes_a_draft_with_what_was_ticked(ibclient, school):
    antwoord = aanbieden(ibclient, school, OSO)
    pagina = antwoord.content.decode()
    assert "OSO-dossier uit Voorbeeldvolgsysteem" in pagina
    assert "14 mei 2018" in pagina
    assert not Leerling.objects.exists()
    url = overnemen(ibclient, antwoord).url
    aanvraag = Aanvraag.objects.get()
    assert url == reverse("loket:aanvraag", args=[aanvraag.public_id])
    assert aanvraag.leerling.naam == "Sanne van Nergenshuizen"
    assert aanvraag.onderdeel_behoefte.sterke_kanten == "Leest graag en veel."
    assert aanvraag.onderdeel_behoefte.versie == 1
    assert aanvraag.onderdeel_stukken.opp_datum.isoformat() == "2026-09-15"
    assert [een.wat for een in Interventie.objects.all()] == [
        "Zelfstandig werken",
        "Dagelijkse start met de onderwijsassistent",
    ]
    ouder = Betrokkene.objects.get()
    assert ouder.voornaam == "Marieke"
    assert ouder.gezag.get().soort == "onbekend"


def test_a_second_click_finds_the_draft_of_the_first(ibclient, school):
    antwoord = aanbieden(ibclient, school, OSO)
    eerste, tweede = overnemen(ibclient, antwoord).url, overnemen(ibclient, antwoord)
    assert tweede.url == eerste
    assert "niets overgenomen" not in ibclient.get(eerste).text
    assert (Aanvraag.objects.count(), Leerling.objects.count()) == (1, 1)


def test_what_is_not_ticked_is_not_taken(ibclient, school):
    antwoord = aanbieden(ibclient, school, OSO)
    basis = ["leerling.roepnaam", "leerling.achternaam", "leerling.geboortedatum"]
    overnemen(ibclient, antwoord, kies=[*basis, "behoefte.belemmeringen"])
    aanvraag = Aanvraag.objects.get()
    assert aanvraag.onderdeel_behoefte.belemmeringen
    assert aanvraag.onderdeel_behoefte.sterke_kanten == ""
    assert aanvraag.leerling.straat == ""
    assert not Betrokkene.objects.exists()


def test_a_pupil_and_parent_that_are_known_are_reused_and_differences_shown(ibclient, school):
    kind = leerling_op(
        school, roepnaam="Sanne", tussenvoegsel="van", achternaam="Nergenshuizen", geboortedatum="2018-05-14",
        straat="Oudestraat 1", postcode="2500ZZ", plaats="Zandwerven",
    )  # fmt: skip
    moeder = ouder_van(kind, voornaam="M.", achternaam="Nergenshuizen", telefoon="0600000009", straat="Thuis 3")
    antwoord = aanbieden(ibclient, school, OSO)
    pagina = antwoord.content.decode()
    assert "klopt dit nog?" in pagina
    assert "Oudestraat 1" in pagina
    assert "Hetzelfde" in pagina
    overnemen(ibclient, antwoord)
    kind.refresh_from_db()
    moeder.refresh_from_db()
    assert Leerling.objects.count() == Betrokkene.objects.count() == 1
    assert kind.straat == "Oudestraat 1"
    assert moeder.telefoon == "0600000009"
    Aanvraag.objects.all().update(status="verwijderd")
    overnemen(
        ibclient,
        aanbieden(ibclient, school, OSO),
        kies=["leerling.straat", "ouder.1.telefoon"],
    )
    kind.refresh_from_db()
    moeder.refresh_from_db()
    assert kind.straat == "Verzonnenstraat 12b"
    assert moeder.telefoon == "0600000001"
    assert moeder.gezag.get().soort == "gezag"
    assert moeder.adressen.get().straat == "Thuis 3"


def alles_in_de_databank() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tabellen = [rij[0] for rij in cursor.fetchall()]
        teksten = []
        for tabel in tabellen:
            cursor.execute(f'SELECT string_agg(t::text, chr(10)) FROM "{tabel}" t')
            teksten.append(cursor.fetchone()[0] or "")
    return "\n".join(teksten)


def test_what_may_not_be_kept_is_in_no_table_log_or_file(ibclient, school, caplog):
    """A canary in every forbidden place, in the file and in what is posted back."""
    caplog.set_level("DEBUG")
    extra = f"<bsn>{BSN}</bsn><geboorteplaats>Kanariestad</geboorteplaats><nationaliteit>Kanarieland</nationaliteit>"
    zorg = "<diagnose><code>Kanarieziekte</code></diagnose><vir><reden>Kanarievir</reden></vir>"
    inhoud = OSO.replace(b"<leerlingid>", extra.encode() + b"<leerlingid>").replace(
        b"<naamib>", zorg.encode() + b"<naamib>"
    )
    inhoud = inhoud.replace(b"</verzorger>", b"<iban>NL00KANARIE</iban></verzorger>")
    inhoud = inhoud.replace(b"Begint moeilijk aan een taak.", f"Nummer {BSN}.".encode())
    antwoord = aanbieden(ibclient, school, inhoud)
    assert "burgerservicenummer" in antwoord.content.decode()
    over = overnemen(ibclient, antwoord, **{"waarde.behoefte.sterke_kanten": f"bsn {BSN}", "waarde.leerling.bsn": BSN})
    assert Aanvraag.objects.exists()
    bestanden = [
        pad for map_ in (settings.BESTANDEN_MAP, tempfile.gettempdir()) for pad in Path(map_).glob("*") if pad.is_file()
    ]
    overal = [antwoord.content.decode(), over.content.decode(), alles_in_de_databank(), caplog.text]
    overal += [
        pad.read_bytes()[:200_000].decode(errors="replace")
        for pad in bestanden
        if pad.suffix in ("", ".upload", ".xml")
    ]
    for plek in overal:
        assert BSN not in plek
        assert "anarie" not in plek


def test_the_canary_would_be_seen(ibclient, school):
    overnemen(ibclient, aanbieden(ibclient, school, OSO.replace(b"Leest graag en veel.", b"Kanarie")))
    assert "Kanarie" in alles_in_de_databank()


def test_columns_are_asked_once_and_remembered_for_the_school(ibclient, school):
    antwoord = aanbieden(ibclient, school, CSV, "export.csv")
    assert "Kolommen koppelen" in antwoord.content.decode()
    kop = CSV.decode().splitlines()[0].split(";")
    velden = antwoord.context["kolommen"]
    data = {naam: veld.initial for naam, veld in velden.fields.items()}
    data[f"kolom_{kop.index('Moeder voornaam')}"] = "ouder.1.voornaam"
    data[f"kolom_{kop.index('Moeder achternaam')}"] = "ouder.1.achternaam"
    voorstel = aanbieden(ibclient, school, CSV, "export.csv", **data)
    assert "Wat neem je over?" in voorstel.content.decode()
    assert Kolomindeling.objects.get().kolommen["Moeder voornaam"] == "ouder.1.voornaam"
    assert "Sanne" not in str(Kolomindeling.objects.get().kolommen)
    weer = aanbieden(ibclient, school, CSV, "export.csv")
    assert "Wat neem je over?" in weer.content.decode()
    overnemen(ibclient, weer)
    assert Betrokkene.objects.get().voornaam == "Marieke"
    assert "Kolommen koppelen" in aanbieden(ibclient, school, CSV, "export.csv", opnieuw="on").content.decode()


def test_a_column_twice_is_refused_with_what_to_do(ibclient, school):
    antwoord = aanbieden(ibclient, school, CSV, "x.csv", kolom_0="leerling.roepnaam", kolom_1="leerling.roepnaam")
    assert "is al gekozen bij een andere kolom" in antwoord.content.decode()
    assert not Kolomindeling.objects.exists()


def test_a_dossier_of_another_school_is_refused(ibclient, school):
    ander = OSO.replace(b"<brincode>00YY", b"<brincode>99ZX")
    assert "andere school" in aanbieden(ibclient, school, ander).content.decode()
    eigen = OSO.replace(b"<brincode>00YY", b"<brincode>" + school.brin6[:4].encode())
    eigen = eigen.replace(b"<vestigingscode>00", b"<vestigingscode>" + school.brin6[4:].encode())
    assert "Wat neem je over?" in aanbieden(ibclient, school, eigen).content.decode()


def test_an_unreadable_file_says_what_to_do_and_keeps_the_choices(ibclient, school):
    antwoord = aanbieden(ibclient, school, b"<geen xml")
    assert antwoord.status_code == 200
    assert "Maak de export opnieuw" in antwoord.content.decode()
    assert antwoord.context["form"]["soort"].value() == "SO"


def test_a_pupil_of_another_school_cannot_be_filled(ibclient, school, buitenstaander):
    vreemd = leerling_op(
        buitenstaander.lidmaatschappen.get().plek.school, achternaam="Nergenshuizen", geboortedatum="2018-05-14"
    )
    antwoord = aanbieden(ibclient, school, OSO)
    assert antwoord.context["leerling"] is None
    assert overnemen(ibclient, antwoord, leerling=vreemd.public_id).status_code == 404
    assert not Aanvraag.objects.exists()


def test_an_open_aanvraag_is_offered_and_nothing_is_changed(ibclient, school):
    overnemen(ibclient, aanbieden(ibclient, school, OSO))
    eerste = Aanvraag.objects.get()
    ander = OSO.replace(b"Leest graag en veel.", b"Iets anders.")
    antwoord = overnemen(
        ibclient, aanbieden(ibclient, school, ander), kies=["leerling.straat", "behoefte.sterke_kanten"]
    )
    assert antwoord.url == reverse("loket:aanvraag", args=[eerste.public_id])
    eerste.onderdeel_behoefte.refresh_from_db()
    assert eerste.onderdeel_behoefte.sterke_kanten == "Leest graag en veel."


def test_without_a_name_no_pupil_is_made(ibclient, school):
    antwoord = overnemen(ibclient, aanbieden(ibclient, school, OSO), kies=["behoefte.sterke_kanten"])
    assert antwoord.url == reverse(START)
    assert not Leerling.objects.exists()
