"""Faults of the texts: placeholders, bases and document numbers, punctuation, years."""

from __future__ import annotations

import re

from tests.model.checks.planting import DOCUMENT, Cell, Site, insert

HAN = "[一-鿿]"

# --- A05 -------------------------------------------------------------------


def a05_number_left_open(site: Site) -> list[Cell] | None:
    cells = site.own("purpose", "goals") + site.texts("value", "description")
    site.rng.shuffle(cells)
    for cell in cells:
        text = site.get(cell)
        match = re.search(r"(?<![\d.—〔第])\d{2,}(?:\.\d+)?(?![\d.—〕年号%A-Za-z])", text)
        if match:
            open_ = site.rng.choice(("XX", "××", "XXX", "xx", "X X".replace(" ", ""), "ＸＸ"))
            return site.put(cell, text[: match.start()] + open_ + text[match.end() :])
    return None


def a05_cell_to_be_filled(site: Site) -> list[Cell] | None:
    cell = site.pick(site.texts("name", "description", "value", "basis") + site.own("goals"))
    left = ("待定", "待填写", "（待定）", "待填写。", "{请填写}", "{指标值}", "XX", "××××")
    return site.put(cell, site.rng.choice(left)) if cell else None


def a05_number_without_year(site: Site) -> list[Cell] | None:
    cell = site.pick(site.texts("basis"))
    left = ("冀财预〔〕号", "冀财教〔〕45号", "冀财教〔 〕 号", f"冀财教〔{site.year}〕XX号")
    return site.put(cell, site.rng.choice(left)) if cell else None


def a05_in_the_goals(site: Site) -> list[Cell] | None:
    left = ("（目标内容待定）", "｛待填写｝", "{补充目标}", "覆盖××个村。", "具体任务待填写。")
    cell = site.cell("goals")
    return site.put(cell, site.get(cell) + site.rng.choice(left))


# --- E ---------------------------------------------------------------------


def _document(site: Site) -> tuple[Cell, re.Match[str]] | None:
    """Find a cell with a sound document number; minutes (纪要) follow other habits."""
    cells = site.texts("basis") + site.own("purpose", "goals")
    site.rng.shuffle(cells)
    for cell in cells:
        match = DOCUMENT.search(site.get(cell))
        if match and "纪要" not in match["agency"]:
            return cell, match
    return None


def _rewrite_document(site: Site, form: str) -> list[Cell] | None:
    """Write a document number anew; ``form`` holds its agency, year and number."""
    found = _document(site)
    if found is None:
        agency, year, number = "冀财预", str(site.year - 1), "45"
    else:
        agency, year, number = found[1]["agency"], found[1]["year"], found[1]["number"]
    wrong = form.format(a=agency, y=year, yy=year[2:], n=number)
    if found is not None:
        cell, match = found
        text = site.get(cell)
        return site.put(cell, text[: match.start()] + wrong + text[match.end() :])
    bases = site.texts("basis")
    if bases:
        return site.put(site.rng.choice(bases), wrong)
    return _cite(site, wrong)


def _cite(site: Site, number: str) -> list[Cell] | None:
    """Let purpose or goals begin with a document they rest on."""
    cell = site.rng.choice(site.own("purpose", "goals"))
    start = re.match(r"(?:目标)?[（(]?[\d一①][）).、：]?\s?(?![\d是])", site.get(cell))
    place = start.end() if start else 0
    return site.put(cell, insert(site.get(cell), place, f"根据{number}文件，"))


WRONG_BRACKETS = ("{a}【{y}】{n}号", "{a}[{y}]{n}号", "{a}（{y}）{n}号", "{a}({y}){n}号")
MORE_BRACKETS = ("{a}［{y}］{n}号", "{a}〖{y}〗{n}号", "{a}〈{y}〉{n}号", "{a}﹝{y}﹞{n}号")


def e01_brackets(site: Site) -> list[Cell] | None:
    return _rewrite_document(site, site.rng.choice(WRONG_BRACKETS))


def e01_rare_brackets(site: Site) -> list[Cell] | None:
    return _rewrite_document(site, site.rng.choice(MORE_BRACKETS))


def e01_wrapped(site: Site) -> list[Cell] | None:
    found = _document(site)
    if found is None or found[0].field != "basis":
        return None
    tail = site.rng.choice(("", "上级指示精神", "文件"))
    return site.put(found[0], f"【{found[1][0]}】{tail}")


def e01_cited(site: Site) -> list[Cell] | None:
    form = site.rng.choice(WRONG_BRACKETS)
    return _cite(site, form.format(a="冀财预", y=site.year - 1, n="88"))


