"""How ``check`` looks at one file: by the settings for it, here or in another process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import attrs

from provenance.checking.checker import Checker
from provenance.checking.finding import Finding
from provenance.checking.settings import meant
from provenance.cli import _streams as streams
from provenance.cli._progress import LongRun
from provenance.cli._settings import Chosen
from provenance.errors import ProvenanceError, ReadError
from provenance.jobs import ordered
from provenance.record_files import Together
from provenance.verdicts import check_bytes

if TYPE_CHECKING:
    from provenance.settings_file import SettingsFile

__all__ = ["Checkers", "Look", "Looked"]


@attrs.define
class Checkers:
    """The checker for each file, by its settings and the command line."""

    chosen: Chosen
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    _made: dict[tuple[str | None, tuple[str, ...]], Checker] = attrs.field(factory=dict, init=False)

    def of(self, name: str) -> Checker:
        """Return the checker for a file, whose own archives are known from now on."""
        file = self.chosen.near(name)
        file.use()
        return self._checker(file, name)

    def describes_archives(self, name: str) -> bool:
        """Whether the settings for a file name it as one of archives."""
        return self.chosen.near(name).describes_archives(name)

    def together(self, together: Together, last: str) -> list[Finding]:
        """Return what is wrong with the records of all files, by the settings of the last one.

        What is ignored in a file holds for the findings about it, and for no other's.
        """
        found = together.findings(self._checker(self.chosen.near(last), None))
        return [each for each in found if each.path is None or self._asked(each.rule, each.path)]

    def _asked(self, rule: str, name: str) -> bool:
        ignored = self.chosen.near(name).ignored_in(name)
        return not any(each.id == rule for rules in ignored for each in meant(rules))

    def _checker(self, file: SettingsFile, name: str | None) -> Checker:
        which = (file.path, file.ignored_in(name) if name is not None else ())
        if which not in self._made:
            settings = file.settings_for(name, self.select, self.ignore)
            self._made[which] = Checker(settings)
        return self._made[which]


@attrs.define
class Looked:
    """What is wrong with a file, and what is to be known of it when all files are looked at.

    ``error`` says why it could not be read, ``remarks`` are for the user, ``data`` are its bytes
    where they are wanted.
    """

    found: list[Finding] = attrs.field(factory=list)
    together: Together = attrs.field(factory=Together)
    remarks: list[str] = attrs.field(factory=list)
    error: ProvenanceError | OSError | None = None
    data: bytes | None = None


@attrs.frozen
class Look:
    """How files are checked, whoever does it: what the command line says.

    ``keep`` asks for the bytes of each file as well.
    """

    config: str | None
    isolated: bool
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    kind: str | None
    encoding: str | None
    keep: bool = False

    def shared(
        self, names: Sequence[str], jobs: int, *, to_file: bool
    ) -> Iterator[tuple[str, Looked]]:
        """Yield each file with what is wrong with it, in order, worked out by several processes."""
        with LongRun("files", len(names), to_file=to_file) as run:
            results = ordered(self.at, names, jobs=jobs, report=streams.remark, lost=_lost)
            for number, (name, looked) in enumerate(zip(names, results, strict=True), 1):
                for remark in looked.remarks:
                    streams.reporter(name)(remark)
                yield name, looked
                run.reached(number)

    def at(self, name: str) -> Looked:
        """Return what is wrong with a file; its records are still to be looked at together."""
        checkers = _checkers(self.config, self.isolated, self.select, self.ignore)
        looked = Looked()
        try:
            data = streams.bytes_of(name)
            checker = checkers.of(name)
            if checkers.describes_archives(name):
                return looked
            looked.found = check_bytes(
                data, checker, source=name, kind=self.kind, encoding=self.encoding,
                report=looked.remarks.append, together=looked.together,
            )  # fmt: skip
            looked.data = data if self.keep else None
        except (ProvenanceError, OSError) as error:
            looked.error = error
        return looked


def _lost(name: str, message: str) -> Looked:
    return Looked(error=ReadError(message, source=name))


@lru_cache(maxsize=1)
def _checkers(
    config: str | None, isolated: bool, select: tuple[str, ...], ignore: tuple[str, ...]
) -> Checkers:
    return Checkers(Chosen(config, isolated), select, ignore)
