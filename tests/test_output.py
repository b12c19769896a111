"""Files appear whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from provenance.output import whole_file


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


def test_a_device_is_written_to_not_replaced() -> None:
    with whole_file(os.devnull) as out:
        out.write("text")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)
