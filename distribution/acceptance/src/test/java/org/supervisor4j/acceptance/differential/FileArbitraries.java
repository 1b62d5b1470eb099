package org.supervisor4j.acceptance.differential;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Configuration files of all kinds, as text: most options right, some not, written in all ways that are allowed. */
final class FileArbitraries {

    private FileArbitraries() {
    }

    /** Some sections, behind the head that makes a file complete. */
    static Arbitrary<String> files() {
        return section().list().ofMinSize(1).ofMaxSize(5).map(sections -> RereadPair.HEAD + String.join("", sections));
    }

    private static Arbitrary<String> section() {
        return Arbitraries.frequencyOf(
                Tuple.of(12, programs("program", OptionValues.ofProgram(), "a", "b", "c", "d", "e", "e2", "d\u00e9")),
                Tuple.of(1, programs("program", OptionValues.ofProgram(), "a b", "a:b", "a/b", "", " a ", "%(here)s")),
                Tuple.of(2, programs("fcgi-program",
                        both(OptionValues.ofProgram(), OptionValues.ofFcgiProgram()), "f", "a")),
                Tuple.of(2, programs("eventlistener",
                        both(OptionValues.ofProgram(), OptionValues.ofEventListener()), "l", "a", "l\u00fc")),
                Tuple.of(2, body("[group:g]", OptionValues.ofGroup(), 2)),
                Tuple.of(1, body("[group:h]", OptionValues.ofGroup(), 2)),
                Tuple.of(2, body("[supervisord]", OptionValues.ofSupervisord(), 2)),
                Tuple.of(1, body("[inet_http_server]", OptionValues.ofInetServer(), 3)),
                Tuple.of(1, body("[unix_http_server:two]", OptionValues.ofUnixServer(), 4)),
                Tuple.of(1, body("[nosuchsection]", OptionValues.ofGroup(), 2)),
                Tuple.of(1, strangeLines()));
    }

    /** Programs of which most have a command, and few wrong values, since the first of those hides all others. */
    private static Arbitrary<String> programs(String kind, Map<String, List<String>> options, String... names) {
        Arbitrary<String> head = Arbitraries.of(names).map(name -> "[" + kind + ":" + name + "]");
        Arbitrary<String> command = Arbitraries.frequency(Tuple.of(9, "command=/bin/cat\n"), Tuple.of(1, ""));
        Arbitrary<String> instances = Arbitraries.frequency(Tuple.of(3, ""),
                Tuple.of(1, "numprocs=2\nprocess_name=%(program_name)s_%(process_num)d\n"));
        return Combinators.combine(head, command, instances, lines(options, 3))
                .as((title, cat, two, rest) -> title + "\n" + cat + two + rest);
    }

    private static Map<String, List<String>> both(Map<String, List<String>> some, Map<String, List<String>> others) {
        Map<String, List<String>> all = new TreeMap<>(some);
        all.putAll(others);
        return all;
    }

    private static Arbitrary<String> body(String title, Map<String, List<String>> options, int most) {
        return lines(options, most).map(lines -> title + "\n" + lines);
    }

    private static Arbitrary<String> lines(Map<String, List<String>> options, int most) {
        List<Map.Entry<String, List<String>>> entries = options.entrySet().stream()
                .sorted(Map.Entry.comparingByKey()).toList();
        // the first values of an option are right ones
        Arbitrary<String> line = Arbitraries.of(entries).flatMap(entry -> Combinators.combine(
                Arbitraries.frequencyOf(Tuple.of(9, Arbitraries.of(entry.getValue().subList(0, 3))),
                        Tuple.of(1, Arbitraries.of(entry.getValue()))),
                delimiter(), ending(), Arbitraries.frequency(Tuple.of(9, false), Tuple.of(1, true)))
                .as((value, delimiter, ending, upper) -> (upper ? entry.getKey().toUpperCase() : entry.getKey())
                        + delimiter + value + ending));
        return line.list().ofMaxSize(most).map(all -> String.join("", all));
    }

    private static Arbitrary<String> delimiter() {
        return Arbitraries.frequency(Tuple.of(8, "="), Tuple.of(1, " = "), Tuple.of(1, ":"), Tuple.of(1, " :\t"));
    }

    private static Arbitrary<String> ending() {
        return Arbitraries.frequency(Tuple.of(40, "\n"), Tuple.of(1, " ; said\n"), Tuple.of(1, "\t# said\n"),
                Tuple.of(1, ";\n"), Tuple.of(1, "\n\n\n"), Tuple.of(1, "\n; alone\n"), Tuple.of(1, " \r\n"),
                Tuple.of(1, "\n  more\n"), Tuple.of(1, "\n ; in between\n  more ;x\n"));
    }

    private static Arbitrary<String> strangeLines() {
        return Arbitraries.of("garbage\n", "= 3\n", "[program:x\ncommand=cat\n", "[]\n", "[program:y]x\ncommand=cat\n",
                "[program:z] ; said\ncommand=cat\n", "  [program:w]\n  command=cat\n", "[[program:v]]\ncommand=cat\n",
                "key\n", "'quoted'\n", "# c\n", ":\n", "[include]\n", "[include]\nfiles=\n",
                "[include]\nfiles=none*.x\n", "[include]\nfiles=%(nope)s\n", "[rpcinterface:o]\n",
                "[group:]\nprograms=\n", "[ program:u]\ncommand=cat\n",
                "[DEFAULT]\nstartsecs=7\n", "[DEFAULT]\nstartsecs=x\n", "[Program:t]\ncommand=cat\n", "\ufeff[x]\n",
                "[program:s]\ncommand=\n cat\n one\n", "[program:r]\ncommand=a\n\n  b\n\n  c\n\nautostart=no\n",
                "[program:q]\nCommand=cat\n  [program:p]\n", "[x]\n\u00a0y=1\n",
                "[x]\ny\u00a0z=1\n", "\f\n", "[x]\nk=\u2028v\n");
    }
}
