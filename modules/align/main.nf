process ALIGN {
    label 'step_medium'
    tag "${meta.section}"

    input:
    tuple val(meta), path(section, stageAs: 'input/*'), path(image, stageAs: 'image/*')
    path jar

    output:
    tuple val(meta), path("sections/${meta.section}.h5ad"), emit: section
    tuple val(meta), path("${meta.section}.positions.txt"), emit: count
    path 'versions.yml', topic: 'versions'

    script:
    """
    mkdir sections
    heclip ${jar} --section ${section} --image ${image} ${task.ext.args ?: ''} \\
        --output sections/${meta.section}.h5ad --count ${meta.section}.positions.txt --versions versions.yml
    """

    stub:
    """
    printf 'align: {}\\n' > versions.yml
    mkdir sections
    touch sections/${meta.section}.h5ad
    echo 1 > ${meta.section}.positions.txt
    """
}
