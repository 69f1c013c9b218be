"""Taking a decision: number, frozen words and addressees, in one transaction."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone

from kern.brieven.models import Brief
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from loket.actions.besluit import besluiten
from loket.models import Advies, Bekendmaking, Besluit, Status, Tlv
from loket.rules import tlv_einde_standaard
from scholen.models import Gezag
from tests.factories import aanvraag_in, beslissing, gebruiker_met, ouder_van

S = Status


@pytest.fixture
def aanvraag(ib, school):
    return aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib)


def besluit_nemen(aanvraag, door, **velden):
    besluiten(aanvraag, door=door, op=timezone.now(), **beslissing(aanvraag, **velden))
    aanvraag.refresh_from_db()
    return aanvraag.besluiten.get()


def test_a_decision_gives_a_number_and_one_letter_per_addressee(aanvraag, beslisser):
    besluit = besluit_nemen(aanvraag, beslisser)
    assert aanvraag.status == S.BESLOTEN_TOEGEKEND
    assert besluit.tlv.volgnummer == 1
    assert besluit.tlv.nummer.endswith("-SO-0001")
    assert sorted(besluit.bekendmakingen.values_list("aan", flat=True)) == ["ouder", "ouder", "school"]


def test_nothing_is_sent_by_deciding(aanvraag, beslisser):
    besluit = besluit_nemen(aanvraag, beslisser)
    assert not besluit.bekendmakingen.exclude(verzenddatum=None).exists()
    assert "<!--dagtekening-->" in besluit.bekendmakingen.first().brief.html


@pytest.mark.parametrize("demo", [True, False])
def test_a_letter_of_the_demo_says_that_nobody_has_rights_by_it(aanvraag, beslisser, settings, demo):
    settings.DEMO = demo
    besluit = besluit_nemen(aanvraag, beslisser)
    for bekendmaking in besluit.bekendmakingen.all():
        assert ("Aan deze brief heeft niemand rechten" in bekendmaking.brief.html) is demo


def test_granting_something_else_than_asked_is_called_so(aanvraag, beslisser):
    eind = date(beslissing(aanvraag)["vervaldatum"].year - 1, 7, 31)
    besluit = besluit_nemen(aanvraag, beslisser, vervaldatum=eind, waarom_afwijking="Een jaar is genoeg.")
    assert (besluit.uitkomst, aanvraag.status) == ("afwijkend", S.BESLOTEN_AFWIJKEND)


def test_a_refusal_has_no_number_and_no_period(aanvraag, beslisser):
    besluit = besluit_nemen(
        aanvraag,
        beslisser,
        uitkomst="afgewezen",
        waarom_afwijking_advies="De school kan meer doen.",
        passende_hulp="Begeleiding in de klas, door de adviseur.",
    )
    assert aanvraag.status == S.BESLOTEN_AFGEWEZEN
    assert not Tlv.objects.filter(besluit=besluit).exists()
    assert besluit.ingangsdatum is None


@pytest.mark.parametrize(
    ("velden", "reden"),
    [
        ({"motivering": " "}, "waarom je dit besluit neemt"),
        ({"ingangsdatum": None}, "ingangsdatum"),
        ({"vervaldatum": date(2035, 6, 30)}, "31 juli"),
        ({"categorie": ""}, "categorie"),
        ({"soort": "VSO", "categorie": "L"}, "geeft dit samenwerkingsverband niet"),
        ({"categorie": "H"}, "wijkt af van een advies"),
        ({"uitkomst": "afgewezen"}, "wijkt af van een advies"),
        ({"waarom_duur": ""}, "waarom deze duur"),
        ({"antwoord_zienswijze": ""}, "ons antwoord op de mening van de ouders"),
        ({"motivering": "Shalom \u05e9\u05dc\u05d5\u05dd"}, "teken"),
    ],
)
def test_a_decision_that_would_not_hold_is_refused_with_the_reason(aanvraag, beslisser, velden, reden):
    with pytest.raises(NietMogelijk, match=reden):
        besluit_nemen(aanvraag, beslisser, **velden)
    assert not Besluit.objects.exists()
    assert not Brief.objects.exists()


def test_who_advised_does_not_decide(aanvraag, beslisser):
    aanvraag.adviesopdrachten.filter(volgorde=1).update(deskundige=beslisser)
    with pytest.raises(NietMogelijk, match="Jij bent de adviseur"):
        besluit_nemen(aanvraag, beslisser)


def test_one_advice_is_not_enough(aanvraag, beslisser):
    aanvraag.adviesopdrachten.filter(volgorde=2).update(vervallen_op=timezone.now())
    with pytest.raises(NietMogelijk, match="nog maar 1 van de 2"):
        besluit_nemen(aanvraag, beslisser)


def test_unknown_gezag_blocks_the_decision(aanvraag, beslisser):
    Gezag.objects.filter(leerling=aanvraag.leerling).update(soort="onbekend")
    with pytest.raises(NietMogelijk, match="gezag nog onbekend"):
        besluit_nemen(aanvraag, beslisser)


def test_a_parent_without_address_blocks_the_decision(aanvraag, beslisser):
    ouder = ouder_van(aanvraag.leerling)
    ouder.adressen.all().delete()
    with pytest.raises(NietMogelijk, match="adres niet bekend"):
        besluit_nemen(aanvraag, beslisser)


def test_a_parent_without_gezag_gets_no_letter(aanvraag, beslisser):
    zonder = ouder_van(aanvraag.leerling, soort="geen")
    besluit = besluit_nemen(aanvraag, beslisser)
    assert not besluit.bekendmakingen.filter(betrokkene=zonder).exists()


def test_the_address_of_one_parent_is_in_no_letter_but_the_own(aanvraag, beslisser):
    geheim = ouder_van(aanvraag.leerling, straat="Kanarielaan 77")
    besluit = besluit_nemen(aanvraag, beslisser)
    for bekendmaking in besluit.bekendmakingen.select_related("brief"):
        staat_erin = "Kanarielaan" in bekendmaking.brief.html + str(bekendmaking.brief.context)
        assert staat_erin == (bekendmaking.betrokkene == geheim)


def test_from_eighteen_the_pupil_gets_the_letter_and_the_parents_do_not(aanvraag, beslisser):
    leerling = aanvraag.leerling
    leerling.geboortedatum = timezone.localdate() - timedelta(days=365 * 19)
    leerling.save()
    aanvraag.soort = "VSO"
    aanvraag.save()
    aanvraag.instelling.tlv_soorten = ["VSO"]
    aanvraag.instelling.save()
    Advies.objects.update(soort="VSO")
    velden = {"vervaldatum": tlv_einde_standaard("VSO", start=aanvraag.onderdeel_vraag.gewenste_start, schooljaren=1)}
    besluit = besluit_nemen(aanvraag, beslisser, soort="VSO", waarom_afwijking="Korter past.", **velden)
    assert sorted(besluit.bekendmakingen.values_list("aan", flat=True)) == ["leerling", "school"]


@pytest.mark.parametrize("rij", ["besluit", "tlv", "brief"])
def test_a_decision_a_number_and_the_words_never_change(aanvraag, beslisser, rij):
    besluit = besluit_nemen(aanvraag, beslisser)
    ding = {"besluit": besluit, "tlv": besluit.tlv, "brief": besluit.bekendmakingen.first().brief}[rij]
    with pytest.raises(DatabaseError, match="verander"), transaction.atomic():
        type(ding).objects.filter(pk=ding.pk).update(soort="ANDERS"[:3])
    with pytest.raises(DatabaseError, match="verander"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {ding._meta.db_table}")


def test_the_change_is_in_the_logbook_with_the_role_and_without_names(aanvraag, beslisser):
    besluit_nemen(aanvraag, beslisser)
    regel = Logregel.objects.get(actie="besluiten", uitkomst="gedaan")
    assert (regel.wie, regel.rol, regel.leerling) == (beslisser.public_id, "beslisser", aanvraag.leerling.public_id)
    assert aanvraag.leerling.achternaam not in str(regel.__dict__)


def gelijktijdig(acties):
    """Run these at the same moment, each on its own connection; gives what each raised, or None."""
    hek, uitkomsten = Barrier(len(acties)), [None] * len(acties)

    def doe(plaats, actie):
        try:
            hek.wait()
            actie()
        except Exception as fout:
            uitkomsten[plaats] = fout
        finally:
            connections.close_all()

    draden = [Thread(target=doe, args=paar) for paar in enumerate(acties)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    return uitkomsten


@pytest.mark.django_db(transaction=True)
def test_two_people_deciding_at_once_one_wins_and_the_other_reads_why():
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN)
    velden = beslissing(aanvraag)
    wie = [gebruiker_met(Rol.BESLISSER) for _ in range(2)]
    uit = gelijktijdig([lambda door=door: besluiten(aanvraag, door=door, op=timezone.now(), **velden) for door in wie])
    assert sum(fout is None for fout in uit) == 1
    verliezer = next(fout for fout in uit if fout is not None)
    assert isinstance(verliezer, NietMogelijk)
    assert "status is nu" in str(verliezer)
    assert Besluit.objects.count() == 1
    assert Bekendmaking.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_thirty_two_parallel_decisions_give_contiguous_numbers():
    beslisser = gebruiker_met(Rol.BESLISSER)
    aanvragen = [aanvraag_in(S.BESLUIT_VOORBEREIDEN) for _ in range(32)]
    velden = [beslissing(aanvraag) for aanvraag in aanvragen]
    uit = gelijktijdig(
        [
            lambda a=aanvraag, v=veld: besluiten(a, door=beslisser, op=timezone.now(), **v)
            for aanvraag, veld in zip(aanvragen, velden, strict=True)
        ]
    )
    assert uit == [None] * 32
    assert sorted(Tlv.objects.values_list("volgnummer", flat=True)) == list(range(1, 33))
    assert len(set(Tlv.objects.values_list("nummer", flat=True))) == 32


def test_a_decision_that_fails_halfway_uses_no_number(aanvraag, beslisser, monkeypatch):
    monkeypatch.setattr("loket.actions.besluit.opstellen", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        besluit_nemen(aanvraag, beslisser)
    monkeypatch.undo()
    assert besluit_nemen(aanvraag, beslisser).tlv.volgnummer == 1
