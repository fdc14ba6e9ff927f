# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Benchmarks, golden files, a look at the machine.

verb_bench() {
    verb_deps
    build_preset release
    local cli=build/release/bin/gatewright-cli model=$parts/models/SmolLM2-135M-Instruct.Q4_1.gguf program name result=0
    if [ "${1:-}" = --against ]; then
        if [ "${2:-}" != llama.cpp ] || [ ! -d "${3:-}" ]; then
            complain "usage: packaging/dev bench --against llama.cpp DIR, a build of it with llama-bench"
            exit 2
        fi
        exec python3 tests/bench/model/against_llama_cpp.py "$3" --cli "$cli" --model "$model" "${@:4}"
    fi
    if [ $# -gt 0 ]; then
        exec "$cli" bench "$@"
    fi
    for name in load prefill decode batch ghost; do
        say "$name"
        "$cli" bench "$name" || result=1
    done
    cmake --build --preset release --target benchmarks
    for program in build/release/bench/*; do
        [ -x "$program" ] || continue
        say "$(basename "$program")"
        case $program in
            */bench_typing) QT_QPA_PLATFORM=offscreen "$program" 300 build/release/bin/gatewright-engine "$model" \
                build/release/bin/gatewright-checker "$(command -v clangd-19 || true)" || result=1 ;;
            */bench_checker) "$program" build/release/bin/gatewright-checker resources/sample-workspace || result=1 ;;
            *) QT_QPA_PLATFORM=offscreen "$program" || result=1 ;;
        esac
    done
    return $result
}

verb_oracle() {
    local script found=no
    need_packages build
    for script in tests/oracle/*/make_*.py tests/oracle/make_*.py; do
        [ -f "$script" ] || continue
        found=yes
        say "$script"
        python3 "$script"
    done
    [ $found = yes ] || fail "there is no tests/oracle/make_*.py"
}

verb_doctor() {
    local list missing file
    say "machine: $(. /etc/os-release && echo "$PRETTY_NAME"), $(uname -m), $(nproc) cores, $(awk '/^MemTotal:/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo)"
    case $(grep -m1 '^flags' /proc/cpuinfo) in
        *avx512_vnni*) say "decoding kernels: AVX-512 VNNI" ;;
        *avx_vnni*) say "decoding kernels: AVX-VNNI" ;;
        *" avx2 "*) say "decoding kernels: AVX2" ;;
        *) say "decoding kernels: portable (no AVX2 on this CPU; completions will be slower)" ;;
    esac
    for list in packaging/requirements/apt-*.txt; do
        list=$(basename "$list" .txt)
        missing=$(missing_packages "${list#apt-}")
        say "packages for ${list#apt-}: ${missing:+missing }${missing:-all there}" | tr "\n" " "
        echo
    done
    for file in "models/SmolLM2-135M-Instruct.Q4_1.gguf" tree-sitter/runtime/src/lib.c tree-sitter/python/src/parser.c \
        tree-sitter/cpp/src/parser.c prefix/lib/libKF5SyntaxHighlighting.so hls/ap_types/ap_int.h python/qiskit/bin/python; do
        [ -e "$parts/$file" ] || say "part missing: $file (packaging/dev deps)"
    done
    say "downloads: $cache ($(du -sh "$cache" 2> /dev/null | cut -f1 || echo empty))"
    if has_display; then say "display: $DISPLAY"; else say "display: none; packaging/dev run will play the tour on a virtual one"; fi
    if bwrap --unshare-all --ro-bind /usr /usr --symlink usr/lib64 /lib64 --symlink usr/lib /lib -- /usr/bin/true 2> /dev/null; then
        say "sandbox: works"
    else
        say "sandbox: user namespaces do not work here; generated code will not be run"
    fi
    df -h --output=avail "$PWD" | awk 'NR == 2 { print "== disk free:" $1 }'
}
