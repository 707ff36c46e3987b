"""What the library's window says of what was found and put in."""

from __future__ import annotations

from collections.abc import Sequence

from library.entries import OWN, Asked

NO_PROJECT = "现在显示的不是项目。请先在左边选一个项目，再放进指标。"
_NOTHING_OWN = (
    "本部门还没有用过的指标。打开以前的文件就会自动收进来，也可以用“更多”里的“从文件夹收集”。"
)


def limited(asked: Asked, similar: bool) -> bool:
    """Tell whether less than the whole library is asked for."""
    parts = (asked.words.strip(), asked.level1, asked.level2, asked.kind, asked.source)
    return similar or any(parts)


def summary(total: int, held: int, chosen: int, project: bool) -> str:
    """Say how much was found.

    Args:
        total: how many entries were found.
        held: how many there are in all, where all are shown; else 0.
        chosen: how many of them are selected.
        project: whether a project is shown that they can go into.
    """
    text = f"库里有 {held} 个指标" if held else f"找到 {total} 个"
    if chosen > 1:
        text += f"，选中 {chosen} 个"
    return f"{text}。按 Enter 放进当前项目。" if project else f"{text}。{NO_PROJECT}"


def nothing(asked: Asked, similar: bool, project: bool) -> str:
    """Say that nothing was found, and what to do."""
    if asked.source == OWN and not asked.words.strip() and not (asked.level1 or asked.kind):
        return _NOTHING_OWN
    if similar and not project:
        return NO_PROJECT
    if similar or asked.level1 or asked.kind or asked.source:
        return "没有找到。可以放宽上面的级别、类别、来源再找。"
    return "没有找到。可以少写几个字，或换一个说法。"


def inserted(project: str, new: int, present: Sequence[str]) -> str:
    """Say what was put into a project, and what it had already."""
    already = f"“{'”“'.join(present)}”本项目已有，没有再放。" if present else ""
    if not new:
        return already
    name = " ".join(project.split()) or "当前项目"
    return (
        f"已放进“{name}”：{new} 个指标。指标值和依据是照搬来的，"
        f"标了待确认，请按本项目改好。{already}"
    )
