"""What is open: one disclosure, its form, its file, its undo stack."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from model.document.blocks import Part
from model.document.cells import CellRef
from model.document.disclosure import Disclosure
from model.document.edits import Change, Edit, SetCells
from model.layout import Layout

_ON_ITS_PAGE = ("overall_goal", "itemised_goals", "safeguards")
"""Of the department's own text, what no form of a project shows."""


class Session(QObject):
    """The only way the window's parts reach the model.

    Every change goes through `do`; every part repaints from `changed`. "Modified" is
    the undo stack's clean state, and nothing else.

    Signals:
        changed: a `model.document.edits.Change`, after an edit, an undo or a redo.
        replaced: another disclosure is open, or the form changed: show all anew.
        opened: another disclosure is open, and every part shows it.
        current_changed: the id of the target table or part shown; empty for the department's text.
        cell_wanted: a `model.document.cells.CellRef` to show and put the focus on.
        cell_entered: the `model.document.cells.CellRef` the clerk has gone into.
        undone: a `CellRef` an undo or a redo changed; its target table is shown.
        file_changed: the path (or None) the disclosure is saved at.
        settling: what is typed so far is about to be written to a file or printed.
    """

    changed = Signal(object)
    replaced = Signal()
    opened = Signal()
    current_changed = Signal(str)
    cell_wanted = Signal(object)
    cell_entered = Signal(object)
    undone = Signal(object)
    file_changed = Signal()
    settling = Signal()

    def __init__(self, layouts: Mapping[str, Layout], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.layouts = layouts
        self.disclosure = Disclosure(layout=next(iter(layouts)))
        self.path: Path | None = None
        self.begun = False
        """Whether anything was opened or begun."""
        self.undo = QUndoStack(self)
        self.current = ""

    @property
    def layout(self) -> Layout:
        """The form the disclosure is shown in."""
        return self.layouts.get(self.disclosure.layout) or next(iter(self.layouts.values()))

    @property
    def form_known(self) -> bool:
        """Whether what is open says which form it is in, and the program has it."""
        return self.disclosure.layout in self.layouts

    @property
    def project(self) -> str:
        """The id of the target table shown; empty where something else is."""
        return "" if self.part is not None else self.current

    @property
    def part(self) -> Part | None:
        """The part of the whole disclosure shown; None where something else is."""
        if not self.current:
            return None
        return next((part for part in self.disclosure.parts if part.id == self.current), None)

    def entry_of(self, ref: CellRef) -> str:
        """Return what shows a cell: the id of its target table or part, or nothing."""
        return self._holders().get(ref.table, ref.table)

    def holds(self, table: str) -> bool:
        """Tell whether a target table or part is there, by its id."""
        return table in self._ids()

    def open(self, disclosure: Disclosure, path: Path | None, saved: bool = True) -> None:
        """Show another disclosure, with an undo stack of its own.

        Args:
            disclosure: what to show.
            path: this program's own file it came from or is to be saved at, or None.
            saved: it is on disk as it stands.
        """
        self.begun = True
        self.disclosure = disclosure
        self.path = path
        self.undo.clear()
        if not saved:
            self.undo.resetClean()
        first = next((part.id for part in disclosure.parts), "")
        self.current = disclosure.projects[0].id if disclosure.projects else first
        self.replaced.emit()
        self.file_changed.emit()
        self.current_changed.emit(self.current)
        self.opened.emit()

    def do(self, edit: Edit, merge: Hashable = None) -> None:
        """Carry out an edit as one undo step.

        Args:
            edit: the edit; its label names the step.
            merge: steps that follow each other with the same key become one (the
                keystrokes in one cell); None for a step of its own. Only for `SetCells`.

        Raises:
            KeyError: what it changes is gone; nothing was changed.
        """
        self.undo.push(_Command(self, edit, merge))

    def select(self, table: str) -> None:
        """Show a target table, a part, or the department's own text (empty id)."""
        if table != self.current:
            self.current = table
            self.current_changed.emit(table)

    def go_to(self, ref: CellRef) -> None:
        """Show a cell, wherever it is, and put the focus on it."""
        self.select(self.entry_of(ref))
        self.cell_wanted.emit(ref)

    def settle(self) -> None:
        """Let what is half typed take its form: what is open goes to a file or printer next."""
        self.settling.emit()

    def saved_as(self, path: Path) -> None:
        """Note that the disclosure is on disk as it stands."""
        self.path = path
        self.undo.setClean()
        self.file_changed.emit()

    def announce(self, change: Change, before: Sequence[str] = ()) -> None:
        """Tell every part of a change; keep the selection on something that exists.

        Args:
            change: what was done.
            before: the target tables' ids as they were, to stay near one that is gone.
        """
        if change.structure and self.current:
            ids = self._ids()
            if self.current not in ids:
                at = before.index(self.current) if self.current in before else 0
                self.select(ids[max(0, min(at, len(ids)) - 1)] if ids else "")
        self.changed.emit(change)

    def again(self, act: Callable[[Disclosure], Change]) -> None:
        """Undo or redo, and show what that changed: it may be far from what is in view."""
        before = self._ids()
        change = act(self.disclosure)
        self.announce(change, before)
        known = set(before)
        came = next((table for table in self._ids() if table not in known), "")
        if came:
            self.select(came)
            return
        refs = change.cells or change.carried or [CellRef(table) for table in change.tables]
        if refs:
            holders, here = self._holders(), self.current
            ref = next((one for one in refs if holders.get(one.table, one.table) == here), refs[0])
            if ref.table or ref.field.partition(".")[0] in _ON_ITS_PAGE:
                self.select(self.entry_of(ref))
            self.undone.emit(ref)
        elif change.parts and not change.structure:
            self.select(next(one for one in (self.current, *change.parts) if one in change.parts))

    def _holders(self) -> dict[str, str]:
        """Return the part of every text and table of the parts, by their ids."""
        parts = self.disclosure.parts
        return {block.id: part.id for part in parts for block in part.blocks}

    def _ids(self) -> list[str]:
        """Return the ids of target tables and parts, near ones beside each other."""
        tables = [table.id for table in self.disclosure.projects]
        return [*(part.id for part in self.disclosure.parts), *tables]


class _Command(QUndoCommand):
    """One edit on the undo stack."""

    def __init__(self, session: Session, edit: Edit, merge: Hashable) -> None:
        super().__init__(edit.label)
        self._session = session
        self._edit = edit
        self._merge = merge
        self._new = True

    def redo(self) -> None:
        if not self._new:
            self._session.again(self._edit.apply)
            return
        self._new = False
        change = self._edit.apply(self._session.disclosure)
        # what changes nothing is no step
        self.setObsolete(change == Change())
        self._session.announce(change)

    def undo(self) -> None:
        self._session.again(self._edit.revert)

    def id(self) -> int:
        return -1 if self._merge is None else 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Command) or other._merge != self._merge:
            return False
        mine, later = self._edit, other._edit
        if not isinstance(mine, SetCells) or not isinstance(later, SetCells):
            return False
        if [ref for ref, _ in mine.texts] != [ref for ref, _ in later.texts]:
            return False
        mine.absorb(later)
        self.setText(later.label)
        self.setObsolete(mine.idle())
        return True
