"""The copy of everything about a child: what goes along for whom, the look of a person, and until when it is there."""

import io
import json
import zipfile
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from kern.bestanden.actions import bewaren
from kern.bestanden.opslag import OpslagFout, lezen
from kern.gebruikers.overgang import NietMogelijk
from kern.gebruikers.rollen import Rol
from kern.logboek.models import Logregel
from loket.actions.inzage import bestand, pakket
from loket.actions.inzage.bronnen import alles_over
from loket.actions.inzage.wie import rond
from loket.actions.privacy import privacy_vragen
from loket.models import (
    Belverzoek,
    Bijlage,
    Inzagepakket,
    Inzagestuk,
    Privacyverzoek,
    Status,
    Stem,
    Stemorigineel,
    Veiligheidszorg,
    Zienswijze,
    ZienswijzeVertrouwelijk,
)
from loket.models.notitie import Contactmoment, Notitie
from loket.rules.inzage import GAAT_MEE, REDENEN, Gang, Reden, Vrager, ophalen_tot, stem_mee
from loket.rules.maskeren import MASKER, maskeren, staat_in
from loket.rules.zonder_kind import GEEN_KIND
from loket.tasks import inzage_inhalen
from scholen.models import Adres, Gezag
from tests.canary import zaak as canary_zaak
from tests.elk import elk
from tests.factories import aanvraag_in, gebruiker_met, leerling_op, ronde_bij
from tests.stukken import PDF

databank = pytest.mark.django_db


def nu():
    return timezone.now()


# --- the rules ---------------------------------------------------------------------------------------------------


def eigen_modellen():
    van_ons = (
        *("kern.", "scholen", "voorlichting", "loket", "arrangementen", "thuiszitters"),
        *("monitoring", "toezicht", "inrichting"),
    )
    return {een._meta.label for een in apps.get_models() if een.__module__.startswith(van_ons)}


def test_every_model_is_sorted_into_what_goes_along_or_not():
    """A new model fails here until loket.rules.inzage says what of it is given to who asks."""
    assert eigen_modellen() - {*GAAT_MEE} - GEEN_KIND == set()
    assert ({*GAAT_MEE} | GEEN_KIND) - eigen_modellen() == set()
    assert {*GAAT_MEE} & GEEN_KIND == set()


@elk("label", sorted(GAAT_MEE))
def test_what_stays_behind_has_a_reason_with_its_source(label):
    regel = GAAT_MEE[label]
    zin, bron = REDENEN[regel.reden]
    assert zin.endswith(".")
    assert bron
    if Gang.NIET in (regel.ouder, regel.leerling):
        assert regel.reden not in (Reden.KIND, Reden.EIGEN, Reden.SCHOOL)


@elk("label", sorted(GAAT_MEE))
def test_the_columns_and_paths_of_the_table_exist(label):
    model, regel = apps.get_model(label), GAAT_MEE[label]
    namen = {veld.name for veld in model._meta.concrete_fields}
    assert {*regel.zonder, *regel.plek} - {"*"} <= namen
    for pad in filter(None, regel.pad.split("|")):
        model._default_manager.filter(**{f"{pad}__pk": 0}).query.get_compiler("default").as_sql()


@pytest.mark.parametrize(
    ("vrager", "velden", "reden"),
    [
        ("ouder", {"open_": True, "jong": False, "woorden": True}, Reden.KIND),
        ("ouder", {"open_": True, "jong": True, "woorden": True}, Reden.STEM_DICHT),
        ("ouder", {"open_": True, "jong": True, "woorden": False}, Reden.KIND),
        ("ouder", {"open_": False, "jong": False, "woorden": False}, Reden.STEM_DICHT),
        ("leerling", {"open_": False, "jong": False, "woorden": True}, Reden.EIGEN),
    ],
)
def test_a_closed_voice_is_for_the_pupil_alone(vrager, velden, reden):
    assert stem_mee(Vrager(vrager), afgeschermd=False, **velden) == reden


def test_of_a_hidden_child_a_parent_gets_no_word():
    assert stem_mee(Vrager.OUDER, open_=True, jong=False, woorden=False, afgeschermd=True) == Reden.VERBLIJF


