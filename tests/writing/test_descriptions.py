"""Exports that describe a record: schema.org, EAD3, RiC-O, each read back by another program."""

from __future__ import annotations

import importlib.util
import json
import re
from functools import cache
from pathlib import Path

import pytest
from histories import ODD, RICH, example
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from rdflib import RDF, Graph, Namespace, URIRef
from strategies import records

from provenance import Credit, Locator, Publication, Record, Unit, export, losses

SCHEMA = Namespace("https://schema.org/")
RICO = Namespace("https://www.ica.org/standards/RiC/ontology#")
EAD = "{http://ead3.archivists.org/schema/}"
PUZANOV = example("puzanov-1957-12-23")
SEVERAL = [PUZANOV, *map(example, ("filippov-1952-02-03", "szarvas-1955-02-26")), RICH, ODD]


def schema_org(several: list[Record]) -> Graph:
    """Return what rdflib reads; the context, which lies on the web, has one vocabulary."""
    text = export(several, "schema-org")
    assert json.loads(text)["@context"] == "https://schema.org"
    local = text.replace(
        '"@context": "https://schema.org"', f'"@context": {{"@vocab": "{SCHEMA}"}}'
    )
    return Graph().parse(data=local, format="json-ld", publicID="https://example.org/")


def ric_o(several: list[Record]) -> Graph:
    return Graph().parse(data=export(several, "ric-o"), format="json-ld")


def ead3(several: list[Record]) -> etree._Element:
    return etree.fromstring(export(several, "ead3").encode())


# --------------------------------------------------------------------------- schema.org

DOCUMENT = URIRef("https://example.org/#puzanov-1957-12-23")


def test_schema_org_has_the_archive_the_place_and_the_collections():
    found = schema_org([PUZANOV])
    assert (DOCUMENT, RDF.type, SCHEMA.ArchiveComponent) in found
    archive = found.value(DOCUMENT, SCHEMA.holdingArchive)
    assert (archive, RDF.type, SCHEMA.ArchiveOrganization) in found
    assert str(found.value(archive, SCHEMA.name)) == (
        "Archive of Foreign Policy of the Russian Federation"
    )
    assert str(found.value(DOCUMENT, SCHEMA.itemLocation)) == "f. 0102, op. 14, d. 6, ll. 26–29"
    names, part = [], found.value(DOCUMENT, SCHEMA.isPartOf)
    while part is not None:
        names.append(str(found.value(part, SCHEMA.name)))
        part = found.value(part, SCHEMA.isPartOf)
    assert names == ["delo 6", "opis 14", "fond 0102"]
    assert str(found.value(DOCUMENT, SCHEMA.dateCreated)) == "1957-12-23"


def test_schema_org_has_the_translation_as_a_work_of_its_own():
    found = schema_org([PUZANOV])
    translation = found.value(DOCUMENT, SCHEMA.workTranslation)
    assert (translation, SCHEMA.translationOfWork, DOCUMENT) in found
    translator = found.value(translation, SCHEMA.translator)
    assert str(found.value(translator, SCHEMA.name)) == "Gary Goldberg"
    project = found.value(translation, SCHEMA.sourceOrganization)
    assert str(found.value(project, SCHEMA.name)) == "NKIDP"
    sponsors = found.objects(translation, SCHEMA.sponsor)
    assert sorted(str(found.value(each, SCHEMA.name)) for each in sponsors) == [
        *("Leon Levy Foundation", "ROK Ministry of Unification")
    ]


def test_schema_org_has_an_example_for_each_of_several_archives():
    found = schema_org([example("filippov-1952-02-03")])
    whole = URIRef("https://example.org/#filippov-1952-02-03")
    places = {
        str(found.value(found.value(one, SCHEMA.holdingArchive), SCHEMA.alternateName)): str(
            found.value(one, SCHEMA.itemLocation)
        )
        for one in found.objects(whole, SCHEMA.workExample)
    }
    assert places == {
        "APRF": "f. 45, op. 1, d. 342, l. 78",
        "AVPRF": "f. 059a, op. 5a, p. 11, d. 5, l. 80",
        "RGASPI": "f. 558, op. 11, d. 342, l. 78",
    }
    assert (whole, RDF.type, SCHEMA.Message) in found  # it has recipients
    assert found.value(whole, SCHEMA.holdingArchive) is None


