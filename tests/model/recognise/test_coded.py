"""A code and a name in one cell, in every order clerks write them."""

from __future__ import annotations

import pytest

from model.recognise.building import CODED, split_coded


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("[305]青棠区教育局", "305", "青棠区教育局"),
        ("305-青棠区教育局", "305", "青棠区教育局"),
        ("305001青棠区教育局本级", "305001", "青棠区教育局本级"),
        ("青棠区教育局（305）", "305", "青棠区教育局"),
        ("青棠区教育局 305", "305", "青棠区教育局"),
        ("砚山市城市管理局333", "333", "砚山市城市管理局"),
        ("青棠区教育局", "", "青棠区教育局"),
        # a name that ends in a year or holds a number is a name
        ("青棠区教育局2025", "", "青棠区教育局2025"),
        ("第三中学12班", "", "第三中学12班"),
    ],
)
def test_code_and_name_come_apart(text: str, code: str, name: str) -> None:
    assert split_coded(text, CODED) == (code, name)
