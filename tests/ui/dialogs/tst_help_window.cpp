// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/files.h"
#include "ui/dialogs/help_window.h"

#include <QDir>
#include <QFileInfo>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>

using namespace gatewright;

class TestHelpWindow : public QObject
{
    Q_OBJECT

private:
    static QString shipped() { return QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/help"); }

private Q_SLOTS:
    void eachPageHasItsTitleAndNoLinkLeadsNowhere()
    {
        const QStringList english = QDir(shipped() + QStringLiteral("/en")).entryList(QDir::Files);
        QVERIFY(!english.isEmpty());
        for (const char *language : {"en", "de"}) {
            const QList<HelpPage> pages = readHelp(shipped(), {QString::fromLatin1(language)});
            QCOMPARE(pages.size(), english.size());
            for (const HelpPage &page : pages) {
                QVERIFY2(page.path.contains(QStringLiteral("/%1/").arg(QLatin1String(language))),
                         qPrintable(page.path));
                QVERIFY2(!page.title.isEmpty() && !page.title.endsWith(QLatin1String(".md")),
                         qPrintable(page.path));
                static const QRegularExpression link(QStringLiteral("\\]\\(([^)]+)\\)"));
                for (auto found = link.globalMatch(page.text); found.hasNext();) {
                    const QString name = found.next().captured(1);
                    QVERIFY2(QFileInfo::exists(QFileInfo(page.path).path() + QLatin1Char('/') + name),
                             qPrintable(page.path + QStringLiteral(": ") + name));
                }
            }
        }
    }

    void whatALanguageLacksIsShownInEnglish()
    {
        const QTemporaryDir folder;
        test::writeFile(folder.filePath(QStringLiteral("en/1.md")), "# One\n");
        test::writeFile(folder.filePath(QStringLiteral("en/2.md")), "# Two\n");
        test::writeFile(folder.filePath(QStringLiteral("de/2.md")), "# Zwei\n");
        const QList<HelpPage> pages =
            readHelp(folder.path(), {QStringLiteral("de-AT"), QStringLiteral("en")});
        QCOMPARE(pages.size(), 2);
        QCOMPARE(pages[0].title, QStringLiteral("One"));
        QCOMPARE(pages[1].title, QStringLiteral("Zwei"));
        QVERIFY(readHelp(folder.filePath(QStringLiteral("none")), {}).isEmpty());
    }

    void searchFindsThePageAndTheWord()
    {
        HelpWindow window(
            {{QStringLiteral("/h/a.md"), QStringLiteral("A"), QStringLiteral("# A\n\nof [B](b.md)")},
             {QStringLiteral("/h/b.md"), QStringLiteral("B"), QStringLiteral("# B\n\nof carets")}});
        auto *pages = window.findChild<QListWidget *>(QStringLiteral("helpPages"));
        auto *text = window.findChild<QTextBrowser *>(QStringLiteral("helpText"));
        QVERIFY(text->toPlainText().startsWith(QLatin1Char('A')));
        window.findChild<QLineEdit *>(QStringLiteral("helpSearch"))->setText(QStringLiteral("CARETS"));
        QVERIFY(pages->item(0)->isHidden());
        QCOMPARE(pages->currentRow(), 1);
        QCOMPARE(text->extraSelections().size(), 1);
        QCOMPARE(text->extraSelections().first().cursor.selectedText(), QStringLiteral("carets"));
        window.findChild<QLineEdit *>(QStringLiteral("helpSearch"))->clear();
        pages->setCurrentRow(0);
        Q_EMIT text->anchorClicked(QUrl(QStringLiteral("b.md")));
        QCOMPARE(pages->currentRow(), 1);
        Q_EMIT text->anchorClicked(QUrl(QStringLiteral("https://example.org/a.md")));
        QCOMPARE(pages->currentRow(), 1);
    }
};

QTEST_MAIN(TestHelpWindow)
#include "tst_help_window.moc"
