package org.supervisor4j.core.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.supervisor4j.core.event.MemoryShare;

class CaptureTest {

    private final List<String> messages = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final StringBuilder ordinary = new StringBuilder();

    private Capture capture(long maxBytes) {
        return new Capture(maxBytes, new MemoryShare(1 << 20), message -> messages.add(text(message)), Optional.of(piece -> texts.add(text(piece))));
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1.decode(bytes).toString();
    }

    private void write(Capture capture, String data) {
        String marked = data.replace("[", Capture.BEGIN).replace("]", Capture.END);
        ordinary.append(text(capture.ordinary(ByteBuffer.wrap(marked.getBytes(StandardCharsets.ISO_8859_1)))));
    }

    /** Square brackets stand for the marks. */
    @ParameterizedTest
    @CsvSource({
        "no message, no message, '', no message",
        "a[b]c, ac, b, abc",
        "[one][two]x, x, one|two, onetwox",
        "[a[b]c, c, a<!--XSUPERVISOR:BEGIN-->b, a<!--XSUPERVISOR:BEGIN-->bc",
        "a]b, a<!--XSUPERVISOR:END-->b, '', a<!--XSUPERVISOR:END-->b",
        "<<!--X<!--XSUPERVISOR:BEGIN--<[<!-], <<!--X<!--XSUPERVISOR:BEGIN--<, <!-, <<!--X<!--XSUPERVISOR:BEGIN--<<!-",
        "a<!--XSUP, a<!--XSUP, '', a<!--XSUP"
    })
    void tellsMessagesFromOrdinaryOutputWhereverItIsCut(String given, String expected, String told, String allText) {
        String marked = given.replace("[", Capture.BEGIN).replace("]", Capture.END);
        for (int cut = 0; cut <= marked.length(); cut++) {
            messages.clear();
            texts.clear();
            ordinary.setLength(0);
            Capture capture = capture(1_000);
            write(capture, marked.substring(0, cut));
            write(capture, marked.substring(cut));
            ordinary.append(text(capture.rest()));
            assertThat(ordinary.toString()).as("cut at %d", cut).isEqualTo(expected);
            assertThat(String.join("|", messages)).as("cut at %d", cut).isEqualTo(told);
            assertThat(String.join("", texts)).as("all text, cut at %d", cut).isEqualTo(allText);
        }
    }

    @Test
    void textIsToldInPiecesThatTheMarksAndTheReadsMake() {
        Capture capture = capture(10);
        write(capture, "a[b");
        write(capture, "c]d");
        assertThat(texts).containsExactly("a", "b", "c", "d");
    }

    @Test
    void anEmptyMessageIsOne() {
        write(capture(10), "a[]b");
        assertThat(messages).containsExactly("");
        assertThat(ordinary.toString()).isEqualTo("ab");
    }

    @Test
    void ofALongMessageTheEndIsKept() {
        Capture capture = capture(10);
        write(capture, "[" + "x".repeat(5_000) + "0123456789][short][0123456789][x0123456789]");
        assertThat(messages).containsExactly("0123456789", "short", "0123456789", "0123456789");
    }

    @Test
    void whatThereIsNoMemoryForLeavesTheMessageAndIsCounted() {
        MemoryShare memory = new MemoryShare(400_000);
        Capture capture = new Capture(1 << 30, memory, message -> messages.add(text(message)), Optional.empty());
        String all = "0123456789".repeat(100_000);

        write(capture, "[" + all + "][short]after");

        assertThat(messages).hasSize(2).last().isEqualTo("short");
        assertThat(messages.getFirst()).hasSizeBetween(150_000, 400_000);
        assertThat(all).endsWith(messages.getFirst());
        assertThat(capture.lostBytes()).isEqualTo(all.length() - messages.getFirst().length());
        assertThat(capture.lostBytes()).isZero();
        assertThat(memory.take(400_000)).as("all is given back").isTrue();
    }

    @Test
    void whoComesLateWhileOthersHaveTheMemoryHasTheEndOfItsMessage() {
        MemoryShare memory = new MemoryShare(400_000);
        assertThat(memory.take(400_000)).isTrue();
        Capture capture = new Capture(1 << 30, memory, message -> messages.add(text(message)), Optional.empty());
        String all = "0123456789".repeat(10_000);

        write(capture, "[" + all + "]");

        assertThat(all).endsWith(messages.getFirst());
        assertThat(messages.getFirst()).hasSizeGreaterThan(1_000);
        assertThat(capture.lostBytes()).isEqualTo(all.length() - messages.getFirst().length());
    }

    @Test
    void aMessageThatDoesNotEndIsOrdinaryOutputInTheEnd() {
        Capture capture = capture(100);
        write(capture, "a[unfinished <!--XSUPERVISOR:EN");
        ordinary.append(text(capture.rest()));
        assertThat(messages).isEmpty();
        assertThat(ordinary.toString()).isEqualTo("a" + Capture.BEGIN + "unfinished <!--XSUPERVISOR:EN");
    }

    @Test
    void whatIsMissingOfAMessageThatIsTooLongAndDoesNotEndIsCounted() {
        Capture capture = capture(1_000);
        write(capture, "[" + "x".repeat(5_000) + "last");
        ordinary.append(text(capture.rest()));
        assertThat(ordinary.toString()).isEqualTo(Capture.BEGIN + "x".repeat(996) + "last");
        assertThat(capture.cutBytes()).isEqualTo(4_004);
        assertThat(capture.cutBytes()).isZero();
        assertThat(capture.lostBytes()).isZero();
    }

    @Test
    void nothingIsHeldBackButTheBeginningOfAMark() {
        Capture capture = capture(100);
        write(capture, "short\n");
        assertThat(ordinary.toString()).isEqualTo("short\n");
        write(capture, "a <b> <!");
        assertThat(ordinary.toString()).isEqualTo("short\na <b> ");
    }

    /** Output of marks, parts of marks and letters, cut anywhere: nothing is lost, added or told in another order. */
    @Property(tries = 500)
    void howeverItIsCutItIsTheSame(
            @ForAll @Size(max = 30) List<@IntRange(max = 5) Integer> words,
            @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 30) Integer> cuts) {
        messages.clear(); // all tries have one instance
        ordinary.setLength(0);
        String[] vocabulary = {"[", "]", "<!--XSUPERVISOR:", "<!--XSUPERVISOR:EN", "<", "text\n"};
        StringBuilder text = new StringBuilder();
        words.forEach(word -> text.append(vocabulary[word]));
        String marked = text.toString().replace("[", Capture.BEGIN).replace("]", Capture.END);
        Capture whole = capture(1_000);
        String expected = text(whole.ordinary(bytes(marked))) + text(whole.rest());
        List<String> expectedMessages = List.copyOf(messages);
        messages.clear();

        Capture capture = capture(1_000);
        int from = 0;
        for (int cut : cuts) {
            int until = Math.min(marked.length(), from + cut);
            ordinary.append(text(capture.ordinary(bytes(marked.substring(from, until)))));
            from = until;
        }
        ordinary.append(text(capture.ordinary(bytes(marked.substring(from)))));
        ordinary.append(text(capture.rest()));

        assertThat(ordinary.toString()).isEqualTo(expected);
        assertThat(messages).isEqualTo(expectedMessages);
        assertThat(expected.length() + String.join("", expectedMessages).length()
                        + expectedMessages.size() * (Capture.BEGIN.length() + Capture.END.length()))
                .isEqualTo(marked.length());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
