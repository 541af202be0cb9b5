package dev.iris.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private final AddressGuard guard = new AddressGuard(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2a00:1450:4001:81b::200e",
                "64:ff9b::101:101",
                "2002:101:101::"
            })
    void publicAddressesPass(String address) {
        assertThat(guard.allows(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::101:101",
                "100::1",
                "64:ff9b:1::1",
                "64:ff9b::a00:1",
                "64:ff9b::7f00:1",
                "2001:0:101:101::",
                "2001:0:7f00:1:0:0:fefe:fefe",
                "2001:0:101:101:0:0:80ff:fffe",
                "2001:2::1",
                "2001:10::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:a9fe:a9fe::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void allOthersAreRefused(String address) {
        assertThat(guard.allows(InetAddress.ofLiteral(address))).isFalse();
    }

    @Test
    void aMappedAddressIsJudgedAsItsIpv4Address() {
        assertThat(guard.allows(mapped(127, 0, 0, 1))).isFalse();
        assertThat(guard.allows(mapped(1, 1, 1, 1))).isTrue();
        assertThat(allowing("127.0.0.0/8").allows(mapped(127, 0, 0, 1))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, 127.0.0.1",
        "10.0.0.0/8, 10.1.2.3",
        "127.0.0.1, 127.0.0.1",
        "::1, ::1",
        "fd00::/8, fd00:ec2::254",
        "10.0.0.0/8, 64:ff9b::a00:1",
        "0.0.0.0/0, 169.254.169.254"
    })
    void anAllowedRangeLetsItsAddressesPass(String range, String address) {
        assertThat(allowing(range).allows(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.0/8, 10.0.0.1", "10.0.0.0/9, 10.128.0.1", "127.0.0.1, 127.0.0.2", "0.0.0.0/0, ::1"})
    void anAllowedRangeLetsNoOthersPass(String range, String address) {
        assertThat(allowing(range).allows(InetAddress.ofLiteral(address))).isFalse();
    }

    private static AddressGuard allowing(String range) {
        return new AddressGuard(List.of(Cidr.parse(range)));
    }

    private static byte[] mapped(int a, int b, int c, int d) {
        return new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, (byte) a, (byte) b, (byte) c, (byte) d};
    }
}
