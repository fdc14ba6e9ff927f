// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/servers/outline_model.h"
#include "ui/panels/outline/outline_panel.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

using namespace gatewright;

namespace {

lsp::DocumentSymbol symbol(const char *name, int first, int last,
                           std::vector<lsp::DocumentSymbol> children = {})
{
    lsp::DocumentSymbol made;
    made.name = QString::fromLatin1(name);
    made.kind = lsp::SymbolKind::Function;
    made.range = {{first, 0}, {last, 0}};
    made.selectionRange = {{first, 4}, {first, 8}};
    made.children = std::move(children);
    return made;
}

} // namespace

class TestOutlinePanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsChoosesAndFilters()
    {
        OutlineModel model;
        IconProvider icons;
        OutlinePanel panel(model, icons);
        panel.show();
        QVERIFY(!panel.tree().isVisible()); // the word about what would stand here
        model.setSymbols(
            {symbol("fir", 0, 10, {symbol("shift", 2, 4), symbol("taps", 5, 6)}), symbol("main", 12, 20)});
        QVERIFY(panel.tree().isVisible());
        panel.follow({3, 1});
        QCOMPARE(panel.tree().currentIndex().data().toString(), QStringLiteral("shift"));
        panel.follow({11, 0}); // between two
        QVERIFY(!panel.tree().currentIndex().isValid());

        QSignalSpy chosen(&panel, &OutlinePanel::placeChosen);
        panel.filter().setText(QStringLiteral("TAP"));
        const QAbstractItemModel *shown = panel.tree().model();
        QCOMPARE(shown->rowCount(), 1); // fir, for what it holds
        const QModelIndex taps = shown->index(0, 0, shown->index(0, 0));
        QCOMPARE(taps.data().toString(), QStringLiteral("taps"));
        Q_EMIT panel.tree().activated(taps);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.at(0).at(0).value<Position>(), (Position{5, 4}));
        model.setSymbols({});
        QVERIFY(!panel.tree().isVisible());
    }
    void theSameSymbolsChangeNothing()
    {
        OutlineModel model;
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setSymbols({symbol("fir", 0, 10)});
        model.setSymbols({symbol("fir", 0, 10)});
        QCOMPARE(reset.size(), 1);
    }
};

QTEST_MAIN(TestOutlinePanel)
#include "tst_outline_panel.moc"
