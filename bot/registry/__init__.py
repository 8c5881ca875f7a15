"""The durable directory: what staff say, who approved it, and everything that ever changed."""
