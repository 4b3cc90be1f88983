"""Whatever is handed in becomes plain cells. Nothing here knows of frameworks."""
