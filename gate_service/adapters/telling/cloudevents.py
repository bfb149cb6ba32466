"""The canonical event in its CloudEvents 1.0 envelope.

https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md, with the extension
``sequence``: https://github.com/cloudevents/spec/blob/main/cloudevents/extensions/sequence.md
"""

import json

from gate_service.domain.canonical import CanonicalEvent
from gate_service.domain.told_facts import utc

SCHEMA = "urn:quaygate:event:v1"
"""Names the JSON Schema of ``data``: static/schemas/event-v1.json."""


def envelope(event: CanonicalEvent) -> str:
    """Write *event*; ``sequence`` has twenty digits, so that it sorts as text too."""
    return json.dumps(
        {
            "specversion": "1.0",
            "id": event.id,
            "type": event.type,
            "source": event.source,
            "subject": event.subject,
            "time": utc(event.at),
            "sequence": f"{event.sequence:020d}",
            "datacontenttype": "application/json",
            "dataschema": SCHEMA,
            "data": event.data,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
