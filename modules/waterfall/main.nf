process WATERFALL {
    label 'step_low'

    input:
    path evaluations, stageAs: 'evaluations/*'
    path jar

    output:
    path 'metrics/waterfall.tsv', emit: waterfall
    path 'versions.yml', topic: 'versions'

    script:
    """
    mkdir metrics
    java \${HECLIP_JAVA_OPTS:-} -jar ${jar} --evaluations ${evaluations} --output metrics/waterfall.tsv --versions versions.yml
    """

    stub:
    """
    printf 'waterfall: {}\\n' > versions.yml
    mkdir metrics
    touch metrics/waterfall.tsv
    """
}
