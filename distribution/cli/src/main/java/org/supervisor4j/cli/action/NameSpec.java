package org.supervisor4j.cli.action;

/**
 * What a word means: {@code x} is process x of group x, {@code g:p} process p of group g, {@code g:*} and {@code g:}
 * all of group g.
 *
 * @param group the group
 * @param process the process, or null for all of the group
 */
record NameSpec(String group, String process) {

    /** The word that stands for everything. */
    static final String ALL = "all";

    static NameSpec parse(String word) {
        int colon = word.indexOf(':');
        if (colon < 0) {
            return new NameSpec(word, word);
        }
        String process = word.substring(colon + 1);
        boolean whole = process.isEmpty() || process.equals("*");
        return new NameSpec(word.substring(0, colon), whole ? null : process);
    }

    boolean isWholeGroup() {
        return process == null;
    }

    /** How a process is shown: its name alone if its group is called like it. */
    static String format(String group, String process) {
        return group.equals(process) ? process : group + ":" + process;
    }

    /** As {@link #format(String, String)}. */
    String format() {
        return isWholeGroup() ? group + ":*" : format(group, process);
    }
}
