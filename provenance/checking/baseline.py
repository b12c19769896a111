"""A baseline: findings of an old manuscript that are known, and not to be told again.

A finding is known again by its file, its rule and the text it is about (the whole reference, white
space aside), not by its line: text may be added before it, and its paragraph be wrapped anew. Of
findings that are alike in this, as many are held back as there were.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

import attrs

from provenance.checking.finding import Finding
from provenance.errors import ReadError

__all__ = ["Baseline", "fingerprints"]

_VERSION: Final = 1
_LONGEST: Final = 300  # a text longer than this is cut, and told by its digest
Mark = tuple[str, str, str]


def _mark(finding: Finding, folder: str) -> Mark:
    """Return what a finding is known by: its file from ``folder``, its rule, its text."""
    text = finding.about or finding.excerpt or f"{finding.key} {finding.where}"
    text = " ".join(text.split()) or finding.message
    if len(text) > _LONGEST:
        text = f"{text[:200]} … {hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:16]}"
    return _from(finding.path or "", folder), finding.rule, text


def _from(path: str, folder: str) -> str:
    """Return how a file is called from ``folder``."""
    if path not in ("", "-"):
        try:
            path = os.path.relpath(path, folder)
        except ValueError:  # another drive
            path = os.path.abspath(path)
    return path.replace(os.sep, "/")


def fingerprints(found: Iterable[Finding]) -> list[str]:
    """Return for each finding a text that stays when lines move; no two are the same.

    The file is taken from the working directory.
    """
    seen = Counter[Mark]()
    digests = []
    for each in found:
        mark = _mark(each, os.getcwd())
        seen[mark] += 1
        written = "\0".join((*mark, str(seen[mark])))
        digests.append(hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()[:32])
    return digests


@attrs.frozen
class Baseline:
    """Findings that are known: how many there are of each mark. Paths begin at ``folder``."""

    folder: str
    counts: Counter[Mark]

    @classmethod
    def of(cls, found: Iterable[Finding], folder: str) -> Baseline:
        """Return the baseline of all these findings."""
        return cls(folder, Counter(_mark(each, folder) for each in found))

    @classmethod
    def read(cls, text: str, *, source: str) -> Baseline:
        """Return the baseline that a file holds; raises :class:`ReadError` where it is none."""
        try:
            data = json.loads(text)
        except json.JSONDecodeError as error:
            raise ReadError(f"expected a baseline in JSON: {error.msg.lower()}", source=source,
                            line=error.lineno) from None  # fmt: skip
        except RecursionError:
            raise ReadError(
                "expected a baseline, found deeply nested JSON", source=source
            ) from None
        if not isinstance(data, dict) or not isinstance(data.get("findings"), list):
            raise ReadError("expected a baseline: an object with 'findings'", source=source)
        if data.get("version") != _VERSION:
            message = f"expected a baseline of version {_VERSION}, found {data.get('version')!r}"
            raise ReadError(f"{message}; write it anew", source=source)
        counts = Counter[Mark]()
        for number, entry in enumerate(data["findings"]):
            mark, count = _entry(entry)
            if mark is None:
                expected = "expected an object with path, rule, text and count"
                raise ReadError(f"findings[{number}]: {expected}", source=source)
            counts[mark] += count
        return cls(os.path.dirname(os.path.abspath(source)), counts)

    def written(self) -> str:
        """Return the file's text, the findings in alphabetical order."""
        found = [
            {"path": path, "rule": rule, "text": text, "count": count}
            for (path, rule, text), count in sorted(self.counts.items())
        ]
        data = {"version": _VERSION, "findings": found}
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    def unknown(
        self, found: Sequence[Finding], *, checked: Iterable[str] | None = None
    ) -> tuple[list[Finding], int]:
        """Return the findings that are not in the baseline, and how many of it are gone.

        ``checked`` names the files that were looked at, if not all: findings in others, where these
        are still there, are not gone.
        """
        left = self.counts.copy()
        new = []
        for each in found:
            mark = _mark(each, self.folder)
            if left[mark] > 0:
                left[mark] -= 1
            else:
                new.append(each)
        if checked is None:
            return new, left.total()
        seen = {_from(path, self.folder) for path in checked}
        gone = (
            count
            for (path, _, _), count in left.items()
            if path in seen or not os.path.exists(os.path.join(self.folder, path))
        )
        return new, sum(gone)


def _entry(entry: Any) -> tuple[Mark | None, int]:
    if not isinstance(entry, dict):
        return None, 0
    path, rule, text = (entry.get(name) for name in ("path", "rule", "text"))
    count = entry.get("count", 1)
    if not (isinstance(path, str) and isinstance(rule, str) and isinstance(text, str)):
        return None, 0
    if type(count) is not int or count < 1:
        return None, 0
    return (path, rule, text), count
