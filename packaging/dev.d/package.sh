# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash

# verb_package: build/package/gatewright_*.deb out of the release build.
verb_package() {
    verb_deps
    need_packages package
    build_preset release || fail "the build failed"
    rm -rf build/package
    cpack --config build/release/CPackConfig.cmake -B "$PWD/build/package" > build/package.log 2>&1 || {
        cat build/package.log >&2
        fail "the package could not be made"
    }
    rm -rf build/package/_CPack_Packages
    say "made $(echo build/package/*.deb)"
    dpkg-deb --info build/package/*.deb | sed -n 's/^ \(Package\|Version\|Installed-Size\|Depends\):/   \1:/p'
}
