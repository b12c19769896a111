"""The letters that tell works of one author and year apart: 1957a, 1957b."""

from __future__ import annotations

__all__ = ["letters_of"]


def letters_of(number: int) -> str:
    """Return the letters of a number: ``a``, ``b`` … ``z``, ``aa``, ``ab`` from 0 on."""
    text = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text
