"""HDF5 files that a reader of weights must refuse, and some unusual ones that it must read.

    python tools/golden/hostile.py keras/src/test/resources/hostile

Each is the weights file of a model of one dense layer, [2, 3] and [3], with one thing changed; all of them go into hdf5.zip.
h5py 3.14.
"""

import io
import os
import sys
import zipfile

import h5py
import ml_dtypes
import numpy as np

KERNEL = "layers/dense/vars/0"
BIAS = "layers/dense/vars/1"
kernel = np.arange(6, dtype="float32").reshape(2, 3) / 4 - 0.5
bias = np.array([1, -2, 0.5], dtype="float32")
archive = zipfile.ZipFile(os.path.join(sys.argv[1], "hdf5.zip"), "w", zipfile.ZIP_DEFLATED, compresslevel=9)


def write(name, change=None, **options):
    content = io.BytesIO()
    with h5py.File(content, "w", **options) as file:
        file[KERNEL] = kernel
        file[BIAS] = bias
        file.create_group("layers/input_layer/vars")
        file.create_group("vars")
        if change:
            change(file)
    archive.writestr(zipfile.ZipInfo(name + ".h5"), content.getvalue(), zipfile.ZIP_DEFLATED)


def other(name, make, **options):
    """The kernel replaced by what `make` makes of the file."""

    def change(file):
        del file[KERNEL]
        make(file)

    write(name, change, **options)


def linked(file):
    file["layers/dense/more"] = file["layers"]


def missing(file):
    file.create_dataset(KERNEL, (2, 3), "float32")


def bfloat16(file):
    file.create_dataset(KERNEL, data=kernel.astype(ml_dtypes.bfloat16)).attrs["dtype"] = "bfloat16"


def external_data(file):
    file.create_dataset(KERNEL, (2, 3), "float32", external=[("/etc/passwd", 0, 24)])


def virtual(file):
    layout = h5py.VirtualLayout((2, 3), "float32")
    layout[:] = h5py.VirtualSource("other.h5", "x", (2, 3))
    file.create_virtual_dataset(KERNEL, layout)


def compact(file):
    properties = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    properties.set_layout(h5py.h5d.COMPACT)
    space = h5py.h5s.create_simple((2, 3))
    data = h5py.h5d.create(file.id, KERNEL.encode(), h5py.h5t.IEEE_F32LE, space, properties)
    data.write(h5py.h5s.ALL, h5py.h5s.ALL, kernel)


write("good")
write("good_latest", libver="latest")
other("good_float16", lambda f: f.create_dataset(KERNEL, data=kernel.astype("float16")))
other("good_float64", lambda f: f.create_dataset(KERNEL, data=kernel.astype("float64")))
other("good_big_endian", lambda f: f.create_dataset(KERNEL, data=kernel.astype(">f4")))
other("good_bfloat16", bfloat16)
other("good_compact", compact)
other("soft", lambda f: f.__setitem__(KERNEL, h5py.SoftLink("/" + BIAS)))
other("soft_latest", lambda f: f.__setitem__(KERNEL, h5py.SoftLink("/" + BIAS)), libver="latest")
other("external", lambda f: f.__setitem__(KERNEL, h5py.ExternalLink("/etc/passwd", "x")))
other("external_data", external_data)
other("virtual", virtual, libver="latest")
other("chunked", lambda f: f.create_dataset(KERNEL, data=kernel, chunks=(1, 3)))
other("compressed", lambda f: f.create_dataset(KERNEL, data=kernel, compression="gzip"))
other("integers", lambda f: f.create_dataset(KERNEL, data=kernel.astype("int32")))
other("strings", lambda f: f.create_dataset(KERNEL, data=np.array([[b"a"] * 3] * 2)))
other("complex", lambda f: f.create_dataset(KERNEL, data=kernel.astype("complex64")))
other("transposed", lambda f: f.create_dataset(KERNEL, data=kernel.T))
other("missing", lambda f: None)
other("group", lambda f: f.create_group(KERNEL))
other("declared", missing)
other("huge", lambda f: f.create_dataset(KERNEL, (2**31 - 1, 2**31 - 1), "float32"))
write("loop", linked)
write("many", lambda f: [f.create_group(f"vars/{i}") for i in range(100)], libver="latest")
write("deep", lambda f: f.create_group("/".join(["vars"] + ["x"] * 200)), libver="latest")
write("user_block", userblock_size=512)
archive.close()
