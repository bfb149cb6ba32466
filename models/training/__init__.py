"""How our models were trained; the only place that knows PyTorch."""
