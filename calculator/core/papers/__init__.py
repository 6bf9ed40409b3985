"""What leaves the calculator: result slips, score sheets, comparisons and their words."""
