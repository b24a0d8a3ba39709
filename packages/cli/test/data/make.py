"""Makes the binary files beside it, with pyarrow 26: python make.py"""

import decimal
from datetime import datetime

import pyarrow as pa
import pyarrow.parquet as pq

rows = pa.table(
    {
        "age": pa.array([41, 36, 29, 52], pa.int64()),
        "city": pa.array(["Oslo", "Bergen", "Oslo", "Bergen"]).dictionary_encode(),
        "income": pa.array(
            [decimal.Decimal("1.10"), decimal.Decimal("-20.25"), None, decimal.Decimal("0.00")],
            pa.decimal128(10, 2),
        ),
        "height": pa.array([1.75, float("nan"), float("inf"), None], pa.float64()),
        "member": pa.array([True, False, None, True]),
        "note": pa.array(["a", "\u00e5, \"b\"", "", None]),
        "seen": pa.array([datetime(2026, 1, 1)] * 4, pa.timestamp("us")),
        "tags": pa.array([["x"], [], None, ["y", "z"]]),
    }
)
big = pa.table({"n": pa.array([1, 2**53 + 1, 3], pa.int64()), "t": pa.array(["a", "b", "c"])})
wrong = pa.table({"n": pa.array([1, 2, 3], pa.int64()), "t": pa.array(["a", "Paris", "c"])})


def arrow(name, table, kind):
    with pa.OSFile(name, "wb") as file, kind(file, table.schema) as writer:
        writer.write_table(table, max_chunksize=2)


for codec in ["snappy", "zstd", "gzip", "none"]:
    pq.write_table(rows, f"rows-{codec}.parquet", compression=codec, row_group_size=3)
pq.write_table(big, "big.parquet")
pq.write_table(wrong, "wrong.parquet")
arrow("rows.arrow", rows, pa.ipc.new_file)
arrow("rows.arrows", rows, pa.ipc.new_stream)
arrow("big.arrow", big, pa.ipc.new_file)
arrow("wrong.arrow", wrong, pa.ipc.new_file)
