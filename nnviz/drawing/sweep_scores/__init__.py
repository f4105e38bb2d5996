"""The scores of a sweep against the values that were tried."""
