process MAPS {
    label 'step_medium'
    tag "${meta.section}"

    input:
    tuple val(meta), path(prediction, stageAs: 'prediction/*'), path(summary), path(section, stageAs: 'section/*')
    path bundle
    path jar

    output:
    tuple val(meta), path("maps/${meta.section}", type: 'dir'), emit: maps
    path 'versions.yml', topic: 'versions'

    script:
    """
    heclip ${jar} --prediction ${prediction} --summary ${summary} --section ${section} --bundle ${bundle} \\
        ${task.ext.args ?: ''} --output maps/${meta.section} --versions versions.yml
    """

    stub:
    """
    printf 'maps: {}\\n' > versions.yml
    mkdir -p maps/${meta.section}
    touch maps/${meta.section}/slide.html
    """
}
