"""The parts of the picture of a decision boundary."""
