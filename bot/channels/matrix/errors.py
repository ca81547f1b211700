"""Why the Matrix channel stops, or why one call to the homeserver failed. Messages hold codes, never content."""

from __future__ import annotations

from typing import ClassVar


class MatrixStopped(Exception):  # noqa: N818 - reads as what it says
    """The channel cannot go on by itself; somebody has to act. `sentence` names what the command line then says."""

    sentence: ClassVar[str] = "matrix_gestopt"


class StoreInUse(MatrixStopped):
    """Another process uses the folder of the store. Two on one store break decryption for good."""

    sentence = "matrix_in_gebruik"


class StoreUnreadable(MatrixStopped):
    """The kept session belongs to another account, is sealed with another key, or is damaged."""

    sentence = "matrix_onleesbaar"


class LoginRefused(MatrixStopped):
    """The homeserver does not accept the password or the token."""

    sentence = "matrix_geweigerd"


class TokenRevoked(MatrixStopped):
    """The access token is no longer valid: the device was logged out or removed."""

    sentence = "matrix_ingetrokken"


class CallFailed(Exception):  # noqa: N818 - reads as what it says
    """One call failed. `code` is the homeserver's, or `network`; `after` are the seconds that it asks to wait.

    `status` is that of HTTP, 0 without an answer: it tells what one code says of the call from what of the homeserver.
    """

    def __init__(self, code: str, after: float = 0.0, status: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.after = after
        self.status = status


class ApprovalNeeded(CallFailed):
    """New signing keys wait for somebody who approves them on a page of the homeserver."""

    def __init__(self, page: str) -> None:
        super().__init__("approval_needed")
        self.page = page
