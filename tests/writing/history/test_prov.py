"""W3C PROV, read back by the package prov and by rdflib."""

from __future__ import annotations

import json
import sys

import pytest
from histories import ODD, RICH, example
from hypothesis import given, settings
from prov.model import ProvDocument
from prov_n import statements_of_prov_json, statements_of_prov_n
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDFS
from strategies import records

from provenance import Event, ProvenanceError, Record
from provenance.model.history import history
from provenance.writing.history import prov
from provenance.writing.history.registry import tell

PROV = Namespace("http://www.w3.org/ns/prov#")
ARCH = Namespace(prov.TERMS)
EXAMPLES = [
    *("puzanov-1957-12-23", "digest-1945-10-23", "filippov-1952-02-03", "ivanov-1956-06-07"),
    *("szarvas-1955-02-26", "memorandum-of-conversation-aqppsh-1967-09-30"),
]


@pytest.mark.parametrize("record", [RICH, ODD, *map(example, EXAMPLES)], ids=lambda r: r.key)
def test_what_is_written_is_read_back_equal(record):
    whole = prov.document(history(record))
    assert ProvDocument.deserialize(content=tell(record, "prov-json"), format="json") == whole
    turtle = tell(record, "prov-o")
    assert ProvDocument.deserialize(content=turtle, format="rdf", rdf_format="turtle") == whole
    assert len(Graph().parse(data=turtle, format="turtle")) > 0


@pytest.mark.parametrize("record", [RICH, ODD, *map(example, EXAMPLES)], ids=lambda r: r.key)
def test_prov_n_states_what_prov_json_does(record):
    stated = statements_of_prov_n(tell(record, "prov-n"))
    assert stated == statements_of_prov_json(json.loads(tell(record, "prov-json")))
    assert stated.total() > 1


def graph(record: Record) -> tuple[Graph, Namespace]:
    found = Graph().parse(data=tell(record, "prov-o"), format="turtle")
    return found, Namespace(f"urn:x-archival-provenance:record:{record.key}:")


def test_the_ambassadors_journal():
    found, doc = graph(example("puzanov-1957-12-23"))
    for number in range(1, 6):
        assert (doc[f"copy-{number}"], PROV.specializationOf, doc.document) in found
        assert (doc[f"copy-{number}"], PROV.wasGeneratedBy, doc["step-typed"]) in found
    assert found.value(doc["step-typed"], ARCH.copiesPrinted).toPython() == 5
    assert str(found.value(doc["step-typed"], PROV.startedAtTime)) == "1957-12-25T00:00:00"
    # who got copy 3, and that it was typed before
    sent = doc["step-distributed-3"]
    assert (sent, PROV.used, doc["copy-3"]) in found
    assert (sent, PROV.wasInformedBy, doc["step-typed"]) in found
    part = found.value(sent, PROV.qualifiedAssociation)
    assert found.value(part, PROV.hadRole) == ARCH.recipient
    assert str(found.value(found.value(part, PROV.agent), RDFS.label)) == "Kurdyukov"
    # the copy in the file is nobody's
    assert found.value(doc["step-distributed-5"], PROV.qualifiedAssociation) is None
    # this copy: stamped, with notes, filed, translated, published
    assert chain(found, doc.published) == [
        *("translated", "filed", "marked-3", "marked-2", "marked", "copy-3", "registered"),
        *("signed", "document"),
    ]
    assert found.value(doc.filed, ARCH.locator) == Literal(
        "avprf:fond=0102;opis=14;delo=6;list=26-29"
    )
    how = found.value(doc.translated, PROV.qualifiedDerivation)
    assert (how, None, ARCH.translated) in found
    delegation = found.value(doc["agent-gary-goldberg"], PROV.qualifiedDelegation)
    assert found.value(delegation, PROV.agent) == doc["agent-nkidp"]


def chain(found: Graph, thing: URIRef) -> list[str]:
    """Return what a thing was derived from, and that in turn, back to the beginning."""
    names = []
    while True:
        how = found.value(thing, PROV.qualifiedDerivation) or found.value(
            thing, PROV.qualifiedRevision
        )
        source = found.value(how, PROV.entity) if how else found.value(thing, PROV.wasDerivedFrom)
        if source is None:
            return names
        names.append(str(source).rpartition(":")[2])
        thing = source


def test_of_several_places_each_has_a_state_of_its_own():
    found, doc = graph(example("filippov-1952-02-03"))
    for name in ("filed", "filed-2", "filed-3"):
        assert chain(found, doc[name]) == ["registered", "document"]
    assert chain(found, doc.published) == ["registered", "document"]


def test_a_date_that_is_no_day_is_kept_as_edtf_without_a_time():
    found, doc = graph(RICH)
    assert str(found.value(doc["step-written"], ARCH.date)) == "1957-12~"
    assert found.value(doc["step-written"], PROV.startedAtTime) is None
    assert str(found.value(doc["step-copied"], ARCH.date)) == "1970/1975"
    assert str(found.value(doc["step-copied"], ARCH.rule)) == "historian"
    impossible, own = graph(Record("k", date="1957-11-31"))
    assert impossible.value(own["step-written"], PROV.startedAtTime) is None


def test_what_was_destroyed_is_no_more():
    found, doc = graph(Record("k", date="1957", events=[Event("destroyed", "1960-01-02")]))
    assert (doc.document, PROV.wasInvalidatedBy, doc["step-destroyed"]) in found or (
        found.value(doc.document, PROV.qualifiedInvalidation) is not None
    )


@settings(max_examples=40, deadline=None)
@given(records())
def test_any_record_is_read_back_equal(record):
    whole = prov.document(history(record))
    assert ProvDocument.deserialize(content=tell(record, "prov-json"), format="json") == whole


@pytest.mark.parametrize(("form", "package"), [("prov-json", "prov"), ("prov-o", "rdflib")])
def test_a_missing_package_is_named_with_what_installs_it(form, package, monkeypatch):
    for name in [package, *(n for n in sys.modules if n.startswith(f"{package}."))]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ProvenanceError, match=rf"needs the package {package}.*'prov\[rdf\]>=3'"):
        tell(RICH, form)
