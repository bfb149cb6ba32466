"""Training and export, the only place that knows PyTorch: needs the extra `train`."""
