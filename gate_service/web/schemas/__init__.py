"""What is said over HTTP: request and response bodies, each with its example."""
