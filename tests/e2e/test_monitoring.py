"""Dashboard, alert rules and documentation match the metrics of a running bot; promtool accepts them."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from tests.e2e.harness import Harness, open_harness
from tests.e2e.scrape import Scrape, scrape

_ROOT = Path(__file__).parents[2]
_RULES = _ROOT / "deploy" / "prometheus" / "alerts.yaml"
_DASHBOARD = _ROOT / "deploy" / "grafana" / "easel.json"

needs_promtool = pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed")
needs_prometheus = pytest.mark.skipif(
    shutil.which("prometheus") is None, reason="Prometheus is not installed"
)


def _rules() -> list[dict[str, Any]]:
    groups = yaml.safe_load(_RULES.read_text(encoding="utf-8"))["groups"]
    return [rule for group in groups for rule in group["rules"]]


def _panels() -> list[dict[str, Any]]:
    panels = json.loads(_DASHBOARD.read_text(encoding="utf-8"))["panels"]
    return [panel for panel in panels if panel["type"] != "row"]


def _queries() -> dict[str, str]:
    """The queries of the dashboard by panel and letter, with Grafana's variables replaced."""
    return {
        f"{panel['title']} {target['refId']}": target["expr"]
        .replace("$instance", ".*")
        .replace("$__rate_interval", "1m")
        for panel in _panels()
        for target in panel["targets"]
    }


def _names(expression: str) -> set[str]:
    """Names of metrics in a PromQL expression: the words that are neither labels nor functions."""
    bare = re.sub(r"\{[^}]*\}|\[[^]]*\]|\b(by|without) *\([^)]*\)", " ", expression)
    return set(re.findall(r"\b[a-z]\w*_\w+\b(?! *\()", bare))


async def _story(harness: Harness) -> Scrape:
    """Deliver a job and fail another; return the scrape afterward."""
    await harness.draw("a red kite", quality="low")
    harness.faults.arm("fal.job.no-pictures")
    await harness.answer_text(await harness.alice.slash("imagine", prompt="a blue kite"))
    await harness.wait_idle()
    await harness.until(lambda: all(s.latency < 60 for s in harness.app.bot.shard_states()))
    return await scrape(harness)


def test_the_names_in_an_expression_are_found() -> None:
    expression = "histogram_quantile(0.9, sum by (a_label, le) (rate(b_seconds_bucket{c_label='x'}[5m]))) > max(d_bytes)"

    assert _names(expression) == {"b_seconds_bucket", "d_bytes"}


async def test_every_metric_of_dashboard_rules_and_documentation_exists(tmp_path: Path) -> None:
    async with open_harness(tmp_path, METRICS_PORT="0") as harness:
        found = await _story(harness)

    parsed = list(text_string_to_metric_families(found.text))
    # A metric may have no sample here, such as the lease of a process on SQLite.
    known = {sample.name for sample in found} | {family.name for family in parsed}
    used = {name: expr for expr in _queries().values() for name in _names(expr)}
    used |= {name: rule["expr"] for rule in _rules() for name in _names(rule["expr"])}
    assert len(used) > 30
    assert {name: expr for name, expr in used.items() if name not in known} == {}

    page = (_ROOT / "docs/monitoring.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `(easel_\w+)` \|", page, re.MULTILINE))
    families = {f"{family.name}_total" if family.type == "counter" else family.name for family in parsed}
    assert documented == {name for name in families if name.startswith("easel_")}
    alerts = set(re.findall(r"^\| `(Easel\w+)` \|", page, re.MULTILINE))
    assert alerts == {rule["alert"] for rule in _rules()}


def test_panels_have_descriptions_and_do_not_overlap() -> None:
    cells: set[tuple[int, int]] = set()
    for panel in _panels():
        at = panel["gridPos"]
        area = {(at["x"] + column, at["y"] + line) for column in range(at["w"]) for line in range(at["h"])}
        assert panel["description"], panel["title"]
        assert not area & cells, panel["title"]
        assert max(column for column, _ in area) < 24
        cells |= area


