process EVALUATE {
    label 'step_medium'
    tag "${meta.model} ${meta.section} ${meta.protocol}"

    input:
    tuple val(meta), path(prediction), path(model_card)
    path markers
    path jar

    output:
    tuple val(meta), path("${meta.protocol}.${meta.fold}.${meta.model}.${meta.section}", type: 'dir'), emit: evaluation
    path 'versions.yml', topic: 'versions'

    script:
    def panel = markers ? "--markers ${markers}" : ''
    """
    java \${HECLIP_JAVA_OPTS:-} -jar ${jar} --prediction ${prediction} --model-card ${model_card} ${panel} ${task.ext.args ?: ''} \\
        --output ${meta.protocol}.${meta.fold}.${meta.model}.${meta.section} --versions versions.yml
    """

    stub:
    """
    printf 'evaluate: {}\\n' > versions.yml
    mkdir ${meta.protocol}.${meta.fold}.${meta.model}.${meta.section}
    touch ${meta.protocol}.${meta.fold}.${meta.model}.${meta.section}/genes.tsv
    """
}
