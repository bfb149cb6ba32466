"""What a channel needs before it can be used: its secret, and its library."""

import base64
import binascii
from importlib import import_module
from pathlib import Path
from types import ModuleType

_PREFIX = "whsec_"


class ChannelSetupError(Exception):
    """A channel of the site cannot be used; the message says what to do."""


def secret_in(path: Path | None) -> str:
    """Read the secret in the file at *path*; empty without a path."""
    if path is None:
        return ""
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        msg = f"cannot read the secret in {path}: {error}"
        raise ChannelSetupError(msg) from error


def webhook_secret(path: Path | None) -> bytes | None:
    """Read a Standard Webhooks secret: ``whsec_`` and base64, or any other text."""
    text = secret_in(path)
    if not text:
        return None
    if not text.startswith(_PREFIX):
        return text.encode()
    try:
        return base64.b64decode(text.removeprefix(_PREFIX), validate=True)
    except binascii.Error as error:
        msg = f"the secret in {path} has {_PREFIX} but no base64 behind it"
        raise ChannelSetupError(msg) from error


def paho() -> ModuleType:
    """Load the MQTT library of the extra ``mqtt``."""
    try:
        return import_module("paho.mqtt.client")
    except ImportError as error:
        msg = "MQTT needs paho-mqtt: pip install 'quaygate[mqtt]'"
        raise ChannelSetupError(msg) from error
