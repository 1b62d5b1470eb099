package org.supervisor4j.plugin.rpcsupervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.supervisor4j.api.ControlException;
import org.supervisor4j.api.ControlException.Reason;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.RecordingSupervisor;
import org.supervisor4j.api.Supervisor.Result;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.disk.SimpleDiskWork;
import org.supervisor4j.api.rpc.RpcFault;
import org.supervisor4j.api.rpc.RpcMethod;
import org.supervisor4j.api.rpc.RpcParameter;
import org.supervisor4j.api.rpc.Subject;

/** Who may do what. */
@Timeout(30)
class RightsTest {

    private static final Access OPERATOR = new Granted("web", "web jobs");
    private static final Access VIEWER = new Granted("", "web jobs");

    /** @param operated one group of those that are seen */
    private record Granted(String operated, String seen) implements Access {
        @Override
        public boolean mayView(String group) {
            return List.of(seen.split(" ")).contains(group);
        }

        @Override
        public boolean mayOperate(String group) {
            return operated.equals(group);
        }

        @Override
        public boolean mayAdminister() {
            return false;
        }
    }

    private final RecordingSupervisor kernel = new RecordingSupervisor();
    private final SupervisorNamespace rpc = new SupervisorNamespace(kernel, new SimpleDiskWork(), Clock.systemUTC());

    RightsTest() {
        for (String name : List.of("db:one", "jobs:a", "web:a", "web:b")) {
            ProcessId id = new ProcessId(name.split(":")[0], name.split(":")[1]);
            kernel.processes.put(id, new ProcessInfo(
                    id, ProcessState.STOPPED, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                    "", Optional.empty(), Optional.empty()));
        }
    }

    @Test
    void everyMethodAsksForWhatItDoes() {
        Map<String, String> methods = new TreeMap<>(Arrays.stream(SupervisorNamespace.class.getMethods())
                .filter(method -> method.isAnnotationPresent(RpcMethod.class))
                .collect(Collectors.toMap(Method::getName, RightsTest::requirement, (same, _) -> same)));

        assertThat(methods).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                Map.entry("addProcessGroup", "ADMINISTER GROUP"),
                Map.entry("clearAllProcessLogs", "OPERATE access"),
                Map.entry("clearLog", "ADMINISTER"),
                Map.entry("clearProcessLogs", "OPERATE PROCESS"),
                Map.entry("getAPIVersion", "VIEW"),
                Map.entry("getAllConfigInfo", "VIEW access"),
                Map.entry("getAllProcessInfo", "VIEW access"),
                Map.entry("getIdentification", "VIEW"),
                Map.entry("getPID", "VIEW"),
                Map.entry("getProcessInfo", "VIEW PROCESS"),
                Map.entry("getState", "VIEW"),
                Map.entry("getSupervisorVersion", "VIEW"),
                Map.entry("readLog", "ADMINISTER"),
                Map.entry("readProcessStderrLog", "VIEW PROCESS"),
                Map.entry("readProcessStdoutLog", "VIEW PROCESS"),
                Map.entry("reloadConfig", "ADMINISTER"),
                Map.entry("removeProcessGroup", "ADMINISTER GROUP"),
                Map.entry("restart", "ADMINISTER"),
                Map.entry("sendProcessStdin", "ADMINISTER PROCESS"),
                Map.entry("sendRemoteCommEvent", "ADMINISTER"),
                Map.entry("shutdown", "ADMINISTER"),
                Map.entry("signalAllProcesses", "OPERATE access"),
                Map.entry("signalProcess", "OPERATE PROCESS"),
                Map.entry("signalProcessGroup", "OPERATE GROUP"),
                Map.entry("startAllProcesses", "OPERATE access"),
                Map.entry("startProcess", "OPERATE PROCESS"),
                Map.entry("startProcessGroup", "OPERATE GROUP"),
                Map.entry("stopAllProcesses", "OPERATE access"),
                Map.entry("stopProcess", "OPERATE PROCESS"),
                Map.entry("stopProcessGroup", "OPERATE GROUP"),
                Map.entry("tailProcessStderrLog", "VIEW PROCESS"),
                Map.entry("tailProcessStdoutLog", "VIEW PROCESS")));
    }

    private static String requirement(Method method) {
        StringBuilder text = new StringBuilder(method.getAnnotation(RpcMethod.class).right().name());
        for (Parameter parameter : method.getParameters()) {
            RpcParameter annotation = parameter.getAnnotation(RpcParameter.class);
            if (parameter.getType() == Access.class) {
                text.append(" access");
            } else if (annotation.subject() != Subject.NONE) {
                text.append(' ').append(annotation.subject());
            }
        }
        return text.toString();
    }

    @Test
    void listsHaveWhatTheCallerMaySee() {
        assertThat(rpc.getAllProcessInfo(VIEWER)).extracting(info -> info.get("group")).containsExactly("jobs", "web", "web");
        assertThat(rpc.getAllProcessInfo(new Granted("", "none"))).isEmpty();
    }

    @Test
    void allProcessesAreThoseOfTheGroupsThatTheCallerMayOperate() {
        rpc.startAllProcesses(true, OPERATOR).join();
        rpc.stopAllProcesses(false, OPERATOR).join();
        rpc.signalAllProcesses("HUP", OPERATOR).join();
        assertThat(rpc.clearAllProcessLogs(OPERATOR).join()).asString()
                .contains("name=a, group=web, status=80").contains("name=b, group=web, status=80");

        assertThat(kernel.requests).containsExactly(
                "startGroup web true", "stopGroup web false", "signalGroup web HUP", "clearLogs web/a", "clearLogs web/b");
    }

    @Test
    void whoMayOperateNothingIsRefused() {
        assertThatExceptionOfType(RpcFault.class)
                .isThrownBy(() -> rpc.startAllProcesses(true, VIEWER))
                .withMessage("FORBIDDEN: all (needed: to operate a group)")
                .satisfies(fault -> assertThat(fault.code()).isEqualTo(403));
        assertThat(kernel.requests).isEmpty();
    }

    @Test
    void whereThereIsNothingThereIsNothingToRefuse() {
        kernel.processes.clear();

        assertThat(rpc.startAllProcesses(true, VIEWER).join()).isEqualTo(List.of());
    }

    @Test
    void aGroupThatIsGoneMeanwhileIsLeftOutAndOneProcessThatFailsFailsAlone() {
        kernel.refuse(Reason.BAD_NAME, "web");

        assertThat(rpc.stopAllProcesses(true, OPERATOR).join()).isEqualTo(List.of());
        assertThat(rpc.clearAllProcessLogs(OPERATOR).join()).asString().contains("status=10").doesNotContain("status=80");
    }

    @Test
    void theResultsAreThoseOfTheGroups() {
        kernel.several = CompletableFuture.completedFuture(List.of(new Result(
                new ProcessId("web", "a"), Optional.of(new ControlException(Reason.SPAWN_ERROR, "web:a")))));

        assertThat(rpc.startAllProcesses(true, OPERATOR).join()).asString().contains("name=a, group=web, status=50");
    }
}
