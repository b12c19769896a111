"""COinS, decoded by the standard library as a form's data is, and as Zotero reads it."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote

from histories import example
from web_pages import elements, parsed

from provenance import Agent, Credit, Publication, Record
from provenance.site.coins import context_object
from provenance.site.writer import write_site


def _decoded(record: Record) -> dict[str, list[str]]:
    return parse_qs(context_object(record), strict_parsing=True)


def test_the_keys_are_those_of_dublin_core():
    found = _decoded(example("puzanov-1957-12-23"))
    assert found == {
        "ctx_ver": ["Z39.88-2004"],
        "rft_val_fmt": ["info:ofi/fmt:kev:mtx:dc"],
        "rft.type": ["manuscript"],
        "rft.title": ["Journal of Soviet Ambassador to the DPRK A.M. Puzanov for 23 December 1957"],
        "rft.au": ["Puzanov, A. M."],
        "rft.contributor": ["Goldberg, Gary"],
        "rft.date": ["1957-12-23"],
        "rft.source": ["AVPRF, f. 0102, op. 14, d. 6, ll. 26–29"],
        "rft.description": [
            "The Soviet ambassador calls on Kim Il Sung, who tells him how the meetings of "
            "cooperative farm leaders went and what is planned for factories and for the army.\n"
            "AVPRF, f. 0102, op. 14, d. 6, ll. 26–29"
        ],
        "rft.publisher": ["History and Public Policy Program Digital Archive"],
    }


def test_a_name_whose_parts_are_unknown_stays_whole_and_family_first_is_told_by_a_comma():
    record = Record(
        "k", title="T",
        creators=[Agent("Embassy of Hungary"), Agent("Kim Il Sung", "Kim", "Il Sung")],
        credits=[Credit("translated", ["NKIDP"])],
    )  # fmt: skip
    found = _decoded(record)
    assert found["rft.aucorp"] == ["Embassy of Hungary"]
    assert found["rft.au"] == ["Kim, Il Sung"]


def test_every_letter_that_has_a_meaning_there_is_encoded():
    title = 'a=b&c+d%20e;"f"#g?h/i <i>'
    text = context_object(
        Record("k", title=title, publication=Publication(url="https://x.example/?a=1&b=ü+c"))
    )
    assert "rft.title=a%3Db%26c%2Bd%2520e%3B%22f%22%23g%3Fh%2Fi%20%3Ci%3E" in text.split("&")
    pairs = dict(part.split("=") for part in text.split("&"))  # Zotero: one sign of equality
    assert unquote(pairs["rft.title"]) == title
    assert unquote(pairs["rft.identifier"]) == "https://x.example/?a=1&b=%C3%BC+c"


def test_an_address_of_another_kind_is_left_out():
    record = Record("k", title="T", publication=Publication(url="javascript:alert(1)"))
    assert "rft.identifier" not in _decoded(record)


def test_the_page_has_it_in_a_span(tmp_path):
    record = example("szarvas-1955-02-26")
    write_site([record], tmp_path / "s")
    tree = parsed(tmp_path / "s" / "records" / "szarvas-1955-02-26.html")
    (span,) = elements(tree, "span", class_="Z3988")
    assert span.get("title") == context_object(record)
