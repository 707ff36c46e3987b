"""The menus 文件, 编辑 and 项目: their actions with words, keys, what they need, what they do."""

from __future__ import annotations

from typing import Any

from exporters.formats import Format
from gui.document.formats import FORMATS
from gui.shared.actions import DOCUMENT, PROJECT, UNDO, Action, Menu


def _export(kind: str, one: Format) -> Action:
    def deed(w: Any) -> None:
        w.panels.export(kind)

    text = f"导出 {one.name}(&{one.keys[1]})…"
    return Action(kind, text, one.keys[0], one.tip, deed, DOCUMENT, kind)


_EXPORTS = tuple(_export(kind, one) for kind, one in FORMATS.items())
_TARGETS = Action(
    "word-targets",
    "只导出绩效文本(&T)…",
    "",
    "只导出部门整体绩效目标和项目绩效目标表的 Word 文件，不带公开文本的其他部分",
    lambda w: w.panels.export("word", whole=False),
    DOCUMENT,
    "form",
)

FILE = Menu(
    "文件(&F)",
    (
        Action(
            "new",
            "新建(&N)…",
            "Ctrl+N",
            "新建一份绩效文本",
            lambda w: w.files.new(),
            "",
            "new",
        ),
        Action(
            "open",
            "打开(&O)…",
            "Ctrl+O",
            "打开绩表文件，或去年的 Word、Excel 等文件",
            lambda w: w.files.open_dialog(),
            "",
            "open",
        ),
        Action(
            "roll",
            "新年度(&Y)…",
            "Ctrl+Shift+R",
            "把去年的文件变成新年度的：金额和计划另填，内容带过来待确认",
            lambda w: w.roll(),
            "",
            "roll",
        ),
        "recent",
        Action(
            "recover",
            "恢复没有保存的内容(&R)…",
            "",
            "看上次没有正常关闭时留下的恢复副本",
            lambda w: w.recover(),
        ),
        "-",
        Action(
            "save",
            "保存(&S)",
            "Ctrl+S",
            "保存",
            lambda w: w.files.save(),
            DOCUMENT,
            "save",
        ),
        Action(
            "save-as",
            "另存为(&A)…",
            "Ctrl+Shift+S",
            "换一个名字或位置保存",
            lambda w: w.files.save_as(),
            DOCUMENT,
            "save-as",
        ),
        "-",
        _EXPORTS[0],
        _TARGETS,
        *_EXPORTS[1:],
        "-",
        Action(
            "print",
            "打印(&P)…",
            "Ctrl+P",
            "打印",
            lambda w: w.panels.print_document(),
            DOCUMENT,
            "print",
        ),
        "-",
        Action(
            "quit",
            "退出(&Q)",
            "Ctrl+Q",
            "关闭窗口",
            lambda w: w.close(),
        ),
    ),
)

EDIT = Menu(
    "编辑(&E)",
    (
        Action(
            "undo",
            "撤销(&U)",
            "Ctrl+Z",
            "撤销上一步",
            lambda w: w.session.undo.undo(),
            UNDO,
            "undo",
        ),
        Action(
            "redo",
            "重做(&R)",
            "Ctrl+Y Ctrl+Shift+Z",
            "重做撤销的一步",
            lambda w: w.session.undo.redo(),
            UNDO,
            "redo",
        ),
        "-",
        Action(
            "find",
            "查找(&F)…",
            "Ctrl+F",
            "在整个文件中查找",
            lambda w: w.panels.finder().show_find(),
            DOCUMENT,
            "find",
        ),
        Action(
            "replace",
            "替换(&H)…",
            "Ctrl+H",
            "在整个文件中替换，先看每一处改成什么",
            lambda w: w.panels.finder().show_replace(),
            DOCUMENT,
        ),
    ),
)

PROJECTS = Menu(
    "项目(&P)",
    (
        Action(
            "project-add",
            "新增项目(&N)",
            "Ctrl+Shift+N",
            "在当前项目后面新增一个项目",
            lambda w: w.panels.add_project(),
            DOCUMENT,
            "add",
        ),
        Action(
            "project-copy",
            "复制项目(&C)",
            "Ctrl+Shift+D",
            "复制当前项目，项目编码另填",
            lambda w: w.panels.projects.duplicate(),
            PROJECT,
            "duplicate",
        ),
        Action(
            "project-delete",
            "删除项目(&D)",
            "",
            "删除当前项目，可以撤销",
            lambda w: w.panels.delete_project(),
            PROJECT,
            "delete",
        ),
        "-",
        Action(
            "project-up",
            "项目上移(&U)",
            "Ctrl+Shift+Up",
            "把当前项目上移一位",
            lambda w: w.panels.projects.shift(-1),
            PROJECT,
            "up",
        ),
        Action(
            "project-down",
            "项目下移(&M)",
            "Ctrl+Shift+Down",
            "把当前项目下移一位",
            lambda w: w.panels.projects.shift(1),
            PROJECT,
            "down",
        ),
        "-",
        Action(
            "project-previous",
            "上一个项目(&P)",
            "Ctrl+Up",
            "显示上一个项目",
            lambda w: w.panels.projects.step(-1),
            DOCUMENT,
        ),
        Action(
            "project-next",
            "下一个项目(&X)",
            "Ctrl+Down",
            "显示下一个项目",
            lambda w: w.panels.projects.step(1),
            DOCUMENT,
        ),
        Action(
            "project-search",
            "查找项目(&L)",
            "Ctrl+L",
            "按名称、编码或拼音首字母查找项目",
            lambda w: w.panels.search_projects(),
            DOCUMENT,
        ),
    ),
)
