"""The strip of problems below source and form."""
