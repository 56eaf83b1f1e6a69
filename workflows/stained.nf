// Stain normalisation: the stain of a fold's training sections, and the features of all its sections as if they were stained so.
include { STAIN } from '../modules/stain/main'
include { EMBED } from '../modules/embed/main'
include { jar ; natives } from './samplesheet'

workflow STAINED {
    take:
    folds   // [who learns: key, {fold, train: [section], sections: [section]}, fold.yml]
    tiles   // [section, tiles.h5ad]
    weights // safetensors | []

    main:
    // [{fold, key}, fold.yml, [tiles.h5ad]]: of the training sections and no other
    STAIN(
        folds.flatMap { key, parts, yml -> parts.train.collect { section -> [section, groupKey(key, parts.train.size()), parts.fold, yml] } }
            .combine(tiles, by: 0)
            .map { section, key, fold, yml, h5ad -> [key, fold, yml, [section, h5ad]] }
            .groupTuple(by: [0, 1, 2])
            .map { key, fold, yml, members -> [[fold: fold, key: key.toString()], yml, members.toSorted { member -> member[0] }.transpose()[1]] },
        jar('stain'),
    )

    // [{section, fold, key}, tiles.h5ad, target.yml]
    EMBED(
        folds.flatMap { key, parts, _yml -> parts.sections.collect { section -> [key, section] } }
            .combine(STAIN.out.target.map { meta, yml -> [meta.key, meta.fold, yml] }, by: 0)
            .map { key, section, fold, yml -> [section, key, fold, yml] }
            .combine(tiles, by: 0)
            .map { section, key, fold, yml, h5ad -> [[section: section, fold: fold, key: key], h5ad, yml] },
        weights, jar('embed'), natives(),
    )

    embeddings = EMBED.out.embeddings.map { meta, h5ad -> [meta.section, meta.key, h5ad] }

    emit:
    embeddings // [section, key, embeddings.h5ad]
}