def test_schema_org_has_dates_of_iso_8601_only():
    (entry,) = json.loads(export(RICH, "schema-org"))["@graph"]
    assert "dateCreated" not in entry
    assert entry["temporal"] == "1957-12~"
    assert entry["workTranslation"]["datePublished"] == "2013-05-01"
    (impossible,) = json.loads(export(Record("k", date="1957-11-31"), "schema-org"))["@graph"]
    assert impossible["temporal"] == "1957-11-31"


def test_what_schema_org_has_no_term_for_is_listed():
    told = {(loss.field, loss.value, loss.reason) for loss in losses(PUZANOV, "schema-org")}
    none = "schema.org has no term for it"
    assert told == {
        ("date_text", "[23] December 1957", none),
        ("holdings[0].text", "AVPRF F. 0102, Op. 14, Delo 6, Listy 26-29",
         "the locator is written in its usual form instead"),
        ("copies.number", "3", none),
        ("copies.printed", "5", none),
        *((f"copies.distribution[{n - 1}]", f"{n}, {who}", none) for n, who in enumerate(
            ("Gromyko", "Fedorenko", "Kurdyukov", "Solodovnik", "file"), 1)),
        ("copies.register", "772", none),
        ("copies.typed_by", "Rodionova", none),
        ("copies.typed", "1957-12-25", none),
        ("marks[0]", "handwritten, to file. N. Torb[[enkov]]", none),
        ("marks[1]", "stamp, 7 January 1958, 1958-01-07, faded", none),
        ("marks[2]", "handwritten, to Cde. Torbenkov, N. Ye.\nto the CC\nto file. N. T. 2", none),
        ("marks[3]", "signature, A. Puzanov", none),
    }  # fmt: skip


# --------------------------------------------------------------------------- EAD3


@cache
def schema() -> etree.XMLSchema:
    """Return the schema of EAD3, of which the package django-ead has a copy."""
    found = importlib.util.find_spec("ead")
    copies = [
        Path(folder, "management", "commands", "ead3.xsd")
        for folder in (found.submodule_search_locations or [] if found is not None else [])
    ]
    path = next((each for each in copies if each.is_file()), None)
    if path is None:
        pytest.skip("no copy of the EAD3 schema: pip install --no-deps django-ead")
    return etree.XMLSchema(etree.parse(path))


def test_ead3_is_valid():
    for several in ([], SEVERAL, [Record("k")]):
        schema().assertValid(ead3(several))


@settings(max_examples=60, deadline=None)
@given(st.lists(records(), max_size=2))
def test_ead3_of_any_records_is_valid(several):
    schema().assertValid(ead3(several))


def test_ead3_has_what_its_schema_wants():
    """Part of the schema in short, for where there is no copy of it."""
    whole = ead3(SEVERAL)
    assert [each.tag for each in whole] == [f"{EAD}control", f"{EAD}archdesc"]
    assert [each.tag.removeprefix(EAD) for each in whole[0]] == [
        *("recordid", "filedesc", "maintenancestatus", "maintenanceagency", "maintenancehistory")
    ]
    for component in whole.iter(f"{EAD}c"):
        assert component[0].tag == f"{EAD}did"
        assert len(component[0])
        level = component.get("level")
        assert (component.get("otherlevel") is not None) == (level == "otherlevel")
    assert len(list(whole.iter(f"{EAD}c"))) > len(SEVERAL)
    assert sum(c.get("level") == "item" for c in whole.iter(f"{EAD}c")) == len(SEVERAL)


def test_ead3_has_the_levels_of_the_archive():
    levels = []
    component = ead3([PUZANOV]).find(f".//{EAD}dsc/{EAD}c")
    while component is not None:
        levels.append((component.get("level"), component.findtext(f"{EAD}did/{EAD}unitid")))
        component = component.find(f"{EAD}c")
    assert levels == [
        *(("fonds", "0102"), ("series", "14"), ("file", "6"), ("item", "puzanov-1957-12-23"))
    ]


