package org.supervisor4j.example.panel;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.ProcessState;
import org.supervisor4j.api.Supervisor;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.web.WebPanel;

/** A page of its own: how many processes of each group run. */
@Component
public final class GroupsPanel implements WebPanel {

    private final Supervisor supervisor;

    /** Called by the component runtime. */
    @Activate
    public GroupsPanel(@Reference Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public String title() {
        return "Groups";
    }

    @Override
    public List<Block> content(Access access) {
        Map<String, List<ProcessInfo>> groups = supervisor.processes().stream()
                .filter(process -> access.mayView(process.id().group()))
                .collect(Collectors.groupingBy(process -> process.id().group(), TreeMap::new, Collectors.toList()));
        List<List<String>> rows = groups.entrySet().stream()
                .map(group -> List.of(group.getKey(), running(group.getValue()) + " of " + group.getValue().size()))
                .toList();
        return List.of(
                new Text("This panel is an example of a plugin."),
                new Table(List.of("Group", "Running"), rows),
                new Links(List.of(new Link("Processes that have failed", URI.create("#state=FATAL")))));
    }

    private static long running(List<ProcessInfo> processes) {
        return processes.stream().filter(process -> process.state() == ProcessState.RUNNING).count();
    }
}
