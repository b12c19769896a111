"""Locators in print. Expectations are from the countries' rules and the archives' own examples."""

from __future__ import annotations

import pytest

from provenance.errors import ProvenanceError
from provenance.model import Leaf, LeafRange, Leaves, Locator, Unit
from provenance.units import unit_kind
from provenance.writing.locator import format_leaves, format_locator, format_units


def loc(archive: str | None, *units: str, text: str | None = None) -> Locator:
    """Build a locator from ``kind=value`` pairs; a leaf kind's value is in the plain form."""
    found, leaves = [], None
    for unit in units:
        kind, _, value = unit.partition("=")
        entry = unit_kind(kind)
        assert entry is not None, kind
        if entry.is_leaf:
            leaves = Leaves.parse(value, kind)
        else:
            found.append(Unit(kind, value))
    return Locator(archive, found, leaves, archive_text=text)


PUZANOV = loc("avprf", "fond=0102", "opis=14", "delo=6", "list=26-29")


def test_the_contract() -> None:
    assert format_locator(PUZANOV) == "AVPRF, f. 0102, op. 14, d. 6, ll. 26–29"
    assert format_locator(PUZANOV, "long") == "AVPRF, fond 0102, opis 14, delo 6, listy 26–29"
    assert format_locator(PUZANOV, "native") == "АВП РФ. Ф. 0102. Оп. 14. Д. 6. Л. 26–29"


def test_the_short_form_is_the_default() -> None:
    assert format_locator(PUZANOV) == format_locator(PUZANOV, "short")


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(
        ProvenanceError, match="form must be one of short, long, native, not 'shrot'"
    ):
        format_locator(PUZANOV, "shrot")


# GOST R 7.0.5-2008, 11.4: search data between full stops, Л. for one and for several leaves.
GOST = [
    (
        loc("aprf", "fond=3", "opis=30", "delo=195", "list=67"),
        "APRF, f. 3, op. 30, d. 195, l. 67",
        "APRF, fond 3, opis 30, delo 195, list 67",
        "АП РФ. Ф. 3. Оп. 30. Д. 195. Л. 67",
    ),
    (
        loc("garf", "fond=R-9401", "opis=2", "delo=64", "list=12v"),
        "GARF, f. R-9401, op. 2, d. 64, l. 12 ob.",
        "GARF, fond R-9401, opis 2, delo 64, list 12 ob.",
        "ГАРФ. Ф. Р-9401. Оп. 2. Д. 64. Л. 12 об.",
    ),
    (
        loc("garf", "fond=102 DPOO", "god=1898", "opis=226", "delo=12", "chast=2", "list=15"),
        "GARF, f. 102 DPOO, 1898 g., op. 226, d. 12, ch. 2, l. 15",
        "GARF, fond 102 DPOO, 1898 g., opis 226, delo 12, chast 2, list 15",
        "ГАРФ. Ф. 102 ДПОО. 1898 г. Оп. 226. Д. 12. Ч. 2. Л. 15",
    ),
    (
        loc("avprf", "fond=0100", "opis=34", "god=1946", "papka=253", "delo=18"),
        "AVPRF, f. 0100, op. 34, 1946 g., p. 253, d. 18",
        "AVPRF, fond 0100, opis 34, 1946 g., papka 253, delo 18",
        "АВП РФ. Ф. 0100. Оп. 34. 1946 г. П. 253. Д. 18",
    ),
    (
        loc("rgada", "fond=210", "opis=9", "delo=12", "list=3v-5"),
        "RGADA, f. 210, op. 9, d. 12, ll. 3 ob.–5",
        "RGADA, fond 210, opis 9, delo 12, listy 3 ob.–5",
        "РГАДА. Ф. 210. Оп. 9. Д. 12. Л. 3 об.–5",
    ),
    (
        loc("rgani", "fond=89", "perechen=38", "dokument=47", "list=1-2"),
        "RGANI, f. 89, per. 38, dok. 47, ll. 1–2",
        "RGANI, fond 89, perechen 38, dokument 47, listy 1–2",
        "РГАНИ. Ф. 89. Пер. 38. Док. 47. Л. 1–2",
    ),
    (
        loc("rgali", "fond=631", "opis=26", "edinitsa-khraneniya=12", "list=4"),
        "RGALI, f. 631, op. 26, ed. khr. 12, l. 4",
        "RGALI, fond 631, opis 26, edinitsa khraneniia 12, list 4",
        "РГАЛИ. Ф. 631. Оп. 26. Ед. хр. 12. Л. 4",
    ),
    (
        loc("narb", "fond=4p", "opis=1", "delo=12", "list=5"),
        "NARB, f. 4p, op. 1, d. 12, l. 5",
        "NARB, fond 4p, opis 1, delo 12, list 5",
        "НАРБ. Ф. 4п. Оп. 1. Д. 12. Л. 5",
    ),
    (
        loc("ap-rk", "fond=708", "opis=30", "delo=12", "list=5"),
        "AP RK, f. 708, op. 30, d. 12, l. 5",
        "AP RK, fond 708, opis 30, delo 12, list 5",
        "АП РК. Ф. 708. Оп. 30. Д. 12. Л. 5",
    ),
    (
        loc("nauz", "fond=R-837", "opis=41", "delo=12", "list=5"),
        "TsGA RUz, f. R-837, op. 41, d. 12, l. 5",
        "TsGA RUz, fond R-837, opis 41, delo 12, list 5",
        "ЦГА РУз. Ф. Р-837. Оп. 41. Д. 12. Л. 5",
    ),
]