@needs_promtool
async def test_promtool_accepts_the_metrics(tmp_path: Path) -> None:
    async with open_harness(tmp_path, METRICS_PORT="0") as harness:
        found = await _story(harness)
    checked = await asyncio.to_thread(
        subprocess.run, ["promtool", "check", "metrics"], input=found.text, capture_output=True, text=True
    )

    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


@needs_promtool
@pytest.mark.parametrize(
    "arguments", [("check", "rules", "alerts.yaml"), ("test", "rules", "alerts.test.yaml")]
)
def test_promtool_accepts_and_tests_the_rules(arguments: tuple[str, ...]) -> None:
    checked = subprocess.run(
        ["promtool", *arguments], cwd=_RULES.parent, capture_output=True, text=True, check=False
    )

    assert checked.returncode == 0, checked.stdout + checked.stderr


class _Prometheus:
    """A Prometheus server that scrapes the bot every second."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._url = url
        self._session = session

    async def get(self, path: str, **parameters: str) -> Any:
        """Return the data of an API call; ``None`` while the server does not respond."""
        try:
            async with self._session.get(f"{self._url}/api/v1/{path}", params=parameters) as response:
                body = await response.json()
        except aiohttp.ClientError:
            return None
        assert body["status"] == "success", body
        return body["data"]

    async def query(self, expression: str) -> list[Any]:
        """Return the samples of an expression at this time."""
        data = await self.get("query", query=expression)
        return [] if data is None else data["result"]

    async def until(self, *expressions: str, seconds: float = 40.0) -> None:
        """Wait until every expression has samples."""
        missing = list(expressions)
        async with asyncio.timeout(seconds):
            while missing:
                missing = [expression for expression in missing if not await self.query(expression)]
                await asyncio.sleep(0.1)


@pytest.fixture
def prometheus_port() -> Iterator[int]:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    yield port


@asynccontextmanager
async def _prometheus(folder: Path, port: int, target: str) -> AsyncIterator[_Prometheus]:
    config = {
        "global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
        "rule_files": [str(_RULES)],
        "scrape_configs": [{"job_name": "easel", "static_configs": [{"targets": [target]}]}],
    }
    (folder / "prometheus.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    with (folder / "prometheus.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            "prometheus",
            f"--config.file={folder / 'prometheus.yml'}",
            f"--storage.tsdb.path={folder / 'tsdb'}",
            f"--web.listen-address=127.0.0.1:{port}",
            stdout=log,
            stderr=log,
        )
        try:
            async with aiohttp.ClientSession() as session:
                yield _Prometheus(f"http://127.0.0.1:{port}", session)
        finally:
            process.kill()
            await process.wait()


@needs_prometheus
async def test_every_query_of_the_dashboard_and_every_rule_returns_data(
    tmp_path: Path, prometheus_port: int
) -> None:
    (tmp_path / "bot").mkdir()
    async with (
        open_harness(tmp_path / "bot", METRICS_PORT="0") as harness,
        _prometheus(tmp_path, prometheus_port, f"127.0.0.1:{harness.app.metrics_port}") as prometheus,
    ):
        await prometheus.until("easel_ready == 1")
        await _story(harness)
        await prometheus.until(*_queries().values())
        await prometheus.until(
            "increase(easel_jobs_ended_total{outcome='delivered'}[1m]) > 0",
            "histogram_quantile(0.5, rate(easel_acknowledgement_duration_seconds_bucket[1m])) > 0",
        )
        rules = (await prometheus.get("rules"))["groups"][0]["rules"]

    assert {rule["name"]: rule["health"] for rule in rules} == {rule["alert"]: "ok" for rule in _rules()}
    assert [rule["name"] for rule in rules if rule["state"] == "firing"] == []
