#!/usr/bin/env nextflow
// HECLIP: spatial gene expression predicted from H&E images, and how good the prediction is.
include { checkParameters ; helpText ; parametersJson } from './workflows/parameters'
include { jar ; natives  } from './workflows/samplesheet'
include { writeCrate     } from './workflows/provenance'
include { ROWS ; SECTIONS ; withImage } from './workflows/sections'
include { SIMULATE       } from './modules/simulate/main'
include { TILE           } from './modules/tile/main'
include { EMBED          } from './modules/embed/main'
include { BENCHMARK      } from './workflows/benchmark'
include { FINAL          } from './workflows/train'
include { PREDICT_SLIDES } from './workflows/predict'
include { REPORT         } from './modules/report/main'

// --mode benchmark: cross-validation. --mode train: that, then a model of all sections in a bundle.
workflow HECLIP {
    main:
    def weights = weightsOf(params.encoder, params.encoder_weights)
    def markers = params.markers ? file(params.markers, checkIfExists: true) : []

    // samplesheet.csv
    sheet = params.simulate
        ? SIMULATE(params.seed, jar('simulate')).folder.map { folder -> folder.resolve('samplesheet.csv') }
        : channel.value(file(params.input, checkIfExists: true))
    ROWS(sheet, params.input_base, file("${projectDir}/assets/samplesheet.schema.json"))
    SECTIONS(ROWS.out.rows)
    TILE(withImage(SECTIONS.out.sections, SECTIONS.out.images), jar('tile'))

    // [section, section.h5ad, embeddings.h5ad | [], tiles.h5ad]: with stain normalisation each fold has embeddings of its own
    embeddings = params.stain == 'none'
        ? EMBED(TILE.out.tiles.map { meta, tiles -> [meta, tiles, []] }, weights, jar('embed'), natives()).embeddings
        : TILE.out.tiles.map { meta, _tiles -> [meta, []] }
    prepared = SECTIONS.out.sections.join(embeddings).join(TILE.out.tiles).map { meta, h5ad, features, tiles -> [meta.section, h5ad, features, tiles] }
    learning = [weights: weights, stain: params.stain != 'none', finetune: params.encoder_mode == 'finetune']
    BENCHMARK(
        SECTIONS.out.summaries, prepared,
        params.models.tokenize(',').collectEntries { model -> [model, model in params.waterfall.tokenize(',')] },
        learning + [markers: markers, split: params.split_file ? file(params.split_file, checkIfExists: true) : [], blocks: params.split == 'spatial_blocks'],
    )

    if (params.mode == 'train') {
        FINAL(BENCHMARK.out.trained, prepared, BENCHMARK.out.metrics, learning + [model: params.bundle_model, name: params.bundle_name])
    }

    versions = versionsOf(channel.topic('versions'))
    REPORT(
        BENCHMARK.out.metrics,
        filesOf(SECTIONS.out.sections), filesOf(BENCHMARK.out.predictions), filesOf(BENCHMARK.out.trained), filesOf(SECTIONS.out.summaries),
        SECTIONS.out.checksums.toSortedList { tsv -> tsv.name }, BENCHMARK.out.waterfall.ifEmpty([]),
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

// All versions.yml as one YAML text
def versionsOf(files) {
    return files.map { yml -> yml.text }.unique().toSortedList().map { parts -> parts.join('') + "nextflow:\n  nextflow: '${workflow.nextflow.version}'\n" }
}

// --mode predict: expression of slides from a bundle.
workflow PREDICTION {
    main:
    def markers = params.markers ? file(params.markers, checkIfExists: true) : []
    ROWS(channel.value(file(params.input, checkIfExists: true)), params.input_base, file("${projectDir}/assets/predict.schema.json"))
    PREDICT_SLIDES(ROWS.out.rows, file(params.bundle, checkIfExists: true), params.positions_per_task, markers)
    versionsOf(channel.topic('versions')).collectFile(name: 'versions.yml', storeDir: "${params.outdir}/pipeline_info")
    channel.of(parametersJson(params)).collectFile(name: 'params.json', storeDir: "${params.outdir}/pipeline_info")
}

workflow {
    if (params.help) {
        println(helpText(file("${projectDir}/nextflow_schema.json")))
    } else {
        checkParameters(params, file("${projectDir}/nextflow_schema.json"))
        params.mode == 'predict' ? PREDICTION() : HECLIP()
        workflow.onComplete = { writeCrate(params, workflow) }
    }
}
