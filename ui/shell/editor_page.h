// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace gatewright {

class Appearance;
class CodeView;
class Document;
class NoticeArea;
class NoticeHub;
struct EditorSettings;

// What one tab shows: the notices about its document above a view on it. A document has one page in each
// split that shows it.
class EditorPage : public QWidget
{
    Q_OBJECT

public:
    EditorPage(Document &document, NoticeHub &notices, const Appearance &appearance,
               const EditorSettings &settings, QWidget *parent = nullptr);

    [[nodiscard]] Document &document() const { return m_document; }
    [[nodiscard]] CodeView &view() const { return *m_view; }
    [[nodiscard]] NoticeArea &notices() const { return *m_notices; }

private:
    Document &m_document;
    NoticeArea *m_notices;
    CodeView *m_view;
};

} // namespace gatewright
