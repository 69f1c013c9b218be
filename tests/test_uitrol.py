"""What an operator relies on: the example of the environment, the deploy checks, the compose file, the documents."""

import copy
import json
import re
import shutil
from pathlib import Path

import pytest
import yaml
from django.core.checks import run_checks
from jsonschema import Draft7Validator

from swv_portal.documenten import documenten

from .virusscanner import Virusscanner

WORTEL = Path(__file__).parent.parent
COMPOSE = yaml.safe_load((WORTEL / "docker-compose.yml").read_text())

SCHEMA = Draft7Validator(json.loads((WORTEL / "tests/compose/compose-spec.json").read_text()))
"""schema/compose-spec.json of github.com/compose-spec/compose-spec at 170098b, unchanged (Apache-2.0)."""


def test_every_name_of_the_environment_is_in_the_example():
    gelezen = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', (WORTEL / "swv_portal/settings.py").read_text()))
    voorbeeld = set(re.findall(r"^([A-Z_]+)=", (WORTEL / ".env.example").read_text(), re.MULTILINE))
    assert gelezen - voorbeeld == set()
    compose = set(re.findall(r"\$\{([A-Z_]+)", (WORTEL / "docker-compose.yml").read_text()))
    assert compose - voorbeeld == set()
    assert voorbeeld - gelezen - compose <= {"DATABASE_URL_EIGENAAR"}


def fouten():
    return {fout.id for fout in run_checks(include_deployment_checks=True) if (fout.id or "").startswith("portaal")}


def test_a_demo_cannot_be_deployed(settings):
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["portaal.swv.example"]
    assert {"portaal.E001", "portaal.E002"} <= fouten()


def test_private_files_cannot_lie_in_the_web_folder(settings):
    settings.BESTANDEN_MAP = Path(settings.STATIC_ROOT) / "bestanden"
    assert "portaal.E003" in fouten()


def test_a_door_that_is_taken_out_is_missed(settings):
    settings.MIDDLEWARE = [naam for naam in settings.MIDDLEWARE if not naam.endswith("Poort")]
    assert "portaal.E004" in fouten()


def test_every_folder_that_compose_keeps_for_us_is_made_in_the_image_for_its_own_user():
    """A folder that is not there when a volume is put on it is the root's, and nothing can be written in it."""
    gemaakt = re.search(r"mkdir -p ([^&]*) && chown -R portaal", (WORTEL / "Dockerfile").read_text())
    assert gemaakt
    ons = {een.split(":")[1] for dienst in ("web", "worker") for een in COMPOSE["services"][dienst]["volumes"]}
    zelf = {een for een in ons if een.startswith(("/var/lib/portaal", "/srv"))}
    assert len(zelf) > 2
    assert zelf <= set(gemaakt[1].split())


def test_compose_runs_the_app_as_the_app_role_and_migrates_as_owner():
    diensten = COMPOSE["services"]
    assert {"web", "worker", "beat", "migratie", "postgres", "redis", "mail"} <= set(diensten)
    assert "DATABASE_URL_EIGENAAR" in str(diensten["migratie"]["command"])
    for naam in ("web", "worker", "beat"):
        assert "DATABASE_URL_EIGENAAR" not in str(diensten[naam].get("command"))
        for geheim in ("DATABASE_URL_EIGENAAR", "EIGENAAR_WACHTWOORD", "POSTGRES_WACHTWOORD", "OPRUIMER_WACHTWOORD"):
            assert diensten[naam]["environment"][geheim] == "", (naam, geheim)


def test_only_the_worker_knows_the_role_that_deletes_and_the_ledger():
    diensten = COMPOSE["services"]
    for naam in ("web", "beat"):
        assert diensten[naam]["environment"]["DATABASE_URL_OPRUIMER"] == "", naam
        assert not any("verwijderboek" in een for een in diensten[naam]["volumes"]), naam
    assert "OPRUIMER" in diensten["worker"]["environment"]["DATABASE_URL_OPRUIMER"]
    assert any("verwijderboek" in een for een in diensten["worker"]["volumes"])


def clamd_conf():
    regels = (WORTEL / "uitrol/clamd.conf").read_text().splitlines()
    return dict(regel.split(maxsplit=1) for regel in regels if regel and not regel.startswith("#"))


