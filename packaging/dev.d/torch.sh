# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# libtorch out of PyPI wheels, unpacked side by side into build/parts/torch, where the libraries' own rpaths find each other.

# part_torch cpu|gpu: gpu adds what libtorch_cuda.so needs.
part_torch() {
    local pin name file new=$parts/.work/torch
    pin="$1 $(cat packaging/requirements/torch.txt packaging/requirements/torch-gpu.txt | sha256sum)"
    # What is there for the GPU serves the CPU as well.
    if made torch "$pin" || made torch "${pin/#cpu/gpu}"; then
        return 0
    fi
    rm -rf "$new"
    mkdir -p "$new"
    file=$(fetch_from_pypi torch torch)
    # Neither the Python side nor the test programs; for the CPU not the GPU's code either, which is most of it.
    local unwanted=('torch/lib/libtorch_python.so' 'torch/lib/libshm*')
    [ "$1" = gpu ] || unwanted+=('torch/lib/libtorch_cuda*' 'torch/lib/libc10_cuda*' 'torch/lib/libcaffe2*' 'torch/lib/libtorch_nvshmem*')
    unzip -q "$file" 'torch/lib/*' 'torch/include/*' 'torch/version.py' -d "$new" -x "${unwanted[@]}"
    for name in nvidia-cuda-runtime nvidia-cuda-cupti; do
        file=$(fetch_from_pypi torch "$name")
        unzip -q -o "$file" 'nvidia/*' -d "$new"
    done
    if [ "$1" = gpu ]; then
        while read -r name; do
            file=$(fetch_from_pypi torch-gpu "$name")
            unzip -q -o "$file" 'nvidia/*' -d "$new"
        done < <(sed -n 's/^\(nvidia-[a-z0-9-]*\)==.*/\1/p' packaging/requirements/torch-gpu.txt)
    fi
    replace "$new" "$parts/torch"
    stamp torch "$pin"
}
