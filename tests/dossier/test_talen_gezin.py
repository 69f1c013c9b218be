"""What a family does in its own pages, in its own language: no Dutch but what people wrote in it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from kern.bestanden.actions import ontvangen
from kern.bestanden.controle import BestandFout
from loket.actions.gezinsvraag import vraag_beantwoorden
from loket.actions.zienswijze_geven import concept_bewaren, zienswijze_geven
from loket.forms.stem import OP_HET_SCHERM
from loket.models import Handelingsdeel, Inzagepakket, Privacyverzoek, Status, Zienswijze
from loket.rules.stem import ZINNEN
from tests.bezwaren import besluit_bij
from tests.dossier.test_talen import DUTCH, hoofd_zonder_dutch
from tests.factories import aanvraag_in, handelingsdeel_van, helper_bij, ronde_verzonden, toestemming_voor
from tests.stukken import foto

pytestmark = pytest.mark.django_db


@pytest.fixture
def zaak(school, ib, leerling, ouder):
    zaak = aanvraag_in(Status.ZIENSWIJZE_LOOPT, school=school, ib=ib, leerling=leerling)
    ronde_verzonden(zaak.zienswijzeronden.get())
    ouder.betrokkenen.update(taal="ar")
    return zaak


def zonder_dutch(client, *paden):
    """Every page as it is opened, and as it comes back when nothing was filled in."""
    for pad in paden:
        gelezen, terug = client.get(pad), client.post(pad, {"actie": "zeggen"})
        assert gelezen.status_code == 200, pad
        for pagina in (gelezen, terug) if terug.status_code == 200 else (gelezen,):
            assert '<html lang="ar"' in pagina.text, pad
            assert not DUTCH.findall(hoofd_zonder_dutch(pagina.text)), pad


def test_the_agreements_about_help_speak_the_language_of_the_reader(inloggen, ouder, zaak):
    client, rij = inloggen(ouder), handelingsdeel_van(zaak.leerling, school=zaak.school, aanvraag=zaak)
    pad = reverse("dossier:handelingsdeel", args=[rij.public_id])
    zonder_dutch(client, pad)
    client.post(pad, {"actie": "zeggen", "soort": "akkoord"})
    client.post(pad, {"actie": "terug"})
    zonder_dutch(client, pad)
    Handelingsdeel.objects.update(einde="klaar", einde_op=timezone.now(), einde_door=rij.voorgelegd_door)
    zonder_dutch(client, pad)


def test_consent_and_who_looks_along_speak_the_language_of_the_reader(inloggen, ouder, zaak, ib):
    client, kind = inloggen(ouder), zaak.leerling
    toestemming_voor(kind, door=ib, school=zaak.school)
    vraag, helper = toestemming_voor(kind, door=ib), helper_bij(zaak, gever=ouder)
    lijst = reverse("dossier:toestemmingen", args=[kind.public_id])
    een, stop = (
        reverse(f"dossier:{naam}", args=[kind.public_id, vraag.public_id])
        for naam in ("toestemming", "toestemming_stoppen")
    )
    helpers = [reverse(f"dossier:{naam}", args=[zaak.public_id]) for naam in ("helpers", "helper_nieuw")]
    zonder_dutch(client, lijst, een, *helpers, reverse("dossier:helper_stoppen", args=[helper.public_id]))
    client.post(een, {"antwoord": "ja"})
    zonder_dutch(client, stop, lijst, een, helpers[0])


def test_questions_and_the_choice_of_mail_speak_the_language(inloggen, ouder, zaak, loketmedewerker):
    client, pad = inloggen(ouder), reverse("dossier:vraag", args=[zaak.public_id])
    zonder_dutch(client, pad, reverse("dossier:mailkeuze"))
    zonder_dutch(client, pad, reverse("dossier:niet_naar_school", args=[zaak.leerling.public_id]))
    client.post(pad, {"tekst": "متى؟"})
    vraag = zaak.gezinsvragen.get()
    vraag_beantwoorden(vraag, door=loketmedewerker, op=timezone.now(), tekst="Wij bellen u over een week.")
    zonder_dutch(client, pad)
    for velden in ({"hoe_vaak": "uur"}, {"hoe_vaak": "geen"}):
        gezegd = client.post(reverse("dossier:mailkeuze"), velden, follow=True)
        assert not DUTCH.findall(hoofd_zonder_dutch(gezegd.text))
    aanvraag_in(Status.CONCEPT, school=zaak.school, leerling=zaak.leerling, ib=zaak.aangemaakt_door, soort="SBO")
    zonder_dutch(client, reverse("dossier:vraag_school", args=[zaak.leerling.public_id]))


def test_what_is_asked_about_data_speaks_the_language_of_the_reader(inloggen, ouder, zaak, loketmedewerker):
    client, nu = inloggen(ouder), timezone.now()
    pad = reverse("dossier:gegevens", args=[zaak.public_id])
    vraag = reverse("dossier:gegevens_vragen", args=[zaak.public_id, "inzage"])
    antwoord = client.post(vraag, {"reden": ""}, follow=True)
    assert not DUTCH.findall(hoofd_zonder_dutch(antwoord.text))
    mijn = Privacyverzoek.objects.filter(gevraagd_door=ouder)
    gegeven = {"gegeven_op": timezone.localdate(), "derden_bekeken": True}
    mijn.update(beantwoord_op=nu, beantwoord_door=loketmedewerker, antwoord="Hier.", uitkomst="ja", **gegeven)
    door = {"gevraagd_door": loketmedewerker, "vrijgegeven_door": loketmedewerker}
    op = {"gevraagd_op": nu, "verzameld_op": nu, "vrijgegeven_op": nu, "tot": timezone.localdate() + timedelta(days=9)}
    pakket = Inzagepakket.objects.create(verzoek=mijn.get(), **door, **op)
    zonder_dutch(client, pad, reverse("dossier:kopie", args=[pakket.verzoek.public_id]))


def test_how_it_went_is_asked_in_the_language_of_the_reader(inloggen, ouder, school, ib, leerling):
    zaak = aanvraag_in(Status.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)
    besluit_bij(zaak, verzonden=timezone.localdate() - timedelta(days=20))
    ouder.betrokkenen.update(taal="ar")
    client, pad = inloggen(ouder), reverse("dossier:terugblik", args=[zaak.public_id])
    zonder_dutch(client, pad)
    assert not DUTCH.findall(hoofd_zonder_dutch(client.post(pad, {"gezicht": "4"}, follow=True).text))


def test_the_own_view_is_read_back_in_the_language_of_the_reader(inloggen, ouder, zaak):
    rij = Zienswijze.objects.get(betrokkene__gebruiker=ouder)
    concept_bewaren(rij, door=ouder, op=timezone.now(), versie=0, eens="deels", tekst="سنة", vertrouwelijk="سر بيننا")
    zienswijze_geven(rij, door=ouder, op=timezone.now(), versie=1)
    tekst = inloggen(ouder).get(reverse("dossier:mening", args=[zaak.public_id])).text
    assert not DUTCH.findall(hoofd_zonder_dutch(tekst))
    with translation.override("ar"):
        for zin in ("Ik ben het een beetje eens", "Wij lezen ook wat u alleen voor ons schreef."):
            assert translation.gettext(zin) in tekst, zin
    assert "سر بيننا" not in tekst


def test_the_sentences_to_choose_from_are_those_that_are_kept():
    assert {sleutel: str(zin) for sleutel, zin in OP_HET_SCHERM.items()} == ZINNEN


def test_the_voice_of_the_pupil_is_told_in_the_language_of_who_tells_it(inloggen, ouder, zaak):
    client, pad = inloggen(ouder), reverse("dossier:stem", args=[zaak.public_id])
    zonder_dutch(client, pad, f"{pad}?hoe=samen", f"{pad}?hoe=niet")
    for velden in ({"actie": "vertellen"}, {"actie": "niet"}, {"actie": "zorg"}):
        assert not DUTCH.findall(hoofd_zonder_dutch(client.post(pad, velden).text))
    jong = {"gevoel": "blij", "zinnen": ["fijn", "druk"], "lezer": "iedereen", "samenvatting": "جيد"}
    client.post(pad, {"actie": "vertellen", "samen_met": "Anna", "samen_rol": "tante"} | jong)
    assert zaak.stemmen.get().origineel.zinnen == "Ik vind mijn school fijn.\nIk vind de klas te druk.", "what is kept"
    zonder_dutch(client, pad)


def test_a_pupil_alone_has_the_language_of_the_page_before_it_and_may_choose_another(inloggen, ouder, zaak):
    zaak.leerling.geboortedatum = timezone.localdate() - timedelta(days=13 * 366)
    zaak.leerling.save()
    client = inloggen(ouder)
    client.post(reverse("dossier:stem", args=[zaak.public_id]), {"actie": "zelf"})
    zonder_dutch(client, pad := reverse("loket:stem_zelf"))
    assert client.post(pad, {"taal": "pl", "tekst": "", "lezer": ""}).status_code == 302, "nothing to take along"
    getypt = {"tekst": "Merhaba allemaal", "lezer": "beslist", "tekeningen": SimpleUploadedFile("t.jpg", foto())}
    anders = client.post(pad, {"taal": "tr"} | getypt).text
    assert '<html lang="tr"' in anders
    assert "Merhaba allemaal" in anders
    assert re.search(r'value="beslist"[^>]* checked', anders)
    assert re.search(r'name="bij" value="[^"]+"', anders), "and the drawing"
    assert "aria-invalid" not in anders
    assert "aria-invalid" not in client.post(pad, {"taal": "tr", "tekst": "Merhaba"}).text, "nothing is asked of it yet"
    assert not zaak.stemmen.exists()
    klaar = client.post(pad, {"tekst": "Merhaba", "lezer": "iedereen"}, follow=True).text
    assert '<html lang="tr"' in klaar
    assert not DUTCH.findall(hoofd_zonder_dutch(klaar))
    assert '<html lang="nl"' in client.get(reverse("loket:meekijken")).text, "the next who uses this device"


def test_who_chose_a_language_on_the_way_in_logs_in_with_it_and_mails_stay_dutch(client, ouder, loketmedewerker):
    mail.outbox.clear()
    client.post(reverse("loket:meekijken_taal"), {"taal": "ar"})
    namen = ("account_login", "account_reset_password", "account_reset_password_done")
    zonder_dutch(client, *(reverse(naam) for naam in namen))
    client.post(reverse("account_reset_password"), {"email": ouder.email})
    assert mail.outbox[0].subject == "Over uw account"
    client.force_login(loketmedewerker)
    assert '<html lang="nl"' in client.get(reverse("account_logout")).text, "who works here"


def test_how_to_log_in_is_changed_in_the_language_of_the_reader(inloggen, ouder, zaak):
    ouder.set_password("een heel lang wachtwoord 7")
    ouder.save()
    client = inloggen(ouder)
    namen = ("mfa_index", "account_change_password", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn")
    zonder_dutch(client, *(reverse(naam) for naam in namen))
    pagina = client.get(reverse("usersessions_list")).text
    assert '<html lang="ar"' in pagina
    assert not DUTCH.findall(hoofd_zonder_dutch(pagina))
    voet = pagina[pagina.index("<footer") :]
    assert 'href="/talen/ar/privacy/"' in voet, "which is there in Arabic too"
    assert voet.count("<li>") - 1 == voet.count("(بالهولندية)") > 0, "who goes there reads Dutch, and knows it before"


def test_the_own_account_and_the_end_of_a_dossier_speak_the_language_of_the_reader(inloggen, ouder, zaak):
    client = inloggen(ouder)
    zonder_dutch(client, reverse("loket:eigen_email"), reverse("gebruikers:weer_ingelogd"))
    assert '<html lang="ar"' in client.get(reverse("account_logout")).text
    ouder.lidmaatschappen.update(tot=timezone.localdate() - timedelta(days=1))
    zonder_dutch(inloggen(type(ouder).objects.get(pk=ouder.pk)), reverse("gebruikers:geen_dossier"))


def test_a_page_that_says_what_went_wrong_speaks_the_language_of_the_page_before_it_or_is_dutch(inloggen, ouder, zaak):
    client, streng, uitgelogd = inloggen(ouder), Client(enforce_csrf_checks=True), Client()
    streng.force_login(ouder)
    assert '<html lang="nl"' in client.get("/dossier/bestaat-niet/alles/").text
    pad, hier = reverse("dossier:vraag", args=[zaak.public_id]), {"Origin": "https://testserver"}
    veld = '<input type="hidden" name="paginataal" value="ar">'
    assert veld in client.get(pad).text
    getypt = {"tekst": "متى القرار؟"}
    for wie, koppen in ((uitgelogd, hier), (streng, hier), (streng, {})):
        antwoord = wie.post(pad, getypt, headers=koppen)
        assert antwoord.status_code in (401, 403)
        assert '<html lang="nl"' in antwoord.text, "a form that does not say it"
        arabisch = wie.post(pad, getypt | {"paginataal": "ar"}, headers=koppen).text
        assert '<html lang="ar" dir="rtl"' in arabisch
        assert not DUTCH.findall(hoofd_zonder_dutch(arabisch))
        assert arabisch.count(veld) <= arabisch.count("csrfmiddlewaretoken")
        assert ("متى القرار؟" in arabisch) == bool(koppen)
    assert '<html lang="nl"' in uitgelogd.post(pad, getypt | {"paginataal": "xx"}, headers=hier).text


@pytest.mark.parametrize(
    ("data", "zin"),
    [(b"geen van onze soorten", "لا يمكن استخدامه"), (b"%PDF-1.7 kapot", "لا يمكن فتحه"), (b"", "فارغ")],
    ids=["another kind", "broken, said by the process that looked", "empty"],
)
def test_why_a_file_cannot_come_in_is_said_in_the_language_of_the_page(data, zin):
    with translation.override("ar"), pytest.raises(BestandFout, match=zin) as fout:
        ontvangen(SimpleUploadedFile("brief.pdf", data), op=timezone.now())
    assert "الملف ‘brief.pdf’" in str(fout.value)
