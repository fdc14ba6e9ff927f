// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/learn/model_identity.h"
#include "core/tensors/draft_head.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace gatewright::learn {

// A head that lies in the folder, as far as its file can be read.
struct HeadVersion
{
    int version = 0;
    QString path;
    bool serves = false;
    QString title;
    QJsonObject before;
    QJsonObject after;
    std::optional<Error> problem; // then only version and path say something
};

struct ServedHead
{
    tensors::DraftHead head;
    QString path;
};

// The acceleration heads of one model: numbered versions, one of which serves, or none. A value over a
// folder; every call looks at the disk. One process writes (see ReplayStore), any may read.
class HeadVersions
{
public:
    static constexpr int kMostVersions = 16; // the oldest go, never the one that serves

    // `folder` is that of all models. `shipped` is the head that came with the program, version 0, which
    // serves until another one does; empty for none.
    HeadVersions(const QString &folder, ModelIdentity identity, QString shipped = {});

    // The newest first, the shipped one last.
    [[nodiscard]] std::vector<HeadVersion> list() const;
    // What decoding uses. Nothing where no head serves. An error (Corrupt, Unsupported ...) says why the one
    // that should serve cannot: decode plainly and show it; rollBack() or training again is the remedy.
    [[nodiscard]] Result<std::optional<ServedHead>> served() const;

    // Puts the head there under the next number, which it gets, and makes it serve. Io when the disk refuses:
    // then what served still does.
    [[nodiscard]] Result<int> add(tensors::DraftHead head);
    // Makes this version serve from now on. NotFound for one that is not there, Corrupt for one that cannot
    // be read.
    [[nodiscard]] Result<void> serve(int version);
    // To the version before the one that serves; the number of it. NotFound when there is none.
    [[nodiscard]] Result<int> rollBack();
    // The versions that learned from one of these sources (sourceOf()); the shipped one learned from none.
    [[nodiscard]] std::vector<int> thatSaw(std::span<const std::uint64_t> sources) const;
    // For good; when it was the one that serves, none does. Not the shipped one.
    [[nodiscard]] Result<void> remove(int version);
    // No head serves, until serve() or add().
    [[nodiscard]] Result<void> serveNone();

    [[nodiscard]] const QString &folder() const { return m_folder; }

private:
    [[nodiscard]] Result<tensors::DraftHead> readVersion(int version) const;
    // Nothing when none was chosen; -1 for serveNone().
    [[nodiscard]] Result<std::optional<int>> chosen() const;
    [[nodiscard]] Result<void> choose(int version);
    [[nodiscard]] std::vector<int> numbers() const; // rising, the shipped one not among them
    [[nodiscard]] QString pathOf(int version) const;
    void prune(int serving);

    QString m_folder; // the model's
    ModelIdentity m_identity;
    QString m_shipped;
};

} // namespace gatewright::learn
