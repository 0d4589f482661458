"""One download that can be cut, resumed, retried and refused."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path

import requests
from urllib3.exceptions import HTTPError

from circular_metrics.errors import FetchError
from circular_metrics.model import Source

BLOCK = 1 << 16
PASSING = {408, 425, 429, 500, 502, 503, 504}
GONE = {404, 410}
LONGEST = 60.0  # seconds that are waited for a server before it is left for later
# What may stand before a page's first tag: the mark of UTF-8, a declaration, remarks.
WEB_PAGE = re.compile(
    rb"(\xef\xbb\xbf)?\s*(<\?xml.*?\?>\s*)?(<!--.*?-->\s*)*(<!doctype html|<html)", re.I | re.S
)
NO_ADDRESS = (requests.exceptions.InvalidSchema, requests.exceptions.InvalidURL)


@dataclass(frozen=True)
class Limits:
    """How long, how large and how often."""

    connect_seconds: float = 10
    read_seconds: float = 30
    total_seconds: float = 1800
    bytes: int = 2_000_000_000
    tries: int = 4
    wait_seconds: float = 1.0
    redirects: int = 5


class Passing(Exception):
    """A fault that may be over at the next try; ``after`` is how long the server asks to wait."""

    def __init__(self, words: str, after: float | None = None):
        """Keep the words and the wait."""
        self.after = after
        super().__init__(words)


class Resuming:
    """pooch's downloader: continues where it was cut, waits twice as long at each try.

    Proxies are taken from ``HTTPS_PROXY``, ``HTTP_PROXY`` and ``NO_PROXY``.
    """

    def __init__(
        self,
        source: Source,
        limits: Limits,
        told: Callable[[str, int, int | None], None],
        kept: Path,
    ):
        """Keep what is fetched, within which limits, who is told, and where a part is kept."""
        self.source, self.limits, self.told = source, limits, told
        self.deadline = time.monotonic() + limits.total_seconds
        self.part = kept / f"{source.key}-{source.sha256[:12]}.part"

    def __call__(self, url: str, output_file: str, _pooch: object) -> None:
        """Fetch; called by pooch."""
        part = self.part
        for attempt in range(1, self.limits.tries + 1):
            try:
                self._once(url, part)
                break
            except (Passing, requests.ConnectionError, requests.Timeout) as fault:
                self._wait(attempt, fault, url)
            except requests.TooManyRedirects as error:
                raise FetchError(self._refusal(url, "sends round in a circle")) from error
            except NO_ADDRESS as error:
                raise FetchError(
                    self._refusal(url, "sends on to what is no web address")
                ) from error
            except requests.RequestException as fault:
                self._wait(attempt, fault, url)
        part.replace(output_file)

    def _wait(self, attempt: int, fault: Exception, url: str) -> None:
        """Wait before the next try, or give up."""
        if attempt == self.limits.tries or time.monotonic() > self.deadline:
            raise FetchError(
                f"{self.source.name}: {url}: listed, but not available now after {attempt} tries "
                f"({_short(fault)}). Try again later{self._so_far()}"
            ) from fault
        asked = getattr(fault, "after", None)
        pause = self.limits.wait_seconds * 2 ** (attempt - 1) if asked is None else asked
        time.sleep(max(0.0, min(pause, LONGEST, self.deadline - time.monotonic())))

    def _so_far(self) -> str:
        """That what came is kept, where something came."""
        return "; what came so far is kept" if self.part.exists() else ""

    def _refusal(self, url: str, words: str) -> str:
        """Why an address is given up at once, and where to look for the file."""
        return f"{self.source.name}: {url}: {words}. Look at {self.source.landing_page}"

    def _once(self, url: str, part: Path) -> None:
        """One request, from where the last one ended."""
        begun = part.stat().st_size if part.exists() else 0
        session = requests.Session()
        session.max_redirects = self.limits.redirects
        # As it is: a packed answer could unpack to any size, and the hash is of the file's bytes.
        headers = {"Accept-Encoding": "identity"}
        if begun:
            headers["Range"] = f"bytes={begun}-"
        timeout = (self.limits.connect_seconds, self.limits.read_seconds)
        with session, session.get(url, headers=headers, stream=True, timeout=timeout) as answer:
            if answer.status_code == 416:
                part.unlink(missing_ok=True)
                raise Passing("the part that was kept does not fit")
            self._refuse(answer, url)
            resumed = answer.status_code == 206
            if resumed and not answer.headers.get("Content-Range", "").startswith(
                f"bytes {begun}-"
            ):
                part.unlink(missing_ok=True)
                raise Passing("another part was sent than was asked for")
            self._write(answer, part, begun if resumed else 0)

    def _refuse(self, answer: requests.Response, url: str) -> None:
        """Everything that is known before the first byte is read."""
        name, status = self.source.name, answer.status_code
        if status in GONE:
            raise FetchError(self._refusal(url, f"does not exist (HTTP {status})"))
        if status in PASSING:
            after = _asked_to_wait(answer)
            if after is not None and after > LONGEST:
                raise FetchError(
                    f"{name}: {url}: HTTP {status}, the publisher asks to come back in "
                    f"{after:.0f} s{self._so_far()}"
                )
            raise Passing(f"HTTP {status}", after)
        if status >= 400:
            raise FetchError(self._refusal(url, f"refused (HTTP {status})"))
        kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind in ("text/html", "application/xhtml+xml") and not self._is_page_expected():
            raise FetchError(self._page_instead())
        if answer.headers.get("Content-Encoding", "identity") != "identity":
            raise FetchError(f"{name}: {url}: sent packed though asked as it is; not unpacked")

    def _write(self, answer: requests.Response, part: Path, begun: int) -> None:
        """Read block by block, within the limits."""
        length = answer.headers.get("Content-Length", "")
        expected = begun + int(length) if length.isdigit() else None
        self._hold_size(expected or 0)
        done = begun
        with part.open("ab" if begun else "wb") as file:
            while block := self._block(answer):
                if done == 0 and WEB_PAGE.match(block) and not self._is_page_expected():
                    raise FetchError(self._page_instead())
                done += len(block)
                self._hold_size(done)
                if time.monotonic() > self.deadline:
                    raise FetchError(
                        f"{self.source.name}: took longer than {self.limits.total_seconds:g} s"
                        f"{self._so_far()}"
                    )
                file.write(block)
                self.told(self.source.name, done, expected)
        if expected is not None and done != expected:
            raise Passing(f"cut off at {done} of {expected} bytes")
        if done == 0:
            raise Passing("an empty file was sent")

    def _is_page_expected(self) -> bool:
        """Whether the file is itself a web page."""
        return self.source.filename.lower().endswith((".html", ".htm"))

    def _page_instead(self) -> str:
        """A log-in, an error or a notice came in the file's place, whatever it was called."""
        return (
            f"{self.source.name}: {self.source.url}: found a web page; expected the file "
            f"{self.source.filename}. Look at {self.source.landing_page}"
        )

    @staticmethod
    def _block(answer: requests.Response) -> bytes:
        """What has arrived, without waiting for a full block, so that a cut loses nothing."""
        try:
            return answer.raw.read1(BLOCK)
        except (HTTPError, OSError) as fault:
            raise Passing(f"cut off ({type(fault).__name__})") from fault

    def _hold_size(self, size: int) -> None:
        """Refuse what is larger than allowed; no part of it is worth keeping."""
        if size > self.limits.bytes:
            self.part.unlink(missing_ok=True)
            raise FetchError(
                f"{self.source.name}: {size} bytes or more; expected at most {self.limits.bytes} "
                "(--max-bytes)"
            )


def _asked_to_wait(answer: requests.Response) -> float | None:
    """Seconds that a server asks to wait; a date is held against the server's own clock."""
    after = answer.headers.get("Retry-After", "").strip()
    if after.isdigit():
        return float(after)
    try:
        until = parsedate_to_datetime(after)
        return max(0.0, (until - parsedate_to_datetime(answer.headers["Date"])).total_seconds())
    except (TypeError, ValueError, KeyError):
        return None


def _short(fault: Exception) -> str:
    """The kind of fault where its own words are long."""
    return str(fault) if isinstance(fault, Passing) else type(fault).__name__
