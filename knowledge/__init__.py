"""The local zorglandschap: data per municipality, search and routes. No I/O beyond its own data files, no clock."""
