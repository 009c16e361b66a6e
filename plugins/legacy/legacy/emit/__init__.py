"""One module for each format: `write(hosts, site)` gives the text, or the files by their path, that a server reads.

A module for a host that holds one site says so with ONE_HOST: it is given one old host.
"""
