"""Step 2, shape: what a scenario file may hold, as frozen pydantic models."""
