"""Work shared among processes: results in order, memory bounded, a worker's death survived.

Each worker has a pipe of its own, so that which part was being done when one died is known and
not guessed. That part is given to a new worker; one that takes several workers with it is given
up. Workers ignore Ctrl-C, which is the parent's to hear, and end when the parent is gone.
"""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

import attrs

from provenance.archives import Archive, own_archives, use_archives
from provenance.errors import ProvenanceError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerContext, SpawnContext
    from multiprocessing.process import BaseProcess

    Context = SpawnContext | ForkServerContext

__all__ = ["WorkerError", "cores", "ordered", "preload", "spread"]

T = TypeVar("T")
R = TypeVar("R")

#: How often a part is tried that its worker died of.
_TRIES: Final = 3
#: How many parts a worker has at a time: the one it does, and the next.
_DEPTH: Final = 2


class WorkerError(ProvenanceError):
    """A part of the work ended its worker each time it was tried, or no worker could begin."""


def cores() -> int:
    """Return how many processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def ordered(
    function: Callable[[T], R],
    parts: Iterable[T],
    *,
    jobs: int = 1,
    place: Callable[[T], str] = str,
    report: Callable[[str], None] | None = None,
    lost: Callable[[T, str], R] | None = None,
) -> Iterator[R]:
    """Yield ``function`` of each part, in their order, worked out by ``jobs`` processes.

    Parts are asked for only as results are taken, a few ahead. With several jobs the function, the
    parts and the results are pickled, and the workers know the user's own archives. What the
    function or ``parts`` raises is raised here in its turn.

    When a worker dies, ``report`` is told with the part's ``place``, and the part is done again. If
    it ends three workers, :class:`WorkerError` is raised, or the result is what ``lost`` makes of
    the part and the message. It is raised too where no worker can begin, as in a script without
    ``if __name__ == "__main__":``. When the iterator is closed, or Ctrl-C interrupts it, the
    workers end at once.
    """
    if jobs <= 1:
        return map(function, parts)
    return _Run(function, iter(parts), jobs, place, report, lost).results()


def spread(
    function: Callable[[T], R],
    things: Iterable[T],
    *,
    jobs: int = 1,
    size: int = 64,
    report: Callable[[str], None] | None = None,
) -> Iterator[R]:
    """Yield ``function`` of each of many small things, in their order, ``size`` of them a part.

    As :func:`ordered`. With one job they are taken one by one.
    """
    if jobs <= 1:
        return map(function, things)
    parts = enumerate(_parts(things, size))
    results = ordered(
        partial(_each, function), parts, jobs=jobs, report=report,
        place=lambda part: f"entries {part[0] * size + 1}–{part[0] * size + len(part[1])}",
    )  # fmt: skip
    return (result for several in results for result in several)


def _parts(things: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(things)
    while part := list(islice(rest, size)):
        yield part


def _each(function: Callable[[T], R], part: tuple[int, list[T]]) -> list[R]:
    return list(map(function, part[1]))


@attrs.frozen
class _Failed:
    """A result that is an error, raised in its turn."""

    error: Exception


class _Worker:
    """A process that does parts one after another, seen from outside."""

    def __init__(self, context: Context, function: Callable[[Any], Any]) -> None:
        self.channel, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(
            target=_serve, args=(theirs, function, own_archives()), daemon=True
        )
        try:
            with _deaf():
                self.process.start()
        except (EOFError, ConnectionError):  # the server of processes runs the script, too
            raise WorkerError(_NO_START.format("could not be started")) from None
        theirs.close()
        self.given: deque[int] = deque()
        self.begun = False  # as far as was heard: whether it has come as far as doing parts

    def last_words(self) -> Iterator[bytes]:
        """Yield what a dead process has said and nobody has heard yet."""
        with suppress(EOFError, OSError):  # it may have died in the middle of a word
            while self.channel.poll():
                yield self.channel.recv_bytes()

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.channel.close()
        self.process.terminate()
        self.process.join(2)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.process.close()


@attrs.define
class _Run(Generic[T, R]):
    """One :func:`ordered`: who has which part, which results wait for their turn."""

    function: Callable[[T], R]
    parts: Iterator[T]
    jobs: int
    place: Callable[[T], str]
    report: Callable[[str], None] | None
    lost: Callable[[T, str], R] | None
    workers: list[_Worker] = attrs.field(factory=list, init=False)
    held: dict[int, T] = attrs.field(factory=dict, init=False)  # whose results are not there yet
    done: dict[int, R | _Failed] = attrs.field(factory=dict, init=False)
    again: deque[int] = attrs.field(factory=deque, init=False)
    deaths: dict[int, int] = attrs.field(factory=dict, init=False)
    taken: int = attrs.field(default=0, init=False)  # how many parts were asked for
    given_out: int = attrs.field(default=0, init=False)  # how many results were yielded
    over: bool = attrs.field(default=False, init=False)

    def results(self) -> Iterator[R]:
        context = _context()
        try:
            while True:
                self._hand_out(context)
                if self.given_out in self.done:
                    result = self.done.pop(self.given_out)
                    self.given_out += 1
                    if isinstance(result, _Failed):
                        raise result.error
                    yield result
                elif self.held:
                    self._collect()
                else:
                    return
        finally:
            for worker in self.workers:
                worker.end()

    def _hand_out(self, context: Context) -> None:
        """Give parts to the workers that have the fewest, starting workers as they are needed."""
        while True:
            worker = min(self.workers, key=lambda each: len(each.given), default=None)
            if worker is not None and not worker.process.is_alive():
                self._bury(worker)  # before it is given what it would be blamed for
                continue
            busy = worker is None or worker.given
            if worker is not None and len(worker.given) >= _DEPTH and not self._may_start():
                return
            number = self._next()
            if number is None:
                return
            if worker is None or (busy and self._may_start()):
                worker = _Worker(context, self.function)
                self.workers.append(worker)
            worker.given.append(number)
            try:
                worker.channel.send_bytes(pickle.dumps((number, self.held[number]), 5))
            except OSError:
                self._bury(worker)

    def _may_start(self) -> bool:
        return len(self.workers) < self.jobs

    def _next(self) -> int | None:
        """Return the part to be given out next; those that wait for their turn are not too many."""
        if self.again:
            return self.again.popleft()
        if self.over or self.taken - self.given_out >= self.jobs * (_DEPTH + 1):
            return None
        number = self.taken
        try:
            part = next(self.parts)
        except StopIteration:
            self.over = True
            return None
        except Exception as error:  # in its turn, after the results of what came before it
            self.over = True
            self.done[number] = _Failed(error)
            return None
        self.taken += 1
        self.held[number] = part
        return number

    def _collect(self) -> None:
        """Wait for workers to say something, and take it."""
        from multiprocessing.connection import wait

        by_channel: dict[Any, _Worker] = {each.channel: each for each in self.workers}
        for channel in wait(list(by_channel)):
            worker = by_channel[channel]
            try:
                data = worker.channel.recv_bytes()
            except (EOFError, OSError):
                self._bury(worker)
                continue
            self._take(worker, data)

    def _take(self, worker: _Worker, data: bytes) -> None:
        """Take what a worker says: first that it is there, then its results."""
        if not worker.begun:
            worker.begun = True
            return
        number, result = pickle.loads(data)
        worker.given.remove(number)
        del self.held[number]
        self.done[number] = result

    def _bury(self, worker: _Worker) -> None:
        """Give what a dead worker had to others, unless it has died of it too often."""
        self.workers.remove(worker)
        worker.process.join(2)
        code = worker.process.exitcode
        for data in worker.last_words():
            self._take(worker, data)
        begun = worker.begun
        worker.end()
        if not begun and code is not None and code > 0:  # no part is to blame
            raise WorkerError(_NO_START.format(f"ended with status {code} before it began"))
        if not worker.given:
            self._report(f"a worker process {_ended(code)} between two parts; nothing is lost")
            return
        number = worker.given.popleft()  # the one it was at
        self.again.extendleft(reversed(worker.given))
        self.deaths[number] = self.deaths.get(number, 0) + 1
        part = self.held[number]
        what = f"a worker process {_ended(code)} at {self.place(part)}"
        if self.deaths[number] < _TRIES:
            self._report(f"{what}; this part is done again")
            self.again.appendleft(number)
            return
        message = f"{what}, for the third time; this part is given up"
        del self.held[number]
        self.done[number] = (
            self.lost(part, message) if self.lost is not None else _Failed(WorkerError(message))
        )

    def _report(self, message: str) -> None:
        if self.report is not None:
            self.report(message)


#: Each worker runs the script that started it as far as its guard: without one, all of it again.
_NO_START: Final = (
    "a worker process {}; a script that shares work among processes has to start it below "
    "`if __name__ == '__main__':`"
)


def _ended(code: int | None) -> str:
    if code is None or code >= 0:
        return f"ended with status {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"was killed ({name}{', for want of memory?' if name == 'SIGKILL' else ''})"


def _context() -> Context:
    """Return how workers are started: never by a plain fork, as threads would not come along."""
    import multiprocessing

    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    if _preloaded:
        context.set_forkserver_preload(["__main__", *_preloaded])
    return context


#: What the server of processes imports once for all workers.
_preloaded: list[str] = []


def preload() -> None:
    """Let workers begin sooner: what starts them has imported this package already.

    It holds for all processes of this program that are started so, and is its owner's to say: the
    command line does. Without it workers begin with what the program's script has imported.
    """
    _preloaded[:] = [__name__]


@contextmanager
def _deaf() -> Iterator[None]:
    """Let what is started meanwhile be deaf to Ctrl-C from its first moment."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# --------------------------------------------------------------------------- in the worker


