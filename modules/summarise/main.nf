process SUMMARISE {
    label 'step_medium'

    input:
    path evaluations, stageAs: 'evaluations/*'
    // of the folds | []
    path audits, stageAs: 'audits/*'
    path jar

    output:
    path 'metrics', type: 'dir', emit: metrics
    path 'metrics/*.tsv', emit: tables
    path 'versions.yml', topic: 'versions'

    script:
    """
    heclip ${jar} --evaluations ${evaluations} --output metrics --versions versions.yml
    ${audits ? "awk 'NR == 1 || FNR > 1' ${audits} > metrics/audit.tsv" : ''}
    """

    stub:
    """
    printf 'summarise: {}\\n' > versions.yml
    mkdir metrics
    touch metrics/genes.tsv metrics/summary.tsv metrics/paired.tsv metrics/audit.tsv
    """
}
