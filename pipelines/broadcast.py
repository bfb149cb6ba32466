"""An RTSP server for tests and the demo: launch lines, and clip channels.

The server lives in a GLib main loop and thread of its own. Every mount is one media
shared by all its clients.
"""

import logging
import threading
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from pipelines.channel import Channel
from pipelines.frames import SourceError
from pipelines.gst import libraries, rtsp_server

_log = logging.getLogger(__name__)
_CHANNEL = (
    "( appsrc name=origin is-live=true format=time block=false max-bytes=4000000 "
    "leaky-type=downstream caps=video/x-h264,stream-format=byte-stream,alignment=au "
    "! h264parse ! rtph264pay name=pay0 pt=96 config-interval=-1 )"
)


class Broadcast:
    """Serves *mounts*: a path such as ``/front`` to a launch line or a Channel.

    A launch line ends in a payloader named ``pay0``. Entering starts the server on
    loopback, leaving drops its clients and stops it.
    """

    def __init__(self, mounts: Mapping[str, str | Channel], port: int = 0) -> None:
        """Keep the mounts; port 0 takes any free one."""
        self._mounts, self._wanted_port = mounts, port
        self._libraries, self._rtsp = libraries(), rtsp_server()
        self._server: Any = None
        self._context: Any = None
        self._loop: Any = None
        self._attached = 0
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        """Listen; raises SourceError when the port is taken."""
        glib = self._libraries.glib
        self._context = glib.MainContext.new()
        self._loop = glib.MainLoop.new(self._context, False)
        self._server = self._rtsp.RTSPServer.new()
        self._server.set_address("127.0.0.1")
        self._server.set_service(str(self._wanted_port))
        points = self._server.get_mount_points()
        for path, mount in self._mounts.items():
            points.add_factory(path, self._factory(mount))
        self._attached = self._server.attach(self._context)
        if not self._attached:
            message = f"the RTSP port {self._wanted_port} cannot be opened"
            raise SourceError(message)
        self._thread = threading.Thread(target=self._loop.run, name="rtsp", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Drop the clients, close the port and end the thread."""
        remove = self._rtsp.RTSPFilterResult.REMOVE
        self._server.client_filter(lambda *_: remove)
        self._context.find_source_by_id(self._attached).destroy()
        self._loop.quit()
        if self._thread is not None:
            self._thread.join(2.0)

    def url(self, path: str) -> str:
        """Return the address of a mount."""
        return f"rtsp://127.0.0.1:{self.port}{path}"

    @property
    def port(self) -> int:
        """The port in use, once entered."""
        return int(self._server.get_bound_port())

    def _factory(self, mount: str | Channel) -> Any:  # noqa: ANN401  # untyped binding
        factory = self._rtsp.RTSPMediaFactory.new()
        factory.set_shared(True)
        factory.set_latency(0)
        if isinstance(mount, str):
            factory.set_launch(mount)
        else:
            factory.set_launch(_CHANNEL)
            factory.connect("media-configure", self._listen, mount)
        return factory

    def _listen(self, _factory: Any, media: Any, channel: Channel) -> None:  # noqa: ANN401  # untyped binding
        """Join the channel once the media plays, and leave it when it ends."""
        source = media.get_element().get_by_name_recurse_up("origin")
        leave = channel.join(source)
        media.connect("unprepared", lambda _: leave())
