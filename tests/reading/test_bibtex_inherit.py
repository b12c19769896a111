"""What entries take from others: crossref, xdata, macros, preambles. By the manuals, by hand."""

from __future__ import annotations

from typing import Any

import pytest

from provenance import Record, Unread, export, losses, read
from provenance.reading._bibtex_blocks import _Reader


def by_key(text: str) -> tuple[dict[str, Record], list[str]]:
    remarks: list[str] = []
    found = read(text, "bibtex", report=remarks.append)
    return {record.key: record for record in found}, remarks


def fields(record: Record) -> set[str]:
    return {unread.text for unread in record.unread}


CHILD = "@incollection{child, author = {Kim, A}, title = {Part}, crossref = {whole}}\n"
WHOLE = (
    "@collection{whole, title = {Whole}, subtitle = {Sub}, editor = {Ed, It}, date = {1960},\n"
    " publisher = {Pub}, shorttitle = {W}}\n"
)


@pytest.mark.parametrize("text", [CHILD + WHOLE, WHOLE + CHILD])
def test_a_part_takes_from_the_collection_wherever_that_stands(text: str) -> None:
    found, remarks = by_key(text)
    assert remarks == []
    assert list(found) == (["child", "whole"] if text.startswith(CHILD) else ["whole", "child"])
    child = found["child"]
    assert (child.title, str(child.date), child.short_title) == ("Part", "1960", None)
    assert [(credit.role, credit.by) for credit in child.credits] == [("edited", ("It Ed",))]
    assert fields(child) == {
        *("@incollection{child,", "crossref = {whole}", "booktitle = {Whole}"),
        *("booksubtitle = {Sub}", "publisher = {Pub}"),
    }


def test_where_a_document_lies_can_stand_with_its_collection() -> None:
    found, _ = by_key(
        "@misc{entry, title = {23 December}, crossref = {journal}}\n"
        "@misc{journal, title = {Journal}, author = {Puzanov, A. M.}, year = 1957,\n"
        " howpublished = {AVPRF, f.~0102, op.~14, d.~6}}\n"
    )
    entry = found["entry"]
    assert entry.title == "23 December"
    assert [holding.key for holding in entry.holdings] == ["avprf:fond=0102;opis=14;delo=6"]
    assert [agent.name for agent in entry.creators] == ["A. M. Puzanov"]
    assert str(entry.date) == "1957"


@pytest.mark.parametrize(
    ("theirs", "own", "edtf"),
    [
        ("year = 1957, month = dec", "", "1957-12"),
        ("year = 1957, month = dec", "year = 1958", "1958"),
        ("date = {1957-12-23}", "year = 1958", "1958"),
        ("year = 1957", "month = dec", "1957-12"),
    ],
)
def test_no_date_is_put_together_from_two(theirs: str, own: str, edtf: str) -> None:
    found, _ = by_key(f"@misc{{a, {own}, crossref = {{b}}}}\n@misc{{b, title = {{T}}, {theirs}}}\n")
    assert str(found["a"].date) == edtf


@pytest.mark.parametrize(
    ("heir", "other", "title", "inherited"),
    [
        ("inproceedings", "proceedings", "T", "booktitle = {T}"),
        ("inproceedings", "proceedings", "T}, booktitle = {B", "booktitle = {B}"),
        ("article", "periodical", "T", "journaltitle = {T}"),
        ("book", "mvbook", "T", "maintitle = {T}"),
        ("inbook", "book", "T}, author = {Auth, A", "bookauthor = {Auth, A}"),
    ],
)
def test_titles_get_the_name_that_they_have_in_a_part(
    heir: str, other: str, title: str, inherited: str
) -> None:
    text = f"@{heir}{{a, title = {{P}}, crossref = {{b}}}}\n@{other}{{b, title = {{{title}}}}}\n"
    found, _ = by_key(text)
    assert found["a"].title == "P"
    assert inherited in fields(found["a"])


def test_xdata_is_no_document_and_its_fields_are_taken() -> None:
    found, remarks = by_key(
        "@misc{a, title = {T}, xdata = {where, none}, isbn = {1}}\n"
        "@xdata{place, location = {Moscow}, isbn = {2}}\n"
        "@xdata{where, xdata = {place}, howpublished = {AVPRF, f. 0102, op. 14, d. 6}}\n"
        "@misc{b, title = {U}, note = {xdata=where-howpublished}}\n"
        "@xdata{nobody, note = {N}}\n"
    )
    assert list(found) == ["a", "b"]
    assert remarks == [
        "line 1: there is no entry 'none', which xdata names",
        "line 5: no entry takes from @xdata 'nobody', it is left out",
    ]
    for record in found.values():
        assert [each.key for each in record.holdings] == ["avprf:fond=0102;opis=14;delo=6"]
    assert fields(found["a"]) == {"xdata = {none}", "isbn = {1}"}
    assert found["b"].notes is None


def test_what_is_not_there_stays_as_it_is() -> None:
    found, remarks = by_key(
        "@misc{a, title = {xdata=no-where}, crossref = {none}}\n@misc{b, crossref = {b}}\n"
    )
    assert found["a"].title == "xdata=no-where"
    assert fields(found["a"]) == {"crossref = {none}"}
    assert remarks == [
        "line 1: there is no 'xdata=no-where'",
        "line 1: there is no entry 'none', which crossref names",
        "line 2: crossref and xdata lead from 'b' back to it",
    ]


