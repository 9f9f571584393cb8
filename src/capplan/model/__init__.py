"""What a shop is: frozen dataclasses and arrays."""
