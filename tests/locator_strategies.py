"""Hypothesis strategies for locators: what an archive's scheme, notation and kinds allow."""

from __future__ import annotations

import re

from hypothesis import strategies as st

from provenance.archives import Archive, Level
from provenance.model import Leaf, LeafRange, Leaves, Locator, Unit
from provenance.model.text import to_latin
from provenance.notation import notation
from provenance.units import root_kind, unit_kind

_CAPITALS = "ABCDEFGHIKLMNOPRSTUVWZ"
_SMALL = "abdeghiklmnoprstuvz"

#: Names of levels, as archives give them; the last ones hold what separates units elsewhere.
_NAMES = (
    "National Security File", "Ann Whitman File", "Harriman Papers", "Countries", "KC PZPR",
    "Estado", "Central Decimal File 1955–59", "Corea", "Documentar", "UD", "Miscellaneous",
    "Memos to the President", "Subject Files of the Secretary", "Vietnam", "Asie-Océanie",
    "Africa, East", "Vietnam, Special Category Messages",
)  # fmt: skip


@st.composite
def names(draw: st.DrawFn) -> str:
    """Names such as a collection or a folder has: known ones, and words in capitals."""
    if draw(st.booleans()):
        return draw(st.sampled_from(_NAMES))
    word = st.builds(
        str.__add__, st.sampled_from(_CAPITALS), st.text(_SMALL, min_size=3, max_size=9)
    )
    return " ".join(draw(st.lists(word, min_size=1, max_size=3)))


#: Letters that numbers carry in Cyrillic; with the hard and soft signs none is known.
_CYRILLIC = dict.fromkeys(("ru", "be", "bg", "mk", "sr", "mn"), "абвгдежзиклмнопрстуфхцчшэюя")
_CYRILLIC["uk"] = "абвгґдежзиіклмнопрстуфхцчшюя"
_YEAR = st.integers(1700, 2005).map(str)


