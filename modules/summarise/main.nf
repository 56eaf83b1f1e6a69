process SUMMARISE {
    label 'step_medium'

    input:
    path evaluations, stageAs: 'evaluations/*'
    path jar

    output:
    path 'metrics', type: 'dir', emit: metrics
    path 'versions.yml', topic: 'versions'

    script:
    """
    heclip ${jar} --evaluations ${evaluations} --output metrics --versions versions.yml
    """

    stub:
    """
    printf 'summarise: {}\\n' > versions.yml
    mkdir metrics
    touch metrics/genes.tsv metrics/summary.tsv metrics/paired.tsv
    """
}
