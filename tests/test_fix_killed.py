"""``check --fix`` that is killed in the middle leaves the old file or the new one, never a part."""

import subprocess
import sys
import textwrap

import pytest

#: Runs in a process of its own, which forks one more for each point at which --fix is killed: the
#: child kills itself at its Nth step once the new text is about to be written.
SCRIPT = textwrap.dedent('''
    import os, signal, sys, threading
    from pathlib import Path

    import provenance.cli.check as command
    from provenance.cli import run

    folder = Path(sys.argv[1])
    paper = folder / "paper.md"
    unit = "See RGANI, f. 5, op. 28, d. 411, ll. 29-30.\\n\\n"
    old = (unit * 2).encode()
    new = old.replace(b"29-30", "29–30".encode())
    whole_file = command.whole_file


    def child(step):
        """Correct the file, and die at a step of the writing; return where it has no such step."""
        left = step

        def count(frame, event, argument):
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        def watched(name):
            sys.setprofile(count)
            return whole_file(name)

        command.whole_file = watched
        run(["check", "--isolated", "--fix", str(paper)])
        sys.setprofile(None)


    paper.write_bytes(old)
    run(["check", "--isolated", str(paper)])  # all tables are made once, here
    outcomes = []
    step = 0
    while True:
        paper.write_bytes(old)
        sys.stdout.flush()
        process = os.fork()
        if not process:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
            os.dup2(2, 1)
            child(step)
            os._exit(0)
        status = os.waitpid(process, 0)[1]
        left = paper.read_bytes()
        outcomes.append("old" if left == old else "new" if left == new else "part")
        for stray in folder.glob(".*.part"):
            stray.unlink()
        if not os.WIFSIGNALED(status) or outcomes[-8:] == ["new"] * 8:
            break
        step += 1 + step // 25
    print(*outcomes)
''')


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_a_correction_that_is_killed_at_any_step(tmp_path):
    ran = subprocess.run([sys.executable, "-c", SCRIPT, str(tmp_path)], capture_output=True,
                         check=False, text=True, timeout=60)  # fmt: skip
    outcomes = [word for word in ran.stdout.split() if word in ("old", "new", "part")]
    assert "part" not in outcomes, ran.stderr
    assert outcomes.count("old") > 20, ran.stderr
    assert outcomes[-1] == "new"
    assert outcomes == sorted(outcomes, key=("old", "new").index), "once new, it stays new"
