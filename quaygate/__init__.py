"""The front door: command line, site configuration and the demo."""
