"""Rows for tests, with invented names. `aanvraag_in(status)` lays down the facts that go with a status."""

from __future__ import annotations

from datetime import date, timedelta

import factory
from django.utils import timezone

from arrangementen import models as arrangementen
from kern.bestanden.actions import bewaren
from kern.brieven.models import Brief, BriefVersie
from kern.gebruikers.models import Gebruiker, Lidmaatschap
from kern.gebruikers.rollen import SCHOOLROLLEN, Rol
from kern.termijnen.schooljaar import schooljaar
from loket import models as loket
from scholen import models as scholen

BEGIN = date(2020, 1, 1)


class SamenwerkingsverbandFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = scholen.Samenwerkingsverband
        django_get_or_create = ("code",)

    code = "PO2815"
    naam = "SWV De Vloedlijn"
    sector = "PO"
    eigen = True
    straat = "Kadeplein 1"
    postcode = "2500 AA"
    plaats = "Zandwerven"
    telefoon = "000 000 00 00"
    email = "loket@vloedlijn.example"


class InstellingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = scholen.Instelling
        django_get_or_create = ("swv", "geldig_van")

    swv = factory.SubFactory(SamenwerkingsverbandFactory)
    geldig_van = BEGIN
    tlv_soorten = factory.LazyFunction(lambda: ["SBO", "SO"])
    ondersteuningsplan = "2025-2029"
    steunpunt_telefoon = "000 111 11 11"


class BestuurFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = scholen.Bestuur

    nummer = factory.Sequence(lambda n: f"{40000 + n}")
    naam = factory.Sequence(lambda n: f"Stichting Proefscholen {n}")


class SchoolFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = scholen.School
        skip_postgeneration_save = True

    brin6 = factory.Sequence(lambda n: f"{n % 90 + 10}ZZ{n // 90:02d}")
    naam = factory.Sequence(lambda n: f"Basisschool De Zandloper {n}")
    soort = "BO"
    bestuur = factory.SubFactory(BestuurFactory)
    straat = "Schoolpad"
    huisnummer = "2"
    postcode = "2500AB"
    plaats = "Zandwerven"

    @factory.post_generation
    def deelname(self, create, extracted, **kwargs):
        if create:
            swv = InstellingFactory().swv
            scholen.SchoolDeelname.objects.create(school=self, swv=swv, sector=swv.sector, van=BEGIN)


class GebruikerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Gebruiker

    email = factory.Sequence(lambda n: f"gebruiker{n}@proef.example")
    naam = factory.Sequence(lambda n: f"Proef Persoon {n}")
    password = "!"


def aanbod(kenmerk: str = "begeleiding", **velden) -> arrangementen.Aanbod:
    """A public kind of support of the own SWV that is there since long ago: hours that the decider grants."""
    basis = {"naam": "Begeleiding in de klas", "soort": "individueel", "niveau": "extra", "vorm": "uren"}
    basis |= {"eenheid": "uur", "functie": "begeleider", "aanbieder": "eigen", "gewicht": "licht", "weken": 12}
    basis |= {"voor_ouders": "Uw kind krijgt hulp.", "voor_school": "Je vraagt uren aan.", "toekenning": "beslisser"}
    basis |= {"opp_nodig": True, "openbaar": True, "van": BEGIN, "swv": InstellingFactory().swv, "kenmerk": kenmerk}
    return arrangementen.Aanbod.objects.create(**(basis | velden))


def gebruiker_met(rol: Rol, *, school=None, gemeente=None, organisatie=None, van=None, tot=None, **velden) -> Gebruiker:
    """Somebody with this role since long ago, at this school for a role that needs one, or elsewhere."""
    gebruiker = GebruikerFactory(**velden)
    lidmaatschap = Lidmaatschap.objects.create(gebruiker=gebruiker, rol=rol, van=van or BEGIN, tot=tot)
    if rol in SCHOOLROLLEN:
        scholen.Plek.objects.create(lidmaatschap=lidmaatschap, school=school or SchoolFactory())
    elif gemeente or organisatie:
        scholen.Plek.objects.create(lidmaatschap=lidmaatschap, gemeente=gemeente, organisatie=organisatie)
    return gebruiker


class LeerlingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = scholen.Leerling

    roepnaam = "Fenna"
    achternaam = factory.Sequence(lambda n: f"Voorbeeld{n}")
    geboortedatum = factory.LazyFunction(lambda: timezone.localdate().replace(day=3, month=6) - timedelta(days=7 * 365))
    straat = "Verzonnenstraat 12"
    postcode = "2500ZZ"
    plaats = "Zandwerven"


def leerling_op(school, *, groep="4", **velden) -> scholen.Leerling:
    """A pupil enrolled at this school since long ago."""
    leerling = LeerlingFactory(**velden)
    scholen.Inschrijving.objects.create(leerling=leerling, school=school, van=BEGIN, groep=groep)
    return leerling


def ouder_van(leerling, *, gebruiker=None, soort="gezag", straat=None, **velden) -> scholen.Betrokkene:
    """A parent with gezag and an own address; with an account when gebruiker is given."""
    velden = {"aanhef": "mevrouw", "voornaam": "Anna", "achternaam": leerling.achternaam} | velden
    ouder = scholen.Betrokkene.objects.create(gebruiker=gebruiker, **velden)
    straat = straat or f"Ouderlaan {ouder.pk}"
    scholen.Adres.objects.create(betrokkene=ouder, van=BEGIN, straat=straat, postcode="2500AC", plaats="Zandwerven")
    scholen.Gezag.objects.create(
        leerling=leerling,
        betrokkene=ouder,
        soort=soort,
        relatie="moeder",
        van=leerling.geboortedatum,
        bron="uittreksel",
    )
    return ouder


def toestemming_voor(leerling, *, door, school=None, **velden) -> scholen.Toestemming:
    """A consent asked today by this school, or by the SWV, for half a year; nobody answered yet."""
    vandaag = timezone.localdate()
    basis = {"aan": "jeugdhulp", "aan_naam": "Wijkteam Noord", "wat": ["verslagen"], "waarom": "Om samen te helpen."}
    basis |= {"van": vandaag, "tot": vandaag + timedelta(days=180), "gevraagd_op": timezone.now()}
    return scholen.Toestemming.objects.create(leerling=leerling, school=school, gevraagd_door=door, **(basis | velden))


def helper_bij(aanvraag, *, gever, helper=None, **velden) -> loket.Helpertoegang:
    """Leave for a helper with an account to look along with this parent, or with the pupil, for half a year."""
    helper = helper or gebruiker_met(Rol.HELPER)
    vandaag = timezone.localdate()
    van_wie = {"leerling": aanvraag.leerling}
    if aanvraag.leerling.gebruiker_id != gever.pk:
        van_wie = {"betrokkene": gever.betrokkenen.get(gezag__leerling=aanvraag.leerling)}
    basis = {"soort": "consulent", "naam": "Hanna Helper", "email": helper.email, "van": vandaag}
    basis |= {"tot": vandaag + timedelta(days=180), "gegeven_op": timezone.now(), "gegeven_door": gever}
    return loket.Helpertoegang.objects.create(aanvraag=aanvraag, helper=helper, **(van_wie | basis | velden))


S = loket.Status
VOLGORDE = [
    S.CONCEPT,
    S.INGEDIEND,
    S.IN_CONTROLE,
    S.COMPLEET,
    S.IN_ADVIES,
    S.ADVIES_GEREED,
    S.ZIENSWIJZE_LOOPT,
    S.BESLUIT_VOORBEREIDEN,
]


