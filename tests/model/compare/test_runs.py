from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.compare import Run, text_runs

# few letters, so that much repeats; whole sentences; anything else
TEXTS = st.one_of(
    st.text("的一是，。\n 12.a\u0301", max_size=60),
    st.lists(st.sampled_from(["清淤12.5公里。", "补植岸线；", "R&D <3万元>", "👩\u200d👩", "\r\n"]))
        .map("".join),
    st.text(st.characters(exclude_categories=[]), max_size=40),
)  # fmt: skip


def sides(runs: tuple[Run, ...]) -> tuple[str, str]:
    before = "".join(run.text for run in runs if run.kind != "insert")
    after = "".join(run.text for run in runs if run.kind != "delete")
    return before, after


@given(TEXTS, TEXTS)
def test_runs_are_both_texts_to_the_character(before: str, after: str) -> None:
    runs = text_runs(before, after)
    assert sides(runs) == (before, after)
    assert all(run.text for run in runs)
    kinds = [run.kind for run in runs]
    # what went stands before what came, and no two runs of a kind follow each other
    assert all(pair not in {("insert", "delete")} for pair in pairwise(kinds))
    assert all(one != other for one, other in pairwise(kinds))


@given(TEXTS)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert text_runs(text, text) == ((Run("equal", text),) if text else ())


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("完成河道清淤", "完成河道疏浚", "完成河道[-清淤-]{+疏浚+}"),
        ("≥95%", "≥90%", "≥[-95-]{+90+}%"),
        ("30.00", "30.50", "[-30.00-]{+30.50+}"),
        ("2023年3月底", "2024年4月底", "[-2023-]{+2024+}年[-3-]{+4+}月底"),
        ("培训三期", "培训 三期", "培训{+ +}三期"),
        ("R&D监测费", "R&DA监测费", "R&[-D-]{+DA+}监测费"),
        ("130900240A1B2C3D4E5F6", "130900240A1B2C3D4E5F7", "130900240A1B2C3D4E5F[-6-]{+7+}"),
        ("优良", "", "[-优良-]"),
        ("按月调度工作进展", "季度末通报月度资金", "[-按月调度工作进展-]{+季度末通报月度资金+}"),
    ],
)
def test_what_is_marked(before: str, after: str, marked: str) -> None:
    shown = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}"}
    assert "".join(shown[run.kind].format(run.text) for run in text_runs(before, after)) == marked


LONG = "城区段河道清淤工程按月调度。"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("的" * 10_000, "了" + "的" * 9_000 + "了"),
        ("ab" * 5_000, "ba" * 5_000),
        ("甲\n" * 5_000, "乙\n甲\n" * 5_000),
        ("".join(map(chr, range(0x4E00, 0x7510))), "".join(map(chr, range(0x750F, 0x4DFF, -1)))),
    ],
)
def test_hostile_long_texts_are_whole(before: str, after: str) -> None:
    assert sides(text_runs(before, after)) == (before, after)


def test_in_a_long_text_the_changed_words_are_found() -> None:
    sentences = [f"{number}.{LONG}" for number in range(700)]
    changed = list(sentences)
    changed[100] = changed[100].replace("清淤", "疏浚")
    changed[600] = changed[600].replace("按月", "按季")
    runs = text_runs("".join(sentences), "".join(changed))
    assert [run.text for run in runs if run.kind == "delete"] == ["清淤", "月"]
    assert [run.text for run in runs if run.kind == "insert"] == ["疏浚", "季"]


def test_in_a_long_text_without_sentences_letters_are_compared_by_place() -> None:
    before = "段" * 10_000
    after = "改" + "段" * 5_000 + "改" + before[5_002:]
    assert [run.text for run in text_runs(before, after) if run.kind == "insert"] == ["改", "改"]