# DSTU 8302:2015.
DSTU = [
    (
        loc("tsdaho", "fond=1", "opis=32", "sprava=2612", "arkush=63, 64v, 71"),
        "TsDAHO, f. 1, op. 32, spr. 2612, ark. 63, 64 ob., 71",
        "TsDAHO, fond 1, opys 32, sprava 2612, arkushi 63, 64 ob., 71",
        "ЦДАГО України. Ф. 1. Оп. 32. Спр. 2612. Арк. 63, 64 зв., 71",
    ),
    (
        loc("hda-sbu", "fond=16", "opis=1", "sprava=843", "arkush=12v"),
        "HDA SBU, f. 16, op. 1, spr. 843, ark. 12 ob.",
        "HDA SBU, fond 16, opys 1, sprava 843, arkush 12 ob.",
        "ГДА СБУ. Ф. 16. Оп. 1. Спр. 843. Арк. 12 зв.",
    ),
    (
        loc("dapo", "fond=R-9106", "opis=1n", "sprava=5"),
        "DAPO, f. R-9106, op. 1n, spr. 5",
        "DAPO, fond R-9106, opys 1n, sprava 5",
        "ДАПО. Ф. Р-9106. Оп. 1н. Спр. 5",
    ),
    (
        loc("ir-nbuv", "fond=1", "odynytsia-zberihannia=123", "arkush=5"),
        "IR NBUV, f. 1, od. zb. 123, ark. 5",
        "IR NBUV, fond 1, odynytsia zberihannia 123, arkush 5",
        "ІР НБУВ. Ф. 1. Од. зб. 123. Арк. 5",
    ),
]

# Other Cyrillic, Georgian and Armenian traditions.
EASTERN = [
    (
        loc("tsda", "fond=1B", "opis=67", "arhivna-edinitsa=3139", "list=1-5"),
        "TsDA, f. 1B, op. 67, a.e. 3139, ll. 1–5",
        "TsDA, fond 1B, opis 67, arhivna edinitsa 3139, listove 1–5",
        "ЦДА, ф. 1Б, оп. 67, а.е. 3139, л. 1–5",
    ),
    (
        loc("amvnr", "opis=14p", "arhivna-edinitsa=473", "list=12"),
        "AMVnR, op. 14p, a.e. 473, l. 12",
        "AMVnR, opis 14p, arhivna edinitsa 473, list 12",
        "АМВнР, оп. 14п, а.е. 473, л. 12",
    ),
    (
        loc("darsm", "fond=427", "kutija=12", "arhivska-edinica=5", "list=3"),
        "DARSM, f. 427, k. 12, a.e. 5, l. 3",
        "DARSM, fond 427, kutija 12, arhivska edinica 5, list 3",
        "ДАРСМ, Ф. 427, К. 12, АЕ 5, л. 3",
    ),
    (
        loc("aj", "fond=837", "jedinica=I-3-a/KNDR"),
        "AJ, 837, I-3-a/KNDR",
        "AJ, 837, I-3-a/KNDR",
        "АЈ, 837, I-3-а/КНДР",
    ),
    (  # what stands between fond and unit comes between them
        loc("aj", "fond=130", "fascikla=643", "jedinica=1071"),
        "AJ, 130, fasc. 643, j.o. 1071",
        "AJ, 130, fascikla 643, jedinica opisa 1071",
        "АЈ, 130, фасцикла 643, ј.о. 1071",
    ),
    (
        loc("dasmip", "zbirka=PA", "godina=1957", "fascikla=50", "dokument=41234"),
        "DAMSP, PA, 1957, f-50, dok. 41234",
        "DAMSP, PA, 1957, fascikla 50, dokument 41234",
        "ДАМСП, PA, 1957, ф-50, док. 41234",
    ),
    (
        loc("nag", "fond=600", "aghtsera=1", "sakme=12", "purtseli=5"),
        "NAG, f. 600, aghts. 1, s. 12, p. 5",
        "NAG, fond 600, aghtsera 1, sakme 12, purtseli 5",
        "საქართველოს ეროვნული არქივი, ფ. 600, აღწ. 1, ს. 12, ფურც. 5",
    ),
    (
        loc("haa", "fond=1", "tsutsak=35", "gorts=12", "tert=5"),
        "HAA, f. 1, ts. 35, g. 12, t. 5",
        "HAA, fond 1, tsutsak 35, gorts 12, tert 5",
        "ՀԱԱ, ֆ. 1, ց. 35, գ. 12, թ. 5",
    ),
    (
        loc("arp-ii-ssa", "fond=1", "siyahi=2", "saxlama-vahidi=15", "vereq=3, 4v"),
        "ARP II SSA, f. 1, siy. 2, sax. vah. 15, vv. 3, 4v",
        "ARP II SSA, fond 1, siyahı 2, saxlama vahidi 15, vərəqlər 3, 4v",
        "ARP İİ SSA, f. 1, siy. 2, sax. vah. 15, vv. 3, 4 arxa",
    ),
    (
        loc("mn-mfa", "fond=3", "dans=1", "khadgalamjiin-negj=115", "khuudas=5"),
        "Archive of the Ministry of Foreign Affairs of Mongolia, f. 3, d. 1, kh/n 115, khuu. 5",
        "Archive of the Ministry of Foreign Affairs of Mongolia, fond 3, dans 1, "
        "khadgalamjiin negj 115, khuudas 5",
        "Монгол Улсын Гадаад хэргийн яамны архив, х. 3, д. 1, х/н 115, х. 5",
    ),
]

