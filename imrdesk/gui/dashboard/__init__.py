"""The figures of a workspace as charts, and corrections that come again."""
