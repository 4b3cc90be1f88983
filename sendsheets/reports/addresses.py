"""Whom to write to: the address of a school that is nobody else's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sendsheets.model import Listed, Reading, Register
from sendsheets.reports.drafts import address_of


class Addresses:
    """The addresses on a register, and whose they are."""

    def __init__(self, register: Register) -> None:
        self._by_address: Mapping[str, tuple[Listed, ...]] = register.by_address()

    def is_shared(self, listed: Listed) -> bool:
        """Whether the list gives a school's address to another school as well."""
        return len(self._whose(listed.email)) > 1

    def to(self, listed: Listed, readings: Iterable[Reading]) -> str:
        """The address to write to about a school.

        Args:
            listed: the school.
            readings: its files, which may have come in an email.

        Returns:
            The list's address; where the list has none, the first that a file came from and
            that is not another school's on the list. Empty text where there is none, and where
            the list gives the same address to several schools: what is one school's must not
            go to another by a slip.
        """
        if listed.email.strip():
            return "" if self.is_shared(listed) else listed.email.strip()
        senders = (address_of(reading) for reading in readings)
        return next((a for a in senders if a and not self._whose(a)), "")

    def _whose(self, address: str) -> tuple[Listed, ...]:
        return self._by_address.get(address.strip().casefold(), ())
