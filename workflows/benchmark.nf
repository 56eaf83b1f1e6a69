// Cross-validation: every model learns from each fold's training sections and is judged on its held-out ones.
include { SPLIT     } from '../modules/split/main'
include { TRAIN     } from '../modules/train/main'
include { PREDICT   } from '../modules/predict/main'
include { EVALUATE  } from '../modules/evaluate/main'
include { SUMMARISE } from '../modules/summarise/main'
include { jar ; natives } from './samplesheet'

workflow BENCHMARK {
    take:
    summaries // [meta, qc.tsv]
    prepared  // [section, section.h5ad, embeddings.h5ad, tiles.h5ad | []]
    models    // list of model names
    weights   // safetensors | []
    markers   // file | []

    main:
    SPLIT(summaries.map { _meta, tsv -> tsv }.toSortedList { tsv -> tsv.name }, jar('split'))

    // [fold, fold.yml, {train: [section], test: [section]}]
    folds = SPLIT.out.folds.flatten().map { yml -> [yml.baseName, yml, partsOf(yml)] }

    // [fold, fold.yml, [[section, section.h5ad, embeddings.h5ad, tiles.h5ad]]]: what a fold learns from, and nothing else
    training = folds.flatMap { fold, yml, parts -> parts.train.collect { section -> [section, groupKey(fold, parts.train.size()), yml] } }
        .combine(prepared, by: 0)
        .map { section, fold, yml, h5ad, embeddings, tiles -> [fold, yml, [section, h5ad, embeddings, tiles]] }
        .groupTuple(by: [0, 1])

    // [{fold, model}, fold.yml, [section.h5ad], [embeddings.h5ad], [tiles.h5ad]]
    TRAIN(
        training.combine(models).map { fold, yml, members, model ->
            def columns = members.toSorted { member -> member[0] }.transpose()
            [[fold: fold.toString(), model: model], yml, columns[1], columns[2], columns[3].flatten()]
        },
        weights, jar('train'), natives(),
    )

    // [{fold, model, section}, model folder, section.h5ad, embeddings.h5ad, tiles.h5ad | []]
    held_out = folds.flatMap { fold, _yml, parts -> parts.test.collect { section -> [section, fold] } }
        .combine(prepared, by: 0)
        .map { section, fold, h5ad, embeddings, tiles -> [fold, section, h5ad, embeddings, tiles] }
    PREDICT(
        TRAIN.out.model.map { meta, folder -> [meta.fold, meta, folder] }
            .combine(held_out, by: 0)
            .map { _fold, meta, folder, section, h5ad, embeddings, tiles -> [meta + [section: section], folder, h5ad, embeddings, tiles] },
        jar('predict'), natives(),
    )

    // [{fold, model, section}, prediction.h5ad, model.yml]
    EVALUATE(
        PREDICT.out.prediction.map { meta, h5ad -> [[fold: meta.fold, model: meta.model], meta, h5ad] }
            .combine(TRAIN.out.model, by: 0)
            .map { _key, meta, h5ad, folder -> [meta, h5ad, folder.resolve('model.yml')] },
        markers, jar('evaluate'),
    )
    SUMMARISE(EVALUATE.out.evaluation.map { _meta, folder -> folder }.toSortedList { folder -> folder.name }, jar('summarise'))

    metrics     = SUMMARISE.out.metrics
    predictions = PREDICT.out.prediction
    trained     = TRAIN.out.model

    emit:
    metrics     // folder
    predictions // [{fold, model, section}, prediction.h5ad]
    trained     // [{fold, model}, folder]
}

// {train: [section], test: [section]} as plain lists: Groovy's parser gives a map that fills itself when it is first read, which two
// operators must not do at once
def partsOf(yml) {
    def fold = new groovy.yaml.YamlSlurper().parse(yml)
    return [train: fold.train.collect { section -> section.toString() }, test: fold.test.collect { section -> section.toString() }]
}
