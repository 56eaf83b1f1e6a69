package org.heclip.report;

/**
 * A figure twice: as data for the page's script, and as a drawing for paper and for readers without script.
 *
 * @param id unique on the page, letters and digits
 * @param kind name of the function of {@code report.js} that draws it
 * @param data what that function takes, as records and lists
 */
public record Chart(String id, String kind, Object data, Plot still) {}