def test_rings_and_chains_end() -> None:
    ring = "@misc{a, crossref = {b}}\n@misc{b, crossref = {a}, title = {T}}\n"
    found, remarks = by_key(ring)
    assert found["a"].title == "T"
    assert remarks == [
        "line 2: crossref and xdata lead from 'a' back to it",
        "line 1: crossref and xdata lead from 'b' back to it",
    ]
    _, remarks = by_key(
        "@misc{a, crossref = {b}, xdata = {c}}\n@misc{b, xdata = {c}}\n@xdata{c, title = {T}}\n"
    )
    assert remarks == []  # taken twice is no ring
    chain = "".join(f"@misc{{k{n}, crossref = {{k{n + 1}}}}}\n" for n in range(300))
    found, remarks = by_key(chain + "@misc{k300, title = {T}}\n")
    assert (found["k299"].title, found["k0"].title) == ("T", None)
    assert any("nothing is taken from" in said for said in remarks)


def test_two_lines_do_not_become_any_amount_of_text() -> None:
    heirs = "".join(f"@misc{{k{n}, crossref = {{big}}}}\n" for n in range(2000))
    text = f"@misc{{big, abstract = {{{'x' * 500_000}}}}}\n{heirs}"
    remarks: list[str] = []
    found = read(text, "bibtex", report=remarks.append)
    assert sum(len(record.summary or "") for record in found) < 60_000_000
    assert any("there is too much of it" in said for said in remarks)
    assert len(found) == 2001


def test_a_macro_is_not_put_in_without_end() -> None:
    text = f"@string{{m = {{{'x' * 100_000}}}}}\n@misc{{a, note = {' # '.join(['m'] * 1000)}}}\n"
    problems: list[Any] = []
    assert read(text, "bibtex", problem=problems.append) == []
    assert "expected a value of at most 4000000 characters" in str(problems[0])


# --- carried through


def test_a_value_in_pieces_is_carried_as_a_whole() -> None:
    text = (
        '@string{jcw = "Journal of Cold War Studies"}\n'
        '@article{a, title = {T}, journal = jcw, series = "S " # {2} # jcw, pages = "{"}1{"}"}\n'
    )
    found, _ = by_key(text)
    assert fields(found["a"]) == {
        *("@article{a,", "journal = {Journal of Cold War Studies}"),
        *("series = {S 2Journal of Cold War Studies}", 'pages = {{"}1{"}}'),
    }
    assert export(found["a"], "bibtex") == (
        "@article{a,\n"
        "  title        = {T},\n"
        "  key          = {T},\n"
        "  journal      = {Journal of Cold War Studies},\n"
        "  series       = {S 2Journal of Cold War Studies},\n"
        '  pages        = {{"}1{"}}\n'
        "}\n"
    )


@pytest.mark.parametrize("to", ["bibtex", "biblatex", "biblatex-chicago"])
def test_a_preamble_goes_with_the_entry_after_it(to: str) -> None:
    text = '@preamble{"\\newcommand{\\x}" # {{y}}}\n@misc{a, title = {T}}\n@misc{b, title = {U}}\n'
    found, remarks = by_key(text)
    assert remarks == []
    preamble = "@preamble{{\\newcommand{\\x}{y}}}"
    assert found["a"].unread == (Unread(1, preamble),)
    assert export(found.values(), to).startswith(f"{preamble}\n\n@")
    assert export([found["a"], found["a"]], to).count("@preamble") == 1
    assert losses(found["a"], to) == []
    again, _ = by_key(export(found.values(), to))
    assert again == found


def test_what_is_no_preamble_is_not_written_as_one() -> None:
    record = Record(key="a", title="T", unread=[Unread(1, "@preamble{{a}}, @misc{x, y = {z}}")])
    assert "@preamble" not in export(record, "bibtex")
    assert [loss.field for loss in losses(record, "bibtex")] == ["unread[0]"]


def test_a_preamble_that_nothing_follows_is_told() -> None:
    _, remarks = by_key("@misc{a, title = {T}}\n@preamble{{x}}\n")
    assert remarks == ["line 2: no entry follows the @preamble, it is left out"]


def test_other_formats_list_a_preamble_as_lost() -> None:
    found, _ = by_key("@preamble{{x}}\n@misc{a, title = {T}}\n")
    (loss,) = losses(found["a"], "ris")
    assert (loss.field, loss.value) == ("unread[0]", "1, @preamble{{x}}")


def test_what_was_read_is_forgotten_and_lines_are_still_counted() -> None:
    entry = "@misc{k, title = {" + "x" * 80 + "},\n}\n"
    whole = entry * 20_000
    chunks = (whole[at : at + 65_536] for at in range(0, len(whole), 65_536))
    reader = _Reader(chunks, None, lambda _: None)
    longest = last = 0
    for block in reader.blocks():
        longest, last = max(longest, len(reader._text)), block.line
    assert last == 2 * 20_000 - 1
    assert longest < 500_000 < len(whole)
