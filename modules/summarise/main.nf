process SUMMARISE {
    label 'step_medium'

    input:
    path evaluations, stageAs: 'evaluations/*'
    // of the folds | []
    path audits, stageAs: 'audits/*'
    path jar

    output:
    // not the folder: Nextflow publishes one by first taking away what is there, also what another step put into it
    path 'metrics/*.tsv', emit: metrics
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
