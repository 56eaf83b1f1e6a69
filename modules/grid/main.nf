process GRID {
    label 'step_medium'
    tag "${meta.section}"

    input:
    // positions are [] where a grid is to be laid
    tuple val(meta), path(image, stageAs: 'image/*'), path(positions, stageAs: 'positions/*')
    path bundle
    path jar

    output:
    tuple val(meta), path("sections/${meta.section}.h5ad"), path("${meta.section}.positions.txt"), emit: section
    path 'versions.yml', topic: 'versions'

    script:
    def spots = positions ? "--positions ${positions}" : ''
    def mpp = meta.mpp ? "--mpp ${meta.mpp}" : ''
    """
    heclip ${jar} --section ${meta.section} --patient ${meta.patient} --image ${image} ${spots} ${mpp} --bundle ${bundle} \\
        ${task.ext.args ?: ''} --output sections/${meta.section}.h5ad --count ${meta.section}.positions.txt --versions versions.yml
    """

    stub:
    """
    printf 'grid: {}\\n' > versions.yml
    mkdir sections
    touch sections/${meta.section}.h5ad
    echo 1 > ${meta.section}.positions.txt
    """
}
