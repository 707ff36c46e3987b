"""Where years stand in a text, and where four digits are none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.checks.years import plain, read_years, written_like


def found(text: str) -> list[tuple[str, str]]:
    return [(one.kind, text[one.start : one.end]) for one in read_years(text).mentions]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2023年修路，2024 年验收", ["2023", "2024"]),
        ("二〇二三年；二○二四年；二零二五年", ["二〇二三", "二○二四", "二零二五"]),
        ("２０２３年度", ["２０２３"]),
        ("2023-09-30前；2023.09；2023/9/1", ["2023", "2023", "2023"]),
        ("1.2023年修路", ["2023"]),
        ("（2023年）科普经费", ["2023"]),
        ("2023学年、2023财年、2023预算年度", ["2023", "2023", "2023"]),
        ("2023年3号楼维修，2023年5号前完成", ["2023", "2023"]),
    ],
)
def test_single_years(text: str, years: list[str]) -> None:
    assert found(text) == [("year", year) for year in years]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("2021—2023年规划", [("span", "2021—2023")]),
        ("2021年1月至2021年12月", [("span", "2021年1月至2021")]),
        ("二〇二一至二〇二三年", [("span", "二〇二一至二〇二三")]),
        ("2021-09-01至2022-06-30", [("span", "2021-09-01至2022")]),
        ("2021-22学年", [("span", "2021-22")]),
        ("2021、2022和2023年", [("list", "2021、2022和2023")]),
        ("23年底前，共23年，工龄30年以上", [("short", "23")]),
        ("2023届、2022级", [("class", "2023"), ("class", "2022")]),
    ],
)
def test_years_that_belong_together(text: str, mentions: list[tuple[str, str]]) -> None:
    assert found(text) == mentions


@pytest.mark.parametrize(
    "text",
    [
        "《2023年科普方案》",
        "《关于印发〈2023年方案〉的2023年通知》",
        "《关于印发《2023年方案》的2023年通知》",
        "《2023年方案，2023年底",
        "2023年方案》",
        "<<2023年方案>>",
        "云财教〔2023〕7号、云财教【2023】7号、云财教(2023)7号、云财教2023年7号",
        "云财教〔2023年〕7",
        "（2023）云01民初12号",
        "2023年第5号公告",
        "DA/T 31-2017年、GB 50348-2018年版、GB/T 9704—2012",
        "ZFCG-2023-09-15、XM2023-01",
        "https://example.org/2023-09-30/a，a2023-09@example.org",
        "2023.50万元、≥2023.09、2023.5公里",
        "13060021202309、电话 0312-20231234",
        "2023人、2023个",
    ],
)
def test_no_years(text: str) -> None:
    assert found(text) == []


def test_a_title_ends_where_its_line_ends() -> None:
    text = "《2023年方案\n2024年修路》，2025年验收"
    assert found(text) == [("year", "2025")]


@pytest.mark.parametrize(
    ("sample", "year", "written"),
    [
        ("2023", 2030, "2030"),
        ("23", 2024, "24"),
        ("二〇二三", 2030, "二〇三〇"),
        ("二零二三", 2030, "二零三零"),
        ("２０２３", 2024, "２０２４"),
    ],
)
def test_years_are_written_like_others(sample: str, year: int, written: str) -> None:
    assert written_like(sample, year) == written


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            ["2023", "年", "《", "》", "〔", "〕", "-", "—", "至", "、", "9", "号", " ", "\n",
             "二〇二三", "第", "科", "GB ", "20", ".", "２０２３", "届", "<<"]
        ),
        max_size=40,
    ).map("".join)
)  # fmt: skip
def test_any_text_is_read_without_losing_its_places(text: str) -> None:
    read = read_years(text)
    assert len(plain(text)) == len(text)
    end = 0
    for one in read.mentions:
        assert end <= one.start < one.end <= len(text)
        end = one.end
        for part in one.parts:
            assert written_like(text[part.start : part.end], part.year).isprintable()
