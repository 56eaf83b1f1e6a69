// The final model: one fit on all sections with what the cross-validation chose, and the bundle made of it.
include { SETTLE  } from '../modules/settle/main'
include { STAINED } from './stained'
include { TRAIN   } from '../modules/train/main'
include { BUNDLE  } from '../modules/bundle/main'
include { jar ; natives } from './samplesheet'

workflow FINAL {
    take:
    trained  // [{fold, model}, folder] of the cross-validation
    prepared // [section, section.h5ad, embeddings.h5ad | [], tiles.h5ad]
    metrics  // tables of the cross-validation
    choice   // {model, name: of the bundle, weights: safetensors | [], stain, finetune: whether}

    main:
    SETTLE(
        trained.filter { meta, _folder -> meta.model == choice.model && meta.protocol == 'honest' }
            .toSortedList { one -> one[0].fold }
            .map { folds -> folds.collect { _meta, folder -> folder } },
        jar('settle'),
    )

    if (choice.stain) {
        everyone = prepared.toSortedList { member -> member[0] }.map { members -> members.collect { member -> member[0] } }
        STAINED(
            SETTLE.out.fold.combine(everyone.map { sections -> [sections] }).map { yml, sections -> ['final', [fold: 'final', train: sections, sections: sections], yml] },
            prepared.map { section, _h5ad, _none, images -> [section, images] }, choice.weights,
        )
        known = prepared.map { section, h5ad, _none, images -> [section, h5ad, images] }
            .join(STAINED.out.embeddings.map { section, _key, embeddings -> [section, embeddings] })
            .map { section, h5ad, images, embeddings -> [section, h5ad, embeddings, images] }
    } else {
        known = prepared
    }

    // [[section], [section.h5ad], [embeddings.h5ad], [tiles.h5ad | []]]
    all = known.map { section, h5ad, embeddings, images -> [section, h5ad, embeddings, choice.finetune ? images : []] }
        .toSortedList { member -> member[0] }
        .map { members -> members.transpose() }
    TRAIN(
        SETTLE.out.fold.combine(SETTLE.out.arguments).combine(all.map { columns -> [columns] }).map { yml, arguments, columns ->
            def meta = [fold: 'final', protocol: 'honest', model: choice.model, settled: arguments.text.trim()]
            [meta, yml, columns[1], columns[2], columns[3].flatten()]
        },
        choice.weights, jar('train'), natives(),
    )
    BUNDLE(choice.name, TRAIN.out.model.map { _meta, folder -> folder }, all.map { columns -> columns[2] }, metrics, choice.weights, jar('bundle'))

    bundle = BUNDLE.out.bundle
    model  = TRAIN.out.model

    emit:
    bundle // <name>.heclip
    model  // [{fold, model}, folder]
}
