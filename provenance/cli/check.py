"""``provenance check``: a verdict on every reference of manuscripts, lists and records."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from difflib import unified_diff
from pathlib import Path

import click

from provenance.checking.baseline import Baseline
from provenance.checking.checker import Checker
from provenance.checking.finding import SEVERITIES, Finding, rank
from provenance.checking.report import FORMATS, sarif, statistics, summary
from provenance.checking.settings import Settings
from provenance.cli import _streams as streams
from provenance.cli._checkers import Checkers, Look
from provenance.cli._columns import Table, column_options, over_column, task_for
from provenance.cli._common import (
    FOUND_NOTHING,
    UNUSABLE,
    Tally,
    all_option,
    encoding_option,
    files_argument,
    library_option,
    output_option,
)
from provenance.cli._inputs import chosen, path_of
from provenance.cli._settings import Chosen, config_options
from provenance.errors import NoCorrectionError, ProvenanceError, RecordError
from provenance.output import whole_file
from provenance.record_files import Together, record_paths
from provenance.verdicts import CHECKED, check_bytes, fix_bytes

__all__ = ["check"]


def _names(
    ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]
) -> tuple[str, ...]:
    return tuple(name.strip() for part in value for name in part.split(",") if name.strip())


@click.command(short_help="Say what is wrong with references and records.")
@files_argument("FILE|KEY...|-", required=False)
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True,
    help="How findings are printed; github makes annotations of them.",
)  # fmt: skip
@click.option(
    "--kind", type=click.Choice(list(CHECKED)),
    help="What the input is, where the file's name doesn't say; references: one on each line.",
)  # fmt: skip
@click.option(
    "--fail-on", type=click.Choice(list(SEVERITIES)), default="warning", show_default=True,
    help="The least severity that makes the exit status 1.",
)  # fmt: skip
@click.option(
    "--select", metavar="RULES", multiple=True, callback=_names,
    help="Ask only these rules: ids, codes or beginnings of codes, separated by commas.",
)  # fmt: skip
@click.option(
    "--ignore", metavar="RULES", multiple=True, callback=_names, help="Don't ask these rules."
)
@click.option(
    "--statistics", "counted", is_flag=True, help="Count findings by rule instead of telling them."
)
@click.option("--fix", is_flag=True, help="Make the corrections that are safe.")
@click.option("--diff", is_flag=True, help="Show the corrections that are safe; make none.")
@click.option(
    "--stdin-filename", metavar="NAME", help="The name under which standard input is reported."
)
@click.option(
    "--baseline", metavar="FILE", help="Don't tell the findings that FILE lists; see below."
)
@click.option(
    "--write-baseline", "listed", metavar="FILE",
    help="List all findings in FILE, as known; tell none.",
)  # fmt: skip
@column_options
@all_option
@library_option
@config_options
@encoding_option
@output_option
def check(
    inputs: tuple[str, ...],
    form: str,
    kind: str | None,
    fail_on: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    counted: bool,
    fix: bool,
    diff: bool,
    stdin_filename: str | None,
    baseline: str | None,
    listed: str | None,
    table: Table | None,
    jobs: int,
    whole: bool,
    library: str,
    config: str | None,
    isolated: bool,
    encoding: str | None,
    output: str | None,
) -> int:
    """Check the archival references of manuscripts, bibliographies and records.

    Manuscripts are plain text, Markdown, LaTeX, reStructuredText or Word files.

    Prints a line for each finding: path:line:column: severity rule message. 'provenance rule ID'
    explains a rule. Of a folder, the record files in it are checked. All records are looked at
    together too. The exit status is 1 where a finding is as grave as --fail-on.

    Settings are those of the nearest provenance.toml, or pyproject.toml with a table
    [tool.provenance], upwards from each FILE; what the command line says wins.

    A baseline lists findings of old work that are not to be told again. They are known by file,
    rule and reference, so that lines may move. --fix corrects what it lists, too.

    With --fix, each file is replaced as a whole by the corrected one, and what is left to do is
    printed; standard input is printed corrected instead, and what is left is then told on standard
    error. Records, Word files and what is not in UTF-8 are checked, but not corrected.

    With --column NAME, FILE is a table (.parquet, .csv, .tsv, .jsonl, also .csv.gz and the like);
    it is written to --output, in the format of its suffix, with a column "findings", or as JSON
    Lines to standard output. With --jobs, several FILEs, or the rows of the table, are shared among
    processes; what is printed is the same.
    """
    if (fix or diff) and output is not None:
        raise click.UsageError("--fix and --diff don't go with --output")
    if counted and form != "text":
        raise click.UsageError("--statistics goes with --format text only")
    if listed is not None and (fix or diff or baseline is not None):
        raise click.UsageError("--write-baseline doesn't go with --fix, --diff or --baseline")
    known = None
    if baseline is not None:
        known = Baseline.read(streams.text_of(baseline, "utf-8"), source=baseline)
    try:
        Settings(select or None, ignore)
    except RecordError as error:
        raise click.UsageError("\n".join(fault.message for fault in error.faults)) from None
    checkers = Checkers(Chosen(config, isolated), select, ignore)
    if table is not None:
        if fix or diff or counted or known is not None or listed is not None or form != "text":
            raise click.UsageError("with --column only the column is written: no --fix, --format, "
                                   "--statistics or baseline")  # fmt: skip
        if kind not in (None, "references", "text"):
            raise click.UsageError("--column goes with --kind references or text")
        each = {None: None, "references": "reference", "text": "text"}[kind]
        settings = checkers.of(inputs[0]).settings if inputs else None
        task = task_for("check", table, kind=each, settings=settings)
        return over_column(
            task, table, inputs, encoding=encoding, output=output, jobs=jobs, fail_on=fail_on
        )
    tally = Tally()
    filtering = fix and not diff and "-" in inputs  # standard output has the corrected text
    terminal = form == "text" and output is None and sys.stdout.isatty() and not filtering
    sources: dict[str, bytes] = {}  # what a terminal shows the lines of
    found: list[Finding] = []
    together = Together()
    told: set[str] = set()  # what is wrong with settings is told once, not for each file
    names: list[str] = []
    files: Iterable[str] = _files(chosen(inputs, whole, library), library, tally)
    shared = list(files) if jobs > 1 and not (fix or diff) else []
    if shared and not all(map(os.path.isfile, shared)):  # a pipe is not for others to read
        files, shared = shared, []
    if shared:
        names += shared
        shown = shared[-1]
        look = Look(config, isolated, select, ignore, kind, encoding, keep=terminal)
        for name, looked in look.shared(shared, jobs, to_file=output is not None):
            found += looked.found
            together.add_all(looked.together)
            if looked.data is not None:
                sources[name] = looked.data
            if looked.error is not None and str(looked.error) not in told:
                tally.add(looked.error, UNUSABLE)
                told.add(str(looked.error))
    for name in files:
        shown = stdin_filename if name == "-" and stdin_filename else name
        names.append(shown)
        try:
            data = streams.bytes_of(name)
            checker = checkers.of(shown)
            refused = None
            if fix or diff:
                try:
                    data = _corrected(name, shown, data, checker, kind, write=fix and not diff)
                except NoCorrectionError as error:
                    refused = str(error)
                if filtering and name == "-":
                    streams.write_bytes(data)
            if checkers.describes_archives(shown):
                continue  # its settings file has read it: nothing is wrong with it
            here = [] if diff else check_bytes(
                data, checker, source=shown, kind=kind, encoding=encoding,
                report=streams.reporter(shown), together=together,
            )  # fmt: skip
            if refused is not None and (here or (diff and name in inputs)):
                streams.remark(refused)
            if terminal:
                sources[shown] = data
            found += here
        except (ProvenanceError, OSError) as error:
            if str(error) not in told:
                tally.add(error, UNUSABLE)
            told.add(str(error))
    if together.several:
        found += checkers.together(together, shown)
        order = {each: at for at, each in enumerate(names)}
        found.sort(key=lambda each: (order.get(each.path or "", len(order)), each.line or 0))
    if listed is not None:
        return _listed(found, listed, tally)
    everything, gone = len(found), 0
    if known is not None:
        found, gone = known.unknown(found, checked=names)
        if select or ignore:  # what was not asked is not gone
            gone = 0
    with nullcontext(sys.stderr) if filtering else streams.opened(output) as out:
        if diff:
            pass
        elif counted:
            out.writelines(statistics(found))
        elif form == "sarif":
            out.writelines(sarif(found, tally.messages))
        elif terminal:
            from provenance.checking.terminal import print_findings, source_lines

            print_findings(found, lambda name: source_lines(sources.get(name, b"")), out)
        else:
            out.writelines(FORMATS[form](found))
    held = everything - len(found)
    if (found and form == "text") or held or gone:
        streams.remark(summary(found, known=held, gone=gone if tally.status == 0 else 0))
    if any(rank(each.severity) >= rank(fail_on) for each in found):
        tally.status = max(tally.status, FOUND_NOTHING)
    return tally.status


def _files(inputs: tuple[str, ...], library: str, tally: Tally) -> Iterator[str]:
    """Yield the inputs: of a folder the record files in it, of a key its record file.

    A file that is named twice is checked once: it does not contradict itself.
    """
    seen = set[str]()
    for name in inputs:
        try:
            folder = name != "-" and Path(name).is_dir()
            names = map(str, record_paths(Path(name))) if folder else (path_of(name, library),)
        except (ProvenanceError, OSError) as error:
            tally.add(error, UNUSABLE)
            continue
        for each in names:
            place = each if each == "-" else os.path.abspath(each)
            if place not in seen:
                seen.add(place)
                yield each


def _listed(found: list[Finding], file: str, tally: Tally) -> int:
    """Write all findings to a baseline; an input that could not be read leaves it as it was."""
    if tally.status == 0:
        folder = os.path.dirname(os.path.abspath(file))
        with whole_file(file) as out:
            out.write(Baseline.of(found, folder).written())
        streams.remark(
            f"{file}: lists {'1 finding' if len(found) == 1 else f'{len(found)} findings'}"
        )
    return tally.status


#: What follows a last line without a line feed, so that ``patch`` takes the difference.
_NO_END = "\n\\ No newline at end of file\n"


def _rows(text: str) -> list[str]:
    """Return lines as ``patch`` knows them: each ends in a line feed, and in nothing else."""
    return [row for row in re.split(r"(?<=\n)", text) if row]


def _corrected(
    name: str, shown: str, data: bytes, checker: Checker, kind: str | None, *, write: bool
) -> bytes:
    """Return the corrected bytes; replace the file by them, or show the difference.

    Standard input is not replaced. Raises :class:`NoCorrectionError`.
    """
    fixed, made = fix_bytes(data, checker, source=shown, kind=kind)
    if not write:
        before, after = _rows(data.decode()), _rows(fixed.decode())
        lines = unified_diff(before, after, shown, shown)
        click.echo(
            "".join(line if line[-1] == "\n" else line + _NO_END for line in lines), nl=False
        )
    elif made and name != "-":
        with whole_file(name) as file:
            file.write(fixed.decode())
    if made:
        count = "1 correction" if len(made) == 1 else f"{len(made)} corrections"
        streams.remark(f"{shown}: {count}{'' if write else ' can be made'}")
    return fixed
