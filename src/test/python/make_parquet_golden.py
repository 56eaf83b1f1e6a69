"""Writes positions as Parquet in the ways that writers choose between (pyarrow 26).

Usage: make_parquet_golden.py FOLDER

All tables hold the same 300 bins; PositionsParquetTest knows them.
"""

import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

folder = Path(sys.argv[1])
N = 300
columns = {
    "barcode": [f"s_008um_{i // 20:05d}_{i % 20:05d}-1" for i in range(N)],
    "in_tissue": [int(i % 3 > 0) for i in range(N)],
    "array_row": [i // 20 for i in range(N)],
    "array_col": [i % 20 for i in range(N)],
    "pxl_row_in_fullres": [1.5 * i + 0.25 for i in range(N)],
    "pxl_col_in_fullres": [7000 - 2.25 * i for i in range(N)],
}
table = pa.table(columns)
narrow = table.set_column(1, "in_tissue", pa.array(columns["in_tissue"], pa.int32()))
narrow = narrow.append_column("__index_level_0__", pa.array(range(N)))
flags = table.set_column(1, "in_tissue", pa.array([bool(v) for v in columns["in_tissue"]]))
floats = table.set_column(4, "pxl_row_in_fullres", pa.array(columns["pxl_row_in_fullres"], pa.float32()))
required = pa.schema([pa.field(f.name, f.type, nullable=False) for f in table.schema])
gap = table.set_column(5, "pxl_col_in_fullres", pa.array([None, *columns["pxl_col_in_fullres"][1:]]))

pq.write_table(narrow, folder / "snappy.parquet")
pq.write_table(flags, folder / "plain.parquet", compression="none", use_dictionary=False)
pq.write_table(floats, folder / "gzip_v2.parquet", compression="gzip", data_page_version="2.0")
pq.write_table(
    table.cast(required), folder / "groups.parquet", row_group_size=70, data_page_size=64, dictionary_pagesize_limit=200, write_batch_size=16
)
pq.write_table(table, folder / "zstd.parquet", compression="zstd")
pq.write_table(gap, folder / "gap.parquet")
pq.write_table(table.drop(["array_col"]), folder / "missing.parquet")
pq.write_table(table, folder / "delta.parquet", use_dictionary=False, column_encoding={"array_row": "DELTA_BINARY_PACKED"})
