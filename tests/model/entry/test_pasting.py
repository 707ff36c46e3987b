"""Where the columns of a pasted block go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.entry.pasting import assign
from model.layout import load_layouts

HEBEI = load_layouts()["hebei-2021"]
COLUMNS = [
    ("level1", "一级指标"),
    ("level2", "二级指标"),
    ("name", "三级指标"),
    ("description", "绩效指标描述"),
    ("value", "指标值"),
    ("basis", "指标值确定依据"),
]
NAMES = [field for field, _ in COLUMNS]
AT = {field: place for place, field in enumerate(NAMES)}
WHOLE = [
    ["产出指标", "数量指标", "清淤长度", "清淤河道总长", "≥12.5公里", "实施方案"],
    ["", "", "清淤土方", "清运的土方量", "≥3.2万立方米", "实施方案"],
    ["", "质量指标", "验收合格率", "合格段数占比", "100%", "水利验收规程"],
    ["效益指标", "社会效益指标", "受益人口", "沿河居民", "≥2.1万人", "统计年鉴"],
]


@pytest.mark.parametrize("standing", NAMES)
def test_six_columns_go_to_their_own_wherever_one_stands(standing: str) -> None:
    found = assign(HEBEI, COLUMNS, AT[standing], WHOLE)
    assert found.fields == tuple(NAMES)
    assert found.moved == (standing != "level1")
    assert found.left_over(WHOLE) == []


def test_levels_reach_down_and_the_next_level1_takes_no_level2_along() -> None:
    texts = assign(HEBEI, COLUMNS, 0, WHOLE).texts(WHOLE)
    assert [(row["level1"], row["level2"]) for row in texts] == [
        ("产出指标", "数量指标"),
        ("产出指标", "数量指标"),
        ("产出指标", "质量指标"),
        ("效益指标", "社会效益指标"),
    ]
    rows = [*WHOLE[:3], ["效益指标", "", "受益人口", "", "≥1人", ""]]
    assert "level2" not in assign(HEBEI, COLUMNS, 0, rows).texts(rows)[3]
    begun = [["", "", "甲", "乙", "≥1人", "丙"]] * 2
    assert set(assign(HEBEI, COLUMNS, 0, begun).texts(begun)[0]) == set(NAMES[2:])


def test_names_at_a_level_go_to_the_names() -> None:
    rows = [[f"第{n}期培训人数", f"培训的人数{n}", f"≥{n}人"] for n in range(500)]
    for standing in ("level1", "level2"):
        found = assign(HEBEI, COLUMNS, AT[standing], rows)
        assert found.fields == ("name", "description", "value")
        assert found.moved and len(found.texts(rows)) == 500
    alone = [[f"第{n}期培训人数"] for n in range(500)]
    assert assign(HEBEI, COLUMNS, AT["level2"], alone).fields == ("name",)


def test_what_has_no_column_is_told_and_not_put_elsewhere() -> None:
    rows = [
        ["甲项", "说明", "≥1人", "方案", "多一列", ""],
        ["乙项", "说明", "≥2人", "方案", "", ""],
    ]
    found = assign(HEBEI, COLUMNS, AT["name"], rows)
    assert found.fields == ("name", "description", "value", "basis", "", "")
    assert found.left_over(rows) == [5]


def test_a_block_with_heads_goes_by_them() -> None:
    rows = [
        ["序号", "三级指标", "指标值", "绩效指标描述", "备注"],
        ["1", "甲", "≥1人", "说明", "无"],
        ["2", "乙", "≥2人", "说明", ""],
    ]
    found = assign(HEBEI, COLUMNS, AT["level1"], rows)
    assert found.fields == ("", "name", "value", "description", "")
    assert (found.heads, found.left_over(rows)) == (1, [1, 5])
    assert found.texts(rows)[1] == {"name": "乙", "value": "≥2人", "description": "说明"}


def test_numbers_before_the_rows_are_no_names() -> None:
    rows = [[str(n), f"指标{n}名", "说明", f"≥{n}人", "方案"] for n in range(1, 5)]
    found = assign(HEBEI, COLUMNS, AT["name"], rows)
    assert found.fields == ("", "name", "description", "value", "basis")


def test_where_nothing_speaks_against_it_a_block_stays_where_one_stands() -> None:
    for standing, rows in (
        ("description", [["甲", "≥1人"], ["乙", "约束"]]),
        ("level2", [["数量指标", "甲"], ["", "乙"]]),
        ("level2", [["治理效能指标", "甲"]]),
        ("basis", [["方案"], ["方案"]]),
        ("name", [["12", "说明"]]),
        ("value", [["长期坚持"], ["稳步提高"]]),
    ):
        found = assign(HEBEI, COLUMNS, AT[standing], rows)
        assert not found.moved, rows
        assert found.fields[0] == standing


CELLS = st.sampled_from(["", "产出指标", "数量指标", "甲", "≥1人", "100%", "方案", "三级指标", "1"])


@given(
    st.integers(1, 8).flatmap(
        lambda width: st.lists(
            st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=5
        )
    ),
    st.integers(0, 5),
)
def test_every_text_is_placed_once_or_told(rows: list[list[str]], standing: int) -> None:
    found = assign(HEBEI, COLUMNS, standing, rows)
    taken = [name for name in found.fields if name]
    assert len(taken) == len(set(taken))
    told = set(found.left_over(rows))
    for number, row in enumerate(rows[found.heads :]):
        for place, text in enumerate(row):
            if text.strip() and found.fields[place]:
                assert found.texts(rows)[number][found.fields[place]] == text
            elif text.strip():
                assert place + 1 in told
