"""Columns under Dask and Spark: the same result as here, also when a worker is killed.

One test an engine, as each has processes to start; it runs the examples of the how-to first.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from own_archives import TOWN
from pages import ROOT, blocks, engine, examples, talk

from provenance._version import __version__
from provenance.archives import use_archives
from provenance.errors import ProvenanceError
from provenance.frames import LOCATOR, ColumnTask, parse_column
from provenance.frames.dask import with_column as with_column_of_dask
from provenance.frames.sent import SentTask
from provenance.frames.spark import with_column as with_column_of_spark
from provenance.reading.authority import read_archives

PAGE = ROOT / "docs" / "how-to" / "clusters.md"
ROWS = 400
IDS = list(range(ROWS))
#: A reference of the user's own archive, one of ours, nothing, and what is none.
TEXTS = [
    (f"AGN, f. {n}, op. 2, d. 3", f"RGASPI, f. 17, op. 162, d. {n}, ll. 5–6", None, f"letter {n}")[
        n % 4
    ]
    for n in IDS
]
KEYS = [(f"own-town:fond={n};opis=2;delo=3", f"rgaspi:fond=17;opis=162;delo={n};list=5-6", None,
         None)[n % 4] for n in IDS]  # fmt: skip
TASK = ColumnTask("parse", "ref")


@pytest.fixture
def own_archive() -> Iterator[None]:
    use_archives(read_archives(TOWN, source="own.toml"))
    yield
    use_archives(())


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with ``journals.parquet``, as the page on corpora makes it."""
    (tmp_path / "records").symlink_to(ROOT / "records")
    monkeypatch.chdir(tmp_path)
    for session in blocks(ROOT / "docs" / "how-to" / "corpora.md", "python"):
        assert talk(session, {}) == ""
        if Path("journals.parquet").exists():
            return tmp_path
    raise AssertionError("the page does not make journals.parquet")


def of_the_page(name: str) -> dict[str, Any]:
    """Run the page's example of an engine, and return its names."""
    (session,) = [
        text for kind, text in examples(PAGE) if kind == "python" and engine(text) == name
    ]
    names: dict[str, Any] = {}
    assert talk(session, names) == ""
    return names


