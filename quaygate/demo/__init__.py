"""The demo: ten rendered trucks through the real lane, gate service and kiosk."""
