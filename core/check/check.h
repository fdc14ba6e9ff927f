// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/check/diagnostic.h"
#include "core/check/tier.h"
#include "core/text/language.h"
#include "core/text/text_document.h"

#include <QString>

#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace gatewright {

// The texts of open documents, by path: they count, and not what the disk holds. That of the document which
// is checked may be among them, and does not count: its own text is the subject's.
using UnsavedTexts = std::map<QString, std::string>;

// Whether the user said that tools which lie in the workspace, an interpreter say, may be used.
enum class Trust { Restricted, Trusted };

// What a check looks at: one text, not necessarily what the disk holds.
struct CheckInput
{
    const TextDocument &document;          // knows its language and revision
    QString path = {};                     // may be empty: a text that was never saved
    QString workspaceFolder = {};          // where the project's other files lie; empty: beside `path`
    const UnsavedTexts *unsaved = nullptr; // may be null
    Trust trust = Trust::Restricted;
};

// A CheckInput that owns what it looks at, for another thread.
struct CheckSubject
{
    TextDocument document;
    QString path = {};
    QString workspaceFolder = {};
    std::shared_ptr<const UnsavedTexts> unsaved = {};
    Trust trust = Trust::Restricted;

    // Looks at this, which must outlive it.
    [[nodiscard]] CheckInput input() const { return {document, path, workspaceFolder, unsaved.get(), trust}; }
};

// One check of one tier. Plugins implement it and register it. Checks are immutable: run() may be called on
// several threads at once.
class Check
{
public:
    virtual ~Check() = default;

    // Stable and unique: "parser", "hls.pragmas".
    [[nodiscard]] virtual QString id() const = 0;
    [[nodiscard]] virtual Tier tier() const = 0;
    [[nodiscard]] virtual bool serves(Language language) const = 0;
    // What is wrong with the text, in the order of its places. An error means that the check itself could not
    // be made (a compiler is missing, cancelled), not that the code is bad. Polls the token.
    [[nodiscard]] virtual Result<std::vector<Diagnostic>> run(const CheckInput &input,
                                                              std::stop_token token) const = 0;
};

} // namespace gatewright
