"""Every action of the window, declared once: words, keys, what it needs, what it does.

The menus 文件, 编辑 and 项目 stand in `document_menus`, the others here.
"""

from __future__ import annotations

from gui.shared.actions import DOCUMENT, PROJECT, Action, Menu
from gui.window.document_menus import EDIT, FILE, PROJECTS

MENUS = (
    FILE,
    EDIT,
    PROJECTS,
    Menu(
        "检查(&C)",
        (
            Action(
                "finding-next",
                "下一个问题(&X)",
                "F8",
                "到下一个问题所在的格",
                lambda w: w.panels.step_finding(1),
                DOCUMENT,
            ),
            Action(
                "finding-previous",
                "上一个问题(&V)",
                "Shift+F8",
                "到上一个问题所在的格",
                lambda w: w.panels.step_finding(-1),
                DOCUMENT,
            ),
            "-",
            Action(
                "finding-other",
                "到另一处(&O)",
                "F7",
                "到选中的问题说到的另一处",
                lambda w: w.panels.other_place(),
                DOCUMENT,
            ),
            Action(
                "relations",
                "核对过的关系(&E)…",
                "",
                "看各部分的金额核对了哪些关系：对得上、对不上、数据不够",
                lambda w: w.panels.finding_actions.show_relations(),
                DOCUMENT,
            ),
            "-",
            Action(
                "mend",
                "修改这个问题(&M)…",
                "Ctrl+M",
                "把选中的问题按唯一的改法改好，先看改成什么",
                lambda w: w.panels.finding_actions.do("mend"),
                DOCUMENT,
            ),
            Action(
                "mend-kind",
                "修改所有这一类问题(&K)…",
                "",
                "把与选中问题同一类的都改好，先看每一处改成什么",
                lambda w: w.panels.finding_actions.do("mend-kind"),
                DOCUMENT,
            ),
            Action(
                "mend-safe",
                "修改所有能放心修改的(&S)…",
                "Ctrl+Shift+M",
                "把不改变意思的都改好，先看每一处改成什么",
                lambda w: w.panels.finding_actions.mending.mend_safe(),
                DOCUMENT,
            ),
            "-",
            Action(
                "review",
                "标为已核实(&R)…",
                "Ctrl+K",
                "选中的问题看过了，可以这样；写明理由，随文件保存",
                lambda w: w.panels.finding_actions.do("review"),
                DOCUMENT,
            ),
            Action(
                "reviewed",
                "已核实的问题(&L)…",
                "",
                "看哪些问题标过已核实，可以取消",
                lambda w: w.panels.finding_actions.reviewing.show_list(),
                DOCUMENT,
            ),
            "-",
            Action(
                "confirm",
                "确认这一格(&C)",
                "F6",
                "带过来的这一格看过了，到下一个待确认的格",
                lambda w: w.panels.confirming.confirm(),
                DOCUMENT,
            ),
            Action(
                "confirm-project",
                "确认这个项目(&P)",
                "Shift+F6",
                "这个项目里带过来的格都看过了",
                lambda w: w.panels.confirming.confirm_project(),
                DOCUMENT,
            ),
            Action(
                "confirm-all",
                "全部确认(&A)…",
                "",
                "整个文件里带过来的格都看过了，先问一声",
                lambda w: w.panels.confirming.confirm_all(),
                DOCUMENT,
            ),
            "-",
            Action(
                "ties",
                "目标与指标对应(&T)…",
                "",
                "指定目标里的哪个数、哪一条由哪个指标衡量；随文件保存",
                lambda w: w.panels.tie_goals(),
                PROJECT,
            ),
            Action(
                "questions",
                "读取的疑问(&Q)…",
                "",
                "文件里没有写明、或有两种说法的：表样、年度、部门、金额单位，在这里定下来",
                lambda w: w.panels.ask_questions(),
                DOCUMENT,
            ),
            Action(
                "rules",
                "检查规则(&G)…",
                "",
                "看和改各项检查：查不查、什么程度、各个数；可以随文件保存",
                lambda w: w.panels.finding_actions.choose_rules(),
                DOCUMENT,
            ),
        ),
    ),
    Menu(
        "工具(&T)",
        (
            Action(
                "library",
                "指标库(&L)…",
                "Ctrl+I",
                "从指标库查找指标，放进当前项目",
                lambda w: w.panels.show_library(),
                DOCUMENT,
                "library",
            ),
            "-",
            Action(
                "last-year",
                "上年对照(&Y)",
                "F9",
                "在旁边看上年同一项目是怎么写的",
                lambda w: w.panels.last_year.toggle(),
                DOCUMENT,
            ),
            Action(
                "compare",
                "对照两个文件(&C)…",
                "Ctrl+Shift+C",
                "逐格对照两个文件有哪些不同",
                lambda w: w.compare(),
            ),
            Action(
                "take-back",
                "接收修改(&T)…",
                "Ctrl+Shift+T",
                "打开财政部门退回的文件，逐处接受或拒绝修改",
                lambda w: w.panels.take_back(),
                DOCUMENT,
            ),
            "-",
            Action(
                "collect",
                "汇总多个文件(&H)…",
                "",
                "把一个文件夹里各部门的文件汇总成一个工作簿",
                lambda w: w.collect(),
            ),
        ),
    ),
    Menu(
        "查看(&V)",
        (
            Action(
                "tab-form",
                "表格(&1)",
                "Ctrl+1",
                "填写目标表",
                lambda w: w.panels.tabs.focus_form(),
                DOCUMENT,
                "form",
            ),
            Action(
                "tab-preview",
                "打印预览(&2)",
                "Ctrl+2",
                "看打印出来的样子",
                lambda w: w.panels.show_preview(),
                DOCUMENT,
                "preview",
            ),
            Action(
                "tab-overview",
                "总览(&3)",
                "Ctrl+3",
                "看全部门的金额、进度和完整程度",
                lambda w: w.panels.show_overview(),
                DOCUMENT,
                "overview",
            ),
            "-",
            "panels",
            Action(
                "panels-reset",
                "面板复原(&R)",
                "",
                "把移动过、隐藏了的面板放回原处",
                lambda w: w.panels.reset_panels(),
                DOCUMENT,
            ),
        ),
    ),
    Menu(
        "帮助(&H)",
        (
            Action(
                "keys",
                "快捷键(&K)",
                "F1",
                "看所有的快捷键",
                lambda w: w.helper.show_keys(),
                "",
                "keys",
            ),
            Action(
                "own-forms",
                "自编表样(&L)…",
                "",
                "打开自编表样的文件夹，看哪些用上了、哪些写得不对",
                lambda w: w.helper.show_own_forms(w.session, w.layout_folders),
            ),
            "-",
            Action(
                "report",
                "保存出错记录(&S)…",
                "",
                "把出错记录存成文件，交给维护人员",
                lambda w: w.helper.save_report(),
            ),
            Action(
                "about",
                "关于绩表(&A)",
                "",
                "程序名称和版本",
                lambda w: w.helper.about(),
                "",
                "info",
            ),
        ),
    ),
)
"""Menus in order; ``-`` is a line, ``recent`` and ``panels`` are filled by the window."""

TOOLBAR = (
    "new open roll save - undo redo - project-add project-copy project-delete - "
    "library - word word-targets excel print - find keys"
)
"""The most used actions, by name."""
