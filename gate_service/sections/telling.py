"""Who is told of events by files or a broker, and by which codes this site is known."""

from pathlib import Path

from pydantic import Field

from gate_service.domain.telling import TellingRules
from gate_service.sections.base import Seconds, Section
from gate_service.sections.escalation import Mqtt

_EDI = r"^[A-Z0-9 .,()/=-]{1,35}$"


class CodecoFiles(Section):
    """A folder for CODECO files, and the parties as they are known in EDI."""

    folder: Path
    sender: str = Field(default="QUAYGATE", pattern=_EDI)
    recipient: str = Field(default="TOS", pattern=_EDI)


class CsvFiles(Section):
    """A folder for a CSV file a day."""

    folder: Path


class EventsMqtt(Mqtt):
    """A broker that every event is published at, below *topic*."""

    topic: str = Field(default="quaygate/events", min_length=1, pattern=r"^[^#+]+$")


class Telling(Section):
    """Codes of the site, patience with subscribers, and who is told by other means.

    ``un_locode`` of the port and ``smdg`` code of the terminal stand in every event.
    """

    un_locode: str | None = Field(default=None, pattern=r"^[A-Z]{2}[A-Z2-9]{3}$")
    smdg: str | None = Field(default=None, pattern=r"^[A-Z0-9]{2,6}$")
    facility: str = Field(default="", max_length=100)
    give_up: Seconds = 86400.0
    overlap: Seconds = 86400.0
    codeco: CodecoFiles | None = None
    csv: CsvFiles | None = None
    mqtt: EventsMqtt | None = None

    def rules(self) -> TellingRules:
        """Give what the use cases need to know."""
        return TellingRules(
            un_locode=self.un_locode,
            smdg=self.smdg,
            facility=self.facility,
            give_up=self.give_up,
            overlap=self.overlap,
        )
