package org.supervisor4j.example.panel;

import java.time.Duration;
import org.osgi.service.component.annotations.Component;
import org.supervisor4j.api.ProcessInfo;
import org.supervisor4j.api.ResourceUsage;
import org.supervisor4j.api.web.WebColumn;

/** Shows in each row how much processor time the last child that has ended had used. */
@Component
public final class LastRunColumn implements WebColumn {

    @Override
    public String title() {
        return "Last run used";
    }

    @Override
    public String value(ProcessInfo process) {
        return process.usage().map(LastRunColumn::text).orElse("");
    }

    private static String text(ResourceUsage usage) {
        Duration time = usage.userTime().plus(usage.systemTime());
        return "%d.%02d s".formatted(time.toSeconds(), time.toMillisPart() / 10);
    }
}
