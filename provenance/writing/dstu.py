"""DSTU 8302:2015: the references of Ukrainian scholarship, as :mod:`~provenance.writing.gost`.

Between the document and the archive is a full stop, an archive is introduced by its abbreviation
with the name in brackets, and what repeats is «Там само». Units keep the labels of the archive's
own country (Спр. and Арк. in Ukraine, Д. and Л. in Russia).
"""

from __future__ import annotations

from functools import partial

from provenance.writing.gost import Standard, series, write
from provenance.writing.style import Style

__all__ = ["DSTU", "STYLES"]

DSTU = Standard("uk", ". ", "; ", name_first=False)

STYLES = (
    Style(
        "dstu",
        "DSTU 8302:2015, first reference",
        "DSTU 8302:2015",
        partial(write, standard=DSTU),
        series(DSTU),
    ),
    Style(
        "dstu-repeated",
        "DSTU 8302:2015, later reference",
        "DSTU 8302:2015",
        partial(write, standard=DSTU, repeated=True),
    ),
)