#: What values look like where the unit table leaves it open, or an archive has a way of its own:
#: after the examples in the archives' data and on their pages. By archive, and for all (``*``).
_SHAPES: dict[str, dict[str, str]] = {
    "*": {
        "viti": r"19[0-9]{2}",
        "record-group": "[1-9][0-9]{0,2}",
        "lot": r"[0-9]{2} [DFM] [0-9]{1,3}",
        "entry": r"(A1|UD|P|NM)[ -][0-9]{1,4}|[0-9]{1,4}[A-Z]?",
        "oa-box": r"(CF)?[0-9]{4,5}",
        "box|container|caja|caixa|pakke|kutu|kotelo": r"[1-9][0-9]{0,3}[A-Z]?",
        "kansio|folder|file|item|part|carpeta|document|documento|piece": r"[1-9][0-9]{0,4}",
        "dossier|expediente|gomlek|sira": r"[1-9][0-9]{0,4}",
        "reel|roll|microfilm": r"([A-Z]-?)?[0-9]{1,4}",
        "chast": r"[1-9][0-9]?|[IVX]{1,3}",
        "decimal-file": r"[0-9]{3}[A-Z]?\.[0-9]{2}/[0-9]{1,2}-[0-9]{3,4}",
        "docket": r"[A-Z]{2}[0-9]{4}/[0-9]{1,3}",
        "dosja|dosar|tetel": r"[0-9]{1,4}(/[0-9]{1,4})?",
        "problema": r"[0-9]{1,3}(/19[0-9]{2})?",
        "legajo|maco": r"[0-9]{1,5}(/[0-9]{1,2})?",
        "signatura|archivni-cislo": r"[0-9]{1,4}(/[0-9]{1,3})?|[A-Z]-[0-9]{1,4}",
        "fascicolo|sottofascicolo|posizione|rubrica": r"[0-9]{1,5}",
        "zahl": r"[0-9]{3}\.[0-9]{3}",
        "irat": r"00[0-9]{4}/19[0-9]{2}",
        "reference-code": r"[A-C][0-9]{11}",
        "serial": r"[0-9]{1,3}",
        "fundo": r"[A-Z]{2,4}",
        "class-number": r"[0-9]{3}\.\([0-9]{1,2}h?\)|[0-9]{3}\.[0-9]{1,2}[A-Z]{0,2}",
        "khadgalamjiin-negj|dans|khuudas": r"[0-9]{1,4}",
    },
    "aqppsh": {"subgroup": "[A-Z]{3,6}"},
    "oesta": {"abteilung": "AdR|HHStA|KA|AVA", "bestand": "BMAA|BKA-AA|NPA|[A-Z]{3,5}"},
    "naa": {
        "series": "[A-Z]{1,2}[0-9]{1,4}",
        "control-symbol": r"[0-9]{1,4}/[0-9]{1,3}(/[0-9]{1,2})?( part [0-9])?",
    },
    "prov": {"series": "VPRS [0-9]{1,5}/P000[0-9]", "item": "[A-Z]?[0-9]{1,4}"},
    "qsa": {"record-number": "ITM[0-9]{6,7}"},
    "agr": {"bestand": "BE-A0[0-9]{3}/I [0-9]{1,3}", "inventarisnummer": "[0-9]{1,4}"},
    "nato": {"document-number": r"C-[MR]\([0-9]{2}\)[0-9]{1,3}"},
    "cpdoc": {
        "fundo": "[A-Z]{2,3}", "serie": "[a-z]{2,4}( [a-z])?",
        "record-number": r"19[0-9]{2}\.[0-9]{2}\.[0-9]{2}",
    },
    "bar": {
        "bestand": r"E[0-9]{4}[A-Z]?(\.[0-9])?", "ablieferung": "19[0-9]{2}/[0-9]{1,3}",
        "dossier": r"[0-9]{1,4}\*?",
    },
    "ungeneva": {
        "fonds": "[A-Z]{3,5}", "box": "[RS][0-9]{2,4}", "series": "[0-9]{2}",
        "dossier": "[0-9]{1,5}", "document": "[0-9]{1,5}",
    },
    "icrc": {"fonds": "[A-Z] [A-Z]{2}", "file": r"[0-9]{3} [0-9]{3}-[0-9]{3}\.[0-9]{2}"},
    "prcfma": {"file-number": "1[01][0-9]-0[0-9]{4}-[0-9]{2}"},
    "cma": {"quanzong": "[0-9]{1,3}", "file-number": "[0-9]{1,5}"},
    "shac": {"quanzong": "[0-9]{1,4}", "file-number": "[0-9]{1,5}"},
    "sma": {"quanzong": "B[0-9]{1,3}", "catalogue": "[0-9]", "file": "[0-9]{1,4}"},
    "bma": {"quanzong": "[0-9]{3}", "catalogue": "[0-9]{3}", "file": "[0-9]{5}"},
    "fha-cn": {"quanzong": "[0-9]{2}", "file-number": "[0-9]{2}-[0-9]{2}-[0-9]{4}-[0-9]{3}"},
    "barch": {
        "bestand": "[A-Z]{1,2} [0-9]{1,4}(-[IV]{1,3})?", "archivnummer": "[0-9]{1,6}",
    },
    "sapmo": {
        "bestand": "(DY|NY) [0-9]{2,4}", "archivnummer": r"[0-9]{1,6}|IV 2/2\.035/[0-9]{1,3}",
    },
    "paaa": {"bestand": "[MBR] [0-9]{1,3}", "band": "[AC] [0-9]{2,5}|[0-9]{2,5}"},
    "bstu": {"bestand": "MfS", "signatur": "(HA [IVX]{1,4}|ZAIG|SdM) [0-9]{1,5}"},
    "acdp": {"archivnummer": "[0-9]{3}/[0-9]"},
    "adsd": {"bestand": r"Dep\. Bahr|NL [A-Z][a-z]{3,8}", "archivnummer": "1/[A-Z]{4}[0-9]{6}"},
    "ifz": {"bestand": "(ED|MA|F) [0-9]{1,4}", "band": "[0-9]{1,3}"},
    "ra-dk": {"arkivskaber": "[A-Z]{2,4}", "serie": r"[0-9]\.[A-Z]\.[0-9]{1,2}\.[a-z]"},
    "tla": {"sailik": "[A-Z][a-z]?[0-9]{1,3}|[0-9]{1,4}"},
    "aga": {"fondo": r"\([0-9]{1,2}\)[0-9]{2}", "caja": "[0-9]{2}/[0-9]{4,5}"},
    "ahn": {"fondo": "Estado|Ultramar|Consejos", "caja": "[0-9]{1,4}"},
    "ka-fi": {"arkisto": "[A-Z]{2,3}:n arkisto"},
    "an": {"cote": "F/[0-9]{1,2}/[0-9]{4,5}|[0-9]{3}AP/[0-9]{1,3}", "piece-fr": "[0-9]{1,3}"},
    "cadc": {"cote": "[0-9]{2,3}QO/[0-9]{1,3}", "serie": "Asie-Océanie|Europe 1944–1970|Y"},
    "cadn": {"cote": "[0-9]{3}PO/[A-C]"},
    "shd": {"cote": "GR [0-9]{1,2} [A-Z] [0-9]{1,4}"},
    "tna": {
        "series": "[A-Z]{2,4} [0-9]{1,3}", "piece": "[0-9]{1,6}",
        "item": "[A-Z]{2}[0-9]{4}/[0-9]{1,3}|[0-9]{1,3}",
    },
    "bl": {"collection": "IOR", "shelfmark": "L/[A-Z]{2}/[0-9]{1,2}/[0-9]{1,4}|Add MS [0-9]{4,5}"},
    "cac": {"collection": "[A-Z]{4} [0-9]{1,2}", "piece": "[0-9]{1,2}(/[0-9]{1,3})?"},
    "nrs": {"series": "(HH|GD|SC|AD)[0-9]{1,2}", "piece": "[0-9]{1,2}(/[0-9]{1,3})?"},
    "lpl": {"collection": "[A-Z][a-z]{4,8} Papers", "shelfmark": "MS [0-9]{3,4}"},
    "bodleian": {"shelfmark": r"[0-9]{3} c\.[0-9]{3}|MS Eng\.c\.[0-9]{3,4}"},
    "ge-mia": {"subgroup": "I|II"},
    "hda": {"fond": "[0-9]{1,4}"},
    "mnl-ol": {
        "fond": "(XIX|XVII)-[A-Z]-[0-9]{1,2}(-[a-z])?|M-KS [0-9]{3}|[0-9]{3}|[A-Z] [0-9]{1,3}",
    },
    "abtl": {"jelzet": r"[0-9]\.[0-9]\.[0-9]\. (Bt|M|O)-[0-9]{1,5}(/[0-9])?"},
    "bfl": {"fond": r"[IVX]{1,4}\.[0-9]{1,2}\.[a-z]|[0-9]{1,3}"},
    "isa": {"record-group": "MFA|GL|[A-Z]{2,4}", "box": "[0-9]{2,4}", "file": "[0-9]{1,3}"},
    "nai": {
        "ministry": "MEA|MHA|[A-Z]{3}", "branch": "(EA|UN|Pol) Division",
        "file": r"[0-9]{1,3}\([0-9]{1,2}\)-[A-Z]{2}",
    },
    "nmml": {"collection": "[A-Z][a-z]{4,8} Papers", "installment": r"(I|II|I & II)"},
    "pwa": {"department": r"Home \(Pol\)|Home|Judicial"},
    "haeu": {"fonds": "BAC [0-9]{1,3}/19[0-9]{2}|CM2/19[0-9]{2}|EN"},
    "acs": {"fondo": "MI|PCM|Segreteria particolare", "serie": "Gabinetto|Affari generali"},
    "asmae": {"fondo": "AP 1950–57|Gabinetto", "serie": "Corea|Varie"},
    "aav": {"fondo": r"Segr\. Stato|Nunz\. Varsavia"},
    "asrs": {"fondo": r"AA\.EE\.SS\.|Russia, parte I"},
    "fgramsci": {"fondo": "APC", "serie": "Esteri|Segreteria|Direzione", "microfilm": "0[0-9]{3}"},
    "damofa": {"volume": "[0-9]{1,3}", "file-number": r"[A-F]'\.[0-9]\.[0-9]\.[0-9]\.[0-9]"},
    "drok": {"registration-number": "[0-9]{2,5}", "roll": "[CP]-00[0-9]{2}"},
    "nak": {"control-number": "BA[0-9]{7}"},
    "nikh": {"reference-code": "AUS[0-9]{3}_[0-9]{2}_[0-9]{2}C[0-9]{4}"},
    "iish": {"collection": "ARCH[0-9]{5}"},
    "anz": {
        "agency": "[A-Z]{4}", "series": "[0-9]{3} W[0-9]{4}|[0-9]{3,5}", "record": "R[0-9]{8}",
    },
    "aan": {
        "zespol": "KC PZPR|MSZ|[A-Z]{2,4}",
        "sygnatura": "[IVX]{1,4} [A-Z]/[0-9]{1,3}|[0-9]{1,4}",
    },
    "ipn": {"sygnatura": "0?[0-9]{3,4}/[0-9]{1,4}"},
    "wbh-caw": {"sygnatura": r"IV\.[0-9]{3}\.[0-9]/[A-Z]\.[0-9]{1,3}"},
    "amsz": {"zespol": "[0-9]{1,2}(/[0-9]{2})?"},
    "agad": {"zespol": "ASK (LVI|XLVI)|AR", "sygnatura": "1/[0-9]{1,3}/0/[0-9]{1,2}/[0-9]{1,4}"},
    "ank": {"zespol": "AS|[A-Z]{2}", "sygnatura": r"29/[0-9]{1,3}/0/1\.[0-9]/[0-9]{1,4}"},
    "nac-pl": {"zespol": "[A-Z]{2,3}", "sygnatura": "3/[0-9]{1,2}/0/[0-9]{1,2}/[0-9]{1,4}"},
    "antt": {"fundo": "[A-Z]{3}", "serie": "[A-Z]{2}", "caixa": "[A-Z]{2}-[0-9]{1,2}"},
    "ahmre": {"fundo": "[A-Z]{3}", "serie": "Ofícios|Telegramas"},
    "anic": {"fond": "[A-Z]{2,3} al [A-Z]{3}|CC al PCR – Secția Relații Externe"},
    "cnsas": {"fond": "Documentar|Informativ|Penal"},
    "amae-ro": {"fond": "Coreea|Telegrame|[0-9]{1,3}"},
    "aj": {"fond": "[0-9]{1,3}", "jedinica": "[IVX]{1,3}-[0-9]{1,2}-[a-z](/[A-Z]{2,5})?"},
    "dasmip": {"zbirka": "PA"},
    "rgakfd": {"shifr": "[0-9]-[0-9]{4,5}"},
    "tsgakffd-spb": {"shifr": "D-[0-9]{4,5}"},
    "arkhiv-gorkogo": {"shifr": "KG-[NPRAB]{1,2}(/A)?, [0-9]{1,2}-[0-9]{1,2}(:[0-9]-[0-9])?"},
    "ra-se": {"arkiv": "UD 1920 års dossiersystem|[A-Z]{2}", "serie": "HP [0-9]{1,2} [A-Z][a-z]"},
    "ars": {"fond": "[0-9]{3,4}(/[IV]{1,3})?"},
    "tr-doab": {
        "fon": r"[0-9]{3}\.[0-9]{2}", "kutu": "[0-9]{1,3}", "gomlek": "[0-9]{1,3}",
        "sira": "[0-9]{1,2}",
    },
    "ah": {"digital-number": "0[0-9]{2}-[0-9]{6}-[0-9]{5}-[0-9]{3}"},
    "imh": {"digital-number": "11-[0-9]{2}-[0-9]{2}-[0-9]{2}-[0-9]{3}"},
    "unarms": {"series": "S-[0-9]{4}", "box": "[0-9]{4}", "file": "[0-9]{2}"},
    "nsarchive": {"collection": "REEADD|Soviet Flashpoints"},
    "wcda": {"document-number": "1[0-9]{5}"},
    "cia-us": {"accession": "80-B0[0-9]{4}A", "record-number": "CIA-RDP[0-9]{2}[A-Z]0[0-9]{4}"},
    "vna3": {"phong": "Phủ Thủ tướng|Bộ Nội vụ"},
    "vna2": {"phong": "ĐICH|ĐIICH|PTTg"},
    "vna1": {"phong": "RST|GGI"},
    "lac": {"fonds": "[A-Z][a-z]{4,8}", "file": r"[0-9]{4,5}-[0-9]{1,2}|[0-9]{1,4}"},
    "na-cz": {"fond": "KSČ-ÚV-02/[0-9]|[A-Z]{3}"},
    "amzv": {"fond": "TO-T 19[0-9]{2}–19[0-9]{2}|[A-Z]{2,3}"},
    "abs": {"fond": "[A-Z] [0-9]{1,2}|ZSGS"},
    "vua": {"fond": "MNO 19[0-9]{2}|[A-Z]{3}"},
    "mza": {"fond": "[A-Z] [0-9]{1,2}"},
    "soa-plzen": {"fond": "[A-Z]{2}"},
    "sna": {"fond": "ÚV KSS|[A-Z]{3}"},
    "aupn": {"fond": "[A-Z][0-9]/[0-9]|[A-Z]{3}"},
}  # fmt: skip


