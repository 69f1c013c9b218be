"""The page in plain words: who reads it, in which language, and from when it no longer says that nobody checked it."""

import dataclasses
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from loket.actions.bekendmaken import bekendmaken, klaarzetten
from loket.actions.besluit import besluiten
from loket.actions.vertaling import nagekeken, vertaling_nakijken
from loket.models import Bekendmaking, Status, Vertaalcontrole
from loket.uitleg import po, vertaling
from loket.uitleg.vertaling import teksten, versie
from scholen.actions.taal import taal_kiezen, taal_van
from scholen.models import Leerling
from tests.dossier.test_talen import DUTCH, hoofd_zonder_dutch
from tests.factories import aanvraag_in, beslissing, gebruiker_met, pdfs_klaar

S = Status
NIET_NAGEKEKEN = "ترجمة لم تتم مراجعتها بعد."


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, andere_ouder):
    return aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)


@pytest.fixture
def verstuurd(aanvraag, beslisser, loketmedewerker):
    besluiten(aanvraag, door=beslisser, op=timezone.now(), **beslissing(aanvraag))
    klaarzetten(aanvraag, door=loketmedewerker, op=timezone.now(), verzenddatum=timezone.localdate())
    pdfs_klaar()
    bekendmaken(aanvraag, door=loketmedewerker, op=timezone.now())
    return aanvraag


def brief_van(wie):
    return Bekendmaking.objects.get(betrokkene__gebruiker=wie)


def adres(rij):
    return reverse("loket:uitleg", args=[rij.public_id])


def tekst(client, rij, **vraag):
    antwoord = client.get(adres(rij), vraag)
    assert antwoord.status_code == 200
    return antwoord.content.decode()


# --- reading -------------------------------------------------------------------------------------------------------


def test_a_parent_reads_the_own_letter_in_plain_words(verstuurd, inloggen, ouder):
    rij = brief_van(ouder)
    html = tekst(inloggen(ouder), rij)
    assert 'lang="nl" dir="ltr"' in html
    assert "Wat hebben wij besloten?" in html
    assert f"De laatste dag is <bdi>{vertaling.datum_in('nl', rij.bezwaar_tot)}</bdi>." in html
    assert "Vertaling, nog niet" not in html
    assert Logregel.objects.filter(actie="uitleg_gelezen", wie=ouder.public_id).exists()


def test_the_letter_and_the_dossier_lead_to_it(verstuurd, inloggen, ouder):
    client = inloggen(ouder)
    for pad in (
        reverse("loket:brief", args=[brief_van(ouder).public_id]),
        reverse("dossier:dossier", args=[verstuurd.public_id]),
    ):
        html = client.get(pad).content.decode()
        assert "Lees in gewone taal" in html
        assert adres(brief_van(ouder)) in html
    assert "Українська" in html


def test_the_chosen_language_is_kept_and_used_the_next_time(verstuurd, inloggen, ouder):
    rij, client = brief_van(ouder), inloggen(ouder)
    assert client.post(adres(rij), {"taal": "ar"}).status_code == 302
    html = tekst(client, rij)
    assert '<div class="swv-uitleg" lang="ar" dir="rtl">' in html
    assert '<html lang="ar" dir="rtl"' in html
    assert not DUTCH.findall(hoofd_zonder_dutch(html)), "all around it too"
    assert '<html lang="ar"' in client.get(reverse("dossier:dossier", args=[verstuurd.public_id])).text
    assert NIET_NAGEKEKEN in html
    assert "Dit is een vertaling. De Nederlandse brief geldt." in html
    assert 'value="ar" lang="ar" dir="rtl" aria-current="true"' in html
    letter = client.get(reverse("loket:brief", args=[rij.public_id])).content.decode()
    assert 'Lees in gewone taal · <span lang="ar" dir="rtl">الرسالة بلغة بسيطة</span>' in letter
    assert ouder.betrokkenen.get().taal == "ar"
    assert taal_van(ouder) == "ar"
    assert Logregel.objects.get(actie="taal_kiezen").bijzonderheden["taal"] == "ar"
    client.post(adres(rij), {"taal": "ar"})
    assert Logregel.objects.filter(actie="taal_kiezen").count() == 1


@pytest.mark.parametrize("taal", ["", "xx", "nl'"])
def test_a_language_that_we_do_not_have_is_not_kept(verstuurd, inloggen, ouder, taal):
    assert inloggen(ouder).post(adres(brief_van(ouder)), {"taal": taal}).status_code == 404
    assert ouder.betrokkenen.get().taal == "nl"


