"""SARIF and GitHub annotations as other programs read them."""

import json

import pytest
from sarif_kit.validate import validation_errors
from sarif_pydantic import Sarif

from provenance.checking.checker import Checker
from provenance.checking.report import FORMATS, sarif
from provenance.verdicts import check_bytes

NAME = "наш файл, 50%: a.md"
#: Beyond the first plane a letter is one code point and two of UTF-16.
TEXT = (
    "𝔛 See RGANI, f. 5, op. 28, d. 411, ll. 29–26.\n\n"
    "See AVPRF, f. 0102, op. 14, p. 7, d. 6, l. 0.\n"
)


def _found(text=TEXT, kind="markdown"):
    return check_bytes(text.encode(), Checker(), source=NAME, kind=kind)


def _sarif(found):
    return json.loads("".join(FORMATS["sarif"](found)))


def test_a_reader_finds_rule_level_and_place():
    report = _sarif(_found())
    run = Sarif.model_validate(report).runs[0]
    places = [each.locations[0].physical_location.region for each in run.results]
    assert [(each.rule_id, each.level.value) for each in run.results] == [
        ("range-descending", "error"), ("zero-or-negative", "error")
    ]  # fmt: skip
    assert [(each.start_line, each.start_column, each.end_line, each.end_column)
            for each in places] == [(1, 40, 1, 45), (3, 44, 3, 45)]  # fmt: skip
    assert report["runs"][0]["columnKind"] == "unicodeCodePoints"
    digests = [each["partialFingerprints"]["provenanceFinding/v1"]
               for each in report["runs"][0]["results"]]  # fmt: skip
    assert len(set(digests)) == 2
    moved = _sarif(_found("A line before.\n\n" + TEXT))["runs"][0]["results"]
    assert [each["partialFingerprints"]["provenanceFinding/v1"] for each in moved] == digests


@pytest.mark.parametrize(
    "found",
    [
        [],
        _found(),
        _found(
            "@misc{a b, title = {x}, url = {y.}}\n@misc{c, title = {\n@misc{d, note={z}}", "bibtex"
        ),
        _found('key = "a"\ndate = "1957-11-31"\n', "records"),
    ],
    ids=["none", "text", "bibliography", "record"],
)
def test_the_report_is_valid_by_the_schema_of_oasis(found):
    assert validation_errors(_sarif(found)) == []


def test_a_report_of_a_failed_run_is_valid_and_known_as_one():
    report = json.loads("".join(sarif(_found(), ["a.docx: no such file"])))
    assert validation_errors(report) == []
    (invocation,) = Sarif.model_validate(report).runs[0].invocations
    assert invocation.execution_successful is False
    (note,) = report["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert note == {"level": "error", "message": {"text": "a.docx: no such file"}}


def test_annotations_are_at_their_lines_with_their_marks_escaped():
    assert list(FORMATS["github"](_found())) == [
        "::error file=наш файл%2C 50%25%3A a.md,line=1,col=40,endLine=1,endColumn=45,"
        "title=LEA001 range-descending::Leaf range runs backwards: 29–26.\n",
        "::error file=наш файл%2C 50%25%3A a.md,line=3,col=44,endLine=3,endColumn=45,"
        "title=LEA004 zero-or-negative::Leaf numbers start at 1.\n",
    ]
