// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icon_provider.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>

// Outside every namespace, as the macro demands. Resources of a static library are not registered by
// themselves.
static void registerIconResources()
{
    Q_INIT_RESOURCE(gatewright_icons);
}

namespace gatewright {

namespace {

struct Name
{
    Symbol symbol;
    QLatin1String file;
};

constexpr std::array names{
    Name{Symbol::Add, QLatin1String("add")},
    Name{Symbol::ArrowDown, QLatin1String("arrow-down")},
    Name{Symbol::ArrowUp, QLatin1String("arrow-up")},
    Name{Symbol::Branch, QLatin1String("branch")},
    Name{Symbol::Check, QLatin1String("check")},
    Name{Symbol::ChevronDown, QLatin1String("chevron-down")},
    Name{Symbol::ChevronRight, QLatin1String("chevron-right")},
    Name{Symbol::Circuit, QLatin1String("circuit")},
    Name{Symbol::Close, QLatin1String("close")},
    Name{Symbol::Command, QLatin1String("command")},
    Name{Symbol::Compare, QLatin1String("compare")},
    Name{Symbol::DocumentNew, QLatin1String("document-new")},
    Name{Symbol::DocumentOpen, QLatin1String("document-open")},
    Name{Symbol::DocumentSave, QLatin1String("document-save")},
    Name{Symbol::DocumentSaveAll, QLatin1String("document-save-all")},
    Name{Symbol::EditCopy, QLatin1String("edit-copy")},
    Name{Symbol::EditFind, QLatin1String("edit-find")},
    Name{Symbol::EditRedo, QLatin1String("edit-redo")},
    Name{Symbol::EditReplace, QLatin1String("edit-replace")},
    Name{Symbol::EditUndo, QLatin1String("edit-undo")},
    Name{Symbol::Error, QLatin1String("error")},
    Name{Symbol::File, QLatin1String("file")},
    Name{Symbol::FileKernel, QLatin1String("file-kernel")},
    Name{Symbol::Folder, QLatin1String("folder")},
    Name{Symbol::Help, QLatin1String("help")},
    Name{Symbol::Hint, QLatin1String("hint")},
    Name{Symbol::History, QLatin1String("history")},
    Name{Symbol::Information, QLatin1String("information")},
    Name{Symbol::Lock, QLatin1String("lock")},
    Name{Symbol::Model, QLatin1String("model")},
    Name{Symbol::Offline, QLatin1String("offline")},
    Name{Symbol::Outline, QLatin1String("outline")},
    Name{Symbol::Problems, QLatin1String("problems")},
    Name{Symbol::QuickFix, QLatin1String("quick-fix")},
    Name{Symbol::Refresh, QLatin1String("refresh")},
    Name{Symbol::Remove, QLatin1String("remove")},
    Name{Symbol::Run, QLatin1String("run")},
    Name{Symbol::RunAgain, QLatin1String("run-again")},
    Name{Symbol::Settings, QLatin1String("settings")},
    Name{Symbol::SplitDown, QLatin1String("split-down")},
    Name{Symbol::SplitRight, QLatin1String("split-right")},
    Name{Symbol::Stop, QLatin1String("stop")},
    Name{Symbol::Warning, QLatin1String("warning")},
};

constexpr auto symbols = [] {
    std::array<Symbol, std::size(names)> all{};
    std::ranges::transform(names, all.begin(), &Name::symbol);
    return all;
}();

QColor colourFor(QIcon::Mode mode)
{
    const QPalette palette = QGuiApplication::palette();
    switch (mode) {
    case QIcon::Disabled:
        return palette.color(QPalette::Disabled, QPalette::WindowText);
    case QIcon::Selected:
        return palette.color(QPalette::HighlightedText);
    case QIcon::Normal:
    case QIcon::Active:
        break;
    }
    return palette.color(QPalette::WindowText);
}

class SymbolEngine final : public QIconEngine
{
public:
    SymbolEngine(Symbol symbol, const QColor &colour)
        : m_symbol(symbol)
        , m_colour(colour)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const bool ownColour = m_colour.isValid() && mode != QIcon::Disabled && mode != QIcon::Selected;
        const QColor colour = ownColour ? m_colour : colourFor(mode);
        // A square in the middle of what we were given: an icon is never stretched.
        const int side = std::min(rect.width(), rect.height());
        QRect target(0, 0, side, side);
        target.moveCenter(rect.center());
        renderer(colour).render(painter, target);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }

    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal) override
    {
        return pixmap(size, mode, state);
    }

    QIconEngine *clone() const override { return new SymbolEngine(m_symbol, m_colour); }
    QString key() const override { return QStringLiteral("gatewright-symbol"); }
    bool isNull() override { return false; }

private:
    // Parsing one of these files takes some 50 µs; the last colour is kept because icons are painted again
    // and again.
    QSvgRenderer &renderer(const QColor &colour)
    {
        if (!m_renderer || m_renderedColour != colour) {
            QFile file(QStringLiteral(":/gatewright/icons/%1.svg").arg(IconProvider::fileName(m_symbol)));
            QByteArray svg;
            if (file.open(QIODevice::ReadOnly))
                svg = file.readAll();
            svg.replace("currentColor", colour.name().toLatin1());
            m_renderer = std::make_unique<QSvgRenderer>(svg);
            m_renderedColour = colour;
        }
        return *m_renderer;
    }

    Symbol m_symbol;
    QColor m_colour; // invalid: that of the palette
    std::unique_ptr<QSvgRenderer> m_renderer;
    QColor m_renderedColour;
};

} // namespace

IconProvider::IconProvider()
{
    registerIconResources();
}

QIcon IconProvider::icon(Symbol symbol) const
{
    return QIcon(new SymbolEngine(symbol, {}));
}

QIcon IconProvider::icon(Symbol symbol, const QColor &colour) const
{
    return QIcon(new SymbolEngine(symbol, colour));
}

QString IconProvider::fileName(Symbol symbol)
{
    return std::ranges::find(names, symbol, &Name::symbol)->file;
}

std::span<const Symbol> IconProvider::all()
{
    return symbols;
}

} // namespace gatewright
