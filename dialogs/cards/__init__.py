"""Cards of one case: made on demand, shown or given as a file, not kept."""
