// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QTextBrowser>

namespace gatewright {

// Shows documentation that came from a server: Markdown or plain text, which nobody trusts. Tags are shown as
// they are written, pictures are left out, nothing is ever loaded, links do nothing. Code blocks have the
// colours of the editor.
class MarkupView : public QTextBrowser
{
    Q_OBJECT

public:
    MarkupView(const SyntaxLibrary &library, const Theme &theme, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    void setPlain(const QString &text);
    void setMarkdownText(const QString &text);
    // The size that the text takes at this width, at most so high.
    [[nodiscard]] QSize sizeFor(int width, int mostHeight);

    // Nothing: documents of servers do not bring anything along.
    QVariant loadResource(int type, const QUrl &name) override;

private:
    void removePictures();
    void dressCode();

    const SyntaxLibrary &m_library;
    Theme m_theme;
};

} // namespace gatewright
