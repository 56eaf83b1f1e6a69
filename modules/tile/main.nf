process TILE {
    label 'step_medium'
    tag "${meta.section}"

    input:
    tuple val(meta), path(section, stageAs: 'input/*'), path(image, stageAs: 'image/*')
    path jar

    output:
    tuple val(meta), path("${meta.section}.tiles.h5ad"), emit: tiles
    path 'versions.yml', topic: 'versions'

    script:
    """
    heclip ${jar} --section ${section} --image ${image} ${task.ext.args ?: ''} --threads ${task.cpus} \\
        --output ${meta.section}.tiles.h5ad --versions versions.yml
    """

    stub:
    """
    printf 'tile: {}\\n' > versions.yml
    touch ${meta.section}.tiles.h5ad
    """
}
