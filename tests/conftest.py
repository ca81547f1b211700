"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# The machines of the tests are slow and busy: time is measured in tests/benchmarks, and fails no property.
settings.register_profile("no_deadline", deadline=None)
settings.load_profile("no_deadline")
