package org.supervisor4j.cli.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUrlTest {

    @ParameterizedTest
    @CsvSource({
        "http://host, host, 80, host",
        "http://HOST:9001, host, 9001, host:9001",
        "http://host:9001/RPC2?x#y, host, 9001, host:9001",
        "http://user:pw@host:1/, host, 1, host:1",
        "http://host:, host, 80, host",
        "http://[::1]:9001, ::1, 9001, [::1]:9001",
        "http://[::1], ::1, 80, [::1]",
        "http://:9001, localhost, 9001, localhost:9001",
    })
    void httpUrlsHaveAnAddressAndAPort(String url, String address, int port, String host) {
        assertThat(ServerUrl.parse(url)).isEqualTo(new ServerUrl.Http(url, address, port));
        assertThat(ServerUrl.parse(url).host()).isEqualTo(host);
    }

    @ParameterizedTest
    @CsvSource({"https://host, host, 443, host", "https://Host:9001/RPC2, host, 9001, host:9001", "https://[::1]:80, ::1, 80, [::1]:80"})
    void httpsUrlsHaveTheirOwnDefaultPort(String url, String address, int port, String host) {
        TlsOptions tls = new TlsOptions("/ca.pem", null, null);

        assertThat(ServerUrl.parse(url, tls)).isEqualTo(new ServerUrl.Https(url, address, port, tls));
        assertThat(ServerUrl.parse(url).host()).isEqualTo(host);
    }

    @Test
    void unixUrlsHaveAPath() {
        assertThat(ServerUrl.parse("unix:///run/s.sock"))
                .isEqualTo(new ServerUrl.Unix("unix:///run/s.sock", "/run/s.sock"));
        assertThat(ServerUrl.parse("unix://s.sock")).isEqualTo(new ServerUrl.Unix("unix://s.sock", "s.sock"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTPS://x", "https://x:port", "HTTP://x", "unix:/x", "ftp://x", "", "http://x:port", "http://x:99999"})
    void othersLeadNowhere(String url) {
        assertThat(ServerUrl.parse(url)).isInstanceOf(ServerUrl.Unknown.class);
        assertThat(ServerUrl.parse(url).text()).isEqualTo(url);
    }
}
