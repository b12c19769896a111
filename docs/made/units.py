"""The kinds of units and the labels they are written with."""

from __future__ import annotations

from collections import defaultdict

from made.markdown import code, codes, plain, table
from provenance.units import labels as all_labels
from provenance.units import unit_kinds


def units() -> str:
    """Return the table of the unit kinds, from fonds to leaf."""
    return table(
        ("kind", "level", "what it is", "same as", "ISAD(G)", "EAD3", "RiC-O", "CSL"),
        (
            (
                code(each.id), str(each.level), plain(each.gloss), code(each.same_as),
                plain(each.isad_level), plain(each.ead3), plain(each.ric), plain(each.csl),
            )
            for each in unit_kinds().values()
        ),
    )  # fmt: skip


def labels() -> str:
    """Return the labels of each kind, with the countries and archives that write them."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in all_labels():
        where = found[each.unit][", ".join(each.scope)]
        if each.label not in where:
            where.append(each.label)
    rows = (
        (code(kind), plain(scope), codes(written))
        for kind in unit_kinds()
        for scope, written in found[kind].items()
    )
    return table(("kind", "written by", "labels"), rows)
