"""Every regular expression of the program, and texts that make a bad one search for ever.

Run as a program it tries them all and prints, as JSON, those whose time grows more than
linearly: a process of its own, since a bad pattern may never come back.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("model", "importers", "exporters", "library", "cli", "gui")
LONG = 40_000
"""Characters of a hostile text: what is quadratic takes seconds on it, what is linear none."""
LIMIT = 0.15
"""Seconds of the processor one search may take on it."""

Key = tuple[str, int]


class TooSlowError(Exception):
    """A search was stopped."""


def recorded(work: Callable[[], None]) -> dict[Key, set[str]]:
    """Return the patterns the program's own files compile while something is done.

    Each with the ways it may be used: by the name of the function of `re`, or ``compile``
    with the place for those whose use is not seen.
    """
    found: dict[Key, set[str]] = {}
    compile_it = re._compile  # type: ignore[attr-defined]

    def watching(pattern: Any, flags: int) -> Any:
        frame: FrameType = sys._getframe(1)
        outer = frame.f_back
        if outer is not None and isinstance(pattern, str):
            file = Path(outer.f_code.co_filename)
            if file.is_relative_to(ROOT) and ".venv" not in file.parts:
                way = frame.f_code.co_name
                if way == "compile":
                    way = f"{file.relative_to(ROOT)}:{outer.f_lineno}"
                found.setdefault((pattern, int(flags)), set()).add(way)
        return compile_it(pattern, flags)

    re._compile = watching  # type: ignore[attr-defined]
    try:
        work()
    finally:
        re._compile = compile_it  # type: ignore[attr-defined]
    return found


def the_program() -> None:
    """Load all modules and data, and read, check and compare an example, to compile all."""
    for package in PACKAGES:
        for module in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            importlib.import_module(module.name)
    from importers.read import read_file
    from model.basics.language import language
    from model.checks import check
    from model.layout import load_layouts

    for words in language().values():
        words.search("")
        words.ends("")
    layouts = load_layouts()
    files = [*(ROOT / "assets" / "examples").iterdir(), ROOT / "tests/data/whole-disclosure.txt"]
    for file in files:
        disclosure, _report = read_file(file, layouts)
        for layout in layouts.values():
            check(disclosure, layout)


def sample(items: Any) -> str:
    """Return a text a parsed pattern matches, or nearly so."""
    parts = []
    for operation, argument in items:
        if operation is sre.LITERAL:
            parts.append(chr(argument))
        elif operation is sre.NOT_LITERAL:
            parts.append("a" if argument != ord("a") else "b")
        elif operation is sre.ANY:
            parts.append("项")
        elif operation is sre.IN:
            parts.append(sample_set(argument))
        elif operation is sre.BRANCH:
            parts.append(sample(argument[1][0]))
        elif operation is sre.SUBPATTERN:
            parts.append(sample(argument[3]))
        elif operation in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            low, high, inner = argument
            parts.append(sample(inner) * max(low, min(1, high)))
        elif operation is sre.ATOMIC_GROUP:
            parts.append(sample(argument))
    return "".join(parts)


_SETS: dict[str, str] = {}


def sample_set(node: list[Any]) -> str:
    """Return a character of a set."""
    key = repr(node)
    if key not in _SETS:
        negated = bool(node) and node[0][0] is sre.NEGATE
        char = ""
        if not negated:
            operation, argument = node[0]
            if operation is sre.LITERAL:
                char = chr(argument)
            elif operation is sre.RANGE:
                char = chr(argument[0])
            elif operation is sre.CATEGORY:
                char = {
                    sre.CATEGORY_DIGIT: "1",
                    sre.CATEGORY_SPACE: " ",
                    sre.CATEGORY_WORD: "a",
                }.get(argument, "，")
        _SETS[key] = char or _outside(node)
    return _SETS[key]


def _outside(node: list[Any]) -> str:
    """Return a character a negated set allows."""
    for char in "项a1 ，":
        if not any(_in(char, one) for one in node[1:]):
            return char
    return "鑫"


def _in(char: str, one: tuple[Any, Any]) -> bool:
    operation, argument = one
    if operation is sre.LITERAL:
        return bool(ord(char) == argument)
    if operation is sre.RANGE:
        return bool(argument[0] <= ord(char) <= argument[1])
    if operation is sre.CATEGORY:
        classes = {
            sre.CATEGORY_DIGIT: r"\d",
            sre.CATEGORY_SPACE: r"\s",
            sre.CATEGORY_WORD: r"\w",
            sre.CATEGORY_NOT_SPACE: r"\S",
            sre.CATEGORY_NOT_DIGIT: r"\D",
            sre.CATEGORY_NOT_WORD: r"\W",
        }
        return re.fullmatch(classes[argument], char) is not None
    return False


def repeats(items: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield, for every long repeat of a pattern, what stands before it and one turn of it."""
    for operation, argument in items:
        if operation is sre.BRANCH:
            for branch in argument[1]:
                yield from repeats(branch, before)
        elif operation is sre.SUBPATTERN:
            yield from repeats(argument[3], before)
        elif operation is sre.ATOMIC_GROUP:
            yield from repeats(argument, before)
        elif operation in (sre.ASSERT, sre.ASSERT_NOT):
            yield from repeats(argument[1], before)
        elif operation in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            _low, high, inner = argument
            if high is sre.MAXREPEAT or high > 60:
                yield from ((before, turn) for turn in _turns(inner))
            yield from repeats(inner, before)
        before += sample([(operation, argument)])


