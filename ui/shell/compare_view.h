// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/window_context.h"

#include <QWidget>

class QLabel;

namespace gatewright {

class DiffView;
struct ComparedTexts;
struct EditorSettings;

// Two texts side by side in place of the editors, until it is closed: a document and its file, what a crash
// left, an old version.
class CompareView : public QWidget
{
    Q_OBJECT

public:
    explicit CompareView(const WindowContext &context, QWidget *parent = nullptr);

    void show(const ComparedTexts &texts, const QFont &font);
    [[nodiscard]] DiffView &view() const { return *m_view; }

Q_SIGNALS:
    void closed();

private:
    QWidget *buildHeader(const WindowContext &context);
    void updateCount();

    QLabel *m_title;
    QLabel *m_count;
    DiffView *m_view;
};

} // namespace gatewright
