"""The parts of the picture of a network's activations over some samples."""