def _shape(aid: str, kind: str) -> str:
    for scope in (aid, "*"):
        for kinds, shape in _SHAPES.get(scope, {}).items():
            if kind in kinds.split("|"):
                return shape
    return ""


def _clear(value: str) -> bool:
    """Whether no letter of the value can be taken for a digit of its number."""
    return re.search(r"[0-9][OIl]|[OIl][0-9]", value) is None


_ASCII = "".join(map(chr, range(32, 127)))


def values(archive: Archive, kind: str) -> st.SearchStrategy[str]:
    """Return values of a unit kind at an archive: by its examples, else by the unit table."""
    asked = {field.kind: field.pattern for field in notation(archive.notation).fields}
    entry = unit_kind(kind)
    shape = _shape(archive.id, kind)
    if root_kind(kind) == "god" and not shape:
        return _YEAR
    shape = shape or asked.get(kind, "")
    if shape:
        return st.from_regex(re.compile(shape), fullmatch=True).filter(_clear)
    pattern = entry.value_pattern.strip("^$") if entry is not None else ""
    pattern = pattern.replace(r"\d+", r"\d{1,7}")
    pattern = pattern.removesuffix(r"\.?")  # the stop of an ordinal number is not part of a value
    if pattern in ("", ".+"):
        return names()
    letters = _CYRILLIC.get(archive.language, "")
    if letters:
        pattern = pattern.replace("А-ЯA-Z", letters.upper()).replace("а-яa-z", letters)
        pattern = pattern.replace("{0,4}", "{0,2}").replace("{0,3}", "{0,2}")
    alphabet = st.sampled_from(_ASCII + letters + letters.upper())
    text = st.from_regex(re.compile(pattern), fullmatch=True, alphabet=alphabet)
    latin = text.map(lambda value: to_latin(value, archive.language).strip())
    return latin.filter(lambda value: bool(re.search("[A-Za-z0-9]", value)) and _clear(value))


