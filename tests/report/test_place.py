"""An edition's folder is replaced whole or not at all, and never over someone's own files."""

import json

import pytest

from circular_metrics.errors import OutputError
from circular_metrics.report.place import MANIFEST, hashes, staged
from circular_metrics.store.writing import mark


def make(folder, words="first"):
    with staged(folder) as beside:
        (beside / "en").mkdir()
        (beside / "en" / "page.html").write_text(words)
        (beside / MANIFEST).write_text(json.dumps({"files": hashes(beside)}))


def left_over(folder):
    return [path.name for path in folder.parent.iterdir() if path != folder]


def test_a_new_edition_takes_the_place_of_the_old(tmp_path):
    folder = tmp_path / "leuven" / "2025"
    make(folder)
    make(folder, "second")
    assert (folder / "en" / "page.html").read_text() == "second"
    assert not left_over(folder)


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_what_was_there_stays_if_anything_goes_wrong(tmp_path, error):
    folder = tmp_path / "2025"
    make(folder)
    with pytest.raises(error), staged(folder) as beside:
        (beside / "half.html").write_text("half")
        raise error
    assert (folder / "en" / "page.html").read_text() == "first"
    assert not left_over(folder)


def test_a_file_of_the_users_is_named_and_kept(tmp_path):
    folder = tmp_path / "2025"
    make(folder)
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(OutputError, match=r"notes\.txt"):
        make(folder, "second")
    assert (folder / "notes.txt").read_text() == "mine"


def test_a_page_that_was_edited_is_named_and_kept(tmp_path):
    folder = tmp_path / "2025"
    make(folder)
    (folder / "en" / "page.html").write_text("my own words")
    with pytest.raises(OutputError, match=r"en/page\.html"):
        make(folder, "second")


def test_a_folder_without_a_manifest_is_not_ours(tmp_path):
    folder = tmp_path / "2025"
    folder.mkdir()
    (folder / "thesis.docx").write_text("x")
    with pytest.raises(OutputError, match=r"thesis\.docx"):
        make(folder)


def test_what_a_killed_run_left_is_cleared_and_the_old_edition_returns(tmp_path):
    folder = tmp_path / "2025"
    make(folder)
    nobody = f"{mark().split('-')[0]}-{10**7}-1"
    folder.rename(tmp_path / f".2025.old-{nobody}")
    (tmp_path / f".2025.new-{nobody}").mkdir()
    with pytest.raises(ValueError), staged(folder):
        assert (folder / "en" / "page.html").read_text() == "first"
        raise ValueError
    assert (folder / "en" / "page.html").read_text() == "first"
    assert not left_over(folder)


def test_a_place_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        make(tmp_path / "file" / "2025")
