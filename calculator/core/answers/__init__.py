"""What a person is asked, and what they answered: read trusting nothing, kept exactly."""