def killed_once(marker: Path) -> Callable[[], None]:
    """Return a function that kills the process it is called in, the first time it is called."""

    def die() -> None:  # in a worker: sent as it stands, as no worker can import this module
        try:
            file = os.open(marker, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        except FileExistsError:
            return
        os.write(file, str(os.getpid()).encode())
        os.kill(os.getpid(), signal.SIGKILL)

    return die


def test_dask_with_a_worker_killed_in_the_middle(
    corpus: Path, tmp_path: Path, own_archive: None
) -> None:
    import dask
    import dask.dataframe as dd
    import distributed  # noqa: F401 (whose usual settings would be lost with ours)

    patience = {f"distributed.comm.timeouts.{each}": "300s" for each in ("connect", "tcp")}
    with dask.config.set({**patience, "temporary-directory": str(tmp_path)}):
        client = of_the_page("dask")["client"]
        try:
            workers = set(client.run(os.getpid).values())
            assert len(workers) == 2
            die = killed_once(tmp_path / "killed")

            def through(rows: pd.DataFrame) -> pd.DataFrame:
                if ROWS // 2 in set(rows["id"]):
                    die()
                return rows

            frame = dd.from_pandas(pd.DataFrame({"id": IDS, "ref": TEXTS}), npartitions=8)
            frame = frame.map_partitions(through, meta=frame)
            found = with_column_of_dask(frame, TASK).compute()
            assert int((tmp_path / "killed").read_text()) in workers
        finally:
            client.close()
            client.cluster.close()
    assert list(found["id"]) == IDS
    assert found["locator"].dtype == pd.ArrowDtype(LOCATOR)
    assert pa.array(found["locator"]).to_pylist() == parse_column(TEXTS).to_pylist()
    keys = found["locator"].struct.field("key")
    assert [None if pd.isna(key) else key for key in keys] == KEYS


def java() -> str | None:
    """Return why Spark cannot run here, if so."""
    home = os.environ.get("JAVA_HOME")
    program = shutil.which("java", path=f"{home}/bin" if home else None)
    if program is None:
        return "Spark needs Java, and there is none"
    said = subprocess.run([program, "-version"], capture_output=True, text=True, check=False)
    version = re.search(r'version "(\d+)', said.stderr)
    if version is None or int(version[1]) < 17:
        return f"Spark needs Java 17 or later, found {said.stderr[:60]!r}"
    return None


@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")
def test_spark_with_a_worker_killed_in_the_middle(
    corpus: Path, tmp_path: Path, own_archive: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if (why_not := java()) is not None:
        pytest.skip(why_not)
    # half a gigabyte, so no part of the extra for tests
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed (the extra spark)")

    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.local.dir": str(tmp_path),
        "spark.sql.warehouse.dir": str(tmp_path / "warehouse"),
        "spark.default.parallelism": "4",
        # what follows makes it start sooner
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.codegen.wholeStage": "false",
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    }
    # one thread, as each has Python workers to start; a task may fail three times
    spark = sql.SparkSession.builder.master("local[1,4]").config(map=settings).getOrCreate()
    try:
        assert of_the_page("pyspark")["spark"] is spark
        die = killed_once(tmp_path / "killed")

        def through(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for batch in batches:
                if ROWS // 2 in batch["id"].to_pylist():
                    die()
                yield batch

        frame = spark.createDataFrame(pa.table({"id": IDS, "ref": TEXTS}))
        assert frame.rdd.getNumPartitions() == 4
        frame = frame.mapInArrow(through, frame.schema)
        found = pl.DataFrame(with_column_of_spark(frame, TASK).toArrow()).sort("id")
        assert (tmp_path / "killed").exists()
    finally:
        spark.stop()
    assert found["id"].to_list() == IDS
    assert found["locator"].to_list() == parse_column(TEXTS).to_pylist()
    assert found["locator"].struct.field("key").to_list() == KEYS


def test_every_verb_has_its_column_under_dask() -> None:
    import dask.dataframe as dd

    frame = dd.from_pandas(
        pd.DataFrame({"ref": ["RGASPI, f. 17, op. 162, d. 18, ll. 6–5", None]}), npartitions=1
    )
    found = frame
    for verb in ("parse", "find", "check", "format"):
        found = with_column_of_dask(found, ColumnTask(verb, "ref"))  # type: ignore[arg-type]
    assert list(found.columns) == ["ref", "locator", "references", "findings", "printed"]
    result = found.compute(scheduler="synchronous")
    assert list(result.dtypes) == list(found.dtypes)
    assert result["findings"][0][0]["rule"] == "range-descending"
    assert result["printed"][0] == {
        "text": "RGASPI, f. 17, op. 162, d. 18, ll. 6–5", "error": None,
    }  # fmt: skip
    assert result.iloc[1].isna().all()


def test_what_does_not_fit_is_refused_before_any_work() -> None:
    import dask.dataframe as dd

    rows = pd.DataFrame({"ref": ["RGASPI, f. 17, op. 162, d. 18"], "n": [1]})
    frame = dd.from_pandas(rows, npartitions=1)
    with pytest.raises(ProvenanceError, match="there is no column 'reg'; the nearest is 'ref'"):
        with_column_of_dask(frame, ColumnTask("parse", "reg"))
    with pytest.raises(ProvenanceError, match="expected text in the column 'n', found int64"):
        with_column_of_dask(frame, ColumnTask("parse", "n"))
    with pytest.raises(ProvenanceError, match="expected a Dask data frame, found DataFrame"):
        with_column_of_dask(rows, TASK)
    with pytest.raises(ProvenanceError, match="expected a Spark data frame, found DataFrame"):
        with_column_of_spark(rows, TASK)


def test_the_day_of_checks_is_that_of_sending() -> None:
    assert SentTask(ColumnTask("check", "ref")).task.today is not None
    assert SentTask(TASK).task == TASK


def test_a_worker_with_another_version_does_no_part_of_the_work() -> None:
    sent = attrs.evolve(SentTask(TASK), version="0.0.1")
    expected = f"this worker has archival-provenance {__version__}, the task comes from 0.0.1;"
    with pytest.raises(ProvenanceError, match=re.escape(expected)):
        sent.result(["GARF, f. R-9401, op. 2, d. 269"])
    with pytest.raises(ProvenanceError, match=re.escape(expected)):
        sent.over([])
