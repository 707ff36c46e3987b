"""What a disclosure teaches the library: its projects, and the indicators each uses."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from msgspec import Struct, field

from library.levels import known_levels
from library.words import joined_line, packed
from model.basics.steps import step
from model.document.disclosure import Disclosure, TargetTable
from model.layout import Layout

ABOUT_MOST = 400
"""Characters of purpose and goals by which projects are compared."""
_EXPLANATION = "explanation"


class Used(Struct, frozen=True):
    """An indicator as a project used it; texts to the character."""

    level1: str
    level2: str
    name: str
    description: str = ""
    value: str = ""
    basis: str = ""


class ProjectUse(Struct):
    """A project and the indicators it used.

    ``identity`` stays the same whenever the same project of the same budget year is read
    again, from whatever file; ``about`` is the beginning of its goals and purpose; ``learned``
    is when a library learned of it that it comes from, empty where it comes from a file.
    """

    identity: str
    department: str
    year: int | None
    code: str
    name: str
    about: str = ""
    uses: list[Used] = field(default_factory=list)
    learned: str = ""

    def digest(self) -> str:
        """Return what changes whenever anything of it changes."""
        whole = hashlib.sha256()
        parts = [self.department, str(self.year), self.code, self.name, self.about]
        for one in self.uses:
            parts += [one.level1, one.level2, one.name, one.description, one.value, one.basis]
        for part in parts:
            data = part.encode("utf-8", "surrogatepass")
            whole.update(b"%d:" % len(data) + data)
        return whole.hexdigest()[:24]


class Harvest(Struct):
    """What one file taught; ``path`` is empty where it has none."""

    path: str
    department: str
    year: int | None
    projects: list[ProjectUse]


def harvest(disclosure: Disclosure, layout: Layout, path: str = "") -> Harvest:
    """Return what a disclosure teaches; quick, and independent of it from then on."""
    department = _department(disclosure)
    known: dict[tuple[str, str], tuple[str, str]] = {}
    taken: dict[str, int] = {}
    projects = []
    for table in disclosure.projects:
        step()
        uses = list(_uses(table, layout, known))
        if uses:
            identity = identity_of(disclosure, table, path)
            taken[identity] = times = taken.get(identity, 0) + 1
            if times > 1:
                identity += f"\n{times}"
            about = f"{table.goals}\n{table.purpose}"[:ABOUT_MOST]
            made = ProjectUse(identity, department, disclosure.year, table.code, table.name, about)
            made.uses = uses
            projects.append(made)
    return Harvest(path, department, disclosure.year, projects)


def identity_of(disclosure: Disclosure, table: TargetTable, path: str = "") -> str:
    """Return what a project is known by in the library; see `ProjectUse`."""
    whose = packed(_department(disclosure) or path)
    return "\n".join((whose, str(disclosure.year or ""), packed(table.code) or packed(table.name)))


def _department(disclosure: Disclosure) -> str:
    return joined_line(disclosure.department.name) or disclosure.department.code.strip()


def _uses(
    table: TargetTable, layout: Layout, known: dict[tuple[str, str], tuple[str, str]]
) -> Iterator[Used]:
    """Yield a table's indicators that have a name, their levels as the form calls them."""
    for item in table.indicators:
        if not item.name.strip():
            continue
        levels = item.level1, item.level2
        if levels not in known:
            known[levels] = known_levels(layout, *levels)
        said = item.description or item.extra.get(_EXPLANATION, "")
        yield Used(*known[levels], item.name, said, item.value, item.basis)
