"""Children with a word in every text that is unique to them, so that a leak can be seen anywhere it ends up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from arrangementen.actions.evalueren import evaluatie_plannen
from arrangementen.models import Aanbod, Arrangement, Deelname
from kern.bestanden.actions import bewaren
from kern.brieven import actions as brieven
from kern.brieven.models import BriefVersie
from kern.gebruikers.models import Gebruiker
from kern.gebruikers.rollen import Rol
from loket.actions.aanvraag import bijlage_toevoegen
from loket.actions.bekendmaken import bekendmaken, klaarzetten
from loket.actions.besluit import besluiten
from loket.actions.brief import adviezen
from loket.actions.opdrachtbrief import opdrachtbrief_bevriezen
from loket.actions.stukken import advies_bevriezen
from loket.models import (
    Aanvraag,
    Actiepunt,
    Antwoord,
    Belverzoek,
    Bezwaarstuk,
    Bezwaarzaak,
    Commissieopdracht,
    Deelnemer,
    Ingebrekestelling,
    Opnamesamenvatting,
    Overleg,
    Postpartij,
    Postpartijregel,
    Privacyverzoek,
    Reactieuitstel,
    Status,
    Stem,
    Stembestand,
    Stemorigineel,
    Veiligheidszorg,
    Vragenlijst,
    Zienswijze,
    Zienswijzebestand,
)
from loket.models.gezinsvraag import Gezinsvraag
from loket.models.inzage import Inzagepakket, Inzagestuk
from loket.rules.post import code_van
from scholen.models import Aanmelding, Leerling, School
from tests.arrangementrijen import arrangement, evaluatie_klaar, toegekend
from tests.bezwaren import beslissing_op, besluit_bij, bezwaar_bij
from tests.factories import (
    aanbod,
    aanvraag_in,
    beslissing,
    gebruiker_met,
    handelingsdeel_van,
    helper_bij,
    leerling_op,
    opdracht_voor,
    ouder_van,
    overgang_van,
    overleg_over,
    ronde_verzonden,
    toestemming_voor,
    vragenlijst,
)
from tests.planrijen import concept, gesprek, vastgesteld
from tests.thuiszitterrijen import casus, onderwijsaanbod, opschaling
from thuiszitters.actions.delen import delen_stoppen
from thuiszitters.actions.plan import gesprek_vastleggen
from thuiszitters.models import Casus, Deling, Plan

S = Status


@dataclass
class Zaak:
    """One child with everything around it. woord: its canary."""

    woord: str
    aanvraag: Aanvraag
    ouder: Gebruiker
    objecten: dict[str, object] = field(default_factory=dict)


def zaak(woord: str, *, school, ib, status=S.BEKENDGEMAAKT, deskundige=None, loket=None, beslisser=None) -> Zaak:
    """A child whose every text holds `woord`, in this status."""
    leerling = leerling_op(school, roepnaam=f"{woord}kind", achternaam=f"{woord}naam", straat=f"{woord}straat 1")
    ouder = gebruiker_met(Rol.OUDER)
    ouder_van(leerling, gebruiker=ouder, achternaam=f"{woord}ouder", straat=f"{woord}weg 2")
    basis = S.BESLUIT_VOORBEREIDEN if status == S.BEKENDGEMAAKT else status
    aanvraag = aanvraag_in(basis, school=school, ib=ib, leerling=leerling)
    _merken(aanvraag, woord)
    _antwoorden(aanvraag, woord)
    op = timezone.now()
    inhoud = bewaren(f"%PDF-1.7 {woord}stuk".encode(), soort="application/pdf", op=op)
    ding = Zaak(woord, aanvraag, ouder, {"leerling": leerling, "betrokkene": ouder.betrokkenen.get()})
    if status != S.BEKENDGEMAAKT:
        ding.objecten["bijlage"] = bijlage_toevoegen(
            aanvraag, door=ib, op=op, inhoud=inhoud, naam=f"{woord}.pdf", soort="opp"
        )
    if deskundige and status == S.IN_ADVIES:
        aanvraag.adviesopdrachten.filter(volgorde=1).update(vervallen_op=op)
        opdracht = opdracht_voor(aanvraag, deskundige=deskundige)
        opdracht.brief = opdrachtbrief_bevriezen(opdracht, op=op)
        opdracht.save()
        ding.objecten["opdracht"] = opdracht
        _pdfs(ding)
    if status == S.IN_ADVIES:
        _stem(ding, ib)
        ding.objecten["belverzoek"] = Belverzoek.objects.create(
            leerling=leerling,
            aanvraag=aanvraag,
            school=school,
            voor="loket",
            telefoon="0612345678",
            waarover=f"{woord} waarover",
            gevraagd_op=op,
            gevraagd_door=ouder,
        )
        _privacy(ding, op)
        delen = {"aan_naam": f"{woord} hulp", "waarom": f"{woord} reden", "door": ib}
        ding.objecten["toestemming"] = toestemming_voor(leerling, school=school, **delen)
        _handelingsdeel(ding, ib)
        _kopie(ding, op)
        _gezinsvraag(ding, school, op)
        ding.objecten["schoolovergang"] = overgang_van(leerling, school=school, ib=ib, bestemming=f"{woord} college")
        ding.objecten |= _hulp(leerling, school, ib)
        ding.objecten["casus"] = thuis = casus(leerling=leerling, school=school, door=ib, gedaan=f"{woord} gedaan")
        ding.objecten["plan"] = _plan(woord, leerling, school, ib, af=True)
        ding.objecten["casusaanbod"] = onderwijsaanbod(thuis, door=ib, wat=f"{woord} aanbod")
        ding.objecten["casusverzuim"] = thuis.verzuim.get()
        ding.objecten["casusgesprek"] = opschaling(thuis, door=ib, waarom=f"{woord} waarom")
        gehaald = evaluatie_klaar(ding.objecten["arrangement"], door=ib, wat_werkte=f"{woord} werkte")
        ding.objecten |= {"evaluatie": gehaald, "deelname": gehaald.arrangement.deelnames.get()}
    if deskundige and loket and status == S.IN_ADVIES:
        _overleg(ding, ib, deskundige, loket)
    if status == S.ZIENSWIJZE_LOOPT:
        hulp = _hulp(leerling, school, ib)["arrangement"]
        ding.objecten["plan"] = _plan(woord, leerling, school, ib, af=False)
        evaluatie_plannen(hulp, door=ib, op=op, soort="eind", dag=timezone.localdate(op), vroeg=True)
        ding.objecten["deelname"] = hulp.deelnames.get()
        ronde = aanvraag.zienswijzeronden.get()
        ronde.waarover = f"{woord} voornemen"
        ronde.save()
        ronde_verzonden(ronde)
        ding.objecten["zienswijzebestand"] = Zienswijzebestand.objects.create(
            zienswijze=ronde.zienswijzen.get(betrokkene__gebruiker=ouder),
            inhoud=bewaren(f"%PDF-1.7 {woord}papier".encode(), soort="application/pdf", op=op),
            naam=f"{woord}.pdf",
            toegevoegd_op=op,
            toegevoegd_door=ouder,
        )
        gezegd = Zienswijze.objects.create(
            ronde=ronde,
            aan="leerling",
            leerling=leerling,
            gegeven_op=timezone.localdate(op),
            kanaal="portaal",
            tekst=f"{woord} gezegd",
            opname=True,
            vastgelegd_op=op,
            vastgelegd_door=ouder,
        )
        Opnamesamenvatting.objects.create(
            zienswijze=gezegd, versie=1, tekst=f"{woord} kort", geschreven_op=op, geschreven_door=ouder
        )
        ding.objecten["opname"] = gezegd
        ding.objecten["meer_tijd"] = Reactieuitstel.objects.create(
            zienswijze=ronde.zienswijzen.get(betrokkene__gebruiker=ouder),
            reden=f"{woord} reden",
            gevraagd_op=op,
            gevraagd_door=ouder,
        )
    if status == S.BEKENDGEMAAKT:
        _versturen(ding, loket, beslisser)
    if status != S.CONCEPT:
        ding.objecten["helpertoegang"] = helper_bij(aanvraag, gever=ouder)
    return ding


def _plan(woord: str, leerling: Leerling, school: School, ib: Gebruiker, *, af: bool) -> Plan:
    """The plan of the child; af: agreed on, with a talk, and else a concept."""
    gekozen = {"helpt": f"{woord} helpt", "doelen": [(f"{woord} doel", f"{woord} maat")], "door": ib}
    maken = vastgesteld if af else concept
    plan = maken(leerling=leerling, school=school, wens_leerling=f"{woord} wens", **gekozen)
    if af:
        gesprek_vastleggen(plan, gesprek(verslag=f"{woord} gesprek"), door=ib, op=timezone.now())
    return plan


def _hulp(leerling: Leerling, school: School, ib: Gebruiker) -> dict[str, Arrangement]:
    """Support that the school gives itself, one of each form, all granted."""
    soorten = {
        "arrangement": {},
        "groepshulp": {},
        "materiaalhulp": {"vorm": "materiaal", "eenheid": "stuk", "functie": ""},
    }
    uit = {}
    for naam, velden in soorten.items():
        soort = Aanbod.objects.filter(kenmerk=naam).first()
        soort = soort or aanbod(naam, aanbieder="school", toekenning="schoolbestuur", **velden)
        voor = "groep" if naam == "groepshulp" else "leerling"
        basis = {"school": school, "ib": ib, "soort": soort, "voor": voor, "bedrag": 0}
        rij = arrangement(**basis, leerling=leerling)
        if voor == "groep":
            Deelname.objects.create(arrangement=rij, leerling=leerling, school=school)
        uit[naam] = toegekend(rij, door=ib)
    return uit


def _gezinsvraag(ding: Zaak, school: School, op: datetime) -> None:
    """What the parent asks of the loket, with a paper."""
    vraag = Gezinsvraag.objects.create(
        leerling=ding.objecten["leerling"],
        aanvraag=ding.aanvraag,
        school=school,
        voor="loket",
        vrager=ding.ouder,
        begonnen_op=op,
    )
    bericht = vraag.berichten.create(soort="vraag", tekst=f"{ding.woord} vraag", op=op, door=ding.ouder)
    inhoud = bewaren(f"%PDF-1.7 {ding.woord}foto".encode(), soort="application/pdf", op=op)
    ding.objecten["gezinsvraag"] = vraag
    ding.objecten["gezinsbestand"] = bericht.bestanden.create(inhoud=inhoud, naam=f"{ding.woord}.pdf")


def _privacy(ding: Zaak, op: datetime) -> None:
    """What the parent asks about the data: one that waits, one that was refused."""
    velden = {"wat": f"{ding.woord} feit", "moet_zijn": f"{ding.woord} anders", "reden": f"{ding.woord} waarom"}
    velden |= {"leerling": ding.objecten["leerling"], "aanvraag": ding.aanvraag, "soort": "correctie"}
    velden |= {"gevraagd_op": op, "gevraagd_door": ding.ouder}
    ding.objecten["privacyverzoek"] = Privacyverzoek.objects.create(**velden)
    nee = {"uitkomst": "nee", "antwoord": f"{ding.woord} nee", "beantwoord_op": op, "beantwoord_door": ding.ouder}
    ding.objecten["privacynee"] = Privacyverzoek.objects.create(**velden, **nee)


def _kopie(ding: Zaak, op: datetime) -> None:
    """A copy that is being checked, and one that was released."""
    velden = {"leerling": ding.objecten["leerling"], "aanvraag": ding.aanvraag, "soort": "inzage"}
    velden |= {"gevraagd_op": op, "gevraagd_door": ding.ouder}
    open_ = Privacyverzoek.objects.create(**velden)
    ja = {"uitkomst": "ja", "antwoord": f"{ding.woord} ja", "beantwoord_op": op, "beantwoord_door": ding.ouder}
    gegeven = Privacyverzoek.objects.create(**velden, **ja, gegeven_op=op.date(), derden_bekeken=True)
    maken = {"gevraagd_op": op, "gevraagd_door": ding.ouder, "verzameld_op": op}
    pakket = Inzagepakket.objects.create(verzoek=open_, **maken)
    zip_ = bewaren(f"PK {ding.woord}kopie".encode(), soort="application/zip", op=op)
    Inzagepakket.objects.create(
        verzoek=gegeven,
        **maken,
        vrijgegeven_op=op,
        vrijgegeven_door=ding.ouder,
        tot=timezone.localdate() + timedelta(days=30),
        zip=zip_,
        afdruk=zip_.sha256,
    )
    stuk = Inzagestuk.objects.create(
        pakket=pakket,
        sleutel="loket.Notitie:x",
        soort="loket.Notitie",
        titel="Notitie",
        mee=True,
        reden="kind",
        velden=[["Tekst", f"{ding.woord} notitie"]],
        bestand=bewaren(f"%PDF-1.7 {ding.woord}bijlage".encode(), soort="application/pdf", op=op),
        bestandsnaam=f"{ding.woord}.pdf",
        kijken=True,
        afdruk="x",
    )
    ding.objecten |= {"inzageverzoek": open_, "kopieverzoek": gegeven, "inzagestuk": stuk}


def _stem(ding: Zaak, ib: Gebruiker) -> None:
    """What the child told who decides alone, and a worry of who helped it."""
    op = timezone.now()
    stem = Stem.objects.create(aanvraag=ding.aanvraag, manier="zelf", lezer="beslist", gegeven_op=op, begonnen_door=ib)
    Stemorigineel.objects.create(stem=stem, tekst=f"{ding.woord} stem")
    inhoud = bewaren(f"%PDF-1.7 {ding.woord}tekening".encode(), soort="application/pdf", op=op)
    ding.objecten |= {
        "stem": stem,
        "stembestand": Stembestand.objects.create(stem=stem, inhoud=inhoud, naam=f"{ding.woord}.pdf"),
        "zorg": Veiligheidszorg.objects.create(
            aanvraag=ding.aanvraag, tekst=f"{ding.woord} zorg", melder="Juf", gemeld_op=op, gemeld_door=ib
        ),
    }


def _handelingsdeel(ding: Zaak, ib: Gebruiker) -> None:
    """What the school agreed with the family about help, with a paper and the signed paper of the parent."""
    kind, op = ding.aanvraag.leerling, timezone.now()
    assert kind is not None
    velden = {"school": ding.aanvraag.school, "ib": ib, "aanvraag": ding.aanvraag}
    rij = handelingsdeel_van(kind, tekst=f"{ding.woord} hulp", **velden)
    inhoud = bewaren(f"%PDF-1.7 {ding.woord}plan".encode(), soort="application/pdf", op=op)
    ding.objecten |= {
        "handelingsdeel": rij,
        "handelingsdeelbestand": rij.bestanden.create(inhoud=inhoud, naam=f"{ding.woord}.pdf"),
        "handelingsdeelantwoord": rij.antwoorden.create(
            betrokkene=ding.objecten["betrokkene"],
            nummer=1,
            soort="niet",
            reden=f"{ding.woord} waarom niet",
            wijze="papier",
            dag=timezone.localdate(op),
            op=op,
            door=ib,
            scan=inhoud,
            scan_naam=f"{ding.woord}.pdf",
        ),
    }


def _overleg(ding: Zaak, ib: Gebruiker, deskundige: Gebruiker, loket: Gebruiker) -> None:
    """A meeting about this child, with its school, an expert and a parent."""
    overleg = overleg_over(ding.aanvraag, door=loket, doel=f"{ding.woord} doel")
    punt = overleg.agendapunten.get()
    wie = {"naam": f"{ding.woord} iemand", "rol": "deelnemer", "waarom": f"{ding.woord} reden", "overleg": overleg}
    wie |= {"agendapunt": punt, "uitgenodigd_op": timezone.now()}
    Deelnemer.objects.create(gebruiker=ib, **wie)
    ding.objecten |= {
        "overleg": overleg,
        "punt": punt,
        "deelnemer": Deelnemer.objects.create(gebruiker=deskundige, **wie),
        "uitgenodigde_ouder": Deelnemer.objects.create(betrokkene=ding.ouder.betrokkenen.get(), **wie),
        "actie": Actiepunt.objects.create(
            overleg=overleg, wat=f"{ding.woord} actie", wie=deskundige, uiterlijk=timezone.localdate()
        ),
    }


def bezwaar(woord: str, *, school, ib, commissielid, beslisser) -> Zaak:
    """A child with a sent besluit, and a decision on the bezwaar of its parent that only that parent was sent."""
    leerling = leerling_op(school, roepnaam=f"{woord}kind", achternaam=f"{woord}naam", straat=f"{woord}straat 1")
    ouder = gebruiker_met(Rol.OUDER)
    ouder_van(leerling, gebruiker=ouder, achternaam=f"{woord}ouder", straat=f"{woord}weg 2")
    aanvraag = aanvraag_in(S.BESLUIT_VOORBEREIDEN, school=school, ib=ib, leerling=leerling)
    _merken(aanvraag, woord)
    besluit = besluit_bij(aanvraag, door=beslisser, verzonden=timezone.localdate() - timedelta(days=15))
    velden = {"ouder": ouder.betrokkenen.get(), "gronden": f"{woord} gronden"}
    zaak = bezwaar_bij(besluit, van="ouder", status="besloten_ongegrond", **velden).zaak
    brief = beslissing_op(zaak, aan=ouder.betrokkenen.get(), woord=woord, door=beslisser)
    nu = timezone.now()
    Commissieopdracht.objects.create(zaak=zaak, lid=commissielid, gevraagd_op=nu, gevraagd_door=beslisser)
    inhoud = bewaren(f"%PDF-1.7 {woord}bezwaar".encode(), soort="application/pdf", op=nu)
    stuk = Bezwaarstuk.objects.create(
        zaak=zaak,
        bezwaar=zaak.bezwaren.get(),
        inhoud=inhoud,
        naam=f"{woord}.pdf",
        soort="bezwaarschrift",
        toegevoegd_op=nu,
        toegevoegd_door=beslisser,
    )
    notitie = Ingebrekestelling.objects.create(
        zaak=zaak,
        bezwaar=zaak.bezwaren.get(),
        ontvangen_op=timezone.localdate(),
        vastgelegd_op=nu,
        vastgelegd_door=beslisser,
    )
    objecten = {
        "leerling": leerling,
        "ingebrekestelling": notitie,
        "besluit": besluit,
        "bezwaarzaak": zaak,
        "bezwaarbrief": brief,
        "bezwaarstuk": stuk,
    }
    objecten["brief_school"] = besluit.bekendmakingen.get(aan="school")
    objecten["helpertoegang"] = helper_bij(aanvraag, gever=ouder)
    return Zaak(woord, aanvraag, ouder, objecten)


def _merken(aanvraag: Aanvraag, woord: str) -> None:
    for naam in aanvraag.delen:
        onderdeel = getattr(aanvraag, f"onderdeel_{naam}")
        for veld in onderdeel._meta.get_fields():
            if veld.get_internal_type() == "TextField":
                setattr(onderdeel, veld.name, f"{woord} {getattr(onderdeel, veld.name)}")
        onderdeel.save()
    for opdracht in aanvraag.adviesopdrachten.all():
        if hasattr(opdracht, "advies"):
            type(opdracht.advies).objects.filter(pk=opdracht.advies.pk).update(motivering=f"{woord} advies")


def _antwoorden(aanvraag: Aanvraag, woord: str) -> None:
    """Answers to questions of the SWV, in a section that desk, school and parents read."""
    lijst = Vragenlijst.objects.first() or vragenlijst({"tekst": "Is er nog iets?"})
    for vraag in lijst.vragen.all():
        Antwoord.objects.create(aanvraag=aanvraag, vraag=vraag, waarde=f"{woord} antwoord")


def _versturen(ding: Zaak, loket: Gebruiker, beslisser: Gebruiker) -> None:
    op = timezone.now()
    for advies in adviezen(ding.aanvraag):
        advies.afschrift = advies_bevriezen(advies, op=op)
        advies.save()
    velden = beslissing(ding.aanvraag, motivering=f"{ding.woord} besluit")
    besluiten(ding.aanvraag, door=beslisser, op=op, **velden)
    klaarzetten(ding.aanvraag, door=loket, op=op, verzenddatum=timezone.localdate())
    _pdfs(ding)
    bekendmaken(ding.aanvraag, door=loket, op=op)
    ding.aanvraag.refresh_from_db()
    besluit = ding.aanvraag.besluiten.get()
    ding.objecten |= {
        "postpartij": _post(ding, loket),
        "tlv": besluit.tlv,
        "aanmelding": _zonder_plek(ding),
        "brief_school": besluit.bekendmakingen.get(aan="school"),
        "brief_ouder": besluit.bekendmakingen.get(betrokkene__gebruiker=ding.ouder),
    }


def _pdfs(ding: Zaak) -> None:
    """Not the real PDF: its words are compressed, and here the word of the child must be seen in the bytes."""
    op = timezone.now()
    for versie in list(brieven.te_maken(op=op)):
        pdf = bewaren(f"%PDF-1.7 {ding.woord}brief{versie.pk}".encode(), soort="application/pdf", op=op)
        BriefVersie.objects.filter(pk=versie.pk).update(pdf=pdf, gemaakt_op=op)


def _post(ding: Zaak, loket: Gebruiker) -> Postpartij:
    """The letters of this child in a batch that is still open."""
    op, pdf = timezone.now(), f"%PDF-1.7 {ding.woord}post".encode()
    partij = Postpartij.objects.create(
        soort="loket",
        datum=timezone.localdate(),
        gemaakt_op=op,
        gemaakt_door=loket,
        pdf=bewaren(pdf, soort="application/pdf", op=op),
    )
    versies = BriefVersie.objects.filter(brief__bekendmaking__besluit__aanvraag=ding.aanvraag)
    for versie in versies:
        Postpartijregel.objects.create(partij=partij, versie=versie, code=code_van(versie.pk))
    return partij


def _zonder_plek(ding: Zaak) -> Aanmelding:
    """The child is also aangemeld at its school, which reported that there is no place."""
    school, ib = ding.aanvraag.school, ding.aanvraag.aangemaakt_door
    vandaag = timezone.localdate()
    leerling = ding.objecten["leerling"]
    return Aanmelding.objects.create(
        leerling=leerling, school=school, ontvangen_op=vandaag, zonder_plek_sinds=vandaag, eigenaar=ib
    )


def einde_van_alles(ding: Zaak) -> None:
    """Everything that opened this child to anybody has ended yesterday."""
    gisteren = timezone.localdate() - timedelta(days=1)
    ding.objecten["leerling"].gezag.update(tot=gisteren)
    ding.objecten["leerling"].inschrijvingen.update(tot=gisteren)
    ding.objecten["leerling"].aanmeldingen.update(afgesloten_op=gisteren)
    ding.aanvraag.adviesopdrachten.update(vervallen_op=timezone.now())
    Overleg.objects.filter(agendapunten__aanvraag=ding.aanvraag).update(stukken_tot=gisteren)
    Actiepunt.objects.filter(overleg__agendapunten__aanvraag=ding.aanvraag).delete()
    Bezwaarzaak.objects.filter(besluit__aanvraag=ding.aanvraag).update(status="ingetrokken")
    thuis = Casus.objects.filter(leerling=ding.objecten["leerling"])
    for deling in Deling.objects.filter(casus__in=thuis, beeindigd_op=None):
        delen_stoppen(deling, door=deling.gedeeld_door, op=timezone.now())
    thuis.update(woongemeente=None)
