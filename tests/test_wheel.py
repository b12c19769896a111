"""What is installed is complete: from a wheel, a zip file or a checkout, in any folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.wheel

ROOT = Path(__file__).parent.parent
PAGE = "puzanov-1957-12-23.txt"
CITATION = (
    "“Journal of Soviet Ambassador to the DPRK A.M. Puzanov for 23 December 1957,” "
    "December 23, 1957, AVPRF, f. 0102, op. 14, d. 6, ll. 26–29, trans. Gary Goldberg for NKIDP, "
    "History and Public Policy Program Digital Archive.\n"
)


def python(executable: Path | str, *arguments: str, cwd: Path, path: str = "") -> str:
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    if path:
        env["PYTHONPATH"] = path
    ran = subprocess.run(
        [executable, *arguments], cwd=cwd, env=env, capture_output=True, check=False, timeout=300
    )
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout.decode()


def installed(wheel: Path, folder: Path) -> Path:
    """Return the Python of a new environment with ``wheel``, and the dependencies of this one."""
    python(sys.executable, "-m", "venv", "--without-pip", str(folder), cwd=folder.parent)
    interpreter = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    python(
        sys.executable, "-m", "pip", "--python", str(interpreter), "install", "--no-deps",
        "--no-index", "--disable-pip-version-check", "--quiet", str(wheel), cwd=folder.parent,
    )  # fmt: skip
    where = "import sysconfig; print(sysconfig.get_path('purelib'), end='')"
    purelib = python(interpreter, "-c", where, cwd=folder.parent)
    ours = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
    Path(purelib, "dependencies.pth").write_text("".join(f"{path}\n" for path in ours))
    return interpreter


def imported_from(executable: Path | str, cwd: Path, path: str = "") -> str:
    return python(
        executable, "-c", "import provenance; print(provenance.__file__)", cwd=cwd, path=path
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source archive, and the wheel from it."""
    folder = tmp_path_factory.mktemp("dist")
    python(
        sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT),
        cwd=folder,
    )  # fmt: skip
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that has nothing but the example page."""
    folder = tmp_path_factory.mktemp("elsewhere")
    shutil.copy(ROOT / "records" / "examples" / PAGE, folder)
    return folder


def test_the_wheel_has_every_data_file(wheel: Path) -> None:
    tracked = subprocess.run(
        ["git", "ls-files", "records", "styles"], cwd=ROOT, capture_output=True, check=False
    )
    data = tracked.stdout.decode().split()
    if not data:
        pytest.skip("not a git checkout")
    packed = set(zipfile.ZipFile(wheel).namelist())
    assert not [name for name in data if f"provenance/_data/{name}" not in packed]
    assert "provenance/py.typed" in packed


def test_the_wheel_does_the_main_job_in_another_folder(
    wheel: Path, elsewhere: Path, tmp_path: Path
) -> None:
    interpreter = installed(wheel, tmp_path / "venv")
    assert imported_from(interpreter, elsewhere).startswith(str(tmp_path))
    script = interpreter.with_name("provenance")
    assert python(script, "cite", PAGE, cwd=elsewhere) == CITATION
    assert python(interpreter, "-m", "provenance", "cite", PAGE, cwd=elsewhere) == CITATION


def test_an_editable_install_does_it_too(elsewhere: Path, tmp_path: Path) -> None:
    build = "import hatchling.build, sys; print(hatchling.build.build_editable(sys.argv[1]))"
    name = python(sys.executable, "-c", build, str(tmp_path), cwd=ROOT).split()[-1]
    interpreter = installed(tmp_path / name, tmp_path / "venv")
    assert imported_from(interpreter, elsewhere).startswith(str(ROOT))
    assert python(interpreter.with_name("provenance"), "cite", PAGE, cwd=elsewhere) == CITATION


def test_the_wheel_runs_without_being_unpacked(wheel: Path, elsewhere: Path) -> None:
    assert imported_from(sys.executable, elsewhere, str(wheel)).startswith(str(wheel))
    cited = python(sys.executable, "-m", "provenance", "cite", PAGE, cwd=elsewhere, path=str(wheel))
    assert cited == CITATION
