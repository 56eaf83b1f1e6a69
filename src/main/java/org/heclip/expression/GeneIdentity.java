package org.heclip.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which genes of several sections are the same. Identifiers decide where all sections have them: symbols change between
 * references, and two genes may share one. Else names decide. An Ensembl identifier's version is no part of it.
 *
 * @param names of each section's genes, in its order: the same gene has the same name, that of the first section having it
 * @param byId whether identifiers decided
 * @param shared genes that all sections have
 */
public record GeneIdentity(List<List<String>> names, boolean byId, int shared) {
    private static final Pattern VERSIONED = Pattern.compile("(ENS[A-Z]*G\\d+)\\.\\d+");

    /** One section's genes. @param names unique. @param ids one for each name, where the section has them */
    public record Genes(List<String> names, Optional<List<String>> ids) {
        /** @throws IllegalArgumentException when names and ids differ in number */
        public Genes {
            if (ids.isPresent() && ids.get().size() != names.size()) {
                throw new IllegalArgumentException(
                        names.size() + " names of genes, " + ids.get().size() + " identifiers");
            }
        }

        /** Each gene has an identifier of its own. */
        private boolean identified() {
            return ids.isPresent()
                    && ids.get().stream().noneMatch(String::isBlank)
                    && ids.get().stream()
                                    .map(GeneIdentity::withoutVersion)
                                    .distinct()
                                    .count()
                            == names.size();
        }
    }

    /** Joins at least one section. */
    public static GeneIdentity join(List<Genes> sections) {
        boolean byId = sections.stream().allMatch(Genes::identified);
        Map<String, String> nameOf = new HashMap<>();
        Set<String> taken = new HashSet<>();
        List<List<String>> names = new ArrayList<>();
        for (Genes section : sections) {
            List<String> own = new ArrayList<>();
            for (int g = 0; g < section.names().size(); g++) {
                String name = section.names().get(g);
                own.add(byId ? name(withoutVersion(section.ids().get().get(g)), name, nameOf, taken) : name);
            }
            names.add(List.copyOf(own));
        }
        return new GeneIdentity(
                List.copyOf(names), byId, GenePanel.shared(names).size());
    }

    /** The name that stands for an identifier; a name taken by another gene is made the gene's own by its identifier. */
    private static String name(String id, String name, Map<String, String> nameOf, Set<String> taken) {
        return nameOf.computeIfAbsent(id, first -> taken.add(name) ? name : name + " (" + id + ")");
    }

    /**
     * Where each wanted gene is among a section's genes: by identifier where both sides have one for each gene, else by name.
     *
     * @return an index for each wanted gene, -1 for one that is not there
     */
    public static int[] indices(Genes section, Genes wanted) {
        boolean byId = section.identified() && wanted.identified();
        Map<String, Integer> at = new HashMap<>();
        List<String> keys = keys(section, byId);
        for (int g = 0; g < keys.size(); g++) {
            at.putIfAbsent(keys.get(g), g);
        }
        return keys(wanted, byId).stream()
                .mapToInt(key -> at.getOrDefault(key, -1))
                .toArray();
    }

    private static List<String> keys(Genes genes, boolean byId) {
        return byId
                ? genes.ids().orElseThrow().stream()
                        .map(GeneIdentity::withoutVersion)
                        .toList()
                : genes.names();
    }

    private static String withoutVersion(String id) {
        var versioned = VERSIONED.matcher(id);
        return versioned.matches() ? versioned.group(1) : id;
    }

    /** What was joined, for the log. */
    public String summary() {
        int fewest = names.stream().mapToInt(List::size).min().orElse(0);
        int most = names.stream().mapToInt(List::size).max().orElse(0);
        return shared + " genes shared by " + names.size() + " section(s) of " + fewest
                + (most > fewest ? " to " + most : "") + ", joined by " + (byId ? "gene id" : "name");
    }
}
