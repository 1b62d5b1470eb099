package org.supervisor4j.acceptance.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import org.supervisor4j.acceptance.support.Conf;

/**
 * Configurations that run, made up by jqwik from a fixed seed: each is started, changed to another by an update, and
 * ended. They run as scenarios and not as properties, because pairs of daemons are to run side by side.
 */
final class GeneratedScenarios {

    private static final int NUMBER = 6;
    private static final long SEED = 20_251_122;

    /** Programs by name, and which of them a group has. */
    record Generation(Map<String, RunningProgram> programs, List<String> grouped) {

        private void writeTo(Conf conf) {
            programs.forEach((name, program) -> conf.program(name, program.lines().toArray(String[]::new)));
            if (!grouped.isEmpty()) {
                conf.section("group:g", "programs=" + String.join(",", grouped), "priority=50");
            }
        }

        private void await(Side side) {
            programs.forEach((name, program) -> {
                for (String process : program.processes(name)) {
                    side.await((grouped.contains(name) ? "g" : name) + ":" + process, program.outcome());
                }
            });
        }
    }

    private GeneratedScenarios() {
    }

    static List<Scenario> all() {
        List<Scenario> scenarios = new ArrayList<>();
        JqwikSession.run(() -> {
            RandomGenerator<List<Generation>> generator = histories().generator(1000);
            for (int i = 0; i < NUMBER; i++) {
                long seed = SEED + i;
                scenarios.add(scenario("made up from seed " + seed, generator.next(new Random(seed)).value()));
            }
        });
        return scenarios;
    }

    private static Scenario scenario(String name, List<Generation> history) {
        return new Scenario(name, history.getFirst()::writeTo, side -> {
            history.getFirst().await(side);
            side.look("started");
            side.noteFiles("started");
            for (int i = 1; i < history.size(); i++) {
                Generation before = history.get(i - 1);
                Generation after = history.get(i);
                side.rewrite(conf -> {
                    before.programs().keySet().forEach(program -> conf.without("program:" + program));
                    conf.without("group:g");
                    after.writeTo(conf);
                });
                side.ctl("reread");
                side.ctl("update");
                after.await(side);
                side.look("update " + i);
            }
            side.ask("stopAllProcesses", "true");
            side.look("stopped");
            side.end();
        });
    }

    /** A first configuration, and one in which some programs are the same, some are others, some are gone or new. */
    private static Arbitrary<List<Generation>> histories() {
        Arbitrary<List<RunningProgram>> programs = RunningProgram.any().list().ofSize(7);
        Arbitrary<List<Integer>> changes = Arbitraries.integers().between(0, 3).list().ofSize(7);
        Arbitrary<List<Boolean>> membership = Arbitraries.of(false, false, true).list().ofSize(7);
        return Combinators.combine(programs, programs, changes, membership, membership.optional(0.5))
                .as((first, second, change, members, laterMembers) -> List.of(
                        generation(first, first, change.stream().map(kind -> kind == 3 ? 2 : 0).toList(), members),
                        generation(first, second, change, laterMembers.orElse(members))));
    }

    /** Kind of change: 0 stays as it is, 1 becomes another, 2 is missing, 3 stays or is new. */
    private static Generation generation(
            List<RunningProgram> first, List<RunningProgram> second, List<Integer> change, List<Boolean> members) {
        Map<String, RunningProgram> programs = new LinkedHashMap<>();
        List<String> grouped = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            if (change.get(i) != 2) {
                String name = "p" + i;
                programs.put(name, change.get(i) == 1 ? second.get(i) : first.get(i));
                if (members.get(i)) {
                    grouped.add(name);
                }
            }
        }
        return new Generation(programs, grouped);
    }
}
