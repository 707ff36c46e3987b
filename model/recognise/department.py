"""The department: from its cells, the text or the units' codes; two that disagree are asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from model.document.cellref import CellRef
from model.document.disclosure import Disclosure, Unplaced
from model.document.doubts import YEAR, Choice, Doubt
from model.layout import Layout
from model.printing.fieldtext import coded_text
from model.recognise.found import FoundTable
from model.recognise.lines import is_unit_name, owner_in_title
from model.recognise.vocabulary import vocabulary

_PRINTED = "[{code}]{name}"


def complete_department(
    disclosure: Disclosure, tables: Sequence[FoundTable], layout: Layout
) -> str:
    """Take department and code from the tables where the text says nothing; return where from."""
    department = disclosure.department
    where = "正文" if department.name else ""
    for found in tables:
        if not department.name and found.department_name:
            department.name = found.department_name
            where = found.where
        same = not found.department_name or not _another(found.department_name, department.name)
        if same and found.department_code:
            department.code = department.code or found.department_code
    if not department.name and layout.document.of_department and len(disclosure.projects) == 1:
        department.name = disclosure.projects[0].name
        where = next((found.where for found in tables), "") if department.name else ""
    digits = layout.document.department_digits
    codes = {table.unit.code[:digits] for table in disclosure.projects if table.unit.code}
    if not department.code and len(codes) == 1:
        department.code = codes.pop()
    return where


_LABELLED = re.compile(r"(?P<label>[^\s:：]{2,12})[:：]\s?(?P<name>[^\s:：]{3,40})")
_OWN = ("部门", "编制部门", "填报部门", "申报部门", "公开部门")
"""Labels outside the tables that are the department's; in a table the first of them is a head."""


def department_of_lines(disclosure: Disclosure, lines: Iterable[str]) -> Iterator[Doubt]:
    """Take the department from a line such as ``部门：某局　单位：元``, if nothing else names it.

    One that names who fills the table in (填报单位) may be meant otherwise: that is asked.
    """
    if disclosure.department.name:
        return
    other = ""
    for line in lines:
        for match in _LABELLED.finditer(line):
            name = match["name"]
            meaning = vocabulary().meaning(match["label"])
            head = meaning.head if meaning is not None else ""
            if not is_unit_name(name):
                continue
            if match["label"] in _OWN or head == "department":
                disclosure.department.name = name
                return
            other = other or (name if head == "unit.name" else "")
    if other:
        disclosure.department.name = other
        said = f"部门名称按表外写的单位推测为“{other}”，请核对。"
        yield Doubt(kind=YEAR, ref=CellRef("", "department.name"), said=said, held=other)


def department_of_titles(disclosure: Disclosure, titles: Iterable[str]) -> Iterator[Doubt]:
    """Take the department from the title of a table, where nothing else names it; that is asked."""
    if disclosure.department.name:
        return
    for title in titles:
        name = owner_in_title(title)
        if name:
            disclosure.department.name = name
            said = f"部门名称按标题“{title.strip()}”推测为“{name}”，请核对。"
            yield Doubt(kind=YEAR, ref=CellRef("", "department.name"), said=said, held=name)
            return


def other_departments(
    disclosure: Disclosure, tables: Iterable[FoundTable], layout: Layout
) -> Iterator[tuple[Unplaced, Doubt]]:
    """Yield what target tables call their department where it is not the disclosure's, once each.

    A disclosure is of one department: another has no cell, but must not get lost.
    """
    spec = layout.fields.get("department")
    printed, title = (spec.print, spec.title) if spec else (_PRINTED, "主管部门")
    ours = disclosure.department
    known: set[tuple[str, str]] = set()
    for found in tables:
        code, name = found.department_code, found.department_name
        if _another(code, ours.code) or _another(name, ours.name):
            if (code, name) not in known:
                text = coded_text(printed, code, name)
                kept = Unplaced(text, found.where, title, found.table.id)
                yield kept, _asked(ours.name, name or code, found.where)
            known.add((code, name))


def _asked(ours: str, other: str, where: str) -> Doubt:
    choices = tuple(Choice(name, name) for name in (ours, other) if name)
    return Doubt(
        kind=YEAR,
        ref=CellRef("", "department.name"),
        said=f"部门有两种写法：“{ours}”和“{other}”，按前一个读入，是哪一个？",
        held=ours,
        where=where,
        choices=choices,
    )


def _another(said: str, ours: str) -> bool:
    return bool(said.strip()) and "".join(said.split()) != "".join(ours.split())
