"""The time-line."""

from __future__ import annotations

import pytest
from histories import ODD, RICH, example
from hypothesis import given, settings
from manuscripts import assert_linear
from strategies import records

from provenance import (
    Copies,
    Credit,
    Event,
    ProvenanceError,
    Publication,
    Receiver,
    Record,
    RecordError,
)
from provenance.model.history import history
from provenance.writing.history.phrases import in_words
from provenance.writing.history.registry import FORMS, tell

PUZANOV = """\
Journal of Soviet Ambassador to the DPRK A.M. Puzanov for 23 December 1957
This is copy 3 of 5, for Kurdyukov (inferred from the copy’s number and the distribution list).

23 December 1957  [d] Written by A. M. Puzanov, Soviet Ambassador to the DPRK
                  [d] Signed by A. Puzanov
                  [d] Registered as No. 309
25 December 1957  [d] Typed in 5 copies by Rodionova (No. 772)
                        copy 1 to Gromyko
                        copy 2 to Fedorenko
                        copy 3 to Kurdyukov ← this one
                        copy 4 to Solodovnik
                        copy 5 to file
7 January 1958    [d] Stamp “7 January 1958” (faded)
                  [d] Handwritten “to file. N. Torb[[enkov]]”
                  [d] Handwritten “to Cde. Torbenkov, N. Ye. / to the CC / to file. N. T. 2”
                  [h] Filed as copy 3: AVPRF, f. 0102, op. 14, d. 6, ll. 26–29
                  [h] Translated by Gary Goldberg for NKIDP
                  [h] Published by History and Public Policy Program Digital Archive with support
                      from ROK Ministry of Unification and Leon Levy Foundation

[d] stated on the document, [h] stated by the host.
What has no date stands in the usual order.
"""

IN_WORDS = [
    "Written by А. М. Пузанов, посол СССР в КНДР; to 김일성 in 평양",
    "Typed in 4 copies by Ушакова",
    "Copy 1 to т. Громыко А. А.",
    "Copy 2 to Донаупароходствогезельшафткапитан",
    "Copy 4 to в дело",
    "A copy to по списку",
    "Received: stamp “Вх. № 1244”",
    "Transferred by МИД СССР",
    "Copied by Архив МИД in Москва (микрофильм)",
    "Filed as copy 2: AVPRF, f. 0102, op. 14, d. 6",
    "Declassified: stamp “РАССЕКРЕЧЕНО”",
    "Obtained by 김철수 (서울대학교) for NKIDP",
    "Translated by Gary Goldberg and James F. Person from ru to en",
    "Published by Digital Archive with support from Leon Levy Foundation",
    "Seen",
]


def test_the_ambassadors_journal():
    assert tell(example("puzanov-1957-12-23")) == PUZANOV


def test_each_step_in_words():
    assert [in_words(step) for step in history(RICH)] == IN_WORDS


def test_on_whose_word_each_step_stands():
    lines = tell(RICH).splitlines()
    signs = [line.partition("[")[2][0] for line in lines if line[18:].startswith(" [")]
    assert "".join(signs) == "hdd+ihdhhh+"
    assert lines[-2] == (
        "[d] stated on the document, [h] stated by the host, [i] inferred, [+] the historian’s own."
    )
    assert (
        "1970–75            [i] Copied by Архив МИД in Москва (микрофильм) (by the historian)"
        in (lines)
    )


def test_a_copy_for_the_file_and_one_without_a_list():
    filed = Record("k", copies=Copies(number=2, printed=2, distribution=[Receiver("to file", 2)]))
    assert tell(filed).splitlines()[1].startswith("This is copy 2 of 2, for the file (inferred")
    assert tell(Record("k", copies=Copies(number=2))).splitlines()[1] == "This is copy 2."


def test_nothing_is_known():
    assert tell(Record("k")) == "k\n\nNothing is known of its history.\n"


def test_a_credit_of_an_unknown_kind_and_an_event_that_only_is():
    record = Record("k", credits=[Credit("Digitized", ["X"])], events=[Event("destroyed", "1960")])
    assert tell(record) == (
        "k\n\n1960  [+] Destroyed\n      [h] Digitized by X\n\n"
        "[h] stated by the host, [+] the historian’s own.\n"
        "What has no date stands in the usual order.\n"
    )


def test_a_text_of_several_lines_breaks_no_line_of_the_time_line():
    assert (
        "[d] Stamp “1. list / - a / * b #quot; &lt; \\ %% _x_ **y** ; / --- / subgraph end”"
        in tell(ODD)
    )


@settings(max_examples=80, deadline=None)
@given(records())
def test_any_record_has_a_time_line_with_all_its_steps(record):
    shown = tell(record)
    assert shown.endswith("\n")
    lines = shown.splitlines()
    steps = [s for s in history(record) if not s.path.startswith("copies.distribution[")]
    signs = ("[d] ", "[h] ", "[i] ", "[+] ")
    assert sum(any(sign in line for sign in signs) for line in lines) >= len(steps)


def test_a_long_text_costs_linear_time():
    assert_linear(lambda text: tell(Record("k", title=text)), "слово ", times=100)
    assert_linear(lambda text: tell(Record("k", title=text)), "x", times=300)


@pytest.mark.parametrize(
    ("given_name", "said"),
    [("prov", "told as 'prov'; the nearest is 'prov-"), ("zzz", "expected one of text, mermaid")],
)
def test_an_unknown_form_is_told_with_what_was_likely_meant(given_name, said):
    with pytest.raises(ProvenanceError, match=said):
        tell(RICH, given_name)


@pytest.mark.parametrize("form", ["text", "prov-json", "prov-n"])
def test_half_a_character_is_refused_where_it_cannot_be_written(form):
    record = Record("k", date="1957", publication=Publication(url="https://e.org/\ud800"))
    with pytest.raises(RecordError, match=r"^k: a text has half of a character \(U\+D800\)"):
        tell(record, form)


def test_every_form_says_what_it_is():
    assert list(FORMS) == ["text", "mermaid", "svg", "prov-json", "prov-n", "prov-o"]
    assert all(form.description for form in FORMS.values())
