"""帮助 → 从文件更新: choose a package, see what is new, install it, or go back."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from gui.shared import filedialogs, messages
from gui.shared.accessiblenames import name_parts
from gui.shared.dialogparts import button, fit, label, row
from gui.shared.tasks import Tasks
from gui.update.package import (
    Package,
    check_package,
    install,
    kept_versions,
    make_current,
)
from model.basics.assets import asset
from model.basics.installed import FAILED, FOLDER, chosen
from model.basics.places import data_folder
from model.basics.program import install_advice
from model.basics.version import __version__

KIND = "绩表更新包 (*.tar.xz)"
SIZE = QSize(620, 420)


class UpdateDialog(QDialog):
    """Takes a newer version from a file, for this user.

    Args:
        folder: the user's ``versions``.
        tasks: runs the checking and the installing.
        parent: the window.
    """

    def __init__(self, folder: Path, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("从文件更新")
        self.setModal(True)
        self._folder = folder
        self._tasks = tasks
        self._package: Package | None = None
        self._said = label(self, "正在用的版本和更新包")
        self._changes = QPlainTextEdit(self)
        self._changes.setReadOnly(True)
        self._changes.setAccessibleName("新版本有什么不同")
        self._changes.setPlaceholderText("选了更新包，这里列出新版本有什么不同。")
        self._choose = button(
            self, "选择更新包(&O)…", "选一个 .tar.xz 更新包，签名文件在它旁边", True
        )
        self._install = button(self, "安装(&I)", "为当前用户安装，现在的版本留着")
        self._back = button(self, "退回(&B)", "下次打开用以前的版本")
        self._choose.clicked.connect(self._ask)
        self._install.clicked.connect(self._go)
        self._back.clicked.connect(self._return)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self._said)
        layout.addWidget(self._changes)
        layout.addLayout(row(self._choose, self._install, self._back, box))
        fit(self, SIZE)
        name_parts(self)
        self._show()

    def _show(self) -> None:
        lines = [f"正在用的是 {__version__}。"]
        waiting = chosen(self._folder)
        if waiting and waiting != __version__:
            lines.append(f"已经装好 {waiting}，下次打开就用它。")
        if (self._folder / FAILED).is_file():
            lines.append("上次装的新版本窗口没有打开，已经退回；可以换一个更新包再试。")
        if self._package is not None:
            lines.append(f"更新包是 {self._package.version}，签名和校验都对。")
        kept = [one for one in kept_versions(self._folder) if one != __version__]
        if kept:
            lines.append(f"装过的版本：{'、'.join(kept)}。")
        self._said.setText("\n".join(lines))
        self._changes.setPlainText(self._package.changes if self._package is not None else "")
        self._install.setEnabled(self._package is not None)
        self._back.setEnabled(bool(chosen(self._folder)))

    def _ask(self) -> None:
        path = filedialogs.ask_update(self, KIND)
        if path is None:
            return
        key = asset("update.pub").read_text(encoding="utf-8")

        def work(_watch: object) -> Package:
            return check_package(path, self._folder, key)

        self._tasks.run(self, "正在检查更新包…", work, self._checked)

    def _checked(self, package: Package) -> None:
        self._package = package
        self._show()
        self._install.setFocus()

    def _go(self) -> None:
        package = self._package
        if package is None:
            return

        def work(_watch: object) -> str:
            install(package, self._folder)
            return package.version

        self._tasks.run(self, f"正在安装 {package.version}…", work, self._installed)

    def _installed(self, version: str) -> None:
        self._package = None
        (self._folder / FAILED).unlink(missing_ok=True)
        self._show()
        messages.info(
            self,
            f"绩表 {version} 已装好。",
            "关掉所有绩表窗口，再打开就是新版本；设置、指标库和文件都不变。"
            "要退回，再到 帮助 → 从文件更新。",
        )

    def _return(self) -> None:
        waiting = chosen(self._folder)
        older = [one for one in kept_versions(self._folder) if one != waiting]
        names = [*older, "随系统安装的"]
        answer = messages.ask(self, "下次打开用哪个版本？", [*names, "取消"], default=len(names))
        if answer == len(names):
            return
        make_current("" if answer == len(older) else older[answer], self._folder)
        self._show()
        messages.info(self, f"下次打开用{names[answer]}版本。")


def update_from_file(window: QWidget, tasks: Tasks) -> None:
    """Show the dialog; where the program did not come as a package, say how it is updated."""
    if not getattr(sys, "frozen", False):
        messages.info(
            window,
            "这里的绩表不是从安装包装的，不能从更新包更新。",
            f"是从源代码或用 pip 装的，就照原来的办法更新（{install_advice()}）。",
        )
        return
    if sys.platform == "win32":
        messages.info(window, "请直接运行新的安装程序。", "设置、指标库和文件都不变。")
        return
    UpdateDialog(data_folder() / FOLDER, tasks, window).open()