def aanvraag_in(
    status=S.CONCEPT,
    *,
    school=None,
    leerling=None,
    soort="SO",
    ib=None,
    ingediend=None,
    zonder_leerling=False,
    **velden,
):
    """A completely filled aanvraag in this status, not yet decided, with what belongs to it.

    Children without gezag get two parents. From in_advies there are two assignments, later signed.
    """
    if status in loket.ADVIES_FASEN and soort == "SO":
        soort = "CONSULT"
    zonder_leerling = zonder_leerling or soort == "ARRG"
    school = school or SchoolFactory()
    ib = ib or gebruiker_met(Rol.IB, school=school)
    if leerling is None and not zonder_leerling:
        leerling = leerling_op(school)
    if leerling and not leerling.gezag.exists():
        ouder_van(leerling)
        ouder_van(leerling, aanhef="meneer", voornaam="Bram")
    nu = ingediend or timezone.now()
    instelling = InstellingFactory()
    na_indienen = (
        {}
        if status in loket.VOOR_INDIENEN
        else {
            "kenmerk": f"AV-{nu.year}-{9000 + loket.Aanvraag.objects.count()}",
            "ingediend_op": nu,
            "ingediend_door": ib,
            "ontvangstdatum": timezone.localdate(nu),
        }
    )
    if status == S.INGETROKKEN:
        na_indienen["ingetrokken_op"] = nu
    aanvraag = loket.Aanvraag.objects.create(
        swv=instelling.swv,
        instelling=instelling,
        school=school,
        leerling=leerling,
        bij_school="" if zonder_leerling else "ingeschreven",
        soort=soort,
        status=status,
        created_at=nu,
        aangemaakt_door=ib,
        **(na_indienen | velden),
    )
    _onderdelen(aanvraag)
    if status in (S.ADVIES_UITGEBRACHT, S.GESLOTEN):
        consultadvies_bij(aanvraag)
    if status == S.AANVULLING_GEVRAAGD:
        vandaag = timezone.localdate()
        loket.Aanvulling.objects.create(
            aanvraag=aanvraag,
            vraag="Stuur een recent OPP.",
            gevraagd_op=vandaag,
            gevraagd_door=gebruiker_met(Rol.LOKETMEDEWERKER),
            hersteltermijn_tot=vandaag + timedelta(days=14),
        )
    if status in VOLGORDE[VOLGORDE.index(S.IN_ADVIES) :]:
        for volgorde, discipline in ((1, "orthopedagoog"), (2, "kinder_jeugdpsycholoog")):
            opdracht = opdracht_voor(aanvraag, volgorde=volgorde, discipline=discipline)
            if status != S.IN_ADVIES:
                advies_bij(opdracht)
    if status == S.ZIENSWIJZE_LOOPT:
        ronde_bij(aanvraag)
    return aanvraag


TOETSEN = {
    "iq": 72,
    "iq_test": "WISC-V",
    "iq_datum": date(2026, 3, 2),
    "iq_door": "R. Proefman, orthopedagoog",
    "ir_dle": 20,
    "ir_dl": 50,
    "bl_dle": 22,
    "bl_dl": 50,
    "toets_namen": "Cito rekenen en begrijpend lezen",
    "toets_datum": date(2026, 3, 2),
    "sem": "nee",
    "keuze_motivering": "Leren door te doen past bij deze leerling.",
}
"""A pupil for praktijkonderwijs."""


def vo_regio(**velden) -> scholen.Instelling:
    """An SWV for secondary schools instead of the usual one; call it before anything else."""
    swv = SamenwerkingsverbandFactory(code="PO2815", sector="VO")
    return InstellingFactory(swv=swv, tlv_soorten=["VSO", "PRO", "LWOO"], **velden)


def consultadvies_bij(aanvraag, **velden) -> loket.Consultadvies:
    """The advice that was given on this question."""
    wie = gebruiker_met(Rol.LOKETMEDEWERKER, naam="Marit Hoekstra")
    gegeven = {"uitgebracht_op": timezone.now(), "uitgebracht_door": wie, "ondertekenaar": wie.naam}
    basis = {"tekst": "Begin met een vaste plek, vooraan in de klas.", "versie": 1}
    return loket.Consultadvies.objects.create(aanvraag=aanvraag, **(basis | gegeven | velden))


def _hulpvraag(aanvraag) -> None:
    start = timezone.localdate() + timedelta(days=30)
    loket.OnderdeelHulpvraag.objects.create(
        aanvraag=aanvraag,
        hulpvraag="Hoe help ik deze leerling om rustig te beginnen?",
        al_gedaan="Een vast ritme in de ochtend.",
        doel="Elke dag rustig beginnen.",
        vorm="in_de_klas",
        van=start,
        tot=start + timedelta(days=90),
        ouders_weten="ja" if aanvraag.leerling else "",
        contactpersoon="Anouk Visser",
        telefoon="000 222 22 22",
    )