# Latin traditions with labels.
LATIN = [
    (
        loc("aan", "zespol=KC PZPR", "sygnatura=XI A/56", "karta=12-14"),
        "AAN, KC PZPR, sygn. XI A/56, k. 12–14",
        "AAN, KC PZPR, sygnatura XI A/56, karty 12–14",
        "AAN, KC PZPR, sygn. XI A/56, k. 12–14",
    ),
    (
        loc("amsz", "zespol=11", "wiazka=22", "teczka=402", "karta=5"),
        "AMSZ, z. 11, w. 22, t. 402, k. 5",
        "AMSZ, zespół 11, wiązka 22, teczka 402, karta 5",
        "AMSZ, z. 11, w. 22, t. 402, k. 5",
    ),
    (
        loc("na-cz", "fond=KSČ-ÚV-02/2", "svazek=151", "archivni-jednotka=197", "bod=7", "list=3"),
        "NA (Prague), f. KSČ-ÚV-02/2, sv. 151, a. j. 197, b. 7, l. 3",
        "NA (Prague), fond KSČ-ÚV-02/2, svazek 151, archivní jednotka 197, bod 7, list 3",
        "Národní archiv, f. KSČ-ÚV-02/2, sv. 151, a. j. 197, b. 7, l. 3",
    ),
    (
        loc("mza", "fond=B 40", "karton=12", "inventarni-cislo=345"),
        "MZA, f. B 40, k. 12, inv. č. 345",
        "MZA, fond B 40, karton 12, inventární číslo 345",
        "MZA, f. B 40, k. 12, inv. č. 345",
    ),
    (
        loc("sna", "fond=ÚV KSS", "skatula=125", "inventarni-cislo=12"),
        "SNA, f. ÚV KSS, šk. 125, inv. č. 12",
        "SNA, fond ÚV KSS, škatuľa 125, inventárne číslo 12",
        "SNA, f. ÚV KSS, šk. 125, inv. č. 12",
    ),
    (
        loc("aupn", "fond=A2/1", "inventarni-cislo=25", "list=4-6"),
        "AUPN, f. A2/1, inv. č. 25, ll. 4–6",
        "AUPN, fond A2/1, inventárne číslo 25, listy 4–6",
        "A ÚPN, f. A2/1, inv. č. 25, ll. 4–6",
    ),
    (
        loc("lya", "fond=K-1", "apyrasas=3", "byla=1352", "lapas=5"),
        "LYA, f. K-1, ap. 3, b. 1352, l. 5",
        "LYA, fondas K-1, apyrašas 3, byla 1352, lapas 5",
        "LYA, f. K-1, ap. 3, b. 1352, l. 5",
    ),
    (
        loc("lcva", "fond=R-754", "apyrasas=13", "byla=40", "lapas=3-4"),
        "LCVA, f. R-754, ap. 13, b. 40, ll. 3–4",
        "LCVA, fondas R-754, apyrašas 13, byla 40, lapai 3–4",
        "LCVA, f. R-754, ap. 13, b. 40, ll. 3–4",
    ),
    (
        loc("anic", "fond=CC al PCR – Secția Relații Externe", "dosar=10/1957", "fila=5-7"),
        "ANIC, fond CC al PCR – Secția Relații Externe, dosar 10/1957, ff. 5–7",
        "ANIC, fond CC al PCR – Secția Relații Externe, dosar 10/1957, filele 5–7",
        "ANIC, fond CC al PCR – Secția Relații Externe, dosar 10/1957, ff. 5–7",
    ),
    (
        loc("cnsas", "fond=Documentar", "dosar=1234", "volum=2", "fila=34v"),
        "ACNSAS, fond Documentar, dosar 1234, vol. 2, f. 34v",
        "ACNSAS, fond Documentar, dosar 1234, volum 2, filă 34v",
        "ACNSAS, fond Documentar, dosar 1234, vol. 2, f. 34v",
    ),
    (
        loc("anrm", "fond=2848", "inventar=22", "dosar=12", "fila=5"),
        "ANRM, fond 2848, inv. 22, dosar 12, f. 5",
        "ANRM, fond 2848, inventar 22, dosar 12, filă 5",
        "ANRM, fond 2848, inv. 22, dosar 12, f. 5",
    ),
    (
        loc("aqppsh", "subgroup=MPKK", "viti=1967", "lista=19", "dosja=20"),
        "AQPPSH, MPKK, V. 1967, L. 19, D. 20",
        "AQPPSH, MPKK, viti 1967, lista 19, dosja 20",
        "AQPPSH, MPKK, V. 1967, L. 19, D. 20",
    ),
    (
        loc("amfa-al", "viti=1957", "dosja=350", "fleta=12"),
        "AMPJ, V. 1957, D. 350, fl. 12",
        "AMPJ, viti 1957, dosja 350, fletë 12",
        "AMPJ, V. 1957, D. 350, fl. 12",
    ),
    (
        loc("hda", "fond=1220", "kutija=15"),
        "HR-HDA-1220, kut. 15",
        "HR-HDA-1220, kutija 15",
        "HR-HDA-1220, kut. 15",
    ),
    (
        loc("ars", "fond=1589/III", "skatla=12", "dokument=5"),
        "SI AS 1589/III, šk. 12, dok. 5",
        "SI AS 1589/III, škatla 12, dokument 5",
        "SI AS 1589/III, šk. 12, dok. 5",
    ),
    (
        loc("acs", "fondo=MI", "serie=Gab.", "busta=12", "fascicolo=11001"),
        "ACS, MI, Gab., b. 12, fasc. 11001",
        "ACS, MI, Gab., busta 12, fascicolo 11001",
        "ACS, MI, Gab., b. 12, fasc. 11001",
    ),
    (
        loc("acs", "fondo=PCM", "anno=1948-50", "busta=3", "fascicolo=15"),
        "ACS, PCM, 1948-50, b. 3, fasc. 15",
        "ACS, PCM, 1948-50, busta 3, fascicolo 15",
        "ACS, PCM, 1948-50, b. 3, fasc. 15",
    ),
    (
        loc(
            "fgramsci", "fondo=APC", "serie=Esteri", "anno=1957", "microfilm=0449", "pagina=123-125"
        ),
        "FG, APC, Esteri, 1957, mf. 0449, pp. 123–125",
        "FG, APC, Esteri, 1957, microfilm 0449, pagine 123–125",
        "FG, APC, Esteri, 1957, mf. 0449, pp. 123–125",
    ),
    (
        loc("aav", "fondo=Segr. Stato", "anno=1917", "rubrica=244", "fascicolo=3", "folio=4r-6v"),
        "AAV, Segr. Stato, anno 1917, rubr. 244, fasc. 3, ff. 4r–6v",
        "AAV, Segr. Stato, anno 1917, rubrica 244, fascicolo 3, fogli 4r–6v",
        "AAV, Segr. Stato, anno 1917, rubr. 244, fasc. 3, ff. 4r–6v",
    ),
    (
        loc("aga", "fondo=(10)96", "caja=54/16414", "expediente=3"),
        "AGA, (10)96, caja 54/16414, exp. 3",
        "AGA, (10)96, caja 54/16414, expediente 3",
        "AGA, (10)96, caja 54/16414, exp. 3",
    ),
    (
        loc("ahn", "fondo=Estado", "legajo=3456", "expediente=12"),
        "AHN, Estado, leg. 3456, exp. 12",
        "AHN, Estado, legajo 3456, expediente 12",
        "AHN, Estado, leg. 3456, exp. 12",
    ),
    (
        loc("an", "cote=F/7/15285", "dossier=3"),
        "AN, F/7/15285, dossier 3",
        "AN, F/7/15285, dossier 3",
        "AN, F/7/15285, dossier 3",
    ),
    (
        loc("cadn", "cote=513PO/B", "carton=12"),
        "CADN, 513PO/B/12",
        "CADN, 513PO/B/12",
        "CADN, 513PO/B/12",
    ),
    (
        loc("ra-se", "arkiv=UD 1920 års dossiersystem", "serie=HP 1 Xk", "volym=223"),
        "RA (Stockholm), UD 1920 års dossiersystem, HP 1 Xk, vol. 223",
        "RA (Stockholm), UD 1920 års dossiersystem, HP 1 Xk, volym 223",
        "Riksarkivet, UD 1920 års dossiersystem, HP 1 Xk, vol. 223",
    ),
    (
        loc("ra-dk", "arkivskaber=UM", "serie=5.D.23.a", "pakke=3"),
        "RA (Copenhagen), UM, 5.D.23.a, pk. 3",
        "RA (Copenhagen), UM, 5.D.23.a, pakke 3",
        "Rigsarkivet, UM, 5.D.23.a, pk. 3",
    ),
    (
        loc("ka-fi", "arkisto=UKK:n arkisto", "kotelo=12"),
        "KA, UKK:n arkisto, kotelo 12",
        "KA, UKK:n arkisto, kotelo 12",
        "KA, UKK:n arkisto, kotelo 12",
    ),
    (
        loc("na-nl", "toegang=2.05.118", "inventarisnummer=1234"),
        "NL-HaNA, 2.05.118, inv.nr. 1234",
        "NL-HaNA, 2.05.118, inventarisnummer 1234",
        "NL-HaNA, 2.05.118, inv.nr. 1234",
    ),
    (
        loc("tr-doab", "fon=030.01", "kutu=12", "gomlek=34", "sira=5"),
        "BCA, 030.01/12.34.5",
        "BCA, 030.01/12.34.5",
        "BCA, 030.01/12.34.5",
    ),
    (
        loc("vna3", "phong=Phủ Thủ tướng", "ho-so=586", "to=5"),
        "VNA3, phông Phủ Thủ tướng, hồ sơ 586, tờ 5",
        "VNA3, phông Phủ Thủ tướng, hồ sơ 586, tờ 5",
        "TTLTQG III, phông Phủ Thủ tướng, hồ sơ 586, tờ 5",
    ),
]

