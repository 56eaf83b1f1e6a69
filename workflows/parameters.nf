// Parameters are described once, in nextflow_schema.json; these functions check and explain them by it.

/** All parameters of the schema, by name. */
def schemaOf(path) {
    def schema = new groovy.json.JsonSlurper().parse(path)
    return schema.'$defs'.collectMany { _group, part -> part.properties.entrySet() }.collectEntries { entry -> [entry.key, entry.value] }
}

/** Stops with all that is wrong with the parameters, a line each. */
def checkParameters(given, path) {
    def schema = schemaOf(path)
    def problems = given.findAll { name, _value -> !isOfSite(name, given, schema) }.collectMany { name, value ->
        schema.containsKey(name)
            ? problemsOf(name, value, schema[name])
            : ["--${name}: found an unknown parameter, did you mean --${nearest(name, schema.keySet())}? (--help lists all)"]
    }
    if (!given.help && !given.input && (!given.simulate || given.mode == 'predict')) {
        problems << '--input: found nothing, expected a samplesheet (CSV), or -profile test'
    }
    if (given.mode == 'predict' && !given.bundle) {
        problems << '--bundle: found nothing, expected a bundle (<name>.heclip) for --mode predict'
    }
    if (given.mode != 'benchmark' && given.context_um) {
        problems << "--context_um: found '${given.context_um}', expected nothing for --mode ${given.mode}: bundles look at slides without a wider view"
    }
    if (given.mode == 'train' && !given.protocol.toString().tokenize(',').contains('honest')) {
        problems << "--protocol: found '${given.protocol}', expected honest among them for --mode train"
    }
    if (given.mode == 'train' && !given.models.toString().tokenize(',').contains(given.bundle_model)) {
        problems << "--bundle_model: found '${given.bundle_model}', expected one of --models, ${given.models}"
    }
    if (problems) {
        error("the parameters cannot be used:\n" + problems.collect { problem -> "  ${problem}" }.join('\n'))
    }
}

/** Institutions' configurations set parameters that describe themselves, such as config_profile_contact; a user's own are on the command line. */
def isOfSite(name, given, schema) {
    return given.custom_config_base && !schema.containsKey(name) && !workflow.commandLine.contains("--${name}")
}

def problemsOf(name, value, rule) {
    if (value == null) {
        return []
    }
    def text = value.toString()
    def found = "--${name}: found '${text}', expected "
    if (rule['enum'] && !rule['enum'].collect { choice -> choice.toString() }.contains(text)) {
        return [found + "one of ${rule['enum'].join(', ')}"]
    }
    if (rule.type in ['integer', 'number']) {
        def isNumber = rule.type == 'integer' ? text ==~ /-?\d{1,9}/ : text ==~ /-?\d+(\.\d*)?([eE]-?\d{1,2})?/
        def low = rule.exclusiveMinimum == null ? rule.minimum : rule.exclusiveMinimum
        if (!isNumber || (low != null && text.toDouble() < low) || (rule.exclusiveMinimum != null && text.toDouble() <= low) || (rule.maximum != null && text.toDouble() > rule.maximum)) {
            return [found + (rule.type == 'integer' ? 'a whole number' : 'a number') + (low == null ? '' : rule.exclusiveMinimum == null ? ", at least ${low}" : ", above ${low}") + (rule.maximum == null ? '' : ", at most ${rule.maximum}")]
        }
    }
    if (rule.type == 'boolean' && !(text in ['true', 'false'])) {
        return [found + 'true or false']
    }
    // what lies elsewhere is found out when it is fetched
    if (rule.format == 'file-path' && !text.contains('://') && !file(text).exists()) {
        return ["--${name}: found no file ${text}"]
    }
    if (rule.pattern && !(text ==~ rule.pattern)) {
        return [found + rule.errorMessage]
    }
    return []
}

def nearest(name, names) {
    def plain = name.replace('-', '_').toLowerCase()
    return names.min { other -> distance(plain, other) }
}

/** Damerau's distance: how many letters are left out, put in, changed, or swapped with their neighbour. */
def distance(a, b) {
    def rows = [(0..b.size()).toList()]
    a.toList().eachWithIndex { letter, i ->
        def row = [i + 1]
        b.toList().eachWithIndex { other, j ->
            def edits = [rows[i][j] + (letter == other ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1]
            def isSwapped = i > 0 && j > 0 && letter == b[j - 1] && other == a[i - 1]
            row << (isSwapped ? edits + [rows[i - 1][j - 1] + 1] : edits).min()
        }
        rows << row
    }
    return rows.last().last()
}

def helpText(path) {
    def schema = new groovy.json.JsonSlurper().parse(path)
    def lines = ['', schema.description, '', 'Usage: ./nextfloww run . --input samplesheet.csv --outdir results', '       ./nextfloww run . -profile test', '']
    schema.'$defs'.each { _group, part ->
        lines << part.title
        part.properties.each { name, rule ->
            def choices = rule['enum'] ? " (${rule['enum'].join(', ')})" : ''
            def value = rule.default == null ? '' : " [${rule.default}]"
            lines << "  --${name.padRight(18)} ${rule.description}${choices}${value}"
        }
        lines << ''
    }
    return lines.join('\n')
}

/** All parameters as JSON in the order of their names. */
def parametersJson(given) {
    return groovy.json.JsonOutput.prettyPrint(groovy.json.JsonOutput.toJson(new TreeMap(given).findAll { name, _value -> name != 'help' }))
}
