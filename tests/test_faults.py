"""Killed at every step, out of disk, read-only, two at once: nothing lost, nothing half."""

import errno
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest

from circular_metrics import store
from circular_metrics.city import load_city
from circular_metrics.delivery import TEMPLATES
from circular_metrics.delivery.declare import COLUMNS, SHEETS
from circular_metrics.delivery.issue import workbook_of
from circular_metrics.delivery.keep import import_file
from circular_metrics.errors import OutputError
from circular_metrics.report.place import recover, staged, write_hashes
from circular_metrics.report.tidy import clean_files
from circular_metrics.store.lock import locked
from circular_metrics.store.writing import mark, settle, write_together
from tests.faults import cut, hold, state
from tests.test_store import CONTENT, put, table

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="children are forked and killed")
NOBODY = 65534  # the number of the user without rights
LATER = CONTENT.replace(b"2.50", b"3.75")


def about(files):
    """A file that describes the tables it is written with."""
    return {"about.txt": "".join(sha256(files[name]).hexdigest() for name in files).encode()}


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A data folder with two tables made from an earlier issue of their files."""
    monkeypatch.setenv(store.PUBLISHED, str(tmp_path / "published"))
    folder = tmp_path / "data of é"
    (folder / "processed").mkdir(parents=True)
    for key, content in (("bins", CONTENT), ("other", CONTENT)):
        put(tmp_path / "published" / "folder" / f"{key}.csv", content)
    store.build([table(), table("other")], folder, beside=about)
    for key in ("bins", "other"):
        put(tmp_path / "published" / "folder" / f"{key}.csv", LATER)
    return folder


def test_build_is_killed_at_every_step(data):
    tables = [table(content=LATER), table("other", content=LATER)]
    build = partial(store.build, tables, data, beside=about)
    steps = hold(data, build, lambda: store.data_folder(data))
    assert steps > 15  # five files: opened, flushed, moved; and the note of the moves


def test_clean_is_killed_at_every_step(samples, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    files = sorted((samples / "ords").glob("*.csv"))[:1]
    steps = hold(out, lambda: clean_files("ords", files, out), lambda: settle(out))
    assert steps > 6


def filled(path, value):
    """The template of building materials with one figure."""
    path.write_bytes(workbook_of(TEMPLATES["building"]))
    book = openpyxl.load_workbook(path)
    columns = {column.key: place for place, column in enumerate(COLUMNS, start=1)}
    book[SHEETS[0]].cell(2, columns["year"], 2025)
    book[SHEETS[0]].cell(2, columns["value"], value)
    book.save(path)
    return path


def test_import_is_killed_at_every_step(tmp_path):
    out, city = tmp_path / "delivered", load_city("leuven")
    import_file(filled(tmp_path / "first.xlsx", 470), city, out)
    later = filled(tmp_path / "later.xlsx", 480)
    steps = hold(out, lambda: import_file(later, city, out, replace=True), lambda: settle(out))
    assert steps > 6


def made(folder, words):
    """A small report, put in place as a real one is."""
    recover(folder)
    with locked(folder), staged(folder) as beside:
        (beside / "en").mkdir()
        (beside / "index.html").write_text(words, encoding="utf-8")
        (beside / "en" / "index.html").write_text(words.upper(), encoding="utf-8")
        write_hashes(beside, {"words": words})


@pytest.mark.parametrize("first", [None, "first"])
def test_a_report_is_killed_at_every_step(first, tmp_path):
    out = tmp_path / "reports"
    out.mkdir()
    folder = out / "leuven" / "2025"
    if first:
        made(folder, first)
    else:
        folder.parent.mkdir()
    steps = hold(out, lambda: made(folder, "second"), lambda: recover(folder))
    assert steps > 8


def test_what_was_whole_when_it_was_killed_is_not_made_again(tmp_path):
    """Killed between the two moves: the new report was finished, and takes its place."""
    for n in range(1, 40):
        folder = tmp_path / str(n) / "2025"
        made(folder, "first")
        if not cut(partial(made, folder, "second"), n):
            pytest.fail("never between the two moves")
        if not folder.exists():
            break
    recover(folder)
    assert (folder / "index.html").read_text(encoding="utf-8") == "second"


def limited(run, size):
    """Run in a child that may write files of at most ``size`` bytes; what it said."""
    import resource

    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        try:
            run()
            said = "done"
        except OutputError as refusal:
            said = str(refusal)
        except BaseException as error:
            said = repr(error)
        os.write(writing, said.encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        return pipe.read().decode()


@pytest.mark.parametrize("size", [0, 10, 60])
def test_where_a_file_cannot_grow_nothing_is_changed(size, data):
    """A full disk stops a file in its midst, as this limit does."""
    before = state(data)
    tables = [table(content=LATER), table("other", content=LATER)]
    said = limited(lambda: store.build(tables, data), size)
    assert "cannot be written" in said and str(data) in said
    assert state(data) == before and not [p for p in data.rglob(".*") if p.is_file()]


def test_a_full_disk_leaves_the_report_as_it_was_and_is_said(tmp_path):
    folder = tmp_path / "2025"
    made(folder, "first")
    said = limited(lambda: made(folder, "x" * 10**5), 10**4)
    assert "File too large" in said and "as it was" in said
    assert (folder / "index.html").read_text(encoding="utf-8") == "first"
    assert [p.name for p in tmp_path.iterdir()] == ["2025"]


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 100 kB, where one may be mounted."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no disk may be mounted here; a limit on files stands for it")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_is_really_full_loses_nothing(small_disk):
    made(small_disk / "2025", "first")
    with pytest.raises(OutputError, match=r"No space left.*as it was"):
        made(small_disk / "2025", "x" * 200_000)
    with pytest.raises(OutputError, match="No space left"):
        write_together({small_disk / "a.csv": b"a", small_disk / "b.csv": b"b" * 200_000})
    assert [p.name for p in small_disk.iterdir()] == ["2025"]
    made(small_disk / "2025", "second")


@pytest.mark.parametrize("name", ["fsync", "replace", "listdir"])
def test_an_error_of_the_disk_at_any_call_keeps_all_or_none(name, tmp_path, monkeypatch):
    """Of two files that belong together, an error at the n-th call leaves both old, or both new."""
    files = {tmp_path / "a.csv": b"new a", tmp_path / "b.csv": b"new b"}
    for n in range(1, 9):
        for path in files:
            path.write_bytes(b"old")
        calls, real = [], getattr(os, name)

        def failing(*args, real=real, calls=calls, n=n):
            calls.append(args)
            if len(calls) == n:
                raise OSError(errno.EIO, "Input/output error")
            return real(*args)

        with monkeypatch.context() as patched:
            patched.setattr(os, name, failing)
            try:
                write_together(files)
            except OutputError as refusal:
                assert "Input/output error" in str(refusal)
        settle(tmp_path)
        assert set(state(tmp_path).values()) in ({b"old"}, {b"new a", b"new b"}), (name, n)
        assert not list(tmp_path.glob(".*"))


@contextmanager
def an_ordinary_user():
    """Without the superuser's leave to write everywhere, where the tests run with it."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_that_may_only_be_read_is_named():
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)  # others must be able to come this far
        folder = Path(place) / "read only"
        folder.mkdir()
        (folder / "table.csv").write_bytes(b"old")
        made(Path(place) / "warm", "so that nothing is left to import")
        folder.chmod(0o555)
        try:
            with an_ordinary_user():
                assert not os.access(folder, os.W_OK, effective_ids=True)
                with pytest.raises(OutputError, match=r"read only.*Permission denied"):
                    store.write_atomically(folder / "table.csv", b"new")
                with pytest.raises(OutputError, match="read only"):
                    made(folder / "2025", "x")
        finally:
            folder.chmod(0o755)
        assert state(folder) == {"table.csv": b"old"}


