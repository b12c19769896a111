"""How the documentation is built: ``sphinx-build -W --keep-going -n docs build/docs``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import provenance

project = "archival-provenance"
author = "the authors of archival-provenance"
copyright = "the authors of archival-provenance, MIT licence"
version = release = provenance.__version__
language = "en"

extensions = ["myst_parser", "sphinx.ext.autodoc", "made"]
exclude_patterns = ["made"]
myst_heading_anchors = 4
myst_enable_extensions = ["deflist"]
highlight_language = "none"

html_theme = "furo"
html_title = "archival-provenance"
html_copy_source = False
html_show_sphinx = False

autodoc_typehints = "description"
autodoc_typehints_description_target = "all"
autodoc_member_order = "bysource"

add_module_names = False
python_use_unqualified_type_names = True
nitpicky = True
#: Names from elsewhere: nothing is fetched, so that the build needs no network.
nitpick_ignore_regex = [
    (r"py:.*", r"(attrs?|click|collections|datetime|os|pathlib|re|typing)\..*"),
    (r"py:class", r"(Path|PathLike|Iterable|Iterator|Mapping|Sequence|Callable|Any|Literal.*)"),
    (r"py:class", r"(date|dt\.date|optional|[A-Z]|.*\.[A-Z])"),
]
nitpick_ignore = [
    # working parts of a style, a format and a rule, which no caller needs
    *(("py:class", f"provenance.writing.{name}") for name in ("style.Writer", "series.Series")),
    *(
        ("py:class", f"provenance.{name}")
        for name in ("writing.registry.Writer", "checking.rules.Context", "frames.sent.SentTask")
    ),
    ("py:class", "provenance.checking.rules.Hit"),
    ("py:class", "MakesParts"),
]
