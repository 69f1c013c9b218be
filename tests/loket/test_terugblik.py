"""The one question after a decision: asked once, passed for ever, and an answer that leads back to nobody."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation

from kern.gebruikers.overgang import NietMogelijk
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from kern.termijnen.schooljaar import eerste_dag, schooljaar
from loket.actions.terugblik import terugblik_geven, terugblik_over, terugblik_overslaan
from loket.forms.terugblik import TerugblikForm
from loket.models import Terugblik, Terugblikvraag
from loket.rules.terugblik import MINSTENS, te_tonen, wordt_gevraagd
from scholen.models import Instelling, Werkgebied
from tests.bezwaren import besluit_bij
from tests.factories import InstellingFactory, aanvraag_in

databank = pytest.mark.django_db
VORIGE_MAAND = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)


def vandaag():
    return timezone.localdate()


def brief_van(aanvraag, wie):
    return terugblik_over(wie, aanvraag.pk, vandaag())


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, andere_ouder):
    zaak = aanvraag_in("besluit_voorbereiden", school=school, ib=ib, leerling=leerling)
    besluit_bij(zaak, verzonden=vandaag() - timedelta(days=20))
    return zaak


def antwoorden(aantal, *, rol="gezin", maand=VORIGE_MAAND, tekst="", gezicht="4"):
    wat = {"rol": rol, "soort": "SO", "maand": maand, "gezicht": gezicht, "swv": InstellingFactory().swv}
    for nummer in range(aantal):
        Terugblik.objects.create(**wat, tekst=tekst and f"{tekst}{nummer}")


# --- the rules ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("na", "gevraagd"), [(13, False), (14, True), (104, True), (105, False)])
def test_it_is_asked_from_two_weeks_after_the_letter_for_ninety_days(na, gevraagd):
    verzonden = date(2026, 6, 3)
    assert wordt_gevraagd(verzonden, verzonden + timedelta(days=na)) is gevraagd


@pytest.mark.parametrize(
    ("aantallen", "getoond"),
    [
        ({"Noord": 5, "Zuid": 4}, {}),
        ({"Noord": 5, "Zuid": 5}, {"Noord": 5, "Zuid": 5}),
        ({"Noord": 9, "Zuid": 5, "": 2}, {"Noord": 9}),
        ({"Noord": 9, "": 6}, {"Noord": 9}),
        ({"": 9}, {}),
        ({}, {}),
    ],
)
def test_a_small_group_is_not_shown_nor_what_it_can_be_subtracted_from(aantallen, getoond):
    assert te_tonen(aantallen) == getoond


# --- asking ------------------------------------------------------------------------------------------------------


@databank
def test_who_got_a_letter_is_asked_and_nobody_else(aanvraag, ouder, andere_ouder, ib, loketmedewerker, buitenstaander):
    assert [bool(brief_van(aanvraag, wie)) for wie in (ouder, andere_ouder, ib)] == [True, True, True]
    assert [brief_van(aanvraag, wie) for wie in (loketmedewerker, buitenstaander)] == [None, None]


@databank
@pytest.mark.parametrize("wat", ["geven", "overslaan"])
def test_it_is_asked_once_of_each(aanvraag, ouder, andere_ouder, wat):
    brief, op = brief_van(aanvraag, ouder), timezone.now()
    if wat == "geven":
        terugblik_geven(brief, door=ouder, op=op, gezicht="4")
    else:
        terugblik_overslaan(brief, door=ouder, op=op)
    assert brief_van(aanvraag, ouder) is None
    assert brief_van(aanvraag, andere_ouder) is not None
    with pytest.raises(NietMogelijk, match="al beantwoord of overgeslagen"):
        terugblik_geven(brief, door=ouder, op=op, gezicht="4")
    assert Terugblik.objects.count() == (wat == "geven")


@databank
def test_nobody_answers_with_the_letter_of_another(aanvraag, ouder, andere_ouder, ib):
    for wie in (andere_ouder, ib):
        with pytest.raises(Http404):
            terugblik_geven(brief_van(aanvraag, ouder), door=wie, op=timezone.now(), gezicht="4")


@databank
def test_the_pages_ask_answer_and_never_ask_again(aanvraag, ouder, ib, inloggen):
    for wie, thuis, pagina in (
        (ouder, "dossier:dossier", "dossier:terugblik"),
        (ib, "loket:aanvraag", "loket:school_terugblik"),
    ):
        client, args = inloggen(wie), [aanvraag.public_id]
        adres = reverse(pagina, args=args)
        assert adres in client.get(reverse(thuis, args=args)).content.decode()
        assert "Hoe ging het?" in client.get(adres).content.decode()
        fout = client.post(adres, {"tekst": "Woorden die blijven."}).content.decode()
        assert "Kies hoe het ging" in fout
        assert "Woorden die blijven." in fout
        client.post(adres, {"gezicht": "2", "tekst": "Het duurde lang."})
        assert adres not in client.get(reverse(thuis, args=args)).content.decode()
        assert client.get(adres).status_code == 404
    assert sorted(Terugblik.objects.values_list("rol", "gezicht")) == [("gezin", "2"), ("school", "2")]
    assert not Bericht.objects.filter(soort__contains="terugblik").exists()


@databank
def test_passing_on_the_page_leaves_no_answer(aanvraag, ouder, inloggen):
    inloggen(ouder).post(reverse("dossier:terugblik", args=[aanvraag.public_id]), {"overslaan": "1"})
    assert not Terugblik.objects.exists()
    assert brief_van(aanvraag, ouder) is None


# --- nobody can be traced ----------------------------------------------------------------------------------------


def test_an_answer_has_no_column_of_a_person_a_case_or_a_moment():
    velden = {veld.name: veld.get_internal_type() for veld in Terugblik._meta.concrete_fields}
    assert velden == {
        "id": "UUIDField",
        "rol": "CharField",
        "na": "CharField",
        "soort": "CharField",
        "maand": "DateField",
        "swv": "ForeignKey",
        "werkgebied": "ForeignKey",
        "gezicht": "CharField",
        "tekst": "TextField",
    }
    assert {veld.name for veld in Terugblikvraag._meta.concrete_fields} == {"id", "aanvraag", "over", "gebruiker"}


@databank
def test_only_the_month_can_be_kept():
    with pytest.raises(IntegrityError), transaction.atomic():
        Terugblik.objects.create(rol="gezin", soort="SO", maand=date(2026, 11, 2), gezicht="4")


@databank
def test_the_log_and_the_mark_are_the_same_for_who_answered_and_who_passed(aanvraag, ouder, andere_ouder):
    op = timezone.now()
    terugblik_geven(brief_van(aanvraag, ouder), door=ouder, op=op, gezicht="1", tekst="GEHEIME-WOORDEN")
    terugblik_overslaan(brief_van(aanvraag, andere_ouder), door=andere_ouder, op=op)
    regels = Logregel.objects.filter(actie="terugblik_afdoen")
    kolommen = ("uitkomst", "actie", "rol", "ding_soort", "ding", "leerling", "school", "reden", "bijzonderheden")
    assert len(regels) == 2
    assert len({str(een) for een in regels.values_list(*kolommen)}) == 1
    alles = str(list(Logregel.objects.values()))
    assert "GEHEIME-WOORDEN" not in alles
    assert str(Terugblik.objects.get().pk) not in alles
    assert Terugblikvraag.objects.count() == 2


def _op_schijf():
    """The texts in the order in which the rows lie on disk, and how many transactions and commands wrote them."""
    with connection.cursor() as loper:
        loper.execute("SELECT tekst, xmin::text FROM loket_terugblik ORDER BY ctid")
        rijen = loper.fetchall()
    return [tekst for tekst, _ in rijen], {xmin for _, xmin in rijen}


@pytest.mark.django_db(transaction=True)
def test_neither_keys_nor_the_order_on_disk_nor_the_transaction_tell_who_answered_when(school, ib, leerling):
    """Ten schools answer one after the other; who knows that order finds it nowhere."""
    van_nu, sleutels = [], set()
    for nummer in range(10):
        zaak = aanvraag_in("besluit_voorbereiden", school=school, ib=ib)
        besluit_bij(zaak, verzonden=vandaag() - timedelta(days=20))
        terugblik_geven(brief_van(zaak, ib), door=ib, op=timezone.now(), gezicht="3", tekst=f"t{nummer}")
        van_nu.append(f"t{nummer}")
        nieuw = set(Terugblik.objects.values_list("pk", flat=True))
        assert not nieuw & sleutels, "a key that stays tells which answer is new"
        sleutels |= nieuw
    teksten, transacties = _op_schijf()
    assert sorted(teksten) == sorted(van_nu)
    assert teksten != van_nu
    assert len(transacties) == 1
    op_sleutel = list(Terugblik.objects.order_by("pk").values_list("tekst", flat=True))
    assert op_sleutel != van_nu


# --- what the desk reads -----------------------------------------------------------------------------------------


@databank
def test_figures_from_five_answers_on(loketmedewerker, inloggen):
    client, adres = inloggen(loketmedewerker), reverse("loket:terugblik")
    antwoorden(MINSTENS - 1)
    assert "antwoorden.</p>" not in client.get(adres).content.decode().replace("geen 5 antwoorden.</p>", "geen 5")
    antwoorden(1)
    assert "<p>5 antwoorden.</p>" in client.get(adres).content.decode()


@databank
def test_this_month_is_not_shown_so_that_a_new_answer_is_not_seen_coming(loketmedewerker, inloggen):
    antwoorden(9, maand=vandaag().replace(day=1))
    assert "<p>9 antwoorden.</p>" not in inloggen(loketmedewerker).get(reverse("loket:terugblik")).content.decode()


@databank
def test_two_looks_never_differ_by_a_few(loketmedewerker, inloggen):
    """A month with one answer more changes nothing: neither the total, nor a face, nor a word, nor a werkgebied."""
    vorig = eerste_dag(schooljaar(vandaag()) - 1)
    maanden = [vorig, vorig + timedelta(days=31), vorig + timedelta(days=61)]
    hier = Werkgebied.objects.create(swv=InstellingFactory().swv, naam="Noord")
    client, gezien = inloggen(loketmedewerker), []
    for maand, aantal, gezicht in zip(maanden, (5, 4, 1), "411", strict=True):
        for nummer in range(aantal):
            maand_ = maand.replace(day=1)
            tekst = f"WOORD {gezicht}{nummer}"
            Terugblik.objects.create(rol="gezin", maand=maand_, gezicht=gezicht, tekst=tekst, werkgebied=hier)
        pagina = client.get(reverse("loket:terugblik")).text
        gezien.append(
            (pagina.count("WOORD"), "<p>10 antwoorden.</p>" in pagina, 'data-label="Antwoorden">10<' in pagina)
        )
    assert gezien == [(5, False, False), (5, False, False), (10, True, True)]


@databank
def test_a_year_that_runs_is_not_split_by_werkgebied(loketmedewerker, inloggen):
    hier = Werkgebied.objects.create(swv=InstellingFactory().swv, naam="Noord")
    eerste = eerste_dag(schooljaar(vandaag()))
    for jaar_terug in (0, 1):
        maand = eerste.replace(year=eerste.year - jaar_terug)
        for _ in range(5):
            Terugblik.objects.create(rol="gezin", maand=maand, gezicht="4", werkgebied=hier)
        pagina = inloggen(loketmedewerker).get(reverse("loket:terugblik")).text
        assert ("Per werkgebied" in pagina) == bool(jaar_terug)


@databank
def test_words_are_shown_from_five_on_and_without_a_day(loketmedewerker, inloggen):
    client, adres = inloggen(loketmedewerker), reverse("loket:terugblik")
    antwoorden(6)
    antwoorden(4, tekst="WOORD")
    assert "WOORD" not in client.get(adres).content.decode()
    antwoorden(1, tekst="LAATSTE")
    tekst = client.get(adres).content.decode()
    assert tekst.count("WOORD") == 4
    assert str(VORIGE_MAAND.year) not in tekst.split("<main")[1].split("</main>")[0]


@databank
def test_only_the_desk_reads_it(ouder, ib, deskundige_een, inloggen):
    for wie in (ouder, ib, deskundige_een):
        assert inloggen(wie).get(reverse("loket:terugblik")).status_code == 404
        assert not Terugblik.objects.visible_to(wie).exists()


@databank
def test_where_the_swv_does_not_ask_nobody_is_asked(aanvraag, ouder, ib, inloggen):
    Instelling.objects.update(terugblik_vragen=False)
    for wie, thuis in ((ouder, "dossier:dossier"), (ib, "loket:aanvraag")):
        assert brief_van(aanvraag, wie) is None
        pagina = inloggen(wie).get(reverse(thuis, args=[aanvraag.public_id])).content.decode()
        assert "terugblik/" not in pagina


@databank
def test_an_own_question_is_asked_in_dutch_and_ours_in_another_language(aanvraag, ouder, ib, inloggen):
    Instelling.objects.update(terugblik_vraag="Hoe ging de aanvraag?")
    for wie, pagina in ((ouder, "dossier:terugblik"), (ib, "loket:school_terugblik")):
        assert "Hoe ging de aanvraag?" in inloggen(wie).get(reverse(pagina, args=[aanvraag.public_id])).text
    with translation.override("en"):
        assert "aanvraag" not in str(TerugblikForm(je=False, vraag="Hoe ging de aanvraag?")["gezicht"].label)
