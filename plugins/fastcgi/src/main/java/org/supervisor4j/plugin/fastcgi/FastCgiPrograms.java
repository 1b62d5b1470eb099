package org.supervisor4j.plugin.fastcgi;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.Section;
import org.supervisor4j.api.program.GroupType;
import org.supervisor4j.api.program.ProgramType;
import org.supervisor4j.api.program.Sockets;

/**
 * The section kind {@code [fcgi-program:x]}: an ordinary program whose processes get one listening socket, the same for
 * all, as their standard input. Texts and rules are supervisord's.
 *
 * <p><b>Threading:</b> as the kernel calls it; it has no state of its own.
 */
@Component(property = ProgramType.KIND + "=fcgi-program")
public final class FastCgiPrograms implements ProgramType {

    private final Sockets sockets;
    private final Accounts accounts;

    /** @param sockets opens what the children inherit */
    @Activate
    public FastCgiPrograms(@Reference Sockets sockets) {
        this(sockets, new SystemAccounts());
    }

    FastCgiPrograms(Sockets sockets, Accounts accounts) {
        this.sockets = sockets;
        this.accounts = accounts;
    }

    @Override
    public GroupType read(Section section, Problems problems) {
        Optional<SocketSpec> socket = new SocketOptions(section, problems, accounts).read();
        return socket.isPresent() ? new FastCgiGroup(socket.get(), sockets) : FastCgiPrograms::refuse;
    }

    private static SharedSocket refuse() {
        throw new IllegalStateException("a section with problems was activated (expected: only what was accepted)");
    }
}