def test_a_passage_is_hidden_wherever_it_stands_whatever_its_capitals_or_line_breaks():
    tekst = "Bram de Boer belde. bram\nde boer is boos."
    assert maskeren(tekst, ["Bram de Boer"]) == f"{MASKER} belde. {MASKER} is boos."
    assert maskeren("Zij woont op Laan 12.", ["Laan", "Laan 12"], "▇") == "Zij woont op ▇."
    assert maskeren("Niets.", ["", "  "]) == "Niets."
    assert staat_in("DE BOER", [tekst])
    assert not staat_in(" ", [tekst])


def test_thirty_days_to_fetch_it():
    assert ophalen_tot(date(2026, 11, 27)) == date(2026, 12, 27)


# --- what goes along ---------------------------------------------------------------------------------------------

GEHEIM = {
    "straat van de ander": "Geheimstraat 99",
    "postcode van de ander": "9999ZZ",
    "mail van de ander": "geheim@voorbeeld.nl",
    "telefoon van de ander": "0699999999",
    "account van de ander": "accountgeheim@voorbeeld.nl",
    "alleen voor ons": "KANARIE-VERTROUWELIJK",
    "mening van de ander": "KANARIE-MENING-ANDER",
    "stem": "KANARIE-STEM",
    "zorg": "KANARIE-ZORG",
    "belverzoek": "KANARIE-BELLEN",
    "vraag van de ander": "KANARIE-VRAAG",
    "concept": "KANARIE-CONCEPT",
    "ander kind": "KANARIE-BROER",
}
MOET = {
    "notitie": "KANARIE-NOTITIE",
    "telefoonnotitie": "KANARIE-TELEFOON",
    "eigen mening": "KANARIE-MENING-EIGEN",
    "eigen vertrouwelijk": "KANARIE-EIGEN-VERTROUWELIJK",
    "bijlage": "KANARIE-BIJLAGE",
    "eigen straat": "Eigenlaan 7",
    "behoefte": "KANARIE-BEHOEFTE",
}


@pytest.fixture
def aanvraag(ib, school, leerling, ouder, andere_ouder, loketmedewerker):
    return aanvraag_in(Status.IN_ADVIES, school=school, ib=ib, leerling=leerling, behandelaar=loketmedewerker)


@pytest.fixture
def verzoek(aanvraag, ouder):
    return privacy_vragen(aanvraag, door=ouder, op=nu(), soort="inzage")


@pytest.fixture
def dossier(aanvraag, verzoek, ouder, andere_ouder, ib, school, leerling, loketmedewerker):
    """A word for each thing that may not go to this parent, and for each that must."""
    op, ander = nu(), andere_ouder.betrokkenen.get()
    ander.email, ander.telefoon = GEHEIM["mail van de ander"], GEHEIM["telefoon van de ander"]
    ander.save()
    andere_ouder.email = GEHEIM["account van de ander"]
    andere_ouder.save()
    Adres.objects.filter(betrokkene=ander).update(
        straat=GEHEIM["straat van de ander"], postcode=GEHEIM["postcode van de ander"], adresgeheim=True
    )
    Adres.objects.filter(betrokkene__gebruiker=ouder).update(straat=MOET["eigen straat"])
    alle_geheimen = ", ".join(een for naam, een in GEHEIM.items() if naam.endswith("van de ander") and een[0] != "K")
    _schrijven(aanvraag, loketmedewerker, alle_geheimen)
    ronde = ronde_bij(aanvraag)
    for wie, tekst, dicht in (
        (ouder, MOET["eigen mening"], MOET["eigen vertrouwelijk"]),
        (andere_ouder, GEHEIM["mening van de ander"], GEHEIM["alleen voor ons"]),
    ):
        zienswijze = Zienswijze.objects.get(ronde=ronde, betrokkene__gebruiker=wie)
        Zienswijze.objects.filter(pk=zienswijze.pk).update(
            tekst=tekst, eens="ja", kanaal="portaal", gegeven_op=op.date(), vastgelegd_op=op, vastgelegd_door=wie
        )
        ZienswijzeVertrouwelijk.objects.create(zienswijze=zienswijze, tekst=dicht)
    stem = Stem.objects.create(aanvraag=aanvraag, manier="zelf", lezer="beslist", gegeven_op=op, begonnen_door=ib)
    Stemorigineel.objects.create(stem=stem, tekst=GEHEIM["stem"])
    Veiligheidszorg.objects.create(aanvraag=aanvraag, tekst=GEHEIM["zorg"], melder="Juf", gemeld_op=op, gemeld_door=ib)
    Belverzoek.objects.create(
        leerling=leerling,
        aanvraag=aanvraag,
        school=school,
        voor="loket",
        telefoon="0612345678",
        waarover=GEHEIM["belverzoek"],
        gevraagd_op=op,
        gevraagd_door=andere_ouder,
    )
    privacy_vragen(
        aanvraag,
        door=andere_ouder,
        op=op,
        soort="correctie",
        wat=GEHEIM["vraag van de ander"],
        moet_zijn="x",
        reden="x",
    )
    concept = aanvraag_in(Status.CONCEPT, school=school, ib=ib, leerling=leerling, soort="SBO")
    concept.onderdeel_behoefte.onderwijsbehoeften = GEHEIM["concept"]
    concept.onderdeel_behoefte.save()
    broer = aanvraag_in(Status.IN_ADVIES, school=school, ib=ib, leerling=leerling_op(school, roepnaam="Broer"))
    Notitie.objects.create(aanvraag=broer, tekst=GEHEIM["ander kind"], created_at=op, schrijver=loketmedewerker)
    return verzoek


