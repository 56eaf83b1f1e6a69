process TRAIN {
    label 'step_high'
    label 'step_gpu'
    tag "${meta.model} ${meta.fold} ${meta.protocol ?: ''}"

    input:
    // the files of the fold's training sections and, in an honest fold, of no other; tiles are [] for a frozen encoder
    tuple val(meta), path(fold), path(sections, stageAs: 'sections/*'), path(embeddings, stageAs: 'embeddings/*'), path(tiles, stageAs: 'tiles/*')
    path weights
    path jar
    path natives

    output:
    tuple val(meta), path("${meta.folder ?: ''}models/${meta.model}/${meta.fold}", type: 'dir'), emit: model
    path 'versions.yml', topic: 'versions'

    // HECLIP_CHECKPOINTS is no part of the command: checkpoints are seen by a retried task in another work directory, not by -resume
    script:
    def images = tiles ? "--tiles ${tiles}" : ''
    def pretrained = weights ? "--weights ${weights}" : ''
    def network = meta.model in (task.ext.networks ?: []) ? task.ext.network : ''
    def contrast = meta.model in (task.ext.contrasting ?: []) ? task.ext.contrast : ''
    """
    mkdir -p ${meta.folder ?: ''}models/${meta.model}
    heclip ${jar} --fold ${fold} --model ${meta.model} --sections ${sections} --embeddings ${embeddings} ${images} \\
        ${pretrained} ${task.ext.args ?: ''} ${network} ${contrast} ${task.ext[meta.model] ?: ''} ${meta.settled ?: ''} --threads ${task.cpus} --output ${meta.folder ?: ''}models/${meta.model}/${meta.fold} --versions versions.yml \\
        \${HECLIP_CHECKPOINTS:+--checkpoint "\$HECLIP_CHECKPOINTS/${meta.protocol ?: ''}/${meta.model}/${meta.fold}"}
    """

    stub:
    """
    printf 'train: {}\\n' > versions.yml
    mkdir -p ${meta.folder ?: ''}models/${meta.model}/${meta.fold}
    touch ${meta.folder ?: ''}models/${meta.model}/${meta.fold}/model.yml
    """
}