def e02_no_document(site: Site) -> list[Cell] | None:
    cell = site.pick(site.texts("basis"))
    vague = (
        *("上级文件精神", "有关规定", "领导要求", "上级要求", "相关文件", "国家有关规定"),
        *("按照上级有关文件精神", "上级指示精神", "相关政策", "上级文件要求", "领导批示"),
    )
    return site.put(cell, site.rng.choice(vague)) if cell else None


def e03_form(site: Site) -> list[Cell] | None:
    forms = ("{a}{y}{n}号", "{a}〔{yy}〕{n}号", "{a}〔{y}〕0{n}号", "{a}〔{y}〕第{n}号")
    return _rewrite_document(site, site.rng.choice(forms))


def e03_cited(site: Site) -> list[Cell] | None:
    forms = ("冀财预〔{y}〕第12号", "冀财预〔{yy}〕12号", "冀财预〔{y}〕012号", "冀财预{y}88号")
    year = str(site.year - 1)
    return _cite(site, site.rng.choice(forms).format(y=year, yy=year[2:]))


def e04_later(site: Site) -> list[Cell] | None:
    return _dated(site, site.year + site.rng.choice((1, 1, 2)))


def e04_old(site: Site) -> list[Cell] | None:
    return _dated(site, site.year - site.rng.choice((11, 12, 16)))


def _dated(site: Site, year: int) -> list[Cell] | None:
    number = (
        f"{site.rng.choice(('冀财教', '冀政办发', '保发'))}〔{year}〕{site.rng.randint(2, 180)}号"
    )
    cell = site.pick(site.texts("basis"))
    if cell is None or site.rng.random() < 0.25:
        return _cite(site, number)
    full = f"《关于加强预算绩效管理的通知》（{number}）"
    return site.put(cell, site.rng.choice((number, number, full)))


# --- F ---------------------------------------------------------------------


def f01_at_the_ends(site: Site) -> list[Cell] | None:
    cell = site.pick(site.prose() + site.texts("name", "value", "basis") + site.own("name"))
    if cell is None:
        return None
    text = site.get(cell)
    return site.put(cell, site.rng.choice((text + " ", " " + text, text + "　", text + "  ")))


def f01_before_unit(site: Site) -> list[Cell] | None:
    return _sub(
        site, site.prose() + site.texts("value"), r"(?<=\d)(?=[万元人个次场处公台年月天平])", " "
    )


def f01_doubled(site: Site) -> list[Cell] | None:
    return _sub(site, site.prose(), rf"(?<={HAN}[，；。])(?={HAN})|(?<={HAN})(?={HAN})", "  ")


def f02_half_width(site: Site) -> list[Cell] | None:
    signs = [("，", ","), ("；", ";"), ("：", ":"), ("，", ",")]
    site.rng.shuffle(signs)
    for sign, half in signs:
        cells = _sub(site, site.prose(), rf"(?<={HAN}){sign}(?={HAN})", half)
        if cells:
            return cells
    return None


def f02_doubled(site: Site) -> list[Cell] | None:
    sign = site.rng.choice("。，、；")
    return _sub(site, site.prose(), rf"(?<={HAN}){sign}", sign * 2)


def f03_bracket_lost(site: Site) -> list[Cell] | None:
    cells = site.prose() + site.texts("name")
    if site.has_basis:
        cells += site.texts("basis")
    half = site.rng.choice("）（”“》")
    # a number (1) of a list without its first bracket is a list 1)
    return _sub(
        site, cells, rf"(?<![\n（一二三四五六\d]){half}(?!\d[）)]|[一二三四五六]）|20\d\d)", ""
    )


def f03_cut_off(site: Site) -> list[Cell] | None:
    cell = site.pick(site.texts("name"))
    return (
        site.put(cell, site.get(cell) + site.rng.choice(("（次或", "（%", "(人次", "【")))
        if cell
        else None
    )


def f04_ends_open(site: Site) -> list[Cell] | None:
    cell = site.pick(site.prose())
    if cell is None:
        return None
    text = site.get(cell).rstrip("。；")
    return site.put(cell, text + site.rng.choice("，，、"))


def f04_item_ends_open(site: Site) -> list[Cell] | None:
    return _sub(site, site.own("purpose", "goals"), r"[。；](?=\n)", "，")


def f04_no_reason(site: Site) -> list[Cell] | None:
    cell = site.rng.choice(site.own("purpose", "goals"))
    reason = site.rng.choice(("较上年增加，主要原因是。", "其中压减的主要原因是。"))
    return site.put(cell, site.get(cell).rstrip("。；") + "。" + reason)


