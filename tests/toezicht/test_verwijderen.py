"""Gone for good: of a deleted child no word is left anywhere, of another everything is, also after a restore."""

import subprocess
import time
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from threading import Thread

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from kern.bestanden.actions import bewaren, wezen_weggooien
from kern.bestanden.models import Inhoud
from kern.bestanden.opslag import pad
from kern.brieven.models import Brief
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from kern.logboek.actions import geweigerd
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from loket.models import Aanvraag, Bekendmaking, Besluit, Privacyverzoek, Status, Tlv
from scholen.models import Leerling
from start.diensten import EIGENAAR, postgres_map
from tests.arrangementrijen import toegekend_zonder_geld
from tests.canary import zaak
from tests.conftest import leegmaken, verbinding_eigenaar
from tests.factories import LeerlingFactory, SchoolFactory, gebruiker_met
from tests.toezicht.lijsten import goedgekeurd
from toezicht import verwijderboek
from toezicht.actions import verwijderen
from toezicht.actions.lijst import lijst_maken
from toezicht.actions.naspelen import opruimen_naspelen
from toezicht.actions.nood import noodtoegang_openen
from toezicht.actions.opruimen import opruiming_stoppen
from toezicht.actions.toezien import beoordelen
from toezicht.actions.vasthouden import dossier_vasthouden, vasthouden_opheffen
from toezicht.actions.verzegelen import verzegelen
from toezicht.boom import aanwezig, boom_van
from toezicht.dossiers import Stand, alle
from toezicht.models import (
    Beoordeling,
    Opruiming,
    Opruimregel,
    Regelstand,
    Registerregel,
    Vasthouding,
    Verborgen,
)
from toezicht.nazien import nazien
from toezicht.verwijderboek import BoekFout

DRIE = ["default", "logboek", "opruimer"]
pytestmark = [pytest.mark.django_db(transaction=True, databases=DRIE), pytest.mark.lang]
WEG, BLIJFT = "perzikwoord", "kersenwoord"
JAREN = timedelta(days=9 * 366)


@pytest.fixture
def boek(tmp_path, settings):
    settings.VERWIJDERBOEK_MAP = tmp_path / "boek"
    settings.BESTANDEN_MAP = tmp_path / "bestanden"
    return settings.VERWIJDERBOEK_MAP / verwijderboek.NAAM


@pytest.fixture
def mensen(db):
    school = SchoolFactory()
    return {
        "school": school,
        "ib": gebruiker_met(Rol.IB, school=school),
        "deskundige": gebruiker_met(Rol.DESKUNDIGE),
        "loket": gebruiker_met(Rol.LOKETMEDEWERKER),
        "beslisser": gebruiker_met(Rol.BESLISSER),
    }


