"""Whole disclosures as no one should write them: reported, kept, never an exception."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers.text import parse_text
from model.checks import Checker, Finding
from model.checks.names import PARTS
from model.document.blockplaces import part_cells
from model.document.cells import set_cell
from model.document.disclosure import Disclosure
from model.layout import load_layouts
from model.recognise import recognise
from tests.model.parts.kit import Figures, dump

LAYOUTS = load_layouts()
_PART = re.compile(r"^第[一二三四五六七八九]部分[:：]", re.MULTILINE)
_FIGURE = re.compile(r"\d+\.\d\d(?=万元)")
HOSTILE = [
    "=1+1",
    "<&>",
    "\x07\x01",
    "水" * 10_000,
    "😀",
    "第三部分：",
    "12..5万元",
    "（一）其他",
    "\ufeff",
]


def sections(text: str) -> list[str]:
    """Return what stands before the first part, and each part."""
    places = [match.start() for match in _PART.finditer(text)]
    return [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]


def figure(draw: st.DrawFn, written: str) -> str:
    """Return an amount as it is typed in a hurry, or nothing."""
    wide = written.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    whole, _, cents = written.partition(".")
    spaced = [f"{whole} .{cents}", f" {whole}. {cents} "]
    return draw(
        st.sampled_from([wide, *spaced, f"{whole}..{cents}", f"{whole}.{cents}.0", "", "＿＿"])
    )


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """Return a text dump after some of the faults there are."""
    held = sections(dump(Figures(draw(st.integers(0, 5)))))
    front, parts = held[0], held[1:]
    for _ in range(draw(st.integers(0, 3))):
        deed = draw(st.sampled_from(["twice", "gone", "order", "figure", "line", "shift"]))
        place = draw(st.integers(0, len(parts) - 1)) if parts else 0
        if not parts:
            break
        if deed == "twice":
            parts.insert(draw(st.integers(0, len(parts))), parts[place])
        elif deed == "gone":
            del parts[place]
        elif deed == "order":
            parts = draw(st.permutations(parts))
        elif deed == "figure":
            found = list(_FIGURE.finditer(parts[place]))
            if found:
                one = draw(st.sampled_from(found))
                new = figure(draw, one[0])
                parts[place] = parts[place][: one.start()] + new + parts[place][one.end() :]
        elif deed == "line":
            lines = parts[place].split("\n")
            lines.insert(draw(st.integers(1, len(lines))), draw(st.sampled_from(HOSTILE)))
            parts[place] = "\n".join(lines)
        else:
            # a cell of a table that is missing, or one too many: the rest of its row shifts
            lines = parts[place].split("\n")
            cells = [n for n, line in enumerate(lines) if line.startswith("\t") and n > 2]
            if cells:
                at = draw(st.sampled_from(cells))
                lines[at : at + 1] = draw(st.sampled_from([[], [lines[at], lines[at]]]))
            parts[place] = "\n".join(lines)
    return front + "".join(parts)


def strings(thing: object) -> Iterator[str]:
    """Yield every text a disclosure holds."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, (list, tuple, set)):
        for one in thing:
            yield from strings(one)
    elif isinstance(thing, dict):
        yield from strings([*thing.keys(), *thing.values()])
    elif hasattr(thing, "__struct_fields__"):
        for name in thing.__struct_fields__:
            yield from strings(getattr(thing, name))


def letters(text: str) -> str:
    return re.sub(r"[\s\x00-\x1f\ufeff]", "", text)


@settings(max_examples=120)
@given(text=spoilt())
def test_nothing_is_lost_and_nothing_raised(text: str) -> None:
    disclosure, report = recognise(parse_text(text), LAYOUTS, "甲.txt")
    held = letters("\n".join(strings(disclosure)))
    target = re.compile(r"绩效目标表|单位：万元|编码|级指标")
    for line in text.split("\n"):
        words = letters(line)
        # what only titles and heads of a form say is the form's
        if words and words not in held and not target.search(words):
            assert words in letters("\n".join([*report.lines(), form_words()])), line
    Checker(disclosure, LAYOUTS[disclosure.layout or "hebei-2021"])


