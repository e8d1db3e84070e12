"""What is malformed in a connect string, before anybody asks for a password or looks for an alias.

Only what no driver could take, thin or thick: what is merely unusual is theirs to judge. No sentence repeats any of a
malformed string: it may be user:password or user/password, and nobody knows which part is which. What is well formed
is named as it is, but for name/name: a host and a service to the driver, and perhaps meant as a user and a password.

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
# What follows a second slash or a question mark may belong to a password, too.
_NAME_AND_NAME = re.compile(r"(?P<first>[^\s:/@.,;?()\[\]]+)/(?P<second>[^\s@()]+)\Z")
# Letters of any alphabet, digits and what domains and Oracle's names hold; a name in a directory begins as cn=sales.
_ALIAS = re.compile(r"[\w.$#+-]+\Z")
_DIRECTORY_NAME = re.compile(r"(?:cn|ou|o|dc)\s*=", re.IGNORECASE)
_STRING = "The connect string"
_OWN_HOST = "localhost"
_HAS_A_PLACE = "A password does not belong here: it is asked for."
_NO_ALIAS = (
    f"{_STRING} is no alias of tnsnames.ora: it holds a blank or another sign that no alias has. Write "
    f"host:port/service, an alias, or a descriptor. {_HAS_A_PLACE}"
)
MAY_BE_A_LOGIN = (
    "A connect string of the form name/name is a host and a service. If it was meant as user/password: a password does "
    "not belong on the command line, where others read it. Change it; --user names the user, and it is asked for."
)


def malformed(dsn: str) -> str | None:
    """Return what is wrong with a connect string and what to do, as a sentence; None where nothing is."""
    text = dsn.strip()
    if not text:
        return None
    if text.startswith("("):
        return _wrong_descriptor(text)
    if not any(sign in text for sign in ":/()[]"):
        return None if _ALIAS.match(text) or _DIRECTORY_NAME.match(text) else _NO_ALIAS
    return next(_wrong_parts(text), None)


def missing_service(dsn: str) -> str | None:
    """Return a sentence for a host and port without a service, which the thin driver takes for an alias."""
    text = dsn.strip()
    if text.startswith("(") or "/" in text.removeprefix("//") or not re.search(r":\d+\Z", text):
        return None
    return "The connect string names a host and a port, but no service. Write host:port/service, or host:port:SID."


def may_be_a_login(dsn: str) -> bool:
    """Tell whether a connect string is name/name, which may be meant as a user and a password."""
    found = _NAME_AND_NAME.match(dsn.strip())
    return found is not None and found["first"].lower() != _OWN_HOST


def named(dsn: str) -> str:
    """Return how a well-formed connect string is called in sentences."""
    return "the connect string" if may_be_a_login(dsn) else dsn.strip()


def without_second_name(text: str, dsn: str) -> str:
    """Return a driver's text without what may be a password, where the connect string is name/name."""
    found = _NAME_AND_NAME.match(dsn.strip()) if may_be_a_login(dsn) else None
    if found is None:
        return text
    for part in (found["second"], *filter(None, re.split("[/?:;=&]", found["second"]))):
        text = re.sub(rf"(?<![\w$#]){re.escape(part)}(?![\w$#])", "***", text)
    return text


def without_malformed(text: str) -> str:
    """Return the code and the first words of a driver's text on a connect string that it cannot read.

    What follows, in quotes or behind a colon, repeats the string or the part that the driver stumbled over.
    """
    found = re.match(r"(?:[A-Z]+-\d+: )?[^\":]*", text)
    return found[0].strip() if found is not None else ""


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
    return next((no_port("The PORT of the connect descriptor") for port in ports if not port.isdecimal()), None)


def _wrong_parts(text: str) -> Iterator[str]:
    protocol = _PROTOCOL.match(text)
    if protocol is not None and (protocol["name"] or "tcp").lower() not in _OF_EASY_CONNECT:
        return
    body = text[protocol.end() if protocol else 0 :].partition("?")[0]
    addresses, slash, service = body.partition("/")
    if "(" in body or ")" in body:
        yield f"{_STRING} holds a parenthesis. Write host:port/service, or a descriptor, which begins with one."
    if re.search(r"\s", body):
        yield f"{_STRING} holds a blank. Write host:port/service without one."
    if re.search("[@\"']", body):
        yield f"{_STRING} holds an @ or a quote behind its host. Write host:port/service. {_HAS_A_PLACE}"
    for address in re.split("[,;]", addresses):
        yield from _wrong_address(address, may_have_sid=not slash)
    if slash and not service:
        yield f"{_STRING} names no service behind its slash. Write host:port/service."


def _wrong_address(address: str, *, may_have_sid: bool) -> Iterator[str]:
    if address.startswith("["):
        host, bracket, rest = address.partition("]")
        if not bracket:
            yield f"{_STRING} opens a bracket and does not close it. Write [address]:port/service."
            return
        parts = rest.removeprefix(":").split(":") if rest else []
    elif _is_ipv6(address):
        return
    else:
        host, *parts = address.split(":")
    if not host.strip("["):
        yield f"{_STRING} names no host. Write host:port/service."
        return
    if parts and parts[0] and not parts[0].isdecimal():
        yield f"{no_port('What stands behind the colon')} {_HAS_A_PLACE}"
    elif len(parts) == 2 and may_have_sid and not parts[1]:
        yield f"{_STRING} names no SID behind its last colon. Write host:port:SID, or host:port/service."
    elif len(parts) > (2 if may_have_sid else 1):
        yield f"{_STRING} holds a colon too many. Write host:port/service, or host:port:SID. {_HAS_A_PLACE}"


def _is_ipv6(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).version == 6
    except ValueError:
        return False


def no_port(place: str) -> str:
    """Return the sentence on a port that is none, told by its place."""
    return f"{place} is no port: a port is a number from 1 to 65535, and a listener's is mostly 1521."
