"""The running application: channels, storage, delivery, access. The only room with network, database and clock."""

import sys

# structlog loads rich, and pygments with it, to colour tracebacks on a terminal. Logs are lines of JSON here, so it is
# loaded as where rich is not installed: that saves 5 MB in every process.
_RICH = "rich" not in sys.modules and sys.modules.setdefault("rich", None) is None  # type: ignore[arg-type]
import structlog  # noqa: E402, F401 - loaded here, before any module asks for it

if _RICH:
    del sys.modules["rich"]
