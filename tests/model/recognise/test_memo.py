"""Answers about texts are kept, long texts are not, and too many are forgotten."""

from __future__ import annotations

from model.recognise import memo
from model.recognise.folding import LONGEST_LABEL
from model.recognise.memo import Memo


def test_a_text_is_asked_about_once() -> None:
    asked: list[str] = []

    def ask(text: str) -> int:
        asked.append(text)
        return len(text)

    answers = Memo(ask)
    assert [answers["项目名称"], answers["项目名称"], answers["值"]] == [4, 4, 1]
    assert asked == ["项目名称", "值"]


def test_a_text_too_long_for_a_label_is_answered_and_not_kept() -> None:
    answers = Memo(len)
    assert answers["长" * (LONGEST_LABEL + 1)] == LONGEST_LABEL + 1
    assert answers["长" * LONGEST_LABEL] == LONGEST_LABEL
    assert list(answers) == ["长" * LONGEST_LABEL]


def test_no_more_are_kept_than_the_most() -> None:
    answers = Memo(len)
    for number in range(memo.MOST):
        answers[str(number)]
    assert len(answers) == memo.MOST
    assert answers["再一个"] == 3
    assert list(answers) == ["再一个"]