# Labels after the number.
AFTER = [
    (
        loc("lva", "fond=101", "apraksts=20", "lieta=13", "lapa=5"),
        "LVA, 101. f., 20. apr., 13. l., 5. lp.",
        "LVA, 101. fonds, 20. apraksts, 13. lieta, 5. lapa",
        "LVA, 101. f., 20. apr., 13. l., 5. lp.",
    ),
    (
        loc("lvva", "fond=2570", "apraksts=14", "lieta=1", "lapa=3-4"),
        "LVVA, 2570. f., 14. apr., 1. l., 3–4. lp.",
        "LVVA, 2570. fonds, 14. apraksts, 1. lieta, 3–4. lapas",
        "LVVA, 2570. f., 14. apr., 1. l., 3–4. lp.",
    ),
    (
        loc("mnl-ol", "fond=M-KS 288", "csomo=5", "orzesi-egyseg=100"),
        "MNL OL, M-KS 288. f., 5. cs., 100. ő. e.",
        "MNL OL, M-KS 288. fond, 5. csoport, 100. őrzési egység",
        "MNL OL, M-KS 288. f. 5. cs. 100. ő. e.",
    ),
    (
        loc("mnl-ol", "fond=XIX-J-1-j", "doboz=4", "tetel=5/a", "irat=004076/1955"),
        "MNL OL, XIX-J-1-j, 4. doboz, 5/a, 004076/1955",
        "MNL OL, XIX-J-1-j, 4. doboz, 5/a, 004076/1955",
        "MNL OL, XIX-J-1-j, 4. doboz, 5/a, 004076/1955",
    ),
    (
        loc("abtl", "jelzet=3.2.1. Bt-1234/1", "oldal=56"),
        "ABTL 3.2.1. Bt-1234/1, 56. o.",
        "ABTL 3.2.1. Bt-1234/1, 56. oldal",
        "ÁBTL 3.2.1. Bt-1234/1, 56. o.",
    ),
]


