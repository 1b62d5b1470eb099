package org.supervisor4j.plugin.logsyslog;

import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.supervisor4j.api.log.LogOptions;
import org.supervisor4j.api.log.LogOutlet;
import org.supervisor4j.api.log.LogSinkType;
import org.supervisor4j.api.log.UnixDatagrams;

/**
 * The log sink {@code syslog}, in the place of the kernel's own: the same without options, and with them other
 * facilities, formats and receivers.
 */
@Component(property = LogSinkType.NAME + "=syslog")
public final class SyslogSinks implements LogSinkType {

    /** The framework gives plugins a bound, too. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(2);

    private final Senders senders;

    /**
     * @param datagrams reach the log of this machine
     */
    @Activate
    public SyslogSinks(@Reference UnixDatagrams datagrams) {
        this.senders = new Senders(address -> link(address, datagrams));
    }

    private static Link link(Address address, UnixDatagrams datagrams) {
        return switch (address) {
            case Address.Local(var socket) -> new LocalLink(socket, datagrams);
            case Address.Remote remote -> switch (remote.protocol()) {
                case UDP -> new UdpLink(remote);
                case TCP -> new StreamLink(new TcpConnector(remote), StreamLink.Framing.OCTET_COUNT);
            };
        };
    }

    @Override
    public LogOutlet read(LogOptions options) {
        return new SyslogOptions(options).read(senders);
    }

    /** Channels that are still open go on, the activity log above all. */
    @Deactivate
    void deactivate() {
        senders.close(LAST_WAIT);
    }
}
