"""Corrections: none changes what a reference cites, and twice is as good as once."""

from hypothesis import given
from hypothesis import strategies as st

from provenance.checking.checker import Checker
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
