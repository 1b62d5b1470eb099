package org.supervisor4j.plugin.xmlrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.event.Level;
import org.supervisor4j.api.config.Problems;
import org.supervisor4j.api.config.StartupException;
import org.supervisor4j.api.config.TestSection;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.access.Right;
import org.supervisor4j.api.rpc.RpcMethod;
import org.supervisor4j.api.rpc.RpcNamespace;
import org.supervisor4j.api.rpc.RpcParameter;
import org.supervisor4j.api.rpc.Subject;

class RpcNamespacesTest {

    private static final Map<String, Object> MAIN =
            Map.of(RpcNamespace.FACTORY, new String[] {"supervisor.rpcinterface:make_main_rpcinterface", "supervisor"});

    private final RpcNamespaces namespaces = new RpcNamespaces();
    private final SampleNamespace sample = new SampleNamespace();

    @Nested
    class Prefixes {

        @Test
        void aNamespaceIsPublishedFromRegistrationToWithdrawal() {
            namespaces.bind(sample, Map.of(RpcNamespace.PREFIX, "hello"));
            assertThat(namespaces.methods().find("hello.now")).isPresent();

            namespaces.unbind(sample, Map.of(RpcNamespace.PREFIX, "hello"));
            assertThat(namespaces.methods().names()).isEmpty();
        }

        @Test
        void severalPrefixesArePossible() {
            namespaces.bind(sample, Map.of(RpcNamespace.PREFIX, List.of("a", "b")));

            assertThat(namespaces.methods().names()).contains("a.now", "b.now");
        }

        @Test
        void theFirstOfTwoIsPublishedAndTheOtherFollowsIt() {
            RpcNamespace second = new RpcNamespace() {
                @RpcMethod(help = "Only here.", returns = "int")
                public int second() {
                    return 2;
                }
            };
            namespaces.bind(sample, Map.of(RpcNamespace.PREFIX, "hello"));
            try (CapturedLog log = new CapturedLog(MethodTable.class, Level.INFO)) {
                namespaces.bind(second, Map.of(RpcNamespace.PREFIX, "hello"));
                assertThat(log.lines()).containsExactly("WARN RPC namespace 'hello' of " + second.getClass().getName()
                        + " is not published as long as that of " + SampleNamespace.class.getName()
                        + " is (expected: one of the two is removed, or has another prefix)");
            }
            assertThat(namespaces.methods().names()).contains("hello.now").doesNotContain("hello.second");

            namespaces.unbind(sample, Map.of(RpcNamespace.PREFIX, "hello"));
            assertThat(namespaces.methods().names()).containsExactly("hello.second");
        }

        @Test
        void theDaemonsOwnPrefixCannotBeTaken() {
            try (CapturedLog log = new CapturedLog(RpcNamespaces.class, Level.INFO)) {
                namespaces.bind(sample, Map.of(RpcNamespace.PREFIX, "system"));

                assertThat(log.lines())
                        .containsExactly("ERROR RPC namespace 'system' of " + SampleNamespace.class.getName() + " cannot be published:"
                                + " the prefix system is the daemon's own (expected: another)");
            }
            assertThat(namespaces.methods().names()).isEmpty();
        }

        @Test
        void aNamespaceThatBreaksItsContractCostsOnlyItself() {
            RpcNamespace broken = new RpcNamespace() {
                @RpcMethod(help = "Takes a thread.", returns = "int")
                public int broken(@RpcParameter(name = "thread") Thread thread) {
                    return thread.getPriority();
                }
            };
            try (CapturedLog log = new CapturedLog(RpcNamespaces.class, Level.INFO)) {
                namespaces.bind(broken, Map.of(RpcNamespace.PREFIX, "broken"));
                namespaces.bind(sample, Map.of(RpcNamespace.PREFIX, "hello"));

                assertThat(log.lines()).singleElement().asString()
                        .startsWith("ERROR RPC namespace 'broken' of ")
                        .contains("a parameter of class java.lang.Thread (expected: String, int,");
            }
            assertThat(namespaces.methods().names()).contains("hello.now");
        }
    }

