"""Files appear whole or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from provenance.output import whole_bytes, whole_file


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_new_file_has_utf8_and_plain_line_ends(tmp_path: Path) -> None:
    with whole_file(tmp_path / "out.txt") as out:
        out.write("АВП РФ\n“l. 27”\n")
    assert (tmp_path / "out.txt").read_bytes() == "АВП РФ\n“l. 27”\n".encode()
    assert names(tmp_path) == ["out.txt"]


def test_readers_see_the_old_text_until_the_new_one_is_complete(tmp_path: Path) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old")
    with whole_file(target) as out:
        out.write("new")
        out.flush()
        assert target.read_text() == "old"
    assert target.read_text() == "new"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, error: type[BaseException]
) -> None:
    target = tmp_path / "out.txt"
    target.write_text("old")

    def interrupted() -> None:
        with whole_file(target) as out:
            out.write("half")
            raise error

    with pytest.raises(error):
        interrupted()
    assert target.read_text() == "old"
    assert names(tmp_path) == ["out.txt"]


def test_permissions_are_kept_and_a_new_file_follows_the_umask(tmp_path: Path) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("old")
    old.chmod(0o640)
    before = os.umask(0o027)
    try:
        for target in (old, new):
            with whole_file(target) as out:
                out.write("text")
    finally:
        os.umask(before)
    assert stat.S_IMODE(old.stat().st_mode) == 0o640
    assert stat.S_IMODE(new.stat().st_mode) == 0o640


def test_a_link_keeps_pointing_where_it_did(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to("real.txt")
    with whole_file(tmp_path / "link.txt") as out:
        out.write("new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text() == "new"


def test_a_folder_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError, match=str(tmp_path)), whole_file(tmp_path):
        pass


def test_a_missing_folder_is_reported_with_the_name_the_caller_gave(tmp_path: Path) -> None:
    target = tmp_path / "absent" / "out.txt"
    with pytest.raises(FileNotFoundError) as caught, whole_file(target):
        pass
    assert caught.value.filename == str(target)


def test_the_part_is_named_for_its_target(tmp_path: Path) -> None:
    for name in ("Übersicht.csv", "я" * 120 + ".csv", "x" * 255):
        with whole_bytes(tmp_path / name) as out:
            (part,) = names(tmp_path)
            assert part.startswith(f".{name[:100]}")
            assert part.endswith(".part")
            assert len(part.encode()) <= 255
            out.write(b"text")
        assert names(tmp_path) == [name]
        (tmp_path / name).unlink()


@pytest.mark.parametrize("size", [10, 1_000_000])
def test_a_full_device_is_told_by_its_name(size: int) -> None:
    for opened in (whole_file, whole_bytes):
        with pytest.raises(OSError, match="No space left") as caught, opened("/dev/full") as out:
            out.write("x" * size if opened is whole_file else b"x" * size)  # type: ignore[arg-type]
        assert caught.value.filename == "/dev/full"


#: As a full disk does, a limit on a file's size stops a write in the middle.
LIMITED = """
import resource, sys
from provenance.cli import run
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
sys.exit(run(sys.argv[1:]))
"""
LONG = "".join(f"RGANI, f. 5, op. 28, d. {n}, ll. 6-5\n\n" for n in range(200))
EXAMPLE = Path("records/examples/puzanov-1957-12-23.txt").absolute()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits are Unix's")
@pytest.mark.parametrize(
    ("command", "said"),
    [
        *((f"parse --column ref in.csv -o {name}", name)
          for name in ("out.csv", "out.jsonl", "out.parquet", "out.csv.gz")),
        ("find in.md -o out.txt", "out.txt"),
        ("check in.md -o out.txt", "out.txt"),
        ("check --fix in.md", "in.md"),
        ("convert in.bib --to ris -o out.ris", "out.ris"),
        (f"cite {' '.join(['in.bib'] * 20)} -o out.txt", "out.txt"),
        (f"read {EXAMPLE} -o out.toml", "out.toml"),
        (f"add {EXAMPLE} --library lib", "lib/puzanov-1957-12-23.toml"),
    ],
)  # fmt: skip
def test_what_has_no_room_is_told_by_its_name(tmp_path: Path, command: str, said: str) -> None:
    (tmp_path / "in.md").write_text(LONG)
    rows = "".join(f'{n},"RGANI, f. 5, op. 28, d. {n * 7919 % 10007}"\n' for n in range(2000))
    (tmp_path / "in.csv").write_text(f"id,ref\n{rows}")
    (tmp_path / "in.bib").write_text(
        "".join(f"@misc{{k{n}, title = {{Letter {n}}}, note = {{RGANI, f. 5, op. 2, d. {n}}}}}\n"
                for n in range(100))
    )  # fmt: skip
    before = names(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, *command.split()], cwd=tmp_path, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].endswith(f": {said}: file too large")
    assert [name for name in names(tmp_path) if name != "lib"] == before
    assert not list(tmp_path.rglob(".*.part"))


def test_a_device_is_written_to_not_replaced() -> None:
    with whole_file(os.devnull) as out:
        out.write("text")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)
