"""What is wrong with a layout file, in the words of who writes it."""

from __future__ import annotations

import re
import tomllib
import types
import typing
from typing import Any

import msgspec
from msgspec import Struct

from model.layout.form import Layout

_KINDS = {
    "str": "文字",
    "int": "整数",
    "float": "数",
    "bool": "true 或 false",
    "array": "列表 [ … ]",
    "object": "一组 { … }",
    "null": "空",
}
_PLACES = (
    (r"\.table\.rows\[(\d+)\]\.cells\[(\d+)\]", "表头第{}行第{}格"),
    (r"\.table\.rows\[(\d+)\]", "表头第{}行"),
    (r"\.table\.below\[(\d+)\]\.cells\[(\d+)\]", "指标下面第{}行第{}格"),
    (r"\.table\.below\[(\d+)\]", "指标下面第{}行"),
    (r"\.table\.columns\[(\d+)\]", "指标第{}栏（table.columns）"),
    (r"\.table\.further\[(\d+)\]", "另有的第{}栏（table.further）"),
    (r"\.table\.blocks\[(\d+)\]", "第{}块指标（table.blocks）"),
    (r"\.table\.columns_mm\[(\d+)\]", "第{}列的宽度（table.columns_mm）"),
    (r"\.levels\[(\d+)\]\.level2\[(\d+)\]", "第{}个一级指标的第{}个二级指标"),
    (r"\.levels\[(\d+)\]", "第{}个一级指标"),
    (r"\.document\.text\.sections\[(\d+)\]", "部门文本第{}节（document.text.sections）"),
)
_STEP = re.compile(r"\.(\w+)|\[(\d+|\.\.\.)\]")


def toml_fault(error: tomllib.TOMLDecodeError) -> str:
    """Return where a file is no TOML."""
    place = re.search(r"at line (\d+), column (\d+)", str(error))
    if place is None:
        return "写法不对：文件到末尾还没有写完，可能少了一个引号或括号"
    return (
        f"第{place[1]}行第{place[2]}列附近写法不对：请检查引号、括号、逗号和等号，有没有写重的名称"
    )


def content_fault(error: msgspec.ValidationError, data: dict[str, Any]) -> str:
    """Return what a layout file says that no layout can say: the place, what, what is allowed."""
    message, _, path = str(error).partition(" - at `$")
    path = path.rstrip("`")
    if "[...]" in path:
        path = _named(path, data)
    place = _place(path)
    if found := re.search(r"unknown field `(.*)`", message):
        return f"{place}有不认识的“{found[1]}”；可以写的有：{'、'.join(_known(path))}"
    if found := re.search(r"missing required field `(.*)`", message):
        return f"{place}缺少“{found[1]}”"
    if found := re.search(r"Invalid enum value '(.*)'", message):
        return f"{place}不能是“{found[1]}”；可以是：{'、'.join(_choices(path))}"
    if found := re.search(r"Expected `(.*)`, got `(.*)`", message):
        return f"{place}应是{_kinds(found[1])}，写成了{_kinds(found[2])}"
    return f"{place}写法不对"


def _kinds(names: str) -> str:
    return "或".join(_KINDS.get(name.strip(), name.strip()) for name in names.split("|"))


def _place(path: str) -> str:
    for pattern, words in _PLACES:
        found = re.match(pattern, path)
        if found:
            rest = path[found.end() :].lstrip(".")
            place = words.format(*(int(number) + 1 for number in found.groups()))
            return f"{place}{f'的 {rest} ' if rest else ''}"
    rest = path.lstrip(".")
    return f"{rest} " if rest else "文件"


def _named(path: str, data: dict[str, Any]) -> str:
    """Return a path with the key of the entry that is wrong: the message says only ``[...]``."""
    before, _, after = path.partition("[...]")
    entries: Any = data
    for name, number in _STEP.findall(before):
        entries = entries[name] if name else entries[int(number)]
    kind = typing.get_args(_type_at(before))[1]
    for key, value in entries.items():
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError:
            return f"{before}.{key}{after}"
    return before + after


def _known(path: str) -> list[str]:
    kind = _type_at(path)
    if isinstance(kind, type) and issubclass(kind, Struct):
        return [found.name for found in msgspec.structs.fields(kind)]
    return []


def _choices(path: str) -> list[str]:
    choices = typing.get_args(_type_at(path))
    return [f"“{choice}”" if choice else "空" for choice in choices]


def _type_at(path: str) -> Any:
    """Return the type a layout has at a path such as ``.table.rows[0].cells[1].align``."""
    kind: Any = Layout
    for name, _ in _STEP.findall(path):
        arguments = [arg for arg in typing.get_args(kind) if arg is not type(None)]
        if isinstance(kind, types.UnionType):
            kind = arguments[0]
        if isinstance(kind, type) and issubclass(kind, Struct):
            found = {one.name: one.type for one in msgspec.structs.fields(kind)}
            kind = found.get(name)
        elif arguments:
            kind = arguments[1] if typing.get_origin(kind) is dict else arguments[0]
    return kind