def test_a_unit_may_have_no_label_where_its_form_says_what_it_is() -> None:
    assert format_locator(loc("mnl-ol", "fond=XIX-J-1-j", "tetel=5")) == (
        "MNL OL, XIX-J-1-j, 5. tétel"
    )
    assert format_locator(loc("nara", "record-group=111", "document=SC-423678")) == (
        "NARA, RG 111, SC-423678"
    )


def test_the_only_unit_of_an_archive_needs_no_quotation_marks() -> None:
    locator = loc("arkhiv-gorkogo", "shifr=KG-NP/A, 22-4:1-2")
    assert format_locator(locator) == "Arkhiv A. M. Gorkogo, KG-NP/A, 22-4:1-2"
    assert format_locator(locator, "native") == "Архив А. М. Горького. КГ-НП/А, 22-4:1-2"


# Without labels: the archive's own way of joining the numbers, the same in every form.
BARE = [
    (loc("ra-ee", "fond=1", "nimistu=4", "sailik=1872", "leht=5"), "RA (Tartu), 1.4.1872, l. 5"),
    (loc("eraf", "fond=1", "nimistu=4", "sailik=1872"), "ERAF.1.4.1872"),
    (loc("tla", "fond=230", "nimistu=1", "sailik=Aa2"), "TLA.230.1.Aa2"),
    (
        loc("bar", "bestand=E2001E", "ablieferung=1970/217", "dossier=123*"),
        "CH-BAR#E2001E#1970/217#123*",
    ),
    (loc("icrc", "fonds=B AG", "file=210 056-003.04"), "ACICR, B AG 210 056-003.04"),
    (
        loc("ungeneva", "series=50", "box=R5634", "dossier=678", "document=12345"),
        "LNA (Geneva), R5634/50/12345/678",
    ),
    (loc("agad", "zespol=ASK LVI", "sygnatura=1/7/0/11/290"), "AGAD ASK LVI 1/7/0/11/290"),
    (loc("ank", "sygnatura=29/637/0/1.2/2135"), "ANK 29/637/0/1.2/2135"),
    (loc("nac-pl", "sygnatura=3/1/0/9/6432"), "NAC (Warsaw), 3/1/0/9/6432"),
    (loc("ipn", "sygnatura=0449/8", "tom=12", "karta=5"), "AIPN, 0449/8, t. 12, k. 5"),
    (loc("acdp", "bestand=01-433", "archivnummer=012/3"), "ACDP, 01-433-012/3"),
    (
        loc("adsd", "bestand=Dep. Bahr", "archivnummer=1/EBAA000123"),
        "AdsD, Dep. Bahr, 1/EBAA000123",
    ),
    (loc("ifz", "bestand=ED 101", "band=12", "blatt=5"), "IfZArch, ED 101/12, Bl. 5"),
    (loc("paaa", "bestand=M 1", "band=A 14330", "blatt=5"), "PA AA, M 1, A 14330, Bl. 5"),
    (
        loc("bstu", "bestand=MfS", "signatur=HA IX 2345", "blatt=10"),
        "BStU, MfS, HA IX 2345, Bl. 10",
    ),
    (
        loc("barch", "bestand=DY 30", "archivnummer=3640", "blatt=26-29"),
        "BArch, DY 30/3640, Bl. 26–29",
    ),
    (loc("barch", "bestand=R 43-I", "archivnummer=161"), "BArch, R 43-I/161"),
    (loc("tna", "series=FO 371", "piece=127265", "folio=12"), "TNA, FO 371/127265, fol. 12"),
    (
        loc("tna", "series=FO 371", "piece=127265", "item=FK1011/1", "folio=26-29"),
        "TNA, FO 371/127265/FK1011/1, fols. 26–29",
    ),
    (loc("nrs", "series=HH16", "piece=1/5"), "NRS, HH16/1/5"),
    (
        loc("bl", "collection=IOR", "shelfmark=L/PS/12/1234", "folio=5r"),
        "BL, IOR/L/PS/12/1234, fol. 5r",
    ),
    (loc("lpl", "collection=Davidson Papers", "volume=19"), "LPL, Davidson Papers, vol. 19"),
    (loc("bodleian", "shelfmark=268 c.457"), "Bodl., 268 c.457"),
    (
        loc("naa", "series=A1838", "control-symbol=3123/7/1 part 2", "folio=12"),
        "NAA (Canberra): A1838, 3123/7/1 part 2, fol. 12",
    ),
    (loc("prov", "series=VPRS 10742/P0000", "item=B1324"), "PROV, VPRS 10742/P0000, B1324"),
    (loc("qsa", "record-number=ITM3872594"), "QSA, ITM3872594"),
    (
        loc("anz", "agency=ABHS", "series=950 W4627", "box=1234", "record=R12345678"),
        "ANZ, ABHS 950 W4627, box 1234, R12345678",
    ),
    (loc("nato", "document-number=C-R(57)83"), "NATO, C-R(57)83"),
    (loc("haeu", "fonds=BAC 3/1978", "file=123"), "HAEU, BAC 3/1978-123"),
    (
        loc("cpdoc", "fundo=AAS", "serie=mre d", "record-number=1974.03.26"),
        "CPDOC, AAS mre d 1974.03.26",
    ),
    (
        loc("antt", "fundo=AOS", "serie=CO", "caixa=NE-30", "documento=3"),
        "ANTT, AOS/CO/NE-30, doc. 3",
    ),
    (loc("isa", "record-group=MFA", "box=2450", "file=7"), "ISA, MFA 2450/7"),
    (
        loc("nmml", "collection=Haksar Papers", "installment=I & II", "file=29", "page=5"),
        "NMML, Haksar Papers (I & II Inst.), file 29, p. 5",
    ),
    (
        loc("nai", "ministry=MEA", "branch=EA Division", "file=12(3)-EA", "year=1957", "page=4"),
        "NAI, MEA, EA Division, file 12(3)-EA, year 1957, p. 4",
    ),
    (loc("prcfma", "file-number=106-00581-11", "page=1-3"), "PRC FMA 106-00581-11, 1–3"),
    (loc("prcfma", "file-number=111-00016-16", "page=66-67"), "PRC FMA 111-00016-16, 66–67"),
    (
        loc("sma", "quanzong=B123", "catalogue=4", "file=567", "page=1-3"),
        "SMA, B123-4-567, pp. 1–3",
    ),
    (
        loc("bma", "quanzong=002", "catalogue=009", "file=00123", "page=4"),
        "BMA, 002-009-00123, p. 4",
    ),
    (loc("ah", "digital-number=002-020400-00031-055"), "AH, 002-020400-00031-055"),
    (loc("imh", "digital-number=11-10-05-01-001"), "IMH, 11-10-05-01-001"),
    (loc("damofa", "file-number=A'.1.5.2.3", "volume=1"), "DAMOFA, A'.1.5.2.3, vol. 1"),
    (loc("naj", "reference-code=B02030123400"), "NAJ, Ref. B02030123400"),
    (loc("nak", "control-number=BA0084211"), "NAK, BA0084211"),
    (loc("unarms", "series=S-0442", "box=0185", "file=08"), "UNARMS, S-0442-0185-08"),
    (loc("nara", "record-group=59", "lot=64 D 199", "box=5"), "NARA, RG 59, Lot 64 D 199, box 5"),
    (
        loc(
            "nara",
            "record-group=59",
            "series=Central Decimal File 1955–59",
            "decimal-file=795B.11/12-2357",
            "box=3140",
        ),
        "NARA, RG 59, Central Decimal File 1955–59, 795B.11/12-2357, box 3140",
    ),
    (
        loc("lbjl", "collection=National Security File", "series=Country File", "box=255"),
        "LBJL, National Security File, Country File, box 255",
    ),
    (
        loc("rrl", "collection=Laux Files", "oa-box=90012", "box=2"),
        "RRL, Laux Files, OA 90012, box 2",
    ),
    (
        loc("cia-us", "collection=DCI (McCone) Files", "accession=80-B01285A"),
        "CIA, DCI (McCone) Files, Job 80-B01285A",
    ),
    (
        loc("lac", "record-group=25", "volume=4480", "file=50052-40", "part=1"),
        "LAC, RG 25, vol. 4480, file 50052-40, pt. 1",
    ),
    (loc("ancb", "caja=12", "carpeta=3"), "MINREX, caja 12, carp. 3"),
    (
        loc("oesta", "abteilung=AdR", "bestand=BMAA", "karton=45", "zahl=220.101"),
        "OeStA/AdR, BMAA, Kt. 45, Zl. 220.101",
    ),
    (
        loc("agr", "bestand=BE-A0510/I 123", "inventarisnummer=45"),
        "AGR, BE-A0510/I 123, inv.nr. 45",
    ),
]


