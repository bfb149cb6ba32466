"""The one import of ``gi``: GStreamer's modules, initialised when first asked for.

The binding has no types, so its modules are ``Any``; each user keeps to what the
GStreamer 1.22 documentation says.
"""

import threading
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.frames import SourceError

_MISSING = (
    "GStreamer's Python binding is not installed: get it with "
    "'apt-get install python3-gst-1.0 gstreamer1.0-plugins-good "
    "gstreamer1.0-plugins-bad gstreamer1.0-libav'"
)


_loading = threading.Lock()


@dataclass(frozen=True, slots=True)
class Libraries:
    """The modules in use; ``app`` is loaded so that app sinks have their methods."""

    gst: Any
    app: Any
    video: Any
    glib: Any


def libraries() -> Libraries:
    """Load and initialise GStreamer, once a process, whichever thread is first.

    Raises SourceError, with how to get it, where the binding is missing.
    """
    with _loading:
        return _load()


@cache
def _load() -> Libraries:
    try:
        import gi  # noqa: PLC0415  # replays and tests run without GStreamer
    except ImportError as error:
        raise SourceError(_MISSING) from error
    for name in ("Gst", "GstApp", "GstVideo"):
        gi.require_version(name, "1.0")
    from gi.repository import (  # noqa: PLC0415  # as above
        GLib,
        Gst,
        GstApp,
        GstVideo,
    )

    Gst.init(None)
    return Libraries(gst=Gst, app=GstApp, video=GstVideo, glib=GLib)


@cache
def rtsp_server() -> Any:  # noqa: ANN401  # the binding has no types
    """Load GstRtspServer, which only the demo and the tests serve with.

    Raises SourceError where it is missing.
    """
    libraries()
    import gi  # noqa: PLC0415  # as in libraries()

    try:
        gi.require_version("GstRtspServer", "1.0")
    except ValueError as error:
        message = "the RTSP server is not installed: get it with "
        raise SourceError(
            message + "'apt-get install gir1.2-gst-rtsp-server-1.0'"
        ) from error
    from gi.repository import GstRtspServer  # noqa: PLC0415  # as in libraries()

    return GstRtspServer
