"""The parts of the picture of weights."""
