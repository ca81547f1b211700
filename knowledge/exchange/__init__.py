"""A landscape to and from other forms: YAML, HSDS, CSV, XLSX. Bytes and text in and out; who calls does the files."""
