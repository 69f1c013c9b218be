"""manage.py controleren: a sound portal passes, and each thing that must hold is seen when it does not."""

from __future__ import annotations

import os
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.bestanden.opslag import pad, schrijven
from kern.brieven.models import BriefVersie
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from loket.actions.bekendmaken import klaarzetten
from loket.actions.besluit import besluiten
from loket.models import Besluit, Status
from loket.models.besluit import Volgnummer
from swv_portal.controle import CONTROLES, bestanden, bewakers, logboek, rij, termijnen
from swv_portal.controle import besluiten as over_besluiten
from tests.conftest import verbinding_eigenaar
from tests.factories import LeerlingFactory, aanvraag_in, beslissing, gebruiker_met, pdfs_klaar, tlv_voor
from toezicht.models import Opruiming, Opruimregel, Vasthouding
from toezicht.nazien import Fout

LANG_GELEDEN = timedelta(days=2)


@pytest.fixture(autouse=True)
def eigen_mappen(tmp_path, settings):
    settings.BESTANDEN_MAP = str(tmp_path / "bestanden")
    settings.VERWIJDERBOEK_MAP = tmp_path / "boek"


def nu():
    return timezone.now()


def besloten() -> Besluit:
    """Decided by the action, with its letters made ready and printed."""
    zaak = aanvraag_in(Status.BESLUIT_VOORBEREIDEN)
    besluiten(zaak, door=gebruiker_met(Rol.BESLISSER), op=nu(), **beslissing(zaak))
    klaarzetten(zaak, door=gebruiker_met(Rol.LOKETMEDEWERKER), op=nu(), verzenddatum=timezone.localdate())
    pdfs_klaar()
    return zaak.besluiten.get()


def gecontroleerd(*codes: str, **opties: bool) -> str:
    uit = StringIO()
    call_command("controleren", *codes, stdout=uit, **opties)
    return uit.getvalue()


def test_a_portal_in_which_all_went_well_passes(db):
    besloten()
    uit = gecontroleerd(bestanden=True)
    assert uit.count("goed  ") == len(CONTROLES) + 1
    assert uit.endswith("Alles klopt.\n")


def test_the_command_names_what_is_wrong_and_ends_badly(db):
    uit = StringIO()
    os.utime(pad(schrijven(b"van niemand")), (0, 0))
    with pytest.raises(CommandError, match="1 keer klopt er iets niet"):
        call_command("controleren", "I13", stdout=uit)
    assert uit.getvalue().startswith("fout  I13")
    with pytest.raises(CommandError, match="I99 bestaat niet"):
        call_command("controleren", "I99")


def test_a_besluit_without_a_letter_is_seen(db):
    kopie = besloten()
    assert not list(over_besluiten.brieven(nu()))
    kopie.pk, kopie.public_id, kopie.versie = None, "x" * 22, 2
    kopie.save(force_insert=True)
    assert list(over_besluiten.brieven(nu())) == [f"Besluiten zonder brief: {kopie.pk}."]


def test_a_sent_letter_without_its_pdf_is_seen(db):
    tlv = tlv_voor()  # laid down as rows, and nothing was printed
    brief = tlv.besluit.bekendmakingen.get()
    assert list(over_besluiten.brieven(nu())) == [
        f"Verzonden brieven zonder pdf: {brief.pk}.",
        f"Brieven met een andere dag dan hun bekendmaking: {brief.pk}.",
    ]


def test_a_gap_a_double_and_a_number_above_the_counter_are_seen(db):
    tlv = tlv_voor()
    assert list(over_besluiten.nummers(nu())) == [f"TLV’s zonder teller: {tlv.pk}."]
    teller = Volgnummer.objects.create(swv=tlv.swv, schooljaar=2025, laatste=1)
    assert not list(over_besluiten.nummers(nu()))
    Volgnummer.objects.filter(pk=teller.pk).update(laatste=2)
    assert list(over_besluiten.nummers(nu())) == [
        f"{tlv.swv.code} 2025-2026: er zijn 1 TLV’s en 0 die verwijderd zijn, en de teller staat op 2."
    ]
    Volgnummer.objects.filter(pk=teller.pk).update(laatste=0)
    assert any("boven de teller" in zin for zin in over_besluiten.nummers(nu()))


def test_who_saw_a_child_without_a_role_is_seen(db):
    kind, weg = LeerlingFactory(), timezone.localdate() - timedelta(days=30)
    ib = gebruiker_met(Rol.IB, van=weg - timedelta(days=30), tot=weg)
    gezien = {"uitkomst": "gezien", "actie": "ingezien", "ding_soort": "x", "ding": "x", "leerling": kind.public_id}
    Logregel.objects.create(op=nu() - timedelta(days=31), wie=ib.public_id, **gezien)
    Logregel.objects.create(op=nu() - timedelta(days=5), wie="de worker", **gezien)
    assert not list(logboek.wie_keek(nu()))
    regel = Logregel.objects.create(op=nu() - timedelta(days=5), wie=ib.public_id, **gezien)
    assert list(logboek.wie_keek(nu())) == [
        f"Iemand zonder rol zag gegevens van een leerling: regel {regel.pk} van het logboek."
    ]


