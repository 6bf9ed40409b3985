"""One set of policy files, read by people as a site and by the calculators as rules."""
