"""Starting the portal on a machine without a database server: `make demo`, and the services of the tests."""
