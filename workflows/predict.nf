// Expression of slides from a model bundle: at given positions, or on a grid over the tissue. Slides that have counts are evaluated too.
include { UNPACK    } from '../modules/unpack/main'
include { GRID      } from '../modules/grid/main'
include { FEATURISE } from '../modules/featurise/main'
include { INFER     } from '../modules/infer/main'
include { MAPS      } from '../modules/maps/main'
include { EVALUATE  } from '../modules/evaluate/main'
include { SUMMARISE } from '../modules/summarise/main'
include { SECTIONS  } from './sections'
include { jar ; natives } from './samplesheet'

workflow PREDICT_SLIDES {
    take:
    rows    // {section, patient, mpp, spaceranger, counts, positions, image, scalefactors, h5ad}
    bundle  // <name>.heclip, or its folder
    part    // positions a task
    markers // file | []

    main:
    UNPACK(bundle, jar('unpack'))
    kinds = rows.map { row -> row + [patient: row.patient ?: row.section] }.branch { row ->
        measured: row.spaceranger || row.counts || row.h5ad
        plain: true
    }
    GRID(kinds.plain.map { row -> [row.subMap('section', 'patient', 'mpp'), row.image, row.positions] }, UNPACK.out.bundle, jar('grid'))
    SECTIONS(kinds.measured)

    // [section, meta, section.h5ad, number of positions, image]
    slides = GRID.out.section.mix(SECTIONS.out.sections.join(SECTIONS.out.counts))
        .map { meta, h5ad, positions -> [meta.section, meta, h5ad, positions.text.trim() as int] }
        .join(kinds.plain.map { row -> [row.section, row.image] }.mix(SECTIONS.out.images))

    // [meta, first position, positions, section.h5ad, image]: a failed or stopped part is done again, and no other
    parts = slides.flatMap { _section, meta, h5ad, positions, image ->
        (0..<positions).step(part).collect { first -> [meta, first, part, h5ad, image] }
    }
    FEATURISE(parts, UNPACK.out.bundle, jar('featurise'), natives())

    // [meta, section.h5ad, [features.h5ad]] in the order of the positions
    sections = slides.map { _section, meta, h5ad, positions, _image -> [meta, h5ad, (0..<positions).step(part).size()] }
    features = FEATURISE.out.features.map { meta, first, h5ad -> [meta, [first, h5ad]] }
        .combine(sections.map { meta, _h5ad, tasks -> [meta, tasks] }, by: 0)
        .map { meta, one, tasks -> [groupKey(meta, tasks), one] }
        .groupTuple()
        .map { key, all -> [key.target, all.toSorted { one -> one[0] }.collect { _first, h5ad -> h5ad }] }
    INFER(sections.map { meta, h5ad, _tasks -> [meta, h5ad] }.join(features), UNPACK.out.bundle, jar('infer'), natives())
    MAPS(INFER.out.prediction.join(INFER.out.summary).join(sections.map { meta, h5ad, _tasks -> [meta, h5ad] }), UNPACK.out.bundle, jar('maps'))

    // [{fold, model, section}, prediction.h5ad, model.yml] of the slides with counts
    EVALUATE(
        SECTIONS.out.sections.map { meta, _h5ad -> [meta] }.join(INFER.out.prediction).combine(UNPACK.out.bundle)
            .map { meta, h5ad, folder -> [[fold: 'final', protocol: 'honest', model: 'bundle', section: meta.section], h5ad, folder.resolve('model.yml')] },
        markers, jar('evaluate'),
    )
    SUMMARISE(
        EVALUATE.out.evaluation.map { _meta, folder -> folder }.toSortedList { folder -> folder.name }.filter { folders -> folders },
        [], jar('summarise'),
    )

    predictions = INFER.out.prediction
    maps        = MAPS.out.maps

    emit:
    predictions // [{section, patient, mpp}, prediction.h5ad]
    maps        // [{section, patient, mpp}, folder]
}
