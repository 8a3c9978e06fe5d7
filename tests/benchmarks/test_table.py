"""What is printed, what is written, and how two runs are compared."""

from benchmarks.eval import compare, table
from benchmarks.eval.rows import Fault, Target, f1_row, share_row


def fault(name, weight=0.0):
    return Fault(
        article=name, sentence="Words.", wanted="this", found="that", reasons=("a.b",), weight=weight
    )


def test_row_says_whether_its_target_is_met():
    """At the target is enough; without a value there is no verdict."""
    at_least, at_most = Target(at_least=0.5), Target(at_most=0.25)

    assert share_row("dev", "m", [(1, 2)], at_least).verdict == "ok"
    assert share_row("dev", "m", [(1, 3)], at_least).verdict == "short"
    assert share_row("dev", "m", [(1, 2)], at_most).verdict == "short"
    assert share_row("dev", "m", [(1, 4)], at_most).verdict == "ok"
    assert share_row("dev", "m", [(0, 0)], at_least).verdict == ""


def test_table_has_one_line_a_measure_under_its_part():
    """With n, precision, recall, F1, interval, target and verdict."""
    lines = list(table.table([f1_row("dev", "counts", [(3, 4, 6)], Target(at_least=0.9))]))

    assert lines[1] == table.TITLES["dev"]
    assert lines[3].split() == [
        "counts",
        "6",
        "0.750",
        "0.500",
        "0.600",
        "0.600",
        "to",
        "0.600",
        "≥",
        "0.9",
        "short",
    ]


def test_rate_per_thousand_is_scaled_with_its_interval():
    """2 of 400 are 5 in 1,000."""
    row = share_row("real", "m", [(i < 2, 1) for i in range(400)], Target(at_most=5), per=1000)

    assert (row.value, row.verdict) == (5.0, "ok")
    assert row.interval[0] == 0.0
    assert 10 <= row.interval[1] <= 15


def test_errors_are_the_ten_worst_with_their_rules():
    """The heaviest first; what was left out is counted."""
    faults = [fault(f"a-{i:02}", weight=i) for i in range(12)]

    lines = list(table.errors([share_row("dev", "m", [(0, 12)], None, faults)]))

    assert lines[0] == "\ndev: m: 10 of 12 errors"
    assert lines[1:5] == ["  1. a-11: Words.", "     wanted: this", "     found:  that", "     by:     a.b"]
    assert not any("a-01" in line for line in lines)


def test_comparison_tells_values_and_errors_that_changed(tmp_path):
    """A run is written and read back; equal measures are not told."""
    same = share_row("dev", "same", [(1, 1)])
    compare.save(
        tmp_path / "a.json",
        {"set": "dev"},
        [
            same,
            share_row("dev", "m", [(1, 2)], Target(at_least=0.9), [fault("a-01")]),
            share_row("dev", "old", [(1, 1)]),
        ],
    )
    compare.save(
        tmp_path / "b.json",
        {"set": "dev"},
        [same, share_row("dev", "m", [(3, 3)], Target(at_least=0.9)), share_row("dev", "added", [(1, 1)])],
    )

    lines = list(compare.differences(compare.load(tmp_path / "a.json"), compare.load(tmp_path / "b.json")))

    assert lines == [
        "dev: m: 0.500 → 1.000 (+0.500), n 2 → 3, short → ok; errors: 0 new, 1 gone",
        "   gone: a-01: Words. [wanted: this]",
        "dev: old: only in the earlier run",
        "dev: added: only in this run",
    ]


def test_comparison_warns_of_other_options(tmp_path):
    """Two samples are not two programs."""
    compare.save(tmp_path / "a.json", {"items": 0}, [])
    compare.save(tmp_path / "b.json", {"items": 600}, [])

    lines = list(compare.differences(compare.load(tmp_path / "a.json"), compare.load(tmp_path / "b.json")))

    assert lines == ["The earlier run had other options: {'items': 0}, now {'items': 600}."]
