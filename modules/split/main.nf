process SPLIT {
    label 'step_low'

    input:
    path summaries
    // of the sections, for spatial blocks, and a given split; else []
    path sections, stageAs: 'sections/*'
    path given
    path jar

    output:
    path 'folds/*.yml', emit: folds
    path 'versions.yml', topic: 'versions'

    script:
    def layouts = sections ? "--sections ${sections}" : ''
    def file = given ? "--file ${given}" : ''
    """
    java \${HECLIP_JAVA_OPTS:-} -jar ${jar} --summaries ${summaries} ${layouts} ${file} ${task.ext.args ?: ''} --output folds --versions versions.yml
    """

    stub:
    // each section left out once
    """
    printf 'split: {}\\n' > versions.yml
    mkdir folds
    sections=\$(awk 'FNR > 1 { print \$1 }' ${summaries})
    for held_out in \$sections; do
        train=\$(for s in \$sections; do [ \$s = \$held_out ] || printf '%s, ' \$s; done)
        printf 'id: %s\\nprotocol: honest\\ntrain: [%s]\\ntest: [%s]\\n' \$held_out "\${train%, }" \$held_out > folds/\$held_out.yml
    done
    """
}
