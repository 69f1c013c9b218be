"""A pupil says what it thinks, alone or with somebody; who reads it, and that it hears what was done with it."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from kern.post.models import Bericht
from loket.actions.afscherming import afgeschermd_genoemd
from loket.actions.besluit import bepalen, besluiten
from loket.actions.brief import Beslissing
from loket.actions.stem import (
    SLEUTEL_GELDT,
    Verteld,
    bij_sleutel,
    niet_gehoord,
    samen_bekijken,
    sleutel_maken,
    stem_beantwoorden,
    stem_geven,
    stem_geven_met_sleutel,
)
from loket.actions.zorg import zorg_afhandelen, zorg_melden
from loket.models import Aanvraag, Bekendmaking, Status, Stem, Stembestand, Stemorigineel, Stemsleutel, Veiligheidszorg
from loket.rules.stem import gekozen_zinnen, in_de_brief, is_jong
from tests.dossier.test_dossier import verstuurd
from tests.factories import aanvraag_in, beslissing, gebruiker_met, leerling_op, ouder_van
from tests.leesbaarheid import WOORD, douma, zinnen
from tests.stukken import foto
from tests.test_toegang import ingelogd

pytestmark = pytest.mark.django_db
S = Status
CANARY = "Zeehondenwoord"


def nu(**later):
    return timezone.now() + timedelta(**later)


def jaren(oud):
    return timezone.localdate() - timedelta(days=oud * 366)


@pytest.fixture
def kind(school):
    return leerling_op(school, roepnaam="Noor", geboortedatum=jaren(7))


@pytest.fixture
def tiener(school):
    return leerling_op(school, roepnaam="Sem", geboortedatum=jaren(12))


def met_ouders(leerling):
    ouders = [gebruiker_met(Rol.OUDER), gebruiker_met(Rol.OUDER)]
    for wie in ouders:
        ouder_van(leerling, gebruiker=wie)
    return ouders


def zaak(leerling, school, ib, loketmedewerker, status=S.BESLUIT_VOORBEREIDEN):
    return aanvraag_in(status, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)


def verteld(lezer="iedereen", *, jong=True, **meer):
    samen = {"samen_met": "Mila de Wit", "samen_rol": "juf"}
    if jong:
        velden = {
            "gevoel": "blij",
            "zinnen": gekozen_zinnen(["druk"]),
            "samenvatting": "" if lezer == "beslist" else "Zij vindt het druk.",
        }
    else:
        velden = {"tekst": f"Ik wil blijven. {CANARY}"}
    return Verteld(lezer=lezer, **(samen | velden | meer))


# --- the rules ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("dag", "jong"), [(date(2026, 5, 3), True), (date(2026, 5, 4), False)])
def test_from_the_twelfth_birthday_a_pupil_is_asked_for_its_own_words(dag, jong):
    assert is_jong(date(2014, 5, 4), dag) is jong


def test_a_letter_quotes_only_what_everybody_may_read():
    velden = {"samenvatting": "Kort.", "tekst": "Lang.", "roepnaam": "Noor"}
    assert in_de_brief(open_=False, jong=True, **velden) == ""
    assert in_de_brief(open_=True, jong=True, **velden) == "Kort."
    assert in_de_brief(open_=True, jong=False, **velden) == "Lang."
    assert "tekening" in in_de_brief(open_=True, jong=False, samenvatting="", tekst="", roepnaam="Noor")


# --- below twelve ------------------------------------------------------------------------------------------------


def test_a_child_of_seven_chooses_and_draws_with_its_teacher(inloggen, kind, school, ib, loketmedewerker, beslisser):
    aanvraag = zaak(kind, school, ib, loketmedewerker)
    client, pad = inloggen(ib), reverse("loket:school_stem", args=[aanvraag.public_id])
    keuze = client.get(pad).text
    assert "doet het alleen" not in keuze, "a young child is not left alone with it"
    pagina = client.get(f"{pad}?hoe=samen").text
    assert "Ik vind de klas te druk." in pagina
    assert "lezen een samenvatting" in pagina
    tekening = SimpleUploadedFile("tekening.jpg", foto())
    velden = {"actie": "vertellen", "gevoel": "verdrietig", "zinnen": ["druk", "hulp"], "tekeningen": [tekening]}
    velden |= {"samen_met": "Mila de Wit", "samen_rol": "juf", "lezer": "iedereen"}
    zonder = client.post(pad, velden).text
    assert "Schrijf kort op wat het kind vertelde" in zonder
    assert not Stem.objects.exists()
    velden["tekeningen"] = [SimpleUploadedFile("tekening.jpg", foto())]
    client.post(pad, velden | {"samenvatting": "Noor vindt de klas te druk."})
    stem = Stem.objects.get()
    assert (stem.jong, stem.open, stem.manier) == (True, True, "samen")
    assert stem.origineel.zinnen == "Ik vind de klas te druk.\nIk wil meer hulp bij het leren."
    bestand = Stembestand.objects.get()
    adres = reverse("loket:stembestand", args=[bestand.public_id])
    tab = reverse("loket:behandelen", args=[aanvraag.public_id]) + "?tab=zienswijze"
    beslist = ingelogd(beslisser)
    assert "Ik vind de klas te druk." in beslist.get(tab).text
    assert adres in beslist.get(tab).text
    assert beslist.get(adres).getvalue()
    balie = ingelogd(loketmedewerker)
    assert "Noor vindt de klas te druk." in balie.get(tab).text
    assert "meer hulp bij het leren" not in balie.get(tab).text
    for wie in (loketmedewerker, ib, met_ouders(kind)[0], gebruiker_met(Rol.DESKUNDIGE)):
        assert not Stemorigineel.objects.visible_to(wie).exists()
        assert ingelogd(wie).get(adres).status_code == 404


def test_the_database_wants_a_summary_of_a_young_child(kind, school, ib, loketmedewerker):
    aanvraag = zaak(kind, school, ib, loketmedewerker)
    velden = {"aanvraag": aanvraag, "manier": "zelf", "jong": True, "gegeven_op": nu(), "begonnen_door": ib}
    with pytest.raises(IntegrityError, match="stem_jong_samengevat"), transaction.atomic():
        Stem.objects.create(lezer="iedereen", **velden)
    with pytest.raises(IntegrityError, match="stem_open"), transaction.atomic():
        Stem.objects.create(lezer="beslist", open=True, **velden)


# --- twelve and over ---------------------------------------------------------------------------------------------


def test_a_pupil_alone_gets_one_page_and_the_adult_is_logged_out(inloggen, tiener, school, ib, loketmedewerker):
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    ouder = met_ouders(tiener)[0]
    client = inloggen(ouder)
    begin = client.post(reverse("dossier:stem", args=[aanvraag.public_id]), {"actie": "zelf"})
    assert begin.url == reverse("loket:stem_zelf"), "and no key in the address"
    assert client.get(reverse("dossier:dossier", args=[aanvraag.public_id])).status_code == 302, "logged out"
    pagina = client.get(begin.url).text
    assert "Hoi <bdi>Sem</bdi>." in pagina
    for geheim in (tiener.achternaam, school.naam, aanvraag.kenmerk):
        assert geheim not in pagina
    klaar = client.post(begin.url, {"actie": "vertellen", "tekst": f"Ik wil blijven. {CANARY}", "lezer": "beslist"})
    assert "Dank je wel" in client.get(klaar.url).text
    assert "Deze pagina is dicht" in client.get(begin.url).text
    assert "dicht" in client.post(begin.url, {"tekst": "Nog eens.", "lezer": "iedereen"}).text
    stem = Stem.objects.get()
    assert (stem.manier, stem.begonnen_door, stem.open) == ("zelf", ouder, False)
    ouderpagina = ingelogd(ouder).get(reverse("dossier:stem", args=[aanvraag.public_id])).text
    assert CANARY not in ouderpagina


def test_what_a_pupil_typed_after_its_page_closed_is_given_back_and_kept_nowhere(
    inloggen, tiener, school, ib, loketmedewerker
):
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    client = inloggen(met_ouders(tiener)[0])
    pad = client.post(reverse("dossier:stem", args=[aanvraag.public_id]), {"actie": "zelf"}).url
    Stemsleutel.objects.update(geldig_tot=nu())
    velden = {"actie": "vertellen", "tekst": f"Ik wil blijven. {CANARY}", "lezer": "beslist"}
    tekst = client.post(pad, velden | {"tekeningen": SimpleUploadedFile("t.jpg", foto())}).text
    assert CANARY in tekst
    assert "foto van of schrijf het over" in tekst
    assert "tekening, opname of film is ook niet ontvangen" in tekst
    assert not Stem.objects.exists()
    for daarna in (client.get(pad), client.post(pad, velden | {"actie": "stoppen"})):
        assert CANARY not in daarna.text
        assert "niet bewaard" not in daarna.text


def test_what_was_typed_in_an_own_account_while_we_decided_is_given_back(inloggen, tiener, school, ib, loketmedewerker):
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    Aanvraag.objects.filter(pk=aanvraag.pk).update(status=S.INGETROKKEN, ingetrokken_op=nu())
    client, pad = inloggen(met_ouders(tiener)[0]), reverse("dossier:stem", args=[aanvraag.public_id])
    tekst = client.post(f"{pad}?hoe=samen", {"actie": "vertellen", "tekst": CANARY, "lezer": "beslist"}).text
    assert CANARY in tekst
    assert "Wij hebben het niet ontvangen." in tekst
    assert CANARY not in client.get(pad).text


def test_a_key_works_for_a_while_and_only_for_who_is_old_enough(kind, tiener, school, ib, loketmedewerker):
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    sleutel = sleutel_maken(aanvraag, door=ib, op=nu())
    assert bij_sleutel(sleutel, op=nu()) is not None
    assert bij_sleutel(sleutel, op=nu() + SLEUTEL_GELDT) is None
    assert bij_sleutel("raden", op=nu()) is None
    assert "Deze pagina is dicht" in Client().get(reverse("loket:stem_zelf")).text
    with pytest.raises(NietMogelijk, match="jonger is dan twaalf"):
        sleutel_maken(zaak(kind, school, ib, loketmedewerker), door=ib, op=nu())
    stem_geven_met_sleutel(sleutel, verteld(jong=False), op=nu())
    with pytest.raises(NietMogelijk, match="werkt niet meer"):
        stem_geven_met_sleutel(sleutel, verteld(jong=False), op=nu())


def test_a_pupil_of_sixteen_does_it_in_its_own_account(inloggen, school, ib, loketmedewerker):
    zelf = gebruiker_met(Rol.LEERLING)
    leerling = leerling_op(school, roepnaam="Lot", geboortedatum=jaren(16), gebruiker=zelf)
    aanvraag = zaak(leerling, school, ib, loketmedewerker)
    client, pad = inloggen(zelf), reverse("dossier:stem", args=[aanvraag.public_id])
    pagina = client.get(pad).text
    assert "Wat vind jij?" in pagina
    assert "Wie zat erbij?" not in pagina
    assert "zorgen over veiligheid" not in pagina
    client.post(pad, {"actie": "vertellen", "tekst": "Ik wil blijven.", "lezer": "samen"})
    assert Stem.objects.get().manier == "zelf"
    assert "Ik wil blijven." in client.get(pad).text


# --- who reads it ------------------------------------------------------------------------------------------------


def test_what_is_for_who_decides_alone_reaches_nobody_else(tiener, school, ib, loketmedewerker, beslisser):
    ouders = met_ouders(tiener)
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    sleutel = sleutel_maken(aanvraag, door=ouders[0], op=nu())
    stem = stem_geven_met_sleutel(sleutel, verteld("beslist", jong=False), op=nu())
    deskundige = aanvraag.adviesopdrachten.first().deskundige
    anderen = [*ouders, ib, deskundige, gebruiker_met(Rol.BEZWAARBEHANDELAAR), loketmedewerker]
    assert Stemorigineel.objects.visible_to(beslisser).get().tekst.endswith(CANARY)
    for wie in anderen:
        assert not Stemorigineel.objects.visible_to(wie).exists()
    for wie in (ouders[1], ib, deskundige):
        assert not Stem.objects.visible_to(wie).exists(), "not even that there is one"
    stem_beantwoorden(stem, door=beslisser, op=nu(), antwoord="Wij letten erop.")
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    assert all(CANARY not in een.brief.html for een in Bekendmaking.objects.select_related("brief"))
    aanvraag.refresh_from_db()
    verstuurd(aanvraag, loketmedewerker)
    paden = [
        reverse(f"dossier:{naam}", args=[aanvraag.public_id]) for naam in ("dossier", "aanvraag_lezen", "stem")
    ] + [reverse("loket:aanvraag", args=[aanvraag.public_id]), reverse("loket:school_stem", args=[aanvraag.public_id])]
    for wie in (*ouders, ib):
        for pad in paden:
            tekst = ingelogd(wie).get(pad).text
            assert CANARY not in tekst
            assert "Wij letten erop." not in tekst


def test_a_refusal_does_not_tell_that_a_pupil_spoke_to_another(tiener, school, ib, loketmedewerker, beslisser):
    ouders = met_ouders(tiener)
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    stem_geven(aanvraag, verteld("beslist", jong=False), door=ib, op=nu())
    niet_gehoord(aanvraag, door=ouders[0], op=nu(), reden="Hij wilde niet.")
    stem_geven(aanvraag, verteld(jong=False, tekst="Bij mama zeg ik dit."), door=ouders[0], op=nu())
    with pytest.raises(NietMogelijk, match="al verteld"):
        stem_geven(aanvraag, verteld(jong=False), door=ouders[1], op=nu())
    for stem in Stem.objects.exclude(manier="niet"):
        with pytest.raises(NietMogelijk, match="Schrijf eerst een antwoord"):
            besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
        stem_beantwoorden(stem, door=beslisser, op=nu(), antwoord="Wij letten erop.")
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    for brief in Bekendmaking.objects.select_related("brief"):
        assert "Bij mama zeg ik dit." in brief.brief.html
        assert CANARY not in brief.brief.html


def test_what_everybody_may_read_is_quoted_and_answered_in_the_decision(tiener, school, ib, loketmedewerker, beslisser):
    ouders = met_ouders(tiener)
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    stem = stem_geven(aanvraag, verteld(jong=False), door=ib, op=nu())
    for wie in (*ouders, ib, loketmedewerker, aanvraag.adviesopdrachten.first().deskundige):
        assert Stemorigineel.objects.visible_to(wie).exists()
    with pytest.raises(NietMogelijk, match="Schrijf eerst een antwoord aan Sem"):
        besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    stem_beantwoorden(stem, door=beslisser, op=nu(), antwoord="Jij mag blijven.")
    with pytest.raises(NietMogelijk, match="mening van de leerling"):
        besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag, antwoord_leerling=""))
    pad = reverse("dossier:stem", args=[aanvraag.public_id])
    assert "Jij mag blijven." not in ingelogd(ouders[0]).get(pad).text
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    assert all(CANARY in een.brief.html for een in Bekendmaking.objects.select_related("brief"))
    aanvraag.refresh_from_db()
    verstuurd(aanvraag, loketmedewerker)
    assert "Jij mag blijven." in ingelogd(ouders[0]).get(pad).text


def test_first_together_stays_closed_until_the_pupil_says_so(inloggen, tiener, school, ib, loketmedewerker):
    ouder = met_ouders(tiener)[0]
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    stem = stem_geven(aanvraag, verteld("samen", jong=False), door=ib, op=nu())
    assert not Stemorigineel.objects.visible_to(ouder).exists()
    adres = reverse("loket:stem_antwoord", args=[stem.public_id])
    inloggen(loketmedewerker).post(adres, {"actie": "bekeken", "iedereen": "ja"})
    assert Stemorigineel.objects.visible_to(ouder).exists()
    with pytest.raises(NietMogelijk, match="niet \\(meer\\)"):
        samen_bekijken(stem, door=loketmedewerker, op=nu(), iedereen=False)


def test_no_word_of_a_hidden_child_goes_to_a_parent_by_itself(tiener, school, ib, loketmedewerker):
    ouder = met_ouders(tiener)[0]
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    stem_geven(aanvraag, verteld(jong=False), door=ib, op=nu())
    assert Stem.objects.visible_to(ouder).exists()
    tiener.afscherming = "verblijfplaats"
    tiener.save()
    assert not Stem.objects.visible_to(ouder).exists()
    assert not Stemorigineel.objects.visible_to(ouder).exists()


def test_an_address_in_what_a_pupil_says_is_shown_to_the_beslisser(tiener, school, ib, loketmedewerker):
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    stem_geven(aanvraag, verteld(jong=False, tekst=f"Ik woon in de {tiener.straat}."), door=ib, op=nu())
    keuze = bepalen(aanvraag, Beslissing(**beslissing(aanvraag)))
    assert tiener.straat in afgeschermd_genoemd(aanvraag, keuze, timezone.localdate())


# --- the other way, and what stays -------------------------------------------------------------------------------


def test_not_heard_says_why_and_hearing_may_still_follow(inloggen, kind, school, ib, loketmedewerker, beslisser):
    aanvraag = zaak(kind, school, ib, loketmedewerker)
    client, pad = inloggen(ib), reverse("loket:school_stem", args=[aanvraag.public_id])
    assert "Schrijf op waarom het niet kon" in client.post(pad, {"actie": "niet", "reden": ""}).text
    client.post(pad, {"actie": "niet", "reden": "Noor praat nog niet."})
    assert "Noor praat nog niet." in client.get(pad).text
    besluiten(zaak(leerling_op(school), school, ib, loketmedewerker), door=beslisser, op=nu(), **beslissing(aanvraag))
    stem_geven(aanvraag, verteld(), door=ib, op=nu())
    with pytest.raises(NietMogelijk, match="al verteld"):
        niet_gehoord(aanvraag, door=ib, op=nu(), reden="Toch niet.")
    with pytest.raises(NietMogelijk, match="verandert niet meer"):
        stem_geven(aanvraag, verteld(), door=ib, op=nu())


def test_what_a_pupil_said_never_changes(kind, school, ib, loketmedewerker, beslisser):
    aanvraag = zaak(kind, school, ib, loketmedewerker)
    inhoud = bewaren(foto(), soort="image/jpeg", op=nu())
    stem = stem_geven(aanvraag, verteld(tekeningen=[(inhoud, "tekening.jpg")]), door=ib, op=nu())
    stem.samenvatting = "Anders."
    for rij in (stem, stem.origineel, stem.bestanden.get()):
        with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
            rij.save()
    with pytest.raises(DatabaseError, match="verandert niet"), transaction.atomic():
        stem.origineel.delete()


def test_another_school_and_too_late_do_nothing(kind, school, ib, buitenstaander, loketmedewerker, beslisser):
    aanvraag = zaak(kind, school, ib, loketmedewerker)
    from django.http import Http404

    with pytest.raises(Http404):
        stem_geven(aanvraag, verteld(), door=buitenstaander, op=nu())
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    with pytest.raises(NietMogelijk, match="al een besluit"):
        stem_geven(aanvraag, verteld(), door=ib, op=nu())


# --- a worry about safety ----------------------------------------------------------------------------------------


def test_a_worry_is_a_task_of_the_loket_that_no_parent_or_school_ever_sees(
    inloggen, kind, school, ib, loketmedewerker, beslisser
):
    ouders = met_ouders(kind)
    aanvraag = zaak(kind, school, ib, loketmedewerker)
    client, pad = inloggen(ib), reverse("loket:school_stem", args=[aanvraag.public_id])
    assert "zorgen over veiligheid" in client.get(pad).text
    client.post(pad, {"actie": "zorg", "tekst": f"Ik zag blauwe plekken. {CANARY}", "melder": "Juf Mila"})
    zorg = Veiligheidszorg.objects.get()
    adres = reverse("loket:zorg", args=[zorg.public_id])
    balie = ingelogd(loketmedewerker)
    assert adres in balie.get(reverse("loket:werkvoorraad")).text
    assert CANARY in balie.get(adres).text
    assert Bericht.objects.filter(aan=loketmedewerker.email).count() == 1
    zorg_afhandelen(zorg, door=loketmedewerker, op=nu(), verslag=f"Overlegd. {CANARY}")
    assert adres not in balie.get(reverse("loket:werkvoorraad")).text
    besluiten(aanvraag, door=beslisser, op=nu(), **beslissing(aanvraag))
    aanvraag.refresh_from_db()
    verstuurd(aanvraag, loketmedewerker)
    deskundige = aanvraag.adviesopdrachten.first().deskundige
    for wie in (*ouders, ib, deskundige, gebruiker_met(Rol.FG), gebruiker_met(Rol.BEZWAARBEHANDELAAR)):
        assert not Veiligheidszorg.objects.visible_to(wie).exists()
        assert ingelogd(wie).get(adres).status_code == 404
    for wie in (*ouders, ib):
        for naam in (
            "dossier:dossier",
            "dossier:stem",
            "dossier:aanvraag_lezen",
            "loket:aanvraag",
            "loket:school_stem",
        ):
            tekst = ingelogd(wie).get(reverse(naam, args=[aanvraag.public_id])).text
            assert CANARY not in tekst
            assert "blauwe plekken" not in tekst
            assert zorg.public_id not in tekst
    export = balie.get(reverse("loket:exporteren"))
    assert CANARY.encode() not in (export.getvalue() if export.streaming else export.content)
    assert all(CANARY not in een.brief.html for een in Bekendmaking.objects.select_related("brief"))
    regels = Logregel.objects.filter(ding_soort=zorg.log_soort)
    assert regels.count() == 3
    assert all(regel.leerling == "" and regel.school == "" for regel in regels), "read back by child it would show"
    assert not any(CANARY in str(vars(regel)) for regel in Logregel.objects.all())


def test_a_worry_has_words_and_a_name_and_ends_once(kind, school, ib, loketmedewerker):
    aanvraag = zaak(kind, school, ib, loketmedewerker)
    with pytest.raises(NietMogelijk, match="wie u bent"):
        zorg_melden(aanvraag, door=ib, op=nu(), tekst="Iets.", melder=" ")
    concept = aanvraag_in(S.CONCEPT, school=school, ib=ib)
    with pytest.raises(NietMogelijk, match="meldcode van de school"):
        zorg_melden(concept, door=ib, op=nu(), tekst="Iets.", melder="Juf")
    zorg = zorg_melden(aanvraag, door=ib, op=nu(), tekst="Iets.", melder="Juf")
    zorg_afhandelen(zorg, door=loketmedewerker, op=nu(), verslag="Overlegd.")
    with pytest.raises(NietMogelijk, match="al afgehandeld"):
        zorg_afhandelen(zorg, door=loketmedewerker, op=nu(), verslag="Nog eens.")


# --- the words of the page ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("hoe", ["", "samen", "niet"])
def test_the_fixed_words_read_easily(inloggen, tiener, school, ib, loketmedewerker, hoe):
    aanvraag = zaak(tiener, school, ib, loketmedewerker)
    ouder = met_ouders(tiener)[0]
    tekst = inloggen(ouder).get(reverse("dossier:stem", args=[aanvraag.public_id]) + f"?hoe={hoe}").text
    vast = re.search(r"<main.*</main>", tekst, re.S)[0]
    vast = re.sub(r'<span class="swv-form-description"[^>]*>(.*?)</span>', r"<p>\1</p>", vast)
    alle = list(zinnen(vast))
    assert len(alle) > 5
    assert douma(alle) >= 70, sorted(alle, key=lambda zin: douma([zin]))[:4]
    assert [zin for zin in alle if len(WOORD.findall(zin)) > 20] == []
