"""A document somebody has becomes a draft of a framework file, and a list of doubts."""