def _serve(channel: Connection, function: Callable[[Any], Any], own: tuple[Archive, ...]) -> None:
    """Do the parts that come through a pipe, until it is closed at the other end."""
    import queue

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _say(channel, b"begun")
    use_archives(own)
    inbox: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def receive() -> None:  # at all times: neither side waits for the other to listen
        try:
            while True:
                inbox.put(channel.recv_bytes())
        except (EOFError, OSError):
            os._exit(0)

    threading.Thread(target=receive, daemon=True).start()
    while True:
        number, part = pickle.loads(inbox.get())
        try:
            data = pickle.dumps((number, function(part)), 5)
        except Exception as error:
            data = pickle.dumps((number, _Failed(_sendable(error))), 5)
        del part
        _say(channel, data)


def _say(channel: Connection, data: bytes) -> None:
    """Send to the parent; where it is gone, there is nobody to work for, nor to complain to."""
    try:
        channel.send_bytes(data)
    except OSError:
        os._exit(0)


def _sendable(error: Exception) -> Exception:
    """Return an error as it can be sent: itself, or one that says what it said."""
    try:
        back = pickle.loads(pickle.dumps(error))
    except Exception:
        back = None
    if type(back) is type(error) and str(back) == str(error):
        error.__traceback__ = None
        return error
    said = f"{type(error).__name__}: {error}"
    return ProvenanceError(said) if isinstance(error, ProvenanceError) else RuntimeError(said)
