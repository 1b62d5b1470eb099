package org.supervisor4j.plugin.xmlrpc;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.rpc.RpcFault;

/** From the bytes of a request to the bytes of its answer; knows nothing of servlets. Any thread may use it. */
final class Endpoint {

    private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

    private final CallReader reader = new CallReader();
    private final AnswerWriter writer = new AnswerWriter();
    private final Dispatcher dispatcher;

    Endpoint(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** @return completed already unless the called method defers its answer; never fails */
    CompletableFuture<Answer> answer(byte[] request) {
        Call call;
        try {
            call = reader.read(request);
        } catch (MalformedRequestException e) {
            LOG.error("XML-RPC request data {} is invalid: {}", shown(request), e.getMessage());
            LOG.debug("Why it is invalid:", e);
            return CompletableFuture.completedFuture(Answer.error(ErrorPage.BAD_REQUEST));
        }
        return dispatcher
                .call(call.method(), call.arguments())
                .handle((result, failure) -> Answer.xml(failure == null ? writer.result(result) : fault(failure)));
    }

    private byte[] fault(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return writer.fault((RpcFault) cause); // the dispatcher fails with nothing else
    }

    private static String shown(byte[] request) {
        // Only the beginning is shown, so only the beginning is decoded.
        int length = Math.min(request.length, 4 * 1_024);
        return Literal.quoted(new String(request, 0, length, StandardCharsets.UTF_8));
    }
}
