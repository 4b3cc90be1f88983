"""How any sheet of ours is drawn: formats, row heights, page set-up, charts, patches."""
