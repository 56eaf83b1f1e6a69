package org.heclip.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.heclip.evaluate.LeakAudit.CountedSection;
import org.heclip.evaluate.LeakAudit.Twins;
import org.heclip.expression.DenseMatrix;
import org.heclip.expression.ExpressionMatrix;
import org.heclip.expression.GenePanel;
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

        assertEquals(3, alike(section("one", ONE), copy));
        assertEquals(0, alike(section("one", ONE), section("two", random(2, 30, 40))));
    }

    /** What some other section lacks is still compared between the two that have it. */
    @Test
    void printsCompareEveryGeneThatBothSectionsHave() {
        Random random = new Random(5);
        List<CountedSection> sections = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int[] genes = random.ints(0, 40).distinct().limit(33).toArray();
            int[] spots = random.ints(0, 30).distinct().limit(20).toArray();
            DenseMatrix counts = ONE.selectRows(spots).dense();
            // every fifth spot differs in one gene
            for (int s = 0; s < spots.length; s += 5) {
                counts.values()[40 * s + random.nextInt(40)]++;
            }
            sections.add(new CountedSection(
                    "S" + i,
                    IntStream.of(genes).mapToObj(NAMES::get).toList(),
                    ExpressionMatrix.of(counts).selectCols(genes)));
        }
        GeneGroups groups =
                GeneGroups.of(sections.stream().map(CountedSection::genes).toList());
        assertTrue(groups.size() > 6, groups.size() + " groups");
        for (int i = 0; i < 6; i++) {
            for (int j = 0; j < 6; j++) {
                int found = SpotPrints.of(sections.get(i), groups, i).alike(SpotPrints.of(sections.get(j), groups, j));
                assertEquals(oneByOne(sections.get(i), sections.get(j)), found, i + " and " + j);
            }
        }
    }

    private static int oneByOne(CountedSection one, CountedSection other) {
        List<String> shared = GenePanel.shared(List.of(one.genes(), other.genes()));
        DenseMatrix a =
                one.counts().selectCols(GenePanel.indices(one.genes(), shared)).dense();
        DenseMatrix b = other.counts()
                .selectCols(GenePanel.indices(other.genes(), shared))
                .dense();
        return (int) IntStream.range(0, b.rows())
                .filter(t -> IntStream.range(0, a.rows()).anyMatch(s -> Arrays.equals(a.row(s), b.row(t))))
                .count();
    }

    @Test
    void sparseSpotsAreNotCompared() {
        CountedSection sparse = new CountedSection("sparse", names(19), random(1, 30, 19));

        assertEquals(0, alike(sparse, sparse));
        assertEquals(30, alike(section("one", ONE), section("one", ONE)));
        assertEquals(0, alike(sparse, section("one", ONE)), "of which they share 19 genes");
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
                int alike = alike(sections.get(i), other);
                twins.addAll(
                        alike > 0
                                ? List.of(new Twins(sections.get(i).section(), other.section(), alike))
                                : Collections.emptyList());
            }
        }
        return twins;
    }

    private static int alike(CountedSection one, CountedSection other) {
        GeneGroups groups = GeneGroups.of(List.of(one.genes(), other.genes()));
        return SpotPrints.of(one, groups, 0).alike(SpotPrints.of(other, groups, 1));
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
