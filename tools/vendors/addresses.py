"""Addresses that a provider's answer names: only public ones are fetched, and the one checked is the one reached."""

import ipaddress
import socket
from collections.abc import Collection, Sequence
from typing import NamedTuple
from urllib.request import getproxies

import httpx

from ...errors import ToolError

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class ForbiddenAddress(ToolError):
    """An answer names an address that the studio does not fetch."""


class Reached(NamedTuple):
    """Where a request really goes."""

    url: httpx.URL
    host: str
    """Name for the Host header and the certificate; empty: as in the address."""


def origin(url: httpx.URL | str) -> str:
    """Return scheme, host and port of an address, as one text."""
    parsed = httpx.URL(url)
    port = parsed.port or {"https": 443, "http": 80}.get(parsed.scheme, 0)
    return f"{parsed.scheme}://{parsed.host}:{port}"


def reach(url: str, own: Collection[str] = ()) -> Reached:
    """Return where to fetch an address from; ForbiddenAddress unless it is public and https.

    ``own`` are origins that the user has configured and that are trusted as they are. A name is looked up once, and the
    address found is the one that is used, so that it cannot turn into another one in between.
    """
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as error:
        raise ForbiddenAddress(f"The provider's answer names no readable address: {url[:80]!r}.") from error
    if origin(parsed) in own:
        return Reached(parsed, "")
    if parsed.scheme != "https" or not parsed.host or parsed.userinfo:
        raise ForbiddenAddress(_sentence(parsed, "only https addresses without a password in them are"))
    found = _look_up(parsed)
    if not all(map(public, found)):
        raise ForbiddenAddress(_sentence(parsed, "it lies in a private network"))
    if not found or "https" in getproxies() or "all" in getproxies():  # then the proxy looks the name up
        return Reached(parsed, "")
    return Reached(parsed.copy_with(host=found[0]), parsed.netloc.decode("ascii"))


def public(address: str) -> bool:
    """Return whether an IP address lies on the public internet."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return public(str(inner))
    return found.is_global and not found.is_multicast


def _look_up(url: httpx.URL) -> Sequence[str]:
    """Return the addresses of a host, the one that is nearest first."""
    try:
        return [str(ipaddress.ip_address(url.host))]
    except ValueError:
        pass
    try:
        rows = socket.getaddrinfo(url.host, url.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        if getproxies():
            return []
        raise ToolError(f"{url.host} cannot be found: is this machine connected? Run it again later.") from error
    return [str(row[4][0]) for row in rows]


def _sentence(url: httpx.URL, why: str) -> str:
    return (
        f"The provider's answer names {url.scheme}://{url.host}, which is not fetched: {why}. "
        "Nothing was fetched; tell the provider."
    )
