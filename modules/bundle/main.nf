process BUNDLE {
    label 'step_medium'
    tag "${name}"

    input:
    val name
    path model, stageAs: 'model'
    path embeddings, stageAs: 'embeddings/*'
    path metrics, stageAs: 'metrics/*'
    path weights
    path jar

    output:
    path "bundle/${name}.heclip", emit: bundle
    path "bundle/${name}", emit: folder
    path 'versions.yml', topic: 'versions'

    script:
    def pretrained = weights ? "--encoder-weights ${weights}" : ''
    """
    heclip ${jar} --name ${name} --model ${model} --embeddings ${embeddings} --genes metrics/genes.tsv \\
        ${pretrained} ${task.ext.args ?: ''} --output bundle --versions versions.yml
    """

    stub:
    """
    printf 'bundle: {}\\n' > versions.yml
    mkdir -p bundle/${name}
    touch bundle/${name}.heclip
    """
}
