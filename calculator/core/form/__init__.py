"""What scripts are told of the rules to show forms: see `model`."""
