package org.supervisor4j.plugin.http;

import java.net.InetSocketAddress;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line per answer at TRACE, in supervisord's form; without the user name, as there. */
final class AccessLog implements RequestLog {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

    @Override
    public void log(Request request, Response response) {
        if (!LOG.isTraceEnabled()) {
            return;
        }
        String client = request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress peer
                ? peer.getAddress().getHostAddress() + ":" + peer.getPort()
                : "localhost:0";
        LOG.trace("{} - - [{}] \"{} {} {}\" {} {}", client, TIME.format(ZonedDateTime.now(ZoneId.systemDefault())),
                request.getMethod(), request.getHttpURI().getPathQuery(),
                request.getConnectionMetaData().getHttpVersion().asString(),
                response.getStatus(), Response.getContentBytesWritten(response));
    }
}