def test_compose_scans_for_viruses_with_a_limit_above_that_of_an_upload():
    dienst, conf = COMPOSE["services"]["clamav"], clamd_conf()
    assert "ports" not in dienst
    voorbeeld = (WORTEL / ".env.example").read_text()
    groot = max(int(mb) for mb in re.findall(r"^(?:BESTAND|GELUID|FILM)_MAX_MB=(\d+)", voorbeeld, re.MULTILINE))
    for grens in ("StreamMaxLength", "MaxFileSize", "MaxScanSize"):
        assert int(conf[grens].removesuffix("M")) > groot
    for naam in ("web", "worker"):
        assert f"clamav:{conf['TCPSocket']}" in COMPOSE["services"][naam]["environment"]["VIRUSSCANNER"]


def test_the_scanner_is_where_its_image_looks_for_it():
    """github.com/Cisco-Talos/clamav-docker at ba18a8c: clamav/1.4/alpine, its Dockerfile and docker-entrypoint.sh."""
    dienst, conf = COMPOSE["services"]["clamav"], clamd_conf()
    assert dienst["volumes"] == ["virussen:/var/lib/clamav", "./uitrol/clamd.conf:/etc/clamav/clamd.conf:ro"]
    assert conf["DatabaseDirectory"] == "/var/lib/clamav"
    assert conf["User"] == "clamav"
    assert conf["LocalSocket"] == "/tmp/clamd.sock"  # /init gives up when it does not appear
    gezond = dienst["healthcheck"]["test"][1]
    assert f"127.0.0.1 {conf['TCPSocket']}" in gezond
    assert "localhost" not in gezond  # issue 52 of that repository: with Docker 26 it is always unhealthy


def test_a_real_clamd_takes_the_limits_of_the_compose_file():
    eigen = {"Foreground", "User", "DatabaseDirectory", "LocalSocket", "TCPSocket", "TCPAddr"}
    scanner = Virusscanner("".join(f"{naam} {wat}\n" for naam, wat in clamd_conf().items() if naam not in eigen))
    try:
        scanner.starten()
    finally:
        scanner.stoppen()
        shutil.rmtree(scanner.map, ignore_errors=True)


def test_the_compose_file_meets_the_schema_of_compose():
    SCHEMA.check_schema(SCHEMA.schema)
    assert [fout.message for fout in SCHEMA.iter_errors(COMPOSE)] == []


@pytest.mark.parametrize(
    ("dienst", "sleutel", "waarde"),
    [
        ("web", "helathcheck", {"test": ["CMD", "true"]}),
        ("web", "ports", "8000:8000"),
        ("web", "depends_on", {"redis": {"condition": "service_is_up"}}),
        ("postgres", "healthcheck", {"test": 5}),
        ("redis", "restart", True),
    ],
)
def test_a_mistake_in_the_compose_file_is_seen(dienst, sleutel, waarde):
    fout = copy.deepcopy(COMPOSE)
    fout["services"][dienst][sleutel] = waarde
    assert list(SCHEMA.iter_errors(fout))


def test_what_a_service_refers_to_exists():
    diensten, volumes = COMPOSE["services"], set(COMPOSE["volumes"])
    for naam, dienst in diensten.items():
        assert set(dienst.get("depends_on", {})) <= set(diensten), naam
        bronnen = {volume.split(":")[0] for volume in dienst.get("volumes", [])}
        assert {bron for bron in bronnen if not bron.startswith("./")} <= volumes, naam
        assert all((WORTEL / bron).exists() for bron in bronnen if bron.startswith("./")), naam


def test_no_port_is_open_to_the_world():
    poorten = [poort for dienst in COMPOSE["services"].values() for poort in dienst.get("ports", [])]
    assert poorten
    assert all(poort.startswith("127.0.0.1:") for poort in poorten)


def test_the_image_is_built_with_the_steps_of_make():
    dockerfile = (WORTEL / "Dockerfile").read_text()
    for stap in ("start/systeem.sh brief", "start/uv_halen.py", "sync --frozen"):
        assert stap in dockerfile
    assert "USER portaal" in dockerfile


@pytest.mark.parametrize("naam", sorted(documenten()))
def test_generated_documents_are_up_to_date(naam):
    assert (WORTEL / "docs" / naam).read_text() == documenten()[naam], "draai manage.py documenten"


def test_every_model_and_status_has_a_word_in_the_list():
    from django.apps import apps

    from loket.models import Status

    lijst = (WORTEL / "docs/woordenlijst.md").read_text().lower()
    woorden = {"aanvraag", "besluit", "bekendmaking", "brief", "leerling", "gezag", "school", "advies", "werkgebied"}
    assert {naam for naam in woorden if naam not in lijst} == set()
    assert all(apps.get_model(label) for label in ("loket.Aanvraag", "loket.Besluit"))
    assert [status for status in Status if status.value.replace("_", " ").split()[0] not in lijst] == []