def _turns(inner: Any) -> set[str]:
    """Return texts one turn of a repeat may match: each branch, each kind of a set."""
    found = {sample(inner)}
    for operation, argument in inner:
        if operation is sre.BRANCH:
            found |= {sample(branch) for branch in argument[1]}
        elif operation is sre.SUBPATTERN:
            found |= _turns(argument[3])
        elif operation is sre.IN:
            negated = bool(argument) and argument[0][0] is sre.NEGATE
            members = argument[1:] if negated else argument
            for char in " 1a项，.一":
                if any(_in(char, one) for one in members) is not negated:
                    found.add(char)
    return {turn for turn in found if turn}


_BAD = "\x01"


def hostile(pattern: str, flags: int) -> Iterator[tuple[str, str, str]]:
    """Yield texts that a pattern is likely to be slow on: head, what is repeated, tail."""
    parsed = _parser.parse(pattern, flags)
    seen = set()
    for before, turn in repeats(parsed):
        for head, pump in ((before, turn), ("", before + turn), ("", before), ("", turn)):
            for tail in (_BAD, ""):
                if pump and (head, pump, tail) not in seen:
                    seen.add((head, pump, tail))
                    yield head, pump, tail
    if seen:
        for pump in (" ", "　", "\n", "1", "一", "a", "项", "1,", "第", "（", "(", "《", "、"):
            if ("", pump, _BAD) not in seen:
                yield "", pump, _BAD


_USES = re.compile(
    r"\b([A-Z_][A-Z0-9_]*)\.(match|fullmatch|search|sub|subn|split|findall|finditer)\("
)


def _anchored_names() -> dict[str, set[str]]:
    """Return, for names of patterns, the ways they are used: a private name in its file alone."""
    ways: dict[str, set[str]] = {}
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            file = str(path.relative_to(ROOT))
            for name, way in _USES.findall(path.read_text(encoding="utf-8")):
                ways.setdefault(f"{file}:{name}" if name.startswith("_") else name, set()).add(way)
    return ways


_NAME = re.compile(r"^([A-Z_][A-Z0-9_]*)(?::[^=]*)? = re\.compile\(")


_WHOLE = {
    *("model/layout/verify.py", "model/layout/publication_load.py", "model/parts/headings.py"),
    *("model/parts/words.py", "model/recognise/folding.py", "model/entry/numbering.py"),
}
"""Files whose patterns are given to others, which match them from a text's beginning."""


def ways_of(places: set[str], uses: dict[str, set[str]]) -> set[str]:
    """Return how a pattern is used: ``match`` and ``fullmatch`` where that is all."""
    found = set()
    for place in places:
        file, colon, line = place.partition(":")
        if not colon:
            found.add(place)
            continue
        text = (ROOT / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
        name = _NAME.match(text)
        if file in _WHOLE and not name:
            found |= {"match", "fullmatch"}
            continue
        known = (uses.get(f"{file}:{name[1]}") or uses.get(name[1])) if name else None
        found |= known or {"search"}
    return {"search" if way not in ("match", "fullmatch") else way for way in found}


def seconds(compiled: re.Pattern[str], way: str, text: str) -> float:
    """Return the processor's seconds for one search; `TooSlowError` above the limit."""

    def stop(_number: int, _frame: object) -> None:
        raise TooSlowError

    signal.signal(signal.SIGVTALRM, stop)
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT * 4)
    try:
        if way == "search":
            for _match in compiled.finditer(text):
                pass
        else:
            getattr(compiled, way)(text)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - begun


def _spent(compiled: re.Pattern[str], way: str, text: str) -> float:
    try:
        return seconds(compiled, way, text)
    except TooSlowError:
        return 4 * LIMIT


def slow(pattern: str, flags: int, way: str) -> str:
    """Return what a pattern is slow on, empty where it is linear."""
    compiled = re.compile(pattern, flags)
    for head, pump, tail in hostile(pattern, flags):
        spent, quarter = (
            _spent(compiled, way, head + pump * (long // len(pump)) + tail)
            for long in (LONG, LONG // 4)
        )
        # what is linear takes a quarter of the time for a quarter of the text
        if spent > LIMIT and (spent >= 4 * LIMIT or spent > 7 * quarter):
            return f"{head!r} + {pump!r}*n + {tail!r}: {spent:.2f}"
    return ""


def main() -> None:
    """Print the patterns that are slow, as JSON lines."""
    sys.path.insert(0, str(ROOT))
    found = recorded(the_program)
    uses = _anchored_names()
    print(json.dumps(["count", len(found)]), flush=True)
    for (pattern, flags), places in found.items():
        for way in sorted(ways_of(places, uses)):
            told = slow(pattern, flags, way)
            if told:
                line = [pattern[:300], sorted(places), way, told]
                print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
