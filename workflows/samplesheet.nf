// From the checked rows of a samplesheet to files.

/**
 * The sections of a checked samplesheet: maps of section, patient, mpp and the input files, [] where a row has none.
 * Stops with all files that do not exist, a line each. Relative paths start at `base`.
 */
def sectionsOf(tsv, base) {
    def (header, rows) = [tsv.readLines().first().split('\t').toList(), tsv.readLines().drop(1)]
    def kinds = ['spaceranger', 'counts', 'positions', 'image', 'scalefactors', 'h5ad']
    def sections = rows.collect { line -> [header, line.split('\t', -1).toList()].transpose().collectEntries() }.collect { row ->
        row + kinds.collectEntries { kind -> [kind, row[kind] ? located(row[kind], base) : []] }
    }
    def missing = sections.collectMany { row ->
        kinds.findAll { kind -> row[kind] && !row[kind].exists() }
            .collect { kind -> "row ${sections.indexOf(row) + 2} (section ${row.section}), column ${kind}: found no file ${row[kind].toUriString()}" }
    }
    if (missing) {
        error("the samplesheet names files that do not exist (relative paths start at ${base.toUriString()}, see --input_base):\n" + missing.collect { line -> "  ${line}" }.join('\n'))
    }
    return sections
}

def located(location, base) {
    return location ==~ /^([a-z][a-z0-9+.-]*:\/\/|\/).*/ ? file(location) : base.resolve(location)
}

/** Name, size and time of the files in an input folder: Nextflow's cache does not look into folders. */
def listing(folder) {
    if (!folder || !folder.isDirectory()) {
        return ''
    }
    def parts = [folder] + ['spatial', 'filtered_feature_bc_matrix', 'raw_feature_bc_matrix'].collect { name -> folder.resolve(name) }
    return parts.findAll { part -> part.isDirectory() }
        .collectMany { part -> part.listFiles().findAll { entry -> entry.isFile() }.collect { entry -> "${folder.relativize(entry)} ${entry.size()} ${entry.lastModified()}" } }
        .sort()
        .join('\n')
}

/** The jar of a step, as an input: a changed step is then seen by `-resume`. */
def jar(step) {
    def built = file("${projectDir}/target/steps/${step}.jar")
    if (!built.exists()) {
        error("${built} does not exist: start with ./nextfloww, which builds the steps, or build them with 'mvn package'")
    }
    return built
}
