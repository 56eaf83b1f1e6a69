package org.heclip.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.heclip.evaluate.LeakAudit.CountedSection;
import org.heclip.evaluate.LeakAudit.Twins;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.junit.jupiter.api.Test;

/** Spots that two sections have, found by prints of a pair and by profiles of many sections. */
class SpotTwinsTest {
    private static final List<String> NAMES = names(40);
    private static final ExpressionMatrix ONE = random(1, 30, 40);

    @Test
    void spotsThatTwoSectionsShareAreAlikeWhateverTheOrderOfGenesAndSpots() {
        int[] backwards = IntStream.range(0, 40).map(g -> 39 - g).toArray();
        CountedSection copy = new CountedSection(
                "copy",
                IntStream.of(backwards).mapToObj(NAMES::get).toList(),
                ONE.selectRows(new int[] {7, 3, 29}).selectCols(backwards));

        assertEquals(3, alike(section("one", ONE), copy, NAMES));
        assertEquals(0, alike(section("one", ONE), section("two", random(2, 30, 40)), NAMES));
    }

    /** What a third section lacks is still compared between the two that have it. */
    @Test
    void printsCompareEveryGeneThatBothSectionsHave() {
        DenseMatrix changed = ONE.dense();
        for (int s = 0; s < 5; s++) {
            changed.values()[40 * s + 39]++;
        }
        for (int common : new int[] {40, 39, 30, 1, 0}) {
            CountedSection other = section("other", ExpressionMatrix.of(changed));
            assertEquals(25, alike(section("one", ONE), other, NAMES.subList(0, common)), common + " common genes");
        }
        CountedSection without = new CountedSection(
                "without",
                NAMES.subList(0, 39),
                ONE.selectCols(IntStream.range(0, 39).toArray()));
        assertEquals(30, alike(section("other", ExpressionMatrix.of(changed)), without, NAMES.subList(5, 39)));
    }

    @Test
    void sparseSpotsAreNotCompared() {
        CountedSection sparse = new CountedSection("sparse", names(19), random(1, 30, 19));

        assertEquals(0, alike(sparse, sparse, names(19)));
        assertEquals(0, alike(sparse, sparse, names(7)));
        assertEquals(30, alike(section("one", ONE), section("one", ONE), names(7)), "20 of both kinds are enough");
    }

    @Test
    void twinsAmongManySectionsAreThoseOfAllPairs() {
        List<CountedSection> sections = List.of(
                section("one", ONE),
                section("two", random(2, 30, 40)),
                section("some", ONE.selectRows(new int[] {7, 3, 29})),
                // without the last gene: shared are the other 39
                new CountedSection(
                        "fewer",
                        NAMES.subList(0, 39),
                        ONE.selectRows(new int[] {3})
                                .selectCols(IntStream.range(0, 39).toArray())));
        SpotProfiles profiles = new SpotProfiles(NAMES.subList(0, 39));

        sections.forEach(profiles::add);

        assertEquals(pairs(sections), profiles.twins());
        assertEquals(3, profiles.twins().size());
        assertEquals(64, profiles.compared());
        SpotProfiles few = new SpotProfiles(NAMES.subList(0, 19));
        sections.forEach(few::add);
        assertEquals(List.of(), few.twins());
        assertEquals(0, few.compared());
        assertEquals(64, few.spots());
    }

    private static List<Twins> pairs(List<CountedSection> sections) {
        List<Twins> twins = new ArrayList<>();
        for (int i = 0; i < sections.size(); i++) {
            for (CountedSection other : sections.subList(i + 1, sections.size())) {
                int alike = alike(sections.get(i), other, NAMES.subList(0, 39));
                twins.addAll(
                        alike > 0
                                ? List.of(new Twins(sections.get(i).section(), other.section(), alike))
                                : Collections.emptyList());
            }
        }
        return twins;
    }

    private static int alike(CountedSection one, CountedSection other, List<String> common) {
        return SpotPrints.of(one, common).alike(SpotPrints.of(other, common));
    }

    private static CountedSection section(String name, ExpressionMatrix counts) {
        return new CountedSection(name, NAMES, counts);
    }

    private static List<String> names(int genes) {
        return IntStream.range(0, genes).mapToObj(g -> "g" + g).toList();
    }

    private static ExpressionMatrix random(long seed, int spots, int genes) {
        Random random = new Random(seed);
        float[] counts = new float[spots * genes];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = 1 + random.nextInt(9);
        }
        return ExpressionMatrix.of(new DenseMatrix(spots, genes, counts));
    }
}