def test_a_changed_or_missing_file_and_one_that_nobody_sent_are_seen(db):
    rij_ = bewaren(b"een stuk", soort="application/pdf", op=nu() - LANG_GELEDEN)
    assert list(bestanden.wezen(nu())) == [f"Bestanden die nergens bij horen: {rij_.pk}."]
    assert not [*bestanden.opslag(nu()), *bestanden.inhoud()]
    pad(rij_.sha256).write_bytes(b"een stUk")
    assert not list(bestanden.opslag(nu())), "of the same size: only reading it tells"
    assert list(bestanden.inhoud()) == [f"{rij_.sha256[:12]}: De inhoud van het bestand is veranderd."]
    pad(rij_.sha256).write_bytes(b"korter")
    assert list(bestanden.opslag(nu())) == [f"Bestanden met een andere grootte dan hun rij: {rij_.sha256[:12]}."]
    pad(rij_.sha256).unlink()
    assert list(bestanden.opslag(nu())) == [f"Rijen zonder bestand: {rij_.sha256[:12]}."]


def test_what_waits_for_a_worker_that_is_not_there_is_seen(db):
    besloten()
    versie = BriefVersie.objects.order_by("pk").first()
    BriefVersie.objects.filter(pk=versie.pk).update(pdf=None, gemaakt_op=None)
    assert not list(rij.wachtend(nu()))
    later = nu() + timedelta(minutes=6)
    assert list(rij.wachtend(later)) == [f"Brieven zonder pdf, langer dan vijf minuten: {versie.pk}."]
    BriefVersie.objects.filter(pk=versie.pk).update(pogingen=99)
    assert list(rij.wachtend(later)) == [f"Brieven die te vaak mislukten: {versie.pk}."]


def test_a_child_that_is_held_and_is_on_a_running_list_is_seen(db):
    kind, fg = LeerlingFactory(), gebruiker_met(Rol.FG)
    lijst = Opruiming.objects.create(gemaakt_op=nu(), peildag=timezone.localdate(), alle=1)
    Opruimregel.objects.create(
        opruiming=lijst,
        kenmerk="AV-2020-0001",
        soort="aanvraag",
        wortels=[],
        leerlingen=[kind.public_id],
        reden="termijn",
        stand="zacht",
        bijgewerkt_op=nu(),
    )
    assert not list(termijnen.termijnen(nu()))
    Vasthouding.objects.create(leerling=kind, reden="Een klacht.", gezet_op=nu(), gezet_door=fg)
    assert "wordt uitgevoerd" in next(termijnen.termijnen(nu()))


def test_a_file_that_is_long_due_and_on_no_list_is_seen(db):
    zaak = aanvraag_in(Status.CONCEPT)
    later = nu() + timedelta(days=3650)
    assert not list(termijnen.termijnen(nu()))
    assert list(termijnen.termijnen(later)) == [
        f"Dossiers waarvan de termijn voorbij is en die op geen lijst staan: concept {zaak.public_id[:6]}."
    ]


def test_a_changed_logbook_is_seen(db, monkeypatch):
    assert not list(logboek.zegels(nu()))
    monkeypatch.setattr(logboek, "nazien", lambda: [Fout(3, "Een regel is veranderd."), Fout(0, "Het boek is weg.")])
    assert list(logboek.zegels(nu())) == ["Zegel 3: Een regel is veranderd.", "Het boek is weg."]


def test_a_guard_that_is_gone_and_a_role_that_may_switch_them_off_are_seen(db, monkeypatch):
    monkeypatch.setattr(bewakers, "AAN", f"{bewakers.AAN} AND tgname NOT LIKE 'pgtrigger_besluit_bevroren%'")
    (zin,) = bewakers.bewakers(nu())
    assert zin.startswith("Bewakers die er niet zijn: pgtrigger_besluit_bevroren")
    monkeypatch.undo()
    with verbinding_eigenaar(connection.settings_dict["NAME"]) as eigenaar:
        assert eigenaar.execute(bewakers.ROL).fetchone() is not None, "the portal is not the owner"


@pytest.mark.django_db(transaction=True)
def test_a_guard_that_is_off_and_a_rule_that_was_never_checked_are_seen():
    assert not list(bewakers.bewakers(nu()))
    with verbinding_eigenaar(connection.settings_dict["NAME"], autocommit=True) as db:
        naam = db.execute("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger_besluit_bevroren%'").fetchone()[0]
        db.execute("ALTER TABLE loket_besluit DISABLE TRIGGER USER")
        db.execute("ALTER TABLE loket_besluit ADD CONSTRAINT proef CHECK (versie > 0) NOT VALID")
        try:
            uit, los = bewakers.bewakers(nu())
        finally:
            db.execute("ALTER TABLE loket_besluit ENABLE TRIGGER USER, DROP CONSTRAINT proef")
    assert uit.startswith("Bewakers die uit staan: ")
    assert naam in uit
    assert los == "Regels die de database nooit nakeek: proef."
