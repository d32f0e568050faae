"""Deployment files: settings that exist, files that exist, pinned images, and hardened processes."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from config import Settings
from config.reference import settings_rows

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
COMPOSE = {
    name: yaml.safe_load((ROOT / name).read_text("utf-8"))
    for name in ("compose.yaml", "compose.postgres.yaml")
}
SERVICES = [
    pytest.param(options, id=f"{name}:{service}")
    for name, file in COMPOSE.items()
    for service, options in file["services"].items()
]
BOTS = [one for one in SERVICES if one.values[0].get("image") == "easel"]
NAMES = {row.name for row in settings_rows()}
UNIT = (DEPLOY / "systemd/easel.service").read_text("utf-8")
DOCKERFILES = (ROOT / "Dockerfile", DEPLOY / "pgbouncer/Dockerfile")
# Of libraries, not of Easel.
OTHER = {"PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}


def documents(path: Path) -> Iterator[dict[str, Any]]:
    yield from filter(None, yaml.safe_load_all(path.read_text("utf-8")))


def env_lines(path: Path) -> dict[str, str]:
    return dict(re.findall(r"^([A-Z_]+)=(.*)$", path.read_text("utf-8"), re.MULTILINE))


def workload() -> dict[str, Any]:
    (found,) = documents(DEPLOY / "kubernetes/base/deployment.yaml")
    return found


# --- settings -------------------------------------------------------------------------------------


def environments() -> Iterator[Any]:
    for one in BOTS:
        if "environment" in one.values[0]:
            yield pytest.param(one.values[0]["environment"], id=str(one.id))
    for path in sorted(DEPLOY.glob("kubernetes/*/*.env*")):
        yield pytest.param(env_lines(path), id=str(path.relative_to(DEPLOY)))
    yield pytest.param(dict(re.findall(r"^Environment=(\w+)=(.*)$", UNIT, re.MULTILINE)), id="systemd")
    yield pytest.param(
        dict(
            re.findall(
                r"^(?:ENV| {3}) ([A-Z_]+)=(\S+)",
                DOCKERFILES[0].read_text("utf-8").split("FROM")[-1],
                re.MULTILINE,
            )
        ),
        id="Dockerfile",
    )


@pytest.mark.parametrize("environment", [*environments()])
def test_every_environment_variable_is_a_setting_with_a_valid_value(environment: dict[str, str]):
    own = {name: value for name, value in environment.items() if name not in OTHER}
    # What the operator fills in, and what depends on another file.
    given = {name.lower(): value for name, value in own.items() if value and "${" not in value}

    assert set(own) <= NAMES
    Settings.model_validate(given)


def test_the_port_of_the_metrics_is_the_same_everywhere():
    (prometheus,) = documents(DEPLOY / "prometheus/prometheus.yaml")
    (service,) = documents(DEPLOY / "kubernetes/base/service.yaml")
    compose = COMPOSE["compose.postgres.yaml"]["services"]
    container = workload()["spec"]["template"]["spec"]["containers"][0]

    (port,) = {one.values[0]["environment"]["METRICS_PORT"] for one in BOTS if "environment" in one.values[0]}
    targets = [
        t for job in prometheus["scrape_configs"] for one in job["static_configs"] for t in one["targets"]
    ]
    assert targets == [f"{name}:{port}" for name in compose if name.startswith("easel-")]
    assert env_lines(DEPLOY / "kubernetes/base/settings.env")["METRICS_PORT"] == port
    assert [str(one["containerPort"]) for one in container["ports"]] == [port]
    assert (
        str(service["spec"]["ports"][0]["port"])
        == service["metadata"]["annotations"]["prometheus.io/port"]
        == port
    )


# --- Compose --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*COMPOSE])
def test_compose_files_are_read_from_paths_that_exist(name: str):
    for options in COMPOSE[name]["services"].values():
        build = options.get("build")
        if build is not None:
            assert (ROOT / build["context"] / "Dockerfile").is_file()
            arguments = re.findall(
                r"^ARG (\w+)=(\S+)", (ROOT / build["context"] / "Dockerfile").read_text("utf-8"), re.MULTILINE
            )
            # The same default as in the Dockerfile.
            assert build["args"] == {key: f"${{{key}:-{value}}}" for key, value in arguments}
        for mount in options.get("volumes", ()):
            source, target, *mode = mount.split(":")
            if source.startswith("."):
                assert (ROOT / source).exists(), source
                assert mode == ["ro"], f"{target} must be read-only"
            else:
                assert source in COMPOSE[name]["volumes"]


@pytest.mark.parametrize("options", SERVICES)
def test_each_service_has_bounded_memory_and_logs_and_publishes_only_to_its_machine(options: dict[str, Any]):
    assert options["mem_limit"]
    assert options["logging"]["options"].keys() == {"max-size", "max-file"}
    assert all(port.startswith("127.0.0.1:") for port in options.get("ports", ()))
    assert options["restart"] == "unless-stopped"


@pytest.mark.parametrize("options", BOTS)
def test_each_bot_can_finish_and_has_files_of_its_own(options: dict[str, Any]):
    stop_seconds = int(options.get("environment", {}).get("STOP_SECONDS", 10))
    assert options["stop_grace_period"] == f"{stop_seconds + 5}s"
    assert [mount.split(":")[1] for mount in options["volumes"]] == ["/data"]
    others = [one.values[0]["volumes"] for one in BOTS if one.values[0] is not options]
    assert options["volumes"] not in others


def test_required_passwords_have_no_default():
    text = (ROOT / "compose.postgres.yaml").read_text("utf-8")

    assert re.findall(r"\$\{\w*PASSWORD[^:?]*(?::-[^}]*)?\}", text) == []


# --- images ---------------------------------------------------------------------------------------


def images() -> Iterator[str]:
    for one in SERVICES:
        if "build" not in one.values[0]:
            yield one.values[0]["image"]
    for path in DOCKERFILES:
        text = path.read_text("utf-8")
        yield from re.findall(r"^ARG \w+_IMAGE=(\S+)", text, re.MULTILINE)
        assert set(re.findall(r"^FROM (\S+)", text, re.MULTILINE)) <= set(
            re.findall(r"(?<=ARG )(\w+)", text)
        ) | {f"${{{name}}}" for name in re.findall(r"^ARG (\w+)", text, re.MULTILINE)}
    (base,) = documents(DEPLOY / "kubernetes/base/kustomization.yaml")
    for image in base["images"]:
        yield f"{image['newName']}:{image['newTag']}"


@pytest.mark.parametrize("image", [*images()])
def test_every_image_has_a_tag_that_names_a_version(image: str):
    default = re.sub(r"^\$\{\w+:-(.+)\}$", r"\1", image)
    tag = default.rpartition("/")[2].partition(":")[2]

    assert re.search(r"\d", tag), image
    assert tag != "latest"


def test_the_final_image_runs_as_the_user_of_kubernetes_and_owns_no_pip():
    final = DOCKERFILES[0].read_text("utf-8").split("FROM")[-1]
    (user,) = re.findall(r"^USER (\d+):(\d+)$", final, re.MULTILINE)
    pod = workload()["spec"]["template"]["spec"]["securityContext"]

    assert user == (str(pod["runAsUser"]), str(pod["runAsGroup"]))
    assert pod["fsGroup"] == pod["runAsGroup"]
    assert "pip uninstall" in final
    assert "venv --without-pip /opt/easel" in DOCKERFILES[0].read_text("utf-8")


# --- Kubernetes -----------------------------------------------------------------------------------


def test_the_pod_is_confined_and_checked_by_the_paths_of_its_server():
    pod = workload()["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    security = container["securityContext"]

    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod["automountServiceAccountToken"] is False
    assert security["readOnlyRootFilesystem"] is True
    assert security["allowPrivilegeEscalation"] is False
    assert security["capabilities"] == {"drop": ["ALL"]}
    assert container["resources"]["limits"]["memory"]
    assert {mount["mountPath"] for mount in container["volumeMounts"]} == {"/data", "/tmp"}
    paths = {name: probe["httpGet"]["path"] for name, probe in container.items() if name.endswith("Probe")}
    assert paths == {"startupProbe": "/healthz", "livenessProbe": "/healthz", "readinessProbe": "/readyz"}
    assert {probe["httpGet"]["port"] for name, probe in container.items() if name.endswith("Probe")} == {
        "metrics"
    }


@pytest.mark.parametrize("folder", ["base", "postgres"])
def test_a_kustomization_names_files_that_exist_and_secrets_that_do_not(folder: str):
    path = DEPLOY / "kubernetes" / folder
    (file,) = documents(path / "kustomization.yaml")
    generators = [*file.get("configMapGenerator", ()), *file.get("secretGenerator", ())]
    envs = [name for one in generators for name in one.get("envs", ())]

    for name in (*file["resources"], *(one["path"] for one in file.get("patches", ()))):
        assert (path / name).exists(), name
    for name in envs:
        assert (path / (f"{name}.example" if name == "secrets.env" else name)).is_file(), name
    assert (
        subprocess.run(["git", "check-ignore", "-q", path / "secrets.env"], cwd=ROOT, check=False).returncode
        == 0
    )


@pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is not installed")
@pytest.mark.parametrize("folder", ["base", "postgres"])
def test_kustomize_builds_the_manifests(tmp_path: Path, folder: str):
    shutil.copytree(DEPLOY / "kubernetes", tmp_path / "kubernetes")
    for example in tmp_path.rglob("secrets.env.example"):
        example.rename(example.with_name("secrets.env"))
    built = subprocess.run(
        ["kubectl", "kustomize", tmp_path / "kubernetes" / folder], check=True, capture_output=True, text=True
    ).stdout

    kinds = {one["kind"]: one for one in yaml.safe_load_all(built)}
    spec = kinds["Deployment"]["spec"]
    pod, labels = spec["template"]["spec"], spec["selector"]["matchLabels"]
    assert labels.items() <= spec["template"]["metadata"]["labels"].items()
    assert kinds["Service"]["spec"]["selector"] == labels
    named = {kinds[kind]["metadata"]["name"] for kind in ("ConfigMap", "Secret")}
    assert {next(iter(one.values()))["name"] for one in pod["containers"][0]["envFrom"]} == named
    data = next(one for one in pod["volumes"] if one["name"] == "data")
    if folder == "base":
        assert (spec["replicas"], spec["strategy"]["type"]) == (1, "Recreate"), "SQLite is for one process"
        assert (
            data["persistentVolumeClaim"]["claimName"] == kinds["PersistentVolumeClaim"]["metadata"]["name"]
        )
        assert "DATABASE_URL" not in kinds["Secret"]["data"]
    else:
        assert (spec["replicas"], spec["strategy"]["rollingUpdate"]["maxUnavailable"]) == (2, 0)
        assert data.keys() == {"name", "emptyDir"}
        assert "PersistentVolumeClaim" not in kinds
        assert kinds["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
        assert {"DATABASE_URL", "DISCORD_TOKEN", "FAL_KEY"} == kinds["Secret"]["data"].keys()


# --- PgBouncer and systemd ------------------------------------------------------------------------


def test_pgbouncer_pools_transactions_for_all_processes():
    file = configparser.ConfigParser()
    file.read(DEPLOY / "pgbouncer/pgbouncer.ini")
    options, bots = file["pgbouncer"], COMPOSE["compose.postgres.yaml"]["services"]
    processes = [one for name, one in bots.items() if name.startswith("easel-")]

    assert options["pool_mode"] == processes[0]["environment"]["DATABASE_POOLER"] == "transaction"
    assert f":{options['listen_port']}/easel" in processes[0]["environment"]["DATABASE_URL"]
    assert int(options["default_pool_size"]) >= len(processes) * Settings().database_pool_size
    assert int(options["default_pool_size"]) < 100, "PostgreSQL's max_connections"


def test_the_unit_stops_in_time_restarts_after_any_failure_and_is_confined():
    lines = UNIT.splitlines()

    for line in (
        "TimeoutStopSec=15",
        "Restart=on-failure",
        "RestartSec=10",
        "NoNewPrivileges=true",
        "ProtectSystem=strict",
        "CapabilityBoundingSet=",
        "UMask=0077",
    ):
        assert line in lines
    # A database or network that is not up yet at boot also ends the bot with status 2.
    assert "RestartPreventExitStatus" not in UNIT
    # systemd gives up only after five starts within ten seconds.
    assert "StartLimit" not in UNIT


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_accepts_the_unit(tmp_path: Path):
    unit = tmp_path / "easel.service"
    # The command and the user exist only on the operator's machine.
    unit.write_text(UNIT.replace("/opt/easel/.venv/bin/easel", "/bin/true").replace("=easel\n", "=root\n"))

    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True, check=False
    )

    assert checked.stderr == ""
    assert checked.returncode == 0
