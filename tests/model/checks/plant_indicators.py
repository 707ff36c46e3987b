"""Faults of the indicators: A04 and D01 … D11."""

from __future__ import annotations

from decimal import Decimal

from model.document.disclosure import Indicator
from model.quantities.values import OPERATORS
from tests.model.checks.planting import Cell, Site

COUNTED = ("number", "range")


def a04_empty_part(site: Site) -> list[Cell] | None:
    cell = site.pick(site.texts("name", "description", "value", "basis"))
    return site.put(cell, site.rng.choice(("", "", " ", "\n"))) if cell else None


# --- D01 -------------------------------------------------------------------

WORDS = {
    "数量指标": ("按需配置", "若干", "一批"),
    "质量指标": ("保证工程质量", "严格把关", "提供优质服务"),
    "时效指标": ("及时发放经费", "按时完成", "按计划推进"),
    "成本指标": ("按标准财政投入", "财政预算资金", "按财政预算资金", "节约使用资金"),
    "经济成本指标": ("按标准财政投入", "财政预算资金"),
}


def d01_words(site: Site) -> list[Cell] | None:
    for number, item in site.indicators(lambda item: item.level2 in WORDS):
        return site.put(site.cell("value", number), site.rng.choice(WORDS[item.level2]))
    return None


def d01_name_again(site: Site) -> list[Cell] | None:
    for number, item in site.indicators(lambda item: not any(c.isdigit() for c in item.name)):
        return site.put(site.cell("value", number), item.name)
    return None


# --- D02 -------------------------------------------------------------------


def d02_over_the_top(site: Site) -> list[Cell] | None:
    rates = list(site.indicators(_is_rate))
    rates.sort(key=lambda pair: pair[1].level1 == "满意度指标")
    for number, _ in rates:
        return site.put(
            site.cell("value", number), site.rng.choice(("≥100%", "≥100%", "≥100.00%", "≥100％"))
        )
    return None


def _is_rate(item: Indicator) -> bool:
    value = item.parsed_value()
    # a growth may well be above 100 %
    return value.kind == "number" and value.unit == "%" and "增" not in item.name


# --- D03, D04, D05: what stands under the wrong level ----------------------


def d03_percent_as_quantity(site: Site) -> list[Cell] | None:
    name, description = site.rng.choice(
        (
            ("年度任务完成率", "实际完成的任务数占计划任务数的比例"),
            ("政策宣传覆盖率", "已开展宣传的村、社区占全部村、社区的比例"),
            ("优良率", "评定为优良等次的项目占结项项目的比例"),
        )
    )
    return _replace(site, ("数量指标",), name, description, "≥95%")


def d03_rate_without_percent(site: Site) -> list[Cell] | None:
    for number, item in site.indicators(_is_rate):
        if item.name.endswith("率") and item.level2 != "质量指标":
            cells = site.put(
                site.cell("value", number), site.rng.choice(("≥500人", "≥5个", "12次"))
            )
            return [*cells, site.cell("name", number), site.cell("level2", number)]
    return None


def d04_count_as_quality(site: Site) -> list[Cell] | None:
    name, description, value = site.rng.choice(
        (
            ("印制政策宣传手册数量", "面向群众发放的政策明白纸和手册", "≥2000册"),
            ("产生重要影响的活动数量", "得到省级以上媒体报道的活动", "≥5个"),
            ("业务骨干参训人数", "参加集中轮训的业务骨干", "≥300人"),
            ("组织现场观摩次数", "到先进地区现场观摩学习", "4次"),
        )
    )
    return _replace(site, ("质量指标",), name, description, value)


def d05_timed_elsewhere(site: Site) -> list[Cell] | None:
    name, description, value = site.rng.choice(
        (
            ("工作按时完成率", "在规定期限内办结的事项占全部事项的比例", "≥95%"),
            ("资金拨付及时率", "在规定期限内拨付的资金占应拨资金的比例", "≥95%"),
            ("项目完成时间", "全部建设内容通过验收的日期", f"{site.year}年10月底前"),
        )
    )
    levels = ("质量指标", "成本指标", "社会效益指标", "数量指标")
    return _replace(site, levels, name, description, value)


