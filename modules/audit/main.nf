process AUDIT {
    label 'step_medium'
    tag "${meta.fold} ${meta.protocol}"

    input:
    tuple val(meta), path(fold), path(sections, stageAs: 'sections/*'), path(tiles, stageAs: 'tiles/*'), path(models, stageAs: 'models/?/*')
    path jar

    output:
    path "${meta.protocol}.${meta.fold}.tsv", emit: audit
    path 'versions.yml', topic: 'versions'

    script:
    """
    java \${HECLIP_JAVA_OPTS:-} -jar ${jar} --fold ${fold} --sections ${sections} --tiles ${tiles} --models ${models} \\
        --output ${meta.protocol}.${meta.fold}.tsv --versions versions.yml
    """

    stub:
    """
    printf 'audit: {}\\n' > versions.yml
    printf 'protocol\\tfold\\tmodel\\tcheck\\tverdict\\tdetail\\n' > ${meta.protocol}.${meta.fold}.tsv
    """
}
