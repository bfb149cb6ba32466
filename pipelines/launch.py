"""Launch lines: how a camera address becomes the text of a GStreamer pipeline."""

from dataclasses import dataclass
from typing import Any

from pipelines.addresses import Address, Scheme

_HARDWARE_DECODERS = (
    "nvh264dec",
    "nvh265dec",
    "vah264dec",
    "vah265dec",
    "qsvh264dec",
    "v4l2slh264dec",
    "v4l2h264dec",
    "v4l2h265dec",
)
_RAW = "video/x-raw,format=(string){I420,NV12}"
_RTP_VIDEO = "application/x-rtp,media=(string)video"
_TEST_DEFAULTS = {"width": "640", "height": "480", "fps": "10", "pattern": "smpte"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOptions:
    """How a source is opened.

    ``latency`` seconds of network jitter buffer. ``fps`` caps the rate (None: all
    frames). ``timeout`` seconds without a frame are a stall, ``start_timeout`` before
    the first one. Live frames older than ``stale`` seconds are dropped. Files play in
    real time where ``paced``, else as fast as frames are taken, with none dropped.
    """

    latency: float = 0.1
    transport: str = "tcp"
    fps: int | None = None
    timeout: float = 2.0
    start_timeout: float = 8.0
    stale: float = 0.5
    paced: bool = True


def launch_line(address: Address, options: SourceOptions) -> str:
    """Return the pipeline text, ending in an app sink named ``frames``.

    Nothing of the URL is in it but checked test options: the element named
    ``origin`` gets its address as a property, so that no URL can add elements.
    """
    live = address.scheme.live
    keep_newest = live or options.paced
    sink = (
        f"appsink name=frames max-buffers=1 drop={_flag(keep_newest)} "
        f"sync={_flag(not live and options.paced)} enable-last-sample=false"
    )
    rate = f"videorate drop-only=true max-rate={options.fps} ! " if options.fps else ""
    return f"{_origin(address, options)} ! {rate}videoconvert ! {_RAW} ! {sink}"


def _origin(address: Address, options: SourceOptions) -> str:
    match address.scheme:
        case Scheme.RTSP | Scheme.RTSPS:
            return (
                f"rtspsrc name=origin protocols={_transport(address, options)} "
                f"latency={round(options.latency * 1000)} drop-on-latency=true "
                f"tcp-timeout=5000000 ! {_RTP_VIDEO} ! decodebin name=decoder"
            )
        case Scheme.USB:
            return "v4l2src name=origin ! decodebin name=decoder"
        case Scheme.TEST:
            wanted = _TEST_DEFAULTS | dict(address.options)
            width, height, fps = (int(wanted[k]) for k in ("width", "height", "fps"))
            return (
                "videotestsrc name=origin is-live=true ! video/x-raw,format=I420,"
                f"width={width},height={height},framerate={fps}/1"
            )
        case _:
            return "filesrc name=origin ! decodebin name=decoder"


def _transport(address: Address, options: SourceOptions) -> str:
    return "tls" if address.scheme is Scheme.RTSPS else options.transport


def _flag(value: bool) -> str:
    return "true" if value else "false"


def prefer_hardware(gst: Any) -> tuple[str, ...]:  # noqa: ANN401  # untyped binding
    """Rank the hardware decoders that this machine has first; return their names."""
    found = []
    for name in _HARDWARE_DECODERS:
        factory = gst.ElementFactory.find(name)
        if factory is not None:
            factory.set_rank(gst.Rank.PRIMARY + 64)
            found.append(name)
    return tuple(found)
