"""A loopback server for the unmodified oracledb thin driver, answering from a dictionary kept in SQLite.

It is a test double: it speaks as much of TNS and TTC as the driver needs, was checked against the driver's parser only,
and shows how we use the driver, not what a real server answers. `python -m tests.wire --help` runs it by hand.
"""
