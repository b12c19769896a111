"""The example records, worked out by hand: each page in ``records/examples`` gives its record."""

from __future__ import annotations

from pathlib import Path

import pytest

from provenance import Record, load, parse_locator, read
from provenance._data import data
from provenance.writing.record import plain, plain_locator
from provenance.writing.toml import write_toml

EXAMPLES = Path(str(data("records", "examples")))
RECORDS = sorted(EXAMPLES.glob("*.toml"))
#: Pages whose record has another name than they have.
_OTHER_NAMES = {
    "shehu-mao-1967-09-30.flat": "memorandum-of-conversation-aqppsh-1967-09-30",
    "shehu-mao-1967-09-30.lines": "memorandum-of-conversation-aqppsh-1967-09-30",
}
PAGES = sorted(path for path in EXAMPLES.iterdir() if path.suffix in (".txt", ".html", ".mhtml"))


def record_of(page: Path) -> Record:
    return load(EXAMPLES / f"{_OTHER_NAMES.get(page.stem, page.stem)}.toml")


def test_every_page_has_a_record_and_every_record_a_page() -> None:
    assert {record_of(page).key for page in PAGES} == {path.stem for path in RECORDS}
    assert len(RECORDS) >= 6


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_gives_its_record(page: Path) -> None:
    (found,) = read(page)
    assert plain(found) == plain(record_of(page))


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_file_is_named_and_laid_out_as_we_would(path: Path) -> None:
    record = load(path)
    assert record.key == path.stem
    assert write_toml(record) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_holdings_are_what_their_text_says(path: Path) -> None:
    for holding in load(path).holdings:
        assert holding.text is not None
        assert plain_locator(parse_locator(holding.text)) == plain_locator(holding)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_value_is_invented(page: Path) -> None:
    """Every name, number and title of the record can be found on its page, letter case aside."""
    text = " ".join(page.read_text(encoding="utf-8").split()).casefold()
    if page.suffix == ".mhtml":
        text = text.replace("= ", "").replace("=3d", "=")
    record = record_of(page)
    said = [
        *(record.number, record.title, record.date_text, record.classification),
        *(number.value for number in record.numbers),
        *(holding.archive_text for holding in record.holdings),
        *(name for credit in record.credits for name in (*credit.by, credit.project)),
        *record.handling,
    ]
    if record.copies is not None:
        said += [line.to for line in record.copies.distribution]
        said += [record.copies.register, record.copies.typed_by]
    if record.publication is not None:
        said += [record.publication.url, record.publication.id, *record.publication.sponsors]
    missing = [value for value in said if value and value.casefold() not in text]
    assert missing == []
