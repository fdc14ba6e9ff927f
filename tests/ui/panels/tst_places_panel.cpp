// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/files.h"
#include "ui/panels/places/places_panel.h"

#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>
#include <QUrl>

using namespace gatewright;

namespace {

lsp::Location location(const QString &path, int line, int begin, int end)
{
    return {QString::fromLatin1(QUrl::fromLocalFile(path).toEncoded()), {{line, begin}, {line, end}}};
}

} // namespace

class TestPlacesPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesComeFromEditorsAndFiles()
    {
        const test::Folder folder;
        const QString closed = folder.write("closed.cpp", "int a;\r\n    fir(a);\n");
        const QString open = folder.write("open.cpp", "old");
        const std::vector<Place> places =
            placesWithLines({location(closed, 1, 4, 7), location(open, 0, 1, 4), location(closed, 99, 0, 1),
                             location(folder.path("gone.cpp"), 3, 0, 1)},
                            {{open, QByteArray("\tfir();\n")}});
        QCOMPARE(places[0], (Place{closed, {{1, 4}, {1, 7}}, QStringLiteral("fir(a);"), 0, 3}));
        QCOMPARE(places[1].line, QStringLiteral("fir();")); // as it is in the editor
        QCOMPARE(places[1].end, 3);
        QVERIFY(places[2].line.isEmpty());
        QVERIFY(places[3].line.isEmpty());
    }
    void showsByFileAndSteps()
    {
        PlacesPanel panel;
        panel.show();
        QVERIFY(QTest::qWaitForWindowActive(&panel));
        QVERIFY(!panel.hasPlaces());
        panel.setPlaces(QStringLiteral("2 places"),
                        {{QStringLiteral("/w/a.cpp"), {{1, 0}, {1, 3}}, QStringLiteral("fir();"), 0, 3},
                         {QStringLiteral("/w/a.cpp"), {{5, 0}, {5, 3}}, QStringLiteral("fir();"), 0, 3},
                         {QStringLiteral("/x/b.cpp"), {{7, 0}, {7, 3}}, QStringLiteral("fir();"), 0, 3}},
                        QStringLiteral("/w"));
        QCOMPARE(panel.tree().topLevelItemCount(), 2);
        QCOMPARE(panel.tree().topLevelItem(0)->text(0), QStringLiteral("a.cpp"));
        QCOMPARE(panel.tree().topLevelItem(1)->text(0), QStringLiteral("/x/b.cpp"));
        QList<std::pair<int, bool>> chosen;
        connect(&panel, &PlacesPanel::placeChosen, this,
                [&](const Place &place, bool stay) { chosen.append({place.range.start.line, stay}); });
        panel.takeFocus();
        QTest::keyClick(&panel.tree(), Qt::Key_Down);
        QCOMPARE(chosen.last(), std::pair(5, true)); // shown, the keyboard stays
        QTest::keyClick(&panel.tree(), Qt::Key_Return);
        QCOMPARE(chosen.last(), std::pair(5, false));
        panel.step(1);
        QCOMPARE(chosen.last(), std::pair(7, false));
        panel.step(1); // round the end
        QCOMPARE(chosen.last(), std::pair(1, false));
        panel.step(-1);
        QCOMPARE(chosen.last(), std::pair(7, false));
    }
};

QTEST_MAIN(TestPlacesPanel)
#include "tst_places_panel.moc"
