// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/language.h"
#include "core/text/position.h"
#include "core/text/text_document.h"

#include <QString>

#include <functional>
#include <string>
#include <vector>

namespace gatewright::lsp {

// A document as its editor has it.
struct OpenDocument
{
    QString uri;
    Language language = Language::PlainText;
    Revision revision;
    std::string text;
};

// Every open document as it is now: what a server that starts gets first.
using DocumentProvider = std::function<std::vector<OpenDocument>()>;

// Who wants to hear what happens to the open documents: the client of a server.
class DocumentFollower
{
public:
    virtual ~DocumentFollower() = default;

    virtual void openDocument(const OpenDocument &document) = 0;
    // `range` is in the text before the change.
    virtual void changeDocument(const QString &uri, Revision revision, const Range &range,
                                const QString &text) = 0;
    // The text was replaced as a whole.
    virtual void resetDocument(const OpenDocument &document) = 0;
    virtual void closeDocument(const QString &uri) = 0;
};

} // namespace gatewright::lsp
