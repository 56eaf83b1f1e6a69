process SIMULATE {
    label 'step_low'

    input:
    val seed
    path jar

    output:
    path 'simulated', emit: folder
    path 'versions.yml', topic: 'versions'

    script:
    """
    heclip ${jar} --seed ${seed} ${task.ext.args ?: ''} --output simulated --versions versions.yml
    """

    stub:
    """
    mkdir simulated
    printf 'simulate: {}\\n' > versions.yml
    cd simulated
    printf 'gene\\tkind\\tfeature\\n' > truth.tsv
    printf 'section,patient,counts,positions,image\\n' > samplesheet.csv
    for s in A1 A2 B1 B2; do
        touch \$s.counts \$s.positions \$s.image
        printf '%s,%s,%s,%s,%s\\n' \$s \${s%?} \$s.counts \$s.positions \$s.image >> samplesheet.csv
    done
    """
}
