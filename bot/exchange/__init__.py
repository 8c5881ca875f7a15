"""The directory as files that people and programs exchange. Pure: bytes in, values and issues out, and back."""
