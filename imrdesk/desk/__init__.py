"""The parts of the desk, one module a use case; `workflow.Desk` brings them together for window and command line."""
