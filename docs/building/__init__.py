"""The parts of the documentation's build that are our own."""
