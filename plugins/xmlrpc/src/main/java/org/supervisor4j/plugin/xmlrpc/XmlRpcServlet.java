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
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletAsyncSupported;
import org.osgi.service.servlet.whiteboard.propertytypes.HttpWhiteboardServletPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.rpc.RpcCaller;

/**
 * Takes XML-RPC calls at {@code /RPC2}.
 *
 * <p>A call whose answer is deferred waits without a thread and without a limit of time, as in supervisord; whoever
 * goes away before loses the answer, not the action.
 */
@Component(service = Servlet.class, immediate = true, property = {Access.OBEYED + ":Boolean=true",
    "service.ranking:Integer=1000"}) // clients rely on it: not whoever came first
@HttpWhiteboardServletPattern({"/RPC2", "/RPC2/*"})
@HttpWhiteboardServletAsyncSupported
public final class XmlRpcServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(XmlRpcServlet.class);

    /** Bytes of a request; supervisord has no limit. */
    static final int MAX_REQUEST = 4 << 20;

    /** Bytes of a request beyond which it is one of the few large ones that are taken at a time. */
    static final int LARGE_REQUEST = 64 << 10;

    /**
     * A large request costs many times its size until it is answered, so without this a crowd of them would be the end
     * of the daemon's memory; ordinary calls never come near it.
     */
    private static final int LARGE_REQUESTS = 4;

    private final transient Semaphore large = new Semaphore(LARGE_REQUESTS);
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
        this.endpoint = new Endpoint(dispatcher, new AnswerMemory());
        namespaces.methods().publish(SystemNamespace.PREFIX, system);
    }

    /** Nobody who waits is left without an answer, or at least without the end of the connection. */
    @Deactivate
    void close() {
        namespaces.methods().withdraw(SystemNamespace.PREFIX, system);
        // The executor keeps no threads: it stays for what calls that go on have still to say, which nobody hears.
        pending.forEach(answer -> answer.send(Answer.error(ErrorPage.SERVICE_UNAVAILABLE)));
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
        } else if (length <= LARGE_REQUEST) {
            answer(take(request, (int) length), request, response);
        } else if (large.tryAcquire()) {
            CompletableFuture<Answer> answer;
            try {
                answer = take(request, (int) length);
            } finally {
                large.release();
            }
            answer(answer, request, response);
        } else {
            refuse(response, ErrorPage.SERVICE_UNAVAILABLE);
        }
    }

    private CompletableFuture<Answer> take(HttpServletRequest request, int length) {
        byte[] body;
        try {
            // Grows with what arrives: an announced length alone costs no memory.
            body = request.getInputStream().readNBytes(length);
        } catch (IOException e) {
            // The client's doing, who has gone away or sent less than announced.
            LOG.debug("A request body could not be read: {}", e.toString());
            return CompletableFuture.completedFuture(Answer.error(ErrorPage.BAD_REQUEST));
        }
        Access access = Access.of(request.getAttribute(Access.ATTRIBUTE));
        return ScopedValue.where(RpcCaller.CURRENT, caller(request)).call(() -> endpoint.answer(body, access));
    }

    /** The server has said it; whoever sends a request cannot. */
    @SuppressWarnings("unchecked") // nobody else uses the name
    private static Supplier<RpcCaller> caller(HttpServletRequest request) {
        return request.getAttribute(RpcCaller.ATTRIBUTE) instanceof Supplier<?> said
                ? (Supplier<RpcCaller>) said
                : RpcCaller.Unknown::new;
    }

    private void answer(CompletableFuture<Answer> answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (answer.isDone()) {
            try {
                Responses.send(response, answer.join());
            } catch (IOException e) {
                LOG.debug("A client went away before its answer: {}", e.toString());
            }
            return;
        }
        AsyncContext context = request.startAsync();
        context.setTimeout(0); // none
        DeferredAnswer deferred = new DeferredAnswer(context, pending);
        answer.whenCompleteAsync(
                (value, failure) -> deferred.send(
                        failure == null ? value : Answer.error(ErrorPage.INTERNAL_SERVER_ERROR)),
                executor);
    }

    private static void refuse(HttpServletResponse response, ErrorPage page) throws IOException {
        if (page != ErrorPage.BAD_REQUEST) {
            response.setHeader("Connection", "close"); // the rest of the request is not read
        }
        Responses.send(response, Answer.error(page));
    }
}