def _onderdelen(aanvraag) -> None:
    if "hulpvraag" in aanvraag.delen:
        _hulpvraag(aanvraag)
    if aanvraag.delen == ("hulpvraag",):
        return
    start = timezone.localdate() + timedelta(days=30)
    loket.OnderdeelLeerling.objects.create(
        aanvraag=aanvraag,
        gegevens_kloppen=True,
        groep="4",
        taal_thuis="Nederlands",
        tolk_nodig="nee",
        schoolverloop="Vanaf groep 1.",
    )
    loket.OnderdeelSchool.objects.create(
        aanvraag=aanvraag, contactpersoon="Anouk Visser", telefoon="000 222 22 22", directeur="Bram Post"
    )
    loket.OnderdeelVraag.objects.create(
        aanvraag=aanvraag, gewenste_start=start, schooljaren=2, beoogde_school_anders="SO De Branding", is_er_plek="ja"
    )
    if "toetsen" in aanvraag.delen:
        loket.OnderdeelToetsen.objects.create(aanvraag=aanvraag, **TOETSEN)
    loket.OnderdeelBehoefte.objects.create(
        aanvraag=aanvraag,
        onderwijsbehoeften="Vaste structuur en een kleine groep.",
        sterke_kanten="Leest graag.",
        belemmeringen="Raakt elke middag overprikkeld.",
    )
    gedaan = loket.OnderdeelGedaan.objects.create(aanvraag=aanvraag, grens="Meer kunnen wij in de klas niet bieden.")
    loket.Interventie.objects.create(
        onderdeel=gedaan,
        volgorde=1,
        wat="Eigen werkplek",
        periode="2025-2026",
        wie="Leraar",
        doel="Rust",
        effect="Helpt een deel van de dag.",
    )
    loket.OnderdeelMening.objects.create(
        aanvraag=aanvraag,
        besproken_op=timezone.localdate(),
        ouders_eens="ja",
        ouders_woorden="Wij zijn het eens met de aanvraag.",
        leerling_gehoord="ja",
        leerling_hoe="gesprek",
        leerling_woorden="Ik wil graag een rustig plekje.",
    )
    loket.OnderdeelStukken.objects.create(
        aanvraag=aanvraag, opp_datum=timezone.localdate() - timedelta(days=60), handelingsdeel="ondertekend"
    )


def ronde_bij(aanvraag, *, dagen=14) -> loket.Zienswijzeronde:
    """A round of views that was opened today, with everybody who gets the decision."""
    from loket.actions.geadresseerden import geadresseerden

    vandaag = timezone.localdate()
    ronde = loket.Zienswijzeronde.objects.create(
        aanvraag=aanvraag,
        waarover="Wij willen een jaar minder geven dan gevraagd.",
        besproken_op=vandaag,
        geopend_op=vandaag,
        geopend_door=gebruiker_met(Rol.LOKETMEDEWERKER),
        tot=vandaag + timedelta(days=dagen),
    )
    for aan in geadresseerden(aanvraag, vandaag):
        loket.Zienswijze.objects.create(
            ronde=ronde, aan=aan.aan, school=aan.school, betrokkene=aan.betrokkene, leerling=aan.leerling
        )
    return ronde


def ronde_verzonden(ronde) -> None:
    """The letters of this round went out today: from now on each can give a view in the portal."""
    vandaag, nu = timezone.localdate(), timezone.now()
    for een in ronde.zienswijzen.all():
        brief = Brief.objects.create(
            soort="zienswijze",
            sjabloon="brieven/zaakbrief.html",
            sjabloon_versie="0" * 64,
            context={},
            html=f"<p>{ronde.waarover}</p>",
            titel="Wij vragen uw mening",
            bestandsnaam="zienswijze.pdf",
            created_at=nu,
        )
        loket.Zaakbrief.objects.create(
            aanvraag=ronde.aanvraag,
            soort="zienswijze",
            aan=een.aan,
            school=een.school,
            betrokkene=een.betrokkene,
            leerling=een.leerling,
            brief=brief,
            verzenddatum=vandaag,
            verzonden_op=nu,
            verzonden_door=ronde.geopend_door,
        )


