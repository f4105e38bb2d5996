"""One file for each public plot: the function, and the Display that it returns."""