@pytest.mark.parametrize(
    ("locator", "short", "long", "native"), [*GOST, *DSTU, *EASTERN, *LATIN, *AFTER]
)
def test_three_forms(locator: Locator, short: str, long: str, native: str) -> None:
    assert format_locator(locator, "short") == short
    assert format_locator(locator, "long") == long
    assert format_locator(locator, "native") == native


@pytest.mark.parametrize(("locator", "short"), BARE)
def test_label_free(locator: Locator, short: str) -> None:
    assert format_locator(locator) == short


@pytest.mark.parametrize(
    ("locator", "native"),
    [
        (loc("prcfma", "file-number=106-00581-11", "page=1-3"), "外交部档案馆 106-00581-11, 1–3"),
        (
            loc("cma", "quanzong=12", "file-number=34", "page=5"),
            "中央档案馆, 全宗12, 档号34, 第5页",
        ),
        (
            loc("imh", "digital-number=11-10-05-01-001", "page=7"),
            "中研院近史所檔案館, 11-10-05-01-001, 頁7",
        ),
        (loc("damofa", "file-number=A'.1.5.2.3", "volume=1"), "外交史料館, A'.1.5.2.3, 第1巻"),
        (
            loc(
                "drok",
                "class-number=722.2US",
                "registration-number=1234",
                "roll=C-0012",
                "file=10",
                "frame=1-50",
            ),
            "외교사료관, 722.2US, 1234, 롤 C-0012, 파일 10, 프레임 1–50",
        ),
        (loc("oesta", "abteilung=AdR", "bestand=BMAA", "karton=45"), "ÖStA/AdR, BMAA, Kt. 45"),
        (loc("isa", "record-group=MFA", "box=2450", "file=7"), "ארכיון המדינה, MFA 2450/7"),
        (
            loc("ge-mia", "subgroup=II", "fond=14", "aghtsera=31", "sakme=12", "purtseli=5"),
            "საქართველოს შინაგან საქმეთა სამინისტროს არქივი, "
            "განყ. II, ფ. 14, აღწ. 31, ს. 12, ფურც. 5",
        ),
    ],
)
def test_native(locator: Locator, native: str) -> None:
    assert format_locator(locator, "native") == native


