"""Running the checks: all at once, or after each edit only those that read what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from model.basics.steps import step
from model.checks.base import Check, Fault, Finding
from model.checks.cells_run import CellRunner, with_chars
from model.checks.cross import CrossIndex
from model.checks.made import Delta, findings_of_faults
from model.checks.names import PARTS, SPENDING
from model.checks.order import in_order
from model.checks.parts_run import PartsFindings
from model.checks.profile import Profile, default_profile
from model.checks.seen import Seen
from model.checks.view import (
    CARRIED,
    DOUBTS,
    OWN,
    TEXT,
    YEAR,
    Context,
    Form,
    OwnView,
    TableView,
    TextCell,
    own_cells,
)
from model.document.cells import CellRef
from model.document.disclosure import VALUE_PARTS, Disclosure, TargetTable
from model.document.edits import Change
from model.document.settling import DoubtIndex
from model.layout import Layout

MONEY = "money"
"""In ``reads``: every amount, whatever the form calls it."""
PLAN = "plan"


class Checker:
    """The findings of a disclosure, kept up to date edit by edit.

    After any sequence of edits, `findings` is what a fresh `check` would give.

    Args:
        disclosure: what is checked; the very object that is edited.
        layout: the form it is written in.
        profile: whose rules; by default the program's own.
        last: last year's disclosure, where it is known.
    """

    def __init__(
        self,
        disclosure: Disclosure,
        layout: Layout,
        profile: Profile | None = None,
        last: Disclosure | None = None,
    ) -> None:
        self.disclosure = disclosure
        self.layout = layout
        self.profile = profile or default_profile()
        self._last = last
        self._form = Form(layout)
        active = self.profile.active()
        self._local = [check for check in active if check.scope not in ("disclosure", "parts")]
        self._across = [check for check in active if check.scope == "disclosure"]
        self._context = self._new_context()
        self._reasons = {check.code: check.explain(layout) for check in active}
        # sticky: the edit that settles the last doubt takes its finding away
        self._doubted = bool(disclosure.doubts)
        self._begin()
        of_parts = [check for check in active if check.scope == "parts"]
        # no method of this: what refers to each other would wait for the collector
        make = partial(findings_of_faults, self._reasons, self.profile.severities)
        self.parts = PartsFindings(disclosure, of_parts, make)

    def findings(self) -> list[Finding]:
        """Return all findings: the department's own text first, the parts, then the projects.

        Within a project they stand in the order of its cells.
        """
        found = [*self.findings_of(""), *self.findings_of(PARTS)]
        for table in self.disclosure.projects:
            found += self.findings_of(table.id)
        return found

    def findings_of(self, table_id: str) -> list[Finding]:
        """Return one project's findings; with an empty id those of the department's text.

        With `PARTS`, those of the parts of a whole disclosure.
        """
        if table_id == PARTS:
            return self.parts.findings
        if table_id not in self._sorted:
            held = self._found.get(table_id, {})
            findings = [finding for group in held.values() for finding in group]
            where = self._objects.get(table_id) if table_id else self.disclosure
            self._sorted[table_id] = in_order(findings, self._form, where)
        return self._sorted[table_id]

    @property
    def behind(self) -> bool:
        """Whether something was put off that `catch_up` is to do."""
        return bool(self._behind)

    def catch_up(self) -> Delta:
        """Compare one project that was put off with the others."""
        delta = Delta()
        if self._behind:
            table_id, codes = self._behind.popitem()
            for check in self._across:
                if check.code in codes:
                    self._run_across(check, table_id, delta)
        return delta

    def changed(self, change: Change, later: bool = False) -> Delta:
        """Check again what an edit touched; return what came and went.

        Args:
            change: what the edit says it did. Cells of the year and of money, texts and
                so on re-run the checks that read them; ``tables`` re-runs all of a table;
                ``structure`` looks for projects and items that came, went or moved.
            later: put off comparing projects with each other, where many edits come at
                once: each of many alike ones would have all others compared again.
        """
        delta = Delta()
        self._doubted = self._doubted or bool(self.disclosure.doubts)
        if change.carried or change.structure:
            # a check of single cells may ask for marks
            self._seen = Seen()
        self._context.mark(change.carried, self.disclosure.carried)
        if change.structure:
            self._projects_changed(delta)
        tables = {table.id: table for table in self.disclosure.projects}
        touched = self._touched_keys(change)
        if YEAR in (touched.get("") or ()):
            self._context = self._new_context()
            self._year_changed(delta)
            for table_id in tables:
                keys = touched.setdefault(table_id, set())
                if keys is not None:
                    keys.add(YEAR)
        for table_id, keys in touched.items():
            if not table_id:
                self._run_own(keys, delta)
            elif table_id in tables:
                self._run_table(tables[table_id], keys, delta, later)
        gone, new = self.parts.changed(change)
        delta.gone += gone
        delta.new += new
        return delta

    def move_to(self, disclosure: Disclosure, tables: Mapping[str, TargetTable]) -> None:
        """Go on with the disclosure of which the one checked is a copy.

        Args:
            disclosure: what is checked from now on; the edits made to it since it was copied
                are to be told to `changed`.
            tables: its target tables by id, as they were when it was copied.
        """
        self.disclosure = disclosure
        self._objects = dict(tables)
        self._doubted = self._doubted or bool(disclosure.doubts)
        self.parts.move_to(disclosure)
        self._context = self._new_context()

    # -- the whole ------------------------------------------------------------------

    def _new_context(self) -> Context:
        disclosure, numbers = self.disclosure, self.profile.numbers
        self._seen = Seen()
        context = Context(
            self._form,
            disclosure.year,
            numbers,
            disclosure.carried,
            DoubtIndex(disclosure).of,
            last=self._last,
        )
        self._runner = CellRunner(self._local, context)
        return context

    def _begin(self) -> None:
        """Run everything."""
        self._indexes: dict[str, CrossIndex] = {}
        self._behind: dict[str, set[str]] = {}
        for check in self._across:
            index: CrossIndex = check.run(self._context)
            index.start(self.disclosure)
            self._indexes[check.code] = index
        self._objects = {table.id: table for table in self.disclosure.projects}
        self._found: dict[str, dict[str, tuple[Finding, ...]]] = {}
        self._sorted: dict[str, list[Finding]] = {}
        self._found[""] = self._own_findings(None)
        for table in self.disclosure.projects:
            self._found[table.id] = self._table_findings(table, None)
        for table_id in self._found:
            for check in self._across:
                self._run_across(check, table_id, Delta())

    def _projects_changed(self, delta: Delta) -> None:
        """Run what is new, forget what is gone; those that only moved keep their findings."""
        tables = {table.id: table for table in self.disclosure.projects}
        for table_id in [key for key in self._found if key and key not in tables]:
            delta.gone += [one for group in self._found.pop(table_id).values() for one in group]
            self._sorted.pop(table_id, None)
            del self._objects[table_id]
        for check in self._across:
            self._indexes[check.code].start(self.disclosure)
        for table in tables.values():
            if self._objects.get(table.id) is not table:
                self._objects[table.id] = table
                held = self._found.setdefault(table.id, {})
                self._exchange(table.id, held, self._table_findings(table, None), delta)
        for table_id in ("", *tables):
            for check in self._across:
                self._run_across(check, table_id, delta)
        self._run_own(None, delta)

    def _year_changed(self, delta: Delta) -> None:
        """Begin the checks over all projects anew that look at the year."""
        for check in self._across:
            if YEAR in check.reads:
                index: CrossIndex = check.run(self._context)
                index.start(self.disclosure)
                self._indexes[check.code] = index
                for table_id in self._found:
                    self._run_across(check, table_id, delta)

    # -- one table ------------------------------------------------------------------

    def _touched_keys(self, change: Change) -> dict[str, set[str] | None]:
        """Return what changed, table by table, as checks' ``reads`` name it; None for all."""
        touched: dict[str, set[str] | None] = dict.fromkeys(change.tables)
        for ref in change.cells:
            keys = touched.setdefault(ref.table, set())
            if keys is not None:
                keys |= self._keys(ref)
                if self._doubted:
                    # whatever the cell, a doubt about it is settled
                    keys.add(DOUBTS)
        for ref in change.carried:
            keys = touched.setdefault(ref.table, set())
            if keys is not None:
                keys.add(CARRIED)
        return touched

    def _keys(self, ref: CellRef) -> set[str]:
        if not ref.table:
            return {ref.field} if ref.field in (YEAR, SPENDING) else {OWN}
        if ref.indicator:
            name = "value" if ref.field in VALUE_PARTS else ref.field
            keys = {f"indicator.{name}"}
            if name not in ("level1", "level2"):
                keys.add(TEXT)
            return keys
        if ref.field.startswith("plan."):
            return {PLAN}
        if ref.field in self._form.money:
            return {MONEY, ref.field}
        return {TEXT, ref.field}

    def _run_table(
        self, table: TargetTable, keys: set[str] | None, delta: Delta, later: bool
    ) -> None:
        held = self._found.setdefault(table.id, {})
        if keys is None:
            # rows may stand in another order
            self._sorted.pop(table.id, None)
        self._exchange(table.id, held, self._table_findings(table, keys), delta)
        for check in self._across:
            if keys is None or keys & check.reads:
                touched = self._indexes[check.code].put(table)
                for table_id in sorted(touched):
                    if later:
                        self._behind.setdefault(table_id, set()).add(check.code)
                    else:
                        self._run_across(check, table_id, delta)

    def _run_own(self, keys: set[str] | None, delta: Delta) -> None:
        if keys is None:
            self._sorted.pop("", None)
        self._exchange("", self._found[""], self._own_findings(keys), delta)
        for check in self._across:
            if keys is not None and keys & check.reads:
                self._indexes[check.code].start(self.disclosure)
                self._run_across(check, "", delta)

    def _exchange(
        self,
        table_id: str,
        held: dict[str, tuple[Finding, ...]],
        fresh: dict[str, tuple[Finding, ...]],
        delta: Delta,
    ) -> None:
        """Put findings of some checks in the place of their earlier ones."""
        for code, findings in fresh.items():
            before = held.get(code, ())
            if before == findings:
                continue
            delta.gone += [finding for finding in before if finding not in findings]
            delta.new += [finding for finding in findings if finding not in before]
            held[code] = findings
            self._sorted.pop(table_id, None)

    def _table_findings(
        self, table: TargetTable, keys: set[str] | None
    ) -> dict[str, tuple[Finding, ...]]:
        """Run the checks that read some of the keys (all where None) on a table."""
        view = TableView(table, self._form)
        whole = keys is None
        if whole or self._seen.table is not table:
            self._seen = Seen(table)
        # a text no check of single cells found anything in is passed over where it stands again
        todo = self._runner.suspects(view) if whole else []
        held = self._found.get(table.id, {})
        found: dict[str, tuple[Finding, ...]] = {}
        for check in self._local:
            step()
            if keys is not None and not keys & check.reads:
                continue
            if check.scope == "cell" and whole:
                self._seen.note(check.code, view.cells)
                found[check.code] = self._made(check, self._runner.faults(check, todo))
            elif check.scope == "cell":
                found[check.code] = self._of_cells(check, view, held.get(check.code, ()))
            else:
                found[check.code] = self._made(check, self._faults(check, view))
        if whole:
            self._runner.note_clean(todo, found)
        return found

    def _of_cells(
        self, check: Check, view: TableView, held: tuple[Finding, ...]
    ) -> tuple[Finding, ...]:
        """Run a check on the cells that became others since it last ran; keep what it found."""
        others = self._seen.others(check.code, view.cells)
        if others is None:
            return self._made(check, self._runner.faults(check, with_chars(view.cells)))
        fresh, touched = others
        if not touched:
            return held
        faults = self._runner.faults(check, with_chars(fresh))
        kept = tuple(finding for finding in held if finding.ref not in touched)
        return kept + self._made(check, faults)

    def _faults(self, check: Check, view: TableView) -> list[Fault]:
        run, context = check.run, self._context
        if check.scope == "table":
            return list(run(view, context))
        return [fault for item in view.indicators if (fault := run(item, context)) is not None]

    def _own_findings(self, keys: set[str] | None) -> dict[str, tuple[Finding, ...]]:
        found: dict[str, tuple[Finding, ...]] = {}
        cells = list(own_cells(self.disclosure, self._form))
        for check in self._local:
            if OWN in check.reads and (keys is None or keys & check.reads):
                found[check.code] = self._made(check, self._own_faults(check, cells))
        return found

    def _own_faults(self, check: Check, cells: list[TextCell]) -> Iterator[Fault]:
        if check.scope == "table":
            yield from check.run(OwnView(cells, self.disclosure), self._context)
            return
        yield from self._runner.faults(check, with_chars(cells))

    # -- all projects side by side ---------------------------------------------------

    def _run_across(self, check: Check, table_id: str, delta: Delta) -> None:
        step()
        held = self._found.get(table_id)
        if held is not None:
            fresh = self._made(check, self._indexes[check.code].faults(table_id))
            self._exchange(table_id, held, {check.code: fresh}, delta)

    def _made(self, check: Check, faults: Iterable[Fault]) -> tuple[Finding, ...]:
        """Return faults as findings, with the check's own texts."""
        if isinstance(faults, list) and not faults:
            return ()
        return findings_of_faults(self._reasons, self.profile.severities, check, faults)


def check(
    disclosure: Disclosure,
    layout: Layout,
    profile: Profile | None = None,
    last: Disclosure | None = None,
) -> list[Finding]:
    """Return all findings of a disclosure, in the order of its cells.

    Args:
        disclosure: what is checked.
        layout: the form it is written in.
        profile: whose rules; by default the program's own.
        last: last year's disclosure, where it is known.
    """
    return Checker(disclosure, layout, profile, last).findings()
