"""Content looked at before it is given out: faults, versions, and each dialog as a readable document."""
