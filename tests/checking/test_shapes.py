"""That only some rules are asked about a reference changes nothing in what is found."""

import datetime as dt
from pathlib import Path

import pytest

from provenance.checking.checker import Checker
from provenance.checking.rules import Context, rules
from provenance.model import Reference
from provenance.reading.references import find_references, read_reference

HERE = Path(__file__).parent
FAULTY = """\
AVPRF, f. 0102, op. 14, p. 75, d. 6, ll. 29–26
AVPRF, f. 0102, op. 14, p. 75, d. 6, ll. 26–29
AVPRF, f. 0102, op. 14, p. 75, d. 7, ll. 126–9
AVPRF, f. 0102, op. 14, p. 75, d. 7, ll. 1–900
AVPRF, f. 0102, op. 14, p. 75, d. 7, l. 26–29
AVPRF, f. 0102, op. 14, p. 75, d. 7, ll. 26
AVPRF, f. 0102, op. 14, p. 75, d. 7, ll. 26-29
AVPRF, f. 0102, op. 14, p. 75, d. 7, ll. 5–8, 7–9
AVPRF, f. 0102, op. 14, p. 75, d. 7, l. 5, p. 9
AVPRF, f. 0102, op. 14, p. 75, d. 7, l. 0
AVPRF, f. 0102, op. 14, p. 75, d. 7
AVPRF, f. 0102, d. 6, l. 26
AVPRF, f. 102, op. 14, p. 75, d. 6, l. 26
AVPRF, f. 0102, op. 14, op. 15, p. 75, d. 6, l. 26
AVPRF, f. 0102, d. 6, op. 14, l. 26
AVPRF, f. 0102, op. fourteen, d. 6, l. 26
AVPRF, f. 0102, op. , d. 6, l. 26
AVPRF, z. 0102
AVPRF, f. 0102., op. 14, p. 75, d. 6, l. 26
AVPRF, f. 0102, op. 14, p. 75, d. 6, l. 2б
AVPRF, f. 0102, op.\u200b14, p. 75, d. 6, l. 26
AVRPF, f. 0102, op. 14, p. 75, d. 6, l. 26
TsKhSD, f. 5, op. 28, d. 411, ll. 1–4
ГАРФ. Ф. P-5446. Оп. 1. Д. 5. Л. 7
ГАРФ. Ф. Р-5446. Оп. 1. Д. 5. Л. 7
ГАРФ. Ф. 9401. Оп. 2. Д. 64. Л. 1
АВП РФ. Ф. 0102. Oп. 14. П. 75. Д. 6. Л. 26
АВП РФ. Ф. 0102, op. 14, П. 75. Д. 6. Л. 26
АВП РФ. Ф. 0102. Оп. 14. П. 75. Д. 6. Л. 5–6v
АВП РФ. Ф. 0102. Оп. 14. Д. 6. 29 л.
PRC FMA 106–00581–11
TNA, fond 371
AMAE, box 7, folder 2
d. 12, op. 3, l. 5
PrAVDA, 5 May 1957
"""


def references() -> list[tuple[Reference, str, bool]]:
    """Return references with the text they stand in, and whether they are alone there."""
    lines = FAULTY.splitlines()
    found = [(read_reference(line), line, True) for line in lines]
    texts = [path.read_text(encoding="utf-8") for path in sorted(HERE.glob("clean/*.*"))]
    texts += [path.read_text(encoding="utf-8") for path in sorted(HERE.glob("planted/*.*"))]
    for text in ("\n\n".join(lines), *texts):
        found += [(each, text, False) for each in find_references(text)]
    return found


@pytest.mark.parametrize("backwards", [False, True])
def test_the_rules_that_are_not_asked_would_have_found_nothing(backwards):
    today = dt.date(2026, 11, 25)
    checker = Checker(today=today)
    told: set[str] = set()
    several = references()
    for reference, text, alone in several[::-1] if backwards else several:
        context = Context(today, text=text, alone=alone)
        asked = [
            (each.id, hit.start, hit.end, hit.message)
            for each in rules().values()
            for hit in each.checks.get(Reference, lambda *_: ())(reference, context)
        ]
        found = checker._ask_reference(reference, context, None)
        assert [(each.rule, each.start, each.end, each.message) for each in found] == asked
        told |= {each.rule for each in found}
    asked_of_references = {each.id for each in rules().values() if Reference in each.checks}
    assert asked_of_references - told == {"anachronistic-name"}  # needs a year of consultation
