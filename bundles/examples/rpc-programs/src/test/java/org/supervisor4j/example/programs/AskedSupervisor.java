package org.supervisor4j.example.programs;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.Supervisor;

/** A kernel that remembers what it was asked for. A proxy, so that it need not know what the kernel will learn some day. */
final class AskedSupervisor {

    final List<String> requests = new ArrayList<>();
    ControlException refusal; // of all requests; null for none
    ProcessState state = ProcessState.STOPPED;

    Supervisor asSupervisor() {
        return (Supervisor) Proxy.newProxyInstance(
                Supervisor.class.getClassLoader(), new Class<?>[] {Supervisor.class}, (_, method, arguments) -> {
                    if (method.getName().equals("process")) {
                        return Optional.of(info((ProcessId) arguments[0]));
                    }
                    requests.add(method.getName() + " " + Arrays.toString(arguments));
                    if (refusal != null) {
                        return CompletableFuture.failedFuture(refusal);
                    }
                    return CompletableFuture.completedFuture(
                            method.getName().equals("addProgram")
                                    ? List.of(new ProcessId((String) arguments[0], (String) arguments[1]))
                                    : null);
                });
    }

    private ProcessInfo info(ProcessId id) {
        return new ProcessInfo(
                id, state, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "", Optional.empty(), Optional.empty());
    }
}
