// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/files.h"
#include "ui/dialogs/help_dialog.h"

#include <QDir>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QTest>
#include <QTextBrowser>
#include <QUrl>

#include <algorithm>

using namespace gatewright;

class TestHelpDialog : public QObject
{
    Q_OBJECT

private:
    static QString shipped() { return QStringLiteral(GATEWRIGHT_SOURCE_DIR "/resources/help"); }
    static QStringList languages()
    {
        return QDir(shipped()).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    }

private Q_SLOTS:
    void everyLanguageHasTheSamePages()
    {
        const QList<HelpPage> english = readHelp(shipped(), QStringLiteral("en"));
        QVERIFY(english.size() >= 6);
        const QStringList all = languages();
        QVERIFY(all.contains(QStringLiteral("de")));
        for (const QString &language : all) {
            const QList<HelpPage> pages = readHelp(shipped(), language);
            QCOMPARE(pages.size(), english.size());
            for (qsizetype index = 0; index < pages.size(); ++index)
                QCOMPARE(pages[index].file, english[index].file);
        }
    }

    void everyLinkLeadsToAPage()
    {
        const QRegularExpression link(QStringLiteral("\\]\\(([^)]*)\\)"));
        int links = 0;
        const QStringList all = languages();
        for (const QString &language : all) {
            const QList<HelpPage> pages = readHelp(shipped(), language);
            for (const HelpPage &page : pages) {
                QRegularExpressionMatchIterator found = link.globalMatch(page.text);
                while (found.hasNext()) {
                    const QString target = found.next().captured(1);
                    ++links;
                    QVERIFY2(
                        std::any_of(pages.begin(), pages.end(),
                                    [&](const HelpPage &other) { return other.file == target; }),
                        qPrintable(language + QLatin1Char('/') + page.file + QStringLiteral(": ") + target));
                }
            }
        }
        QVERIFY(links > 0);
    }

    void anotherLanguageReadsEnglish()
    {
        const QList<HelpPage> pages = readHelp(shipped(), QStringLiteral("xx"));
        QVERIFY(!pages.isEmpty());
        QCOMPARE(pages.first().title, QStringLiteral("First steps"));
    }

    void whatIsNoPageIsLeftOut()
    {
        const test::Folder folder;
        folder.write("en/1.md", "# One\ntext\n");
        folder.write("en/2.md", "no title\n");
        folder.write("en/3.md", "# Three\n" + QByteArray(300 * 1024, 'x'));
        folder.write("en/4.txt", "# Four\n");
        QCOMPARE(readHelp(folder.path(), QStringLiteral("en")).size(), 1);
    }

    void wordsLeaveThePagesThatHaveThem()
    {
        HelpDialog dialog(
            {{QStringLiteral("a.md"), QStringLiteral("A"), QStringLiteral("# A\nmodels on disks")},
             {QStringLiteral("b.md"), QStringLiteral("B"), QStringLiteral("# B\nbig Models")}});
        dialog.show();
        auto *list = dialog.findChild<QListWidget *>();
        auto *text = dialog.findChild<QTextBrowser *>();
        QVERIFY(text->toPlainText().contains(QStringLiteral("disks")));
        QTest::keyClicks(dialog.findChild<QLineEdit *>(), QStringLiteral("big model"));
        QVERIFY(list->item(0)->isHidden());
        QVERIFY(!list->item(1)->isHidden());
        QVERIFY(text->toPlainText().contains(QStringLiteral("big Models")));
        dialog.open(QStringLiteral("a.md")); // as a link does
        QVERIFY(!list->item(0)->isHidden());
        QCOMPARE(list->currentRow(), 0);
    }

    void aLinkOutOfTheHelpLeadsNowhere()
    {
        HelpDialog dialog({{QStringLiteral("a.md"), QStringLiteral("A"),
                            QStringLiteral("# A\n[out](https://example.org/b.md) [in](b.md)")},
                           {QStringLiteral("b.md"), QStringLiteral("B"), QStringLiteral("# B")}});
        auto *text = dialog.findChild<QTextBrowser *>();
        Q_EMIT text->anchorClicked(QUrl(QStringLiteral("https://example.org/b.md")));
        QCOMPARE(dialog.findChild<QListWidget *>()->currentRow(), 0);
        Q_EMIT text->anchorClicked(QUrl(QStringLiteral("b.md")));
        QCOMPARE(dialog.findChild<QListWidget *>()->currentRow(), 1);
    }
};

QTEST_MAIN(TestHelpDialog)
#include "tst_help_dialog.moc"
