package org.supervisor4j.core.control;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.event.ProcessStream;
import org.supervisor4j.core.output.AddedLines;
import org.supervisor4j.core.process.SupervisedProcess;
import org.supervisor4j.posix.Errno;

/** What is done with the logs of processes on request, whether they run or not. */
final class ProcessLogs {

    private final Kernel kernel;
    private final Executor workers;

    ProcessLogs(Kernel kernel, Executor workers) {
        this.kernel = kernel;
        this.workers = workers;
    }

    /**
     * Empties the logs of a process: where a child writes, its sinks do it; else the files are emptied, which supervisord only claims to
     * do. On the loop, and answered there.
     */
    CompletableFuture<Void> clear(SupervisedProcess process) {
        CompletableFuture<Void> cleared = process.hasChild()
                ? kernel.pump().clear(process.outputs())
                : emptyFiles(process.snapshot());
        // Back on the loop, which is where requests are answered.
        CompletableFuture<Void> answer = new CompletableFuture<>();
        cleared.whenComplete((_, failure) -> kernel.loop().execute(() -> {
            if (failure == null) {
                answer.complete(null);
            } else {
                answer.completeExceptionally(
                        new ControlException(Reason.FAILED, process.id().toString()));
            }
        }));
        return answer;
    }

    private CompletableFuture<Void> emptyFiles(ProcessInfo process) {
        return CompletableFuture.runAsync(
                () -> Stream.concat(process.stdoutLog().stream(), process.stderrLog().stream())
                        .filter(Files::isRegularFile)
                        .forEach(ProcessLogs::empty),
                workers);
    }

    private static void empty(Path file) {
        try {
            FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING).close();
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** Writes lines to where a stream of a process goes. From any thread; written and answered on a worker. */
    CompletableFuture<Void> write(ProcessId id, ProcessStream stream, String text) {
        return kernel.loop()
                .ask(() -> {
                    kernel.requireRunning();
                    SupervisedProcess process = kernel.groups().get(id);
                    return new AddedLines(process.config(), (int) process.snapshot().pid(), stream, text);
                })
                .thenAcceptAsync(lines -> write(id, lines), workers);
    }

    private void write(ProcessId id, AddedLines lines) {
        try {
            if (!lines.writeTo(kernel.launcher()::openLogs)) {
                throw new ControlException(Reason.NO_FILE, id.toString());
            }
        } catch (IOException e) {
            throw new ControlException(Reason.FAILED, id + ": " + Errno.reason(e));
        }
    }
}
