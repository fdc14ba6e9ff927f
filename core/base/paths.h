// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace gatewright {

// Where files of the product lie (architecture, section 7). A value made once by the composition root and
// passed down.
class Paths
{
public:
    // XDG folders: ~/.local/share/gatewright, ~/.config/gatewright, ~/.local/state/gatewright,
    // ~/.cache/gatewright.
    [[nodiscard]] static Paths standard();
    // Everything under one folder (--profile DIR): DIR/data, DIR/config, DIR/state, DIR/cache.
    [[nodiscard]] static Paths profile(const QString &folder);

    [[nodiscard]] const QString &data() const { return m_data; }
    [[nodiscard]] const QString &config() const { return m_config; }
    [[nodiscard]] const QString &state() const { return m_state; }
    [[nodiscard]] const QString &cache() const { return m_cache; }
    [[nodiscard]] QString settingsFile() const;
    // What the engine keeps of suggestions: core/store.
    [[nodiscard]] QString storeFile() const;
    // What drafting learned, a folder for each model: core/completion/local/draft_files.h.
    [[nodiscard]] QString draftFolder() const;
    // Acceleration heads, a folder for each model: core/learn/head_versions.h.
    [[nodiscard]] QString headFolder() const;
    // What spoke to a network: connection_log.h.
    [[nodiscard]] QString connectionLog() const;
    // Folders that may hold models, the user's own first, then what came with the program.
    [[nodiscard]] QStringList modelFolders() const;
    // The shared data that came with the program: <prefix>/share/gatewright beside the folder of the
    // executable.
    [[nodiscard]] static QString shippedData();
    // The acceleration head that came with the program, for the default model; the file need not be there.
    [[nodiscard]] static QString shippedHead();
    // The plugins that came with the program: the folder `plugins` beside the shared library that this code
    // is in.
    [[nodiscard]] static QString pluginFolder();
    // The folder that holds the product's programs.
    [[nodiscard]] static QString programFolder();

private:
    QString m_data;
    QString m_config;
    QString m_state;
    QString m_cache;
};

} // namespace gatewright
