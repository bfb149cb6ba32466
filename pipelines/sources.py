"""Opening the right FrameSource for a camera's URL."""

from collections.abc import Callable

from pipelines.addresses import Scheme, check_there, parse_address
from pipelines.camera import GstSource
from pipelines.clock import Clock, SystemClock
from pipelines.coded import Hear
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
    hear: Hear | None = None,
) -> Callable[[], FrameSource]:
    """Check *url* and return what makes a fresh, unopened source for every try.

    *hear* is given what the camera sends coded, where it sends H.264 or H.265.
    Raises SourceError when the URL is wrong or GStreamer is needed and missing;
    a file or device that is not there is found out when a source is made.
    """
    address = parse_address(url)
    if address.scheme is not Scheme.PHOTOS:
        libraries()

    def make() -> FrameSource:
        check_there(address)
        if address.scheme is Scheme.PHOTOS:
            folder = address.path
            return PhotoSource(folder, monitor=monitor, clock=clock, options=options)
        return GstSource(
            address, monitor=monitor, clock=clock, options=options, hear=hear
        )

    return make


def open_source(
    camera: str, url: str, *, options: SourceOptions = _DEFAULT
) -> FrameSource:
    """Return the source of *url*, to be entered by the caller.

    Raises SourceError when the URL is wrong or what it names is not there.
    """
    clock = SystemClock()
    monitor = CameraMonitor(camera, clock)
    return source_opener(url, monitor=monitor, clock=clock, options=options)()
