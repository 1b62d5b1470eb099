package org.supervisor4j.plugin.logsyslog;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One sender for each receiver, however many channels go there.
 *
 * <p><b>Threading:</b> any.
 */
final class Senders {

    /** What may wait for one receiver. */
    private static final long CAPACITY_BYTES = 2L * 1024 * 1024;

    private final Function<Address, Link> links;
    private final Function<Address, Timing> timing;
    private final long capacity;
    private final Map<Address, Sender> senders = new HashMap<>();

    Senders(Function<Address, Link> links) {
        this(links, Timing::of, CAPACITY_BYTES);
    }

    Senders(Function<Address, Link> links, Function<Address, Timing> timing, long capacity) {
        this.links = links;
        this.timing = timing;
        this.capacity = capacity;
    }

    /** The sender to an address, with one more user, who {@linkplain Sender#leave leaves} it when he is done. */
    synchronized Sender join(Address address) {
        Sender there = senders.get(address);
        if (there != null && there.join()) {
            return there;
        }
        Sender sender = new Sender(
                address, links.apply(address), timing.apply(address), capacity, ended -> forget(address, ended));
        senders.put(address, sender);
        sender.start();
        return sender;
    }

    private synchronized void forget(Address address, Sender ended) {
        senders.remove(address, ended);
    }

    /**
     * Holds nobody up any more, and gives what waits a last chance, all within a bound. Those who go on writing may do
     * so.
     */
    void close(Duration bound) {
        List<Sender> all = all();
        all.forEach(Sender::close);
        long end = System.nanoTime() + bound.toNanos();
        for (Sender sender : all) {
            sender.flush(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
    }

    private synchronized List<Sender> all() {
        return List.copyOf(senders.values());
    }
}
