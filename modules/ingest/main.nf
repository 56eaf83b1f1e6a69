process INGEST {
    label 'step_medium'
    tag "${meta.section}"

    input:
    // spaceranger, or counts with positions, or h5ad; what a section does not have is []
    tuple val(meta), path(spaceranger, stageAs: 'spaceranger/*'), path(counts, stageAs: 'counts/*'), path(positions, stageAs: 'positions/*'), path(image, stageAs: 'image/*'), path(scalefactors, stageAs: 'scalefactors/*'), path(h5ad, stageAs: 'h5ad/*')
    // what lies in an input folder, so that a changed file in it is seen
    val listing
    path jar

    output:
    tuple val(meta), path("${meta.section}.h5ad"), emit: section
    // the section's own smaller image, when it came without one at full resolution
    tuple val(meta), path("${meta.section}.hires.png"), emit: image, optional: true
    path "${meta.section}.checksums.tsv", emit: checksums
    path 'versions.yml', topic: 'versions'

    script:
    def inputs = [spaceranger: spaceranger, counts: counts, positions: positions, image: image, scalefactors: scalefactors, h5ad: h5ad]
    def options = inputs.findAll { _name, file -> file }.collect { name, file -> "--${name} ${file}" }.join(' ')
    def hires = image ? '' : "--image-output ${meta.section}.hires.png"
    def mpp = meta.mpp ? "--mpp ${meta.mpp}" : ''
    def patient = meta.patient.replace("'", "'\\''")
    """
    heclip ${jar} --section ${meta.section} --patient '${patient}' ${options} ${hires} ${mpp} ${task.ext.args ?: ''} \\
        --output ${meta.section}.h5ad --checksums ${meta.section}.checksums.tsv --versions versions.yml
    """

    stub:
    """
    printf 'ingest: {}\\n' > versions.yml
    touch ${meta.section}.h5ad ${image ? '' : "${meta.section}.hires.png"}
    printf 'section\\tfile\\tbytes\\tsha256\\n' > ${meta.section}.checksums.tsv
    """
}
