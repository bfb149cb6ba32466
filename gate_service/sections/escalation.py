"""Who is told of alerts that nobody answers, and how."""

from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pydantic import Field, HttpUrl

from gate_service.domain.escalation import ChannelName, EscalationRules
from gate_service.domain.safety import Severity
from gate_service.sections.base import Seconds, Section


class Webhook(Section):
    """Where escalated alerts are posted, signed with the secret in *secret_file*."""

    url: HttpUrl
    secret_file: Path | None = None


class Mqtt(Section):
    """The broker that escalated alerts are published at."""

    host: str
    port: int = Field(default=1883, ge=1, le=65535)
    topic: str = Field(default="quaygate/alerts", min_length=1, pattern=r"^[^#+]+$")
    tls: bool = False
    username: str | None = None
    password_file: Path | None = None


class Mail(Section):
    """The server that escalated alerts are mailed through, and to whom."""

    host: str
    port: int = Field(default=25, ge=1, le=65535)
    security: Literal["none", "starttls", "tls"] = "starttls"
    sender: str
    recipients: list[str] = Field(min_length=1)
    username: str | None = None
    password_file: Path | None = None


class Escalation(Section):
    """Seconds without an answer until an alert is escalated, and who is told then."""

    after: dict[Severity, Seconds] = Field(
        default_factory=lambda: {Severity.SEVERE: 60.0, Severity.MEDIUM: 300.0}
    )
    give_up: Seconds = 86400.0
    webhook: Webhook | None = None
    mqtt: Mqtt | None = None
    email: Mail | None = None

    def rules(self) -> EscalationRules:
        """Give what the use cases need to know."""
        told = {
            ChannelName.WEBHOOK: self.webhook,
            ChannelName.MQTT: self.mqtt,
            ChannelName.EMAIL: self.email,
        }
        return EscalationRules(
            after=MappingProxyType(self.after),
            channels=tuple(name for name, channel in told.items() if channel),
            give_up=self.give_up,
        )
