"""The picture of one weight's gradient."""
