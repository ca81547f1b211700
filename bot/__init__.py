"""The running application: channels, storage, delivery, access. The only room with network, database and clock."""

import sys

# structlog loads rich, and pygments with it, to colour tracebacks on a terminal. Logs are lines of JSON here, so it is
# loaded as where rich is not installed: that saves 5 MB in every process. It happens here, before a module asks for it.
_NOT_LOADED = "rich" not in sys.modules
if _NOT_LOADED:
    sys.modules["rich"] = None  # type: ignore[assignment]  # None makes an import fail, as the language says
import structlog  # noqa: E402, F401 - for what it does to the next import of it

if _NOT_LOADED:
    del sys.modules["rich"]
