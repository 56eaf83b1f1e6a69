process SETTLE {
    label 'step_low'

    input:
    path models, stageAs: 'models/?/*'
    path jar

    output:
    path 'final.yml', emit: fold
    // options of train, in one line
    path 'arguments.txt', emit: arguments
    path 'versions.yml', topic: 'versions'

    script:
    """
    heclip ${jar} --models ${models} ${task.ext.args ?: ''} --fold final.yml --arguments arguments.txt --versions versions.yml
    """

    stub:
    """
    printf 'settle: {}\\n' > versions.yml
    touch final.yml arguments.txt
    """
}
