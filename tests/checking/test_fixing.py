"""Corrections: none changes what a reference cites, and twice is as good as once."""

import attrs
from hypothesis import given
from hypothesis import strategies as st

from provenance.checking.checker import Checker
from provenance.checking.finding import Fix
from provenance.reading.references import find_references
from provenance.verdicts import fix_bytes

_FAULTY = (
    "RGANI, f. 5, op. 28, d. 411, l. 26-29", "TsKhSD, f. 89, per. 4, dok. 5, ll. 1-3",
    "ГАРФ. Ф. P-5446. Oп. 1. Д. 5. Л. 7v", "PRC FMA 106–00581–11", "РГАНИ, ф. 5.. оп. 28, д. 1З5",
    "RGASPI, f. 17, op. 162, d. 18, ll. 126–9, 2б", "AVPRF, f. 102, op. 14, d. 6, l. 0",
    "Ibid., l. 5-6; d. 19, l. 40-42", "f. 17, op.\u200b162, d. 18", "TNA, FO 371/127265, p. 5-6",
)  # fmt: skip


def _cited(text):
    return [each.locator.key for each in find_references(text) if each.locator is not None]


@given(st.lists(st.sampled_from(_FAULTY), min_size=1, max_size=6))
def test_corrections_keep_what_is_cited_and_end(references):
    text = "".join(f"{number}. {each}.\n" for number, each in enumerate(references, 1))
    once, _ = fix_bytes(text.encode(), Checker())
    twice, made = fix_bytes(once, Checker())
    assert (twice, made) == (once, [])
    assert _cited(once.decode()) == _cited(text)


class _Spoiling:
    """A checker with a rule whose correction does away with a reference."""

    def writing(self, writing):
        return [
            attrs.evolve(each, fix=Fix(each.fix.start - 40, each.fix.end, ""))
            if writing.text[: each.fix.start].endswith("d. 412, ll. 26") else each
            for each in Checker().writing(writing)
        ]  # fmt: skip


def test_a_correction_that_spoils_a_reference_does_not_hold_up_the_others():
    lines = [f"RGANI, f. 5, op. 28, d. {number}, ll. 26-29." for number in range(411, 416)]
    text = "\n\n".join(lines)
    fixed, made = fix_bytes(text.encode(), _Spoiling(), kind="text")
    right = [line.replace("26-29", "26–29") for line in lines]
    right[1] = lines[1]
    assert fixed.decode().split("\n\n") == right
    assert len(made) == 4


def test_corrections_in_a_chain():
    text = (
        "1. TsKhSD, f. 5, op. 28, d. 4, l. 5; d. 5, l. 6.\n"
        "2. ГАРФ. Ф. P-5446. Оп. 1. Д. 5. Л. 7; Д. 8. Л. 9.\n"
    )
    fixed, _ = fix_bytes(text.encode(), Checker(), kind="text")
    assert fixed.decode() == text.replace("TsKhSD", "RGANI (formerly TsKhSD)").replace("P-", "Р-")