def _schrijven(aanvraag, loketmedewerker, geheimen):
    op = nu()
    Notitie.objects.create(
        aanvraag=aanvraag, tekst=f"{MOET['notitie']} {geheimen}", created_at=op, schrijver=loketmedewerker
    )
    Contactmoment.objects.create(
        aanvraag=aanvraag,
        tekst=MOET["telefoonnotitie"],
        hoe="telefoon",
        met_wie="De school",
        op_dag=op.date(),
        created_at=op,
        schrijver=loketmedewerker,
    )
    aanvraag.onderdeel_behoefte.onderwijsbehoeften = MOET["behoefte"]
    aanvraag.onderdeel_behoefte.save()
    inhoud = bewaren(f"%PDF-1.7 {MOET['bijlage']}".encode(), soort="application/pdf", op=op)
    Bijlage.objects.create(
        aanvraag=aanvraag,
        inhoud=inhoud,
        naam="verslag.pdf",
        soort="opp",
        toegevoegd_op=op,
        toegevoegd_door=loketmedewerker,
    )


def verzamelen(verzoek, loket):
    rij = pakket.kopie_beginnen(verzoek, door=loket, op=nu())
    assert pakket.kopie_verzamelen(rij.pk, op=nu())
    rij.refresh_from_db()
    return rij


def alles_nakijken(rij, loket, **meer):
    for stuk in rij.stukken.filter(mee=True, kijken=True, bekeken_op=None, dicht=False):
        pakket.stuk_bekijken(stuk, door=loket, op=nu(), **meer)


def vrijgeven(rij, loket, op=None):
    pakket.kopie_vrijgeven(rij, door=loket, op=op or nu(), antwoord="Hier is uw kopie.")
    assert bestand.bestand_maken(rij.pk, op=op or nu())
    rij.refresh_from_db()
    return rij


@pytest.fixture
def gegeven(dossier, loketmedewerker):
    rij = verzamelen(dossier, loketmedewerker)
    alles_nakijken(rij, loketmedewerker)
    return vrijgeven(rij, loketmedewerker)


def inhoud_van(rij):
    """Everything that is in the file, as one text."""
    with zipfile.ZipFile(io.BytesIO(lezen(rij.zip.sha256))) as bundel:
        namen = bundel.namelist()
        return "\n".join([*namen, *(bundel.read(naam).decode("latin-1") for naam in namen)]) + "\n".join(
            bundel.read(naam).decode() for naam in namen if naam.endswith((".html", ".json"))
        )


@databank
def test_no_secret_of_another_is_in_the_copy_and_all_that_must_be_is(gegeven):
    tekst = inhoud_van(gegeven)
    assert [naam for naam, woord in GEHEIM.items() if woord in tekst] == []
    assert [naam for naam, woord in MOET.items() if woord not in tekst] == []