def d05_satisfaction_elsewhere(site: Site) -> list[Cell] | None:
    name = site.rng.choice(("社会公众满意度", "辖区企业满意度", "参与单位满意率"))
    levels = ("质量指标", "社会效益指标", "可持续影响指标")
    return _replace(site, levels, name, "抽样调查中表示认可的受访者所占比例", "≥90%")


def _replace(
    site: Site, levels: tuple[str, ...], name: str, description: str, value: str
) -> list[Cell] | None:
    """Put another indicator where one of these level 2 stands."""
    if any(item.name == name for item in site.table.indicators):
        return None
    for number, item in site.indicators(lambda item: item.level2 in levels):
        item.name = name
        item.description = description if item.description else ""
        item.value = value
        return [site.cell(field, number) for field in ("value", "name", "level2")]
    return None


# --- D06, D07 --------------------------------------------------------------


def d06_name_again(site: Site) -> list[Cell] | None:
    for number, item in site.indicators(lambda item: bool(item.description)):
        name = item.name
        again = (
            name,
            name,
            name + "。",
            f"反映{name}",
            f"反映{name}情况",
            f"{name}情况",
            f" {name}",
        )
        return site.put(site.cell("description", number), site.rng.choice(again))
    return None


def d07_same_name(site: Site) -> list[Cell] | None:
    pairs = [
        (number, other)
        for number, item in site.indicators()
        for other, twin in enumerate(site.table.indicators)
        if other > number and twin.level1 == item.level1
    ]
    items = site.table.indicators
    alike = [pair for pair in pairs if items[pair[0]].level2 == items[pair[1]].level2]
    first, second = site.rng.choice(alike or pairs)
    items[second].name = items[first].name
    return [site.cell("name", second), site.cell("name", first)]


# --- D08 … D11 -------------------------------------------------------------


def d08_no_unit(site: Site) -> list[Cell] | None:
    for number, item in site.indicators(lambda item: item.parsed_value().kind in COUNTED):
        value = item.parsed_value()
        if value.unit_text and value.unit_text[0] not in "万亿（(":
            bare = item.value.removesuffix(value.unit_text)
            return site.put(site.cell("value", number), bare.rstrip())
    return None


def d09_operator(site: Site) -> list[Cell] | None:
    spelt: dict[str, list[str]] = {}
    for sign, standard in OPERATORS.items():
        # signs that differ from the standard ones in width only: some bureaus' forms use them
        if sign not in (standard, "=", "＞", "＜", "⩾", "⩽"):
            spelt.setdefault(standard, []).append(sign)
    for number, item in site.indicators(lambda item: item.parsed_value().kind in COUNTED):
        sign = item.parsed_value().operator
        if sign in spelt:
            wrong = site.rng.choice(spelt[sign])
            return site.put(site.cell("value", number), wrong + item.value.removeprefix(sign))
    return None


def d10_satisfaction(site: Site) -> list[Cell] | None:
    for number, _ in site.indicators(lambda item: item.level1 == "满意度指标"):
        odd = ("100%", "＝100%", "满意", "≥90分", "≥300人", "基本满意")
        return site.put(site.cell("value", number), site.rng.choice(odd))
    return None


def d11_numbers_disagree(site: Site) -> list[Cell] | None:
    """Describe, as ``建2-4家…和1-2家…`` against ``≥8家``, another number of the same unit."""
    for number, item in site.indicators(_is_count):
        if not item.description:
            continue
        value = item.parsed_value()
        count, unit = int(value.numbers[0]), value.unit
        less, more = max(1, count // 5), count // 3
        description = site.rng.choice(
            (
                f"甲类{less}-{more}{unit}和乙类{less}-{less + 1}{unit}",
                f"全年计划完成{count // 2}{unit}，以验收记录为准",
                f"全年计划完成{count * 3}{unit}，以验收记录为准",
            )
        )
        site.put(site.cell("description", number), description)
        return [site.cell("description", number), site.cell("value", number)]
    return None


def _is_count(item: Indicator) -> bool:
    value = item.parsed_value()
    return (
        item.level2 == "数量指标"
        and value.kind == "number"
        and value.numbers[0] == value.numbers[0].to_integral_value()
        and value.numbers[0] >= Decimal(8)
        and value.unit.isalpha()
        and value.unit[0] not in "万亿"
    )
