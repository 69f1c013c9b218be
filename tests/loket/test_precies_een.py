"""Exactly once: one letter to one addressee about one thing, and one version in force, kept by the database itself."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kern.brieven.actions import versie_maken
from kern.brieven.models import Brief, BriefVersie
from kern.gebruikers.overgang import NietMogelijk
from kern.termijnen.kalender import verleng
from loket.actions.bekendmaken import bekendmaken, klaarzetten
from loket.actions.besluit import besluiten
from loket.actions.uitstel import verdagen
from loket.actions.zaakbrief import brieven_maken, zaakbrieven_klaarzetten, zaakbrieven_verzonden
from loket.models import Bekendmaking, Bezwaarbekendmaking, Bezwaarbericht, Status, Zaakbrief
from scholen.models import Adres
from tests.bezwaren import beslissing_op, besluit_bij, bezwaar_bij
from tests.factories import aanvraag_in, beslissing, pdfs_klaar
from tests.loket.bezwaarstappen import nu, tegelijk, vandaag

S = Status


@pytest.fixture
def besloten(ib, school, leerling, ouder, andere_ouder, beslisser):
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    aanvraag.refresh_from_db()
    return aanvraag


@pytest.fixture
def in_behandeling(ib, school, leerling, ouder, andere_ouder):
    return aanvraag_in(S.COMPLEET, school=school, ib=ib, leerling=leerling)


def eigen_brief(naam="nog een"):
    return Brief.objects.create(
        soort="besluit", sjabloon="x", sjabloon_versie="0", context={}, html="x", titel="x", bestandsnaam=naam,
        created_at=nu(),
    )  # fmt: skip


def nog_eens(rij, **anders):
    """The same letter to the same addressee again, as a row of its own."""
    rij.pk, rij.brief, rij.public_id = None, eigen_brief(), "nog-een-keer"
    rij._state.adding = True
    for naam, waarde in anders.items():
        setattr(rij, naam, waarde)
    return rij


@pytest.fixture
def van_elke_soort(besloten, in_behandeling, beslisser, request):
    """One letter of each of the four kinds."""
    in_behandeling.status = S.BESLUIT_VOORBEREIDEN
    in_behandeling.save()
    besluit = besluit_bij(in_behandeling, door=beslisser)
    ouder = in_behandeling.leerling.gezag.first().betrokkene
    zaak = bezwaar_bij(besluit, van="ouder", status="besloten_ongegrond", ouder=ouder).zaak
    bericht = Bezwaarbericht.objects.create(
        zaak=zaak, soort="bevestiging", bezwaar=zaak.bezwaren.get(), aan="ouder", betrokkene=ouder, brief=eigen_brief()
    )
    return {
        Bekendmaking: Bekendmaking.objects.filter(besluit__aanvraag=besloten).first(),
        Bezwaarbekendmaking: beslissing_op(zaak, aan=ouder, woord="x", door=beslisser),
        Bezwaarbericht: bericht,
    }


@pytest.mark.parametrize("model", [Bekendmaking, Bezwaarbekendmaking, Bezwaarbericht])
def test_nobody_gets_two_letters_about_the_same_thing(van_elke_soort, model):
    rij = van_elke_soort[model]
    with pytest.raises(ValidationError, match="Deze geadresseerde heeft al een brief"):
        nog_eens(rij, verzonden_op=None).validate_constraints()
    with pytest.raises(IntegrityError, match=f"{model._meta.model_name}_uniek"), transaction.atomic():
        rij.save()


def verdaagd(aanvraag, door):
    verdagen(aanvraag, door=door, op=nu(), tot=verleng(vandaag() + timedelta(days=84)), reden="Een deskundige is ziek.")
    return Zaakbrief.objects.filter(aanvraag=aanvraag)


def test_nor_two_about_one_verdaging(in_behandeling, loketmedewerker):
    rij = verdaagd(in_behandeling, loketmedewerker).first()
    for ronde in (1, 2):
        with pytest.raises(IntegrityError, match=r"zaakbrief_(uniek|een_per_verdaging)"), transaction.atomic():
            nog_eens(rij, ronde=ronde).save()


def test_what_lapsed_counts_no_more(in_behandeling, loketmedewerker):
    rij = verdaagd(in_behandeling, loketmedewerker).first()
    Zaakbrief.objects.filter(pk=rij.pk).update(vervallen_op=nu())
    nog_eens(rij, vervallen_op=None).save()


def test_a_letter_in_the_place_of_one_that_did_not_arrive_is_another_letter(besloten):
    rij = Bekendmaking.objects.first()
    eerste = Bekendmaking.objects.get(pk=rij.pk)
    nog_eens(rij, volgt_op=eerste).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        nog_eens(rij, volgt_op=eerste, public_id="derde").save()


def test_the_end_of_a_case_is_told_once(in_behandeling):
    with pytest.raises(IntegrityError, match="zaakbrief_einde_maar_een_keer"), transaction.atomic():
        Zaakbrief.objects.create(
            aanvraag=in_behandeling, soort="intrekking", ronde=2, aan="school", school=in_behandeling.school,
            brief=eigen_brief(),
        )  # fmt: skip


def test_a_second_question_is_a_second_letter_also_to_who_moved(ib, school, leerling, ouder, loketmedewerker):
    """The sent letter of the first round is no letter of the second."""
    aanvraag = aanvraag_in(S.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=leerling)
    for _ in range(2):
        brieven_maken(aanvraag, "zienswijze", op=nu())
        zaakbrieven_klaarzetten(aanvraag, door=loketmedewerker, op=nu(), verzenddatum=vandaag())
        pdfs_klaar()
        if _ == 0:
            zaakbrieven_verzonden(aanvraag, door=loketmedewerker, op=nu())
    Adres.objects.filter(betrokkene__gebruiker=ouder).update(straat="Nieuwe Gracht 9")
    zaakbrieven_klaarzetten(aanvraag, door=loketmedewerker, op=nu(), verzenddatum=vandaag())
    brief = Zaakbrief.objects.get(betrokkene__gebruiker=ouder, ronde=2, vervallen_op=None)
    assert "Nieuwe Gracht 9" in brief.brief.html


def test_one_version_of_a_letter_is_in_force(besloten):
    brief = Brief.objects.first()
    versie_maken(brief, dagtekening=vandaag(), bezwaar_tot=vandaag() + timedelta(days=42), op=nu())
    velden = {"brief": brief, "dagtekening": vandaag(), "html": "x", "created_at": nu()}
    with pytest.raises(IntegrityError, match="briefversie_een_geldig"), transaction.atomic():
        BriefVersie.objects.create(versie=2, **velden)
    with pytest.raises(IntegrityError, match="briefversie_uniek"), transaction.atomic():
        BriefVersie.objects.create(versie=1, vervallen_op=nu(), **velden)


# --- two at once -------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_who_make_ready_at_once_make_one_version(besloten, loketmedewerker):
    klik = {"door": loketmedewerker, "verzenddatum": vandaag()}
    tegelijk(lambda: klaarzetten(besloten, op=nu(), **klik), lambda: klaarzetten(besloten, op=nu(), **klik))
    assert BriefVersie.objects.count() == Bekendmaking.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_of_two_who_mark_as_sent_at_once_one_is_told_so(besloten, loketmedewerker):
    klaarzetten(besloten, door=loketmedewerker, op=nu(), verzenddatum=vandaag())
    pdfs_klaar()
    uitkomst = tegelijk(
        lambda: bekendmaken(besloten, door=loketmedewerker, op=nu()),
        lambda: bekendmaken(besloten, door=loketmedewerker, op=nu()),
    )
    assert isinstance(uitkomst, NietMogelijk)
    assert "al verstuurd" in str(uitkomst)
    assert BriefVersie.objects.exclude(verzonden_op=None).count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_rounds_made_at_once_never_share_a_letter(in_behandeling):
    """Nobody may call it so, but if anybody does: the database refuses the second."""

    def maken():
        with transaction.atomic():
            brieven_maken(in_behandeling, "zienswijze", op=nu())

    def tweede():
        try:
            maken()
        except IntegrityError as fout:
            return fout
        return None

    in_behandeling.zienswijzeronden.create(
        waarover="x", besproken_op=vandaag(), geopend_op=vandaag(), geopend_door=in_behandeling.aangemaakt_door,
        tot=vandaag() + timedelta(days=14),
    )  # fmt: skip
    assert "zaakbrief_uniek" in str(tegelijk(maken, tweede))
    assert Zaakbrief.objects.count() == 3
