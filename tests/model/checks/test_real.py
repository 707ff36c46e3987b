"""What the real disclosure must yield: read by hand, counted by a separate program."""

from __future__ import annotations

from collections import Counter

import pytest

from importers.text import read_text
from model.checks import Finding, check, mend_all, project_number
from model.document.disclosure import Disclosure
from model.layout import Layout
from model.parts.disclosure_dump import to_dump
from model.recognise import recognise
from tests.conftest import REAL_TEXT

pytestmark = pytest.mark.skipif(
    not REAL_TEXT.exists(), reason="the published disclosure is not at hand"
)


@pytest.fixture(scope="module")
def real(layouts: dict[str, Layout]) -> Disclosure:
    disclosure, _ = recognise(read_text(REAL_TEXT), layouts, REAL_TEXT.name)
    return disclosure


@pytest.fixture(scope="module")
def findings(real: Disclosure, layouts: dict[str, Layout]) -> list[Finding]:
    return check(real, layouts[real.layout])


def tables(real: Disclosure, findings: list[Finding], code: str, field: str = "") -> list[int]:
    return sorted(
        project_number(real, finding.ref.table)
        for finding in findings
        if finding.code == code and field in ("", finding.ref.field)
    )


def test_the_counts_of_the_catalogue(real: Disclosure, findings: list[Finding]) -> None:
    assert tables(real, findings, "A02") == [1, 12, 13]
    assert tables(real, findings, "C02") == [8]
    assert [one.fix for one in findings if one.code == "C02"] == ["100.00%"]
    assert tables(real, findings, "A04") == [3]
    assert [one.ref.field for one in findings if one.code == "A04"] == ["basis"]
    assert len(tables(real, findings, "D02")) == 6
    assert len(tables(real, findings, "D06")) == 21
    wrapped = [one for one in findings if one.code == "E01" and "【】" in one.message]
    assert len(wrapped) == 6
    assert len(tables(real, findings, "E01")) == 31 + 6
    assert tables(real, findings, "H01", "goals") == [1, 4, 6, 7, 12, 13]
    assert tables(real, findings, "H01", "indicators") == [1, 4, 6, 12, 13]
    assert tables(real, findings, "F03") == [2]
    # the name without its closing bracket stands in table 3 as well, and is told of once
    broken = next(one for one in findings if one.code == "F03")
    assert [project_number(real, ref.table) for ref in broken.others] == [3]
    assert tables(real, findings, "F04") == [10, 11]
    for code in ("B01", "B04", "H02", "D07", "B05"):
        assert tables(real, findings, code) == []


def test_nothing_else_is_said_of_it(findings: list[Finding]) -> None:
    """Each of these was looked at and is what a reviewer would say."""
    listed = {"A02", "C02", "A04", "D02", "D06", "E01", "H01", "F03", "F04"}
    # the parts of the whole disclosure have tests of their own
    others = Counter(one.code for one in findings if one.code not in listed and one.code[0] != "K")
    assert others == {
        "D01": 17,  # 按标准…, 及时…, 财政预算资金, values that restate their name
        "E02": 13,  # 上级文件精神
        "E04": 2,  # documents of 2004 and 2008, each told once
        "D04": 6,  # counts under 质量指标
        "D03": 1,  # 优良率 under 数量指标
        "D24": 5,  # every indicator of a project on one document
        "D11": 1,  # 2-4 and 1-2 against ≥5
        "B03": 1,  # three decimals
        "G01": 2,  # 2020 in a disclosure of 2021; one of them a date by which all was to be done
        "F01": 3,
    }


def test_mending_changes_brackets_percents_rates_and_spaces_only(
    real: Disclosure, layouts: dict[str, Layout]
) -> None:
    layout = layouts[real.layout]
    before = to_dump(real)
    done = mend_all(real, layout, wanted=_of_the_tables)
    assert Counter(one.codes for one in done) == {
        ("E01",): 37,
        ("D02",): 6,
        ("F01",): 3,
        ("C02",): 1,
    }
    after = to_dump(real)
    differences = _differences(before, after)
    assert sorted(differences) == sorted((one.before, one.after) for one in done)
    assert mend_all(real, layout, wanted=_of_the_tables) == []
    assert not [one for one in check(real, layout) if one.code in ("E01", "D02", "F01", "C02")]


def _of_the_tables(finding: Finding) -> bool:
    """Tell whether a mending is one of the tables: the parts have tests of their own."""
    return finding.code[0] != "K"


def _differences(one: object, other: object) -> list[tuple[str, str]]:
    if isinstance(one, dict) and isinstance(other, dict):
        assert one.keys() == other.keys()
        return [pair for key in one for pair in _differences(one[key], other[key])]
    if isinstance(one, list) and isinstance(other, list):
        assert len(one) == len(other)
        return [pair for a, b in zip(one, other, strict=True) for pair in _differences(a, b)]
    return [] if one == other else [(str(one), str(other))]
