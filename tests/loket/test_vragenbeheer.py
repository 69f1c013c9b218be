"""The beheerder writes the questions of the SWV: a draft, moved without a script, checked, published as a version."""

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from loket.actions import vragenlijst as acties
from loket.models import Vraag, Vragenlijst
from tests.factories import InstellingFactory, vragenlijst


@pytest.fixture
def swv(db):
    return InstellingFactory().swv


def pad(naam, *delen):
    return reverse(f"loket:{naam}", args=["po2815", *delen])


VRAAG = {"onderdeel": "behoefte", "tekst": "Is er jeugdhulp?", "soort": "ja_nee", "nodig": "ja", "wanneer": ""}


@pytest.fixture
def beheer(inloggen, beheerder, swv):
    return inloggen(beheerder)


def toevoegen(beheer, voor="alle", **velden):
    antwoord = beheer.post(pad("vraag_nieuw", voor), VRAAG | velden)
    assert antwoord.status_code == 302, antwoord.content.decode()
    return Vraag.objects.order_by("-pk")[0]


def publiceren(beheer, soort="alle"):
    url = pad("vragenlijst_publiceren", soort)
    return beheer.post(url, {"gezien": beheer.get(url).context["wijzigingen"]})


def concept():
    return Vragenlijst.objects.get(gepubliceerd_op=None)


def test_a_question_is_written_in_a_draft_and_holds_from_publishing(beheer, swv):
    toevoegen(beheer)
    assert Vragenlijst.objects.get().gepubliceerd_op is None
    assert "Nog niet gepubliceerd" in beheer.get(reverse("loket:vragen")).content.decode()
    assert publiceren(beheer).url == pad("vragenlijst", "alle")
    lijst = Vragenlijst.objects.get()
    assert lijst.gepubliceerd_op is not None
    assert lijst.wijzigingen == "Nieuw: ‘Is er jeugdhulp?’."
    assert lijst.versie == 1


def test_changing_after_publishing_makes_the_next_version_and_says_what_changed(beheer, swv):
    hulp = toevoegen(beheer)
    toevoegen(beheer, tekst="Welke?", soort="tekst", wanneer=f"{hulp.sleutel}:ja")
    publiceren(beheer)
    beheer.post(pad("vraag_wijzigen", "alle", hulp.sleutel), VRAAG | {"nodig": "nee"})
    assert Vragenlijst.objects.count() == 2
    kopie = concept().vragen.get(tekst="Welke?")
    assert kopie.toon_bij.vragenlijst == concept()
    pagina = beheer.get(pad("vragenlijst_publiceren", "alle")).content.decode()
    assert "Anders: ‘Is er jeugdhulp?’ (niet meer verplicht)." in pagina
    publiceren(beheer)
    assert [lijst.versie for lijst in Vragenlijst.objects.order_by("versie")] == [1, 2]
    assert Vraag.objects.get(vragenlijst__versie=1, tekst="Is er jeugdhulp?").nodig


def test_old_versions_stay_readable(beheer, swv):
    vraag = toevoegen(beheer)
    publiceren(beheer)
    beheer.post(pad("vraag_verwijderen", "alle", vraag.sleutel))
    toevoegen(beheer, tekst="Iets anders?")
    publiceren(beheer)
    assert "Is er jeugdhulp?" in beheer.get(pad("vragenlijst_voorbeeld", "alle", 1)).content.decode()
    assert "Is er jeugdhulp?" not in beheer.get(pad("vragenlijst_voorbeeld", "alle", 2)).content.decode()


def test_a_question_moves_up_and_down_within_its_section(beheer, swv):
    for tekst in ("Een?", "Twee?", "Drie?"):
        toevoegen(beheer, tekst=tekst)
    ander = toevoegen(beheer, tekst="Elders?", onderdeel="gedaan")
    drie = Vraag.objects.get(tekst="Drie?").sleutel
    beheer.post(pad("vraag_verplaatsen", "alle", drie), {"richting": "omhoog"})
    assert [een.tekst for een in concept().regels()] == ["Een?", "Drie?", "Twee?", "Elders?"]
    for _ in range(3):
        beheer.post(pad("vraag_verplaatsen", "alle", drie), {"richting": "omlaag"})
    assert [een.tekst for een in concept().regels()] == ["Een?", "Twee?", "Drie?", "Elders?"]
    beheer.post(pad("vraag_verplaatsen", "alle", ander.sleutel), {"richting": "omhoog"})
    assert concept().regels()[-1].tekst == "Elders?"


def test_a_condition_on_a_later_question_stops_publishing_and_says_what_to_do(beheer, swv):
    hulp = toevoegen(beheer)
    welke = toevoegen(beheer, tekst="Welke?", soort="tekst", wanneer=f"{hulp.sleutel}:ja")
    beheer.post(pad("vraag_verplaatsen", "alle", welke.sleutel), {"richting": "omhoog"})
    assert "zet haar hoger" in beheer.get(pad("vragenlijst", "alle")).content.decode()
    assert "zet haar hoger" in beheer.get(pad("vragenlijst_publiceren", "alle")).content.decode()
    publiceren(beheer)
    assert concept().gepubliceerd_op is None


