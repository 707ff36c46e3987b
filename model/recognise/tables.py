"""Grids and the paragraphs between them become target tables.

A small machine walks over the rows: outside, in a table's head, in its indicator
block. Labels and level names decide, never positions, so that it does not matter
whether a project takes one table or two, a sheet, or a part of a sheet.
"""

from __future__ import annotations

from model.basics.steps import step
from model.document.cellref import CellRef
from model.document.comments import CellComment, Comment, at_cell
from model.document.disclosure import Indicator, Unplaced
from model.document.doubts import Doubt
from model.layout import Layout
from model.printing.grid import Cell, Grid, Paragraph
from model.printing.totals import total_text
from model.quantities.amounts import amount_value
from model.recognise.body import HEADER_LEAST, Body, Column, make_indicators
from model.recognise.building import CODED, Building, split_coded
from model.recognise.flaws import doubts_of_cell, is_noted
from model.recognise.found import FoundTable
from model.recognise.head import HeadReader
from model.recognise.labels import FormIndex, fold, form_index
from model.recognise.lines import Lines
from model.recognise.nested import unfolded
from model.recognise.rows import is_blank, is_remark, is_title, is_unit_above, names_level, sums_up


class TableReader:
    """Feed it a document's grids and paragraphs in order, then take ``tables``.

    Attributes:
        tables: the target tables found so far.
        unplaced: cells of target tables that found no place, and all the cells of
            tables that are none.
        comments: what somebody remarked on cells and titles of the target tables, and on
            those of tables that are none.
    """

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.index: FormIndex = form_index(layout)
        self.tables: list[FoundTable] = []
        self.unplaced: list[Unplaced] = []
        self.comments: list[CellComment] = []
        self.doubts: list[Doubt] = []
        # on a title or note, until the target table under it begins
        self._waiting: list[Comment] = []
        self.head = HeadReader(self.index)
        self.body = Body(self.index)
        self.building: Building | None = None
        self.in_body = False
        # which of the form's indicator blocks the rows stand in
        self.block = 0
        self.around = Lines()
        # fields whose label and text stand in a line above the table to come
        self._said: list[tuple[str, str]] = []
        # lines that stand alone in a row: titles, notes, headings of a sheet
        self.lines: list[str] = []
        # what a flat form says once for all its projects
        self.flat_head: Building | None = None
        # the unit a row of its own names above its projects
        self.unit_above = ""

    # feeding

    def paragraph(self, paragraph: Paragraph) -> bool:
        """Take a paragraph; tell whether it was a table's title or unit line."""
        text = paragraph.text.strip()
        if not text:
            return False
        title = is_title(self.index, paragraph)
        if title or paragraph.role in ("sheet", "part"):
            self.finish()
            self._drop_waiting()
            if title:
                self._waiting += paragraph.comments
                if "{year}" in self.layout.table.title:
                    self.lines.append(text)
            return title
        if paragraph.role:
            return False
        said = self._said_beside(text)
        known = self.around.unit_line(text)
        if said:
            self.around.owner = ""
        elif not known:
            return False
        self._waiting += paragraph.comments
        return True

    def grid(self, grid: Grid) -> None:
        """Take a table of the file."""
        if any(cell.nested for row in grid.rows for cell in row):
            grid = unfolded(grid, self.index, self.grid)
        self.body.begin_grid()
        if self.in_body:
            self.body.note_merges(grid, 0)
            if not self._goes_on(grid):
                self.finish()
        for number, row in enumerate(grid.rows):
            step()
            if row:
                self._row(grid, number, row)
                self._remarks(row, grid.where)
            elif self.building is not None:
                self.head.blank_row()

    def finish(self) -> None:
        """End the table so far, if there is one."""
        building, self.building = self.building, None
        self.in_body = False
        self.block = 0
        self.head.reset()
        if building is None:
            return
        if not building.is_target_table():
            self._keep_rows(building.kept, building.where)
            self.comments += [
                at_cell(comment)
                for cell, _ in building.comments.values()
                for comment in cell.comments
            ]
            return
        self._check_totals(building)
        found = FoundTable(building.finish(self.layout), building.where)
        if building.department is not None:
            found.department_code = building.department.code
            found.department_name = building.department.name
        self.tables.append(found)
        self.unplaced += building.unplaced
        self.comments += building.cell_comments()
        self.doubts += building.cell_doubts()

    def _check_totals(self, building: Building) -> None:
        """Keep sums that are not those of the cells above them: somebody wrote something else."""
        flat = [found.table for found in self.tables] if self.layout.table.flat else []
        for name, cell, where in building.totals:
            total = total_text([*flat, building.table], name, self.layout)
            said = cell.text.strip()
            if said and said != total and amount_value(said) != amount_value(total or "x"):
                building.keep(cell, where, "合计")

    def end(self) -> None:
        """End the last table, the file being at its end."""
        self.finish()
        self._drop_waiting()

    # comments

    def _remarks(self, row: list[Cell], where: str) -> None:
        """Keep what was noted at a row's cells and not taken with their texts."""
        for cell in row:
            if not is_noted(cell):
                continue
            if self.building is not None:
                self.building.remark(cell)
            else:
                self._waiting += cell.comments
                self.doubts += doubts_of_cell(cell, where + cell.where, CellRef(), "")

    def _drop_waiting(self) -> None:
        """No target table follows what was remarked on: it belongs to none."""
        self.comments += [at_cell(comment) for comment in self._waiting]
        self._waiting = []

    def _remarks_on_indicator(self, row: list[Cell], building: Building, item: Indicator) -> None:
        for cell in row:
            column = self.body.column_at(cell) if is_noted(cell) else None
            own = column is not None and (column.spec.shared or self._period(column) == item.period)
            if own and column is not None and column.spec.of == "indicator":
                building.remark(cell, CellRef(building.table.id, column.spec.field, item.id))

    # rows

    def _row(self, grid: Grid, number: int, row: list[Cell]) -> None:
        if self.in_body:
            if self.body.reaches(number) or names_level(self.index, self.body, row):
                self._indicator(grid, number, row)
                return
            if is_blank(row):
                return
            below = self.head.below_row(row) if self.layout.table.below else None
            if below is not None and self.building is not None:
                self.in_body = False
                self.head.begin_below(below)
                self.building.kept.append(row)
                self.head.read(row, self.building, grid.where)
                return
            if self._title_row(grid, row) or self._head_row_ends_body(row):
                self.finish()
            elif self._header(grid, number, row):
                return
            elif is_remark(self.index, self.body, row):
                self._keep_row(grid, row)
                return
            else:
                self._indicator(grid, number, row)
                return
        self._outside_or_head(grid, number, row)

    def _outside_or_head(self, grid: Grid, number: int, row: list[Cell]) -> None:
        if self.building is not None and self.head.goes_on(row) and not self._headed(row):
            self.building.kept.append(row)
            self.head.read(row, self.building, grid.where)
            return
        if self._title_row(grid, row):
            self.finish()
            return
        if is_blank(row) and self.building is None:
            return
        if self.building is None and self._line(row):
            return
        if self._header(grid, number, row):
            return
        labelled = any(self.index.slot_list(cell.text) for cell in row)
        if labelled and self.head.begins_table(row, self.building):
            self._begin(grid)
        building = self.building
        if building is None:
            told = [self.around.unit_line(cell.text) for cell in row]
            if not any(told):
                self._keep_rows([row], grid.where)
            return
        building.kept.append(row)
        self.head.read(row, building, grid.where)

    def _said_beside(self, text: str) -> bool:
        """Take a line that begins with a label the form has before a field; tell whether it is one.

        Other programs set a row without borders outside the table. Above it the line is the
        head's, below it one of the rows under the indicators.
        """
        said = self.index.said_in(text, below=self.building is not None)
        if self.building is None:
            self._said += said
        else:
            for name, part in said:
                self.building.assign(name, Cell(part, 0, 0), self.layout)
        return bool(said)

    def _begin(self, grid: Grid) -> None:
        self.finish()
        self.unit_above = ""
        self.body.begin_block()
        self.building = Building(where=grid.where)
        self.building.money_unit = self.around.unit
        self.building.owner = self.around.owner
        self.around.forget()
        for name, said in self._said:
            self.building.assign(name, Cell(said, 0, 0), self.layout)
        self._said = []
        if self._waiting:
            title = Cell("", 0, 0, comments=tuple(self._waiting))
            self.building.remark(title)
            self._waiting = []

    def _header(self, grid: Grid, number: int, row: list[Cell]) -> bool:
        if self._refines_header(row):
            self.body.note_merges(grid, number + 1)
            return True
        if self.building is None and not self.layout.table.flat:
            return False
        if not self.body.read_header(row):
            return False
        if self.building is None:
            self._begin(grid)
        assert self.building is not None
        self.building.has_header = True
        self._side(row)
        self.building.kept.append(row)
        self.body.note_merges(grid, number + 1)
        self.in_body = True
        if self.layout.table.flat:
            self.flat_head = self.building
        return True

    def _side(self, row: list[Cell]) -> None:
        """Note which block a row stands in, where the label left of it says so."""
        for cell in row if self.layout.table.blocks else ():
            self.block = self.index.sides.get(fold(cell.text), self.block)

    def _period(self, column: Column) -> str:
        """Return the period of the indicators a column shows where the rows are now."""
        return column.spec.period or self.layout.blocks[self.block][1]

    def _headed(self, row: list[Cell]) -> bool:
        """Tell whether a row reads like the indicator header."""
        return sum(self.index.heads_column(cell.text) for cell in row) >= HEADER_LEAST

    def _refines_header(self, row: list[Cell]) -> bool:
        """Tell whether a row right under the header parts its columns, and take it."""
        if not self.in_body or self.building is None or self.building.table.indicators:
            return False
        if self._headed(row) and not self.body.half:
            return False
        return self.body.refine(row)

    def _indicator(self, grid: Grid, number: int, row: list[Cell]) -> None:
        building = self.building
        assert building is not None
        values = self.body.read_row(row, number, building, grid.where)
        if self.layout.table.flat and sums_up(row, values, self.body, self.layout):
            self._keep_row(grid, row)
            return
        if values.anchored:
            if is_unit_above(grid, number, row, self.body):
                self.unit_above = next(cell.text.strip() for cell in row if cell.text.strip())
                return
            building = self._flat_project(values.texts, grid)
            if self.unit_above:
                unit = building.table.unit
                code, name = split_coded(self.unit_above, CODED)
                unit.code, unit.name = code, name if code else self.unit_above
            for column in self.layout.table.columns:
                cell = values.cells.get(column.key)
                if column.of == "table" and cell is not None:
                    building.assign(column.field, cell, self.layout)
        building.kept.append(row)
        self._side(row)
        if any(cell.text for cell in row):
            for indicator in make_indicators(values, self.index, self.layout.blocks[self.block][1]):
                if self.body.unnamed and not self.index.is_level(2, indicator.level2):
                    # forms of some places have two levels: the second names the indicator
                    indicator.name, indicator.level2 = indicator.level2, ""
                building.table.indicators.append(indicator)
                self._remarks_on_indicator(row, building, indicator)

    def _flat_project(self, texts: dict[str, str], grid: Grid) -> Building:
        """Return the building of the project a flat form's row belongs to."""
        building = self.building
        assert building is not None
        table = building.table
        same = (texts.get("table.code", table.code), texts.get("table.name", table.name))
        if same == (table.code, table.name) or not (table.code or table.name):
            return building
        head = self.flat_head
        self.finish()
        self.in_body = True
        building = self.building = Building(where=grid.where, has_header=True)
        if head is not None:
            building.money_unit = head.money_unit
            building.seen |= head.seen
            if not any(column.field == "unit" for column in self.layout.table.columns):
                building.table.unit.code = head.table.unit.code
                building.table.unit.name = head.table.unit.name
        return building

    # what a row is

    def _head_row_ends_body(self, row: list[Cell]) -> bool:
        """Tell whether a row in the block is the head of another table."""
        first = next(cell for cell in row if cell.text.strip())
        if self.head.matches(0, row):
            return True
        return bool(self.index.slot_list(first.text)) and not self.index.column_list(first.text)

    def _line(self, row: list[Cell]) -> bool:
        """Note a text alone in its row; tell whether it is the form's own line under a title."""
        filled = [cell.text.strip() for cell in row if cell.text.strip()]
        if len(filled) != 1:
            return False
        self.lines.append(filled[0])
        return self.index.note is not None and bool(self.index.note.fullmatch(filled[0]))

    def _title_row(self, grid: Grid, row: list[Cell]) -> bool:
        filled = [cell for cell in row if cell.text.strip()]
        if len(filled) != 1 or not self.index.is_title(filled[0].text):
            return False
        self.lines.append(filled[0].text.strip())
        return filled[0].colspan > 1 or grid.columns <= 1 or len(row) == 1

    def _goes_on(self, grid: Grid) -> bool:
        """Tell whether a new table of the file goes on with the indicator block."""
        first = next((row for row in grid.rows if not is_blank(row)), None)
        if first is None or self.building is None:
            return False
        if self._head_row_ends_body(first):
            return True
        return self._headed(first) or names_level(self.index, self.body, first)

    # keeping

    def _keep_row(self, grid: Grid, row: list[Cell]) -> None:
        assert self.building is not None
        for cell in row:
            self.building.keep(cell, grid.where, "指标之后")

    def _keep_rows(self, rows: list[list[Cell]], where: str) -> None:
        """Keep the rows of a table that is no target table, as lines of tabbed cells."""
        lines = ["\t".join(cell.text for cell in row) for row in rows]
        text = "\n".join(line for line in lines if line.strip())
        if not text:
            return
        last = self.unplaced[-1] if self.unplaced else None
        if last is not None and not last.table and last.where == where and last.near == "其他表格":
            last.text += "\n" + text
        else:
            self.unplaced.append(Unplaced(text, where, "其他表格"))
