"""The policy language as frozen dataclasses: the source of the loader and of the JSON Schema."""
