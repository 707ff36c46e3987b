"""No form that ships makes a check call a filled cell empty."""

from __future__ import annotations

import pytest

from model.checks.run import check
from model.layout import Layout, load_layouts
from scripts.form_examples import example


@pytest.mark.parametrize("name", list(load_layouts()))
def test_what_is_filled_is_not_called_empty(layouts: dict[str, Layout], name: str) -> None:
    disclosure = example(layouts[name])
    first = disclosure.projects[0]
    found = check(disclosure, layouts[name])
    told = [one for one in found if one.code in ("A01", "B01") and one.ref.table == first.id]
    assert not told
