process STAIN {
    label 'step_medium'
    tag "${meta.fold}"

    input:
    // the tiles of the fold's training sections and of no other
    tuple val(meta), path(fold), path(tiles, stageAs: 'tiles/*')
    path jar

    output:
    tuple val(meta), path("${meta.fold}.stain.yml"), emit: target
    path 'versions.yml', topic: 'versions'

    script:
    """
    heclip ${jar} --fold ${fold} --tiles ${tiles} ${task.ext.args ?: ''} --output ${meta.fold}.stain.yml --versions versions.yml
    """

    stub:
    """
    printf 'stain: {}\\n' > versions.yml
    touch ${meta.fold}.stain.yml
    """
}
