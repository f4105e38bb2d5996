"""The parts of the picture of activation functions."""
