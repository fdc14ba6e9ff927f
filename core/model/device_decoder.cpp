// SPDX-License-Identifier: Apache-2.0
#include "core/model/device_decoder.h"

#include "core/base/paths.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <dlfcn.h>

namespace gatewright::model {

Result<DeviceModule> DeviceModule::open()
{
    return open(QDir::cleanPath(Paths::pluginFolder() + QLatin1String("/../gatewright-torch.so")));
}

Result<DeviceModule> DeviceModule::open(const QString &path)
{
    if (!QFileInfo(path).isFile())
        return makeError(ErrorCode::Missing,
                         QStringLiteral("This build cannot use a GPU, which needs libtorch: run "
                                        "`packaging/dev deps --gpu` and build again, or use --device cpu."),
                         {}, path);
    void *library = ::dlopen(QFile::encodeName(path).constData(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr)
        return makeError(
            ErrorCode::Missing,
            QStringLiteral("The module for GPUs cannot be loaded; run `packaging/dev deps --gpu` "
                           "again, or use --device cpu."),
            QString::fromLocal8Bit(::dlerror()), path);
    const auto *entry = static_cast<const DeviceModuleEntry *>(::dlsym(library, kDeviceModuleSymbol));
    if (entry == nullptr || entry->version != DeviceModuleEntry::kVersion || entry->load == nullptr)
        return makeError(ErrorCode::Missing,
                         QStringLiteral("The module for GPUs is of another version of the program; install "
                                        "both together, or use --device cpu."),
                         {}, path);
    return DeviceModule(entry->load);
}

Result<std::unique_ptr<DeviceModel>> DeviceModule::load(const ModelSource &source,
                                                        const DeviceOptions &options) const
{
    return m_load(source, options);
}

} // namespace gatewright::model