@databank
def test_nothing_that_stays_behind_was_copied_into_its_list(gegeven):
    assert not Inzagestuk.objects.filter(mee=False).exclude(velden=[], bestand=None).exists()
    alles = json.dumps([[een.titel, een.velden] for een in Inzagestuk.objects.all()], ensure_ascii=False)
    assert [naam for naam, woord in GEHEIM.items() if woord in alles] == []


@databank
def test_every_row_about_the_child_is_accounted_for(school, ib, loketmedewerker, deskundige_een):
    """Compare with the tables themselves: what the table calls data of a child is in the list, in or out."""
    ding = canary_zaak(
        "woord", school=school, ib=ib, status=Status.IN_ADVIES, deskundige=deskundige_een, loket=loketmedewerker
    )
    verzoek = ding.objecten["inzageverzoek"]
    wie, gevonden = rond(verzoek), alles_over(rond(verzoek))
    for label, regel in GAAT_MEE.items():
        if not regel.pad and label != "scholen.Leerling":
            continue
        rijen = set()
        for pad in regel.pad.split("|"):
            filter_ = {f"{pad}__in" if pad else "pk__in": wie.kinderen}
            rijen |= set(apps.get_model(label).objects.filter(**filter_).values_list("pk", flat=True))
        assert sum(een.aantal for een in gevonden if een.soort == label) == len(rijen), label


@databank
def test_the_pupil_gets_the_own_closed_voice_which_the_desk_does_not_read(
    dossier, leerling, aanvraag, loketmedewerker, inloggen
):
    zelf = gebruiker_met(Rol.LEERLING)
    leerling.gebruiker, leerling.geboortedatum = zelf, timezone.localdate() - timedelta(days=17 * 366)
    leerling.save()
    rij = verzamelen(privacy_vragen(aanvraag, door=zelf, op=nu(), soort="inzage"), loketmedewerker)
    dicht = rij.stukken.get(soort="loket.Stemorigineel")
    assert dicht.mee
    assert dicht.dicht
    client = inloggen(loketmedewerker)
    assert client.get(reverse("loket:inzagestuk", args=[dicht.public_id])).status_code == 404
    assert GEHEIM["stem"] not in client.get(reverse("loket:inzage", args=[rij.verzoek.public_id])).content.decode()
    alles_nakijken(rij, loketmedewerker)
    tekst = inhoud_van(vrijgeven(rij, loketmedewerker))
    assert GEHEIM["stem"] in tekst
    niet = ("alleen voor ons", "zorg", "straat van de ander", "account van de ander", "belverzoek", "concept")
    assert [naam for naam in niet if GEHEIM[naam] in tekst] == []
    with pytest.raises(Http404):
        bestand.kopie_printen(rij, door=loketmedewerker, op=nu())


@databank
def test_where_the_child_is_hidden_nothing_says_where_it_is(dossier, leerling, school, loketmedewerker):
    leerling.afscherming, leerling.straat, leerling.plaats = "verblijfplaats", "Schuilweg 3", "Verborgenstad"
    leerling.save()
    school.naam = "School De Schuilplaats"
    school.save()
    Notitie.objects.update(tekst="Hij gaat naar School De Schuilplaats in Verborgenstad, Schuilweg 3.")
    rij = verzamelen(dossier, loketmedewerker)
    alles_nakijken(rij, loketmedewerker)
    tekst = inhoud_van(vrijgeven(rij, loketmedewerker))
    for woord in ("Schuilplaats", "Schuilweg", "Verborgenstad"):
        assert woord not in tekst, woord


# --- a person looks ----------------------------------------------------------------------------------------------


@databank
def test_nothing_is_released_before_all_of_it_was_looked_at(dossier, loketmedewerker):
    rij = verzamelen(dossier, loketmedewerker)
    with pytest.raises(NietMogelijk, match="Kijk eerst alles na"):
        pakket.kopie_vrijgeven(rij, door=loketmedewerker, op=nu(), antwoord="x")
    alles_nakijken(rij, loketmedewerker)
    pakket.kopie_vrijgeven(rij, door=loketmedewerker, op=nu(), antwoord="x")
    verzoek = Privacyverzoek.objects.get(pk=dossier.pk)
    assert (verzoek.uitkomst, verzoek.derden_bekeken, verzoek.gegeven_op) == ("ja", True, timezone.localdate())


