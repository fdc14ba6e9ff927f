// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/editor_page.h"

#include "ui/bridge/document.h"
#include "ui/editor/code_view.h"
#include "ui/shell/appearance.h"
#include "ui/shell/notice_area.h"

#include <QVBoxLayout>

namespace gatewright {

EditorPage::EditorPage(Document &document, NoticeHub &notices, const Appearance &appearance,
                       const EditorSettings &settings, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_notices(new NoticeArea(notices, document.id(), appearance, this))
    , m_view(new CodeView(document.buffer(), appearance.theme(), settings, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_notices);
    column->addWidget(m_view, 1);
    setFocusProxy(m_view);
    m_view->setAccessibleName(tr("Text of %1").arg(document.title()));
    connect(&document, &Document::titleChanged, this,
            [this] { m_view->setAccessibleName(tr("Text of %1").arg(m_document.title())); });
    connect(&appearance, &Appearance::changed, this,
            [this, &appearance] { m_view->setTheme(appearance.theme()); });
}

} // namespace gatewright
