process REPORT {
    label 'step_medium'

    input:
    // under another name: tables of this step are published beside them
    path metrics, stageAs: 'evaluated/*'
    path sections, stageAs: 'sections/*'
    path predictions, stageAs: 'predictions/?/*'
    path models, stageAs: 'models/?/*'
    path summaries, stageAs: 'qc/*'
    path checksums, stageAs: 'checksums/*'
    // table of the protocol comparison | []
    path waterfall
    // JSON and YAML as text: the same run gives the same text, whatever task was first to write it
    tuple val(parameters), val(versions), val(title)
    path jar

    output:
    path 'report.html', emit: report
    path 'multiqc/*_mqc.json', emit: multiqc
    path 'metrics/*.tsv', emit: tables
    path 'pipeline_info/params.json', emit: parameters
    path 'pipeline_info/versions.yml', emit: versions
    path 'pipeline_info/checksums.tsv', emit: checksums

    script:
    // as deep as the script, whose indentation Nextflow takes off
    def json = parameters.trim().replace('\n', '\n    ')
    def yaml = versions.trim().replace('\n', '\n    ')
    def comparison = waterfall ? "--waterfall ${waterfall} " : ''
    """
    mkdir pipeline_info
    cat > pipeline_info/params.json << 'END_OF_PARAMETERS'
    ${json}
    END_OF_PARAMETERS
    cat > pipeline_info/versions.yml << 'END_OF_VERSIONS'
    ${yaml}
    END_OF_VERSIONS
    awk 'NR == 1 || FNR > 1' ${checksums} > pipeline_info/checksums.tsv
    heclip ${jar} --metrics evaluated --sections ${sections} --predictions ${predictions} --models ${models} --qc ${summaries} \\
        ${comparison}--audit evaluated/audit.tsv --multiqc multiqc --tables metrics ${task.ext.args ?: ''} --parameters pipeline_info/params.json --versions-file pipeline_info/versions.yml --title '${title}' --output report.html --versions own.yml
    cat own.yml >> pipeline_info/versions.yml
    """

    stub:
    """
    mkdir pipeline_info multiqc metrics
    touch multiqc/heclip_models_mqc.json metrics/qc.tsv metrics/models.tsv
    touch report.html pipeline_info/params.json pipeline_info/versions.yml pipeline_info/checksums.tsv
    """
}
