"""The pages of a site: whole, readable by anybody, and nothing of a record becomes markup."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import attrs
import pytest
from histories import EXAMPLES, ODD, RICH, example
from rdflib import Graph, Literal, URIRef
from strategies import records
from web_pages import elements, named, pages, parsed, text_of

from provenance import (
    Agent,
    Copies,
    Credit,
    Event,
    Locator,
    Mark,
    Merged,
    Number,
    Publication,
    Receiver,
    Record,
    Unit,
    Unread,
    Version,
    export,
)
from provenance.site.writer import write_site

KEYS = sorted(path.stem for path in EXAMPLES.glob("*.toml"))
SCRIPT = "</script><script>alert(1)</script>"
BAD = f"\"'<b>&amp;]]>--><!--{SCRIPT}"
RTL = "abc \u202e def"


def _hostile(value: str) -> Record:
    """Return a record that says ``value`` wherever it can."""
    return Record(
        "hostile",
        kind=value, title=value, original_title=f"{value} original", short_title=value,
        date="1957", date_text=value, number=value, numbers=[Number(value, value)],
        classification=value, handling=[value], language="ru", place=value, form=value,
        summary=value, notes=value, rights=value, creators=[Agent(value, office=value, role=value)],
        recipients=[Agent(value)],
        holdings=[Locator(None, [Unit("box", value, value)], archive_text=value, note=value)],
        copies=Copies(number=1, printed=2, distribution=[Receiver(value, 1)], register=value,
                      distribution_note=value, typed_by=value),
        marks=[Mark("stamp", value, value, "1957", value)],
        credits=[Credit("translated", [value], value, {value: value}, value, value)],
        publication=Publication(value, value, f"javascript:alert('{value}')", value,
                                versions=[Version(value, value)], sponsors=[value]),
        subjects=[value], people=[value], places=[value],
        events=[Event("declassified", "1990", value, value, value)],
        merged=[Merged("other", value, [value], {value: value})],
        unread=[Unread(3, value)],
    )  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages") / "site"
    shown = [*map(example, KEYS), RICH, ODD, _hostile(BAD), Record("nothing-known")]
    write_site(shown, folder, title="A & B <Library>")
    return folder


def test_every_page_is_html_without_a_fault(site):
    assert len(pages(site)) == 2 + len(KEYS) + 4
    for page in pages(site):
        parsed(page)


def test_every_link_leads_to_a_file_of_the_site(site):
    for page in pages(site):
        ids = {each.get("id") for each in elements(parsed(page))}
        links = list(named(page))
        assert links
        for address, path, part in links:
            assert path.is_file(), f"{page.name}: {address}"
            assert not part or part in ids, f"{page.name}: {address}"


def test_nothing_is_loaded_from_the_network(site):
    for page in pages(site):
        tree = parsed(page)
        loaded = [each.get("src") for each in elements(tree) if each.get("src")]
        loaded += [each.get("href") for each in elements(tree, "link")]
        assert not [address for address in loaded if urlsplit(address).netloc]
    for name in ("style.css", "site.js"):
        assert "//" not in (site / name).read_text("utf-8").replace("// what was", "")
        assert "url(" not in (site / name).read_text("utf-8")


def test_ids_are_unique_and_what_refers_to_one_finds_it(site):
    for page in pages(site):
        tree = parsed(page)
        ids = [each.get("id") for each in elements(tree) if each.get("id")]
        assert len(ids) == len(set(ids))
        for each in elements(tree):
            for attribute in ("for", "aria-labelledby", "aria-describedby"):
                assert set((each.get(attribute) or "").split()) <= set(ids)


def test_landmarks_headings_and_names(site):
    for page in pages(site):
        tree = parsed(page)
        assert elements(tree, "html")[0].get("lang") == "en"
        assert len(elements(tree, "main")) == len(elements(tree, "h1")) == 1
        assert text_of(elements(tree, "title")[0])
        body = elements(tree, "body")[0]
        assert body[0].get("href") == "#main"  # the first stop of the keyboard
        levels = [int(e.tag[1]) for e in elements(tree) if re.fullmatch("h[1-6]", e.tag)]
        assert all(after - before <= 1 for before, after in pairwise(levels))
        titles = {each.get("id"): text_of(each) for each in elements(tree, "h2")}
        landmarks = [
            each.get("aria-label") or titles[each.get("aria-labelledby")]
            for each in elements(tree)
            if each.tag in ("nav", "section") or each.get("role") == "region"
            if not (each.tag == "section" and page.stem == "archives")
        ]
        assert len(landmarks) == len(set(landmarks)) > 0


def test_tables_have_captions_and_headers_and_fields_have_labels(site):
    tables = [table for page in pages(site) for table in elements(parsed(page), "table")]
    assert len(tables) > 5
    for table in tables:
        assert elements(table, "caption")
        assert {"col", "row"} == {each.get("scope") for each in elements(table, "th")}
    tree = parsed(site / "index.html")
    fields = elements(tree, "input") + elements(tree, "select")
    labels = {label.get("for") for label in elements(tree, "label")}
    assert {field.get("id") for field in fields} == labels == {
        "words", "archives", "years", "translators",
    }  # fmt: skip


def test_the_colours_have_contrast_enough(site):
    """WCAG 2.2, 1.4.6: 7 to 1 for text, on white and on the shade."""
    css = (site / "style.css").read_text("utf-8")
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6});", css))

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for text in ("ink", "soft", "link"):
        for ground in ("#ffffff", colours["shade"]):
            assert (light(ground) + 0.05) / (light(colours[text]) + 0.05) >= 7


# ------------------------------------------------------------------------------- the list


def test_the_list_is_in_the_order_of_dates_and_says_what_it_should(site):
    tree = parsed(site / "index.html")
    rows = [[text_of(cell) for cell in row] for row in elements(tree, "tr")[1:]]
    assert [row[0] for row in rows] == [
        "23 October 1945", "3 February 1952", "26 February 1955", "7 June 1956", "1957", "1957",
        "ca. December 1957", "23 December 1957", "30 September 1967", "Undated",
    ]  # fmt: skip
    assert rows[7] == [
        "23 December 1957",
        "Journal of Soviet Ambassador to the DPRK A.M. Puzanov for 23 December 1957",
        "A. M. Puzanov",
        "AVPRF, f. 0102, op. 14, d. 6, ll. 26–29",
        "Gary Goldberg",
    ]
    assert rows[9] == ["Undated", "nothing-known", "", "", ""]
    assert text_of(elements(tree, id="count")[0]) == "10 documents"


def test_a_filter_has_each_choice_once_with_its_number(site):
    tree = parsed(site / "index.html")
    years = [text_of(option) for option in elements(elements(tree, id="years")[0], "option")]
    assert years == [
        "All years", "1945 (1)", "1952 (1)", "1955 (1)", "1956 (1)", "1957 (4)", "1967 (1)",
    ]  # fmt: skip
    row = elements(tree, "tr")[8]
    assert (row.get("data-years"), row.get("data-archives")) == ("4", _place(tree, "AVPRF"))


def _place(tree, name: str) -> str:
    options = elements(elements(tree, id="archives")[0], "option")
    (found,) = (option.get("value") for option in options if f"({name})" in text_of(option))
    return found


def test_without_a_script_the_whole_list_is_there_and_no_filter(site):
    tree = parsed(site / "index.html")
    assert elements(tree, id="filters")[0].get("hidden") is not None
    assert not [row for row in elements(tree, "tr") if row.get("hidden") is not None]


def test_the_pages_follow_one_another(site):
    at = site / "records" / "digest-1945-10-23.html"
    walked = []
    while True:
        walked.append(at.stem)
        after = elements(parsed(at), "a", rel="next")
        if not after:
            break
        at = at.parent / after[0].get("href")
    assert walked == [
        "digest-1945-10-23", "filippov-1952-02-03", "szarvas-1955-02-26", "ivanov-1956-06-07",
        "hostile", "odd", "rich", "puzanov-1957-12-23",
        "memorandum-of-conversation-aqppsh-1967-09-30", "nothing-known",
    ]  # fmt: skip


# ------------------------------------------------------------------------------- a record


def _facts(tree) -> dict[str, list[str]]:
    return {
        text_of(group[0]): [text_of(each) for each in group[1:]]
        for group in elements(tree, "div") if len(group) and group[0].tag == "dt"
    }  # fmt: skip


def test_a_page_cites_the_document_in_the_styles_of_its_archive(site):
    facts = _facts(parsed(site / "records" / "puzanov-1957-12-23.html"))
    assert facts["Chicago, short note"] == [
        "Puzanov, “Journal of Soviet Ambassador,” December 23, 1957."
    ]
    assert facts["GOST R 7.0.5–2008"][0].endswith("// АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 26–29.")
    hungarian = _facts(parsed(site / "records" / "szarvas-1955-02-26.html"))
    assert "Chicago, full note" in hungarian
    assert "GOST R 7.0.5–2008" not in hungarian


def test_a_page_shows_copies_marks_credits_and_history(site):
    tree = parsed(site / "records" / "puzanov-1957-12-23.html")
    distribution, marks, credits = elements(tree, "table")
    assert [text_of(row) for row in elements(distribution, "tr")] == [
        "CopyTo", "1Gromyko", "2Fedorenko", "3Kurdyukov (this copy)", "4Solodovnik", "5file",
    ]  # fmt: skip
    assert [text_of(cell) for cell in elements(marks, "tr")[2]] == [
        "stamp", "7 January 1958", "", "7 January 1958", "faded",
    ]  # fmt: skip
    assert [text_of(cell) for cell in elements(credits, "tr")[1]] == [
        "translated", "Gary Goldberg", "NKIDP", "", "",
    ]  # fmt: skip
    assert len(elements(tree, "{http://www.w3.org/2000/svg}svg") or elements(tree, "svg")) == 1
    steps = [text_of(each) for each in elements(elements(tree, "ol")[0], "li")]
    assert steps[0] == (
        "23 December 1957 Written by A. M. Puzanov, Soviet Ambassador to the DPRK "
        "(stated on the document)"
    )
    assert "Undated Copy 3 to Kurdyukov (stated on the document)" in steps


@pytest.mark.parametrize("key", [*KEYS, "rich"])
def test_all_that_a_record_says_is_on_its_page(site, key):
    record = RICH if key == "rich" else example(key)
    tree = parsed(site / "records" / f"{key}.html")
    page = text_of(elements(tree, "main")[0]).replace("\u00a0", " ")
    said = [record.title, record.summary, record.number, record.rights, record.classification]
    said += [record.notes, record.kind, record.place, record.form, record.language]
    said += [*record.handling, *record.subjects, *record.people, *record.places]
    said += [agent.name for agent in (*record.creators, *record.recipients)]
    said += [holding.text for holding in record.holdings]
    said += [unit.value for holding in record.holdings for unit in holding.units]
    said += [text for mark in record.marks for text in (mark.text, mark.by, mark.condition)]
    said += [name for credit in record.credits for name in (*credit.by, credit.project)]
    said += [each.text for each in record.unread]
    said += [text for event in record.events for text in (event.agent, event.place, event.note)]
    if record.publication is not None:
        shown = record.publication
        said += [shown.host, shown.publisher, shown.url, shown.id, *shown.sponsors]
    missing = [text for text in said if text is not None and " ".join(text.split()) not in page]
    assert missing == []


def test_files_for_other_programs_lie_beside(site):
    record = example("puzanov-1957-12-23")
    for form, suffix in (("bibtex", "bib"), ("csl-json", "json"), ("ris", "ris")):
        found = (site / "records" / f"puzanov-1957-12-23.{suffix}").read_bytes()
        assert found.decode() == export(record, form)
    whole = json.loads((site / "documents.json").read_text("utf-8"))
    assert len(whole) == len(KEYS) + 4


def test_the_linked_data_is_json_and_rdf(site):
    for key in KEYS:
        (script,) = elements(
            parsed(site / "records" / f"{key}.html"), "script", type="application/ld+json"
        )
        data = json.loads(script.text)
        assert data.pop("@context") == "https://schema.org"
        assert data["name"] == example(key).title
        graph = Graph().parse(  # the context lies on the web: its one vocabulary does for a test
            data=json.dumps({"@context": {"@vocab": "https://schema.org/"}, **data}),
            format="json-ld", publicID="https://example.org/page",
        )  # fmt: skip
        name = (URIRef(f"https://example.org/page#{key}"), URIRef("https://schema.org/name"))
        assert (*name, Literal(example(key).title)) in graph


def test_archives_consulted(site):
    tree = parsed(site / "archives.html")
    archives = [text_of(each) for each in elements(tree, "h3")]
    assert "Archive of Foreign Policy of the Russian Federation (AVPRF)" in " ".join(archives)
    assert text_of(elements(tree, "h2")[0]) == "Albania"


# ------------------------------------------------------------------------------- hostile


def _scripts(tree) -> list[tuple[str | None, str | None]]:
    return [(each.get("src"), each.get("type")) for each in elements(tree, "script")]


@pytest.mark.parametrize("name", ["records/hostile", "records/odd", "index", "archives"])
def test_nothing_that_a_record_says_becomes_markup(site, name):
    tree = parsed(site / f"{name}.html")
    if name.startswith("records"):
        assert _scripts(tree) == [(None, "application/ld+json"), ("../site.js", None)]
    else:
        assert _scripts(tree) == ([("site.js", None)] if name == "index" else [])
    assert not elements(tree, "b")
    assert not [a for e in elements(tree) for a in e.attrib if a.startswith("on")]
    assert not [each for each in tree.iter() if not isinstance(each.tag, str)]  # a comment


def test_a_hostile_record_says_what_it_says(site):
    tree = parsed(site / "records" / "hostile.html")
    assert text_of(elements(tree, "h1")[0]) == BAD
    (script,) = elements(tree, "script", type="application/ld+json")
    assert json.loads(script.text)["name"] == BAD
    assert text_of(elements(tree, "title")[0]) == f"{BAD} – A & B <Library>"


def test_only_addresses_of_the_web_become_links(site):
    for name in ("records/hostile.html", "index.html"):
        for link in elements(parsed(site / name), "a"):
            assert urlsplit(link.get("href")).scheme in ("", "http", "https")
    odd = elements(parsed(site / "records" / "odd.html"), "a", rel="external")
    assert {link.get("href") for link in odd} == {"https://example.org/?a=1&b=%222%22%3C3%3E"}
    assert text_of(odd[0]) == 'https://example.org/?a=1&b="2"<3>'


def test_marks_of_direction_that_are_left_open_and_control_characters_are_shown(tmp_path):
    write_site([_hostile(RTL), Record("bell", title="a\x07b\x85c"),
                Record("closed", title="\u2067שלום\u2069!")], tmp_path / "s")  # fmt: skip
    for page in pages(tmp_path / "s"):
        assert "\u202e" not in page.read_text("utf-8")
        assert "\x07" not in page.read_text("utf-8")
    tree = parsed(tmp_path / "s" / "records" / "hostile.html")
    assert text_of(elements(tree, "h1")[0]) == "abc \ufffd def"
    (script,) = elements(tree, "script", type="application/ld+json")
    assert json.loads(script.text)["name"] == RTL  # data stays as it is
    closed = parsed(tmp_path / "s" / "records" / "closed.html")
    assert text_of(elements(closed, "h1")[0]) == "\u2067שלום\u2069!"


def test_keys_that_are_one_for_a_file_system_have_pages_of_their_own(tmp_path):
    keys = ["A", "a", "con", "a-2", "A.b", "nul.x"]
    write_site([Record(key, title=f"title of {key}") for key in keys], tmp_path / "s")
    found = {
        path.stem: text_of(elements(parsed(path), "h1")[0])
        for path in pages(tmp_path / "s" / "records")
    }
    assert found == {
        "A": "title of A", "a-3": "title of a", "a-2": "title of a-2", "con_": "title of con",
        "A.b": "title of A.b", "nul_.x": "title of nul.x",
    }  # fmt: skip


def test_a_long_history_in_years_is_not_under_every_year(tmp_path):
    old = [
        Record("a", date="1900/1990"),
        Record("b", date="1957/1958"),
        Record("c", date="../1950"),
    ]
    write_site(old, tmp_path / "s")
    tree = parsed(tmp_path / "s" / "index.html")
    years = [text_of(option) for option in elements(elements(tree, id="years")[0], "option")]
    assert years == ["All years", "1957 (1)", "1958 (1)"]


def test_records_of_every_kind_have_pages_without_a_fault(tmp_path):
    """Fifty records of the property tests, whatever they say."""
    found = []

    from hypothesis import HealthCheck, Phase, given, settings

    @settings(max_examples=50, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(records())
    def collect(record):
        found.append(record)

    collect()
    shown = [attrs.evolve(record, key=f"r{at}") for at, record in enumerate(found)]
    write_site(shown, tmp_path / "s")
    assert len(pages(tmp_path / "s")) == len(shown) + 2
    for page in pages(tmp_path / "s"):
        parsed(page)
