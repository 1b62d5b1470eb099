package org.supervisor4j.config.expansion;

import java.util.Arrays;
import java.util.Comparator;

/** Sorts texts by their code points, as supervisord does; {@link String#compareTo} differs beyond the basic plane. */
public final class CodePointOrder {

    /** The order. */
    public static final Comparator<String> INSTANCE = (left, right) ->
            Arrays.compare(left.codePoints().toArray(), right.codePoints().toArray());

    private CodePointOrder() {}
}
