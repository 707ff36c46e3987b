"""The catalogue of all checks as a page: ``python -m model.checks.document > docs/checks.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from model.checks.base import SEVERITY_MEANS, Check, Example
from model.checks.registry import CHECKS, FAMILIES, RETIRED
from model.checks.samples import SAMPLE_LAYOUTS, cell_title
from model.checks.sources import sources
from model.checks.unjudged import FACTS

_SCOPES = {
    "cell": "每一个文字格",
    "indicator": "每一个指标",
    "table": "每一张目标表",
    "disclosure": "全部项目一起",
    "parts": "整本公开文本的各部分",
}
_MOST = 90


def document() -> str:
    """Return the page, in Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# 检查目录"
    yield ""
    yield (
        "由 `python -m model.checks.document > docs/checks.md` 生成，不要手改；"
        "内容写在 `model/checks/` 各检查旁边。"
    )
    yield ""
    meanings = " · ".join(f"**{severity}** {means}" for severity, means in SEVERITY_MEANS.items())
    yield (
        f"严重程度：{meanings}。编号不会重复使用。"
        "哪些格必填、哪些二级指标必需、有哪些栏，都由表样规定。"
    )
    yield ""
    yield (
        "本地规则不同时，复制 `assets/profiles/default.toml` 改成自己的规则文件：可以关掉一项检查、"
        "改它的严重程度、改它的数（各项下面的“可设”）。"
        "在窗口里用“检查 → 检查规则”看和改，勾上“随文件保存”就跟着文件走；"
        "命令行用 `check --profile 名.toml`。"
    )
    yield ""
    yield (
        "目标里的数和指标按相同的字、同类的单位配成一对再比；配得不对的，"
        "在格的右键菜单或“检查 → 目标与指标对应”里指定，随文件保存。"
        "指定过的格右下角有双箭头，指针停在格上写着哪一条由哪个指标衡量。"
        "单位不同但能换算的（亩和公顷）换算了再比；不能换算的不比，写在“没能判断”里。"
    )
    yield ""
    yield "例子都以一张写得好的表为底，只改列出的格；“错”的例子必须被找出来，“对”的例子必须不报。"
    for letter, family in FAMILIES.items():
        yield ""
        yield f"## {letter} {family}"
        for check in CHECKS.values():
            if check.code.startswith(letter):
                yield ""
                yield from _check_lines(check)
    yield from _source_lines()
    if RETIRED:
        yield ""
        yield "## 停用的编号"
        yield ""
        yield from (f"- {code}：{what}" for code, what in RETIRED.items())


def _source_lines() -> Iterator[str]:
    """Yield every source: what it is, what it says, what was compared and what was not."""
    yield ""
    yield "## 出处"
    yield ""
    yield "每一条写明对照过什么、没有对照什么；习惯就说是习惯。内容在 `assets/sources.toml`。"
    yield ""
    yield "| 出处 | 类别 | 日期、发给谁 | 说的是什么（用自己的话） | 对照情况 |"
    yield "|---|---|---|---|---|"
    for source in sources().values():
        name = " ".join(filter(None, (source.title, source.number)))
        told = "，".join(filter(None, (source.date, source.to)))
        yield f"| {name} | {source.kind} | {told} | {source.says} | {source.compared} |"
    yield ""
    yield "检查用的词在 `assets/language/`，每个词表写着出处，每个词带一个例子。"


def _check_lines(check: Check) -> Iterator[str]:
    yield f"### {check.code} {check.title}（{check.severity}）"
    yield ""
    yield f"{check.reason}。"
    yield ""
    yield f"- 依据：{check.source}"
    reads = "、".join(f"`{name}`" for name in sorted(check.reads))
    yield f"- 检查：{_SCOPES[check.scope]}；读 {reads}"
    if check.needs:
        missing = "、".join(FACTS[fact].because for fact in sorted(check.needs))
        yield f"- 没能判断的时候：{missing}"
    if check.once:
        yield "- 几格里说的话一样，是一个问题：只列一次，写明各处，一步全部改好"
    if not check.on:
        yield "- 默认不查，由规则文件打开（`on = true`）"
    if check.mends:
        yield f"- 一键修改：{check.mends}"
    for name, number in check.numbers.items():
        yield f"- 可设 `{name}`（默认 {number.default}）：{number.means}"
    for example in check.wrong:
        yield f"- 错：{_example(example)} → {_found(example)}"
    for example in check.right:
        yield f"- 对：{_example(example)}"


def _example(example: Example) -> str:
    said = [f"{cell_title(cell)} {_quoted(text)}" for cell, text in example.cells.items()]
    said += [f"{cell_title(cell)} 带过来未看" for cell in example.carried]
    said += [f"{cell_title(cell)} 读取时拿不准" for cell in example.doubts]
    if len(said) > 4:
        said = [*said[:3], f"……共 {len(said)} 格"]
    text = "；".join(said) or "不改"
    notes = []
    if example.layout != SAMPLE_LAYOUTS[0]:
        notes.append(f"表样 {example.layout}")
    if example.year is None:
        notes.append("没有预算年度")
    if example.projects > 1:
        notes.append(f"{example.projects} 个项目")
    if example.note:
        notes.append(example.note)
    return text + (f"（{'；'.join(notes)}）" if notes else "")


def _found(example: Example) -> str:
    said = []
    for cell, fix in example.found.items():
        said.append(cell_title(cell) + (f" 改为 {_quoted(fix)}" if fix is not None else ""))
    severity = f"（{example.severity}）" if example.severity else ""
    return "；".join(said) + severity


def _quoted(text: str | None) -> str:
    if text is None:
        return "删去"
    if not text.strip():
        return "空"
    shown = text.replace("\n", "⏎").replace("\u3000", "□")
    if len(shown) > _MOST:
        shown = shown[:_MOST] + "…"
    return f"`{shown}`"


if __name__ == "__main__":
    sys.stdout.buffer.write(document().encode())
