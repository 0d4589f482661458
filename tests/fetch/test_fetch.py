"""A publisher's server that misbehaves in every way it can, on this machine only."""

import gzip
import hashlib
import threading
import time
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from circular_metrics.errors import FetchError
from circular_metrics.fetch import fetch
from circular_metrics.fetch.download import Limits
from circular_metrics.model import Source

BODY = "".join(f"{year},{year * 7 % 91}\n" for year in range(1000, 9000)).encode()
QUICK = Limits(connect_seconds=2, read_seconds=0.4, tries=3, wait_seconds=0.01)


class Server(BaseHTTPRequestHandler):
    """Answers by the address: /once-500 fails the first time, and so on."""

    protocol_version = "HTTP/1.0"

    def log_message(self, *_):
        pass

    def do_GET(self):
        name = self.path.strip("/")
        self.server.asked.append((name, self.headers.get("Range")))
        first = sum(asked == name for asked, _ in self.server.asked) == 1
        getattr(self, name.replace("-", "_"))(first)

    def answer(self, status=200, body=BODY, length=None, kind="text/csv", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def good(self, first):
        self.answer()

    def slow(self, first):
        self.answer(body=BODY[:100], length=len(BODY))
        self.wfile.flush()
        time.sleep(1)

    def cut(self, first):
        begun = int((self.headers.get("Range") or "bytes=0-")[6:].rstrip("-"))
        if first:
            self.answer(body=BODY[:5000], length=len(BODY))
        else:
            where = f"bytes {begun}-{len(BODY) - 1}/{len(BODY)}"
            self.answer(206 if begun else 200, BODY[begun:], Content_Range=where)

    def cut_without_ranges(self, first):
        self.answer(body=BODY[:5000] if first else BODY, length=len(BODY))

    def wrong_part(self, first):
        if first:
            self.answer(body=BODY[:5000], length=len(BODY))
        elif self.headers.get("Range"):
            self.answer(206, BODY[10:], Content_Range=f"bytes 10-{len(BODY) - 1}/{len(BODY)}")
        else:
            self.answer()

    def wrong_length(self, first):
        self.answer(length=len(BODY) + 10)

    def missing(self, first):
        self.answer(404, b"")

    def forbidden(self, first):
        self.answer(403, b"")

    def busy(self, first):
        self.answer(429, b"", Retry_After="0") if first else self.answer()

    def broken(self, first):
        self.answer(500, b"")

    def once_broken(self, first):
        self.answer(500, b"") if first else self.answer()

    def circle(self, first):
        self.answer(302, b"", Location="/circle")

    def page(self, first):
        self.answer(body=b"<html>maintenance</html>", kind="text/html; charset=utf-8")

    def bomb(self, first):
        self.answer(body=gzip.compress(bytes(10**7)), Content_Encoding="gzip")

    def endless(self, first):
        self.send_response(200)
        self.end_headers()
        for _ in range(10**4):
            self.wfile.write(bytes(10**5))

    def changed(self, first):
        self.answer(body=BODY.replace(b"1000,", b"1000,9"))


@pytest.fixture(scope="module")
def server():
    served = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    served.daemon_threads = True
    thread = threading.Thread(target=served.serve_forever, daemon=True)
    thread.start()
    yield served
    served.shutdown()


@pytest.fixture
def source(server, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("CIRCULAR_METRICS_PUBLISHED", raising=False)
    server.asked = []

    def at(name):
        return Source(
            key="series",
            vintage="1",
            title="t",
            publisher="p",
            licence="CC0-1.0",
            landing_page="https://example.org/about",
            url=f"http://127.0.0.1:{server.server_port}/{name}",
            published="p/series.csv",
            sha256=hashlib.sha256(BODY).hexdigest(),
            retrieved=date(2025, 1, 1),
            coverage="c",
        )

    return at


def kept(folder):
    return [p.name for p in folder.rglob("*") if p.is_file() and not p.name.endswith(".part")]


@pytest.mark.parametrize(
    "name", ["good", "cut", "cut-without-ranges", "wrong-part", "busy", "once-broken"]
)
def test_a_server_that_fails_once_gives_the_whole_file(name, source, tmp_path):
    found = fetch(source(name), tmp_path, QUICK)
    assert found.state == "fetched"
    assert found.path == tmp_path.resolve() / "raw" / "series" / "1" / "series.csv"
    assert found.path.read_bytes() == BODY
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["series.csv"]


def test_what_came_is_not_asked_for_again(source, server, tmp_path):
    fetch(source("cut"), tmp_path, QUICK)
    assert server.asked == [("cut", None), ("cut", "bytes=5000-")]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("missing", "does not exist"),
        ("forbidden", "refused"),
        ("broken", "not available now after 3 tries"),
        ("slow", "not available now"),
        ("wrong-length", "not available now"),
        ("circle", "circle"),
        ("page", "web page; expected the file series.csv"),
        ("bomb", "packed"),
    ],
)
def test_a_server_that_goes_on_failing_is_named_and_nothing_is_placed(
    name, words, source, tmp_path
):
    with pytest.raises(FetchError, match=words):
        fetch(source(name), tmp_path, QUICK)
    assert not kept(tmp_path)


def test_an_endless_file_is_refused_at_the_limit(source, tmp_path):
    with pytest.raises(FetchError, match="at most 1000000"):
        fetch(source("endless"), tmp_path, replace(QUICK, bytes=10**6))
    assert all(p.stat().st_size <= 10**6 for p in tmp_path.rglob("*.part"))


def test_a_changed_file_is_a_candidate_beside_the_pinned_one(source, tmp_path):
    pinned = tmp_path / "raw" / "series" / "0" / "series.csv"
    pinned.parent.mkdir(parents=True)
    pinned.write_bytes(BODY)
    found = fetch(source("changed"), tmp_path, QUICK)
    assert found.state == "candidate" and "1 lines went, 1 came" in found.words
    assert pinned.read_bytes() == BODY
    assert not (tmp_path / "raw" / "series" / "1").exists()
    assert found.path.with_name("difference.txt").read_text(encoding="utf-8").startswith("series@1")


def test_offline_asks_nobody(source, server, tmp_path, monkeypatch):
    with pytest.raises(FetchError, match="offline"):
        fetch(source("good"), tmp_path, QUICK, offline=True)
    monkeypatch.setenv("CIRCULAR_METRICS_OFFLINE", "1")
    with pytest.raises(FetchError, match="offline"):
        fetch(source("good"), tmp_path, QUICK)
    assert not server.asked


def test_a_second_fetch_asks_nobody(source, server, tmp_path):
    fetch(source("good"), tmp_path, QUICK)
    assert fetch(source("good"), tmp_path, QUICK).state == "present"
    assert len(server.asked) == 1


def test_a_proxy_is_used(source, server, tmp_path, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{server.server_port}")
    asked = replace(source("good"), url="http://publisher.invalid/good")
    with pytest.raises(FetchError):
        # This server, as a proxy, is asked for the whole address, which it does not know.
        fetch(asked, tmp_path, QUICK)
    assert all("publisher.invalid" in name for name, _ in server.asked) and server.asked


def test_a_place_outside_the_folder_is_refused(source, tmp_path):
    with pytest.raises(FetchError, match="outside"):
        fetch(replace(source("good"), vintage="../../.."), tmp_path, QUICK)
    assert not kept(tmp_path)
