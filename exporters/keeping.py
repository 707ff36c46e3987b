"""What a file is beside its content: whose it is, who may read it, what the system notes of it."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from pathlib import Path

from msgspec import Struct

_RIGHTS = "system.posix_acl_access"


class Kept(Struct):
    """Owner, group, rights and attributes of a file, for the one that replaces it."""

    mode: int
    owner: int
    group: int
    attributes: dict[str, bytes]

    def give(self, path: Path) -> None:
        """Give them to a file, as far as the system lets us; never more rights than before."""
        mode = self.mode
        if sys.platform != "win32":
            found = path.stat()
            if (found.st_uid, found.st_gid) != (self.owner, self.group):
                mode = self._give_owner(path, mode)
        path.chmod(mode)
        if sys.platform == "linux":
            self._give_attributes(path)

    def _give_owner(self, path: Path, mode: int) -> int:
        """Give owner and group; return the rights that are right with what became of it."""
        if sys.platform == "win32":
            return mode
        try:
            os.chown(path, self.owner, self.group)
        except OSError:
            try:
                os.chown(path, -1, self.group)
            except OSError:
                # what the old group could do, another group may only do if everybody may
                everybody = mode & 0o007
                return mode & ~0o070 | (mode & 0o070 & everybody << 3)
        return mode

    def _give_attributes(self, path: Path) -> None:
        if sys.platform != "linux":
            return
        with contextlib.suppress(OSError):
            for name in os.listxattr(path):
                if name not in self.attributes and name == _RIGHTS:
                    # rights a folder gives to every new file
                    os.removexattr(path, name)
        for name, value in self.attributes.items():
            with contextlib.suppress(OSError):
                os.setxattr(path, name, value)


def kept_of(path: Path) -> Kept | None:
    """Return what is to be kept of a file; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    attributes = {}
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            for name in os.listxattr(path):
                with contextlib.suppress(OSError):
                    attributes[name] = os.getxattr(path, name)
    return Kept(stat.S_IMODE(found.st_mode) & 0o777, found.st_uid, found.st_gid, attributes)