def test_only_questions_above_can_be_hung_on(beheer, swv):
    een = toevoegen(beheer)
    toevoegen(beheer, tekst="Later?")
    keuzes = beheer.get(pad("vraag_wijzigen", "alle", een.sleutel)).context["form"].fields["wanneer"].choices
    assert list(keuzes) == [("", "Altijd")]


@pytest.mark.parametrize("keuzes", ["", "een", "een\nEen", "a|b\nc", "a=b\nc", "x" * 101 + "\ny"])
def test_a_choice_that_cannot_work_is_refused_with_what_to_do(beheer, swv, keuzes):
    antwoord = beheer.post(pad("vraag_nieuw", "alle"), VRAAG | {"soort": "keuze", "keuzes": keuzes})
    assert antwoord.status_code == 200
    assert antwoord.context["form"].errors["keuzes"]
    assert not Vraag.objects.exists()


def test_a_question_that_another_hangs_on_cannot_be_removed(beheer, swv):
    hulp = toevoegen(beheer)
    toevoegen(beheer, tekst="Welke?", soort="tekst", wanneer=f"{hulp.sleutel}:ja")
    antwoord = beheer.post(pad("vraag_verwijderen", "alle", hulp.sleutel), follow=True)
    assert "hangt af van deze vraag" in antwoord.content.decode()
    assert Vraag.objects.count() == 2


def test_a_draft_can_be_thrown_away(beheer, swv):
    toevoegen(beheer)
    publiceren(beheer)
    toevoegen(beheer, tekst="Toch niet?")
    beheer.post(pad("concept_weggooien", "alle"))
    assert [lijst.versie for lijst in Vragenlijst.objects.all()] == [1]


def test_what_was_not_shown_is_not_published(beheerder, swv):
    op = timezone.now()
    velden = {"onderdeel": "school", "tekst": "Een?", "soort": "tekst"}
    acties.vraag_toevoegen(swv, "", door=beheerder, op=op, **velden)
    with pytest.raises(NietMogelijk, match="intussen gewijzigd"):
        acties.vragenlijst_publiceren(swv, "", door=beheerder, op=op, gezien=["Nieuw: ‘Iets?’."])


def test_nothing_changed_is_nothing_to_publish(beheer, swv, beheerder):
    vraag = toevoegen(beheer)
    publiceren(beheer)
    beheer.post(pad("vraag_wijzigen", "alle", vraag.sleutel), VRAAG)
    with pytest.raises(NietMogelijk, match="niets gewijzigd"):
        acties.vragenlijst_publiceren(swv, "", door=beheerder, op=timezone.now(), gezien=[])


@pytest.mark.parametrize("wie", ["ib", "directeur", "loketmedewerker", "beslisser", "deskundige_een"])
def test_only_the_beheerder_comes_here(inloggen, request, swv, wie):
    vragenlijst({"tekst": "Een?"})
    client = inloggen(request.getfixturevalue(wie))
    gebruiker = request.getfixturevalue(wie)
    for naam, delen in (
        ("vragenlijst", ("alle",)),
        ("vraag_nieuw", ("alle",)),
        ("vraag_wijzigen", ("alle", "s1")),
        ("vragenlijst_publiceren", ("alle",)),
        ("vragenlijst_voorbeeld", ("alle", 1)),
    ):
        assert client.get(pad(naam, *delen)).status_code == 404
    for naam, delen in (("vraag_verplaatsen", ("alle", "s1")), ("vraag_verwijderen", ("alle", "s1"))):
        assert client.post(pad(naam, *delen)).status_code == 404
    with pytest.raises(NietMogelijk):
        acties.vraag_verwijderen(swv, "", "s1", door=gebruiker, op=timezone.now())


def test_a_kind_or_swv_that_is_not_ours_does_not_exist(beheer, swv):
    assert beheer.get(pad("vragenlijst", "vso")).status_code == 404
    assert beheer.get(reverse("loket:vragenlijst", args=["vo9999", "alle"])).status_code == 404
    assert beheer.get(pad("vraag_wijzigen", "alle", "weg")).status_code == 404


def test_the_text_of_a_question_is_plain_text_in_beheer(beheer, swv):
    eng = "<script>x</script> {{ 7 }}"
    toevoegen(beheer, tekst=eng, uitleg=eng, soort="keuze", keuzes=f"{eng}\nb")
    for url in (
        pad("vragenlijst", "alle"),
        pad("vragenlijst_publiceren", "alle"),
        pad("vragenlijst_voorbeeld", "alle", 1),
    ):
        pagina = beheer.get(url).content.decode()
        assert "<script>x" not in pagina
        assert "{{ 7 }}" in pagina


def test_a_kind_offers_only_the_sections_it_has(beheer, swv):
    swv.instellingen.update(soorten={"CONSULT": {"aan": True}})
    pagina = beheer.get(pad("vraag_nieuw", "consult"))
    keuzes = [slug for slug, _ in pagina.context["form"].fields["onderdeel"].choices]
    assert "toetsen" not in keuzes
    assert "toetsen" in [
        slug for slug, _ in beheer.get(pad("vraag_nieuw", "alle")).context["form"].fields["onderdeel"].choices
    ]
