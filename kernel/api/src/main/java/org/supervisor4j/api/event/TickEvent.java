package org.supervisor4j.api.event;

/**
 * The clock on the wall has passed a multiple of a period.
 *
 * @param period in seconds: 5, 60 or 3600
 * @param when the multiple, in seconds since the epoch
 */
public record TickEvent(int period, long when) implements Event {

    public TickEvent {
        typeOf(period);
    }

    @Override
    public EventType type() {
        return typeOf(period);
    }

    private static EventType typeOf(int period) {
        return switch (period) {
            case 5 -> EventType.TICK_5;
            case 60 -> EventType.TICK_60;
            case 3600 -> EventType.TICK_3600;
            default -> throw new IllegalArgumentException("period: " + period + " s (expected: 5, 60 or 3600)");
        };
    }

    @Override
    public String payload() {
        return "when:" + when;
    }
}
