"""A whole disclosure in the shape of 2025, with nine tables in 元, figures made at random."""

from __future__ import annotations

import random
from decimal import Decimal

from model.document.blocks import PartCell, PartRow, PartTable, PartText
from model.document.cells import get_cell, set_cell
from model.document.disclosure import Department, Disclosure, TargetTable, Unit
from model.layout.publication import Publication
from model.layout.publication_load import load_publications
from model.parts.amount_finder import Finder
from model.parts.sentences import BLANK
from model.parts.skeleton import new_parts

VEHICLES = "车辆15辆，其中：主要领导干部用车1辆、机要通信用车2辆（含新能源车1辆）、其他用车12辆。"
PUBLICATION = "shanghai-2025"


def publication() -> Publication:
    return load_publications()[PUBLICATION]


def yuan(number: int) -> str:
    """Return an amount of 元 as the tables print it."""
    return f"{number:,}" if number else ""


def made(seed: int) -> Disclosure:
    """Return a sound disclosure; all in whole 元 that make two decimals of 万元."""
    choice = random.Random(seed)
    some = [choice.randint(1, 90_000) * 100 for _ in range(12)]
    staff, public, p1, p2, business, fund = some[:6]
    abroad, reception, buying, running, operating, goods = [number // 100 for number in some[6:]]
    basic, project = staff + public, p1 + p2
    general = basic + project
    fiscal = general + fund
    # what the department earns itself is spent on the second project
    whole = fiscal + business
    rows: dict[str, list[tuple[object, ...]]] = {
        "t1": [
            ("一、财政拨款收入", fiscal, "一、教育支出", general + business),
            ("1.一般公共预算资金", general, "二、城乡社区支出", fund),
            ("2.政府性基金", fund, "", 0),
            ("二、事业收入", business, "", 0),
            ("三、事业单位经营收入", 0, "", 0),
            ("四、其他收入", 0, "", 0),
            ("收入总计", whole, "支出总计", whole),
        ],
        "t2": [
            ("205", "", "", "教育支出", general + business, general, business, 0, 0),
            ("205", "02", "", "普通教育", general + business, general, business, 0, 0),
            ("205", "02", "01", "学前教育", general + business, general, business, 0, 0),
            ("212", "", "", "城乡社区支出", fund, fund, 0, 0, 0),
            ("", "", "", "合计", whole, fiscal, business, 0, 0),
        ],
        "t3": [
            ("205", "", "", "教育支出", general + business, basic, project + business),
            ("205", "02", "", "普通教育", general + business, basic, project + business),
            ("212", "", "", "城乡社区支出", fund, 0, fund),
            ("", "", "", "合计", whole, basic, project + business + fund),
        ],
        "t4": [
            ("一、一般公共预算资金", general, "一、教育支出", general, general, 0, 0),
            ("二、政府性基金", fund, "二、城乡社区支出", fund, 0, fund, 0),
            ("收入总计", fiscal, "支出总计", fiscal, general, fund, 0),
        ],
        "t5": [
            ("205", "", "", "教育支出", general, basic, project),
            ("205", "02", "", "普通教育", general, basic, project),
            ("205", "02", "01", "学前教育", general - p1, basic, project - p1),
            ("205", "02", "02", "小学教育", p1, 0, p1),
            ("", "", "", "合计", general, basic, project),
        ],
        "t6": [("212", "", "", "城乡社区支出", fund, 0, fund), ("", "", "", "合计", fund, 0, fund)],
        "t7": [("", "", "", "合计", 0, 0, 0)],
        "t8": [
            ("301", "", "工资福利支出", staff, staff, 0),
            ("301", "01", "基本工资", staff, staff, 0),
            ("302", "", "商品和服务支出", public, 0, public),
            ("", "", "合计", basic, staff, public),
        ],
    }
    disclosure = Disclosure(
        2025,
        Department("117", "申江区教育局"),
        projects=[
            TargetTable(Unit("117001", "申江区教育局"), "P1", "校舍修缮", f"{Decimal(p1) / 10000}"),
            TargetTable(Unit("117001", "申江区教育局"), "P2", "图书配送", f"{Decimal(p2) / 10000}"),
        ],
        layout="national-2021",
        parts=new_parts(publication(), "申江区教育局", "117", 2025),
        publication=PUBLICATION,
    )
    three = abroad + reception + buying + running
    t9 = [three, abroad, reception, buying + running, buying, running, operating]
    for part in disclosure.parts:
        for table in part.tables():
            if table.key in rows:
                fill(table, [[*map(text_of, row)] for row in rows[table.key]])
            elif table.key == "t9":
                fill(table, [[f"{Decimal(number) / 100:.2f}" for number in t9]])
    tables = next(part for part in disclosure.parts if part.key == "tables")
    at = next(i for i, block in enumerate(tables.blocks) if getattr(block, "key", "") == "t7")
    tables.blocks.insert(at + 1, PartText("注：本表为空表，本部门无此项预算。", "note"))
    figures = {
        "income": whole, "income.fiscal": fiscal, "income.business": business,
        "income.operation": 0, "income.other": 0, "expenditure": whole, "basic": basic,
        "project": project + business + fund, "fiscal": fiscal, "fiscal.change": 120_000,
        "sangong": three * 100, "sangong.abroad": abroad * 100,
        "sangong.reception": reception * 100,
        "sangong.car": (buying + running) * 100, "operating": operating * 100,
        "purchase": goods * 300, "purchase.goods": goods * 100, "purchase.works": goods * 100,
        "purchase.services": goods * 100, "reserved": goods * 200, "targets.text": project,
        "assets": 90_000_000, "fiscal.general": general, "fiscal.fund": fund,
        "fiscal.capital": 0, "sangong.car.buying": buying * 100,
        "sangong.car.running": running * 100, "change.sangong": -7_000,
        "reserved.small": goods * 150, "targets.number": 20_000, "vehicles": 150_000,
        "equipment": 30_000,
    }  # fmt: skip
    for name, number in figures.items():
        amount = Finder(publication()).find(disclosure).first(name)
        assert amount is not None, name
        text = get_cell(disclosure, amount.ref)
        set_cell(disclosure, amount.ref, amount.amended(text, Decimal(number) / 10000))
    for part in disclosure.parts:
        for block in part.texts():
            block.text = block.text.replace("车辆15辆。", VEHICLES)
            block.text = block.text.replace(BLANK, "新增两个校区") or "管理全区教育工作。"
    return disclosure


def text_of(value: object) -> str:
    return yuan(value) if isinstance(value, int) else str(value)


def fill(table: PartTable, rows: list[list[str]]) -> None:
    """Put rows under a table's head."""
    del table.rows[table.head[1] + 1 :]
    for row in rows:
        table.rows.append(PartRow([PartCell(text, col) for col, text in enumerate(row)]))


def dump_of(disclosure: Disclosure, merged: bool = False) -> str:
    """Return the text dump of a disclosure: a line a cell, a blank line behind each row.

    Args:
        disclosure: as `made` makes it.
        merged: the first cell of a total row reaches over all before the figures.
    """
    lines = [f"{disclosure.department.name}{disclosure.year}年度部门预算", ""]
    for part in disclosure.parts:
        lines += [part.title] if part.title else []
        for block in part.blocks:
            if isinstance(block, PartText):
                lines.append(block.text)
            elif isinstance(block, PartTable):
                for cells in dump_rows(block, merged):
                    lines += [*(f"\t{text}" for text in cells), ""]
    return "\n".join(lines)


def tabbed_of(text: str) -> str:
    """Return a dump with its rows as lines, cells parted by tabs, as Word gives them to paste."""
    lines: list[str] = []
    row: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.startswith("\t"):
            row.append(line[1:])
            continue
        if row:
            lines.append("\t".join(row))
            row = []
        if line.strip():
            lines.append(line)
    return "\n".join(lines)


def dump_rows(table: PartTable, merged: bool) -> list[list[str]]:
    """Return the cells of a table as a dump shows them; empty ones for what reaches down."""
    down: dict[int, int] = {}
    rows = []
    for number, row in enumerate(table.rows):
        cells = {cell.col: cell for cell in row.cells}
        texts, col = [], 0
        while col < table.columns:
            if down.get(col, 0):
                down[col] -= 1
                texts.append("")
                col += 1
                continue
            cell = cells[col]
            down.update({col + place: cell.rowspan - 1 for place in range(cell.colspan)})
            texts.append(cell.text)
            col += cell.colspan
        if merged and number > table.head[1] and "合计" in texts:
            texts = texts[texts.index("合计") :]
        rows.append(texts)
    return rows
