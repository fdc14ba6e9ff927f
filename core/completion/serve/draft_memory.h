// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/completion/protocol/draft_report.h"

#include <stop_token>
#include <string>
#include <string_view>

namespace gatewright::completion {

// What a generator drafts from beside the text at hand: the user's other files and what was accepted before.
// It makes answers faster and never other ones. Used from the generator's thread.
class DraftMemory
{
public:
    virtual ~DraftMemory() = default;

    virtual void setEnabled(bool enabled) = 0;

    // A text that answers may repeat, UTF-8; replaces that of the same key. "file/…" for files of the
    // project, "store/…" for accepted text.
    virtual void put(const std::string &key, std::string_view text) = 0;
    // The texts whose keys begin so are there no more.
    virtual void remove(std::string_view keyPrefix) = 0;
    // The same for text that the user erased: with whatever was learned of the model's behaviour in it.
    virtual void forget(std::string_view keyPrefix) = 0;
    // Everything that was accepted, and all that was learned of the model's behaviour.
    virtual void forgetAll() = 0;

    // How the user's texts go on behind this one, where its end of six tokens or more stands in them, up to
    // the end of a line; empty where it does not. Without the model.
    [[nodiscard]] virtual std::string continuation(std::string_view text) = 0;

    // Work for a moment when nobody waits: measuring this machine, tidying up, writing what was learned to
    // its file. Does one piece, within which `stop` is polled; false when there is nothing left to do.
    virtual bool work(std::stop_token stop) = 0;
    // Writes what was learned to its file, if there is one.
    [[nodiscard]] virtual Result<void> save() = 0;

    // Which acceleration head serves has changed on the disk.
    virtual void readHead() {}

    [[nodiscard]] virtual DraftReport report() const = 0;
};

} // namespace gatewright::completion
