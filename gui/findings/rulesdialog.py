"""检查规则: which checks are on, how severe they are, their numbers; kept with the file or not."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QSpinBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.shared import dialogparts, filedialogs, messages
from gui.shared.accessiblenames import name_parts
from model.basics.errors import WriteError
from model.checks.base import Severity
from model.checks.profile import (
    Profile,
    ProfileError,
    default_profile,
    load_profile,
    profile_text,
)
from model.checks.registry import CHECKS

_MOST = 10000
_SIZE = QSize(760, 560)


class RulesDialog(QDialog):
    """Shows every rule that can be set, and gives back what the clerk made of them.

    Args:
        rules: those in use.
        kept: they are kept with the file.
        problem: why other rules could not be used, in words; empty where none were.
        parent: the window.
    """

    def __init__(
        self, rules: Profile, kept: bool, problem: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("检查规则")
        self.told = QLabel(problem, self)
        self.told.setWordWrap(True)
        self.told.setVisible(bool(problem))
        self.name = dialogparts.line(
            self, "规则的名称", "谁的规则，写进检查报告，例如“云岭市财政局”"
        )
        self.search = dialogparts.line(self, "查找规则", "按编号或名称查找，例如“分值”")
        self.search.setPlaceholderText("查找：编号或名称，例如“分值”")
        self.tree = QTreeWidget(self)
        self.tree.setHeaderLabels(["检查", "程度、数"])
        self.tree.setAccessibleName("各项检查")
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.with_file = dialogparts.option(
            self,
            "随文件保存(&K)",
            "勾上后规则存进这份文件，谁打开都按同样的规则检查；不勾只在这台电脑上用",
        )
        self.with_file.setChecked(kept)
        self.from_file = dialogparts.button(self, "从文件读入(&L)…", "用财政局发来的规则文件")
        self.to_file = dialogparts.button(self, "另存为文件(&S)…", "存成规则文件，发给别人用")
        self.default = dialogparts.button(self, "恢复自带的(&D)", "全部改回程序自带的规则")
        self._items: dict[str, QTreeWidgetItem] = {}
        self._severities: dict[str, QComboBox] = {}
        self._numbers: dict[tuple[str, str], QSpinBox] = {}
        self._fill()
        self._lay_out()
        self.show_rules(rules)
        self.search.textChanged.connect(self._filter)
        self.from_file.clicked.connect(self._read)
        self.to_file.clicked.connect(self._write)
        self.default.clicked.connect(lambda: self.show_rules(default_profile()))
        name_parts(self)
        dialogparts.fit(self, _SIZE)

    def rules(self) -> Profile:
        """Return the rules as they stand in the dialog."""
        off: set[str] = set()
        on: set[str] = set()
        severities: dict[str, Severity] = {}
        left_off = default_profile().off
        for code, check in CHECKS.items():
            wanted = self._items[code].checkState(0) == Qt.CheckState.Checked
            if wanted and not check.on:
                on.add(code)
            elif not wanted and (check.on or code in left_off):
                off.add(code)
            severity = Severity(self._severities[code].currentText())
            if severity != check.severity:
                severities[code] = severity
        numbers = {key: box.value() for key, box in self._numbers.items()}
        name = self.name.text().strip() or default_profile().name
        return Profile(name, frozenset(off), severities, numbers, frozenset(on))

    def show_rules(self, rules: Profile) -> None:
        """Show other rules."""
        self.name.setText(rules.name)
        active = {check.code for check in rules.active()}
        for code, check in CHECKS.items():
            state = Qt.CheckState.Checked if code in active else Qt.CheckState.Unchecked
            self._items[code].setCheckState(0, state)
            severity = rules.severities.get(code, check.severity)
            self._severities[code].setCurrentText(severity.value)
        for key, box in self._numbers.items():
            box.setValue(rules.numbers[key])

    def _fill(self) -> None:
        for code, check in CHECKS.items():
            item = QTreeWidgetItem(self.tree, [f"{code} {check.title}"])
            item.setToolTip(0, check.reason)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            box = QComboBox(self.tree)
            box.addItems([severity.value for severity in Severity])
            box.setAccessibleName(f"{code} 的程度")
            self.tree.setItemWidget(item, 1, box)
            self._items[code], self._severities[code] = item, box
            for name, number in check.numbers.items():
                row = QTreeWidgetItem(item, [number.means])
                spin = QSpinBox(self.tree)
                spin.setRange(0, _MOST)
                spin.setAccessibleName(f"{code}：{number.means}")
                self.tree.setItemWidget(row, 1, spin)
                self._numbers[code, name] = spin
            item.setExpanded(True)

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(Qt.Orientation.Horizontal, self)
        accept = buttons.addButton("确定", QDialogButtonBox.ButtonRole.AcceptRole)
        accept.setDefault(True)
        accept.setToolTip("按这些规则重新检查（Enter）")
        cancel = buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setToolTip("规则不变（Esc）")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.addWidget(self.told)
        caption = QLabel("名称(&N)：", self)
        caption.setBuddy(self.name)
        box.addLayout(dialogparts.row(caption, self.name, self.search))
        box.addWidget(self.tree, 1)
        box.addLayout(dialogparts.row(self.from_file, self.to_file, self.default))
        box.addWidget(self.with_file)
        box.addWidget(buttons)

    def _filter(self) -> None:
        words = self.search.text().strip().casefold()
        for code, item in self._items.items():
            told = item.text(0) + "".join(number.means for number in CHECKS[code].numbers.values())
            item.setHidden(words not in told.casefold())

    def _read(self) -> None:
        path = filedialogs.ask_rules(self)
        if path is None:
            return
        try:
            self.show_rules(load_profile(path))
        except ProfileError as error:
            messages.warn(self, str(error))

    def _write(self) -> None:
        from exporters.atomic import replacing

        suggestion = Path(f"{self.rules().name}.toml")
        path = filedialogs.ask_save(self, "另存检查规则", suggestion, "检查规则 (*.toml)")
        if path is None:
            return
        try:
            with replacing(path) as file:
                file.write(profile_text(self.rules()).encode())
        except WriteError as error:
            messages.warn(self, str(error))
