process CHECK {
    label 'step_low'

    input:
    path samplesheet
    path schema
    path jar

    output:
    path 'samplesheet.tsv', emit: rows
    path 'versions.yml', topic: 'versions'

    script:
    """
    heclip ${jar} --samplesheet ${samplesheet} --schema ${schema} --output samplesheet.tsv --versions versions.yml
    """

    stub:
    // good enough for a sheet without quotes; the columns come in the order of the step's output
    """
    printf 'check: {}\\n' > versions.yml
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[\$i] = i }
        { line = ""; n = split("section patient spaceranger counts positions image scalefactors h5ad mpp", names, " ")
          for (i = 1; i <= n; i++) line = line (i > 1 ? "\\t" : "") (NR == 1 ? names[i] : (names[i] in at) ? \$at[names[i]] : "")
          print line }' ${samplesheet} > samplesheet.tsv
    """
}