@databank
def test_every_free_text_and_file_of_others_must_be_looked_at(dossier, loketmedewerker):
    rij = verzamelen(dossier, loketmedewerker)
    for soort in ("loket.Notitie", "loket.Contactmoment", "loket.Bijlage", "loket.OnderdeelBehoefte"):
        assert all(een.kijken for een in rij.stukken.filter(soort=soort, mee=True)), soort
    assert not rij.stukken.filter(mee=True, kijken=False, bestand__isnull=False).exclude(reden="eigen").exists()


@databank
def test_what_came_in_later_is_new_and_holds_the_release(dossier, aanvraag, loketmedewerker):
    rij = verzamelen(dossier, loketmedewerker)
    alles_nakijken(rij, loketmedewerker)
    Notitie.objects.create(aanvraag=aanvraag, tekst="Nog iets.", created_at=nu(), schrijver=loketmedewerker)
    with pytest.raises(NietMogelijk, match="nog 1 te gaan"):
        pakket.kopie_vrijgeven(rij, door=loketmedewerker, op=nu(), antwoord="x")
    assert rij.stukken.get(nieuw=True, kijken=True).velden[0][1] == "Nog iets."
    alles_nakijken(rij, loketmedewerker)
    pakket.kopie_vrijgeven(rij, door=loketmedewerker, op=nu(), antwoord="x")


@databank
def test_what_changed_must_be_looked_at_again(dossier, aanvraag, loketmedewerker):
    rij = verzamelen(dossier, loketmedewerker)
    alles_nakijken(rij, loketmedewerker)
    aanvraag.onderdeel_behoefte.onderwijsbehoeften = "Heel iets anders."
    aanvraag.onderdeel_behoefte.save()
    with pytest.raises(NietMogelijk, match="nog 1 te gaan"):
        pakket.kopie_vrijgeven(rij, door=loketmedewerker, op=nu(), antwoord="x")


@databank
def test_a_passage_is_hidden_a_thing_left_out_and_a_file_replaced(dossier, loketmedewerker):
    rij = verzamelen(dossier, loketmedewerker)
    alles_nakijken(rij, loketmedewerker)
    notitie, gebeld = rij.stukken.get(soort="loket.Notitie"), rij.stukken.get(soort="loket.Contactmoment")
    stuk = rij.stukken.get(soort="loket.Bijlage")
    pakket.stuk_bekijken(notitie, door=loketmedewerker, op=nu(), maskers=[MOET["notitie"]])
    pakket.stuk_bekijken(gebeld, door=loketmedewerker, op=nu(), weg=True, waarom_weg="Gaat over een ander.")
    zwart = bewaren(b"%PDF-1.7 ZWARTGEMAAKT", soort="application/pdf", op=nu())
    pakket.stuk_bekijken(stuk, door=loketmedewerker, op=nu(), vervanging=zwart)
    tekst = inhoud_van(vrijgeven(rij, loketmedewerker))
    assert [woord for woord in ("notitie", "telefoonnotitie", "bijlage") if MOET[woord] in tekst] == []
    assert "ZWARTGEMAAKT" in tekst
    assert MASKER in tekst