def form_words() -> str:
    """Return the words of the form, which target tables do not hold."""
    return "\n".join(strings(LAYOUTS["hebei-2021"].table)) + "\n".join(
        strings(LAYOUTS["hebei-2021"].document)
    )


def findings(text: str) -> tuple[Disclosure, list[Finding]]:
    disclosure, _ = recognise(parse_text(text), LAYOUTS, "甲.txt")
    return disclosure, Checker(disclosure, LAYOUTS[disclosure.layout]).findings_of(PARTS)


@pytest.fixture(scope="module")
def sound() -> str:
    return dump(Figures(3))


def test_a_part_twice_stands_twice_and_is_told(sound: str) -> None:
    held = sections(sound)
    disclosure, found = findings("".join([*held[:3], held[2], *held[3:]]))
    assert [part.key for part in disclosure.parts].count("overview") == 2
    titles = [part.title for part in disclosure.parts if part.key == "overview"]
    assert any(titles[0].strip()[:8] in one.message for one in found)


@pytest.mark.parametrize("place", range(1, 9))
def test_a_part_that_is_missing_is_told_or_need_not_be_there(sound: str, place: int) -> None:
    held = sections(sound)
    gone = held.pop(place)
    disclosure, found = findings("".join(held))
    title = gone.split("\n")[0]
    assert title.strip() not in [part.title.strip() for part in disclosure.parts]
    assert found


@pytest.mark.parametrize(
    ("written", "codes"),
    [("１２３．４５", False), ("12..45", True), ("1.2.3", True), ("", True), ("＿＿＿", True)],
)
def test_an_amount_that_is_none_is_told_where_it_stands(
    sound: str, written: str, codes: bool
) -> None:
    text = re.sub(r"(人员经费)\d+\.\d\d", lambda match: match[1] + written, sound)
    disclosure, found = findings(text)
    sentence = f"人员经费{written}万元"
    ref = next(
        ref for part in disclosure.parts for ref, held in part_cells(part) if sentence in held
    )
    at = [one for one in found if ref in (one.ref, *one.others)]
    assert at, "a figure that is another or none is told at its sentence"
    assert any(one.code in ("K13", "K14") for one in at) == codes


def test_a_sentence_whose_amount_is_gone_is_told(sound: str) -> None:
    text = re.sub(r"    其中：人员经费.*\n", "    其中：人员的费用按规定安排\n", sound)
    disclosure, _ = findings(text)
    cells = [held for part in disclosure.parts for _, held in part_cells(part)]
    assert any("人员的费用按规定安排" in held for held in cells)
    view = Checker(disclosure, LAYOUTS[disclosure.layout]).parts.view
    assert view is not None
    unknown = [one.line for one in view.checked if one.state == "unknown"]
    assert any("人员经费" in line for line in unknown)


UNIT = ["1", "青禾县水利局本级", "行政", "正科级", "财政拨款"]


@pytest.mark.parametrize(
    "cells", [[*UNIT[1:], UNIT[1]], [*UNIT[1:], UNIT[-1]], [*UNIT[1:], ""], ["", *UNIT[:-1]]]
)
def test_a_row_shifted_by_one_is_told_with_its_mending(sound: str, cells: list[str]) -> None:
    def written(texts: list[str]) -> str:
        return "".join(f"\t{text}\n" for text in texts)

    assert written(UNIT) in sound
    disclosure, found = findings(sound.replace(written(UNIT), written(cells)))
    (told,) = [one for one in found if one.code == "K07"]
    assert told.fix == "1"
    mended = dict([(told.ref, told.fix), *told.fixes])
    for ref, text in mended.items():
        set_cell(disclosure, ref, text)
    row = next(
        row
        for part in disclosure.parts
        for table in part.tables()
        for row in table.rows
        if row.id == told.ref.indicator
    )
    assert [cell.text for cell in row.cells][:4] == UNIT[:4]
