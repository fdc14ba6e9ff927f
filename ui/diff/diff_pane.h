// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diff/comparison.h"
#include "ui/theme/theme.h"

#include <QPlainTextEdit>

#include <memory>

class QSyntaxHighlighter;

namespace gatewright {

// One side of a comparison: read-only text with line numbers and signs, in the colours of its language.
class DiffPane : public QPlainTextEdit
{
    Q_OBJECT

public:
    // Before and after; or what two made of one.
    enum class Side { Left, Right, Ours, Base, Theirs };

    // `library` outlives the pane.
    DiffPane(Side side, const SyntaxLibrary &library, const Theme &theme, QWidget *parent = nullptr);
    ~DiffPane() override;

    // `path` names the language; nothing of the file is read.
    void setContents(DiffPaneContents contents, const QString &path);
    void setTheme(const Theme &theme);
    // Rows [first, first + count) are the change that is looked at.
    void setCurrentChange(int first, int count);
    [[nodiscard]] const std::vector<DiffRow> &rows() const { return m_contents.rows; }
    // The row under a y coordinate of the viewport.
    [[nodiscard]] int rowAt(int y) const;

Q_SIGNALS:
    void rowClicked(int row);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;
    [[nodiscard]] QMimeData *createMimeDataFromSelection() const override;

private:
    class Numbers;

    void updateNumberWidth();
    void placeNumbers();
    void colourText();
    void paintNumbers(QPainter &painter, const QRect &area);
    void paintRow(QPainter &painter, const QRectF &line, const DiffRow &row, const QTextBlock &block) const;
    template <class Paint>
    void eachVisibleRow(Paint paint) const;
    [[nodiscard]] QColor changeColour() const;

    Side m_side;
    const SyntaxLibrary &m_library;
    Theme m_theme;
    DiffPaneContents m_contents;
    QString m_path;
    int m_currentFirst = -1;
    int m_currentCount = 0;
    Numbers *m_numbers;
    std::unique_ptr<QSyntaxHighlighter> m_colours;
};

} // namespace gatewright
