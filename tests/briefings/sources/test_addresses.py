from ipaddress import ip_address

import pytest

from briefings.sources.addresses import Allowed, NotPublicError
from briefings.sources.urls import show_url

PUBLIC = ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::"]
NOT_PUBLIC = [
    *("0.0.0.0", "10.1.1.1", "100.64.0.1", "127.0.0.1", "169.254.169.254", "172.16.0.1", "192.168.1.1"),
    *("192.0.0.8", "192.0.2.1", "198.18.0.1", "224.0.0.1", "233.252.0.1", "240.0.0.1", "255.255.255.255"),
    *("100.100.100.200", "168.63.129.16", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"),
    *("64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1", "3fff::1", "100::1"),
    *("fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1"),
]


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_of_the_public_is_let_through(address: str) -> None:
    Allowed([]).check_host(address)


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_that_is_not_public_is_refused_also_inside_another(address: str) -> None:
    allowed = Allowed([])
    assert not allowed.permits("news.example", ip_address(address))
    with pytest.raises(NotPublicError, match="is not a public address"):
        allowed.check_host(address)


@pytest.mark.parametrize(
    "host", ["2130706433", "0x7f000001", "017700000001", "127.1", "0177.0.0.1", "0x7f.0.0.1", "127.0.0.1.", "1.2.3.4.5"]
)
def test_an_address_in_another_writing_is_refused(host: str) -> None:
    with pytest.raises(NotPublicError, match="is not how an address is written"):
        Allowed([]).check_host(host)


@pytest.mark.parametrize("host", ["example.org", "xn--e1afmkfd.example", "1.example", "0x7f.example", "a1"])
def test_a_name_is_left_to_be_resolved(host: str) -> None:
    Allowed([]).check_host(host)


def test_the_settings_let_through_addresses_networks_and_hosts() -> None:
    allowed = Allowed(["127.0.0.1", "10.1.0.0/16", "10.2.3.4/16", "fd00::/8", "[::1]", "Feeds.Example.", "localhost"])
    for address in ("127.0.0.1", "::ffff:127.0.0.1", "10.1.2.3", "10.2.9.9", "fd00::5", "::1"):
        allowed.check_host(address)
    assert allowed.permits("feeds.example", ip_address("192.168.0.1"))
    assert allowed.permits("LOCALHOST", ip_address("127.0.0.2"))
    assert not allowed.permits("a.feeds.example", ip_address("192.168.0.1"))
    assert not allowed.permits("other.example", ip_address("127.0.0.2"))


@pytest.mark.parametrize("entry", ["", "127.0.0.1:80", "http://x", "10.0.0.0/40", "127.1", "*.example.org", "a b"])
def test_what_would_allow_nothing_is_refused(entry: str) -> None:
    with pytest.raises(ValueError, match="is no host name, address or network"):
        Allowed([entry])


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://e.org/a?b=c#d", "https://e.org/a?b=c"),
        ("https://me:pa@ss@e.org/a@b", "https://e.org/a@b"),
        ("//me@e.org/", "//e.org/"),
        ("https://e.org/?Access_Token=x&page=2;sig=y", "https://e.org/?Access_Token=…&page=2;sig=…"),
        ("https://e.org/?k=0123456789abcdef01234567", "https://e.org/?k=…"),
        ("https://e.org/?q=kherson-strike-kills-three-people", "https://e.org/?q=kherson-strike-kills-three-people"),
    ],
)
def test_a_message_shows_an_address_without_its_secrets(url: str, shown: str) -> None:
    assert show_url(url) == shown
