"""A profile written as a file's text is read back the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.checks.base import Severity
from model.checks.profile import (
    Profile,
    ProfileError,
    default_profile,
    profile_of,
    profile_text,
    read_profile,
)
from model.checks.registry import CHECKS

CODES = st.sampled_from(sorted(CHECKS))


@given(
    st.text(min_size=1).filter(lambda text: bool(text.strip()) and text.isprintable()),
    st.frozensets(CODES, max_size=5),
    st.dictionaries(CODES, st.sampled_from(list(Severity)), max_size=5),
    st.integers(0, 10000),
)
def test_any_profile_comes_back(
    name: str, off: frozenset[str], severities: dict[str, Severity], number: int
) -> None:
    numbers = dict(default_profile().numbers) | {("E04", "years"): number}
    rules = Profile(name, off, severities, numbers, frozenset())
    assert read_profile(profile_text(rules), "文件") == rules


@pytest.mark.parametrize("name", ['引号"和\\反斜杠', "换行\n制表\t", "\x7f\x01", "🙂"])
def test_names_of_every_kind(name: str) -> None:
    rules = Profile(name, numbers=default_profile().numbers)
    assert read_profile(profile_text(rules), "文件") == rules


def test_what_is_kept_with_a_file_goes_before_other_rules() -> None:
    own = Profile("甲", frozenset({"A02"}), numbers=default_profile().numbers)
    assert profile_of("", own) == own
    assert profile_of('name = "乙"', own) == read_profile('name = "乙"', "")
    with pytest.raises(ProfileError, match="没有写名称"):
        profile_of("checks = 1", own)
