// From the checked rows of a samplesheet to files.

/**
 * The sections of a checked samplesheet: maps of section, patient, mpp and the input files, [] where a row has none.
 * Relative paths start at `base`.
 */
def sectionsOf(tsv, base) {
    def header = tsv.readLines().first().split('\t').toList()
    def rows = tsv.readLines().drop(1).collect { line -> [header, line.split('\t', -1).toList()].transpose().collectEntries() }
    return rows.collect { row -> row + inputColumns().collectEntries { column -> [column, row[column] ? located(row[column], base) : []] } }
}

def inputColumns() {
    return ['spaceranger', 'counts', 'positions', 'image', 'scalefactors', 'h5ad']
}

/** The files of the sections that do not exist, a line each; null when all do. */
def missingFiles(sections) {
    def missing = sections.withIndex().collectMany { row, i ->
        inputColumns().findAll { column -> row[column] && !row[column].exists() }
            .collect { column -> "  row ${i + 2} (section ${row.section}), column ${column}: found no ${row[column].toUriString()}" }
    }
    return missing ? "the samplesheet names files that do not exist (relative paths start at --input_base):\n" + missing.join('\n') : null
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

/** libtorch, for the steps that use it; an image brings its own. */
def natives() {
    return workflow.containerEngine ? [] : file("${projectDir}/target/steps/natives")
}
