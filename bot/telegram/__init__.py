"""The door for people: updates in, pages out. aiogram lives here."""
