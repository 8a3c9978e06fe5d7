"""Rules of style for the dashboard and the rules, and that each rule has its runbook."""

import json
import re

import pytest
import yaml

SECTIONS = ["Meaning", "Impact", "Diagnosis", "Mitigation"]


@pytest.fixture
def board(deploy):
    return json.loads((deploy / "grafana" / "dashboards" / "tocsin.json").read_text(encoding="utf-8"))


@pytest.fixture
def panels(board):
    return [panel for panel in board["panels"] if panel["type"] != "row"]


@pytest.fixture
def queries(panels):
    return [(panel["title"], target["expr"]) for panel in panels for target in panel["targets"]]


@pytest.fixture
def rules(deploy):
    text = (deploy / "prometheus" / "rules.yaml").read_text(encoding="utf-8")
    return [rule for group in yaml.safe_load(text)["groups"] for rule in group["rules"]]


def test_panels_explain_themselves(panels):
    """Each panel has a title of its own, a sentence and a unit."""
    titles = [panel["title"] for panel in panels]

    assert len(set(titles)) == len(titles)
    assert all(panel["description"].endswith(".") for panel in panels)
    assert all(panel["fieldConfig"]["defaults"].get("unit") for panel in panels)


def test_panels_take_the_chosen_data_source(board, panels):
    """Nothing is bound to one data source; the board offers the choice, and of job and instance."""
    used = [place["datasource"] for panel in panels for place in [panel, *panel["targets"]]]

    assert all(source == {"type": "prometheus", "uid": "${datasource}"} for source in used)
    assert [variable["name"] for variable in board["templating"]["list"]] == ["datasource", "job", "instance"]
    assert board["editable"] is False


def test_panels_do_not_overlap(board):
    """No two panels share a cell of the grid, and none reaches beyond its 24 columns."""
    cells = [
        (x, y)
        for place in (panel["gridPos"] for panel in board["panels"])
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]

    assert len(set(cells)) == len(cells)
    assert max(x for x, _ in cells) == 23


def test_queries_match_job_and_instance(queries):
    """Every selector of every query keeps to the chosen workers."""
    selectors = [selector for _, expr in queries for selector in re.findall(r"\w+\{([^}]*)\}", expr)]

    assert len(selectors) >= len(queries)
    assert all('job=~"$job"' in s and 'instance=~"$instance"' in s for s in selectors)


def test_queries_name_no_series_without_a_selector(queries):
    """A metric without braces would show every worker there is."""
    bare = [
        (title, name)
        for title, expr in queries
        for name in re.findall(r"(?:tocsin|process)_\w+(?!\w|\{)", expr)
    ]

    assert bare == []


def test_rates_fit_the_scrape_interval(queries):
    """rate() and increase() take their span from Grafana, not from a guess."""
    spans = {span for _, expr in queries for span in re.findall(r"\[([^\]]+)\]", expr)}

    assert spans == {"$__rate_interval", "$__range"}


def test_rules_say_what_a_person_needs(rules):
    """Each rule has its name, a severity, a summary, a description and the runbook of its name."""
    for rule in rules:
        assert re.fullmatch(r"Tocsin([A-Z][a-z]+)+", rule["alert"])
        assert rule["labels"]["severity"] in {"page", "ticket"}
        assert rule["annotations"].keys() == {"summary", "description", "runbook_url"}
        assert rule["annotations"]["summary"].endswith(".")
        assert rule["annotations"]["runbook_url"] == f"deploy/runbooks/{rule['alert']}.md"
        assert 'job="tocsin"' in rule["expr"]


def test_runbooks_belong_to_rules(rules, deploy):
    """There is a runbook for each rule and none without one, each with its four parts in their order."""
    books = {path.stem: path.read_text(encoding="utf-8") for path in (deploy / "runbooks").glob("*.md")}

    assert books.keys() == {rule["alert"] for rule in rules}
    for name, text in books.items():
        assert text.startswith(f"# {name}\n")
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS


def test_runbooks_lead_to_files_that_exist(deploy):
    """A link in a runbook leads to another runbook."""
    for path in (deploy / "runbooks").glob("*.md"):
        for target in re.findall(r"\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).is_file(), f"{path.name}: {target}"


def test_rules_have_a_silent_and_a_firing_case(rules, deploy):
    """rules_tests.yaml tries each rule both ways."""
    text = (deploy / "prometheus" / "rules_tests.yaml").read_text(encoding="utf-8")
    cases = [case for test in yaml.safe_load(text)["tests"] for case in test["alert_rule_test"]]
    silent = {case["alertname"] for case in cases if not case["exp_alerts"]}
    firing = {case["alertname"] for case in cases if case["exp_alerts"]}

    assert silent == firing == {rule["alert"] for rule in rules}


def test_rules_keep_the_pace_of_grafana(deploy):
    """Grafana's interval is the one that Prometheus scrapes in."""
    scrape = yaml.safe_load((deploy / "prometheus" / "prometheus.yml").read_text(encoding="utf-8"))
    source = yaml.safe_load(
        (deploy / "grafana" / "provisioning" / "datasources" / "prometheus.yml").read_text(encoding="utf-8")
    )

    assert source["datasources"][0]["jsonData"]["timeInterval"] == scrape["global"]["scrape_interval"]
