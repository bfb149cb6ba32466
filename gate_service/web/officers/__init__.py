"""The officers' pages: alerts, cameras, reports and the drawing of zones."""