def _side() -> st.SearchStrategy[str]:
    return st.sampled_from(("", "", "", "v", "r"))


@st.composite
def leaf_ranges(draw: st.DrawFn, start: int) -> LeafRange:
    """A leaf, a side of one, or a range of leaves, from ``start`` on."""
    letter = draw(st.sampled_from(("", "", "", "", "a", "b")))
    first = Leaf(start + draw(st.integers(0, 300)), letter, draw(_side()))
    if draw(st.booleans()):
        return LeafRange(first, first)
    last = Leaf(first.number + draw(st.integers(1, 60)), "", draw(_side()))
    return LeafRange(first, last)


@st.composite
def leaves(draw: st.DrawFn, kind: str) -> Leaves:
    """Leaves in one to three ranges, the last one open now and then."""
    ranges: list[LeafRange] = []
    start = 1
    for _ in range(draw(st.integers(1, 3))):
        item = draw(leaf_ranges(start))
        ranges.append(item)
        start = (item.last or item.first).number + 2
    if draw(st.integers(0, 5)) == 0:
        ranges.append(LeafRange(Leaf(start), None))
    return Leaves(kind, ranges)


def _is_leaf(level: Level) -> bool:
    return any(_leaf_kind(kind) for kind in level.kinds)


def _leaf_kind(kind: str) -> bool:
    entry = unit_kind(kind)
    return entry is not None and entry.is_leaf


