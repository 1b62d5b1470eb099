package org.supervisor4j.plugin.logrotation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.supervisor4j.api.DaemonState;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.access.Right;
import org.supervisor4j.api.log.LogRotation;
import org.supervisor4j.api.rpc.RpcFault;
import org.supervisor4j.api.rpc.RpcMethod;
import org.supervisor4j.api.rpc.RpcNamespace;
import org.supervisor4j.api.rpc.RpcParameter;
import org.supervisor4j.api.rpc.Subject;

/** Rotation on request, for who selects it: {@code [rpcinterface:logs]} with {@code supervisor.rpcinterface_factory=logs}. */
@Component(property = {RpcNamespace.FACTORY + "=logs", RpcNamespace.PROMPT + ":Boolean=true"})
public final class LogsNamespace implements RpcNamespace {

    private static final String ROTATED = "the files that were rotated, or empty already";

    private final Supervisor supervisor;
    private final LogRotation rotation;

    /** @param rotation of this plugin */
    @Activate
    public LogsNamespace(@Reference Supervisor supervisor, @Reference LogRotation rotation) {
        this.supervisor = supervisor;
        this.rotation = rotation;
    }

    @RpcMethod(
            help = "Rotates the logs of a process, or of a group, now.",
            returns = "array",
            returnsHelp = ROTATED,
            right = Right.OPERATE)
    public CompletableFuture<Object> rotate(
            @RpcParameter(name = "name", help = "name, group:name or group:*", subject = Subject.PROCESS) String name) {
        requireRunning();
        List<ProcessInfo> named = ProcessNames.select(supervisor.processes(), name);
        if (named.isEmpty()) {
            throw new RpcFault(10, "BAD_NAME: " + name);
        }
        return rotate(logs(named));
    }

    @RpcMethod(help = "Rotates the logs of all processes and the activity log now.", returns = "array", returnsHelp = ROTATED)
    public CompletableFuture<Object> rotateAll() {
        requireRunning();
        return rotate(Stream.concat(logs(supervisor.processes()), supervisor.activityLog().stream()));
    }

    @RpcMethod(help = "Rotates the activity log now.", returns = "array", returnsHelp = ROTATED)
    public CompletableFuture<Object> rotateMainLog() {
        requireRunning();
        return rotate(supervisor.activityLog().stream());
    }

    private void requireRunning() {
        if (supervisor.state() != DaemonState.RUNNING) {
            throw new RpcFault(6, "SHUTDOWN_STATE");
        }
    }

    private static Stream<Path> logs(List<ProcessInfo> processes) {
        return processes.stream()
                .flatMap(process -> Stream.of(process.stdoutLog(), process.stderrLog()))
                .flatMap(Optional::stream)
                .distinct();
    }

    private record Attempt(Path file, boolean isRotated, Optional<String> failure) {}

    /** All that can be; then it says what could not. A log may be held up by its disk or by whoever writes to it; that holds up the answer, but no other log. */
    private CompletableFuture<Object> rotate(Stream<Path> files) {
        List<CompletableFuture<Attempt>> attempts = files.map(this::attempt).toList();
        return CompletableFuture.allOf(attempts.toArray(CompletableFuture[]::new))
                .thenApply(_ -> answer(attempts.stream().map(CompletableFuture::join).toList()));
    }

    private CompletableFuture<Attempt> attempt(Path file) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return new Attempt(file, rotation.rotate(file), Optional.empty());
                    } catch (IOException e) {
                        return new Attempt(file, false, Optional.of(Trouble.of(e)));
                    }
                },
                Thread::startVirtualThread); // which only waits
    }

    private static List<String> answer(List<Attempt> attempts) {
        List<String> failures =
                attempts.stream().flatMap(attempt -> attempt.failure().stream()).toList();
        if (!failures.isEmpty()) {
            throw new RpcFault(30, "FAILED: " + String.join("; ", failures));
        }
        return attempts.stream()
                .filter(Attempt::isRotated)
                .map(attempt -> attempt.file().toString())
                .toList();
    }
}
