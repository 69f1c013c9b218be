"""The worker and its clock. Tasks are nudges: the sweeps of beat finish whatever a nudge missed."""

import gc
import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import task_prerun, worker_init, worker_process_init, worker_process_shutdown

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "swv_portal.settings")

app = Celery("swv_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    ["kern.bestanden", "kern.brieven", "kern.post", "scholen", "loket", "thuiszitters", "monitoring", "toezicht"]
)
app.conf.beat_schedule = {
    "brieven-inhalen": {"task": "kern.brieven.tasks.brieven_inhalen", "schedule": 30.0},
    "scans-inhalen": {"task": "kern.bestanden.tasks.scans_inhalen", "schedule": 60.0},
    "wezen-opruimen": {"task": "kern.bestanden.tasks.wezen_opruimen", "schedule": 1800.0},
    "post-inhalen": {"task": "kern.post.tasks.post_inhalen", "schedule": 60.0},
    "gegevens-laten-ingaan": {"task": "scholen.tasks.gegevens_laten_ingaan", "schedule": crontab(minute=1)},
    "adviezen-herinneren": {
        "task": "loket.tasks.adviezen_herinneren",
        "schedule": crontab(hour=8, minute=15, day_of_week="mon-fri"),
    },
    "concepten-herinneren": {
        "task": "loket.tasks.concepten_herinneren",
        "schedule": crontab(hour=9, minute=15, day_of_week="mon-fri"),
    },
    "privacyverzoeken-herinneren": {
        "task": "loket.tasks.privacyverzoeken_herinneren",
        "schedule": crontab(hour=8, minute=5, day_of_week="mon-fri"),
    },
    "tlvs-herinneren": {
        "task": "loket.tasks.tlvs_herinneren",
        "schedule": crontab(hour=9, minute=30, day_of_week="mon-fri"),
    },
    "overgangen-herinneren": {
        "task": "loket.tasks.overgangen_herinneren",
        "schedule": crontab(hour=9, minute=20, day_of_week="mon-fri"),
    },
    "thuiszitters-herinneren": {
        "task": "thuiszitters.tasks.herinneren",
        "schedule": crontab(hour=8, minute=45, day_of_week="mon-fri"),
    },
    "thuiszitters-weekoverzicht": {
        "task": "thuiszitters.tasks.weekoverzicht",
        "schedule": crontab(hour=8, minute=20, day_of_week="mon-fri"),
    },
    "brieven-vanzelf": {"task": "loket.tasks.brieven_vanzelf", "schedule": 20.0},
    "post-van-vandaag": {"task": "loket.tasks.post_van_vandaag", "schedule": 60.0},
    "bezorging-melden": {
        "task": "loket.tasks.bezorging_melden",
        "schedule": crontab(hour=8, minute=30, day_of_week="mon-fri"),
    },
    "inzage-inhalen": {"task": "loket.tasks.inzage_inhalen", "schedule": 60.0},
    "opgavepdfs": {"task": "thuiszitters.tasks.opgavepdfs_maken", "schedule": 20.0},
    "rapporten-inhalen": {"task": "monitoring.tasks.rapporten_inhalen", "schedule": 30.0},
    "rapporten-vanzelf": {"task": "monitoring.tasks.rapporten_vanzelf", "schedule": crontab(hour=0, minute=20)},
    "maandcijfers": {"task": "monitoring.tasks.maanden_bijwerken", "schedule": 60.0},
    "maandcijfers-heel": {"task": "monitoring.tasks.alle_maanden_maken", "schedule": crontab(hour=4, minute=10)},
    "bewaartermijnen": {"task": "toezicht.tasks.bewaartermijnen_toepassen", "schedule": crontab(hour=3, minute=40)},
    "bewaarlijsten-inhalen": {"task": "toezicht.tasks.bewaarlijsten_inhalen", "schedule": 120.0},
    "datalekken-herinneren": {"task": "toezicht.tasks.datalekken_herinneren", "schedule": 600.0},
    "ongebruikte-accounts": {
        "task": "scholen.tasks.ongebruikte_accounts",
        "schedule": crontab(hour=8, minute=5, day_of_week="mon-fri"),
    },
    "lijsten-herinneren": {
        "task": "scholen.tasks.lijsten_herinneren",
        "schedule": crontab(hour=8, minute=50, day_of_week="mon-fri"),
    },
    "logboek-verzegelen": {"task": "toezicht.tasks.logboek_verzegelen", "schedule": crontab(minute=20)},
    "logboek-nazien": {"task": "toezicht.tasks.logboek_nazien", "schedule": crontab(hour=4, minute=30)},
    "toezicht": {"task": "toezicht.tasks.toezicht_houden", "schedule": crontab(hour=1, minute=15)},
    "vertrekpakketten-inhalen": {"task": "toezicht.tasks.vertrekpakketten_inhalen", "schedule": 60.0},
    "portaalpost": {"task": "loket.tasks.portaalpost", "schedule": 60.0},
    "zienswijzeronden-sluiten": {"task": "loket.tasks.zienswijzeronden_sluiten", "schedule": 900.0},
    "stemconcepten-opruimen": {"task": "loket.tasks.stemconcepten_opruimen", "schedule": 3600.0},
    "aanvullingen-herinneren": {"task": "loket.tasks.aanvullingen_herinneren", "schedule": 900.0},
}


@worker_init.connect
def ouder_voorbereiden(**_: Any) -> None:
    """Before the first fork: import what prints and seals, so that a child that is replaced need not (two seconds).

    Neither holds anything that a fork breaks.
    """
    from kern.brieven import pdf, zegel

    pdf.inladen()
    zegel.opwarmen()
    gc.freeze()


@task_prerun.connect
def dagen_lezen(**_: Any) -> None:
    """Each task goes by the designated days of its own moment; it reads them when it asks for a working day."""
    from kern.termijnen.aangewezen import aangewezen_uit
    from scholen.eigen import aangewezen_vandaag

    aangewezen_uit(aangewezen_vandaag)


@worker_process_init.connect
def kind_voorbereiden(**_: Any) -> None:
    """In each prefork child: make the fonts, which two processes cannot share, and cap the memory of a letter.

    What draws charts is begun before the cap, which it would inherit and cannot live with (docs/adr/0037).
    """
    from kern.brieven import pdf
    from monitoring.tekenen import tekenaar

    pdf.opwarmen()
    tekenaar.klaarzetten()
    pdf.beperk_kind()
    gc.freeze()  # what is here stays: the collector need not look at it after each letter


@worker_process_shutdown.connect
def kind_afsluiten(**_: Any) -> None:
    """A prefork child ends without cleaning up after itself: throw its unpacked fonts away and end what draws."""
    from kern.brieven.pdf import afsluiten
    from monitoring.tekenen import tekenaar

    afsluiten()
    tekenaar.stoppen()
