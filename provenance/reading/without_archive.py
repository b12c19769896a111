"""Units without an archive before them: in which tradition they are read, and what they must be."""

from __future__ import annotations

from provenance.reading import tokens
from provenance.reading.labels import tradition, traditions
from provenance.reading.run import Part, Run
from provenance.units import root_kind, unit_kinds

__all__ = ["acceptable", "free_run", "reference_without_archive"]

_ENGLISH = "US"


def free_run(text: str, start: int, barren: dict[tuple[str, int], int]) -> Run | None:
    """Read the units at ``start`` in the tradition that reads the most of them.

    Which traditions those may be, the first labels say. ``barren`` tells up to where leaves with a
    label went, with no unit after them (``ll. 1, 2, ll. 3``), by the label and the traditions that
    have it; what is learnt is added.
    """
    label = ""
    table = traditions()
    bits = -1
    at = start
    if (named := tokens.NAMED_UNIT.match(text, start)) is not None:
        here = table.bits(named["label"])  # f. MLS, kart. 12: the labels after it tell the country
        at = named.end() if here else start
        bits = here or bits
    for _ in range(6):
        step = tokens.STEP.match(text, at)
        here = table.bits(step["label"]) if step is not None else 0
        if step is not None and step["sign"]:
            here |= table.bits(text[step.start("label") : step.end("sign")])
        if step is None or not here & bits:
            break
        bits &= here
        label = step["label"] if at == start else label
        at = step.end()
    if start < barren.get((label, bits), 0):
        return None  # the same leaves, without the first of them
    if bits == -1:
        found = tokens.AFTER.match(text, start)
        bits = table.after.get(found["a"], 0) if found is not None else 0
        words = tokens.WORDS.match(text, start)
        if words is not None and not bits:
            for name in ("d", "c", "b", "a"):
                if words[name] is not None:
                    bits |= table.bits(text[words.start("a") : words.end(name)])
    best: Run | None = None
    names = table.names(bits)
    if len(names) > 3:  # English words are in use for Russian units too: box, folder, file
        names = [*names[:3], *(name for name in names[3:] if name == _ENGLISH)]
    reached = len(text)
    for name in names:
        run = Run(text, start, tradition(name))
        if not run.units:
            reached = min(reached, run.end)
            continue
        if (
            best is None
            or run.end > best.end
            or (run.end == best.end and acceptable(run) > acceptable(best))
        ):
            best = run
    if best is None and label and names:
        barren[label, bits] = reached
    return best


def acceptable(run: Run) -> bool:
    """Whether units without a known archive are a reference."""
    return run.labelled > 1 and reference_without_archive(run.units)


def reference_without_archive(parts: list[Part]) -> bool:
    """Whether units, at least two of them labelled, name a file that an archive could have."""
    if len(parts) < 2:
        return False
    kinds = [unit_kinds()[part[0]] for part in parts]
    return any(
        kind.level <= 2 and kind.kind == "container" and root_kind(kind.id) != "series"
        for kind in kinds
    ) or (
        any(kind.level == 3 and not kind.isad_level for kind in kinds)
        and any(kind.level == 4 and kind.kind == "container" for kind in kinds)
    )