@pytest.mark.parametrize("call", ["mkdir", "open", "replace"])
def test_a_disk_that_may_only_be_read_is_said(call, tmp_path, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError(errno.EROFS, "Read-only file system", str(tmp_path))

    store.write_atomically(tmp_path / "table.csv", b"old")
    monkeypatch.setattr(os if call == "replace" else Path, call, refuse)
    with pytest.raises(OutputError, match="Read-only file system"):
        store.write_atomically(tmp_path / "table.csv", b"new")
    monkeypatch.undo()
    assert state(tmp_path) == {"table.csv": b"old"}


def left(name, process, begun):
    machine = mark().split("-")[0]
    return f".{name}-{machine}-{process}-{begun}"


def test_what_a_living_run_is_writing_is_left_alone(tmp_path):
    other = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        import psutil

        begun = int(psutil.Process(other.pid).create_time())
        alive = tmp_path / left("0123abcd.part", other.pid, begun)
        reused = tmp_path / left("0123abcd.part", other.pid, begun - 1000)
        alive.touch()
        reused.touch()
        settle(tmp_path)
        assert alive.exists() and not reused.exists()
    finally:
        other.communicate(b"\n")
    settle(tmp_path)
    assert not alive.exists()


def test_a_note_cannot_lead_outside_its_folder(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a").write_text("a")
    note = folder / left("moves", 10**7, 1)
    note.write_text(json.dumps({"a": "../out"}), encoding="utf-8")
    with pytest.raises(OutputError, match="lies outside"):
        settle(folder)
    assert not (tmp_path / "out").exists()


def hold_for_a_moment(folder):
    """In a child: 10 if it held the lock alone, 11 if it was refused, 12 if another held it too."""
    try:
        with locked(folder):
            mark_of_holder = folder.with_name("held")
            mark_of_holder.touch(exist_ok=False)
            time.sleep(0.05)
            mark_of_holder.unlink()
        return 10
    except OutputError:
        return 11
    except BaseException:
        return 12


def test_of_many_that_find_a_dead_lock_at_once_never_two_hold_it(tmp_path):
    dead = {"process": 10**7, "begun": 1.0, "machine": socket.gethostname()}
    for _ in range(5):
        (tmp_path / ".2025.lock").write_text(json.dumps(dead), encoding="utf-8")
        children = []
        for _ in range(8):
            child = os.fork()
            if child == 0:
                os._exit(hold_for_a_moment(tmp_path / "2025"))
            children.append(child)
        ends = {os.WEXITSTATUS(os.waitpid(child, 0)[1]) for child in children}
        assert 10 in ends and 12 not in ends
        assert not list(tmp_path.iterdir())


def test_the_lock_of_a_killed_run_is_free_though_its_children_live_on(tmp_path):
    reading, writing = os.pipe()
    holder = os.fork()
    if holder == 0:
        with locked(tmp_path / "2025"):
            if os.fork() == 0:  # as a notebook's process does
                os.write(writing, b"x")
                time.sleep(5)
                os._exit(0)
            time.sleep(60)
    os.read(reading, 1)
    os.kill(holder, signal.SIGKILL)
    os.waitpid(holder, 0)
    with locked(tmp_path / "2025"):
        pass
    assert not list(tmp_path.iterdir())


def test_a_killed_writer_dies_of_the_kill():
    """The harness itself: a child that is not killed in time would prove nothing."""
    assert not cut(lambda: None, 1)
    with pytest.raises(AssertionError, match="failed by itself"):
        cut(lambda: 1 / 0, 1)
    assert signal.SIGKILL == 9
