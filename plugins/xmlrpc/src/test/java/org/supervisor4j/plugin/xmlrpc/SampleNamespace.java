package org.supervisor4j.plugin.xmlrpc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.supervisor4j.api.access.Access;
import org.supervisor4j.api.access.Right;
import org.supervisor4j.api.rpc.RpcFault;
import org.supervisor4j.api.rpc.RpcMethod;
import org.supervisor4j.api.rpc.RpcNamespace;
import org.supervisor4j.api.rpc.RpcParameter;
import org.supervisor4j.api.rpc.Subject;

/** A namespace with a method for each thing that can happen; remembers what it was called with. */
final class SampleNamespace implements RpcNamespace {

    final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    final List<Map<String, String>> options = new ArrayList<>();
    final CompletableFuture<Object> later = new CompletableFuture<>();

    @Override
    public void configure(Map<String, String> given) {
        if (given.containsKey("refused")) {
            throw new IllegalArgumentException("unexpected option 'refused' (expected: none)");
        }
        options.add(given);
    }

    @RpcMethod(
            help = "Says what it was given.",
            returns = "string",
            returnsHelp = "all of it",
            aliases = {"echoAgain"})
    public String echo(
            @RpcParameter(name = "name", help = "a name") String name,
            @RpcParameter(name = "wait", defaultValue = "true") boolean wait,
            @RpcParameter(name = "count", help = "how often", defaultValue = "7") int count) {
        String call = name + " " + wait + " " + count;
        calls.add(call);
        return call;
    }

    @RpcMethod(help = "A struct in a struct.", returns = "struct")
    public Map<String, Object> everything() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("zebra", "<a> & \u00e9\u20ac\ud83d\ude00");
        all.put("ant", List.of(1, true, 1.5, List.of()));
        all.put("bytes", new byte[] {0, 1, 2});
        return all;
    }

    @RpcMethod(help = "Ends when the test says so.", returns = "array")
    public CompletableFuture<Object> later() {
        calls.add("later");
        return later;
    }

    @RpcMethod(help = "A future that is complete.", returns = "int")
    public CompletableFuture<Integer> now() {
        return CompletableFuture.completedFuture(42);
    }

    @RpcMethod(help = "Says no.", returns = "boolean")
    public boolean fault(@RpcParameter(name = "code") int code) {
        throw new RpcFault(code, "NO: not today");
    }

    @RpcMethod(help = "Has a defect.", returns = "boolean")
    public boolean broken() {
        throw new IllegalStateException("secret");
    }

    @RpcMethod(help = "Recurses for ever.", returns = "boolean")
    public boolean bottomless() {
        return bottomless() || calls.isEmpty();
    }

    @RpcMethod(help = "Answers null.", returns = "string")
    public Object nothing() {
        return null;
    }

    @RpcMethod(help = "Answers a number.", returns = "int")
    public long large(@RpcParameter(name = "tooLarge") boolean tooLarge) {
        return tooLarge ? 1L << 31 : Integer.MAX_VALUE;
    }

    @RpcMethod(help = "Answers much.", returns = "string")
    public String much(@RpcParameter(name = "length") int length) {
        return "x".repeat(length);
    }

    @RpcMethod(help = "Takes every type.", returns = "string")
    public String types(
            @RpcParameter(name = "ratio") double ratio,
            @RpcParameter(name = "bytes") byte[] bytes,
            @RpcParameter(name = "list") List<?> list,
            @RpcParameter(name = "map") Map<String, ?> map,
            @RpcParameter(name = "any") Object any) {
        return ratio + " " + bytes.length + " " + list + " " + map + " " + any;
    }

    @RpcMethod(help = "Is for operators.", returns = "string", right = Right.OPERATE)
    public String restart(@RpcParameter(name = "name", subject = Subject.PROCESS) String name) {
        calls.add("restart " + name);
        return "restarted " + name;
    }

    @RpcMethod(help = "Is for viewers.", returns = "string", right = Right.VIEW)
    public String look(@RpcParameter(name = "name", subject = Subject.GROUP) String name) {
        return "saw " + name;
    }

    @RpcMethod(help = "Looks after rights itself.", returns = "string", right = Right.OPERATE)
    public String mine(@RpcParameter(name = "one") String one, Access access, @RpcParameter(name = "two") String two) {
        return one + " " + two + " " + access.mayAdminister();
    }

    /** Public, but not published. */
    public String hidden() {
        return "hidden";
    }
}
