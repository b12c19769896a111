"""Close to the border: what a rule finds fault with, and a like text that it must leave alone.

Texts of several lines are running text, single lines are to be one reference. Worked by hand.
"""

import pytest

from provenance import check
from provenance.checking.checker import Checker
from provenance.verdicts import check_bytes

#: rule, faulty text, what the finding points at, and a text near it without a fault
BORDER = [
    # a label that follows its value, after a word for "in the same place"
    ("value-empty", "MNL OL, M-KS 288. f. 5. cs. 7. ő. e., 5. o.\nUo. ő. e., 3. o.", "ő. e.",
     "MNL OL, M-KS 288. f. 5. cs. 7. ő. e., 5. o.\nUo. 101. ő. e., 3. o."),
    # labels without a value after a call number; words of a sentence are none
    ("value-empty", "TNA, FO 371/127290, f. ;", "f.", "TNA, FO 371/127290, f. 12;"),
    ("value-empty", "See BArch, DY 30/3384, Bl. , and so on.\n\nNext.", "Bl.",
     "See BArch, DY 30/3384, box. And so on.\n\nNext."),
    ("value-empty", "PRC FMA 106-00581-11, p. ,", "p.", "PRC FMA 106-00581-11, p. 4"),
    # a date is no unknown unit
    ("unknown-unit-label", "AVPRF, f. 0102, op. 14, p. 3, d. 6, zz. 5, l. 7", "zz",
     "See AVPRF, f. 0102, op. 14, p. 3, d. 6, l. 7, dated 5 May 1957.\n\nEnd."),
    # alphabets are scripts: diacritics make two forms of a name, no second alphabet
    ("mixed-alphabets", "AVPRF, f. 0102, op. 14, p. 3, d. 6, l. 5.\n"
     "АВП РФ. Ф. 5. Оп. 1. П. 3. Д. 7. Л. 5.",
     "AVPRF, f. 0102, op. 14, p. 3, d. 6, l. 5",
     "ÖStA/AdR, BKA, Kt. 5, fol. 12.\nÖStA/AVA, BKA, Kt. 7, fol. 3."),
    ("two-names-for-archive", "ÁBTL, 3.1.5. O-9803, 12. l.\n\nABTL, 3.1.5. O-9804, 12. l.", "ABTL",
     "ÁBTL, 3.1.5. O-9803, 12. l.\n\nÁBTL, 3.1.5. O-9804, 12. l."),
    ("two-names-for-archive", "PA AA, M 1, A 5, Bl. 5.\n\nPAAA, M 1, A 6, Bl. 5.", "PAAA",
     "PA AA, M 1, A 5, Bl. 5.\n\nPA\u00a0AA, M 1, A 6, Bl. 5."),
    # a name misspelt in a sentence; an abbreviation that is like no archive's
    ("unknown-archive", "See TsDAOH, f. 1, op. 24, spr. 4265, ark. 26.\n\nEnd.", "TsDAOH",
     "See USSR, f. 1, op. 24, spr. 4265, ark. 26.\n\nEnd."),
    ("unknown-archive", "См. РАГНИ. Ф. 5. Оп. 1. Д. 2. Л. 3.\n\nEnd.", "РАГНИ",
     "По СССР. Ф. 5. Оп. 1. Д. 2. Л. 3.\n\nEnd."),
    # ibid. after a note with two sources, and after a source in its own note
    ("ibid-unsafe", "A[^1] b.[^2]\n\n[^1]: RGANI, f. 5, op. 28, d. 4, l. 2; RGAE, f. 7, op. 1, "
     "d. 5, l. 3.\n[^2]: Ibid., l. 4.\n", "Ibid.",
     "A[^1] b.[^2]\n\n[^1]: RGANI, f. 5, op. 28, d. 4, l. 2; RGAE, f. 7, op. 1, d. 5, "
     "l. 3.\n[^2]: BArch, DY 30/3384, Bl. 2; ebd., Bl. 4.\n"),
    # the verso's mark is that of the label's language
    ("verso-mark", "ЦДАГО України. Ф. 1. Оп. 24. Спр. 4265. Арк. 26 об.", "26 об",
     "ЦДАГО України. Ф. 1. Оп. 24. Спр. 4265. Арк. 26 зв."),
    ("verso-mark", "РГАСПИ. Ф. 17. Оп. 162. Д. 18. Л. 5 зв.", "5 зв",
     "ЦДАГО України. Ф. 1. Оп. 24. Д. 4265. Л. 26 об."),
    ("verso-mark", "TsDAHO, f. 1, op. 24, spr. 4265, ark. 26 ob.", "26 ob",
     "TsDAHO, f. 1, op. 24, spr. 4265, ark. 26 zv."),
    ("verso-mark", "TNA, FO 371/127290, fol. 12 ob.", "12 ob", "TNA, FO 371/127290, fols 12r–13v"),
    ("verso-mark", "BArch, DY 30/3384, Bl. 5 ob.", "5 ob", "BArch, DY 30/3384, Bl. 5 RS"),
    ("verso-mark", "RGASPI, f. 17, op. 162, d. 18, l. 5 zv.", "5 zv",
     "RGASPI, f. 17, op. 162, d. 18, l. 5v"),
    ("hyphen-in-range", "TNA, FO 371/127290, fol. 12-13", "12-13",
     "TNA, FO 371/127290, fol. 12–13"),
    # labels that are words
    ("singular-plural", "GARF, f. R-9478, op. 1, d. 5, listy 5", "listy",
     "GARF, fond R-9478, opis 1, delo 5, list 5"),
    ("singular-plural", "TsDAHO, fond 1, opys 24, sprava 4265, arkush 5–7", "arkush",
     "TsDAHO, fond 1, opys 24, sprava 4265, arkushi 5–7"),
    # negative leaves; a dash with spaces is none of a number
    ("zero-or-negative", "TNA, FO 371/127290, fol. -5", "-5", "TNA, FO 371/127290, fol. – 5"),
    ("zero-or-negative", "RGANI, f. 5, op. 28, d. 411, l. -5", "-5",
     "RGANI, f. 5, op. 28, d. 411, l. – 5"),
    # letters for digits, in numbers of files of any kind
    ("ocr-digit", "BArch, DY 30/3384, Bl. l2", "l", "BArch, DY 30/3384, Bl. 12"),
    ("ocr-digit", "AAN, KC PZPR, sygn. 16O4, k. 5", "O", "AAN, KC PZPR, sygn. XIA/16, k. 5"),
    # a file's number is required where leaves are given
    ("missing-required-unit", "AAN, KC PZPR, k. 5", "AAN, KC PZPR, k. 5",
     "AAN, KC PZPR, sygn. 1674, k. 5"),
    ("missing-required-unit", "BArch, DY 30, Bl. 5", "BArch, DY 30, Bl. 5",
     "BArch, MfS, HA IX 2345, Bl. 10"),
    ("missing-required-unit", "LYA, f. 1771, b. 5, l. 6", "LYA, f. 1771, b. 5, l. 6",
     "LYA, f. 1771, ap. 11, b. 5, l. 6"),
    # a Roman numeral in a call number; a range of years is none
    ("identifier-dash-changed", "BArch, R 43–I/161, Bl. 5", "43–I", "BArch, R 43-I/161, Bl. 5–7"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "faulty", "place", "right"), BORDER)
