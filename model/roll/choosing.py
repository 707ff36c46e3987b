"""Which projects are meant by numbers, ranges, codes and names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from model.basics.errors import JibiaoError
from model.document.disclosure import TargetTable

_RANGE = re.compile(r"(\d+)\s*(?:[-—–~～至到]\s*(\d+))?")
_COMMA = re.compile(r"[,，、;；]")


class ChoiceError(JibiaoError):
    """Words that mean no project, or several."""


def chosen_projects(words: Sequence[str], tables: Sequence[TargetTable]) -> frozenset[str]:
    """Return the ids of the target tables meant.

    Args:
        words: each a number (``3``), a range (``3-5``), a code, a name or a part of one, or
            several with commas between them.
        tables: the target tables, numbered from 1.

    Raises:
        ChoiceError: nothing is meant by one of the words, or more than one project.
    """
    found: set[str] = set()
    for word in words:
        whole = _exactly(word.strip(), tables)
        if whole:
            found.update(whole)
            continue
        for part in filter(None, map(str.strip, _COMMA.split(word))):
            found.update(_meant(part, tables))
    if not found:
        raise ChoiceError("没有选中任何项目")
    return frozenset(found)


def _exactly(word: str, tables: Sequence[TargetTable]) -> list[str]:
    """Return every project with this very code or name; departments do have two of one name."""
    return [table.id for table in tables if word and word in (table.code, table.name)]


def _meant(word: str, tables: Sequence[TargetTable]) -> list[str]:
    exact = _exactly(word, tables)
    if exact:
        return exact
    match = _RANGE.fullmatch(word)
    # no code is so short
    if match and len(match[1]) <= 4:
        return _numbered(word, int(match[1]), int(match[2] or match[1]), tables)
    parts = [table for table in tables if word in table.name]
    if len(parts) == 1:
        return [parts[0].id]
    if parts:
        names = "、".join(f"“{table.name}”" for table in parts[:4])
        raise ChoiceError(
            f"名称里有“{word}”的项目不止一个：{names}", "", "请写全名称，或用序号、项目编码"
        )
    raise ChoiceError(f"没有“{word}”这个项目", "", "可以用序号（1,3-5）、项目编码或项目名称")


def _numbered(word: str, first: int, last: int, tables: Sequence[TargetTable]) -> list[str]:
    if not 1 <= first <= last <= len(tables):
        raise ChoiceError(f"没有第 {word} 个项目：一共 {len(tables)} 个")
    return [table.id for table in tables[first - 1 : last]]
