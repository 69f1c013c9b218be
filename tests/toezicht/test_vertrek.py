"""Leaving with everything: two people, once, all of it or named as left out, and nothing that opens a door."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.bestanden.models import Inhoud, Scan
from kern.bestanden.opslag import pad
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from loket.models import Aanvraag, Status
from tests.factories import aanvraag_in, gebruiker_met
from toezicht import vertrekopslag
from toezicht.actions import vertrek as acties
from toezicht.actions.naspelen import opruimen_naspelen
from toezicht.models import Opruiming, Opruimregel, Verborgen, Vertrekpakket
from toezicht.rules.vertrek import KOLOM_WEG, WEGGELATEN, bestandsnaam, in_json
from toezicht.vertrekpakket import alle_modellen, gaat_mee, inpakken, kolommen

op_de_databank = pytest.mark.django_db


@pytest.fixture
def fg(db):
    return gebruiker_met(Rol.FG)


def uitgepakt(bytes_):
    with zipfile.ZipFile(io.BytesIO(bytes_)) as bundel:
        assert bundel.testzip() is None
        return {naam: bundel.read(naam) for naam in bundel.namelist()}


def gevraagd(beheerder, fg, op):
    rij = acties.pakket_vragen(door=beheerder, op=op, reden="Wij stappen over.")
    return acties.pakket_beoordelen(rij, door=fg, op=op, akkoord=True, antwoord="Besproken met het bestuur.")


# --- what is in it -----------------------------------------------------------------------------------------------


def test_every_table_goes_along_or_is_named_with_the_reason():
    labels = {een._meta.label for een in alle_modellen()}
    assert set(WEGGELATEN) - labels == set(), "this is no table any more"
    assert {een._meta.label for een in gaat_mee()} == labels - set(WEGGELATEN)
    zonder = [een._meta.label for een in gaat_mee() if "Avg" not in een.__dict__ and not een._meta.auto_created]
    assert zonder == ["account.EmailAddress", "socialaccount.SocialAccount"], (
        "a table of a library goes along: is it a way in? Say so in toezicht/rules/vertrek.py"
    )


def test_no_column_that_goes_along_is_a_way_in():
    for label, namen in KOLOM_WEG.items():
        model = next(een for een in gaat_mee() if een._meta.label == label)
        assert {een.name for een in model._meta.concrete_fields} >= {*namen}
        assert not {een.name for een in kolommen(model)} & {*namen}
    verdacht = ("wachtwoord", "password", "token", "secret", "code_hash")
    assert [
        f"{een._meta.label}.{veld.name}" for een in gaat_mee() for veld in kolommen(een) if veld.name in verdacht
    ] == []


def test_values_that_json_does_not_know_stay_whole():
    nu = timezone.now().replace(microsecond=123456)
    assert ".123456" in in_json(nu)
    assert in_json(b"\x00\xff") == "AP8="
    assert bestandsnaam(nu.date()) == f"vertrekpakket-{nu.date().isoformat()}.zip"


@op_de_databank
def test_all_rows_and_files_are_in_it_with_a_guide_and_a_manifest(school, ib, leerling):
    zaak = aanvraag_in(Status.IN_ADVIES, school=school, ib=ib, leerling=leerling)
    op = timezone.now()
    goed, besmet = (bewaren(een, soort="application/pdf", op=op) for een in (b"%PDF goed", b"%PDF fout"))
    kwijt, anders = (bewaren(een, soort="text/plain", op=op) for een in (b"kwijt", b"anders"))
    Inhoud.objects.filter(pk=besmet.pk).update(scan=Scan.BESMET, gescand_op=op)
    pad(kwijt.sha256).unlink()
    pad(anders.sha256).write_bytes(b"veranderd")
    doel = io.BytesIO()
    uitkomst = inpakken(doel, op=op)
    alles = uitgepakt(doel.getvalue())
    rijen = [json.loads(een) for een in alles["gegevens/scholen.leerling.jsonl"].decode().splitlines()]
    assert [een["achternaam"] for een in rijen] == [leerling.achternaam]
    zaken = [json.loads(een) for een in alles["gegevens/loket.aanvraag.jsonl"].decode().splitlines()]
    assert [een["kenmerk"] for een in zaken] == [zaak.kenmerk]
    assert "password" not in alles["gegevens/gebruikers.gebruiker.jsonl"].decode()
    assert alles[f"bestanden/{goed.sha256[:2]}/{goed.sha256}.pdf"] == b"%PDF goed"
    assert set(uitkomst.ontbreekt) >= {besmet.sha256, kwijt.sha256, anders.sha256}
    weg = alles["weggelaten.csv"].decode("utf-8-sig")
    assert all(een.sha256 in weg for een in (besmet, kwijt, anders))
    assert not any(een.sha256 in naam for een in (besmet, kwijt, anders) for naam in alles)
    manifest = json.loads(alles["manifest.json"])
    for een in manifest["bestanden"]:
        assert hashlib.sha256(alles[een["naam"]]).hexdigest() == een["sha256"]
        assert len(alles[een["naam"]]) == een["bytes"]
    afdrukken = dict(regel.split("  ")[::-1] for regel in alles["SHA256SUMS"].decode().splitlines())
    assert set(alles) - set(afdrukken) == {"SHA256SUMS"}
    assert afdrukken["manifest.json"] == hashlib.sha256(alles["manifest.json"]).hexdigest()
    gids = list(csv.DictReader(io.StringIO(alles["kolommen.csv"].decode("utf-8-sig")), delimiter=";"))
    naar = {(een["Bestand"], een["Kolom"]): een for een in gids}
    assert naar["loket.aanvraag.jsonl", "leerling_id"]["Verwijst naar"] == "scholen.leerling.jsonl"
    assert {een["Kolom"] for een in gids if een["Bestand"] == "loket.aanvraag.jsonl"} == set(zaken[0])
    assert all(een["Wat"] for een in gids)
    assert leerling.achternaam not in " ".join(alles)
    assert "sha256sum -c SHA256SUMS" in alles["LEESWIJZER.md"].decode()


@op_de_databank
def test_what_was_approved_to_go_is_not_in_it(school, ib, leerling):
    zaak = aanvraag_in(Status.IN_ADVIES, school=school, ib=ib, leerling=leerling)
    op = timezone.now()
    lijst = Opruiming.objects.create(gemaakt_op=op, peildag=op.date(), alle=1)
    regel = Opruimregel.objects.create(
        opruiming=lijst, kenmerk="x", soort="advies", wortels=[], reden="verzocht", stand="zacht", bijgewerkt_op=op
    )
    for rij in (zaak, leerling):
        Verborgen.objects.create(regel=regel, model=rij._meta.label_lower, rij=rij.pk)
    doel = io.BytesIO()
    inpakken(doel, op=op)
    alles = uitgepakt(doel.getvalue())
    assert alles["gegevens/loket.aanvraag.jsonl"] == alles["gegevens/scholen.leerling.jsonl"] == b""
    assert Aanvraag.objects.exists()


# --- who gets it -------------------------------------------------------------------------------------------------


@op_de_databank
def test_two_people_are_needed_and_it_is_fetched_once(beheerder, fg, ib, django_capture_on_commit_callbacks):
    op = timezone.now()
    rij = acties.pakket_vragen(door=beheerder, op=op, reden="Wij stappen over.")
    with pytest.raises(NietMogelijk, match="al een vertrekpakket"):
        acties.pakket_vragen(door=beheerder, op=op, reden="Nog een.")
    for wie in (beheerder, ib):
        with pytest.raises(NietMogelijk):
            acties.pakket_beoordelen(rij, door=wie, op=op, akkoord=True, antwoord="Ja.")
    assert not acties.pakket_maken(rij.pk, op=op), "nobody said yes"
    with pytest.raises(DatabaseError), transaction.atomic():
        Vertrekpakket.objects.update(akkoord=True, beoordeeld_op=op, beoordeeld_door=beheerder)
    acties.pakket_beoordelen(rij, door=fg, op=op, akkoord=True, antwoord="Besproken.")
    assert acties.pakket_maken(rij.pk, op=op)
    assert not acties.pakket_maken(rij.pk, op=op), "it is there"
    rij.refresh_from_db()
    assert rij.sha256 == hashlib.sha256(vertrekopslag.plek(rij.public_id).read_bytes()).hexdigest()
    with pytest.raises(NietMogelijk, match="Alleen wie"):
        acties.pakket_ophalen(rij, door=gebruiker_met(Rol.BEHEERDER), op=op)
    with django_capture_on_commit_callbacks(execute=True):
        bestand = acties.pakket_ophalen(rij, door=beheerder, op=op)
    assert not vertrekopslag.plek(rij.public_id).exists()
    with bestand:
        assert "manifest.json" in uitgepakt(bestand.read()), "who has it open, gets it whole"
    with pytest.raises(NietMogelijk, match="niet meer"):
        acties.pakket_ophalen(rij, door=beheerder, op=op)
    assert Logregel.objects.filter(actie="pakket_opgehaald", wie=beheerder.public_id).count() == 1
    assert Bericht.objects.filter(wie=fg, sleutel__startswith="vertrek-opgehaald").count() == 1
    with pytest.raises(DatabaseError), transaction.atomic():
        Vertrekpakket.objects.all().delete()


@op_de_databank
def test_a_try_that_was_killed_is_taken_over_and_leaves_nothing(beheerder, fg, monkeypatch):
    op = timezone.now()
    rij = gevraagd(beheerder, fg, op)
    Vertrekpakket.objects.update(lease_tot=op + acties.LEASE, pogingen=1)
    half = vertrekopslag.plek(rij.public_id).with_suffix(".1")
    half.parent.mkdir(parents=True, exist_ok=True)
    half.write_bytes(b"half")
    assert not acties.pakket_maken(rij.pk, op=op), "somebody is at it"
    later = op + acties.LEASE
    assert acties.pakket_maken(rij.pk, op=later)
    acties.opruimen(op=later)
    assert [een.name for een in half.parent.iterdir()] == [f"{rij.public_id}.zip"]
    acties.opruimen(op=timezone.now() + timedelta(days=8))
    assert list(half.parent.iterdir()) == []
    rij.refresh_from_db()
    assert rij.stand == "Niet opgehaald en gewist"


@op_de_databank
def test_what_fails_says_so_and_a_stopped_one_is_not_kept(beheerder, fg, monkeypatch):
    op = timezone.now()
    rij = gevraagd(beheerder, fg, op)

    def stuk(*args, **kwargs):
        raise ZeroDivisionError

    with monkeypatch.context() as even:
        even.setattr(acties, "inpakken", stuk)
        with pytest.raises(ZeroDivisionError):
            acties.pakket_maken(rij.pk, op=op)
    rij.refresh_from_db()
    assert (rij.lease_tot, rij.laatste_fout) == (None, "Het pakket maken lukte niet (ZeroDivisionError).")
    Vertrekpakket.objects.update(pogingen=5)
    assert not acties.te_maken(op=op).exists()
    rij.refresh_from_db()
    assert rij.stand == "Mislukt"
    acties.pakket_stoppen(rij, door=fg, op=op)
    assert acties.pakket_vragen(door=beheerder, op=op, reden="Opnieuw.").stand == "Wacht op akkoord"


@op_de_databank
def test_the_pages_ask_agree_and_hand_it_over(beheerder, fg, ib, inloggen):
    vraagt = inloggen(beheerder)
    vraagt.post("/beheer/vertrekpakket/", {"reden": "Wij stappen over."})
    rij = Vertrekpakket.objects.get()
    adres = f"/beheer/vertrekpakket/{rij.public_id}/"
    assert "Ja of nee?" not in vraagt.get(adres).text
    vraagt.post(adres, {"akkoord": "ja", "antwoord": "Ja hoor."})
    rij.refresh_from_db()
    assert rij.akkoord is None
    keurt = inloggen(fg)
    assert "Ja of nee?" in keurt.get(adres).text
    keurt.post(adres, {"akkoord": "ja", "antwoord": "Besproken."})
    rij.refresh_from_db()
    assert rij.akkoord, rij.stand
    assert acties.pakket_maken(rij.pk, op=timezone.now())
    assert keurt.post(f"{adres}ophalen/").status_code == 404
    vraagt = inloggen(beheerder)
    assert "Haal het pakket op" in vraagt.get(adres).text
    antwoord = vraagt.post(f"{adres}ophalen/")
    assert f"vertrekpakket-{timezone.localdate().isoformat()}.zip" in antwoord["Content-Disposition"]
    assert antwoord["Cache-Control"] == "no-store"
    assert "manifest.json" in uitgepakt(b"".join(antwoord.streaming_content))
    for sluiten in antwoord._resource_closers:  # as a server does when it was sent; close() would end the test too
        sluiten()
    assert vraagt.post(f"{adres}ophalen/").status_code == 302
    assert inloggen(ib).get("/beheer/vertrekpakket/").status_code == 404


@op_de_databank
def test_who_logged_in_long_ago_shows_the_second_factor_again(beheerder, fg, inloggen):
    rij = gevraagd(beheerder, fg, timezone.now())
    client = inloggen(beheerder)
    sessie = client.session
    sessie["account_authentication_methods"] = [
        {**een, "at": een["at"] - 600} for een in sessie["account_authentication_methods"]
    ]
    sessie.save()
    for doen in (client.get, client.post):
        pad_ = f"/beheer/vertrekpakket/{rij.public_id}/" + ("" if doen == client.get else "ophalen/")
        assert "reauthenticate" in doen(pad_)["Location"]


@op_de_databank
def test_who_keeps_the_server_makes_it_by_a_command(tmp_path, fg, capsys):
    call_command("vertrekpakket", str(tmp_path))
    (bestand,) = tmp_path.iterdir()
    assert bestand.name == bestandsnaam(timezone.localdate())
    assert bestand.stat().st_mode & 0o077 == 0
    assert "manifest.json" in uitgepakt(bestand.read_bytes())
    assert Logregel.objects.filter(actie="pakket_naar").exists()
    assert Bericht.objects.filter(wie=fg).exists()
    assert Path(settings.BESTANDEN_MAP).exists()


@op_de_databank
def test_after_a_restore_no_package_is_left(beheerder, fg, settings, tmp_path, django_capture_on_commit_callbacks):
    """It holds the children that the ledger says are gone."""
    settings.BESTANDEN_MAP, settings.VERWIJDERBOEK_MAP = tmp_path / "bestanden", tmp_path / "boek"
    op = timezone.now()
    rij = gevraagd(beheerder, fg, op)
    for bestand in (vertrekopslag.plek(rij.public_id), vertrekopslag.plek("van-voor-de-back-up")):
        bestand.parent.mkdir(parents=True, exist_ok=True)
        bestand.write_bytes(b"alles")
    with django_capture_on_commit_callbacks(execute=True):
        opruimen_naspelen(op=op, zonder_boek=True)
    rij.refresh_from_db()
    assert rij.gewist_op == op
    assert not [*vertrekopslag.plek(rij.public_id).parent.glob("*")]
