process UNPACK {
    label 'step_low'

    input:
    path bundle, stageAs: 'input/*'
    path jar

    output:
    path 'bundle', emit: bundle
    path 'versions.yml', topic: 'versions'

    script:
    """
    heclip ${jar} --bundle ${bundle} --output bundle --versions versions.yml
    """

    stub:
    """
    printf 'unpack: {}\\n' > versions.yml
    mkdir bundle
    """
}
