process PREDICT {
    label 'step_medium'
    label 'step_gpu'
    tag "${meta.model} ${meta.section} ${meta.protocol}"

    input:
    tuple val(meta), path(model, stageAs: 'model'), path(section, stageAs: 'section/*'), path(embeddings), path(tiles, stageAs: 'tiles/*')
    path jar
    path natives

    output:
    tuple val(meta), path("${meta.folder}predictions/${meta.model}/${meta.section}.h5ad"), emit: prediction
    path 'versions.yml', topic: 'versions'

    script:
    def images = tiles ? "--tiles ${tiles}" : ''
    """
    mkdir -p ${meta.folder}predictions/${meta.model}
    heclip ${jar} --model ${model} --section ${section} --embeddings ${embeddings} ${images} ${task.ext.args ?: ''} \\
        --threads ${task.cpus} --output ${meta.folder}predictions/${meta.model}/${meta.section}.h5ad --versions versions.yml
    """

    stub:
    """
    printf 'predict: {}\\n' > versions.yml
    mkdir -p ${meta.folder}predictions/${meta.model}
    touch ${meta.folder}predictions/${meta.model}/${meta.section}.h5ad
    """
}
