// The final model: one fit on all sections with what the cross-validation chose, and the bundle made of it.
include { SETTLE } from '../modules/settle/main'
include { TRAIN  } from '../modules/train/main'
include { BUNDLE } from '../modules/bundle/main'
include { jar ; natives } from './samplesheet'

workflow FINAL {
    take:
    trained  // [{fold, model}, folder] of the cross-validation
    prepared // [section, section.h5ad, embeddings.h5ad, tiles.h5ad | []]
    metrics  // folder of the cross-validation
    weights  // safetensors | []
    choice   // {model, name}: which model, and the bundle's name

    main:
    SETTLE(
        trained.filter { meta, _folder -> meta.model == choice.model && meta.protocol == 'honest' }
            .toSortedList { one -> one[0].fold }
            .map { folds -> folds.collect { _meta, folder -> folder } },
        jar('settle'),
    )

    // [[section], [section.h5ad], [embeddings.h5ad], [tiles.h5ad]]
    all = prepared.toSortedList { member -> member[0] }.map { members -> members.transpose() }
    TRAIN(
        SETTLE.out.fold.combine(SETTLE.out.arguments).combine(all.map { columns -> [columns] }).map { yml, arguments, columns ->
            def meta = [fold: 'final', protocol: 'honest', model: choice.model, settled: arguments.text.trim()]
            [meta, yml, columns[1], columns[2], columns[3].flatten()]
        },
        weights, jar('train'), natives(),
    )
    BUNDLE(choice.name, TRAIN.out.model.map { _meta, folder -> folder }, all.map { columns -> columns[2] }, metrics, weights, jar('bundle'))

    bundle = BUNDLE.out.bundle
    model  = TRAIN.out.model

    emit:
    bundle // <name>.heclip
    model  // [{fold, model}, folder]
}
