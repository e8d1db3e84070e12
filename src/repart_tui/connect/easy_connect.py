"""What is malformed in a connect string, before anybody asks for a password or looks for an alias.

Only what no driver could take, thin or thick: what is merely unusual is theirs to judge.

Source: Database Net Services Administrator's Guide, "Using Easy Connect Plus":
``[[protocol:]//]host1{,host2}[:port1]{,host2:port2}[/[service_name][:server_type][/instance_name]][?parameters]``.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

_PROTOCOL = re.compile(r"(?:(?P<name>[\w-]+):)?//")
_OF_EASY_CONNECT = {None, "tcp", "tcps"}
"""Protocols whose text is read here; ldap:// and the config providers have rules of their own."""
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_PORT_PARAMETER = re.compile(r"\(\s*PORT\s*=\s*(?P<port>[^()]*?)\s*\)", re.IGNORECASE)
_SHOWN = 20
"""Characters of a wrong port that a sentence repeats."""


def malformed(dsn: str) -> str | None:
    """Return what is wrong with a connect string and what to do, as a sentence; None where nothing is."""
    text = dsn.strip()
    if not text:
        return None
    if text.startswith("("):
        return _wrong_descriptor(text)
    if not any(sign in text for sign in ":/()[]"):
        return None  # an alias
    return next(_wrong_parts(text), None)


def missing_service(dsn: str) -> str | None:
    """Return a sentence for a host and port without a service, which the thin driver takes for an alias."""
    text = dsn.strip()
    if text.startswith("(") or "/" in text.removeprefix("//") or not re.search(r":\d+\Z", text):
        return None
    return f"{text} names no service. Write {text}/service, or {text}:SID."


def _wrong_descriptor(text: str) -> str | None:
    bare = _QUOTED.sub("", text)
    depth = 0
    for char in bare:
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return "The connect descriptor has a closing parenthesis too many. Count its parentheses."
    if depth:
        lacking = "a closing parenthesis" if depth == 1 else f"{depth} closing parentheses"
        return f"The connect descriptor lacks {lacking}. Count its parentheses."
    ports = (found["port"] for found in _PORT_PARAMETER.finditer(bare))
    return next((_no_port(port) for port in ports if not port.isdecimal()), None)


def _wrong_parts(text: str) -> Iterator[str]:
    protocol = _PROTOCOL.match(text)
    if protocol is not None and (protocol["name"] or "tcp").lower() not in _OF_EASY_CONNECT:
        return
    body = text[protocol.end() if protocol else 0 :].partition("?")[0]
    addresses, slash, service = body.partition("/")
    if "(" in body or ")" in body:
        yield f"{_named(text)} holds a parenthesis. Write host:port/service, or a descriptor, which begins with one."
    if re.search(r"\s", body):
        yield f"{_named(text)} holds a blank. Write host:port/service without one."
    for address in re.split("[,;]", addresses):
        yield from _wrong_address(address, text, may_have_sid=not slash)
    if slash and not service:
        yield f"{text} names no service behind its slash. Write {text}service."


def _named(text: str) -> str:
    """Return a connect string for a message; not one that may hold a password, such as `scott / tiger @ db`."""
    return "The connect string" if re.search(r"[\s@\"']", text) else text


def _wrong_address(address: str, text: str, *, may_have_sid: bool) -> Iterator[str]:
    if address.startswith("["):
        host, bracket, rest = address.partition("]")
        if not bracket:
            yield f"{_named(text)} opens a bracket and does not close it. Write [address]:port/service."
            return
        parts = rest.removeprefix(":").split(":") if rest else []
    elif _is_ipv6(address):
        return
    else:
        host, *parts = address.split(":")
    if not host.strip("["):
        yield f"{_named(text)} names no host. Write host:port/service."
        return
    if parts and parts[0] and not parts[0].isdecimal():
        yield _no_port(parts[0])
    elif len(parts) == 2 and may_have_sid and not parts[1]:
        yield f"{_named(text)} names no SID behind its last colon. Write host:port:SID, or host:port/service."
    elif len(parts) > (2 if may_have_sid else 1):
        yield f"{_named(text)} holds a colon too many. Write host:port/service, or host:port:SID."


def _is_ipv6(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).version == 6
    except ValueError:
        return False


def _no_port(port: str) -> str:
    shown = port[:_SHOWN] or "The port is empty: that"
    return f"{shown} is no port: a port is a number from 1 to 65535, and a listener's is mostly 1521."
