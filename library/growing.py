"""Teaching the library whole folders of files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from importers.folder import Source, find_sources
from importers.read import is_readable_name
from library.harvest import harvest
from library.store import Library
from model.basics.errors import LayoutError, ReadError
from model.layout import Layout

Step = Callable[[int, int], None]


class Grown(Struct):
    """What came of it; ``failed`` is a line for each file that could not be read."""

    files: int = 0
    projects: int = 0
    indicators: int = 0
    known: int = 0
    failed: list[str] = field(default_factory=list)

    def summary(self) -> str:
        """Return one line for the clerk."""
        text = f"读了 {self.files} 个文件，收进 {self.projects} 个项目、{self.indicators} 个指标"
        if self.known:
            text += f"，{self.known} 个项目早已收过"
        if self.failed:
            text += f"；{len(self.failed)} 个文件没有读成"
        return text


def grow(
    library: Library,
    places: Sequence[Path],
    layouts: Mapping[str, Layout],
    step: Step | None = None,
) -> Grown:
    """Teach a library every file in some folders; one bad file never stops the rest.

    Args:
        library: what is taught.
        places: folders, those within them included, and files.
        layouts: the forms to read by.
        step: told (files done, files in all); may raise to stop. What was learned stays.

    Raises:
        LibraryError: the library cannot be written.
    """
    grown = Grown()
    sources = _readable(places, grown)
    for number, source in enumerate(sources):
        if step is not None:
            step(number, len(sources))
        _grow_by(library, source, layouts, grown)
    if step is not None:
        step(len(sources), len(sources))
    return grown


def _readable(places: Sequence[Path], grown: Grown) -> list[Source]:
    """Return the files to read; those of other kinds are no business of the library."""
    sources = []
    for source in find_sources(places):
        if source.problem:
            grown.failed.append(f"{source.name}：{source.problem}。")
        elif not source.skipped and (is_readable_name(Path(source.name)) or source.path in places):
            sources.append(source)
    return sources


def _grow_by(library: Library, source: Source, layouts: Mapping[str, Layout], grown: Grown) -> None:
    path = source.path.joinpath(*source.inside)
    try:
        disclosure, _ = source.read(layouts)
    except (ReadError, LayoutError) as error:
        grown.failed.append(str(error))
        return
    except Exception as error:  # noqa: BLE001 - one bad file never stops the rest
        grown.failed.append(f"{path}：程序没能读懂这个文件（{type(error).__name__}）。")
        return
    layout = layouts.get(disclosure.layout) or next(iter(layouts.values()))
    learned = library.learn(harvest(disclosure, layout, str(path.absolute())))
    grown.files += 1
    grown.projects += learned.projects
    grown.indicators += learned.indicators
    grown.known += learned.known