def handelingsdeel_van(leerling, *, school=None, ib=None, **velden) -> loket.Handelingsdeel:
    """A first version that was put before the family today, about this school year."""
    school = school or leerling.inschrijvingen.get().school
    vandaag = timezone.localdate()
    basis = {
        "versie": 1,
        "tekst": "Twee keer per week een half uur hulp bij rekenen.",
        "van": vandaag,
        "tot": vandaag + timedelta(days=200),
        "voorgelegd_op": timezone.now(),
        "voorgelegd_door": ib or gebruiker_met(Rol.IB, school=school),
    }
    return loket.Handelingsdeel.objects.create(leerling=leerling, school=school, **(basis | velden))


def opdracht_voor(aanvraag, *, deskundige=None, volgorde=1, discipline="orthopedagoog") -> loket.Adviesopdracht:
    """An assignment to advise."""
    return loket.Adviesopdracht.objects.create(
        aanvraag=aanvraag,
        deskundige=deskundige or gebruiker_met(Rol.DESKUNDIGE),
        discipline=discipline,
        volgorde=volgorde,
        gevraagd_op=timezone.now(),
        gevraagd_door=gebruiker_met(Rol.LOKETMEDEWERKER),
        uiterlijk_op=timezone.localdate() + timedelta(days=21),
    )


def advies_bij(opdracht, **velden) -> loket.Advies:
    """A signed, complete advice: admissible, in the lowest category for SO and VSO."""
    soort = opdracht.aanvraag.soort
    return loket.Advies.objects.create(
        opdracht=opdracht,
        **{
            "niet_van_school": True,
            "niet_betrokken": True,
            "beslist_niet": True,
            "eerder_gezien": "nee",
            "bronnen": "Dossier en gesprek.",
            "ouders_gesproken": "ja",
            "leerling_gesproken": "nee",
            "conclusie": "toelaatbaar",
            "soort": soort,
            "categorie": "L" if soort in ("SO", "VSO") else "",
            "schooljaren": 2,
            "motivering": "De hele dag structuur is nodig.",
            "waarom_niet_lichter": "Lichtere hulp is geprobeerd en hielp te weinig.",
            "ondertekend_op": timezone.now(),
        }
        | velden,
    )


def beslissing(aanvraag, **velden) -> dict:
    """Keywords for `besluiten` that grant what was asked."""
    vraag = aanvraag.onderdeel_vraag
    from loket.actions.brief import gevraagd_eind

    return {
        "uitkomst": "toegekend",
        "soort": aanvraag.soort,
        "categorie": "L" if aanvraag.soort in ("SO", "VSO") else "",
        "ingangsdatum": vraag.gewenste_start,
        "vervaldatum": gevraagd_eind(aanvraag),
        "motivering": "Fenna heeft de hele dag structuur nodig.",
        "antwoord_zienswijze": "Wij zijn blij dat u het eens bent.",
        "antwoord_leerling": "Wij vragen de school om een rustig plekje.",
        "waarom_niet_lichter": "De school heeft een jaar lang veel gedaan.",
        "waarom_categorie": "Er is geen lichamelijke beperking.",
        "waarom_duur": "Na twee jaar kijken wij opnieuw.",
    } | velden


def tlv_voor(
    *, ib=None, beslisser=None, school=None, leerling=None, soort="SO", categorie="L", start=None, eind=None, op=None
) -> loket.Tlv:
    """A TLV with its decision and a sent letter to the school, laid down as rows: for lists of many."""
    op = op or timezone.now()
    school = school or (ib and ib.lidmaatschappen.get().plek.school) or SchoolFactory()
    beslisser = beslisser or gebruiker_met(Rol.BESLISSER)
    aanvraag = aanvraag_in(S.BEKENDGEMAAKT, school=school, ib=ib, leerling=leerling, soort=soort, ingediend=op)
    besluit = loket.Besluit.objects.create(
        aanvraag=aanvraag,
        swv=aanvraag.swv,
        instelling=aanvraag.instelling,
        uitkomst="toegekend",
        besluitdatum=timezone.localdate(op),
        soort=soort,
        categorie=categorie if soort in ("SO", "VSO") else "",
        ingangsdatum=start or timezone.localdate(op),
        vervaldatum=eind,
        motivering="Structuur is nodig.",
        bevoegdheid="bestuursorgaan",
        ondertekenaar=beslisser.naam,
        functie="directeur",
        genomen_op=op,
        genomen_door=beslisser,
    )
    nummer = loket.Tlv.objects.count() + 1
    tlv = loket.Tlv.objects.create(
        besluit=besluit,
        leerling=aanvraag.leerling,
        swv=aanvraag.swv,
        schooljaar=2025,
        volgnummer=nummer,
        nummer=f"PO2815-2526-{soort}-{nummer:04d}",
        soort=besluit.soort,
        categorie=besluit.categorie,
        ingangsdatum=besluit.ingangsdatum,
        vervaldatum=besluit.vervaldatum,
    )
    _brief_verzonden(besluit, school, beslisser, op)
    return tlv