# Values


def test_what_was_written_is_printed_natively() -> None:
    fond = Unit("fond", "Zh-4", "Ж-4")
    locator = Locator("garf", [fond, Unit("opis", "1")])
    assert format_locator(locator) == "GARF, f. Zh-4, op. 1"
    assert format_locator(locator, "native") == "ГАРФ. Ф. Ж-4. Оп. 1"


def test_a_repaired_letter_is_not_printed_as_it_was_mistyped() -> None:
    # Latin P typed for Cyrillic Р, Cyrillic З for a digit: the value is what counts.
    locator = Locator("garf", [Unit("fond", "R-5446", "P-5446"), Unit("delo", "135", "1З5")])
    assert format_locator(locator, "native") == "ГАРФ. Ф. Р-5446. Д. 135"


@pytest.mark.parametrize(
    ("archive", "unit", "native"),
    [
        ("rgva", "fond=500k", "РГВА. Ф. 500к"),
        ("rgani", "opis=98s", "РГАНИ. Оп. 98с"),
        ("garf", "opis=1sch", "ГАРФ. Оп. 1сч"),
        ("garf", "opis=1 dop.", "ГАРФ. Оп. 1 доп."),
        ("avprf", "fond=059a", "АВП РФ. Ф. 059а"),
        ("rgada", "chast=II", "РГАДА. Ч. II"),
        ("rgani", "delo=Vietnam 1967", "РГАНИ. Д. Vietnam 1967"),
        ("dako", "opis=1h", "ДАКО. Оп. 1г"),
    ],
)
def test_letters_of_numbers_go_back_into_cyrillic(archive: str, unit: str, native: str) -> None:
    assert format_locator(loc(archive, unit), "native") == native


def test_a_latin_letter_of_a_latin_tradition_stays() -> None:
    assert format_locator(loc("lya", "fond=K-1", "apyrasas=3"), "native") == "LYA, f. K-1, ap. 3"


def test_a_name_with_a_comma_is_quoted() -> None:
    locator = loc("lbjl", "collection=NSF", "series=Country File", "folder=Africa, East")
    assert format_locator(locator) == "LBJL, NSF, Country File, folder “Africa, East”"


def test_a_name_that_holds_a_numbered_unit_is_quoted() -> None:
    locator = loc("lac", "fonds=External Affairs", "series=Central File 1955", "volume=7")
    assert format_locator(locator) == (
        "LAC, fonds External Affairs, series “Central File 1955”, vol. 7"
    )


def test_named_levels_come_as_they_are() -> None:
    locator = loc("lbjl", "collection=NSF", "series=Country File", "level=Vietnam, Vol. XLI")
    assert format_locator(locator) == "LBJL, NSF, Country File, “Vietnam, Vol. XLI”"


def test_a_bare_unit_after_a_missing_one_has_its_label() -> None:
    # Without the collection, a bare name would be taken for one.
    assert (
        format_locator(loc("lbjl", "series=Country File", "box=3"))
        == "LBJL, series Country File, box 3"
    )


def test_a_value_that_holds_the_joint_has_its_label() -> None:
    # FO 371/1/2 would be read as piece 1, item 2.
    assert format_locator(loc("tna", "series=FO 371", "piece=1/2")) == "TNA, FO 371, piece 1/2"


def test_a_reference_may_stop_early() -> None:
    assert format_locator(loc("tna", "series=FO 371")) == "TNA, FO 371"
    assert format_locator(loc("barch", "bestand=R 1001")) == "BArch, R 1001"
    assert format_locator(Locator("avprf"), "native") == "АВП РФ"


