process FEATURISE {
    label 'step_high'
    label 'step_gpu'
    tag "${meta.section} from ${first}"

    input:
    tuple val(meta), val(first), val(count), path(section, stageAs: 'section/*'), path(image, stageAs: 'image/*')
    path bundle
    path jar
    path natives

    output:
    tuple val(meta), val(first), path("${meta.section}.${first}.features.h5ad"), emit: features
    path 'versions.yml', topic: 'versions'

    script:
    """
    heclip ${jar} --bundle ${bundle} --section ${section} --image ${image} --first ${first} --count ${count} \\
        ${task.ext.args ?: ''} --threads ${task.cpus} --output ${meta.section}.${first}.features.h5ad --versions versions.yml
    """

    stub:
    """
    printf 'featurise: {}\\n' > versions.yml
    touch ${meta.section}.${first}.features.h5ad
    """
}
