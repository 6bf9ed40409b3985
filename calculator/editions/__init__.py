"""One edition after another: begin the next one, say what changed, and what that does to cases."""
