package dev.backline.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.osgi.service.metatype.AttributeDefinition;

class ExpectationTest {

    private static final int ONE = 0;
    private static final int MANY = Integer.MAX_VALUE;

    /** An attribute as a bundle describes it. Metatype has no type that could be used without a framework. */
    private record Attribute(int type, int cardinality, String complaint, List<String> options)
            implements AttributeDefinition {

        @Override
        public String getName() {
            return "a name";
        }

        @Override
        public String getID() {
            return "name";
        }

        @Override
        public String getDescription() {
            return "";
        }

        @Override
        public int getCardinality() {
            return cardinality;
        }

        @Override
        public int getType() {
            return type;
        }

        @Override
        public String[] getOptionValues() {
            return options.toArray(String[]::new);
        }

        @Override
        public String[] getOptionLabels() {
            return options.toArray(String[]::new);
        }

        @Override
        public String validate(String value) {
            return complaint;
        }

        @Override
        public String @Nullable [] getDefaultValue() {
            return null;
        }
    }

    private static final Attribute NUMBER = new Attribute(AttributeDefinition.INTEGER, ONE, "", List.of());
    private static final Attribute TEXTS = new Attribute(AttributeDefinition.STRING, MANY, "", List.of());

    @Test
    void aWholeNumberMayComeAsTextFromAPlaceholder() {
        assertThat(Expectation.mismatch(NUMBER, new BigDecimal("42"))).isEmpty();
        assertThat(Expectation.mismatch(NUMBER, 42L)).isEmpty();
        assertThat(Expectation.mismatch(NUMBER, "42")).isEmpty();
    }

    @Test
    void whatIsNoWholeNumberIsNamed() {
        assertThat(Expectation.mismatch(NUMBER, "many")).hasValue("a whole number");
        assertThat(Expectation.mismatch(NUMBER, new BigDecimal("4.2"))).hasValue("a whole number");
        assertThat(Expectation.mismatch(NUMBER, true)).hasValue("a whole number");
    }

    @Test
    void aPlaceholderIsNotJudged() {
        assertThat(Expectation.mismatch(NUMBER, "$[env:PORT]")).isEmpty();
        assertThat(Expectation.mismatch(TEXTS, List.of("$[env:ONE]", "two"))).isEmpty();
    }

    @Test
    void trueAndFalseAreNothingElse() {
        Attribute truth = new Attribute(AttributeDefinition.BOOLEAN, ONE, "", List.of());

        assertThat(Expectation.mismatch(truth, true)).isEmpty();
        assertThat(Expectation.mismatch(truth, "false")).isEmpty();
        assertThat(Expectation.mismatch(truth, "yes")).hasValue("true or false");
    }

    @Test
    void aListIsJudgedByItsElements() {
        assertThat(Expectation.mismatch(TEXTS, List.of("one", "two"))).isEmpty();
        assertThat(Expectation.mismatch(TEXTS, new String[] {"one"})).isEmpty();
        assertThat(Expectation.mismatch(TEXTS, List.of("one", 2))).hasValue("a list of text");
        assertThat(Expectation.mismatch(TEXTS, "one")).hasValue("a list of text");
    }

    @Test
    void aValueOutOfRangeIsToldTheRange() {
        Attribute between = new Attribute(AttributeDefinition.INTEGER, ONE, "at least 1", List.of());
        Attribute choice = new Attribute(AttributeDefinition.STRING, ONE, "unknown", List.of("red", "green"));

        assertThat(Expectation.mismatch(between, 0)).hasValue("a value that is in range (at least 1)");
        assertThat(Expectation.mismatch(choice, "blue")).hasValue("one of red, green");
    }
}
