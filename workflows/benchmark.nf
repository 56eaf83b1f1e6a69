// Cross-validation: every model learns from each fold's training sections and is judged on its held-out ones, under each protocol.
include { SPLIT     } from '../modules/split/main'
include { STAINED   } from './stained'
include { TRAIN     } from '../modules/train/main'
include { PREDICT   } from '../modules/predict/main'
include { AUDIT     } from '../modules/audit/main'
include { EVALUATE  } from '../modules/evaluate/main'
include { SUMMARISE } from '../modules/summarise/main'
include { WATERFALL } from '../modules/waterfall/main'
include { jar ; natives } from './samplesheet'

workflow BENCHMARK {
    take:
    summaries // [meta, qc.tsv]
    prepared  // [section, section.h5ad, embeddings.h5ad | [], tiles.h5ad]
    models    // {model: whether it is run on each rung between honest and reference too}
    files     // {weights: safetensors | [], markers: file | [], split: file | [], and whether: blocks: sections are cut, stain: it is normalised, finetune: the encoder learns}

    main:
    layouts = files.blocks ? prepared.toSortedList { member -> member[0] }.map { members -> members.collect { member -> member[1] } } : []
    SPLIT(summaries.map { _meta, tsv -> tsv }.toSortedList { tsv -> tsv.name }, layouts, files.split, jar('split'))

    // [key, fold.yml, {fold, protocol, train: [section], test: [section], shown: [section], sections: [section], who: fold and train, models: [model]}]
    folds = SPLIT.out.folds.flatten().map { yml -> [yml.baseName, yml, partsOf(yml, models)] }.filter { _key, _yml, parts -> parts.models }

    // [section, who, section.h5ad, tiles.h5ad, embeddings.h5ad]: one for the protocols that learn from the same sections
    distinct = folds.map { _key, yml, parts -> [parts.who, parts, yml] }.unique { fold -> fold[0] }
    looked = distinct.flatMap { who, parts, _yml -> parts.sections.collect { section -> [section, who] } }.combine(prepared, by: 0)
    if (files.stain) {
        STAINED(distinct, prepared.map { section, _h5ad, _none, images -> [section, images] }, files.weights)
        known = looked.map { section, who, h5ad, _none, images -> [section, who, h5ad, images] }.join(STAINED.out.embeddings, by: [0, 1])
    } else {
        known = looked.map { section, who, h5ad, embeddings, images -> [section, who, h5ad, images, embeddings] }
    }

    // [key, fold.yml, parts, [[section, section.h5ad, embeddings.h5ad, tiles.h5ad | []]]]: what a fold learns from or is shown, and nothing else
    training = folds.flatMap { key, yml, parts -> (parts.train + parts.shown).collect { section -> [section, parts.who, groupKey(key, parts.train.size() + parts.shown.size()), yml, parts] } }
        .combine(known, by: [0, 1])
        .map { section, _who, key, yml, parts, h5ad, images, embeddings -> [key, yml, parts, [section, h5ad, embeddings, files.finetune ? images : []]] }
        .groupTuple(by: [0, 1, 2])

    // [{key, fold, protocol, folder, model}, fold.yml, [section.h5ad], [embeddings.h5ad], [tiles.h5ad]]
    TRAIN(
        training.flatMap { key, yml, parts, members ->
            def seen = members.toSorted { member -> member[0] }
            def learnt = seen.findAll { member -> member[0] in parts.train }.transpose()
            parts.models.collect { model -> [metaOf(key, parts, model), yml, seen.transpose()[1], learnt[2], learnt[3].flatten()] }
        },
        files.weights, jar('train'), natives(),
    )

    // [meta of the model + {section}, model folder, section.h5ad, embeddings.h5ad, tiles.h5ad | []]
    held_out = folds.flatMap { key, _yml, parts -> parts.test.collect { section -> [section, parts.who, key, parts] } }
        .combine(known, by: [0, 1])
        .map { section, _who, key, parts, h5ad, images, embeddings -> [key, parts.blocks ? parts.fold : section, h5ad, embeddings, files.finetune ? images : []] }
    PREDICT(
        TRAIN.out.model.map { meta, folder -> [meta.key, meta, folder] }
            .combine(held_out, by: 0)
            .map { _key, meta, folder, section, h5ad, embeddings, images -> [meta + [section: section], folder, h5ad, embeddings, images] },
        jar('predict'), natives(),
    )

    // [{key, fold, protocol}, fold.yml, [section.h5ad], [tiles.h5ad], [model folder]]: rungs between the protocols need no audit
    audited = folds.filter { _key, _yml, parts -> !parts.rung }
        .flatMap { key, yml, parts -> parts.sections.collect { section -> [section, groupKey(key, parts.sections.size()), yml, parts] } }
        .combine(prepared, by: 0)
        .map { section, key, yml, parts, h5ad, _embeddings, images -> [key, yml, parts, [section, h5ad, images]] }
        .groupTuple(by: [0, 1, 2])
        .map { key, yml, parts, members -> [key.toString(), yml, parts, members.toSorted { member -> member[0] }.transpose()] }
    trained_by_fold = TRAIN.out.model.filter { meta, _folder -> !meta.rung }
        .map { meta, folder -> [groupKey(meta.key, models.size()), [meta.model, folder]] }
        .groupTuple()
        .map { key, members -> [key.toString(), members.toSorted { member -> member[0] }.collect { member -> member[1] }] }
    AUDIT(
        audited.join(trained_by_fold).map { key, yml, parts, columns, folders -> [[key: key, fold: parts.fold, protocol: parts.protocol], yml, columns[1], columns[2], folders] },
        jar('audit'),
    )

    // [meta of the prediction, prediction.h5ad, model.yml]
    EVALUATE(
        PREDICT.out.prediction.map { meta, h5ad -> [meta.key, meta.model, meta, h5ad] }
            .combine(TRAIN.out.model.map { meta, folder -> [meta.key, meta.model, folder] }, by: [0, 1])
            .map { _key, _model, meta, h5ad, folder -> [meta, h5ad, folder.resolve('model.yml')] },
        files.markers, jar('evaluate'),
    )
    SUMMARISE(
        EVALUATE.out.evaluation.filter { meta, _folder -> !meta.rung }.map { _meta, folder -> folder }.toSortedList { folder -> folder.name },
        AUDIT.out.audit.toSortedList { tsv -> tsv.name }, jar('summarise'),
    )
    // only when there is more than one protocol
    WATERFALL(
        EVALUATE.out.evaluation.toSortedList { one -> one[1].name }
            .filter { all -> all.any { meta, _folder -> meta.protocol != 'honest' } }
            .map { all -> all.collect { _meta, folder -> folder } },
        jar('waterfall'),
    )

    metrics     = SUMMARISE.out.metrics
    predictions = PREDICT.out.prediction.filter { meta, _h5ad -> !meta.rung }
    trained     = TRAIN.out.model.filter { meta, _folder -> !meta.rung }
    waterfall   = WATERFALL.out.waterfall

    emit:
    metrics     // tables
    predictions // [{fold, protocol, model, section}, prediction.h5ad]
    trained     // [{fold, protocol, model}, folder]
    waterfall   // waterfall.tsv, none when there is one protocol
}

// What is known of a model's training; results of other protocols than honest get a folder of their own.
def metaOf(key, parts, model) {
    def folder = parts.protocol == 'honest' ? '' : "protocols/${parts.protocol}/"
    return [key: key.toString(), fold: parts.fold, protocol: parts.protocol, folder: folder, rung: parts.rung, model: model]
}

// A fold file as plain lists: Groovy's parser gives a map that fills itself when it is first read, which two operators must not do at once
def partsOf(yml, models) {
    def fold = new groovy.yaml.YamlSlurper().parse(yml)
    def test = fold.test.collect { section -> section.toString() }
    def leaks = (fold.leaks ?: []).collect { leak -> leak.toString() }
    def rung = fold.protocol.startsWith('leak')
    def train = fold.train.collect { section -> section.toString() }
    return [
        fold: fold.id.toString(), protocol: fold.protocol.toString(), rung: rung, blocks: fold.spots ? true : false,
        train: train, test: test, sections: (train + test).unique(false), who: "${fold.id} ${train.join(' ')}".toString(),
        shown: leaks.any { leak -> leak in ['panel', 'harmony', 'truth'] } ? test : [],
        models: models.findAll { _model, ladder -> ladder || !rung }.keySet().toList(),
    ]
}
