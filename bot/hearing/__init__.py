"""What a person means who types or shares a point: text goes in, a closed kind comes out, nothing is kept."""
