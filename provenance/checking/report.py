"""Findings as text, JSON lines, SARIF 2.1.0 and GitHub annotations."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from provenance._version import __version__
from provenance.checking.baseline import fingerprints
from provenance.checking.finding import SEVERITIES, Finding
from provenance.checking.rules import rules

__all__ = ["FORMATS", "place", "plain", "sarif", "statistics", "summary"]


def plain(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain data: one object of ``--format json``.

    ``path``, ``line``, ``column``, ``end_line``, ``end_column`` (1-based, code points; ``None``
    where a record is no text), ``rule``, ``code``, ``severity``, ``message``; where there are
    any, ``where``, ``key`` and ``fix`` (``start`` and ``end`` in code points of the file).
    """
    found: dict[str, Any] = {
        "path": finding.path, "line": finding.line, "column": finding.column,
        "end_line": finding.end_line, "end_column": finding.end_column, "rule": finding.rule,
        "code": finding.code, "severity": finding.severity, "message": finding.message,
    }  # fmt: skip
    if finding.where:
        found["where"] = finding.where
    if finding.key:
        found["key"] = finding.key
    if finding.fix is not None:
        fix = finding.fix
        found["fix"] = {"start": fix.start, "end": fix.end, "replacement": fix.replacement}
        if fix.title:
            found["fix"]["title"] = fix.title
    return found


def summary(found: Sequence[Finding], *, known: int = 0, gone: int = 0) -> str:
    """Return how many findings of each severity there are: ``2 errors, 1 warning``.

    ``known`` were held back by a baseline; ``gone`` are the findings of it that there are no more.
    """
    count = Counter[str](each.severity for each in found)
    names = {"info": "for information"}
    parts = [
        f"{count[severity]} {names.get(severity, severity)}"
        + ("s" if severity not in names and count[severity] != 1 else "")
        for severity in reversed(SEVERITIES)
        if count[severity]
    ]
    text = ", ".join(parts) or "no findings"
    if known:
        text += f"; {known} held back by the baseline"
    if gone:
        text += f"; {gone} of the baseline {'is' if gone == 1 else 'are'} gone: write it anew"
    return text


def statistics(found: Iterable[Finding]) -> Iterator[str]:
    """Yield a line for each rule that found something: how often, its code, its id."""
    count = Counter((each.code, each.rule) for each in found)
    for (code, rule), times in sorted(count.items(), key=lambda each: (-each[1], each[0])):
        yield f"{times}\t{code}\t{rule}\n"


def place(finding: Finding) -> str:
    """Return where a finding is: ``path:line:column``."""
    parts = [finding.path or "-"]
    if finding.line is not None:
        parts.append(str(finding.line))
        if finding.column is not None:
            parts.append(str(finding.column))
    elif finding.column is not None:  # of a Word file: paper.docx:footnote 3:12
        parts += [finding.where, str(finding.column)]
    return ":".join(parts)


def _text(found: Iterable[Finding]) -> Iterator[str]:
    for each in found:
        where = f" ({each.where})" if each.where and each.column is None else ""
        yield f"{place(each)}: {each.severity} {each.rule} {each.message}{where}\n"


def _json(found: Iterable[Finding]) -> Iterator[str]:
    for each in found:
        yield json.dumps(plain(each), ensure_ascii=False) + "\n"


_COMMANDS: Final = {"error": "error", "warning": "warning", "info": "notice"}


def _escaped(text: str, also: str = "") -> str:
    """Escape a value of a GitHub workflow command."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    for mark in also:
        text = text.replace(mark, f"%{ord(mark):02X}")
    return text


def _github(found: Iterable[Finding]) -> Iterator[str]:
    for each in found:
        fields = {
            "file": each.path, "line": each.line,
            "col": each.column, "endLine": each.end_line, "endColumn": each.end_column,
            "title": f"{each.code} {each.rule}",
        }  # fmt: skip
        message = each.message
        if each.line is None and each.column is not None:  # a Word file has no lines
            message = f"{each.where}, column {each.column}: {message}"
            del fields["col"], fields["endColumn"]
        listed = ",".join(
            f"{name}={_escaped(str(value), ':,')}"
            for name, value in fields.items()
            if value is not None
        )
        yield f"::{_COMMANDS[each.severity]} {listed}::{_escaped(message)}\n"


_LEVELS: Final = {"error": "error", "warning": "warning", "info": "note"}


def sarif(found: Iterable[Finding], failures: Sequence[str] = ()) -> Iterator[str]:
    """Yield a report in SARIF 2.1.0 (OASIS, 2020), columns in Unicode code points.

    ``failures`` say what could not be checked: a report without results is then not a clean one.
    """
    found = list(found)
    used = dict.fromkeys(each.rule for each in found)
    index = {name: number for number, name in enumerate(used)}
    driver = {
        "name": "provenance", "version": __version__, "rules": [_described(name) for name in used],
    }  # fmt: skip
    run = {
        "tool": {"driver": driver}, "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not failures,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": each}} for each in failures
                ],
            }
        ],
        "results": [
            {**_result(each, index), "partialFingerprints": {"provenanceFinding/v1": digest}}
            for each, digest in zip(found, fingerprints(found), strict=True)
        ],
    }  # fmt: skip
    report = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
              "runs": [run]}  # fmt: skip
    yield json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _described(name: str) -> dict[str, Any]:
    rule = rules()[name]
    return {
        "id": rule.id, "name": rule.code, "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.documentation},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }  # fmt: skip


def _result(finding: Finding, index: Mapping[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule, "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity], "message": {"text": finding.message},
    }  # fmt: skip
    if finding.path is None:
        return result
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.path.replace("\\", "/"))}}
    if finding.line is not None:
        region = {
            "startLine": finding.line, "startColumn": finding.column,
            "endLine": finding.end_line, "endColumn": finding.end_column,
        }  # fmt: skip
        place["region"] = {name: value for name, value in region.items() if value is not None}
    result["locations"] = [{"physicalLocation": place}]
    if finding.line is None and finding.column is not None:  # a Word file has no lines
        name = f"{finding.where}, column {finding.column}"
        result["locations"][0]["logicalLocations"] = [{"fullyQualifiedName": name}]
    return result


#: What turns findings into text, by the name of the format.
FORMATS: Final[Mapping[str, Callable[[Iterable[Finding]], Iterator[str]]]] = {
    "text": _text, "json": _json, "sarif": sarif, "github": _github,
}  # fmt: skip