def tlv_ingetrokken(tlv, *, door, per, verzonden=False) -> loket.Besluit:
    """The decision that takes this TLV back; whether its letter went out to the school."""
    nu, eerder = timezone.now(), tlv.besluit
    besluit = loket.Besluit.objects.create(
        aanvraag=eerder.aanvraag,
        swv=eerder.swv,
        instelling=eerder.instelling,
        versie=eerder.versie + 1,
        uitkomst="intrekking",
        besluitdatum=timezone.localdate(nu),
        soort=tlv.soort,
        categorie=tlv.categorie,
        ingangsdatum=per,
        motivering="Het kan weer.",
        bevoegdheid="bestuursorgaan",
        ondertekenaar=door.naam,
        functie="directeur",
        genomen_op=nu,
        genomen_door=door,
    )
    loket.TlvGebeurtenis.objects.create(
        tlv=tlv, soort="ingetrokken", per=per, besluit=besluit, vastgelegd_op=nu, vastgelegd_door=door
    )
    if verzonden:
        _brief_verzonden(besluit, eerder.aanvraag.school, door, nu)
    return besluit


def _brief_verzonden(besluit, school, door, op) -> None:
    brief = Brief.objects.create(
        soort="besluit",
        sjabloon="brieven/besluit.html",
        sjabloon_versie="0" * 64,
        context={},
        html="<p>brief</p>",
        titel="Besluit",
        bestandsnaam="besluit.pdf",
        created_at=op,
    )
    dag = timezone.localdate(op)
    loket.Bekendmaking.objects.create(
        besluit=besluit,
        aan="school",
        school=school,
        brief=brief,
        verzenddatum=dag,
        verzonden_op=op,
        verzonden_door=door,
        bezwaar_tot=dag + timedelta(days=42),
    )


def overgang_van(leerling, *, school, ib, **velden) -> loket.Schoolovergang:
    """On its way to a next school, with one step that was done and one to do."""
    nu = timezone.now()
    basis = {"soort": "po_vo", "schooljaar": schooljaar(timezone.localdate()), "eigenaar": ib, "begonnen_op": nu}
    basis |= {"begonnen_door": ib, "instelling": InstellingFactory()}
    rij = loket.Schoolovergang.objects.create(leerling=leerling, school=school, **(basis | velden))
    for nummer, gedaan in enumerate(({"gedaan_op": nu, "gedaan_door": ib}, {}), 1):
        dag = timezone.localdate() + timedelta(days=20 * nummer)
        rij.stappen.create(volgorde=nummer, naam=f"Stap {nummer}", uiterlijk=dag, **gedaan)
    return rij


def overleg_over(*aanvragen, door=None, begin=None, **velden) -> loket.Overleg:
    """A meeting (commissie) in a week, with these cases on its agenda."""
    door = door or gebruiker_met(Rol.LOKETMEDEWERKER)
    begin = begin or timezone.now() + timedelta(days=7)
    overleg = loket.Overleg.objects.create(
        **{
            "swv": InstellingFactory().swv,
            "soort": "commissie",
            "begin": begin,
            "einde": begin + timedelta(hours=1),
            "plek": "Kadeplein 1",
            "doel": "Kijken wat er nodig is.",
            "stukken_tot": timezone.localdate(begin) + timedelta(days=14),
            "created_at": timezone.now(),
            "aangemaakt_door": door,
        }
        | velden
    )
    for volgorde, aanvraag in enumerate(aanvragen, start=1):
        loket.Agendapunt.objects.create(overleg=overleg, aanvraag=aanvraag, volgorde=volgorde, vraag="Wat is nodig?")
    return overleg


