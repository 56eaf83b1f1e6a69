// What a run was made of and what it made, as an RO-Crate 1.1 of the profile Workflow Run Crate 0.5: parameters, inputs and outputs with
// checksums, software (https://www.researchobject.org/workflow-run-crate/).
include { schemaOf } from './parameters'
include { fileEntity ; formalParameter ; id ; ids ; isFile ; now ; sha256 } from './crate'

/** Writes ro-crate-metadata.json into the results' folder; to be called when the run is over. */
def writeCrate(given, run) {
    def root = file(given.outdir)
    if (!root.isDirectory()) {
        return
    }
    root.resolve('pipeline_info').mkdirs()
    root.resolve(workflowId()).text = run.scriptFile.text
    def formal = schemaOf(file("${run.projectDir}/nextflow_schema.json")).findAll { name, _rule -> name != 'help' }
    def values = formal.keySet().findAll { name -> given[name] != null }
    def inputs = inputFiles(given, formal, root)
    def outputs = outputFiles(root)
    def software = softwareOf(root)
    def graph = [
        [
            '@id': 'ro-crate-metadata.json', '@type': 'CreativeWork', about: id('./'),
            conformsTo: [id('https://w3id.org/ro/crate/1.1'), id('https://w3id.org/workflowhub/workflow-ro-crate/1.0')],
        ],
        [
            '@id': './', '@type': 'Dataset', name: "HECLIP ${given.mode} ${run.runName}", datePublished: now(),
            description: run.manifest.description, license: id('#rights'), mainEntity: id(workflowId()), mentions: id('#run'),
            conformsTo: profiles().collect { profile -> id(profile['@id']) },
            hasPart: ids(outputs) + id(workflowId()) + ids(inputs),
        ],
        [
            '@id': workflowId(), '@type': ['File', 'SoftwareSourceCode', 'ComputationalWorkflow'], name: run.manifest.name,
            version: run.manifest.version, license: id('https://spdx.org/licenses/MIT'), programmingLanguage: id('#nextflow'),
            conformsTo: id('https://bioschemas.org/profiles/ComputationalWorkflow/1.0-RELEASE'),
            input: formal.keySet().collect { name -> id("#parameter-${name}") }, softwareRequirements: ids(software),
        ],
        [
            '@id': '#run', '@type': 'CreateAction', name: "Run ${run.runName} (${run.sessionId})", instrument: id(workflowId()),
            startTime: run.start.toString(), endTime: now(), description: run.commandLine,
            actionStatus: id("http://schema.org/${run.success ? 'CompletedActionStatus' : 'FailedActionStatus'}"),
            object: ids(inputs) + values.collect { name -> id("#value-${name}") }, result: ids(outputs),
        ],
        [
            '@id': '#nextflow', '@type': ['ComputerLanguage', 'SoftwareApplication'], name: 'Nextflow', alternateName: 'nextflow',
            version: run.nextflow.version.toString(), softwareVersion: run.nextflow.version.toString(), url: id('https://www.nextflow.io/'), identifier: id('https://www.nextflow.io/'),
        ],
        ['@id': '#rights', '@type': 'CreativeWork', name: 'Rights', description: 'With the owners of the input data'],
        ['@id': 'https://spdx.org/licenses/MIT', '@type': 'CreativeWork', name: 'MIT License'],
    ]
    graph += profiles() + outputs + inputs + software
    graph += formal.collect { name, rule -> formalParameter(name, rule) }
    graph += values.collect { name ->
        ['@id': "#value-${name}", '@type': 'PropertyValue', name: name, value: given[name].toString(), exampleOfWork: id("#parameter-${name}")]
    }
    def crate = ['@context': ['https://w3id.org/ro/crate/1.1/context', 'https://w3id.org/ro/terms/workflow-run/context'], '@graph': graph]
    root.resolve('ro-crate-metadata.json').text = groovy.json.JsonOutput.prettyPrint(groovy.json.JsonOutput.toJson(crate))
}

def workflowId() {
    return 'pipeline_info/main.nf'
}

def profiles() {
    return [
        ['https://w3id.org/ro/wfrun/process/0.5', 'Process Run Crate', '0.5'],
        ['https://w3id.org/ro/wfrun/workflow/0.5', 'Workflow Run Crate', '0.5'],
        ['https://w3id.org/workflowhub/workflow-ro-crate/1.0', 'Workflow RO-Crate', '1.0'],
    ].collect { uri, name, version -> ['@id': uri, '@type': 'CreativeWork', name: name, version: version] }
}

/** The sections' files as `ingest` saw them, and the files that parameters name. */
def inputFiles(given, formal, root) {
    def table = root.resolve('pipeline_info/checksums.tsv')
    def rows = table.exists() ? table.readLines().drop(1).collect { line -> line.split('\t').toList() } : []
    def sections = rows.collect { section, name, bytes, sha256 -> fileEntity("urn:sha256:${sha256}", "${section} ${name}", bytes, sha256) }
    def named = formal.keySet().findAll { name -> isFile(formal[name]) && given[name] && !given[name].toString().contains('://') && file(given[name]).isFile() }.collect { name ->
        def path = file(given[name])
        fileEntity(path.toUri().toString(), path.name, path.size(), sha256(path)) + [exampleOfWork: id("#parameter-${name}")]
    }
    return (sections + named).unique { entity -> entity['@id'] }
}

/** Everything in the results' folder but what Nextflow still writes when the run is over. */
def outputFiles(root) {
    def open = ['trace.txt', 'timeline.html', 'execution.html', 'dag.mmd', 'main.nf'].collect { name -> root.resolve("pipeline_info/${name}") }
    def files = []
    root.eachFileRecurse { path -> if (path.isFile() && path.name != 'ro-crate-metadata.json' && !(path in open)) { files << path } }
    return files.sort().collect { path ->
        fileEntity(new URI(null, null, root.relativize(path).toString(), null).toString(), path.name, path.size(), sha256(path))
    }
}

def softwareOf(root) {
    def versions = root.resolve('pipeline_info/versions.yml')
    def libraries = versions.exists() && versions.size() > 0 ? new groovy.yaml.YamlSlurper().parse(versions).values().collectMany { step -> (step ?: [:]).entrySet() } : []
    return libraries.findAll { library -> library.key != 'nextflow' }.collect { library -> [library.key, library.value.toString()] }.unique().sort().collect { name, version ->
        ['@id': "#software-${name}-${version}", '@type': 'SoftwareApplication', name: name, softwareVersion: version]
    }
}
