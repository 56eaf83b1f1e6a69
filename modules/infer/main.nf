process INFER {
    label 'step_medium'
    label 'step_gpu'
    tag "${meta.section}"

    input:
    // features of all positions, in their order
    tuple val(meta), path(section, stageAs: 'section/*'), path(features, stageAs: 'features/*')
    path bundle
    path jar
    path natives

    output:
    tuple val(meta), path("predictions/${meta.section}.h5ad"), emit: prediction
    tuple val(meta), path("predictions/${meta.section}.summary.yml"), emit: summary
    path 'versions.yml', topic: 'versions'

    script:
    """
    heclip ${jar} --bundle ${bundle} --section ${section} --features ${features} ${task.ext.args ?: ''} --threads ${task.cpus} \\
        --output predictions/${meta.section}.h5ad --summary predictions/${meta.section}.summary.yml --versions versions.yml
    """

    stub:
    """
    printf 'infer: {}\\n' > versions.yml
    mkdir predictions
    touch predictions/${meta.section}.h5ad predictions/${meta.section}.summary.yml
    """
}