    @Nested
    class Contracts {

        @Test
        void resultsMustHaveATypeOfXmlRpc() {
            refused("returns \"integer\"", new RpcNamespace() {
                @RpcMethod(help = "", returns = "integer")
                public int method() {
                    return 1;
                }
            });
            refused("returns nothing", new RpcNamespace() {
                @RpcMethod(help = "", returns = "int")
                public void method() {}
            });
        }

        @Test
        void whatIsForOperatorsSaysOfWhat() {
            refused("is for operators, but of what?", new RpcNamespace() {
                @RpcMethod(help = "", returns = "int", right = Right.OPERATE)
                public int method() {
                    return 1;
                }
            });
            refused("the subject is of int", new RpcNamespace() {
                @RpcMethod(help = "", returns = "int")
                public int method(@RpcParameter(name = "a", subject = Subject.PROCESS) int a) {
                    return a;
                }
            });
            refused("two subjects", new RpcNamespace() {
                @RpcMethod(help = "", returns = "string")
                public String method(
                        @RpcParameter(name = "a", subject = Subject.PROCESS) String a,
                        @RpcParameter(name = "b", subject = Subject.GROUP) String b) {
                    return a + b;
                }
            });
            refused("twice", new RpcNamespace() {
                @RpcMethod(help = "", returns = "boolean")
                public boolean method(Access a, Access b) {
                    return a == b;
                }
            });
        }

        @Test
        void defaultsMustBeLastAndOfTheirType() {
            refused("last has no default", new RpcNamespace() {
                @RpcMethod(help = "", returns = "int")
                public int method(
                        @RpcParameter(name = "first", defaultValue = "1") int first,
                        @RpcParameter(name = "last") int last) {
                    return first + last;
                }
            });
            refused("the default \"one\"", new RpcNamespace() {
                @RpcMethod(help = "", returns = "int")
                public int method(@RpcParameter(name = "first", defaultValue = "one") int first) {
                    return first;
                }
            });
        }

        @Test
        void aNameMustBeUnique() {
            refused("two methods are called other", new RpcNamespace() {
                @RpcMethod(help = "", returns = "int", aliases = "other")
                public int method() {
                    return 1;
                }

                @RpcMethod(help = "", returns = "int")
                public int other() {
                    return 1;
                }
            });
        }

        @Test
        void anInheritedMethodIsPublishedAndAMoreSpecialResultIsNoSecondMethod() {
            assertThat(OperationScanner.scan(new Special()).keySet())
                    .containsExactlyInAnyOrder("inherited", "narrowed");
        }

        @Test
        void aParameterWithoutDescriptionHasItsNameInTheSource() {
            RpcNamespace plain = new RpcNamespace() {
                @RpcMethod(help = "Plain.", returns = "int")
                public int method(int count) {
                    return count;
                }
            };

            assertThat(OperationScanner.scan(plain).get("method").description())
                    .isEqualTo("Plain.\n\n@param int count\n@return int result");
        }

