"""The parts of the picture of a loss as a function of weights."""
