"""Tables in, tables out: what returns say, counted. No Excel and no files."""
