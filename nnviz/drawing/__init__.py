"""From arrays to artists: everything that knows matplotlib, one idea a file."""