def test_ead3_has_dates_containers_and_custody():
    item = ead3([PUZANOV]).find(f".//{EAD}c[@level='item']")
    dates = [(each.get("normal"), each.text) for each in item.iter(f"{EAD}unitdate")]
    assert dates == [
        ("1957-12-23", "[23] December 1957"),
        ("1957-12-21/1957-12-23", "21–23 December 1957"),
    ]
    told = [each.text for each in item.iterfind(f"{EAD}custodhist/{EAD}p")]
    assert told[0].startswith("This is copy 3 of 5, for Kurdyukov (inferred")
    assert (
        told[4] == "1957-12-25: Typed in 5 copies by Rodionova (No. 772) (stated on the document)."
    )
    assert len(told) == 16
    assert [part.text for part in item.find(f".//{EAD}persname")] == [
        *("A. M. Puzanov", "Puzanov", "A. M.", "Soviet Ambassador to the DPRK")
    ]
    boxed = ead3([example("filippov-1952-02-03")]).find(f".//{EAD}c[@level='item']")
    others = [each.text for each in boxed.iterfind(f"{EAD}altformavail/{EAD}p")]
    assert others == [
        "AVPRF, f. 059a, op. 5a, p. 11, d. 5, l. 80", "RGASPI, f. 558, op. 11, d. 342, l. 78",
    ]  # fmt: skip
    papka = Record("k", holdings=[Locator("avprf", (Unit("fond", "1"), Unit("papka", "11")))])
    assert [(c.get("localtype"), c.text) for c in ead3([papka]).iter(f"{EAD}container")] == [
        ("papka", "11")
    ]
    doubtful = ead3([Record("k", date="1957?")]).find(f".//{EAD}unitdate")
    assert (doubtful.get("normal"), doubtful.get("certainty")) == (None, "uncertain")
    assert "1957?" in doubtful.text


def test_what_ead3_has_no_element_for_is_listed():
    assert [(loss.field, loss.reason) for loss in losses(PUZANOV, "ead3")] == [
        ("holdings[0].text", "the locator is written in its usual form instead")
    ]
    odd = [(loss.field, loss.reason) for loss in losses(ODD, "ead3")]
    assert odd == [("marks[1].text", "XML cannot have some of its characters")]


# --------------------------------------------------------------------------- RiC-O

BASE = "urn:x-archival-provenance:record:puzanov-1957-12-23"


def test_ric_o_has_the_record_its_sets_and_its_holder():
    found = ric_o([PUZANOV])
    record = URIRef(BASE)
    assert (record, RDF.type, RICO.Record) in found
    names, inner = [], found.value(record, RICO.isOrWasIncludedIn)
    while inner is not None:
        kind = found.value(inner, RICO.hasRecordSetType)
        names.append((str(found.value(inner, RICO.name)), str(kind or "").rpartition("#")[2]))
        inner = found.value(inner, RICO.isOrWasIncludedIn)
    assert names == [("delo 6", "File"), ("opis 14", ""), ("fond 0102", "Fonds")]
    held = URIRef(f"{BASE}:held-1")
    assert (record, RICO.hasOrHadInstantiation, held) in found
    assert found.value(held, RICO.hasOrHadHolder) == URIRef(
        "urn:x-archival-provenance:archive:avprf"
    )
    assert str(found.value(held, RICO.identifier)) == "AVPRF, f. 0102, op. 14, d. 6, ll. 26–29"


def test_ric_o_has_dates_as_edtf_copies_and_the_translation():
    found = ric_o([PUZANOV])
    record = URIRef(BASE)
    date = found.value(record, RICO.hasCreationDate)
    assert str(found.value(date, RICO.normalizedDateValue)) == "1957-12-23"
    assert str(found.value(date, RICO.expressedDate)) == "[23] December 1957"
    copies = [URIRef(f"{BASE}:copy-{n}") for n in range(1, 6)]
    assert [str(found.value(copy, RICO.history)) for copy in copies] == [
        *("Copy 1 to Gromyko", "Copy 2 to Fedorenko", "Copy 3 to Kurdyukov"),
        *("Copy 4 to Solodovnik", "Copy 5 to file"),
    ]
    translation = URIRef(f"{BASE}:translation")
    assert (record, RICO.hasGeneticLinkToRecordResource, translation) in found
    author = found.value(record, RICO.hasAuthor)
    assert (author, RDF.type, RICO.Person) in found


def test_two_records_of_one_fond_are_in_one_record_set():
    units = (Unit("fond", "0102"), Unit("opis", "14"))
    other = Record("other", holdings=[Locator("avprf", (*units, Unit("delo", "7")))])
    found = ric_o([PUZANOV, other])
    sets = set(found.subjects(RDF.type, RICO.RecordSet))
    assert len(sets) == 4  # one fond, one opis, two files