# Leaves


@pytest.mark.parametrize(
    ("leaves", "printed"),
    [
        ("27", "l. 27"),
        ("5v", "l. 5 ob."),
        ("26-29", "ll. 26–29"),
        ("26-29, 31", "ll. 26–29, 31"),
        ("5-5v", "ll. 5–5 ob."),
        ("12a", "l. 12a"),
        ("126-129", "ll. 126–129"),
        ("45-", "ll. 45 ff."),
    ],
)
def test_leaves_with_their_label(leaves: str, printed: str) -> None:
    assert format_leaves(Leaves.parse(leaves), PUZANOV) == printed


def test_leaves_in_the_other_forms() -> None:
    leaves = Leaves.parse("5, 12av, 45-")
    assert format_leaves(leaves, PUZANOV, "long") == "listy 5, 12a ob., 45 ff."
    assert format_leaves(leaves, PUZANOV, "native") == "Л. 5, 12а об., 45 и далее"


@pytest.mark.parametrize(
    ("archive", "kind", "leaves", "printed"),
    [
        ("barch", "blatt", "5v", "Bl. 5 RS"),
        ("barch", "blatt", "5r-6", "Bl. 5 VS–6"),
        ("barch", "seite", "3", "S. 3"),
        ("tna", "folio", "12r-13v", "fols. 12r–13v"),
        ("aan", "karta", "3v", "k. 3v"),
        ("acs", "foglio", "3", "f. 3"),
        ("lva", "lapa", "5, 7", "5, 7. lp."),
        ("mnl-ol", "oldal", "5", "5. o."),
    ],
)
def test_leaves_elsewhere(archive: str, kind: str, leaves: str, printed: str) -> None:
    assert format_leaves(Leaves.parse(leaves, kind), Locator(archive)) == printed


def test_a_backward_range_is_printed_as_it_stands() -> None:
    leaves = Leaves("list", [LeafRange(Leaf(29), Leaf(26))])
    assert format_leaves(leaves, PUZANOV) == "ll. 29–26"


# The archive's name


def test_the_archives_name_can_be_replaced() -> None:
    full = "Archive of Foreign Policy of the Russian Federation (AVPRF), Moscow"
    assert format_locator(PUZANOV, archive_name=full) == full + ", f. 0102, op. 14, d. 6, ll. 26–29"


def test_a_replaced_name_has_a_comma_after_it() -> None:
    locator = loc("bar", "bestand=E2001E", "ablieferung=1970/217")
    assert format_locator(locator, archive_name="Swiss Federal Archives") == (
        "Swiss Federal Archives, E2001E#1970/217"
    )


def test_the_archive_can_be_left_out() -> None:
    assert format_locator(PUZANOV, archive_name="") == "f. 0102, op. 14, d. 6, ll. 26–29"
    assert format_locator(PUZANOV, "native", archive_name="") == "Ф. 0102. Оп. 14. Д. 6. Л. 26–29"


def test_units_alone() -> None:
    assert format_units(PUZANOV) == "f. 0102, op. 14, d. 6"
    assert format_units(PUZANOV, "long") == "fond 0102, opis 14, delo 6"


# Unknown archives


def test_an_unknown_archive_is_printed_in_the_tradition_of_its_units() -> None:
    locator = loc(None, "fond=1k", "opis=2", "delo=3", "list=5v", text="Gosarkhiv N")
    assert format_locator(locator) == "Gosarkhiv N, f. 1k, op. 2, d. 3, l. 5 ob."
    assert format_locator(locator, "long") == "Gosarkhiv N, fond 1k, opis 2, delo 3, list 5 ob."


def test_an_unknown_archives_name_is_not_romanised() -> None:
    # Labels in the original script go with it, so that the two scripts are not mixed.
    locator = loc(None, "fond=1k", "opis=2", "delo=3", "list=5v", text="Госархив Н")
    assert format_locator(locator) == "Госархив Н, ф. 1к, оп. 2, д. 3, л. 5 об."
    assert format_locator(locator, "long") == "Госархив Н, ф. 1к, оп. 2, д. 3, л. 5 об."
    assert format_locator(locator, "native") == "Госархив Н. Ф. 1к. Оп. 2. Д. 3. Л. 5 об."


def test_an_unknown_archive_with_a_latin_name_is_not_printed_in_cyrillic() -> None:
    locator = loc(None, "fond=1", "opis=2", "sprava=3", "arkush=4", text="State Archive N")
    assert format_locator(locator, "native") == "State Archive N, f. 1, op. 2, spr. 3, ark. 4"


def test_an_unknown_czech_archive() -> None:
    locator = loc(None, "fond=KSČ", "karton=22", "list=5", text="Státní archiv v Třeboni")
    assert format_locator(locator, "native") == "Státní archiv v Třeboni, f. KSČ, k. 22, l. 5"


def test_no_archive() -> None:
    assert format_locator(loc(None, "fond=1", "opis=24")) == "f. 1, op. 24"
    assert format_locator(loc(None, "fond=1", "opis=24"), "native") == "Ф. 1. Оп. 24"
    assert format_locator(loc(None, "box=5", "folder=Korea", "page=4-5")) == (
        "box 5, folder Korea, pp. 4–5"
    )


def test_an_archive_alone() -> None:
    assert format_locator(Locator(None, archive_text="Some Archive")) == "Some Archive"