def vragenlijst(*vragen: dict, soort="", versie=1, publiceren=True, op=None) -> loket.Vragenlijst:
    """A list of questions for our SWV, published long ago. Each question may name the sleutel it hangs on in `bij`."""
    swv = InstellingFactory().swv
    lijst = loket.Vragenlijst.objects.create(swv=swv, soort=soort, versie=versie)
    rijen = {}
    for volgorde, vraag in enumerate(vragen, start=1):
        velden = {"onderdeel": "behoefte", "soort": "tekst", "sleutel": f"s{volgorde}", "tekst": f"Vraag {volgorde}?"}
        velden |= {naam: waarde for naam, waarde in vraag.items() if naam != "bij"}
        bij = rijen.get(vraag.get("bij"))
        rij = loket.Vraag.objects.create(vragenlijst=lijst, volgorde=volgorde, toon_bij=bij, **velden)
        rijen[rij.sleutel] = rij
    if publiceren:
        lijst.gepubliceerd_op = op or timezone.now() - timedelta(days=100)
        lijst.gepubliceerd_door = gebruiker_met(Rol.BEHEERDER)
        lijst.save()
    return lijst


def pdfs_klaar(op=None) -> None:
    """Each dated letter has a PDF, for a test that is not about what is in it: printing takes a quarter of a second."""
    op = op or timezone.now()
    # Also what a worker of the same test has in its hands at this moment.
    for versie in BriefVersie.objects.filter(pdf=None, vervallen_op=None):
        inhoud = bewaren(f"%PDF-1.7 {versie.pk}".encode(), soort="application/pdf", op=op)
        BriefVersie.objects.filter(pk=versie.pk, pdf=None).update(pdf=inhoud, gemaakt_op=op)


def een_druk_per_soort(monkeypatch) -> None:
    """The demo prints one letter of each kind for real; the others are as by `pdfs_klaar`."""
    from kern.brieven.actions import pdf_maken
    from loket import demobrieven

    gedrukt = set()

    def maken(pk, *, op):
        versie = BriefVersie.objects.select_related("brief").get(pk=pk)
        soort = (versie.brief.soort, versie.brief.sjabloon)
        if soort in gedrukt:
            inhoud = bewaren(f"%PDF-1.7 {pk}".encode(), soort="application/pdf", op=op)
            BriefVersie.objects.filter(pk=pk).update(pdf=inhoud, gemaakt_op=op)
        else:
            gedrukt.add(soort)
            pdf_maken(pk, op=op)

    monkeypatch.setattr(demobrieven, "pdf_maken", maken)


def aanvraag_te_laat(*, gevraagd, besloten=None, **velden) -> loket.Aanvraag:
    """Received 120 days ago; the school wrote that we are late on day `gevraagd`; the letter went on day `besloten`."""
    begin = timezone.localtime() - timedelta(days=120)  # by the clock on the wall: summer time is no day more or less
    status = S.BEKENDGEMAAKT if besloten else S.IN_CONTROLE
    aanvraag = aanvraag_in(status, ingediend=begin, **velden)
    loket.AanvraagIngebrekestelling.objects.create(
        aanvraag=aanvraag,
        school=aanvraag.school,
        ontvangen_op=timezone.localdate(begin + timedelta(days=gevraagd)),
        vastgelegd_op=timezone.now(),
        vastgelegd_door=gebruiker_met(Rol.LOKETMEDEWERKER),
    )
    if besloten:
        beslisser, dag = gebruiker_met(Rol.BESLISSER), begin + timedelta(days=besloten)
        besluit = loket.Besluit.objects.create(
            aanvraag=aanvraag,
            swv=aanvraag.swv,
            instelling=aanvraag.instelling,
            uitkomst="afgewezen",
            besluitdatum=timezone.localdate(dag),
            soort=aanvraag.tlv_soort,
            motivering="De school kan dit.",
            bevoegdheid="bestuursorgaan",
            ondertekenaar=beslisser.naam,
            functie="directeur",
            genomen_op=dag,
            genomen_door=beslisser,
        )
        _brief_verzonden(besluit, aanvraag.school, beslisser, dag)
    return aanvraag
