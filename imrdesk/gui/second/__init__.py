"""Second reading in the window: what is given to whom, where two readers differ, and how well they agree."""
