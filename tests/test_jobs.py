"""Work shared among processes: order, bounds, errors, and workers that die."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from work_for_jobs import die, fail, key, large, note_process, process_of, slow_first, square

from provenance.errors import LocatorError, ReadError
from provenance.jobs import WorkerError, cores, ordered, spread


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_order(jobs: int) -> None:
    assert list(ordered(square, range(20), jobs=jobs)) == [n * n for n in range(20)]
    assert list(ordered(square, [], jobs=jobs)) == []


def test_a_slow_part_holds_up_no_more_than_the_window() -> None:
    asked: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(100):
            asked.append(number)
            yield number

    results = ordered(slow_first, numbers(), jobs=2)
    assert next(results) == 0
    assert len(asked) <= 7  # two jobs with three each, and the one that was yielded
    assert list(results) == list(range(1, 100))


def test_large_parts_and_results_do_not_block_each_other() -> None:
    parts = [n.to_bytes(1) * 500_000 for n in range(12)]
    assert [len(each) for each in ordered(bytes.swapcase, parts, jobs=2)] == [500_000] * 12
    assert [len(each) for each in ordered(large, range(12), jobs=2)] == [1_000_000] * 12


def test_the_work_is_done_by_other_processes() -> None:
    found = set(ordered(process_of, range(8), jobs=2))
    assert len(found) == 2
    assert os.getpid() not in found


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_is_raised_in_its_turn_as_what_it_was(jobs: int) -> None:
    results = ordered(fail, range(10), jobs=jobs)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ReadError, match="numbers:3: three is no good") as caught:
        next(results)
    assert (caught.value.source, caught.value.line) == ("numbers", 3)
    with pytest.raises(LocatorError) as no_reference:
        list(ordered(key, ["a letter"], jobs=jobs))
    assert no_reference.value.text == "a letter"


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_the_input_comes_after_what_was_read_before_it(jobs: int) -> None:
    def numbers() -> Iterator[int]:
        yield from range(4)
        raise ReadError("cut off")

    results = ordered(square, numbers(), jobs=jobs)
    assert [next(results) for _ in range(4)] == [0, 1, 4, 9]
    with pytest.raises(ReadError, match="cut off"):
        next(results)


def test_what_a_killed_worker_had_is_done_again(tmp_path: Path) -> None:
    mark = tmp_path / "left"
    mark.write_text("2")
    said: list[str] = []
    results = ordered(
        partial(die, str(mark)), range(20), jobs=2, report=said.append, place=lambda n: f"part {n}"
    )
    assert list(results) == list(range(20))
    line = (
        "a worker process was killed (SIGKILL, for want of memory?) at part 5; "
        "this part is done again"
    )
    assert said == [line, line]


def test_a_part_that_kills_every_worker_is_given_up(tmp_path: Path) -> None:
    mark = tmp_path / "left"
    mark.write_text("1000")
    results = ordered(partial(die, str(mark)), range(9), jobs=2, place=lambda n: f"part {n}")
    assert [next(results) for _ in range(5)] == [0, 1, 2, 3, 4]
    with pytest.raises(WorkerError, match=r"at part 5, for the third time; this part is given up"):
        next(results)
    assert mark.read_text() == "997"


def test_what_becomes_of_a_part_that_is_given_up_can_be_said(tmp_path: Path) -> None:
    mark = tmp_path / "left"
    mark.write_text("1000")
    results = ordered(
        partial(die, str(mark)), range(9), jobs=2, lost=lambda number, message: -number
    )
    assert list(results) == [0, 1, 2, 3, 4, -5, 6, 7, 8]


def test_workers_are_gone_when_nobody_wants_the_rest() -> None:
    results = ordered(process_of, range(100), jobs=2)
    workers = {next(results) for _ in range(4)}
    results.close()  # type: ignore[attr-defined]
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


@pytest.mark.parametrize("jobs", [1, 2])
def test_many_small_things_are_sent_together(jobs: int) -> None:
    assert list(spread(square, range(100), jobs=jobs, size=7)) == [n * n for n in range(100)]
    results = spread(fail, range(10), jobs=jobs, size=2)
    assert [next(results), next(results)] == [0, 1]
    with pytest.raises(ReadError, match="three is no good"):
        list(results)


def test_the_place_of_small_things_is_told(tmp_path: Path) -> None:
    mark = tmp_path / "left"
    mark.write_text("1")
    said: list[str] = []
    numbers = spread(partial(die, str(mark)), range(12), jobs=2, size=4, report=said.append)
    assert list(numbers) == list(range(12))
    assert len(said) == 1
    assert "at entries 5–8; this part is done again" in said[0]


def test_a_script_without_a_guard_is_told_so_and_no_part_is_blamed(tmp_path: Path) -> None:
    script = tmp_path / "bare.py"
    script.write_text(
        "from provenance.jobs import ordered\nprint(list(ordered(abs, [1, 2, 3], jobs=2)))\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    last = done.stderr.rstrip().rpartition("\n")[2]
    assert "a worker process ended with status 1 before it began" in last
    assert "below `if __name__ == '__main__':`" in last
    assert "given up" not in done.stderr


def test_a_worker_that_ends_itself_is_not_taken_for_one_that_could_not_begin() -> None:
    with pytest.raises(WorkerError, match="with status 3 at 1, for the third time"):
        list(ordered(os._exit, [3], jobs=2, place=lambda _: "1"))


def test_there_is_a_core() -> None:
    assert cores() >= 1


def test_the_results_of_a_dead_worker_are_heard_before_a_part_is_blamed(tmp_path: Path) -> None:
    said: list[str] = []

    def parts() -> Iterator[int]:
        for number in range(12):
            if number == 3:  # the first worker has done what it was given, and is killed
                while not ((tmp_path / "0").exists() and (tmp_path / "2").exists()):
                    time.sleep(0.02)
                os.kill(int((tmp_path / "2").read_text()), signal.SIGKILL)
                time.sleep(0.2)
            yield number

    work = partial(note_process, str(tmp_path))
    numbers = list(ordered(work, parts(), jobs=2, report=said.append))
    assert numbers == list(range(12))
    assert len(said) == 1
    assert said[0].startswith("a worker process was killed (SIGKILL")
    assert "nothing is lost" in said[0] or "this part is done again" in said[0]
    assert (tmp_path / "2.times").read_text() == "x"  # it was done, and is not done again


def test_a_library_leaves_its_program_s_processes_as_they_are() -> None:
    code = (
        "from multiprocessing import forkserver\n"
        "from provenance.jobs import ordered\n"
        "if __name__ == '__main__':\n"
        "    before = list(forkserver._forkserver._preload_modules)\n"
        "    assert list(ordered(abs, [-1, 2], jobs=2)) == [1, 2]\n"
        "    assert forkserver._forkserver._preload_modules == before\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
