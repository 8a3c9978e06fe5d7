"""Each configuration is judged by the program that reads it, or by Docker Compose's own library."""

import subprocess

import pytest
import yaml
from prometheus_client import generate_latest

from workers.clock import SystemClock
from workers.metrics import Metrics


@pytest.fixture
def promtool(tool):
    return tool("promtool", "prometheus")


@pytest.fixture
def amtool(tool):
    return tool("amtool", "prometheus-alertmanager")


def test_prometheus_takes_its_configuration(promtool, deploy, run):
    """The configuration and the rules that it names can be read."""
    code, said = run(promtool, "check", "config", deploy / "prometheus" / "prometheus.yml")

    assert code == 0, said


def test_rules_are_silent_and_fire_as_their_cases_say(promtool, deploy, run):
    """Every case of rules_tests.yaml holds."""
    code, said = run(promtool, "test", "rules", "rules_tests.yaml", cwd=deploy / "prometheus")

    assert code == 0, said


def test_rules_fail_their_cases_when_one_is_wrong(promtool, deploy, run, tmp_path):
    """The cases notice a threshold that moved."""
    rules = (deploy / "prometheus" / "rules.yaml").read_text(encoding="utf-8")
    wrong = rules.replace('step="enrich"}) > 1800', 'step="enrich"}) > 180000')
    assert wrong != rules
    (tmp_path / "rules.yaml").write_text(wrong, encoding="utf-8")
    cases = (deploy / "prometheus" / "rules_tests.yaml").read_text(encoding="utf-8")
    (tmp_path / "rules_tests.yaml").write_text(cases, encoding="utf-8")
    code, said = run(promtool, "test", "rules", "rules_tests.yaml", cwd=tmp_path)

    assert code == 1
    assert "TocsinArticlesStale" in said


def test_metrics_page_keeps_to_the_conventions(promtool):
    """Promtool finds nothing to mend on the worker's page."""
    page = generate_latest(Metrics(SystemClock()).registry)
    done = subprocess.run([promtool, "check", "metrics"], input=page, capture_output=True, check=False)

    assert (done.returncode, done.stdout + done.stderr) == (0, b"")


def test_alertmanager_takes_its_configuration(amtool, deploy, run):
    """The configuration can be read."""
    code, said = run(amtool, "check-config", deploy / "alertmanager" / "alertmanager.yml")

    assert code == 0, said


@pytest.mark.parametrize("severity", ["page", "ticket"])
def test_alertmanager_tells_pages_from_tickets(amtool, deploy, run, severity):
    """Each severity that a rule may have goes to the receiver of its name."""
    file = f"--config.file={deploy / 'alertmanager' / 'alertmanager.yml'}"
    code, said = run(amtool, "config", "routes", "test", file, f"severity={severity}")

    assert code == 0, said
    assert said.startswith(severity)


def test_compose_file_is_valid(tool, deploy, run):
    """Docker Compose's own library takes the file, profiles and dependencies included."""
    code, said = run(
        tool("go", "golang (1.24 or newer is needed)"),
        "run",
        ".",
        "../../docker-compose.yml",
        cwd=deploy / "validate",
    )

    assert code == 0, said


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        ("service_healthy", "service_well", "condition value must be one of"),
        ("      - prometheus\n", "      - prometeus\n", 'depends on undefined service "prometeus"'),
        ("  grafana-data:\n", "", "refers to undefined volume grafana-data"),
    ],
    ids=["condition", "service", "volume"],
)
def test_compose_check_finds_a_slip(tool, deploy, run, tmp_path, good, bad, message):
    """The check says what is wrong with a file that Docker would refuse."""
    text = (deploy.parent / "docker-compose.yml").read_text(encoding="utf-8")
    head, _, tail = text.rpartition(good)
    (tmp_path / "compose.yml").write_text(head + bad + tail, encoding="utf-8")
    code, said = run(
        tool("go", "golang (1.24 or newer is needed)"),
        "run",
        ".",
        tmp_path / "compose.yml",
        cwd=deploy / "validate",
    )

    assert code == 1
    assert message in said


def test_compose_pins_images_and_bounds_the_worker(deploy):
    """No image floats; the worker comes back, drains before it is killed, and is not root."""
    services = yaml.safe_load((deploy.parent / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
    images = {name: service["image"] for name, service in services.items() if "build" not in service}
    worker = services["worker"]

    assert all(image.partition(":")[2].strip("v")[:1].isdigit() for image in images.values()), images
    assert images["kafka"] == "apache/kafka:4.3.1"
    assert (worker["restart"], worker["user"]) == ("always", "10001")
    assert int(worker["stop_grace_period"].removesuffix("s")) > 20
    assert worker["healthcheck"]["test"][-1].count("/readyz") == 1


def test_image_is_not_root_and_checks_hashes(deploy):
    """The image runs `tocsin` as a plain user, and every download was checked."""
    lines = (deploy / "Dockerfile").read_text(encoding="utf-8").splitlines()
    installs = [line for line in lines if "pip install" in line]

    assert "USER 10001" in lines
    assert 'ENTRYPOINT ["tocsin"]' in lines
    assert all("--require-hashes" in line or "--no-index" in line for line in installs)
    assert [line.split()[1] for line in lines if line.startswith("FROM")] == ["python:3.12-slim"] * 2
