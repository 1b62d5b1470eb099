package org.supervisor4j.plugin.xmlrpc;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;

/**
 * Takes XML-RPC calls at {@code /RPC2}.
 *
 * <p>A call whose answer is deferred waits without a thread and without a limit of time, as in supervisord; whoever goes
 * away before loses the answer, not the action.
 */
@Component(service = Servlet.class, immediate = true)
@HttpWhiteboardServletPattern({"/RPC2", "/RPC2/*"})
@HttpWhiteboardServletAsyncSupported
public final class XmlRpcServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Bytes of a request; supervisord has no limit. */
    static final int MAX_REQUEST = 4 << 20;

    private final transient RpcNamespaces namespaces;
    private final transient ExecutorService executor;
    private final transient SystemNamespace system;
    private final transient Endpoint endpoint;
    private final transient Set<DeferredAnswer> pending = ConcurrentHashMap.newKeySet();

    /** Called by the component runtime. */
    @Activate
    public XmlRpcServlet(@Reference RpcNamespaces namespaces) {
        this.namespaces = namespaces;
        this.executor = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("xmlrpc-", 0).factory());
        Dispatcher dispatcher = new Dispatcher(namespaces.methods(), executor);
        this.system = new SystemNamespace(namespaces.methods(), dispatcher, executor);
        this.endpoint = new Endpoint(dispatcher);
        namespaces.methods().publish(SystemNamespace.PREFIX, system);
    }

    /** Nobody who waits is left without an answer, or at least without the end of the connection. */
    @Deactivate
    void close() {
        namespaces.methods().withdraw(SystemNamespace.PREFIX, system);
        pending.forEach(answer -> answer.send(Answer.error(ErrorPage.SERVICE_UNAVAILABLE)));
        executor.shutdown();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        long length = request.getContentLengthLong();
        if (!request.getMethod().equals("POST") || length == 0) {
            refuse(response, ErrorPage.BAD_REQUEST);
        } else if (length < 0) {
            refuse(response, ErrorPage.LENGTH_REQUIRED);
        } else if (length > MAX_REQUEST) {
            refuse(response, ErrorPage.CONTENT_TOO_LARGE);
        } else {
            // Grows with what arrives: an announced length alone costs no memory.
            byte[] body = request.getInputStream().readNBytes((int) length);
            answer(endpoint.answer(body), request, response);
        }
    }

    private void answer(CompletableFuture<Answer> answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (answer.isDone()) {
            Responses.send(response, answer.join());
            return;
        }
        AsyncContext context = request.startAsync();
        context.setTimeout(0); // none
        DeferredAnswer deferred = new DeferredAnswer(context, pending);
        answer.whenCompleteAsync((value, _) -> deferred.send(value), executor);
    }

    private static void refuse(HttpServletResponse response, ErrorPage page) throws IOException {
        if (page != ErrorPage.BAD_REQUEST) {
            response.setHeader("Connection", "close"); // the rest of the request is not read
        }
        Responses.send(response, Answer.error(page));
    }
}
