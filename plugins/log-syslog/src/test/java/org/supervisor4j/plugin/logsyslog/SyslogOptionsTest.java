package org.supervisor4j.plugin.logsyslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SyslogOptionsTest {

    private final Senders senders = new Senders(address -> {
        throw new IllegalStateException("opened while it was read: " + address);
    });

    private SyslogOutlet read(String... lines) {
        List<String> problems = new ArrayList<>();
        SyslogOutlet outlet = new SyslogOptions(TestOptions.stdout(problems, lines)).read(senders);
        assertThat(problems).isEmpty();
        return outlet;
    }

    private String problem(String line) {
        List<String> problems = new ArrayList<>();
        new SyslogOptions(TestOptions.stdout(problems, "command=cat", "stdout_syslog=true", line)).read(senders);
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    @Test
    void withoutOptionsMessagesAreThoseOfTheCLibrary() {
        assertThat(read("stdout_syslog=true", "stderr_syslog_facility=cron"))
                .isEqualTo(new SyslogOutlet(
                        new Address.Local(Path.of("/dev/log")),
                        new MessageStyle(
                                Facility.USER, Severity.INFO, "supervisord", false, true, Format.RFC3164, 8_000),
                        false,
                        senders));
    }

    @Test
    void everyOptionCounts() {
        assertThat(read(
                        "stdout_syslog_facility=LOCAL3",
                        "stdout_syslog_severity=err",
                        "stdout_syslog_tag=web-1",
                        "stdout_syslog_pid=true",
                        "stdout_syslog_process_name=false",
                        "stdout_syslog_address=tcp://logs.example:6514",
                        "stdout_syslog_format=rfc3164",
                        "stdout_syslog_maxlength=1000",
                        "stdout_syslog_trouble=block"))
                .isEqualTo(new SyslogOutlet(
                        new Address.Remote(Address.Protocol.TCP, "logs.example", 6514),
                        new MessageStyle(Facility.LOCAL3, Severity.ERR, "web-1", true, false, Format.RFC3164, 1_000),
                        true,
                        senders));
    }

    @Test
    void overTheNetworkMessagesAreOfTheNewerFormatAndShortInDatagrams() {
        MessageStyle udp = read("stdout_syslog_address=udp://logs").style();
        assertThat(udp.format()).isEqualTo(Format.RFC5424);
        assertThat(udp.maxLength()).isEqualTo(2_048);
        MessageStyle tcp = read("stdout_syslog_address=tcp://logs").style();
        assertThat(tcp.format()).isEqualTo(Format.RFC5424);
        assertThat(tcp.maxLength()).isEqualTo(8_000);
    }

    @ParameterizedTest
    @CsvSource({
        "udp://logs, udp://logs:514",
        "TCP://Logs.Example:1, tcp://logs.example:1",
        "udp://[::1], udp://[::1]:514",
        "tcp://[fe80::1%eth0]:65535, tcp://[fe80::1%eth0]:65535",
        "udp://10.0.0.1:5514, udp://10.0.0.1:5514",
        "/run/log.sock, /run/log.sock"
    })
    void addresses(String text, String address) {
        assertThat(Address.parse(text)).map(Address::toString).contains(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "logs", "logs:514", "http://logs", "udp://", "udp://:514", "udp://logs:0", "tcp://logs:65536",
        "tcp://logs:99999999999", "udp://::1", "udp://[::1", "udp://a b", "udp://logs/", "dev/log"
    })
    void whatIsNoAddressIsSaid(String text) {
        assertThat(problem("stdout_syslog_address=" + text))
                .isEqualTo("address: Invalid stdout_syslog_address value " + text
                        + " (expected: an absolute path, udp://host:port or tcp://host:port)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "facility=local8 | one of kern, user, mail, daemon, auth, syslog,",
        "severity=loud | one of emerg, alert, crit, err, warning, notice, info, debug",
        "tag=a b | 1 to 48 printable ASCII characters",
        "tag=a: | 1 to 48 printable ASCII characters",
        "format=json | rfc5424 or rfc3164",
        "maxlength=479 | bytes from 480 to 65000",
        "maxlength=65001 | bytes from 480 to 65000",
        "trouble=spill | drop or block",
        "facilty=user | stdout_syslog_ and one of address, facility, format,"
    })
    void whatIsWrongIsSaidWithWhatIsRight(String line, String expected) {
        String name = line.substring(0, line.indexOf('='));
        assertThat(problem("stdout_syslog_" + line)).startsWith(name + ": ").contains("(expected: " + expected);
    }

    @Test
    void facilitiesAndSeveritiesHaveTheNumbersOfTheStandard() {
        assertThat(Facility.KERN.number()).isZero();
        assertThat(Facility.FTP.number()).isEqualTo(11);
        assertThat(Facility.LOCAL0.number()).isEqualTo(16);
        assertThat(Facility.LOCAL7.number()).isEqualTo(23);
        assertThat(Severity.EMERG.number()).isZero();
        assertThat(Severity.DEBUG.number()).isEqualTo(7);
    }
}
