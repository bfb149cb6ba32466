"""Escalation channels: webhook, MQTT and e-mail, each optional."""