def woorden_in_database(woord: str) -> dict[str, int]:
    """Every table in which this word stands, in whatever column."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tabellen = [rij[0] for rij in cursor.fetchall()]
        gevonden = {}
        for tabel in tabellen:
            cursor.execute(f'SELECT count(*) FROM "{tabel}" t WHERE t::text ILIKE %s', [f"%{woord}%"])
            if aantal := cursor.fetchone()[0]:
                gevonden[tabel] = aantal
    return gevonden


def bestanden_met(woord: str) -> list[Path]:
    return [
        een for een in Path(settings.BESTANDEN_MAP).rglob("*") if een.is_file() and woord.encode() in een.read_bytes()
    ]


def is_weg(kind: Leerling) -> Opruimregel:
    """A file with all that this child has, approved and hidden, as the database wants it."""
    nu = timezone.now()
    rijen = [een for dossier in alle(nu.date()) for een in dossier.rijen if _van(een, kind)]
    rijen += [kind] if kind not in rijen else []
    lijst = Opruiming.objects.create(
        gemaakt_op=nu, peildag=nu.date(), alle=1, goedgekeurd_op=nu, zacht_tot=nu.date(), nagespeeld=True
    )
    regel = Opruimregel.objects.create(
        opruiming=lijst,
        kenmerk="proef",
        soort="oordeel",
        wortels=[[een._meta.label_lower, een.public_id] for een in rijen],
        reden="termijn_voorbij",
        stand=Regelstand.ZACHT,
        bijgewerkt_op=nu,
    )
    boom = boom_van(rijen)
    Verborgen.objects.bulk_create(
        Verborgen(regel=regel, model=model._meta.label_lower, rij=pk)
        for model, pks in boom.alles()
        for pk in pks
        if isinstance(pk, int)
    )
    regel.boom, regel.rijen = boom, rijen
    return regel


def _van(rij, kind: Leerling) -> bool:
    if hasattr(rij, "deelnames"):
        return rij.deelnames.filter(leerling=kind).exists()
    return getattr(rij, "leerling", rij) == kind


def opgevallen(aanvraag, woorden: str) -> None:
    """Somebody opened it in an emergency, and the privacy officer wrote down what came of that."""
    nu = timezone.now()
    adviseur, fg = gebruiker_met(Rol.ADVISEUR), gebruiker_met(Rol.FG)
    noodtoegang_openen(aanvraag, door=adviseur, op=nu, reden=woorden)
    beoordelen(Beoordeling.objects.get(), door=fg, op=nu, uitkomst="in_orde", toelichting=woorden)


def test_no_word_of_a_deleted_child_is_anywhere_and_every_word_of_another_stays(boek, mensen):
    een = zaak(WEG, status=Status.IN_ADVIES, **mensen)
    ander = zaak(BLIJFT, status=Status.IN_ADVIES, **mensen)
    kind = een.objecten["leerling"]
    geweigerd("proef", een.aanvraag, door=mensen["ib"], op=timezone.now(), reden=f"{WEG} reden", woord=WEG)
    opgevallen(een.aanvraag, f"{WEG} reden")
    verzegelen(op=timezone.now())
    blijft_voor, logregels = woorden_in_database(BLIJFT), Logregel.objects.count()
    assert len(blijft_voor) > 30
    assert bestanden_met(WEG)
    regel = is_weg(kind)
    assert regel.boom.hangt == []

    assert verwijderen.boom_verwijderen(regel, regel.boom, op=timezone.now()), Opruimregel.objects.get().toelichting

    assert woorden_in_database(WEG) == {}
    assert bestanden_met(WEG) == []
    assert WEG not in boek.read_text()
    assert nazien() == [], "the seal over the logbook holds all the same"
    assert woorden_in_database(BLIJFT) == blijft_voor
    assert bestanden_met(BLIJFT)
    assert aanwezig(regel.boom) == {}
    nieuw = Logregel.objects.get(actie="dossier_verwijderd")
    assert (nieuw.wie, nieuw.ding) == ("bewaartermijnen", regel.public_id)
    assert nieuw.bijzonderheden == {"rijen": sum(map(len, regel.boom.weg.values()))}
    assert Logregel.objects.count() == logregels + 1, "who did what and when stays"
    assert Logregel.objects.filter(leerling=kind.public_id).exists()
    assert not Gebruiker.objects.filter(pk=een.ouder.pk).exists()
    assert Gebruiker.objects.filter(pk__in=[mensen["ib"].pk, mensen["loket"].pk, ander.ouder.pk]).count() == 3
    assert Opruimregel.objects.get().bestanden == []


def geschreven(op: datetime) -> None:
    """Somebody looked at something: the clock is right."""
    Logregel.objects.create(op=op, uitkomst="gezien", actie="proef", wie="x", ding_soort="x", ding="x")


def later() -> datetime:
    """A day on which the decision is long ago; and something was written lately, so the clock holds."""
    op = timezone.now() + JAREN
    for dagen in (3, 100):
        geschreven(op - timedelta(days=dagen))
    return op


def uitvoeren(op: datetime) -> int:
    geschreven(op)
    return verwijderen.opruimen(op=op)


def dumpen(naar: Path) -> None:
    instellingen = connections["default"].settings_dict
    opdracht = [postgres_map() / "pg_dump", "-Fc", "-h", instellingen["HOST"], "-U", EIGENAAR, "-f", naar]
    subprocess.run([*opdracht, "-d", instellingen["NAME"]], check=True, capture_output=True)


def terugzetten(van: Path) -> None:
    """The rows of the dump, in the tables that are there: as after a restore of the whole database."""
    instellingen = connections["default"].settings_dict
    leegmaken(None)
    for alias in connections:
        connections[alias].close()
    opdracht = [postgres_map() / "pg_restore", "--data-only", "--disable-triggers", "-h", instellingen["HOST"]]
    uit = subprocess.run(
        [*opdracht, "-U", "postgres", "-d", instellingen["NAME"], van], check=False, capture_output=True, text=True
    )
    assert "Aanvraag" not in uit.stderr


def test_held_by_a_person_released_deleted_and_still_deleted_after_a_restore(boek, mensen, tmp_path):
    een = zaak(WEG, status=Status.BEKENDGEMAAKT, **mensen)
    ander = zaak(BLIJFT, status=Status.IN_ADVIES, **mensen).objecten["leerling"]
    kind, fg, op = een.objecten["leerling"], gebruiker_met(Rol.FG), later()
    dossier_vasthouden(ander, door=mensen["loket"], op=op, reden="Dit blijft.")
    nummer = Tlv.objects.get(leerling=kind).nummer
    kind.aanmeldingen.update(afgesloten_op=timezone.localdate())
    houdt = dossier_vasthouden(kind, door=mensen["loket"], op=op, reden="Er loopt een klacht.")
    regel = lijst_maken(op=op).regels.get(leerlingen=[kind.public_id])
    assert (regel.stand, regel.reden) == (Regelstand.BLIJFT, "hand")

    vasthouden_opheffen(houdt, door=fg, op=op, reden="De klacht is klaar.")
    op += timedelta(days=29)
    assert not lijst_maken(op=op).regels.filter(leerlingen=[kind.public_id]).exists(), (
        "thirty days of rest: it is not due"
    )
    op += timedelta(days=1)
    lijst = lijst_maken(op=op)
    assert lijst.regels.get(leerlingen=[kind.public_id]).stand == Regelstand.VOORSTEL
    goedgekeurd(lijst, door=fg, op=op)
    assert not Aanvraag.objects.visible_to(mensen["loket"]).filter(pk=een.aanvraag.pk).exists()
    dumpen(tmp_path / "kopie")

    assert uitvoeren(op + timedelta(days=30)) == 0
    assert Aanvraag.objects.filter(pk=een.aanvraag.pk).exists(), "on the thirtieth day it can still be taken back"
    assert uitvoeren(op + timedelta(days=31)) == 1
    assert woorden_in_database(WEG) == {}
    wezen_weggooien(op=op + timedelta(days=32))
    assert bestanden_met(WEG) == [], "not in a letter, and not in the post of a day either"
    rij = Registerregel.objects.get(nummer=nummer)
    assert kind.public_id not in rij.pseudoniem
    assert not Leerling.objects.filter(pk=kind.pk).exists()

    terugzetten(tmp_path / "kopie")
    assert woorden_in_database(WEG), "the back-up brought it back"
    blijft = woorden_in_database(BLIJFT)
    assert opruimen_naspelen(op=op + timedelta(days=40)) == (1, 0)
    assert woorden_in_database(WEG) == {}
    assert woorden_in_database(BLIJFT) == blijft
    assert opruimen_naspelen(op=op + timedelta(days=40)) == (0, 0)
    assert Registerregel.objects.get().nummer == nummer


def test_the_database_refuses_to_delete_what_is_on_no_list_or_held(boek, mensen):
    een = zaak(WEG, status=Status.BEKENDGEMAAKT, **mensen)
    kind = een.objecten["leerling"]
    naam = connection.settings_dict["NAME"]
    besluit = Besluit.objects.get(aanvraag=een.aanvraag)

    def probeer(cursor, tabel, pk):
        cursor.execute(f"DELETE FROM {tabel} WHERE id = %s", [pk])

    rijen = [("loket_aanvraag", een.aanvraag.pk), ("loket_besluit", besluit.pk), ("scholen_leerling", kind.pk)]
    for tabel, pk in rijen:
        for alias in ("default", "opruimer"):
            with pytest.raises(DatabaseError, match=r"blijft|verandert|bewaard"), connections[alias].cursor() as cursor:
                probeer(cursor, tabel, pk)
        with verbinding_eigenaar(naam) as db:
            with pytest.raises(psycopg.errors.RaiseException):
                probeer(db, tabel, pk)
            db.rollback()

    regel = is_weg(kind)
    Vasthouding.objects.create(leerling=kind, reden="Klacht.", gezet_op=timezone.now(), gezet_door=mensen["loket"])
    fg = gebruiker_met(Rol.FG)
    for nacht in (0, 0, 1):
        op = timezone.now() + timedelta(days=nacht)
        assert not verwijderen.boom_verwijderen(regel, boom_van(regel.rijen), op=op)
    assert Bericht.objects.filter(wie=fg).count() == 1, "told once"
    regel.refresh_from_db()
    assert regel.nachten == 2
    assert (regel.stand, "vastgehouden" in regel.toelichting) == (Regelstand.ZACHT, True)
    assert Aanvraag.objects.filter(pk=een.aanvraag.pk).exists()
    assert verwijderboek.verwijderd() == {}, "an intention that did not come to its end is not replayed"
    Vasthouding.objects.update(opgeheven_op=timezone.now(), waarom_op="Klaar.")
    assert verwijderen.boom_verwijderen(regel, boom_van(regel.rijen), op=timezone.now()), "its twin: without the hold"
    assert not Aanvraag.objects.filter(pk=een.aanvraag.pk).exists()


def test_a_worker_killed_after_the_deletion_finishes_later(boek, mensen, monkeypatch):
    een = zaak(WEG, status=Status.IN_ADVIES, **mensen)
    regel = is_weg(een.objecten["leerling"])

    echt = verwijderen.afmaken

    def gedood(**_):
        raise KeyboardInterrupt

    monkeypatch.setattr(verwijderen, "afmaken", gedood)
    with pytest.raises(KeyboardInterrupt):
        verwijderen.boom_verwijderen(regel, regel.boom, op=timezone.now())
    assert verwijderboek.verwijderd() == {}
    assert bestanden_met(WEG)
    monkeypatch.setattr(verwijderen, "afmaken", echt)
    verwijderen.afmaken(op=timezone.now())
    assert [*verwijderboek.verwijderd()] == [regel.public_id]
    assert bestanden_met(WEG) == []


def test_a_content_that_another_child_holds_too_stays(boek, mensen):
    een = zaak(WEG, status=Status.IN_ADVIES, **mensen)
    ander = zaak(BLIJFT, status=Status.IN_ADVIES, **mensen)
    gedeeld = een.objecten["bijlage"].inhoud
    ander.aanvraag.bijlagen.create(
        inhoud=gedeeld, naam="x.pdf", soort="anders", toegevoegd_op=timezone.now(), toegevoegd_door=mensen["ib"]
    )
    regel = is_weg(een.objecten["leerling"])
    assert verwijderen.boom_verwijderen(regel, regel.boom, op=timezone.now())
    assert Inhoud.objects.filter(pk=gedeeld.pk).exists()
    assert pad(gedeeld.sha256).exists()
    assert not Aanvraag.objects.filter(pk=een.aanvraag.pk).exists()


def test_what_was_taken_back_a_moment_before_stays_and_keeps_its_reason(boek, mensen):
    """Judged while it was approved; taken back before the rows went."""
    een = zaak(WEG, status=Status.BEKENDGEMAAKT, **mensen)
    regel = is_weg(een.objecten["leerling"])
    Opruimregel.objects.filter(pk=regel.pk).update(stand=Regelstand.TERUG, toelichting="De accountant.")
    assert not verwijderen.boom_verwijderen(regel, regel.boom, op=timezone.now())
    assert not verwijderen.regel_verwijderen(regel.pk, Stand(timezone.localdate()), op=timezone.now())
    regel.refresh_from_db()
    assert (regel.stand, regel.toelichting) == (Regelstand.TERUG, "De accountant.")
    assert Aanvraag.objects.filter(pk=een.aanvraag.pk).exists()
    assert not Logregel.objects.filter(actie="dossier_verwijderd").exists()
    Opruimregel.objects.filter(pk=regel.pk).update(stand=Regelstand.ZACHT)
    Opruiming.objects.update(
        gestopt_op=timezone.now(), gestopt_door=mensen["loket"], stopreden="Nee.", klaar_op=timezone.now()
    )
    assert not verwijderen.boom_verwijderen(regel, regel.boom, op=timezone.now()), "of a run that was stopped"
    assert Aanvraag.objects.filter(pk=een.aanvraag.pk).exists()


def test_who_stops_the_run_while_a_file_goes_waits_and_finds_it_gone(boek, mensen, monkeypatch):
    """Else the run would say that it came back, its end would miss in the ledger, and a restore would bring it back."""
    een = zaak(WEG, status=Status.IN_ADVIES, **mensen)
    regel, fg = is_weg(een.objecten["leerling"]), gebruiker_met(Rol.FG)
    echt = verwijderen._woorden_uit_logboek

    def stoppen():
        opruiming_stoppen(regel.opruiming, door=fg, op=timezone.now(), reden="De regel klopt niet.")
        for alias in connections:
            connections[alias].close()

    draad = Thread(target=stoppen)

    def intussen(*args):
        draad.start()
        for _ in range(500):
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
                if cursor.fetchone()[0]:
                    break
            time.sleep(0.01)
        echt(*args)

    monkeypatch.setattr(verwijderen, "_woorden_uit_logboek", intussen)
    assert verwijderen.boom_verwijderen(regel, regel.boom, op=timezone.now())
    draad.join()
    regel.refresh_from_db()
    assert (regel.stand, regel.opruiming.gestopt_op is not None) == (Regelstand.WEG, True)
    assert [*verwijderboek.verwijderd()] == [regel.public_id]


def test_a_ledger_that_lost_its_end_deletes_and_replays_nothing(boek, mensen):
    """Each line that is left holds: only the database knows that there were more."""
    een = zaak(WEG, status=Status.BEKENDGEMAAKT, **mensen)
    regel = is_weg(een.objecten["leerling"])
    nu = timezone.now()
    assert verwijderen.boom_verwijderen(regel, regel.boom, op=nu)
    assert opruimen_naspelen(op=nu) == (0, 0)
    heel = boek.read_text()
    boek.write_text(heel.splitlines(keepends=True)[0])
    for wat in (verwijderen.opruimen, opruimen_naspelen):
        with pytest.raises(BoekFout, match="mist 1 dossier"):
            wat(op=nu)
    boek.unlink()
    with pytest.raises(BoekFout, match="geen verwijderboek"):
        opruimen_naspelen(op=nu)
    with pytest.raises(CommandError, match="geen verwijderboek"):
        call_command("opruimen_naspelen")
    with pytest.raises(CommandError, match="mist 1 dossier"):
        call_command("opruimen_naspelen", "--zonder-boek")
    boek.write_text(heel)
    assert opruimen_naspelen(op=nu) == (0, 0)


def test_after_a_restore_what_was_only_approved_is_looked_at_again(boek, mensen):
    """Whoever took it back since did so in a database that is gone."""
    een = zaak(WEG, status=Status.BEKENDGEMAAKT, **mensen)
    regel = is_weg(een.objecten["leerling"])
    assert not Aanvraag.objects.visible_to(mensen["loket"]).filter(pk=een.aanvraag.pk).exists()
    with pytest.raises(BoekFout, match="geen verwijderboek"):
        opruimen_naspelen(op=timezone.now())
    call_command("opruimen_naspelen", "--zonder-boek", stdout=StringIO())
    regel.refresh_from_db()
    assert (regel.stand, "opnieuw" in regel.toelichting) == (Regelstand.TERUG, True)
    assert Opruiming.objects.get().klaar_op is not None
    assert Aanvraag.objects.visible_to(mensen["loket"]).filter(pk=een.aanvraag.pk).exists()
    assert uitvoeren(timezone.now() + timedelta(days=60)) == 0


def test_the_record_of_what_is_gone_never_changes(boek, mensen):
    een = zaak(WEG, status=Status.BEKENDGEMAAKT, **mensen)
    regel = is_weg(een.objecten["leerling"])
    Opruimregel.objects.filter(pk=regel.pk).update(toelichting="Nog niet weg.")
    assert verwijderen.boom_verwijderen(regel, regel.boom, op=timezone.now())
    for wat in (lambda: Opruimregel.objects.update(stand=Regelstand.TERUG), Opruimregel.objects.all().delete):
        with pytest.raises(DatabaseError, match="blijft opgeschreven"):
            wat()


def test_the_database_knows_that_two_rows_are_one_child(boek, mensen):
    een = zaak(WEG, status=Status.BEKENDGEMAAKT, **mensen)
    kind = een.objecten["leerling"]
    ander, derde = LeerlingFactory(), LeerlingFactory()
    regel = is_weg(kind)
    Leerling.objects.filter(pk=ander.pk).update(opgegaan_in=derde)
    houdt = Vasthouding.objects.create(
        leerling=ander, reden="Klacht.", gezet_op=timezone.now(), gezet_door=mensen["loket"]
    )
    Leerling.objects.filter(pk=kind.pk).update(opgegaan_in=derde)
    assert not verwijderen.boom_verwijderen(regel, boom_van(regel.rijen), op=timezone.now())
    regel.refresh_from_db()
    assert "vastgehouden" in regel.toelichting
    Vasthouding.objects.filter(pk=houdt.pk).update(opgeheven_op=timezone.now(), waarom_op="Klaar.")
    assert verwijderen.boom_verwijderen(regel, boom_van(regel.rijen), op=timezone.now()), "its twin: without the hold"


def test_a_hold_that_is_newer_than_the_deletion_keeps_what_came_back(boek, mensen):
    een = zaak(WEG, status=Status.BEKENDGEMAAKT, **mensen)
    kind, nu = een.objecten["leerling"], timezone.now()
    rijen = [rij for dossier in alle(nu.date()) for rij in dossier.rijen if _van(rij, kind)]
    namen = [[rij._meta.label_lower, rij.public_id] for rij in dict.fromkeys([*rijen, kind])]
    for wat in (verwijderboek.BEGIN, verwijderboek.KLAAR):
        verwijderboek.schrijven(wat, "terug", namen, op=nu)
    vast = {"leerling": kind, "reden": "Klacht.", "gezet_door": mensen["loket"]}
    houdt = Vasthouding.objects.create(**vast, gezet_op=nu + timedelta(days=1))
    assert opruimen_naspelen(op=nu + timedelta(days=2)) == (0, 1)
    assert Aanvraag.objects.filter(pk=een.aanvraag.pk).exists()
    Vasthouding.objects.filter(pk=houdt.pk).update(gezet_op=nu - timedelta(days=1))
    assert opruimen_naspelen(op=nu + timedelta(days=2)) == (1, 0), "its twin: of before, and lifted since"
    assert not Aanvraag.objects.filter(pk=een.aanvraag.pk).exists()


def test_what_the_database_refuses_three_nights_is_seen_again_and_the_privacy_officer_hears_it(boek, mensen):
    een = zaak(WEG, status=Status.BEKENDGEMAAKT, **mensen)
    kind, fg = een.objecten["leerling"], gebruiker_met(Rol.FG)
    regel = is_weg(kind)
    Vasthouding.objects.create(leerling=kind, reden="Klacht.", gezet_op=timezone.now(), gezet_door=mensen["loket"])
    for nacht in range(3):
        assert not Aanvraag.objects.visible_to(mensen["loket"]).filter(pk=een.aanvraag.pk).exists()
        assert not verwijderen.boom_verwijderen(regel, regel.boom, op=timezone.now() + timedelta(days=nacht))
    regel.refresh_from_db()
    assert (regel.stand, "3 nachten" in regel.toelichting) == (Regelstand.TERUG, True)
    assert Aanvraag.objects.visible_to(mensen["loket"]).filter(pk=een.aanvraag.pk).exists()
    assert Bericht.objects.filter(wie=fg).count() == 2


def test_the_database_keeps_papers_help_and_letters_and_a_child_about_whom_somebody_asks(boek, mensen):
    een = zaak(WEG, status=Status.BEKENDGEMAAKT, **mensen)
    kind = een.objecten["leerling"]
    brief = Brief.objects.filter(pk__in=Bekendmaking.objects.values("brief")).first()
    hulp = toegekend_zonder_geld(leerling=kind, school=mensen["school"], ib=mensen["ib"])
    deel = hulp.deelnames.get()
    inhoud = bewaren(b"%PDF-1.7 x", soort="application/pdf", op=timezone.now())
    wie = {"toegevoegd_op": timezone.now(), "toegevoegd_door": mensen["ib"]}
    bijlage = een.aanvraag.bijlagen.create(inhoud=inhoud, naam="x.pdf", soort="anders", **wie)
    rijen = [
        ("loket_bijlage", bijlage.pk),
        ("arrangementen_deelname", deel.pk),
        ("brieven_brief", brief.pk),
    ]
    for tabel, pk in rijen:
        with pytest.raises(DatabaseError, match="blijft bewaard"), connections["opruimer"].cursor() as cursor:
            cursor.execute(f"DELETE FROM {tabel} WHERE id = %s", [pk])
    regel = is_weg(kind)
    Opruiming.objects.update(nagespeeld=False, goedgekeurd_door=mensen["loket"])
    deur = "DELETE FROM arrangementen_deelname WHERE id = %s"
    Opruiming.objects.update(zacht_tot=hulp.tot)
    with pytest.raises(DatabaseError, match="hulp loopt nog"), connections["opruimer"].cursor() as cursor:
        cursor.execute(deur, [deel.pk])
    Opruiming.objects.update(zacht_tot=hulp.tot + timedelta(days=1))
    with transaction.atomic(using="opruimer"), connections["opruimer"].cursor() as cursor:
        cursor.execute(deur, [deel.pk])
        assert cursor.rowcount == 1, "its twin: help that was over before"
        transaction.set_rollback(True, using="opruimer")
    Privacyverzoek.objects.all().delete()
    Privacyverzoek.objects.create(
        leerling=kind, aanvraag=een.aanvraag, soort="inzage", gevraagd_op=timezone.now(), gevraagd_door=mensen["ib"]
    )
    assert not verwijderen.boom_verwijderen(regel, boom_van(regel.rijen), op=timezone.now())
    regel.refresh_from_db()
    assert "privacyverzoek zonder antwoord" in regel.toelichting
    Privacyverzoek.objects.all().delete()
    assert verwijderen.boom_verwijderen(regel, boom_van(regel.rijen), op=timezone.now()), "its twin: nobody asks"