        private void refused(String message, RpcNamespace namespace) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> OperationScanner.scan(namespace))
                    .withMessageContaining(message);
        }
    }

    abstract static class General implements RpcNamespace {
        @RpcMethod(help = "", returns = "int")
        public int inherited() {
            return 1;
        }

        @RpcMethod(help = "", returns = "string")
        public Object narrowed() {
            return 1;
        }
    }

    static final class Special extends General {
        @Override
        @RpcMethod(help = "", returns = "string")
        public String narrowed() {
            return "1";
        }
    }

    @Nested
    class Sections {

        private final RpcInterfaceSections sections = new RpcInterfaceSections(namespaces);
        private final List<String> problems = new ArrayList<>();
        private final Problems recording = (section, key, message, expected) ->
                problems.add(message + " | " + expected);

        @Test
        void theReferencesOwnFactoryNameChoosesTheNamespaceUnderTheNameOfTheSection() throws StartupException {
            namespaces.bind(sample, MAIN);
            FakeSections configuration =
                    FakeSections.of(section("supervisor", "supervisor.rpcinterface:make_main_rpcinterface"));

            sections.check(configuration, recording);
            assertThat(problems).isEmpty();
            assertThat(namespaces.methods().names()).isEmpty(); // checked only
            try (CapturedLog log = new CapturedLog(RpcNamespaces.class, Level.INFO)) {
                sections.open(configuration);
                assertThat(log.lines()).containsExactly("INFO RPC interface 'supervisor' initialized");
            }
            assertThat(namespaces.methods().names()).contains("supervisor.now");
            assertThat(sample.options).containsExactly(Map.of());
        }

        @Test
        void aSectionWithoutFactoryOrWithAnUnknownOneIsAProblemThatSaysWhatThereIs() {
            namespaces.bind(sample, MAIN);

            sections.check(
                    FakeSections.of(TestSection.of("rpcinterface:a"), section("b", "twiddler.rpcinterface:make")),
                    recording);

            String available = "supervisor, supervisor.rpcinterface:make_main_rpcinterface";
            String expected = " | the name of an installed RPC plugin: " + available.replace(", ", " or ");
            assertThat(problems)
                    .containsExactly(
                            "section [rpcinterface:a] does not specify a supervisor.rpcinterface_factory" + expected,
                            "twiddler.rpcinterface:make cannot be resolved within [rpcinterface:b]: no plugin of that"
                                    + " name is installed (available: " + available + ")" + expected);
        }

        @Test
        void anUnreadableFactoryIsReportedByItsReaderAndNotASecondTime() {
            sections.check(FakeSections.of(section("a", TestSection.UNREADABLE)), recording);

            assertThat(problems).isEmpty();
        }

        @Test
        void theOtherOptionsAreTheNamespacesAndItsRefusalEndsTheStart() {
            namespaces.bind(sample, MAIN);

            assertThatExceptionOfType(StartupException.class)
                    .isThrownBy(() -> sections.open(
                            FakeSections.of(section("x", "supervisor").with("colour", "blue").with("refused", "1"))))
                    .withMessage("Could not make x rpc interface: unexpected option 'refused' (expected: none)"
                            + " (" + SampleNamespace.class.getName() + ", section [rpcinterface:x], supervisord.conf:7)");
            assertThat(namespaces.methods().names()).isEmpty();
        }

        @Test
        void whateverANamespaceThrowsAtItsOptionsEndsTheStartWithItsNameAndSection() {
            RpcNamespace broken = new RpcNamespace() {
                @Override
                public void configure(Map<String, String> options) {
                    throw new NoSuchMethodError("Tide.high()");
                }
            };
            namespaces.bind(broken, Map.of(RpcNamespace.FACTORY, "tide"));

            assertThatExceptionOfType(StartupException.class)
                    .isThrownBy(() -> sections.open(FakeSections.of(section("x", "tide"))))
                    .withMessage("Could not make x rpc interface: java.lang.NoSuchMethodError: Tide.high() (" + broken.getClass().getName()
                            + ", section [rpcinterface:x], supervisord.conf:7)");
        }

        /** Does not come back from its options before the test says so. */
        private final class Slow implements RpcNamespace {
            private final CountDownLatch asked = new CountDownLatch(1);
            private final CountDownLatch gate = new CountDownLatch(1);

            @Override
            public void configure(Map<String, String> options) {
                asked.countDown();
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }

            @RpcMethod(help = "Answers.", returns = "int")
            public int answer() {
                return 42;
            }
        }

        @Test
        @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
        void oneThatDoesNotComeBackFromItsOptionsKeepsNoOtherAway() throws Exception {
            Slow slow = new Slow();
            namespaces.bind(slow, Map.of(RpcNamespace.FACTORY, "slow"));
            Thread start = Thread.ofPlatform().daemon().start(() -> namespaces.choose("x", "slow", Map.of()));
            slow.asked.await();

            namespaces.bind(sample, Map.of(RpcNamespace.PREFIX, "hello"));
            assertThat(namespaces.methods().names()).contains("hello.now").doesNotContain("x.answer");
            namespaces.unbind(sample, Map.of(RpcNamespace.PREFIX, "hello"));

            slow.gate.countDown();
            start.join();
            assertThat(namespaces.methods().names()).containsExactly("x.answer");
        }

        @Test
        @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
        void oneThatComesLateAndIsNotWantedAnyMoreWhenItComesBackIsNotPublished() throws Exception {
            sections.open(FakeSections.of(section("x", "slow")));
            Slow slow = new Slow();
            Thread late = Thread.ofPlatform().daemon().start(() -> namespaces.bind(slow, Map.of(RpcNamespace.FACTORY, "slow")));
            slow.asked.await();

            sections.close();

            slow.gate.countDown();
            late.join();
            assertThat(namespaces.methods().names()).isEmpty();
        }

        @Test
        @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
        void oneThatIsReplacedWhileItTakesItsOptionsIsFollowedByTheNext() throws Exception {
            Slow slow = new Slow();
            Map<String, Object> properties = Map.of(RpcNamespace.FACTORY, "slow");
            namespaces.bind(slow, properties);
            Thread start = Thread.ofPlatform().daemon().start(() -> namespaces.choose("x", "slow", Map.of("colour", "blue")));
            slow.asked.await();

            namespaces.unbind(slow, properties);
            namespaces.bind(sample, properties);

            slow.gate.countDown();
            start.join();
            assertThat(sample.options).containsExactly(Map.of("colour", "blue"));
            assertThat(namespaces.methods().names()).contains("x.now").doesNotContain("x.answer");
        }

        @Test
        void aReplacedPluginIsConfiguredAndPublishedAgain() throws StartupException {
            namespaces.bind(sample, MAIN);
            sections.open(FakeSections.of(section("x", "supervisor").with("colour", "blue")));
            namespaces.unbind(sample, MAIN);
            assertThat(namespaces.methods().names()).isEmpty();

            SampleNamespace next = new SampleNamespace();
            namespaces.bind(next, MAIN);

            assertThat(next.options).containsExactly(Map.of("colour", "blue"));
            assertThat(namespaces.methods().names()).contains("x.now");
        }

        @Test
        void whatComesBehindTheSectionsIsPublishedWhenItCameAndKeepsNoOtherAway() throws StartupException {
            namespaces.bind(sample, MAIN);
            sections.open(FakeSections.of(section("late", "later"), section("x", "supervisor")));
            assertThat(namespaces.methods().names()).contains("x.now").doesNotContain("late.now");

            namespaces.bind(new SampleNamespace(), Map.of(RpcNamespace.FACTORY, "later"));

            assertThat(namespaces.methods().names()).contains("x.now", "late.now");
        }

        @Test
        void whatSectionsChoseEndsWithThePlugin() throws StartupException {
            namespaces.bind(sample, MAIN);
            sections.open(FakeSections.of(section("x", "supervisor")));

            sections.close();

            assertThat(namespaces.methods().names()).isEmpty();
            namespaces.unbind(sample, MAIN);
            namespaces.bind(sample, MAIN);
            assertThat(namespaces.methods().names()).isEmpty();
        }

        @Test
        void aStartThatFollowsReplacesTheChoices() throws StartupException {
            namespaces.bind(sample, MAIN);
            sections.open(FakeSections.of(section("x", "supervisor")));
            sections.open(FakeSections.of(section("y", "supervisor")));

            assertThat(namespaces.methods().names()).contains("y.now").doesNotContain("x.now");
        }

        private TestSection section(String name, String factory) {
            return TestSection.of("rpcinterface:" + name).with(RpcInterfaceSections.FACTORY_KEY, factory);
        }
    }
}
