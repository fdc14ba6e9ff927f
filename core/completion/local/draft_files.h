// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/decode/draft/drafting.h"

#include <QLockFile>
#include <QString>
#include <QStringList>

#include <memory>
#include <utility>
#include <vector>

namespace gatewright::completion {

// What drafting learned about one model, in a folder of its own (0700, files 0600), from one run to the next:
//   table.bin   what the model said lately: "GWDT", version, SHA-256 of what follows, compressed rows
//   mixer.json  the mixer's weights (core/decode/draft/mixer_weights.h)
//   times.json  what passes cost on this machine
// The table holds tokens of the user's text, and goes with `store erase`. Whatever is damaged or foreign is
// passed over, with a message: it costs speed for a while. The first process that opens a folder writes it,
// others read.
class DraftFiles
{
public:
    // `machine` tells configurations apart whose times differ.
    DraftFiles(QString folder, QString machine);
    ~DraftFiles();

    // What could not be used, for the log.
    [[nodiscard]] QStringList load(decode::Drafting &drafting, std::size_t vocabularySize);
    // Unsupported while another process writes the folder.
    [[nodiscard]] Result<void> save(const decode::Drafting &drafting);

    // Removes every table below `folder`, which holds the folders of all models; for whoever erases text
    // without a model. What else is learned holds no text.
    static void removeTables(const QString &folder);

private:
    [[nodiscard]] Result<void> loadTable(decode::Drafting &drafting, std::size_t vocabularySize) const;
    [[nodiscard]] Result<void> loadWeights(decode::Drafting &drafting) const;
    [[nodiscard]] Result<void> loadTimes(decode::Drafting &drafting) const;
    [[nodiscard]] Result<void> beTheWriter();
    [[nodiscard]] QString pathOf(const QString &name) const;

    QString m_folder;
    QString m_machine;
    std::unique_ptr<QLockFile> m_lock; // while this process writes
};

} // namespace gatewright::completion