@databank
@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"maskers": ["staat er niet"]}, "staat er niet"),
        ({"weg": True}, "waarom dit niet meegaat"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(dossier, loketmedewerker, velden, zin):
    stuk = verzamelen(dossier, loketmedewerker).stukken.get(soort="loket.Notitie")
    with pytest.raises(NietMogelijk, match=zin):
        pakket.stuk_bekijken(stuk, door=loketmedewerker, op=nu(), **velden)


@databank
def test_what_stays_behind_by_rule_cannot_be_given_by_hand(dossier, loketmedewerker):
    uit = verzamelen(dossier, loketmedewerker).stukken.filter(mee=False).first()
    with pytest.raises(Http404):
        pakket.stuk_bekijken(uit, door=loketmedewerker, op=nu())


@databank
def test_only_the_desk_makes_a_copy(dossier, ib, beslisser, ouder):
    for wie in (ib, beslisser, ouder):
        with pytest.raises(Http404):
            pakket.kopie_beginnen(dossier, door=wie, op=nu())


# --- fetching it -------------------------------------------------------------------------------------------------


def ophalen(client, rij, naam="dossier:kopie_zip"):
    """The answer, with what is in the file read."""
    antwoord = client.get(reverse(naam, args=[rij.verzoek.public_id]))
    antwoord.bytes = b"".join(antwoord.streaming_content) if antwoord.streaming else antwoord.content
    return antwoord


@databank
def test_the_asker_fetches_it_and_each_time_is_in_the_logbook(gegeven, ouder, inloggen):
    client = inloggen(ouder)
    pagina = client.get(reverse("dossier:kopie", args=[gegeven.verzoek.public_id])).content.decode()
    assert "Haal de kopie op" in pagina
    for keer in (1, 2):
        antwoord = ophalen(client, gegeven)
        assert antwoord.status_code == 200
        assert antwoord["Cache-Control"] == "no-store"
        assert "kopie-van-het-dossier.zip" in antwoord["Content-Disposition"]
        assert antwoord.bytes == lezen(gegeven.zip.sha256)
        assert Logregel.objects.filter(actie="kopie_gedownload", wie=ouder.public_id).count() == keer


@databank
def test_it_asks_to_log_in_again(gegeven, ouder, inloggen, time_machine):
    time_machine.move_to(nu(), tick=False)
    client = inloggen(ouder)
    time_machine.move_to(nu() + timedelta(minutes=6), tick=False)
    assert ophalen(client, gegeven).status_code == 302


@databank
def test_nobody_else_fetches_it(gegeven, andere_ouder, ib, loketmedewerker, beslisser, inloggen):
    for wie in (andere_ouder, ib, loketmedewerker, beslisser):
        assert ophalen(inloggen(wie), gegeven).status_code == 404


@databank
def test_who_loses_gezag_gets_nothing_from_the_next_request_on(gegeven, ouder, inloggen):
    client = inloggen(ouder)
    assert ophalen(client, gegeven).status_code == 200
    Gezag.objects.filter(betrokkene__gebruiker=ouder).update(tot=timezone.localdate() - timedelta(days=1))
    assert ophalen(client, gegeven).status_code == 404


@databank
def test_a_parent_of_a_pupil_that_turned_sixteen_fetches_nothing_any_more(gegeven, ouder, leerling, inloggen):
    leerling.geboortedatum = timezone.localdate() - timedelta(days=16 * 366)
    leerling.save()
    assert ophalen(inloggen(ouder), gegeven).status_code == 404


@databank
def test_after_the_last_day_it_is_gone_and_only_its_list_and_hash_stay(gegeven, ouder, inloggen, time_machine):
    sha256, titels = gegeven.afdruk, {een.titel for een in gegeven.stukken.all()}
    time_machine.move_to(nu() + timedelta(days=30))
    assert ophalen(inloggen(ouder), gegeven).status_code == 200
    inzage_inhalen()
    assert lezen(sha256)
    time_machine.move_to(nu() + timedelta(days=1))
    assert ophalen(inloggen(ouder), gegeven).status_code == 404
    assert bestand.opruimen(op=nu()) == 1
    assert bestand.opruimen(op=nu()) == 0
    gegeven.refresh_from_db()
    assert (gegeven.zip, gegeven.afdruk) == (None, sha256)
    assert {een.titel for een in gegeven.stukken.all()} == titels
    assert not gegeven.stukken.exclude(velden=[], maskers=[], bestand=None).exists()


@pytest.mark.django_db(transaction=True)
def test_the_bytes_leave_the_disk_and_what_the_dossier_holds_stays(gegeven, time_machine):
    sha256 = gegeven.afdruk
    papier = Bijlage.objects.get().inhoud.sha256
    time_machine.move_to(nu() + timedelta(days=31))
    bestand.opruimen(op=nu())
    with pytest.raises(OpslagFout):
        lezen(sha256)
    assert lezen(papier)


# --- the worker --------------------------------------------------------------------------------------------------


@databank
def test_gathering_and_making_twice_or_after_a_kill_gives_the_same(dossier, loketmedewerker):
    rij = verzamelen(dossier, loketmedewerker)
    assert not pakket.kopie_verzamelen(rij.pk, op=nu())
    aantal = rij.stukken.count()
    Inzagepakket.objects.filter(pk=rij.pk).update(verzameld_op=None, lease_tot=nu() + timedelta(minutes=5))
    assert not pakket.kopie_verzamelen(rij.pk, op=nu()), "somebody is at it"
    assert pakket.kopie_verzamelen(rij.pk, op=nu() + timedelta(minutes=6)), "who was at it was killed"
    assert rij.stukken.count() == aantal
    alles_nakijken(rij, loketmedewerker)
    eerste = vrijgeven(rij, loketmedewerker).afdruk
    assert not bestand.bestand_maken(rij.pk, op=nu())
    Inzagepakket.objects.filter(pk=rij.pk).update(zip=None)
    assert bestand.bestand_maken(rij.pk, op=nu())
    rij.refresh_from_db()
    assert rij.afdruk == eerste


@databank
def test_a_request_that_was_answered_otherwise_leaves_no_copy_behind(dossier, loketmedewerker):
    rij = verzamelen(dossier, loketmedewerker)
    Privacyverzoek.objects.filter(pk=dossier.pk).update(
        uitkomst="nee", antwoord="x", beantwoord_op=nu(), beantwoord_door=loketmedewerker
    )
    assert bestand.opruimen(op=nu()) == 1
    assert not rij.stukken.exclude(velden=[]).exists()


# --- the pages ---------------------------------------------------------------------------------------------------


@databank
def test_the_desk_walks_from_the_request_to_the_release(dossier, loketmedewerker, inloggen):
    client = inloggen(loketmedewerker)
    adres = reverse("loket:inzage", args=[dossier.public_id])
    client.post(adres)
    rij = Inzagepakket.objects.get()
    assert "Wij verzamelen" in client.get(adres).content.decode()
    pakket.kopie_verzamelen(rij.pk, op=nu())
    tekst = client.get(adres).content.decode()
    for woorden in ("Nog na te kijken", "De leerling koos wie dit leest.", "Een zorg over veiligheid", "Vrijgeven"):
        assert (woorden in tekst) is (woorden != "Vrijgeven"), woorden
    stuk = rij.stukken.get(soort="loket.Notitie")
    pagina = reverse("loket:inzagestuk", args=[stuk.public_id])
    assert MOET["notitie"] in client.get(pagina).content.decode()
    fout = client.post(pagina, {"mee": "ja", "maskers": "bestaat niet"}).content.decode()
    assert "staat er niet" in fout
    client.post(pagina, {"mee": "ja", "maskers": MOET["notitie"]})
    stuk.refresh_from_db()
    assert stuk.maskers == [MOET["notitie"]]
    alles_nakijken(rij, loketmedewerker)
    vrij = reverse("loket:inzage_vrijgeven", args=[dossier.public_id])
    assert "zonder" not in client.get(vrij).content.decode().split("Wat schrijf je erbij")[0][-200:]
    client.post(vrij, {"antwoord": "Hier is de kopie.", "zeker": "on"})
    rij.refresh_from_db()
    assert rij.vrijgegeven_op is not None
    bestand.bestand_maken(rij.pk, op=nu())
    assert "Download de kopie" in client.get(adres).content.decode()
    assert ophalen(client, rij, "loket:inzage_printen").status_code == 200


@databank
def test_a_replaced_file_comes_in_by_the_one_way_in(dossier, loketmedewerker, inloggen):
    from django.core.files.uploadedfile import SimpleUploadedFile

    stuk = verzamelen(dossier, loketmedewerker).stukken.get(soort="loket.Bijlage")
    nieuw = SimpleUploadedFile("zwart.pdf", PDF, content_type="application/pdf")
    inloggen(loketmedewerker).post(
        reverse("loket:inzagestuk", args=[stuk.public_id]), {"mee": "ja", "bestanden": nieuw}
    )
    stuk.refresh_from_db()
    assert stuk.vervanging is not None
    assert stuk.vervanging != stuk.bestand
