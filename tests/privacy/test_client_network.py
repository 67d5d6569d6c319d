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


@pytest.mark.parametrize(
    ("hop", "address"),
    [
        ("192.0.2.1:8080", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:8080", "2001:db8::1"),
        ('"[2001:db8::1]:8080"', "2001:db8::1"),
        ('"192.0.2.1"', "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("203.0.113.9,192.0.2.1:1,10.0.0.2", "192.0.2.1"),
        ("10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("192.0.2.1:8080:1", "unknown"),
        ("[192.0.2", "unknown"),
        ("unknown", "unknown"),
        (",", "unknown"),
    ],
)
def test_an_address_is_read_however_a_proxy_writes_it(settings, hop, address):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    assert client_network.address_of("10.0.0.1", hop) == address


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("for=192.0.2.1", "192.0.2.1"),
        ("For=192.0.2.1;proto=https;by=203.0.113.43", "192.0.2.1"),
        ('proto=https; for="[2001:db8::1]:4711"', "2001:db8::1"),
        ('for=203.0.113.9, for="192.0.2.1:80", for=10.0.0.2', "192.0.2.1"),
        ("for=_hidden", "unknown"),
        ("for=unknown", "unknown"),
        ("proto=https", "unknown"),
        ("xfor=192.0.2.1", "unknown"),
    ],
)
def test_reads_forwarded_where_the_setting_says_so(settings, rf, line, address):
    settings.TRUSTED_PROXIES, settings.READ_FORWARDED = [ip_network("10.0.0.0/8")], True
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"forwarded": line, "x-forwarded-for": "198.51.100.9"})
    assert client_network.client_address(request) == address


def test_what_cannot_be_read_is_logged_once_and_not_repeated(settings, caplog):
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    client_network._unreadable.cache_clear()
    for hop in ("made up", "other words"):
        client_network.address_of("10.0.0.1", hop)
    assert len(caplog.records) == 1
    assert "made up" not in caplog.text


def test_forwarded_addresses_are_not_read_by_default():
    assert client_network.address_of("10.0.0.1", "192.0.2.1") == "10.0.0.1"
