"""``--jobs``: what is printed is what one process prints; workers die, Ctrl-C is heard at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from own_archives import TOWN

from provenance.archives import use_archives
from provenance.cli import run

LINES = [
    f"RGASPI, f. {n % 700}, op. {n % 163}, d. {n}" if n % 50 else f"letter {n}" for n in range(2300)
]


def both(
    capfd: pytest.CaptureFixture[str], *arguments: str | Path
) -> tuple[tuple[int, str, str], tuple[int, str, str]]:
    """Return status, output and messages of one command line with one job and with two."""
    one, two = (
        (run([*map(str, arguments), "--jobs", jobs]), *capfd.readouterr()) for jobs in ("1", "2")
    )
    return one, two


def start(*arguments: str | Path, **options: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "provenance", *map(str, arguments)]
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        command, text=True, stderr=subprocess.PIPE, stdout=subprocess.PIPE, **options
    )


def children(parent: int) -> list[tuple[int, str]]:
    """Return all processes below one, each with its command line."""
    found: list[tuple[int, str]] = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            above = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (OSError, ValueError):
            continue
        if above == parent:
            found += [(int(entry.name), command), *children(int(entry.name))]
    return found


def workers(parent: int) -> list[int]:
    """Return the workers: what the server of new processes has started."""
    servers = [pid for pid, command in children(parent) if "forkserver" in command]
    return [pid for server in servers[:1] for pid, _ in children(server)]


def wait_for(condition: object, seconds: float = 120) -> None:
    limit = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < limit, "it takes too long"
        time.sleep(0.02)


def is_there(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")


def test_find_and_check_print_the_same_whatever_the_number_of_jobs(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    files = []
    for number in range(5):
        path = tmp_path / f"{number}.md"
        path.write_text("\n\n".join(LINES[number * 20 : number * 20 + 20]) + "\n\n[1] l. 6–5\n")
        files.append(path)
    files[3].write_bytes("ф. 1, оп. 2, л. 7–3".encode("cp1251"))
    files.append(tmp_path / "none.md")
    for command in ("find", "check"):
        one, two = both(capfd, command, *files)
        assert two[:2] == one[:2]
        assert sorted(two[2].splitlines()) == sorted(one[2].splitlines())
        assert one[0] == 2
        assert "none.md" in one[2]
        assert "guessed the encoding" in one[2]
        assert len(one[1].splitlines()) > 5


def test_convert_prints_the_same_whatever_the_number_of_jobs(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "in.bib"
    path.write_text(
        "".join(
            f"@misc{{key{n % 90}, title = {{Letter {n}}}, note = {{{LINES[n]}}}}}\n"
            for n in range(1, 100)
        )
        + "@misc{broken, title = {x\n"
    )
    one, two = both(capfd, "convert", path, "--to", "ris", "--losses")
    assert two == one
    assert one[0] == 1
    assert one[1].count("TY  - ") == 99
    assert one[2].count("there is another entry with the key") == 9


def test_the_lines_of_standard_input_are_shared(tmp_path: Path) -> None:
    text = "\n".join(LINES)
    ran = [
        subprocess.run(
            [sys.executable, "-m", "provenance", "parse", "-", "--jobs", jobs], input=text,
            capture_output=True, text=True, check=False,
        )
        for jobs in ("1", "2")
    ]  # fmt: skip
    assert (ran[1].returncode, ran[1].stdout, ran[1].stderr) == (1, ran[0].stdout, ran[0].stderr)
    assert len(ran[0].stdout.splitlines()) == 2300 - 46
    assert ran[0].stderr.count("not a reference") == 46


@linux
@pytest.mark.parametrize(
    ("end", "status"),
    [
        (lambda pid: os.killpg(pid, signal.SIGINT), 130),  # Ctrl-C: to all of them
        (lambda pid: os.kill(pid, signal.SIGTERM), 143),  # a batch system's time limit
        (lambda pid: os.killpg(pid, signal.SIGHUP), 129),  # the terminal is gone
    ],
    ids=["ctrl-c", "terminated", "hung-up"],
)
def test_an_end_from_outside_ends_all_processes_and_leaves_no_file(
    tmp_path: Path, end: Callable[[int], None], status: int
) -> None:
    given = tmp_path / "in.jsonl"
    with given.open("w", encoding="utf-8") as file:
        for number in range(400_000):
            file.write(f'{{"ref": "RGASPI, f. {number}, op. 1, d. 2, ll. 5–6"}}\n')
    out = tmp_path / "out.jsonl"
    process = start(
        "parse", "--column", "ref", given, "--output", out, "-j2", start_new_session=True
    )
    wait_for(lambda: len(workers(process.pid)) == 2)
    below = [pid for pid, _ in children(process.pid)]
    wait_for(lambda: any(path.suffix == ".part" for path in tmp_path.iterdir()))
    assert len(list(tmp_path.glob(".out.jsonl.*.part"))) == 1
    end(process.pid)
    said = process.communicate(timeout=120)
    assert (process.returncode, *said) == (status, "", "")
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]
    wait_for(lambda: not any(map(is_there, below)))


@linux
def test_who_started_it_with_nohup_may_leave(tmp_path: Path) -> None:
    given = tmp_path / "in.jsonl"
    with given.open("w", encoding="utf-8") as file:
        for number in range(12_000):
            file.write(f'{{"ref": "RGASPI, f. {number}, op. 1, d. 2, ll. 5–6"}}\n')
    out = tmp_path / "out.jsonl"
    process = start(
        "parse", "--column", "ref", given, "--output", out, "-j2", start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),
    )  # fmt: skip
    wait_for(lambda: len(workers(process.pid)) == 2)
    os.killpg(process.pid, signal.SIGHUP)
    assert (process.wait(120), *process.communicate()) == (0, "", "")
    assert len(out.read_text(encoding="utf-8").splitlines()) == 12_000


@linux
def test_a_killed_worker_is_told_of_and_its_part_is_done_again(tmp_path: Path) -> None:
    given, one, two = tmp_path / "in.jsonl", tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    with given.open("w", encoding="utf-8") as file:
        for number in range(12_000):
            file.write(f'{{"ref": "RGASPI, f. {number}, op. 1, d. 2, ll. 5–6"}}\n')
    assert run(["parse", "--column", "ref", str(given), "--output", str(one)]) == 0
    process = start("parse", "--column", "ref", given, "--output", two, "-j2")
    wait_for(lambda: len(workers(process.pid)) == 2)
    os.kill(workers(process.pid)[0], signal.SIGKILL)
    out, said = process.communicate(timeout=120)
    assert (process.returncode, out) == (0, "")
    assert f"a worker process was killed (SIGKILL, for want of memory?) at {given}: lines " in said
    assert said.count("this part is done again") == 1
    assert two.read_bytes() == one.read_bytes()


@linux
def test_workers_do_not_outlive_a_parent_that_is_killed(tmp_path: Path) -> None:
    given = tmp_path / "in.jsonl"
    with given.open("w", encoding="utf-8") as file:
        for number in range(400_000):
            file.write(f'{{"ref": "RGASPI, f. {number}, op. 1, d. 2, ll. 5–6"}}\n')
    process = start("parse", "--column", "ref", given, "--output", tmp_path / "out.csv", "-j2")
    wait_for(lambda: len(workers(process.pid)) == 2)
    below = [pid for pid, _ in children(process.pid)]
    process.kill()
    out, said = process.communicate(timeout=120)  # which the workers have open as well
    assert (out, said) == ("", "")
    wait_for(lambda: not any(map(is_there, below)))


def test_workers_know_the_archives_that_the_file_s_settings_have(tmp_path: Path) -> None:
    (tmp_path / "provenance.toml").write_text('archives = ["ru.toml"]\n', encoding="utf-8")
    (tmp_path / "ru.toml").write_text(TOWN, encoding="utf-8")
    given, out = tmp_path / "in.csv", tmp_path / "out.csv"
    given.write_text('ref\n"AGN, f. 5, op. 1, d. 7"\n', encoding="utf-8")
    try:
        assert run(["parse", "--column", "ref", str(given), "-j2", "--output", str(out)]) == 0
    finally:
        use_archives(())
    assert ",own-town:fond=5;opis=1;delo=7," in out.read_text(encoding="utf-8")


def test_a_number_of_jobs_is_a_number_or_auto(capfd: pytest.CaptureFixture[str]) -> None:
    for jobs in ("0", "auto"):
        assert run(["parse", "f. 1, op. 2", "--jobs", jobs]) == 0
    capfd.readouterr()
    for jobs in ("-1", "two", "1.5", "99999"):
        assert run(["parse", "f. 1, op. 2", "--jobs", jobs]) == 2
        assert f"expected a number up to 1024, or 'auto', found '{jobs}'" in capfd.readouterr().err
    assert run(["parse", "f. 1, op. 2", "--jobs", "9" * 5000]) == 2  # more digits than int() takes
    assert "expected a number up to 1024" in capfd.readouterr().err
