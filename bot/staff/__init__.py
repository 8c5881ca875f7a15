"""The door for centre staff: pages for a phone, and a bot of its own that opens them."""