def test_the_other_parent_and_the_school_do_not_reach_it(verstuurd, inloggen, ouder, andere_ouder, ib):
    rij, ander = brief_van(ouder), brief_van(andere_ouder)
    school = Bekendmaking.objects.get(aan="school")
    assert inloggen(andere_ouder).get(adres(rij)).status_code == 404
    assert inloggen(andere_ouder).post(adres(rij), {"taal": "ar"}).status_code == 404
    assert inloggen(ouder).get(adres(ander)).status_code == 404
    assert inloggen(ib).get(adres(rij)).status_code == 404
    assert inloggen(ib).get(adres(school)).status_code == 404  # a letter to a school is not explained


def test_before_the_day_of_sending_only_staff_looks(aanvraag, beslisser, loketmedewerker, inloggen, ouder):
    besluiten(aanvraag, door=beslisser, op=timezone.now(), **beslissing(aanvraag))
    rij = brief_van(ouder)
    assert inloggen(ouder).get(adres(rij)).status_code == 404
    html = tekst(inloggen(loketmedewerker), rij, taal="en")
    assert "The last day is (not known yet)." in html
    morgen = timezone.localdate() + timedelta(days=1)
    klaarzetten(aanvraag, door=loketmedewerker, op=timezone.now(), verzenddatum=morgen)
    assert inloggen(ouder).get(adres(rij)).status_code == 404


def test_staff_looks_in_every_language_and_chooses_for_nobody(verstuurd, inloggen, loketmedewerker, ouder):
    rij, client = brief_van(ouder), inloggen(loketmedewerker)
    html = tekst(client, rij, taal="uk")
    assert 'lang="uk" dir="ltr"' in html
    assert '<html lang="nl"' in html
    assert "<title>De brief in gewone taal" in html
    assert client.get(adres(rij), {"taal": "xx"}).status_code == 404
    assert client.post(adres(rij), {"taal": "ar"}).status_code == 404
    with pytest.raises(NietMogelijk):
        taal_kiezen(door=loketmedewerker, op=timezone.now(), taal="ar")
    assert ouder.betrokkenen.get().taal == "nl"


def test_it_says_what_was_frozen_and_not_what_the_rows_say_now(verstuurd, inloggen, ouder):
    rij, client = brief_van(ouder), inloggen(ouder)
    voor = tekst(client, rij)
    Leerling.objects.filter(pk=verstuurd.leerling_id).update(roepnaam="Iemandanders")
    verstuurd.school.naam = "Een andere school"
    verstuurd.school.save()
    na = tekst(client, rij)
    assert "Iemandanders" not in na
    assert "Een andere school" not in na
    assert voor.split("<h1>")[1].split("</dl>")[0] == na.split("<h1>")[1].split("</dl>")[0]


def test_a_parent_who_may_not_know_the_school_does_not_read_it(aanvraag, beslisser, loketmedewerker, inloggen, ouder):
    Leerling.objects.filter(pk=aanvraag.leerling_id).update(afscherming="verblijfplaats")
    aanvraag.leerling.refresh_from_db()
    besluiten(aanvraag, door=beslisser, op=timezone.now(), **beslissing(aanvraag))
    dag = timezone.localdate()
    klaarzetten(aanvraag, door=loketmedewerker, op=timezone.now(), verzenddatum=dag, nagekeken=True)
    pdfs_klaar()
    bekendmaken(aanvraag, door=loketmedewerker, op=timezone.now())
    client = inloggen(ouder)
    for taal in ("nl", "ar"):
        client.post(adres(brief_van(ouder)), {"taal": taal})
        assert aanvraag.school.naam not in tekst(client, brief_van(ouder))


# --- signing off ---------------------------------------------------------------------------------------------------


def nakijken(door, taal="ar", **anders):
    velden = {"spreker": "Layla Vertaler", "nagekeken_op": timezone.localdate()} | anders
    velden.setdefault("versie", versie(taal) if taal != "nl" else "x")
    return vertaling_nakijken(door=door, op=timezone.now(), taal=taal, **velden)


def test_after_a_speaker_signed_off_the_page_no_longer_warns(verstuurd, inloggen, ouder):
    client, rij = inloggen(ouder), brief_van(ouder)
    client.post(adres(rij), {"taal": "ar"})
    assert NIET_NAGEKEKEN in tekst(client, rij)
    nakijken(gebruiker_met(Rol.BEHEERDER))
    html = tekst(client, rij)
    assert NIET_NAGEKEKEN not in html
    assert "Dit is een vertaling. De Nederlandse brief geldt." in html
    assert nagekeken("ar")
    assert not nagekeken("tr")
    assert nagekeken("nl")


