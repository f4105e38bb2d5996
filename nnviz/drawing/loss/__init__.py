"""The parts of the pictures of a training."""
