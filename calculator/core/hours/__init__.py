"""The ledger of hours: entries, weights, caps by year and way, requirements."""
