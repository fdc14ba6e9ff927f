// SPDX-License-Identifier: Apache-2.0
#include "plugins/language-hls/core/compile/header_folders.h"

#include <QFileInfo>

namespace gatewright::hls {

HeaderFolders HeaderFolders::shipped(const QString &dataFolder)
{
    const QString folder = QFileInfo(dataFolder).absoluteFilePath();
    return {folder + QStringLiteral("/hls/include"), folder + QStringLiteral("/hls/ap_types")};
}

Dialect dialectOf(const QString &path)
{
    const QFileInfo file(path);
    const QString suffix = file.suffix().toLower();
    if (suffix == QLatin1String("c"))
        return Dialect::C;
    if (suffix != QLatin1String("h"))
        return Dialect::Cpp;
    const QString stem = file.path() + QLatin1Char('/') + file.completeBaseName();
    const bool besideC = QFileInfo::exists(stem + QStringLiteral(".c"));
    const bool besideCpp =
        QFileInfo::exists(stem + QStringLiteral(".cpp")) || QFileInfo::exists(stem + QStringLiteral(".cc"));
    return besideC && !besideCpp ? Dialect::C : Dialect::Cpp;
}

QStringList commonFlags(Dialect dialect)
{
    // What Vitis HLS defines in C simulation, as far as designs ask for it. Not __SYNTHESIS__.
    return {dialect == Dialect::C ? QStringLiteral("-std=gnu11") : QStringLiteral("-std=c++17"),
            QStringLiteral("-D__VITIS_HLS__"), QStringLiteral("-D__HLS_CSIM__"), QStringLiteral("-D__SIM__")};
}

} // namespace gatewright::hls
