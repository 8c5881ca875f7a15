"""Sealed values under blind names: tickets in the buttons, sessions in Redis. Nothing else knows the keys."""
