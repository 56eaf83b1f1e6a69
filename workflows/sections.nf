// From a samplesheet to sections with counts that passed quality control and lie on their images.
include { CHECK  } from '../modules/check/main'
include { INGEST } from '../modules/ingest/main'
include { QC     } from '../modules/qc/main'
include { ALIGN  } from '../modules/align/main'
include { jar ; listing ; missingFiles ; sectionsOf } from './samplesheet'

workflow ROWS {
    take:
    sheet      // samplesheet.csv
    input_base // folder | null
    schema     // JSON Schema of its rows

    main:
    base = sheet.map { csv -> input_base ? file(input_base, checkIfExists: true) : csv.parent }
    CHECK(sheet, schema, jar('check'))
    rows = CHECK.out.rows.combine(base).flatMap { tsv, folder ->
        def sections = sectionsOf(tsv, folder)
        def missing = missingFiles(sections)
        missing ? error(missing) : sections
    }

    emit:
    rows // {section, patient, mpp, spaceranger, counts, positions, image, scalefactors, h5ad}
}

workflow SECTIONS {
    take:
    rows // as ROWS emits them, with counts

    main:
    inputs = rows.multiMap { row ->
        files: [row.subMap('section', 'patient', 'mpp'), row.spaceranger, row.counts, row.positions, row.image, row.scalefactors, row.h5ad]
        listing: listing(row.spaceranger ?: row.counts)
    }

    // meta is {section, patient, mpp} from here on
    INGEST(inputs.files, inputs.listing, jar('ingest'))

    // the row's own image, else the smaller one that its files hold
    images = rows.filter { row -> row.image }.map { row -> [row.section, row.image] }
        .mix(INGEST.out.image.map { meta, png -> [meta.section, png] })

    QC(INGEST.out.section, jar('qc'))
    QC.out.summary.splitCsv(sep: '\t', header: true, elem: 1).filter { _meta, row -> row.passed != 'true' }.subscribe { meta, row ->
        log.warn("section ${meta.section} did not pass QC and is LEFT OUT: ${row.reason}")
    }
    ALIGN(withImage(QC.out.section, images), jar('align'))

    sections  = ALIGN.out.section
    counts    = ALIGN.out.count
    summaries = QC.out.summary
    checksums = INGEST.out.checksums

    emit:
    sections  // [meta, section.h5ad]
    counts    // [meta, number of its spots as text]
    images    // [section, image]
    summaries // [meta, qc.tsv]
    checksums // checksums.tsv
}

// [meta, file, image]
def withImage(sections, images) {
    return sections.map { meta, h5ad -> [meta.section, meta, h5ad] }.combine(images, by: 0).map { _section, meta, h5ad, image -> [meta, h5ad, image] }
}