def f04_line_begins_with_comma(site: Site) -> list[Cell] | None:
    cell = site.cell("goals")
    return _sub(site, [cell], rf"(?<={HAN})、(?={HAN})", "\n、")


LIST_FORMS = ("{}.", "（{}）", "{}、")


def f05_gap(site: Site) -> list[Cell] | None:
    text = site.table.goals
    if "三是" in text:
        return site.put(site.cell("goals"), text.replace("三是", "四是", 1))
    marks = list(re.finditer(r"(?m)^(（?|目标)(\d)([.、）：])", text))
    if len(marks) < 2 or re.search(r"(?m)^二、", text):
        return _list_anew(site, [1, 3, 4])
    mark = site.rng.choice(marks[1:])
    number = int(mark[2]) + (1 if mark is marks[-1] else -1)
    return site.put(site.cell("goals"), text[: mark.start(2)] + str(number) + text[mark.end(2) :])


def f05_two_styles(site: Site) -> list[Cell] | None:
    text = site.table.goals
    marks = list(re.finditer(r"(?m)^(（?)(\d)([.、）])(?=\s?[^\d])", text))
    if len(marks) < 2 or re.search(r"(?m)^二、", text):
        return _list_anew(site, [1, 2, 3], mixed=True)
    mark = marks[-1]
    others = [form for form in LIST_FORMS if form.format(mark[2]) != mark[0]]
    other = site.rng.choice(others).format(mark[2])
    return site.put(site.cell("goals"), text[: mark.start()] + other + text[mark.end() :])


def _list_anew(site: Site, numbers: list[int], mixed: bool = False) -> list[Cell] | None:
    """Make a list of goals that stood in one paragraph, with its numbering spoilt."""
    plain = re.sub(r"(?m)^(?:（?\d[.、）]|[一二三四五]、|①|②|③)\s?", "", site.table.goals)
    items = [item.rstrip("。；") for item in re.split(r"[。；]\n?|\n", plain) if len(item) > 6]
    if len(items) < 3:
        return None
    form = site.rng.choice(LIST_FORMS)
    forms = [form] * 3
    if mixed:
        forms[site.rng.choice((1, 2))] = LIST_FORMS[LIST_FORMS.index(form) - 1]
    lines = [f.format(n) + item for f, n, item in zip(forms, numbers, items, strict=False)]
    return site.put(site.cell("goals"), "；\n".join(lines) + "。")


# --- G ---------------------------------------------------------------------


def g01_last_years_purpose(site: Site) -> list[Cell] | None:
    cell = site.pick(site.own("purpose"))
    if cell is None:
        return None
    year, text = site.year - site.rng.choice((1, 1, 2, 3)), site.get(cell)
    own = f"{site.year}年"
    fresh = f"{year}年{text.removeprefix(own)}" if text[0] not in "1（" else None
    return site.put(cell, fresh) if fresh else None


def g01_last_years_goals(site: Site) -> list[Cell] | None:
    cell, year = site.cell("goals"), site.year - site.rng.choice((1, 1, 2))
    start = re.match(r"(?:目标)?[（(]?[\d一①][）).、：]?(?:是|\s)?", site.get(cell))
    place = start.end() if start else 0
    text = insert(
        site.get(cell), place, site.rng.choice((f"{year}年", f"{year}年度", f"{year}年，"))
    )
    return site.put(cell, text)


def g01_last_years_date(site: Site) -> list[Cell] | None:
    for number, _ in site.indicators(lambda item: item.parsed_value().kind == "date"):
        year = site.year - 1
        value = (f"{year}年9月底前", f"{year}年12月31日前", f"{year}年11月")
        return site.put(site.cell("value", number), site.rng.choice(value))
    return None


def g01_last_years_description(site: Site) -> list[Cell] | None:
    cell = site.pick(site.texts("description"))
    year = site.year - site.rng.choice((1, 2))
    return site.put(cell, f"{year}年度{site.get(cell)}") if cell else None


def _sub(site: Site, cells: list[Cell], pattern: str, text: str) -> list[Cell] | None:
    """Change one place where the pattern stands, in one of the cells."""
    site.rng.shuffle(cells)
    for cell in cells:
        found = list(re.finditer(pattern, site.get(cell)))
        if found:
            match, whole = site.rng.choice(found), site.get(cell)
            return site.put(cell, whole[: match.start()] + text + whole[match.end() :])
    return None
