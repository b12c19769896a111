"""Archives of one's own: read strictly, known everywhere, and forgotten again."""

import pytest

import provenance
from provenance.archives import archives, use_archives
from provenance.errors import LocatorError, RecordError
from provenance.reading.authority import read_archives

OWN = """\
country = "RU"
country_name = "Russia"
language = "ru"

[[archive]]
id = "own-town"
name = "Town Archive of Nowhere"
city = "Nowhere"
abbreviations = ["АГН"]
latin_abbreviations = ["AGN"]
scheme = "fond>opis>delo>list"
former = [{ abbreviation = "AGNS", name = "Town Archive of the Soviet", from = 1931, to = 1991 }]

[[archive]]
id = "own-papers"
name = "Family Papers"
city = "Leeds"
latin_abbreviations = ["FPSX"]
scheme = "series>piece>folio"
notation = "{series}/{piece}"
separator = " "
"""


@pytest.fixture
def own():
    use_archives(read_archives(OWN, source="own.toml"))
    yield
    use_archives(())


def test_nobody_knows_it_before():
    assert provenance.parse_locator("AGN, f. 5, op. 1, d. 3").archive is None


def test_it_is_parsed_printed_found_and_looked_up(own):
    found = provenance.parse_locator("AGN, f. 5, op. 1, d. 3, l. 4")
    assert found.key == "own-town:fond=5;opis=1;delo=3;list=4"
    assert provenance.format_locator(found, "native") == "АГН. Ф. 5. Оп. 1. Д. 3. Л. 4"
    text = "See FPSX AB 3/12 and АГН. Ф. 5. Оп. 1. Д. 3. Л. 4; Д. 6."
    keys = [match.locator.key for match in provenance.find_locators(text)]
    assert keys == [
        "own-papers:series=ab3;piece=12", "own-town:fond=5;opis=1;delo=3;list=4",
        "own-town:fond=5;opis=1;delo=6",
    ]  # fmt: skip
    assert provenance.find_archive("Town Archive of the Soviet").id == "own-town"


def test_a_check_knows_its_former_name(own):
    rules = {each.rule for each in provenance.check("AGNS, f. 5, op. 1, d. 3, l. 4")}
    assert rules == {"superseded-name"}


def test_the_archives_that_ship_are_left_afterwards(own):
    count = len(archives())
    use_archives(())
    assert len(archives()) == count - 2
    assert provenance.parse_locator("AGN, f. 5, op. 1, d. 3").archive is None
    assert provenance.parse_locator("RGANI, f. 5, op. 1, d. 3").archive == "rgani"


def test_an_id_stands_once():
    first = read_archives(OWN)
    with pytest.raises(ValueError, match="'own-town' is used twice"):
        use_archives((*first, *first))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('["FPSX"]', '["FPSX", "' + "Ab " * 101 + '"]',
         "archive[1].latin_abbreviations[1]: expected a name of at most 300 characters, found 303"),
        ('city = "Leeds"', 'citty = "Leeds"', "line 17: archive[1].citty: unknown key 'citty'; "
         "the nearest is 'city'"),
        ("fond>opis", "fnod>opis", "line 11: archive[0].scheme: there is no unit kind 'fnod'; "
         "the nearest is 'fond'"),
        ('"own-papers"', '"avprf"', "line 15: archive[1].id: the id 'avprf' is that of"),
        ('"own-papers"', '"own-town"', "the id 'own-town' is that of Town Archive of Nowhere"),
        ('["FPSX"]', '["RGANI"]', "line 14: archive[1]: it would be printed 'RGANI', as"),
        ('city = "Leeds"', 'city = "Leeds"\nany_order = ["piece", "box"]',
         "archive[1].any_order[1]: 'box' is not in the scheme"),
        ('"{series}/{piece}"', '"{series}/[{piece}"', "'[' without ']'"),
        ('"{series}/{piece}"', '"{series}/{peice}"', "there is no unit kind 'peice'"),
        ('"{series}/{piece}"', '"{series:(}/{piece}"', "is no notation"),
        ('country = "RU"', 'country = "Russia"', "line 1: country: expected the two capitals"),
        ("from = 1931", 'from = "1931"', "archive[0].former[0].from: expected a whole number"),
        ('city = "Nowhere"', "city = 12", "line 8: archive[0].city: expected text, found the"),
        ("[[archive]]", "[archive]", "line 14"),
    ],
)  # fmt: skip
def test_faults_have_their_lines_and_what_was_meant(old, new, fault):
    with pytest.raises(RecordError) as caught:
        read_archives(OWN.replace(old, new), source="own.toml")
    message = str(caught.value)
    assert message.startswith("own.toml: ")
    assert fault in message


def test_an_unknown_name_is_no_archive(own):
    with pytest.raises(LocatorError):
        provenance.parse_locator("FPSY AB/12")


def test_an_archive_is_no_part_of_itself() -> None:
    text = TOWN_OF_ITSELF.replace("TODAY", "town-itself")
    with pytest.raises(RecordError) as caught:
        read_archives(text, source="own.toml")
    assert str(caught.value) == (
        "own.toml: line 9: archive[0].today: 'town-itself' is no part of itself; leave 'today' out"
    )
    assert read_archives(TOWN_OF_ITSELF.replace("TODAY", "rgani"))[0].today == "rgani"


TOWN_OF_ITSELF = """\
country = "RU"
country_name = "Russia"
language = "ru"
[[archive]]
id = "town-itself"
name = "Town Archive of Nowhere"
city = "Nowhere"
scheme = "fond>opis>delo>list"
today = "TODAY"
"""
