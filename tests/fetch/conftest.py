"""A publisher's server that misbehaves in every way it can, on this machine only."""

import gzip
import hashlib
import threading
import time
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

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

    def forever_cut(self, first):
        self.answer(body=BODY[:5000], length=len(BODY))

    def always_busy(self, first):
        self.answer(429, b"", Retry_After="0")

    def later(self, first):
        self.answer(429, b"", Retry_After="1") if first else self.answer()

    def tomorrow(self, first):
        when = "Wed, 21 Oct 2065 07:28:00 GMT"
        self.answer(503, b"", Retry_After=when) if first else self.answer()

    def gone(self, first):
        self.answer(410, b"")

    def trickle(self, first):
        self.send_response(200)
        self.send_header("Content-Type", "text/csv")
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)

    def page_as_csv(self, first):
        self.answer(body=b"<!DOCTYPE html>\n<html>log in first</html>", kind="text/csv")

    def page_after_remarks(self, first):
        self.answer(
            body=b"\xef\xbb\xbf<!-- a -->\n<!-- b --><!DOCTYPE html><html>", kind="text/csv"
        )

    def elsewhere(self, first):
        self.answer(302, b"", Location="file:///etc/hostname")

    def empty(self, first):
        self.answer(body=b"")

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