def test_a_changed_text_is_not_checked_again(db, monkeypatch):
    nakijken(gebruiker_met(Rol.BEHEERDER))
    anders = dataclasses.replace(teksten("ar")[3], vertaling=("كلام آخر",))
    alle = (*teksten("ar")[:3], anders, *teksten("ar")[4:])
    monkeypatch.setattr(vertaling, "teksten", lambda taal: alle)
    versie.cache_clear()
    try:
        assert not nagekeken("ar")
    finally:
        monkeypatch.undo()
        versie.cache_clear()
    assert nagekeken("ar")


@pytest.mark.parametrize(
    ("anders", "woorden"),
    [
        ({"versie": "0" * 64}, "gewijzigd"),
        ({"spreker": "  "}, "Vul in wie"),
        ({"taal": "nl"}, "Kies een taal"),
        ({"nagekeken_op": timezone.localdate() + timedelta(days=2)}, "toekomst"),
    ],
)
def test_a_sign_off_is_of_somebody_on_a_day_for_these_texts(db, anders, woorden):
    with pytest.raises(NietMogelijk, match=woorden):
        nakijken(gebruiker_met(Rol.BEHEERDER), **anders)
    assert not Vertaalcontrole.objects.exists()


def test_only_beheer_signs_off_and_once(db):
    with pytest.raises(NietMogelijk):
        nakijken(gebruiker_met(Rol.LOKETMEDEWERKER))
    nakijken(gebruiker_met(Rol.BEHEERDER))
    with pytest.raises(NietMogelijk, match="al nagekeken, door Layla"):
        nakijken(gebruiker_met(Rol.BEHEERDER), spreker="Iemand anders")


def test_beheer_reads_each_text_beside_the_dutch_and_signs_off_on_the_page(db, inloggen):
    client = inloggen(gebruiker_met(Rol.BEHEERDER))
    lijst = client.get(reverse("loket:vertalingen")).content.decode()
    assert lijst.count("Nog niet nagekeken") == 5
    pad = reverse("loket:vertaling", args=["pl"])
    bladen = -(-len(teksten("pl")) // 100)
    html = "".join(client.get(pad, {"pagina": blad}).content.decode() for blad in range(1, bladen + 1))
    assert html.count("<tr>") == len(teksten("pl")) + bladen, "every text, on one of the pages"
    assert "Otrzymaliśmy Państwa sprzeciw (bezwaar)." in html
    dag = timezone.localdate()
    velden = {"spreker": "Ewa Tłumacz", "nagekeken_op": dag.isoformat(), "gelezen": "on", "versie": versie("pl")}
    assert "Bevestig dat alle teksten" in client.post(pad, velden | {"gelezen": ""}).content.decode()
    assert "gewijzigd sinds je" in client.post(pad, velden | {"versie": "oud"}).content.decode()
    assert client.post(pad, velden).status_code == 302
    html = client.get(pad).content.decode()
    assert "Nagekeken door Ewa Tłumacz" in html
    assert 'name="spreker"' not in html
    assert client.get(reverse("loket:vertalingen")).content.decode().count("Nog niet nagekeken") == 4
    for geen in ("nl", "xx"):
        assert client.get(reverse("loket:vertaling", args=[geen])).status_code == 404


def test_a_pupil_of_sixteen_chooses_too(db, inloggen, leerling):
    zelf = gebruiker_met(Rol.LEERLING)
    Leerling.objects.filter(pk=leerling.pk).update(gebruiker=zelf)
    taal_kiezen(door=zelf, op=timezone.now(), taal="pl")
    assert taal_van(zelf) == "pl"
    leerling.refresh_from_db()
    assert leerling.taal == "pl"


def test_a_school_records_the_language_of_a_parent_without_an_account(ib, inloggen, leerling, ouder):
    """Paper too: who has no account gets the explanation with the letter."""
    wie = ouder.betrokkenen.get()
    pad = reverse("scholen:betrokkene_wijzigen", args=[leerling.public_id, wie.public_id])
    client = inloggen(ib)
    form = client.get(pad).context["form"]
    velden = {naam: form[naam].value() or "" for naam in form.fields}
    assert velden["taal"] == "nl"
    velden = {naam: waarde for naam, waarde in velden.items() if waarde is not False}
    assert client.post(pad, velden | {"taal": "uk"}).status_code == 302
    wie.refresh_from_db()
    assert wie.taal == "uk"
    assert client.get(pad).context["form"]["taal"].value() == "uk"


def test_a_speaker_reads_words_and_not_the_marks_of_the_program():
    een = po.Tekst("<bdi>%(wie)s</bdi> belt %(dagen)d dag", "%(dagen)d dagen", ('<bdi lang="nl">%(wie)s</bdi> calls',))
    assert een.naast == (("{wie} belt {dagen} dag", "{dagen} dagen"), ("{wie} calls",))
    assert not [tekst for een in teksten("ar") for tekst in sum(een.naast, ()) if re.search(r"%\(|<[a-z/]", tekst)]
