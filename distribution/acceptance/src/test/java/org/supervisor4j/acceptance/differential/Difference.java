package org.supervisor4j.acceptance.differential;

/**
 * One fact that is not the same on both sides.
 *
 * @param fact its name
 * @param reference what the reference shows; {@value #ABSENT} if nothing
 * @param ours what ours shows; {@value #ABSENT} if nothing
 */
record Difference(String fact, String reference, String ours) {

    static final String ABSENT = "<absent>";

    @Override
    public String toString() {
        return fact + "\n    reference: " + reference + "\n    ours:      " + ours;
    }
}
