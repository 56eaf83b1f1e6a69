process EMBED {
    label 'step_high'
    label 'step_gpu'
    tag "${meta.section}"

    input:
    tuple val(meta), path(tiles), path(stain)
    path weights
    path jar
    path natives

    output:
    tuple val(meta), path("${meta.section}.embeddings.h5ad"), emit: embeddings
    path 'versions.yml', topic: 'versions'

    script:
    def pretrained = weights ? "--weights ${weights}" : ''
    def target = stain ? "--stain ${stain}" : ''
    """
    heclip ${jar} --tiles ${tiles} ${target} ${pretrained} ${task.ext.args ?: ''} --threads ${task.cpus} \\
        --output ${meta.section}.embeddings.h5ad --versions versions.yml
    """

    stub:
    """
    printf 'embed: {}\\n' > versions.yml
    touch ${meta.section}.embeddings.h5ad
    """
}
