"""Content from its files: read strictly, with the file and line of every fault."""
