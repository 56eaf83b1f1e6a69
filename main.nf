#!/usr/bin/env nextflow
// HECLIP: spatial gene expression predicted from H&E images, and how good the prediction is.
include { checkParameters ; helpText ; parametersJson          } from './workflows/parameters'
include { jar ; listing ; missingFiles ; natives ; sectionsOf } from './workflows/samplesheet'
include { writeCrate                                           } from './workflows/provenance'
include { SIMULATE  } from './modules/simulate/main'
include { CHECK     } from './modules/check/main'
include { INGEST    } from './modules/ingest/main'
include { QC        } from './modules/qc/main'
include { ALIGN     } from './modules/align/main'
include { TILE      } from './modules/tile/main'
include { EMBED     } from './modules/embed/main'
include { BENCHMARK } from './workflows/benchmark'
include { REPORT    } from './modules/report/main'

workflow HECLIP {
    main:
    def weights = weightsOf(params.encoder, params.encoder_weights)
    def markers = params.markers ? file(params.markers, checkIfExists: true) : []

    // samplesheet.csv
    sheet = params.simulate
        ? SIMULATE(params.seed, jar('simulate')).folder.map { folder -> folder.resolve('samplesheet.csv') }
        : channel.value(file(params.input, checkIfExists: true))
    base = sheet.map { csv -> params.input_base ? file(params.input_base, checkIfExists: true) : csv.parent }
    CHECK(sheet, file("${projectDir}/assets/samplesheet.schema.json"), jar('check'))

    // {section, patient, mpp, spaceranger, counts, positions, image, scalefactors, h5ad}
    rows = CHECK.out.rows.combine(base).flatMap { tsv, folder ->
        def sections = sectionsOf(tsv, folder)
        def missing = missingFiles(sections)
        missing ? error(missing) : sections
    }
    inputs = rows.multiMap { row ->
        files: [row.subMap('section', 'patient', 'mpp'), row.spaceranger, row.counts, row.positions, row.image, row.scalefactors, row.h5ad]
        listing: listing(row.spaceranger ?: row.counts)
    }

    // meta is {section, patient, mpp} from here on
    INGEST(inputs.files, inputs.listing, jar('ingest'))

    // [section, image]: the row's own image, else the smaller one that its files hold
    images = rows.filter { row -> row.image }.map { row -> [row.section, row.image] }
        .mix(INGEST.out.image.map { meta, png -> [meta.section, png] })

    // [meta, section.h5ad], and its images
    QC(INGEST.out.section, jar('qc'))
    QC.out.summary.splitCsv(sep: '\t', header: true, elem: 1).filter { _meta, row -> row.passed != 'true' }.subscribe { meta, row ->
        log.warn("section ${meta.section} did not pass QC and is LEFT OUT: ${row.reason}")
    }
    ALIGN(withImage(QC.out.section, images), jar('align'))
    TILE(withImage(ALIGN.out.section, images), jar('tile'))
    EMBED(TILE.out.tiles, weights, jar('embed'), natives())

    // [section, section.h5ad, embeddings.h5ad, tiles.h5ad | []]: tiles only for an encoder that learns
    prepared = ALIGN.out.section.join(EMBED.out.embeddings).join(TILE.out.tiles).map { meta, h5ad, embeddings, tiles ->
        [meta.section, h5ad, embeddings, params.encoder_mode == 'finetune' ? tiles : []]
    }
    BENCHMARK(
        QC.out.summary, prepared, TILE.out.tiles.map { meta, tiles -> [meta.section, tiles] },
        params.models.tokenize(',').collectEntries { model -> [model, model in params.waterfall.tokenize(',')] },
        [weights: weights, markers: markers, split: params.split_file ? file(params.split_file, checkIfExists: true) : [], blocks: params.split == 'spatial_blocks'],
    )
    audit = BENCHMARK.out.audit.flatMap().collectFile(name: 'audit.tsv', keepHeader: true, sort: { tsv -> tsv.name }, storeDir: "${params.outdir}/metrics")

    versions = channel.topic('versions').map { yml -> yml.text }.unique().toSortedList().map { parts ->
        parts.join('') + "nextflow:\n  nextflow: '${workflow.nextflow.version}'\n"
    }
    REPORT(
        BENCHMARK.out.metrics,
        filesOf(ALIGN.out.section), filesOf(BENCHMARK.out.predictions), filesOf(BENCHMARK.out.trained), filesOf(QC.out.summary),
        INGEST.out.checksums.toSortedList { tsv -> tsv.name }, BENCHMARK.out.waterfall.ifEmpty([]), audit,
        versions.map { yaml -> [parametersJson(params), yaml, "HECLIP ${params.mode}, ${params.protocol} protocol"] },
        jar('report'),
    )
}

// the encoder's weights, a path or URL, which a TorchScript encoder may name itself: torchscript:<file>
def weightsOf(encoder, given) {
    def location = given ?: encoder.contains(':') ? encoder.substring(encoder.indexOf(':') + 1) : null
    return location ? file(location, checkIfExists: true) : []
}

// [meta, file] of all sections or models as one list of files, in an order that does not depend on who came first
def filesOf(results) {
    return results.toSortedList { result -> result[0].toString() }.map { list -> list.collect { _meta, path -> path } }
}

// [meta, file, image]
def withImage(sections, images) {
    return sections.map { meta, h5ad -> [meta.section, meta, h5ad] }.combine(images, by: 0).map { _section, meta, h5ad, image -> [meta, h5ad, image] }
}

workflow {
    if (params.help) {
        println(helpText(file("${projectDir}/nextflow_schema.json")))
    } else {
        checkParameters(params, file("${projectDir}/nextflow_schema.json"))
        HECLIP()
        workflow.onComplete = { writeCrate(params, workflow) }
    }
}