@st.composite
def locators(draw: st.DrawFn, archive: Archive) -> Locator:
    """Locators of an archive: full ones by its scheme, and ones that stop at a level above."""
    containers = [level for level in archive.scheme if not _is_leaf(level)]
    depth = len(containers)
    if draw(st.integers(0, 3)) == 0:
        first = next((n for n, level in enumerate(containers) if not level.optional), 0)
        depth = draw(st.integers(first + 1, depth))
    units: list[Unit] = []
    for number, level in enumerate(containers[:depth]):
        last_chance = number == depth - 1 and not units
        if level.optional and not last_chance and draw(st.booleans()):
            continue
        kind = draw(st.sampled_from([k for k in level.kinds if not _leaf_kind(k)]))
        units.append(Unit(kind, draw(values(archive, kind))))
    while len(units) > 1 and units[-1].kind in archive.auxiliary:
        units.pop()  # nothing is cited by its year or its box alone
    kinds = [kind for kind in archive.kinds if _leaf_kind(kind)]
    pages = None
    if kinds and depth == len(containers) and draw(st.booleans()):
        pages = draw(leaves(draw(st.sampled_from(kinds))))
    return Locator(archive.id, units, pages)


#: The units of a reference to an archive that the authority doesn't know, and names of such ones.
_TRADITIONS = (
    (
        ("fond", "opis", "delo", "list"),
        ("Gosarkhiv Novosibirskoi oblasti", "Госархив Омской области"),
    ),
    (("fond", "opis", "sprava", "arkush"), ("Miskyi arkhiv Umani", "Міський архів Умані")),
    (("fond", "opis", "arhivna-edinitsa", "list"), ("Darzhaven arhiv Vidin",)),
    (("fond", "apyrasas", "byla", "lapas"), ("Kauno archyvas",)),
    (("fond", "apraksts", "lieta", "lapa"), ("Tukuma arhīvs",)),
    (("zespol", "sygnatura", "karta"), ("Archiwum Państwowe w Opolu",)),
    (("fond", "inventar", "dosar", "fila"), ("Arhivele Statului Cluj",)),
    (("fond", "csomo", "orzesi-egyseg"), ("Vas Megyei Levéltár",)),
    (("record-group", "box", "folder", "page"), ("Some County Archive",)),
    (("series", "box", "folder"), ("Hesburgh Library",)),
)


@st.composite
def unknown_locators(draw: st.DrawFn) -> Locator:
    """Locators of an archive that the authority doesn't know, or of none."""
    kinds, names = draw(st.sampled_from(_TRADITIONS))
    units = [
        Unit(kind, draw(st.from_regex(r"[1-9][0-9]{0,2}[ak]?", fullmatch=True)))
        for kind in kinds
        if not _leaf_kind(kind)
    ]
    pages = None
    if _leaf_kind(kinds[-1]) and draw(st.booleans()):
        pages = draw(leaves(kinds[-1]))
    return Locator(None, units, pages, archive_text=draw(st.none() | st.sampled_from(names)))
