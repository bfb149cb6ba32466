"""Opening the right FrameSource for a camera's URL."""

from collections.abc import Callable

from pipelines.addresses import Address, Scheme, check_there, parse_address
from pipelines.camera import GstSource
from pipelines.clock import Clock, SystemClock
from pipelines.frames import FrameSource
from pipelines.gst import libraries
from pipelines.health import CameraMonitor
from pipelines.launch import SourceOptions
from pipelines.replay import PhotoSource

_DEFAULT = SourceOptions()


def source_opener(
    url: str,
    *,
    monitor: CameraMonitor,
    clock: Clock,
    options: SourceOptions = _DEFAULT,
) -> Callable[[], FrameSource]:
    """Check *url* and return what makes a fresh, unopened source for every try.

    Raises SourceError when the URL is wrong or GStreamer is needed and missing;
    a file or device that is not there is found out when a source is made.
    """
    address = parse_address(url)
    if address.scheme is not Scheme.PHOTOS:
        libraries()
    return lambda: _make(address, monitor, clock, options)


def open_source(
    camera: str, url: str, *, options: SourceOptions = _DEFAULT
) -> FrameSource:
    """Return the source of *url*, to be entered by the caller.

    Raises SourceError when the URL is wrong or what it names is not there.
    """
    clock = SystemClock()
    monitor = CameraMonitor(camera, clock)
    return source_opener(url, monitor=monitor, clock=clock, options=options)()


def _make(
    address: Address, monitor: CameraMonitor, clock: Clock, options: SourceOptions
) -> FrameSource:
    check_there(address)
    if address.scheme is Scheme.PHOTOS:
        return PhotoSource(address.path, monitor=monitor, clock=clock, options=options)
    return GstSource(address, monitor=monitor, clock=clock, options=options)
