from ipaddress import ip_network

import pytest

from privacy import client_network


@pytest.mark.parametrize(
    ("address", "prefix"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("", "unknown"),
        ("made up", "unknown"),
    ],
)
def test_the_network_of_an_address(address, prefix):
    assert client_network.prefix_of(address) == prefix


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        ("198.51.100.7", "", "198.51.100.7"),
        ("198.51.100.7", "192.0.2.1", "198.51.100.7"),
        ("10.0.0.1", "192.0.2.1", "192.0.2.1"),
        ("10.0.0.1", "203.0.113.9, 192.0.2.1", "192.0.2.1"),
        ("10.0.0.1", "203.0.113.9, 192.0.2.1, 10.0.0.2", "192.0.2.1"),
        ("10.0.0.1", "made up", "unknown"),
        ("10.0.0.1", "", "unknown"),
        ("", "192.0.2.1", "unknown"),
    ],
    ids=["direct", "not a proxy of ours", "proxy", "forged left end", "two proxies", "nonsense", "silent", "socket"],
)
def test_forwarded_addresses_are_believed_from_trusted_proxies_only(settings, remote, forwarded, address):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    assert client_network.address_of(remote, forwarded) == address


def test_forwarded_addresses_are_not_read_by_default():
    assert client_network.address_of("10.0.0.1", "192.0.2.1") == "10.0.0.1"
