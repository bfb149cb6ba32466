"""E-mail through a server of the site's."""

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from gate_service.adapters.channels.wording import headline, letter
from gate_service.domain.escalation import ChannelName, MessageId
from gate_service.domain.safety import Alert
from gate_service.domain.safety_ports import ChannelError

_PATIENCE = 5.0  # seconds, for each step of the conversation


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail is handed in; ``security`` is none, starttls or tls."""

    host: str
    port: int
    security: str
    username: str | None = None
    password: str = ""

    def open(self) -> smtplib.SMTP:
        """Connect and log in; OSError or SMTPException."""
        if self.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host,
                self.port,
                timeout=_PATIENCE,
                context=ssl.create_default_context(),
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=_PATIENCE)
        try:
            if self.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self.username is not None:
                server.login(self.username, self.password)
        except BaseException:
            server.close()
            raise
        return server


@dataclass(frozen=True, slots=True)
class MailChannel:
    """Channel port: one letter to all recipients."""

    server: MailServer
    sender: str
    recipients: tuple[str, ...]
    name: ChannelName = ChannelName.EMAIL

    def send(self, message: MessageId, alert: Alert, at: datetime) -> None:
        """Hand a letter in; its Message-ID stays the same in a repetition."""
        try:
            mail = self._letter(message, alert, at)
            with self.server.open() as server:
                refused = server.send_message(mail)
        except (OSError, ValueError, smtplib.SMTPException) as error:
            where = f"{self.server.host}:{self.server.port}"
            msg = f"{where} did not take the mail: {_line(error)}"
            raise ChannelError(msg) from error
        if refused:
            msg = f"the mail server refused {', '.join(sorted(refused))}"
            raise ChannelError(msg)

    def _letter(self, message: MessageId, alert: Alert, at: datetime) -> EmailMessage:
        mail = EmailMessage()
        mail["Subject"] = f"Quaygate alert: {headline(alert)}"
        mail["From"] = self.sender
        mail["To"] = ", ".join(self.recipients)
        mail["Date"] = format_datetime(at)
        mail["Message-ID"] = f"<{message}@quaygate>"
        mail.set_content(letter(alert))
        return mail


def _line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
