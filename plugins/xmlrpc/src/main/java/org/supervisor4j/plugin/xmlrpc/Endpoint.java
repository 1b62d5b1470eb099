package org.supervisor4j.plugin.xmlrpc;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.rpc.RpcFault;

/** From the bytes of a request to the bytes of its answer; knows nothing of servlets. Any thread may use it. */
final class Endpoint {

    private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);

    private final CallReader reader = new CallReader();
    private final AnswerWriter writer = new AnswerWriter();
    private final Dispatcher dispatcher;
    private final AnswerMemory memory;

    Endpoint(Dispatcher dispatcher, AnswerMemory memory) {
        this.dispatcher = dispatcher;
        this.memory = memory;
    }

    /**
     * Answers a request.
     *
     * @param access what its sender may do
     * @return completed already unless the called method defers its answer; never fails. The answer is to be closed.
     */
    CompletableFuture<Answer> answer(byte[] request, Access access) {
        AnswerMemory.Share share = memory.share();
        try {
            Call call = reader.read(request);
            return dispatcher
                    .call(call.method(), call.arguments(), access, share)
                    .handle((result, failure) -> answer(result, failure, share));
        } catch (MalformedRequestException e) {
            LOG.error("XML-RPC request data {} is invalid: {}", shown(request), e.getMessage());
            LOG.debug("Why it is invalid:", e);
            return CompletableFuture.completedFuture(Answer.error(ErrorPage.BAD_REQUEST));
        } catch (RuntimeException | Error e) {
            return CompletableFuture.completedFuture(unanswerable(e, share));
        }
    }

    private Answer answer(Object result, Throwable failure, AnswerMemory.Share share) {
        try {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            int held = share.used();
            Body body = switch (cause) {
                case null -> writer.result(result, share);
                case RpcFault fault -> writer.fault(fault, share);
                default -> throw cause;
            };
            share.give(held); // what was written is no longer needed
            return Answer.xml(body, share);
        } catch (Throwable e) {
            return unanswerable(e, share);
        }
    }

    /** Whatever went wrong, the client gets an answer. */
    private static Answer unanswerable(Throwable cause, AnswerMemory.Share share) {
        share.close();
        if (cause instanceof AnswerMemory.Exhausted) {
            LOG.debug("An answer is refused: {}", cause.getMessage());
            return Answer.error(ErrorPage.SERVICE_UNAVAILABLE);
        }
        LOG.error("An XML-RPC request could not be answered:", cause);
        return Answer.error(ErrorPage.INTERNAL_SERVER_ERROR);
    }

    private static String shown(byte[] request) {
        // Only the beginning is shown, so only the beginning is decoded.
        int length = Math.min(request.length, 4 * 1_024);
        return Literal.quoted(new String(request, 0, length, StandardCharsets.UTF_8));
    }
}
