"""A file becomes a Framework."""
