"""Whole disclosures for tests: a text dump of an invented department, with figures that fit."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

from importers.text import parse_text
from model.checks import Checker, Finding
from model.document.disclosure import Disclosure
from model.layout import Layouts
from model.recognise import recognise

CENT = Decimal("0.01")
DATA = Path(__file__).resolve().parents[2] / "data"


class Figures(dict[str, Decimal]):
    """The figures of a sound disclosure, by name; made at random."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.random = random.Random(seed)
        self._fill()

    def some(self, most: int = 90000) -> Decimal:
        """Return an amount above nought."""
        return self.random.randint(101, most) * CENT

    def _fill(self) -> None:
        for name in ("staff", "daily", "other"):
            self[name] = self.some()
        self["p1"], self["p2"], self["p3"] = self.some(), self.some(), self.some()
        self["basic"] = self["staff"] + self["daily"]
        self["project"] = self["p1"] + self["p2"] + self["p3"]
        self["own"] = self["project"] - self["p3"]
        self["all"] = self["basic"] + self["project"]
        if self["other"] > self["all"]:
            self["other"] = Decimal("1.23")
        self["general"] = self["all"] - self["other"]
        self["change1"], self["change2"] = self.some(3000), self.some(3000)
        self["items"] = Decimal(0)
        self["running"], self["running_last"] = self.some(900), self.some(900) + 10
        self["running"] = min(self["running"], self["daily"] - CENT)
        self["office"] = self["daily"] - self["running"]
        self["reception"], self["reception_last"] = self.some(900), self.some(900) + 10
        self["three"] = self["running"] + self["reception"]
        self["three_last"] = self["running_last"] + self["reception_last"]
        self["buy1"], self["buy2"] = self.some(), self.some()
        self["buy"] = self["buy1"] + self["buy2"]
        self["house"], self["car"], self["rest"] = self.some(), self.some(), self.some()
        self["rooms"] = self["house"] - CENT
        self["assets"] = self["house"] + self["car"] + self["rest"]
        self["planned"] = self["buy"]


def change(now: Decimal, last: Decimal) -> str:
    """Return a change as a table says it."""
    return ("增加" if now > last else "减少") + f"{abs(now - last):.2f}"


def dump(f: Figures, year: int = 2024) -> str:
    """Return the text dump of a whole disclosure."""
    changes = {
        f"{name}_change": change(f[name], f[f"{name}_last"])
        for name in ("running", "reception", "three")
    }
    targets = {
        "target1": target(1, "河道清淤经费", f["p1"], year),
        "target2": target(2, "水库除险经费", f["p2"], year),
        "target3": target(3, "省提前下达水利发展资金", f["p3"], year),
    }
    return (
        (DATA / "whole-disclosure.txt")
        .read_text(encoding="utf-8")
        .format(
            year=year,
            last=year - 1,
            changes=f"{f['change1'] + f['change2']:.2f}",
            **{name: f"{figure:.2f}" for name, figure in f.items()},
            **changes,
            **targets,
        )
    )


def target(number: int, name: str, budget: Decimal, year: int) -> str:
    """Return one target table of the dump."""
    code = f"1399002418000{number}K7QW2MZP"
    rows = "\n\n".join(
        "\n".join(f"\t{cell}" for cell in row)
        for row in (
            ("产出指标", "数量指标", "河道长度", "清淤河道的长度", "≥12公里", "青财农〔2023〕18号"),
            ("", "质量指标", "验收合格率", "合格长度占比", "≥95%", "青财农〔2023〕18号"),
            ("", "时效指标", "完工时间", "完工的日期", f"{year}年9月底前", "青财农〔2023〕18号"),
            ("", "成本指标", "单位成本", "每公里费用", "≤2万元", "青财农〔2023〕18号"),
            ("效益指标", "社会效益指标", "受益人口", "沿线人口", "≥3000人", "青财农〔2023〕18号"),
            ("满意度指标", "服务对象满意度指标", "群众满意度", "问卷满意占比", "≥90%", "调查问卷"),
        )
    )
    text = (DATA / "whole-target.txt").read_text(encoding="utf-8")
    return text.format(number=number, name=name, code=code, budget=f"{budget:.2f}", rows=rows)


def read(text: str, layouts: Layouts) -> Disclosure:
    """Return what a text dump holds."""
    return recognise(parse_text(text), layouts, "甲.txt")[0]


def part_findings(disclosure: Disclosure, layouts: Layouts) -> list[Finding]:
    """Return the findings of a disclosure's parts."""
    return Checker(disclosure, layouts[disclosure.layout]).parts.findings


def written(path: Path, text: str) -> Path:
    """Write a text dump."""
    path.write_text(text, encoding="utf-8")
    return path
