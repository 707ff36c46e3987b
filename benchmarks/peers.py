"""The same work by the libraries a programmer would take first."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

from model.document.disclosure import Disclosure
from model.layout import Layout
from model.printing.fill import fill
from model.printing.grid import Grid


def write_word_docxtpl(disclosure: Disclosure, layout: Layout, target: Path) -> None:
    """Write the target tables through a docxtpl template, one table a project."""
    from docxtpl import DocxTemplate

    template = target.with_name("template.docx")
    _make_template(template, layout)
    document = DocxTemplate(template)
    document.render({"projects": _contexts(disclosure, layout)}, autoescape=True)
    document.save(target)


def _contexts(disclosure: Disclosure, layout: Layout) -> list[dict[str, Any]]:
    contexts = []
    for number, table in enumerate(disclosure.projects, 1):
        rows = [
            {
                "level1": item.level1,
                "level2": item.level2,
                "name": item.name,
                "description": item.description,
                "value": item.value,
                "basis": item.basis,
            }
            for item in table.indicators
        ]
        for before, row in reversed(list(pairwise(rows))):
            if before["level1"] == row["level1"]:
                row["level1"] = ""
        head = {
            name: getattr(table, name) for name in ("code", "name", "budget", "fiscal", "other")
        }
        contexts.append(
            {
                **head,
                "number": number,
                "unit": table.unit.code + table.unit.name,
                "purpose": table.purpose,
                "plan": table.plan,
                "goals": table.goals,
                "rows": rows,
            }
        )
    return contexts


def _make_template(path: Path, layout: Layout) -> None:
    """Make the template by python-docx: the form once, with jinja2 tags in it."""
    import docx

    document = docx.Document()
    document.add_paragraph("{%p for t in projects %}")
    document.add_paragraph("{{ t.number }}.{{ t.name }}绩效目标表")
    grid = fill(Disclosure(), _tagged(), layout)
    _fill_docx(document, grid)
    document.add_paragraph("{%p endfor %}")
    document.save(str(path))


def _tagged() -> Any:
    from model.document.disclosure import Indicator, TargetTable, Unit

    return TargetTable(
        Unit("", "{{ t.unit }}"),
        "{{ t.code }}",
        "{{ t.name }}",
        "{{ t.budget }}",
        "{{ t.fiscal }}",
        "{{ t.other }}",
        "{{ t.purpose }}",
        [f"{{{{ t.plan[{date}] }}}}" for date in range(4)],
        "{{ t.goals }}",
        [
            Indicator(level1="{%tr for i in t.rows %}"),
            Indicator(
                "{{ i.level1 }}",
                "{{ i.level2 }}",
                "{{ i.name }}",
                "{{ i.description }}",
                "{{ i.value }}",
                "{{ i.basis }}",
            ),
            Indicator(level1="{%tr endfor %}"),
        ],
    )


def _fill_docx(document: Any, grid: Grid) -> None:
    table = document.add_table(len(grid.rows), grid.columns, "Table Grid")
    for row in grid.rows:
        for cell in row:
            anchor = table.cell(cell.row, cell.col)
            if cell.rowspan > 1 or cell.colspan > 1:
                last = table.cell(cell.row + cell.rowspan - 1, cell.col + cell.colspan - 1)
                anchor = anchor.merge(last)
            anchor.text = cell.text


def write_excel_openpyxl(disclosure: Disclosure, layout: Layout, target: Path) -> None:
    """Write one sheet a project by openpyxl, merged with merge_cells.

    It writes less than the program does: no borders, fonts, row heights or lists.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for number, table in enumerate(disclosure.projects, 1):
        sheet = book.create_sheet(f"{number}.{table.name}"[:31])
        for row in fill(disclosure, table, layout).rows:
            for cell in row:
                made = sheet.cell(cell.row + 1, cell.col + 1, cell.text)
                made.data_type = "s"
                if cell.rowspan > 1 or cell.colspan > 1:
                    sheet.merge_cells(
                        start_row=cell.row + 1,
                        start_column=cell.col + 1,
                        end_row=cell.row + cell.rowspan,
                        end_column=cell.col + cell.colspan,
                    )
    book.save(target)


def read_word_python_docx(path: Path) -> int:
    """Read every cell of every table by python-docx's ``row.cells``; return how many."""
    import docx

    count = 0
    for table in docx.Document(str(path)).tables:
        for row in table.rows:
            for cell in row.cells:
                count += bool(cell.text)
    return count


def read_excel_openpyxl(path: Path) -> int:
    """Read every cell of every sheet by openpyxl; return how many hold something."""
    from openpyxl import load_workbook

    count = 0
    for sheet in load_workbook(path).worksheets:
        for row in sheet.iter_rows(values_only=True):
            count += sum(value is not None for value in row)
    return count


def read_pdf_pdfplumber(path: Path) -> int:
    """Read every table of every page, and the page's text, by pdfplumber; return how many cells."""
    import pdfplumber

    count = 0
    with pdfplumber.open(path) as document:
        for page in document.pages:
            for table in page.extract_tables():
                count += sum(len(row) for row in table)
            page.extract_text()
            page.close()
    return count
