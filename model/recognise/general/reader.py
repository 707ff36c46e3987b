"""Walks over a document's paragraphs and tables, and gathers target tables by their labels."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import structs

from model.document.cellref import CellRef
from model.document.comments import CellComment, Comment, at_cell
from model.document.disclosure import Unplaced
from model.document.doubts import Doubt
from model.printing.grid import Grid, Paragraph
from model.recognise.building import CODED, split_coded
from model.recognise.found import FoundTable
from model.recognise.general import flat
from model.recognise.general.after import goes_on, is_after, is_unit_row, names_one
from model.recognise.general.body import Body, RowRead
from model.recognise.general.head import names_project, read_head
from model.recognise.general.header import Header, read_header
from model.recognise.general.matrix import Matrix, Placed, matrix_of
from model.recognise.general.money import Units
from model.recognise.general.project import Project
from model.recognise.lines import CODED_ALONE, Lines, is_title
from model.recognise.nested import unfolded_by
from model.recognise.units import unit_of_line
from model.recognise.vocabulary import vocabulary
from model.recognise.year import years_of_heading


class GeneralReader:
    """Feed it a document's grids and paragraphs in order, then take ``tables``.

    Attributes:
        tables: the target tables found, as `model.recognise.tables.TableReader` gives them.
        projects: the same with all that was noted while reading.

    Args:
        file_unit: the money unit the file names for all its tables.
        elsewhere: the money units it names in lines at its tables.
    """

    def __init__(self, file_unit: str = "", elsewhere: Iterable[str] = ()) -> None:
        self.words = vocabulary()
        self.file_unit = file_unit
        self.elsewhere = tuple(elsewhere)
        self.projects: list[Project] = []
        self.tables: list[FoundTable] = []
        self.unplaced: list[Unplaced] = []
        self.comments: list[CellComment] = []
        self.doubts: list[Doubt] = []
        self.around = Lines()
        self._waiting: list[Comment] = []
        self._reset()

    def _reset(self) -> None:
        self.project: Project | None = None
        self.head = Matrix()
        self.tail = Matrix()
        # rows of the block, in case it turns out to be no target table's
        self.body_rows: list[list[Placed]] = []
        self.body: Body | None = None
        self.around.forget()
        self._width = 0
        self.block_period = self.heading_period = ""
        # the unit a row of a flat table names above its projects
        self.unit_above = ""

    @property
    def lines(self) -> list[str]:
        """Texts alone in their row or paragraph near a table: titles, notes."""
        return self.around.lines

    # feeding

    def paragraph(self, paragraph: Paragraph) -> bool:
        """Take a paragraph; tell whether it was a table's title or unit line."""
        text = paragraph.text.strip()
        if not text:
            return False
        title = paragraph.role == "table-title" or (not paragraph.role and is_title(text))
        if title or paragraph.role in ("sheet", "part"):
            self.finish()
            if title:
                self.around.note(text)
                self._waiting += paragraph.comments
            return title
        if paragraph.role:
            return False
        return self.around.note(text) if self.project is None else self.around.note_behind(text)

    def grid(self, grid: Grid) -> None:
        """Take a table of the file."""
        matrix = matrix_of(unfolded_by(grid, _has_header, self.grid))
        row = 0
        if self.body is not None:
            if not goes_on(matrix, self.body.header, self._width):
                self.finish()
            else:
                self._goes_on()
                self.body.begin(matrix, 0)
        elif names_one(self.head) and names_one(matrix):
            self.finish()
        self._width = matrix.width
        while row < matrix.height:
            row += self._row(matrix, row, grid)

    def _goes_on(self) -> None:
        """The table goes on behind lines: a unit repeated on the new page is its own."""
        other, project = self.around.next_unit, self.project
        if project is not None and other not in ("", project.units.line):
            project.doubt_table(f"这张表中间有一行写着“单位：{other}”，前后两半的金额单位请核对。")
        self.around.goes_on()

    def finish(self) -> None:
        """End the table so far, if there is one."""
        project, head, tail = self.project, self.head, self.tail
        flat = self.body is not None and self.body.header.flat
        owner, rows = self.around.owner, self.body_rows
        self._reset()
        if project is None:
            self._keep_rows(head.rows)
            return
        if not flat:
            project.units.take_inside(head)
            read = read_head(head)
            project.take(read.pairs)
            if not project.is_target_table():
                self._keep_rows([*head.rows, *rows, *tail.rows])
                return
            project.take_lists(read.lists)
            for placed in read.loose:
                self._loose(project, placed)
        below = read_head(tail)
        project.take(below.pairs)
        project.take_lists(below.lists)
        for placed in below.loose:
            project.keep(placed, "指标之后", told=False)
        self._close(project, owner)

    def _close(self, project: Project, owner: str) -> None:
        table = project.table
        if not (table.name or table.code or table.indicators or project.others):
            # nothing but texts without a place: they are kept all the same
            self.unplaced += [structs.replace(item, table="") for item in project.unplaced]
            self.comments += project.comments
            return
        unit = project.table.unit
        if owner and not unit.name:
            code, name = split_coded(owner, CODED)
            unit.name, unit.code = (name if code else owner), unit.code or code
        table = project.finish()
        found = FoundTable(
            table,
            project.where,
            project.department.code,
            project.department.name,
            project.year,
        )
        self.projects.append(project)
        self.tables.append(found)
        self.unplaced += project.unplaced
        self.comments += project.comments
        self.doubts += project.doubts

    def end(self) -> None:
        """End the last table, the file being at its end."""
        self.finish()
        self.comments += [at_cell(comment) for comment in self._waiting]
        self._waiting = []

    # rows

    def _row(self, matrix: Matrix, row: int, grid: Grid) -> int:
        """Take a row, or the rows of a header; return how many."""
        cells = matrix.rows[row]
        if not any(cell.text.strip() for cell in cells):
            return 1
        if self.body is not None:
            kind = self._in_body(matrix, row)
            if kind:
                return kind
        header = read_header(matrix, row)
        if header is not None:
            self._begin_body(header, matrix, row, grid)
            return header.rows
        if self._is_line(matrix, row):
            return 1
        if self._begins_project(cells):
            self.finish()
        self._begin(grid)
        self._notes_period(cells)
        self.head.append(cells)
        return 1

    def _in_body(self, matrix: Matrix, row: int) -> int:
        """Take a row under the indicators' header; 0 where it belongs to another table."""
        assert self.body is not None and self.project is not None
        cells = matrix.rows[row]
        header = read_header(matrix, row)
        if header is not None:
            period = self._block_period(header, cells)
            if header.same_as(self.body.header) and period in ("", self.block_period):
                self.body.begin(matrix, row + header.rows)
                return header.rows
            if header.flat or self.body.header.flat:
                self.finish()
                return 0
            self._new_body(header, period)
            self.body.begin(matrix, row + header.rows)
            return header.rows
        if not self.body.header.flat and self._begins_project(cells):
            self.finish()
            return 0
        said = cells[0].text if self._alone(cells) else ""
        if (said and is_title(said.strip())) or is_unit_row(cells):
            self.finish()
            return 0
        if self._notes_period(cells):
            return 1
        if is_after(self.body.header, cells):
            self.tail.append(cells)
            return 1
        self.body_rows.append(cells)
        self._indicators(self.body.read(matrix, row), matrix, row)
        return 1

    def _begin(self, grid: Grid) -> None:
        if self.project is None:
            units = Units([], self.around.unit, self.file_unit, self.elsewhere)
            self.project = Project(where=grid.where, units=units)

    def _begin_body(self, header: Header, matrix: Matrix, row: int, grid: Grid) -> None:
        if header.flat and self.project is not None and self.head.height:
            self.finish()
        self._begin(grid)
        assert self.project is not None
        self.project.has_header = True
        self._new_body(header, self._block_period(header, matrix.rows[row]))
        assert self.body is not None
        self.body.begin(matrix, row + header.rows)
        for cell in matrix.rows[row]:
            if cell.col < header.first and not header.flat:
                self.project.remark(cell, CellRef(self.project.table.id))

    def _new_body(self, header: Header, period: str) -> None:
        assert self.project is not None
        self.body = Body(header, period)
        self.block_period = period
        if header.has("level2.text"):
            self.project.doubt_table("每个二级指标一栏，名称和指标值写在一起没有分开，请逐格核对。")
        if header.side_by_side:
            self.project.doubt_table(
                "左右两块指标没有写明哪一块是年度的，按右边是年度、左边是中期读入，请核对。"
            )

    def _block_period(self, header: Header, cells: list[Placed]) -> str:
        """Return the time a block is for: by the label beside its header, or the line over it."""
        beside = [cell for cell in cells if cell.end <= header.first]
        for cell in beside:
            if period := self.words.period_of(cell.text):
                return period
        period, self.heading_period = self.heading_period, ""
        return period

    def _notes_period(self, cells: list[Placed]) -> bool:
        """Take a heading such as 年度绩效指标 over the block to come."""
        if not self._alone(cells):
            return False
        self.heading_period = self.words.period_of(cells[0].text)
        return bool(self.heading_period) and cells[0].meaning is not None

    # what a row is

    def _begins_project(self, cells: list[Placed]) -> bool:
        """Tell whether a row names a project though the one so far has a name already."""
        if self.project is None:
            return False
        named = {name for cell in cells if (name := names_project(cell))}
        if not named:
            return False
        return self.body is not None or any(
            names_project(other) in named for line in self.head.rows for other in line
        )

    def _is_line(self, matrix: Matrix, row: int) -> bool:
        """Take a text alone in its row before a table begins: title, note, unit line."""
        cells = matrix.rows[row]
        if self._is_title_row(cells):
            self.finish()
            self.around.note(cells[0].text)
            self._waiting += cells[0].cell.comments
            return True
        started = self.project is not None and self.head.height
        texts = [cell.text.strip() for cell in cells]
        if started and not (len(cells) == 1 and unit_of_line(texts[0])[1]):
            return False
        if len(cells) == 1 or any(unit_of_line(text)[1] for text in texts):
            if any(cell.meaning and not cell.meaning.kept for cell in cells) or any(
                map(names_project, cells)
            ):
                return False
            for cell in cells:
                if not self.around.note(cell.text) and not years_of_heading(cell.text):
                    self.unplaced.append(Unplaced(cell.text, cell.where, "其他表格"))
            return True
        return False

    def _is_title_row(self, cells: list[Placed]) -> bool:
        return self._alone(cells) and is_title(cells[0].text.strip())

    def _alone(self, cells: list[Placed]) -> bool:
        return len([cell for cell in cells if cell.text.strip()]) == 1

    # indicators

    def _indicators(self, read: RowRead, matrix: Matrix, row: int) -> None:
        assert self.body is not None
        header = self.body.header
        if header.flat and not self._flat_row(read, matrix, row):
            return
        project = self.project
        assert project is not None
        for (item, cells), period in zip(read.indicators, read.periods, strict=True):
            project.add(item, cells, period)
            if header.guessed:
                project.doubt_value(item.id, cells)
        for column, placed in read.unknown:
            project.keep(placed, column.label, told=column.field != "kept")
        for placed in read.loose:
            project.keep(placed, "指标行", told=True)

    def _flat_row(self, read: RowRead, matrix: Matrix, row: int) -> bool:
        """Take the target table's own cells of a row; tell whether it is a project's."""
        assert self.project is not None and self.body is not None
        named = {
            name: cells[0][1] for name, cells in read.table.items() if cells[0][1].text.strip()
        }
        if not named:
            return True
        cells = [cell for cell in matrix.rows[row] if cell.text.strip()]
        sums = flat.names_sum(named) or (
            not read.indicators and flat.is_subtotal(self.body.header, cells, named, matrix)
        )
        of_unit = "" if read.indicators else flat.unit_summed(named, matrix, row)
        self.unit_above = of_unit or self.unit_above
        if sums or of_unit:
            self.unplaced.append(flat.kept_sum(cells))
            return False
        if flat.is_unit_above(named, cells, matrix, row):
            self.unit_above = named["name"].text.strip()
            return False
        table = self.project.table
        starts = any(name in named for name in ("name", "code"))
        other = any(
            named[name].text.strip() != getattr(table, name)
            for name in ("name", "code")
            if name in named
        )
        if starts and other and (table.name or table.code):
            before, unit = self.project, table.unit
            self._close(before, self.around.owner)
            self.project = Project(where=before.where, units=before.units, has_header=True)
            if "unit.name" not in named:
                self.project.table.unit.name, self.project.table.unit.code = unit.name, unit.code
        if self.unit_above:
            flat.code_of_project(read.table)
        self.project.put_columns(read.table)
        unit = self.project.table.unit
        if self.unit_above and "unit.name" not in named:
            code, name = split_coded(self.unit_above, CODED)
            unit.code, unit.name = code, name if code else self.unit_above
        return True

    # keeping

    def _loose(self, project: Project, placed: Placed) -> None:
        text = placed.text.strip()
        if unit_of_line(text) == ("", project.units.line) and project.units.line:
            project.remark(placed, CellRef(project.table.id))
            return
        if CODED_ALONE.match(text) and not project.table.unit.name:
            project.put("unit.name", placed, [])
            return
        project.keep(placed, "", told=True)

    def _keep_rows(self, rows: list[list[Placed]]) -> None:
        """Keep the rows of a table that is no target table."""
        lines = ["\t".join(cell.text for cell in row) for row in rows if row]
        if lines:
            where = next(row[0].grid for row in rows if row)
            self.comments += [
                at_cell(one) for row in rows for cell in row for one in cell.cell.comments
            ]
            self.unplaced.append(Unplaced("\n".join(lines), where, "其他表格"))


def _has_header(grid: Grid) -> bool:
    matrix = matrix_of(grid)
    return any(read_header(matrix, row) is not None for row in range(matrix.height))
