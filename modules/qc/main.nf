process QC {
    label 'step_low'
    tag "${meta.section}"

    input:
    tuple val(meta), path(section, stageAs: 'input/*')
    path jar

    output:
    tuple val(meta), path("${meta.section}.h5ad"), emit: section, optional: true
    tuple val(meta), path("${meta.section}.qc.tsv"), emit: summary
    path 'versions.yml', topic: 'versions'

    script:
    """
    heclip ${jar} --section ${section} ${task.ext.args ?: ''} \\
        --output ${meta.section}.h5ad --summary ${meta.section}.qc.tsv --versions versions.yml
    """

    stub:
    """
    printf 'qc: {}\\n' > versions.yml
    touch ${meta.section}.h5ad
    printf 'section\\tpatient\\tpassed\\treason\\n%s\\t%s\\ttrue\\t\\n' ${meta.section} stub > ${meta.section}.qc.tsv
    """
}
