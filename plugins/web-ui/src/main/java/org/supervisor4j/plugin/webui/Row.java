package org.supervisor4j.plugin.webui;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.supervisor4j.api.ProcessId;
import org.supervisor4j.api.ProcessInfo;

/**
 * One process as pages show it.
 *
 * @param key its short name between server and page
 * @param version of the board when it changed for the last time
 * @param json what pages get
 */
record Row(int key, ProcessInfo process, long version, String json) {

    ProcessId id() {
        return process.id();
    }

    static String json(int key, ProcessInfo process, History.Life life, List<String> columns) {
        Map<String, Object> json = new LinkedHashMap<>(32);
        json.put("k", key);
        json.put("g", process.id().group());
        json.put("n", process.id().name());
        json.put("s", process.state().name());
        json.put("pid", process.pid());
        json.put("st", process.started().map(Instant::toEpochMilli).orElse(0L));
        json.put("en", process.ended().map(Instant::toEpochMilli).orElse(0L));
        json.put("x", life.lastEnd().isEmpty() ? process.exitStatus().map(Signals::told).orElse("") : life.lastEnd());
        json.put("err", process.spawnError());
        json.put("stdout", process.stdoutLog().isPresent());
        json.put("stderr", process.stderrLog().isPresent());
        json.put("rs", life.restartCount());
        json.put("c", columns);
        return Json.of(json);
    }
}
