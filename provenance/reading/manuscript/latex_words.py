"""The commands and environments of LaTeX that are known by name; all others fall away."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> list[str]:
    return text.split()


#: Commands that make a note, and the sequence of which it is.
NOTES: Final = {
    "footnote": "footnote", "footnotetext": "footnote", "thanks": "footnote",
    "endnote": "endnote", "endnotetext": "endnote", "pagenote": "endnote",
    "sidenote": "margin", "marginnote": "margin", "marginpar": "margin",
}  # fmt: skip
_ONE: Final = """
label ref eqref pageref autoref nameref cref Cref vref input include includegraphics bibliography
bibliographystyle addbibresource usepackage RequirePackage documentclass pagestyle thispagestyle
pagenumbering vspace hspace selectlanguage hypersetup index glsadd bibitem color geometry
lstinputlisting graphicspath nocite url path nolinkurl href foreignlanguage textcolor colorbox
hypertarget hyperlink raisebox parbox setmainfont setdefaultlanguage setotherlanguage babelfont
linespread hyphenation rule stepcounter DeclareMathOperator newtheorem fontencoding inputencoding
"""
_TWO: Final = """
setlength addtolength newcommand renewcommand providecommand newcommand* renewcommand* setcounter
addtocounter fontsize multicolumn resizebox multirow newenvironment DeclareRobustCommand
"""
#: Commands with arguments that are no prose: how many of these come first.
ARGUMENTS: Final = {
    **dict.fromkeys(_words(_ONE), 1), **dict.fromkeys(_words(_TWO), 2),
    "definecolor": 3, "hyperref": 0, "printbibliography": 0,
}  # fmt: skip
#: Commands that raise their argument.
RAISING: Final = frozenset({"textsuperscript", "up", "fup"})
#: Commands whose argument is read letter by letter.
LITERAL: Final = frozenset({"verb", "verb*", "lstinline", "mintinline"})
ADDRESSES: Final = frozenset({"url", "path", "nolinkurl", "href"})
#: Commands whose argument is a paragraph of its own.
HEADINGS: Final = frozenset(
    _words("part chapter section subsection subsubsection paragraph caption title")
)
#: Commands that put quotation marks around their argument.
QUOTES: Final = {
    "enquote": ("“", "”"), "enquote*": ("‘", "’"), "textquote": ("“", "”"),
    "mkbibquote": ("“", "”"),
}  # fmt: skip
_NO_PROSE: Final = """
verbatim verbatim* Verbatim Verbatim* BVerbatim LVerbatim alltt lstlisting minted comment
filecontents filecontents* tikzpicture equation equation* align align* gather gather* multline
multline* eqnarray eqnarray* displaymath math flalign flalign* alignat alignat*
"""
#: Environments that are no prose.
CODE: Final = frozenset(_words(_NO_PROSE))
#: Environments with arguments after their name that are no prose.
ENVIRONMENTS: Final = {
    "tabular": 1, "tabular*": 2, "tabularx": 2, "tabulary": 2, "longtable": 1, "array": 1,
    "minipage": 1, "thebibliography": 1, "otherlanguage": 1, "otherlanguage*": 1, "multicols": 1,
}  # fmt: skip