def test_a_rule_finds_its_fault_and_nothing_beside_it(rule, faulty, place, right):
    found = check(faulty)
    assert [(each.rule, faulty[each.start : each.end]) for each in found] == [(rule, place)]
    assert check(right) == []


@pytest.mark.parametrize(
    ("faulty", "fixed"),
    [
        ("ЦДАГО України. Ф. 1. Оп. 24. Спр. 4265. Арк. 26 об.",
         "ЦДАГО України. Ф. 1. Оп. 24. Спр. 4265. Арк. 26 зв."),
        ("РГАСПИ. Ф. 17. Оп. 162. Д. 18. Л. 5 зв", "РГАСПИ. Ф. 17. Оп. 162. Д. 18. Л. 5 об."),
        ("TNA, FO 371/127290, fol. 12 об., and so", "TNA, FO 371/127290, fol. 12v, and so"),
    ],
)  # fmt: skip
def test_the_verso_mark_is_put_right_with_one_stop(faulty, fixed):
    fix = next(each.fix for each in check(faulty) if each.rule == "verso-mark")
    assert faulty[: fix.start] + fix.replacement + faulty[fix.end :] == fixed


@pytest.mark.parametrize(
    ("faulty", "rule", "replacement"),
    [
        # a word's letters are certain, a number's are not
        ("ГA РФ. Ф. Р-5446. Оп. 1. Д. 5. Л. 6", "mixed-script", "ГА"),
        ("РГАСПИ. Ф. 17. Оп. 162. Д. 15сc. Л. 5", "mixed-script", None),
        # GARF is known to write that letter with its fonds; a delo's may be another one
        ("ГАРФ. Ф. P-5446. Оп. 1. Д. 5. Л. 6", "homoglyph-prefix", "Р-5446"),
        ("РГАНИ. Ф. 5. Оп. 28. Д. 98c. Л. 5", "homoglyph-prefix", None),
        # a letter between digits is a digit; at an edge it may be a letter, or one too many
        ("РГАНИ. Ф. 5. Оп. 28. Д. 1З5. Л. 5", "ocr-digit", "3"),
        ("РГАНИ. Ф. 5. Оп. 28. Д. 6. Л. О5", "ocr-digit", None),
        ("РГАНИ. Ф. 5. Оп. 28. Д. 1О. Л. 5", "ocr-digit", None),
        # fond 5446 of TsGAOR is R-5446 now; at RGANI and AVPRF the numbers stayed
        ("ЦГАОР СССР. Ф. 5446. Оп. 1. Д. 5. Л. 6", "superseded-name", None),
        ("ЦГАОР СССР. Ф. Р-5446. Оп. 1. Д. 5. Л. 6", "superseded-name", "ГАРФ (бывш. ЦГАОР СССР)"),
        ("TsKhSD, f. 5, op. 28, d. 411, l. 2", "superseded-name", "RGANI (formerly TsKhSD)"),
        ("АВП СССР. Ф. 0102. Оп. 14. П. 3. Д. 6. Л. 5", "superseded-name",
         "АВП РФ (бывш. АВП СССР)"),
        # of RGASPI's two predecessors one kept its numbers; the other's fond 1 is M-1 now
        ("РЦХИДНИ. Ф. 17. Оп. 162. Д. 18. Л. 5", "superseded-name", "РГАСПИ (бывш. РЦХИДНИ)"),
        ("ЦХДМО. Ф. 1. Оп. 5. Д. 12. Л. 3", "superseded-name", None),
        ("TsKhDMO, f. M-1, op. 5, d. 12, l. 3", "superseded-name", "RGASPI (formerly TsKhDMO)"),
    ],
)  # fmt: skip
def test_no_correction_guesses_which_document_is_meant(faulty, rule, replacement):
    (finding,) = check(faulty)
    assert finding.rule == rule
    assert (finding.fix.replacement if finding.fix else None) == replacement


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("РЦХИДНИ. Ф. 17. Оп. 162. Д. 18. Л. 5", "РЦХИДНИ became РГАСПИ in 1999."),
        # the Komsomol's archive was TsKhDMO in between
        ("ЦА ВЛКСМ. Ф. 1. Оп. 5. Д. 12. Л. 3",
         "ЦА ВЛКСМ was a name until 1992; today's is РГАСПИ."),
        ("TsPA, f. 17, op. 162, d. 18, l. 5", "TsPA was a name until 1991; today's is RGASPI."),
    ],
)  # fmt: skip
def test_what_became_of_a_name_is_said_exactly(text, message):
    assert [each.message for each in check(text)] == [message]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"AN, F/7/12345, d. 2, f\textsuperscript{o}~12\,v\textsuperscript{o}.", []),
        (r"AMAE, La Courneuve, s\'erie Z, vol. 12, f\textsuperscript{o}~12.", []),
        (r"\'{A}BTL, 3.1.9. V-150019, 112\,f.", []),
        (r"BArch, DY~30/3384, Bl.~5\,f.", []),
        (r"GARF, f.~R-5446, op.~1, d.~2, l.~5\,ob.", []),
        (r"RGANI, f.\,5, op.\,28, d.\,411, ll.\,9--5.", [("range-descending", "9--5")]),
        (r"RGANI, f. 5, op. 28, d. 411, \emph{l.}~5--9.", [("singular-plural", "l")]),
        (r"RGANI, f. 5, op. 28, q\v{z}.~14, l. 5.", [("unknown-unit-label", r"q\v{z}")]),
    ],
)  # fmt: skip
def test_marks_of_tex_are_read_by_the_checks_as_by_find(text, expected):
    whole = f"Text.\\footnote{{{text}}}\n"
    found = check_bytes(whole.encode(), Checker(), source="a.tex")
    assert [(each.rule, whole[each.start : each.end]) for each in found] == expected
