"""Whose rules: a profile switches checks off, changes severities, sets numbers."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from model.basics.assets import asset
from model.basics.errors import JibiaoError
from model.basics.plainfile import read_plain
from model.checks.base import Check, Severity
from model.checks.registry import CHECKS, RETIRED

PROFILE_FOLDER = asset("profiles")
DEFAULT = "default"


class ProfileError(JibiaoError):
    """A profile file is wrong or cannot be read."""


class Profile(Struct, frozen=True):
    """A bureau's own rules.

    Attributes:
        name: whose rules they are, as reports show it.
        off: codes of checks that are switched off.
        severities: code → severity of all its findings.
        numbers: (code, name) → number, complete for every check.
        on: codes of checks that are run though the program leaves them off.
    """

    name: str
    off: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    numbers: Mapping[tuple[str, str], int] = field(default_factory=dict)
    on: frozenset[str] = frozenset()

    def active(self) -> list[Check]:
        """Return the checks that are on, in the order of their codes."""
        return [
            check
            for code, check in CHECKS.items()
            if code not in self.off and (check.on or code in self.on)
        ]


def _own_numbers() -> dict[tuple[str, str], int]:
    return {
        (code, name): number.default
        for code, check in CHECKS.items()
        for name, number in check.numbers.items()
    }


@cache
def default_profile() -> Profile:
    """Return the profile the program ships.

    Raises:
        ProfileError: its file is gone or wrong.
    """
    return load_profile(PROFILE_FOLDER / f"{DEFAULT}.toml")


def load_profile(path: Path) -> Profile:
    """Read a profile file; what it does not mention is as the program has it.

    Raises:
        ProfileError: the file cannot be read, or says something a profile cannot.
    """
    where = str(path)
    try:
        text = read_plain(path).decode()
    except FileNotFoundError as error:
        raise ProfileError("找不到这个检查规则文件", where, "请检查文件名和所在文件夹") from error
    except OSError as error:
        reason = "请查看它是不是文件、有没有读取权限，再试一次"
        raise ProfileError("检查规则文件打不开", where, reason) from error
    except UnicodeDecodeError as error:
        raise ProfileError("检查规则文件不是 UTF-8 文本", where) from error
    return read_profile(text, where)


def read_profile(text: str, where: str) -> Profile:
    """Return the rules a profile file's text says.

    Args:
        text: TOML, as `assets/profiles/default.toml` shows it.
        where: the file it stands in, for messages.

    Raises:
        ProfileError: it says something a profile cannot.
    """
    try:
        data = tomllib.loads(text)
    except RecursionError as error:
        raise ProfileError("检查规则文件里括号套得太深", where) from error
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"检查规则文件写法不对（{error}）", where) from error
    return _made(data, where)


def profile_text(profile: Profile) -> str:
    """Return a profile as its file: what is as the program has it is left out."""
    own = _own_numbers()
    lines = [f"name = {_quoted(profile.name)}"]
    for code in CHECKS:
        said = []
        if code in profile.off or code in profile.on:
            said.append(f"on = {'true' if code in profile.on else 'false'}")
        if code in profile.severities:
            said.append(f'severity = "{profile.severities[code].value}"')
        said += [
            f"{name} = {number}"
            for (of, name), number in profile.numbers.items()
            if of == code and number != own[of, name]
        ]
        if said:
            lines += ["", f"[checks.{code}]", *said]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return a TOML string; JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def profile_of(rules: str, otherwise: Profile) -> Profile:
    """Return the rules kept with a disclosure; others where it keeps none.

    Raises:
        ProfileError: what it keeps cannot be used.
    """
    return read_profile(rules, "随文件保存的检查规则") if rules else otherwise


def _made(data: dict[str, Any], where: str) -> Profile:
    unknown = [key for key in data if key not in ("name", "checks")]
    if unknown:
        raise ProfileError(
            f"检查规则文件里有不认识的项“{unknown[0]}”", where, "只能有 name 和 checks"
        )
    name = data.get("name", "")
    if not isinstance(name, str) or not name.strip():
        raise ProfileError("检查规则文件没有写名称（name）", where)
    checks = data.get("checks", {})
    if not isinstance(checks, dict):
        raise ProfileError("checks 应按 [checks.编号] 分段填写", where)
    off: set[str] = set()
    on: set[str] = set()
    severities: dict[str, Severity] = {}
    numbers = _own_numbers()
    for code, rules in checks.items():
        check = _known(code, where)
        if not isinstance(rules, dict):
            raise ProfileError(f"{code} 应写成 [checks.{code}] 一段", where)
        for key, value in rules.items():
            if key == "on":
                wanted = _is(bool, value, f"{code} 的 on 应是 true 或 false", where)
                (on if wanted else off).add(code)
            elif key == "severity":
                severities[code] = _severity(code, value, where)
            elif key in check.numbers:
                numbers[code, key] = _number(code, key, value, where)
            else:
                may = "、".join(("on", "severity", *check.numbers))
                raise ProfileError(f"{code} 没有“{key}”这一项", where, f"可以设的有 {may}")
    return Profile(name, frozenset(off), severities, numbers, frozenset(on))


def _known(code: str, where: str) -> Check:
    if code in RETIRED:
        raise ProfileError(f"检查 {code} 已经停用（{RETIRED[code]}）", where, "请删去这一段")
    if code not in CHECKS:
        raise ProfileError(
            f"没有编号为“{code}”的检查", where, f"现有 {next(iter(CHECKS))} 到 {list(CHECKS)[-1]}"
        )
    return CHECKS[code]


def _is(kind: type, value: Any, message: str, where: str) -> Any:
    if type(value) is not kind:
        raise ProfileError(message, where)
    return value


def _severity(code: str, value: Any, where: str) -> Severity:
    names = [severity.value for severity in Severity]
    if value not in names:
        raise ProfileError(f"{code} 的 severity 应是{'、'.join(names)}之一", where)
    return Severity(value)


def _number(code: str, key: str, value: Any, where: str) -> int:
    number = _is(int, value, f"{code} 的 {key} 应是整数", where)
    if not 0 <= number <= 10000:
        raise ProfileError(f"{code} 的 {key} 应在 0 到 10000 之间", where)
    return int(number)
