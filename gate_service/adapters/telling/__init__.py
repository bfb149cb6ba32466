"""Ways and forms of telling: webhooks, files, MQTT; CloudEvents, DCSA, EPCIS, EDI."""
