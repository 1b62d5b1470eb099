package org.supervisor4j.launcher.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.supervisor4j.api.service.ServiceProperties;

class PropertyTextsTest {

    @ServiceProperties({"a=b=c", "n:Integer=-7", "l:Long=8", "d:Double=0.5", "t:Boolean=true", "empty=", "s=1", "s=2", "i:Integer=1", "i:Integer=2"})
    private static final class Full {}

    private static final class Bare {}

    @ServiceProperties("nothing")
    private static final class WithoutValue {}

    @ServiceProperties("=x")
    private static final class WithoutName {}

    @ServiceProperties("x:Date=today")
    private static final class OfAnUnknownType {}

    @ServiceProperties("x:Integer=many")
    private static final class OfNoNumber {}

    @ServiceProperties("x:Boolean=yes")
    private static final class OfNoTruth {}

    @ServiceProperties({"x=1", "x:Integer=1"})
    private static final class OfTwoTypes {}

    @Test
    void theyHaveTypesAndMayComeSeveralTimes() {
        assertThat(PropertyTexts.of(Full.class))
                .containsEntry("a", "b=c")
                .containsEntry("n", -7)
                .containsEntry("l", 8L)
                .containsEntry("d", 0.5)
                .containsEntry("t", true)
                .containsEntry("empty", "")
                .containsEntry("s", new String[] {"1", "2"})
                .containsEntry("i", new Integer[] {1, 2});
        assertThat(PropertyTexts.of(Bare.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {
        WithoutValue.class, WithoutName.class, OfAnUnknownType.class, OfNoNumber.class, OfNoTruth.class, OfTwoTypes.class
    })
    void whatIsWrongIsSaid(Class<?> provider) {
        assertThatIllegalArgumentException().isThrownBy(() -> PropertyTexts.of(provider))
                .withMessageContaining("service property").withMessageContaining("(expected: ");
    }
}
