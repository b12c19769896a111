"""Parts of pages that are made from the code and the data, each time the pages are built.

``<!-- made: archives -->`` in a page stands for what :func:`made.archives.archives` returns, and
``<!-- made: options read -->`` for ``options("read")``: Markdown in the place of the mark.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from made.api import api, meanings, signature, target_of
from made.archives import archives
from made.command_line import options
from made.formats import losses
from made.styles import styles
from made.units import labels, units

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PARTS: dict[str, Callable[..., str]] = {
    part.__name__: part for part in (api, archives, labels, losses, options, styles, units)
}
_MARK = re.compile(r"^<!-- made: (\w+)((?: [\w.-]+)*) -->$", re.MULTILINE)


def expanded(page: str) -> str:
    """Return a page with all its made parts in place; raises KeyError for a part there is not."""
    return _MARK.sub(lambda mark: PARTS[mark[1]](*mark[2].split()), page)


def _read(app: Sphinx, name: str, source: list[str]) -> None:
    source[0] = expanded(source[0])


def _missing(app: Sphinx, env: Any, node: Any, content: Any) -> Any:
    """Find a name of the package under the one that the page of the API has it by."""
    name = target_of(node.get("reftarget", ""))
    if node.get("refdomain") != "py" or name is None:
        return None
    domain = env.get_domain("py")
    return domain.resolve_xref(env, node["refdoc"], app.builder, "obj", name, node, content)


def _signature(app: Sphinx, kind: str, *rest: Any) -> tuple[str | None, str | None]:
    *_, arguments, returned = rest
    return signature(kind, arguments), returned


def _docstring(
    app: Sphinx, kind: str, name: str, value: Any, options: Any, lines: list[str]
) -> None:
    lines += meanings(value)


def setup(app: Sphinx) -> dict[str, bool]:
    """Let Sphinx fill the pages as it reads them."""
    app.connect("source-read", _read)
    app.connect("autodoc-process-signature", _signature)
    app.connect("autodoc-process-docstring", _docstring)
    app.connect("missing-reference", _missing)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
