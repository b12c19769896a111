"""Every error this library raises, on one page.

All of them are :class:`ProvenanceError`, which is a :class:`ValueError`: a caller who wants to
keep going over bad input catches that one name.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

__all__ = [
    "Fault",
    "LocatorError",
    "NoCorrectionError",
    "NothingFoundError",
    "ProvenanceError",
    "ReadError",
    "RecordError",
    "StyleWarning",
    "WrongTypeError",
    "expect",
]


class ProvenanceError(ValueError):
    """Base of all errors of this library."""


class WrongTypeError(ProvenanceError, TypeError):
    """A function was given a value of a type that it does not take (it is a TypeError too)."""


def expect(value: object, kinds: type | tuple[type, ...], wanted: str) -> None:
    """Raise :class:`WrongTypeError` for a value of another type; ``wanted`` says what is meant."""
    if not isinstance(value, kinds):
        raise WrongTypeError(f"expected {wanted}, found {type(value).__name__}")


class LocatorError(ProvenanceError):
    """A text is not one archival reference.

    ``text`` is what was given, ``position`` the 0-based code point at which reading stopped,
    ``expected`` what should have stood there, ``candidates`` the ids of the archives that an
    ambiguous name may mean (empty where that is not the trouble).
    """

    def __init__(
        self,
        message: str,
        *,
        text: str,
        position: int = 0,
        expected: str = "",
        candidates: Iterable[str] = (),
    ) -> None:
        super().__init__(message)
        self.text = text
        self.position = position
        self.expected = expected
        self.candidates = tuple(candidates)

    def __reduce__(self) -> tuple[Any, ...]:  # what failed in one process is told by another
        return _locator_error, (
            str(self), self.text, self.position, self.expected, self.candidates,
        )  # fmt: skip

    def sentence(self) -> str:
        """Return what was found, what was expected and what may be meant, in one line."""
        message = str(self)
        if self.expected and "expected" not in message:
            message += f"; expected {self.expected}"
        if self.candidates and self.candidates[0] not in message:
            message += f"; it may be {', '.join(self.candidates)}"
        return message

    def pointer(self) -> str:
        """Return the text with a caret under the position, on two lines."""
        line = self.text.replace("\n", " ").replace("\t", " ")
        return f"{line}\n{' ' * self.position}^"


def _locator_error(
    message: str, text: str, position: int, expected: str, candidates: tuple[str, ...]
) -> LocatorError:
    return LocatorError(
        message, text=text, position=position, expected=expected, candidates=candidates
    )


class Fault:
    """One thing that is wrong with a record: where (``path``, ``line``) and what (``message``)."""

    __slots__ = ("line", "message", "path")

    def __init__(self, path: str, message: str, line: int | None = None) -> None:
        self.path = path
        self.message = message
        self.line = line

    def __repr__(self) -> str:
        return f"Fault({self.path!r}, {self.message!r}, line={self.line!r})"

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line is not None else ""
        return f"{where}{self.path}: {self.message}" if self.path else f"{where}{self.message}"


class RecordError(ProvenanceError):
    """A record, or a part of one, cannot be built.

    ``faults`` lists every fault that was found, each with its path; a single constructor reports
    one, a record file all of its own at once. ``source`` names the file, where there is one.
    """

    def __init__(self, faults: Iterable[Fault] | str, *, source: str | None = None) -> None:
        self.faults: tuple[Fault, ...] = (
            (Fault("", faults),) if isinstance(faults, str) else tuple(faults)
        )
        self.source = source
        prefix = f"{source}: " if source else ""
        super().__init__("\n".join(f"{prefix}{fault}" for fault in self.faults))


class ReadError(ProvenanceError):
    """An input cannot be read: no such file, not text, not the format it was said to be.

    ``source`` names the input, ``line`` is 1-based where the trouble has a line, ``offset`` the
    code point of the input, from 0, where that is known besides.
    """

    offset: int | None = None

    def __init__(self, message: str, *, source: str | None = None, line: int | None = None) -> None:
        where = "" if source is None else f"{source}:" + (f"{line}:" if line else "") + " "
        super().__init__(where + message)
        self.source = source
        self.line = line

    @classmethod
    def refused(cls, error: OSError, source: str | None = None) -> ReadError:
        """Return why the system does not give an input; without ``source`` it is the error's."""
        return cls(
            (error.strerror or str(error)).lower(), source=source or str(error.filename or "input")
        )


class NothingFoundError(ReadError):
    """An input can be read, but says nothing about a document."""


class NoCorrectionError(ReadError):
    """A file can be checked, but is not corrected: a Word file, records, what is not in UTF-8."""


class StyleWarning(UserWarning):
    """A CSL style asks for something that is not done; what is printed lacks it."""
