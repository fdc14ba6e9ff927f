// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/window_context.h"

class QMenu;
class QWidget;

namespace gatewright {

class Document;

enum class EncodingUse {
    Reopen, // the file's bytes mean another text
    Save,   // the text becomes other bytes
};

// One entry an encoding, the document's own with a mark. Neither menu outlives the document.
[[nodiscard]] QMenu *encodingMenu(const WindowContext &context, Document &document, EncodingUse use,
                                  QWidget *parent);
// Encodings and line ends: what the field of the status bar opens.
[[nodiscard]] QMenu *formatMenu(const WindowContext &context, Document &document, QWidget *parent);

} // namespace gatewright
