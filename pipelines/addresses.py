"""Camera addresses: which kind of source a URL names, checked before it starts."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from pipelines.frames import SourceError

_NUMBERS = frozenset({"width", "height", "fps"})
_LARGEST = 8192


class Scheme(StrEnum):
    """The kinds of source, each with one URL scheme."""

    RTSP = "rtsp"
    RTSPS = "rtsps"
    FILE = "file"
    PHOTOS = "photos"
    USB = "v4l2"
    TEST = "videotestsrc"

    @property
    def live(self) -> bool:
        """Whether frames come when they come, and the end is a failure."""
        return self not in {Scheme.FILE, Scheme.PHOTOS}


@dataclass(frozen=True, slots=True)
class Address:
    """A checked URL. ``path`` is empty for network cameras and test pictures."""

    scheme: Scheme
    url: str
    path: Path
    options: tuple[tuple[str, str], ...] = ()

    @property
    def shown(self) -> str:
        """The URL without user and password, for logs and messages."""
        return without_password(self.url)


def without_password(url: str) -> str:
    """Return *url*, right or wrong, without what may be a user and a password.

    All up to the last ``@`` is left out: a password may hold ``/`` or ``?`` itself.

    >>> without_password("rtsp://admin:secret@10.0.0.7/front")
    'rtsp://10.0.0.7/front'
    """
    scheme, mark, rest = url.partition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}" if mark else url


def parse_address(url: str) -> Address:
    """Take a camera URL apart.

    ``rtsp://host/...``, ``rtsps://...``, ``file:///clip.mp4``, ``photos:///folder``,
    ``v4l2:///dev/video0``, ``videotestsrc://?pattern=ball&width=640&height=480&fps=10``.
    Raises SourceError that says what is wrong.
    """
    shown = without_password(url)
    try:
        parts = urlsplit(url)
        scheme = Scheme(parts.scheme)
    except ValueError as error:
        known = ", ".join(f"{scheme}://" for scheme in Scheme)
        message = f"{shown!r} is no camera address: it must begin with one of {known}"
        raise SourceError(message) from error
    if scheme in {Scheme.RTSP, Scheme.RTSPS}:
        if not parts.hostname:
            message = f"{shown!r} names no camera host"
            raise SourceError(message)
        return Address(scheme, url, Path())
    if scheme is Scheme.TEST:
        return Address(scheme, url, Path(), _test_options(url, parts.query))
    if parts.netloc:
        message = f"{shown!r} must have three slashes: {scheme}:///..."
        raise SourceError(message)
    return Address(scheme, url, Path(unquote(parts.path)))


def _test_options(url: str, query: str) -> tuple[tuple[str, str], ...]:
    options = tuple(parse_qsl(query))
    for key, value in options:
        number = value.isascii() and value.isdigit() and 0 < int(value) <= _LARGEST
        if not (key == "pattern" and value.isidentifier()) and not (
            key in _NUMBERS and number
        ):
            message = f"{url!r}: {key}={value} is no option of a test picture"
            raise SourceError(message)
    return options


def check_there(address: Address) -> None:
    """Raise SourceError where a file, folder or device is not there."""
    path, shown = address.path, address.shown
    if address.scheme is Scheme.FILE and not path.is_file():
        message = f"{shown}: no such file"
    elif address.scheme is Scheme.PHOTOS and not path.is_dir():
        message = f"{shown}: no such folder"
    elif address.scheme is Scheme.USB and not path.is_char_device():
        message = f"{shown}: no such camera device"
    else:
        return
    raise SourceError(message)