#: The terms of RiC-O that are written: classes and properties of the ontology, version 1.1.
TERMS = {
    "Agent", "CorporateBody", "Date", "DocumentaryFormType", "Identifier", "IdentifierType",
    "Instantiation", "Language", "Person", "PhysicalLocation", "Place", "Position", "Record",
    "RecordSet", "Thing", "conditionsOfUse", "expressedDate", "generalDescription",
    "hasAddressee", "hasAuthor", "hasCreationDate", "hasCreator", "hasDocumentaryFormType",
    "hasGeneticLinkToRecordResource", "hasIdentifierType", "hasOrHadHolder", "hasOrHadIdentifier",
    "hasOrHadInstantiation", "hasOrHadLanguage", "hasOrHadPhysicalLocation", "hasOrHadPosition",
    "hasOrHadSubject", "hasPublisher", "hasRecordSetType", "history", "identifier",
    "isAssociatedWithDate", "isAssociatedWithPlace", "isOrWasIncludedIn", "name",
    "normalizedDateValue", "scopeAndContent", "textualValue", "title",
}  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(records(), max_size=2))
def test_ric_o_of_any_records_has_terms_of_the_ontology_only(several):
    found = ric_o(several)
    used = {term for triple in found for term in triple if str(term).startswith(str(RICO))}
    assert {str(term).removeprefix(str(RICO)) for term in used} <= TERMS
    made = {str(each) for each in found.subjects(RDF.type, RICO.Record)}
    assert len({each for each in made if not each.endswith(":translation")}) == len(several)


def test_what_ric_o_has_no_property_for_is_listed():
    assert [(loss.field, loss.reason) for loss in losses(PUZANOV, "ric-o")] == [
        ("creators[0].family", "RiC-O has no property for it"),
        ("creators[0].given", "RiC-O has no property for it"),
        ("holdings[0].text", "the locator is written in its usual form instead"),
        ("publication.versions[0]", "RiC-O has no property for it"),
    ]


# --------------------------------------------------------------------------- all three


@settings(max_examples=60, deadline=None)
@given(st.lists(records(), max_size=2))
def test_schema_org_of_any_records_is_read(several):
    found = schema_org(several)
    assert len(set(found.subjects(RDF.type, SCHEMA.ArchiveComponent))) >= len(several)


def values(record: Record, to: str) -> str:
    """Return the text of an export as its reader sees it."""
    text = export(record, to)
    if to == "ead3":
        whole = etree.fromstring(text.encode())
        return "\n".join([*whole.itertext(), *(v for e in whole.iter() for v in e.values())])
    return json.dumps(json.loads(text), ensure_ascii=False)


@pytest.mark.parametrize("to", ["schema-org", "ead3", "ric-o"])
def test_what_is_not_listed_as_lost_is_there(to):
    told = {loss.field for loss in losses(RICH, to)}
    text = values(RICH, to)
    given_texts = {
        "title": RICH.title, "place": RICH.place, "creators[0].name": "А. М. Пузанов",
        "creators[0].office": "посол СССР в КНДР", "recipients[0].name": "김일성",
        "copies.typed_by": "Ушакова", "copies.distribution[1]": "Донаупароходствогезельшафткапитан",
        "marks[0]": "Вх. № 1244", "credits[0].by": "김철수", "credits[0].for": "NKIDP",
        "credits[0].affiliations.김철수": "서울대학교", "credits[1].by": "James F. Person",
        "events[0]": "микрофильм", "events[1]": "МИД СССР",
        "publication.host": "Digital Archive", "publication.url": "https://example.org/document/1",
        "publication.sponsors": "Leon Levy Foundation", "publication.accessed": "2026-11-25",
    }  # fmt: skip
    for field, value in given_texts.items():
        lost = any(re.match(re.escape(field), each) for each in told)
        assert (value in text) != lost, (field, sorted(told))


def test_an_address_of_any_letters_is_an_iri():
    shown = Publication(url="https://example.org/док у мент?a=<b>")
    record = Record("k", credits=[Credit("translated", ["X"])], publication=shown)
    (entry,) = json.loads(export(record, "schema-org"))["@graph"]
    assert entry["workTranslation"]["@id"] == (
        "https://example.org/%D0%B4%D0%BE%D0%BA%20%D1%83%20%D0%BC%D0%B5%D0%BD%D1%82?a=%3Cb%3E"
    )
    assert len(schema_org([record])) > 0
