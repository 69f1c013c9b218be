"""The reasons of a pro forma bezwaar, sent in the portal: in time, after the last day, twice, and by another."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from loket.actions.bezwaar import redenen, toetsen
from loket.actions.bezwaar.redenen import redenvraag
from loket.models import Bezwaar, Bezwaarbericht, Bezwaargebeurtenis, Bezwaarstatus, Bezwaarstuk, Bezwaarzaak
from tests.bezwaren import besluit_bij, bezwaar_bij
from tests.factories import aanvraag_in
from tests.stukken import pdf

B = Bezwaarstatus
REDENEN = "Mijn kind is bang en leert niets meer."


def nu():
    return timezone.now()


def vandaag():
    return timezone.localdate()


def over(dagen):
    return nu() + timedelta(days=dagen)


@pytest.fixture
def besluit(ib, school, leerling, ouder, andere_ouder):
    return besluit_bij(aanvraag_in("besluit_voorbereiden", school=school, ib=ib, leerling=leerling))


@pytest.fixture
def bezwaar(besluit, ouder, bezwaarbehandelaar):
    """Of the parent, without reasons, taken up."""
    bezwaar = bezwaar_bij(besluit, van="ouder", ouder=ouder.betrokkenen.get(), gronden="")
    toetsen.bezwaar_nemen(bezwaar.zaak, door=bezwaarbehandelaar, op=nu())
    return bezwaar


@pytest.fixture
def gevraagd(bezwaar, bezwaarbehandelaar):
    """Asked today for the reasons, with two weeks for it."""
    vragen(bezwaar, bezwaarbehandelaar)
    return bezwaar


def vragen(bezwaar, door, op=None):
    wat = {"bezwaar": bezwaar.public_id, "dagen": 14, "vraag": "Waarom bent u het niet eens?"}
    return toetsen.herstel_vragen(bezwaar.zaak, door=door, op=op or nu(), **wat)


def sturen(bezwaar, door, tekst=REDENEN, op=None, **meer):
    return redenen.redenen_sturen(
        bezwaar.zaak, door=door, op=op or nu(), bezwaar=bezwaar.public_id, redenen=tekst, **meer
    )


def pagina(bezwaar):
    return reverse("dossier:bezwaar", args=[bezwaar.zaak.besluit.aanvraag.public_id])


def tekst(antwoord):
    assert antwoord.status_code == 200, antwoord.status_code
    return antwoord.content.decode()


def vers(bezwaar):
    return Bezwaar.objects.select_related("zaak").get(pk=bezwaar.pk)


def gebeurd(*soorten):
    return list(Bezwaargebeurtenis.objects.filter(soort__in=soorten).values_list("soort", "dag"))


@pytest.mark.parametrize("dagen", [0, 5, 14])
def test_up_to_the_last_day_the_reasons_come_in_on_the_day_itself_and_the_clock_runs_again(gevraagd, ouder, dagen):
    zaak = sturen(gevraagd, ouder, op=over(dagen))
    assert zaak.status == B.TOETS
    assert vers(gevraagd).gronden == REDENEN
    assert gebeurd("hersteld", "redenen_later") == [("hersteld", vandaag() + timedelta(days=dagen))]
    assert vers(gevraagd).zaak.termijn(vandaag() + timedelta(days=dagen + 1)).stilgezet_sinds is None
    assert not Bezwaarbericht.objects.te_verzenden().filter(soort="herstel").exists()


def test_a_day_later_they_are_kept_as_they_came_and_the_secretary_decides(gevraagd, ouder, bezwaarbehandelaar):
    zaak = sturen(gevraagd, ouder, op=over(15))
    assert (zaak.status, vers(gevraagd).gronden) == (B.VERZUIM_HERSTEL, "")
    assert gebeurd("hersteld", "redenen_later") == [("redenen_later", vandaag() + timedelta(days=15))]
    wat = {"door": bezwaarbehandelaar, "op": over(16), "bezwaar": gevraagd.public_id}
    toetsen.redenen_ontvangen(zaak, **wat, gronden=REDENEN)
    assert (vers(gevraagd).gronden, vers(gevraagd).zaak.status) == (REDENEN, B.TOETS)
    assert redenen.later_gestuurd(vers(gevraagd)) == []


def test_late_reasons_alone_do_not_make_a_bezwaar_complete(gevraagd, ouder, bezwaarbehandelaar):
    sturen(gevraagd, ouder, op=over(15))
    wat = {"door": bezwaarbehandelaar, "op": over(16), "bezwaar": gevraagd.public_id}
    toetsen.herstel_verlopen(gevraagd.zaak, **wat)
    with pytest.raises(NietMogelijk, match=r"6:6"):
        toetsen.bezwaar_toetsen(gevraagd.zaak, **wat, toets="ontvankelijk")
    niet = {"toets": "kennelijk_niet", "toets_reden": "De redenen kwamen te laat."}
    assert toetsen.bezwaar_toetsen(gevraagd.zaak, **wat, **niet).status == B.KENNELIJK_NIET


def test_before_they_are_asked_for_they_can_be_sent_too(bezwaar, ouder):
    assert sturen(bezwaar, ouder).status == B.TOETS
    assert vers(bezwaar).gronden == REDENEN
    assert gebeurd("hersteld", "herstel_gevraagd", "redenen_later") == []


def test_nobody_sends_reasons_for_another(gevraagd, andere_ouder, ib):
    for wie in (andere_ouder, ib):
        with pytest.raises(Http404):
            sturen(gevraagd, wie)
    assert vers(gevraagd).gronden == ""


def test_the_same_twice_is_once_and_something_else_is_refused_with_what_to_do(gevraagd, ouder):
    sturen(gevraagd, ouder)
    with pytest.raises(redenen.AlGestuurd):
        sturen(gevraagd, ouder)
    with pytest.raises(NietMogelijk, match="Bel of schrijf ons"):
        sturen(gevraagd, ouder, "Nog iets.")
    assert vers(gevraagd).gronden == REDENEN
    assert len(gebeurd("hersteld")) == 1


@pytest.mark.parametrize("status", [B.NIET_ONTVANKELIJK, B.BEKENDGEMAAKT])
def test_a_decision_that_was_not_sent_changes_nothing_for_who_objects(gevraagd, ouder, status):
    """afspraak 4: nobody outside learns of it from a form that is gone."""
    Bezwaarzaak.objects.update(status=status)
    vraag = redenvraag(vers(gevraagd), vandaag())
    assert (vraag is not None and vraag.te_laat) == (status == B.NIET_ONTVANKELIJK)


# --- the pages --------------------------------------------------------------------------------------------------


def test_the_parent_reads_until_when_sends_text_and_paper_and_reads_that_they_came(gevraagd, ouder, inloggen):
    client = inloggen(ouder)
    voor = tekst(client.get(pagina(gevraagd)))
    assert "Waarom bent u het niet eens?" in voor
    assert "tot en met <strong>" in voor
    stuk = SimpleUploadedFile("verslag.pdf", pdf(), content_type="application/pdf")
    na = tekst(client.post(pagina(gevraagd), {"redenen": REDENEN, "bestanden": stuk}, follow=True))
    assert "Wij hebben uw redenen ontvangen." in na
    assert "verslag.pdf" in na
    assert "Redenen versturen" not in na
    assert Bezwaarstuk.objects.get().bezwaar == gevraagd
    assert vers(gevraagd).zaak.status == B.TOETS


def test_twice_pressed_on_the_page_is_once_and_reads_as_done(gevraagd, ouder, inloggen):
    client = inloggen(ouder)
    for _ in range(2):
        antwoord = client.post(pagina(gevraagd), {"redenen": REDENEN})
        assert antwoord.status_code == 302
    assert len(gebeurd("hersteld")) == 1


def test_what_cannot_come_in_stays_on_the_page(gevraagd, ouder, inloggen):
    client = inloggen(ouder)
    raar = SimpleUploadedFile("virus.exe", b"MZ", content_type="application/octet-stream")
    assert REDENEN in tekst(client.post(pagina(gevraagd), {"redenen": REDENEN, "bestanden": raar}))
    assert "of stuur een bestand mee" in tekst(client.post(pagina(gevraagd), {"redenen": " "}))
    assert gebeurd("hersteld") == []
    sturen(gevraagd, ouder)
    later = tekst(client.post(pagina(gevraagd), {"redenen": "In het andere venster."}))
    assert "In het andere venster." in later
    assert "Bel of schrijf ons" in later


def test_after_the_last_day_the_words_say_who_decides_and_the_desk_finds_them_filled_in(
    bezwaar, ouder, bezwaarbehandelaar, inloggen
):
    vragen(bezwaar, bezwaarbehandelaar, op=over(-20))
    client = inloggen(ouder)
    assert "beslist dan of ze nog meetellen (artikel 6:6" in tekst(client.get(pagina(bezwaar)))
    for _ in range(2):
        client.post(pagina(bezwaar), {"redenen": REDENEN})
    assert gebeurd("redenen_later") == [("redenen_later", vandaag())]
    assert "Redenen gestuurd na de laatste dag" in tekst(client.get(pagina(bezwaar)))
    loket = inloggen(bezwaarbehandelaar)
    zaak = tekst(loket.get(reverse("loket:bezwaar", args=[bezwaar.zaak.public_id])))
    assert "beslist of ze meetellen (Awb 6:6)" in zaak
    assert "Redenen kwamen later" in zaak
    stap = tekst(loket.get(reverse("loket:bezwaarstap", args=[bezwaar.zaak.public_id, "hersteld"])))
    assert REDENEN in stap


def test_a_school_sends_its_reasons_on_its_own_page(besluit, ib, bezwaarbehandelaar, inloggen):
    bezwaar = bezwaar_bij(besluit, gronden="")
    toetsen.bezwaar_nemen(bezwaar.zaak, door=bezwaarbehandelaar, op=nu())
    vragen(bezwaar, bezwaarbehandelaar)
    adres = reverse("loket:bezwaar_maken", args=[besluit.bekendmakingen.get(aan="school").public_id])
    client = inloggen(ib)
    assert "Waarom is de school het niet eens met het besluit?" in tekst(client.get(adres))
    assert "Wij hebben de redenen ontvangen." in tekst(client.post(adres, {"redenen": REDENEN}, follow=True))
    assert vers(bezwaar).gronden == REDENEN
